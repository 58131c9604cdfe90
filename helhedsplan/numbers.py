"""The only place where numbers are read, rounded and written the Danish way.

A dot separates thousands, a comma the decimals. Arithmetic elsewhere stays exact; rounding happens here, once,
half up (away from zero), when a number is shown. Readers raise ValueError with a Danish sentence for the user.
"""

import re
from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import Final

NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"
MAX_INTEGER_DIGITS: Final = 12
MAX_DECIMALS: Final = 6

_WIDE: Final = Context(prec=60)
_SPACES: Final = " \t\r\n\u00a0\u2007\u2009\u202f"
_SIGN = r"[+\-\u2212]?"
_PLAIN: Final = re.compile(rf"({_SIGN})([0-9]+)(?:,([0-9]+))?")
_GROUPED: Final = re.compile(rf"({_SIGN})([1-9][0-9]{{0,2}}(?:\.[0-9]{{3}})+)(?:,([0-9]+))?")
_DOT_AS_DECIMAL: Final = re.compile(rf"({_SIGN})([0-9]+)\.([0-9]+)")
_ENGLISH: Final = re.compile(rf"({_SIGN})([0-9]{{1,3}}(?:,[0-9]{{3}})+)\.([0-9]+)")
_CAVEAT: Final = re.compile(
    r"(?:ca\b\.?|cirka|circa|omkring|omtrent|knap|godt|mindst|højst|over|under|[~≈<>≥≤])\s*(.*)", re.I | re.S
)
_RANGE: Final = re.compile(r"[0-9.,]+\s*(?:-|–|til)\s*[0-9.,]+")
_WITH_WORDS: Final = re.compile(rf"({_SIGN}[0-9][0-9.,]*)\s*(.*[^\W\d_].*)", re.S)
_SCALE: Final = re.compile(r"(?:t\.?\s*kr|tusind|tus\b|mio|mia|million|milliard)", re.I)
_KRONER: Final = re.compile(r"^kr(?:oner|\.)?\s*(?=[0-9+\-\u2212])|(?<=[0-9\s,\-])kr(?:oner|\.)?$", re.I)
_DASH_OERE: Final = re.compile(r",[-\u2013\u2014\u2212]$")


# --- Reading ---------------------------------------------------------------------------------------------------


def parse_decimal(text: str) -> Decimal:
    """Read a number as a Dane types it: "1.040,25", "1040,25", "1.392", "52,9", "-10". A number only, no unit.

    Raises ValueError with a Danish sentence saying what is wrong and, where it can be guessed, what to write.
    Never guesses between two readings: "1.5" and "1040.25" are refused.
    """
    trimmed = text.strip(_SPACES)
    number = _read(trimmed)
    if number is None:
        raise ValueError(_refusal(trimmed))
    _check_size(trimmed, number)
    return number


def parse_amount(text: str) -> Decimal:
    """Read an amount in kroner: "42.128.000", "8000", "1.392,50", "kr. 8.000", "8.000 kr.", "8.000,-".

    Øre are two digits or none. Raises ValueError with a Danish sentence; "10.944.00" is refused, not guessed at.
    """
    trimmed = text.strip(_SPACES)
    if _SCALE.search(trimmed) and re.search("[0-9]", trimmed):
        raise ValueError(f"«{_shown(trimmed)}» skal skrives helt ud i kroner, f.eks. 712.000.")
    digits = _DASH_OERE.sub("", _KRONER.sub("", trimmed, count=1).strip(_SPACES))
    number = _read(digits)
    if number is None:
        raise ValueError(_refusal(digits, shown=trimmed))
    _check_size(trimmed, number)
    oere = digits.partition(",")[2]
    if oere and len(oere) != 2:
        hint = f": {digits}0" if len(oere) == 1 else ""
        raise ValueError(f"«{_shown(trimmed)}» har forkert antal decimaler. Øre skrives med to cifre{hint}.")
    return number


def _read(text: str) -> Decimal | None:
    """The number, or None if it is not written as exactly one reading allows."""
    match = _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text)
    if match is None:
        return None
    sign, whole, decimals = match.groups()
    digits = whole.replace(".", "") + (f".{decimals}" if decimals else "")
    number = Decimal(digits)
    return -number if sign in ("-", MINUS) and number else number


def _check_size(text: str, number: Decimal) -> None:
    """Refuse what no column and no reader can hold: more than 12 digits before the comma or 6 after."""
    if abs(number) >= Decimal(10) ** MAX_INTEGER_DIGITS:
        raise ValueError(f"«{_shown(text)}» er for stort; der kan højst stå {MAX_INTEGER_DIGITS} cifre før kommaet.")
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MAX_DECIMALS:
        raise ValueError(f"«{_shown(text)}» har for mange decimaler; der kan højst stå {MAX_DECIMALS} efter kommaet.")


