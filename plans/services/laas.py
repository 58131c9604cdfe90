"""Who saves a plan's budget takes turns, whatever road they come by."""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction

from plans.models import Helhedsplan

T = TypeVar("T")
_DEADLOCK = "40P01"


class Optaget(ValidationError):
    """Others saved the same rows at the same moment, again and again. Nothing was written."""

    def __init__(self) -> None:
        super().__init__("Andre gemte det samme i samme øjeblik. Vent lidt, og gem igen.", code="busy")


def hold_budget(plan: Helhedsplan) -> None:
    """Inside a transaction: nobody else saves the plan's budget until it is over.

    Only the budget waits: rows that point to the plan, the trail's own among them, are still written by others.
    """
    Helhedsplan.objects.select_for_update(no_key=True, of=("self",)).only("pk").get(pk=plan.pk)


def again_if_crossed(act: Callable[[], T], *, times: int = 3) -> T:
    """Do it in one transaction, and again where the database broke it off because two waited for each other.

    What is broken off has written nothing. Raises what `act` raises, and Optaget when it was broken off every time.
    """
    for _ in range(times):
        try:
            with transaction.atomic():
                return act()
        except OperationalError as broken:
            if getattr(broken.__cause__, "pgcode", None) != _DEADLOCK:
                raise
    raise Optaget
