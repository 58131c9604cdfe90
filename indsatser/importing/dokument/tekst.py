"""Plain text becomes a document: paragraphs between blank lines, typed lists, columns with tabs, headings by look."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from helhedsplan.filer.tekst import IKKE_TEKST, decode
from indsatser.importing.dokument.blokke import Afsnit, Blok, Celle, Dokument, Dokumentart, Overskriftkilde, Sted
from indsatser.importing.dokument.bygge import saml, tabel_af
from indsatser.importing.dokument.fladsider import FLAD, SIDEHOVED, Fladlinje, fladsider
from indsatser.importing.dokument.graenser import FOR_LANGT, MAX_TEGN, DokumentAfvist, Maengde, tjek_sider
from indsatser.importing.dokument.indholdslinjer import med_indholdets_overskrifter
from indsatser.importing.dokument.maerker import er_indholdslinje, med_skrevet_maerke, skrevet_maerke
from indsatser.importing.dokument.overskrifter import med_overskrifter
from indsatser.importing.dokument.roerlinjer import har_roer, roerlinjer
from indsatser.importing.dokument.samler import synlig
from indsatser.importing.dokument.spaltetekst import sidens_spalter, spaltedele
from indsatser.importing.dokument.websider import WEBSIDE, uden_webside
from indsatser.importing.kildeord import kilde_sidst

WRAPPED: Final = 40  # marks: shorter lines were ended by their author
_TITLE: Final = re.compile(r"(?m)^([ ]*Delaftale for indsatsområdet):?[ ]*\n+[ ]*(?=[A-ZÆØÅ])")
"""A title whose name stands on the next line."""
_RULE: Final = re.compile(r"\s*([=\-_*~#])\1{2,}\s*")


def laes_tekst(content: bytes, navn: str, maengde: Maengde) -> Dokument:
    """Read the text. A form feed begins a new page. Raises DokumentAfvist."""
    text = decode(content)
    if text is None:
        raise DokumentAfvist(IKKE_TEKST)
    if len(text) > MAX_TEGN:
        raise DokumentAfvist(FOR_LANGT)
    web = uden_webside(_TITLE.sub(r"\1 ", text.replace("\r\n", "\n").replace("\r", "\n")))
    blokke, sider = _indhold(web.text, maengde)
    return saml(
        navn=navn,
        art=Dokumentart.TEKST,
        blokke=med_overskrifter(blokke),
        sidehoveder=_websidens(web.foran, maengde),
        sidefoedder=_websidens(web.bagved, maengde),
        sider=sider,
    )


def _indhold(text: str, maengde: Maengde) -> tuple[list[Blok], int | None]:
    """The blocks of a text, and how many pages it has, if it says so."""
    if flat := fladsider(text):
        last = max(line.side for line in flat)
        tjek_sider(last)
        return list(_af_flade(flat, maengde)), last
    if har_roer(text):
        return list(_af_roer(text, maengde)), None
    pages = text.split("\f")
    tjek_sider(len(pages))
    blokke: list[Blok] = []
    for number, page in enumerate(pages, 1):
        lines = [synlig(line).rstrip() for line in page.split("\n")]
        blokke += _blokke(lines, number if len(pages) > 1 else None, _width(lines), maengde)
    return med_indholdets_overskrifter(blokke), len(pages) if len(pages) > 1 else None


def _websidens(lines: Sequence[str], maengde: Maengde) -> list[Blok]:
    for line in lines:
        maengde.laes(line)
    return [Afsnit(synlig(line), style=WEBSIDE) for line in lines]


def _af_flade(lines: Sequence[Fladlinje], maengde: Maengde) -> Iterator[Blok]:
    """Lines that were found again in pages without line ends, each a paragraph."""
    for line in lines:
        maengde.laes(line.text)
        afsnit = _afsnit([synlig(line.text)], line.side or None, is_heading=False)
        afsnit = replace(afsnit, style=SIDEHOVED if line.er_gentaget else FLAD)
        if line.er_indhold:
            afsnit = replace(afsnit, is_toc=True, list_level=None)
        if line.niveau is not None:
            source = Overskriftkilde.DISPOSITION if line.er_titel else Overskriftkilde.UDSEENDE
            afsnit = replace(afsnit, level=line.niveau, level_source=source, list_level=None, is_toc=False)
        yield afsnit


def _af_roer(text: str, maengde: Maengde) -> Iterator[Blok]:
    """Lines, and rows of cells that bars ended."""
    for part in roerlinjer(text):
        if isinstance(part, str):
            maengde.laes(part)
            if part.strip():
                yield _afsnit([synlig(part)], None, is_heading=False)
            continue
        for line in (line for row in part for cell in row for line in cell):
            maengde.laes(line)
        yield tabel_af([([_celle(cell) for cell in row], False) for row in part])


def _celle(lines: Sequence[str]) -> Celle:
    return Celle(tuple(_afsnit([synlig(line)], None, is_heading=False) for line in lines if line.strip()))


def _width(lines: Sequence[str]) -> int | None:
    """How wide the text was wrapped; None where every paragraph is one line."""
    long = [len(line) for line in lines if len(line) > WRAPPED]
    return max(long) if long and max(long) <= 120 else None


def _blokke(lines: Sequence[str], side: int | None, width: int | None, maengde: Maengde) -> Iterator[Blok]:
    spalter = sidens_spalter(lines)
    reach = max(map(len, lines), default=0)
    for is_blank, group in groupby(lines, key=lambda line: not line.strip()):
        if not is_blank:
            for blok in _grupper(list(group), side, width, spalter, reach):
                maengde.laes(blok.text if isinstance(blok, Afsnit) else "")
                yield blok


def _grupper(
    lines: list[str], side: int | None, width: int | None, spalter: frozenset[int], reach: int
) -> Iterator[Blok]:
    """Lines without a blank one between them; columns of spaces among them are tables."""
    plain: list[str] = []
    for part in spaltedele(lines, spalter, reach):
        if isinstance(part, str):
            plain.append(part)
            continue
        yield from _gruppe(plain, side, width)
        plain = []
        yield tabel_af([([_celle(cell) for cell in row], False) for row in part], side=side)
    yield from _gruppe(plain, side, width)


def _gruppe(lines: list[str], side: int | None, width: int | None) -> Iterator[Blok]:
    """Lines without a blank one between them."""
    at = 0
    while at < len(lines):
        stop = at
        while stop < len(lines) and _is_row(lines[stop]):
            stop += 1
        if stop - at > 1:
            rows = [[cell.strip() for cell in _cells(line)] for line in lines[at:stop]]
            yield tabel_af([([Celle((Afsnit(c),) if c else ()) for c in row], False) for row in rows], side=side)
            at = stop
            continue
        begin, at = at, at + 1
        if _RULE.fullmatch(lines[begin]):
            continue
        is_heading = at < len(lines) and bool(_RULE.fullmatch(lines[at]))
        while at < len(lines) and not is_heading and _goes_on(lines[at - 1], lines[at], width):
            at += 1
        yield _afsnit(lines[begin:at], side, is_heading)


def _is_row(line: str) -> bool:
    text = line.strip()
    return ("\t" in text and not skrevet_maerke(text)[0]) or text.count("|") > 1


def _cells(line: str) -> list[str]:
    text = line.strip()
    return text.strip("|").split("|") if text.count("|") > 1 else text.split("\t")


def _goes_on(before: str, line: str, width: int | None) -> bool:
    """Whether the line goes on with the one before: it was wrapped, not ended, and no mark stands in front."""
    text = line.strip()
    if width is None or skrevet_maerke(text)[0] or _RULE.fullmatch(line) or _is_row(line):
        return False
    if _GOAL.match(text) or (kilde_sidst(before.strip()) and (text[:1].isupper() or text[:1].isdigit())):
        return False
    words = _NUMBER.sub("", text)
    if text[:1].islower() and len(before) > 0.5 * width and before.rstrip()[-1] not in ".:;!?":
        return True
    if text[:1].isdigit() and len(before) > 0.5 * width and _NUMBER_NEXT.search(before.rstrip()):
        return True
    if words[:1].isupper() and (before.strip().endswith(":") or _stands_alone(before.strip(), words, width)):
        return False
    return len(before) + len(text.split()[0]) + 1 > min(width, 0.85 * width + 10) or line[0] == " " != before[0]


_GOAL: Final = re.compile(r"(?:del)?mål [a-h]\b\s*:", re.IGNORECASE)
_NUMBER: Final = re.compile(r"^\d+(?:\.\d+)+\.?\s+")
_LEADS_ON: Final = re.compile(
    r"(?:[,;/(–-]|\b(?:og|eller|samt|i|på|af|for|fra|til|med|ved|hos|om|under|over|den|det|de|en|et|som|at|der|mellem))$",
    re.IGNORECASE,
)


_NUMBER_NEXT: Final = re.compile(r"\b(?:mellem|fra|mindst|højst|minimum|cirka|gennemsnit|snit|på)$|\bca\.$")
"""What no sentence ends with, and a number follows."""


def _stands_alone(before: str, text: str, width: int) -> bool:
    """A short line with a capital and no full stop, where the one before does not lead on to it: a label or a name."""
    is_short = len(text) <= 0.6 * width and text[-1] not in ".,;!?)"
    return is_short and not _LEADS_ON.search(before)


def _afsnit(lines: Sequence[str], side: int | None, is_heading: bool) -> Afsnit:
    pieces: list[str] = []
    for line in map(str.strip, lines):
        before = pieces[-1] if pieces else ""
        is_cut = len(before) > 1 and before[-1] == "-" and before[-2].isalpha() and line[:1].islower()
        if is_cut and not line.startswith(("og ", "eller ", "samt ")):
            pieces[-1] = before[:-1]
        elif pieces:
            pieces.append(" ")
        pieces.append(line)
    text = "".join(pieces).strip()
    is_toc = er_indholdslinje(text)
    afsnit = med_skrevet_maerke(Afsnit(text, Sted(side=side), is_toc=is_toc))
    if is_heading and not is_toc:
        return replace(afsnit, level=1, level_source=Overskriftkilde.UDSEENDE, list_level=None)
    return afsnit
