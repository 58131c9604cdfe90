"""Writing the examples: in bulk, marked as examples, with one line on the plan's trail. A plan gets them once."""

import random
import uuid
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from indsatser.choices import Kriterieform, Logart, Milepaeltilstand, Sammenlaegning
from indsatser.eksempeltal.forslag import Forslag, suggest
from indsatser.models import Logpost, Maaling, Milepael, Succeskriterium
from plans.choices import Handling
from plans.models import Helhedsplan, User
from plans.services import record

NAMESPACE = uuid.UUID("8c6a4a52-5a43-5d0e-8c7b-1f0f3a1b6d22")
LOGGED_PER_PLAN = 2
REASON = "Samarbejdspartneren kunne først være med i det følgende kvartal (eksempel)."
PLAYED = (
    *("state", "reached_on", "year", "quarter", "original_year", "original_quarter"),
    *("postponed_reason", "comment", "is_eksempel", "version"),
)
DROPPED = "Bortfaldet, fordi opgaven blev løst på anden måde (eksempel)."


@transaction.atomic
def write_examples(plan: Helhedsplan, *, by: User | None = None) -> dict[str, int]:
    """Example measurements, log lines and milestone states for one plan; how many of each. Nothing the second time."""
    if has_examples(plan):
        return {}
    kriterier = list(plan.kriterier.filter(retired_on__isnull=True, samme_som__isnull=True).order_by("order", "pk"))
    logged = _logged(kriterier)
    maalinger = [row for kriterium in kriterier if kriterium not in logged for row in measurements_of(kriterium, plan)]
    poster = [post for kriterium in logged for post in log_of(kriterium, plan)]
    Maaling.objects.bulk_create(maalinger, batch_size=1000)
    Logpost.objects.bulk_create(poster, batch_size=1000)
    made = {"målinger": len(maalinger), "logposter": len(poster), "milepæle": _milestones(plan)}
    if any(made.values()):
        note = "Eksempeltal tilføjet: " + ", ".join(f"{number} {what}" for what, number in made.items()) + "."
        record(plan, by=by, handling=Handling.AENDRET, note=note)
    return made


def has_examples(plan: Helhedsplan) -> bool:
    """Whether the plan was given examples before."""
    return (
        Maaling.objects.filter(kriterium__helhedsplan=plan, is_eksempel=True).exists()
        or Milepael.objects.filter(helhedsplan=plan, is_eksempel=True).exists()
    )


def measurements_of(kriterium: Succeskriterium, plan: Helhedsplan) -> list[Maaling]:
    """Unsaved example measurements of one criterion."""
    found = suggest(kriterium, start=plan.start_date, end=plan.end_date)
    return [_row(kriterium, forslag, number) for number, forslag in enumerate(found)]


def _row(kriterium: Succeskriterium, forslag: Forslag, number: int) -> Maaling:
    return Maaling(
        uuid=uuid.uuid5(NAMESPACE, f"maaling/{kriterium.uuid}/{number}"),
        kriterium=kriterium,
        kind=forslag.kind,
        value=forslag.value,
        numerator=forslag.numerator,
        denominator=forslag.denominator,
        weight=forslag.weight,
        skoen=forslag.skoen,
        data_from=forslag.data_from,
        data_to=forslag.data_to,
        reported_on=forslag.reported_on,
        source=kriterium.source,
        note=forslag.note,
        is_eksempel=True,
    )


def _logged(kriterier: Iterable[Succeskriterium]) -> list[Succeskriterium]:
    """A couple of activity counts that staff count in the log rather than report by the quarter."""
    chosen: dict[int | None, Succeskriterium] = {}
    for row in kriterier:
        counted = row.form == Kriterieform.ANTAL_I_VINDUE and row.sammenlaegning == Sammenlaegning.SUM
        fits = row.window_from and row.target_value is not None and 20 <= row.target_value <= 200
        if counted and fits and row.aktivitet_id and not row.parent_id and row.aktivitet_id not in chosen:
            chosen[row.aktivitet_id] = row
    return list(chosen.values())[:LOGGED_PER_PLAN]


def log_of(kriterium: Succeskriterium, plan: Helhedsplan) -> list[Logpost]:
    """Unsaved log lines of one criterion: some weeks, a handful at a time, on weekdays."""
    start, end = kriterium.window_from or plan.start_date, kriterium.window_to or plan.end_date
    if not start or not end or kriterium.target_value is None:
        return []
    rng = random.Random(f"log/{kriterium.uuid}")
    left, day = round(kriterium.target_value * Decimal(str(rng.uniform(0.8, 1.15)))), start
    rows: list[Logpost] = []
    step = max(5, (end - start).days * 4 // max(left, 1))
    while left > 0:
        day += timedelta(days=rng.randint(step // 2, step + step // 2))
        if day > end:
            break
        antal = min(left, rng.randint(2, 6))
        left -= antal
        rows.append(
            Logpost(
                uuid=uuid.uuid5(NAMESPACE, f"log/{kriterium.uuid}/{len(rows)}"),
                aktivitet=kriterium.aktivitet,
                kriterium=kriterium,
                date=day - timedelta(days=max(0, day.weekday() - 4)) if day.weekday() > 4 else day,
                antal=antal,
                kind=Logart.UNIKKE,
                is_eksempel=True,
            )
        )
    return rows


def _milestones(plan: Helhedsplan) -> int:
    """Example states: most are reached, some late, one was moved, one dropped, one is still overdue."""
    rows = list(
        plan.milepaele.filter(retired_on__isnull=True, quarter__isnull=False, state=Milepaeltilstand.IKKE_STARTET)
    )
    order = sorted(rows, key=lambda row: uuid.uuid5(NAMESPACE, str(row.uuid)))
    for index, row in enumerate(order):
        _play(row, index if len(rows) > 6 else index + 3)
        row.is_eksempel = True
        row.version += 1
    Milepael.objects.bulk_update(rows, PLAYED, batch_size=1000)
    return len(rows)


def _play(row: Milepael, index: int) -> None:
    rng = random.Random(f"milepael/{row.uuid}")
    if index == 0:
        _postpone(row)
    if index == 1:
        row.state, row.comment = Milepaeltilstand.BORTFALDET, DROPPED
        return
    if index == 2:
        row.state, row.comment = Milepaeltilstand.FORSINKET, "Afventer en ny dato (eksempel)."
        return
    late = index > 0 and index % 8 == 3
    days = rng.randint(8, 60) if late else -rng.randint(0, 70)
    row.state = Milepaeltilstand.NAAET
    row.reached_on = row.due_on + timedelta(days=days) if row.due_on else None


def _postpone(row: Milepael) -> None:
    row.original_year, row.original_quarter, row.postponed_reason = row.year, row.quarter, REASON
    if row.year and row.quarter:
        row.year, row.quarter = (row.year + 1, 1) if row.quarter == 4 else (row.year, row.quarter + 1)