def _refusal(text: str, *, shown: str = "") -> str:
    """The Danish sentence for a text that is not a number."""
    quoted = f"«{_shown(shown or text)}»"
    if not text:
        return "Skriv et tal." if not shown else f"{quoted} indeholder ikke et tal."
    for explain in (_about_percent, _about_caveat, _about_range, _about_separators, _about_words):
        if sentence := explain(text, quoted):
            return sentence
    if re.search(r"[^\x00-\x7f]", text) and any(char.isnumeric() for char in text):
        return f"{quoted} er skrevet med andre tegn end cifrene 0-9. Skriv tallet med almindelige cifre."
    return f"{quoted} er ikke et tal. Skriv det med cifre og komma som decimaltegn, f.eks. 52,9."


def _about_percent(text: str, quoted: str) -> str:
    if "%" not in text:
        return ""
    rest = text.removesuffix("%").strip(_SPACES)
    hint = f": {rest}" if _read(rest) is not None else ""
    return f"{quoted} har procenttegn med. Skriv kun tallet{hint}."


def _about_caveat(text: str, quoted: str) -> str:
    match = _CAVEAT.fullmatch(text)
    if match is None or not re.search("[0-9]", text):
        return ""
    rest = match.group(1).strip(_SPACES)
    hint = f" ({rest})" if _read(rest) is not None else ""
    return f"{quoted} er mere end et tal. Skriv tallet alene{hint}, og skriv forbeholdet i noten."


def _about_range(text: str, quoted: str) -> str:
    if _RANGE.fullmatch(text) is None:
        return ""
    return f"{quoted} er to tal. Skriv ét tal i hvert felt."


def _about_separators(text: str, quoted: str) -> str:
    if re.search(r"[^0-9.,+\-\u2212 \u00a0\u2009\u202f]", text) or not re.search("[0-9]", text):
        return ""
    if re.search(f"[{_SPACES}]", text):
        joined = re.sub(f"[{_SPACES}]", "", text)
        number = _read(joined)
        hint = f": {_plain(number)}" if number is not None else ""
        return f"{quoted} har mellemrum i tallet. Skriv det i ét{hint}."
    if match := _ENGLISH.fullmatch(text):
        sign, whole, decimals = match.groups()
        return f"{quoted} er skrevet på engelsk. Skriv {sign}{whole.replace(',', '.')},{decimals}."
    if match := _DOT_AS_DECIMAL.fullmatch(text):
        sign, whole, decimals = match.groups()
        return f"{quoted} kan læses på to måder. Brug komma som decimaltegn: skriv {sign}{whole},{decimals}."
    if re.fullmatch(r"[^,]*,", text) and _read(text[:-1]) is not None:
        return f"{quoted} mangler cifre efter kommaet. Skriv {text[:-1]} eller sæt decimaler på."
    if text.startswith(",") and _read(f"0{text}") is not None:
        return f"{quoted} mangler et ciffer før kommaet. Skriv 0{text}."
    if text.count(",") > 1:
        return f"{quoted} har mere end ét komma. Brug punktum mellem tusinder og ét komma før decimalerne."
    if "." in text:
        return f"{quoted} kan ikke læses: der skal stå tre cifre efter hvert punktum."
    return ""


def _about_words(text: str, quoted: str) -> str:
    match = _WITH_WORDS.fullmatch(text)
    if match is None or re.fullmatch(r"[0-9.,]+e[+\-]?[0-9]+", text, re.I):
        return ""
    if _SCALE.search(match.group(2)):
        return f"{quoted} skal skrives helt ud med cifre, f.eks. 712.000."
    hint = f": {match.group(1)}" if _read(match.group(1)) is not None else ""
    return f"{quoted} har ord med. Skriv kun tallet{hint}."


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


# --- Rounding --------------------------------------------------------------------------------------------------


def _round(value: Decimal, decimals: int) -> Decimal:
    """Half up, away from zero, and never minus zero."""
    if not value.is_finite():
        raise ValueError("Only finite numbers can be shown.")
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_WIDE)
    return abs(rounded) if rounded.is_zero() else rounded


def round_kr(value: Decimal) -> Decimal:
    """Kroner to whole kroner, half up."""
    return _round(value, 0)


def round_oere(value: Decimal) -> Decimal:
    """Kroner to whole øre, half up: what hours at a rate come to."""
    return _round(value, 2)


def round_pct(value: Decimal, decimals: int = 1) -> Decimal:
    """Per cent (21.345, not 0.21345) to so many decimals, half up."""
    return _round(value, decimals)


