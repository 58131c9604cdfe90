"""Every address of the application and what it asks of the visitor: one line each.

`docs/adgang.md` is written from this table and from RETTIGHEDER (`manage.py skriv_adgang`), and
`tests/helhedsplan/test_access_matrix.py` holds the running application against it: an address without a line fails.
"""

from dataclasses import dataclass
from enum import StrEnum

from plans.choices import Rolle
from plans.permissions import RETTIGHEDER, Ret


class Krav(StrEnum):
    """What a page asks when it is about no plan."""

    INTET = "intet"
    LOGGET_IND = "logget ind"


@dataclass(frozen=True, slots=True)
class Side:
    """A named address. `om` is what its uuid names: helhedsplan, delaftale, … ("" when there is none)."""

    url_name: str
    label: str
    kraever: Ret | Krav
    om: str = ""
    har_aar: bool = False
    kun_post: bool = False

    def aaben_for(self, rolle: Rolle) -> bool:
        """Whether a member with the rolle may open it."""
        return isinstance(self.kraever, Krav) or self.kraever in RETTIGHEDER[rolle]

    @property
    def aaben_for_fremmede(self) -> bool:
        """Whether somebody who is logged in but not a member may open it."""
        return isinstance(self.kraever, Krav)

    @property
    def aaben_uden_login(self) -> bool:
        return self.kraever == Krav.INTET


SIDER: tuple[Side, ...] = (
    Side("sundhed", "Driftskontrol", Krav.INTET),
    Side("favicon", "Ikon i browserens faneblad", Krav.INTET),
    Side("login", "Log ind", Krav.INTET),
    Side("logout", "Log ud", Krav.LOGGET_IND, kun_post=True),
    Side("password_change", "Skift adgangskode", Krav.LOGGET_IND),
    Side("password_change_done", "Adgangskoden er skiftet", Krav.LOGGET_IND),
    Side("plans:forside", "Forside", Krav.LOGGET_IND),
    Side("plans:helhedsplan_list", "Planer (kun egne)", Krav.LOGGET_IND),
    Side("reporting:plan_overblik", "Overblik", Ret.LAES, "helhedsplan"),
    Side("plans:aftale_detail", "Aftale", Ret.LAES, "helhedsplan"),
    Side("plans:uoverensstemmelse_list", "Uoverensstemmelser", Ret.LAES, "helhedsplan"),
    Side("reporting:delaftale_list", "Delaftaler", Ret.LAES, "helhedsplan"),
    Side("reporting:delaftale_detail", "Delaftale", Ret.LAES, "delaftale"),
    Side("reporting:aktivitet_detail", "Aktivitet", Ret.LAES, "aktivitet"),
    Side("reporting:kriterium_detail", "Succeskriterium", Ret.LAES, "kriterium"),
    Side("indsatser:milepael_list", "Milepæle", Ret.LAES, "helhedsplan"),
    Side("plans:oekonomi_detail", "Økonomi", Ret.LAES, "helhedsplan"),
    Side("plans:organ_list", "Organisering", Ret.LAES, "helhedsplan"),
    Side("indsatser:indikator_list", "Områdetal", Ret.LAES, "helhedsplan"),
    Side("indsatser:projekt_list", "Projekter", Ret.LAES, "helhedsplan"),
    Side("indsatser:lokalprojekt_detail", "Lokalprojekt", Ret.LAES, "lokalprojekt"),
    Side("indsatser:initiativ_detail", "Initiativ", Ret.LAES, "initiativ"),
    Side("reporting:rapport_list", "Rapporter", Ret.LAES, "helhedsplan"),
    Side("reporting:maalopfyldelse_detail", "Målopfyldelsesskema", Ret.LAES, "helhedsplan", har_aar=True),
    Side("reporting:maalopfyldelse_pdf", "Målopfyldelsesskema som PDF", Ret.LAES, "helhedsplan", har_aar=True),
    Side("plans:historik_list", "Historik", Ret.LAES, "helhedsplan"),
)

SIDER_EFTER_NAVN: dict[str, Side] = {side.url_name: side for side in SIDER}
