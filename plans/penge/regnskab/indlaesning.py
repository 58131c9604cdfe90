"""Reading an export in: kept, mapped, looked through, saved whole, undone whole."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File

from helhedsplan.felter import folded
from plans.choices import Importart
from plans.indlaesning.fil import behold, tabel_of
from plans.indlaesning.gem import edited_since, refuse_unseen, skriv, still_as_changed, tag_tilbage
from plans.indlaesning.profil import remember
from plans.models import (
    Budgetpost,
    Finansieringskilde,
    Forbrug,
    Helhedsplan,
    Importprofil,
    Regnskabsaar,
    Regnskabsimport,
    User,
)
from plans.penge.regnskab.sammenhold import SPRING_OVER, Betydning, Gennemsyn, sammenhold
from plans.penge.regnskab.services import final_sentence, final_years, holding
from plans.penge.regnskab.udlaesning import (
    MAX_ROWS,
    UDGIFT_POSITIV,
    Kortlaegning,
    laes_linjer,
)
from plans.services import change, create

# --- Kept


def read_file(plan: Helhedsplan, file: File, *, by: User) -> Regnskabsimport:
    """Read an uploaded export and keep what stands in it until it is saved or discarded. Raises Arkfejl."""
    return behold(Regnskabsimport(helhedsplan=plan), file, max_rows=MAX_ROWS, by=by)


# --- Mapped


def suggest_value(value: str, felt: str, rows: Mapping[str, Any], profile: Importprofil | None) -> str:
    """The number a value stood for the last time; else that of the row that is named so; "" for nothing.

    `profile` may be another plan's only for its columns: what is not that plan's may well be this one's.
    """
    before = (profile.values.get(felt, {}) if profile else {}).get(value)
    if before == SPRING_OVER or before in rows:
        return str(before)
    wanted = folded(value)
    return next((key for key, row in rows.items() if folded(str(row)) == wanted), "")


def offered(plan: Helhedsplan) -> dict[str, dict[str, Any]]:
    """The plan's posts and sources in use, by number, each with its plan at hand.

    Not by uuid: it is kept in JSON, and ten digits in a row of one may look like a CPR number.
    """
    posts = plan.budgetposter.current().select_related("helhedsplan").order_by("order", "pk")
    kilder = plan.finansieringskilder.current().select_related("helhedsplan").order_by("order", "pk")
    return {"post": {str(row.pk): row for row in posts}, "kilde": {str(row.pk): row for row in kilder}}


def husk(row: Regnskabsimport, *, by: User) -> None:
    """Keep how the export is read, on the import and for the next time."""
    options = {"fortegn": row.options.get("fortegn", UDGIFT_POSITIV)}
    values = {felt: row.values.get(felt, {}) for felt in ("post", "kilde")}
    remember(row, row.helhedsplan, Importart.FORBRUG, values=values, options=options, by=by)


def kort_of(row: Regnskabsimport) -> Kortlaegning:
    """How the import is read."""
    return Kortlaegning(
        kolonner=row.columns,
        fortegn=row.options.get("fortegn", UDGIFT_POSITIV),
        post_fast=row.options.get("post_fast", ""),
        kilde_fast=row.options.get("kilde_fast", ""),
    )


# --- Looked through


def gennemse(row: Regnskabsimport) -> Gennemsyn:
    """The import held against what is there now. Six queries, however many rows."""
    kort, plan, rows = kort_of(row), row.helhedsplan, offered(row.helhedsplan)
    stored = (
        Forbrug.objects.in_plan(plan)
        .filter(retired_on__isnull=True)
        .exclude(import_key="")
        .select_related("budgetpost__helhedsplan", "kilde__helhedsplan")
        .order_by("pk")
    )
    return sammenhold(
        laes_linjer(tabel_of(row), kort),
        kort,
        Betydning(
            _meaning(row, rows, "post", kort.post_fast),
            _meaning(row, rows, "kilde", kort.kilde_fast),
        ),
        stored,
        plan_uuid=str(plan.uuid),
        closed=final_years(plan),
    )


def _meaning(row: Regnskabsimport, rows: Mapping[str, Mapping[str, Any]], felt: str, same: str) -> dict[str, Any]:
    """What each of the export's values stands for; "" is a row without a value, for what is the same in all rows."""
    found = {value: rows[felt].get(key) for value, key in row.values.get(felt, {}).items()}
    return {**found, "": rows[felt].get(same)}


# --- Saved


