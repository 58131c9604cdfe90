"""Rules of indsatser that reach across rows, and what the rows say about themselves."""

from datetime import date
from decimal import Decimal

import pytest

from indsatser.choices import Milepaeltilstand
from indsatser.models import Maaling, Milepael
from tests.indsatser import factories as f
from tests.plans.factories import DelaftaleFactory, FinansieringskildeFactory, HelhedsplanFactory, OrganFactory
from tests.rules import refusals

pytestmark = pytest.mark.django_db

ANOTHER_PLAN = "Hører til en anden plan."

FOREIGN = [
    (f.MaalFactory, "delaftale", DelaftaleFactory, "Delaftalen hører til en anden plan."),
    (f.AktivitetsmaalFactory, "maal", f.MaalFactory, ANOTHER_PLAN),
    (f.PlanlagtAktivitetFactory, "aktivitet", f.AktivitetFactory, ANOTHER_PLAN),
    (f.PlanlagtAktivitetFactory, "parent", f.PlanlagtAktivitetFactory, "Linjen står i en anden delaftales liste."),
    (f.MedarbejderressourceFactory, "aktivitet", f.AktivitetFactory, ANOTHER_PLAN),
    (f.MedarbejderressourceFactory, "initiativ", f.InitiativFactory, ANOTHER_PLAN),
    (f.SamarbejdsrelationFactory, "aktivitet", f.AktivitetFactory, ANOTHER_PLAN),
    (f.SamarbejdsrelationFactory, "initiativ", f.InitiativFactory, ANOTHER_PLAN),
    (f.SamarbejdsrelationFactory, "lokalprojekt", f.LokalprojektFactory, ANOTHER_PLAN),
    (f.EvalueringFactory, "approved_by", OrganFactory, ANOTHER_PLAN),
    (f.IndikatorvaerdiFactory, "delaftale", DelaftaleFactory, ANOTHER_PLAN),
    (f.InitiativFactory, "parent", f.InitiativFactory, ANOTHER_PLAN),
    (f.BevillingFactory, "kilde", FinansieringskildeFactory, "Finansieringskilden hører til en anden plan."),
    (f.MilepaelFactory, "delaftale", DelaftaleFactory, ANOTHER_PLAN),
    (f.MilepaelFactory, "aktivitet", f.AktivitetFactory, ANOTHER_PLAN),
    (f.SucceskriteriumFactory, "aktivitet", f.AktivitetFactory, ANOTHER_PLAN),
    (f.SucceskriteriumFactory, "parent", f.SucceskriteriumFactory, ANOTHER_PLAN),
    (f.SucceskriteriumFactory, "samme_som", f.SucceskriteriumFactory, ANOTHER_PLAN),
    (f.SucceskriteriumFactory, "maal", f.MaalFactory, ANOTHER_PLAN),
    (f.LogpostFactory, "kriterium", f.SucceskriteriumFactory, "Kriteriet hører til en anden aktivitet."),
]


@pytest.mark.parametrize(
    ("make", "field", "other", "sentence"), FOREIGN, ids=[f"{m._meta.model.__name__}.{n}" for m, n, *_ in FOREIGN]
)
def test_a_row_cannot_point_into_another_plan(make, field, other, sentence):
    row = make()
    setattr(row, field, other())
    assert refusals(row)[field] == [sentence]


class TestTheGoal:
    def test_has_a_letter_of_its_own_in_its_delaftale(self):
        a = f.MaalFactory(letter="a")
        twin = f.MaalFactory.build(delaftale=a.delaftale, helhedsplan=a.helhedsplan, letter="a")
        assert refusals(twin) == {"letter": ["Bogstavet er allerede brugt til et andet mål."]}

    def test_has_a_letter_of_its_own_among_the_plans_own_goals_too(self):
        plan = HelhedsplanFactory()
        f.MaalFactory(helhedsplan=plan, delaftale=None, letter="a")
        twin = f.MaalFactory.build(helhedsplan=plan, delaftale=None, letter="a")
        assert refusals(twin) == {"letter": ["Bogstavet er allerede brugt til et andet mål."]}

    def test_may_share_its_letter_with_another_delaftales_goal_and_with_goals_that_have_none(self):
        plan = HelhedsplanFactory()
        one, two = DelaftaleFactory(helhedsplan=plan), DelaftaleFactory(helhedsplan=plan)
        f.MaalFactory(delaftale=one, letter="a")
        assert refusals(f.MaalFactory.build(helhedsplan=plan, delaftale=two, letter="a")) == {}
        f.MaalFactory(delaftale=one, letter="")
        assert refusals(f.MaalFactory.build(helhedsplan=plan, delaftale=one, letter="")) == {}


