"""Every address of the application and what it asks of the visitor: one line each.

`docs/adgang.md` is written from this table and from RETTIGHEDER (`manage.py skriv_adgang`), and
`tests/helhedsplan/test_access_matrix.py` holds the running application against it: an address without a line fails.
"""

from dataclasses import dataclass
from enum import StrEnum

from plans.choices import Rolle
from plans.permissions import OWN_ONLY, RETTIGHEDER, Ret


class Krav(StrEnum):
    """What a page asks when it is about no plan."""

    INTET = "intet"
    LOGGET_IND = "logget ind"
    MAA_OPRETTE = "må oprette planer"


@dataclass(frozen=True, slots=True)
class Side:
    """A named address. `om` is what its uuid names: helhedsplan, delaftale, … ("" when there is none).

    `ekstra` are further parts of the address, by name; ":x" is looked up where the rows are. The addresses that serve
    every kind of row stand here with one kind; tests/plans/redigering tries them with all.
    """

    url_name: str
    label: str
    kraever: Ret | Krav
    om: str = ""
    har_aar: bool = False
    kun_post: bool = False
    ekstra: tuple[tuple[str, str], ...] = ()

    def aaben_for(self, rolle: Rolle) -> bool:
        """Whether a member with the rolle may open it."""
        if self.kraever == Krav.MAA_OPRETTE:
            return Ret.OPRET_PLAN in RETTIGHEDER[rolle]
        return isinstance(self.kraever, Krav) or self.kraever in RETTIGHEDER[rolle]

    @property
    def aaben_for_fremmede(self) -> bool:
        """Whether somebody who is logged in but not a member may open it."""
        return isinstance(self.kraever, Krav) and self.kraever != Krav.MAA_OPRETTE

    @property
    def aaben_uden_login(self) -> bool:
        return self.kraever == Krav.INTET


DELAFTALE = (("art", "delaftale"),)
BUDGET = (("art", "budget"),)
SKEMA = (("art", "maalopfyldelse"), ("periode", "2019"))
PDF = ("endelse", "pdf")
GODKEND = ("trin", "godkend")
OMRAADE = (("omraade", ":omraade"),)
NY_DELAFTALE = (("art", "delaftale"), ("under", "helhedsplan"))

