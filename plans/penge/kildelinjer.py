"""The plan's sources with what the agreement says of each and what the budget uses of it, as values."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef

from plans.budget import Budget, Trykt
from plans.choices import Tilsagnstilstand
from plans.models import Finansieringskilde, Forbrug, Helhedsplan


@dataclass(frozen=True, slots=True)
class Kildelinje:
    """A source with what the agreement says of it, and what the budget uses of it (kroner).

    `used` is exact. `aftalt` and `gaeldende` are whole kroner, before and after the decided moves; None for what is in
    no sum (working time that is not counted). `is_retired`: out of use, but money of it is still in the plan.
    """

    uuid: UUID
    name: str
    kind_label: str
    form_label: str
    state_label: str
    is_state_stated: bool
    state_note: str
    amount: Decimal | None
    amount_as_printed: str
    aarsvaerk: Decimal | None
    years_text: str
    used: Decimal
    note: str
    confirmed: Decimal | None = None
    paid: Decimal | None = None
    hour_rate: Decimal | None = None
    hours: Decimal = Decimal(0)
    aftalt: Decimal | None = None
    gaeldende: Decimal | None = None
    udenfor: Decimal = Decimal(0)
    is_retired: bool = False


def laes_kilder(plan: Helhedsplan) -> list[Finansieringskilde]:
    """Every source the plan has had, in order, each with `har_forbrug`: whether anything is booked on it."""
    booked = Forbrug.objects.filter(kilde=OuterRef("pk"), retired_on__isnull=True)
    rows = plan.finansieringskilder.annotate(har_forbrug=Exists(booked))
    return list(rows.order_by("order", "pk"))


def er_ude(kilde: Finansieringskilde, on: date) -> bool:
    """Whether the source was out of use on the day."""
    return kilde.retired_on is not None and kilde.retired_on <= on


def kildelinjer(
    kilder: list[Finansieringskilde], budget: Budget, trykt: Trykt, gaeldende: Trykt, *, as_of: date
) -> tuple[Kildelinje, ...]:
    """The sources in use, then those that are out of use while cells or actuals still use them."""
    hours, used = _sums(budget)
    taken = {celle.kilde for celle in budget.celler} | {celle.kilde for celle in budget.flyttet}
    agreed, in_force, beside = trykt.kilder, gaeldende.kilder, gaeldende.kilder_udenfor
    found = [
        _kildelinje(
            kilde,
            used=used.get(kilde.uuid, Decimal(0)),
            hours=hours.get(kilde.uuid, Decimal(0)),
            aftalt=agreed.get(kilde.uuid),
            gaeldende=in_force.get(kilde.uuid),
            udenfor=beside.get(kilde.uuid, Decimal(0)),
            is_retired=er_ude(kilde, as_of),
        )
        for kilde in kilder
        if not er_ude(kilde, as_of) or kilde.uuid in taken or kilde.har_forbrug  # type: ignore[attr-defined]
    ]
    return tuple(sorted(found, key=lambda row: row.is_retired))


def _sums(budget: Budget) -> tuple[dict[UUID, Decimal], dict[UUID, Decimal]]:
    hours: dict[UUID, Decimal] = {}
    for celle in budget.celler:
        if celle.hours:
            hours[celle.kilde] = hours.get(celle.kilde, Decimal(0)) + celle.hours
    return hours, budget.brugt()


def _kildelinje(
    kilde: Finansieringskilde,
    *,
    used: Decimal,
    hours: Decimal,
    aftalt: Decimal | None,
    gaeldende: Decimal | None,
    udenfor: Decimal,
    is_retired: bool,
) -> Kildelinje:
    return Kildelinje(
        uuid=kilde.uuid,
        name=kilde.name,
        kind_label=kilde.get_kind_display(),
        form_label=kilde.get_form_display(),
        state_label=kilde.get_state_display(),
        is_state_stated=kilde.state != Tilsagnstilstand.UOPLYST,
        state_note=kilde.state_note,
        amount=kilde.amount,
        amount_as_printed=kilde.amount_as_printed,
        aarsvaerk=kilde.aarsvaerk,
        years_text=kilde.years_text,
        used=used,
        note=kilde.note,
        confirmed=kilde.confirmed,
        paid=kilde.paid,
        hour_rate=kilde.hour_rate,
        hours=hours,
        aftalt=aftalt,
        gaeldende=gaeldende,
        udenfor=udenfor,
        is_retired=is_retired,
    )
