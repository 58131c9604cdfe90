"""The Danish sentence that explains a result to a board member."""

from calendar import monthrange
from datetime import date
from decimal import Decimal
from fractions import Fraction

from helhedsplan.datoer import MONTHS
from helhedsplan.numbers import enhed, maengde, tal
from indsatser.maalopfyldelse.grundlag import Maalt, Udgangspunkt, som_decimal


def dato(day: date) -> str:
    """31.12.2022"""
    return f"{day:%d.%m.%Y}"


def periode(first: date, last: date) -> str:
    """ "2016", "2015–2016", "1. kvartal 2013", "juni 2019", "2018/19" (school year), or the dates."""
    if first == last:
        return dato(last)
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if whole and first.month == 1 and last.month == 12:
        return f"{last.year}" if first.year == last.year else f"{first.year}–{last.year}"
    if whole and months == 1:
        return f"{MONTHS[last.month - 1]} {last.year}"
    if whole and months == 3 and last.month % 3 == 0:
        return f"{last.month // 3}. kvartal {last.year}"
    if whole and months == 6 and last.month % 6 == 0:
        return f"{last.month // 6}. halvår {last.year}"
    if whole and months == 12 and last.month in (6, 7):
        return f"{first.year}/{last:%y}"
    return f"{dato(first)}–{dato(last)}"


def aar_eller_dato(day: date) -> str:
    """The year when the day ends one, otherwise the date."""
    return f"{day.year}" if (day.month, day.day) == (12, 31) else dato(day)


def i_frist(frist: date | None) -> str:
    """ " i 2022" or " senest 31.07.2022", with a space in front; nothing without a deadline."""
    if frist is None:
        return ""
    return f" i {frist.year}" if (frist.month, frist.day) == (12, 31) else f" senest {dato(frist)}"


def inden(last: date | None) -> str:
    """For counts: " inden udgangen af 2019" or " senest 31.07.2022", with a space in front."""
    text = i_frist(last)
    return f" inden udgangen af {last.year}" if last and text.startswith(" i ") else text


def kort(value: Fraction, unit: str) -> str:
    """The number with % or kr., but without long units: they are said once in a sentence."""
    exact = som_decimal(value)
    return maengde(exact, unit) if unit in ("%", "kr.") else tal(exact)


def fuld(value: Fraction, unit: str, mod: Fraction | None = None) -> str:
    """The number with its unit; "knap 70 %" where rounding alone would make 69,996 look like the target 70."""
    text = maengde(som_decimal(value), unit)
    if mod is None or value == mod or text != maengde(som_decimal(mod), unit):
        return text
    return f"{'knap' if value < mod else 'lidt over'} {text}"


def skulle_vaere(expected: Fraction, value: Fraction | None, unit: str) -> str:
    """The expected value as people would say it, with just enough decimals to differ from the value."""
    exact = som_decimal(expected)
    decimals = 1 if unit == "%" or (value is not None and value.denominator > 1) or abs(expected) < 10 else 0
    for digits in range(decimals, 3):
        text = _rundet(exact, unit, digits)
        if value is None or value == expected or text != _rundet(som_decimal(value), unit, digits):
            return text
    return f"{'lidt over' if value is not None and value < expected else 'knap'} {text}"


def _rundet(exact: Decimal, unit: str, digits: int) -> str:
    if unit == "kr.":
        return maengde(exact, unit)
    text = tal(exact, digits)
    text = text.rstrip("0").rstrip(",") if digits else text
    return f"{text}\u00a0%" if unit == "%" else text


def antal_af(value: Fraction, target: Fraction, unit: str) -> str:
    """ "1.112 af 1.750 samtaler"."""
    exact = som_decimal(target)
    word = enhed(exact, unit)
    if unit in ("%", "kr."):
        return f"{kort(value, unit)} af {kort(target, unit)}"
    return f"{tal(som_decimal(value))} af {tal(exact)}{chr(160) + word if word else ''}"


def maaneder_af(gone: Fraction, total: Fraction) -> str:
    """ "11 af 17 måneder"."""
    return f"{tal(som_decimal(gone), 1).removesuffix(',0')} af {tal(som_decimal(total), 1).removesuffix(',0')} måneder"


def udgangspunkt_tekst(udgangspunkt: Udgangspunkt) -> str:
    """ " (2016)", with a space in front; nothing when it is not known when."""
    said = udgangspunkt.text or (aar_eller_dato(udgangspunkt.on) if udgangspunkt.on else "")
    return f" ({said})" if said else ""


def naar(maalt: Maalt) -> str:
    """ " (2020)", with answers when they are known: " (210 af 400, 2020)"."""
    when = periode(maalt.data_from, maalt.data_to)
    if maalt.svar and maalt.antal == 1:
        return f" ({tal(maalt.svar[0])} af {tal(maalt.svar[1])}, {when})"
    return f" ({when})"


def bevaegelse(maalt: Maalt, fra: Udgangspunkt | None, unit: str, mod: Fraction | None) -> str:
    """ "Faldet fra 21,3 % (2016) til 18,4 % (2020)"."""
    til = f"{fuld(maalt.value, unit, mod)}{naar(maalt)}"
    if fra is None:
        return til
    start = udgangspunkt_tekst(fra)
    if maalt.value == fra.value:
        return f"Uændret {til} i forhold til udgangspunktet{start}"
    verb = "Steget" if maalt.value > fra.value else "Faldet"
    return f"{verb} fra {kort(fra.value, unit)}{start} til {til}"


def maaneder_i_alt(total: Fraction) -> str:
    """ "17 måneder"."""
    shown = tal(som_decimal(total), 1).removesuffix(",0")
    return f"{shown} {'måned' if total == 1 else 'måneder'}"


def opremset(parts: list[str]) -> str:
    """ "2013", "2013 og 2014", "2013, 2014 og 2015"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} og {parts[-1]}"
