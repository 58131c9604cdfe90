"""What the tests of editions begin with."""

from uuid import uuid4

from reporting.papirer.arter import PAPIRER
from reporting.papirer.periode import HELE_PLANEN, Periode
from reporting.udgaver.udsted import udsted
from tests.plans.factories import UserFactory
from tests.reporting.skemaplan import plan_med_alt


def udgave(plan=None, art="budget", periode=HELE_PLANEN, **said):
    """An edition of a paper of the plan, today's facts."""
    plan = plan or plan_med_alt()
    said = {"by": None, "noegle": uuid4(), "as_of": plan.default_as_of(), **said}
    return udsted(PAPIRER[art], plan, periode, **said)


def skemaudgave(plan=None, **said):
    """An edition of the målopfyldelsesskema for 2019."""
    return udgave(plan, "maalopfyldelse", Periode(2019), **said)


def nogen():
    """Somebody who issues."""
    return UserFactory()
