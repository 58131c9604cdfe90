"""What is counted: the noun that an amount stands before, or that "antal …:" names."""

import re
from dataclasses import dataclass
from typing import Final

from indsatser.importing.kriterielaesning.ordforraad import KEPT_ADJECTIVES, PERSONER, STOP, is_adjective, is_verb

_WORD: Final = re.compile(r"[^\W\d_](?:[\w]|-(?=\w)|'(?=\w))*|[¤]+")
_BRIDGE: Final = re.compile(r"^\+?\s*(?:ikke\s+(?=\w+e\s)|stk\b\.?|x\s|nye?t?\s+(?=¤))?\s*")
_AMONG: Final = re.compile(r"\s+(?:ud\s+)?af\s+(?:de\s+|vores\s+|[a-zæøå-]{4,}s\s+|deltagerne\b)(?=\w)")
_ANTAL: Final = re.compile(
    r"(?:\bantal(?:let)?\s*(?:af\s+)?|\bmængden\s+af\s+|\bgennemsnitligt\s+antal\s+)(?P<rest>[^:;.,()¤0-9]{2,60})"
)
_LABEL: Final = re.compile(
    r"(?:^|[;.])\s*(?P<rest>[^\W\d_][\w\s-]{1,40}?)\s*(?:\(antal\)|\(stk\.?\))?\s*(?::|>=|<=|=|<|>|≥|≤)\s*$"
)
_HEADINGS: Final = frozenset(
    {
        "baseline",
        "mål",
        "måltal",
        "målet",
        "udgangspunkt",
        "nulpunkt",
        "succeskriterier",
        "succeskriterium",
        "kriterier",
    }
    | {"resultater", "status", "år", "start", "slut"}
)
_BARE_LABEL: Final = re.compile(r"\W*(?P<rest>(?:[^\W\d_][\w-]*\s+){1,3})$")
MAX_UNIT: Final = 80


@dataclass(frozen=True, slots=True)
class Enhed:
    """The unit as words, and where it stands."""

    text: str
    start: int
    end: int


def noun_after(text: str, at: int) -> Enhed | None:
    """The head noun of the phrase that begins at `at`: "12 ikke-uddannelsesparate elever får" gives "elever"."""
    if among := _AMONG.match(text[at:]):
        at += among.end()
    bridge = _BRIDGE.match(text[at:])
    at += bridge.end() if bridge else 0
    words: list[re.Match[str]] = []
    while (word := _WORD.match(text, at)) and len(words) < 6:
        if word.group() in STOP or (is_verb(word.group()) and word.group() not in PERSONER):
            break
        words.append(word)
        if not (is_adjective(word.group()) or word.group() in PERSONER or "¤" in word.group()):
            break
        gap = re.match(r"\s+|,\s+(?=\w+(?:e|t|lig)\s)", text[word.end() :])
        at = word.end() + (gap.end() if gap else 0)
        if not gap:
            break
    while words and "¤" in words[-1].group():
        words.pop()
    if not words or re.fullmatch(r"x+", words[-1].group()):
        return None
    head = words[-1]
    first = head
    if len(words) > 1 and words[-2].group() in KEPT_ADJECTIVES and "¤" not in words[-2].group():
        first = words[-2]
    if (
        is_adjective(head.group())
        and head.group() not in PERSONER
        and not head.group().endswith(("ede", "ende", "ige", "unge", "ske"))
    ):
        return None
    pair = re.match(
        r"\s+og\s+(unge|voksne|ældre|mødre|kvinder|mænd|forældre|familier)\b(?!\s+\w+er\b)", text[head.end() :]
    )
    end = head.end() + (
        pair.end() if pair and head.group() in ("børn", "unge", "fædre", "kvinder", "mænd", "piger") else 0
    )
    return Enhed(text[first.start() : end][:MAX_UNIT], first.start(), end)


def noun_before(text: str, at: int) -> Enhed | None:
    """What "Antal deltagere: 40" or "antallet af ledige boliger falder fra 137" counts."""
    found = next(reversed(list(_ANTAL.finditer(text[:at]))), None)
    if found is not None and (unit := noun_after(text[: found.end("rest")], found.start("rest"))):
        return unit
    if label := _LABEL.search(text[:at]) or _BARE_LABEL.match(text[:at]):
        return _last_noun(text, label.start("rest"), label.end("rest"))
    return None


def _last_noun(text: str, start: int, end: int) -> Enhed | None:
    words = []
    for word in _WORD.finditer(text, start, end):
        if word.group() in STOP or "¤" in word.group():
            break
        words.append(word)
    if not words or len(words) > 3:
        return None
    head = words[-1].group()
    if is_verb(head) or head in STOP or head in _HEADINGS or not head.endswith(("er", "re", "e", "r", "unge", "børn")):
        return None
    return Enhed(head[:MAX_UNIT], words[-1].start(), words[-1].end())
