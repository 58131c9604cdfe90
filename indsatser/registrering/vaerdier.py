"""What somebody types for a criterion, read as what is stored. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from helhedsplan.numbers import maengde, parse_decimal, procent, tal
from indsatser.choices import Kriterieform, Sammenlaegning, Skoen
from indsatser.maalopfyldelse.grundlag import ANDELE

MAX_DIGITS, MAX_STORED_DECIMALS = 12, 4
_OUT_OF = re.compile(r"(.+?)\s*(?:/|\baf\b)\s*(.+)", re.I)
JA = frozenset({"ja", "j", "1"})
NEJ = frozenset({"nej", "n", "0"})
SKOEN_ORD = {
    "nået": Skoen.NAAET,
    "naaet": Skoen.NAAET,
    "delvist": Skoen.DELVIST,
    "delvist nået": Skoen.DELVIST,
    "ikke nået": Skoen.IKKE_NAAET,
    "ikke_naaet": Skoen.IKKE_NAAET,
}


class Felt(StrEnum):
    """What the form of a criterion asks for."""

    TAL = "tal"
    ANDEL = "andel"  # per cent, or so many out of so many
    SNIT = "snit"  # a mean, and how many times it is the mean of
    JA_NEJ = "ja_nej"
    SKOEN = "skoen"
    INTET = "intet"  # measured in its parts, or never


@dataclass(frozen=True, slots=True)
class Vaerdi:
    """What a measurement says: a value, so many out of so many, or a judgement."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    weight: Decimal | None = None
    skoen: str = ""


def felt_for(form: str, unit: str) -> Felt:
    """Which field the criterion needs."""
    if form in (Kriterieform.VISION, Kriterieform.SAMMENSAT):
        return Felt.INTET
    if form == Kriterieform.KVALITATIV:
        return Felt.SKOEN
    if form == Kriterieform.JA_NEJ:
        return Felt.JA_NEJ
    if form == Kriterieform.GENNEMSNIT:
        return Felt.SNIT
    return Felt.ANDEL if unit == "%" or (form in ANDELE and not unit) else Felt.TAL


def adds_up(sammenlaegning: str) -> bool:
    """Whether numbers of different periods are added together, so that the same days must not be counted twice."""
    return sammenlaegning in (Sammenlaegning.SUM, Sammenlaegning.AARLIG)


def read_value(felt: Felt, text: str, *, out_of: str = "", weight: str = "") -> Vaerdi:
    """The value in what was typed. Raises ValueError with a Danish sentence.

    A share may be typed as per cent ("56,2") or as "118/210" or "118 af 210"; `out_of` and `weight` are fields
    of their own beside the number.
    """
    typed = " ".join(text.split())
    if felt == Felt.INTET:
        raise ValueError("Kriteriet måles ikke med et tal.")
    if not typed:
        raise ValueError("Vælg et svar." if felt in (Felt.JA_NEJ, Felt.SKOEN) else "Skriv et tal.")
    if felt == Felt.SKOEN:
        return Vaerdi(skoen=_skoen(typed))
    if felt == Felt.JA_NEJ:
        return Vaerdi(value=_yes_or_no(typed))
    match = _OUT_OF.fullmatch(typed) if felt == Felt.ANDEL else None
    if match and not out_of:
        typed, out_of = match[1], match[2]
    if out_of.strip() and felt == Felt.ANDEL:
        return _share(_number(typed), _number(out_of.strip()))
    number = _number(typed.removesuffix("%").strip() if felt == Felt.ANDEL else typed)
    if felt == Felt.ANDEL and not 0 <= number <= 100:
        raise ValueError(f"{tal(number)} % kan ikke passe. Er det et antal, så skriv også, hvor mange det er ud af.")
    times = _number(weight.strip()) if weight.strip() and felt == Felt.SNIT else None
    if times is not None and not 0 < times < 10**8:
        raise ValueError("Antallet bag gennemsnittet skal være over nul.")
    return Vaerdi(value=number, weight=times)


def _share(numerator: Decimal, denominator: Decimal) -> Vaerdi:
    if denominator <= 0:
        raise ValueError("Det, der tælles ud af, skal være over nul. Er der ingen, er der heller ikke noget at måle.")
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{tal(numerator)} af {tal(denominator)} kan ikke passe.")
    return Vaerdi(numerator=numerator, denominator=denominator)


def _number(text: str) -> Decimal:
    number = parse_decimal(text)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MAX_STORED_DECIMALS:
        raise ValueError(f"«{text}» har for mange decimaler; der kan højst stå {MAX_STORED_DECIMALS} efter kommaet.")
    return number


def _yes_or_no(text: str) -> Decimal:
    word = text.casefold()
    if word in JA:
        return Decimal(1)
    if word in NEJ:
        return Decimal(0)
    raise ValueError("Svar ja eller nej.")


def _skoen(text: str) -> Skoen:
    found = SKOEN_ORD.get(text.casefold())
    if found is None:
        raise ValueError("Svar nået, delvist eller ikke nået.")
    return found


def as_typed(vaerdi: Vaerdi, felt: Felt) -> str:
    """The value as it would be typed: "1040,25", "118/210", "ja", "ikke nået". Read again, it is the same."""
    if vaerdi.skoen:
        return {"naaet": "nået", "delvist": "delvist", "ikke_naaet": "ikke nået"}[vaerdi.skoen]
    if vaerdi.numerator is not None and vaerdi.denominator is not None:
        return f"{_plain(vaerdi.numerator)}/{_plain(vaerdi.denominator)}"
    if vaerdi.value is None:
        return ""
    if felt == Felt.JA_NEJ:
        return "ja" if vaerdi.value >= 1 else "nej"
    return _plain(vaerdi.value)


def in_words(vaerdi: Vaerdi, felt: Felt, unit: str) -> str:
    """The value as it is read: "12 samtaler", "56,2 % (118 af 210)", "Ja", "Delvist nået"."""
    if vaerdi.skoen:
        return str(Skoen(vaerdi.skoen).label)
    if vaerdi.numerator is not None and vaerdi.denominator:
        share = f"{tal(vaerdi.numerator)} af {tal(vaerdi.denominator)}"
        return f"{procent(vaerdi.numerator / vaerdi.denominator * 100)} ({share})" if felt == Felt.ANDEL else share
    if vaerdi.value is None:
        return ""
    if felt == Felt.JA_NEJ:
        return "Ja" if vaerdi.value >= 1 else "Nej"
    return maengde(vaerdi.value, unit)


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f").replace(".", ",")
