"""Writing rows from a case file through the service, once: a row that exists is left as people have made it."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import models
from django.utils.text import slugify

from indsatser.importing.sag.laeser import SagAfvist
from plans.models import User
from plans.services import create

M = TypeVar("M", bound=models.Model)

NAMESPACE = uuid.UUID("5d1b4f0e-6f0c-5e0a-9f55-6b2f8f4d9a11")
NOTE = "Indlæst fra sagens dokument."
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


def slug(text: str, length: int = 80) -> str:
    """A code from a Danish name: "Børn & unge" becomes "boern-unge"."""
    return slugify(text.translate(LETTERS))[:length].strip("-")


def row_uuid(sag: str, model: type[models.Model], path: str) -> uuid.UUID:
    """The lasting identity of the row made from a place in a file."""
    return uuid.uuid5(NAMESPACE, f"{sag}/{model.__name__}/{path}")


class Skriver:
    """Makes rows for one file. `created` counts them by kind. A lenient writer lists what cannot be kept instead."""

    is_lenient = False

    def __init__(self, sag: str, by: User | None = None) -> None:
        self.sag, self.by = sag, by
        self.created: Counter[str] = Counter()
        self._fresh: set[tuple[type[models.Model], Any]] = set()
        self._orders: Counter[str] = Counter()

    def _insert(self, obj: models.Model) -> None:
        """Validate and store a new row, with its line of the trail."""
        create(obj, by=self.by, note=NOTE)

    def afvis(self, path: str, sentence: str) -> None:
        """Something the file says that cannot be kept as it is: the load stops. Another writer may list it instead."""
        raise SagAfvist(f"{path}: {sentence}")

    def row(self, model: type[M], path: str, **fields: Any) -> M:
        """The row from this place in the file: as it stands if it exists, otherwise created and validated."""
        key = row_uuid(self.sag, model, path)
        existing = model._default_manager.filter(uuid=key).first()
        return existing or self._create(model(uuid=key, **fields))

    def named(self, model: type[M], lookup: dict[str, Any], **fields: Any) -> M:
        """Reference data known by name: the existing row, or a new one."""
        existing = model._default_manager.filter(**lookup).first()
        if existing:
            return existing
        if any(field.name == "uuid" for field in model._meta.fields):
            fields["uuid"] = row_uuid("faelles", model, "/".join(str(value) for value in lookup.values()))
        return self._create(model(**lookup, **fields))

    def _create(self, obj: M) -> M:
        self._insert(obj)
        self.created[str(obj._meta.verbose_name_plural)] += 1
        self._fresh.add((type(obj), obj.pk))
        return obj

    def known(self, model: type[M], path: str, **lookup: Any) -> M | None:
        """Reference data that people do not add to: a lenient writer only finds it, and lists what is not there."""
        existing = model._default_manager.filter(**lookup).first()
        if existing is None and self.is_lenient:
            self.afvis(path, f"«{next(iter(lookup.values()))}» står ikke på listen.")
        return existing

    def is_fresh(self, obj: models.Model) -> bool:
        """Whether the row was made by this load."""
        return (type(obj), obj.pk) in self._fresh

    def link(self, obj: models.Model, field: str, rows: Iterable[models.Model]) -> None:
        """Set a many-to-many relation of a row this load made."""
        if self.is_fresh(obj):
            getattr(obj, field).set(list(rows))

    def link_by_place(self, obj: models.Model, field: str, rows: Mapping[str, models.Model]) -> None:
        """The same, each row with the place in the file that names it."""
        self.link(obj, field, rows.values())

    def next_order(self, what: str) -> int:
        """1, 2, 3 … per kind of row: the order in the document."""
        self._orders[what] += 1
        return self._orders[what]
