"""A plan with one criterion that is measured, and its report of 2019."""

from datetime import date
from decimal import Decimal

import pytest

from reporting.indberetning.arter import arter
from reporting.papirer.periode import Periode
from tests.indsatser.factories import AktivitetFactory, MaalingFactory, SucceskriteriumFactory
from tests.plans.factories import DelaftaleFactory, HelhedsplanFactory

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
