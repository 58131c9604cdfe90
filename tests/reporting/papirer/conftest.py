"""Every paper of one plan, made once: the page as it is answered, and the files written from the same facts."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from reporting.papirer.arter import PAPIRER

AARET = 2019
MADE = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass
class Lavet:
    """A paper with its page; the files are made when somebody asks for them. `ord`: what people wrote in it."""

    slug: str
    papir: Any
    side: bytes
    ark: bytes | None
    ord: list[str] = field(default_factory=list)
    filer: dict[str, bytes] = field(default_factory=dict)

    def fil(self, ending: str) -> bytes:
        from reporting.papirer.lav import som_fil

        if ending not in self.filer:
            self.filer[ending] = som_fil(PAPIRER[self.slug], self.papir, ending, made_at=MADE)
        return self.filer[ending]


@pytest.fixture(scope="session")
def lavet(django_db_setup, django_db_blocker) -> dict[str, Lavet]:
    """By slug. The database is closed again before anything is printed: a paper is a value."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        found = _alle()
        transaction.set_rollback(True)
    return found


def _alle() -> dict[str, Lavet]:
    from django.test import Client

    from plans.choices import Rolle
    from plans.models import Helhedsplan
    from reporting.indberetning.rapport import byg_rapport
    from tests.plans.factories import MedlemskabFactory
    from tests.reporting.papirer.ord import RAPPORTER, skriv_om_alt
    from tests.reporting.papirer.plan import plan_med_papirer

    plan = Helhedsplan.objects.for_page().get(pk=plan_med_papirer().pk)
    client = Client()
    client.force_login(MedlemskabFactory(helhedsplan=plan, rolle=Rolle.LAESER).user)
    said = skriv_om_alt(plan)
    found = {}
    for slug, art in PAPIRER.items():
        periods = art.perioder(plan)
        of = next((one for one in periods if one == RAPPORTER.get(slug) or one.kode == str(AARET)), periods[0])
        facts = byg_rapport(art, plan, of, plan.default_as_of())
        page = client.get(art.url(plan, of))
        assert page.status_code == 200, slug
        book = client.get(art.url(plan, of, "xlsx")).content if art.has_excel else None
        found[slug] = Lavet(slug, facts, page.content, book, said.get(slug, []))
    return found
