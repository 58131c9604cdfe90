"""Labels in a line that was a page: the declared words of a label with no colon, where a value begins after them.

Only in text whose line ends were lost. A label of one word must be a form's own; a word that is anybody's ("Kommune",
"Rolle") is none here.
"""

import re
from collections.abc import Iterator
from typing import Final

from indsatser.importing.aftale.led import Stykke
from indsatser.importing.aftale.ordbog import Navn, Sikkerhed, declared, find_labels

_WORDS: Final = 10
_BACK: Final = 40
"""Marks: as far back as the word before is looked for."""
_LONG: Final = 5
"""So many words may be a label with words that say nothing ("Formål og mål for indsatsområdet")."""
_ONE_WORD: Final = frozenset(
    (
        "formaal", "indhold", "maalgruppe", "kriterier", "datakilde", "organisering", "ressourcer", "partnere",
        "forankring", "aktiviteter", "oekonomi", "aktivitetsnavn", "aktivitetsskemaer", "underretning", "konflikt",
        "revision", "bilag", "delaktiviteter",
    )
)  # fmt: skip
"""Fields that a single word may be the label of."""
_COMMON: Final = frozenset(
    ("kilde", "kilder", "medarbejdere", "personale", "hvorfor", "konflikter", "organisation", "samarbejde")
)
_BEGIN: Final = re.compile(r"(?<!\S)(?=[A-ZÆØÅ][a-zæøå]{4})")
_VALUE: Final = re.compile(r"\s+[A-ZÆØÅ\d½¼¾«\"•]|\s+\((?![^()]*\)\s*:)|\s*$")
_YEAR: Final = re.compile(r"\s+(?:(?:i|for)\s+)?\(?(?P<aar>20[0-4]\d)\)?:?(?=\s+[A-ZÆØÅ\d])")
"""The year a list of criteria is for, with or without parentheses."""
_COUNT: Final = re.compile(r"\s+(?:nr\.?\s*)?\d{1,2}\s*[:.–-](?=\s)")
""" "Aktivitet 3: " counts, and the number is no part of what follows."""
_NOTE: Final = re.compile(r"\s+\([a-zæøå][^()]{4,120}\):?(?=\s+[A-ZÆØÅ\d])")
"""What the template says to its writer after the label."""
_LEADS_ON: Final = frozenset(
    (
        "og", "eller", "samt", "i", "på", "af", "for", "fra", "til", "med", "ved", "hos", "om", "under", "over", "den",
        "det", "de", "en", "et", "&", "-", "–",
    )
)  # fmt: skip


def med_etiketter(stykke: Stykke) -> Iterator[tuple[Stykke, tuple[Navn, ...]]]:
    """The line's pieces in order, each label with the fields it may be of, and text with none."""
    at = 0
    for begin in (match.start() for match in _BEGIN.finditer(stykke.text)):
        if begin < at or _goes_on(stykke.text[max(0, begin - _BACK) : begin]):
            continue
        end, labels = _label_at(stykke.text, begin)
        if not labels or (end == len(stykke.text) and begin and begin - at <= 1):
            continue  # the last words, right after a label, are its value: "Forankring Boligorganisationerne"
        if stykke.text[at:begin].strip():
            yield stykke.del_fra(at, begin), ()
        yield stykke.del_fra(begin, end), labels
        at = end
    if stykke.text[at:].strip():
        yield stykke.del_fra(at) if at else stykke, ()


def _goes_on(before: str) -> bool:
    words = before.rsplit(None, 1)
    return bool(words) and (words[-1].lower() in _LEADS_ON or words[-1].endswith(":"))


def _label_at(text: str, begin: int) -> tuple[int, tuple[Navn, ...]]:
    """The longest declared label that begins here and is followed by a value: (its end, its fields)."""
    ends = [begin + match.end() for match in re.finditer(r"\S+", text[begin : begin + 110])][:_WORDS]
    for count in range(len(ends), 0, -1):
        end = ends[count - 1]
        phrase = text[begin:end]
        if phrase[-1] in ":.;,?" or _goes_on(phrase) or not _VALUE.match(text, end):
            continue
        labels = declared(phrase) or declared(phrase.replace(",", ""))
        if count == 1:
            labels = tuple(one for one in labels if one.key in _ONE_WORD and phrase.lower() not in _COMMON)
        elif not labels and count <= _LONG:
            labels = tuple(one for one in find_labels(phrase) if one.sikkerhed == Sikkerhed.EXACT)
        labels = tuple(one for one in labels if one.key != "omraade")
        if labels:
            if after := _COUNT.match(text, end) or _NOTE.match(text, end):
                end = after.end()
            year = _YEAR.match(text, end) if labels[0].key == "kriterier" else None
            if year:
                return year.end(), tuple(
                    Navn(one.key, one.hoerer_til, Sikkerhed.LIKELY, int(year["aar"])) for one in labels
                )
            return end, tuple(Navn(one.key, one.hoerer_til, Sikkerhed.LIKELY, one.aar) for one in labels)
    return begin, ()
