"""A value that was read: with the lines it stands in and how sure it is. A tree of them is the plan.

Out of a tree come the plain values in the shape of fixtures/demo/*.yaml, and beside them where each stands.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Union

from indsatser.importing.aftale.led import Stykke
from indsatser.importing.aftale.ordbog import Sikkerhed
from indsatser.importing.aftale.personnavne import uden_navne

Plain = str | int | bool | Decimal | date | None


@dataclass(frozen=True, eq=False)
class Vaerdi:
    """One value. `beregnet`: it does not stand in the document as it is, but follows from what stands there."""

    vaerdi: Plain
    stykker: tuple[Stykke, ...] = ()
    sikkerhed: Sikkerhed = Sikkerhed.EXACT
    beregnet: bool = False


Traee = Union[Vaerdi, Mapping[str, "Traee"], Sequence["Traee"]]  # noqa: UP007 (refers to itself)
"""A value, or a table or list of trees."""


def tekst(stykker: Iterable[Stykke], sure: Sikkerhed = Sikkerhed.EXACT, *, marks: bool = True) -> Vaerdi | None:
    """Lines as one text, list marks as "- "; None where there are none."""
    lines = tuple(line for line in stykker if line.text.strip())
    if not lines:
        return None
    words = [f"- {line.text}" if marks and line.is_item else line.text for line in lines]
    return Vaerdi("\n".join(words), lines, sure)


def uden_tomme(table: Mapping[str, "Traee | None"]) -> dict[str, "Traee"]:
    """A table without what was not found."""
    return {key: value for key, value in table.items() if value is not None and not _is_empty(value)}


def _is_empty(value: "Traee") -> bool:
    return not isinstance(value, Vaerdi) and len(value) == 0


def plain(tree: "Traee") -> Any:
    """The values alone, as JSON takes them: numbers as numbers, days as yyyy-mm-dd."""
    if isinstance(tree, Vaerdi):
        return _json(tree.vaerdi)
    if isinstance(tree, Mapping):
        return {key: plain(value) for key, value in tree.items()}
    return [plain(value) for value in tree]


def _json(value: Plain) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def blade(tree: "Traee", path: str = "") -> Iterator[tuple[str, Vaerdi]]:
    """Every value with its path: ("plan.delaftaler[0].purpose", …)."""
    if isinstance(tree, Vaerdi):
        yield path, tree
    elif isinstance(tree, Mapping):
        for key, value in tree.items():
            yield from blade(value, f"{path}.{key}" if path else key)
    else:
        for index, value in enumerate(tree):
            yield from blade(value, f"{path}[{index}]")


def leaf_text(tree: Traee, key: str) -> str:
    """The value under a key as text; "" where there is none."""
    leaf = tree.get(key) if isinstance(tree, dict) else None
    return str(leaf.vaerdi) if isinstance(leaf, Vaerdi) else ""


def leaf_at(tree: Traee, key: str) -> Vaerdi | None:
    """The value under a key."""
    leaf = tree.get(key) if isinstance(tree, dict) else None
    return leaf if isinstance(leaf, Vaerdi) else None


def lines_at(tree: Traee, key: str) -> tuple[Stykke, ...]:
    """The lines that the value under a key stands in."""
    leaf = tree.get(key) if isinstance(tree, dict) else None
    return leaf.stykker if isinstance(leaf, Vaerdi) else ()


def sted_som_json(stykke: Stykke) -> dict[str, Any]:
    """Where a line stands: the block's running number, the place in words, and the line as it stands."""
    return {"blok": stykke.sted.nr, "sted": stykke.sted.som_tekst, "tekst": stykke.text}


def kilder(tree: "Traee") -> dict[str, Any]:
    """By path: how sure each value is, whether it is worked out, and its lines, without persons' names."""
    leaves = list(blade(tree))
    said: dict[str, list[str]] = {}
    for path, leaf in leaves:
        if row := _MED_PERSONER.match(path):
            said.setdefault(row[1], []).append(str(leaf.vaerdi))
    found = {}
    for path, leaf in leaves:
        row = _MED_PERSONER.match(path)
        places = [sted_som_json(line) for line in leaf.stykker]
        if row:
            places = [{**place, "tekst": uden_navne(place["tekst"], said[row[1]])} for place in places]
        found[path] = {
            "sikkerhed": str(leaf.sikkerhed),
            **({"beregnet": True} if leaf.beregnet else {}),
            "steder": places,
        }
    return found


_MED_PERSONER: Final = re.compile(r"(.*\b(?:parties|members|staffing|chair)\b(?:\[\d+\])?)")
"""Rows whose lines may name those who hold them."""
