"""Puts documents together: gives every block its place, and makes whole documents from plain Python for tests.

>>> byg(overskrift("Formål"), "Flere skal i job.", tabel([["Mål", "Kilde"], ["A", "B"]]))
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from indsatser.importing.dokument.blokke import (
    Afsnit,
    Blok,
    Celle,
    Dokument,
    Dokumentart,
    Fodnote,
    Omgivelse,
    Overskriftkilde,
    Raekke,
    Sted,
    Tabel,
)

Del = str | Blok
Celledel = str | Blok | Celle | Sequence[str | Blok]


def byg(
    *dele: Del,
    navn: str = "aftale.docx",
    art: Dokumentart = Dokumentart.DOCX,
    fodnoter: Sequence[Fodnote] = (),
    sidehoveder: Sequence[Del] = (),
    sidefoedder: Sequence[Del] = (),
    sider: int | None = None,
    bemaerkninger: Sequence[str] = (),
) -> Dokument:
    """A document of these parts in this order; a string is a paragraph. Places are given here."""
    return saml(
        navn=navn,
        art=art,
        blokke=map(_blok, dele),
        fodnoter=fodnoter,
        sidehoveder=map(_blok, sidehoveder),
        sidefoedder=map(_blok, sidefoedder),
        sider=sider,
        bemaerkninger=bemaerkninger,
    )


def afsnit(text: str, *, fed: str = "", side: int | None = None, **fields: object) -> Afsnit:
    """A paragraph; `fed` is the part of the text that is bold ("*": all of it)."""
    start = text.find(fed) if fed and fed != "*" else 0
    bold = ((start, start + len(fed) if fed != "*" else len(text)),) if fed and start >= 0 else ()
    return Afsnit(text, Sted(side=side), bold=bold, **fields)  # type: ignore[arg-type]


def overskrift(text: str, level: int = 1, *, nummer: str = "", side: int | None = None) -> Afsnit:
    """A heading."""
    return Afsnit(
        text,
        Sted(side=side),
        style=f"heading {level}",
        level=level,
        level_source=Overskriftkilde.STIL,
        marker=nummer,
    )


def punkt(text: str, *, maerke: str = "•", niveau: int = 0, skrevet: bool = False) -> Afsnit:
    """A line of a list."""
    return Afsnit(text, style="list paragraph", marker=maerke, list_level=niveau, is_typed_marker=skrevet)


def celle(*dele: Del, rowspan: int = 1, colspan: int = 1) -> Celle:
    """A cell that covers more than one square, or holds more than one paragraph."""
    return Celle(tuple(map(_blok, dele)), rowspan, colspan)


def tabel(raekker: Iterable[Sequence[Celledel]], *, hoved: int = 0) -> Tabel:
    """A table, row by row; a cell covered from above is left out of its row. `hoved`: how many rows are headers."""
    return tabel_af([([_celle(each) for each in row], number < hoved) for number, row in enumerate(raekker)])


def tabel_af(raekker: Sequence[tuple[Sequence[Celle], bool]], *, style: str = "", side: int | None = None) -> Tabel:
    """Gives cells their square: the first free one of the row, as a browser lays out a table."""
    taken: set[tuple[int, int]] = set()
    rows = []
    for row, (celler, is_header) in enumerate(raekker):
        placed, column = [], 0
        for each in celler:
            while (row, column) in taken:
                column += 1
            rowspan = min(each.rowspan, len(raekker) - row)
            placed.append(replace(each, row=row, column=column, rowspan=rowspan))
            taken.update((row + down, column + over) for down in range(1, rowspan) for over in range(each.colspan))
            column += each.colspan
        rows.append(Raekke(tuple(placed), is_header))
    return Tabel(tuple(rows), Sted(side=side), style)


def fodnote(note: str, *dele: Del, marker: str = "") -> Fodnote:
    """A footnote with these paragraphs."""
    return Fodnote(note, marker or note, tuple(map(_blok, dele)))


def saml(
    *,
    navn: str,
    art: Dokumentart,
    blokke: Iterable[Blok],
    fodnoter: Iterable[Fodnote] = (),
    sidehoveder: Iterable[Blok] = (),
    sidefoedder: Iterable[Blok] = (),
    sider: int | None = None,
    bemaerkninger: Iterable[str] = (),
) -> Dokument:
    """The document, every block with its running number and the way down to it. Pages and surroundings are kept."""
    nummer = _Nummer()
    return Dokument(
        navn,
        art,
        nummer.stil_op(blokke),
        tuple(
            replace(each, blokke=nummer.stil_op(each.blokke, (f"note {each.marker}",), Omgivelse.FODNOTE))
            for each in fodnoter
        ),
        nummer.stil_op(sidehoveder, (), Omgivelse.SIDEHOVED),
        nummer.stil_op(sidefoedder, (), Omgivelse.SIDEFOD),
        sider,
        tuple(bemaerkninger),
    )


class _Nummer:
    """Counts blocks and tables through the whole document."""

    def __init__(self) -> None:
        self.blocks = 0
        self.tables = 0

    def stil_op(
        self,
        blokke: Iterable[Blok],
        sti: tuple[str, ...] = (),
        omgivelse: Omgivelse | None = None,
        side: int | None = None,
    ) -> tuple[Blok, ...]:
        return tuple(self._blok(blok, sti, omgivelse, side) for blok in blokke)

    def _blok(self, blok: Blok, sti: tuple[str, ...], omgivelse: Omgivelse | None, side: int | None) -> Blok:
        self.blocks += 1
        page = side if blok.sted.side is None else blok.sted.side
        sted = Sted(self.blocks, page, sti, omgivelse or blok.sted.omgivelse)
        if isinstance(blok, Afsnit):
            return replace(blok, sted=sted)
        self.tables += 1
        number = self.tables
        rows = []
        for raekke in blok.raekker:
            celler = []
            for each in raekke.celler:
                way = (*sti, f"tabel {number}", f"række {each.row + 1}", f"kolonne {each.column + 1}")
                celler.append(replace(each, blokke=self.stil_op(each.blokke, way, omgivelse, page)))
            rows.append(replace(raekke, celler=tuple(celler)))
        return Tabel(tuple(rows), replace(sted, sti=(*sti, f"tabel {number}")), blok.style)


def _blok(part: Del) -> Blok:
    return Afsnit(part) if isinstance(part, str) else part


def _celle(part: Celledel) -> Celle:
    if isinstance(part, Celle):
        return part
    if isinstance(part, str):
        return Celle(tuple(Afsnit(line) for line in part.split("\n")))
    return Celle(tuple(map(_blok, [part] if isinstance(part, Afsnit | Tabel) else part)))
