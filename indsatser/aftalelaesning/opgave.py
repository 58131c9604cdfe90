"""Reading an agreement in the background: the page keeps the file and orders it, the job reads it and removes it."""

from functools import partial
from typing import Any, Final

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse

from helhedsplan.filer import eget_navn
from indsatser.aftalelaesning import venter
from indsatser.aftalelaesning.laesning import read_agreement, same_file
from indsatser.importing.dokument.graenser import DokumentAfvist
from indsatser.models import Aftalelaesning
from plans.baggrund import Fremdrift, Link, OpgaveFejl, bestil, opgave, oplysninger
from plans.baggrund.fremdrift import Annulleret
from plans.models import Baggrundsopgave, Helhedsplan, User
from plans.permissions import Ret, may_create_plans

OPGAVE: Final = "aftalelaesning"
TRIN: Final = 5
FILEN_ER_VAEK: Final = "Filen er her ikke længere. Vælg den igen."
UDEN_LOV: Final = "Du har ikke længere lov til at oprette planer."


def bestil_laesning(file: File, *, by: User, plan: Helhedsplan | None) -> Baggrundsopgave:
    """Keep the file and order its reading. The same file chosen again while it waits is the same job."""
    sha256 = venter.fingeraftryk(file)
    venter.laeg(file, sha256, by=by, plan=plan)
    try:
        return bestil(OPGAVE, by=by, plan=plan, sha256=sha256, navn=eget_navn(file.name or ""))
    except BaseException:
        venter.fjern(sha256, by=by, plan=plan)
        raise


def forfra(row: Baggrundsopgave) -> Link | None:
    """Where the file is chosen again, once it has been refused and is gone."""
    plan = row.helhedsplan
    if venter.er_her(oplysninger(row)["sha256"], by=row.user, plan=plan):
        return None
    if plan is None:
        return Link(reverse("indsatser:aftalelaesning_create"), "Vælg en anden fil")
    return Link(reverse("indsatser:aftalelaesning_genlaes", args=[plan.uuid]), "Vælg en anden fil")


@opgave(
    OPGAVE,
    titel="Læsning af en aftale",
    ret=Ret.REDIGER,
    felter={"sha256": str, "navn": str},
    siger=(DokumentAfvist,),
    minutter=10,
    forfra=forfra,
)
def laes(row: Baggrundsopgave, fremdrift: Fremdrift) -> Link:
    """Read the file that waits. What was read already, meanwhile or by a worker before, is not read again."""
    valg, user, plan = oplysninger(row), row.user, row.helhedsplan
    remove = partial(venter.fjern, valg["sha256"], by=user, plan=plan)
    if plan is None and not may_create_plans(user):
        remove()
        raise OpgaveFejl(UDEN_LOV)
    try:
        found = _laest(valg, user, plan, fremdrift)
    except (DokumentAfvist, Annulleret):
        remove()
        raise
    # Not before it is certain: a worker that dies here leaves the file to the next.
    transaction.on_commit(remove)
    return Link(reverse("indsatser:aftalelaesning_gennemsyn", args=[found.uuid]), "Se det læste igennem")


def _laest(valg: dict[str, Any], user: User, plan: Helhedsplan | None, fremdrift: Fremdrift) -> Aftalelaesning:
    known = same_file(valg["sha256"], by=user, plan=plan)
    if known is not None:
        return known
    file = venter.hent(valg["sha256"], valg["navn"], by=user, plan=plan)
    if file is None:
        raise OpgaveFejl(FILEN_ER_VAEK)
    return read_agreement(file, by=user, plan=plan, sig=lambda trin, text: fremdrift(trin, TRIN, text))
