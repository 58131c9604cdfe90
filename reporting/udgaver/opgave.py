"""Making an edition in the background, file by file, and what can be done with one that was not made."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.serializers.base import DeserializationError
from django.db import transaction
from django.urls import reverse

from indsatser.registrering.services import holding
from plans.baggrund import Fremdrift, Link, OpgaveFejl, opgave, oplysninger
from plans.models import Baggrundsopgave, Helhedsplan, User
from plans.permissions import Ret
from reporting.indberetning import indsend
from reporting.indberetning.liste import url_af
from reporting.papirer.arter import PAPIRER
from reporting.pdf import PdfIkkeMulig
from reporting.udgaver.bestilling import BLIVER_LAVET, OPGAVE, bestil_udgave, paa_vej
from reporting.udgaver.frosset import KanIkkeLaeses
from reporting.udgaver.models import Udgave, Udstedelse
from reporting.udgaver.udsted import Sig, tryk, udgiv

OPGIVET = "Udstedelsen er opgivet, så der er ikke noget at lave."
KAN_IKKE_LAESES = (
    "Det, der blev gemt, da papiret blev bestilt, kan ikke læses mere. Opgiv udstedelsen, og udsted papiret igen."
)


@opgave(OPGAVE, titel="Udgave", ret=Ret.GODKEND, felter={"udstedelse": UUID}, siger=(PdfIkkeMulig,))
def lav(row: Baggrundsopgave, fremdrift: Fremdrift) -> Link:
    """Print what was frozen, and then make the edition of it; one that is made already is the answer."""
    uuid = oplysninger(row)["udstedelse"]
    waits = Udstedelse.objects.select_related("helhedsplan__bevillingsrunde").filter(uuid=uuid).first()
    if waits is None:
        return _link(_lavet(uuid))
    return _link(faerdiggoer(waits, sig=fremdrift))


def faerdiggoer(udstedelse: Udstedelse, *, sig: Sig = lambda nu, i_alt, tekst: None) -> Udgave:
    """Print it while nothing is held, then make the edition and take the report's step, both or neither.

    Raises OpgaveFejl, PdfIkkeMulig or ValidationError with why it cannot be made: then it still waits as it was.
    """
    art = PAPIRER.get(udstedelse.art)
    try:
        if art is None:
            raise OpgaveFejl(KAN_IKKE_LAESES)
        filer = tryk(udstedelse, art, sig=sig)
    except (KanIkkeLaeses, DeserializationError) as unreadable:
        raise OpgaveFejl(KAN_IKKE_LAESES) from unreadable
    with transaction.atomic():
        if udstedelse.indberetning_id:
            indsend.hold_nr(udstedelse.indberetning_id)  # first, as the report's own steps do
        waits = Udstedelse.objects.select_for_update(of=("self",)).filter(pk=udstedelse.pk).first()
        if waits is None:
            return _lavet(udstedelse.uuid)
        waits.helhedsplan = udstedelse.helhedsplan
        made = udgiv(waits, filer)
        if waits.indberetning_id:
            indsend.indsendt(waits, made)
    return made


def lav_igen(plan: Helhedsplan, udstedelse: Udstedelse, *, by: User) -> Baggrundsopgave:
    """Order one that was not made once more; one that is being made is the job that makes it."""
    (found,) = paa_vej([udstedelse])
    if found.opgave is not None and found.bliver_lavet:
        return found.opgave
    return bestil_udgave(plan, udstedelse.uuid, by=by, titel=str(udstedelse))


def opgiv(udstedelse: Udstedelse, *, by: User) -> None:
    """Let it go: nothing is issued or sent, and a year that it locked is open again. Raises ValidationError."""
    with holding(udstedelse.helhedsplan_id):  # a year's lock may go with it
        report = indsend.hold_nr(udstedelse.indberetning_id) if udstedelse.indberetning_id else None
        waits = Udstedelse.objects.select_for_update(of=("self",)).filter(pk=udstedelse.pk).first()
        if waits is None:
            raise ValidationError("Den er allerede udstedt eller opgivet.")
        (found,) = paa_vej([waits])
        if found.bliver_lavet:
            raise ValidationError(BLIVER_LAVET)
        if report is not None:
            indsend.opgivet(waits, report, by=by)
        waits.delete()


def _lavet(uuid: UUID) -> Udgave:
    """The edition of this uuid. Raises OpgaveFejl where it was given up."""
    made = Udgave.objects.filter(uuid=uuid).first()
    if made is None:
        raise OpgaveFejl(OPGIVET)
    return made


def _link(made: Udgave) -> Link:
    """Where one sees what came of it: the report that was sent, else the edition."""
    step = made.indberetningstrin.select_related("indberetning__helhedsplan").first()
    if step is not None:
        return Link(url_af(step.indberetning), f"Se {step.indberetning}")
    return Link(reverse("reporting:udgave_detail", args=[made.uuid]), f"Se {made}")
