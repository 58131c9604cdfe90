"""What every test has. A test opens a database unless it is marked no_db."""

import gc
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.stoebeform import copy_the_mould

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("helhedsplan", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("helhedsplan")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        asks_for_one = "django_db_setup" in getattr(item, "fixturenames", ())
        if item.get_closest_marker("no_db"):
            if asks_for_one:
                raise pytest.UsageError(f"{item.nodeid} is marked no_db, but one of its fixtures needs a database.")
            continue
        item.add_marker(pytest.mark.django_db)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for waste again and again costs a sixth of the run."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _let_go_of_the_test_database(request: pytest.FixtureRequest):
    """A browser's last request can outlive its test by a moment, and a database in use cannot be dropped."""
    if not any(item.get_closest_marker("django_db") for item in request.session.items):
        yield
        return
    request.getfixturevalue("django_db_setup")
    blocker = request.getfixturevalue("django_db_blocker")
    yield
    from django.db import connection

    with blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """The test database is a copy of one that all the migrations have been run in, see tests/stoebeform.py."""
    with django_db_blocker.unblock():
        copy_the_mould()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests with threads or a browser empty the tables afterwards; what is issued refuses that (0003_udgave).

    Only the refusal to be emptied whole is put aside; tests/reporting/udgaver puts it back to try it.
    """
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("reporting_udgave", "reporting_udgavefil"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_not_emptied")


@pytest.fixture
def log_in(client) -> Callable[..., Any]:
    """log_in(plan, rolle) -> the user `client` now acts as, who has that role in that plan."""

    def _log_in(plan, rolle=None):
        from tests.plans.factories import MedlemskabFactory

        medlemskab = MedlemskabFactory(helhedsplan=plan, **({} if rolle is None else {"rolle": rolle}))
        client.force_login(medlemskab.user, backend="django.contrib.auth.backends.ModelBackend")
        return medlemskab.user

    return _log_in


@pytest.fixture
def assert_flat_queries() -> Callable[..., None]:
    """assert_flat_queries(get=…, grow=…): the page costs the same with many rows as with few.

    Begin with at least one row: an empty prefetch is free.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def _assert(get, grow):
        get()
        with CaptureQueriesContext(connection) as few:
            get()
        grow()
        with CaptureQueriesContext(connection) as many:
            get()
        assert len(many) == len(few), "\n".join(query["sql"][:200] for query in many.captured_queries)

    return _assert
