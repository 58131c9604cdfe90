"""Declared layout of the papers per bevillingsrunde: parts in order, headings, columns. Data, not templates.

Landsbyggefonden's own forms are not public. What stands here is what is attested of them (domain.md §3); when the real
form is at hand it is corrected here. Another round's wording is a line in FORMULARER, not a new template. The sections
of the agreement itself and their numbers are reference data (`Afsnitsskabelon`), as are the annexes (`Bilagskrav`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

Kolonnevalg = tuple[tuple[str, str], ...]
"""Columns of a table: what they show, and their headings."""


@dataclass(frozen=True, slots=True)
class Formdel:
    """A part of a paper: its key, its heading and the columns of its table. `kun_udfyldt`: left out when empty."""

    noegle: str
    overskrift: str
    kolonner: Kolonnevalg = ()
    kun_udfyldt: bool = False


@dataclass(frozen=True, slots=True)
class Formular:
    """A paper: what it is called and its parts in order."""

    titel: str
    dele: tuple[Formdel, ...]

    def del_(self, noegle: str) -> Formdel:
        """The part with the key; without a heading where this layout leaves it out."""
        return next((part for part in self.dele if part.noegle == noegle), Formdel(noegle, ""))

    def med(
        self,
        *,
        kaldt: Mapping[str, str] = MappingProxyType({}),
        kun_udfyldt: Collection[str] = (),
        kolonner: Mapping[str, Kolonnevalg] = MappingProxyType({}),
    ) -> "Formular":
        """The same with other headings or columns for some parts, and some parts left out when they are empty."""
        parts = (
            replace(
                part,
                overskrift=kaldt.get(part.noegle, part.overskrift),
                kolonner=kolonner.get(part.noegle, part.kolonner),
                kun_udfyldt=part.kun_udfyldt or part.noegle in kun_udfyldt,
            )
            for part in self.dele
        )
        return replace(self, dele=tuple(parts))


KRITERIER: Kolonnevalg = (("kriterium", "Succeskriterium"), ("maal", "Mål"), ("kilde", "Datakilde"))
KRITERIER_MED_TAL: Kolonnevalg = (
    ("kriterium", "Succeskriterium"),
    ("udgangspunkt", "Udgangspunkt"),
    ("maaltal", "Mål"),
    ("frist", "Frist"),
    ("kilde", "Datakilde"),
)
RESSOURCER: Kolonnevalg = (("rolle", "Rolle"), ("maengde", "Omfang"), ("arbejdsgiver", "Ansat hos"))
PARTNERE: Kolonnevalg = (("partner", "Samarbejdspartner"), ("om", "Om hvad"))
OEKONOMI: Kolonnevalg = (
    ("post", "Post"),
    ("lbf", "Landsbyggefonden"),
    ("lokal", "Lokal medfinansiering"),
    ("i-alt", "Samlet"),
)
MILEPAELE: Kolonnevalg = (("milepael", "Milepæl"), ("kvartal", "Kvartal"), ("antal", "Antal"))

AKTIVITET = Formular(
    "Aktivitetsbeskrivelse",
    (
        Formdel("indhold", "Indhold og praksis"),
        Formdel("formaal", "Formål"),
        Formdel("maal", "Mål, som aktiviteten bidrager til", kun_udfyldt=True),
        Formdel("maalgruppe", "Målgruppe"),
        Formdel("typer", "Aktivitetstyper (CFBU)", kun_udfyldt=True),
        Formdel("kriterier", "Succeskriterier", (("kriterium", "Succeskriterium"), ("kilde", "Datakilde"))),
        Formdel("organisering", "Organisering, ansvar og rollefordeling"),
        Formdel("ressourcer", "Medarbejderressourcer", RESSOURCER),
        Formdel("partnere", "Samarbejdspartnere", PARTNERE, kun_udfyldt=True),
        Formdel("evaluering", "Lokal evaluering"),
        Formdel("forankring", "Forankring"),
        Formdel("bemaerkning", "Bemærkning", kun_udfyldt=True),
    ),
)
AKTIVITET_2011 = AKTIVITET.med(
    kaldt={"indhold": "Indhold", "partnere": "Samarbejdsrelationer"}, kun_udfyldt=("maalgruppe", "organisering")
)
AKTIVITETSSKEMA = Formular(
    "Aktivitetsskema",
    (
        Formdel("oplysninger", "Aktiviteten"),
        *AKTIVITET.med(kolonner={"kriterier": KRITERIER_MED_TAL}).dele,
        Formdel("milepaele", "Milepæle", MILEPAELE, kun_udfyldt=True),
    ),
)
DELAFTALE = Formular(
    "Delaftale",
    (
        Formdel("oplysninger", "Delaftalens parter og gyldighed"),
        Formdel("problem", "Problemkompleks"),
        Formdel("formaal", "Formål og mål"),
        Formdel("indhold", "Indhold", kun_udfyldt=True),
        Formdel("kriterier", "Succeskriterier og datakilder", KRITERIER),
        Formdel("aktiviteter", "Aktiviteter", (("aktivitet", "Aktivitet"), ("skema", "Aktivitetsbeskrivelse"))),
        Formdel("kommunal", "Sammenhæng med den kommunale indsats"),
        Formdel("oekonomi", "Økonomi", OEKONOMI),
        Formdel("konflikt", "Konflikthåndtering"),
        Formdel("underretning", "Underretning"),
        Formdel("revision", "Revision af delaftalen"),
        Formdel("bemaerkning", "Bemærkning", kun_udfyldt=True),
        Formdel("skemaer", "Aktivitetsbeskrivelser"),
    ),
)
DELAFTALE_2011 = DELAFTALE.med(
    kaldt={"oplysninger": "Indsatsområdet", "skemaer": "Aktiviteterne"},
    kun_udfyldt=("kriterier", "kommunal", "oekonomi", "konflikt", "underretning", "revision"),
)
AFTALE = Formular(
    "Strategisk samarbejdsaftale",
    (
        Formdel("oplysninger", "Aftalens parter og gyldighed"),
        Formdel("afsnit", ""),  # the round's own sections, each under its own number and heading
        Formdel("bilag", "Bilag", (("bilag", "Bilag"), ("nummer", "Nr."), ("stand", "Tilstand"))),
    ),
)
AFTALEAFSNIT = Formular(
    "",
    (
        Formdel("formaal", "Formål"),  # of each field of work, in this order
        Formdel("maal", "Mål"),
        Formdel("kriterier", "Succeskriterier og datakilder", KRITERIER),
        Formdel("ressourcer", "", OEKONOMI),  # a table under the section's own heading
        Formdel("milepaele", "Milepæle", (*MILEPAELE[:2], ("sted", "Hører til"))),
        Formdel("organer", "Organer", (("organ", "Organ"), ("pladser", "Pladser"), ("moeder", "Møder"))),
    ),
)
"""What stands in the agreement's own sections beside their text."""
STATUSNOTAT = Formular(
    "Statusnotat",
    (
        Formdel("kort", "Kort sagt"),
        Formdel("naaet", "Milepæle i kvartalet", (
            ("milepael", "Milepæl"), ("sted", "Hører til"), ("tilstand", "Tilstand"), ("naaet", "Nået"))),
        Formdel("forsinket", "Forsinket fra tidligere", (
            ("milepael", "Milepæl"), ("kvartal", "Kvartal"), ("sted", "Hører til"), ("flyttet", "Flyttet"))),
        Formdel("maalinger", "Målt i kvartalet", (
            ("kriterium", "Succeskriterium"), ("sted", "Hører til"), ("vaerdi", "Måling"), ("data", "Data om"),
            ("tilstand", "Tilstand"))),
        Formdel("kriterier", "Succeskriterierne nu", (
            ("kriterium", "Succeskriterium"), ("sted", "Hører til"), ("foer", "Før"), ("tilstand", "Nu"),
            ("tal", "Resultat og mål"))),
        Formdel("aktiviteter", "Aktiviteterne", (
            ("aktivitet", "Aktivitet"), ("sted", "Delaftale"), ("tilstand", "Succeskriterierne")), kun_udfyldt=True),
        Formdel("oekonomi", "Økonomi", (
            ("post", "Post"), ("budget", "Budget"), ("brugt", "Brugt"), ("rest", "Rest"), ("pct", "Brugt i %"))),
        Formdel("beslutning", "Til beslutning"),
        Formdel("naeste", "Næste kvartal", (("milepael", "Milepæl"), ("sted", "Hører til"))),
    ),
)  # fmt: skip
SAMARBEJDSRELATIONER = Formular(
    "Samarbejdsrelationer",
    (
        Formdel("plan", "For planen som helhed", PARTNERE, kun_udfyldt=True),
        Formdel("aktiviteter", "Pr. {delaftale}", (
            ("partner", "Samarbejdspartner"), ("sted", "Aktivitet"), ("om", "Om hvad"))),
        Formdel("oevrige", "Øvrige projekter og initiativer", (
            ("partner", "Samarbejdspartner"), ("sted", "Projekt eller initiativ"), ("om", "Om hvad")),
            kun_udfyldt=True),
    ),
)  # fmt: skip
PROJEKTBESKRIVELSE = Formular(
    "Projektbeskrivelse",
    (
        Formdel("oplysninger", "Projektet"),
        Formdel("formaal", "Formål"),
        Formdel("beskrivelse", "Beskrivelse"),
        Formdel("deltagere", "Deltagere"),
        Formdel("kriterier", "Succeskriterier", (("kriterium", "Succeskriterium"), ("maaltal", "Mål"))),
        Formdel("partnere", "Samarbejdspartnere", PARTNERE),
        Formdel("foer", "Kommunikation før"),
        Formdel("efter", "Kommunikation under og efter"),
        Formdel("tidsplan", "Tidsplan og milepæle", (("tid", "Tid"), ("opgaver", "Opgaver"))),
        Formdel("opgaver", "Arbejdsfordeling", (("opgave", "Opgave"), ("parter", ""))),  # a column for each party
        Formdel("budget", "Økonomi", (("post", "Post"), ("beloeb", "Kr."))),
        Formdel("bemaerkning", "Bemærkning", kun_udfyldt=True),
    ),
)
BUDGET = Formular(
    "Budget",
    (
        Formdel("poster", "Udgifter pr. år og finansiering", (
            ("post", "Post"), ("aar", ""), ("i-alt", "Samlede udgifter"), ("lbf", "Landsbyggefonden"),
            ("lokal", "Medfinansiering"))),  # "aar" is a column for each year, under its number
        Formdel("gaeldende", "Gældende budget efter besluttede flytninger", (
            ("post", "Post"), ("aftalt", "Aftalt"), ("flyttet", "Flyttet"), ("gaeldende", "Gældende"))),
        Formdel("finansiering", "Finansiering", (
            ("kilde", "Kilde"), ("art", "Art"), ("tilsagn", "Tilsagn"), ("giver", "Giver i alt"),
            ("bekraeftet", "Heraf bekræftet"), ("betalt", "Heraf betalt"), ("aftalt", "Aftalt i budgettet"),
            ("gaeldende", "Gældende"), ("bruges", "Bruges i budgettet"))),
    ),
)  # fmt: skip
BRUGT: Kolonnevalg = (("budget", "Budget"), ("overfoert", "Overført"), ("brugt", "Brugt"), ("rest", "Rest"))
"""The columns of a table of money spent; "overfoert" only where anything was carried over."""
BUDGETOPFOELGNING = Formular(
    "Budgetopfølgning",
    (
        Formdel("poster", "Posterne", (("post", "Post"), *BRUGT, ("pct", "Brugt i %"))),
        Formdel("aar", "Årene", (
            ("aar", "År"), *BRUGT, ("til-og-med", "Regnskab til og med"), ("ventet", "Ventet ved årets slutning"))),
        Formdel("kilder", "Hvis penge", (("kilde", "Kilde"), *BRUGT, ("pct", "Brugt i %"))),
        Formdel("post-aar", "Forbrug pr. post og år", (("post", "Post"), ("aar", ""))),  # "aar" as in the budget
        Formdel("reguleringskonto", "Reguleringskontoen", (
            ("kilde", "Kilde"), ("staar", "Står på kontoen"), ("afventer", "Søgt overført, afventer svar"))),
    ),
)  # fmt: skip
MILEPAELSPLAN = Formular(
    "Milepælsplan",
    (
        Formdel("kommende", "Milepæle i {aar}", (
            ("milepael", "Milepæl"), ("kvartal", "Kvartal"), ("sted", "Hører til"), ("antal", "Antal"))),
        Formdel("status", "Status for {aar}", (  # of the year before
            ("milepael", "Milepæl"), ("kvartal", "Kvartal"), ("sted", "Hører til"), ("tilstand", "Tilstand"),
            ("naaet", "Nået"))),
    ),
)  # fmt: skip
FORMULARER: dict[str, dict[str, Formular]] = {
    "budget": {"": BUDGET},
    "budgetopfoelgning": {"": BUDGETOPFOELGNING},
    "milepaelsplan": {"": MILEPAELSPLAN},
    "aktivitet": {"": AKTIVITET, "2011-14": AKTIVITET_2011},
    "aktivitetsskema": {"": AKTIVITETSSKEMA},
    "delaftale": {"": DELAFTALE, "2011-14": DELAFTALE_2011},
    "samarbejdsaftale": {"": AFTALE},
    "aftaleafsnit": {"": AFTALEAFSNIT},
    "statusnotat": {"": STATUSNOTAT},
    "samarbejdsrelationer": {"": SAMARBEJDSRELATIONER},
    "projektbeskrivelse": {"": PROJEKTBESKRIVELSE},
}
"""Each paper's layout by the code of the round; "" is what every other round gets."""


def formular(papir: str, runde_code: str) -> Formular:
    """The layout of a paper for a round."""
    layouts = FORMULARER[papir]
    return layouts.get(runde_code, layouts[""])
