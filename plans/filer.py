"""Uploaded files are handed out here and nowhere else: through the door, as what they are, run by nobody.

An app says which of its rows have files (`registrer`, from its AppConfig.ready); the address of a file is
/filer/<model>/<the row's uuid>/, so the same rule decides who may see the row and who may see its file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import FileResponse, Http404
from django.utils.http import content_disposition_header

from helhedsplan.filer import eget_navn, filart
from plans.models import Dokumentfelt, Dokumentfil, PlanScopedQuerySet
from plans.permissions import Ret, get_or_deny


@dataclass(frozen=True, slots=True)
class Filkilde:
    """A kind of row with a file, and the right it takes to read the file.

    `tjek` looks at a row's file before it is handed out and says in Danish why it is not; "" when it may be.
    """

    model: type[models.Model]
    field: str
    ret: Ret = Ret.LAES
    tjek: Callable[[Any], str] | None = None
    door: Callable[[Any, Any], Any] | None = None
    """A door of the kind's own (user, uuid), where the right depends on the row."""

    def open(self, user: Any, uuid: Any) -> Any:
        """The row, to whoever may read its file; 404 for a stranger, 403 without the right."""
        return self.door(user, uuid) if self.door else get_or_deny(self.rows, user, self.ret, uuid=uuid)

    @property
    def rows(self) -> PlanScopedQuerySet:
        """The rows, for the door."""
        return self.model._default_manager.all()  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Fillink:
    """A link to a file, as a page prints it."""

    name: str
    url: str


KILDER: dict[str, Filkilde] = {}
"""By the name in the address: the model's own name."""


def registrer(
    model: type[models.Model],
    field: str,
    ret: Ret = Ret.LAES,
    door: Callable[[Any, Any], Any] | None = None,
    *,
    tjek: Callable[[Any], str] | None = None,
) -> None:
    """Let the files of a model be handed out, those that `tjek` has no word against. One file field per model."""
    if not isinstance(model._meta.get_field(field), Dokumentfelt):
        raise TypeError(f"{model.__name__}.{field} is not a Dokumentfelt, so nobody has looked through its files.")
    art = str(model._meta.model_name)
    new = Filkilde(model, field, ret, door=door, tjek=tjek)
    if KILDER.setdefault(art, new) != new:
        raise ValueError(f"{art} is registered with another file.")


def kilde(art: str) -> Filkilde:
    """The kind of row an address names, or 404."""
    try:
        return KILDER[art]
    except KeyError:
        raise Http404 from None


def fillink(row: Any, field: str) -> Fillink | None:
    """The link to a row's file, or None where it has none. Asks neither database nor storage."""
    file: Dokumentfil = getattr(row, field)
    return Fillink(file.own_name, file.url) if file else None


def answer(file: Dokumentfil) -> FileResponse | None:
    """The file as an answer, or None when the row names a file that is not in the storage.

    Pictures and PDFs are shown, everything else is saved, and so is a file nobody has looked through. The kind is
    told by the ending of the name in the storage, which was held against the content when the file came in.
    """
    kind = filart(file.name or "")
    try:
        content = file.storage.open(str(file.name), "rb")
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    response = FileResponse(content, content_type=kind.content_type)
    response.headers["Content-Length"] = str(content.size)
    shown = kind.shown_in_browser and file.is_checked
    name = eget_navn(file.own_name) or "fil"
    response.headers["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    response.headers["Content-Security-Policy"] = kind.policy
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
