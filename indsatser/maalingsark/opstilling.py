"""The words and places that the outgoing and the incoming file share: one and the same layout."""

from indsatser.models import Succeskriterium
from indsatser.registrering.skema import Celle
from indsatser.registrering.vaerdier import Felt

ARK = "Målinger"
VEJLEDNING = (
    "Skriv tal i kolonnerne med perioder. En tom celle er ikke målt. Resten af arket rettes ikke her, og de skjulte"
    " kolonner skal blive stående."
)
HVOR, KODE, KRITERIUM, ENHED, SKRIVES, OM = "Hvor", "Kode", "Kriterium", "Enhed", "Skrives som", "Om tallene"
PLAN_ID, KRITERIE_ID = "Plan-id", "Kriterie-id"
HENTET = "Hentet: "
"""What the heading of a hidden column begins with: what the cell of that period said when the file was made."""
FOER = ((HVOR, 34.0), (KODE, 8.0), (KRITERIUM, 60.0), (ENHED, 14.0), (SKRIVES, 24.0))
"""The columns before the periods, with their widths."""
KENDTE = (*(name for name, _ in FOER), OM, PLAN_ID, KRITERIE_ID)

SKRIV = {
    Felt.TAL: "tal",
    Felt.ANDEL: "52,9 % eller 118 af 210",
    Felt.SNIT: "gennemsnit",
    Felt.JA_NEJ: "ja eller nej",
    Felt.SKOEN: "nået, delvist eller ikke nået",
}
MAX_KOLONNER = 24
INTET = "–"
"""What the grid shows in a locked cell without a number."""


def kriterienavn(row: Succeskriterium) -> str:
    """The criterion as it stands in its row: a part with what it is a part of, whose words it lacks."""
    return f"{row.parent.statement}: {row.statement}" if row.parent else row.statement


def i_ark(text: str) -> str:
    """What a cell of the grid says, as it stands in a spreadsheet: "118 af 210", since 3/4 would be a day in April."""
    return text.replace("/", " af ")


# --- What a cell said when the file was made, as it stands in its hidden column
#
# Never only digits and colons: a spreadsheet that opens a CSV takes those for a time of day.

_FAST, _KAN = "fast ", "tal "


def hentet(celle: Celle) -> str:
    """Row, version and text of the cell's number; what it showed, where nothing could be typed."""
    return f"{_FAST}{celle.fast}" if celle.fast else f"{_KAN}{celle.grundlag}"


def laes_hentet(text: str) -> str | None:
    """What the cell said, "" for an empty one; None for what we never wrote."""
    if text.startswith(_FAST):
        said = text.removeprefix(_FAST)
        return "" if said == INTET else said
    if text == _KAN.strip():
        return ""
    pk, _, rest = text.removeprefix(_KAN).partition(":")
    version, colon, said = rest.partition(":")
    is_ours = text.startswith(_KAN) and colon and said
    return said if is_ours and all(part.isascii() and part.isdigit() for part in (pk, version)) else None


def periode_af(heading: str) -> str:
    """The heading of the period that a hidden column is about; "" for another column."""
    return heading[len(HENTET) :].strip() if heading.casefold().startswith(HENTET.strip().casefold()) else ""
