import pytest

from indsatser.reference import load_indsatser_reference
from plans.choices import Rolle
from tests.plans.factories import BoligomraadeFactory, HelhedsplanFactory, KommuneFactory


@pytest.fixture
def reference(db):
    load_indsatser_reference()


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