SIDER: tuple[Side, ...] = (
    Side("sundhed", "Driftskontrol", Krav.INTET),
    Side("favicon", "Ikon i browserens faneblad", Krav.INTET),
    Side("login", "Log ind", Krav.INTET),
    Side("logget_ind", "Du er logget ind igen", Krav.LOGGET_IND),
    Side("logout", "Log ud", Krav.LOGGET_IND, kun_post=True),
    Side("password_change", "Skift adgangskode", Krav.LOGGET_IND),
    Side("password_change_done", "Adgangskoden er skiftet", Krav.LOGGET_IND),
    Side("plans:forside", "Forside", Krav.LOGGET_IND),
    Side("reporting:mit_overblik", "Mit overblik (kun egne planer)", Krav.LOGGET_IND),
    Side("reporting:paamindelse_list", "Mine påmindelser (kun egne)", Krav.LOGGET_IND),
    Side("reporting:paamindelse_valg", "Hvor tit jeg vil påmindes", Krav.LOGGET_IND),
    Side(
        "reporting:paamindelse_svar",
        "Intet at indberette",
        Ret.REGISTRER,
        "kriterium",
        ekstra=(("noegle", ":svarnoegle"),),
    ),
    Side("reporting:planpaamindelser_update", "Planens påmindelser", Ret.REDIGER, "helhedsplan"),
    Side("plans:opgave_list", "Mine opgaver i baggrunden (kun egne)", Krav.LOGGET_IND),
    Side("plans:opgave_detail", "Hvor langt en opgave er", Ret.REDIGER, "opgave"),
    Side("plans:opgave_cancel", "Stop en opgave", Ret.REDIGER, "opgave", kun_post=True),
    Side("plans:opgave_retry", "Prøv en opgave igen", Ret.REDIGER, "opgave", kun_post=True),
    Side("plans:opgave_seen", "Fjern beskeden om en opgave", Ret.REDIGER, "opgave", kun_post=True),
    Side("plans:helhedsplan_list", "Planer (kun egne)", Krav.LOGGET_IND),
    Side("reporting:portefoelje", "Portefølje (kun egne planer)", Krav.LOGGET_IND),
    Side("reporting:portefoelje_xlsx", "Porteføljen i Excel (kun egne planer)", Krav.LOGGET_IND),
    Side("reporting:portefoelje_pdf", "Porteføljen som PDF (kun egne planer)", Krav.LOGGET_IND),
    Side("reporting:aarsskemaer", "Årets skemaer (kun egne planer)", Krav.LOGGET_IND),
    Side("reporting:portefoelje_docx", "Porteføljen i Word (kun egne planer)", Krav.LOGGET_IND),
    Side("reporting:portefoelje_opdater", "Gør porteføljens tal op igen", Krav.LOGGET_IND, kun_post=True),
    Side("plans:helhedsplan_create", "Ny plan", Krav.MAA_OPRETTE),
    Side("indsatser:aftalelaesning_create", "Ny plan af en aftale", Krav.MAA_OPRETTE),
    Side("indsatser:aftalelaesning_genlaes", "Læs aftalen ind i planen", Ret.REDIGER, "helhedsplan"),
    Side("indsatser:aftalelaesning_gennemsyn", "Gennemsyn af en læst aftale", Ret.REDIGER, "aftalelaesning"),
    Side("indsatser:aftalelaesning_valg", "Godkend eller afvis læst", Ret.REDIGER, "aftalelaesning", kun_post=True),
    Side("indsatser:aftalelaesning_ret", "Ret det læste", Ret.REDIGER, "aftalelaesning", ekstra=(("nr", "1"),)),
    Side("indsatser:aftalelaesning_gem", "Gem det læste", Ret.REDIGER, "aftalelaesning"),
    Side("indsatser:aftalelaesning_kasser", "Kassér det læste", Ret.REDIGER, "aftalelaesning"),
    Side("indsatser:helhedsplan_copy", "Planens næste periode (kopi)", Ret.OPRET_PLAN, "helhedsplan"),
    Side("indsatser:aktivitet_copy", "Kopiér aktivitet", Ret.REDIGER, "aktivitet"),
    Side("reporting:soeg", "Søg (kun i egne planer)", Krav.LOGGET_IND),
    Side("reporting:plan_overblik", "Overblik", Ret.LAES, "helhedsplan"),
    Side("reporting:bestyrelsesside", "Bestyrelsens side", Ret.LAES, "helhedsplan"),
    Side("reporting:bestyrelsesside_pdf", "Bestyrelsens side som PDF", Ret.LAES, "helhedsplan"),
    Side("reporting:bestyrelsesside_xlsx", "Bestyrelsens side i Excel", Ret.LAES, "helhedsplan"),
    Side("plans:aftale_detail", "Aftale", Ret.LAES, "helhedsplan"),
    Side("plans:uoverensstemmelse_list", "Uoverensstemmelser", Ret.LAES, "helhedsplan"),
    Side("reporting:delaftale_list", "Delaftaler", Ret.LAES, "helhedsplan"),
    Side("reporting:delaftale_detail", "Delaftale", Ret.LAES, "delaftale"),
    Side("reporting:aktivitet_detail", "Aktivitet", Ret.LAES, "aktivitet"),
    Side("reporting:kriterium_detail", "Succeskriterium", Ret.LAES, "kriterium"),
    Side("indsatser:milepael_list", "Milepæle", Ret.LAES, "helhedsplan"),
    Side("indsatser:milepael_state", "Sæt en milepæls tilstand", Ret.REGISTRER, "milepael"),
    Side("indsatser:milepael_postpone", "Flyt en milepæl", Ret.REDIGER, "milepael"),
    Side("indsatser:milepael_split", "Del en milepæl i to", Ret.REDIGER, "milepael"),
    Side("indsatser:milepaelsplan_detail", "Milepælsplan for et år", Ret.LAES, "helhedsplan", har_aar=True),
    Side("indsatser:milepaelsplan_create", "Foreslå en milepælsplan", Ret.REDIGER, "helhedsplan", har_aar=True),
    Side("indsatser:milepaelsplan_board", "Milepælsplan til bestyrelsen", Ret.REDIGER, "milepaelsplan", kun_post=True),
    Side("indsatser:milepaelsplan_update", "Ret alle linjer i en milepælsplan", Ret.REDIGER, "milepaelsplan"),
    Side("indsatser:milepaelsplan_approve", "Godkend en milepælsplan", Ret.GODKEND, "milepaelsplan"),
    Side("indsatser:milepaelsplan_revise", "Revidér en milepælsplan", Ret.REDIGER, "milepaelsplan"),
    Side("indsatser:milepaelsplan_send", "Milepælsplanen er sendt", Ret.REDIGER, "milepaelsplan"),
    Side("plans:oekonomi_detail", "Økonomi", Ret.LAES, "helhedsplan"),
    Side("plans:budgetark_export", "Budgettet i Excel", Ret.LAES, "helhedsplan"),
    Side("plans:budgetark_upload", "Læs budgettet ind fra Excel", Ret.REDIGER, "helhedsplan"),
    Side("plans:budgetark_review", "Se, hvad filen ændrer i budgettet", Ret.REDIGER, "helhedsplan"),
    Side("plans:budget_update", "Ret budgettet", Ret.REDIGER, "helhedsplan"),
    Side("plans:budget_kladde", "Gem kladde til budgettet", Ret.REDIGER, "helhedsplan", kun_post=True),
    Side("plans:regnskab_list", "Regnskab", Ret.LAES, "helhedsplan"),
    Side("plans:reguleringskonto_detail", "Reguleringskonto", Ret.LAES, "helhedsplan"),
    Side("plans:regnskab_gitter", "Skriv forbrug", Ret.REDIGER, "helhedsplan"),
    Side("plans:regnskab_import", "Læs regnskabet ind", Ret.REDIGER, "helhedsplan"),
    Side("plans:regnskab_kolonner", "Regnskabets kolonner", Ret.REDIGER, "regnskabsimport"),
    Side("plans:regnskab_gennemsyn", "Gennemsyn af det læste", Ret.REDIGER, "regnskabsimport"),
    Side("plans:regnskab_fortryd", "Fortryd en indlæsning", Ret.REDIGER, "regnskabsimport"),
    Side("plans:omdisponering_list", "Flytninger i budgettet", Ret.LAES, "helhedsplan"),
    Side("indsatser:bemanding_list", "Bemanding", Ret.LAES, "helhedsplan"),
    Side("plans:organ_list", "Organisering", Ret.LAES, "helhedsplan"),
    Side("plans:aarshjul", "Årshjul", Ret.LAES, "helhedsplan"),
    Side("plans:moeder_foreslaa", "Foreslå årets møder", Ret.REDIGER, "organ"),
    Side("plans:moede_detail", "Møde", Ret.LAES, "moede"),
    Side("plans:moede_skridt", "Indkald, hold eller aflys et møde", Ret.REDIGER, "moede", kun_post=True),
    Side("plans:punkt_fjern", "Tag et punkt af dagsordenen", Ret.REDIGER, "punkt", kun_post=True),
    Side("reporting:dagsorden_foreslaa", "Vælg punkter til dagsordenen", Ret.REDIGER, "moede"),
    Side("reporting:dagsorden_detail", "Dagsorden", Ret.LAES, "moede"),
    Side("reporting:dagsorden_pdf", "Dagsorden som PDF", Ret.LAES, "moede"),
    Side("reporting:dagsorden_docx", "Dagsorden i Word", Ret.LAES, "moede"),
    Side("reporting:moedemateriale", "Materiale til et møde", Ret.LAES, "moede"),
    Side("reporting:moedemateriale_lav", "Lav materialet til et møde", Ret.REDIGER, "moede", kun_post=True),
    Side("reporting:referat_detail", "Referat", Ret.LAES, "moede"),
    Side("reporting:referat_pdf", "Referat som PDF", Ret.LAES, "moede"),
    Side("reporting:referat_docx", "Referat i Word", Ret.LAES, "moede"),
    Side("plans:kalender", "Mødekalender (kun egen)", Krav.LOGGET_IND),
    Side("plans:kalender_forny", "Ny adresse til mødekalenderen", Krav.LOGGET_IND, kun_post=True),
    Side(
        "plans:kalender_ics",
        "Mødekalender til abonnement (hemmelig adresse; kun det, dens ejer må se)",
        Krav.INTET,
        ekstra=(("token", ":kalendertoken"),),
    ),
    Side("indsatser:indikator_list", "Områdetal", Ret.LAES, "helhedsplan"),
    Side("reporting:omraade_detail", "Et boligområdes tal", Ret.LAES, "helhedsplan", ekstra=OMRAADE),
    Side("indsatser:omraade_update", "Skriv områdetal", Ret.REDIGER, "helhedsplan", ekstra=OMRAADE),
    Side("indsatser:omraadetal_import", "Læs områdetal ind", Ret.REDIGER, "helhedsplan"),
    Side("indsatser:omraadetal_kolonner", "Områdetallenes kolonner", Ret.REDIGER, "omraadetalimport"),
    Side("indsatser:omraadetal_gennemsyn", "Gennemsyn af læste områdetal", Ret.REDIGER, "omraadetalimport"),
    Side("indsatser:omraadetal_fortryd", "Fortryd læste områdetal", Ret.REDIGER, "omraadetalimport"),
    Side("indsatser:projekt_list", "Projekter", Ret.LAES, "helhedsplan"),
    Side("indsatser:lokalprojekt_detail", "Lokalprojekt", Ret.LAES, "lokalprojekt"),
    Side("indsatser:initiativ_detail", "Initiativ", Ret.LAES, "initiativ"),
    Side("reporting:rapport_list", "Rapporter", Ret.LAES, "helhedsplan"),
    Side("reporting:dossier", "Dossier", Ret.GODKEND, "helhedsplan"),
    Side("reporting:dossier_lav", "Lav et dossier", Ret.GODKEND, "helhedsplan", kun_post=True),
    Side("reporting:papir", "Rapport om planen", Ret.LAES, "helhedsplan", ekstra=BUDGET),
    Side("reporting:papir_periode", "Rapport for et år", Ret.LAES, "helhedsplan", ekstra=SKEMA),
    Side("reporting:papirfil", "Rapport om planen som fil", Ret.LAES, "helhedsplan", ekstra=(*BUDGET, PDF)),
    Side("reporting:papirfil_periode", "Rapport for et år som fil", Ret.LAES, "helhedsplan", ekstra=(*SKEMA, PDF)),
    Side("reporting:indberetning_detail", "Indberetning", Ret.LAES, "helhedsplan", ekstra=SKEMA),
    Side("reporting:indberetning_skriv", "Skriv en indberetning", Ret.REDIGER, "helhedsplan", ekstra=SKEMA),
    Side("reporting:indberetning_svar", "Svar på en advarsel", Ret.REDIGER, "helhedsplan", ekstra=SKEMA),
    Side(
        "reporting:indberetning_trin", "Godkend en indberetning", Ret.GODKEND, "helhedsplan", ekstra=(*SKEMA, GODKEND)
    ),
    Side("reporting:udgave_opslag", "Er papiret ægte?", Krav.INTET),
    Side("reporting:udgave_kontrol", "Hvad et kontrolnummer er", Krav.INTET, ekstra=(("nummer", ":kontrolnummer"),)),
    Side("reporting:udgave_detail", "Udgave af et papir", Ret.LAES, "udgave"),
    Side("reporting:udgave_sammenlign", "Hvad der er ændret siden en udgave", Ret.LAES, "udgave"),
    Side("reporting:udgave_sammenlign_pdf", "Det samme som PDF", Ret.LAES, "udgave"),
    Side("reporting:udgave_udsted", "Udsted et papir", Ret.GODKEND, "helhedsplan", ekstra=BUDGET),
    Side("reporting:udstedelse_igen", "Lav en udgave, der ikke blev lavet", Ret.GODKEND, "udstedelse", kun_post=True),
    Side("reporting:udstedelse_opgiv", "Opgiv en udgave på vej", Ret.GODKEND, "udstedelse", kun_post=True),
    Side("reporting:udgave_udsted_periode", "Udsted et papir for et år", Ret.GODKEND, "helhedsplan", ekstra=SKEMA),
    Side("plans:fil", "Uploadet fil", Ret.LAES, "bilag", ekstra=(("art", "bilag"),)),
    Side("plans:historik_list", "Historik", Ret.LAES, "helhedsplan"),
    Side("plans:medlemskab_list", "Adgang", Ret.GIV_ADGANG, "helhedsplan"),
    Side("plans:row_update", "Ret", Ret.REDIGER, "delaftale", ekstra=DELAFTALE),
    Side("plans:row_create", "Tilføj", Ret.REDIGER, "helhedsplan", ekstra=NY_DELAFTALE),
    Side("plans:row_retire", "Tag ud af brug", Ret.REDIGER, "delaftale", ekstra=DELAFTALE),
    Side("plans:row_reinstate", "Sæt ind igen", Ret.REDIGER, "udgaaet", kun_post=True, ekstra=(("art", "part"),)),
    Side("plans:row_move", "Flyt i rækkefølgen", Ret.REDIGER, "organ", kun_post=True, ekstra=(("art", "organ"),)),
    Side("plans:row_history", "Historik for én ting", Ret.LAES, "delaftale", ekstra=DELAFTALE),
    Side(
        "plans:row_restore", "Sæt tilbage", Ret.REDIGER, "organ", ekstra=(("art", "organ"), ("haendelse", ":rettelse"))
    ),
    Side("plans:kladde", "Gem kladde", Ret.REDIGER, "delaftale", kun_post=True, ekstra=DELAFTALE),
    Side("plans:kladde_ny", "Gem kladde til nyt", Ret.REDIGER, "helhedsplan", kun_post=True, ekstra=NY_DELAFTALE),
    Side("plans:vis", "Vis formularen igen, ugemt", Ret.REDIGER, "delaftale", kun_post=True, ekstra=DELAFTALE),
    Side("plans:vis_ny", "Vis et nyt igen, ugemt", Ret.REDIGER, "helhedsplan", kun_post=True, ekstra=NY_DELAFTALE),
    Side("plans:tilstede", "Hvem skriver her nu", Ret.REDIGER, "delaftale", kun_post=True, ekstra=DELAFTALE),
    Side("plans:row_options", "Forslag fra lange lister", Krav.LOGGET_IND, ekstra=(("art", "kommune"),)),
    Side("indsatser:registrer", "Registrér (kun egne planer)", Krav.LOGGET_IND),
    Side("indsatser:registrer_kriterium", "Registrér et resultat", Ret.REGISTRER, "kriterium"),
    Side("indsatser:registrer_maaling", "Ret en måling", Ret.REGISTRER, "maaling"),
    Side("indsatser:registrer_fjern", "Fjern en måling", Ret.REGISTRER, "maaling"),
    Side("indsatser:registrer_retur", "Send en måling retur", Ret.REDIGER, "maaling"),
    Side("indsatser:registrer_log", "Aktivitetens log", Ret.REGISTRER, "aktivitet"),
    Side("indsatser:registrer_logpost", "Ret en linje i loggen", Ret.REGISTRER, "logpost"),
    Side("indsatser:registrer_logpost_fjern", "Fjern en linje i loggen", Ret.REGISTRER, "logpost"),
    Side("indsatser:registrer_skema", "Registreringsskema", Ret.REGISTRER, "helhedsplan"),
    Side("indsatser:maalingsark_export", "Registreringsskemaet i Excel eller CSV", Ret.REGISTRER, "helhedsplan"),
    Side("indsatser:maalingsark_upload", "Læs målinger ind fra en fil", Ret.REGISTRER, "helhedsplan"),
    Side("indsatser:maalingsark_review", "Se, hvilke tal filen ændrer", Ret.REGISTRER, "helhedsplan"),
    Side("indsatser:maalingsark_fortryd", "Fortryd læste målinger", Ret.REGISTRER, "maalingsimport"),
    Side("indsatser:registrer_aarslaas", "Lås år", Ret.GODKEND, "helhedsplan"),
    Side("indsatser:registrer_laas_op", "Lås et år op", Ret.GODKEND, "aarslaas"),
)

