"""Periods and days as agreements write them: "1/8- 2018", "1. august 2018", "31.07.2022", "2013-2016"."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Final

from indsatser.importing.aftale.led import Stykke
from indsatser.importing.aftale.normal import even
from indsatser.importing.aftale.ordbog import Sikkerhed
from indsatser.importing.aftale.vaerdi import Traee, Vaerdi

MONTHS: Final = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
_MONTH: Final = r"(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r")\.?"
_DAY: Final = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\s*[./-]\s*(?P<m>\d{1,2})\s*[./-]\s*(?P<y>\d{4}|\d{2})(?!\d)"
    r"|(?<!\d)(?P<d3>\d{1,2})\s*[./]\s*(?P<m3>\d{1,2})\.?\s+(?P<y3>20\d\d)(?!\d)"
    rf"|(?<!\d)(?P<d2>\d{{1,2}})\.?\s+{_MONTH}\s+(?P<y2>\d{{4}})"
    rf"|(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
)
_MONTH_YEAR: Final = re.compile(rf"\b{_MONTH}\s+(?P<y>20\d\d)")
YEARS: Final = re.compile(
    r"(?<!\d)(?P<fra>20[0-4]\d)\s*(?:[-–—/]|til(?:\s+og\s+med)?)\s*(?P<til>20[0-4]\d|\d{2})(?!\d|\.?\s*[./]\s*\d|\.\s)"
)


def days_in(text: str) -> list[date]:
    """Every whole day in a text, in order."""
    found = []
    for match in _DAY.finditer(even(text)):
        try:
            found.append(_day(match))
        except ValueError:
            continue
    return found


def _day(match: re.Match[str]) -> date:
    if match["iso"]:
        return date.fromisoformat(match["iso"])
    if match["d3"]:
        return date(int(match["y3"]), int(match["m3"]), int(match["d3"]))
    if match["d2"]:
        return date(int(match["y2"]), _month_number(match["month"]), int(match["d2"]))
    year = int(match["y"])
    return date(year + 2000 if year < 100 else year, int(match["m"]), int(match["d"]))


def _month_number(word: str) -> int:
    return next(index for index, name in enumerate(MONTHS, start=1) if name.startswith(word[:3]))


def read_period(lines: Iterable[Stykke], sure: Sikkerhed = Sikkerhed.EXACT) -> dict[str, Traee]:
    """Start and end. Days as they stand; years or months alone give the first and last day, worked out."""
    lines = tuple(lines)
    dated = [(day, line) for line in lines for day in days_in(line.text)]
    if dated:
        found: dict[str, Traee] = {"start": Vaerdi(dated[0][0], (dated[0][1],), sure)}
        if len(dated) > 1 and dated[1][0] > dated[0][0]:
            found["end"] = Vaerdi(dated[1][0], (dated[1][1],), sure)
        return found
    for line in lines:
        months = list(_MONTH_YEAR.finditer(even(line.text)))
        if len(months) == 2:
            start, end = ((int(each["y"]), _month_number(each["month"])) for each in months)
            return {
                "start": Vaerdi(date(*start, 1), (line,), sure.og(Sikkerhed.LIKELY), beregnet=True),
                "end": Vaerdi(date(*end, monthrange(*end)[1]), (line,), sure.og(Sikkerhed.LIKELY), beregnet=True),
            }
    for line in lines:
        if match := YEARS.search(line.text):
            last = int(match["til"]) if len(match["til"]) == 4 else 2000 + int(match["til"])
            if int(match["fra"]) < last <= int(match["fra"]) + 12:
                low = sure.og(Sikkerhed.LIKELY)
                return {
                    "start": Vaerdi(date(int(match["fra"]), 1, 1), (line,), low, beregnet=True),
                    "end": Vaerdi(date(last, 12, 31), (line,), low, beregnet=True),
                }
    return {}
