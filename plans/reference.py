"""Reference data of the agreement: rounds and municipalities, read from files and reloadable at any time.

Loading is an upsert by code: new rows are made, changed labels corrected, nothing is ever deleted. What the file no
longer has is reported, because a plan may be using it.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction

from plans.models import Afsnitsskabelon, Bevillingsrunde, Bilagskrav, Indsatsomraade, Kommune

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "reference"


@dataclass
class Indlaesning:
    """What a load did, as lines a person can read."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    not_in_file: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Indlaesning") -> "Indlaesning":
        self.created += other.created
        self.changed += other.changed
        self.not_in_file += other.not_in_file
        return self


_ADDED: list[Callable[[], Indlaesning]] = []


def add_reference(load: Callable[[], Indlaesning]) -> None:
    """Have reference data of an application further up loaded with ours: it may not be imported from here."""
    if load not in _ADDED:
        _ADDED.append(load)


def load_added() -> Indlaesning:
    """Load what was added."""
    done = Indlaesning()
    for load in _ADDED:
        done += load()
    return done


def read(name: str, folder: Path = FOLDER) -> Any:
    """The content of one reference file."""
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def upsert(obj: models.Model, values: Mapping[str, Any], done: Indlaesning) -> None:
    """Give `obj` (found by its code, or new) the file's values; validate and save only when something differs."""
    differing = []
    for name, value in values.items():
        model_field = obj._meta.get_field(name)
        wanted = value if model_field.is_relation else model_field.to_python(value)  # type: ignore[union-attr]
        if getattr(obj, name) != wanted:
            differing.append(str(model_field.verbose_name))  # type: ignore[union-attr]
            setattr(obj, name, wanted)
    label = f"{obj._meta.verbose_name} «{obj}»"
    if obj._state.adding:
        done.created.append(label)
    elif differing:
        done.changed.append(f"{label}: {', '.join(differing)}")
    else:
        return
    obj.full_clean()
    obj.save()


def upsert_all(
    existing: models.QuerySet, rows: Iterable[Mapping[str, Any]], *, by: str, done: Indlaesning, **fixed: Any
) -> None:
    """Upsert the file's rows into `existing` by the field `by`; report what only the database has."""
    left = {getattr(obj, by): obj for obj in existing}
    for order, row in enumerate(rows, start=1):
        values = dict(row)
        if "order" in {f.name for f in existing.model._meta.concrete_fields}:
            values.setdefault("order", order)
        upsert(left.pop(row[by], None) or existing.model(**fixed, **{by: row[by]}), values, done)
    done.not_in_file += [f"{existing.model._meta.verbose_name} «{obj}»" for obj in left.values()]


@transaction.atomic
def load_plans_reference(folder: Path = FOLDER) -> Indlaesning:
    """Load rounds (with fields of work, sections and annexes) and municipalities."""
    done = Indlaesning()
    kommuner = {kommune.name: kommune for kommune in Kommune.objects.all()}
    for row in read("kommuner", folder):
        upsert(kommuner.get(row["name"]) or Kommune(name=row["name"]), row, done)
    runder: dict[str, Bevillingsrunde | None] = {runde.code: runde for runde in Bevillingsrunde.objects.all()}
    for row in read("bevillingsrunder", folder):
        _load_runde(runder.pop(row["code"], None) or Bevillingsrunde(code=row["code"]), row, done)
    done.not_in_file += [f"bevillingsrunde «{runde}»" for runde in runder.values()]
    return done


def _load_runde(runde: Bevillingsrunde, row: Mapping[str, Any], done: Indlaesning) -> None:
    parts = {"indsatsomraader", "afsnit", "bilag"}
    upsert(runde, {name: value for name, value in row.items() if name not in parts}, done)
    own = {"runde": runde}
    upsert_all(Indsatsomraade.objects.filter(**own), row["indsatsomraader"], by="code", done=done, **own)
    upsert_all(Afsnitsskabelon.objects.filter(**own), row["afsnit"], by="key", done=done, **own)
    upsert_all(Bilagskrav.objects.filter(**own), row["bilag"], by="key", done=done, **own)
