"""Factories whose defaults pass full_clean()."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from plans.choices import Finansieringsart, Organart, Planstatus, Postart, Rolle
from plans.models import (
    Afdelingsdeltagelse,
    Afsnit,
    Bevillingsrunde,
    Boligafdeling,
    Boligomraade,
    Boligorganisation,
    Budgetbeloeb,
    Budgetpost,
    Delaftale,
    Finansieringskilde,
    Helhedsplan,
    Indsatsomraade,
    Kommune,
    Medlemskab,
    Organ,
    Organmedlem,
    User,
)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"bruger{n}@example.dk")
    name = factory.Sequence(lambda n: f"Bruger {n}")


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


class DelaftaleFactory(DjangoModelFactory):
    class Meta:
        model = Delaftale

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    nummer = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Tryghed og trivsel {n}")


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
