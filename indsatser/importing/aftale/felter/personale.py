"""Working time: a role with årsværk or hours a week, a range, or no amount at all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Final

from indsatser.importing.aftale.led import Linje, Rad, Stykke
from indsatser.importing.aftale.normal import even
from indsatser.importing.aftale.ordbog import Sikkerhed
from indsatser.importing.aftale.vaerdi import Traee, Vaerdi, uden_tomme
from indsatser.importing.kriterielaesning.talord import ordvaerdi

_FRACTIONS: Final = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_WORD: Final = "en|et|én|ét|to|tre|fire|fem|seks|syv|otte|ni|ti|halv|halvt|halvanden|halvandet"
_NUM: Final = rf"(?:\d+\s*[½¼¾]|[½¼¾]|\d+/\d+|\d+(?:[.,]\d+)?|\b(?:{_WORD})\b(?=\s))"
_HOURS: Final = (
    r"(?:timer?|t\.?)(?:\s*(?:/|pr\.?|per|om|i)\s*(?:ugen|uge|u)\b\.?|\s+ugentligt?|\s+ugt?l\.?|\s*\(?ugentligt?\)?|\s+i\s+snit\s+pr\.?\s+uge|"
    r"\s+(?:årligt|om\s+året|pr\.?\s+år|pr\.?\s+måned|om\s+måneden))?"
)
_FTE: Final = r"årsværk|fuldtids(?:stilling(?:er)?|ansatte?|medarbejdere?)|fuldtid|stillinger|stilling|fte"
AMOUNT: Final = re.compile(
    rf"(?P<fra>{_NUM})(?:\s*(?:-|til)\s*(?P<til>{_NUM}))?\s*(?P<unit>(?:{_HOURS})(?![a-zæøå])|(?:{_FTE})(?![a-zæøå]))?"
)
_SPLIT: Final = re.compile(r";|,\s+(?!\d)|\s+samt\s+|\s+og\s+|\s+\+\s+|(?<=\D)\.\s+(?=[A-ZÆØÅ\d])")
_LEAD: Final = re.compile(r"^[\s:,–—-]+|^(?:på|à|á|med|i)\s+", re.IGNORECASE)
_TAIL: Final = re.compile(r"[\s:,.–—(-]+$|\s+(?:på|à|á|med|i|ca\.?|svarende\s+til)\s*$", re.IGNORECASE)
_FROM: Final = re.compile(r"^(?P<role>.+?)\s+(?:fra|hos)\s+(?P<employer>[A-ZÆØÅ].+)$")


_ONE: Final = re.compile(r"^\s*(?:1|en|én)\s+(?=[a-zæøåA-ZÆØÅ]{4,})")
"""One person in front of the role whose hours follow: no part of the role's name."""


@dataclass(frozen=True)
class _Del:
    text: str
    line: Stykke


def read_staff(parts: Iterable[Linje | Rad], sure: Sikkerhed) -> list[Traee]:
    """Every role with its time."""
    found: list[Traee] = []
    for part in parts:
        if isinstance(part, Rad):
            found += _of_row(part, sure)
        else:
            pieces = _pieces(part.stykke)
            low = sure if len(pieces) == 1 else sure.og(Sikkerhed.LIKELY)
            found += [one for piece in pieces if (one := _of_text(piece, low))]
    return found


def _of_row(row: Rad, sure: Sikkerhed) -> list[Traee]:
    role, amount = row.under("rolle", "titel", "navn"), row.under("maengde", "antal")
    lines = tuple(row.stykker)
    if not (role and amount) and len(lines) >= 2:
        role, amount = lines[:1], lines[1:]
    if not role or not amount:
        return [one for line in lines if (one := _of_text(_Del(line.text, line), sure))]
    pairs: list[tuple[tuple[Stykke, ...], tuple[Stykke, ...]]]
    if len(role) == len(amount) > 1:
        pairs = [((one,), (other,)) for one, other in zip(role, amount, strict=True)]
    else:
        pairs = [(role, amount)]
    found: list[Traee] = []
    for names, times in pairs:
        match = _first_amount(even(" ".join(line.text for line in times)))
        fields = _amount_fields(match, (*names, *times), sure) if match else {}
        found.append(uden_tomme({"role": Vaerdi(" ".join(line.text for line in names), names, sure), **fields}))
    return found


def _pieces(line: Stykke) -> list[_Del]:
    """A line with several roles, each with its own amount."""
    if line.text.rstrip().endswith(":"):
        return []
    cut: list[str] = []
    at = 0
    for match in _SPLIT.finditer(line.text):
        if line.text[: match.start()].count("(") > line.text[: match.start()].count(")"):
            continue
        cut.append(line.text[at : match.end()])
        at = match.end()
    cut.append(line.text[at:])
    cut = [piece for each in cut for piece in _after_units(each)]
    if len([piece for piece in cut if _first_amount(even(piece))]) <= 1:
        return [_Del(line.text, line)]
    joined: list[str] = []
    for piece in cut:
        if joined and (not _first_amount(even(piece)) or not _first_amount(even(joined[-1]))):
            joined[-1] += piece
        else:
            joined.append(piece)
    return [_Del(_SPLIT_END.sub("", piece).strip(), line) for piece in joined]


