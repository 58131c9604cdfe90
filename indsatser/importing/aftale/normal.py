"""Brings headings and labels to the form they are compared in: no case, numbers, colons, parentheses or endings."""

import re
from functools import lru_cache
from typing import Final

NUMMER: Final = re.compile(
    r"^\s*(?P<nr>(?:\d{1,2}(?:\.\d{1,2}){0,4}|[a-zæøå](?=[.)])|[ivx]{1,4}(?=[.)]))[.)]?)(?=\s|[A-ZÆØÅ])[ \t.):–-]*"
)
PARENTES: Final = re.compile(r"\([^()]*\)|\([^()]{12,}$")
NOTE: Final = 150
"""Marks of a note in parentheses."""
SPAN: Final = re.compile(r"(?<!\d)(?P<fra>20[0-4]\d)\s*[-–—/]\s*(?P<til>20[0-4]\d|\d{2})(?!\d)")
AAR: Final = re.compile(r"\b(20[0-4]\d)\b")
_ENDINGS: Final = (
    "ernes",
    "erne",
    "enes",
    "ene",
    "ets",
    "ens",
    "ers",
    "et",
    "en",
    "er",
    "es",
    "e",
    "r",
    "s",
    "n",
    "t",
)
_LETTERS: Final = str.maketrans(
    {"é": "e", "’": "'", "´": "'", "`": "'", "–": "-", "—": "-", "\u00a0": " ", "&": " og "}
)


def even(text: str) -> str:
    """Lower case, one kind of dash and apostrophe, "&" as "og", single spaces."""
    return " ".join(text.casefold().translate(_LETTERS).split())


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """A label without its number, parentheses, quotes and the mark at its end."""
    plain = even(PARENTES.sub(" ", without_number(text)))
    return re.sub(r"[\"«»”“'*_]", "", plain).strip(" .:;-,?!/\t")


def is_short(text: str, most: int) -> bool:
    """Whether the words outside parentheses are so few marks: a label may have a note to its writer behind it."""
    return len(text) <= most or (len(text) <= most + NOTE and len(PARENTES.sub("", text)) <= most)


def without_number(text: str) -> str:
    """ "5.1 Tryghed" → "Tryghed". A year or "1." alone stays."""
    match = NUMMER.match(text)
    return text[match.end() :] if match and match.end() < len(text) else text


def number_of(text: str) -> str:
    """The number in front: "5.1", "a", or ""."""
    match = NUMMER.match(text)
    return match["nr"].rstrip(".)") if match and match.end() < len(text) else ""


def year_of(text: str) -> int | None:
    """The only year in a label, "Succeskriterier (2013)", or the last of a span, "(2013-16)"."""
    if span := SPAN.search(text):
        last = span["til"]
        return int(last) if len(last) == 4 else 2000 + int(last)
    years = set(AAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def span_of(text: str) -> str:
    """A span of years as it is printed: "2013-16", or ""."""
    span = SPAN.search(text)
    return span.group() if span else ""


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its Danish ending; never shorter than four letters."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=8192)
def stems(text: str) -> tuple[str, ...]:
    """The words of a label by their stems."""
    return tuple(stem(word) for word in re.findall(r"[\w']+", normal(text)))


@lru_cache(maxsize=4096)
def name_key(text: str) -> str:
    """What makes two spellings of a name the same: stems without order of case, articles and small words."""
    small = {"og", "i", "på", "for", "den", "det", "de", "et", "en", "af", "til", "med"}
    words = [word for word in re.findall(r"[\w']+", normal(text)) if word not in small]
    return " ".join(stem(word) for word in words)


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are the same name: "Civilsamfund & image", "Civilsamfund og image"."""
    return bool(name_key(one)) and name_key(one) == name_key(other)


def same_words(one: str, other: str) -> bool:
    """As `same_name`, in any order: "Trivsel og tryghed", "Tryghed og trivsel"."""
    return bool(name_key(one)) and sorted(name_key(one).split()) == sorted(name_key(other).split())
