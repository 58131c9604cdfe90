"""A year's målopfyldelsesskemaer: those of a piece of the plans, and the pieces put together."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
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
from reporting.papirer.lav import filnavn, som_fil
from reporting.papirer.periode import Periode
from reporting.pdf import PdfIkkeMulig

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


def skriv_del(
    to: IO[bytes], planer: Sequence[str], aar: int, user: Any, sig: Callable[[int, int, str], None], made_at: datetime
) -> None:
    """Write a piece: PDF and Word of each plan the person may read, and which could not be made and why."""
    left_out: list[Udeladt] = []
    plans = {str(plan.uuid): plan for plan in Helhedsplan.objects.for_page().visible_to(user).filter(uuid__in=planer)}
    with Pakke(to, dag=timezone.localdate(made_at)) as pakke:
        for number, uuid in enumerate(planer, start=1):
            plan = plans.get(uuid)
            sig(number, len(planer), plan.short_name if plan else "")
            if plan is None:
                left_out.append(("En plan", INGEN_ADGANG))
                continue
            for name, content in _filer(plan, aar, made_at, left_out):
                pakke.laeg((), name, (content,))
        pakke.laeg_fast(UDELADT, json.dumps(left_out).encode())


def _filer(plan: Helhedsplan, aar: int, made_at: datetime, left_out: list[Udeladt]) -> list[tuple[str, bytes]]:
    """The plan's files, all of them or none: then `left_out` says why."""
    art, of = PAPIRER[ART], Periode(aar)
    try:
        with transaction.atomic():
            if not plan.calendar_years:
                raise ValueError(UDEN_DATOER)
            papir = byg_rapport(art, plan, of, plan.default_as_of())
            return [(filnavn(plan, papir, kind), som_fil(art, papir, kind, made_at=made_at)) for kind in FILER]
    except OpgaveFejl:  # the time is up
        raise
    except (ValueError, PdfIkkeMulig) as why:
        left_out.append((plan.short_name, str(why)))
    except Exception:  # one plan's fault does not cost the others theirs
        logger.exception("The year's paper of plan %s could not be made", plan.pk)
        left_out.append((plan.short_name, UVENTET))
    return []


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
