"""Amounts: Landsbyggefonden, local co-financing and both together, in lines, in rows and in columns."""

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from typing import Final

from indsatser.importing.aftale.led import Linje, Rad, Stykke
from indsatser.importing.aftale.normal import even
from indsatser.importing.aftale.ordbog import Sikkerhed
from indsatser.importing.aftale.vaerdi import Traee, Vaerdi
from indsatser.importing.kriterielaesning.tal import number

_AMOUNT: Final = re.compile(
    r"(?<![\w.,])(?P<digits>\d{1,3}(?:[ .]\d{2,3})+(?:,\d{1,2})?|\d+(?:,\s?\d+)?)(?![\w%])"
    r"\s*(?P<scale>mio|mill|t\.?\s?kr|tusind|tkr)?\.?(?P<kr>\s*(?:kr\b|kroner|,-))?"
)
_SCALES: Final = {"mio": 10**6, "mill": 10**6, "tusind": 1000}
_WORDS: Final = (
    ("lbf", re.compile(r"landsbyggefond|\blbf\b")),
    ("local", re.compile(r"medfinans|\blokal")),
    ("total", re.compile(r"samlet|samlede|\bi alt\b|\btotal|\bsum\b")),
)
_COLUMNS: Final = {"lbf": "lbf", "lokal": "local", "samlet": "total"}


def read_amount(text: str) -> tuple[Decimal | None, str] | None:
    """The first amount of a text and how it is printed; (None, "10.944.00") where it can be read in two ways."""
    for match in _AMOUNT.finditer(even(text)):
        digits = match["digits"]
        is_year = re.fullmatch(r"20\d\d", digits) and not match["kr"]
        if is_year or (digits.isdigit() and int(digits) < 1000 and not match["scale"] and not match["kr"]):
            continue
        return _value(match), digits
    return None


def _value(match: re.Match[str]) -> Decimal | None:
    digits = match["digits"]
    if re.fullmatch(r"\d{1,3}(?: \d{3})+(?:,\d+)?", digits):
        digits = digits.replace(" ", "")
    scale = 1 if not match["scale"] else _SCALES.get(match["scale"], 1000)
    value, is_sure = number(digits.replace(", ", ","), is_fraction=scale > 1)
    return value * scale if value is not None and is_sure else None


def kroner_readings(printed: str) -> tuple[str, ...]:
    """What "10.944.00" may have been: a mark that should be a comma, marks in the wrong place, a digit lost."""
    match = re.fullmatch(r"(?P<whole>\d{1,3}(?:[. ]\d{3})*)[. ](?P<last>\d{2})", printed)
    if not match:
        return ()
    whole = re.sub(r"\D", "", match["whole"])
    amounts = (int(whole), int(whole + match["last"]), int(f"{whole}{match['last']}0"))
    return tuple(f"{amount:,}".replace(",", ".") for amount in amounts)


def read_budget(parts: Iterable[Linje | Rad], sure: Sikkerhed) -> tuple[dict[str, Traee], list[Linje | Rad]]:
    """The three amounts of one budget, and what was no part of it."""
    found: dict[str, Traee] = {}
    rest: list[Linje | Rad] = []
    waiting: list[tuple[str, Stykke]] = []
    for part in parts:
        if isinstance(part, Linje) and not read_amount(part.stykke.text) and (keys := _keys(part.stykke.text)):
            waiting += [(key, part.stykke) for key in keys]
            continue
        if isinstance(part, Linje) and waiting and not _keys(part.stykke.text):
            used = False
            for amount in _amounts_of(part.stykke)[: len(waiting)]:
                key, label = waiting.pop(0)
                used |= _keep(found, key, (amount,), sure.og(Sikkerhed.LIKELY), (label,))
        else:
            if isinstance(part, Linje):
                part, waiting = _broken(part, waiting, found, sure)
            used = _row(part, found, sure) if isinstance(part, Rad) else _line(part.stykke, found, sure)
            if isinstance(part, Linje) and used and (key := _open_key(part.stykke.text)) and key not in found:
                waiting.append((key, part.stykke))
        if not used:
            rest.append(part)
    _complete(found)
    return found, [*rest, *(Linje(label) for _key_of, label in waiting)]


def _in_place(text: str) -> str:
    """The text in the form it is compared in, every mark where it was."""
    plain = even(text)
    return plain if len(plain) == len(text) else text.lower()


def _open_key(text: str) -> str:
    """The source that a line ends with, its amount on the next: "… kr. Lokal medfinansiering:"."""
    last = [match.end() for match in _AMOUNT.finditer(_in_place(text)) if len(match["digits"]) > 3]
    return _key(text[last[-1] :]) if last and text.rstrip().endswith(":") else ""


def _broken(
    part: Linje, waiting: list[tuple[str, Stykke]], found: dict[str, Traee], sure: Sikkerhed
) -> tuple[Linje, list[tuple[str, Stykke]]]:
    """The line without the amount it begins with, where the line before named whose it is."""
    first = next(_AMOUNT.finditer(_in_place(part.stykke.text)), None)
    if len(waiting) != 1 or first is None or first.start() or len(first["digits"]) < 4:
        return part, waiting
    key, label = waiting[0]
    _keep(found, key, (part.stykke.del_fra(0, first.end()),), sure.og(Sikkerhed.LIKELY), (label,))
    return Linje(part.stykke.del_fra(first.end())), []


