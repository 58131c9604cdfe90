"""Real workers: two at a time, one killed in the middle, one told to stop."""

import os
import signal
import subprocess
import sys
import time
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from plans.baggrund import bestil
from plans.baggrund.laase import antal_arbejdere
from plans.choices import Opgavetilstand
from plans.models import Baggrundsopgave, Boligorganisation
from tests.plans.baggrund import slags  # noqa: F401  # declares the kinds
from tests.plans.factories import UserFactory

START = (
    "import django; django.setup(); import tests.plans.baggrund.slags;"
    " from django.core.management import call_command; call_command('arbejd')"
)
MADE = "Lavet af prøven"


@pytest.fixture
def start():
    """start() → a worker process that works on the tests' database."""
    began: list[subprocess.Popen] = []

    def _start() -> subprocess.Popen:
        at = connection.settings_dict
        url = f"postgresql://{at['USER']}:{quote(at['PASSWORD'])}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
        env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "helhedsplan.settings.test"}
        began.append(subprocess.Popen([sys.executable, "-c", START], cwd=settings.BASE_DIR, env=env))
        return began[-1]

    yield _start
    for process in began:
        process.kill()
        process.wait()
    until(lambda: antal_arbejdere() == 0)


def until(holds, seconds: float = 20):
    """Wait until it holds; fail if it does not in time."""
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, "it did not come to be in time"
        time.sleep(0.05)


def stored(row) -> Baggrundsopgave:
    return Baggrundsopgave.objects.get(pk=row.pk)


def made() -> int:
    return Boligorganisation.objects.filter(name__startswith=MADE).count()


@pytest.mark.django_db(transaction=True)
def test_a_killed_workers_job_is_done_by_another_and_what_it_makes_is_made_once(start):
    long = bestil("proeve_lang", by=UserFactory(), dele=0)
    first = start()
    until(lambda: stored(long).step >= 2)
    assert stored(long).step_text.startswith("Del "), "told while it is being done"
    start()
    until(lambda: antal_arbejdere() == 2)
    assert made() == 0, "nothing is there before all is"
    first.kill()
    killed_at = time.monotonic()
    until(lambda: stored(long).attempts == 2)
    assert time.monotonic() - killed_at < 5
    until(lambda: stored(long).state == Opgavetilstand.FAERDIG)
    assert made() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_jobs_and_one_told_to_stop_finishes_what_it_has(start):
    user = UserFactory()
    rows = [bestil("proeve_lang", by=user, dele=dele) for dele in range(3, 9)]
    workers = [start(), start()]
    until(lambda: antal_arbejdere() == 2)
    until(lambda: Baggrundsopgave.objects.filter(state=Opgavetilstand.FAERDIG).exists())
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
    assert [worker.wait(timeout=10) for worker in workers] == [0, 0]
    states = [stored(row).state for row in rows]
    assert Opgavetilstand.I_GANG not in states
    assert Opgavetilstand.VENTER in states, "what was not begun waits for the next one"
    start()
    until(lambda: all(stored(row).state == Opgavetilstand.FAERDIG for row in rows))
    assert [stored(row).attempts for row in rows] == [1] * len(rows)
    assert made() == len(rows)
