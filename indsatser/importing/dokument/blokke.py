"""The block model: what any document is once it is read, whatever it was saved as. Pure values; no database.

A `Dokument` is `Afsnit` and `Tabel` in reading order. A cell holds blocks again. Every block knows its `Sted`: a
running number of its own in the whole document, the page if the file says it, and the way down to it. What is read out
of a document points at a `Passage`, and the passage can always be shown again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Dokumentart(StrEnum):
    """What the document was saved as."""

    DOCX = "docx"
    PDF = "pdf"
    TEKST = "tekst"


class Overskriftkilde(StrEnum):
    """Why a paragraph is taken for a heading, surest first."""

    STIL = "stil"
    DISPOSITION = "disposition"
    UDSEENDE = "udseende"


class Omgivelse(StrEnum):
    """Where a block stands when it is not plainly in the text."""

    BROEDTEKST = "brødtekst"
    TEKSTBOKS = "tekstboks"
    FODNOTE = "fodnote"
    SIDEHOVED = "sidehoved"
    SIDEFOD = "sidefod"


@dataclass(frozen=True, slots=True)
class Sted:
    """Where a block stands. `nr` counts every block of the document from 1, those in cells too.

    `sti` is the way down: ("tabel 2", "række 3", "kolonne 1"); empty for what stands in the text itself.
    """

    nr: int = 0
    side: int | None = None
    sti: tuple[str, ...] = ()
    omgivelse: Omgivelse = Omgivelse.BROEDTEKST

    @property
    def som_tekst(self) -> str:
        """For people: "side 4, tabel 2, række 3, kolonne 1"."""
        where = [] if self.omgivelse is Omgivelse.BROEDTEKST else [str(self.omgivelse)]
        page = [] if self.side is None else [f"side {self.side}"]
        return ", ".join([*page, *where, *self.sti]) or f"afsnit {self.nr}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of one paragraph: `afsnit.text[start:end] == text`."""

    sted: Sted
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Henvisning:
    """A footnote's mark: it stands before `afsnit.text[at]` and is no part of the text ("34,6 %" never "34,6 %1")."""

    at: int
    note: str