SIDER_EFTER_NAVN: dict[str, Side] = {side.url_name: side for side in SIDER}

RETTER: dict[Ret, str] = {
    Ret.LAES: "Se planens sider og hente dens rapporter",
    Ret.REGISTRER: "Skrive resultater: målinger og tal i aktivitetens log",
    Ret.REDIGER: (
        "Rette aftale, delaftaler, aktiviteter, kriterier, milepæle og økonomi; lægge en boligorganisation, en "
        "boligafdeling eller et boligområde, der mangler, på de fælles lister (at rette dem der er "
        "administrationens); skrive områdetal, som alle planer i området og kommunen deler"
    ),
    Ret.GODKEND: "Godkende og udstede det, som derefter ikke kan ændres",
    Ret.GIV_ADGANG: "Give andre en rolle i planen og tage den igen; se i historikken, hvem der har fået hvilken rolle",
    Ret.OPRET_PLAN: "Oprette en ny plan, også som kopi af denne til dens næste periode",
}
"""What each right means, as it is explained to people."""

ROLLER: dict[Rolle, str] = {
    Rolle.LAESER: "Bestyrelse, styregruppe, følgegruppe, revisor",
    Rolle.MEDARBEJDER: "Boligsocial medarbejder",
    Rolle.REDAKTOER: "Sekretariat",
    Rolle.PLANLEDER: "Boligsocial koordinator, sekretariatsleder",
}
"""Who usually has each rolle."""

