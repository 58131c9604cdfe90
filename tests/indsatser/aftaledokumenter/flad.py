"""The same document as plain lines of text, as it comes out of many a conversion: a cell's paragraphs are lines."""

import re
import textwrap

from indsatser.importing.dokument.blokke import Dokument, Tabel


def flad(dokument: Dokument) -> str:
    """All text, a line per paragraph, with page numbers between."""
    lines: list[str] = []
    for number, blok in enumerate(dokument.blokke, start=1):
        if isinstance(blok, Tabel):
            lines += [line for celle in blok.celler for line in celle.text.split("\n") if line]
        else:
            lines += [blok.full_text, ""]
        if number % 30 == 0:
            lines += ["", str(number // 30), ""]
    return "\n".join(lines)


def raekker_paa_linje(dokument: Dokument) -> str:
    """Each row of a table on one line, its cells with spaces between."""
    lines: list[str] = []
    for blok in dokument.blokke:
        if isinstance(blok, Tabel):
            for number in range(len(blok.raekker)):
                cells = [" ".join(celle.text.split()) for celle in blok.celler if celle.row == number]
                lines.append("   ".join(cell for cell in cells if cell))
        else:
            lines += [blok.full_text, ""]
    return "\n".join(lines)


def kolonner_under_hinanden(dokument: Dokument) -> str:
    """Each column of a table after the other: all labels first, then all values."""
    lines: list[str] = []
    for blok in dokument.blokke:
        if isinstance(blok, Tabel):
            for column in range(blok.columns):
                lines += [line for celle in blok.celler if celle.column == column for line in celle.text.split("\n")]
        else:
            lines.append(blok.full_text)
    return "\n".join(line for line in lines if line.strip())


def ombrudt(dokument: Dokument, width: int = 70) -> str:
    """As `flad`, broken into short lines, every third with its last word cut by a hyphen."""
    lines: list[str] = []
    for line in flad(dokument).split("\n"):
        wrapped = textwrap.wrap(line, width, break_long_words=False) or [""]
        for at in range(1, len(wrapped) - 1, 3):
            if match := re.match(r"([a-zæøå]{4})([a-zæøå]{3,})(?= |$)", wrapped[at + 1]):
                wrapped[at] += f" {match[1]}-"
                wrapped[at + 1] = wrapped[at + 1][len(match[1]) :]
        lines += wrapped
    return "\n".join(lines)


def sider_paa_linje(dokument: Dokument, length: int = 1500) -> str:
    """As a web page shows a PDF: every page one line, its number in front, cells after each other."""
    pages: list[list[str]] = [[]]
    for blok in dokument.blokke:
        cells = (
            [" ".join(celle.text.split()) for celle in blok.celler] if isinstance(blok, Tabel) else [blok.full_text]
        )
        if sum(map(len, pages[-1])) > length:
            pages.append([])
        pages[-1] += [cell for cell in cells if cell.strip()]
    return "\n\n".join(f"{number} {' '.join(page)}" for number, page in enumerate(pages, start=1))
