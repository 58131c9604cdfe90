"""CSV as Excel, LibreOffice and accounting systems save it: any of three separators, any of the usual encodings."""

import csv
import io
from typing import IO, Any

from helhedsplan.filer.tekst import IKKE_TEKST, decode
from helhedsplan.regneark.celler import MAX_CELL, Ark, Arkfejl, Celle, Graenser, Regneark, Sted

SEPARATORS = ";\t,"
_SAMPLE = 50  # rows


def laes_csv(file: IO[Any], graenser: Graenser) -> Regneark:
    """The file as one sheet without a name; every cell is text. Raises Arkfejl."""
    file.seek(0)
    text = decode(file.read(graenser.file_bytes + 1))
    if text is None:
        raise Arkfejl(IKKE_TEKST)
    text, separator = _separator(text)
    cells: dict[tuple[int, int], Celle] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    row = 0
    try:
        for row, line in enumerate(reader, start=1):
            _keep(cells, row, line, graenser)
    except csv.Error as error:
        raise Arkfejl("Rækken kan ikke læses; måske mangler et anførselstegn.", Sted("", row + 1)) from error
    return Regneark((Ark("", cells=cells),))


def _keep(cells: dict[tuple[int, int], Celle], row: int, line: list[str], graenser: Graenser) -> None:
    for column, text in enumerate(line, start=1):
        if not text.strip():
            continue
        sted = Sted("", row, column)
        if row > graenser.rows:
            raise Arkfejl(f"Filen har for mange rækker. Der kan højst læses {graenser.rows}.", sted)
        if column > graenser.columns:
            raise Arkfejl(f"Filen har for mange kolonner. Der kan højst læses {graenser.columns}.", sted)
        if len(cells) >= graenser.cells:
            raise Arkfejl(f"Filen har for mange celler. Der kan højst læses {graenser.cells}.", sted)
        if len(text) > MAX_CELL:
            raise Arkfejl(f"Teksten er for lang. En celle kan højst have {MAX_CELL} tegn.", sted)
        cells[row, column] = Celle(sted, text)


def _separator(text: str) -> tuple[str, str]:
    """The text to read and its separator: what Excel's "sep=" says, else the one that makes the same row again.

    A comma is a Dane's decimal sign before it is a separator, so it comes last when two would do.
    """
    head, _, rest = text.partition("\n")
    said = head.strip()
    if said[:4].lower() == "sep=" and len(said) == 5:
        return rest, said[4]
    if said.lower() == "sep=" and "\t" in head:
        return rest, "\t"
    return text, max(SEPARATORS, key=lambda mark: _agreement(text, mark))


def _agreement(text: str, mark: str) -> float:
    """How many of the first rows have as many columns as most of them; 0 for a separator that separates nothing."""
    widths: list[int] = []
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            if len(widths) >= _SAMPLE:
                break
            if any(cell.strip() for cell in line):
                widths.append(len(line))
    except csv.Error:
        return 0
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0
    usual = max(set(wide), key=lambda width: (wide.count(width), width))
    return wide.count(usual) / len(widths)
