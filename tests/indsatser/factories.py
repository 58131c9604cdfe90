"""Factories whose defaults pass full_clean()."""

from datetime import date
from decimal import Decimal

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from indsatser.choices import Kriterieform, Milepaelsskiftart, Sammenlaegning
from indsatser.models import (
    Aarslaas,
    Aftalelaesning,
    Afvisning,
    Aktivitet,
    Aktivitetsmaal,
    Aktivitetstype,
    Bevilling,
    Evaluering,
    Graensevaerdi,
    Indikator,
    Indikatorvaerdi,
    Initiativ,
    Laestvaerdi,
    Logpost,
    Lokalprojekt,
    Lokalprojektopgave,
    Lokalprojekttrin,
    Lokalprojektudgift,
    Maal,
    Maalaendring,
    Maaling,
    Maalingsimport,
    Medarbejderressource,
    Milepael,
    Milepaelsplan,
    Milepaelsplanlinje,
    Milepaelsskift,
    Omraadeliste,
    Omraadetalimport,
    Passage,
    PlanlagtAktivitet,
    Referencevaerdi,
    Samarbejdsrelation,
    Stilling,
    Succeskriterium,
)
from tests.plans.factories import (
    BeslutningFactory,
    BoligomraadeFactory,
    DelaftaleFactory,
    FinansieringskildeFactory,
    HelhedsplanFactory,
    UserFactory,
)


class MaalFactory(DjangoModelFactory):
    class Meta:
        model = Maal

    delaftale = factory.SubFactory(DelaftaleFactory)
    helhedsplan = factory.SelfAttribute("delaftale.helhedsplan")
    letter = factory.Sequence(lambda n: f"m{n % 900}")
    text = "Større tryghed"


class AktivitetFactory(DjangoModelFactory):
    class Meta:
        model = Aktivitet

    delaftale = factory.SubFactory(DelaftaleFactory)
    nummer = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Åben rådgivning {n}")


class SucceskriteriumFactory(DjangoModelFactory):
    """A count in a window on an activity: 100 talks from 1 August 2018 to 31 December 2019."""

    class Meta:
        model = Succeskriterium

    aktivitet = factory.SubFactory(AktivitetFactory)
    helhedsplan = factory.LazyAttribute(
        lambda row: (row.aktivitet or row.delaftale).helhedsplan  # type: ignore[attr-defined]
    )
    delaftale = None
    statement = factory.Sequence(lambda n: f"Rådgiverne holder 100 samtaler ({n})")
    form = Kriterieform.ANTAL_I_VINDUE
    sammenlaegning = Sammenlaegning.SUM
    unit = "samtaler"
    target_value = Decimal(100)
    window_from = date(2018, 8, 1)
    window_to = date(2019, 12, 31)
    deadline = date(2019, 12, 31)

    class Params:
        share = factory.Trait(
            form=Kriterieform.ANDEL,
            sammenlaegning=Sammenlaegning.SENESTE,
            unit="%",
            retning="falde",
            operator="hoejst",
            baseline_value=Decimal("21.3"),
            baseline_on=date(2016, 12, 31),
            baseline_text="2016",
            target_value=Decimal(15),
            window_from=None,
            window_to=None,
            deadline=date(2022, 12, 31),
            deadline_text="2022",
        )


class MaalaendringFactory(DjangoModelFactory):
    """Until 14 March 2019 the target was 80."""

    class Meta:
        model = Maalaendring

    kriterium = factory.SubFactory(SucceskriteriumFactory)
    changed_on = date(2019, 3, 14)
    reason = "Bestyrelsen satte målet op."
    statement = factory.SelfAttribute("kriterium.statement")
    form = factory.SelfAttribute("kriterium.form")
    unit = "samtaler"
    retning = "naa"
    operator = "mindst"
    sammenlaegning = Sammenlaegning.SUM
    target_value = Decimal(80)
    window_from = date(2018, 8, 1)
    window_to = date(2019, 12, 31)


