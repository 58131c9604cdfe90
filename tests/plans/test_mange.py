"""Creating many rows at once: the same rules, the same trail, in as many queries as for one."""

import pytest
from django.core.exceptions import ValidationError

from plans.choices import Handling
from plans.models import Afsnit, Delaftale, Haendelse
from plans.services import trail_of
from plans.services.mange import create_many
from tests.plans import factories as f


def afsnit(plan, *headings):
    return [Afsnit(helhedsplan=plan, heading=heading) for heading in headings]


def test_every_row_is_stored_and_on_the_trail():
    plan, by = f.HelhedsplanFactory(), f.UserFactory()
    rows = create_many(afsnit(plan, "Et", "To"), by=by, note="Fra Word")
    assert [row.heading for row in Afsnit.objects.order_by("pk")] == ["Et", "To"]
    line = trail_of(rows[1]).get()
    assert (line.helhedsplan, line.by, line.handling, line.kind) == (plan, by, Handling.OPRETTET, "afsnit")
    assert (line.target_id, line.target_label, line.note) == (rows[1].pk, "To", "Fra Word")


def test_nothing_to_store_is_nothing_done():
    assert create_many([], by=None) == []
    assert not Haendelse.objects.exists()


def test_a_field_that_breaks_a_rule_stops_them_all():
    with pytest.raises(ValidationError) as refused:
        create_many(afsnit(f.HelhedsplanFactory(), "Et", ""), by=None)
    assert list(refused.value.message_dict) == ["heading"]
    assert not Afsnit.objects.exists()


def test_what_the_model_itself_refuses_stops_them_all():
    plan = f.HelhedsplanFactory()
    early = Delaftale(helhedsplan=plan, nummer=1, title="Før tiden", start_date=plan.start_date.replace(year=2010))
    with pytest.raises(ValidationError, match="før planen begynder"):
        create_many([early], by=None)


@pytest.mark.parametrize("stored", [True, False], ids=["a stored row", "a row of the same batch"])
def test_what_only_the_database_can_see_is_said_with_the_rules_own_sentence(stored):
    plan = f.HelhedsplanFactory()
    numbers = [1] if stored else [1, 1]
    if stored:
        f.DelaftaleFactory(helhedsplan=plan, nummer=1)
    rows = [Delaftale(helhedsplan=plan, nummer=nummer, title="Tryghed") for nummer in numbers]
    before = Delaftale.objects.count()
    with pytest.raises(ValidationError, match="Nummeret er allerede brugt i denne helhedsplan"):
        create_many(rows, by=None)
    assert Delaftale.objects.count() == before
    assert not Haendelse.objects.exists()


def test_a_row_may_refer_to_one_that_was_stored_before_it():
    plan = f.HelhedsplanFactory()
    (above,) = create_many([f.OrganFactory.build(helhedsplan=plan, name="Bestyrelsen")], by=None)
    (below,) = create_many([f.OrganFactory.build(helhedsplan=plan, name="Gruppen", parent=above)], by=None)
    below.refresh_from_db()
    assert below.parent == above


def test_it_costs_the_same_for_many_as_for_one(django_assert_num_queries):
    plan = f.HelhedsplanFactory()
    with django_assert_num_queries(4):  # a savepoint, the rows, its release, the trail
        create_many(afsnit(plan, "Et"), by=None)
    with django_assert_num_queries(4):
        create_many(afsnit(plan, *map(str, range(50))), by=None)