def fordel_afrunding(parts: Sequence[Decimal], decimals: int = 0) -> list[Decimal]:
    """Round the parts so that they add up to the rounded total (largest remainder; ties go to the first).

    No part moves a whole unit or more away from its exact value.
    """
    step = Decimal(1).scaleb(-decimals)
    total = _round(sum(parts, Decimal(0)), decimals)
    floors = [part.quantize(step, rounding=ROUND_FLOOR, context=_WIDE) for part in parts]
    missing = int((total - sum(floors, Decimal(0))) / step)
    by_remainder = sorted(range(len(parts)), key=lambda i: floors[i] - parts[i])
    for index in by_remainder[:missing]:
        floors[index] += step
    return [abs(part) if part.is_zero() else part for part in floors]


# --- Writing ---------------------------------------------------------------------------------------------------


def tal(value: Decimal, decimals: int | None = None) -> str:
    """1234.5 → "1.234,5". Without `decimals`: as exact as stored, at most two decimals, no trailing zeros."""
    if decimals is not None:
        return _danish(_round(value, decimals), decimals)
    text = _danish(_round(value, 2), 2)
    return text.rstrip("0").rstrip(",")


_DANISH_MARKS: Final = str.maketrans(",.", ".,")


def _danish(value: Decimal, decimals: int) -> str:
    text = f"{abs(value):,.{decimals}f}".translate(_DANISH_MARKS)
    return f"{MINUS}{text}" if value < 0 else text


def _plain(value: Decimal) -> str:
    """For hints: with all the decimals that were typed."""
    exponent = value.as_tuple().exponent
    return _danish(value, -exponent if isinstance(exponent, int) and exponent < 0 else 0)


def procent(value: Decimal, decimals: int = 1) -> str:
    """21.34 → "21,3 %" (value in per cent). A decimal that is zero is left out: "15 %"."""
    text = tal(_round(value, decimals), decimals)
    if decimals:
        text = text.rstrip("0").rstrip(",")
    return f"{text}{NBSP}%"


def kroner(value: Decimal) -> str:
    """42128000 → "42.128.000 kr.", whole kroner, half up."""
    return f"{tal(value, 0)}{NBSP}kr."


def kroner_praecis(value: Decimal) -> str:
    """1250000.5 → "1.250.000,50 kr."; øre only where there are some. For what must add up with its neighbours."""
    return kroner(value) if value == value.to_integral_value() else f"{tal(value, 2)}{NBSP}kr."


def maengde(value: Decimal, unit: str, decimals: int | None = None) -> str:
    """A number with its unit: "21,3 %", "712.000 kr.", "12 beboere", "1 beboer", "12" when there is no unit."""
    unit = unit.strip()
    if unit == "kr.":
        return kroner(value)
    if unit == "%":
        return f"{tal(value, decimals)}{NBSP}%"
    word = enhed(value, unit)
    return f"{tal(value, decimals)}{NBSP}{word}" if word else tal(value, decimals)


def enhed(value: Decimal, unit: str) -> str:
    """The unit as it reads after the number: "beboer" after 1, "tusind kr." for "1.000 kr."."""
    unit = _READS_AS.get(unit.strip(), unit.strip())
    if value != 1:
        return unit
    for plural, singular in _SINGULAR.items():
        if unit == plural or unit.startswith((f"{plural} pr.", f"{plural} i ", f"{plural} om ", f"{plural} på ")):
            return singular + unit[len(plural) :]
    return unit


_READS_AS: Final = {"1.000 kr.": "tusind kr.", "t.kr.": "tusind kr.", "karakter": "i karakter"}
_SINGULAR: Final = {
    "aktive opskrivninger": "aktiv opskrivning", "aktiviteter": "aktivitet", "arrangementer": "arrangement",
    "artikler": "artikel", "beboere": "beboer", "boligområder": "boligområde", "boliger": "bolig",
    "brugere": "bruger", "børn": "barn", "børn og unge": "barn eller ung", "deltagere": "deltager",
    "ejendomsfunktionærer": "ejendomsfunktionær", "elever": "elev", "events": "event", "familier": "familie",
    "foreninger": "forening", "forskellige beboere": "beboer", "frivillige unge": "frivillig ung",
    "fædre": "far", "fælleshaver": "fælleshave", "førtidspensionister": "førtidspensionist", "gange": "gang",
    "handleplaner": "handleplan", "henvendelser": "henvendelse", "historier": "historie", "husstande": "husstand",
    "institutioner": "institution", "kampagner": "kampagne", "kurser": "kursus", "kvinder": "kvinde",
    "ledige boliger": "ledig bolig", "ledige ungdomsboliger": "ledig ungdomsbolig", "møder": "møde",
    "netværk": "netværk", "nyhedsbreve": "nyhedsbrev", "opgaver": "opgave", "opskrivninger": "opskrivning",
    "personer": "person", "praktikpladser": "praktikplads", "projekter": "projekt", "samtaler": "samtale",
    "udgivelser": "udgivelse", "udsættelser": "udsættelse", "unge": "ung", "unikke beboere": "unik beboer",
    "vejledninger": "vejledning", "virksomheder": "virksomhed",
}  # fmt: skip
