"""Text copied from a web page's copy of a PDF: each page is one line with its number in front, and no line ends.

Where lines ended is found by what numbers and the table of contents say: a chapter's number with the words that stand
in the table of contents, a quarter, list marks that follow each other, and numbers in order. Nothing is taken away but
the page's own number.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from indsatser.importing.dokument.indholdsorden import hoveder_i_orden
from indsatser.importing.dokument.indholdstitler import Hoved, indholdets_slut, titelhoveder, titler
from indsatser.importing.dokument.sidehoveder import uden_sidehoveder, uden_sidetal
from indsatser.importing.smaaord import LEDER_VIDERE

SIDEHOVED: Final = "sidehoved"
"""The style of the running head of such pages, once."""
FLAD: Final = "fladside"
"""The style of every paragraph that was found in a page without line ends."""
LANG: Final = 200
"""Marks: a page that became one line is longer; fewer such lines are no document of this kind."""
_MOST: Final = 0.6
_OFTEN: Final = 4
"""So many pages begin with the same words where the words are a running head."""
_FEW: Final = 2
_HEAD_NOT: Final = frozenset(("Aktivitetsnavn:", "Aktivitetsnavn", "Aktivitetsbeskrivelse", "Indsatsområde"))
"""Words that begin what each page is about."""
_PAGE: Final = re.compile(r"(?P<nr>\d{1,3})(?:\s+|$)")
_CONTENTS: Final = re.compile(r"indhold(?:sfortegnelse|soversigt)?\b(?!\s*(?:og\s|[:(]))", re.IGNORECASE)
"""How a page with the table of contents begins."""
_CHAPTER: Final = re.compile(r"(?<![\w.,/-])(?P<nr>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?=[A-ZÆØÅ])")
_QUARTER: Final = re.compile(r"(?<![\w.])[1-4]\.\s*(?:kvartal|kvt\.)(?:\s+20\d\d)?:?(?=\s)", re.IGNORECASE)
_MARK: Final = re.compile(r"(?<=\s)[-–•·▪]\s+(?=[A-ZÆØÅ\d])|(?<=\s)[•▪]\s*(?=\w)")
_ORDER: Final = re.compile(r"(?<![\w.,/(-])(?<!\bAd )(?:(?P<n>\d{1,2})[.)]|\(?(?P<a>[a-h])[.)])\s+(?=[A-ZÆØÅ])")
_GOAL: Final = re.compile(
    r"(?<=\s)(?:Ad\s+(?:mål\s+)?[a-h1-9]\)|\([a-h]\)(?=\s[A-ZÆØÅ])|Mål\s+[a-h1-9]\s*[:.]|"
    r"(?:Delaftalen|Aftalen|Samarbejdsaftalen)\s+gælder)(?=\s)"
)
_LABEL: Final = re.compile(
    r"(?<=[\w.)%?!»”] )(?P<label>[A-ZÆØÅ][a-zæøå]+(?:,? (?:\([^()]{1,120}\)|[a-zæøå][\wæøå/-]*)){0,8}(?:\(\w{1,4}\))?"
    r"(?: \((?:\d{4}(?:[-–]\d{2,4})?)\)| (?:(?:i|for) )?20\d\d)?):(?=\s|$)(?!\s+Dato\b)"
)
_TWICE: Final = re.compile(r"(?<!\S)([A-ZÆØÅ][a-zæøå]{4,}(?: [a-zæøå]+){0,4}) (?=\1(?:e?n|e?t|ne)?\s)")
"""A title and a sentence that begins with the same word."""
_PROJECT: Final = re.compile(r"(?:^|(?<=[.!?] )|(?<=[a-zæøå] ))(?:Projekt|Aktivitet) [A-ZÆØÅ][\wæøå-]+(?= [A-ZÆØÅ])")
_NOTE: Final = re.compile(r"(?<=\S )\d{1,2} [A-ZÆØÅ]\w+: [^:]{3,100}, s\. ?\d+\.?$")
"""A note with a book's page, last on the page."""
_SOON: Final = 800
_ORGAN: Final = re.compile(
    r"(?<!\S)(?=[A-ZÆØÅ])(?P<first>\w*(?i:bestyrelse|gruppe|udvalg|sekretariat|forum)[a-z]{0,3})"
    r"(?: [\wæøåÆØÅ-]+){1,6} (?=(?P=first) [a-zæøå])"
)
"""An organ's whole name, and a sentence that begins with its first word."""
_HEADS: Final = re.compile(r"(?<=\s)Succeskriteri\w+(?: \([^()]{1,120}\))?:? (?:Datakild|Kild)\w*:?(?=\s)")
_NO_WORD: Final = re.compile(r"[.…]{2,}|(?<!\S)\d{1,3}(?:\.\d{1,2})*\.?(?=\s|$)")
_HYPHEN: Final = re.compile(r"(?<=[a-zæøå]{2})- (?!(?:og|eller|samt|til)\b)(?=[a-zæøå]{2})")
_NUMBERED: Final = 2  # a number of so many steps has a title, whether or not a table of contents has it
_WORDS: Final = 12
_LEADS_ON: Final = LEDER_VIDERE | {"hr", "fru", "sct", "skt"}


