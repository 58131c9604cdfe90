"""Tables as Word saves them: rows of cells over a grid, merged along and down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from indsatser.importing.dokument.blokke import Blok, Celle, Raekke, Tabel
from indsatser.importing.dokument.graenser import FOR_INDVIKLET, DokumentAfvist
from indsatser.importing.dokument.word.navne import W, child_val, switch, val, whole
from indsatser.importing.dokument.word.tilstand import Tilstand

MAX_KOLONNER: Final = 64  # Word's own limit is 63
_OPEN: Final = frozenset({W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")})


@dataclass(slots=True)
class _Celle:
    """A cell under way: it may yet grow downwards."""

    blokke: tuple[Blok, ...]
    colspan: int
    row: int
    column: int
    rowspan: int = 1


def laes_tabel(element: Any, tilstand: Tilstand, blokke_af: Callable[[Any], tuple[Blok, ...]]) -> Tabel:
    """The table; `blokke_af` reads what is in a cell. Rows that are deleted changes are left out and counted."""
    rows: list[tuple[list[_Celle], bool]] = []
    above: dict[int, _Celle] = {}
    for tr in _found(element, "tr"):
        properties = tr.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            tilstand.sprunget["slettet"] += 1
            continue
        cells, above = _row(tr, properties, len(rows), above, tilstand, blokke_af)
        rows.append((cells, bool(switch(properties, "tblHeader"))))
    return Tabel(
        tuple(Raekke(tuple(map(_done, cells)), is_header) for cells, is_header in rows),
        style=tilstand.stile.navn(child_val(element, "tblPr", "tblStyle")),
    )


def _done(cell: _Celle) -> Celle:
    return Celle(cell.blokke, cell.rowspan, cell.colspan, cell.row, cell.column)


def _row(
    tr: Any,
    properties: Any,
    row: int,
    above: dict[int, _Celle],
    tilstand: Tilstand,
    blokke_af: Callable[[Any], tuple[Blok, ...]],
) -> tuple[list[_Celle], dict[int, _Celle]]:
    """The row's own cells, and what a merged cell in the next row would continue, by column."""
    cells: list[_Celle] = []
    below: dict[int, _Celle] = {}
    column = _span(child_val(properties, "gridBefore"), 0)
    for tc in _found(tr, "tc"):
        tc_properties = tc.find(W + "tcPr")
        colspan = _span(child_val(tc_properties, "gridSpan"), 1)
        if column + colspan > MAX_KOLONNER:
            raise DokumentAfvist(FOR_INDVIKLET)
        merge = None if tc_properties is None else tc_properties.find(W + "vMerge")
        blokke = blokke_af(tc)
        if tc_properties is not None and tc_properties.find(W + "cellDel") is not None:
            tilstand.sprunget["slettet"] += 1
            blokke = ()
        begun = above.get(column)
        if merge is not None and val(merge, "continue") != "restart" and begun is not None:
            begun.rowspan = row - begun.row + 1
            begun.blokke += blokke
            cell = begun
        elif _goes_on(tc_properties) and cells:
            cells[-1].colspan += colspan
            cells[-1].blokke += blokke
            cell = cells[-1]
        else:
            cell = _Celle(blokke, colspan, row, column)
            cells.append(cell)
        if merge is not None:
            below[column] = cell
        column += colspan
    return cells, below


def _goes_on(properties: Any) -> bool:
    """Whether the cell is merged with the one on its left, in the way of old programs."""
    merge = None if properties is None else properties.find(W + "hMerge")
    return merge is not None and val(merge, "continue") != "restart"


def _span(text: str, least: int) -> int:
    return min(max(whole(text, least) or least, least), MAX_KOLONNER + 1)


def _found(element: Any, name: str) -> Iterator[Any]:
    """Rows or cells, also those inside controls and inserted changes."""
    for each in element.iterchildren():
        if each.tag == W + name:
            yield each
        elif each.tag in _OPEN:
            yield from _found(each, name)
