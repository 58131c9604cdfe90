"""Asks the process in udtraek.py for a PDF's pages, and puts its refusals into words."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from helhedsplan.filer.proces import FOR_HEAVY, SVAR
from indsatser.importing.dokument.graenser import FOR_LANGT, MAX_SIDER, MAX_TEGN, SEKUNDER, DokumentAfvist, tjek_sider
from indsatser.importing.dokument.pdf.sider import Ord, Side, Skrift, Streg

SCRIPT: Final = Path(__file__).with_name("udtraek.py")


@dataclass(frozen=True, slots=True)
class Udtraek:
    """All pages, and how many files are packed into the PDF beside them."""

    sider: list[Side]
    attached: int


def udtraek(content: bytes) -> Udtraek:
    """The pages' words and lines. Raises DokumentAfvist.

    The process gets the file and nothing else: no environment, a limit on memory and on time.
    """
    with tempfile.TemporaryFile() as copy:
        copy.write(content)
        copy.seek(0)
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(SCRIPT), str(MAX_SIDER), str(MAX_TEGN)],
                stdin=copy,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=SEKUNDER,
                env={},
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise DokumentAfvist(FOR_HEAVY) from None
    answers = done.stdout.splitlines()
    if done.returncode != 0 or not answers:
        raise DokumentAfvist(FOR_HEAVY)
    first, *pages = map(json.loads, answers)
    if first["svar"] == "sider":
        tjek_sider(first["sider"])
    if first["svar"] != "ok":
        raise DokumentAfvist(SVAR.get(first["svar"], SVAR["ulaeselig"]))
    last = pages.pop() if pages else {}
    if "styles" not in last:
        raise DokumentAfvist(FOR_HEAVY if last.get("svar") == "tungt" else FOR_LANGT)
    skrifter = [Skrift(size, bold, italic) for size, bold, italic in last["styles"]]
    return Udtraek(list(_sider(pages, skrifter)), first["vedhaeftet"])


def _sider(pages: list[dict[str, Any]], skrifter: list[Skrift]) -> Iterator[Side]:
    for number, page in enumerate(pages, 1):
        width, height = page["size"]
        words = [
            Ord(x0, top, x1, bottom, y, skrifter[style], bool(glued), text)
            for x0, top, x1, bottom, y, style, glued, text in page["words"]
        ]
        lines, dots = ([Streg(*each) for each in page[name]] for name in ("lines", "dots"))
        yield Side(number, width, height, words, lines, page["pictures"], dots)