class MaalingFactory(DjangoModelFactory):
    class Meta:
        model = Maaling

    kriterium = factory.SubFactory(SucceskriteriumFactory)
    value = Decimal(10)
    data_from = date(2019, 1, 1)
    data_to = date(2019, 6, 30)
    reported_on = factory.LazyAttribute(lambda row: max(date(2019, 7, 5), row.data_from))  # type: ignore[attr-defined]


class LogpostFactory(DjangoModelFactory):
    class Meta:
        model = Logpost

    aktivitet = factory.SubFactory(AktivitetFactory)
    date = date(2019, 3, 1)
    antal = 12


class AarslaasFactory(DjangoModelFactory):
    class Meta:
        model = Aarslaas

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    year = 2015
    locked_on = date(2016, 3, 1)


class MilepaelFactory(DjangoModelFactory):
    class Meta:
        model = Milepael

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    year = 2019
    quarter = 2
    text = factory.Sequence(lambda n: f"Møde {n} er afholdt")


class MilepaelsskiftFactory(DjangoModelFactory):
    """A move from the second to the third quarter."""

    class Meta:
        model = Milepaelsskift

    milepael = factory.SubFactory(MilepaelFactory)
    kind = Milepaelsskiftart.FLYTTET
    day = date(2019, 5, 1)
    from_year = 2019
    from_quarter = 2
    to_year = 2019
    to_quarter = 3
    reason = "Lederen skiftede."


class MilepaelsplanFactory(DjangoModelFactory):
    class Meta:
        model = Milepaelsplan

    class Params:
        godkendt = factory.Trait(
            state="godkendt",
            decided_on=date(2018, 12, 5),
            beslutning=factory.SubFactory(BeslutningFactory, helhedsplan=factory.SelfAttribute("..helhedsplan")),
            frozen={"linjer": []},
            checksum="0" * 64,
        )

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    year = 2019


class MilepaelsplanlinjeFactory(DjangoModelFactory):
    class Meta:
        model = Milepaelsplanlinje

    milepaelsplan = factory.SubFactory(MilepaelsplanFactory)
    text = factory.Sequence(lambda n: f"Kursus {n} er holdt")
    quarter = 2


class AktivitetstypeFactory(DjangoModelFactory):
    class Meta:
        model = Aktivitetstype

    code = factory.Sequence(lambda n: f"type-{n}")
    name = factory.Sequence(lambda n: f"Lektiehjælp {n}")


class AktivitetsmaalFactory(DjangoModelFactory):
    class Meta:
        model = Aktivitetsmaal

    aktivitet = factory.SubFactory(AktivitetFactory)
    maal = factory.SubFactory(MaalFactory, delaftale=factory.SelfAttribute("..aktivitet.delaftale"))


class PlanlagtAktivitetFactory(DjangoModelFactory):
    class Meta:
        model = PlanlagtAktivitet

    delaftale = factory.SubFactory(DelaftaleFactory)
    name = factory.Sequence(lambda n: f"Fritidsvejledning {n}")


class MedarbejderressourceFactory(DjangoModelFactory):
    class Meta:
        model = Medarbejderressource

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    role = factory.Sequence(lambda n: f"Boligsocial medarbejder {n}")


class StillingFactory(DjangoModelFactory):
    class Meta:
        model = Stilling

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    role = factory.Sequence(lambda n: f"Boligsocial medarbejder {n}")


class SamarbejdsrelationFactory(DjangoModelFactory):
    class Meta:
        model = Samarbejdsrelation

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    organisation = factory.Sequence(lambda n: f"Skole {n}")


class EvalueringFactory(DjangoModelFactory):
    class Meta:
        model = Evaluering

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    title = factory.Sequence(lambda n: f"Evaluering {n}")


class InitiativFactory(DjangoModelFactory):
    class Meta:
        model = Initiativ

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    title = factory.Sequence(lambda n: f"Initiativ {n}")


class BevillingFactory(DjangoModelFactory):
    class Meta:
        model = Bevilling

    initiativ = factory.SubFactory(InitiativFactory)
    kilde = factory.SubFactory(FinansieringskildeFactory, helhedsplan=factory.SelfAttribute("..initiativ.helhedsplan"))
    amount = Decimal(5000)


class LokalprojektFactory(DjangoModelFactory):
    class Meta:
        model = Lokalprojekt

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    name = factory.Sequence(lambda n: f"Sommerfest {n}")


