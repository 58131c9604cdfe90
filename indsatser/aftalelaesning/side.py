"""What the page of the review shows: the parts and how far each is, one part's values, the passages beside them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, Q, TextChoices

from indsatser.aftalelaesning.budgetcelle import Celle, celle_af, er_celle
from indsatser.aftalelaesning.budgetsum import Budgetsum, budgetsum
from indsatser.aftalelaesning.dokumentside import Udsnit, udsnit
from indsatser.aftalelaesning.felter import DELNAVNE, felt_paa, laes_plads
from indsatser.aftalelaesning.rettelse import vist
from indsatser.models import Aftalelaesning, Gennemsynsvalg, Laesesikkerhed, Laestvaerdi
from indsatser.models.aftalelaesning import AFVIST_SIDST

MAX_LISTE: Final = 400
"""How many lines that were not understood a page lists."""


class Filter(TextChoices):
    """Which values the page shows."""

    ALLE = "alle", "Alle"
    USETE = "usete", "Ikke set"
    USIKRE = "usikre", "Usikre"
    IKKE_FORSTAAET = "ikke-forstaaet", "Ikke forstået"
    AFVIST = "afvist", "Afvist"
    MODSTRID = "modstrid", "Modsiger sig selv"


LISTER: Final = {Filter.IKKE_FORSTAAET: "ikke_forstaaet", Filter.MODSTRID: "modstrid"}
"""Filters that show a list of the whole document and no values."""


@dataclass(frozen=True, slots=True)
class Del:
    """A part of the review: an activity, a delaftale, or a part of the plan. `level` 1 stands under the one before."""

    key: str
    name: str
    level: int
    total: int
    seen: int
    unsure: int
    folded: int = 0

    @property
    def left(self) -> int:
        return self.total - self.seen


@dataclass(frozen=True, slots=True)
class Linje:
    """A value on the page."""

    vaerdi: Laestvaerdi
    label: str
    shown: str
    read: str
    blocks: str
    places: str

    @property
    def is_undecided(self) -> bool:
        return self.vaerdi.valg == Gennemsynsvalg.USET

    @property
    def is_unsure(self) -> bool:
        return self.vaerdi.sikkerhed != Laesesikkerhed.SIKKER


@dataclass
class Raekke:
    """The values of one row of the plan to be, under its name."""

    path: str
    title: str
    linjer: list[Linje] = field(default_factory=list)


@dataclass
class Gennemsyn:
    """Everything the page shows."""

    reading: Aftalelaesning
    dele: list[Del]
    part: Del | None
    vis: Filter
    raekker: list[Raekke] = field(default_factory=list)
    liste: list[dict[str, Any]] = field(default_factory=list)
    uddrag: list[Udsnit] = field(default_factory=list)
    marked: frozenset[int] = frozenset()
    whole: bool = False
    sum: Budgetsum | None = None
    afvist_sidst: list[Raekke] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The key of the part that is shown; "" where there is none."""
        return self.part.key if self.part else ""

    @property
    def heading(self) -> str:
        """What stands over the values."""
        if self.is_list or self.part is None:
            return str(self.vis.label)
        return self.part.name

    @property
    def is_list(self) -> bool:
        """Whether it lists lines of the whole document, and no values."""
        return self.vis in LISTER

    @property
    def total(self) -> int:
        return sum(each.total for each in self.dele)

    @property
    def seen(self) -> int:
        return sum(each.seen for each in self.dele)

    @property
    def next(self) -> Del | None:
        """The next part with something nobody has answered, after the one that is shown."""
        at = self.dele.index(self.part) if self.part else -1
        return next((each for each in [*self.dele[at + 1 :], *self.dele[: max(at, 0)]] if each.left), None)

    @property
    def filtre(self) -> list[tuple[str, str]]:
        """The filters with their names; how many, for those that list the whole document."""
        numbers = {vis: len(self.reading.lists.get(name) or []) for vis, name in LISTER.items()}
        return [(vis.value, f"{vis.label} ({numbers[vis]})" if vis in numbers else str(vis.label)) for vis in Filter]


def build(reading: Aftalelaesning, *, part: str, vis: str, whole: bool = False) -> Gennemsyn:
    """The page, of the part asked for (else the first with something left)."""
    chosen = Filter(vis) if vis in Filter.values else Filter.ALLE
    dele = parts_of(reading)
    found = next((each for each in dele if each.key == part), None)
    found = found or next((each for each in dele if each.left), None) or next(iter(dele), None)
    page = Gennemsyn(reading, dele, found, chosen, whole=whole)
    if name := LISTER.get(chosen):
        page.liste = (reading.lists.get(name) or [])[:MAX_LISTE]
        page.marked = frozenset(each["blok"] for each in page.liste if each.get("blok"))
    elif found:
        values = list(_shown(reading, chosen).filter(part=found.key))
        page.raekker = rows_of(values, reading)
        page.sum = budgetsum(reading, found.key)
        if found.folded and chosen in (Filter.ALLE, Filter.AFVIST):
            folded = list(reading.vaerdier.rejected_before().filter(part=found.key))
            page.afvist_sidst = rows_of(folded, reading)
            values += folded
        page.marked = frozenset(sted["blok"] for each in values for sted in each.steder)
    page.uddrag = udsnit(reading.blocks, page.marked, whole=whole)
    return page


def _shown(reading: Aftalelaesning, vis: Filter) -> Any:
    rows = reading.vaerdier.to_review()
    if vis is Filter.USIKRE:
        return reading.vaerdier.unsure()
    if vis is Filter.USETE:
        return reading.vaerdier.undecided()
    return rows.filter(valg=Gennemsynsvalg.AFVIST) if vis is Filter.AFVIST else rows


