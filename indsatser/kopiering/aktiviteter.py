"""Copying activities with what belongs to them: staffing, partners, goals, criteria, and milestones if wanted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from indsatser.choices import Milepaeltilstand
from indsatser.kopiering.kriterier import Kriterieafskrift, copyable
from indsatser.kopiering.raekker import Flytning, Skriver, kopi_af
from indsatser.models import (
    Aktivitet,
    Aktivitetsmaal,
    Maal,
    Medarbejderressource,
    Milepael,
    Samarbejdsrelation,
    Succeskriterium,
)
from plans.models import Delaftale


@dataclass(frozen=True, slots=True)
class Medtag:
    """What goes along with an activity."""

    ressourcer: bool = True
    partnere: bool = True
    kriterier: bool = True
    milepaele: bool = False


def kopier_hoved(aktivitet: Aktivitet, delaftale: Delaftale, **changes: Any) -> Aktivitet:
    """The activity's own form, unsaved. Who may register on it is given anew: access is not copied."""
    return kopi_af(aktivitet, delaftale=delaftale, **changes)


def kopier_tilbehoer(
    nye: Mapping[int, Aktivitet], *, maal: Mapping[int, Maal], medtag: Medtag, flytning: Flytning, skriver: Skriver
) -> None:
    """What belongs to the activities, by the old ones' pk; criteria are copied by `kriterier_af`."""
    if medtag.ressourcer:
        _copy_under(Medarbejderressource.objects.current().filter(aktivitet__in=nye), nye, skriver)
    if medtag.partnere:
        _copy_under(Samarbejdsrelation.objects.current().filter(aktivitet__in=nye), nye, skriver)
    links = Aktivitetsmaal.objects.current().filter(aktivitet__in=nye).order_by("pk")
    skriver.gem(
        (link, kopi_af(link, aktivitet=nye[link.aktivitet_id], maal=maal.get(link.maal_id) if link.maal_id else None))
        for link in links
        if (link.maal_id in maal if link.maal_id else True)
    )
    if medtag.milepaele:
        rows = Milepael.objects.current().filter(aktivitet__in=nye).exclude(state=Milepaeltilstand.BORTFALDET)
        skriver.gem((row, _milepael(row, nye[row.aktivitet_id], flytning)) for row in rows)  # type: ignore[index]


def _copy_under(rows: Iterable[Any], nye: Mapping[int, Aktivitet], skriver: Skriver) -> None:
    skriver.gem(
        (row, kopi_af(row, aktivitet=nye[row.aktivitet_id], helhedsplan=nye[row.aktivitet_id].helhedsplan))
        for row in rows
    )


def _milepael(row: Milepael, aktivitet: Aktivitet, flytning: Flytning) -> Milepael:
    """As it was planned, not as it went: not begun, in the quarter where it comes to stand.

    Its number is counted in the new activity's log; a criterion it was counted by stays behind.
    """
    year, quarter = flytning.kvartal(row.original_year or row.year, row.original_quarter or row.quarter)
    return kopi_af(
        row,
        helhedsplan=aktivitet.helhedsplan,
        aktivitet=aktivitet,
        delaftale=aktivitet.delaftale if row.delaftale_id else None,
        year=year,
        quarter=quarter,
        time_text=row.time_text if flytning.is_still else "",
        state=Milepaeltilstand.IKKE_STARTET,
        reached_on=None,
        original_year=None,
        original_quarter=None,
        postponed_reason="",
        dropped_reason="",
        split_from=None,
        in_force_from=None,
        kriterium=None,
        count_from=flytning.dag(row.count_from),
        comment="",
        is_eksempel=False,
    )


def kriterier_af(aktivitet: Aktivitet) -> list[Succeskriterium]:
    """The criteria of an activity that are in use, as they are copied from."""
    rows = Succeskriterium.objects.current().filter(aktivitet=aktivitet).order_by("order", "pk")
    return copyable(rows.select_related("samme_som").prefetch_related("referencevaerdier"))


def kopier_kriterier(
    aktivitet: Aktivitet, ny: Aktivitet, *, maal: Mapping[int, Maal], flytning: Flytning, skriver: Skriver
) -> None:
    """An activity's criteria with their targets. In another plan their baselines are about another place: they go."""
    same = aktivitet.helhedsplan == ny.helhedsplan
    Kriterieafskrift(
        plan=ny.helhedsplan,
        ejer=lambda row: {"aktivitet": ny},
        flytning=flytning,
        maal=maal,
        is_same_plan=same,
        keeps_baseline=same,
    ).gem(kriterier_af(aktivitet), skriver)