class LokalprojekttrinFactory(DjangoModelFactory):
    class Meta:
        model = Lokalprojekttrin

    lokalprojekt = factory.SubFactory(LokalprojektFactory)
    label = "Uge 12"
    tasks = "Invitationer"


class LokalprojektopgaveFactory(DjangoModelFactory):
    class Meta:
        model = Lokalprojektopgave

    lokalprojekt = factory.SubFactory(LokalprojektFactory)
    task = factory.Sequence(lambda n: f"Opgave {n}")
    party = "Beboerne"


class LokalprojektudgiftFactory(DjangoModelFactory):
    class Meta:
        model = Lokalprojektudgift

    lokalprojekt = factory.SubFactory(LokalprojektFactory)
    label = factory.Sequence(lambda n: f"Telt {n}")
    amount = Decimal(1200)


class IndikatorFactory(DjangoModelFactory):
    class Meta:
        model = Indikator

    code = factory.Sequence(lambda n: f"indikator-{n}")
    name = factory.Sequence(lambda n: f"Uden for arbejdsmarkedet {n}")


class IndikatorvaerdiFactory(DjangoModelFactory):
    class Meta:
        model = Indikatorvaerdi

    indikator = factory.SubFactory(IndikatorFactory)
    boligomraade = factory.SubFactory(BoligomraadeFactory)
    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    year = 2018
    value = Decimal("41.2")


class MaalingsimportFactory(DjangoModelFactory):
    class Meta:
        model = Maalingsimport

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    file_name = factory.Sequence(lambda n: f"Målinger {n}.xlsx")
    saved_on = date(2019, 10, 24)


class OmraadetalimportFactory(DjangoModelFactory):
    class Meta:
        model = Omraadetalimport

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    file_name = factory.Sequence(lambda n: f"Statistik {n}.xlsx")


class AftalelaesningFactory(DjangoModelFactory):
    class Meta:
        model = Aftalelaesning

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    is_genlaesning = True
    begun_by = factory.SubFactory(UserFactory)
    file = factory.LazyFunction(lambda: ContentFile("Formål: Flere i job.", name="Aftale.txt"))
    blocks = factory.LazyFunction(lambda: [{"n": 1, "t": "Formål: Flere i job.", "s": "afsnit 1"}])
    case = factory.LazyFunction(lambda: {"plan": {"purpose": "Flere i job."}})


class LaestvaerdiFactory(DjangoModelFactory):
    class Meta:
        model = Laestvaerdi

    laesning = factory.SubFactory(AftalelaesningFactory)
    nr = factory.Sequence(lambda n: n + 1)
    path = factory.Sequence(lambda n: f"plan.parties[{n}].organisation")
    part = "parter"
    row = factory.LazyAttribute(lambda it: it.path.rpartition(".")[0])
    sikkerhed = "exact"
    value = "Boligselskabet Fjorden"
    steder = factory.LazyFunction(lambda: [{"blok": 1, "sted": "afsnit 1", "tekst": "Formål: Flere i job."}])


class AfvisningFactory(DjangoModelFactory):
    class Meta:
        model = Afvisning

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    aftryk = factory.Sequence(lambda n: f"{n:064}")


class PassageFactory(DjangoModelFactory):
    class Meta:
        model = Passage

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    target_uuid = factory.LazyAttribute(lambda it: it.helhedsplan.uuid)
    felt = factory.Sequence(lambda n: f"felt_{n}")
    place = "«1. Formål», afsnit 3"
    text = "Flere i job."


class GraensevaerdiFactory(DjangoModelFactory):
    class Meta:
        model = Graensevaerdi

    liste = Omraadeliste.UDSAT
    indikator = factory.SubFactory(IndikatorFactory)
    from_year = 2018
    value = Decimal(40)
    needed = 2
    out_of = 4


class ReferencevaerdiFactory(DjangoModelFactory):
    class Meta:
        model = Referencevaerdi

    kriterium = factory.SubFactory(SucceskriteriumFactory)
    label = factory.Sequence(lambda n: f"Byens gennemsnit {n}")
    value = Decimal("12.5")
