"""Every budget table to the delaftale it is about, or to the plan; what it says that does not fit is told."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from indsatser.importing.aftale.budget.maerker import maerke
from indsatser.importing.aftale.budget.tabel import FLERTYDIGT, Budgettabel
from indsatser.importing.aftale.budget.traee import Tabelpost, fordelt, helheder, kilder, kr, raekker, sumfejl
from indsatser.importing.aftale.felter.penge import kroner_readings
from indsatser.importing.aftale.normal import even, same_words
from indsatser.importing.aftale.ordbog import Sikkerhed, find_area
from indsatser.importing.aftale.rester import Rester
from indsatser.importing.aftale.sektioner import Sektion
from indsatser.importing.aftale.vaerdi import Traee, Vaerdi

_OF_THE_PLAN: Final = re.compile(r"\bprojektorganisation|\bevaluering|\bsekretariat(?:et)?$|\bprojektledelse")
_ABOUT: Final = re.compile(
    r"^(?:bilag\s+\w+\s*[:.–-]*\s*)?(?:budget|økonomi|finansiering)\w*\s*(?:for|:|–|-)?\s*(?:delaftalen?|indsatsområdet)?"
    r"\s*(?:for)?\s*:?\s*",
    re.IGNORECASE,
)
Omraade = tuple[dict[str, Traee], Sequence[Sektion]]


def fordel_budget(root: Sektion, areas: Sequence[Omraade], rester: Rester) -> dict[str, Traee]:
    """Put every budget table where it belongs: rows of a delaftale, or rows of the plan, which are returned with the
    sources and the frame that they print."""
    mine: list[Tabelpost] = []
    every: list[Budgettabel] = []
    for section, table in _tables(root):
        every.append(table)
        _listed(table, rester)
        owner = next((area for area, sections in areas if section in sections), None)
        if owner is not None and _is_of(table, owner, areas):
            own = Tabelpost(table, _own_name(owner))
            names = ["", even(_name(owner))]
            _add(owner, raekker([own]), helheder(table, names), rester)
            continue
        mine.append(Tabelpost(table, _named_above(table, areas, rester)))
    rows = raekker(mine)
    for area, _sections in areas:
        stated = area.get("budget", {})
        of_area = [row for row in rows if isinstance(leaf := row.get("label"), Vaerdi) and _same(leaf, area)]
        if isinstance(stated, dict) and of_area:
            _compare(_name(area), stated, of_area, rester)
    frame: dict[str, Traee] = {}
    for one in mine:
        if one.post is None:
            frame = {**helheder(one.tabel, [""]), **frame}
    return {"rows": rows, "frame": frame, "sources": kilder(every)}


def _tables(section: Sektion) -> Iterator[tuple[Sektion, Budgettabel]]:
    for table in section.penge:
        yield section, table
    for child in section.boern:
        yield from _tables(child)


def _listed(table: Budgettabel, rester: Rester) -> None:
    """What the table has beside values: heads that are used, cells that were not understood, sums that do not fit."""
    rester.bruges(table.etiketter)
    rester.bruges(line for tal in table.tal for line in tal.steder)
    if table.tal:
        used = [line for line in table.overskrift if maerke(line.text).enhed]
        rester.bruges(used, "siger, hvilken enhed budgettets beløb er i")
    for line, why in table.rest:
        rester.blev_ikke([line], why)
    for sentence, where in sumfejl(table):
        rester.modsiger("sum_mismatch", sentence, where)
    for tal in table.tal:
        if tal.vaerdi is None:
            readings = " eller ".join(kroner_readings(tal.trykt)) or FLERTYDIGT
            rester.modsiger("malformed_amount", f"Beløbet {tal.trykt} kan læses som {readings}", tal.steder[:1])


def _is_of(table: Budgettabel, owner: dict[str, Traee], areas: Sequence[Omraade]) -> bool:
    """Whether a table under a delaftale is about that alone: none of its posts is another indsatsområde or the plan's
    own."""
    others = [_name(area) for area, _sections in areas if area is not owner]
    return not any(
        _OF_THE_PLAN.search(even(post)) or any(same_words(post, other) for other in others) for post in table.poster
    )


def _name(area: dict[str, Traee]) -> str:
    leaf = area.get("focus_area") or area.get("name")
    return str(leaf.vaerdi) if isinstance(leaf, Vaerdi) else ""


def _same(label: Vaerdi, area: dict[str, Traee]) -> bool:
    return same_words(str(label.vaerdi), _name(area))


def _own_name(area: dict[str, Traee]) -> Vaerdi:
    leaf = area.get("focus_area") or area.get("name")
    where = leaf.stykker if isinstance(leaf, Vaerdi) else ()
    return Vaerdi(_name(area), where, Sikkerhed.LIKELY, beregnet=True)


def _named_above(table: Budgettabel, areas: Sequence[Omraade], rester: Rester) -> Vaerdi | None:
    """The indsatsområde that a line right above the table names."""
    if table.poster:
        return None
    for line in reversed(table.naermest):
        text = _ABOUT.sub("", line.text).strip(" .:")
        known = next((_name(area) for area, _sections in areas if same_words(_name(area), text)), "") or find_area(
            text
        )
        if known:
            rester.bruges([line])
            return Vaerdi(known, (line,), Sikkerhed.LIKELY, beregnet=True)
    return None


def _add(area: dict[str, Traee], rows: list[dict[str, Traee]], whole: dict[str, Traee], rester: Rester) -> None:
    budget = area.get("budget", {})
    assert isinstance(budget, dict)
    _compare(_name(area), budget, rows, rester)
    kept: dict[str, Traee] = {**whole, **budget}
    before = budget.get("rows", [])
    kept["rows"] = [*before, *rows]  # type: ignore[list-item]
    area["budget"] = kept


def _compare(about: str, budget: dict[str, Traee], rows: list[dict[str, Traee]], rester: Rester) -> None:
    """An amount the delaftale states in words beside a table that comes to another."""
    for key, name in (("lbf", "Landsbyggefonden"), ("local", "lokal medfinansiering")):
        stated, summed = budget.get(key), fordelt(rows, lbf=key == "lbf")
        if isinstance(stated, Vaerdi) and summed is not None and stated.vaerdi != summed:
            sentence = f"{about}: beløbet fra {name} er {kr(stated.vaerdi)}; budgettet giver {kr(summed)}"  # type: ignore[arg-type]
            rester.modsiger("sum_mismatch", sentence, stated.stykker)
