"""What a program can find in a plan that contradicts itself or is not there, in sentences with the figures.

Nothing is corrected: a finding names the row where a person mends it. What only a reader can see (two passages of
prose that pull apart, an unclear measure) is not looked for: the document's own list (Uoverensstemmelse) has it.
"""

from collections.abc import Iterable
from datetime import date

from indsatser.selvmodsigelser import bemanding, dele, kriterier, maal, navne, penge, tid
from indsatser.selvmodsigelser.grundlag import Grundlag, load_grundlag
from indsatser.selvmodsigelser.typer import MANGLER, Niveau, Selvmodsigelse, Slags
from plans.models import Helhedsplan

__all__ = [
    "MANGLER",
    "Grundlag",
    "Niveau",
    "Selvmodsigelse",
    "Slags",
    "find",
    "find_selvmodsigelser",
    "load_grundlag",
]

FINDERS = (penge.find, kriterier.find, maal.find, navne.find, tid.find, bemanding.find, dele.find)
LEVELS, KINDS = list(Niveau), list(Slags)


def find(g: Grundlag) -> tuple[Selvmodsigelse, ...]:
    """All findings in the rows of one plan, the most serious first, then by kind. No queries."""
    found = [one for finder in FINDERS for one in finder(g)]
    return tuple(sorted(found, key=lambda one: (LEVELS.index(one.niveau), KINDS.index(one.slags))))


def find_selvmodsigelser(
    plans: Iterable[Helhedsplan], *, today: date | None = None
) -> dict[int, tuple[Selvmodsigelse, ...]]:
    """Plan pk → its findings. The number of queries does not grow with plans or rows. Read the plans `for_page()`."""
    return {pk: find(g) for pk, g in load_grundlag(plans, today=today).items()}
