"""The same document as plain lines of text, as it comes out of many a conversion: a cell's paragraphs are lines."""

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