def _row(row: Rad, found: dict[str, Traee], sure: Sikkerhed) -> bool:
    named = {name for name, _lines in row.celler}
    if named & set(_COLUMNS):
        if "lbf" in found or row.under("post") or _is_year(row):
            return False
        for column, key in _COLUMNS.items():
            _keep(found, key, row.under(column), sure)
        return True
    lines = tuple(row.stykker)
    key = _key(lines[0].text) if lines else ""
    amounts = [line for line in lines[1:] if read_amount(line.text)]
    if len(amounts) > 1:
        amounts = _sum_of(amounts)
    return bool(key) and bool(amounts) and _keep(found, key, tuple(amounts), sure, lines[:1])


def _is_year(row: Rad) -> bool:
    """Whether the row is one year of a budget by years: its amounts are not the whole."""
    first = next(iter(row.stykker), None)
    return first is not None and bool(re.fullmatch(r"20\d\d", first.text.strip()))


def _sum_of(amounts: list[Stykke]) -> list[Stykke]:
    """Of a row with an amount per year the last, where it is the sum of the others; else none can be told to be it."""
    read = [read_amount(line.text) for line in amounts]
    values = [each[0] for each in read if each and each[0] is not None]
    if len(values) < len(amounts) or sum(values[:-1], Decimal()) != values[-1]:
        return []
    return amounts[-1:]


def _line(line: Stykke, found: dict[str, Traee], sure: Sikkerhed) -> bool:
    """ "Landsbyggefonden: 8.622.000 kr. Lokal medfinansiering: 6.083.000 kr." """
    text = _in_place(line.text)
    used = False
    for match in _BEFORE.finditer(text):
        used |= _keep(found, _key(match["word"]), (line.del_fra(match.start(), match.end()),), sure)
    if used:
        text = _BEFORE.sub(lambda match: " " * len(match.group()), text)
    marks = sorted((match.start(), key) for key, pattern in _WORDS for match in pattern.finditer(text))
    if len(keys := _keys(line.text)) > 1 and not used and not read_amount(text[: max(start for start, _key in marks)]):
        return _heads_first(line, keys, found, sure)
    for index, (start, key) in enumerate(marks):
        end = marks[index + 1][0] if index + 1 < len(marks) else len(text)
        if read_amount(text[start:end]):
            used |= _keep(found, key, (line.del_fra(start, end),), sure)
    return used


def _heads_first(line: Stykke, keys: list[str], found: dict[str, Traee], sure: Sikkerhed) -> bool:
    """ "Landsbyggefonden Lokal medfinansiering Samlet 3.000 kr. 1.000 kr. 4.000 kr.": a row that lost its edges. As
    many amounts as heads, and the whole is their sum; else nobody can say whose they are."""
    amounts = _amounts_of(line)
    values = [read[0] for each in amounts if (read := read_amount(each.text)) and read[0] is not None]
    if len(amounts) != len(keys) or len(values) != len(keys):
        return False
    by_key = dict(zip(keys, values, strict=True))
    if len(by_key) == len(_COLUMNS) and by_key["lbf"] + by_key["local"] != by_key["total"]:
        return False
    likely = sure.og(Sikkerhed.LIKELY)
    kept = [_keep(found, key, (one,), likely) for key, one in zip(keys, amounts, strict=True)]
    return all(kept)


_BEFORE: Final = re.compile(
    r"(?<![\w.,])\d[\d .,]*\d\s*(?:mio\.?\s*|t\.\s*)?(?:kr\.?|kroner)?\s*(?:\([^)]*\)\s*)?"
    r"(?:fra|i|af|som|ydes\s+af|betales\s+af|finansieres\s+af)"
    r"\s+(?:den\s+|en\s+)?(?P<word>landsbyggefond\w*|lbf\b|(?:kommunal\s+|lokal\s+)?medfinans\w*|lokal\w*(?:\s+medfinans\w*)?)"
)
"""The amount before its source: "2.400.000 kr. fra Landsbyggefonden og 800.000 kr. i lokal medfinansiering"."""


def _key(text: str) -> str:
    return next((key for key, pattern in _WORDS if pattern.search(even(text))), "")


def _keys(text: str) -> list[str]:
    """The sources a line names, in the order it names them."""
    marks = sorted((match.start(), key) for key, pattern in _WORDS if (match := pattern.search(even(text))))
    return [key for _start, key in marks]


def _amounts_of(line: Stykke) -> list[Stykke]:
    """A line of amounts, one piece each."""
    starts = [match.start() for match in _AMOUNT.finditer(_in_place(line.text)) if len(match["digits"]) > 3]
    return [line.del_fra(start, end) for start, end in pairwise([*starts, len(line.text)])]


def _keep(
    found: dict[str, Traee], key: str, lines: tuple[Stykke, ...], sure: Sikkerhed, label: tuple[Stykke, ...] = ()
) -> bool:
    for line in lines:
        amount = read_amount(line.text)
        if amount and key not in found and f"{key}_as_printed" not in found:
            value, printed = amount
            if value is None:
                found[f"{key}_as_printed"] = Vaerdi(printed, (*label, line), sure)
            else:
                found[key] = Vaerdi(value, (*label, line), sure)
            return True
    return False


def _complete(found: dict[str, Traee]) -> None:
    """A total that cannot be read, but whose parts can, is worked out, and says so. Any other is left out."""
    printed, lbf, local = found.get("total_as_printed"), found.get("lbf"), found.get("local")
    if isinstance(printed, Vaerdi) and isinstance(lbf, Vaerdi) and isinstance(local, Vaerdi) and "total" not in found:
        value = lbf.vaerdi + local.vaerdi  # type: ignore[operator]
        found["total"] = Vaerdi(value, printed.stykker, Sikkerhed.GUESSED, beregnet=True)