_JOINS: Final = frozenset(["og", "eller", "samt", "den", "det", "de", "&"])
"""What no label stands after."""


@dataclass(frozen=True, slots=True)
class Fladlinje:
    """A line that was found again. `niveau` where it is a heading."""

    text: str
    side: int
    niveau: int | None = None
    er_titel: bool = False
    """It is a heading because the table of contents has it, and it has no number."""
    er_gentaget: bool = False
    """It was the running head of the pages."""
    er_indhold: bool = False
    """It is the table of contents."""


def uden_orddeling(text: str) -> str:
    """ "forvent- ninger" is one word again; "børne- og ungdomsklub" stays."""
    return _HYPHEN.sub("", text)


def fladsider(text: str) -> list[Fladlinje] | None:
    """The lines of a text whose pages are one line each, or None for any other text."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    pages, head = _without_heads(_pages(lines))
    if not pages:
        return _without_pages(lines)
    first = pages[0][0]
    before = [Fladlinje(line, 0) for line in lines[:first]]
    before += [Fladlinje(head, 0, er_gentaget=True)] if head else []
    contents, titles = _contents(page for _at, page in pages)
    joined = _joined([page for _at, page in pages], contents)
    body = ["" if _CONTENTS.match(piece) else piece for piece, _side in joined]
    titled = titelhoveder(body, titles, _LEADS_ON)
    if titled and not any(title[0].isdigit() for title in titles):
        contents = ""  # its chapters have no numbers: one in front of a title is a sentence's last word
    if not titled and not _is_numbered(body, contents) and (in_order := hoveder_i_orden(body, contents)):
        contents, titled = "", in_order
    return [*before, *_lines(joined, contents, titled)]


def _without_pages(lines: list[str]) -> list[Fladlinje] | None:
    """The whole text in a few long lines, where one has a table of contents with its dots; None for any other."""
    for at, line in enumerate(lines):
        if len(line) > LANG and (ends := indholdets_slut(line)):
            text, titles = line[:ends], titler(line[:ends])
            body = [piece for piece in (uden_orddeling(line[ends:].strip()), *lines[at + 1 :]) if piece]
            before = [Fladlinje(each, 1) for each in lines[:at]]
            heads = titelhoveder(body, titles, _LEADS_ON)
            return [
                *before,
                Fladlinje(text, 1, er_indhold=True),
                *_lines([(piece, 1) for piece in body], _words(text), heads),
            ]
    return None


def _is_numbered(pieces: list[str], contents: str) -> bool:
    """Whether the chapters have numbers: a first and a second of them do."""
    numbers = {piece[start:end].split()[0].rstrip(".") for piece in pieces for start, end in _heads(piece, contents)}
    return {"1", "2"} <= numbers


def _pages(lines: list[str]) -> list[tuple[int, str]]:
    """(index of the line, text without its number) of every page, where the numbers run from 1 and most is in them."""
    found: list[tuple[int, str]] = []
    for at, line in enumerate(lines):
        match = _PAGE.match(line)
        if match and int(match["nr"]) == len(found) + 1:
            found.append((at, line[match.end() :]))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line}")
    long = [page for _at, page in found if len(page) > LANG]
    whole = sum(map(len, lines))
    lines_in = len(lines) - (found[0][0] if found else 0)
    if len(long) < 2 or sum(map(len, long)) < 0.6 * whole or lines_in > 2 * len(found):
        return []
    pages = uden_sidehoveder([page for _at, page in found])
    numbered = sum(bool(re.search(rf"\s{number}$", page.strip())) for number, page in enumerate(pages, start=1))
    always = len(found) > 2 and numbered >= _MOST * len(found)
    own = [_without_own_number(page, number, always) for number, page in enumerate(pages, start=1)]
    return [(at, page) for (at, _text), page in zip(found, uden_sidetal(own), strict=True)]


def _without_heads(found: list[tuple[int, str]]) -> tuple[list[tuple[int, str]], str]:
    """The pages without the words that begin most of them: the running head that each page printed."""
    pages = [page.split() for _at, page in found]
    for count in range(_WORDS, 1, -1):
        heads = Counter(tuple(words[:count]) for words in pages if len(words) > count)
        head, times = heads.most_common(1)[0] if heads else ((), 0)
        often = times >= _OFTEN or (times == len(pages) and times > _FEW)
        if often and times >= _MOST * len(pages) and not any(word in _HEAD_NOT for word in head):
            kept = [
                (at, " ".join(words[count:]) if tuple(words[:count]) == head else page)
                for (at, page), words in zip(found, pages, strict=True)
            ]
            return [found[0], *kept[1:]], " ".join(head)
    return found, ""


def _without_own_number(page: str, number: int, always: bool) -> str:
    """A page that also printed its number, last: after a sentence or a colon, or where most pages do."""
    before = r"" if always else r"(?<=[.:;)!?])"
    return re.sub(rf"{before}\s+{number}$", "", page.strip())


def _contents(pages: Iterator[str]) -> tuple[str, list[str]]:
    """The words of the table of contents, with single spaces, without numbers; "" where there is none. And its titles,
    where they can be told apart."""
    for page, _number in zip(pages, range(4), strict=False):
        if match := _CONTENTS.match(page):
            text = page[match.end() :]
            for more in pages:
                if not _is_more_contents(more):
                    break
                text = f"{text} {more}"
            return _words(text), titler(text)
    return "", []


_SENTENCE: Final = re.compile(r"[a-zæøå)]{2}[.:;](?:\s|$)")


def _is_more_contents(page: str) -> bool:
    """The table's next page: titles only, and no sentence."""
    return len(page) > LANG and not _SENTENCE.search(page)


