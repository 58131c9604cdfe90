"""Lists whose line ends were lost: a criterion, a milestone or a member begins where the one before is whole.

Nothing says so but the words: a number or a capital letter with no full stop before it and no small word that leads on
to it. What comes out is no surer than likely; a piece that is no whole statement is left with its neighbour.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from indsatser.importing.aftale.led import Linje, Rad, Stykke
from indsatser.importing.aftale.ordbog import ordbog
from indsatser.importing.kildeord import I_SPALTE, KILDE
from indsatser.importing.smaaord import LEDER_VIDERE

_LEADS_ON: Final = LEDER_VIDERE | {
    "mindst", "højst", "op", "ca.", "cirka", "minimum", "maksimalt", "omkring", "gennemsnitligt", "gennemsnit",
    "snit", "hver", "hvert", "hvoraf", "heraf", "alt", "kr.", "pr.", "nr.", "afd.", "afdeling", "uge", "kl.",
    "som", "der", "at", "end", "inden", "senest", "medio", "ultimo", "primo",
}  # fmt: skip
_VERB: Final = re.compile(
    r"\b(?:er|var|har|havde|blev|bliver|får|fik|går|gik|kommer|kom|deltog|hjalp|kender|kendte|bruger|oplever|fandt|tog|gav|"
    r"drev|skrev|brugte|dyrker|laver|lavede|spiser|spiste|læser|læste|taler|talte|gør|gjorde|lærer|lærte|giver|tager|føler|"
    r"stiger|falder|øges|finder|fortsætter|gennemfører|afholdes|udgives|etableres|oprettes|besøger|besøgte|opnår|arbejder|betaler|tilbydes|gives|laves|findes|"
    r"mødes|møder|holder|holdt|begynder|begyndte|deltager|ved|siger|svarer|\w{3,}(?:ede|erede|ørte|ogte|idste|ages|agtes))\b"
)
_BREAK: Final = re.compile(r"(?<=[^\s.,:;(–-])\s+(?=(?:\d[\d.,]*\s*(?:%|[a-zæøå])|[A-ZÆØÅ][\wæøå]))")
_COUNTED: Final = re.compile(
    r"\d|\b(?:halvdelen|tredjedel|fjerdedel|hver \w+|alle|ingen|flere|færre|"
    r"en|et|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv)\b",
    re.IGNORECASE,
)


_REFERS: Final = re.compile(
    r"(?:på (?:længere )?sigt|det|dette|disse|denne|de|dermed|derudover|herefter|herudover|målet|visionen|ambitionen|"
    r"udgangspunktet|der måles|tallet|niveauet)\b",
    re.IGNORECASE,
)
"""How a sentence begins that is about the criterion before it."""
_TIMED: Final = re.compile(r"\d\s*(?:mdr|måneder)\.?\)$")
"""A criterion that ends with how long it runs."""


def er_eneste(parts: Sequence[Linje | Rad]) -> bool:
    """Whether a field is one line of running text: a list that lost its line ends, or a list of one."""
    return (
        len(parts) == 1 and isinstance(parts[0], Linje) and not parts[0].stykke.tabel and not parts[0].stykke.is_item
    )


def er_udsagn(text: str) -> bool:
    """Whether a sentence is a criterion of its own, with or without a number: it has a verb, and does not go on with
    what the one before said."""
    return bool(_VERB.search(text)) and len(text.split()) >= 4 and not _REFERS.match(text)


def efter_kilder(line: Stykke) -> list[Stykke]:
    """Rows of criterion and source that became one line: a row ends with a source known by its name, and a number or
    a capital letter begins the next."""
    text, edges = line.text, [0]
    for match in _known_sources().finditer(text):
        if match.start() - edges[-1] > 8 and re.match(r"\s+[A-ZÆØÅ\d]|\s*$", text[match.end() :]):
            edges.append(match.end())
    edges = edges if edges[-1] == len(text) else [*edges, len(text)]
    return [line.del_fra(start, stop) for start, stop in pairwise(edges)]


@cache
def _known_sources() -> re.Pattern[str]:
    names = sorted(ordbog()["datakilder"], key=len, reverse=True)
    written = "|".join(re.escape(name[0].upper() + name[1:]) for name in names)
    return re.compile(rf"(?<=[\wæøå)%.] )(?:{written}|{KILDE}|{I_SPALTE})(?!\w)")


def tabte_kriterier(line: Stykke) -> list[Stykke]:
    """The criteria of one line: each with a verb and a number, where a number or a capital letter begins the next."""
    pieces = _cut(line, _is_criterion)
    marks = [_MARK.search(piece.text) for piece in pieces]
    return [piece.del_fra(0, mark.start()) if mark else piece for piece, mark in zip(pieces, marks, strict=True)]


def tabte_resultater(line: Stykke) -> list[Stykke]:
    """The milestones of one line: each with a verb, the next beginning with a capital letter or a number."""
    return _cut(line, _is_result)


_SEAT: Final = re.compile(
    r"(?<=[^\s,;:.])\s+(?=[A-ZÆØÅ])(?=[\wæøå-]*(?i:leder|chef|direktør|formand|fører|konsulent|koordinator|repræsentant|inspektør|"
    r"mester|medarbejder|rådgiver|medlem|sekretær|forstander)\w{0,3}(?:\s[^,.;:]{1,40})?,\s)"
)


def tabte_medlemmer(line: Stykke) -> list[Stykke]:
    """The members of one line: a title with a capital letter and a comma begins the next."""
    edges = [0]
    for match in _SEAT.finditer(line.text):
        before = line.text[edges[-1] : match.start()]
        if "," in before and before.rsplit(None, 1)[-1].lower() not in _LEADS_ON:
            edges.append(match.end())
    return [line.del_fra(start, stop) for start, stop in pairwise([*edges, len(line.text)])]


_MARK: Final = re.compile(r"(?<=\)) \d{1,2}$")
"""A note's mark after brackets that end a criterion."""
_SHARE: Final = re.compile(r"(?:andelen|antallet|gennemsnittet)\b", re.IGNORECASE)
"""A subject that a relative clause may follow before its verb."""


