"""A plan that runs today, with an activity and a count on it."""

from datetime import date

import pytest

from plans.choices import Rolle
from tests.indsatser.factories import AktivitetFactory, SucceskriteriumFactory
from tests.plans.factories import HelhedsplanFactory, MedlemskabFactory

TODAY = date(2019, 10, 24)


@pytest.fixture
def today(monkeypatch) -> date:
    """24 October 2019, for everything that asks which day it is."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)
    return TODAY


@pytest.fixture
def kriterium(today):
    plan = HelhedsplanFactory(start_date=date(2018, 8, 1), end_date=date(2022, 7, 31))
    aktivitet = AktivitetFactory(delaftale__helhedsplan=plan)
    return SucceskriteriumFactory(aktivitet=aktivitet, statement="Rådgiverne holder 100 samtaler")


@pytest.fixture
def som(client, kriterium):
    """som(rolle) -> a user with the rolle in the plan, logged in; a Medarbejder is on the activity."""

    def _som(rolle: Rolle, *, own: bool = True):
        user = MedlemskabFactory(helhedsplan=kriterium.helhedsplan, rolle=rolle).user
        if rolle == Rolle.MEDARBEJDER and own:
            kriterium.aktivitet.medarbejdere.add(user)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return user

    return _som
