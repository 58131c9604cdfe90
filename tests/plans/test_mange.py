"""Creating many rows at once: the same rules, the same trail, in as many queries as for one."""

import pytest
from django.core.exceptions import ValidationError

from plans.choices import Handling
from plans.models import Afsnit, Delaftale, Haendelse
from plans.services import AlleredeAendret, trail_of
from plans.services.mange import RaekkeAfvist, change_many, create_many
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


class TestChangingMany:
    @pytest.fixture
    def rows(self):
        plan = f.HelhedsplanFactory()
        return create_many(afsnit(plan, "Et", "To", "Tre"), by=None)

    def test_saves_those_that_differ_each_with_its_version_and_its_line(self, rows):
        by = f.UserFactory()
        rows[0].heading, rows[1].heading = "Først", "Så"
        assert change_many(rows, by=by, note="Rettet") == rows[:2]
        assert list(Afsnit.objects.order_by("pk").values_list("heading", "version")) == [
            ("Først", 2),
            ("Så", 2),
            ("Tre", 1),
        ]
        event = trail_of(rows[1]).first()
        assert (event.by, event.handling, event.note, event.target_version) == (by, Handling.AENDRET, "Rettet", 2)
        assert [(c.field, c.old, c.new) for c in event.feltaendringer.all()] == [("heading", "To", "Så")]

    def test_is_all_or_nothing_and_says_which_row_it_is_about(self, rows):
        rows[0].heading, rows[1].heading = "Først", ""
        with pytest.raises(RaekkeAfvist) as refused:
            change_many(rows, by=None)
        assert refused.value.row is rows[1]
        assert list(refused.value.message_dict) == ["heading"]
        assert Afsnit.objects.filter(version=1).count() == 3

    def test_overwrites_nobody(self, rows):
        Afsnit.objects.filter(pk=rows[2].pk).update(version=2)
        rows[2].heading = "Min"
        with pytest.raises(RaekkeAfvist) as refused:
            change_many(rows, by=None)
        assert isinstance(refused.value.why, AlleredeAendret)

    def test_moves_no_row_to_another_plan(self, rows):
        rows[0].helhedsplan = f.HelhedsplanFactory()
        with pytest.raises(RaekkeAfvist, match="anden helhedsplan"):
            change_many(rows, by=None)

    @pytest.mark.parametrize("write", [create_many, change_many])
    def test_keeps_no_cpr_number_in_the_text_or_in_the_trail(self, rows, write):
        (row,) = afsnit(rows[0].helhedsplan, "Ny") if write is create_many else rows[:1]
        row.heading = "Om 010203-1234"
        with pytest.raises(ValidationError, match="CPR"):
            write([row], by=None)
        row.heading = "Om ham"
        with pytest.raises(ValidationError, match="CPR"):
            write([row], by=None, note="Om 010203-1234")

    def test_costs_the_same_for_many_as_for_one(self, rows, django_assert_num_queries):
        for chosen in (rows[:1], rows):
            for row in chosen:
                row.heading += "!"
            with django_assert_num_queries(8):  # two savepoints, the rows read and written, the trail in two
                change_many(chosen, by=None)

    def test_says_with_the_rules_own_sentence_what_only_the_database_can_see(self):
        first, second = (f.DelaftaleFactory(nummer=1), f.DelaftaleFactory(nummer=2))
        Delaftale.objects.filter(pk=second.pk).update(helhedsplan=first.helhedsplan)
        second = Delaftale.objects.get(pk=second.pk)
        second.nummer = 1
        with pytest.raises(RaekkeAfvist, match="Nummeret er allerede brugt"):
            change_many([second], by=None)
        assert second.version == 1
