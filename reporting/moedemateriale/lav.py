"""Making the material for a meeting and keeping it: printed, merged, counted, and never changed afterwards."""

import hashlib
from collections.abc import Callable
from datetime import date
from io import BytesIO
from uuid import UUID

import pikepdf
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from plans import services
from plans.models import Helhedsplan, Moede, Moedemateriale, User
from plans.services.noegle import uuid_under
from reporting.bilagssider import indsaet
from reporting.facts.moedemateriale import build_materiale
from reporting.moedemateriale.dele import Del
from reporting.pdf import render_pdf

LAESES = ("sager", "referat", "budgetopfoelgning", "stand", "organisering")
"""The parts that are read on their own; the agenda and what is to be followed up come with the meeting."""


def lav_materiale(
    moede: Moede,
    plan: Helhedsplan,
    dele: tuple[Del, ...],
    *,
    as_of: date,
    noegle: UUID,
    by: User | None,
    sig: Callable[[str], object] = str,
) -> Moedemateriale:
    """Make the PDF and keep it with the meeting as its next number; the same key again gives the one it made.

    `sig` is told what is done next (see `antal_trin`). Raises PdfIkkeMulig when the machine cannot print,
    ValidationError when it cannot be kept (too large).
    """
    with transaction.atomic():
        Moede.objects.select_for_update(of=("self",)).get(pk=moede.pk)  # two at once get a number each
        uuid = uuid_under(noegle, Moedemateriale, by=by)
        if (made := moede.materialer.filter(uuid=uuid).first()) is not None:
            return made
        number = (moede.materialer.aggregate(last=Max("nummer"))["last"] or 0) + 1
        today = timezone.localdate()
        materiale, bilag = build_materiale(moede, plan, dele, nummer=number, as_of=as_of, today=today, sig=sig)
        sig("Sætter siderne op")
        printed = render_pdf("reporting/pdf/moedemateriale.html", {"materiale": materiale}, maal_i_html=True)
        sig("Fletter bilag ind og gemmer")
        pdf = indsaet(printed, bilag.filer) if bilag.filer else printed
        row = Moedemateriale(
            uuid=uuid,
            moede=moede,
            nummer=number,
            parts=",".join(del_.navn for del_ in dele),
            as_of=as_of,
            pages=number_of_pages(pdf),
            left_out="\n".join(materiale.udeladt),
            sha256=hashlib.sha256(pdf).hexdigest(),
            file=ContentFile(pdf, name=f"{filnavn(moede, number)}.pdf"),
        )
        return services.create(row, by=by)


def antal_trin(dele: tuple[Del, ...]) -> int:
    """How many times `lav_materiale` tells what it does next: for each part that is read, then layout and merging."""
    return sum(del_.navn in LAESES for del_ in dele) + 2


def number_of_pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def filnavn(moede: Moede, number: int) -> str:
    """ "Materiale Bestyrelsen 2027-03-10 nr. 1", which sorts well in a folder."""
    organ = (moede.organ.short_name or moede.organ.name)[:80]
    return f"Materiale {organ} {moede.held_on:%Y-%m-%d} nr. {number}".replace("/", "-")
