"""The plans around a plan: named only for those who may open them, in one query."""

from datetime import date

import pytest

from plans.choices import Rolle
from plans.familie import family
from plans.models import Helhedsplan
from tests.plans.factories import HelhedsplanFactory, MedlemskabFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2020, 6, 30)


def test_the_family_is_found_in_one_query_in_danish_order(django_assert_num_queries):
    user, before, above = UserFactory(), HelhedsplanFactory(), HelhedsplanFactory()
    plan = HelhedsplanFactory(forgaenger=before, parent=above)
    after = HelhedsplanFactory(forgaenger=plan)
    under = [HelhedsplanFactory(parent=plan, short_name=name) for name in ("Åparken", "Bakken")]
    gone = HelhedsplanFactory(parent=plan, retired_on=DAY, retired_reason="Lagt sammen.")
    for each in (before, above, plan, after, *under, gone):
        MedlemskabFactory(user=user, helhedsplan=each, rolle=Rolle.LAESER)
    mine = Helhedsplan.objects.visible_to(user).get(pk=plan.pk)
    with django_assert_num_queries(1):
        found = family(mine, user, on=DAY)
    assert (found["forgaenger"], found["parent"], found["efterfoelgere"]) == (before, above, [after])
    assert found["underplaner"] == [under[1], under[0]]


def test_a_plan_the_user_may_not_open_is_not_named():
    plan = HelhedsplanFactory(forgaenger=HelhedsplanFactory(), parent=HelhedsplanFactory())
    HelhedsplanFactory(forgaenger=plan)
    user = MedlemskabFactory(helhedsplan=plan).user
    found = family(Helhedsplan.objects.visible_to(user).get(pk=plan.pk), user, on=DAY)
    assert (found["forgaenger"], found["parent"], found["efterfoelgere"], found["underplaner"]) == (None, None, [], [])
