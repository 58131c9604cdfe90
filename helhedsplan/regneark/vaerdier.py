"""What a cell says, read as the kind of thing its column holds. Never guesses: two readings are a refusal.

Every reader returns None for an empty cell and raises Arkfejl with the cell's place.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from helhedsplan.datoer import dato
from helhedsplan.numbers import parse_amount, parse_decimal
from helhedsplan.regneark.celler import Arkfejl, Celle
from helhedsplan.regneark.xlsxdele import fra_serienummer

MAX_KRONER = Decimal(10) ** 12
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_PARENTHESES = re.compile(r"\(\s*([0-9][0-9.,]*(?:\s*kr\.?)?)\s*\)", re.I)
_TRAILING = re.compile(r"((?:kr\.?\s*)?[0-9](?:[0-9.,]*[0-9])?)\s*[-\u2212](\s*kr\.?)?", re.I)
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})|(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_SERIALS = (1, 2_958_465)

IKKE_REGNET = "Cellen har en formel, der ikke er regnet ud. Åbn filen i Excel, gem den, og vælg den igen."


def som_tekst(celle: Celle) -> str | None:
    """The text, a number as Danes write it, a day as dd.mm.åååå. Signs that cannot be seen are left out."""
    value = _usable(celle)
    if isinstance(value, bool):
        return "sand" if value else "falsk"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return dato(value)
    if value is None:
        return None
    return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))


def som_beloeb(celle: Celle) -> Decimal | None:
    """Kroner: a number with at most two decimals, or text such as "1.392", "52,90", "(1.392)", "1.392-"."""
    value = _number(celle, lambda text: parse_amount(_signed(text)), "et beløb")
    if value is None:
        return None
    if value != value.quantize(Decimal("0.01")):
        raise Arkfejl(
            f"«{plain(value)}» har mere end to decimaler. Skriv beløbet i hele kroner eller ører.", celle.sted
        )
    return value


def som_tal(celle: Celle) -> Decimal | None:
    """A number of any kind: 52.9 or "52,9"."""
    return _number(celle, lambda text: parse_decimal(_signed(text)), "et tal")


def som_aar(celle: Celle) -> int | None:
    """A calendar year from 1990 to 2100."""
    text = (som_tekst(celle) or "").strip()
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{4}", text, re.ASCII) or not 1990 <= int(text) <= 2100:
        raise Arkfejl(f"«{_short(text)}» er ikke et årstal mellem 1990 og 2100.", celle.sted)
    return int(text)


def som_dato(celle: Celle, *, is_1904: bool = False) -> date | None:
    """A day: a date, a number of days as spreadsheets count them, or "31.12.2015", "31/12-2015", "2015-12-31"."""
    value = _usable(celle)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, Decimal):
        if value != value.to_integral_value() or not _SERIALS[0] <= value <= _SERIALS[1]:
            raise Arkfejl(f"«{plain(value)}» er ikke en dato. Skriv den som 31.12.2015.", celle.sted)
        value, _ = fra_serienummer(float(value), is_1904=is_1904)
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    text = (som_tekst(celle) or "").strip()
    if not text:
        return None
    try:
        day, month, year, *iso = (_DAY.fullmatch(text.replace(" ", "")) or _no_match()).groups()
        return date(*map(int, iso)) if iso[0] else date(int(year), int(month), int(day))
    except ValueError as error:
        raise Arkfejl(f"«{_short(text)}» er ikke en dato. Skriv den som 31.12.2015.", celle.sted) from error


def _no_match() -> re.Match[str]:
    raise ValueError


def _number(celle: Celle, parse: Callable[[str], Decimal], what: str) -> Decimal | None:
    value = _usable(celle)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool):
        raise Arkfejl(f"Cellen siger sand eller falsk. Her skal stå {what}.", celle.sted)
    if isinstance(value, date):
        raise Arkfejl(f"Cellen er vist som en dato ({dato(value)}). Her skal stå {what}.", celle.sted)
    if isinstance(value, Decimal):
        if abs(value) >= MAX_KRONER:
            raise Arkfejl("Tallet er for stort; der kan højst stå 12 cifre før kommaet.", celle.sted)
        return value + 0  # never minus zero
    try:
        return parse(value)
    except ValueError as refused:
        raise Arkfejl(str(refused), celle.sted) from refused


def _signed(text: str) -> str:
    """Accountants' minuses, in parentheses or after the number, as one in front."""
    trimmed = text.strip()
    if match := _PARENTHESES.fullmatch(trimmed):
        return f"-{match.group(1)}"
    if match := _TRAILING.fullmatch(trimmed):
        return f"-{match.group(1).lower().removeprefix('kr.').removeprefix('kr').strip()}"
    return text


def _usable(celle: Celle) -> "str | Decimal | bool | date | None":
    if celle.error:
        raise Arkfejl(f"Cellen viser en fejl ({celle.error}). Ret formlen eller skriv værdien.", celle.sted)
    if celle.is_formula and celle.value is None:
        raise Arkfejl(IKKE_REGNET, celle.sted)
    return celle.value


def plain(value: Decimal) -> str:
    """As it would be typed: no separator of thousands, a comma before the decimals."""
    text = format(value.normalize(), "f")
    return text.replace(".", ",")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
