"""Time: ends that are missing, windows shorter than the plan, milestones that stand at two times."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from helhedsplan.datoer import MONTHS, dato
from indsatser.models import Milepael, Succeskriterium
from indsatser.selvmodsigelser.grundlag import Grundlag
from indsatser.selvmodsigelser.typer import Niveau, Selvmodsigelse, Slags, antal, fund, og

SEASONS = {"forår": {1, 2}, "sommer": {2, 3}, "efterår": {3, 4}, "vinter": {1, 4}}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_QUARTER = re.compile(r"\b([1-4])\.?\s*kvartal", re.I)
_DAY = re.compile(r"\b\d{1,2}\.(\d{1,2})\.((?:19|20)\d\d)\b")
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b", re.I)
_SEASON = re.compile(rf"\b({'|'.join(SEASONS)})(?:en|et)?\b", re.I)


def find(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """All findings about time."""
    yield from _delaftaler_without_end(g)
    yield from _windows(g)
    yield from _years(g)
    yield from _milestones(g)
    yield from _milestones_stop(g)
    yield from _activities_without_milestones(g)


def _delaftaler_without_end(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """A delaftale without a date that its siblings have. Where none has one, the plan's period is meant."""
    for felt, label, verb in (("start_date", "startdato", "begynder"), ("end_date", "slutdato", "slutter")):
        stated = {day for row in g.delaftaler if (day := getattr(row, felt))}
        for row in g.delaftaler:
            if stated and getattr(row, felt) is None:
                days = og([dato(day) for day in sorted(stated)])
                yield fund(
                    Slags.SLUTDATO,
                    Niveau.ADVARSEL,
                    f"«{row.title}» har ingen {label}; planens andre delaftaler {verb} {days}.",
                    row,
                    felt,
                    "reporting:delaftale_detail",
                    row,
                )


def _windows(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """Criteria that count only a part of the plan's period, together for each end of the count."""
    end = g.plan.end_date
    ends = Counter(row.window_to for row in g.top if row.window_to)
    for day, number in sorted(ends.items()):
        if end and day < end:
            first = next(row for row in g.top if row.window_to == day)
            months = f" ({first.window_months} måneder)" if first.window_months else ""
            yield fund(
                Slags.TID,
                Niveau.OPLYSNING,
                f"{antal(number, 'kriterium tæller', 'kriterier tæller')} kun til {dato(day)}{months}; "
                f"planen løber til {dato(end)}. Målet for resten er ikke oplyst.",
                first,
                "window_to",
                "reporting:kriterium_detail",
                first,
            )


def _years(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """Criteria of delaftaler and plan that are to be met, or start, in different years."""
    rows = [row for row in g.top if not (row.aktivitet_id or row.lokalprojekt_id or row.initiativ_id)]
    for felt, label in (("deadline", "målår"), ("baseline_on", "udgangsår")):
        found = Counter(day.year for row in rows if (day := _day(row, felt)))
        if len(found) > 1:
            years = og([f"{year} ({number})" for year, number in sorted(found.items())])
            first = next(row for row in rows if _day(row, felt))
            yield fund(
                Slags.TID,
                Niveau.OPLYSNING,
                f"Kriterierne for plan og delaftaler har forskellige {label}: {years}.",
                first,
                felt,
                "reporting:delaftale_list",
                g.plan,
            )


def _day(row: Succeskriterium, felt: str) -> date | None:
    return getattr(row, felt)


def kvartaler_i(text: str) -> tuple[int | None, set[int]]:
    """The year and the quarters that a text speaks of: "foråret 2013" → (2013, {1, 2}); (None, set()) for nothing."""
    if day := _DAY.search(text):
        return int(day.group(2)), {(int(day.group(1)) + 2) // 3}
    years = {int(year) for year in _YEAR.findall(text)}
    year = years.pop() if len(years) == 1 else None
    if quarter := _QUARTER.search(text):
        return year, {int(quarter.group(1))}
    if month := _MONTH.search(text):
        return year, {MONTHS.index(month.group(1).lower()) // 3 + 1}
    if season := _SEASON.search(text):
        return year, set(SEASONS[season.group(1).lower()])
    return year, set()


def _milestones(g: Grundlag) -> Iterator[Selvmodsigelse]:
    for row in g.milepaele:
        if row.year is None:
            continue
        stands = f"{row.quarter}. kvartal {row.year}" if row.quarter else str(row.year)
        if said := _other_time(row):
            yield _about_milestone(
                g, row, Niveau.FEJL, f"Milepælen «{row.text}» står i {stands}, men teksten siger «{said}»."
            )
        if _outside(row, g.plan.start_date, g.plan.end_date):
            period = f"{dato(g.plan.start_date)}-{dato(g.plan.end_date)}"
            yield _about_milestone(
                g,
                row,
                Niveau.ADVARSEL,
                f"Milepælen «{row.text}» ({stands}) ligger uden for planens periode, {period}.",
            )


def _other_time(row: Milepael) -> str:
    """The milestone's time in words, when it names another year or quarter than the milestone stands in.

    Only the field for it is read: a milestone's own sentence may speak of the time it plans for.
    """
    year, quarters = kvartaler_i(row.time_text)
    other_year = bool(year and year != row.year)
    other_quarter = bool(quarters and row.quarter and row.quarter not in quarters)
    return row.time_text if other_year or other_quarter else ""


def _outside(row: Milepael, start: date | None, end: date | None) -> bool:
    """Whether the whole quarter (or year) lies before the plan begins or after it ends."""
    if row.year is None:
        return False
    first_month = 3 * (row.quarter or 1) - 2
    last = row.due_on or date(row.year, 12, 31)
    return bool((start and last < start) or (end and date(row.year, first_month, 1) > end))


def _about_milestone(g: Grundlag, row: Milepael, niveau: Niveau, text: str) -> Selvmodsigelse:
    return fund(Slags.TID, niveau, text, row, "quarter", "indsatser:milepael_list", g.plan)


def _milestones_stop(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """The last milestone lies more than a year before the plan ends."""
    dated = [row.sidste_kvartal for row in g.milepaelstal if row.sidste_kvartal]
    if not dated or not g.plan.end_date:
        return
    year, quarter = max(dated)
    if (g.plan.end_date - date(year, 3 * quarter, 28)).days > 366:
        yield fund(
            Slags.MILEPAEL,
            Niveau.OPLYSNING,
            f"Milepælene slutter i {quarter}. kvartal {year}; planen løber til {dato(g.plan.end_date)}.",
            g.plan,
            "end_date",
            "indsatser:milepael_list",
            g.plan,
        )


def _activities_without_milestones(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """Where most activities have milestones, those that have none. One finding a plan."""
    having = {row.aktivitet_id for row in g.milepaelstal} - {None}
    bare = [akt for akt in g.aktiviteter if akt.pk not in having]
    if bare and len(bare) < len(g.aktiviteter) - len(bare):
        yield fund(
            Slags.MILEPAEL,
            Niveau.OPLYSNING,
            f"Ingen milepæle for {og([f'«{akt.name}»' for akt in bare])}; planens andre aktiviteter har.",
            bare[0],
            "name",
            "indsatser:milepael_list",
            g.plan,
        )
