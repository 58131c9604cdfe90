"""A milestone as it stood on a day, and the way it came there: read from its steps, without queries."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date

from indsatser.choices import Milepaelsskiftart, Milepaeltilstand
from indsatser.milepaelsplan.skift import kvartalstekst
from indsatser.models import Milepael, Milepaelsskift
from plans.models.forud import ahead


@dataclass(frozen=True, slots=True)
class Vejtrin:
    """A move: when it was decided (None: before moves were kept), from where, to where, why, how many quarters."""

    day: date | None
    fra: str
    til: str
    hvorfor: str
    kvartaler: int


def paa_dagen(row: Milepael, as_of: date) -> tuple[Milepael, tuple[Vejtrin, ...]]:
    """The milestone as it stood at the end of the day and its moves until then: to be read, never saved.

    The row itself where no step came later, else a copy.
    `skift` is read ahead. What was recorded last of the steps that count by then is what held.
    """
    steps = sorted(ahead(row, "skift"), key=lambda step: step.pk)
    moves = [step for step in steps if step.kind == Milepaelsskiftart.FLYTTET]
    states = [step for step in steps if step.kind == Milepaelsskiftart.TILSTAND]
    stand = row if len(_known(steps, as_of)) == len(steps) else copy(row)
    _quarter(stand, moves, as_of)
    _state(stand, states, as_of)
    known = _known(moves, as_of)
    return stand, tuple(_trin(step) for step in known) if known else _from_row(stand, bool(moves))


def _known(steps: Iterable[Milepaelsskift], as_of: date) -> list[Milepaelsskift]:
    return [step for step in steps if step.day is None or step.day <= as_of]


def _quarter(stand: Milepael, moves: Sequence[Milepaelsskift], as_of: date) -> None:
    known = _known(moves, as_of)
    if len(known) == len(moves):
        return
    last, first_move = known[-1] if known else None, moves[0]
    now = (last.to_year, last.to_quarter) if last else (first_move.from_year, first_move.from_quarter)
    first = next(((step.from_year, step.from_quarter) for step in known if step.from_quarter), None)
    has_moved = first is not None and first != now
    stand.year, stand.quarter = now
    stand.original_year, stand.original_quarter = first if has_moved and first else (None, None)
    stand.postponed_reason = known[-1].reason if has_moved else ""
    stand.time_text = ""


def _state(stand: Milepael, states: Sequence[Milepaelsskift], as_of: date) -> None:
    known = _known(states, as_of)
    if len(known) == len(states):
        return
    later = {step.reason for step in states if step not in known}
    stand.state = known[-1].to_state if known else states[0].from_state
    reached = known and stand.state == Milepaeltilstand.NAAET
    stand.reached_on = known[-1].day if reached else None
    stand.dropped_reason = known[-1].reason if known and stand.state == Milepaeltilstand.BORTFALDET else ""
    if stand.comment in later:
        stand.comment = known[-1].reason if known and not stand.dropped_reason else ""


def _trin(step: Milepaelsskift) -> Vejtrin:
    return Vejtrin(
        day=step.day,
        fra=kvartalstekst(step.from_year, step.from_quarter) or "uden tidspunkt",
        til=kvartalstekst(step.to_year, step.to_quarter) or "uden tidspunkt",
        hvorfor=step.reason,
        kvartaler=_between(step),
    )


def _between(step: Milepaelsskift) -> int:
    if not (step.from_year and step.from_quarter and step.to_year and step.to_quarter):
        return 0
    return (step.to_year - step.from_year) * 4 + step.to_quarter - step.from_quarter


def _from_row(stand: Milepael, has_steps: bool) -> tuple[Vejtrin, ...]:
    """The one move that a row from before steps were kept tells of."""
    if has_steps or not stand.original_quarter:
        return ()
    ends = kvartalstekst(stand.original_year, stand.original_quarter), kvartalstekst(stand.year, stand.quarter)
    return (Vejtrin(None, *ends, stand.postponed_reason, stand.quarters_moved),)
