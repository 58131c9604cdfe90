"""The frame of a plan's next period: sections, parties, annexes, delaftaler, organs, sources and posts."""

from collections.abc import Iterable, Mapping

from indsatser.kopiering.raekker import Skriver, kopi_af
from plans.choices import Bilagstilstand, Deltagelse, Organart, Postart, Tilsagnstilstand
from plans.models import (
    Afsnit,
    Bilag,
    Budgetpost,
    Delaftale,
    Fravalg,
    Helhedsplan,
    Indsatsomraade,
    Organ,
    Organmedlem,
)
from plans.services import create
from plans.services.mange import create_many
from plans.services.ny_plan import requires_bestyrelse

Delaftaler = Mapping[int, Delaftale]
"""The new delaftaler by the pk of the old one."""

LAST = 10_000
"""Where what follows no field of work of the round is numbered: after those that do."""


def kopier_delaftaler(
    gammel: Helhedsplan, plan: Helhedsplan, omraader: Mapping[int, Indsatsomraade | None], skriver: Skriver
) -> dict[int, Delaftale]:
    """The delaftaler that go along, numbered in the new round's order, for the whole new period."""
    rows = [row for row in gammel.delaftaler.current().order_by("nummer") if row.pk in omraader]
    rows.sort(key=lambda row: _order(omraader[row.pk]))
    return skriver.gem(
        (
            row,
            kopi_af(
                row,
                helhedsplan=plan,
                indsatsomraade=omraader[row.pk],
                nummer=nummer,
                section="",
                start_date=plan.start_date,
                end_date=plan.end_date,
                period_note="",
                total_as_printed="",
                budget_note="",
            ),
        )
        for nummer, row in enumerate(rows, start=1)
    )


def _order(area: Indsatsomraade | None) -> int:
    return area.order if area else LAST


def kopier_aftale(gammel: Helhedsplan, plan: Helhedsplan, delaftaler: Delaftaler, skriver: Skriver) -> None:
    """Sections with their text, parties without signature, annexes as missing, estates without their figures."""
    _sections(gammel, plan, skriver)
    parties = [row for row in gammel.parter.current() if row.delaftale_id is None or row.delaftale_id in delaftaler]
    skriver.gem(
        (row, kopi_af(row, helhedsplan=plan, delaftale=delaftaler.get(row.delaftale_id), signed_on=None, note=""))
        for row in parties
    )
    _annexes(gammel, plan, skriver)
    estates = gammel.afdelingsdeltagelser.current().exclude(deltagelse=Deltagelse.UDGAAET)
    emptied = dict.fromkeys(["start_date", "end_date", "dwellings", "households", "residents"])
    skriver.gem(
        (row, kopi_af(row, helhedsplan=plan, deltagelse=Deltagelse.MED, note="", **emptied)) for row in estates
    )
    _left_out(gammel, plan, delaftaler.values(), skriver)


def _sections(gammel: Helhedsplan, plan: Helhedsplan, skriver: Skriver) -> None:
    """The new round's sections with the text that stood under the same key; the rest as sections of the plan's own."""
    rows = list(gammel.afsnit.current().select_related("skabelon").order_by("order", "pk"))
    by_key = {row.skabelon.key: row for row in rows if row.skabelon}
    declared = list(plan.bevillingsrunde.afsnitsskabeloner.all()) if plan.bevillingsrunde else []
    new = []
    for skabelon in declared:
        old = by_key.pop(skabelon.key, None)
        heading, text = skabelon.heading, old.text if old else ""
        new.append(Afsnit(helhedsplan=plan, skabelon=skabelon, heading=heading, text=text, order=skabelon.order))
    own = [row for row in rows if row.skabelon is None or (row.skabelon.key in by_key and row.text)]
    last = max((row.order for row in new), default=0)
    for order, row in enumerate(own, start=last + 1):
        new.append(Afsnit(helhedsplan=plan, heading=row.heading, text=row.text, order=order))
    create_many(new, by=skriver.by, note=skriver.note)


