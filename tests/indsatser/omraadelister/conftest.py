import json

import pytest

from indsatser.models import Graensevaerdi, Indikator, Indikatorvaerdi
from plans.choices import Rolle
from tests.indsatser.omraadelister.eksempler import FIXTURES
from tests.plans.factories import BoligomraadeFactory, HelhedsplanFactory, KommuneFactory


@pytest.fixture
def reference(db):
    """The official indicators, lines and national figures, as the application delivers them; in three queries."""
    lists = json.loads((FIXTURES / "reference" / "omraadelister.json").read_text(encoding="utf-8"))
    made = Indikator.objects.bulk_create(
        Indikator(**row, order=order) for order, row in enumerate(lists["indikatorer"], start=1)
    )
    by_code = {row.code: row for row in made}
    Graensevaerdi.objects.bulk_create(
        Graensevaerdi(**row | {"indikator": by_code[row["indikator"]]}) for row in lists["graensevaerdier"]
    )
    Indikatorvaerdi.objects.bulk_create(
        Indikatorvaerdi(**row | {"indikator": by_code[row["indikator"]], "is_national": True})
        for row in lists["landstal"]
    )


@pytest.fixture
def area(db):
    return BoligomraadeFactory(name="Finlandsparken", kommune=KommuneFactory(name="Ørekøbing Kommune"))


@pytest.fixture
def plan(client, log_in, area, reference):
    """A plan that covers the area, and whose redaktør is logged in."""
    plan = HelhedsplanFactory(short_name="Åparken", kommune=area.kommune)
    plan.boligomraader.add(area)
    log_in(plan, Rolle.REDAKTOER)
    return plan
