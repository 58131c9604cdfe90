"""What a meeting's decision does to a report: it is approved, goes back to be written, or waits."""

from django.core.exceptions import ValidationError

from helhedsplan.datoer import dato
from plans.choices import Beslutningsart
from plans.models import Beslutning, User
from plans.moeder.virkning import maa_godkende
from reporting.indberetning.livsloeb import tag_trin
from reporting.indberetning.models import Indberetning
from reporting.indberetning.valg import Trinart


def virk_paa_indberetning(row: Indberetning, beslutning: Beslutning, by: User | None) -> None:
    """Tiltrådt approves it, afvist makes it a draft again; udsat and the rest leave it to be approved.

    Recorded by somebody who may not approve, a yes leaves it so, too, until who may confirms it.
    Raises ValidationError when it cannot be decided so: it is being written still, or approved and therefore fixed.
    """
    yes = beslutning.kind == Beslutningsart.TILTRAADT
    if row.is_held():
        if row.beslutning_id == beslutning.pk and not yes:
            raise ValidationError({"kind": row.held_because})
        return
    if yes and row.can_be_written:
        raise ValidationError({"kind": f"{row} er en kladde. Send den til godkendelse, før den godkendes."})
    if yes and beslutning.decided_on is None:
        raise ValidationError({"decided_on": "Skriv, hvilken dag indberetningen blev godkendt."})
    if yes and maa_godkende(row.helhedsplan_id, by):
        tag_trin(row, Trinart.GODKEND, by=by, beslutning=beslutning, day=beslutning.decided_on)
    elif beslutning.kind == Beslutningsart.AFVIST and not row.can_be_written:
        when = f" {dato(beslutning.decided_on)}" if beslutning.decided_on else ""
        tag_trin(
            row, Trinart.AFVIS, by=by, note=beslutning.text or f"Afvist på mødet{when}.", day=beslutning.decided_on
        )
