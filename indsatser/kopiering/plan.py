"""Copying a plan as the draft of its next period: what was agreed, never what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from indsatser.kopiering.aktiviteter import Medtag, kopier_hoved, kopier_tilbehoer
from indsatser.kopiering.kriterier import Kriterieafskrift, copyable
from indsatser.kopiering.raekker import Flytning, Skriver, kopi_af
from indsatser.kopiering.rammer import Delaftaler, kopier_aftale, kopier_delaftaler, kopier_oekonomi, kopier_organer
from indsatser.kopiering.resultater import seneste_resultater
from indsatser.models import (
    Aktivitet,
    Maal,
    Medarbejderressource,
    PlanlagtAktivitet,
    Samarbejdsrelation,
    Stilling,
    Succeskriterium,
)
from plans.choices import Planstatus
from plans.models import Bevillingsrunde, Helhedsplan, Indsatsomraade, User
from plans.services import create
from plans.services.ny_plan import become_planleder, once

OF_ITS_PERIOD = {
    "period_note": "",
    "frame_lbf": None,
    "frame_lokal": None,
    "note": "",
}
"""What holds for the old period only."""


@dataclass(frozen=True, slots=True)
class NaestePeriode:
    """What a person has chosen for the next period.

    `omraader` says which field of work of the new round each old delaftale follows, by the delaftale's pk (None:
    none of them); a delaftale that is not in it is left behind. `aktiviteter` and `udgangspunkter` are the pks of the
    activities to take along and of the criteria whose last result becomes the baseline.
    """

    key: UUID
    name: str
    short_name: str
    runde: Bevillingsrunde
    start_date: date
    end_date: date
    journalnummer: str = ""
    omraader: Mapping[int, Indsatsomraade | None] = field(default_factory=dict)
    aktiviteter: frozenset[int] = frozenset()
    udgangspunkter: frozenset[int] = frozenset()
    keeps_target: bool = True
    flytter: bool = True


def kopier_plan(gammel: Helhedsplan, valg: NaestePeriode, *, by: User) -> Helhedsplan:
    """The draft of the next period, the creator its Planleder. All or nothing; the old plan is only read.

    Not copied: results, log, decisions, meetings, milestones, spending, amounts, indicators, projects, evaluations,
    files, signatures, and other people's access. Raises ValidationError.
    """
    return once(valg.key, by=by, begin=lambda: _copy(gammel, valg, by))


def _copy(gammel: Helhedsplan, valg: NaestePeriode, by: User) -> Helhedsplan:
    skriver = Skriver(by, f"Kopi fra {gammel.short_name} til næste periode.")
    plan = kopi_af(
        gammel,
        name=valg.name,
        short_name=valg.short_name,
        bevillingsrunde=valg.runde,
        journalnummer=valg.journalnummer,
        status=Planstatus.FORBEREDES,
        start_date=valg.start_date,
        end_date=valg.end_date,
        forgaenger=gammel,
        **OF_ITS_PERIOD,
    )
    plan.uuid = valg.key
    links = {name: getattr(gammel, name).all() for name in ("boligorganisationer", "boligomraader")}
    create(plan, by=by, note=skriver.note, links=links)
    become_planleder(plan, by=by)
    delaftaler = kopier_delaftaler(gammel, plan, valg.omraader, skriver)
    kopier_aftale(gammel, plan, delaftaler, skriver)
    kopier_organer(gammel, plan, delaftaler, skriver)
    kopier_oekonomi(gammel, plan, delaftaler, skriver)
    _work(gammel, plan, delaftaler, valg, skriver)
    return plan


def _work(
    gammel: Helhedsplan, plan: Helhedsplan, delaftaler: Delaftaler, valg: NaestePeriode, skriver: Skriver
) -> None:
    flytning = Flytning.mellem(gammel, plan, moves=valg.flytter)
    maal = _maal(gammel, plan, delaftaler, skriver)
    rows = Aktivitet.objects.current().filter(delaftale__in=delaftaler, pk__in=valg.aktiviteter).order_by("nummer")
    old = list(rows.prefetch_related("aktivitetstyper"))
    nye = skriver.gem((row, kopier_hoved(row, delaftaler[row.delaftale_id], section="")) for row in old)
    _types(old, nye)
    kopier_tilbehoer(nye, maal=maal, medtag=Medtag(), flytning=flytning, skriver=skriver)
    for model in (Medarbejderressource, Samarbejdsrelation):
        rows = model.objects.current().filter(helhedsplan=gammel).of_the_plan()
        skriver.gem((row, kopi_af(row, helhedsplan=plan)) for row in rows)
    stillinger = Stilling.objects.current().filter(helhedsplan=gammel)
    skriver.gem((row, kopi_af(row, helhedsplan=plan)) for row in stillinger)
    _planned(delaftaler, nye, skriver)
    _kriterier(gammel, plan, delaftaler, nye, maal, valg, flytning, skriver)


def _maal(gammel: Helhedsplan, plan: Helhedsplan, delaftaler: Delaftaler, skriver: Skriver) -> dict[int, Maal]:
    rows = [r for r in gammel.maal.current() if r.delaftale_id is None or r.delaftale_id in delaftaler]
    return skriver.gem(
        (row, kopi_af(row, helhedsplan=plan, delaftale=delaftaler.get(row.delaftale_id), letter_in_agreement=""))
        for row in rows
    )


def _types(old: list[Aktivitet], nye: Mapping[int, Aktivitet]) -> None:
    through = Aktivitet.aktivitetstyper.through
    through.objects.bulk_create(
        through(aktivitet=nye[row.pk], aktivitetstype=kind) for row in old for kind in row.aktivitetstyper.all()
    )


def _planned(delaftaler: Delaftaler, nye: Mapping[int, Aktivitet], skriver: Skriver) -> None:
    """The delaftaler's lists of activities, without the lines whose activity stays behind."""
    rows = PlanlagtAktivitet.objects.filter(delaftale__in=delaftaler, retired_on=None)
    kept = [row for row in rows if row.aktivitet_id is None or row.aktivitet_id in nye]
    skriver.gem_i_lag(
        kept,
        lambda row: (row.parent_id,),
        lambda row, done: kopi_af(
            row,
            delaftale=delaftaler[row.delaftale_id],
            aktivitet=nye.get(row.aktivitet_id),  # type: ignore[arg-type]
            parent=done.get(row.parent_id),  # type: ignore[arg-type]
        ),
    )


