"""Making a dossier in the background, told file by file."""

from datetime import date
from tempfile import TemporaryFile

from django.core.files.base import File
from django.utils import timezone

from plans.baggrund import Fil, Fremdrift, opgave, oplysninger
from plans.models import Baggrundsopgave, Helhedsplan
from plans.permissions import Ret, get_or_deny
from reporting.dossier.dele import valgte
from reporting.dossier.lav import filnavn, skriv_dossier
from reporting.dossier.valg import Valg

OPGAVE = "dossier"


@opgave(OPGAVE, titel="Dossier", ret=Ret.GODKEND, felter={"til": date, "dele": list}, minutter=60)
def lav(row: Baggrundsopgave, fremdrift: Fremdrift) -> Fil:
    """Write it to a file without a name, which is gone when the worker is; only the whole one is kept with the job."""
    asked = oplysninger(row)
    plan = get_or_deny(Helhedsplan.objects.for_page(), row.user, Ret.GODKEND, pk=row.helhedsplan_id)
    valg = Valg(plan, asked["til"], timezone.now())
    out = TemporaryFile()  # noqa: SIM115  # whoever keeps it closes it
    try:
        skriv_dossier(out, valg, valgte(asked["dele"]), sig=fremdrift)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return Fil(filnavn(plan, valg.made_at), File(out, name="dossier.zip"))
