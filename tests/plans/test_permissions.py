"""The door: who sees a plan, who may do what there, and that asking costs nothing per row."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.choices import Rolle
from plans.models import Haendelse, Helhedsplan, PlanScopedQuerySet
from plans.permissions import OWN_ONLY, RETTIGHEDER, Ret, get_or_deny, may
from plans.services.spor import plan_of
from tests.models import FACTORIES, name_of, our_models
from tests.plans import factories as f

pytestmark = pytest.mark.django_db

SCOPED = [model for model in our_models() if isinstance(model._default_manager.all(), PlanScopedQuerySet)]


@pytest.fixture
def user():
    return f.UserFactory()


@pytest.fixture
def plan():
    return f.HelhedsplanFactory()


def visible(user, **kwargs):
    return {row: row.my_rolle for row in Helhedsplan.objects.visible_to(user, **kwargs)}


class TestTheDoor:
    def test_gives_a_stranger_404(self, user, plan):
        with pytest.raises(Http404):
            get_or_deny(Helhedsplan.objects, user, Ret.LAES, pk=plan.pk)

    def test_gives_a_stranger_the_same_404_for_a_plan_that_is_not_there(self, user, plan):
        with pytest.raises(Http404) as there:
            get_or_deny(Helhedsplan.objects, user, Ret.LAES, uuid=plan.uuid)
        with pytest.raises(Http404) as not_there:
            get_or_deny(Helhedsplan.objects, user, Ret.LAES, pk=0)
        assert str(there.value) == str(not_there.value)

    def test_gives_a_member_without_the_right_403_in_danish(self, user, plan):
        f.MedlemskabFactory(user=user, helhedsplan=plan, rolle=Rolle.LAESER)
        with pytest.raises(PermissionDenied, match="Din rolle giver ikke ret til at redigere her"):
            get_or_deny(Helhedsplan.objects, user, Ret.REDIGER, pk=plan.pk)

    def test_gives_a_member_with_the_right_the_row_with_her_rolle(self, user, plan):
        f.MedlemskabFactory(user=user, helhedsplan=plan, rolle=Rolle.REDAKTOER)
        assert get_or_deny(Helhedsplan.objects, user, Ret.REDIGER, pk=plan.pk).my_rolle == Rolle.REDAKTOER

    def test_lets_a_medarbejder_register_on_what_is_her_own_only(self, user, plan):
        f.MedlemskabFactory(user=user, helhedsplan=plan, rolle=Rolle.MEDARBEJDER)
        assert get_or_deny(Helhedsplan.objects, user, Ret.REGISTRER, own=True, pk=plan.pk) == plan
        with pytest.raises(PermissionDenied):
            get_or_deny(Helhedsplan.objects, user, Ret.REGISTRER, pk=plan.pk)

    def test_knows_no_superuser(self, plan):
        with pytest.raises(Http404):
            get_or_deny(Helhedsplan.objects, f.UserFactory(is_superuser=True), Ret.LAES, pk=plan.pk)

    def test_is_closed_to_somebody_who_has_not_logged_in(self, plan):
        with pytest.raises(Http404):
            get_or_deny(Helhedsplan.objects, AnonymousUser(), Ret.LAES, pk=plan.pk)

    def test_asks_only_of_rows_that_came_through_it(self, plan):
        with pytest.raises(AttributeError):
            may(plan, Ret.LAES)


class TestTheTerm:
    today = date(2020, 6, 15)

    @pytest.mark.parametrize(
        ("start", "end", "seen"),
        [
            (None, None, True),
            (date(2020, 6, 15), None, True),
            (date(2020, 6, 16), None, False),
            (None, date(2020, 6, 15), True),
            (None, date(2020, 6, 14), False),
            (date(2020, 6, 15), date(2020, 6, 15), True),
        ],
        ids=["open", "begins today", "not begun", "ends today", "over", "one day"],
    )
    def test_decides_on_the_day(self, user, plan, start, end, seen):
        f.MedlemskabFactory(user=user, helhedsplan=plan, start_date=start, end_date=end)
        assert (plan in visible(user, on=self.today)) is seen

    def test_is_held_against_today_unless_told(self, user, plan):
        f.MedlemskabFactory(user=user, helhedsplan=plan, end_date=timezone.localdate() - timedelta(days=1))
        assert visible(user) == {}
        f.MedlemskabFactory(user=user, helhedsplan=plan, start_date=timezone.localdate())
        assert plan in visible(user)

    def test_of_one_who_may_no_longer_log_in_is_worth_nothing(self, plan):
        user = f.UserFactory(is_active=False)
        f.MedlemskabFactory(user=user, helhedsplan=plan)
        assert visible(user) == {}


class TestAFaellessekretariat:
    @pytest.fixture
    def parent(self):
        return f.HelhedsplanFactory(faellessekretariat=True)

    @pytest.fixture
    def child(self, parent):
        return f.HelhedsplanFactory(parent=parent)

    def test_reaches_its_member_plans(self, user, parent, child):
        f.MedlemskabFactory(user=user, helhedsplan=parent, rolle=Rolle.PLANLEDER)
        assert visible(user) == {parent: Rolle.PLANLEDER, child: Rolle.PLANLEDER}

    def test_is_not_reached_from_a_member_plan_nor_are_its_siblings(self, user, parent, child):
        f.HelhedsplanFactory(parent=parent)
        f.MedlemskabFactory(user=user, helhedsplan=child)
        assert list(visible(user)) == [child]

    @pytest.mark.parametrize(("direct", "above"), [(Rolle.LAESER, Rolle.PLANLEDER), (Rolle.PLANLEDER, Rolle.LAESER)])
    def test_gives_the_strongest_of_two_roller(self, user, parent, child, direct, above):
        f.MedlemskabFactory(user=user, helhedsplan=child, rolle=direct)
        f.MedlemskabFactory(user=user, helhedsplan=parent, rolle=above)
        assert visible(user)[child] == Rolle.PLANLEDER

    def test_shows_a_row_once_however_many_memberships_reach_it(self, user, parent, child):
        f.MedlemskabFactory(user=user, helhedsplan=parent)
        f.MedlemskabFactory(user=user, helhedsplan=child)
        f.MedlemskabFactory(user=user, helhedsplan=child, start_date=date(2018, 8, 1))
        assert list(Helhedsplan.objects.visible_to(user).filter(pk=child.pk)) == [child]

    def test_does_not_lend_its_reach_to_strangers_rows(self, user, parent):
        other = f.HelhedsplanFactory()
        f.MedlemskabFactory(user=user, helhedsplan=parent)
        assert other not in visible(user)


class TestRights:
    def row(self, rolle):
        plan = Helhedsplan()
        plan.my_rolle = rolle
        return plan

    @pytest.mark.parametrize("rolle", Rolle)
    @pytest.mark.parametrize("ret", Ret)
    def test_follow_the_table(self, rolle, ret):
        on_own = may(self.row(rolle), ret, is_own=True)
        on_others = may(self.row(rolle), ret)
        assert on_own is (ret in RETTIGHEDER[rolle])
        assert on_others is (ret in RETTIGHEDER[rolle] and (rolle, ret) not in OWN_ONLY)

    def test_of_a_stronger_rolle_include_the_weaker_ones(self):
        ordered = sorted(RETTIGHEDER)
        for weaker, stronger in pairwise(ordered):
            assert RETTIGHEDER[weaker] <= RETTIGHEDER[stronger]

    def test_every_rolle_may_read(self):
        assert all(Ret.LAES in rights for rights in RETTIGHEDER.values())


@pytest.mark.parametrize("model", SCOPED, ids=name_of)
def test_every_kind_of_row_is_behind_the_door(model, user):
    row = FACTORIES[model]()
    f.MedlemskabFactory(user=user)  # of another plan
    assert not model._default_manager.visible_to(user).filter(pk=row.pk).exists()
    f.MedlemskabFactory(user=user, helhedsplan=plan_of(row), rolle=Rolle.MEDARBEJDER)
    assert model._default_manager.visible_to(user).get(pk=row.pk).my_rolle == Rolle.MEDARBEJDER


@pytest.mark.parametrize("model", SCOPED, ids=name_of)
def test_every_kind_of_row_is_reached_from_the_faellessekretariat(model, user):
    row = FACTORIES[model]()
    plan = plan_of(row)
    plan.parent = f.HelhedsplanFactory(faellessekretariat=True)
    plan.save()
    f.MedlemskabFactory(user=user, helhedsplan=plan.parent, rolle=Rolle.PLANLEDER)
    assert model._default_manager.visible_to(user).get(pk=row.pk).my_rolle == Rolle.PLANLEDER


@pytest.mark.parametrize("model", SCOPED, ids=name_of)
def test_asking_who_may_see_costs_one_query_however_many_rows(model, user):
    row = FACTORIES[model]()
    f.MedlemskabFactory(user=user, helhedsplan=plan_of(row))
    for _ in range(3):
        f.MedlemskabFactory(user=user, helhedsplan=plan_of(FACTORIES[model]()))
    with CaptureQueriesContext(connection) as queries:
        rows = list(model._default_manager.visible_to(user))
    assert len(queries) == 1
    assert len(rows) >= 4
    assert all(may(row, Ret.LAES) for row in rows)


def test_the_trail_of_reference_data_is_nobodys(user):
    f.MedlemskabFactory(user=user)
    f.HaendelseFactory(helhedsplan=None, target_id=1, target_uuid=None, target_label="Aarhus")
    assert not Haendelse.objects.visible_to(user).filter(helhedsplan=None).exists()
