"""Kinds of work that only the tests have. Imported by the tests and by the workers they start."""

import time

from plans.baggrund import Fil, Link, OpgaveFejl, opgave, oplysninger
from plans.models import Boligorganisation
from plans.permissions import Ret


@opgave("proeve", titel="Prøve", felter={"tal": int})
def proeve(row, fremdrift):
    """Makes a file that says the number."""
    fremdrift(1, 2, "Den første del")
    fremdrift(2, 2, "Den anden del")
    return Fil("Resultat på dansk.txt", str(oplysninger(row)["tal"]).encode())


@opgave("proeve_link", titel="Prøve med side", ret=Ret.REDIGER)
def proeve_link(row, fremdrift):
    """Needs a right in the plan; its result is a page."""
    return Link(f"/helhedsplaner/{row.helhedsplan.uuid}/aftale/", "Se aftalen")


@opgave("proeve_fejl", titel="Prøve, der fejler", felter={"venlig": bool})
def proeve_fejl(row, fremdrift):
    """Writes something and then fails."""
    Boligorganisation.objects.create(number="9999", name="Skal ikke blive")
    if oplysninger(row)["venlig"]:
        raise OpgaveFejl("Der er ingen tal for 2020.")
    raise KeyError("something a developer reads")


@opgave("proeve_lang", titel="Lang prøve", felter={"dele": int})
def proeve_lang(row, fremdrift):
    """Takes a tenth of a second a part, and leaves one row; 0 parts are a minute the first time, 2 parts then."""
    dele = oplysninger(row)["dele"] or (600 if row.attempts == 1 else 2)
    Boligorganisation.objects.create(number=f"{row.pk % 10000:04d}", name=f"Lavet af prøven {row.pk}")
    for nu in range(1, dele + 1):
        fremdrift(nu, dele, f"Del {nu}")
        time.sleep(0.1)
    return Link("/", "Forsiden")
