"""Amounts in a criterion sentence: digits with their scale, number words, shares, ranges, masked numbers.

What can be read in two ways ("10.944.00", "1,500") is an amount without a value: it is there, and it is unclear.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from indsatser.importing.kriterielaesning.talord import BROEKER, HVER, ORD, TALORD_RE, ordvaerdi

MAX: Final = Decimal(10) ** 12
_CHUNK: Final = r"[0-9]+(?:[.,][0-9]+)*"
_SCALES: Final = {
    "tusind": 1000, "tusinde": 1000, "t": 1000, "mio": 10**6, "mill": 10**6, "million": 10**6, "millioner": 10**6,
    "mia": 10**9, "milliard": 10**9, "milliarder": 10**9,
}  # fmt: skip
_SCALE: Final = r"(?P<scale>tusinde?|t(?=\.?\s?kr)|mio|millioner|million|mill|mia|milliarder|milliard)\b\.?"
_SUFFIX: Final = re.compile(
    rf"\s?(?:(?P<point>%\s?-?\s?point\w*|procent\s?-?\s?point\w*|pct\.?\s?-?\s?point\w*)|(?P<pct>%|pct\b\.?"
    rf"|procent(?:en)?\b)"
    rf"|(?:{_SCALE}\s?)?(?P<kr>kr\b\.?|kroner\b|dkk\b|,-(?![0-9]))|{_SCALE.replace('scale', 'only')})"
)
_SPACED: Final = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?! ?[0-9.,]*[0-9])")
_KR_BEFORE: Final = re.compile(r"(?:\bkr\.?|\bdkk|\bkroner)\s*$")
_SIGN: Final = re.compile(r"(?:^|[\s(:])(?P<sign>[+\-÷±])\s?$")


@dataclass(frozen=True, slots=True)
class Maengde:
    """An amount as it stands, from `start` to `end` (unit sign and scale included).

    `unit` is "%", "kr." or "". `of` is the whole it is out of ("82 ud af 1392"). `value` is None where the number is
    masked ("ca. 00") or unclear. `is_article`: "en", "et", which counts only where the sentence counts.
    `sign` is +1 or -1 where one is written. `is_points`: percentage points. `is_share`: a share in words or "ud af".
    """

    start: int
    end: int
    value: Decimal | None
    to: Decimal | None = None
    unit: str = ""
    of: Decimal | None = None
    sign: int = 0
    is_word: bool = False
    is_article: bool = False
    is_points: bool = False
    is_share: bool = False
    is_masked: bool = False
    is_sure: bool = True


def number(chunk: str, *, is_fraction: bool) -> tuple[Decimal | None, bool]:
    """The value of digits as people write them, and whether that is the only reading.

    `is_fraction`: a per cent or a scale follows, so that three decimals are decimals.
    """
    if re.fullmatch(r"[0-9]+", chunk):
        return (Decimal(chunk), True) if len(chunk) <= 12 else (None, False)
    if re.fullmatch(r"[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]{1,4})?", chunk) and not (
        is_fraction and chunk.count(".") == 1
    ):
        return Decimal(chunk.replace(".", "").replace(",", ".")), True
    if re.fullmatch(r"[0-9]{1,9},[0-9]{1,4}", chunk):
        is_clear = len(chunk.partition(",")[2]) != 3 or is_fraction or chunk.startswith("0,")
        return (Decimal(chunk.replace(",", ".")), True) if is_clear else (None, False)
    if re.fullmatch(r"[1-9][0-9]{0,2}(,[0-9]{3})+\.[0-9]{1,2}|[1-9][0-9]{0,2}(,[0-9]{3}){2,}", chunk):
        return Decimal(chunk.replace(",", "")), False
    if re.fullmatch(r"[0-9]{1,9}\.[0-9]{1,2}|0\.[0-9]{1,4}", chunk):
        return Decimal(chunk), False
    return None, False


def find_amounts(text: str) -> list[Maengde]:
    """All amounts in order. `text` is even, its names and times blanked."""
    found = [*_digits(text), *_shares(text), *_words(text), *_masked(text)]
    kept: list[Maengde] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return _out_of(text, _ranges(text, _times(text, _said_twice(text, kept))))


def _said_twice(text: str, amounts: list[Maengde]) -> list[Maengde]:
    """ "15 (femten)" is one amount."""
    kept: list[Maengde] = []
    for one in amounts:
        before = kept[-1] if kept else None
        again = before is not None and before.value == one.value and text[before.end : one.start].strip() == "("
        if before is not None and again and text[one.end : one.end + 1] == ")":
            kept[-1] = replace(before, end=one.end + 1, is_word=False)
        else:
            kept.append(one)
    return kept


def _times(text: str, amounts: list[Maengde]) -> list[Maengde]:
    """ "2 x 10" is a product that nobody has worked out: neither number is the target."""
    crossed = {
        index
        for index, (one, other) in enumerate(pairwise(amounts))
        if re.fullmatch(r"\s?[x×*]\s?", text[one.end : other.start])
    }
    return [
        replace(one, value=None, to=None) if index in crossed or index - 1 in crossed else one
        for index, one in enumerate(amounts)
    ]


def _digits(text: str) -> list[Maengde]:
    found, at = [], 0
    pattern = re.compile(rf"(?<![0-9])(?:(?<![0-9] ){_SPACED.pattern}|[0-9]+, [0-9]{{1,2}}(?=\s?mi[oa])|{_CHUNK})")
    while match := pattern.search(text, at):
        one = _amount(text, match)
        at = one.end if one else match.end()
        if one:
            found.append(one)
    return found


def _amount(text: str, match: re.Match[str]) -> Maengde | None:
    start, end = match.span()
    before, after = text[:start], text[end:]
    if re.search(r"[a-zæøå§#]$", before) and not re.search(r"\bkr$", before):
        return None
    suffix = _SUFFIX.match(after)
    if not suffix and (glued := re.match(r"[a-zæøå]+", after)) and glued.group() not in ("stk", "pers", "x"):
        return None
    groups = suffix.groupdict() if suffix else {}
    scale = _SCALES.get(groups.get("scale") or groups.get("only") or "", 1)
    is_fraction = bool(groups.get("pct") or groups.get("point") or scale > 1)
    chunk = match.group()
    chunk = re.sub(r"(?<=[0-9]) (?=[0-9]{3})", "", chunk) if _SPACED.fullmatch(chunk) else chunk.replace(" ", "")
    value, is_sure = number(chunk, is_fraction=is_fraction)
    if value is not None:
        value = value * scale
        value = value if value < MAX else None
    kr = _KR_BEFORE.search(before)
    unit = "%" if groups.get("pct") or groups.get("point") else "kr." if kr or groups.get("kr") else ""
    sign = _SIGN.search(before)
    masked = bool(re.fullmatch(r"0{2,}", match.group()))
    return Maengde(
        start=kr.start() if kr else start,
        end=end + (suffix.end() if suffix else 0),
        value=None if masked else value,
        unit=unit,
        sign={"+": 1, "-": -1, "÷": -1}.get(sign["sign"], 0) if sign and (unit or sign["sign"] == "+") else 0,
        is_points=bool(groups.get("point")),
        is_masked=masked,
        is_sure=is_sure,
    )


def _shares(text: str) -> list[Maengde]:
    found = []
    for match in re.finditer(
        r"\bhver\s+(?:eneste\s+)?(" + "|".join(HVER) + r")\b(?!\s+(?:dag|uge|måned|år|gang|kvartal))", text
    ):
        found.append(Maengde(*match.span(), HVER[match.group(1)], unit="%", is_word=True, is_share=True))
    for pattern, value in BROEKER:
        for match in re.finditer(pattern, text):
            found.append(Maengde(*match.span(), value, unit="%", is_word=True, is_share=True))
    return found


def _words(text: str) -> list[Maengde]:
    found = []
    for match in TALORD_RE.finditer(text):
        value = ordvaerdi(match.group())
        if value is None:
            continue
        suffix = _SUFFIX.match(text[match.end() :])
        groups = suffix.groupdict() if suffix else {}
        scale = _SCALES.get(groups.get("scale") or groups.get("only") or "", 1)
        unit = "%" if groups.get("pct") or groups.get("point") else "kr." if groups.get("kr") else ""
        is_article = match.group() in ("en", "et") and not unit and scale == 1
        end = match.end() + (suffix.end() if suffix else 0)
        found.append(
            Maengde(match.start(), end, value * scale, unit=unit, is_word=True, is_article=is_article,
                    is_points=bool(groups.get("point")))
        )  # fmt: skip
    return found


def _masked(text: str) -> list[Maengde]:
    """The first number that was never filled in: xx, 00 %, [antal]."""
    found = [
        Maengde(*match.span(), None, is_masked=True, unit="%" if "%" in match.group() else "")
        for match in re.finditer(
            r"(?<![\w])(?:x{1,3}|\?{1,3}|_{2,}|\.{4,}|\[(?:antal|tal|x+)\])(?![\w])(?:\s?%)?", text
        )
        if not re.search(r"[0-9]\s*$", text[: match.start()])
        and not re.match(r"\s*[0-9]", text[match.end() :])
        and ("?" not in match.group() or "%" in match.group())
    ]
    return found[:1] if not re.search(r"(?<![0-9.,])0{2,}(?![0-9.,])", text) else []


_BETWEEN: Final = re.compile(r"\bmellem\s+(?:ca\.?\s+)?$")


def _ranges(text: str, amounts: list[Maengde]) -> list[Maengde]:
    """20-25, 20 til 25, mellem 20 og 25 become one amount; "fra 20 til 25" stays two."""
    joined: list[Maengde] = []
    for one in amounts:
        low = joined[-1] if joined else None
        gap = text[low.end : one.start] if low else ""
        if (
            low is None
            or low.value is None
            or one.value is None
            or low.to is not None
            or low.is_article
            or one.is_article
        ):
            joined.append(one)
            continue
        before = text[: low.start]
        is_dash = gap.strip() == "-" and len(gap) <= 3
        is_til = gap.strip() in ("til", "eller") and not re.search(r"\bfra\s+(?:\w+\.?\s+)?$", before)
        is_between = gap.strip() == "og" and bool(_BETWEEN.search(before))
        if (is_dash or is_til or is_between) and low.value < one.value and low.unit in ("", one.unit):
            joined[-1] = replace(
                low, end=one.end, to=one.value, unit=one.unit, sign=0, is_sure=low.is_sure and one.is_sure
            )
        else:
            joined.append(one)
    return joined


_OUT_OF: Final = re.compile(r"\s+(?P<ud>ud\s+)?af\s+(?:de\s+|vores\s+|de\s+i\s+alt\s+|i\s+alt\s+|områdets\s+)?$")


def _is_share_of(gap: re.Match[str], after: str) -> bool:
    """ "to ud af tre deltagere" is a share; "2 ud af områdets 3 skoler" and a bare "4 ud af 5" are counts."""
    return bool(gap["ud"]) and gap.group().split()[-1] == "af" and bool(re.match(r"\s+[^\W\d_]", after))


def _out_of(text: str, amounts: list[Maengde]) -> list[Maengde]:
    """ "82 ud af 1392 husstande": the whole belongs to its part; "to ud af tre" is a share in words."""
    joined: list[Maengde] = []
    for one in amounts:
        part = joined[-1] if joined else None
        gap = _OUT_OF.fullmatch(text[part.end : one.start]) if part else None
        if part is None or gap is None or one.value is None or one.unit or part.value is None or one.is_article:
            joined.append(one)
        elif part.unit == "%":
            joined[-1] = replace(part, end=one.end, of=one.value)
        elif _is_share_of(gap, text[one.end :]) and one.value <= 10 and 0 < part.value <= one.value:
            share = (part.value * 100 / one.value).quantize(Decimal("0.0001")).normalize() + 0
            joined[-1] = replace(
                part, end=one.end, value=share, unit="%", is_word=True, is_share=True, is_article=False
            )
        elif part.unit == "" and part.value <= one.value:
            joined[-1] = replace(part, end=one.end, of=one.value)
        else:
            joined.append(one)
    return joined


__all__ = ["ORD", "Maengde", "find_amounts", "number"]
