"""Two who arrange the same list at once: the second goes on from what the first did."""

import threading
import time

import pytest
from django.db import connection, transaction

from plans.models import Organ
from plans.services.raekkefoelge import move
from tests.plans import factories as f


@pytest.mark.django_db(transaction=True)
def test_a_move_that_waited_for_another_does_not_undo_it():
    plan = f.HelhedsplanFactory()
    rows = [f.OrganFactory(helhedsplan=plan, name=name, order=n) for n, name in enumerate("ABCD", start=1)]
    siblings, moved = Organ.objects.filter(helhedsplan=plan), threading.Event()

    def first():
        with transaction.atomic():
            move(rows[0], siblings, to=3, by=None)
            moved.set()
            time.sleep(0.5)  # the other asks meanwhile, and waits
        connection.close()

    other = threading.Thread(target=first)
    other.start()
    moved.wait(10)
    move(rows[-1], siblings, to=0, by=None)
    other.join()
    assert [row.name for row in siblings.order_by("order")] == ["D", "B", "C", "A"]
