"""What a web page puts around its copy of a document: taken off in front and behind, and kept apart.

Three kinds are known by their own words: a page that shows a transcript after "Transkript", the same in short with
each page's number at its end, and one that marks pages with "(12)". What stands after the last page is about others.
"""

import re
from dataclasses import dataclass
from typing import Final

from indsatser.importing.dokument.hjemmeside import uden_hjemmeside

WEBSIDE: Final = "hjemmeside"
"""The style of what the web page says itself."""
_BEGINS: Final = re.compile(r"transkript|hele teksten", re.IGNORECASE)
_BEHIND: Final = re.compile(r"relaterede dokumenter|lignende dokumenter", re.IGNORECASE)
_MARK: Final = re.compile(r"\((\d{1,3})\)")
_PAGE: Final = re.compile(r"(\d{1,3})(?:\s|$)")
_ENDS: Final = re.compile(r"\s(\d{1,3})$")
_FEW: Final = 3
"""So many page marks that follow each other are a document's pages."""


@dataclass(frozen=True, slots=True)
class Webtekst:
    """The document's own text, and the page's lines in front of it and behind it."""

    text: str
    foran: tuple[str, ...] = ()
    bagved: tuple[str, ...] = ()


def uden_webside(text: str) -> Webtekst:
    """The text without what the web page says itself; any other text as it stands."""
    lines = text.split("\n")
    if (at := _short_form(lines)) is not None:
        return at
    begins = next((number for number, line in enumerate(lines[:400]) if _BEGINS.fullmatch(line.strip())), None)
    if begins is None:
        own, copy = uden_hjemmeside(text)
        return Webtekst(copy, tuple(line.strip() for line in own))
    front, rest = lines[: begins + 1], lines[begins + 1 :]
    stop = _last_mark(rest) or _after_last_page(rest)
    behind = rest[stop:]
    body = [line for line in rest[:stop] if not _MARK.fullmatch(line.strip())]
    return _with_title(front, "\n".join(body), behind)


def _with_title(front: list[str], text: str, behind: list[str]) -> Webtekst:
    """The document's title, which the page says first, stays with the text."""
    said = _said(front)
    title = next((line for line in said[:2] if line[0].isalnum() and not _BEHIND.fullmatch(line)), "")
    if title and " ".join(title.split()) in " ".join(text.split()):
        return Webtekst(text, said, _said(behind))  # the text says it too, and more of it where the page has cut it
    kept = [line for line in said if line != title]
    return Webtekst(f"{title}\n\n{text}", tuple(kept), _said(behind))


def _said(lines: list[str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in lines if line.strip())


def _last_mark(lines: list[str]) -> int:
    """Where the text ends, in a copy whose pages begin with "(1)", "(2)"; 0 for any other."""
    count = 0
    for line in lines:
        match = _MARK.fullmatch(line.strip())
        count += bool(match and int(match[1]) == count + 1)
    if count < _FEW:
        return 0
    return next((at for at, line in enumerate(lines) if at and _BEHIND.fullmatch(line.strip())), len(lines))


def _after_last_page(lines: list[str]) -> int:
    """Where the last page ends, where each page is one line with its number in front; else where the text does."""
    pages: list[int] = []
    for at, line in enumerate(lines):
        match = _PAGE.match(line)
        if match and int(match[1]) == len(pages) + 1:
            pages.append(at)
    between = sum(1 for at in range(pages[0], pages[-1]) if lines[at].strip()) if pages else 0
    if len(pages) < _FEW or between > len(pages):
        return len(lines)
    return pages[-1] + 1


def _short_form(lines: list[str]) -> Webtekst | None:
    """Pages that end with their number, and a line with the next one's alone: "… tekst 1", "2", "tekst … 2", "3"."""
    kept = [(at, line.strip()) for at, line in enumerate(lines) if line.strip()]
    pages: list[str] = []
    first = last = -1
    for number, (at, line) in enumerate(kept):
        wanted = len(pages) + 1
        match = _ENDS.search(line)
        if not match or int(match[1]) != wanted:
            continue
        if wanted > 1 and (number == 0 or kept[number - 1][1] != str(wanted)):
            continue
        first = at if first < 0 else first
        last = at
        pages.append(line[: match.start()])
    if len(pages) < _FEW:
        return None
    text = "\n\n".join(f"{number} {page}" for number, page in enumerate(pages, start=1))
    return _with_title(lines[:first], text, lines[last + 1 :])
