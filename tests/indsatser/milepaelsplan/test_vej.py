"""A milestone's way: moved, reached, dropped and split; and how it stood on every day between."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from indsatser.choices import Logart, Milepaeltilstand
from indsatser.milepaele import milepaele_for
from indsatser.milepaelsplan.deling import Halvdel, del_i_to
from indsatser.milepaelsplan.skift import flyt, saet_tilstand
from indsatser.models import Milepael
from plans.services import change
from tests.indsatser.factories import (
    AktivitetFactory,
    LogpostFactory,
    MaalingFactory,
    MilepaelFactory,
    SucceskriteriumFactory,
)
from tests.plans.factories import HelhedsplanFactory

pytestmark = pytest.mark.django_db

MARCH, MAY, AUGUST, OCTOBER = date(2019, 3, 1), date(2019, 5, 1), date(2019, 8, 1), date(2019, 10, 1)
NAAET, BORTFALDET, I_GANG = Milepaeltilstand.NAAET, Milepaeltilstand.BORTFALDET, Milepaeltilstand.I_GANG


@pytest.fixture
def plan():
    return HelhedsplanFactory()


@pytest.fixture
def row(plan):
    return MilepaelFactory(helhedsplan=plan, year=2019, quarter=2)


def line(plan, as_of, number=0):
    return milepaele_for(plan, as_of=as_of)[number]


def stood(plan, as_of):
    found = line(plan, as_of)
    return found.year, found.quarter, found.kvartaler_flyttet


class TestMoving:
    def test_every_move_is_kept_with_day_and_reason(self, plan, row):
        flyt(row, 2019, 4, by=None, day=MAY, reason="Lederen skiftede.")
        flyt(row, 2020, 1, by=None, day=AUGUST, reason="Lokalet var ikke klar.")
        found = line(plan, OCTOBER)
        assert [(s.day, s.fra, s.til, s.hvorfor, s.kvartaler) for s in found.vej] == [
            (MAY, "2. kvartal 2019", "4. kvartal 2019", "Lederen skiftede.", 2),
            (AUGUST, "4. kvartal 2019", "1. kvartal 2020", "Lokalet var ikke klar.", 1),
        ]
        assert found.flyttet_text == "Udskudt 3 kvartaler fra 2. kvartal 2019"
        assert found.flyttet_hvorfor == "Lokalet var ikke klar."

    def test_an_earlier_day_shows_the_quarter_of_that_day(self, plan, row):
        flyt(row, 2019, 4, by=None, day=MAY, reason="Lederen skiftede.")
        flyt(row, 2020, 1, by=None, day=AUGUST, reason="Lokalet var ikke klar.")
        assert stood(plan, MARCH) == (2019, 2, 0)
        assert stood(plan, MAY) == (2019, 4, 2)
        assert line(plan, MAY).flyttet_hvorfor == "Lederen skiftede."
        assert stood(plan, OCTOBER) == (2020, 1, 3)

    def test_what_was_late_that_day_was_late_though_it_moved_later(self, plan, row):
        flyt(row, 2020, 1, by=None, day=AUGUST, reason="Lokalet var ikke klar.")
        assert line(plan, date(2019, 7, 15)).is_late
        assert not line(plan, AUGUST).is_late

    def test_back_in_its_first_quarter_nothing_has_moved_but_the_way_is_known(self, plan, row):
        flyt(row, 2019, 4, by=None, day=MAY, reason="Lederen skiftede.")
        flyt(row, 2019, 2, by=None, day=AUGUST, reason="Det gik alligevel.")
        found = line(plan, OCTOBER)
        assert (found.flyttet_text, len(found.vej)) == ("", 2)

    def test_a_reason_is_asked_for_and_the_same_quarter_is_no_move(self, row):
        with pytest.raises(ValidationError, match="Skriv, hvorfor milepælen flyttes"):
            flyt(row, 2019, 4, by=None, day=MAY, reason=" ")
        with pytest.raises(ValidationError, match=r"står allerede i 2\. kvartal 2019"):
            flyt(row, 2019, 2, by=None, day=MAY, reason="Lederen skiftede.")
        assert not row.skift.exists()

    def test_a_move_from_before_steps_were_kept_becomes_one_without_a_day(self, plan):
        old = MilepaelFactory(
            helhedsplan=plan, original_year=2019, original_quarter=1, postponed_reason="Stillingen var ubesat."
        )
        assert [(s.day, s.fra) for s in line(plan, MARCH).vej] == [(None, "1. kvartal 2019")]
        flyt(old, 2019, 3, by=None, day=MAY, reason="Lederen skiftede.")
        assert [(s.day, s.hvorfor) for s in line(plan, OCTOBER).vej] == [
            (None, "Stillingen var ubesat."), (MAY, "Lederen skiftede."),
        ]  # fmt: skip
        assert stood(plan, MARCH) == (2019, 2, 1)

    def test_no_other_road_moves_it_without_its_step(self, row):
        row.quarter = 4
        with pytest.raises(ValidationError, match="så vejen huskes"):
            change(row, by=None)


class TestItsState:
    def test_reached_counts_from_the_day_it_was_reached(self, plan, row):
        saet_tilstand(row, I_GANG, by=None, day=MARCH)
        saet_tilstand(row, NAAET, by=None, day=OCTOBER, said={"reached_on": MAY, "comment": "Holdt med 12."})
        assert line(plan, date(2019, 2, 1)).state == Milepaeltilstand.IKKE_STARTET
        assert (line(plan, MARCH).state, line(plan, MARCH).comment) == (I_GANG, "")
        assert (line(plan, MAY).state, line(plan, MAY).reached_on, line(plan, MAY).comment) == (
            NAAET, MAY, "Holdt med 12.",
        )  # fmt: skip

    def test_taken_back_it_was_reached_until_then(self, plan, row):
        saet_tilstand(row, NAAET, by=None, day=MARCH, said={"reached_on": MARCH})
        saet_tilstand(row, I_GANG, by=None, day=MAY)
        assert (line(plan, date(2019, 4, 1)).state, line(plan, date(2019, 4, 1)).reached_on) == (NAAET, MARCH)
        assert line(plan, MAY).state == I_GANG

    def test_another_date_is_a_step_too(self, plan, row):
        saet_tilstand(row, NAAET, by=None, day=MAY, said={"reached_on": MAY})
        saet_tilstand(row, NAAET, by=None, day=MAY, said={"reached_on": MARCH})
        assert line(plan, MARCH).state == NAAET

    def test_dropping_asks_why_and_says_it(self, plan, row):
        with pytest.raises(ValidationError, match="Skriv, hvorfor milepælen bortfalder"):
            saet_tilstand(row, BORTFALDET, by=None, day=MAY)
        row.refresh_from_db()
        saet_tilstand(row, BORTFALDET, by=None, day=MAY, said={"dropped_reason": "Kommunen løser det."})
        assert line(plan, OCTOBER).bortfaldet_hvorfor == "Kommunen løser det."
        assert not line(plan, OCTOBER).is_late
        assert (line(plan, MARCH).state, line(plan, MARCH).bortfaldet_hvorfor) == (Milepaeltilstand.IKKE_STARTET, "")


class TestSplitting:
    @pytest.fixture
    def halves(self, plan, row):
        flyt(row, 2019, 3, by=None, day=MARCH, reason="Lederen skiftede.")
        return del_i_to(row, (Halvdel("Kursus holdt", 2019, 3), Halvdel("Rapport skrevet", 2019, 4)), by=None, day=MAY)

    def test_both_halves_come_from_it_and_carry_its_way(self, plan, row, halves):
        first, second = milepaele_for(plan, as_of=OCTOBER)
        assert (first.delt_fra, second.delt_fra) == (row.text, row.text)
        assert [(s.til, s.hvorfor) for s in second.vej] == [
            ("3. kvartal 2019", "Lederen skiftede."), ("4. kvartal 2019", "Delt i to."),
        ]  # fmt: skip
        assert (first.kvartaler_flyttet, second.kvartaler_flyttet) == (1, 2)

    def test_it_is_counted_once_on_any_day(self, plan, row, halves):
        assert [each.text for each in milepaele_for(plan, as_of=date(2019, 4, 30))] == [row.text]
        assert [each.text for each in milepaele_for(plan, as_of=MAY)] == ["Kursus holdt", "Rapport skrevet"]
        row.refresh_from_db()
        assert (row.retired_on, row.retired_reason) == (MAY, "Delt i to")

    def test_it_is_not_split_twice(self, row, halves):
        row.refresh_from_db()
        with pytest.raises(ValidationError, match="allerede taget ud af brug"):
            del_i_to(row, (Halvdel("A", 2019, 3), Halvdel("B", 2019, 3)), by=None, day=AUGUST)

    def test_a_half_that_is_refused_leaves_it_whole(self, plan, row):
        with pytest.raises(ValidationError):
            del_i_to(row, (Halvdel("Kursus holdt", 2019, 2), Halvdel("", 2019, 2)), by=None, day=MAY)
        assert Milepael.objects.current(on=MAY).in_plan(plan).count() == 1


class TestItsNumber:
    @pytest.fixture
    def counted(self, plan):
        aktivitet = AktivitetFactory(delaftale__helhedsplan=plan)
        for day, antal in ((date(2018, 12, 31), 50), (MARCH, 4), (MAY, 3), (AUGUST, 3)):
            LogpostFactory(aktivitet=aktivitet, date=day, antal=antal, kind=Logart.UNIKKE)
        LogpostFactory(aktivitet=aktivitet, date=MARCH, antal=99, kind=Logart.BESOEG)
        return MilepaelFactory(
            helhedsplan=plan, aktivitet=aktivitet, target_number=Decimal(10), log_kind=Logart.UNIKKE
        )

    def test_is_counted_in_the_log_as_of_the_day(self, plan, counted):
        assert (line(plan, MAY).talt.tal, line(plan, MAY).foreslaa_naaet) == (7, False)
        found = line(plan, OCTOBER)
        assert (found.talt.tal, found.talt.naaet_den, found.talt.kilde) == (
            10,
            AUGUST,
            "fra loggen, forskellige personer",
        )

    def test_proposes_reached_and_never_sets_it(self, plan, counted):
        assert line(plan, OCTOBER).foreslaa_naaet
        counted.refresh_from_db()
        assert counted.state == Milepaeltilstand.IKKE_STARTET
        saet_tilstand(counted, NAAET, by=None, day=OCTOBER, said={"reached_on": AUGUST})
        assert not line(plan, OCTOBER).foreslaa_naaet

    def test_counts_from_the_day_that_is_chosen(self, plan, counted):
        Milepael.objects.filter(pk=counted.pk).update(count_from=date(2018, 1, 1))
        assert line(plan, MAY).talt.tal == 57

    def test_is_what_its_criterion_shows(self, plan):
        kriterium = SucceskriteriumFactory(aktivitet__delaftale__helhedsplan=plan)
        MilepaelFactory(helhedsplan=plan, target_number=Decimal(10), kriterium=kriterium)
        assert line(plan, OCTOBER).talt.tal is None
        made = MaalingFactory(kriterium=kriterium, value=Decimal(7))
        assert (line(plan, made.data_to).talt.tal, line(plan, made.data_to).talt.kilde) == (7, "fra kriteriet")


def test_the_page_asks_as_often_for_many_milestones_as_for_few(plan, django_assert_max_num_queries):
    def grow():
        aktivitet = AktivitetFactory(delaftale__helhedsplan=plan)
        counted = {"target_number": Decimal(10)}
        moved = MilepaelFactory(helhedsplan=plan, aktivitet=aktivitet, log_kind=Logart.BESOEG, **counted)
        flyt(moved, 2019, 4, by=None, day=MAY, reason="Lederen skiftede.")
        kriterium = SucceskriteriumFactory(aktivitet=aktivitet)
        MilepaelFactory(helhedsplan=plan, kriterium=kriterium, split_from=moved, **counted)

    grow()
    with django_assert_max_num_queries(20) as first:
        milepaele_for(plan, as_of=OCTOBER)
    few = len(first.captured_queries)
    for _ in range(3):
        grow()
    with django_assert_max_num_queries(few):
        assert len(milepaele_for(plan, as_of=OCTOBER)) == 8
