"""Reads fixtures/regneeksempler/omraadelister.csv and the official lines of fixtures/reference/omraadelister.json."""

import csv
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from helhedsplan.numbers import parse_decimal
from indsatser.omraadelister.regler import Bedoemmelse, Graense, Listegraense, Tal, bedoem, regel_for, som_procent

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
KODER = {
    "arbejdsmarked": "liste-arbejdsmarked",
    "dømte": "liste-doemte",
    "uddannelse": "liste-uddannelse",
    "indkomst": "liste-indkomst",
    "ikke-vestlig": "liste-ikke-vestlig",
}
NAVNE = {kode: navn for navn, kode in KODER.items()}
LISTER = {
    "Ghettolisten 2010-13": "ghetto_2010",
    "Ghettolisten 2014-17": "ghetto_2014",
    "Udsat boligområde": "udsat",
    "Parallelsamfund": "parallelsamfund",
    "Forebyggelsesområde": "forebyggelse",
}


def linjer() -> tuple[Listegraense, ...]:
    """The official lines as they are delivered with the application."""
    rows = json.loads((FIXTURES / "reference" / "omraadelister.json").read_text(encoding="utf-8"))["graensevaerdier"]
    return tuple(
        Listegraense(
            row["liste"],
            row["from_year"],
            row["to_year"],
            row["needed"],
            Graense(
                row["indikator"],
                Decimal(row["value"]),
                above=row["exceeds_when_above"],
                includes_line=row["includes_line"],
                gange_landet=row["maade"] == "gange_landet",
                is_obligatory=row["is_obligatory"],
                mean_years=row["mean_years"],
            ),
        )
        for row in rows
    )


LINJER = linjer()


@dataclass(frozen=True)
class Eksempel:
    row: dict[str, str]

    def __str__(self) -> str:
        return self.row["navn"]

    def bedoem(self) -> Bedoemmelse | None:
        regel = regel_for(LINJER, LISTER[self.row["liste"]], int(self.row["år"]))
        if regel is None:
            return None
        land = self.row["landets dømte"]
        return bedoem(
            regel,
            {kode: tal(self.row[navn]) for navn, kode in KODER.items()},
            land={"liste-doemte": parse_decimal(land)} if land else {},
            beboere=tal(self.row["beboere"]),
        )


def tal(text: str) -> Tal | None:
    """ "42,2", "38-45" or "231 pr. 10.000"."""
    if not text:
        return None
    number, _, unit = text.partition(" ")
    ends = [som_procent(parse_decimal(each), unit) for each in number.split("-")]
    return Tal(ends[0], ends[1] if len(ends) > 1 else None)


def eksempler() -> list[Eksempel]:
    with (FIXTURES / "regneeksempler" / "omraadelister.csv").open(encoding="utf-8-sig", newline="") as file:
        return [Eksempel(row) for row in csv.DictReader(file, delimiter=";")]