JA, NEJ = "ja", "–"


def as_markdown() -> str:
    """docs/adgang.md: who may do what, and who may open what."""
    return "\n\n".join([_INTRO, _roles_table(), _RIGHTS, _rights_table(), _PAGES, _pages_table(), _OUTRO]) + "\n"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _roles_table() -> str:
    return _table(["Rolle", "Typisk"], [[rolle.label, ROLLER[rolle]] for rolle in Rolle])


def _rights_table() -> str:
    rows = [[RETTER[ret], *(_right(rolle, ret) for rolle in Rolle)] for ret in Ret]
    return _table(["Ret", *(rolle.label for rolle in Rolle)], rows)


def _right(rolle: Rolle, ret: Ret) -> str:
    if ret not in RETTIGHEDER[rolle]:
        return NEJ
    return "kun egne" if (rolle, ret) in OWN_ONLY else JA


def _pages_table() -> str:
    head = ["Side", "Adresse", "Uden login", "Ikke medlem", *(rolle.label for rolle in Rolle)]
    return _table(head, [_page(side) for side in SIDER])


def _page(side: Side) -> list[str]:
    opens = [side.aaben_uden_login, side.aaben_for_fremmede]
    roles = [_right(rolle, side.kraever) if isinstance(side.kraever, Ret) else JA for rolle in Rolle]
    return [side.label, f"`{side.url_name}`", *(JA if is_open else NEJ for is_open in opens), *roles]


