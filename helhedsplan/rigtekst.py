"""Formatted text: what may be written in a long field, read once and printed everywhere from the same blocks.

Stored as plain text that reads well as it stands:

    A blank line parts paragraphs; one line break is a line break.
    ## A heading            ### A smaller one
    - a point               1. a numbered point (2., 3. … follow; two at least)
      - a point under it
    **bold**

Everything else is taken as it is written. A date at the beginning of a line ("1. august"), a lone asterisk and a "#"
are words like any others, so a text from before there was formatting looks as it always did. docs/adr/0031 says why
this is not Markdown. `static/js/rigtekst-form.js` reads and writes the same for the editor; tests hold them together.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from helhedsplan.pasted import clean


@dataclass(frozen=True)
class Run:
    """A stretch of text within a line."""

    text: str
    bold: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """One or more lines."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Heading:
    """A heading inside the text: level 1 ("## ") or 2 ("### "). Where it is printed decides what that is there."""

    level: int
    line: Line


@dataclass(frozen=True)
class Item:
    """A point, and the lists under it. The points of those have no lists of their own."""

    line: Line
    lists: "tuple[PointList, ...]" = ()


@dataclass(frozen=True)
class PointList:
    """Points with a bullet, or numbered from 1."""

    ordered: bool
    items: tuple[Item, ...]


Block = Paragraph | Heading | PointList

_HEADING = re.compile(r"(#{2,3})\s+(\S.*)")
_BULLET = re.compile(r"[-–•*]\s+(.*)")
_NUMBER = re.compile(r"([1-9][0-9]{0,2})\.\s+(\S.*)")
# After "1." these make a date, a quarter or a part of something, not the first point of a list.
_ORDINAL = re.compile(
    r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|nov|dec|kvt|sal|del|år|uge"
    r"|(?:kvartal|halvår|klasse|etape|fase|runde|gang|prioritet|generation)[a-zæøå]*)(?![a-zæøåA-ZÆØÅ])"
)
_STARS = re.compile(r"\*{2,}")
_BLANK = re.compile(r"\n[ \t]*\n")
_TURNS = 9  # what is dropped can leave two lines that now belong together; two turns have been enough for all we tried
_DEEP = 2  # so many columns further in, and a point belongs to the one above it


# --- Reading


def parse(text: str | None) -> tuple[Block, ...]:
    """The blocks of a text. Any text at all has a reading; nothing in it is ever HTML."""
    text = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    blocks: list[Block] = []
    for chunk in _BLANK.split(text):
        blocks += _Chunk(chunk.split("\n")).blocks()
    return tuple(blocks)


def parse_line(text: str) -> Line:
    """Runs of plain and bold text. Two asterisks without a partner are two asterisks."""
    runs: list[Run] = []
    done = 0  # all before this is in `runs`
    opened: int | None = None
    for stars in _STARS.finditer(text):
        start, end = stars.span()
        if opened is None:
            if text[end : end + 1].strip():
                opened = start
        elif text[start - 1].strip():
            runs += [Run(text[done:opened]), Run(text[opened + 2 : end - 2], bold=True)]
            done, opened = end, None
    runs.append(Run(text[done:]))
    return tuple(run for run in runs if run.text)


@dataclass(frozen=True)
class _Read:
    """A line, how far in it begins, and with which number (0: a bullet) before which words, if it does."""

    text: str
    indent: int
    number: int | None = None
    point: str = ""


@dataclass
class _Point:
    words: list[str]
    lists: "list[_Growing]" = field(default_factory=list)


@dataclass
class _Growing:
    """A list while it is read."""

    ordered: bool
    indent: int
    points: list[_Point]

    def finished(self) -> PointList:
        lists = [tuple(under.finished() for under in point.lists) for point in self.points]
        lines = [parse_line(" ".join(point.words)) for point in self.points]
        return PointList(self.ordered, tuple(map(Item, lines, lists)))


