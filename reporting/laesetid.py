"""Measuring: how long it takes to read an agreement of some 80 pages, saved as Word and as PDF."""

import io
import os
from dataclasses import dataclass
from time import perf_counter

import docx

from indsatser.importing.dokument.blokke import Dokument
from indsatser.importing.dokument.laes import laes_dokument
from reporting.pdf import trykkeri

SIDER = 80
SAETNING = "Sekretariatet arbejder for, at flere børn og unge i området kommer i fritidsjob og får en uddannelse. "
FELTER = ("Aktivitetsnavn", "Formål", "Målgruppe", "Indhold og praksis", "Organisering", "Forankring")
STYLE = "<style>table { border-collapse: collapse; width: 100% } td { border: 1px solid black; width: 50% }</style>"


@dataclass(frozen=True, slots=True)
class Laesetid:
    """A reading in a warm process: seconds by the clock and of the processor, pages, blocks."""

    navn: str
    sekunder: float
    processor: float
    sider: int
    blokke: int


def time_reading(sider: int = SIDER) -> list[Laesetid]:
    """Both kinds of the same made-up agreement, a page an activity. Raises PdfIkkeMulig without Pango."""
    pdf = trykkeri().print_html(proeveaftale_html(sider))
    laes_dokument(proeveaftale_docx(1), "varm.docx")
    found = []
    for navn, content in (("aftale.docx", proeveaftale_docx(sider)), ("aftale.pdf", pdf)):
        begun, spent = perf_counter(), _processor()
        dokument = laes_dokument(content, navn)
        seconds, own = perf_counter() - begun, _processor() - spent
        found.append(Laesetid(navn, seconds, own, dokument.sider or sider, _blocks(dokument)))
    return found


def proeveaftale_docx(sider: int) -> bytes:
    """The agreement as a Word file."""
    document, out = docx.Document(), io.BytesIO()
    for number in range(1, sider + 1):
        document.add_heading(f"{number}. Aktivitet", 1)
        document.add_paragraph(SAETNING * 5)
        for _ in range(4):
            document.add_paragraph(SAETNING, style="List Bullet")
        table = document.add_table(len(FELTER), 2)
        for row, felt in zip(table.rows, FELTER, strict=True):
            row.cells[0].text, row.cells[1].text = felt, SAETNING * 2
    document.save(out)
    return out.getvalue()


def proeveaftale_html(sider: int) -> str:
    """The same to be printed, a page an activity."""
    rows = "".join(f"<tr><td>{felt}</td><td>{SAETNING * 2}</td></tr>" for felt in FELTER)
    points = f"<ul>{f'<li>{SAETNING}</li>' * 4}</ul>"
    activities = (
        f"<h1 style='break-before: page'>{number}. Aktivitet</h1><p>{SAETNING * 5}</p>{points}<table>{rows}</table>"
        for number in range(1, sider + 1)
    )
    return f"<html lang='da'><title>Aftale</title>{STYLE}<body>{''.join(activities)}</body></html>"


def _processor() -> float:
    """Seconds the processor spent on this process and on those it waited for."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _blocks(dokument: Dokument) -> int:
    return sum(1 for _ in dokument.alle_blokke())
