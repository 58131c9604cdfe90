"""Rules of plans that reach across rows, and what the rows say about themselves."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from plans.models import Helhedsplan, User
from tests.plans import factories as f
from tests.rules import refusals

pytestmark = pytest.mark.django_db

ANOTHER_PLAN = "Hører til en anden plan."


class TestThePersonWhoLogsIn:
    def test_has_an_address_in_lower_case_whoever_typed_it(self):
        user = User(email="Mette@Example.DK", name="Mette", password="!")
        user.full_clean()
        assert user.email == "mette@example.dk"

    def test_cannot_be_stored_in_another_case_even_behind_the_forms_back(self):
        with pytest.raises(IntegrityError, match="plans_user_email_in_lower_case"), transaction.atomic():
            f.UserFactory(email="Mette@example.dk")

    def test_is_one_person_whatever_the_case(self):
        f.UserFactory(email="mette@example.dk")
        twin = f.UserFactory.build(email="METTE@example.dk")
        assert refusals(twin) == {"email": ["E-mailadressen er allerede i brug."]}

    def test_is_found_whatever_the_case_she_logs_in_with(self):
        user = f.UserFactory(email="mette@example.dk")
        assert User.objects.get_by_natural_key(" METTE@example.dk") == user

    def test_must_have_an_address(self):
        with pytest.raises(ValueError, match="e-mailadresse"):
            User.objects.create_user(email="")

    def test_is_created_as_administrator_from_the_command_line(self):
        user = User.objects.create_superuser("Chef@example.dk", "hemmeligt-nok-123", name="Chef Chefsen")
        assert user.is_staff
        assert user.is_superuser
        assert user.check_password("hemmeligt-nok-123")
        assert user.get_short_name() == "Chef"


class TestThePlan:
    def test_lies_under_one_plan_that_lies_under_none(self):
        under = f.HelhedsplanFactory(parent=f.HelhedsplanFactory())
        below = f.HelhedsplanFactory.build(parent=under, bevillingsrunde=None, kommune=None)
        assert refusals(below)["parent"] == ["Planen hører selv under en anden plan; der kan kun være ét niveau."]

    def test_that_has_plans_under_it_cannot_go_under_another(self):
        above = f.HelhedsplanFactory()
        f.HelhedsplanFactory(parent=above)
        above.parent = f.HelhedsplanFactory()
        assert refusals(above)["parent"] == ["Planen har selv planer under sig; der kan kun være ét niveau."]

    def test_cannot_shrink_away_from_its_delaftaler(self):
        plan = f.HelhedsplanFactory()
        f.DelaftaleFactory(helhedsplan=plan, title="Tryghed", start_date=date(2018, 8, 1), end_date=date(2022, 7, 31))
        plan.start_date, plan.end_date = date(2018, 8, 2), date(2022, 7, 30)
        assert refusals(plan) == {
            "start_date": ["Delaftalen «Tryghed» begynder før, 01.08.2018."],
            "end_date": ["Delaftalen «Tryghed» slutter efter, 31.07.2022."],
        }

    def test_may_shrink_past_a_delaftale_that_is_out_of_use(self):
        plan = f.HelhedsplanFactory()
        out = {"retired_on": date(2020, 1, 1), "retired_reason": "Nedlagt."}
        f.DelaftaleFactory(helhedsplan=plan, end_date=date(2022, 7, 31), **out)
        plan.end_date = date(2021, 12, 31)
        assert refusals(plan) == {}

    def test_cannot_change_round_under_its_delaftaler(self):
        plan = f.HelhedsplanFactory()
        f.DelaftaleFactory(helhedsplan=plan, title="Tryghed", indsatsomraade=f.IndsatsomraadeFactory())
        plan.bevillingsrunde = f.BevillingsrundeFactory(code="anden")
        assert refusals(plan) == {"bevillingsrunde": ["Delaftalen «Tryghed» følger en anden bevillingsrunde."]}

    def test_of_four_years_from_august_touches_five_calendar_years(self):
        assert f.HelhedsplanFactory.build().calendar_years == (2018, 2019, 2020, 2021, 2022)
        assert Helhedsplan().calendar_years == ()

    def test_has_a_total_frame_only_when_both_parts_are_stated(self):
        assert Helhedsplan(frame_lbf=Decimal(750), frame_lokal=Decimal(250)).frame_total == 1000
        assert Helhedsplan(frame_lbf=Decimal(750)).frame_total is None

    def test_is_shown_as_of_its_last_day_once_it_is_over(self):
        plan = Helhedsplan(end_date=date(2022, 7, 31))
        assert plan.default_as_of(date(2026, 1, 1)) == date(2022, 7, 31)
        assert plan.default_as_of(date(2020, 1, 1)) == date(2020, 1, 1)


class TestTheDelaftale:
    def test_cannot_begin_before_its_plan(self):
        delaftale = f.DelaftaleFactory()
        delaftale.start_date = date(2018, 7, 31)
        assert refusals(delaftale) == {
            "start_date": ["Delaftalen begynder 31.07.2018, før planen begynder 01.08.2018."]
        }

    def test_cannot_end_after_its_plan(self):
        delaftale = f.DelaftaleFactory()
        delaftale.end_date = date(2022, 8, 1)
        assert refusals(delaftale) == {
            "end_date": ["Delaftalen slutter 01.08.2022, efter at planen er slut 31.07.2022."]
        }

    def test_may_fill_its_plans_period_to_the_day(self):
        delaftale = f.DelaftaleFactory()
        delaftale.start_date, delaftale.end_date = date(2018, 8, 1), date(2022, 7, 31)
        assert refusals(delaftale) == {}

    def test_may_have_no_end(self):
        delaftale = f.DelaftaleFactory()
        delaftale.start_date, delaftale.end_date = date(2018, 8, 1), None
        assert refusals(delaftale) == {}

    def test_cannot_have_an_indsatsomraade_of_another_round(self):
        delaftale = f.DelaftaleFactory()
        delaftale.indsatsomraade = f.IndsatsomraadeFactory(runde=f.BevillingsrundeFactory(code="anden"))
        assert refusals(delaftale) == {
            "indsatsomraade": ["Indsatsområdet hører til en anden bevillingsrunde end planens."]
        }

    def test_may_have_any_indsatsomraade_while_the_plan_has_no_round(self):
        delaftale = f.DelaftaleFactory(helhedsplan__bevillingsrunde=None)
        delaftale.indsatsomraade = f.IndsatsomraadeFactory()
        assert refusals(delaftale) == {}


class TestWhatTheRoundDeclares:
    """Sections, annexes and fields of work come from the plan's own round."""

    @pytest.fixture
    def anden(self):
        return f.BevillingsrundeFactory(code="anden")

    def test_a_section_of_another_round_is_refused(self, anden):
        row = f.AfsnitFactory()
        row.skabelon = f.AfsnitsskabelonFactory(runde=anden)
        assert refusals(row) == {"skabelon": ["Afsnittet hører til en anden bevillingsrunde end planens."]}

    def test_an_annex_of_another_round_is_refused(self, anden):
        row = f.BilagFactory()
        row.krav = f.BilagskravFactory(runde=anden)
        assert refusals(row) == {"krav": ["Bilagskravet hører til en anden bevillingsrunde end planens."]}

    def test_leaving_out_a_field_of_another_round_is_refused(self, anden):
        row = f.FravalgFactory()
        row.indsatsomraade = f.IndsatsomraadeFactory(runde=anden)
        assert refusals(row) == {"indsatsomraade": ["Indsatsområdet hører til en anden bevillingsrunde end planens."]}


