"""Working out the portfolio's figures in the background, plan by plan."""

from django.urls import reverse
from django.utils import timezone

from plans.baggrund import Fremdrift, Link, opgave
from plans.models import Baggrundsopgave, Helhedsplan
from reporting.portefoelje.opdatering import gamle, opdater

OPGAVE = "portefoelje"


@opgave(OPGAVE, titel="Porteføljens tal", samlet=False)
def goer_op(row: Baggrundsopgave, fremdrift: Fremdrift) -> Link:
    """Work out the old figures of the person's plans. Each plan is kept by itself: begun again, it goes on."""
    today = timezone.localdate()
    mine = Helhedsplan.objects.visible_to(row.user).current(on=today).order_by().values_list("pk", flat=True)
    old = gamle(mine, today=today)
    for number, pk in enumerate(old, start=1):
        fremdrift(number, len(old), "Planernes tal gøres op")
        opdater([pk], today=today)
    return Link(reverse("reporting:portefoelje"), "Se porteføljen")
