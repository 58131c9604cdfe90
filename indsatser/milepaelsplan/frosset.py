"""What an approved milepælsplan says: its lines as they were stored, and what they are held against since."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from indsatser.milepaelsplan.skift import kvartalstekst
from indsatser.models import Milepael, Milepaelsplan, Milepaelsplanlinje
from plans.models import Helhedsplan

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Aftalt:
    """Where a milestone stood in the approved milepælsplan of a year, and when that was decided.

    `antal` is the number it was to reach, if any. `er_delt`: it was agreed of the whole, which was split since.
    """

    year: int
    quarter: int
    text: str
    decided_on: date
    plan_year: int
    antal: Decimal | None = None
    er_delt: bool = False

    @property
    def kvartal(self) -> str:
        """ "2. kvartal 2027"."""
        return kvartalstekst(self.year, self.quarter)


def frys(plan: Milepaelsplan, lines: Iterable[Milepaelsplanlinje]) -> dict[str, Any]:
    """The lines as they are approved, as JSON: each with the uuid of its milestone and all that is printed of it."""
    frozen = {
        "format": FORMAT,
        "milepaelsplan": str(plan.uuid),
        "aar": plan.year,
        "linjer": [_frozen(line, plan.year) for line in lines],
    }
    was = plan.revises
    if was is not None:
        decided = was.decided_on.isoformat() if was.decided_on else ""
        frozen["erstatter"] = {"milepaelsplan": str(was.uuid), "godkendt": decided, "hvorfor": plan.revision_reason}
    return frozen


def _frozen(line: Milepaelsplanlinje, year: int) -> dict[str, Any]:
    delaftale = line.delaftale or (line.aktivitet.delaftale if line.aktivitet else None)
    return {
        "milepael": str(line.milepael.uuid) if line.milepael else "",
        "tekst": line.text,
        "aar": year,
        "kvartal": line.quarter,
        "hvorfra": str(line.kind),
        "aktivitet": str(line.aktivitet) if line.aktivitet else "",
        "aktivitet_uuid": str(line.aktivitet.uuid) if line.aktivitet else "",
        "delaftale": str(delaftale) if delaftale else "",
        "antal": format(line.target_number.normalize(), "f") if line.target_number is not None else "",
        "hvorfor": line.reason,
    }


def kontrolsum(frozen: Any) -> str:
    """The SHA-256 of the frozen lines in one certain spelling, so that it says whether a single letter changed."""
    spelled = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def er_uroert(plan: Milepaelsplan) -> bool:
    """Whether what is stored is what was approved."""
    return bool(plan.frozen) and kontrolsum(plan.frozen) == plan.checksum


def frosne_linjer(plan: Milepaelsplan) -> list[dict[str, Any]]:
    """The lines as they are stored; none where somebody has spoilt them behind our back (`er_uroert` says so)."""
    lines = plan.frozen.get("linjer") if isinstance(plan.frozen, dict) else None
    return lines if isinstance(lines, list) else []


def aftalt(plan: Helhedsplan, *, as_of: date) -> dict[UUID, Aftalt]:
    """Milestone uuid → what the last milepælsplan decided by the day says of it. Two queries, one where there is none.

    The halves of a milestone that was split have what was agreed of the whole. A plan that a revision has replaced by
    then says nothing more: what it had and the revision has not, is not agreed.
    """
    rows = plan.milepaelsplaner.current(on=as_of).filter(decided_on__lte=as_of).order_by("decided_on", "year", "pk")
    found: dict[UUID, Aftalt] = {}
    decided = list(rows.only("year", "frozen", "decided_on", "helhedsplan", "revises"))
    replaced = {row.revises_id for row in decided}
    for row in decided:
        for line in frosne_linjer(row):
            if line["milepael"] and row.pk not in replaced:
                place = line["aar"], line["kvartal"], line["tekst"]
                number = Decimal(line["antal"]) if line["antal"] else None
                found[UUID(line["milepael"])] = Aftalt(*place, row.decided_on or as_of, row.year, number)
    return found | (_of_the_halves(plan, found) if found else {})


def _of_the_halves(plan: Helhedsplan, agreed: Mapping[UUID, Aftalt]) -> dict[UUID, Aftalt]:
    """What was agreed of the milestone each half comes from, also of a half of a half. One query."""
    rows = Milepael.objects.in_plan(plan).filter(split_from__isnull=False).order_by()
    whole = dict(rows.values_list("uuid", "split_from__uuid"))
    found = {}
    for half in whole.keys() - agreed.keys():
        above = whole[half]
        while above not in agreed and above in whole:
            above = whole[above]
        if above in agreed:
            found[half] = replace(agreed[above], er_delt=True)
    return found
