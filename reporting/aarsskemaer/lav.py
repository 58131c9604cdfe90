"""A year's målopfyldelsesskemaer: those of a piece of the plans, and the pieces put together."""

import json
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from uuid import UUID
from zipfile import ZipFile

from django.db import transaction
from django.utils import timezone

from plans.baggrund import OpgaveFejl
from plans.models import Helhedsplan
from reporting.indberetning.rapport import byg_rapport
from reporting.pakke import Pakke
from reporting.pakke.fyld import FOR_STOR
from reporting.pakke.skriv import BLOK, ForStor
from reporting.papirer.arter import PAPIRER
from reporting.papirer.lav import filnavn, som_html
from reporting.papirer.periode import Periode
from reporting.pdf import PdfIkkeMulig
from reporting.tryk.lav import PAA_EN_GANG, Trykkoe
from reporting.word.skriv import som_word

logger = logging.getLogger(__name__)
ART = "maalopfyldelse"
FILER = ("pdf", "docx")
UDELADT = "udeladt.json"
"""In a piece: the plans it could not make, each with the reason."""
IKKE_LAVET = "Ikke lavet.txt"
"""In the whole: the same, for people."""
UVENTET = "Noget gik galt. Fejlen er skrevet i loggen; sig det til den, der driver systemet."
UDEN_DATOER = "Planen har ikke både start- og slutdato, så det vides ikke, hvilke år den har skemaer for."
INGEN_ADGANG = "Du har ikke længere adgang til planen."
Udeladt = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Undervejs:
    """A plan's files while the PDF is printed by other processes."""

    plan: Helhedsplan
    navne: tuple[str, str]
    pdf: "Future[bytes]"
    word: bytes


def skriv_del(
    to: IO[bytes], planer: Sequence[str], aar: int, user: Any, sig: Callable[[int, int, str], None], made_at: datetime
) -> None:
    """Write a piece: PDF and Word of each plan the person may read, and which could not be made and why.

    While the PDFs of some are printed the next plan's facts and Word are made here, so both cores have work.
    """
    left_out: list[Udeladt] = []
    waiting: deque[_Undervejs] = deque()
    plans = {str(plan.uuid): plan for plan in Helhedsplan.objects.for_page().visible_to(user).filter(uuid__in=planer)}
    with Pakke(to, dag=timezone.localdate(made_at)) as pakke, Trykkoe() as koe:
        for number, uuid in enumerate(planer, start=1):
            plan = plans.get(uuid)
            sig(number, len(planer), plan.short_name if plan else "")
            if plan is None:
                left_out.append(("En plan", INGEN_ADGANG))
                continue
            with _en_plan(plan, left_out), transaction.atomic():
                waiting.append(_begynd(plan, aar, made_at, koe))
            if len(waiting) > PAA_EN_GANG:
                _laeg(pakke, waiting.popleft(), left_out)
        while waiting:
            _laeg(pakke, waiting.popleft(), left_out)
        pakke.laeg_fast(UDELADT, json.dumps(left_out).encode())


def _begynd(plan: Helhedsplan, aar: int, made_at: datetime, koe: Trykkoe) -> _Undervejs:
    art, of = PAPIRER[ART], Periode(aar)
    if not plan.calendar_years:
        raise ValueError(UDEN_DATOER)
    papir = byg_rapport(art, plan, of, plan.default_as_of())
    html = som_html(art, papir)
    pdf = koe.begynd(html)
    pdf_name, word_name = (filnavn(plan, papir, kind) for kind in FILER)
    return _Undervejs(plan, (pdf_name, word_name), pdf, som_word(html, made_at=made_at))


def _laeg(pakke: Pakke, made: _Undervejs, left_out: list[Udeladt]) -> None:
    """The plan's files, both or none."""
    contents: tuple[bytes, ...] = ()
    with _en_plan(made.plan, left_out):
        contents = made.pdf.result(), made.word
    for name, content in zip(made.navne, contents, strict=False):
        pakke.laeg((), name, (content,))


@contextmanager
def _en_plan(plan: Helhedsplan, left_out: list[Udeladt]) -> Iterator[None]:
    """One plan's fault does not cost the others theirs: `left_out` says why it has no files."""
    try:
        yield
    except OpgaveFejl:  # the time is up
        raise
    except (ValueError, PdfIkkeMulig) as why:
        left_out.append((plan.short_name, str(why)))
    except Exception:
        logger.exception("The year's paper of plan %s could not be made", plan.pk)
        left_out.append((plan.short_name, UVENTET))


def saml(to: IO[bytes], dele: Iterable[IO[bytes]], ikke_lavet: list[Udeladt], *, aar: int, dag: datetime) -> int:
    """Put the pieces together, with the list of what is missing and the checksums. How many plans are in it.

    `ikke_lavet` are plans of pieces that failed; what the pieces left out is added. Raises BadZipFile for a piece
    that is broken.
    """
    made = 0
    with Pakke(to, dag=timezone.localdate(dag)) as pakke:
        for del_ in dele:
            with ZipFile(del_) as piece:
                ikke_lavet += [(name, why) for name, why in json.loads(piece.read(UDELADT))]
                for name in piece.namelist():
                    if name.endswith(FILER):
                        try:
                            pakke.laeg((), name, _blokke(piece, name))
                            made += name.endswith(".pdf")
                        except ForStor:
                            ikke_lavet.append((name, FOR_STOR))
        if ikke_lavet:
            lines = [f"Målopfyldelsesskemaer {aar}, der ikke kunne laves:", ""]
            lines += [f"- {name}: {why}" for name, why in ikke_lavet]
            pakke.laeg_fast(IKKE_LAVET, ("\r\n".join(lines) + "\r\n").encode("utf-8-sig"))
    return made


def _blokke(piece: ZipFile, name: str) -> Iterator[bytes]:
    with piece.open(name) as content:
        while block := content.read(BLOK):
            yield block


def i_stykker(planer: Sequence[UUID], stoerst: int) -> list[list[UUID]]:
    """The plans in pieces of much the same size, at least two where there are two, none over `stoerst`."""
    number = min(len(planer), max(2, -(-len(planer) // stoerst)))
    return [list(planer[start::number]) for start in range(number)]
