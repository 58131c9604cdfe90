"""What the board's decision does to a milepælsplan: it is approved and frozen, goes back to be mended, or waits."""

from django.core.exceptions import ValidationError

from indsatser.choices import Milepaelsplantilstand
from indsatser.milepaelsplan.plan import godkend, hent_tilbage
from indsatser.models import Milepaelsplan
from indsatser.models.milepaelsplan import FROSSET
from plans.choices import Beslutningsart
from plans.models import Beslutning, User
from plans.moeder.virkning import maa_godkende


def virk_paa_milepaelsplan(row: Milepaelsplan, beslutning: Beslutning, by: User | None) -> None:
    """Tiltrådt approves it, afvist sends it back as a draft; udsat and the rest leave it with the board.

    Recorded by somebody who may not approve, a yes leaves it with the board, too, until who may confirms it.
    Raises ValidationError when it cannot be decided so: it is a draft still, or approved and therefore not changed.
    """
    yes = beslutning.kind == Beslutningsart.TILTRAADT
    if row.state in FROSSET:
        if row.beslutning_id == beslutning.pk and not yes:
            raise ValidationError({"kind": row.held_because})
        return
    if yes and row.state == Milepaelsplantilstand.KLADDE:
        raise ValidationError({"kind": f"{row} er en kladde. Send den til bestyrelsen, før den godkendes."})
    if yes and beslutning.decided_on is None:
        raise ValidationError({"decided_on": "Skriv, hvilken dag milepælsplanen blev godkendt."})
    if yes and not maa_godkende(row.helhedsplan_id, by):
        return
    if yes and beslutning.decided_on:
        godkend(row, by=by, decided_on=beslutning.decided_on, beslutning=beslutning)
    elif beslutning.kind == Beslutningsart.AFVIST and row.state == Milepaelsplantilstand.TIL_BESTYRELSEN:
        hent_tilbage(row, by=by)
