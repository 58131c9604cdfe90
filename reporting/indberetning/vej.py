"""Where a paper that is a report is issued: by sending the report or approving the milepælsplan, nowhere else."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from indsatser.models import Milepaelsplan
from indsatser.models.milepaelsplan import FROSSET
from plans.models import Helhedsplan
from reporting.indberetning.arter import Indberetningsart, arter, first_day, perioder
from reporting.indberetning.liste import indberetning_url
from reporting.papirer.arter import Papirart
from reporting.papirer.periode import Periode
from reporting.udgaver.models import Udgave, Udstedelse

MILEPAELSPLAN = "milepaelsplan"
"""The key of an edition's `kilde` that names the milepælsplan it was printed of."""


@dataclass(frozen=True, slots=True)
class Vej:
    """Where one goes to have the paper issued, why not here, and what a link there says."""

    url: str
    hvorfor: str
    handling: str


def vejen_til(art: Papirart, plan: Helhedsplan, periode: Periode, *, as_of: date) -> Vej | None:
    """The road of a paper that is a report of the plan; None for one that is issued from its own page.

    Such a paper is issued when its report is sent and no other way: there its check stops what has errors. One about
    the plan as it is, as the budgetopfølgning, is the report of the year of the day that is asked for. At most three
    queries.
    """
    for kind in arter().values():
        if kind.papir != art.slug:
            continue
        if kind.egen_vej:
            return _milepaelsplanens(kind, plan, periode)
        owed = [each for each in perioder(kind, plan) if kind.papirperiode(each) == periode]
        if owed:
            begun = [each for each in owed if first_day(each) <= as_of]
            of = begun[-1] if begun else owed[0]
            why = f"{art.titel} udstedes, når indberetningen for {of} indsendes: så er kontrollen set først."
            return Vej(indberetning_url(plan, kind, of), why, f"Indberetningen af {kind.titel} {of}")
    return None


def godkendt_milepaelsplan(art: Papirart, plan: Helhedsplan, periode: Periode) -> Milepaelsplan | None:
    """The approved milepælsplan that the paper prints, the last version. One query for that paper, else none."""
    if not any(kind.egen_vej and kind.papir == art.slug for kind in arter().values()):
        return None
    rows = plan.milepaelsplaner.filter(year=periode.aar or 0, state__in=FROSSET, retired_on=None)
    return rows.select_related("revises").order_by("pk").last()


def kilde_af(row: Milepaelsplan) -> dict[str, str]:
    """What an edition says of the milepælsplan it prints: which, and the checksum of its frozen lines."""
    return {MILEPAELSPLAN: str(row.uuid), "kontrolsum": row.checksum}


def er_udstedt(row: Milepaelsplan) -> bool:
    """Whether the approved milepælsplan has its edition, or it is on its way. Two queries."""
    name = str(row.uuid)
    made: Any = Udgave.objects.filter(helhedsplan=row.helhedsplan_id, fakta__kilde__milepaelsplan=name)
    waits = Udstedelse.objects.filter(helhedsplan=row.helhedsplan_id, udgave__fakta__kilde__milepaelsplan=name)
    return bool(made.exists() or waits.exists())


def _milepaelsplanens(kind: Indberetningsart, plan: Helhedsplan, periode: Periode) -> Vej | None:
    rows = plan.milepaelsplaner.filter(year=periode.aar or 0, retired_on=None).order_by("pk")
    last = next((row for row in reversed(rows) if row.is_frozen), None)
    address = indberetning_url(plan, kind, periode)
    if last is not None and er_udstedt(last):
        why = f"{last} er udstedt, som den blev godkendt. Skal noget være anderledes, revideres den."
        return Vej(address, why, "Se milepælsplanen")
    if last is None and (rows or periode in perioder(kind, plan)):
        why = f"Milepælsplanen for {periode} er ikke godkendt. Den udstedes, når den bliver det."
        return Vej(address, why, "Ret og godkend milepælsplanen")
    return None
