"""Reads the table of criterion sentences: fixtures/kriteriesaetninger/*.csv, Danish headers and numbers.

Numbers, days, months and parts are exact: an empty cell must be nothing. "25?" may be left out, but must not be
another number. `form` may name more than one with " | ". Empty `enhed`, `retning`, `forhold` and `sammenlægning` are
not checked. `delmål` holds the parts with " | " between: "8 arrangementer", "fra 82 +25 %", "fra 82 til 103"; a "?" at
the end: the parts may be left out whole.
"""

import csv
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from indsatser.choices import Kriterieform, Operator, Retning, Sammenlaegning
from indsatser.importing.kriterier import Laest, laes_kriterium

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "kriteriesaetninger"
NUMBERS = {
    "udgangspunkt": "baseline_value", "mål": "target_value", "mål til": "target_to", "ændring i %": "change_pct",
}  # fmt: skip
DAYS = {
    "udgangspunktets tid": "baseline_on", "frist": "deadline", "tælles fra": "window_from", "tælles til": "window_to",
}  # fmt: skip
CHOICES = {
    "retning": ("retning", Retning), "forhold": ("operator", Operator),
    "sammenlægning": ("sammenlaegning", Sammenlaegning),
}  # fmt: skip
Part = tuple[Decimal | None, Decimal | None, Decimal | None]


@dataclass
class Dom:
    """How one sentence was read: wrong or invented numbers, missed ones, and fields beside the goal that differ."""

    saetning: str
    laest: Laest
    forkert: list[str] = field(default_factory=list)
    mangler: list[str] = field(default_factory=list)
    andet: list[str] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        return not self.forkert and not self.mangler


def laes_dato(text: str) -> date | None:
    return datetime.strptime(text, "%d.%m.%Y").date() if text else None  # noqa: DTZ007


def raekker(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            {key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file, delimiter=";")
        ]


def laes_raekke(row: dict[str, str]) -> Laest:
    return laes_kriterium(
        row["sætning"],
        plan_from=laes_dato(row["plan fra"]),
        plan_to=laes_dato(row["plan til"]),
        aar=int(row["overskriftens år"]) if row["overskriftens år"] else None,
    )


def bedoem(row: dict[str, str]) -> Dom:
    """Hold the reading up against the row."""
    dom = Dom(row["sætning"], laes_raekke(row))
    for column, name in NUMBERS.items():
        _compare(dom, column, row[column], getattr(dom.laest, name))
    _compare_parts(dom, row["delmål"])
    _compare_rest(dom, row)
    return dom


def _number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", ".")).quantize(Decimal("0.01"))


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.01"))


def _compare(dom: Dom, column: str, cell: str, value: Decimal | None) -> None:
    expected = _number(cell.rstrip("?")) if cell else None
    found = _rounded(value)
    if found == expected or (cell.endswith("?") and found is None):
        return
    (dom.mangler if found is None else dom.forkert).append(f"{column}: ventet {expected}, fik {found}")


def _part(text: str) -> Part:
    """ "fra 82 +25 %" → (82, None, 25); "8 arrangementer" → (None, 8, None)."""
    start = re.match(r"fra ([\d.,]+)( kr\.)?", text)
    rest = text[start.end() :] if start else text
    change = re.search(r"([+-])(\d+) %", rest)
    goal = None if change else re.search(r"\d[\d.,]*", rest)
    return (
        _number(start[1]) if start else None,
        _number(goal[0]) if goal else None,
        _number(change[1].replace("+", "") + change[2]) if change else None,
    )


def _compare_parts(dom: Dom, cell: str) -> None:
    wanted = [_part(text.strip()) for text in cell.rstrip("?").split("|")] if cell else []
    found = [
        (_rounded(part.baseline_value), _rounded(part.target_value), _rounded(part.change_pct))
        for part in dom.laest.parts
    ]
    if found == wanted or (not found and cell.endswith("?")):
        return
    (dom.forkert if found else dom.mangler).append(f"delmål: ventet {wanted}, fik {found}")


def _compare_part_units(dom: Dom, cell: str) -> None:
    for text, part in zip(cell.rstrip("?").split("|") if cell else [], dom.laest.parts, strict=False):
        noun = re.sub(r"^fra .*|^\W*[\d.,]+\s*", "", text.strip()).strip()
        if noun and noun not in part.unit:
            dom.andet.append(f"delmålets enhed: ventet {noun}, fik {part.unit}")


def _compare_rest(dom: Dom, row: dict[str, str]) -> None:
    laest, other = dom.laest, dom.andet
    if Kriterieform(laest.form).label not in row["form"].split(" | "):
        other.append(f"form: {laest.form}")
    for column, (name, choices) in CHOICES.items():
        if row[column] and choices(getattr(laest, name)).label != row[column]:
            other.append(f"{column}: {getattr(laest, name)}")
    for column, name in DAYS.items():
        wanted = laes_dato(row[column])
        if column in ("tælles fra", "tælles til") and not wanted:
            continue
        if getattr(laest, name) != wanted:
            other.append(f"{column}: {getattr(laest, name)}")
    for column, name in (("måneder", "window_months"), ("måles efter måneder", "follow_up_months")):
        if getattr(laest, name) != (int(row[column]) if row[column] else None):
            other.append(f"{column}: {getattr(laest, name)}")
    if row["enhed"] and not laest.parts and not _same_unit(laest.unit, row["enhed"]):
        other.append(f"enhed: {laest.unit}")
    _compare_part_units(dom, row["delmål"])
    beside = [text for text in row["til sammenligning"].split(" | ") if text]
    wanted_values = [_number(text.split("%")[0].split("(")[0].strip()) for text in beside]
    if [_rounded(reference.value) for reference in laest.references] != wanted_values:
        other.append(f"til sammenligning: {laest.references}")


def _same_unit(found: str, wanted: str) -> bool:
    if wanted.endswith("*"):
        return wanted[:-1] in found
    return found == wanted or found.startswith(f"{wanted} pr.")


def regnskab(doms: list[Dom]) -> str:
    """The figures of one file, as they are reported."""
    right = sum(dom.is_right for dom in doms)
    wrong = sum(bool(dom.forkert) for dom in doms)
    missed = sum(bool(dom.mangler) and not dom.forkert for dom in doms)
    whole = sum(dom.is_right and not dom.andet for dom in doms)
    return (
        f"{len(doms)} sætninger: mål rigtigt {right}, forkert tal {wrong}, mangler {missed};"
        f" alle felter rigtige {whole}"
    )