FOREIGN = [
    (f.PartFactory, "delaftale", f.DelaftaleFactory, ANOTHER_PLAN),
    (f.BudgetbeloebFactory, "kilde", f.FinansieringskildeFactory, "Finansieringskilden hører til en anden plan."),
    (f.ForbrugFactory, "kilde", f.FinansieringskildeFactory, "Finansieringskilden hører til en anden plan."),
    (f.OmdisponeringFactory, "from_post", f.BudgetpostFactory, ANOTHER_PLAN),
    (f.OmdisponeringFactory, "from_kilde", f.FinansieringskildeFactory, ANOTHER_PLAN),
    (f.OmdisponeringFactory, "to_post", f.BudgetpostFactory, ANOTHER_PLAN),
    (f.OmdisponeringFactory, "to_kilde", f.FinansieringskildeFactory, ANOTHER_PLAN),
    (f.OmdisponeringFactory, "beslutning", f.BeslutningFactory, ANOTHER_PLAN),
    (f.OrganFactory, "parent", f.OrganFactory, "Organet hører under et organ i en anden plan."),
    (f.OrganFactory, "delaftale", f.DelaftaleFactory, ANOTHER_PLAN),
    (f.BeslutningFactory, "organ", f.OrganFactory, ANOTHER_PLAN),
    (f.BeslutningFactory, "dagsordenspunkt", f.DagsordenspunktFactory, ANOTHER_PLAN),
]


