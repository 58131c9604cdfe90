"""What the tests of the work share."""

import pytest
from django.db import transaction

from indsatser.demo import seed


@pytest.fixture(scope="module")
def demo_database(django_db_setup, django_db_blocker):
    """The whole demo, loaded once for a module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)
