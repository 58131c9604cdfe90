"""The words of agreements: `ordbog.yaml` and the indsatsområder and sections of each bevillingsrunde."""

import json
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from indsatser.importing.aftale.kvartaler import quarter_of
from indsatser.importing.aftale.normal import is_short, normal, stem, stems, year_of

_HERE: Final = Path(__file__).resolve().parent
_REFERENCE: Final = _HERE.parents[2] / "fixtures" / "reference"
_COUNTED: Final = re.compile(r"(?P<name>aktivitet|indsatsområde)\s+(?:nr\.?\s*)?\d+(?:\.\d+)*")
LONGEST: Final = 110
"""No label is longer than this."""


class Sikkerhed(StrEnum):
    """How sure a value is: its label or table head is known; it is known but misspelt, or split by a rule; it is
    taken from where it stands."""

    EXACT = "exact"
    LIKELY = "likely"
    GUESSED = "guessed"

    @property
    def _order(self) -> int:
        return ["exact", "likely", "guessed"].index(self.value)

    def og(self, other: "Sikkerhed") -> "Sikkerhed":
        """The less sure of two."""
        return max(self, other, key=lambda one: one._order)


@dataclass(frozen=True, slots=True)
class Navn:
    """A label that was recognised. `hoerer_til` is where it can stand; `aar` the year it names."""

    key: str
    hoerer_til: tuple[str, ...]
    sikkerhed: Sikkerhed = Sikkerhed.EXACT
    aar: int | None = None
    kun_alene: bool = False


@dataclass(frozen=True, slots=True)
class Runde:
    """A bevillingsrunde: its indsatsområder."""

    code: str
    name: str
    omraader: tuple[str, ...]


@cache
def ordbog() -> dict[str, Any]:
    """The vocabulary as it is declared."""
    loaded: dict[str, Any] = yaml.safe_load((_HERE / "ordbog.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def runder() -> tuple[Runde, ...]:
    """The rounds, oldest first."""
    loaded = json.loads((_REFERENCE / "bevillingsrunder.json").read_text(encoding="utf-8"))
    return tuple(
        Runde(each["code"], each["name"], tuple(area["name"] for area in each["indsatsomraader"])) for each in loaded
    )


@cache
def _labels() -> tuple[dict[str, list[Navn]], dict[tuple[str, ...], list[Navn]]]:
    by_name: dict[str, list[Navn]] = {}
    by_stems: dict[tuple[str, ...], list[Navn]] = {}
    for key, entry in ordbog()["etiketter"].items():
        label = Navn(key, tuple(entry["hoerer_til"]), kun_alene=entry.get("kun_alene", False))
        for name in entry["navne"]:
            _add(by_name, normal(name), label)
            _add(by_stems, _essence(name), label)
    return by_name, by_stems


def _add(table: dict[Any, list[Navn]], key: Any, label: Navn) -> None:
    if key and all(one.key != label.key for one in table.setdefault(key, [])):
        table[key].append(label)


@cache
def _fillers() -> frozenset[str]:
    return frozenset(ordbog()["fyld"])


def _essence(text: str) -> tuple[str, ...]:
    words = re.findall(r"[\w']+", normal(text))
    return tuple(stem(word) for word in words if word not in _fillers())


@cache
def find_labels(text: str) -> tuple[Navn, ...]:
    """What a text may be the label of, by name, by its words without fillers and endings, or nearly spelt."""
    if not text.strip() or not is_short(text, LONGEST):
        return ()
    if text.count(")") > text.count("(") and text[:1].islower():  # the end of a note that began on another line
        return ()
    by_name, by_stems = _labels()
    plain, year = normal(text), year_of(text)
    found = by_name.get(plain) or _without_year(by_name, plain)
    sure = Sikkerhed.EXACT
    if not found and (counted := _COUNTED.fullmatch(plain)):
        found = by_name.get(counted["name"])
    if not found and len(plain.split()) <= 9:
        found = by_stems.get(_essence(text))
    if not found and len(plain) >= 7 and len(plain.split()) <= 5:
        found, sure = _nearly(by_name, plain), Sikkerhed.LIKELY
    return tuple(Navn(one.key, one.hoerer_til, sure, year, one.kun_alene) for one in found or ())


def declared(text: str) -> tuple[Navn, ...]:
    """What a text is the label of as it is declared, with or without a year: no stems, no nearly."""
    by_name, _by_stems = _labels()
    year = year_of(text)
    return tuple(Navn(one.key, one.hoerer_til, aar=year) for one in by_name.get(normal(text)) or ())


def _without_year(by_name: dict[str, list[Navn]], plain: str) -> list[Navn] | None:
    words = [word for word in plain.split() if not word.strip("-").replace("-", "").isdigit() and word != "-"]
    return by_name.get(" ".join(words)) if len(words) < len(plain.split()) else None


def _nearly(by_name: dict[str, list[Navn]], plain: str) -> list[Navn] | None:
    """One or two letters wrong in a long word: "Succeskriteier", "Samarbejdsrealtioner"."""
    best, score = None, 0.0
    for name, labels in by_name.items():
        if len(name) < 7 or abs(len(name) - len(plain)) > 2 or name[0] != plain[0]:
            continue
        ratio = SequenceMatcher(None, name, plain, autojunk=False).ratio()
        if ratio > score:
            best, score = labels, ratio
    return best if score >= 0.9 else None


@cache
def _columns() -> dict[tuple[str, ...], tuple[str, ...]]:
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for key, names in ordbog()["kolonner"].items():
        for name in names:
            words = stems(name)
            table[words] = (*table.get(words, ()), key)
    return table


@cache
def find_columns(text: str) -> tuple[str, ...]:
    """Which columns a head may be."""
    if not text.strip() or not is_short(text, 60):
        return ()
    quarter = quarter_of(text)
    if quarter and quarter[2] - quarter[1] >= len(text.strip()) - 6:
        return (f"q:{quarter[0]}",)
    return _columns().get(stems(text)) or _columns().get(_essence(text)) or ()


@cache
def find_area(text: str) -> str:
    """The official name of an indsatsområde, whatever the order, case and "&", or ""."""
    words = sorted(_essence(text))
    if not words or len(text) > LONGEST:
        return ""
    for runde in reversed(runder()):
        for area in runde.omraader:
            if sorted(_essence(area)) == words:
                return area
    return ""


def is_counted(text: str) -> bool:
    """ "Aktivitet 1" alone: the label of a name, which stands beside it or under it."""
    return bool(_COUNTED.fullmatch(normal(text)))


def is_guidance(text: str) -> bool:
    """Whether a line is the template's own words to its writer."""
    plain = normal(text)
    return len(plain) < 160 and any(plain.startswith(phrase) for phrase in ordbog()["vejledning"])
