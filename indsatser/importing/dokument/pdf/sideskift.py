"""Text and tables that go on from one page to the next are put together again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from indsatser.importing.dokument.blokke import Afsnit, Blok, Celle, Henvisning, Raekke, Span, Tabel
from indsatser.importing.dokument.pdf.afsnit import leder_videre

MIN_TEXT: Final = 60  # marks: shorter ones are entries and headings
_ENDS: Final = (".", ":", "?", "!", ";", "”", "»", ")")


@dataclass(frozen=True, slots=True)
class Sideblokke:
    """A page's blocks, and whether it begins or ends inside a row of a drawn table."""

    blokke: list[Blok]
    begins_in_row: bool = False
    ends_in_row: bool = False


def over_sider(pages: Sequence[Sideblokke]) -> list[Blok]:
    """All pages' blocks in one row. What was cut by a page's end keeps the place where it begins."""
    found: list[Blok] = []
    in_row = False
    for page in pages:
        waiting = list(page.blokke)
        if found and waiting:
            joined = _joined(found[-1], waiting[0], in_row and page.begins_in_row)
            if joined is not None:
                found[-1] = joined
                waiting = waiting[1:]
        found += waiting
        in_row = page.ends_in_row
    return found


def _joined(last: Blok, first: Blok, in_row: bool = False) -> Blok | None:
    if isinstance(last, Afsnit) and isinstance(first, Afsnit):
        return _afsnit(last, first)
    if isinstance(last, Tabel) and isinstance(first, Tabel):
        return _tabel(last, first, in_row)
    return None


def _afsnit(last: Afsnit, first: Afsnit) -> Afsnit | None:
    """One paragraph, where the first part ends in the middle of a sentence and the second goes on in small letters."""
    goes_on = (
        not last.text.endswith(_ENDS)
        and (first.text[:1].islower() or (len(last.text) > MIN_TEXT and leder_videre(last.text)))
        and not first.marker
        and not last.is_toc
        and not first.is_toc
        and last.size == first.size
        and last.is_bold == first.is_bold
    )
    if not goes_on:
        return None
    is_cut = len(last.text) > 1 and last.text.endswith(("-", "‐")) and last.text[-2].isalpha()
    text = last.text[:-1] if is_cut else f"{last.text} "
    by = len(text)

    def spans(before: tuple[Span, ...], after: tuple[Span, ...]) -> tuple[Span, ...]:
        return (*((a, min(b, by)) for a, b in before), *((a + by, b + by) for a, b in after))

    return replace(
        last,
        text=text + first.text,
        bold=spans(last.bold, first.bold),
        italic=spans(last.italic, first.italic),
        notes=(*last.notes, *(Henvisning(each.at + by, each.note) for each in first.notes)),
    )


def _tabel(last: Tabel, first: Tabel, in_row: bool) -> Tabel | None:
    """One table, where the second has the first's columns. A repeated head is left out; a cut row is made whole."""
    if last.columns != first.columns or not last.raekker or not first.raekker:
        return None
    rows = list(first.raekker)
    label = rows[0].celler[0].text if rows[0].celler else ""
    is_same_head = rows[0].text == last.raekker[0].text and last.columns > 1
    if label and not in_row and not is_same_head and label == last.raekker[0].celler[0].text:
        return None  # the next form of the same kind, not the rest of this one
    if len(last.raekker) > 1 and len(rows) > 1 and rows[0].text and rows[0].text == last.raekker[0].text:
        rows = rows[1:]
    made = list(last.raekker)
    if _goes_on(made[-1], rows[0], in_row):
        made[-1] = replace(made[-1], celler=tuple(map(_cell, made[-1].celler, rows[0].celler)))
        rows = rows[1:]
    by = len(made) - (len(first.raekker) - len(rows))
    made += [replace(row, celler=tuple(replace(c, row=c.row + by) for c in row.celler)) for row in rows]
    return Tabel(tuple(made), last.sted, last.style)


def _goes_on(above: Raekke, below: Raekke, in_row: bool) -> bool:
    """Whether the row below is the rest of the one above: same cells, and no line between, or the first one empty."""
    same = [(c.column, c.colspan, c.rowspan) for c in above.celler] == [
        (c.column, c.colspan, c.rowspan) for c in below.celler
    ]
    if in_row:
        return same
    return same and len(below.celler) > 1 and below.celler[0].is_empty and not above.celler[0].is_empty


def _cell(above: Celle, below: Celle) -> Celle:
    if above.blokke and below.blokke:
        last, first = above.blokke[-1], below.blokke[0]
        joined = _joined(last, first)
        if joined is not None:
            return replace(above, blokke=(*above.blokke[:-1], joined, *below.blokke[1:]))
    return replace(above, blokke=(*above.blokke, *below.blokke))
