"""The whole of a case file into the database: all of it, or none of it."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indsatser.importing.sag.faellessekretariat import load_faellessekretariat
from indsatser.importing.sag.ikke_gemt import IKKE_GEMT
from indsatser.importing.sag.laeser import Knude, SagAfvist, parse, pattern_matches
from indsatser.importing.sag.lokalprojekt import load_lokalprojekt
from indsatser.importing.sag.plan import load_plan
from indsatser.importing.sag.projektskemaer import load_projects
from indsatser.importing.sag.puljer import load_puljer
from indsatser.importing.sag.skriver import Skriver
from plans.models import Helhedsplan, User


@dataclass(frozen=True)
class Resultat:
    """What a load made."""

    plan: Helhedsplan
    created: Counter[str]


def load_case(path: Path, *, by: User | None = None) -> Resultat:
    """Load one file. Refused whole when it holds anything that finds no place."""
    return load_data(parse(path), sag=path.stem, by=by)


@transaction.atomic
def load_data(data: dict[str, Any], *, sag: str, by: User | None = None) -> Resultat:
    """Load the content of a file whose lasting name is `sag`."""
    root, skriver = Knude(data), Skriver(sag, by)
    try:
        plan = _loader(root)(skriver, root)
    except ValidationError as refused:
        raise SagAfvist(f"{sag}: {'; '.join(refused.messages)}") from refused
    left = not_kept(root)
    if left:
        raise SagAfvist(f"{sag}: indlæsningen kender ikke {', '.join(left)}. Intet er gemt.")
    return Resultat(plan, skriver.created)


@transaction.atomic
def load_reading(data: dict[str, Any], skriver: Skriver) -> Helhedsplan:
    """Load what was read out of a document, gaps and all: the (lenient) writer lists what finds no place.

    Raises SagAfvist when a row that others hang under cannot be made.
    """
    root = Knude(data)
    plan = load_projects(skriver, root) if "projects" in root.child("plan") else load_plan(skriver, root)
    for path in not_kept(root):
        skriver.afvis(path, "Der er ingen plads til det i planen.")
    return plan


def _loader(root: Knude):
    """The loader for the kind of document it is."""
    if "funding_sources" in root:
        return load_puljer
    if "project" in root:
        return load_lokalprojekt
    return load_faellessekretariat if "secretariat_role" in root else load_plan


def not_kept(root: Knude) -> list[str]:
    """Paths that found no place and are not on the list of what is knowingly left out."""
    return [path for path in root.unread() if not is_left_out(path)]


def is_left_out(path: str) -> bool:
    """Whether the list says, with a reason, that the value is not kept."""
    return any(pattern_matches(path, pattern) for pattern in IKKE_GEMT)
