"""The document's text as it is kept for the review: blocks as JSON with their numbers, and what of them is shown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from helhedsplan import cpr
from indsatser.importing.dokument.blokke import Afsnit, Blok, Dokument, Omgivelse, Tabel

NABOER: Final = 2
"""How many blocks are shown before and after one that a value stands in."""

Json = dict[str, Any]


def som_json(dokument: Dokument) -> list[Json]:
    """The text's blocks in reading order. Footnotes follow the text; headers and footers are left out."""
    found = [_blok(blok) for blok in dokument.blokke]
    for note in dokument.fodnoter:
        found += [_blok(blok) for blok in note.blokke]
    return [each for each in found if each]


def _blok(blok: Blok) -> Json:
    if isinstance(blok, Tabel):
        rows = [[_celle(celle) for celle in raekke.celler] for raekke in blok.raekker]
        return {"n": blok.sted.nr, "r": rows} if any(rows) else {}
    if not blok.text.strip() or blok.is_toc:
        return {}
    kept: Json = {"n": blok.sted.nr, "t": blok.text, "s": blok.sted.som_tekst}
    if blok.level is not None:
        kept["l"] = blok.level
    if blok.marker:
        kept["m"] = blok.marker
    if blok.sted.omgivelse is Omgivelse.FODNOTE:
        kept["f"] = True
    return kept


def _celle(celle: Any) -> Json:
    kept: Json = {"b": [each for each in map(_blok, celle.blokke) if each]}
    if celle.colspan > 1:
        kept["c"] = celle.colspan
    if celle.rowspan > 1:
        kept["w"] = celle.rowspan
    return kept


def sted_med_cpr(dokument: Dokument) -> tuple[str, str]:
    """The first place of the document with something that looks like a CPR number and the sentence; ("", "")."""
    for blok in dokument.alle_blokke():
        if isinstance(blok, Afsnit) and (sentence := cpr.afvisning(blok.text)):
            return blok.sted.som_tekst, sentence
    return "", ""


@dataclass
class Udsnit:
    """Some blocks of the document in a row, and how many were skipped before them."""

    skipped: int
    blokke: list[Json] = field(default_factory=list)


def udsnit(blocks: list[Json], wanted: Iterable[int], *, whole: bool = False) -> list[Udsnit]:
    """The blocks that hold the wanted numbers with their neighbours; all of them when `whole`."""
    numbers = set(wanted)
    keep = {
        near
        for at, blok in enumerate(blocks)
        if whole or not numbers.isdisjoint(_numre(blok))
        for near in range(at - NABOER, at + NABOER + 1)
    }
    found: list[Udsnit] = []
    last = -1
    for at, blok in enumerate(blocks):
        if at not in keep:
            continue
        if not found or at != last + 1:
            found.append(Udsnit(at - last - 1))
        found[-1].blokke.append(blok)
        last = at
    return found


def _numre(blok: Json) -> Iterator[int]:
    yield blok["n"]
    for raekke in blok.get("r", ()):
        for celle in raekke:
            for each in celle["b"]:
                yield from _numre(each)
