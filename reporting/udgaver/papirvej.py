"""Issuing a paper from its own page, and the milepælsplan's when it is approved."""

import logging
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from helhedsplan.datoer import dato
from indsatser.models import Milepaelsplan
from plans.models import Baggrundsopgave, Helhedsplan, User
from plans.permissions import Ret, may
from plans.services.noegle import uuid_under
from reporting.indberetning.models import Indberetning
from reporting.indberetning.skriv import flyt_ord
from reporting.indberetning.valg import MILEPAELSPLAN
from reporting.indberetning.vej import er_udstedt, godkendt_milepaelsplan, kilde_af
from reporting.papirer.arter import PAPIRER, Papir, Papirart
from reporting.papirer.lav import byg
from reporting.papirer.periode import Periode
from reporting.udgaver.bestilling import bestil_udgave
from reporting.udgaver.models import Udgave
from reporting.udgaver.udsted import frys

logger = logging.getLogger(__name__)


def udsted_papir(
    art: Papirart,
    plan: Helhedsplan,
    periode: Periode,
    papir: Papir,
    *,
    by: User,
    noegle: UUID,
    erstatter: Udgave | None = None,
    grund: str = "",
) -> Baggrundsopgave:
    """Freeze the paper and order its edition, both or neither. Returns the job. Raises as `udsted.frys` does.

    The milepælsplan's is of its approved version, once: refused as of a day before it was approved.
    """
    how: dict[str, Any] = {"erstatter": erstatter, "grund": grund}
    source = godkendt_milepaelsplan(art, plan, periode)
    if source is not None:
        if source.decided_on and papir.as_of < source.decided_on:
            raise ValidationError(f"{source} er godkendt {dato(source.decided_on)}. Vælg den dag eller en senere.")
        how |= {"kilde": kilde_af(source)}
    with transaction.atomic():
        frys(art, plan, periode, as_of=papir.as_of, by=by, noegle=noegle, papir=papir, **how)
        titel = f"Udsted {papir.titel}"
        return bestil_udgave(plan, uuid_under(noegle, Udgave, by=by), by=by, titel=titel, noegle=noegle)


def ordene_foelger_med(row: Milepaelsplan, by: User | None) -> None:
    """What was written of a line in the draft is of the milestone it became. In the approval's transaction.

    Whoever is writing meanwhile is waited for, or is told that it is approved.
    """
    report = Indberetning.objects.in_plan(row.helhedsplan).of(MILEPAELSPLAN, Periode(row.year)).first()
    if report is not None:
        lines = row.linjer.filter(retired_on=None, milepael__isnull=False)
        flyt_ord(report, dict(lines.values_list("uuid", "milepael__uuid")), by=by)


def udsted_milepaelsplan(row: Milepaelsplan, by: User | None) -> None:
    """What was approved is issued: a revision's edition corrects the one before it. In the approval's transaction.

    What cannot be issued does not stop the approval: it is logged, and the paper's page offers to issue it. Nothing is
    issued for an approval by nobody, as when a plan is read in, and not twice.
    """
    art = PAPIRER[MILEPAELSPLAN]
    plan = Helhedsplan.objects.for_page().visible_to(by).filter(pk=row.helhedsplan_id).first() if by else None
    if by is None or plan is None or not may(plan, Ret.GODKEND) or er_udstedt(row):
        return
    periode, day = Periode(row.year), max(row.decided_on or date.min, plan.default_as_of(timezone.localdate()))
    before = Udgave.objects.of(plan, art.slug, periode.kode).filter(erstattet_af=None).order_by("nummer").last()
    how = {"erstatter": before, "grund": row.revision_reason} if before is not None and row.is_revision else {}
    try:
        with transaction.atomic():
            papir = byg(art, plan, periode, day)
            udsted_papir(art, plan, periode, papir, by=by, noegle=uuid5(row.uuid, "udgave"), **how)
    except (ValidationError, ValueError):
        logger.exception("The edition of milepælsplan %s could not be ordered", row.pk)
