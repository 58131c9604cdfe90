"""The kinds of rows of meetings that can be edited: the meeting, its agenda, attachments, decisions, follow-ups."""

from typing import Any

from django.db.models import Max
from django.urls import reverse

from plans.models import Beslutning, Dagsordenspunkt, Moede, Opfoelgning, Organ, Punktbilag
from plans.moeder import virkning
from plans.moeder.dagsorden import flyt, saet_ind, tag_af
from plans.redigering import formularer_moede as moede
from plans.redigering.arter import PLAN, among, next_number, page
from plans.redigering.register import Redigerbar, Under, register


def _moede_page(row: Any, anchor: str = "") -> str:
    return reverse("plans:moede_detail", kwargs={"uuid": row.uuid}) + (f"#{anchor}" if anchor else "")


def _beslutning_page(row: Beslutning) -> str:
    """A decision is read with the item it was taken on, where there is one."""
    punkt = row.dagsordenspunkt
    return _moede_page(punkt.moede, f"punkt-{punkt.pk}") if punkt else page("plans:organ_list", "beslutninger")(row)


def _opfoelgning_page(row: Opfoelgning) -> str:
    punkt = row.dagsordenspunkt_id
    return _moede_page(row.moede, f"punkt-{punkt}" if punkt else "opfoelgning")


def _last_on_the_agenda(row: Dagsordenspunkt) -> dict[str, Any]:
    """The next number; what was taken off the agenda has none."""
    rows = Dagsordenspunkt.objects.filter(moede=row.moede, retired_on=None)
    return {"nummer": (rows.aggregate(highest=Max("nummer"))["highest"] or 0) + 1}


register(
    Redigerbar(
        Moede,
        moede.MoedeForm,
        _moede_page,
        under=(Under(Organ, "organ"),),
        menu="organisering",
    ),
    Redigerbar(
        Dagsordenspunkt,
        moede.DagsordenspunktForm,
        lambda row: _moede_page(row.moede, f"punkt-{row.pk}"),
        under=(Under(Moede, "moede"),),
        menu="organisering",
        order_field="nummer",
        put_back_form=moede.PunktTilbageForm,
        take_out=tag_af,
        take_in=saet_ind,
        arrange=flyt,
        siblings=lambda row: Dagsordenspunkt.objects.filter(moede=row.moede_id, retired_on=None),
        defaults=_last_on_the_agenda,
    ),
    Redigerbar(
        Punktbilag,
        moede.PunktbilagForm,
        lambda row: _moede_page(row.dagsordenspunkt.moede, f"punkt-{row.dagsordenspunkt_id}"),
        under=(Under(Dagsordenspunkt, "dagsordenspunkt"),),
        menu="organisering",
        order_field="order",
        siblings=among("dagsordenspunkt"),
        defaults=next_number("order", dagsordenspunkt="dagsordenspunkt"),
    ),
    Redigerbar(
        Beslutning,
        moede.BeslutningForm,
        _beslutning_page,
        under=(
            PLAN,
            Under(Organ, "organ", {"helhedsplan": "helhedsplan"}),
            Under(
                Dagsordenspunkt,
                "dagsordenspunkt",
                {
                    "helhedsplan": "moede.organ.helhedsplan",
                    "organ": "moede.organ",
                    "decided_on": "moede.held_on",
                    "target_uuid": "target_uuid",
                },
            ),
        ),
        belongs=("helhedsplan",),  # what an organ has decided outlives it
        menu="organisering",
        related=("organ", "dagsordenspunkt__moede"),
        put_back_form=moede.BeslutningTilbageForm,
        take_out=virkning.tag_ud,
        take_in=virkning.gem,
    ),
    Redigerbar(
        Opfoelgning,
        moede.OpfoelgningForm,
        _opfoelgning_page,
        under=(Under(Moede, "moede"), Under(Dagsordenspunkt, "dagsordenspunkt", {"moede": "moede"})),
        belongs=("moede",),  # the item it came from may be taken off the agenda
        menu="organisering",
        related=("dagsordenspunkt",),
        order_field="order",
        siblings=among("moede"),
        defaults=next_number("order", moede="moede"),
    ),
)
