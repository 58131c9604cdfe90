"""A cell of the file as it would be typed in the grid: "12,5", "118/210", "ja". Never guesses between two readings."""

from datetime import date
from decimal import Decimal

from helhedsplan.numbers import round_pct, tal
from helhedsplan.regneark import Arkfejl, Celle, som_tekst
from indsatser.maalingsark.opstilling import INTET
from indsatser.registrering.skema import MAX_TYPED
from indsatser.registrering.vaerdier import MAX_STORED_DECIMALS, Felt, Vaerdi, read_value

BLEV_EN_DATO = (
    "Regnearket har gjort det, der blev skrevet, til en dato ({}). Formatér cellen som tekst, og skriv det igen; en"
    " andel kan skrives som 3 af 4."
)
SAND = "Cellen siger sand eller falsk. Her skal stå {}."
PROCENT = "Cellen er vist som procent, men kriteriet måles ikke i procent. Skriv tallet uden procenttegn."
TVETYDIG = "{0} kan være {0} % eller {1} %. Skriv det med procenttegn."


def skrevet(celle: Celle, felt: Felt, unit: str) -> str:
    """What stands in the cell, "" for nothing. Raises Arkfejl."""
    text = " ".join((som_tekst(celle) or "").split()).removeprefix("'")  # raises for an error or a lost formula
    value = celle.value
    if isinstance(value, date):
        raise Arkfejl(BLEV_EN_DATO.format(text), celle.sted)
    if isinstance(value, bool):
        if felt != Felt.JA_NEJ:
            raise Arkfejl(SAND.format("et tal" if felt in (Felt.TAL, Felt.SNIT) else "et svar"), celle.sted)
        return "ja" if value else "nej"
    if isinstance(value, Decimal):
        return _number(celle, value, felt, unit)
    if text == INTET:
        return ""
    if felt == Felt.SNIT and unit == "%":
        text = text.removesuffix("%").strip()
    if len(text) > MAX_TYPED:
        raise Arkfejl("Der står for meget. Skriv kun tallet.", celle.sted)
    said = vaerdi_i(text, felt) if felt == Felt.ANDEL and "%" not in text else None
    if said and said.value:
        _refuse_part_of_one(said.value, celle)
    return text


def _number(celle: Celle, value: Decimal, felt: Felt, unit: str) -> str:
    if celle.is_percent:
        if unit != "%" and felt != Felt.ANDEL:
            raise Arkfejl(PROCENT, celle.sted)
        value *= 100
    elif felt == Felt.ANDEL:
        _refuse_part_of_one(value, celle)
    if celle.is_formula or celle.is_percent:  # worked out: nobody wrote the many decimals
        value = afrund(value)
    return format(value + 0, "f").replace(".", ",")


def _refuse_part_of_one(value: Decimal, celle: Celle) -> None:
    """A share as spreadsheets keep it, or one of less than a per cent: nobody can see which."""
    if 0 < value < 1:
        raise Arkfejl(TVETYDIG.format(tal(value), tal(value * 100)), celle.sted)


def afrund(value: Decimal) -> Decimal:
    """To as many decimals as a measurement is stored with, half up, without noughts at the end."""
    rounded = round_pct(value, MAX_STORED_DECIMALS)
    return rounded.normalize() if rounded else Decimal(0)


def vaerdi_i(text: str, felt: Felt) -> Vaerdi | None:
    """What the text says; None for nothing and for what says nothing."""
    try:
        return read_value(felt, text) if text else None
    except ValueError:
        return None


def siger_det_samme(felt: Felt, one: str, other: str) -> bool:
    """Whether two texts say the same, however they are written: "12,50" is 12,5, and 3 af 4 is 3/4."""
    if one == other:
        return True
    said = vaerdi_i(one, felt)
    return said is not None and said == vaerdi_i(other, felt)
