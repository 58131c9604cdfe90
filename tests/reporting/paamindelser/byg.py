"""A plan that runs in 2026, people in it, and the clock the reminders go by."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import time_machine
from django.utils import timezone

from plans.choices import Rolle
from reporting.models import Paamindelse, Paamindelsesbrev
from reporting.paamindelser.afsendelse import Optaelling, koer
from reporting.paamindelser.slags import SLAGS
from tests.indsatser.factories import MilepaelFactory
from tests.plans.factories import HelhedsplanFactory, MedlemskabFactory
from tests.reporting.factories import FristregelFactory

DANMARK = ZoneInfo("Europe/Copenhagen")


def en_plan(**fields):
    """A plan from 2024 to 2027."""
    return HelhedsplanFactory(**{"start_date": date(2024, 1, 1), "end_date": date(2027, 12, 31)} | fields)


def en_redaktoer(plan, **fields):
    return MedlemskabFactory(helhedsplan=plan, rolle=Rolle.REDAKTOER, **fields).user


def kun(*slags: str) -> None:
    """Only these kinds of deadlines are reminded of."""
    for other in SLAGS:
        if other not in slags:
            FristregelFactory(slags=other, is_active=False)


def klokken(when: str) -> datetime:
    """ "2026-03-29 07:00" as it is on a Danish wall."""
    return datetime.fromisoformat(when).replace(tzinfo=DANMARK)


def koer_klokken(when: str) -> Optaelling:
    """The command at that moment, with the whole machine's clock standing there."""
    with time_machine.travel(klokken(when), tick=False):
        return koer(timezone.now())


def trin_sendt(user) -> list[tuple[date, str]]:
    """(day, step) of everything the person was told, the first first."""
    rows = Paamindelse.objects.filter(user=user).order_by("brev__day", "pk")
    return list(rows.values_list("brev__day", "trin"))


def tilstande(user) -> list[str]:
    return list(Paamindelsesbrev.objects.filter(user=user).order_by("day").values_list("status", flat=True))


def en_milepael(plan, **fields):
    """A milestone of the first quarter of 2026: told 14 days before, on the day, and every 14 days after."""
    return MilepaelFactory(helhedsplan=plan, **{"year": 2026, "quarter": 1} | fields)