NUMBER = Decimal(7)


@pytest.mark.parametrize(
    ("value", "numerator", "denominator"),
    [
        (None, None, None),
        (NUMBER, NUMBER, None),
        (NUMBER, None, NUMBER),
        (NUMBER, NUMBER, NUMBER),
        (None, NUMBER, None),
        (None, None, NUMBER),
    ],
)
def test_a_measurement_says_one_thing_or_is_refused(value, numerator, denominator):
    row = f.MaalingFactory()
    row.value, row.numerator, row.denominator = value, numerator, denominator
    assert refusals(row) == {"value": ["Skriv en værdi, en tæller og en nævner, eller en vurdering."]}


@pytest.mark.parametrize(
    ("value", "numerator", "denominator", "skoen"),
    [
        (Decimal(0), None, None, ""),
        (NUMBER, None, None, ""),
        (None, Decimal(0), NUMBER, ""),
        (None, None, None, "delvist"),
        (NUMBER, None, None, "naaet"),
    ],
)
def test_nought_is_a_measurement_and_so_is_a_judgement(value, numerator, denominator, skoen):
    row = f.MaalingFactory()
    row.value, row.numerator, row.denominator, row.skoen = value, numerator, denominator, skoen
    assert refusals(row) == {}


def test_text_is_never_a_measured_number():
    row = f.MaalingFactory()
    row.value = "mange"
    assert list(refusals(row)) == ["value"]


class TestACriterionThatRepeatsAnother:
    SENTENCE = "Kriteriet gengiver et andet. Registrér tallet på det kriterium, der måles."

    @pytest.fixture
    def first(self):
        return f.SucceskriteriumFactory()

    @pytest.fixture
    def repeat(self, first):
        return f.SucceskriteriumFactory(aktivitet=first.aktivitet, samme_som=first)

    def test_is_measured_where_the_first_is(self, first, repeat):
        assert repeat.measured_in == first
        assert first.measured_in == first

    def test_takes_no_measurements_of_its_own(self, repeat):
        row = f.MaalingFactory.build(kriterium=repeat)
        assert refusals(row) == {"kriterium": [self.SENTENCE]}

    def test_takes_no_lines_of_the_log(self, repeat):
        row = f.LogpostFactory.build(aktivitet=repeat.aktivitet, kriterium=repeat)
        assert refusals(row) == {"kriterium": [self.SENTENCE]}

    def test_cannot_itself_be_repeated(self, repeat):
        third = f.SucceskriteriumFactory(aktivitet=repeat.aktivitet)
        third.samme_som = repeat
        chain = "Vælg det kriterium, der måles, ikke et, der selv gengiver et andet."
        assert refusals(third) == {"samme_som": [chain]}

    def test_cannot_come_after_others_repeat_it(self, first, repeat):
        first.samme_som = f.SucceskriteriumFactory(aktivitet=first.aktivitet)
        chain = "Vælg det kriterium, der måles, ikke et, der selv gengiver et andet."
        assert refusals(first) == {"samme_som": [chain]}


class TestACompoundCriterion:
    SENTENCE = "Et delmål kan ikke selv have delmål."

    def test_has_parts_that_have_none(self):
        whole = f.SucceskriteriumFactory()
        part = f.SucceskriteriumFactory(aktivitet=whole.aktivitet, parent=whole)
        assert refusals(part) == {}
        deeper = f.SucceskriteriumFactory(aktivitet=whole.aktivitet)
        deeper.parent = part
        assert refusals(deeper) == {"parent": [self.SENTENCE]}

    def test_cannot_become_a_part(self):
        whole = f.SucceskriteriumFactory()
        f.SucceskriteriumFactory(aktivitet=whole.aktivitet, parent=whole)
        whole.parent = f.SucceskriteriumFactory(aktivitet=whole.aktivitet)
        assert refusals(whole) == {"parent": [self.SENTENCE]}

    def test_counts_once(self):
        whole = f.SucceskriteriumFactory()
        f.SucceskriteriumFactory(aktivitet=whole.aktivitet, parent=whole)
        assert list(type(whole).objects.top_level()) == [whole]


