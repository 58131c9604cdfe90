"""Declared layout of the målopfyldelsesskema per bevillingsrunde: order, headings, columns. Data, not templates.

Landsbyggefonden's forms are not public (domain.md §9.1): when the real one is at hand, it is corrected here.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class Del(StrEnum):
    """The parts of the report. The value is the name of the body fragment that prints it."""

    GENERELLE = "generelle"
    SAMLET = "samlet"
    OVERORDNEDE = "overordnede"
    DELAFTALER = "delaftaler"
    OEVRIGE = "oevrige"
    MILEPAELE = "milepaele"
    OEKONOMI = "oekonomi"
    IKKE_OPGJORT = "ikke_opgjort"
    METODE = "metode"


@dataclass(frozen=True, slots=True)
class Afsnit:
    """A part of the report with its heading."""

    del_: Del
    overskrift: str


@dataclass(frozen=True, slots=True)
class Skema:
    """The report's parts in order, and the round's own words for things."""

    afsnit: tuple[Afsnit, ...]
    delaftale: str
    kolonner: tuple[tuple[str, str], ...]


KOLONNER = (
    ("kriterium", "Succeskriterium"),
    ("udgangspunkt", "Udgangspunkt"),
    ("maal", "Mål"),
    ("resultat", "Resultat"),
    ("tilstand", "Tilstand"),
)

FRA_2015 = Skema(
    afsnit=(
        Afsnit(Del.GENERELLE, "Generelle oplysninger"),
        Afsnit(Del.SAMLET, "Samlet målopfyldelse"),
        Afsnit(Del.OVERORDNEDE, "Overordnede succeskriterier"),
        Afsnit(Del.DELAFTALER, "Målopfyldelse pr. delaftale"),
        Afsnit(Del.OEVRIGE, "Øvrige projekter og initiativer"),
        Afsnit(Del.MILEPAELE, "Årets milepæle"),
        Afsnit(Del.OEKONOMI, "Økonomi"),
        Afsnit(Del.IKKE_OPGJORT, "Det, der ikke kunne opgøres"),
        Afsnit(Del.METODE, "Sådan er tallene gjort op"),
    ),
    delaftale="Delaftale",
    kolonner=KOLONNER,
)

FOER_2015 = replace(
    FRA_2015,
    afsnit=tuple(
        replace(part, overskrift="Målopfyldelse pr. indsatsområde") if part.del_ == Del.DELAFTALER else part
        for part in FRA_2015.afsnit
    ),
    delaftale="Indsatsområde",
)

SKEMAER = {"2011-14": FOER_2015}


def skema_for(runde_code: str) -> Skema:
    """The layout of a round; a round without its own gets the one from 2015 on."""
    return SKEMAER.get(runde_code, FRA_2015)
