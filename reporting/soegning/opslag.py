"""Finding the rows that answer a question, in the order they are shown, and how many there are of each kind and plan.

The order is: the name is what was typed · the words are in the name · the row is one sentence with the words in it ·
the words are somewhere in the text. Within that by kind, then plans that run before plans that are over, then Danish
alphabet. PostgreSQL's own ranking is not used: it would have to read every text that answers, at about a quarter of a
millisecond each, thousands of times for a common word (docs/adr/0024).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from helhedsplan.sortering import danish_sort_key
from plans.models import Helhedsplan
from reporting.soegning.arter import ARTER
from reporting.soegning.forespoergsel import Forespoergsel
from reporting.soegning.spoergsmaal import (
    LET_THE_INDEXES_DECIDE,
    MOST_OF_A_KIND,
    statement,
)


class Synligplan(NamedTuple):
    """A plan the user may read, and whether it is over."""

    pk: int
    uuid: UUID
    name: str
    is_over: bool


class Fund(NamedTuple):
    """A row that answers: how well, and where it stands (`plan` is a place in a list). Sorts as it is shown."""

    how: int
    kind: int
    plan: int
    pk: int


@dataclass(frozen=True, slots=True)
class Fundne:
    """All that was found, best first, with the plans that were searched (`Fund.plan` is the number among them)."""

    rows: tuple[Fund, ...] = ()
    plans: tuple[Synligplan, ...] = ()
    cut_off: frozenset[int] = frozenset()
    """The kinds of which there are more than are looked at."""

    def of(self, kind: int | None) -> tuple[Fund, ...]:
        """Those of one kind, or all."""
        return self.rows if kind is None else tuple(row for row in self.rows if row.kind == kind)


def visible_plans(user: Any, today: date | None = None) -> tuple[Synligplan, ...]:
    """The plans whose rows the user may find: those that run first, each part in Danish order."""
    day = today or timezone.localdate()
    columns = ("pk", "uuid", "short_name", "end_date")
    rows = Helhedsplan.objects.visible_to(user).current(on=day).order_by().values_list(*columns)
    plans = [Synligplan(pk, uuid, name, end is not None and end < day) for pk, uuid, name, end in rows]
    return tuple(sorted(plans, key=lambda plan: (plan.is_over, danish_sort_key(plan.name), plan.pk)))


def find(question: Forespoergsel, plans: tuple[Synligplan, ...]) -> Fundne:
    """The rows of the plans that answer, of all kinds, in one question to the database."""
    if not question.tsquery or not plans:
        return Fundne(plans=plans)
    parts = _parts(question)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LET_THE_INDEXES_DECIDE)
        cursor.execute(
            statement(len(parts)),
            {
                "question": question.tsquery,
                "typed": question.text,
                "plans": f"{{{','.join(str(plan.pk) for plan in plans)}}}",
                "today": timezone.localdate(),
                **parts,
            },
        )
        answers = cursor.fetchall()
    return _sorted(answers, plans)


def _parts(question: Forespoergsel) -> dict[str, list[str]]:
    """Per wanted word what a name must be like one of. A word is letters and digits: nothing to escape."""
    if not question.is_plain:
        return {}
    return {
        f"part{place}": [f"%{spelling}%" for spelling in word.spellings] for place, word in enumerate(question.wanted)
    }


def _sorted(answers: Iterable[tuple[int, int, int, int]], plans: tuple[Synligplan, ...]) -> Fundne:
    """Each row once, at its best; a kind of which there are more than are looked at is named."""
    place = {plan.pk: number for number, plan in enumerate(plans)}
    best: dict[tuple[int, int], tuple[int, int]] = {}
    seen: Counter[tuple[int, int]] = Counter()
    for kind, how, plan, pk in answers:
        seen[kind, how] += 1
        before = best.get((kind, pk))
        if seen[kind, how] > MOST_OF_A_KIND:
            continue
        if before is None or how < before[0]:
            best[kind, pk] = (how, place[plan])
    rows = sorted(Fund(how, kind, plan, pk) for (kind, pk), (how, plan) in best.items())
    cut_off = frozenset(kind for (kind, _), number in seen.items() if number > MOST_OF_A_KIND)
    return Fundne(tuple(rows), plans, cut_off)


def fetch(rows: Iterable[Fund]) -> Mapping[tuple[int, int], Any]:
    """The rows themselves by (kind, pk): one question per kind that is among them."""
    wanted: dict[int, list[int]] = {}
    for row in rows:
        wanted.setdefault(row.kind, []).append(row.pk)
    found: dict[tuple[int, int], Any] = {}
    for kind, pks in wanted.items():
        art = ARTER[kind]
        objects: Any = art.model._default_manager.filter(pk__in=pks)  # type: ignore[attr-defined]
        if art.related:
            objects = objects.select_related(*art.related)
        found |= {(kind, row.pk): row for row in objects}
    return found
