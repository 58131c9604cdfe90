"""What the tests of the work share."""

import pytest
from django.db import transaction

from tests.demodata import load_demo


@pytest.fixture(scope="module")
def demo_database(django_db_setup, django_db_blocker, tmp_path_factory, worker_id):
    """The whole demo, loaded once for a module and rolled back after it."""
    base = tmp_path_factory.getbasetemp()
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(base if worker_id == "master" else base.parent)
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)
