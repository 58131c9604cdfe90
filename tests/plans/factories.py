"""Factories whose defaults pass full_clean()."""

from datetime import date
from decimal import Decimal

import factory
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from plans.choices import (
    Finansieringsart,
    Handling,
    Importart,
    Opgavetilstand,
    Organart,
    Planstatus,
    Plantype,
    Postart,
    Rolle,
)
from plans.models import (
    Afdelingsdeltagelse,
    Afsnit,
    Afsnitsskabelon,
    Baggrundsopgave,
    Beslutning,
    Bevillingsrunde,
    Bilag,
    Bilagskrav,
    Boligafdeling,
    Boligomraade,
    Boligorganisation,
    Budgetbeloeb,
    Budgetpost,
    Dagsordenspunkt,
    Delaftale,
    Feltaendring,
    Finansieringskilde,
    Forbrug,
    Fravalg,
    Haendelse,
    Helhedsplan,
    Importprofil,
    Indsatsomraade,
    Kalenderadresse,
    Kladde,
    Kommune,
    Medlemskab,
    Moede,
    Moedemateriale,
    Omdisponering,
    Opfoelgning,
    Organ,
    Organmedlem,
    Overfoersel,
    Part,
    Punktbilag,
    Regnskabsaar,
    Regnskabsimport,
    Tilstedevaerelse,
    Uoverensstemmelse,
    User,
)
from tests import filer


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"bruger{n}@example.dk")
    name = factory.Sequence(lambda n: f"Bruger {n}")
    password = factory.LazyFunction(lambda: make_password(None))


class KommuneFactory(DjangoModelFactory):
    class Meta:
        model = Kommune
        django_get_or_create = ("name",)

    name = "Prøvekøbing Kommune"


class BoligorganisationFactory(DjangoModelFactory):
    class Meta:
        model = Boligorganisation

    name = factory.Sequence(lambda n: f"Boligforening {n}")


class BoligafdelingFactory(DjangoModelFactory):
    class Meta:
        model = Boligafdeling

    boligorganisation = factory.SubFactory(BoligorganisationFactory)
    number = factory.Sequence(lambda n: str(n % 999 + 1))
    name = factory.Sequence(lambda n: f"Æblehaven {n}")


class BoligomraadeFactory(DjangoModelFactory):
    class Meta:
        model = Boligomraade

    kommune = factory.SubFactory(KommuneFactory)
    name = factory.Sequence(lambda n: f"Ørebyen {n}")


class BevillingsrundeFactory(DjangoModelFactory):
    class Meta:
        model = Bevillingsrunde
        django_get_or_create = ("code",)

    code = "proeve-15-18"
    name = "Prøvemidlerne 2015-18"
    start_year = 2015
    end_year = 2018
    min_local_share = Decimal(25)


class IndsatsomraadeFactory(DjangoModelFactory):
    class Meta:
        model = Indsatsomraade

    runde = factory.SubFactory(BevillingsrundeFactory)
    code = factory.Sequence(lambda n: f"omraade-{n}")
    name = factory.Sequence(lambda n: f"Indsatsområde {n}")
    order = factory.Sequence(lambda n: n % 1000)


class AfsnitsskabelonFactory(DjangoModelFactory):
    class Meta:
        model = Afsnitsskabelon

    runde = factory.SubFactory(BevillingsrundeFactory)
    key = factory.Sequence(lambda n: f"afsnit-{n}")
    number = factory.Sequence(lambda n: str(n))
    heading = factory.Sequence(lambda n: f"Overskrift {n}")
    order = factory.Sequence(lambda n: n % 1000)


class BilagskravFactory(DjangoModelFactory):
    class Meta:
        model = Bilagskrav

    runde = factory.SubFactory(BevillingsrundeFactory)
    key = factory.Sequence(lambda n: f"bilag-{n}")
    title = factory.Sequence(lambda n: f"Bilag {n}")
    order = factory.Sequence(lambda n: n % 1000)


class HelhedsplanFactory(DjangoModelFactory):
    class Meta:
        model = Helhedsplan

    name = factory.LazyAttribute(lambda plan: f"Helhedsplanen {plan.short_name}")
    short_name = factory.Sequence(lambda n: f"Åparken {n}")
    bevillingsrunde = factory.SubFactory(BevillingsrundeFactory)
    kommune = factory.SubFactory(KommuneFactory)
    status = Planstatus.IGANGVAERENDE
    start_date = date(2018, 8, 1)
    end_date = date(2022, 7, 31)

    class Params:
        faellessekretariat = factory.Trait(kind=Plantype.FAELLESSEKRETARIAT)


