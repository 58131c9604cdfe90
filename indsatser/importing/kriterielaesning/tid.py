"""Times in a criterion sentence: days, quarters, years, periods, windows, follow-ups and how often.

Found times are blanked in the working text, so that what remains with digits is an amount.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from indsatser.importing.kriterielaesning.tekst import BLANK
from indsatser.importing.kriterielaesning.tid_ord import (
    FREKVENSER,
    HALVAAR,
    KVARTAL,
    MAANED,
    MAANEDER,
    NU,
    PLANPERIODE,
    PLANSLUT,
    TAL,
    TALORD,
    YEAR,
)


@dataclass(frozen=True, slots=True)
class Tid:
    """A time as it stands. `art`: punkt, spaend, vindue, opfoelgning, frekvens, planslut, planperiode, nu.

    `per` is how often ("år", "uge", "beboermøde"); `is_limit`: something is due by then ("inden udgangen af").
    `is_sure` is False where the day follows from a custom, such as "primo".
    """

    art: str
    start: int
    end: int
    text: str
    first: date | None = None
    last: date | None = None
    months: int | None = None
    per: str = ""
    is_limit: bool = False
    is_sure: bool = True


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def months_from(start: date, months: int) -> date:
    """The last day of a span of whole months: 17 months from 1 August 2018 end on 31 December 2019."""
    index = start.month - 1 + months
    year, month = min(start.year + index // 12, 9998), index % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1])) - timedelta(days=1)


def _months(amount: str, unit: str) -> int | None:
    """How many months "2 år", "et halvt år" or "17 mdr." are. Weeks and parts of a month: None."""
    value = Decimal(amount.replace(",", ".")) if amount[:1].isdigit() else TALORD.get(amount.split()[0])
    if amount in ("et halvt", "halvt", "et halvt til et helt"):
        value = Decimal("0.5")
    if value is None or value > 600:
        return None
    months = value * 12 if unit.startswith("år") else value
    return int(months) if unit[0] in "åm" and months == int(months) else None


_LIMIT: Final = (
    r"(?P<limit>(?:inden|senest|før|frem til|indtil|med udgangen af)\s+(?:den\s+|d\.\s*|udgangen af\s+"
    r"|udløbet af\s+|starten af\s+|i\s+)*"
    r"|(?:ved\s+|i\s+)?(?:udgangen|slutningen|afslutningen|udløbet)\s+af\s+(?:år\w*\s+|kalenderåret\s+)?|ved\s+)?"
)
_DUE: Final = r"\b" + _LIMIT.removesuffix("?")
_SINCE: Final = rf"(?P<y>{YEAR})"


def _day(found: re.Match[str], start: int) -> Tid | None:
    year = int(found["y"]) if len(found["y"]) == 4 else 2000 + int(found["y"])
    month = found["m"]
    number = int(month) if month.isdigit() else MAANEDER.index(month[:3]) + 1
    try:
        day = date(year, number, int(found["d"]))
    except ValueError:
        return None
    return Tid("punkt", start, start, "", day, day, is_limit=True)


def _whole(first: date, last: date, found: re.Match[str], *, sure: bool = True) -> Tid:
    return Tid("punkt", 0, 0, "", first, last, is_limit=bool(found.groupdict().get("limit")), is_sure=sure)


def _month(found: re.Match[str], start: int) -> Tid:
    year, month = int(found["y"]), MAANEDER.index(found["m"][:3]) + 1
    return _whole(date(year, month, 1), month_end(year, month), found)


def _quarter(found: re.Match[str], start: int) -> Tid:
    year, quarter = int(found["y"]), KVARTAL[found["n"]]
    return _whole(date(year, 3 * quarter - 2, 1), month_end(year, 3 * quarter), found)


def _half_year(found: re.Match[str], start: int) -> Tid:
    year, half = int(found["y"]), HALVAAR[found["n"]]
    return _whole(date(year, 6 * half - 5, 1), month_end(year, 6 * half), found)


_SEASONS: Final = {"forår": (3, 5), "sommer": (6, 8), "efterår": (9, 11)}


def _season(found: re.Match[str], start: int) -> Tid:
    year = int(found["y"])
    begins, ends = next(months for name, months in _SEASONS.items() if found["s"].startswith(name))
    return _whole(date(year, begins, 1), month_end(year, ends), found, sure=False)


def _school_year(found: re.Match[str], start: int) -> Tid | None:
    year, second = int(found["y"]), int(found["z"])
    if second % 100 != (year + 1) % 100:
        return None
    return _whole(date(year, 8, 1), date(year + 1, 7, 31), found, sure="skoleår" in found.group())


def _edge(found: re.Match[str], start: int) -> Tid:
    """Primo is January (or the tenth of the month), medio the end of June (or the twentieth), ultimo the last day."""
    year, word = int(found["y"]), found["w"]
    early = word.startswith(("primo", "start", "begynd"))
    middle = word.startswith(("medio", "midt"))
    if found["m"]:
        month = MAANEDER.index(found["m"][:3]) + 1
        last = date(year, month, 10 if early else 20) if early or middle else month_end(year, month)
    else:
        last = date(year, 1, 31) if early else date(year, 6, 30) if middle else date(year, 12, 31)
    return Tid("punkt", 0, 0, "", last, last, is_limit=True, is_sure=not early and not middle)


def _year_span(found: re.Match[str], start: int) -> Tid | None:
    first, second = int(found["y"]), found["z"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if len(second) == 2 and found["joint"].strip() != "-":
        return None
    if not first < last <= first + 30 or (found["joint"].strip() == "og" and last != first + 1):
        return None
    return Tid("spaend", 0, 0, "", date(first, 1, 1), date(last, 12, 31))


def _year(found: re.Match[str], start: int) -> Tid:
    year = int(found["y"])
    return _whole(date(year, 1, 1), date(year, 12, 31), found)


def _window(found: re.Match[str], start: int) -> Tid:
    return Tid("vindue", 0, 0, "", months=_months(found["n"], found["u"]))


def _follow_up(found: re.Match[str], start: int) -> Tid:
    return Tid("opfoelgning", 0, 0, "", months=_months(found["n"], found["u"]))


def _often(found: re.Match[str], start: int) -> Tid:
    per = found["per"]
    return Tid("frekvens", 0, 0, "", per=FREKVENSER.get(per, per))


def _simple(art: str, *, limit: bool = False) -> Callable[[re.Match[str], int], Tid]:
    return lambda found, start: Tid(art, 0, 0, "", is_limit=limit)


_UNIT: Final = r"(?P<u>år|mdr\.?|måneder|måned|mdr|uger|uge|dage)"
_AFTER_YEAR: Final = (
    r"(?=\s*(?:$|[^\w\s%]|(?:er|var|skal|har|bliver|blev|i|og|til|fra|med|mindst|højst|under|over|på|at|som|der"
    r"|den|det|de|en|et"
    r"|hvor|hvoraf|eller|samt|ved|falder|stiger|faldet|steget|afholdes|gennemføres|deltager|deltog|inden|end|ca"
    r"|mod|niveau\w*|lå"
    rf"|var|ligger|heraf|men|så|når|omme|slut\w*|kan|vil|blandt|for|af|sammenlignet|x|{BLANK}+)\b|[0-9]|{BLANK}))"
)

# In order: what is longer or more particular comes first.
_PATTERNS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int], Tid | None]], ...]] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (
            rf"{_LIMIT}(?:pr\.\s*|d\.\s*"
            rf"|den\s+)?(?<![0-9.,/])(?P<d>[0-3]?[0-9])\s?[./]\s?-?\s?(?P<m>[01]?[0-9])\s?(?:[-./]\s?|\s(?=19"
            rf"|20))(?P<y>{YEAR}|[0-9]{{2}})(?![0-9.,]*[0-9%]|\s?%)",
            _day,
        ),
        (
            rf"{_LIMIT}(?:pr\.\s*|d\.\s*"
            rf"|den\s+)?(?<![0-9.,/])(?P<d>[0-3]?[0-9])\.?\s+(?P<m>{MAANED})\w*\.?,?\s+(?P<y>{YEAR})",
            _day,
        ),
        (
            rf"\b(?:i\s+)?(?P<w>ultimo|medio|primo|starten af|begyndelsen af|midten af"
            rf"|slutningen af)\s+(?:(?P<m>{MAANED})\w*\.?\s+)?(?:år\s+|året\s+)?{_SINCE}\b",
            _edge,
        ),
        (rf"{_LIMIT}(?:i\s+)?\b(?P<m>{MAANED})\w*\.?\s+(?:måned\s+)?{_SINCE}\b", _month),
        (
            rf"{_LIMIT}(?:i\s+)?(?<![0-9.,])(?P<n>[1-4]|første|andet|tredje|fjerde)\.?\s*(?:kvartal"
            rf"|kvt\.?)\s*(?:af\s+|i\s+)?{_SINCE}\b",
            _quarter,
        ),
        (rf"{_LIMIT}(?:i\s+)?\bq(?P<n>[1-4])[\s-]*{_SINCE}\b", _quarter),
        (
            rf"{_LIMIT}(?:i\s+)?(?<![0-9.,])(?P<n>[12]|første|andet|sidste)\.?\s*halvår\w*\s*(?:af\s+"
            rf"|i\s+)?{_SINCE}\b",
            _half_year,
        ),
        (rf"{_LIMIT}(?:i\s+)?\b(?P<s>forår|sommer|efterår)(?:et|en)?\s+(?:i\s+)?{_SINCE}\b", _season),
        (
            rf"{_LIMIT}(?:i\s+)?(?:skoleåret\s+|sæsonen\s+)?(?<![0-9.,]){_SINCE}\s?/\s?(?P<z>{YEAR}"
            rf"|[0-9]{{2}})(?![0-9])",
            _school_year,
        ),
        (rf"\b(?:i\s+)?skoleåret\s+{_SINCE}\s?-\s?(?P<z>{YEAR}|[0-9]{{2}})(?![0-9])", _school_year),
        (
            rf"\b(?:(?:i|over|for)\s+)?(?:hele\s+)?(?:perioden|årene|tidsrummet|projektperioden"
            rf"|planperioden)?\s*(?:fra\s+)?(?<![0-9.,]){_SINCE}"
            rf"(?P<joint>\s?-\s?|\s+til og med\s+|\s+til\s+|\s+t\.o\.m\.\s+|\s+og\s+)(?P<z>{YEAR}"
            rf"|[0-9]{{2}})(?![0-9]|[.,][0-9]|\s?%|\s?pct|\s?procent){_AFTER_YEAR}",
            _year_span,
        ),
        (rf"\b(?:når|inden|før)\s+(?:året\s+)?{_SINCE}\s+(?:slutter|er (?:omme|slut|gået|forbi)|udløber)", _year),
        (rf"(?P<limit>{PLANSLUT})\s+(?:i|ultimo)\s+{_SINCE}\b", _year),
        (rf"{_DUE}{_SINCE}(?![0-9]|[.,][0-9]|\s?%|\s?pct|\s?procent|\s?kr|-niveau)", _year),
        (
            rf"\b(?:i|for|siden|året|år)\s+(?:løbet af\s+)?(?:år\w*\s+)?{_SINCE}(?![0-9]|[.,][0-9]|\s?%|\s?pct"
            rf"|\s?procent|\s?kr|-niveau)",
            _year,
        ),
        (
            rf"{_LIMIT}(?<![0-9.,\-]){_SINCE}(?![0-9]|[.,][0-9]|\s?%|\s?pct|\s?procent|\s?kr|-niveau){_AFTER_YEAR}",
            _year,
        ),
        (rf"(?<![0-9.,]){_SINCE}-(?:niveau\w*|tal\w*)", _year),
        (PLANSLUT, _simple("planslut", limit=True)),
        (PLANPERIODE, _simple("planperiode")),
        (
            rf"\b(?:efter|i mindst|i minimum|i min\.|i over|mindst)\s+(?:de\s+første\s+|cirka\s+"
            rf"|ca\.\s*)?(?P<n>{TAL})\s*{_UNIT}(?!\w)(?:\s+(?:efter|senere)\b)?",
            _follow_up,
        ),
        (rf"(?<![0-9.,])\b(?P<n>{TAL})\s*{_UNIT}(?!\w)\s+(?:efter|senere)\b", _follow_up),
        (
            rf"\b(?:inden\s?for|i løbet af|over|på|i|gennem|igennem|for|hen over)\s+(?:en\s+periode\s+(?:på|af)\s+)?"
            rf"(?:de\s+(?:første|næste|kommende)\s+)?(?P<n>{TAL})\s*{_UNIT}(?!\w)",
            _window,
        ),
        (r"(?<![0-9.,])\b(?P<n>[0-9]+)\s*(?P<u>mdr\.?|måneder)(?!\w)", _window),
        (rf"\(\s*(?:over\s+)?(?P<n>{TAL})\s*{_UNIT}\s*\)", _window),
        (
            r"\b(?:hver\s+anden|hver\s+tredje|hvert\s+andet|hvert\s+tredje|hver\s+[0-9]+\.)\s+(?P<per>uge|måned"
            r"|år|dag)\b",
            _simple("interval"),
        ),
        (
            r"(?<![\w-])(?:1\s+gang\s+)?(?P<per>halvårlig|kvartalsvis|kvartårlig|årlig|ugentlig|månedlig"
            r"|daglig)(?:t|e)?\b",
            _often,
        ),
        (
            r"\bhvert?\s+(?:eneste\s+|enkelte\s+)?(?P<per>kalenderår|skoleår|år|uge|måned|dag|kvartal|halvår|gang)\b",
            _often,
        ),
        (r"\bhver\s+(?P<per>mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|weekend|aften)\b", _often),
        (r"\b(?:om|i)\s+(?P<per>året|ugen|måneden|dagen|kvartalet|halvåret)\b", _often),
        (r"(?<=[\w%.])\s?/(?P<per>år|uge|måned|mdr|dag|gang)\b\.?", _often),
        (r"\bp\.a\.(?P<per>)", _often),
        (r"\b(?:pr\.?|per)\s+(?P<per>[a-zæøå][\wæøå-]*)", _often),
        (NU, _simple("nu")),
    )
)


def find_times(text: str) -> tuple[list[Tid], str]:
    """The times in order, and the working text with them blanked. `text` is even and without names."""
    found: list[Tid] = []
    for pattern, read in _PATTERNS:
        for match in list(pattern.finditer(text)):
            time = read(match, match.start())
            if time is None:
                continue
            start, end = match.start(), match.end()
            start += len(match.group()) - len(match.group().lstrip(" ("))
            passage = text[start:end].rstrip(" )")
            found.append(_placed(time, start, start + len(passage), passage))
            text = text[:start] + BLANK * len(passage) + text[start + len(passage) :]
    return sorted(_joined(found, text), key=lambda one: one.start), text


def _placed(time: Tid, start: int, end: int, passage: str) -> Tid:
    return Tid(
        time.art, start, end, passage, time.first, time.last, time.months, time.per, time.is_limit, time.is_sure
    )


def _joined(times: list[Tid], text: str) -> Iterator[Tid]:
    """Two days with "til" between them are one period: 1/8-2018 til 31/12-2019."""
    days = sorted(times, key=lambda one: one.start)
    skip = False
    for index, one in enumerate(days):
        if skip:
            skip = False
            continue
        after = days[index + 1] if index + 1 < len(days) else None
        between = text[one.end : after.start].strip() if after else ""
        is_span = (
            after is not None
            and one.art == after.art == "punkt"
            and between in ("til", "-", "til og med", "t.o.m.")
            and one.first is not None
            and after.last is not None
            and one.first < after.last
        )
        if is_span and after is not None:
            yield Tid("spaend", one.start, after.end, "", one.first, after.last)
            skip = True
        else:
            yield one
