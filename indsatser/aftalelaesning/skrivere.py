"""Writing what was read into the database: what cannot be kept is listed with its place, and stops nothing else."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import models

from indsatser.importing.sag.laeser import SagAfvist
from indsatser.importing.sag.skriver import M, Skriver
from indsatser.models import Aktivitet, Lokalprojekt, Succeskriterium
from plans.models import Delaftale, Helhedsplan, Organ
from plans.services.mange import create_many

STAMME: Final = (Helhedsplan, Delaftale, Aktivitet, Succeskriterium, Organ, Lokalprojekt)
"""Rows that others hang under: without one of them the load cannot go on."""
FORSOEG: Final = 4
NOTE: Final = "Indlæst fra aftalen."


@dataclass(frozen=True, slots=True)
class Mangel:
    """Something that was read and cannot be kept as it is: where in the case, which column, and why in Danish."""

    path: str
    felt: str
    sentence: str

    @property
    def som_tekst(self) -> str:
        """The sentence alone, with a capital and a full stop."""
        text = self.sentence[:1].upper() + self.sentence[1:]
        return text if text.endswith((".", "?", "!")) else f"{text}."


class Gennemsynsskriver(Skriver):
    """Writes the rows of a reading. `mangler` is what was left out, and why; `raekker` what was made, by its path."""

    is_lenient = True

    def __init__(self, sag: str, by: Any = None) -> None:
        super().__init__(sag, by)
        self.mangler: list[Mangel] = []
        self.raekker: dict[tuple[str, type[models.Model]], models.Model] = {}

    def _insert(self, obj: models.Model) -> None:
        """As many rows are: fields and `clean` here, constraints by the database alone. It is five times as fast."""
        create_many([obj], by=self.by, note=NOTE)

    def afvis(self, path: str, sentence: str) -> None:
        self.mangler.append(Mangel(path, "", sentence))

    def row(self, model: type[M], path: str, **fields: Any) -> M:
        """The row, without the columns that are refused; None where it cannot be made and nothing hangs under it."""
        for _ in range(FORSOEG):
            try:
                return self._kept(model, path, super().row(model, path, **fields))
            except ValidationError as refused:
                if not self._drop(model, path, fields, refused):
                    break
        if issubclass(model, STAMME):
            raise SagAfvist(f"{path}: {self.mangler[-1].som_tekst}")
        return None  # type: ignore[return-value]

    def _kept(self, model: type[M], path: str, row: M) -> M:
        self.raekker[path, model] = row
        return row

    def _drop(self, model: type[M], path: str, fields: dict[str, Any], refused: ValidationError) -> bool:
        """Take the refused columns out of `fields` and list them. False: the row cannot be made without them."""
        can_do_without = True
        for name, sentences in _by_field(refused).items():
            self.mangler.append(Mangel(path, name, " ".join(sentences)))
            can_do_without &= name in fields and _is_optional(model, name)
            fields.pop(name, None)
        return can_do_without


def _by_field(refused: ValidationError) -> dict[str, list[str]]:
    return refused.message_dict if hasattr(refused, "error_dict") else {NON_FIELD_ERRORS: refused.messages}


def _is_optional(model: type[models.Model], name: str) -> bool:
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return bool(field.blank or field.has_default())