class MedlemskabFactory(DjangoModelFactory):
    class Meta:
        model = Medlemskab

    user = factory.SubFactory(UserFactory)
    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    rolle = Rolle.REDAKTOER


class AfdelingsdeltagelseFactory(DjangoModelFactory):
    class Meta:
        model = Afdelingsdeltagelse

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    boligafdeling = factory.SubFactory(BoligafdelingFactory)


class AfsnitFactory(DjangoModelFactory):
    class Meta:
        model = Afsnit

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    heading = factory.Sequence(lambda n: f"Afsnit {n}")
    text = "Tekst."


class BilagFactory(DjangoModelFactory):
    class Meta:
        model = Bilag

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    title = factory.Sequence(lambda n: f"Kortbilag {n}")


class FravalgFactory(DjangoModelFactory):
    class Meta:
        model = Fravalg

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    indsatsomraade = factory.SubFactory(IndsatsomraadeFactory)
    reason = "Kommunen løfter opgaven."


class UoverensstemmelseFactory(DjangoModelFactory):
    class Meta:
        model = Uoverensstemmelse

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    kind = "beløb"
    text = factory.Sequence(lambda n: f"Summen i tabel {n} stemmer ikke.")


class DelaftaleFactory(DjangoModelFactory):
    class Meta:
        model = Delaftale

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    nummer = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Tryghed og trivsel {n}")


class PartFactory(DjangoModelFactory):
    class Meta:
        model = Part

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    organisation = factory.Sequence(lambda n: f"Boligselskab {n}")
    title = "Direktør"


class FinansieringskildeFactory(DjangoModelFactory):
    class Meta:
        model = Finansieringskilde

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    kind = Finansieringsart.LBF
    name = factory.Sequence(lambda n: f"Kilde {n}")


class BudgetpostFactory(DjangoModelFactory):
    class Meta:
        model = Budgetpost

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    kind = Postart.PROJEKTORGANISATION
    title = "Projektorganisation"


class BudgetbeloebFactory(DjangoModelFactory):
    class Meta:
        model = Budgetbeloeb

    budgetpost = factory.SubFactory(BudgetpostFactory)
    kilde = factory.SubFactory(
        FinansieringskildeFactory, helhedsplan=factory.SelfAttribute("..budgetpost.helhedsplan")
    )
    year = None
    amount = Decimal(1000)


class ForbrugFactory(DjangoModelFactory):
    class Meta:
        model = Forbrug

    budgetpost = factory.SubFactory(BudgetpostFactory)
    kilde = factory.SubFactory(
        FinansieringskildeFactory, helhedsplan=factory.SelfAttribute("..budgetpost.helhedsplan")
    )
    year = 2019
    amount = Decimal(250)


class OmdisponeringFactory(DjangoModelFactory):
    """1.000 kr. from one post to another, same source; the cell it comes from holds just that, unless `holds` says."""

    class Meta:
        model = Omdisponering
        skip_postgeneration_save = True

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    from_post = factory.SubFactory(BudgetpostFactory, helhedsplan=factory.SelfAttribute("..helhedsplan"))
    from_kilde = factory.SubFactory(FinansieringskildeFactory, helhedsplan=factory.SelfAttribute("..helhedsplan"))
    to_post = factory.SubFactory(BudgetpostFactory, helhedsplan=factory.SelfAttribute("..helhedsplan"))
    to_kilde = factory.SelfAttribute("from_kilde")
    amount = Decimal(1000)
    moved_on = date(2019, 3, 1)
    reason = "Stillingen blev besat senere."

    @factory.post_generation
    def holds(row, create, amount, **kwargs):
        if create and amount != 0:
            Budgetbeloeb.objects.get_or_create(
                budgetpost=row.from_post,
                kilde=row.from_kilde,
                year=row.from_year,
                defaults={"amount": amount or row.amount},
            )


class OrganFactory(DjangoModelFactory):
    class Meta:
        model = Organ

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    kind = Organart.FOELGEGRUPPE
    name = factory.Sequence(lambda n: f"Følgegruppe {n}")


class OrganmedlemFactory(DjangoModelFactory):
    class Meta:
        model = Organmedlem

    organ = factory.SubFactory(OrganFactory)
    title = "Direktør"
    organisation = "Boligforeningen"


class MoedeFactory(DjangoModelFactory):
    class Meta:
        model = Moede

    organ = factory.SubFactory(OrganFactory)
    held_on = date(2019, 3, 14)


