"""What a finding is: a sentence with the figures, how serious it is, and the row where it is mended."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import TextChoices

from plans.choices import Niveau

__all__ = ["MANGLER", "Niveau", "Selvmodsigelse", "Slags", "antal", "fund", "og"]


class Slags(TextChoices):
    """What a finding is about, in the order they are listed."""

    PENGE = "penge", "Beløb stemmer ikke"
    KRITERIUM_MODSAT = "kriterium_modsat", "Kriteriets tal trækker hver sin vej"
    GENTAGET = "gentaget", "To kriterier ligner hinanden"
    MAALBOGSTAV = "maalbogstav", "Målbogstaver"
    MAAL_UDEN = "maal_uden", "Mål uden kriterium eller aktivitet"
    NAVN = "navn", "Navn skrevet på to måder"
    PARTNER = "partner", "Samarbejdspartnere"
    TAL = "tal", "Tal stemmer ikke"
    TID = "tid", "Tidsrum stemmer ikke"
    BEMANDING = "bemanding", "Bemanding"
    KRITERIUM = "kriterium", "Kriterium, der ikke kan måles endnu"
    SLUTDATO = "slutdato", "Dato mangler"
    SKEMA = "skema", "Aktivitetsskema mangler noget"
    MILEPAEL = "milepael", "Milepæle mangler"
    UNDERSKRIFT = "underskrift", "Underskrift mangler"
    BILAG = "bilag", "Bilag mangler"
    AFSNIT = "afsnit", "Afsnit er tomt"
    ORGAN = "organ", "Organ mangler noget"
    TAL_UDEN_AAR = "tal_uden_aar", "Tal uden år"
    SLOERET = "sloeret", "Sløret tekst"


MANGLER = frozenset(
    {
        Slags.KRITERIUM,
        Slags.SLUTDATO,
        Slags.SKEMA,
        Slags.MILEPAEL,
        Slags.UNDERSKRIFT,
        Slags.BILAG,
        Slags.AFSNIT,
        Slags.ORGAN,
        Slags.TAL_UDEN_AAR,
        Slags.SLOERET,
    }
)
"""Kinds where something is not there; the others are contradictions between two things that are."""


@dataclass(frozen=True, slots=True)
class Selvmodsigelse:
    """One thing in a plan that does not fit, with the row and the field where it is mended.

    `art` and `uuid` name the row as the edit address does; `side` and `side_uuid` the page where it can be read.
    `opret`: the row is not there yet; `uuid` is then that of the row above it.
    """

    slags: Slags
    niveau: Niveau
    tekst: str
    art: str
    uuid: UUID
    felt: str
    side: str
    side_uuid: UUID
    opret: bool = False

    @property
    def er_mangel(self) -> bool:
        """Whether it is about something that is not there."""
        return self.slags in MANGLER


def fund(slags: Slags, niveau: Niveau, tekst: str, row: Any, felt: str, side: str, page_of: Any) -> Selvmodsigelse:
    """A finding on a row; `page_of` is the row whose reading page shows it. "kr." ends a sentence by itself."""
    art = str(row._meta.model_name)
    return Selvmodsigelse(slags, niveau, tekst.replace("kr..", "kr."), art, row.uuid, felt, side, page_of.uuid)


def og(words: list[str]) -> str:
    """ "a", "a og b", "a, b og c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}"


def antal(number: int, one: str, many: str) -> str:
    """ "1 kriterium", "3 kriterier"."""
    return f"{number} {one if number == 1 else many}"
