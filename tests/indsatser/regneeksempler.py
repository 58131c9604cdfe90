"""Reads the worked examples that case workers write: fixtures/regneeksempler/*.csv, Danish headers and numbers.

`målinger` holds measurements with " | " between them, each "period: value". A period is 2020, 31.12.2020,
01.08.2018-31.12.2018 or "1. kvt. 2013". A value is 18,4, or 210/400 (a share of so many), "12 x3" (an average over
three), ja, nej, nået, delvist, ikke nået; "(start)" marks a start measurement, "(eksempel)" example figures and
"(skrevet 01.05.2021)" when it was reported. An empty cell is not checked, "–" must be nothing.
"""

import csv
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from helhedsplan.numbers import parse_decimal
from indsatser.choices import Kriterieform, Maalingsart, Operator, Retning, Sammenlaegning, Skoen, Tilstand
from indsatser.maalopfyldelse import Del, Kriterium, Punkt, Reference

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "regneeksempler"
SKOEN = {"nået": Skoen.NAAET, "delvist": Skoen.DELVIST, "ikke nået": Skoen.IKKE_NAAET}
ANTAL_MAALINGER = re.compile(r"\((start|eksempel|skrevet [0-9.]+)\)")


@dataclass(frozen=True)
class Eksempel:
    navn: str
    kriterium: Kriterium
    punkter: tuple[Punkt, ...]
    as_of: date
    tilstand: Tilstand
    row: dict[str, str]

    def __str__(self) -> str:
        return self.navn


OTHER_RULES = {"budget.csv", "log.csv", "omraadelister.csv", "regnskab.csv", "tal.csv", "udfyldelse.csv"}
"""Examples of rules that have tests of their own."""


def laes_raekker() -> list[dict[str, str]]:
    """Every row of every file about criteria, in file order."""
    rows = []
    for path in sorted(FOLDER.glob("*.csv")):
        if path.name in OTHER_RULES:
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows += [
                {key: (value or "").strip() for key, value in row.items()}
                for row in csv.DictReader(file, delimiter=";")
            ]
    return rows


def laes_eksempler() -> list[Eksempel]:
    rows = laes_raekker()
    by_name = {row["navn"]: row for row in rows}
    return [_eksempel(row, by_name) for row in rows]


def _eksempel(row: dict[str, str], by_name: dict[str, dict[str, str]]) -> Eksempel:
    return Eksempel(
        navn=row["navn"],
        kriterium=_kriterium(row, by_name),
        punkter=tuple(_punkt(text) for text in row["målinger"].split(" | ") if text),
        as_of=_dag(row["pr."]),
        tilstand=_valg(Tilstand, row["forventet tilstand"]),
        row=row,
    )


def _kriterium(row: dict[str, str], by_name: dict[str, dict[str, str]]) -> Kriterium:
    baseline_on, baseline_text = _udgangsaar(row["udgangsår"])
    parts = [by_name[name] for name in row["delmål"].split(" | ") if name]
    return Kriterium(
        form=_valg(Kriterieform, row["form"]),
        unit=row["enhed"],
        retning=_valg(Retning, row["retning"] or "skal nås"),
        operator=_valg(Operator, row["operator"] or "mindst"),
        sammenlaegning=_valg(Sammenlaegning, row["sammenlægning"] or "den seneste gælder"),
        baseline=_tal(row["udgangspunkt"]),
        baseline_on=baseline_on,
        baseline_text=baseline_text,
        target=_tal(row["mål"]),
        target_to=_tal(row["mål til"]),
        change_pct=_tal(row["ændring i %"]),
        deadline=_slut(row["frist"]),
        window_from=_start(row["fra"]),
        window_to=_slut(row["til"]),
        follow_up_months=int(row["måneder efter"]) if row["måneder efter"] else None,
        plan_from=_start(row["plan fra"]),
        plan_to=_slut(row["plan til"]),
        retired_on=_slut(row["udgået"]),
        references=tuple(_reference(text) for text in row["vision"].split(" | ") if text),
        parts=tuple(
            Del(part["navn"], _kriterium(part, by_name), tuple(_punkt(t) for t in part["målinger"].split(" | ") if t))
            for part in parts
        ),
    )


def _valg(choices: type, label: str):  # type: ignore[no-untyped-def]
    return next(choice for choice in choices if label in (choice.label, choice.value))


def _tal(text: str) -> Decimal | None:
    return parse_decimal(text) if text else None


def _dag(text: str) -> date:
    day, month, year = (int(part) for part in text.split("."))
    return date(year, month, day)


def _slut(text: str) -> date | None:
    """A date, or the last day of a year."""
    if not text:
        return None
    return date(int(text), 12, 31) if text.isdigit() else _dag(text)


def _start(text: str) -> date | None:
    if not text:
        return None
    return date(int(text), 1, 1) if text.isdigit() else _dag(text)


def _udgangsaar(text: str) -> tuple[date | None, str]:
    """A year or date, or the words people use."""
    try:
        return _slut(text), ""
    except ValueError:
        return None, text


def _reference(text: str) -> Reference:
    """ "Aarhus 2016: 7,4" """
    label, _, value = text.rpartition(": ")
    name, _, year = label.rpartition(" ")
    return Reference(label=name, value=parse_decimal(value), year=int(year))


def _periode(text: str) -> tuple[date, date]:
    if text.isdigit():
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if match := re.fullmatch(r"([1-4])\. kvt\. ([0-9]{4})", text):
        quarter, year = int(match[1]), int(match[2])
        after = date(year + 1, 1, 1) if quarter == 4 else date(year, quarter * 3 + 1, 1)
        return date(year, quarter * 3 - 2, 1), after - timedelta(days=1)
    first, _, last = text.partition("-")
    return _dag(first), _dag(last or first)


def _punkt(text: str) -> Punkt:
    period, _, said = text.partition(": ")
    marks = ANTAL_MAALINGER.findall(said)
    value = ANTAL_MAALINGER.sub("", said).strip()
    data_from, data_to = _periode(period.strip())
    reported = next((_dag(mark.removeprefix("skrevet ")) for mark in marks if mark.startswith("skrevet")), data_to)
    number, _, weight = value.partition(" x")
    numerator, _, denominator = number.partition("/")
    in_words = {"ja": "1", "nej": "0"}.get(value, number)
    return Punkt(
        data_from=data_from,
        data_to=data_to,
        reported_on=reported,
        value=None if value in SKOEN or denominator else parse_decimal(in_words),
        numerator=parse_decimal(numerator) if denominator else None,
        denominator=parse_decimal(denominator) if denominator else None,
        weight=_tal(weight),
        skoen=SKOEN.get(value),
        is_eksempel="eksempel" in marks,
        art=Maalingsart.START if "start" in marks else None,
    )
