"""Which period a number is about: what is due, what is proposed, and how people write it. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from helhedsplan.datoer import MONTHS, dato, periode
from indsatser.choices import Kriterieform, Sammenlaegning

MONTHS_IN: dict[Sammenlaegning, int] = {
    Sammenlaegning.SUM: 1,
    Sammenlaegning.MIDDEL: 3,
    Sammenlaegning.AARLIG: 3,
    Sammenlaegning.SENESTE: 12,
}
"""How many months a number is expected to cover, by how numbers become one."""

NOT_DUE = frozenset({Kriterieform.VISION, Kriterieform.SAMMENSAT})
EARLIEST, LATEST = 1990, 2100

_MONTH_NAMES = {name: number for number, name in enumerate(MONTHS, 1)} | {
    name[:3]: number for number, name in enumerate(MONTHS, 1)
}
_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")
_PART = re.compile(r"([1-4])\.?\s*(kvartal|kvt|kv|halvår|halvaar)\.?\s*(\d{4})", re.I)
_MONTH = re.compile(r"([a-zæøå]+)\.?\s+(\d{4})", re.I)
_DAY = r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})"
_DAYS = re.compile(rf"{_DAY}(?:\s*(?:-|–|til)\s*{_DAY})?", re.I)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
HELP = "Skriv fx 2019, oktober 2019, 3. kvartal 2019, 24.10.2019 eller 01.08.2019-31.10.2019."


@dataclass(frozen=True, slots=True)
class Periode:
    """From the first day to the last, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        return periode(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Rytme:
    """What decides when a criterion is due. `begins` and `ends` are where its numbers count."""

    form: Kriterieform
    sammenlaegning: Sammenlaegning
    begins: date | None = None
    ends: date | None = None


def last_day_to_count(rytme: Rytme, today: date) -> date:
    """Today, or the last day on which the criterion counts anything."""
    return min(today, rytme.ends) if rytme.ends else today


def due_period(rytme: Rytme, today: date) -> Periode | None:
    """The latest month, quarter or year that is over and that there should be a number for; None: nothing yet."""
    if rytme.form in NOT_DUE:
        return None
    after = last_day_to_count(rytme, today) + timedelta(days=1)
    begins = _start(after, MONTHS_IN[rytme.sammenlaegning])
    last = begins - timedelta(days=1)
    first = _start(last, MONTHS_IN[rytme.sammenlaegning])
    if rytme.begins and last < rytme.begins:
        return None
    return Periode(max(first, rytme.begins) if rytme.begins else first, last)


def is_due(rytme: Rytme, *, measured_to: date | None, logged_to: date | None = None, today: date) -> bool:
    """Whether the latest finished period has no number yet.

    `measured_to` is the last day any measurement is about, `logged_to` the day of the last log line. A log is kept
    as things happen, so one line in the period is enough.
    """
    due = due_period(rytme, today)
    if due is None or (measured_to is not None and measured_to >= due.last):
        return False
    return logged_to is None or logged_to < due.first


def proposed_period(rytme: Rytme, *, measured_to: date | None, logged_to: date | None = None, today: date) -> Periode:
    """The period the form proposes: the one that is due, else the running one so far.

    What is added up is proposed from the day after the last number, so that nothing is counted twice.
    """
    day = last_day_to_count(rytme, today)
    if rytme.form == Kriterieform.JA_NEJ:
        return Periode(day, day)
    due = due_period(rytme, today)
    if due is not None and is_due(rytme, measured_to=measured_to, logged_to=logged_to, today=today):
        found = due
    else:
        first = _start(day, MONTHS_IN[rytme.sammenlaegning])
        found = Periode(min(max(first, rytme.begins), day) if rytme.begins else first, day)
    adds_up = rytme.sammenlaegning in (Sammenlaegning.SUM, Sammenlaegning.AARLIG)
    known = max(filter(None, (measured_to, logged_to)), default=None)
    if adds_up and known and found.first <= known < found.last:
        return Periode(known + timedelta(days=1), found.last)
    return found


def read_period(text: str) -> Periode:
    """ "2019", "2018-2019", "oktober 2019", "3. kvartal 2019", "1. halvår 2019", a day, or two days.

    Raises ValueError with a Danish sentence.
    """
    trimmed = " ".join(text.split())
    if not trimmed:
        raise ValueError(f"Skriv, hvornår tallet handler om. {HELP}")
    found = _read(trimmed)
    if found is None:
        shown = trimmed if len(trimmed) <= 40 else f"{trimmed[:39]}…"
        raise ValueError(f"«{shown}» er ikke en periode. {HELP}")
    if found.last < found.first:
        raise ValueError(f"Perioden slutter {dato(found.last)}, før den begynder {dato(found.first)}.")
    if not EARLIEST <= found.first.year <= found.last.year <= LATEST:
        raise ValueError(f"Årstallet skal ligge mellem {EARLIEST} og {LATEST}.")
    return found


def _read(text: str) -> Periode | None:
    try:
        if match := _YEARS.fullmatch(text):
            first, last = int(match[1]), int(match[2] or match[1])
            return Periode(date(first, 1, 1), date(last, 12, 31))
        if match := _PART.fullmatch(text):
            return _part_of_year(int(match[1]), match[2].lower(), int(match[3]))
        if match := _MONTH.fullmatch(text):
            month = _MONTH_NAMES.get(match[1].lower())
            return _months(int(match[2]), month, 1) if month else None
        if match := _ISO.fullmatch(text):
            day = date(int(match[1]), int(match[2]), int(match[3]))
            return Periode(day, day)
        if match := _DAYS.fullmatch(text):
            first_day = _day(match[1], match[2], match[3])
            return Periode(first_day, _day(match[4], match[5], match[6]) if match[4] else first_day)
    except ValueError:
        return None
    return None


def _part_of_year(number: int, word: str, year: int) -> Periode | None:
    if not word.startswith("halv"):
        return _months(year, number * 3 - 2, 3)
    return _months(year, number * 6 - 5, 6) if number <= 2 else None


def _months(year: int, month: int, count: int) -> Periode:
    first = date(year, month, 1)
    return Periode(first, _next(first, count) - timedelta(days=1))


def _day(day: str, month: str, year: str) -> date:
    full = int(year) if len(year) == 4 else 2000 + int(year)
    return date(full, int(month), int(day))


def _start(day: date, months: int) -> date:
    """The first day of the month, quarter or year that the day is in."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _next(first: date, months: int) -> date:
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def year_columns(last_year: int, *, first_year: int) -> list[Periode]:
    """Whole calendar years, oldest first."""
    return [Periode(date(year, 1, 1), date(year, 12, 31)) for year in range(first_year, last_year + 1)]


def quarter_columns(year: int) -> list[Periode]:
    """The four quarters of a year."""
    return [_months(year, month, 3) for month in (1, 4, 7, 10)]