def _annexes(gammel: Helhedsplan, plan: Helhedsplan, skriver: Skriver) -> None:
    """What the new round requires and what the plan had besides: all of it still to be supplied."""
    required = list(plan.bevillingsrunde.bilagskrav.all()) if plan.bevillingsrunde else []
    new = [Bilag(helhedsplan=plan, krav=krav, title=krav.title, order=krav.order) for krav in required]
    own = gammel.bilag.current().filter(krav=None)
    new += [kopi_af(row, helhedsplan=plan, state=Bilagstilstand.MANGLER, note="") for row in own]
    create_many(new, by=skriver.by, note=skriver.note)


def _left_out(gammel: Helhedsplan, plan: Helhedsplan, delaftaler: Iterable[Delaftale], skriver: Skriver) -> None:
    """The reasons for leaving out fields of work, where the new round has the field and the plan does not take it."""
    chosen = {row.indsatsomraade_id for row in delaftaler}
    reasons = {
        row.indsatsomraade.code: row.reason for row in gammel.fravalg.current().select_related("indsatsomraade")
    }
    areas = plan.bevillingsrunde.indsatsomraader.all() if plan.bevillingsrunde else []
    create_many(
        (
            Fravalg(helhedsplan=plan, indsatsomraade=area, reason=reasons[area.code])
            for area in areas
            if area.pk not in chosen and area.code in reasons
        ),
        by=skriver.by,
        note=skriver.note,
    )


def kopier_organer(gammel: Helhedsplan, plan: Helhedsplan, delaftaler: Delaftaler, skriver: Skriver) -> None:
    """The organs with their seats, whose terms are to be agreed anew; a bestyrelse where the round asks for one."""
    rows = list(gammel.organer.current().order_by("order", "pk"))
    organs = skriver.gem_i_lag(
        rows,
        lambda row: (row.parent_id,),
        lambda row, done: kopi_af(
            row,
            helhedsplan=plan,
            parent=done.get(row.parent_id),  # type: ignore[arg-type]
            delaftale=delaftaler.get(row.delaftale_id),  # type: ignore[arg-type]
        ),
    )
    seats = Organmedlem.objects.filter(organ__in=organs, retired_on=None)
    skriver.gem((row, kopi_af(row, organ=organs[row.organ_id], start_date=None, end_date=None)) for row in seats)
    has_one = any(row.kind == Organart.BESTYRELSE for row in rows)
    if not has_one and plan.bevillingsrunde and requires_bestyrelse(plan.bevillingsrunde):
        name = "Bestyrelsen" if all(row.name != "Bestyrelsen" for row in rows) else "Planens bestyrelse"
        create(Organ(helhedsplan=plan, kind=Organart.BESTYRELSE, name=name), by=skriver.by, note=skriver.note)


def kopier_oekonomi(gammel: Helhedsplan, plan: Helhedsplan, delaftaler: Delaftaler, skriver: Skriver) -> None:
    """Who pays and what for, without a single amount. Every delaftale has its post."""
    emptied = {
        "amount": None,
        "amount_as_printed": "",
        "confirmed": None,
        "paid": None,
        "hour_rate": None,
        "aarsvaerk": None,
        "years_text": "",
        "state_note": "",
        "note": "",
    }
    skriver.gem(
        (row, kopi_af(row, helhedsplan=plan, state=Tilsagnstilstand.UOPLYST, **emptied))
        for row in gammel.finansieringskilder.current()
    )
    rows = [row for row in gammel.budgetposter.current() if row.delaftale_id is None or row.delaftale_id in delaftaler]
    rows.sort(key=lambda row: (row.order, row.pk))
    skriver.gem(
        (row, kopi_af(row, helhedsplan=plan, delaftale=delaftaler.get(row.delaftale_id), note="")) for row in rows
    )
    paid = {row.delaftale_id for row in rows}
    without = [new for old, new in delaftaler.items() if old not in paid]
    posts = [
        Budgetpost(helhedsplan=plan, kind=Postart.DELAFTALE, delaftale=new, title=new.title[:160], order=new.nummer)
        for new in without
    ]
    kinds = {row.kind for row in rows}
    posts += [
        Budgetpost(helhedsplan=plan, kind=kind, title=str(kind.label), order=order)
        for kind, order in ((Postart.PROJEKTORGANISATION, 0), (Postart.EVALUERING, 999))
        if kind not in kinds
    ]
    create_many(posts, by=skriver.by, note=skriver.note)
