"""PDFs made on the spot: by WeasyPrint, and where it is there by Chromium."""

import functools
import shutil
import subprocess
import tempfile
from pathlib import Path

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
