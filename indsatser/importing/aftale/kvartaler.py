"""The quarter a heading, a column or a milestone names."""

import re
from typing import Final

from indsatser.importing.aftale.normal import even

_QUARTERS: Final = (
    ("januar", "jan", "marts", "mar"),
    ("april", "apr", "juni", "jun"),
    ("juli", "jul", "september", "sep", "sept"),
    ("oktober", "okt", "december", "dec"),
)
_QUARTER: Final = re.compile(
    r"(?<!\d)(?P<q>[1-4])\.?\s*(?:kvartal|kvt\b\.?|kv\b\.?)|\bq\s?(?P<q2>[1-4])\b|\bkvartal\s*(?P<q3>[1-4])\b|"
    r"\b(?P<word>første|andet|tredje|fjerde)\s+kvartal|"
    r"\b(?P<from>januar|jan|april|apr|juli|jul|oktober|okt)\b\.?\s*(?:-|til|/)\s*(?:\w+\s*(?:-|til|/)\s*)?"
    r"(?P<to>marts|mar|juni|jun|september|sept|sep|december|dec)\b\.?"
)
_WORDS: Final = {"første": 1, "andet": 2, "tredje": 3, "fjerde": 4}


def quarter_of(text: str) -> tuple[int, int, int] | None:
    """The quarter a text names, with where it stands in the even text."""
    for match in _QUARTER.finditer(even(text)):
        digit = match["q"] or match["q2"] or match["q3"]
        if digit:
            return int(digit), match.start(), match.end()
        if match["word"]:
            return _WORDS[match["word"]], match.start(), match.end()
        first = next(i for i, names in enumerate(_QUARTERS, start=1) if match["from"] in names)
        last = next(i for i, names in enumerate(_QUARTERS, start=1) if match["to"] in names)
        if first == last:
            return first, match.start(), match.end()
    return None


def without_quarters(text: str) -> str:
    """A text without every quarter it names: "1. kvartal (januar-marts)" leaves "()"."""
    return _QUARTER.sub("", even(text))