def save_import(row: Regnskabsimport, *, by: User, seen: str) -> Gennemsyn:
    """Write all new and changed rows, or none. `seen` is the `aftryk` of what was looked through.

    Raises Aendret when it no longer is so, ValidationError when a rule refuses.
    """
    plan = row.helhedsplan
    with holding(plan):
        found = gennemse(row)
        refuse_unseen(found, seen)
        skriv(row, found, ny=lambda each: _new(each, row), aendret=_changed, foer=_kept, by=by)
        row.rows_read, row.rows_made, row.rows_changed = len(found.linjer), found.nye, found.aendrede
        row.options = {**row.options, **_run_to(plan, row.runs_to, by=by)}
        change(row, by=by)
    return found


def _new(each: Any, row: Regnskabsimport) -> Forbrug:
    return Forbrug(
        budgetpost=each.post,
        kilde=each.kilde,
        year=each.year,
        amount=each.amount,
        booked_on=each.booked_on,
        note=each.note,
        voucher=each.voucher,
        regnskabsimport=row,
        import_key=each.key,
        import_line=each.line,
    )


def _kept(row: Forbrug) -> dict[str, Any]:
    """What is needed to put a row back."""
    return {
        "budgetpost": row.budgetpost_id,
        "kilde": row.kilde_id,
        "year": row.year,
        "amount": str(row.amount),
        "booked_on": row.booked_on.isoformat() if row.booked_on else None,
        "note": row.note,
        "voucher": row.voucher,
    }


def _changed(each: Any) -> Forbrug:
    """The stored row with what the export says now, unsaved."""
    row: Forbrug = each.stored
    row.budgetpost, row.kilde, row.year, row.amount = each.post, each.kilde, each.year, each.amount
    row.booked_on, row.note, row.voucher = each.booked_on, each.note, each.voucher
    return row


def _run_to(plan: Helhedsplan, day: date | None, *, by: User) -> dict[str, Any]:
    """Say how far the year's accounts run now, unless they are said to run further already. Returns what it was."""
    if day is None:
        return {}
    state = Regnskabsaar.objects.filter(helhedsplan=plan, year=day.year, retired_on__isnull=True).first()
    if state is None:
        state, before = create(Regnskabsaar(helhedsplan=plan, year=day.year, runs_to=day), by=by), None
    elif state.runs_to is None or state.runs_to < day:
        before, state.runs_to = state.runs_to, day
        change(state, by=by)
    else:
        return {}
    return {"ran_to": {"pk": state.pk, "day": day.isoformat(), "before": before.isoformat() if before else None}}


# --- Undone


def rows_made(row: Regnskabsimport) -> Any:
    """What the import made and is still in use."""
    return row.forbrug.filter(retired_on__isnull=True)


def undo_import(row: Regnskabsimport, *, by: User, reason: str) -> None:
    """Take out what the import made and put back what it changed, as one thing; or discard one that was not saved.

    Rows that somebody changed after the import was saved: those it made go out with the rest, those it changed stay as
    they are now. Raises ValidationError without a reason, or when a year it wrote in is final since.
    """
    plan = row.helhedsplan
    with holding(plan):
        made = list(rows_made(row).select_related(*OWNERS))
        changed = still_as_changed(row, _with_owners())
        if sentence := final_sentence(plan, [each.year for each in [*made, *changed]]):
            raise ValidationError(sentence)
        tag_tilbage(row, made=made, changed=changed, som_foer=_as_before, by=by, reason=reason)
        _run_back(row, by=by)


def _run_back(row: Regnskabsimport, *, by: User) -> None:
    """How far the accounts run is again what it was before the import, unless somebody said another day since."""
    kept = row.options.get("ran_to")
    if not kept:
        return
    state = Regnskabsaar.objects.filter(pk=kept["pk"], runs_to=kept["day"], retired_on__isnull=True).first()
    if state is not None:
        state.runs_to = date.fromisoformat(kept["before"]) if kept["before"] else None
        change(state, by=by, note=f"{row.file_name} blev fortrudt")


OWNERS = ("budgetpost__helhedsplan", "kilde__helhedsplan")


def _with_owners() -> Any:
    return Forbrug.objects.select_related(*OWNERS)


def _as_before(each: Forbrug, before: Mapping[str, Any]) -> Forbrug:
    """The row as it was before the import, unsaved."""
    if each.budgetpost_id != before["budgetpost"]:
        each.budgetpost = Budgetpost.objects.select_related("helhedsplan").get(pk=before["budgetpost"])
    if each.kilde_id != before["kilde"]:
        each.kilde = Finansieringskilde.objects.select_related("helhedsplan").get(pk=before["kilde"])
    each.booked_on = date.fromisoformat(before["booked_on"]) if before["booked_on"] else None
    each.year, each.amount = before["year"], Decimal(before["amount"])
    each.note, each.voucher = before["note"], before["voucher"]
    return each


def rettet_siden(row: Regnskabsimport) -> int:
    """How many of the rows it made or changed somebody has written in since."""
    return edited_since(row, rows_made(row), Forbrug.objects.all())
