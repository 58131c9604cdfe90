"""Example results are plausible, reproducible, always marked, and never touch what the documents say."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from indsatser.choices import Kriterieform, Milepaeltilstand, Operator, Retning, Sammenlaegning
from indsatser.eksempeltal import Forloeb, suggest, write_examples
from indsatser.eksempeltal.forslag import RULES, forloeb_of
from indsatser.models import Logpost, Maaling, Milepael, Succeskriterium
from plans.models import Haendelse, Helhedsplan

SEVEN = UUID(int=7)
START, END = date(2018, 8, 1), date(2022, 7, 31)


@dataclass(frozen=True)
class Falsk:
    """A criterion without a database."""

    uuid: UUID = SEVEN
    form: str = Kriterieform.ANDEL
    retning: str = Retning.FALDE
    operator: str = Operator.HOEJST
    sammenlaegning: str = Sammenlaegning.SENESTE
    baseline_value: Decimal | None = Decimal("21.3")
    baseline_on: date | None = date(2016, 12, 31)
    target_value: Decimal | None = Decimal(15)
    target_to: Decimal | None = None
    change_pct: Decimal | None = None
    deadline: date | None = date(2022, 12, 31)
    window_from: date | None = None
    window_to: date | None = None
    window_months: int | None = None
    unit: str = "%"
    source: str = "Landsbyggefondens boligsociale data"
    note: str = ""


def with_course(wanted: Forloeb, **fields) -> Falsk:
    """A criterion whose example takes the wanted course."""
    for number in range(1, 500):
        row = replace(Falsk(**fields), uuid=UUID(int=number))
        if forloeb_of(row) == wanted:
            return row
    raise AssertionError(wanted)


COUNT = {
    "form": Kriterieform.ANTAL_I_VINDUE,
    "sammenlaegning": Sammenlaegning.SUM,
    "operator": Operator.MINDST,
    "retning": Retning.NAA,
    "baseline_value": None,
    "baseline_on": None,
    "target_value": Decimal(85),
    "window_from": START,
    "window_to": date(2019, 12, 31),
    "unit": "familier",
    "source": "Egne registreringer",
}


@pytest.mark.no_db
class TestForslag:
    def test_the_same_criterion_always_gives_the_same_figures(self):
        row = with_course(Forloeb.PAA_VEJ)
        assert suggest(row, start=START, end=END) == suggest(row, start=START, end=END)

    def test_register_data_are_yearly_and_reported_half_a_year_late(self):
        found = suggest(with_course(Forloeb.PAA_VEJ), start=START, end=END)
        assert [(row.data_from, row.data_to) for row in found] == [
            (date(year, 1, 1), date(year, 12, 31)) for year in range(2018, 2023)
        ]
        assert all(160 <= (row.reported_on - row.data_to).days <= 200 for row in found)

    def test_one_on_its_way_moves_towards_the_target(self):
        found = suggest(with_course(Forloeb.PAA_VEJ), start=START, end=END)
        assert found[-1].value < found[0].value < Decimal("21.3")

    def test_the_wrong_way_crosses_the_baseline(self):
        found = suggest(with_course(Forloeb.FORKERT_VEJ), start=START, end=END)
        assert found[-1].value > Decimal("21.3")

    def test_early_means_the_target_is_reached_before_the_last_year(self):
        found = suggest(with_course(Forloeb.NAAET_TIDLIGT), start=START, end=END)
        assert found[-2].value <= 15

    def test_some_are_never_measured(self):
        assert suggest(with_course(Forloeb.IKKE_MAALT), start=START, end=END) == []

    def test_counts_are_quarterly_whole_numbers_inside_the_window(self):
        found = suggest(with_course(Forloeb.PAA_VEJ, **COUNT), start=START, end=END)
        assert (found[0].data_from, found[-1].data_to) == (START, date(2019, 12, 31))
        assert len(found) == 6
        assert 75 <= sum(row.value for row in found) <= 90
        assert all(row.value == int(row.value) for row in found)

    def test_counts_that_lag_do_not_reach_the_target(self):
        found = suggest(with_course(Forloeb.BAGUD, **COUNT), start=START, end=END)
        assert 0 < sum(row.value for row in found) < 85

    def test_averages_carry_what_they_average_over(self):
        fields = COUNT | {"form": Kriterieform.GENNEMSNIT, "target_value": Decimal(12)}
        found = suggest(with_course(Forloeb.PAA_VEJ, **fields), start=START, end=END)
        assert found
        assert all(row.weight and row.weight >= 2 for row in found)

    def test_surveys_say_how_many_out_of_how_many(self):
        fields = COUNT | {"form": Kriterieform.SPOERGESKEMA, "target_value": Decimal(50)}
        found = suggest(with_course(Forloeb.PAA_VEJ, **fields), start=START, end=END)
        assert found
        assert all(row.value is None and row.numerator <= row.denominator for row in found)

    def test_a_compound_and_a_vision_are_not_measured_themselves(self):
        assert set(Kriterieform) - set(RULES) == {Kriterieform.SAMMENSAT, Kriterieform.VISION}

    def test_without_any_period_nothing_is_suggested(self):
        assert suggest(replace(Falsk(), deadline=None), start=None, end=None) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_database")
class TestSkrevet:
    def test_every_result_in_the_demo_is_marked_as_an_example(self):
        assert Maaling.objects.filter(is_eksempel=True).count() > 400
        assert not Maaling.objects.filter(is_eksempel=False).exists()
        assert not Logpost.objects.filter(is_eksempel=False).exists()
        assert not Milepael.objects.filter(is_eksempel=False).exclude(state=Milepaeltilstand.IKKE_STARTET).exists()

    def test_every_course_appears(self):
        assert {forloeb_of(row) for row in Succeskriterium.objects.all()} == set(Forloeb)

    def test_measurable_criteria_are_measured_unless_they_are_meant_not_to_be(self):
        rows = Succeskriterium.objects.filter(samme_som=None, helhedsplan__end_date__isnull=False)
        bare = [
            row
            for row in rows.filter(maalinger=None, logposter=None)
            if Kriterieform(row.form) in RULES and forloeb_of(row) != Forloeb.IKKE_MAALT
        ]
        assert bare == []

    def test_repeated_criteria_are_measured_in_one_place_only(self):
        assert not Maaling.objects.filter(kriterium__samme_som__isnull=False).exists()

    def test_logged_counts_feed_their_criterion_and_are_not_reported_twice(self):
        logged = Succeskriterium.objects.filter(logposter__isnull=False).distinct()
        assert logged.count() == 4
        assert not Maaling.objects.filter(kriterium__in=logged).exists()
        assert {post.aktivitet_id == post.kriterium.aktivitet_id for post in Logpost.objects.all()} == {True}

    def test_milestones_show_reached_late_moved_and_dropped(self):
        rows = Milepael.objects.filter(helhedsplan__short_name="Rum for Liv")
        states = list(rows.values_list("state", flat=True))
        assert states.count(Milepaeltilstand.NAAET) > 30
        assert (states.count(Milepaeltilstand.BORTFALDET), states.count(Milepaeltilstand.FORSINKET)) == (1, 1)
        moved = rows.get(original_year__isnull=False)
        assert moved.quarters_moved == 1
        assert moved.postponed_reason
        late = [row for row in rows if row.reached_on and row.reached_on > row.due_on]
        assert 1 <= len(late) <= 8

    def test_no_example_holds_a_name_or_a_cpr_number(self):
        texts = [*Maaling.objects.values_list("note", flat=True), *Logpost.objects.values_list("note", flat=True)]
        assert not [text for text in texts if re.search(r"\d{6}-?\d{4}", text)]
        assert set(texts) <= {"", "Drøftet af sekretariatet; et eksempel."}

    def test_a_plan_gets_examples_once_with_one_line_on_its_trail(self):
        gellerup = Helhedsplan.objects.get(short_name="Gellerup-Toveshøj")
        assert Haendelse.objects.filter(helhedsplan=gellerup, note__startswith="Eksempeltal").count() == 1
        assert write_examples(gellerup) == {}
