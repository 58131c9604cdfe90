"""Factories whose defaults pass full_clean()."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from reporting.indberetning.models import indberetning_uuid
from reporting.indberetning.valg import Trinart, Vurderingsart
from reporting.models import (
    Brugerpaamindelser,
    Fristregel,
    Indberetning,
    Indberetningstrin,
    IntetAtIndberette,
    Kontrolsvar,
    Paamindelse,
    Paamindelsesbrev,
    Paamindelseskoersel,
    Planpaamindelser,
    Planstand,
    Udgave,
    Udgavefil,
    Udstedelse,
    Vurdering,
)
from reporting.paamindelser.slags import SLAGS
from reporting.papirer.periode import Periode
from reporting.udgaver.frosset import kontrolsum
from reporting.udgaver.maerke import TEGN
from tests.plans.factories import HelhedsplanFactory, UserFactory


class PlanstandFactory(DjangoModelFactory):
    class Meta:
        model = Planstand

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    as_of = opgjort_dag = date(2019, 12, 31)
    opgjort_at = spor_fra = datetime(2019, 12, 31, 12, tzinfo=UTC)
    spor_antal = opfyldt = paa_vej = bagud = ikke_opfyldt = ikke_maalt = kan_ikke_opgoeres = vurderes = udgaaet = 0
    har_eksempeltal = False
    data_til = milepael_dag = moede_dag = date(2020, 3, 31)
    brugt = 0
    milepaele = forsinkede = milepael_antal = udfyldt_pct = fordelt = 0


class FristregelFactory(DjangoModelFactory):
    class Meta:
        model = Fristregel

    slags = factory.Iterator(list(SLAGS))


class PlanpaamindelserFactory(DjangoModelFactory):
    class Meta:
        model = Planpaamindelser

    helhedsplan = factory.SubFactory(HelhedsplanFactory)


class BrugerpaamindelserFactory(DjangoModelFactory):
    class Meta:
        model = Brugerpaamindelser

    user = factory.SubFactory(UserFactory)


class PaamindelsesbrevFactory(DjangoModelFactory):
    class Meta:
        model = Paamindelsesbrev

    user = factory.SubFactory(UserFactory)
    day = date(2026, 3, 2)


class PaamindelseFactory(DjangoModelFactory):
    class Meta:
        model = Paamindelse

    brev = factory.SubFactory(PaamindelsesbrevFactory)
    user = factory.SelfAttribute("brev.user")
    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    slags = "milepael"
    target_uuid = factory.LazyFunction(uuid4)
    due_on = date(2026, 3, 31)
    trin = "f14"
    text = "«Caféen er åbnet» skal være nået i 1. kvartal 2026."
    path = "/mit-overblik/"


class PaamindelseskoerselFactory(DjangoModelFactory):
    class Meta:
        model = Paamindelseskoersel

    day = factory.Sequence(lambda n: date(2026, 1, 1) + timedelta(days=n))


class IntetAtIndberetteFactory(DjangoModelFactory):
    class Meta:
        model = IntetAtIndberette

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    slags = "maaling"
    target_uuid = factory.LazyFunction(uuid4)
    target_label = "Trygheden stiger"
    due_on = date(2025, 12, 31)
    reason = "Målingen laves hvert andet år."
    answered_on = date(2026, 1, 5)


class IndberetningFactory(DjangoModelFactory):
    """A målopfyldelsesskema for 2019 that is being written."""

    class Meta:
        model = Indberetning

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    art = "maalopfyldelse"
    year = 2019
    uuid = factory.LazyAttribute(
        lambda row: indberetning_uuid(row.helhedsplan.uuid, row.art, Periode(row.year, getattr(row, "quarter", None)))
    )


class IndberetningstrinFactory(DjangoModelFactory):
    class Meta:
        model = Indberetningstrin

    indberetning = factory.SubFactory(IndberetningFactory)
    kind = Trinart.TIL_GODKENDELSE
    from_state = "kladde"
    to_state = "til_godkendelse"
    day = date(2020, 3, 1)


class VurderingFactory(DjangoModelFactory):
    class Meta:
        model = Vurdering

    indberetning = factory.SubFactory(IndberetningFactory)
    kind = Vurderingsart.KRITERIUM
    target_uuid = factory.LazyFunction(uuid4)
    text = "Der kom flere, end vi ventede."


class KontrolsvarFactory(DjangoModelFactory):
    class Meta:
        model = Kontrolsvar

    indberetning = factory.SubFactory(IndberetningFactory)
    key = factory.Sequence(lambda n: f"maaling:{n}")
    text = "«Trygheden stiger»: ikke målt endnu."
    reason = "Målingen laves hvert andet år."


INDHOLD = "Budgettet, som det blev udstedt."
SUM = hashlib.sha256(INDHOLD.encode()).hexdigest()


class UdgaveFactory(DjangoModelFactory):
    """Issued without a paper being made: its facts are none that a page can show."""

    class Meta:
        model = Udgave

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    art = "budget"
    nummer = factory.Sequence(lambda n: n + 1)
    kontrolnummer = factory.Sequence(lambda n: "".join(TEGN[n // 31**place % 31] for place in range(8)))
    title = "Budget"
    as_of = date(2019, 12, 31)
    issued_at = datetime(2020, 1, 15, 9, 30, tzinfo=UTC)
    fakta = factory.LazyFunction(lambda: {"version": 1})
    kontrolsum = factory.LazyAttribute(lambda row: kontrolsum(row.fakta))
    filsummer = factory.LazyFunction(lambda: {"txt": SUM})


class UdstedelseFactory(DjangoModelFactory):
    """On its way, without facts that a paper could be made of."""

    class Meta:
        model = Udstedelse

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    art = "budget"
    nummer = factory.Sequence(lambda n: n + 1)
    title = "Budget"
    udgave = factory.LazyFunction(lambda: {"fakta": {"version": 1}})
    kontrolsum = factory.LazyAttribute(lambda row: kontrolsum(row.udgave["fakta"]))


class UdgavefilFactory(DjangoModelFactory):
    class Meta:
        model = Udgavefil

    udgave = factory.SubFactory(UdgaveFactory)
    endelse = "txt"
    sha256 = SUM
    size = len(INDHOLD.encode())
    file = factory.LazyFunction(lambda: ContentFile(INDHOLD.encode(), name="Budget.txt"))
