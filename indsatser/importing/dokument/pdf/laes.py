"""A PDF with text becomes a document."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from indsatser.importing.dokument.blokke import Afsnit, Blok, Dokument, Dokumentart, Fodnote, Tabel
from indsatser.importing.dokument.bygge import saml
from indsatser.importing.dokument.graenser import DokumentAfvist, Maengde
from indsatser.importing.dokument.overskrifter import med_overskrifter
from indsatser.importing.dokument.pdf.afsnit import afsnit_af
from indsatser.importing.dokument.pdf.kanter import uden_kanter
from indsatser.importing.dokument.pdf.linjer import Linje, broedskrift, linjer, med_punkter
from indsatser.importing.dokument.pdf.noter import med_noter, uden_noter
from indsatser.importing.dokument.pdf.proces import udtraek
from indsatser.importing.dokument.pdf.satsspalter import Satsspalter
from indsatser.importing.dokument.pdf.sider import Side
from indsatser.importing.dokument.pdf.sideskift import Sideblokke, over_sider
from indsatser.importing.dokument.pdf.spalter import i_laeseorden, satsspalter, tabel_eller_linjer
from indsatser.importing.dokument.pdf.tabeller import Stillet, tegnede_tabeller

LEAST_MARKS: Final = 10  # a page
SCANNET: Final = (
    "PDF-filen er et billede uden tekst, formentlig scannet. Find den udgave, den blev lavet af, eller gem den med "
    "tekstgenkendelse (OCR)."
)
ULAESELIG_SKRIFT: Final = (
    "Teksten i PDF-filen kan ses, men ikke læses: skrifttypen siger ikke, hvilke bogstaver den viser. "
    "Gem dokumentet som PDF igen, eller vælg Word-filen."
)


@dataclass(slots=True)
class Laestside:
    """A page's lines and tables, on the way to blocks."""

    number: int
    lines: list[Linje]
    tabeller: list[Stillet]
    notes: list[Linje] = field(default_factory=list)


def laes_pdf(content: bytes, navn: str, maengde: Maengde) -> Dokument:
    """Read the PDF's text. Raises DokumentAfvist."""
    pages = udtraek(content)
    bemaerkninger = list(_bemaerkninger(pages.sider, pages.attached))
    _refuse_without_text(pages.sider)
    laest = []
    for side in pages.sider:
        maengde.tid()
        side.words = med_punkter(side.words, side.dots)
        laest.append(Laestside(side.number, [], tegnede_tabeller(side)))
    lines = [(side.height, linjer(side.words)) for side in pages.sider]
    kept, hoveder, foedder = uden_kanter(lines)
    broed = broedskrift([line for each in kept for line in each])
    fodnoter: list[Fodnote] = []
    blokke: list[Sideblokke] = []
    for page, own in zip(laest, kept, strict=True):
        page.lines, page.notes = uden_noter(own, broed)
    kendte = [each for page in laest if not page.tabeller and (each := satsspalter(page.lines))]
    for page in laest:
        found = list(_blokke(page, maengde, kendte))
        found, noter = med_noter(found, page.notes, page.number, len(fodnoter))
        fodnoter += noter
        blokke.append(Sideblokke(found, *_open(page.tabeller)))
    return saml(
        navn=navn,
        art=Dokumentart.PDF,
        blokke=med_overskrifter(over_sider(blokke)),
        fodnoter=fodnoter,
        sidehoveder=map(Afsnit, hoveder),
        sidefoedder=map(Afsnit, foedder),
        sider=len(pages.sider),
        bemaerkninger=bemaerkninger,
    )


def _open(tabeller: Sequence[Stillet]) -> tuple[bool, bool]:
    """Whether the page begins, and ends, inside a table's row."""
    return bool(tabeller) and not tabeller[0].opens, bool(tabeller) and not tabeller[-1].closes


def _blokke(page: Laestside, maengde: Maengde, kendte: Sequence[Satsspalter]) -> Iterator[Blok]:
    """The page's blocks in reading order: lines between the drawn tables, then the table."""
    waiting = page.lines
    for stillet in [*page.tabeller, None]:
        if stillet is None:
            above, waiting = waiting, []
        else:
            above = [line for line in waiting if line.y < stillet.top + 2]
            waiting = [line for line in waiting if line.y >= stillet.top + 2]
        for run in i_laeseorden(above, kendte):
            for part in tabel_eller_linjer(run, page.number):
                for blok in [part] if isinstance(part, Tabel) else afsnit_af(part, page.number):
                    maengde.laes(blok.text if isinstance(blok, Afsnit) else "")
                    yield blok
        if stillet is not None:
            for celle in stillet.tabel.celler:
                maengde.laes(celle.text)
            yield stillet.tabel


def _refuse_without_text(sider: Iterable[Side]) -> None:
    texts = ["".join(word.text for word in side.words) for side in sider]
    marks = "".join(texts)
    if len(marks) < LEAST_MARKS * len(texts):
        raise DokumentAfvist(SCANNET)
    unreadable = sum(mark == "\ufffd" or "\ue000" <= mark <= "\uf8ff" or mark < " " for mark in marks)
    if unreadable > 0.2 * len(marks):
        raise DokumentAfvist(ULAESELIG_SKRIFT)


def _bemaerkninger(sider: list[Side], attached: int) -> Iterator[str]:
    seen = [side for side in sider if side.pictures]
    blank = [str(side.number) for side in seen if sum(len(word.text) for word in side.words) < LEAST_MARKS]
    if blank:
        yield f"Side {', '.join(blank[:20])} er billeder uden tekst og er ikke læst."
    pictures = sum(side.pictures for side in seen if str(side.number) not in blank)
    if pictures:
        yield f"{pictures} billede er ikke læst." if pictures == 1 else f"{pictures} billeder er ikke læst."
    if attached:
        yield f"{attached} vedhæftet fil i PDF-filen er ikke læst."
