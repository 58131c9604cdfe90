"""Factories whose defaults pass full_clean()."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from indsatser.choices import Kriterieform, Sammenlaegning
from indsatser.models import Aktivitet, Logpost, Maal, Maaling, Milepael, Succeskriterium
from tests.plans.factories import DelaftaleFactory, HelhedsplanFactory


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


class MaalingFactory(DjangoModelFactory):
    class Meta:
        model = Maaling

    kriterium = factory.SubFactory(SucceskriteriumFactory)
    value = Decimal(10)
    data_from = date(2019, 1, 1)
    data_to = date(2019, 6, 30)
    reported_on = date(2019, 7, 5)


class LogpostFactory(DjangoModelFactory):
    class Meta:
        model = Logpost

    aktivitet = factory.SubFactory(AktivitetFactory)
    date = date(2019, 3, 1)
    antal = 12


class MilepaelFactory(DjangoModelFactory):
    class Meta:
        model = Milepael

    helhedsplan = factory.SubFactory(HelhedsplanFactory)
    year = 2019
    quarter = 2
    text = factory.Sequence(lambda n: f"Møde {n} er afholdt")