class _Chunk:
    """What stands between two blank lines."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = [read for line in lines if (read := _read(line))]
        self.found: list[Paragraph | Heading | _Growing] = []
        self.prose: list[Line] = []
        self.list: _Growing | None = None

    def blocks(self) -> Iterable[Block]:
        for index, line in enumerate(self.lines):
            if not self._point(index, line) and not self._more_of_a_point(line):
                self._outside_lists(line)
        self._end_prose()
        return [each.finished() if isinstance(each, _Growing) else each for each in self.found]

    def _point(self, index: int, line: _Read) -> bool:
        """Whether the line is a point. Then it has found its place."""
        if line.number is None:
            return False
        under = self.list.points[-1].lists if self.list and line.indent >= self.list.indent + _DEEP else None
        current = self.list if under is None else under[-1] if under else None
        goes_on = current is not None and current.ordered == bool(line.number)
        if goes_on and current and (not line.number or line.number == len(current.points) + 1):
            current.points.append(_Point([line.point]))
            return True
        if line.number and not self._begins_numbers(index, line):
            return False
        new = _Growing(bool(line.number), line.indent, [_Point([line.point])])
        if under is not None:
            under.append(new)
        else:
            self._end_prose()
            self.found.append(new)
            self.list = new
        return True

    def _begins_numbers(self, index: int, line: _Read) -> bool:
        """A "1." begins a list only where a "2." follows it, and not where it is part of a date."""
        if line.number != 1 or _ORDINAL.match(line.point):
            return False
        for position in range(index + 1, len(self.lines)):  # no slice: a megabyte of "1." would copy itself
            later = self.lines[position]
            if later.number is not None and later.indent < line.indent + _DEEP:
                return later.number == 2 and later.indent > line.indent - _DEEP
            if not later.indent:
                return False
        return False

    def _more_of_a_point(self, line: _Read) -> bool:
        """A line that is pushed in goes on with the point above it."""
        if not self.list or not line.indent:
            return False
        point = self.list.points[-1]
        if point.lists:
            point = point.lists[-1].points[-1]
        point.words.append(line.text)
        return True

    def _outside_lists(self, line: _Read) -> None:
        self.list = None
        if heading := _HEADING.fullmatch(line.text):
            self._end_prose()
            self.found.append(Heading(len(heading[1]) - 1, parse_line(heading[2])))
        else:
            self.prose.append(parse_line(line.text))

    def _end_prose(self) -> None:
        if self.prose:
            self.found.append(Paragraph(tuple(self.prose)))
            self.prose = []


def _read(line: str) -> _Read | None:
    """None for a line with nothing on it, or with a bullet and nothing after it: somebody was about to write."""
    inner = line.lstrip()
    indent = len(line[: len(line) - len(inner)].expandtabs(4))
    text = inner.rstrip()
    if bullet := _BULLET.fullmatch(inner):
        return _Read(text, indent, 0, bullet[1].rstrip()) if bullet[1] else None
    if number := _NUMBER.fullmatch(text):
        return _Read(text, indent, int(number[1]), number[2])
    return _Read(text, indent) if text else None


# --- Writing


def write(blocks: Iterable[Block]) -> str:
    """The stored form: blocks with one blank line between them, points with "- " or their number, two columns in."""
    return "\n\n".join("\n".join(_written(block, "**", "#")) for block in blocks)


def som_tekst(text: str | None) -> str:
    """The words without the marks, for search, history and excerpts. Points keep their dash or number."""
    return "\n".join("\n".join(_written(block, "", "")) for block in parse(text))


def ren(text: str | None) -> str:
    """What a person typed or pasted, in the stored form. Once is enough: ren(ren(x)) == ren(x).

    Gone are HTML, control characters and marks that turn text around; bullets of every kind become "- ".
    """
    text = clean(text or "")
    for _ in range(_TURNS):
        before, text = text, clean(write(parse(text)))
        if text == before:
            break
    return text


def _line(line: Line, mark: str) -> str:
    return "".join(f"{mark}{run.text}{mark}" if run.bold else run.text for run in line)


def _written(block: Block, bold: str, hashes: str) -> Iterator[str]:
    match block:
        case Heading(level, line):
            yield f"{hashes * (level + 1)} {_line(line, bold)}".lstrip()
        case Paragraph(lines):
            yield from (_line(line, bold) for line in lines)
        case PointList():
            yield from _points(block, bold, "")


def _points(points: PointList, bold: str, indent: str) -> Iterator[str]:
    for number, item in enumerate(points.items, 1):
        yield f"{indent}{f'{number}.' if points.ordered else '-'} {_line(item.line, bold)}"
        for under in item.lists:
            yield from _points(under, bold, indent + " " * _DEEP)


# --- Printing

HEADING_CLASS = "tekst-overskrift"


def til_html(text: str | None, heading_level: int | None = None) -> str:
    """Escaped HTML of <p>, <br>, <strong>, <ul>, <ol>, <li> and headings.

    `heading_level` is the level of the text's own top headings, one below the heading the text stands under. Without
    it headings are paragraphs that look like headings: in a table, a list of facts or a notice they would stand in no
    order. A "###" without a "##" before it skips no level.
    """
    parts = []
    has_top = False
    for block in parse(text):
        if isinstance(block, Heading):
            has_top = has_top or block.level == 1
            parts.append(_html_heading(block, heading_level, has_top))
        elif isinstance(block, Paragraph):
            parts.append(f"<p>{'<br>'.join(map(_html_line, block.lines))}</p>")
        else:
            parts.append(_html_list(block))
    return "".join(parts)


def _html_heading(heading: Heading, base: int | None, has_top: bool) -> str:
    words = _html_line(heading.line)
    if base is None:
        return f'<p class="{HEADING_CLASS}">{words}</p>'
    level = min(base + (heading.level == 2 and has_top), 6)
    return f"<h{level}>{words}</h{level}>"


def _html_line(line: Line) -> str:
    return "".join(f"<strong>{escape(run.text)}</strong>" if run.bold else escape(run.text) for run in line)


def _html_list(points: PointList) -> str:
    tag = "ol" if points.ordered else "ul"
    items = (f"<li>{_html_line(item.line)}{''.join(map(_html_list, item.lists))}</li>" for item in points.items)
    return f"<{tag}>{''.join(items)}</{tag}>"