def _is_criterion(text: str) -> bool:
    """A number, and a verb after its noun: "10 uger i praktik" is none, nor "Der er afholdt"."""
    head = text if _SHARE.match(text) else text.split(",")[0]
    return bool(_COUNTED.search(text)) and bool(_VERB.search(head)) and _is_closed(text)


def _is_result(text: str) -> bool:
    return bool(_VERB.search(text)) and len(text.split()) >= 3 and _is_closed(text)


def _is_closed(text: str) -> bool:
    return text.count("(") == text.count(")") and text.count('"') % 2 == 0


def _cut(line: Stykke, is_whole: Callable[[str], bool]) -> list[Stykke]:
    text, edges = line.text, [0]
    for match in _BREAK.finditer(text):
        before = text[edges[-1] : match.start()]
        rest = text[match.end() :]
        if _THAT.match(text) and _THAT.match(rest):
            edges.append(match.end())
            continue
        if _STRONG.match(rest) and _may_end(before):
            edges.append(match.end())
            continue
        if _A_YEAR.match(rest):
            continue
        leads_on = before.rsplit(None, 1)[-1].lower() in _LEADS_ON and not _is_done(before, rest)
        is_timed = bool(_TIMED.search(before)) and bool(_COUNTED.search(rest))
        if is_timed or (not leads_on and is_whole(before) and is_whole(rest) and not _goes_on(before, rest)):
            edges.append(match.end())
    return [line.del_fra(start, stop) for start, stop in pairwise([*edges, len(text)])]


_THAT: Final = re.compile(r"At [a-zæøå\d]")
"""How each of a list's criteria begins, where its author wrote them so."""
_WEEKLY: Final = re.compile(r"\b(?:hver|om|pr\.?) uge$", re.IGNORECASE)
_NEW: Final = re.compile(rf"\d[\d.]* (?:[a-zæøå][\wæøå-]+ ){{1,2}}(?={_VERB.pattern})")


def _is_done(before: str, rest: str) -> bool:
    """A last word that leads on elsewhere and ends a statement here: "spiser med", "kommer hver uge", where the next
    statement begins with a number, its noun and a verb of its own."""
    ends = before.endswith(" med") or bool(_WEEKLY.search(before))
    return ends and bool(_NEW.match(rest)) and bool(_VERB.search(before))


_STRONG: Final = re.compile(r"(?:Alle|Ingen|Flere|Færre|Antallet|Andelen|Halvdelen|Mindst|Højst) [a-zæøå\d]")
"""Capital words that begin a criterion and nothing else."""


def _may_end(before: str) -> bool:
    """Whether the words before are a statement: with a verb, or one that needs none ("Flere på venteliste")."""
    words = before.split()
    if len(words) < 3 or words[-1].lower() in _LEADS_ON or not _is_closed(before):
        return False
    return bool(_STRONG.match(before) or _VERB.search(before))


_A_YEAR: Final = re.compile(r"(?:19|20)\d\d\b(?! (?:beboere|boliger|børn|familier|husstande|personer))")
_ENDS: Final = re.compile(r"(?:19|20)\d\d|\d*%|år")
"""A year or a share that may end a statement."""


def _goes_on(before: str, rest: str) -> bool:
    """A name inside a sentence: two capital words beside each other, or a noun and the name it is called."""
    first = rest.split(None, 1)[0]
    last = before.rsplit(None, 1)[-1]
    if first[0].isdigit():
        return False
    if _ENDS.fullmatch(last):
        return False
    return last[0].isupper() or not re.search(
        r"(?:t|et|de|te|er|erne|en|ene|ør|re|lig|ligt|å|ud|op|ind|med|[a-zæøå]{4})$", last
    )
