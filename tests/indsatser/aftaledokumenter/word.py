"""A thin layer over python-docx: headings with or without styles, lists, tables with merged cells, headers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document

from tests.indsatser.aftaledokumenter.vaner import Vaner


class Ark:
    """One document being written by an author with habits."""

    def __init__(self, vaner: Vaner) -> None:
        self.vaner, self.doc = vaner, Document()

    def overskrift(self, text: str, level: int, nummer: str = "") -> None:
        number = f"{nummer} " if nummer and (self.vaner.numre or self.vaner.familie == "fortaelling") else ""
        if self.vaner.stil:
            self.doc.add_heading(f"{number}{text}", level)
            return
        run = self.doc.add_paragraph().add_run(f"{number}{text}")
        run.bold = True

    def tekst(self, text: str) -> None:
        if text:
            self.doc.add_paragraph(text)

    def fed(self, text: str) -> None:
        self.doc.add_paragraph().add_run(text).bold = True

    def punkter(self, lines: Sequence[str], *, haarde: bool = False) -> None:
        for line in lines:
            if haarde:
                self.doc.add_paragraph(f"• {line}")
            else:
                self.doc.add_paragraph(line, style="List Bullet")

    def etiket(self, text: str, value: str) -> None:
        """A label with its value after a colon, the label bold."""
        paragraph = self.doc.add_paragraph()
        paragraph.add_run(f"{text}: ").bold = True
        paragraph.add_run(value)

    def tabel(self, rows: Sequence[Sequence[Any]], columns: int = 2) -> Any:
        """Rows of cells; a row with one cell is merged over all columns. A cell is a text or a list of lines."""
        table = self.doc.add_table(rows=0, cols=columns)
        table.style = "Table Grid"
        for row in rows:
            cells = table.add_row().cells
            if len(row) == 1 and columns > 1:
                fill(cells[0].merge(cells[-1]), row[0])
                continue
            for cell, value in zip(cells, row, strict=False):
                fill(cell, value)
        return table

    def gem(self, path: Path) -> Path:
        if self.vaner.stoej:
            section = self.doc.sections[0]
            section.header.paragraphs[0].text = "Helhedsplan – udkast til drøftelse"
            section.footer.paragraphs[0].text = "Side 1 af 40"
        self.doc.save(str(path))
        return path


def fill(cell: Any, value: str | list[str]) -> None:
    """Text in a cell, a paragraph per line."""
    lines = [value] if isinstance(value, str) else value
    cell.paragraphs[0].text = lines[0] if lines else ""
    for line in lines[1:]:
        cell.add_paragraph(line)
