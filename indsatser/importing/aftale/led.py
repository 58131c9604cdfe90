"""The document as one strip of parts in reading order: headings, labels, lines, rows of tables.

Tables are taken apart, so that a label with its value beside it, under it or in the next table, and a label with a
colon in plain text, are the same two parts to what follows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from indsatser.importing.aftale.normal import number_of
from indsatser.importing.aftale.ordbog import Navn, Sikkerhed
from indsatser.importing.dokument.blokke import Afsnit, Sted
from indsatser.importing.dokument.fladsider import FLAD

TABELTITEL: Final = 8
"""The level of a table's title row and of a line that names the table under it: deeper than any style's heading."""


@dataclass(frozen=True, eq=False)
class Stykke:
    """A line: a paragraph, or the part of it between forced line breaks or after a label.

    `afsnit.text[start:start + len(text)] == text`. `tabel` is the running number of the table it stands in, 0 outside.
    """

    text: str
    afsnit: Afsnit
    start: int = 0
    tabel: int = 0

    @property
    def sted(self) -> Sted:
        return self.afsnit.sted

    @property
    def marker(self) -> str:
        """The paragraph's list mark or number; only its first line has it."""
        return self.afsnit.marker if not self.start else ""

    @property
    def is_bold(self) -> bool:
        return self.afsnit.is_bold

    @property
    def is_item(self) -> bool:
        """Whether it is a line of a list; in a page that lost its line ends only where the mark stands."""
        return self.afsnit.is_list_item and not (self.start and self.afsnit.style == FLAD)

    @property
    def nummer(self) -> str:
        """The number in front, typed or counted by Word: "5.1"; "" for bullets and letters."""
        mark = self.marker.strip(" .)")
        return number_of(self.text) or (mark if mark[:1].isdigit() else "")

    @property
    def is_bullet(self) -> bool:
        return self.is_item and not any(mark.isalnum() for mark in self.marker)

    def del_fra(self, at: int, end: int | None = None) -> "Stykke":
        """The part from `at` to `end`, without the spaces around it."""
        cut = self.text[at:end]
        lead = len(cut) - len(cut.lstrip())
        return Stykke(cut.strip(), self.afsnit, self.start + at + lead, self.tabel)


@dataclass(eq=False)
class Overskrift:
    """A heading that is no label. `niveau` from 1; `sikkerhed` is how sure it is that it is one."""

    stykke: Stykke
    niveau: int
    sikkerhed: Sikkerhed = Sikkerhed.EXACT

    @property
    def nummer(self) -> str:
        """Its number, typed or automatic: "5.1"."""
        return self.stykke.nummer


@dataclass(eq=False)
class Etiket:
    """A label. `navne` are the fields it may be; `niveau` is set where it is a heading."""

    stykke: Stykke
    navne: tuple[Navn, ...]
    niveau: int | None = None

    @property
    def sikkerhed(self) -> Sikkerhed:
        return self.navne[0].sikkerhed

    @property
    def nummer(self) -> str:
        return self.stykke.nummer

    def may_be(self, *keys: str) -> bool:
        return any(navn.key in keys for navn in self.navne)


@dataclass(eq=False)
class Linje:
    """Text."""

    stykke: Stykke


@dataclass(eq=False)
class Rad:
    """A row of a table: its cells' lines with the column each stands under; "" where the column has no known head."""

    celler: tuple[tuple[str, tuple[Stykke, ...]], ...]
    tabel: int = 0

    def under(self, *columns: str) -> tuple[Stykke, ...]:
        """The lines under the first of these columns that the row has."""
        return next((lines for name in columns for column, lines in self.celler if column == name), ())

    @property
    def stykker(self) -> Iterator[Stykke]:
        for _column, lines in self.celler:
            yield from lines

    @property
    def text(self) -> str:
        return "\t".join(" ".join(line.text for line in lines) for _column, lines in self.celler)


@dataclass(eq=False)
class Hoved:
    """The heads of a table's columns: what the rows after it are about."""

    kolonner: tuple[str, ...]
    stykker: tuple[Stykke, ...] = ()


@dataclass(eq=False)
class Skel:
    """Where a table begins or ends. `etiketter`: the fields its labels may be; `har_navn`: it says its own title."""

    tabel: int
    begynder: bool
    etiketter: tuple[str, ...] = ()
    har_navn: bool = False


@dataclass(eq=False)
class Pengetabel:
    """A whole table that is a budget by time or source. `budget` is what was read of it (`budget.tabel`)."""

    budget: Any


Led = Overskrift | Etiket | Linje | Rad | Hoved | Skel | Pengetabel


@dataclass
class Strimmel:
    """All parts in order, and what was left out on purpose with the reason."""

    led: list[Led] = field(default_factory=list)
    udeladt: list[tuple[Stykke, str]] = field(default_factory=list)