class DagsordenspunktFactory(DjangoModelFactory):
    class Meta:
        model = Dagsordenspunkt

    moede = factory.SubFactory(MoedeFactory)
    nummer = factory.Sequence(lambda n: n % 30000 + 1)
    title = "Status på planen"


class PunktbilagFactory(DjangoModelFactory):
    class Meta:
        model = Punktbilag

    dagsordenspunkt = factory.SubFactory(DagsordenspunktFactory)
    title = "Oversigt over milepælene"
    file = factory.LazyFunction(lambda: ContentFile(b"Alt er i gang.", name="Milepæle.txt"))


class MoedematerialeFactory(DjangoModelFactory):
    class Meta:
        model = Moedemateriale

    moede = factory.SubFactory(MoedeFactory)
    nummer = factory.Sequence(lambda n: n % 30000 + 1)
    parts = "dagsorden"
    as_of = date(2019, 3, 1)
    pages = 1
    sha256 = "0" * 64
    file = factory.LazyFunction(lambda: ContentFile(filer.pdf(), name="Materiale.pdf"))


class OpfoelgningFactory(DjangoModelFactory):
    class Meta:
        model = Opfoelgning

    moede = factory.SubFactory(MoedeFactory)
    text = "Spørge skolen, om aulaen kan lånes."
    responsible = "Sekretariatsleder"


class KalenderadresseFactory(DjangoModelFactory):
    class Meta:
        model = Kalenderadresse

    user = factory.SubFactory(UserFactory)


class BeslutningFactory(DjangoModelFactory):
    class Meta:
        model = Beslutning

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    text = "Tiltrådt som indstillet."


class HaendelseFactory(DjangoModelFactory):
    class Meta:
        model = Haendelse

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    by = factory.SubFactory(UserFactory)
    handling = Handling.AENDRET
    kind = "helhedsplan"
    target_id = factory.LazyAttribute(lambda row: row.helhedsplan.pk)
    target_uuid = factory.LazyAttribute(lambda row: row.helhedsplan.uuid)
    target_label = factory.LazyAttribute(lambda row: str(row.helhedsplan))


class FeltaendringFactory(DjangoModelFactory):
    class Meta:
        model = Feltaendring

    haendelse = factory.SubFactory(HaendelseFactory)
    field = "status"
    label = "status"
    old = "Tilsagn"
    new = "Igangværende"


class KladdeFactory(DjangoModelFactory):
    class Meta:
        model = Kladde

    user = factory.SubFactory(UserFactory)
    art = "delaftale"
    target_uuid = factory.Faker("uuid4")


class BaggrundsopgaveFactory(DjangoModelFactory):
    """A job that waits. It is in nobody's queue: plans.baggrund.bestil orders."""

    class Meta:
        model = Baggrundsopgave

    class Params:
        done = factory.Trait(state=Opgavetilstand.FAERDIG, finished_at=factory.LazyFunction(timezone.now))
        failed = factory.Trait(
            state=Opgavetilstand.FEJLET, finished_at=factory.LazyFunction(timezone.now), failure="Det gik ikke."
        )

    kind = "moedemateriale"
    title = "Materiale til mødet"
    user = factory.SubFactory(UserFactory)
    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    fingerprint = factory.Sequence(lambda n: f"{n:064d}")


class TilstedevaerelseFactory(DjangoModelFactory):
    class Meta:
        model = Tilstedevaerelse

    user = factory.SubFactory(UserFactory)
    target_uuid = factory.Faker("uuid4")


class RegnskabsaarFactory(DjangoModelFactory):
    class Meta:
        model = Regnskabsaar

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    year = 2019
    runs_to = date(2019, 6, 30)


class OverfoerselFactory(DjangoModelFactory):
    """1.000 kr. from 2018 to 2019, applied for nowhere yet."""

    class Meta:
        model = Overfoersel

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    kilde = factory.SubFactory(FinansieringskildeFactory, helhedsplan=factory.SelfAttribute("..helhedsplan"))
    from_year = 2018
    to_year = 2019
    amount = Decimal(1000)
    reason = "Stillingen blev først besat i foråret."


class ImportprofilFactory(DjangoModelFactory):
    class Meta:
        model = Importprofil

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    kind = Importart.FORBRUG


class RegnskabsimportFactory(DjangoModelFactory):
    class Meta:
        model = Regnskabsimport

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    file_name = "kontoudtog.csv"
