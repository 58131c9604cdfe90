"""What an item of an agenda or a decision is about: from a uuid to a name and a page.

Every kind of row that can be edited can be pointed to. A case that is about many rows at once (`samlesag`) has a page
of its own, which the application that knows the rows declares with `add_samlesag`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Model, QuerySet, Value
from django.urls import reverse

from plans.models import Helhedsplan, Medlemskab
from plans.moeder.dagsorden import samlesag
from plans.redigering.register import kind_or_404, kinds

_SAMLESAGER: dict[str, tuple[str, str]] = {}
_SAGSARTER: dict[type[Model], tuple[str, Callable[[Any], str]]] = {}


@dataclass(frozen=True, slots=True)
class Sag:
    """What something is about, as a page links to it."""

    art: str
    navn: str
    url: str


def add_samlesag(navn: str, tekst: str, url_name: str) -> None:
    """Say which page of the plan a case about many rows is read on."""
    _SAMLESAGER[navn] = (tekst, url_name)


def add_sagsart(model: type[Model], label: str, page: Callable[[Any], str]) -> None:
    """Say that a decision can be about a kind of row that is not edited as rows are, and where such a row is read."""
    _SAGSARTER[model] = (label, page)


def find_sager(plan: Helhedsplan, uuids: Iterable[UUID | None]) -> Mapping[UUID, Sag]:
    """The cases of a plan by uuid. What is not of the plan is not found. Three queries and one for each kind found."""
    wanted = {uuid for uuid in uuids if uuid is not None}
    if not wanted:
        return {}
    found: dict[UUID, Sag] = {}
    for navn, (tekst, url_name) in _SAMLESAGER.items():
        if (uuid := samlesag(plan.uuid, navn)) in wanted:
            found[uuid] = Sag("samlesag", tekst, reverse(url_name, kwargs={"uuid": plan.uuid}))
    for art, mine in _arts(plan, wanted - found.keys()).items():
        kind = kind_or_404(art)
        for row in kind.rows().filter(uuid__in=mine):
            found[row.uuid] = Sag(kind.label, str(row), kind.page(row))
    for model, (label, page) in _SAGSARTER.items():
        rows: Any = model._default_manager.all()
        for row in rows.in_plan(plan).filter(uuid__in=wanted - found.keys()).select_related("helhedsplan"):
            found[row.uuid] = Sag(label, str(row), page(row))
    return found


def _arts(plan: Helhedsplan, wanted: set[UUID]) -> dict[str, list[UUID]]:
    """Which kind each uuid is of: one question to all kinds at once."""
    if not wanted:
        return {}
    questions: list[QuerySet] = []
    for kind in kinds():
        rows: Any = kind.model._default_manager.all()
        if kind.model is Medlemskab:
            continue
        mine = rows.in_plan(plan).filter(uuid__in=wanted).order_by()
        questions.append(mine.values_list("uuid", Value(kind.art, output_field=CharField())))
    found: dict[str, list[UUID]] = {}
    for uuid, art in questions[0].union(*questions[1:], all=True):
        found.setdefault(art, []).append(uuid)
    return found
