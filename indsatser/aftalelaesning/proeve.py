"""Trying what was read: the plan is built as it would be, looked at, and taken away again.

So the review says beforehand what cannot be kept, what contradicts itself, and what is in the plan already, by the
very rules that saving goes by.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from django.db import transaction

from indsatser.aftalelaesning.felter import felt_paa, raekke_af
from indsatser.aftalelaesning.samling import saml
from indsatser.aftalelaesning.skrivere import Gennemsynsskriver, Mangel
from indsatser.importing.sag.indlaes import load_reading
from indsatser.importing.sag.laeser import SagAfvist
from indsatser.selvmodsigelser import Selvmodsigelse, find_selvmodsigelser
from plans.models import Helhedsplan

FORSOEG: Final = 25


@dataclass
class Proeve:
    """What trying showed: what is left out and why, contradictions with the path they are about, and the writer.

    `tried` are the paths that could be tried: not those of rows that could not be made at all.
    """

    skriver: Gennemsynsskriver
    tried: set[str]
    mangler: list[Mangel] = field(default_factory=list)
    modstrid: list[tuple[Selvmodsigelse, str]] = field(default_factory=list)


def proev(
    case: dict[str, Any],
    paths: set[str],
    make: Callable[[], Gennemsynsskriver],
    *,
    rettet: Mapping[str, Any] = MappingProxyType({}),
    modstrid: bool = True,
) -> Proeve:
    """Build the plan of these paths of the case and take it away again. Nothing is left in the database.

    `rettet` are the values that are corrected; `modstrid` whether its contradictions are looked for.
    """
    left = set(paths)
    refused: list[Mangel] = []
    for _ in range(FORSOEG):
        skriver = make()
        try:
            with transaction.atomic():
                plan = load_reading(saml(case, left, rettet), skriver)
                told = _contradictions(plan, skriver) if modstrid else []
                found = Proeve(skriver, left, [*refused, *skriver.mangler], told)
                transaction.set_rollback(True)
        except SagAfvist as stopped:
            at = skriver.mangler[-1] if skriver.mangler else Mangel("plan", "", str(stopped))
            refused.append(at)
            under = {path for path in left if path.startswith(f"{at.path}.")}
            if at.path == "plan" or not under:
                break
            left -= under
        else:
            return found
    return Proeve(skriver, set(), refused)


def _contradictions(plan: Helhedsplan, skriver: Gennemsynsskriver) -> list[tuple[Selvmodsigelse, str]]:
    """The plan's contradictions, each with the path of the row it is about ("" for one of no row that was read)."""
    of_row = {str(row.uuid): path for (path, _model), row in skriver.raekker.items() if hasattr(row, "uuid")}
    page = Helhedsplan.objects.for_page().get(pk=plan.pk)
    return [
        (each, of_row.get(str(each.uuid), "")) for each in find_selvmodsigelser([page])[plan.pk] if not each.er_mangel
    ]


def path_of(mangel: Mangel, paths: set[str]) -> str:
    """The path of the value that is refused: the one that becomes the refused column, else the row's first."""
    if mangel.path in paths:
        return mangel.path
    mine = sorted(path for path in paths if raekke_af(path) == mangel.path or path.startswith(f"{mangel.path}."))
    by_column = [path for path in mine if felt_paa(path).column == mangel.felt and mangel.felt]
    shown = [path for path in mine if not felt_paa(path).is_hidden]
    return next(iter([*by_column, *shown, *mine]), "")
