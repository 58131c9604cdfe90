"""Declared layout of the målopfyldelsesskema per bevillingsrunde: order, headings, columns. Data, not templates.

Landsbyggefonden's forms are not public (domain.md §9.1): when the real one is at hand, it is corrected here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from reporting.formularer import Kolonnevalg


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


KOLONNER: Kolonnevalg = (
    ("kriterium", "Succeskriterium"),
    ("udgangspunkt", "Udgangspunkt"),
    ("maal", "Mål"),
    ("resultat", "Resultat"),
    ("tilstand", "Tilstand"),
)
TABELLER: Mapping[Del, Kolonnevalg] = MappingProxyType(
    {
        Del.GENERELLE: (
            ("journalnummer", "Landsbyggefondens journalnummer"),
            ("indsats", "Boligsocial indsats"),
            ("omraade", "Område"),
            ("kommune", "Kommune"),
            ("tovholder", "Tovholder"),
            ("administrator", "Administrerende boligorganisation"),
            ("organisationer", "Boligorganisation(er)"),
            ("afdelinger", "Boligafdelinger"),
            ("runde", "Bevillingsrunde"),
        ),
        Del.SAMLET: (("del", "Del af planen"), ("tilstande", ""), ("i-alt", "I alt")),  # a column for each state
        Del.MILEPAELE: (("milepael", "Milepæl"), ("sted", "Hører til"), ("tilstand", "Tilstand")),
        Del.OEKONOMI: (
            ("post", "Post"),
            ("lbf", "Landsbyggefonden, kr."),
            ("lokal", "Lokal medfinansiering, kr."),
            ("i-alt", "I alt, kr."),
        ),
        Del.IKKE_OPGJORT: (("kriterium", "Succeskriterium"), ("sted", "Hører til"), ("hvorfor", "Hvorfor ikke")),
        Del.METODE: (("tilstand", "Tilstand"), ("betyder", "Betyder")),
    }
)
"""The columns, or the lines, of the parts that have a table of their own, where the round says nothing else."""
FORSIDE: Kolonnevalg = (
    ("dag", "Opgjort pr."),
    ("periode", "Planens periode"),
    ("runde", "Bevillingsrunde"),
    ("journalnummer", "Landsbyggefondens journalnummer"),
    ("organisationer", "Boligorganisationer"),
)
ORD: Kolonnevalg = (
    ("formaal", "Formål"),
    ("maal", "Mål"),
    ("paa_tvaers", "Succeskriterier på tværs af aktiviteterne"),
)
"""The headings within a delaftale."""
ARK: tuple[tuple[str, Kolonnevalg], ...] = (
    (
        "kriterium",
        (
            ("saetning", "{}"),
            ("del", "Del af planen"),
            ("aktivitet", "Aktivitet"),
            ("kode", "Kode"),
            ("bogstav", "Mål, bogstav"),
        ),
    ),
    ("udgangspunkt", (("udgangspunkt", "{}"), ("udgangspunkt-tal", "{}, tal"))),
    ("maal", (("maal", "{}"), ("maaltal", "{}, tal"), ("enhed", "Enhed"), ("frist", "Frist"))),
    ("resultat", (("resultat", "{}"), ("resultat-tal", "{}, tal"))),
    ("tilstand", (("tilstand", "{}"), ("hvorfor", "Hvorfor"), ("ventet", "Ventet"), ("data", "Data om"))),
    ("", (("kilde", "Datakilde"), ("sammenligning", "Til sammenligning"), ("eksempel", "Eksempeltal"))),
)
"""What a column of the criteria becomes in the workbook, where figures stand beside words; {} is its heading."""
MILEPAELSARK: tuple[tuple[str, Kolonnevalg], ...] = (
    ("milepael", (("milepael", "{}"), ("kvartal", "Kvartal"))),
    ("sted", (("sted", "{}"),)),
    ("tilstand", (("tilstand", "{}"), ("naaet", "Nået den"), ("flyttet", "Flyttet"))),
    ("", (("eksempel", "Eksempeltal"),)),
)


@dataclass(frozen=True, slots=True)
class Afsnit:
    """A part of the report with its heading and the columns of its own table."""

    del_: Del
    overskrift: str
    kolonner: Kolonnevalg = ()

    @property
    def viste(self) -> Kolonnevalg:
        """The columns; the standard's where none are said, as in editions from before they could be."""
        return self.kolonner or TABELLER.get(self.del_, ())


@dataclass(frozen=True, slots=True)
class Skema:
    """The report's parts in order, and the round's own words for things. `kolonner` are those of the criteria."""

    afsnit: tuple[Afsnit, ...]
    delaftale: str
    kolonner: Kolonnevalg
    titel: str = "Målopfyldelsesskema"
    forside: Kolonnevalg = FORSIDE
    ord: Kolonnevalg = ORD
    ark: tuple[tuple[str, Kolonnevalg], ...] = ARK
    milepaelsark: tuple[tuple[str, Kolonnevalg], ...] = MILEPAELSARK

    @property
    def ordene(self) -> dict[str, str]:
        """The headings within a delaftale, by what they are of."""
        return dict(self.ord)

    def kolonner_i(self, del_: Del) -> Kolonnevalg:
        """The columns of a part; the standard's where this layout leaves the part out."""
        return next((part.viste for part in self.afsnit if part.del_ == del_), TABELLER.get(del_, ()))

    def kriterieark(self) -> Kolonnevalg:
        """The columns of the workbook's criteria, in the order of the page's."""
        return _spredt(self.kolonner, self.ark)

    def milepaelsarket(self) -> Kolonnevalg:
        """The columns of the workbook's milestones, in the order of the page's."""
        return _spredt(self.kolonner_i(Del.MILEPAELE), self.milepaelsark)


def _spredt(shown: Kolonnevalg, sheet: tuple[tuple[str, Kolonnevalg], ...]) -> Kolonnevalg:
    """Each shown column as the columns it becomes, and last those that belong to none."""
    of = dict(sheet)
    groups = [(heading, of.get(key, ((key, "{}"),))) for key, heading in (*shown, ("", ""))]
    return tuple((key, words.replace("{}", heading)) for heading, columns in groups for key, words in columns if key)


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