@pytest.mark.parametrize(
    ("make", "field", "other", "sentence"), FOREIGN, ids=[f"{m._meta.model.__name__}.{n}" for m, n, *_ in FOREIGN]
)
def test_a_row_cannot_point_into_another_plan(make, field, other, sentence):
    row = make()
    setattr(row, field, other())
    assert refusals(row)[field] == [sentence]


def test_a_post_cannot_point_to_a_delaftale_of_another_plan():
    post = f.BudgetpostFactory()
    post.kind, post.delaftale = "delaftale", f.DelaftaleFactory()
    assert refusals(post) == {"delaftale": ["Delaftalen hører til en anden plan."]}


def test_an_amount_lies_in_a_calendar_year_of_the_plan():
    row = f.BudgetbeloebFactory(year=2022)
    assert refusals(row) == {}
    row.year = 2023
    assert refusals(row) == {"year": ["2023 ligger uden for planens periode."]}


def test_two_organs_cannot_lie_under_each_other():
    upper = f.OrganFactory()
    lower = f.OrganFactory(helhedsplan=upper.helhedsplan, parent=upper)
    upper.parent = lower
    assert refusals(upper) == {"parent": ["De to organer ville høre under hinanden."]}


def test_a_decision_on_an_item_is_made_by_the_organ_whose_agenda_it_stood_on():
    punkt = f.DagsordenspunktFactory()
    plan = punkt.moede.organ.helhedsplan
    beslutning = f.BeslutningFactory(helhedsplan=plan, dagsordenspunkt=punkt, organ=punkt.moede.organ)
    assert refusals(beslutning) == {}
    beslutning.organ = f.OrganFactory(helhedsplan=plan)
    assert refusals(beslutning) == {"dagsordenspunkt": ["Punktet stod på et andet organs dagsorden."]}


@pytest.mark.parametrize(
    ("least", "most", "text"),
    [
        (None, None, ""),
        (1, None, "1 møde om året"),
        (4, 4, "4 møder om året"),
        (2, 3, "2-3 møder om året"),
        (None, 4, "højst 4 møder om året"),
        (None, 1, "højst 1 møde om året"),
    ],
)
def test_how_often_an_organ_meets_is_said_as_the_agreement_says_it(least, most, text):
    assert f.OrganFactory.build(meetings_min=least, meetings_max=most).meetings_text == text


def test_somebody_who_has_not_logged_in_sees_no_plan():
    f.HelhedsplanFactory()
    assert not Helhedsplan.objects.visible_to(AnonymousUser()).exists()


def test_plans_do_not_build_on_each_other_in_a_ring():
    first = f.HelhedsplanFactory()
    second = f.HelhedsplanFactory(forgaenger=first)
    first.forgaenger = second
    assert refusals(first) == {"forgaenger": ["De to planer ville bygge på hinanden."]}
