"""Making a paper: its facts, and the files written from them. What a page shows and a file prints is one value."""

from datetime import date, datetime

from django.template.loader import render_to_string

from plans.models import Helhedsplan
from reporting.arkivform import ARKIV
from reporting.pakke.navne import navn_af
from reporting.papirer.arter import ARKIVFIL, Papir, Papirart
from reporting.papirer.periode import Periode
from reporting.pdf import VARIANT, render_pdf
from reporting.udgaver.maerke import Udgavemaerke
from reporting.word.skriv import render_word

INDHOLDSTYPER = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def indholdstype(endelse: str) -> str:
    """What the file is to a browser; the PDF for archives is a PDF."""
    return INDHOLDSTYPER["pdf" if endelse == ARKIVFIL else endelse]


class IngenSaadanFil(LookupError):
    """The paper is not made in that kind of file."""


def byg(art: Papirart, plan: Helhedsplan, periode: Periode, as_of: date) -> Papir:
    """The facts of the paper. Raises ValueError, with the reason in Danish, for a period it cannot be made for."""
    if periode.slags != art.slags:
        raise ValueError(f"{art.titel} laves ikke for {str(periode) or 'hele planen'}.")
    return art.byg(plan, periode, as_of)


def som_fil(
    art: Papirart, papir: Papir, endelse: str, *, made_at: datetime, maerke: Udgavemaerke | None = None
) -> bytes:
    """The paper as a file of the kind ("pdf", "pdfa", "docx", "xlsx"). Word is written from what the PDF is made of.

    `maerke` is the edition's; without one the paper says that it is a draft. An edition's PDF is PDF/A: it is to last.

    Raises PdfIkkeMulig when the machine cannot print, IngenSaadanFil for a kind the paper is not made in.
    """
    if endelse in ("pdf", ARKIVFIL):
        variant = ARKIV if maerke or endelse == ARKIVFIL else VARIANT
        return render_pdf(art.pdf, {"papir": papir, "maerke": maerke}, variant=variant)
    if endelse == "docx":
        return render_word(art.pdf, {"papir": papir, "maerke": maerke}, made_at=made_at)
    if endelse == "xlsx" and art.excel is not None:
        return art.excel(papir, made_at=made_at, maerke=maerke.fod if maerke else "")
    raise IngenSaadanFil(f"{art.titel} findes ikke som .{endelse}.")


def som_html(art: Papirart, papir: Papir, *, maerke: Udgavemaerke | None = None) -> str:
    """What the PDF is printed from and Word is written from."""
    return render_to_string(art.pdf, {"papir": papir, "maerke": maerke})


def fuld_titel(papir: Papir) -> str:
    """ "Budget", "Delaftale 1: Tryghed og trivsel"."""
    return ": ".join(filter(None, [papir.titel, getattr(papir, "undertitel", "")]))


def filnavn(plan: Helhedsplan, papir: Papir, endelse: str) -> str:
    """ "Budget Rum for Liv 2019-12-31.pdf", which sorts well in a folder. The one for archives: "… til arkiv.pdf"."""
    about = getattr(papir, "undertitel", "")[:60].strip()
    name = " ".join(filter(None, [papir.titel, about, plan.short_name, f"{papir.as_of:%Y-%m-%d}"]))
    ending = " til arkiv.pdf" if endelse == ARKIVFIL else f".{endelse}"
    return navn_af(f"{name}{ending}")
