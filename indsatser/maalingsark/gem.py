"""Saves what a file changes: all of it by the grid's own road, or nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from helhedsplan.regneark import Arkfejl, Sted
from indsatser.maalingsark.fil import Laesefejl, Maalingsfil
from indsatser.maalingsark.forskel import Aendring, Forskel, sammenlign, steder
from indsatser.models import Maaling, Maalingsimport, Succeskriterium
from indsatser.registrering.samling import Samling
from indsatser.registrering.services import holding
from indsatser.registrering.skema import Aendring as Celleaendring
from indsatser.registrering.skema import IkkeGemt, Kolonne, build_columns, grid_rows, save_grid
from plans.models import Helhedsplan, User
from plans.permissions import OWN_ONLY, Ret
from plans.services import create

MIN, DERES = "min", "deres"
PROEVE = "Prøve"
VAELG = "Vælg, hvad der skal stå."
HVORFOR = "Skriv, hvorfor tallene rettes: filen retter i tal, som allerede var skrevet."
KEPT = ("value", "numerator", "denominator", "weight", "skoen", "returned_note", "returned_by_id", "returned_on")
"""What is put back of a measurement when an import that corrected it is undone."""


class AndetEndVist(Exception):
    """The plan has been changed since the changes were shown: they must be looked through again."""


def raekker(plan: Helhedsplan, user: User, *, today: date) -> list[Succeskriterium]:
    """The criteria that the user writes on, as the grid has them. `plan` through the door. Three queries."""
    own = (plan.my_rolle, Ret.REGISTRER) in OWN_ONLY  # type: ignore[attr-defined]
    return grid_rows(plan, user, own=own, today=today)


def forskel_nu(plan: Helhedsplan, fil: Maalingsfil, *, by: User, today: date) -> Forskel:
    """What the file would change now. Four queries."""
    return sammenlign(fil, raekker(plan, by, today=today), build_columns(plan, fil.perioder, today=today))


def proev(plan: Helhedsplan, fil: Maalingsfil, *, by: User, today: date) -> None:
    """Carry everything out and take it back, so that what a rule refuses is said at once, with its place.

    Raises Laesefejl.
    """
    with holding(plan.pk):
        rows, columns = _now(plan, fil, by=by, today=today)
        found = sammenlign(fil, rows, columns)
        if found.afviste:
            raise Laesefejl(sorted(found.afviste, key=_place))
        every = (*found.aendringer, *found.konflikter)
        _write(plan, rows, columns, every, by=by, reason=PROEVE, today=today, note="")
        transaction.set_rollback(True)


def gem(
    plan: Helhedsplan,
    fil: Maalingsfil,
    *,
    file_name: str,
    by: User,
    reason: str,
    fingeraftryk: str,
    valg: Mapping[str, str],
    today: date,
) -> Maalingsimport | None:
    """Save what was shown, if it is still what would be shown. None when there was nothing to save after all.

    `valg` says MIN or DERES for every conflict. Raises AndetEndVist, Laesefejl (with places) and ValidationError at
    `begrundelse`; then nothing is saved.
    """
    with holding(plan.pk):
        rows, columns = _now(plan, fil, by=by, today=today)
        found = sammenlign(fil, rows, columns)
        if found.fingeraftryk != fingeraftryk:
            raise AndetEndVist
        undecided = [
            Arkfejl(VAELG, one.fil.sted) for one in found.konflikter if valg.get(one.valg) not in (MIN, DERES)
        ]
        if found.afviste or undecided:
            raise Laesefejl(sorted([*found.afviste, *undecided], key=_place))
        wanted = (*found.aendringer, *(one for one in found.konflikter if valg[one.valg] == MIN))
        if any(not one.is_new for one in wanted) and not reason.strip():
            raise ValidationError({"begrundelse": HVORFOR})
        stood = [one.celle.maaling for one in wanted if one.celle.maaling]
        before = {each.pk: {"before": _kept(each), "was": each.version} for each in stood}
        note = f"Læst ind fra {file_name}"
        written = _write(plan, rows, columns, wanted, by=by, reason=reason, today=today, note=note)
        return _remember(plan, written, before, file_name=file_name, by=by, today=today)


def _now(
    plan: Helhedsplan, fil: Maalingsfil, *, by: User, today: date
) -> tuple[list[Succeskriterium], tuple[Kolonne, ...]]:
    return raekker(plan, by, today=today), build_columns(plan, fil.perioder, today=today)


def _write(
    plan: Helhedsplan,
    rows: Sequence[Succeskriterium],
    columns: tuple[Kolonne, ...],
    wanted: Sequence[Aendring],
    *,
    by: User,
    reason: str,
    today: date,
    note: str,
) -> Samling:
    """By the grid's road. Raises Laesefejl with the places of what its rules refuse."""
    cells = [Celleaendring(one.celle.navn, one.celle.grundlag, one.fil.tekst) for one in wanted]
    try:
        return save_grid(plan, rows, columns, cells, by=by, reason=reason, today=today, note=note)
    except IkkeGemt as refused:
        places = steder(wanted)
        errors = [Arkfejl(sentence, places[name]) for name, sentence in refused.fejl.items()]
        raise Laesefejl(sorted(errors, key=_place)) from refused


def _place(error: Arkfejl) -> Sted:
    return error.sted or Sted("", 0)


def _kept(maaling: Maaling) -> dict[str, Any]:
    """What is needed to put a measurement back, as JSON."""
    values = {name: getattr(maaling, name) for name in KEPT}
    values["returned_on"] = values["returned_on"].isoformat() if values["returned_on"] else None
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in values.items()}


def _remember(
    plan: Helhedsplan,
    written: Samling,
    before: Mapping[int, dict[str, Any]],
    *,
    file_name: str,
    by: User,
    today: date,
) -> Maalingsimport | None:
    """The import as one thing, with what it takes to undo it: the measurements by number, and what they said."""
    if not written.new and not written.corrected:
        return None
    made = {str(m.pk): {"version": m.version} for m in written.new.values()}
    changed = {str(m.pk): {"version": m.version, **before[m.pk]} for m in written.corrected.values()}
    row = Maalingsimport(
        helhedsplan=plan,
        file_name=file_name,
        by=by,
        saved_on=today,
        rows_made=len(made),
        rows_changed=len(changed),
        undo={"made": made, "changed": changed},
    )
    return create(row, by=by)