@dataclass(frozen=True, slots=True)
class Link:
    """Text that points at an address. The address is kept as text and never fetched."""

    start: int
    end: int
    address: str


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Afsnit:
    """A paragraph.

    `text` is what a reader sees, without the list mark, soft hyphens and footnote marks; tabs are "\\t", forced line
    breaks "\\n", hard spaces are spaces. `level` is the heading's level from 1, or None. `marker` is the visible mark
    or number in front ("1.2", "a)", "•"); `list_level` counts from 0 and is None outside lists;
    `is_typed_marker`: the author typed the mark by hand. `bold` (or underlined) and `italic` are spans of `text`.
    `size` is in points. `is_toc`: a line of a table of contents.
    """

    text: str
    sted: Sted = Sted()
    style: str = ""
    level: int | None = None
    level_source: Overskriftkilde | None = None
    marker: str = ""
    list_level: int | None = None
    is_typed_marker: bool = False
    bold: tuple[Span, ...] = ()
    italic: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[Henvisning, ...] = ()
    size: float | None = None
    is_toc: bool = False

    @property
    def is_heading(self) -> bool:
        return self.level is not None

    @property
    def is_list_item(self) -> bool:
        return self.list_level is not None

    @property
    def full_text(self) -> str:
        """With the mark or number in front, as on paper."""
        return f"{self.marker} {self.text}" if self.marker else self.text

    @property
    def is_bold(self) -> bool:
        """Whether every letter and figure is bold."""
        covered = sum(end - start for start, end in self.bold)
        plain = "".join(_outside(self.text, self.bold)) if covered else self.text
        return bool(self.text.strip()) and not any(mark.isalnum() for mark in plain)

    @property
    def bold_lead(self) -> str:
        """The bold words a paragraph begins with ("Formål:" before ordinary text), or ""."""
        if not self.bold or self.text[: self.bold[0][0]].strip():
            return ""
        return self.text[: self.bold[0][1]].strip()

    def passage(self, start: int = 0, end: int | None = None) -> Passage:
        """The piece from `start` to `end`, or the whole."""
        end = len(self.text) if end is None else end
        return Passage(self.sted, start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Celle:
    """A cell of a table: blocks, and how many rows and columns of the grid it covers. `row`, `column` count from 0."""

    blokke: tuple["Blok", ...] = ()
    rowspan: int = 1
    colspan: int = 1
    row: int = 0
    column: int = 0

    @property
    def text(self) -> str:
        """All its text, a line per paragraph, marks and numbers in front."""
        return "\n".join(each.full_text for each in afsnit_i(self.blokke) if each.full_text.strip())

    @property
    def is_empty(self) -> bool:
        return not self.text


@dataclass(frozen=True, slots=True)
class Raekke:
    """A row of a table. `is_header`: the author marked it as one that is repeated on every page."""

    celler: tuple[Celle, ...] = ()
    is_header: bool = False

    @property
    def text(self) -> str:
        return "\t".join(celle.text for celle in self.celler)


@dataclass(frozen=True)
class Tabel:
    """A table. `raekker` hold each cell once, where it begins; `gitter` has it in every square it covers."""

    raekker: tuple[Raekke, ...] = ()
    sted: Sted = Sted()
    style: str = ""

    @cached_property
    def columns(self) -> int:
        """How many columns the grid has."""
        return max((celle.column + celle.colspan for raekke in self.raekker for celle in raekke.celler), default=0)

    @cached_property
    def gitter(self) -> tuple[tuple[Celle | None, ...], ...]:
        """Every square with the cell that covers it (the same object in each); None: a row that stops short."""
        squares: list[list[Celle | None]] = [[None] * self.columns for _ in self.raekker]
        for raekke in self.raekker:
            for celle in raekke.celler:
                for row in squares[celle.row : celle.row + celle.rowspan]:
                    row[celle.column : celle.column + celle.colspan] = [celle] * celle.colspan
        return tuple(map(tuple, squares))

    @property
    def celler(self) -> Iterator[Celle]:
        """Every cell once, row by row."""
        for raekke in self.raekker:
            yield from raekke.celler


Blok = Afsnit | Tabel


@dataclass(frozen=True, slots=True)
class Fodnote:
    """A footnote or endnote. `id` is what `Henvisning.note` says, `marker` what a reader sees."""

    id: str
    marker: str
    blokke: tuple[Blok, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(each.full_text for each in afsnit_i(self.blokke))


@dataclass(frozen=True)
class Dokument:
    """A document that has been read.

    `sider` is the number of pages if it is known. `bemaerkninger` are Danish sentences about what was passed over
    (deleted changes, pictures, comments): nothing is dropped silently.
    """

    navn: str
    art: Dokumentart
    blokke: tuple[Blok, ...] = ()
    fodnoter: tuple[Fodnote, ...] = ()
    sidehoveder: tuple[Blok, ...] = ()
    sidefoedder: tuple[Blok, ...] = ()
    sider: int | None = None
    bemaerkninger: tuple[str, ...] = field(default=())

    @cached_property
    def _by_nr(self) -> dict[int, Blok]:
        return {blok.sted.nr: blok for blok in self.alle_blokke()}

    def alle_blokke(self) -> Iterator[Blok]:
        """Every block, those in cells, notes, headers and footers too."""
        yield from blokke_i(self.blokke)
        for fodnote in self.fodnoter:
            yield from blokke_i(fodnote.blokke)
        yield from blokke_i(self.sidehoveder)
        yield from blokke_i(self.sidefoedder)

    def afsnit(self) -> Iterator[Afsnit]:
        """Every paragraph of the text in reading order, those in cells too; not notes, headers and footers."""
        return afsnit_i(self.blokke)

    def tabeller(self) -> Iterator[Tabel]:
        """Every table of the text, nested ones after the one they stand in."""
        return (blok for blok in blokke_i(self.blokke) if isinstance(blok, Tabel))

    def overskrifter(self) -> Iterator[Afsnit]:
        """Every heading outside tables and tables of contents."""
        return (
            blok for blok in self.blokke if isinstance(blok, Afsnit) and blok.level is not None and not blok.is_toc
        )

    def blok(self, nr: int) -> Blok:
        """The block with that running number. Raises KeyError."""
        return self._by_nr[nr]

    def fodnote(self, note: str) -> Fodnote | None:
        """The note a `Henvisning` points at."""
        return next((each for each in self.fodnoter if each.id == note), None)

    @property
    def text(self) -> str:
        """Everything in the text, a line per paragraph."""
        return "\n".join(each.full_text for each in self.afsnit())


def blokke_i(blokke: tuple[Blok, ...]) -> Iterator[Blok]:
    """Every block in reading order; a table is followed by what stands in its cells."""
    for blok in blokke:
        yield blok
        if isinstance(blok, Tabel):
            for celle in blok.celler:
                yield from blokke_i(celle.blokke)


def afsnit_i(blokke: tuple[Blok, ...]) -> Iterator[Afsnit]:
    """Every paragraph in reading order, those in cells too."""
    for blok in blokke:
        if isinstance(blok, Tabel):
            for celle in blok.celler:
                yield from afsnit_i(celle.blokke)
        else:
            yield blok


def _outside(text: str, spans: tuple[Span, ...]) -> Iterator[str]:
    at = 0
    for start, end in spans:
        yield text[at:start]
        at = end
    yield text[at:]
