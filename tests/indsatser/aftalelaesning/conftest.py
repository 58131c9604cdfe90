"""Agreements of our own making, as files that somebody chooses."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from indsatser.aftalelaesning.laesning import lay_out
from indsatser.importing.sag.laeser import leaves
from indsatser.models import Aftalelaesning
from plans.baggrund.koe import toem_koen
from plans.models import Baggrundsopgave
from tests.indsatser.aftaledokumenter.dokumenter import skriv
from tests.indsatser.aftaledokumenter.opdigtet import opdigt
from tests.indsatser.aftaledokumenter.vaner import UDVIKLING
from tests.indsatser.factories import AftalelaesningFactory
from tests.plans.factories import UserFactory

SKABELON, FORTAELLING = UDVIKLING[0], UDVIKLING[6]


@pytest.fixture
def reference():
    call_command("indlaes_referencedata", verbosity=0)


@pytest.fixture(autouse=True)
def arbejder(monkeypatch, request):
    """A worker so quick that the page waits for it; not where a test asks for `langsom`."""

    def vent(row):
        toem_koen()
        return Baggrundsopgave.objects.get(pk=row.pk)

    if "langsom" not in request.fixturenames:
        monkeypatch.setattr("indsatser.aftalelaesning.views.vent", vent)


@pytest.fixture
def langsom():
    """The worker is not there yet: what is ordered waits until the queue is emptied."""


@pytest.fixture
def opretter(client):
    """Somebody who may begin plans, logged in."""
    user = UserFactory(may_create_plans=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


@pytest.fixture
def skabelon(tmp_path):
    """(the facts, the file) of an agreement on the template from 2015 on."""
    facts = opdigt(2, "2015")
    return facts, skriv(facts, SKABELON, tmp_path)


@pytest.fixture
def fortaelling(tmp_path):
    """(the facts, the file) of a narrative plan."""
    facts = opdigt(3, "2011")
    return facts, skriv(facts, FORTAELLING, tmp_path)


def vaelg(client, path, url=None):
    """Choose a file and have it read."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(url or reverse("indsatser:aftalelaesning_create"), {"fil": file})


def laes(client, path, url=None) -> Aftalelaesning:
    """The reading of a file."""
    answer = vaelg(client, path, url)
    assert answer.status_code == 302, answer.context["form"].errors
    return Aftalelaesning.objects.latest("pk")


def gem(client, laesning, uafklaret="med"):
    return client.post(reverse("indsatser:aftalelaesning_gem", args=[laesning.uuid]), {"uafklaret": uafklaret})


def laeg_ud(by, plan, read: dict) -> Aftalelaesning:
    """A reading laid out of a few values, as if they had been read of a document, into `plan`."""
    lists = {"ikke_forstaaet": [], "udeladt": [], "bemaerkninger": []}
    case = {"plan": {"name": plan.name, **read}}
    laesning = AftalelaesningFactory(helhedsplan=plan, is_genlaesning=True, begun_by=by, case=case, lists=lists)
    sted = {"blok": 1, "sted": "afsnit 1", "tekst": "som det står"}
    paths = [path for path, _ in leaves(case)]
    lay_out(laesning, {path: {"sikkerhed": "exact", "steder": [sted]} for path in paths}, by=by)
    return laesning
