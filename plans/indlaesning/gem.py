"""Saving an import whole, and undoing it whole. Whoever calls holds what it writes in, and owns the transaction."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from plans.choices import Importtilstand
from plans.indlaesning.gennemsyn import Gennemset, Hvad, L
from plans.models import Indlaest, User
from plans.services import change, retire
from plans.services.mange import change_many, create_many


class Aendret(Exception):
    """What would be saved is not what was seen: somebody wrote in between."""


def refuse_unseen(found: Gennemset[Any], seen: str) -> None:
    """Raise Aendret when it is not what was looked through (`aftryk`), ValidationError when it has errors."""
    if found.aftryk != seen:
        raise Aendret
    if found.fejl:
        raise ValidationError("Der er fejl i filen. Ret dem først.")


def skriv(
    row: Indlaest,
    found: Gennemset[L],
    *,
    ny: Callable[[L], Any],
    aendret: Callable[[L], Any],
    foer: Callable[[Any], dict[str, Any]],
    by: User,
) -> None:
    """Write the new and the changed lines, and say on `row` (unsaved) that it is saved and how to undo it.

    `ny` makes the row of a line, `aendret` gives the stored row with what the line says, both unsaved; `foer` keeps of
    a stored row what is needed to put it back.
    """
    note = f"Læst ind fra {row.file_name}"
    changed = [(each, each.stored) for each in found.linjer if each.hvad == Hvad.AENDRES and each.stored]
    before = {old.pk: {"before": foer(old), "was": old.version} for _, old in changed}
    written = change_many([aendret(each) for each, _ in changed], by=by, note=note)
    create_many([ny(each) for each in found.linjer if each.hvad == Hvad.NY], by=by, note=note)
    row.undo = {str(new.pk): {"version": new.version, **before[new.pk]} for new in written}
    row.state, row.saved_on, row.table = Importtilstand.GEMT, timezone.localdate(), {}


def still_as_changed(row: Indlaest, rows: QuerySet[Any]) -> list[Any]:
    """Those of `rows` that the import changed and nobody has written in since. One query."""
    mine = rows.filter(pk__in=list(row.undo), retired_on__isnull=True)
    return [each for each in mine if each.version == row.undo[str(each.pk)]["version"]]


def edited_since(row: Indlaest, made: QuerySet[Any], rows: QuerySet[Any]) -> int:
    """How many of the rows it made or changed somebody has written in since. Two queries."""
    return made.filter(version__gt=1).count() + len(row.undo) - len(still_as_changed(row, rows))


def tag_tilbage(
    row: Indlaest,
    *,
    made: Iterable[Any],
    changed: Iterable[Any],
    som_foer: Callable[[Any, Mapping[str, Any]], Any],
    by: User,
    reason: str,
) -> None:
    """Take the import out of use with what it `made`, and put back what it `changed`; or discard one not saved.

    `som_foer` gives a changed row as `foer` kept it, unsaved. Raises ValidationError without a reason.
    """
    retire(row, by=by, reason=reason)
    made = list(made)
    for each in made:
        each.retired_on, each.retired_reason = timezone.localdate(), reason.strip()
    change_many(made, by=by)
    put_back = [som_foer(each, row.undo[str(each.pk)]["before"]) for each in changed]
    change_many(put_back, by=by, note=f"{row.file_name} blev fortrudt")
    _as_an_earlier_import_left_them(row, put_back)
    if row.table:
        row.table = {}
        change(row, by=by)


def _as_an_earlier_import_left_them(row: Indlaest, put_back: Iterable[Any]) -> None:
    """What is put back stands as an earlier import left it: that one can be undone next. A query, and one for each."""
    now = {(str(each.pk), row.undo[str(each.pk)].get("was")): each.version for each in put_back}
    earlier = type(row)._default_manager.filter(retired_on__isnull=True, pk__lt=row.pk)
    for each in earlier.filter(undo__has_any_keys=[pk for pk, _ in now]) if now else ():
        mine = {pk: version for (pk, was), version in now.items() if each.undo.get(pk, {}).get("version") == was}
        for pk, version in mine.items():
            each.undo[pk]["version"] = version
        if mine:
            type(row)._default_manager.filter(pk=each.pk).update(undo=each.undo)