def _words(text: str) -> str:
    """The words between single spaces, without dots and numbers."""
    return f" {' '.join(word.rstrip('.') for word in _NO_WORD.sub(' ', text).split())} "


def _joined(pages: list[str], contents: str) -> list[tuple[str, int]]:
    """The pages, where a sentence that goes on over the edge is one piece: (text, the page it begins on)."""
    found: list[tuple[str, int]] = []
    at_contents = False
    for number, page in enumerate(pages, start=1):
        page = uden_orddeling(page.strip())
        is_contents = bool(_CONTENTS.match(page)) or (at_contents and _is_more_contents(page))
        at_contents = is_contents
        if (is_contents and not _CONTENTS.match(page)) or (
            found and page and not is_contents and _goes_on(found[-1][0], page, contents)
        ):
            found[-1] = (f"{found[-1][0]} {page}", found[-1][1])
        elif page:
            found.append((page, number))
    return found


def _goes_on(before: str, page: str, contents: str) -> bool:
    if _CONTENTS.match(before):
        return False
    if page[:1].islower():
        return True
    first = _words(" ".join(page.split()[:4]))
    if len(first.split()) >= 3 and " ".join(first.split()[:3]) in contents:
        return False  # a title of the table of contents begins the page
    return before[-1] not in ".!?" and not _CHAPTER.match(page) and not _QUARTER.match(page)


def _lines(pieces: list[tuple[str, int]], contents: str, titled: dict[int, list[Hoved]]) -> Iterator[Fladlinje]:
    for number, (text, side) in enumerate(pieces):
        if _CONTENTS.match(text):
            yield Fladlinje(text, side, er_indhold=True)
            continue
        heads = dict(_heads(text, contents))
        levels = {start: text[start:end].split()[0].rstrip(".").count(".") + 1 for start, end in heads.items()}
        named: set[int] = set()
        for start, end, level in titled.get(number, []):
            if not any(one <= start < other for one, other in heads.items()):
                heads[start], levels[start] = end, level
                named.add(start)
        for start, end in _projects(text) if titled else ():
            if not any(one <= start < other for one, other in heads.items()):
                heads[start], levels[start] = end, 2
                named.add(start)
        inner = {at for at in _edges(text, set(heads)) if not any(start < at < end for start, end in heads.items())}
        edges = {0, len(text), *heads, *heads.values(), *inner}
        for start, stop in pairwise(sorted(edges)):
            if line := text[start:stop].strip():
                yield Fladlinje(line, side, levels.get(start), start in named)


