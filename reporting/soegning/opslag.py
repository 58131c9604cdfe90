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
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from helhedsplan.sortering import danish_sort_key
from plans.models import Helhedsplan
from reporting.soegning.arter import ARTER, Art
from reporting.soegning.forespoergsel import Forespoergsel
from reporting.soegning.spoergsmaal import IN_NAME, IN_TEXT, IS_SENTENCE, IS_TYPED, LET_THE_INDEXES_DECIDE, MOST_OF_A_KIND, statement


@dataclass(frozen=True, slots=True)
class Synligplan:
    """A plan the user may read, with what its rows are sorted by."""

    pk: int
    name: str
    is_over: bool


@dataclass(frozen=True, slots=True, order=True)
class Fund:
    """A row that answers: how well, and where it stands. Compares in the order of showing."""

    how: int
    kind: int
    plan: int
    pk: int


@dataclass(frozen=True, slots=True)
class Fundne:
    """All that was found, best first, with the plans they stand in (in the order of `Fund.plan`)."""

    rows: tuple[Fund, ...]
    plans: tuple[Synligplan, ...]
    cut_off: tuple[Art, ...]

    def of(self, *, art: Art | None) -> tuple[Fund, ...]:
        """Those of one kind, or all."""
        return self.rows if art is None else tuple(row for row in self.rows if ARTER[row.kind] is art)

    @property
    def by_kind(self) -> Counter[int]:
        return Counter(row.kind for row in self.rows)


def visible_plans(user: Any, today: date | None = None) -> tuple[Synligplan, ...]:
    """The plans whose rows the user may find: those that run first, each part in Danish order."""
    day = today or timezone.localdate()
    rows = Helhedsplan.objects.visible_to(user).current(on=day).order_by().values_list("pk", "short_name", "end_date")
    plans = [Synligplan(pk, name, end is not None and end < day) for pk, name, end in rows]
    return tuple(sorted(plans, key=lambda plan: (plan.is_over, danish_sort_key(plan.name), plan.pk)))


def find(question: Forespoergsel, plans: tuple[Synligplan, ...]) -> Fundne:
    """The rows of the plans that answer, of all kinds, in one question to the database."""
    if not question.tsquery or not plans:
        return Fundne((), plans, ())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LET_THE_INDEXES_DECIDE)
        cursor.execute(
            statement(takes_parts=question.is_plain),
            {
                "question": question.tsquery,
                "typed": question.text,
                "parts": _patterns(question),
                "plans": "{%s}" % ",".join(str(plan.pk) for plan in plans),
                "today": timezone.localdate(),
            },
        )
        answers = cursor.fetchall()
    return _sorted(answers, plans)


def _patterns(question: Forespoergsel) -> list[str]:
    """A pattern per wanted word: any of its spellings, anywhere. Words are letters and digits, so none has a meaning."""
    return ["|".join(word.spellings) for word in question.wanted]


def _sorted(answers: Iterable[tuple[int, int, int, int]], plans: tuple[Synligplan, ...]) -> Fundne:
    """Each row once, at its best; a kind of which there are more than are looked at is named."""
    place = {plan.pk: number for number, plan in enumerate(plans)}
    best: dict[tuple[int, int], tuple[int, int]] = {}
    seen: Counter[tuple[int, int]] = Counter()
    for kind, how, plan, pk in answers:
        seen[kind, how] += 1
        before = best.get((kind, pk))
        if before is None or how < before[0]:
            best[kind, pk] = (how, place[plan])
    rows = sorted(Fund(how, kind, plan, pk) for (kind, pk), (how, plan) in best.items())
    cut_off = {kind for (kind, _), number in seen.items() if number > MOST_OF_A_KIND}
    return Fundne(tuple(rows), plans, tuple(ARTER[kind] for kind in sorted(cut_off)))


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