def parts_of(reading: Aftalelaesning) -> list[Del]:
    """The parts with something to look through, in the document's order. One query."""
    unsure = ~Q(sikkerhed=Laesesikkerhed.SIKKER) | ~Q(fejl="")
    counted = (
        reading.vaerdier.shown()
        .values("part")
        .order_by("part")
        .annotate(
            total=Count("pk", filter=~AFVIST_SIDST),
            folded=Count("pk", filter=AFVIST_SIDST),
            seen=Count("pk", filter=~Q(valg=Gennemsynsvalg.USET) & ~AFVIST_SIDST),
            unsure=Count("pk", filter=unsure & Q(valg=Gennemsynsvalg.USET)),
        )
    )
    found = {
        row["part"]: Del(
            row["part"],
            part_name(row["part"], reading.case),
            row["part"].count("[") - 1 if "." in row["part"] else 0,
            row["total"],
            row["seen"],
            row["unsure"],
            row["folded"],
        )
        for row in counted
    }
    return [found[key] for key in sorted(found, key=_order)]


def _order(key: str) -> tuple[int, list[int], str]:
    numbers = [int(number) for number in re.findall(r"\d+", key)]
    fixed = list(DELNAVNE)
    if key in fixed:
        return (0 if fixed.index(key) < fixed.index("kriterier") else 2), [fixed.index(key)], key
    return 1, numbers, key


def part_name(key: str, case: Mapping[str, Any]) -> str:
    """What a part is called: its own name in the document."""
    if key in DELNAVNE:
        return DELNAVNE[key]
    row: Any = case.get("plan", {})
    try:
        for name, number in re.findall(r"([a-z_]+)\[(\d+)\]", key):
            row = row[name][int(number)]
    except (KeyError, IndexError):
        return key
    return str(row.get("name") or row.get("focus_area") or (row.get("project") or {}).get("name") or key)


OVERSKRIFTER: Final = {
    "criteria": "Kriterium",
    "sub_targets": "Delmål",
    "goals": "Mål",
    "goals_as_printed": "Mål på skemaet",
    "parties": "Part",
    "bodies": "Organ",
    "members": "Medlem",
    "staffing": "Bemanding",
    "milestones": "Milepæl",
    "focus_areas_not_used": "Fravalg",
    "departments": "Boligafdeling",
    "planned_activities": "Liste over aktiviteter",
    "responsibilities": "Ansvar",
    "partners": "Samarbejde",
    "rows": "Budgetpost",
    "funding_sources": "Finansieringskilde",
    "success_criteria": "Kriterium",
    "cells": "Opgavefordeling",
    "lines": "Udgift",
    "steps": "Trin",
    "hours": "Timer",
}
SAMMEN: Final = frozenset(
    {"partners", "annexes_required", "objectives", "tasks", "cfbu_types", "planned_activities", "cells"}
)
"""Lists whose rows are one value each: shown together."""


def rows_of(values: Iterable[Laestvaerdi], reading: Aftalelaesning) -> list[Raekke]:
    """The values by the row they belong to."""
    found: dict[str, Raekke] = {}
    numbers: Counter[str] = Counter()
    for value in values:
        path = value.row
        liste = path[: path.rfind("[")].rpartition(".")[2] if path.endswith("]") else ""
        if liste in SAMMEN:
            path = path[: path.rfind("[")]
        elif liste == "amounts":
            path = path.rpartition(".amounts[")[0]
            liste = "rows"
        if path not in found:
            numbers[path[: path.rfind("[")] if path.endswith("]") else path] += 1
            found[path] = Raekke(path, _title(path, liste))
        found[path].linjer.append(line_of(value, reading.case))
    return list(found.values())


def _title(path: str, liste: str) -> str:
    if not path.endswith("]"):
        return OVERSKRIFTER.get(liste, "")
    if liste in ("delaftaler", "focus_areas", "activities", "projects"):
        return ""
    number = int(path[path.rfind("[") + 1 : -1]) + 1
    return f"{OVERSKRIFTER.get(liste, liste)} {number}"


def line_of(value: Laestvaerdi, case: Mapping[str, Any]) -> Linje:
    """A value with its label and as people read it. An amount of a budget is called by its year and source."""
    felt = felt_paa(value.path)
    places = "; ".join(dict.fromkeys(sted["sted"] for sted in value.steder))
    blocks = " ".join(dict.fromkeys(str(sted["blok"]) for sted in value.steder))
    label, read = felt.label[:1].upper() + felt.label[1:], ""
    if value.valg == Gennemsynsvalg.RETTET:
        read = vist(value.value, felt)
    if ".cells[" in value.path:
        cell = laes_plads(case, value.row)
        label = f"{cell['task']}: {cell['party']}"
    if er_celle(value.path):
        label, read = _celle(value, case, label, read)
    return Linje(
        value,
        label,
        vist(value.gaelder, felt),
        read,
        blocks,
        places,
    )


def _celle(value: Laestvaerdi, case: Mapping[str, Any], label: str, read: str) -> tuple[str, str]:
    """What an amount is called, and what it was read as: with its year and source where they are corrected too."""
    now, before = celle_af(case, value), Celle.af(laes_plads(case, value.path.rpartition(".")[0]))
    was = f"{read} ({before.navn or 'uden år og kilde'})" if now != before else read
    return now.navn or label, was
