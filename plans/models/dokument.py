"""Files of a row: looked through before they are kept, stored under a name that says nothing, never thrown away."""

import uuid
from typing import Any

from django.db import models
from django.db.models.fields.files import FieldFile
from django.urls import reverse

from helhedsplan.filer import MAX_NAME, ValideretFil, eget_navn, filart, tjek_fil


class Dokumentfil(FieldFile):
    """A row's file. `own_name` is what the person called it; `url` is the address behind the door."""

    field: "Dokumentfelt"

    @property
    def own_name(self) -> str:
        """The person's own name of the file, for a link and for saving it again."""
        return getattr(self.instance, self.field.name_field, "") or eget_navn(self.name or "")

    @property
    def is_checked(self) -> bool:
        """Whether its content has been looked through: a file from before names were kept has not."""
        return bool(getattr(self.instance, self.field.name_field, ""))

    @property
    def url(self) -> str:
        """The address of the view that hands the file out: plans.views.fil."""
        self._require_file()  # type: ignore[attr-defined]
        row: Any = self.instance
        return reverse("plans:fil", args=[row._meta.model_name, row.uuid])


class Dokumentfelt(models.FileField):
    """A file that people upload. `name_field`, the column after it, keeps the person's own name of the file.

    A new file gets a random name in the storage, so the one it replaces stays where it was: the trail has its name.
    For the database it is a FileField like any other, and migrations see only that.
    """

    attr_class = Dokumentfil

    def __init__(self, *args: Any, name_field: str = "", **kwargs: Any) -> None:
        self.name_field = name_field
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs

    def generate_filename(self, instance: models.Model | None, filename: Any) -> str:
        """Random, with the ending of its kind."""
        ending = filart(str(filename)).ending
        stored = f"{uuid.uuid4().hex}.{ending}".rstrip(".")
        return super().generate_filename(instance, stored)  # type: ignore[arg-type]

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        value = super().clean(value, model_instance)
        if value and not value._committed:
            tjek_fil(value.file)
        self._keep_name(model_instance, value)
        return value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        self._keep_name(model_instance, getattr(model_instance, self.attname))
        return super().pre_save(model_instance, add)

    def formfield(self, **kwargs: Any) -> Any:  # type: ignore[override]
        return super().formfield(**{"form_class": ValideretFil, **kwargs})

    def _keep_name(self, row: models.Model | None, file: Dokumentfil | None) -> None:
        """The name of a new file, before the storage gives it another; none where there is no file."""
        if row is None or not self.name_field:
            return
        if not file:
            setattr(row, self.name_field, "")
        elif not file._committed:  # type: ignore[attr-defined]
            setattr(row, self.name_field, eget_navn(file.name or "")[:MAX_NAME])


def own_name_column() -> models.CharField:
    """The column for a Dokumentfelt's `name_field`. It stands after the file."""
    return models.CharField("filens navn", max_length=MAX_NAME, blank=True, editable=False)
