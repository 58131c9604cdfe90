"""The project description form as facts: its budget, and its task matrix as rows and columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from helhedsplan.numbers import fordel_afrunding
from indsatser.models import Lokalprojektopgave, Lokalprojektudgift


@dataclass(frozen=True, slots=True)
class Opgavefordeling:
    """The task matrix: parties across, tasks down, the form's own mark where the two meet ("" where they do not)."""

    parter: tuple[str, ...]
    opgaver: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Projektbudget:
    """The lines in whole kroner with their sum. With a ceiling among them the sum is a ceiling too."""

    linjer: tuple[tuple[Lokalprojektudgift, Decimal], ...]
    total: Decimal
    is_ceiling: bool


def opgavefordeling(rows: Iterable[Lokalprojektopgave]) -> Opgavefordeling:
    """Parties and tasks in the order the form first names them."""
    cells = {(row.task, row.party): row.mark or "X" for row in rows}
    parter = tuple(dict.fromkeys(party for _, party in cells))
    opgaver = dict.fromkeys(task for task, _ in cells)
    return Opgavefordeling(
        parter=parter,
        opgaver=tuple((task, tuple(cells.get((task, party), "") for party in parter)) for task in opgaver),
    )


def projektbudget(udgifter: Iterable[Lokalprojektudgift]) -> Projektbudget:
    """The project's budget as it is printed."""
    rows = list(udgifter)
    printed = fordel_afrunding([row.amount for row in rows])
    return Projektbudget(
        linjer=tuple(zip(rows, printed, strict=True)),
        total=sum(printed, Decimal(0)),
        is_ceiling=any(row.is_ceiling for row in rows),
    )
