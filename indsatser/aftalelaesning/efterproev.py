"""Trying one correction before it is kept: by the rules of the row it becomes, among the rows it stands with."""

from collections.abc import Iterator
from typing import Any, Final

from indsatser.aftalelaesning.budgetcelle import er_celle, spred
from indsatser.aftalelaesning.felter import felt_paa, laes_plads, nummerloes
from indsatser.aftalelaesning.laesning import writer_of
from indsatser.aftalelaesning.proeve import path_of, proev
from indsatser.aftalelaesning.samling import HOVED
from indsatser.models import Aftalelaesning, Gennemsynsvalg, Laestvaerdi
from plans.models import User

PLANENS_EGNE: Final = "plan"
STAMME: Final = frozenset(
    f"plan.{liste}.{HOVED[liste.rpartition('.')[2].removesuffix('[]')]}"
    for liste in ("delaftaler[]", "focus_areas[]", "delaftaler[].activities[]", "focus_areas[].activities[]")
)
"""What other rows hang under or name: it is always tried along."""


def afslag(reading: Aftalelaesning, value: Laestvaerdi, corrected: Any, *, by: User) -> str:
    """Why the plan cannot keep the value as it is corrected, in Danish; "" where it can. Nothing is written.

    Only what stands with it is tried, the plan's own values and its part: a whole agreement takes seconds.
    """
    try:
        laes_plads(reading.case, value.path)
    except (KeyError, IndexError, TypeError):  # its text has been taken away since
        return ""
    near = list(_near(reading, value))
    said: dict[str, Any] = {}
    for each in near:
        if each.valg == Gennemsynsvalg.RETTET and each.path != value.path:
            said |= spred(each.path, each.corrected)
    found = _refused(reading, value.path, near, {**said, **spred(value.path, corrected)}, by)
    if not found:
        return ""
    # What is refused of these values as they stand, too, is not the correction's doing.
    before = set() if value.fejl else set(_refused(reading, value.path, near, said, by))
    return " ".join(
        dict.fromkeys(
            sentence if path == value.path else f"{_label(path)}: {sentence}"
            for path, sentence in found
            if (path, sentence) not in before
        )
    )


def _near(reading: Aftalelaesning, value: Laestvaerdi) -> Iterator[Laestvaerdi]:
    """The values it is tried among: those that would go in."""
    parts = {PLANENS_EGNE, value.part, value.part.rpartition(".")[0]}
    if er_celle(value.path):  # its source is a row of the plan's budget
        parts.add("budget")
    rows = reading.vaerdier.exclude(valg=Gennemsynsvalg.AFVIST).only("path", "part", "valg", "corrected", "fejl")
    for each in rows:
        goes_in = not each.fejl or each.valg == Gennemsynsvalg.RETTET or each.path == value.path
        if goes_in and (each.part in parts or nummerloes(each.path) in STAMME):
            yield each


def _refused(
    reading: Aftalelaesning, path: str, near: list[Laestvaerdi], rettet: dict[str, Any], by: User
) -> list[tuple[str, str]]:
    paths = {path, *(each.path for each in near)}
    tried = proev(reading.case, paths, lambda: writer_of(reading, by, paths), rettet=rettet, modstrid=False)
    return [(path_of(each, paths), each.som_tekst) for each in tried.mangler]


def _label(path: str) -> str:
    label = felt_paa(path).label
    return label[:1].upper() + label[1:]
