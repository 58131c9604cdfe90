"""Related rows read ahead as lists."""

import pytest

from plans.models import Delaftale, Helhedsplan
from plans.models.forud import ahead, read_ahead
from tests.plans.factories import DelaftaleFactory, HelhedsplanFactory

pytestmark = pytest.mark.django_db


def test_rows_read_ahead_are_found_without_a_query_also_where_there_are_none(django_assert_num_queries):
    delaftale, empty = DelaftaleFactory(), HelhedsplanFactory()
    rows = Helhedsplan.objects.prefetch_related(read_ahead("delaftaler", Delaftale.objects.order_by("pk")))
    found = {row.pk: row for row in rows}
    with django_assert_num_queries(0):
        assert ahead(found[delaftale.helhedsplan_id], "delaftaler") == [delaftale]
        assert ahead(found[empty.pk], "delaftaler") == []


def test_rows_that_were_not_read_ahead_are_asked_for():
    delaftale = DelaftaleFactory()
    assert ahead(delaftale.helhedsplan, "delaftaler") == [delaftale]