def test_a_target_year_before_the_baselines_is_refused_once():
    row = f.SucceskriteriumFactory(share=True)
    row.deadline = date(2015, 12, 31)
    assert refusals(row) == {"deadline": ["Målåret ligger før udgangspunktets år."]}


def test_two_lines_of_a_list_cannot_stand_under_each_other():
    upper = f.PlanlagtAktivitetFactory()
    lower = f.PlanlagtAktivitetFactory(delaftale=upper.delaftale, parent=upper)
    upper.parent = lower
    assert refusals(upper) == {"parent": ["De to linjer ville stå under hinanden."]}


def test_initiatives_go_in_no_circles():
    one = f.InitiativFactory()
    two = f.InitiativFactory(helhedsplan=one.helhedsplan, parent=one, forgaenger=one)
    one.parent = two
    assert refusals(one) == {"parent": ["De to initiativer ville være del af hinanden."]}
    one.parent, one.forgaenger = None, two
    assert refusals(one) == {"forgaenger": ["De to initiativer ville bygge på hinanden."]}


def test_an_initiative_may_build_on_one_of_an_earlier_plan():
    row = f.InitiativFactory()
    row.forgaenger = f.InitiativFactory()
    assert refusals(row) == {}


class TestAMilestone:
    def test_of_an_activity_lies_in_the_activitys_delaftale(self):
        aktivitet = f.AktivitetFactory()
        plan = aktivitet.helhedsplan
        row = f.MilepaelFactory(helhedsplan=plan, delaftale=aktivitet.delaftale, aktivitet=aktivitet)
        assert refusals(row) == {}
        row.delaftale = DelaftaleFactory(helhedsplan=plan)
        assert refusals(row) == {"aktivitet": ["Aktiviteten hører til en anden delaftale."]}

    @pytest.mark.parametrize(("quarter", "last"), [(1, "31.03"), (2, "30.06"), (3, "30.09"), (4, "31.12")])
    def test_is_due_on_the_last_day_of_its_quarter(self, quarter, last):
        assert f"{Milepael(year=2019, quarter=quarter).due_on:%d.%m}" == last

    def test_without_a_quarter_is_never_due_nor_late(self):
        assert Milepael(year=2019).due_on is None
        assert not Milepael(year=2019).is_late(date(2030, 1, 1))

    def test_is_late_when_the_last_day_of_its_quarter_is_over(self):
        """A day counts until its end (ADR 0013)."""
        row = Milepael(year=2019, quarter=2)
        assert not row.is_late(date(2019, 6, 29))
        assert row.is_late(date(2019, 6, 30))

    def test_that_was_reached_or_dropped_is_not_late(self):
        reached = Milepael(year=2019, quarter=2, state=Milepaeltilstand.NAAET, reached_on=date(2019, 6, 1))
        dropped = Milepael(year=2019, quarter=2, state=Milepaeltilstand.BORTFALDET)
        assert not reached.is_late(date(2020, 1, 1))
        assert not dropped.is_late(date(2020, 1, 1))

    def test_knows_how_far_it_has_slipped(self):
        row = Milepael(year=2020, quarter=1, original_year=2019, original_quarter=3)
        assert row.quarters_moved == 2
        assert Milepael(year=2020, quarter=1).quarters_moved == 0


def test_a_measurement_is_named_without_asking_for_its_criterion():
    assert str(Maaling(data_to=date(2019, 6, 30))) == "Løbende 30.06.2019"


def test_all_that_a_criterion_is_computed_from_comes_in_a_fixed_number_of_queries(django_assert_num_queries):
    for _ in range(3):
        kriterium = f.SucceskriteriumFactory()
        f.MaalingFactory(kriterium=kriterium)
        f.LogpostFactory(aktivitet=kriterium.aktivitet, kriterium=kriterium)
        f.ReferencevaerdiFactory(kriterium=kriterium)
        f.SucceskriteriumFactory(aktivitet=kriterium.aktivitet, parent=kriterium)
        f.SucceskriteriumFactory(aktivitet=kriterium.aktivitet, samme_som=kriterium)
    with django_assert_num_queries(20):
        rows = list(f.Succeskriterium.objects.for_opgoerelse())
    assert len(rows) == 9
