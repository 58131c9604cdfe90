"""What was typed, read as a question to the index: words that must all be there, "phrases", and -words that must not.

PostgreSQL's Danish dictionary cuts endings off, but not always at the same place: "aktivitet" stays whole while
"aktiviteterne" becomes "aktivit". So a word is asked for with all the stems that it and its inflections have, spelt
with å or aa, æ or ae, ø or oe, and with the vowel changes that matter here (mor, mødre). The last word is also asked
for as the beginning of a word, since it may not be typed to its end.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection

from helhedsplan.soegevektor import cleaned

LONGEST = 200
MOST_WORDS = 12
SHORTEST_BEGINNING = 3
"""Letters before the last word is taken as a beginning: "by" would be half of the language."""

TOO_LONG = f"Søgningen er for lang. Skriv højst {LONGEST} tegn."
TOO_COMMON = "Ordet står næsten overalt, så der søges ikke på det. Skriv et ord mere."
TOO_COMMON_ALL = "Ordene står næsten overalt, så der søges ikke på dem. Skriv et ord, der siger mere."
ONLY_MINUS = "Skriv også et ord, der skal være med. Et ord med minus foran tager kun noget fra."
NO_WORDS = "Der er ingen ord at søge efter. Skriv bogstaver eller tal."

_TERM = re.compile(r'(?<!\S)(-?)"([^"]*)"|(\S+)')
_WORD = re.compile(r"[^\x00-/:-@\[-`{-\x7f]+")
_INFLECTIONS = ("", "e", "en", "er", "et", "ene", "erne", "r", "s")
_VOWELS = (("barn", "børn"), ("mor", "mødr"), ("far", "fædr"), ("bror", "brødr"), ("mand", "mænd"), ("bog", "bøg"))
_SPELLINGS = (("å", "aa"), ("æ", "ae"), ("ø", "oe"))
_E = re.compile(r"e(?=(?:e[nr](?:ne)?s?|s)?$)")
_LEXEMES = """
SELECT word, coalesce(ts_lexize('danish_stem', word) = '{}', false),
       ARRAY(SELECT DISTINCT lexeme
             FROM (SELECT word AS base UNION SELECT (ts_lexize('danish_stem', word))[1]) AS bases,
                  unnest(%s::text[]) AS ending,
                  unnest(ts_lexize('danish_stem', base || ending)) AS lexeme)
