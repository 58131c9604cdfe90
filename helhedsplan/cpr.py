"""Numbers that look like a CPR number. They are refused wherever text is saved, and hidden in what is logged.

What looks like one (cpr.dk, "Opbygning af CPR-nummeret"): six digits that are a day, a month and a year, and four
more, together or with a hyphen, a dash, a full stop or spaces between (010120-1234, 0101201234, 01.01.20-1234).
Two choices:

- The check digit is no help: since 2007 numbers are issued that do not fulfil it.
- A replacement number (erstatningspersonnummer: 60 added to the day) counts only with a hyphen. Without one, most
  ISBNs of Danish books and a good deal else would be refused. Norway's D-numbers (40 added) do not count.

Left alone: longer numbers, amounts (1.010.120, 150800,50), journal numbers with more parts (2019-010120-1234), UUIDs,
checksums (SHA-256), telephone numbers with a plus in front, and a P-nummer that is called so. What is wrongly refused
all the same (a ten digit number that happens to begin with a date) can be written in other groups: the sentence says
so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_GAP = "[ \u00a0\u00ad\u2007\u2009\u200b\u202f]{0,2}"
_DASH = "[-\u2010-\u2015\u2212]"
_CANDIDATE = re.compile(
    rf"(?<![0-9])(?P<day>[0-9]{{2}})(?:"
    rf"(?P<month>[0-9]{{2}})(?P<year>[0-9]{{2}})(?P<between>{_GAP}(?:{_DASH}|\.)?{_GAP})"
    # A date with its own marks is a number of a person only with a dash: "01.08.17 2018" is a date and a year.
    rf"|(?P<mark>[./-])(?P<month_>[0-9]{{2}})(?P=mark)(?P<year_>[0-9]{{2}})(?P<between_>{_GAP}{_DASH}{_GAP})"
    rf")(?P<serial>[0-9]{{4}})(?![0-9])"
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CODE = re.compile(  # a uuid, or a checksum (SHA-256) that stands alone
    r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?<![0-9a-z])[0-9a-f]{64}(?![0-9a-z])", re.IGNORECASE
)
_AMOUNT_BEFORE, _AMOUNT_AFTER = re.compile(r"[0-9][.,]$"), re.compile(r"[.,][0-9]")
_PART_BEFORE, _PART_AFTER = re.compile(r"(?<![0-9])[0-9]{1,5}-$"), re.compile(r"-[0-9]{1,5}(?![0-9])")
_P_NUMBER = re.compile(r"\bp[- ]?(?:nr|nummer|no)\.?:?\s{0,2}$", re.IGNORECASE)
_BEFORE = 14  # characters that are looked at in front of a number


@dataclass(frozen=True, slots=True)
class Fund:
    """Where in a text something looks like a CPR number, and how it may be shown: day and month only."""

    start: int
    end: int
    shown: str


def find_cpr(text: str) -> Fund | None:
    """The first thing in the text that looks like a CPR number, or None."""
    return next(_all_in(text), None)


def afvisning(text: str) -> str:
    """The sentence that refuses the text, or "" when nothing in it looks like a CPR number. Never shows the number."""
    found = find_cpr(text)
    if found is None:
        return ""
    return (
        f"Der står noget, der ligner et CPR-nummer («{found.shown}»). Skriv antal, aldrig personer. "
        "Er det et andet tal, så skriv det i andre grupper."
    )


def skjul(text: str) -> str:
    """The text with everything that looks like a CPR number made unreadable."""
    shown, at = [], 0
    for found in _all_in(text):
        shown += [text[at : found.start], "(skjult nummer)"]
        at = found.end
    return "".join([*shown, text[at:]])


def _all_in(text: str) -> Iterator[Fund]:
    codes: list[tuple[int, int]] | None = None
    for match in _CANDIDATE.finditer(text):
        if not _is_a_day(match) or _is_something_else(text, match):
            continue
        if codes is None:
            codes = [found.span() for found in _CODE.finditer(text)]
        if not any(start <= match.start() < end for start, end in codes):
            yield Fund(match.start(), match.end(), f"{match['day']}{match['month'] or match['month_']}…")


def _is_a_day(match: re.Match[str]) -> bool:
    day, month = int(match["day"]), int(match["month"] or match["month_"])
    if day > 60 and re.search(_DASH, match["between"] or match["between_"] or ""):
        day -= 60
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
        return False
    # Which century is not known, and every fourth year is a leap year in the ones there are (1900 was not).
    return (day, month) != (29, 2) or int(match["year"] or match["year_"]) % 4 == 0


def _is_something_else(text: str, match: re.Match[str]) -> bool:
    """Whether what stands around the digits makes them part of an amount, a journal number or a longer code."""
    before, after = text[max(0, match.start() - _BEFORE) : match.start()], text[match.end() : match.end() + 7]
    if before[-1:].isalpha() and after[:1].isalpha():
        return True  # a checksum or another code of letters and digits
    if before.endswith("+") or _P_NUMBER.search(before):
        return True
    if _PART_BEFORE.search(before) or _PART_AFTER.match(after):
        return True
    with_dash = re.search(_DASH, match["between"] or match["between_"] or "")
    return not with_dash and bool(_AMOUNT_BEFORE.search(before) or _AMOUNT_AFTER.match(after))
