"""PDFs made on the spot: by WeasyPrint, and where it is there by Chromium."""

import functools
import io
import shutil
import subprocess
import tempfile
from pathlib import Path

import pikepdf
import weasyprint

CHROMIUM = shutil.which("chromium")
KANTER = """<style>
@page { @top-center { content: "Helhedsplan for Åparken" }
        @bottom-right { content: "Side " counter(page) " af " counter(pages) } }
</style>"""
STYLE = """
@page { size: A4; margin: 2.5cm }
body { font: 11pt sans-serif; } h1 { font-size: 18pt } h2 { font-size: 14pt }
table { border-collapse: collapse; width: 100% }
td, th { border: 1px solid black; padding: 4px; text-align: left; vertical-align: top }
.to { columns: 2; column-gap: 1cm } .uden td { border: 0 } sup { font-size: 7pt; vertical-align: 4pt }
"""


def html(body: str) -> str:
    return f"<html lang='da'><meta charset='utf-8'><title>Plan</title><style>{STYLE}</style><body>{body}</body></html>"


@functools.cache
def weasy(body: str) -> bytes:
    return bytes(weasyprint.HTML(string=html(body)).write_pdf())


@functools.cache
def chromium(body: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        page, paper = Path(folder, "a.html"), Path(folder, "a.pdf")
        page.write_text(html(body))
        subprocess.run(
            [
                str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                f"--user-data-dir={folder}/profil", f"--print-to-pdf={paper}", page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=60,
        )  # fmt: skip
        return paper.read_bytes()


PRINTERS = {"weasyprint": weasy} | ({"chromium": chromium} if CHROMIUM else {})


def haandsat(*pages: str) -> bytes:
    """A PDF of drawing instructions as they are, with the fonts F1 (plain) and F2 (bold)."""
    with pikepdf.new() as paper, io.BytesIO() as out:
        fonts = pikepdf.Dictionary()
        for name, font in (("/F1", "/Helvetica"), ("/F2", "/Helvetica-Bold")):
            look = {"Type": "/Font", "Subtype": "/Type1", "BaseFont": font, "Encoding": "/WinAnsiEncoding"}
            fonts[name] = pikepdf.Dictionary({f"/{key}": pikepdf.Name(value) for key, value in look.items()})
        for page in pages:
            made = paper.add_blank_page(page_size=(595, 842))
            made.Resources = pikepdf.Dictionary(Font=fonts)
            made.Contents = pikepdf.Stream(paper, page.encode("cp1252"))
        paper.save(out)
        return out.getvalue()


def sat(x: float, y: float, text: str, *, bold: bool = False, size: float = 11) -> str:
    """Text on a line, in Word's way: a piece at a time."""
    escaped = text.replace("(", "\\(").replace(")", "\\)")
    return f"BT /{'F2' if bold else 'F1'} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n"


def ramme(x: float, y: float, width: float, height: float) -> str:
    """A cell's border in Word's way: four thin filled rectangles."""
    return (
        f"{x} {y} {width} .5 re f\n{x} {y + height} {width} .5 re f\n"
        f"{x} {y} .5 {height} re f\n{x + width} {y} .5 {height} re f\n"
    )
