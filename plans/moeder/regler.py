"""When meetings are held, when papers go out, which deadlines a year has. Pure; in prose: docs/regler.md, 12.

Days are Danish days. No deadline is invented: where domain.md §2.1 has no date, none is given, and the line says so.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

JULY = 7
BETWEEN_THE_YEARS = ((12, 23), (1, 2))
"""From the first of these days to the last, over New Year, nobody meets: ours, as is July."""
FIRST_LIST = 2010
LAST_STORE_BEDEDAG = 2023
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moedeforslag:
    """A day a meeting could be held, and the last day for its papers (None: the organ has no days of notice)."""

    dag: date
    papirer: date | None


@dataclass(frozen=True, slots=True)
class Aarsfrist:
    """A deadline that comes every year. `dag` None: no date is known, and `forbehold` says what is.

    `navn` is what it is known by, and `om_aar` the year it is about (`plans.moeder.fristsvar`).
    """

    navn: str
    om_aar: int
    titel: str
    dag: date | None
    tekst: str
    forbehold: str = ""


@cache
def helligdage(aar: int) -> frozenset[date]:
    """The days of a year when Danes do not work: the church's, 1 May, Constitution Day, Christmas and New Year's Eve.

    Store bededag, the fourth Friday after Easter, was one until 2023 (lov nr. 214 af 06.03.2023).
    """
    paaske = paaskedag(aar)
    moveable = [-3, -2, 0, 1, 39, 49, 50, *([26] if aar <= LAST_STORE_BEDEDAG else [])]
    fixed = [(1, 1), (5, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)]
    return frozenset([paaske + days * DAY for days in moveable] + [date(aar, *day) for day in fixed])


def paaskedag(aar: int) -> date:
    """Easter Sunday of the Gregorian calendar (the rule of Meeus, Jones and Butcher)."""
    century, rest = divmod(aar, 100)
    moon = (19 * (aar % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (aar % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(aar, month, day + 1)


def er_hverdag(dag: date) -> bool:
    """Monday to Friday and no holiday."""
    return dag.weekday() < 5 and dag not in helligdage(dag.year)


def er_moededag(dag: date) -> bool:
    """A working day outside July and the days between the years."""
    first, last = BETWEEN_THE_YEARS
    between = (dag.month, dag.day) >= first or (dag.month, dag.day) <= last
    return er_hverdag(dag) and dag.month != JULY and not between


def papirdag(moede: date, frist: int | None) -> date | None:
    """The last day for the papers: `frist` days before the meeting, or the working day before that."""
    if not frist:
        return None
    dag = moede - frist * DAY
    while not er_hverdag(dag):
        dag -= DAY
    return dag


def antal_i_aaret(pr_aar: int, aar: int, *, fra: date | None = None, til: date | None = None) -> int:
    """How many of a year's meetings fall in the part of the year the plan runs: to the nearest, a half upwards.

    At least one where it runs at all; none where it does not.
    """
    start, end = _inden_for(aar, fra, til)
    if end < start or pr_aar < 1:
        return 0
    days, whole = (end - start).days + 1, (date(aar, 12, 31) - date(aar, 1, 1)).days + 1
    return max(1, (2 * pr_aar * days + whole) // (2 * whole))


def foreslaa_moeder(
    aar: int,
    antal: int,
    *,
    fra: date | None = None,
    til: date | None = None,
    frist: int | None = None,
    findes: Collection[date] = (),
) -> tuple[Moedeforslag, ...]:
    """Days for `antal` meetings in a year, spread evenly over the part of it the plan runs (`fra`-`til`).

    The time is cut into so many equal parts; a meeting is held on the day nearest the middle of each that people can
    meet on, the later of two equally near. A part in which a meeting stands already (`findes`) gets none.
    """
    start, end = _inden_for(aar, fra, til)
    days = (end - start).days + 1
    found = []
    for number in range(antal if days > 0 else 0):
        first, last = start + number * days // antal * DAY, start + ((number + 1) * days // antal - 1) * DAY
        if any(first <= day <= last for day in findes):
            continue
        middle = start + (2 * number + 1) * days // (2 * antal) * DAY
        chosen = next((day for day in _naermest(middle, first, last) if er_moededag(day)), None)
        if chosen is not None:
            found.append(Moedeforslag(chosen, papirdag(chosen, frist)))
    return tuple(found)


def _inden_for(aar: int, fra: date | None, til: date | None) -> tuple[date, date]:
    """The part of the year between two days; ends before it begins where there is none."""
    return max(date(aar, 1, 1), fra or date.min), min(date(aar, 12, 31), til or date.max)


def _naermest(middle: date, first: date, last: date) -> Iterator[date]:
    """The days from the first to the last, those nearest the middle first, the later of two equally near."""
    for away in range((last - first).days + 1):
        for day in (middle + away * DAY, middle - away * DAY)[: 1 if away == 0 else 2]:
            if first <= day <= last:
                yield day


def aarsfrister(aar: int, *, fra: date | None = None, til: date | None = None) -> tuple[Aarsfrist, ...]:
    """What is due in a year (domain.md §2.1): with a date first, in order; then what no date is known for.

    Accounts and results are about the year before and follow also the year after the plan has ended.
    """
    runs = _runs_in(aar, fra, til)
    ran_before = _runs_in(aar - 1, fra, til)
    found = []
    if ran_before:
        found.append(
            Aarsfrist(
                "regnskab",
                aar - 1,
                f"Regnskab for {aar - 1} (reguleringskonto) hos Landsbyggefonden",
                date(aar, 6, 30),
                "Fonden skal have opgørelsen senest seks måneder efter årets udgang.",
                "Fristen er fra reglerne for 2011-14. Spørg fonden, om den gælder jeres midler.",
            )
        )
    if aar >= FIRST_LIST and (runs or ran_before):
        found.append(
            Aarsfrist(
                "omraadelister",
                aar,
                "Ministeren offentliggør områdelisterne",
                date(aar, 12, 1),
                "Se, om jeres område er på, og hvilke af årets kriterier det opfylder.",
            )
        )
    if _runs_in(aar + 1, fra, til) and runs:
        found.append(
            Aarsfrist(
                "milepaelsplan",
                aar + 1,
                f"Milepælsplan for {aar + 1} lavet og godkendt",
                date(aar, 12, 31),
                "Næste års milepælsplan laves og godkendes i fjerde kvartal.",
                "Kvartalet står i planen for Rum for Liv. Fondens egen frist kendes ikke.",
            )
        )
    if ran_before:
        found += [
            Aarsfrist(
                "maalopfyldelse",
                aar - 1,
                f"Målopfyldelse for {aar - 1} til Landsbyggefonden",
                None,
                "Sendes en gang om året i driftsstoette.lbf.dk.",
                "Datoen er ikke offentlig. Se den i fondens system.",
            ),
            Aarsfrist(
                "samarbejdsrelationer",
                aar - 1,
                f"Samarbejdsrelationer for {aar - 1}",
                None,
                "Indberettes sammen med målopfyldelsen og milepælsplanen.",
                "Datoen er ikke offentlig.",
            ),
        ]
    return tuple(found)


def _runs_in(aar: int, fra: date | None, til: date | None) -> bool:
    """Whether the plan runs in the year; a plan without days runs always."""
    start, end = _inden_for(aar, fra, til)
    return start <= end