FROM unnest(%s::text[]) AS word
"""


@dataclass(frozen=True, slots=True)
class Ord:
    """A word: its spellings, their stems, and whether it may go on after its last letter."""

    spellings: tuple[str, ...]
    stems: tuple[str, ...]
    is_common: bool = False
    is_beginning: bool = False

    @property
    def tsquery(self) -> str:
        whole = [_quoted(stem) for stem in self.stems]
        begun = [f"{_quoted(spelling)}:*" for spelling in self.spellings] if self.is_beginning else []
        return f"({'|'.join([*whole, *begun])})"


@dataclass(frozen=True, slots=True)
class Led:
    """One or more words that stand after each other, wanted or not."""

    ord: tuple[Ord, ...]
    is_unwanted: bool = False

    @property
    def tsquery(self) -> str:
        """The words with their distance: a common word is not in the index, but it takes up its place."""
        question, distance = "", 0
        for one in self.ord:
            distance += 1
            if one.is_common:
                continue
            question += f"<{distance}>{one.tsquery}" if question else one.tsquery
            distance = 0
        return f"!({question})" if question and self.is_unwanted else question


@dataclass(frozen=True, slots=True)
class Forespoergsel:
    """A question to the index, or the sentence that says why there is none."""

    text: str = ""
    led: tuple[Led, ...] = ()
    sentence: str = ""

    @property
    def tsquery(self) -> str:
        return "&".join(f"({question})" for question in (led.tsquery for led in self.led) if question)

    @property
    def wanted(self) -> tuple[Ord, ...]:
        """The words that must be there."""
        return tuple(one for led in self.led if not led.is_unwanted for one in led.ord if not one.is_common)

    @property
    def is_plain(self) -> bool:
        """Whether a part of a name may answer it: no word is unwanted, and each is long enough to say something."""
        long_enough = all(len(one.spellings[0]) >= SHORTEST_BEGINNING for one in self.wanted)
        return long_enough and not any(led.is_unwanted for led in self.led)


def read(typed: str) -> Forespoergsel:
    """The question in what was typed. Asks the database for the stems once; any text at all is safe."""
    text = " ".join("".join(char if char.isprintable() else " " for char in typed).split())
    if not text:
        return Forespoergsel()
    if len(text) > LONGEST:
        return Forespoergsel(text, sentence=TOO_LONG)
    terms = list(_terms(text))
    if not terms:
        return Forespoergsel(text, sentence=NO_WORDS)
    known = _lexemes({spelling for term in terms for word in term.words for spelling in spellings(word)})
    led = tuple(_led(term, known) for term in terms)
    return Forespoergsel(text, led, _refusal(led))


def spellings(word: str) -> tuple[str, ...]:
    """The word as it is typed first, then with å for aa and the like, and with é where an e may be one (cafe)."""
    found = [word]
    for letter, digraph in _SPELLINGS:
        if letter in word or digraph in word:
            as_letter = [one.replace(digraph, letter) for one in found]
            found += as_letter + [one.replace(letter, digraph) for one in as_letter]
    found += [_E.sub("é", one, count=1) for one in found] + [one.replace("é", "e") for one in found]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Term:
    words: tuple[str, ...]
    is_unwanted: bool
    is_open: bool


def _terms(text: str) -> Iterator[_Term]:
    """What is between the spaces, and between quotation marks. A quotation mark without its mate is a space."""
    left = MOST_WORDS
    matches = list(_TERM.finditer(text))
    for number, match in enumerate(matches, start=1):
        minus, phrase, plain = match.groups()
        is_phrase = phrase is not None
        inside = phrase if is_phrase else plain.removeprefix("-")
        is_unwanted = bool(minus) if is_phrase else plain.startswith("-")
        words = tuple(_WORD.findall(cleaned(inside)))[:left]
        left -= len(words)
        if words:
            yield _Term(words, is_unwanted, is_open=number == len(matches) and not is_phrase and not is_unwanted)


def _led(term: _Term, known: dict[str, tuple[bool, tuple[str, ...]]]) -> Led:
    last = len(term.words) - 1
    return Led(
        tuple(_ord(word, known, is_open=term.is_open and place == last) for place, word in enumerate(term.words)),
        term.is_unwanted,
    )


def _ord(word: str, known: dict[str, tuple[bool, tuple[str, ...]]], *, is_open: bool) -> Ord:
    spelt = spellings(word)
    stems = {stem for one in spelt for stem in known[one][1]} | _with_other_vowel(known[word][1])
    is_beginning = is_open and len(word) >= SHORTEST_BEGINNING
    return Ord(spelt, tuple(sorted(stems)), is_common=known[word][0], is_beginning=is_beginning)


def _with_other_vowel(stems: Iterable[str]) -> set[str]:
    """bydelsmor → bydelsmødr, and back: the dictionary does not know that they are one word."""
    pairs = [*_VOWELS, *((plural, single) for single, plural in _VOWELS)]
    return {stem.removesuffix(old) + new for stem in stems for old, new in pairs if stem.endswith(old)}


def _lexemes(words: set[str]) -> dict[str, tuple[bool, tuple[str, ...]]]:
    """Per word whether the dictionary leaves it out as too common, and the stems of it and its inflections.

    A word with a digit in it is no word of the language: the index has it as it stands.
    """
    codes = {word for word in words if any(char.isdigit() for char in word)}
    with connection.cursor() as cursor:
        cursor.execute(_LEXEMES, [list(_INFLECTIONS), sorted(words - codes)])
        found = {word: (is_common, tuple(lexemes)) for word, is_common, lexemes in cursor.fetchall()}
    return found | {code: (False, (code,)) for code in codes}


def _refusal(led: tuple[Led, ...]) -> str:
    wanted = [one for part in led if not part.is_unwanted for one in part.ord]
    if not wanted:
        return ONLY_MINUS
    if all(one.is_common for one in wanted):
        return TOO_COMMON if len(wanted) == 1 else TOO_COMMON_ALL
    return ""


def _quoted(lexeme: str) -> str:
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
