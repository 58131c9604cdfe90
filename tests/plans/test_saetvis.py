"""One UPDATE for many rows: every value arrives as it stands in memory, and no other row is touched."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DataError

from plans.models import Finansieringskilde, Helhedsplan
from plans.services.saetvis import update_rows
from tests.plans import factories as f


def test_every_row_gets_its_own_values_whatever_they_are(django_assert_num_queries):
    rows = f.FinansieringskildeFactory.create_batch(3, hour_rate=None)
    other = f.FinansieringskildeFactory(name="Andre")
    odd = ["100 % 'æøå' \\\\ %s", "", "x" * 160]
    for number, row in enumerate(rows):
        row.owner, row.retired_on, row.amount = odd[number], None, None
    rows[1].retired_on, rows[1].amount, rows[1].retired_reason = date(2020, 2, 29), Decimal("999999999999.99"), "Slut"
    with django_assert_num_queries(1):
        update_rows(rows, ["owner", "retired_on", "retired_reason", "amount"])
    for row in rows:
        stored = Finansieringskilde.objects.get(pk=row.pk)
        for name in ("owner", "retired_on", "retired_reason", "amount"):
            assert getattr(stored, name) == getattr(row, name)
    assert Finansieringskilde.objects.get(pk=other.pk).owner == other.owner


def test_a_text_that_is_too_long_is_refused_and_never_cut():
    row = f.FinansieringskildeFactory()
    row.owner = "x" * 161
    with pytest.raises(DataError):
        update_rows([row], ["owner"])


def test_truth_numbers_and_references_keep_their_kind():
    plan, parent = f.HelhedsplanFactory(counts_hours=False), f.HelhedsplanFactory()
    plan.counts_hours, plan.parent = True, parent
    update_rows([plan], ["counts_hours", "parent"])
    stored = Helhedsplan.objects.get(pk=plan.pk)
    assert (stored.counts_hours, stored.parent) == (True, parent)


def test_nothing_to_write_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        update_rows([], ["owner"])
