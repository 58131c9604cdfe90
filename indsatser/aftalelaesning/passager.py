"""Where in the agreement the fields of a plan's rows come from."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db import models

from indsatser.aftalelaesning.felter import Felt, felt_paa, raekke_af
from indsatser.aftalelaesning.skrivere import Gennemsynsskriver
from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.laeste_afsnit import sections_of
from indsatser.models import Aftalelaesning, Forskel, Gennemsynsvalg, Laestvaerdi, Passage
from plans.models import Afsnit, Helhedsplan

MAX_TEXT: Final = 4000
ANDRE_NAVNE: Final = {"objectives": "vision"}


def row_of(path: str, felt: Felt, skriver: Gennemsynsskriver, sections: dict[str, str]) -> models.Model | None:
    """The row that the value at a path went into; None where it went into none."""
    if felt.model is None:
        return None
    at = afsnit_af(path, sections)
    places = [at] if at else raekker_af(path)
    return next((row for each in places if (row := skriver.raekker.get((each, felt.model)))), None)


def raekker_af(path: str) -> list[str]:
    """Where the row of a value may have been made, the nearest first: a partner is a row, a task is in its organ."""
    above = raekke_af(path)
    # A project is one row of what stands in several places of its form: its dates, its hours, its activities.
    if found := re.match(r"plan\.projects\[\d+\](?=\.(?:project|communication|hours)\b)", path):
        return [found[0]]
    if not path.endswith("]"):
        return [path, above]
    return [path, above[: above.rfind("[")].rpartition(".")[0]]


def afsnit_af(path: str, sections: dict[str, str]) -> str:
    """The path of the section a text of the agreement went into; "" for what is no such text."""
    if felt_paa(path).model is not Afsnit:
        return ""
    name = re.split(r"[.\[]", path.removeprefix("plan."), maxsplit=1)[0]
    return sections.get(ANDRE_NAVNE.get(name, name), "")


def section_paths(case: dict[str, Any], plan: Helhedsplan) -> dict[str, str]:
    """By the reader's name of a text, the path its section was made under."""
    runde = plan.bevillingsrunde
    declared = set(runde.afsnitsskabeloner.values_list("key", flat=True)) if runde else set()
    found = sections_of(Knude(case.get("plan") or {}), declared)
    return {name: f"afsnit/{key or heading}" for name, key, heading, _text in found}


def write_passages(
    reading: Aftalelaesning, plan: Helhedsplan, values: Iterable[Laestvaerdi], skriver: Gennemsynsskriver, case: Any
) -> int:
    """Remember for every field that was saved where it was read. A field that has its passage gets the new one."""
    sections = section_paths(case, plan)
    found: dict[tuple[Any, str], Passage] = {}
    kept: set[tuple[Any, str]] = set()
    for value in values:
        felt = felt_paa(value.path)
        row: Any = row_of(value.path, felt, skriver, sections)
        if row is None or not felt.column or not value.steder:
            continue
        _add(found, row.uuid, felt.column, value, reading, plan)
        if value.forskel == Forskel.ENS:
            kept.add((row.uuid, felt.column))
    rows = Passage.objects.filter(helhedsplan=plan, target_uuid__in={uuid for uuid, _ in found})
    stale = [each for each in rows if (each.target_uuid, each.felt) in found]
    for old in stale:  # corrected at an earlier review, and read as it was then: it is corrected still
        new = found[old.target_uuid, old.felt]
        new.is_corrected |= (
            old.is_corrected and (old.target_uuid, old.felt) in kept and old.read_value == new.read_value
        )
    Passage.objects.filter(pk__in=[each.pk for each in stale]).delete()
    return len(Passage.objects.bulk_create(found.values()))


def _add(
    found: dict[tuple[Any, str], Passage],
    uuid: Any,
    column: str,
    value: Laestvaerdi,
    reading: Aftalelaesning,
    plan: Helhedsplan,
) -> None:
    text = "\n".join(sted["tekst"] for sted in value.steder)
    numbers = [sted["blok"] for sted in value.steder]
    known = found.get((uuid, column))
    if known:  # two values in one field: a list of tasks, a text and its list
        known.text = f"{known.text}\n{text}"[:MAX_TEXT]
        known.blocks = sorted({*known.blocks, *numbers})
        return
    found[uuid, column] = Passage(
        helhedsplan=plan,
        laesning=reading,
        target_uuid=uuid,
        felt=column,
        blocks=sorted(set(numbers)),
        place=place_of(value.steder, reading.blocks)[:300],
        text=text[:MAX_TEXT],
        read_value=str(value.value)[:MAX_TEXT],
        is_corrected=value.valg == Gennemsynsvalg.RETTET,
    )


def place_of(steder: list[dict[str, Any]], blocks: list[dict[str, Any]]) -> str:
    """Where it stands, for people: «5.1 Tryghed og trivsel», tabel 2, række 3."""
    if not steder:
        return ""
    first = steder[0]
    heading = ""
    for blok in blocks:
        if blok["n"] > first["blok"]:
            break
        if "l" in blok:
            heading = " ".join(filter(None, [blok.get("m", ""), blok["t"]]))
    where = [f"«{heading[:120]}»"] if heading else []
    where.append(first["sted"])
    if len(steder) > 1:
        where.append(f"og {len(steder) - 1} {'sted' if len(steder) == 2 else 'steder'} til")
    return ", ".join(where)


def passages_of(uuid: Any) -> Iterator[Passage]:
    """The passages of a row, in the order they were read."""
    yield from Passage.objects.filter(target_uuid=uuid).order_by("pk")
