"""What the plan's data say of a yearly deadline: where it is done, and when it was.

The wheel stands low and knows meetings only; who knows the rows behind a deadline declares what they say with
`add_fristsvar`. Nothing declared: the wheel names the deadline and says nothing more.
"""

from collections.abc import Callable
from dataclasses import dataclass

from plans.models import Helhedsplan
from plans.moeder.regler import Aarsfrist


@dataclass(frozen=True, slots=True)
class Fristsvar:
    """Where it is done, and how far it is in a sentence ("" where nothing is known). `er_gjort` None: not known."""

    url: str = ""
    tekst: str = ""
    er_gjort: bool | None = None


Svarer = Callable[[Helhedsplan, int], Fristsvar]
_SVARERE: dict[str, Svarer] = {}


def add_fristsvar(navn: str, svarer: Svarer) -> None:
    """Say who answers for a deadline (`Aarsfrist.navn`); asked with the plan and the year the deadline is about."""
    _SVARERE[navn] = svarer


def fristsvar(frist: Aarsfrist, plan: Helhedsplan) -> Fristsvar:
    """What is known of a deadline. The queries are those of whoever answers, the same however many rows there are."""
    svarer = _SVARERE.get(frist.navn)
    return svarer(plan, frist.om_aar) if svarer else Fristsvar()
