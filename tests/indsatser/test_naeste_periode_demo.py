"""The real agreements copied to their next period: whole, unchanged, and at once."""

import time
from datetime import date
from uuid import uuid4

import pytest

from indsatser.kopiering.plan import NaestePeriode, kopier_plan
from indsatser.kopiering.resultater import seneste_resultater
from indsatser.models import Aktivitet
from plans.models import Bevillingsrunde, Helhedsplan
from tests.indsatser.test_kopiering import content_of
from tests.plans import factories as f

pytestmark = pytest.mark.usefixtures("demo_database")

SECONDS = 2.0


@pytest.mark.parametrize("name", ["Gellerup-Toveshøj", "Rum for Liv", "BolivVejle", "Restmidler København"])
def test_a_real_plan_is_copied_whole_within_two_seconds_and_stays_as_it_was(name):
    old = Helhedsplan.objects.get(short_name=name)
    runde = Bevillingsrunde.objects.get(code="2019-26")
    areas = [*runde.indsatsomraader.all(), *[None] * 20]
    said = NaestePeriode(
        key=uuid4(),
        name=old.name,
        short_name="Næste periode",
        runde=runde,
        start_date=date(2027, 1, 1),
        end_date=date(2030, 12, 31),
        omraader=dict(zip(old.delaftaler.current().values_list("pk", flat=True), areas, strict=False)),
        aktiviteter=frozenset(Aktivitet.objects.in_plan(old).values_list("pk", flat=True)),
        udgangspunkter=frozenset(line.pk for line in seneste_resultater(old)),
    )
    by, before = f.UserFactory(), content_of(old)
    begun = time.perf_counter()
    new = kopier_plan(old, said, by=by)
    assert time.perf_counter() - begun < SECONDS
    assert content_of(old) == before
    mine = old.kriterier.current().filter(lokalprojekt=None, initiativ=None)
    assert new.kriterier.count() == mine.count()
    assert new.delaftaler.count() == old.delaftaler.current().count()
    assert Aktivitet.objects.in_plan(new).count() == Aktivitet.objects.in_plan(old).current().count()
    for row in (*new.kriterier.all(), *new.delaftaler.all(), *new.organer.all()):
        row.full_clean()
