"""The same unspent money carried over twice: as a move out of a past year, and from the reguleringskonto.

In prose: docs/regler.md §5.10.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from helhedsplan.numbers import kroner_praecis
from plans.budget import Kontrol, Kontrolart
from plans.choices import Godkendelse, Niveau
from plans.models import Helhedsplan, Omdisponering, Overfoersel
from plans.penge.omdisponering.fakta import RELATED, sag_om
from plans.penge.regnskab.godkendelse import samlet
from plans.penge.regnskab.konto import Kildekonto
from plans.penge.regnskab.regler import NOUGHT


@dataclass(frozen=True, slots=True)
class Viderefoert:
    """What was moved out of a source's past year, in all and what of it does not count yet (kroner)."""

    i_alt: Decimal = NOUGHT
    planlagt: Decimal = NOUGHT


def viderefoert(plan: Helhedsplan, *, as_of: date) -> dict[tuple[UUID, int], Viderefoert]:
    """By source and year, what the moves in use take out of a year that was over, to a later one. One query."""
    found: dict[tuple[UUID, int], Viderefoert] = defaultdict(Viderefoert)
    for row in _moves(plan, as_of):
        key, before = (row.from_kilde.uuid, row.from_year or 0), found[(row.from_kilde.uuid, row.from_year or 0)]
        waits = row.gaelder_fra is None or row.gaelder_fra > as_of
        found[key] = Viderefoert(before.i_alt + row.amount, before.planlagt + (row.amount if waits else NOUGHT))
    return dict(found)


def _moves(plan: Helhedsplan, as_of: date) -> Iterable[Omdisponering]:
    rows = plan.omdisponeringer.current(on=as_of).select_related(*RELATED)
    return [row for row in rows if sag_om(row).er_overfoersel]


def dobbelt_overfoert(
    konti: Sequence[Kildekonto], flyttet: dict[tuple[UUID, int], Viderefoert]
) -> tuple[Kontrol, ...]:
    """A warning for each source and year from which the same money can have been carried over twice. No queries.

    Where the year's accounts are final it is known what it left: then only what both ways take beyond that is told.
    """
    found = []
    for konto in konti:
        asked = [row for row in konto.overfoersler if row.state != Godkendelse.AFSLAAET]
        left = {rest.year: rest.ikke_brugt for rest in konto.rester}
        for year in sorted({row.from_year for row in asked}):
            rows = [row for row in asked if row.from_year == year]
            moved, carried = flyttet.get((konto.uuid, year)), sum((row.amount for row in rows), NOUGHT)
            if moved is None:
                continue
            twice = min(moved.i_alt, carried)
            if year in left:  # what is moved already is out of the year's budget
                twice = min(twice, carried + moved.planlagt - left[year])
            if twice > 0:
                told = _told(konto.navn, year, moved.i_alt, carried, twice)
                found.append(
                    Kontrol(
                        Kontrolart.DOBBELT,
                        Niveau.ADVARSEL,
                        told,
                        "overfoersel",
                        rows[0].uuid,
                        "amount",
                        tal=twice,
                        kilde=konto.uuid,
                    )
                )
    return tuple(found)


def _told(navn: str, year: int, moved: Decimal, carried: Decimal, twice: Decimal) -> str:
    return (
        f"Ubrugte penge fra «{navn}» i {year} føres videre ad to veje: {kroner_praecis(moved)} er flyttet til et"
        f" senere år, og {kroner_praecis(carried)} er overført over reguleringskontoen."
        f" Op til {kroner_praecis(twice)} kan være de samme penge."
    )


# --- While one of them is written


def ved_overfoersel(row: Overfoersel, plan: Helhedsplan, *, as_of: date) -> str:
    """What to say on the form of a carrying-over, when a move of the same money stands; "" when none does."""
    if row.kilde_id is None or row.from_year is None:
        return ""
    moved = [
        each for each in _moves(plan, as_of) if (each.from_kilde_id, each.from_year) == (row.kilde_id, row.from_year)
    ]
    if not moved:
        return ""
    return (
        f"{kroner_praecis(sum((each.amount for each in moved), NOUGHT))} af pengene fra {row.from_year} er allerede"
        " flyttet til et senere år (under Flytninger). Er det de samme penge, så brug kun den ene vej."
    )


def ved_flytning(row: Omdisponering, plan: Helhedsplan) -> str:
    """What to say on the form of a move out of a past year, when a carrying-over of the same money stands."""
    if row.from_year is None or not sag_om(row).er_overfoersel:
        return ""
    rows = plan.overfoersler.filter(kilde=row.from_kilde_id, from_year=row.from_year, retired_on__isnull=True)
    asked = [
        each.amount
        for each in rows
        if samlet((Godkendelse(each.kommune_state), Godkendelse(each.lbf_state))) != Godkendelse.AFSLAAET
    ]
    if not asked:
        return ""
    return (
        f"{kroner_praecis(sum(asked, NOUGHT))} af pengene fra {row.from_year} er allerede overført eller søgt"
        " overført over reguleringskontoen. Er det de samme penge, så brug kun den ene vej."
    )