def _projects(text: str) -> Iterator[tuple[int, int]]:
    """ "Projekt Tjansen" before a sentence, with two labels of a form soon after: a heading the contents left out."""
    for match in _PROJECT.finditer(text):
        if len(_LABEL.findall(text[match.end() : match.end() + _SOON])) >= 2:
            yield match.span()


def _heads(text: str, contents: str) -> Iterator[tuple[int, int]]:
    """Where each heading begins and ends: a number, and the words of the table of contents or a title by its look."""
    for match in _CHAPTER.finditer(text):
        words = list(re.finditer(r"\S+", text[match.end() : match.end() + 160]))[:_WORDS]
        length = 0
        for count in range(len(words), 0, -1):
            title = text[match.end() : match.end() + words[count - 1].end()]
            if (
                _NO_WORD.sub("", title).strip()
                and _words(title) in contents
                and not (_is_number(words[count - 1].group()) and not _is_counted(words, count))
                and words[count - 1].group().lower() not in _LEADS_ON
            ):
                length = words[count - 1].end()
                break
        if not length and match["nr"].count(".") + 1 >= _NUMBERED and not _said_before(text, match.start()):
            length = _title([word.group() for word in words], [word.end() for word in words])
        if length:
            yield match.start(), match.end() + length


def _is_counted(words: Sequence[re.Match[str]], count: int) -> bool:
    """Whether the number that would end a title belongs to the word before it: "afd. 20"."""
    return count > 1 and bool(
        re.fullmatch(r"(?:afd|nr|afdeling|blok|etape|fase|version)\.?", words[count - 2].group().lower())
    )


def _is_number(word: str) -> bool:
    return not any(mark.isalpha() for mark in word)


def _said_before(text: str, at: int) -> bool:
    """A number in running text: "jf. afsnit 4.1 Børn", "i 2.3 Mål"."""
    before = text[max(0, at - 16) : at].rstrip()
    return bool(re.search(r"(?:afsnit|kapitel|punkt|pkt\.?|jf\.?|se|og|i)$", before, re.IGNORECASE))


def _title(words: list[str], ends: list[int]) -> int:
    """How long a title is that a text follows: up to the next word with a capital that nothing leads on to."""
    for at in range(1, len(words)):
        before = words[at - 1]
        if before[-1] in ".:;?!":
            return 0
        if words[at][:1].isupper() and before.lower() not in _LEADS_ON and before[-1] != ",":
            return ends[at - 1]
    return 0


def _edges(text: str, heads: set[int]) -> set[int]:
    """Where a line began: a quarter, list marks, numbers or letters in order, a goal's letter."""
    found: set[int] = set()
    found |= {match.start() for match in _NOTE.finditer(text)}
    for match in _QUARTER.finditer(text):
        found |= {match.start(), match.end()}
    found |= {match.start() for match in _GOAL.finditer(text)}
    found |= {edge for match in _HEADS.finditer(text) for edge in match.span()}
    found |= {match.start() for match in _LABEL.finditer(text) if _ends(text, match.start())}
    found |= {edge for match in _ORGAN.finditer(text) for edge in (match.start(), match.end())}
    found |= {edge for match in _TWICE.finditer(text) for edge in (match.start(), match.end())}
    open_until, mark = -1, ""
    for match in _MARK.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()].rstrip()
        own = match.group()[0]
        goes_on = match.start() <= open_until and own == mark
        if before[-1:] in ":.;" or goes_on or own in "•▪":
            found.add(match.start())
            open_until, mark = match.start() + 400, own
    return found | _in_order(text, heads)


def _ends(text: str, at: int) -> bool:
    """Whether the word before does not lead on to what begins here."""
    words = text[max(0, at - 40) : at].rsplit(None, 1)
    return not words or words[-1].lower() not in _JOINS


def _in_order(text: str, heads: set[int]) -> set[int]:
    """Numbers or letters that follow each other from the first: "1. … 2. …", "a. … b. …"."""
    found: set[int] = set()
    run: list[int] = []
    for match in _ORDER.finditer(text):
        if match.start() in heads:
            continue
        value = int(match["n"]) if match["n"] else ord(match["a"]) - ord("a") + 1
        if value == len(run) + 1:
            run.append(match.start())
        elif value == 1:
            found |= set(run) if len(run) > 1 else set()
            run = [match.start()]
    return found | (set(run) if len(run) > 1 else set())