_INTRO = """# Adgang

<!-- Skrevet af `manage.py skriv_adgang`. Ret i plans/permissions.py og plans/adgangsmatrix.py, ikke her. -->

Adgang gives pr. plan: en person har en rolle i en plan i et tidsrum. Når tidsrummet er slut, er adgangen det også.
En rolle i et fællessekretariat gælder også i planerne under det. Har en person flere roller, gælder den stærkeste.

Nye planer opretter den, der er planleder i en plan i dag, og den, administrationen har givet lov (»må oprette planer«
på brugeren). Den, der opretter en plan, bliver dens planleder. Under et fællessekretariat lægger kun dets egen
planleder nye planer."""

_RIGHTS = "## Hvad rollerne må\n\n»Kun egne« er de aktiviteter, medarbejderen selv er knyttet til."

_PAGES = """## Hvem der kan åbne hvad

Siderne bruger de samme regler, og en test prøver hver adresse i tabellen med hver rolle."""

_OUTRO = """## Når man ikke må

- Uden login: man bliver sendt til »Log ind« og kommer derefter til den side, man var på vej til.
- Ikke medlem, eller hvervet er udløbet: siden findes ikke (404). Det siges ikke, om planen findes.
- Medlem uden retten: en side, der siger, hvad rollen ikke giver ret til (403).
- Administration (`/admin/`): kun brugere, der er administratorer. En administrator uden rolle i en plan kan ikke åbne
  planens sider."""