def _kriterier(
    gammel: Helhedsplan,
    plan: Helhedsplan,
    delaftaler: Delaftaler,
    nye: Mapping[int, Aktivitet],
    maal: Mapping[int, Maal],
    valg: NaestePeriode,
    flytning: Flytning,
    skriver: Skriver,
) -> None:
    rows = Succeskriterium.objects.current().filter(helhedsplan=gammel, lokalprojekt=None, initiativ=None)
    rows = rows.order_by("order", "pk").select_related("samme_som").prefetch_related("referencevaerdier")
    kept = [
        row
        for row in rows
        if (row.delaftale_id is None or row.delaftale_id in delaftaler)
        and (row.aktivitet_id is None or row.aktivitet_id in nye)
    ]
    results = seneste_resultater(gammel) if valg.udgangspunkter else ()
    Kriterieafskrift(
        plan=plan,
        ejer=lambda row: {
            "delaftale": delaftaler.get(row.delaftale_id),  # type: ignore[arg-type]
            "aktivitet": nye.get(row.aktivitet_id),  # type: ignore[arg-type]
        },
        flytning=flytning,
        maal=maal,
        keeps_target=valg.keeps_target,
        keeps_code=True,
        udgangspunkter={line.pk: line.udgangspunkt(gammel) for line in results if line.pk in valg.udgangspunkter},
    ).gem(copyable(kept), skriver)
