"""Making the material for a meeting in the background, told part by part."""

from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from plans.baggrund import Fremdrift, Link, OpgaveFejl, opgave, oplysninger
from plans.models import Baggrundsopgave
from plans.permissions import Ret
from plans.redigering.lukket import closed_by
from plans.redigering.register import kind_or_404
from reporting.moedemateriale.dele import valgte
from reporting.moedemateriale.lav import antal_trin, lav_materiale
from reporting.pdf import PdfIkkeMulig

OPGAVE = "moedemateriale"


@opgave(
    OPGAVE,
    titel="Bestyrelsesmateriale",
    ret=Ret.REDIGER,
    felter={"moede": UUID, "dele": list, "as_of": date},
    siger=(PdfIkkeMulig,),
)
def lav(row: Baggrundsopgave, fremdrift: Fremdrift) -> Link:
    """Make it, as the next number of its meeting; the job's own id is its key, so that it is made once."""
    valg, kind = oplysninger(row), kind_or_404("moede")
    moede: Any = kind.open(row.user, valg["moede"])
    if closed_by(moede) is not None:
        raise OpgaveFejl("Mødet kan ikke ændres mere, så der kan ikke laves nyt materiale.")
    dele = valgte(valg["dele"])
    told, in_all = 0, antal_trin(dele)

    def sig(text: str) -> None:
        nonlocal told
        told += 1
        fremdrift(told, in_all, text)

    made = lav_materiale(moede, kind.plan_of(moede), dele, as_of=valg["as_of"], noegle=row.uuid, by=row.user, sig=sig)
    url = reverse("reporting:moedemateriale", args=[moede.uuid])
    return Link(f"{url}#materiale-{made.nummer}", f"Se materialet, nr. {made.nummer}")
