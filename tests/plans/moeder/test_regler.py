"""The year wheel's rules: which days people meet on, when papers go out, what is due every year."""

from datetime import date, timedelta

import pytest

from plans.moeder.regler import (
    aarsfrister,
    antal_i_aaret,
    er_hverdag,
    er_moededag,
    foreslaa_moeder,
    helligdage,
    paaskedag,
    papirdag,
)

pytestmark = pytest.mark.no_db


@pytest.mark.parametrize(
    ("aar", "dag"),
    [
        (1954, date(1954, 4, 18)),  # the two exceptions of the rule
        (1981, date(1981, 4, 19)),
        (2008, date(2008, 3, 23)),
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter_falls_where_the_almanac_says(aar, dag):
    assert paaskedag(aar) == dag


def test_the_holidays_of_a_year_are_those_of_the_almanac():
    days = {"01-01", "03-25", "03-26", "03-28", "03-29", "05-01", "05-06", "05-16", "05-17", "06-05", "12-24"}
    assert {f"{day:%m-%d}" for day in helligdage(2027)} == days | {"12-25", "12-26", "12-31"}


def test_store_bededag_was_a_holiday_until_2023():
    assert not er_hverdag(date(2023, 5, 5))
    assert er_hverdag(date(2024, 4, 26))


@pytest.mark.parametrize(
    ("dag", "moedes"),
    [
        (date(2027, 2, 15), True),
        (date(2027, 2, 13), False),  # a Saturday
        (date(2027, 3, 25), False),  # Maundy Thursday
        (date(2027, 6, 30), True),
        (date(2027, 7, 1), False),
        (date(2027, 7, 30), False),
        (date(2027, 8, 2), True),
        (date(2027, 12, 22), True),
        (date(2027, 12, 23), False),
        (date(2026, 1, 2), False),
        (date(2026, 1, 5), True),
    ],
)
def test_people_meet_on_working_days_but_not_in_july_or_between_the_years(dag, moedes):
    assert er_moededag(dag) is moedes


def test_papers_go_out_so_many_days_before_and_never_on_a_day_off():
    assert papirdag(date(2027, 2, 15), 7) == date(2027, 2, 8)
    assert papirdag(date(2027, 4, 5), 7) == date(2027, 3, 24)  # Easter Monday back to the Wednesday before
    assert papirdag(date(2027, 2, 15), None) is None
    assert papirdag(date(2027, 1, 4), 3) == date(2026, 12, 30)  # over the New Year


class TestProposedMeetings:
    def test_four_meetings_stand_in_the_middle_of_the_four_quarters(self):
        days = [one.dag for one in foreslaa_moeder(2027, 4)]
        assert days == [date(2027, 2, 15), date(2027, 5, 18), date(2027, 8, 17), date(2027, 11, 16)]

    @pytest.mark.parametrize("antal", [1, 2, 3, 5, 6, 10, 12])
    @pytest.mark.parametrize("aar", [2018, 2023, 2026, 2028])
    def test_any_number_is_in_order_on_days_people_meet(self, antal, aar):
        days = [one.dag for one in foreslaa_moeder(aar, antal, frist=7)]
        assert days == sorted(set(days))
        assert all(er_moededag(day) and day.year == aar for day in days)
        assert antal - len(days) <= (antal == 12)  # of twelve, the one in July is left out

    def test_only_the_part_of_the_year_the_plan_runs_counts(self):
        days = [one.dag for one in foreslaa_moeder(2018, 2, fra=date(2018, 8, 1))]
        assert days == [date(2018, 9, 7), date(2018, 11, 23)]
        assert foreslaa_moeder(2017, 4, fra=date(2018, 8, 1)) == ()
        assert foreslaa_moeder(2027, 0) == ()

    def test_where_a_meeting_stands_already_none_is_proposed(self):
        days = [one.dag for one in foreslaa_moeder(2027, 4, findes=[date(2027, 5, 3)])]
        assert days == [date(2027, 2, 15), date(2027, 8, 17), date(2027, 11, 16)]

    def test_each_says_when_its_papers_go_out(self):
        for one in foreslaa_moeder(2027, 4, frist=7):
            assert one.papirer == papirdag(one.dag, 7)
            assert one.dag - one.papirer >= timedelta(days=7)


@pytest.mark.parametrize(
    ("pr_aar", "fra", "til", "antal"),
    [
        (4, None, None, 4),
        (4, date(2018, 8, 1), None, 2),  # 153 of 365 days: 1,7
        (4, date(2018, 1, 1), date(2018, 6, 30), 2),
        (1, date(2018, 12, 1), None, 1),  # at least one
        (4, date(2019, 1, 1), None, 0),
        (0, None, None, 0),
    ],
)
def test_a_part_of_a_year_has_its_part_of_the_meetings(pr_aar, fra, til, antal):
    assert antal_i_aaret(pr_aar, 2018, fra=fra, til=til) == antal


class TestYearlyDeadlines:
    def _dated(self, aar, **plan):
        return {frist.titel: frist.dag for frist in aarsfrister(aar, **plan) if frist.dag}

    def test_a_year_in_the_middle_of_a_plan_has_them_all(self):
        assert self._dated(2019, fra=date(2018, 8, 1), til=date(2022, 7, 31)) == {
            "Regnskab for 2018 (reguleringskonto) hos Landsbyggefonden": date(2019, 6, 30),
            "Ministeren offentliggør områdelisterne": date(2019, 12, 1),
            "Milepælsplan for 2020 lavet og godkendt": date(2019, 12, 31),
        }

    def test_the_first_year_has_no_accounts_and_the_year_after_the_last_has_no_milepaelsplan(self):
        plan = {"fra": date(2018, 8, 1), "til": date(2022, 7, 31)}
        assert not any("Regnskab" in title for title in self._dated(2018, **plan))
        assert not any("Milepælsplan" in title for title in self._dated(2022, **plan))
        assert "Regnskab for 2022 (reguleringskonto) hos Landsbyggefonden" in self._dated(2023, **plan)
        assert aarsfrister(2024, **plan) == ()

    def test_what_nobody_has_written_the_date_of_has_none_and_says_so(self):
        undated = [frist for frist in aarsfrister(2019) if frist.dag is None]
        assert [frist.titel for frist in undated] == [
            "Målopfyldelse for 2018 til Landsbyggefonden",
            "Samarbejdsrelationer for 2018",
        ]
        assert all("ikke offentlig" in frist.forbehold for frist in undated)

    def test_a_date_that_is_only_known_of_some_says_of_which(self):
        accounts = next(frist for frist in aarsfrister(2019) if frist.titel.startswith("Regnskab"))
        assert "2011-14" in accounts.forbehold

    def test_there_were_no_area_lists_before_2010(self):
        assert not any("områdelisterne" in title for title in self._dated(2009))
        assert any("områdelisterne" in title for title in self._dated(2010))
