"""A plan with one criterion that is measured, and its report of 2019."""

from datetime import date
from decimal import Decimal

import pytest

from plans.services import change
from reporting.indberetning import livsloeb
from reporting.indberetning.arter import arter
from reporting.indberetning.indsend import indsend
from reporting.indberetning.valg import Omfang, Trinart
from reporting.papirer.periode import Periode
from reporting.udgaver.models import Udstedelse
from reporting.udgaver.opgave import faerdiggoer
from tests.filer import pdf
from tests.indsatser.factories import AktivitetFactory, MaalingFactory, SucceskriteriumFactory
from tests.plans.factories import DelaftaleFactory, HelhedsplanFactory
from tests.reporting.factories import VurderingFactory

I_2019 = Periode(2019)


@pytest.fixture
def plan():
    return HelhedsplanFactory(short_name="Åparken")


@pytest.fixture
def kriterium(plan):
    """100 talks until the end of 2019, of which 60 were held: not met."""
    aktivitet = AktivitetFactory(delaftale=DelaftaleFactory(helhedsplan=plan, nummer=1, title="Tryghed"))
    row = SucceskriteriumFactory(aktivitet=aktivitet, statement="Der holdes 100 samtaler", source="Log")
    MaalingFactory(kriterium=row, value=Decimal(60), data_from=date(2019, 1, 1), data_to=date(2019, 12, 31))
    return row


@pytest.fixture
def art():
    return arter()["maalopfyldelse"]


@pytest.fixture(autouse=True)
def _paper_in_no_time(monkeypatch):
    """How a paper is printed is tried elsewhere (tests/reporting/udgaver); here it takes no time."""
    monkeypatch.setattr("reporting.papirer.lav.render_pdf", lambda *args, **kwargs: pdf())


@pytest.fixture
def report(plan, kriterium, art):
    """The report of 2019 with a text in it: nothing stops it."""
    row = livsloeb.begynd(plan, art, I_2019, by=None)
    VurderingFactory(indberetning=row, target_uuid=kriterium.uuid, text="Halvdelen kom.", computed="ikke_opfyldt")
    return row


SAID = {
    Trinart.AFVIS: {"note": "Teksten om trygheden mangler."},
    Trinart.RETUR: {"note": "Fonden savner tal.", "scope": Omfang.ALT},
    Trinart.GENAABN: {"note": "Et tal er forkert.", "scope": Omfang.TEKST},
}


def take(report, *steps, **said):
    """Take the steps one after the other, with what each asks for."""
    for step in steps:
        if step == Trinart.INDSEND:
            send(report, **said)
        else:
            livsloeb.tag_trin(report, step, by=None, **{**SAID.get(step, {}), **said})
    return report


def send(report, **said):
    """Send it, and make its edition at once."""
    indsend(report, by=None, **said)
    for waits in Udstedelse.objects.filter(indberetning=report):
        faerdiggoer(waits)
    report.refresh_from_db()


def write(report, uuid, text):
    """Write something else about a thing."""
    row = report.vurderinger.get(target_uuid=uuid)
    row.text = text
    change(row, by=None)


SENDT = (Trinart.TIL_GODKENDELSE, Trinart.GODKEND, Trinart.INDSEND)
"""From the draft to the fund."""
