"""An amount of a budget with its year and its source: one value, corrected as a whole.

A correction of more than the amount is a table of what was corrected ("amount", "year", "source"), and is spread over
the places they have in the case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from helhedsplan.sortering import danish_sort_key
from indsatser.aftalelaesning.felter import laes_plads
from indsatser.importing.sag.oekonomi import LBF, LOKAL
from indsatser.models import Aftalelaesning, Laestvaerdi

FOERSTE_AAR, SIDSTE_AAR = 1990, 2100
AAR_HJAELP: Final = "Fire cifre. Lad feltet stå tomt, hvis dokumentet ikke deler beløbet på år."
AAR_SKAL_STAA: Final = "Skriv året. Dokumentet deler beløbet på år."
_AAR: Final = (
    MinValueValidator(FOERSTE_AAR, f"Skriv et år mellem {FOERSTE_AAR} og {SIDSTE_AAR}."),
    MaxValueValidator(SIDSTE_AAR, f"Skriv et år mellem {FOERSTE_AAR} og {SIDSTE_AAR}."),
)


@dataclass(frozen=True, slots=True)
class Celle:
    """When and from whom an amount is: its year, else its period; "" and None where the document does not say."""

    year: int | None
    period: str
    source: str

    @classmethod
    def af(cls, one: Mapping[str, Any]) -> "Celle":
        """Of an amount in the case."""
        return cls(one.get("year"), one.get("period") or "", one.get("source") or "")

    @property
    def tid(self) -> str:
        return str(self.year or self.period or "")

    @property
    def navn(self) -> str:
        """ "2021 · Landsbyggefonden"."""
        return " · ".join(filter(None, (self.tid, self.source)))


def er_celle(path: str) -> bool:
    """Whether the value is an amount by year and source."""
    return ".amounts[" in path and path.endswith(".amount")


def celle_af(case: Mapping[str, Any], value: Laestvaerdi) -> Celle:
    """The year and the source of an amount as they stand now: as corrected, else as read."""
    return Celle.af({**laes_plads(case, value.path.rpartition(".")[0]), **_rettet(value)})


def spred(path: str, corrected: Any) -> dict[str, Any]:
    """What a correction says, by its paths in the case."""
    if not isinstance(corrected, Mapping):
        return {path: corrected}
    row = path.rpartition(".")[0]
    return {f"{row}.{key}": value for key, value in corrected.items()}


def kilder_i(reading: Aftalelaesning) -> list[str]:
    """The sources that an amount of the reading may come from: those the document names, else the two all have."""
    read = (reading.case.get("plan") or {}).get("funding_sources") or []
    names = [str(each["name"]) for each in read if each.get("name")]
    return sorted(names, key=danish_sort_key) or [LBF, LOKAL]


def felter_til(value: Laestvaerdi) -> dict[str, forms.Field]:
    """The fields beside the amount, as they stand now."""
    reading = value.laesning
    cell = celle_af(reading.case, value)
    names = kilder_i(reading)
    unknown = [("", "Vælg, hvem der betaler")] if cell.source not in names else []
    return {
        "aar": forms.IntegerField(
            label="År", required=False, initial=cell.year, help_text=AAR_HJAELP, validators=list(_AAR)
        ),
        "kilde": forms.ChoiceField(
            label="Kilde", choices=[*unknown, *((name, name) for name in names)], initial=cell.source
        ),
    }


def efterse_aar(value: Laestvaerdi, year: int | None) -> int | None:
    """Refuse that a year which the document states is taken away: the money would be of no year beside the others."""
    if year is None and laes_plads(value.laesning.case, value.path.rpartition(".")[0]).get("year"):
        raise ValidationError(AAR_SKAL_STAA, code="required")
    return year


def samlet(value: Laestvaerdi, amount: Any, year: int | None, source: str) -> Any:
    """The correction as it is kept: the amount alone where the year and the source are as they were read."""
    read = laes_plads(value.laesning.case, value.path.rpartition(".")[0])
    said = {"year": year, "source": source}
    other = {key: new for key, new in said.items() if new and new != read.get(key)}
    return {"amount": amount, **other} if other else amount


def _rettet(value: Laestvaerdi) -> Mapping[str, Any]:
    corrected = value.corrected if value.valg == "rettet" else None
    return corrected if isinstance(corrected, Mapping) else {}