_SPLIT_END: Final = re.compile(r"(?:[;,.]|\s+(?:og|samt|\+))\s*$")


_ON_AVERAGE: Final = re.compile(
    r"(?: i (?:gennemsnit|snit)(?: over året)?| \((?:i )?(?:gennemsnit|snit)[^()]{0,20}\))?"
)


def _after_units(text: str) -> list[str]:
    """Roles whose lines have run together: "Konsulent: 3 timer/uge Mentor: 5 timer/uge"."""
    if len(even(text)) != len(text):
        return [text]
    ends = [
        match.end() + len(_ON_AVERAGE.match(text[match.end() :])[0])  # type: ignore[index]
        for match in AMOUNT.finditer(even(text))
        if match["unit"]
        and re.match(rf"{_ON_AVERAGE.pattern}\s+[A-ZÆØÅ]", text[match.end() :])
        and any(other["unit"] for other in AMOUNT.finditer(even(text[match.end() :])))
    ]
    return [text[start:end] for start, end in pairwise([0, *ends, len(text)])]


def _first_amount(text: str) -> re.Match[str] | None:
    """The first number that is an amount: with a unit if any has one, else at the beginning or end of the text."""
    matches = [match for match in AMOUNT.finditer(text) if _value(match["fra"]) is not None]
    with_unit = next((match for match in matches if match["unit"]), None)
    if with_unit:
        return with_unit
    edge = (
        match for match in matches if not text[: match.start()].strip(" (") or not text[match.end() :].strip(" .)")
    )
    return next(edge, None)


def _value(text: str) -> Decimal | None:
    plain = text.strip()
    if plain and plain[-1] in _FRACTIONS:
        whole = plain[:-1].strip()
        return Decimal(whole or 0) + _FRACTIONS[plain[-1]]
    if "/" in plain:
        top, bottom = plain.split("/")
        return (Decimal(top) / Decimal(bottom)).quantize(Decimal("0.0001")).normalize() + 0 if int(bottom) else None
    if plain in ("halv", "halvt"):
        return Decimal("0.5")
    if plain in ("halvanden", "halvandet"):
        return Decimal("1.5")
    try:
        return Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return ordvaerdi(plain)


def _of_text(piece: _Del, sure: Sikkerhed) -> dict[str, Traee] | None:
    text = piece.text.strip()
    match = _first_amount(even(text)) if len(even(text)) == len(text) else None
    if match is None:
        name = _TAIL.sub("", text)
        return {"role": Vaerdi(name, (piece.line,), sure.og(Sikkerhed.LIKELY))} if 1 < len(name) <= 120 else None
    before, after = text[: match.start()], text[match.end() :]
    if match["unit"]:
        before = _ONE.sub("", before)
    note = ""
    if inside := re.search(r"\(([^()]*)\)\s*\.?$", after):
        note, after = inside.group(1), after[: inside.start()]
    role = before if len(before.strip(" :(-–")) > 2 else after
    other = after if role is before else ""
    role = _clean(role.rstrip(" ("))
    other = other.strip(" ).,;:–-")
    if role is before and not note:
        note = other
    fields: dict[str, Traee | None] = {"role": Vaerdi(role, (piece.line,), sure) if role else None}
    if only := re.match(r"(?:fra|hos)\s+(?P<employer>\w.+)$", role):
        fields["role"] = None
        fields["employer"] = Vaerdi(only["employer"].strip(), (piece.line,), sure.og(Sikkerhed.LIKELY))
    elif found := _FROM.match(role):
        fields["role"] = Vaerdi(found["role"].strip(), (piece.line,), sure)
        fields["employer"] = Vaerdi(found["employer"].strip(), (piece.line,), sure.og(Sikkerhed.LIKELY))
    fields |= _amount_fields(match, (piece.line,), sure)
    extra = note.strip(" ().") or other
    fields["note"] = Vaerdi(extra, (piece.line,), sure) if len(extra) > 2 else None
    return uden_tomme(fields)


def _clean(text: str) -> str:
    before = ""
    while text != before:
        before, text = text, _TAIL.sub("", _LEAD.sub("", text)).strip()
    return text


def _amount_fields(match: re.Match[str], lines: tuple[Stykke, ...], sure: Sikkerhed) -> dict[str, Traee | None]:
    low, high = _value(match["fra"]), _value(match["til"]) if match["til"] else None
    unit = match["unit"] or ""
    is_fte = bool(re.fullmatch(_FTE, unit))
    is_hours = bool(unit) and not is_fte
    other_pace = re.search(r"år|måned", unit) if is_hours else None
    kind = "fte" if is_fte or not unit else "" if other_pace else "hours_per_week"
    fields: dict[str, Traee | None] = {}
    if high is not None:
        fields |= {"amount_min": Vaerdi(low, lines, sure), "amount_max": Vaerdi(high, lines, sure)}
    else:
        fields["amount"] = Vaerdi(low, lines, sure)
    if kind:
        fields["unit"] = Vaerdi(kind, lines, sure if unit else Sikkerhed.GUESSED, beregnet=True)
        fields["unit_stated"] = Vaerdi(bool(unit), lines, sure, beregnet=True)
    else:
        fields["note"] = Vaerdi(unit, lines, sure)
    return fields
