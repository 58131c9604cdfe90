"""Dates and periods as Danes write them."""

from calendar import monthrange
from datetime import date

MONTHS = (
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


def dato(day: date | None) -> str:
    """ "08.03.2019", or "" for no day."""
    return f"{day:%d.%m.%Y}" if day else ""


def dato_lang(day: date | None) -> str:
    """ "8. marts 2019", or "" for no day."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}" if day else ""


def periode(start: date | None, end: date | None) -> str:
    """A period in the fewest words: "2019", "2018-2019", "2. kvartal 2019", "marts 2019", else the two dates.

    An open end says so: "fra 01.08.2018", "til 31.07.2022".
    """
    if start is None or end is None:
        if start:
            return f"fra {dato(start)}"
        return f"til {dato(end)}" if end else ""
    whole_months = start.day == 1 and _is_month_end(end)
    if whole_months and start.month == 1 and end.month == 12:
        return str(start.year) if start.year == end.year else f"{start.year}-{end.year}"
    if whole_months and start.year == end.year:
        if start.month == end.month:
            return f"{MONTHS[start.month - 1]} {start.year}"
        if end.month - start.month == 2 and start.month % 3 == 1:
            return f"{(start.month + 2) // 3}. kvartal {start.year}"
        if end.month - start.month == 5 and start.month % 6 == 1:
            return f"{(start.month + 5) // 6}. halvår {start.year}"
    if start == end:
        return dato(start)
    return f"{dato(start)}-{dato(end)}"


def alder(days: int) -> str:
    """How old something is, as people say it: "i dag", "1 dag", "12 dage", "7 måneder", "2 år og 3 måneder"."""
    if days < 1:
        return "i dag"
    if days < 60:
        return f"{days} {'dag' if days == 1 else 'dage'}"
    months = (days * 12 + 182) // 365  # the nearest whole month
    years, rest = divmod(months, 12)
    in_months = f"{rest} {'måned' if rest == 1 else 'måneder'}"
    if not years:
        return in_months
    return f"{years} år og {in_months}" if rest else f"{years} år"


def _is_month_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]
