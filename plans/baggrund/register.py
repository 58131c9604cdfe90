"""Which kinds of work there are: each declared once, with its arguments and the right it takes."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.base import File

from plans.models import Baggrundsopgave
from plans.permissions import Ret


class OpgaveFejl(Exception):
    """Work that cannot be done. Its text is one Danish sentence for the person who ordered it."""


@dataclass(frozen=True, slots=True)
class Fil:
    """A result that is a file, kept with the job. `navn` is its own name, with ending."""

    navn: str
    indhold: bytes | File


@dataclass(frozen=True, slots=True)
class Link:
    """A result that is an object with a page: the page's path and what a link to it says."""

    url: str
    tekst: str


Resultat = Fil | Link | None
Funktion = Callable[..., Resultat]
Forfra = Callable[[Baggrundsopgave], Link | None]


@dataclass(frozen=True, slots=True)
class Slags:
    """A kind of work. `minutter` is how long it may take before it is given up, `forfra` where one begins again."""

    slug: str
    titel: str
    funktion: Funktion
    ret: Ret
    felter: Mapping[str, type] = field(default_factory=dict)
    siger: tuple[type[Exception], ...] = ()
    samlet: bool = True
    minutter: float = 30
    forfra: Forfra | None = None

    def som_json(self, args: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments as they are stored. Raises TypeError for others than those declared: a fault in the code."""
        wrong = {name for name in args if type(args[name]) is not self.felter.get(name)}
        if wrong or set(args) != set(self.felter):
            raise TypeError(f"{self.slug} takes {dict(self.felter)}, not {dict(args)}.")
        return {name: _to_json(value) for name, value in args.items()}

    def fra_json(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments as the function reads them."""
        return {name: _from_json(kind, stored[name]) for name, kind in self.felter.items()}


SLAGS: dict[str, Slags] = {}
"""By slug."""


def opgave(
    slug: str,
    *,
    titel: str,
    ret: Ret = Ret.LAES,
    felter: Mapping[str, type] | None = None,
    siger: tuple[type[Exception], ...] = (),
    samlet: bool = True,
    minutter: float = 30,
    forfra: Forfra | None = None,
) -> Callable[[Funktion], Funktion]:
    """Declare a function as a kind of work. How is told in plans.baggrund."""

    def declare(funktion: Funktion) -> Funktion:
        new = Slags(slug, titel, funktion, ret, dict(felter or {}), siger, samlet, minutter, forfra)
        if slug in SLAGS and SLAGS[slug].funktion.__qualname__ != funktion.__qualname__:
            raise ValueError(f"{slug} is declared already.")
        if unknown := set(new.felter.values()) - {str, int, bool, date, UUID, list}:
            raise TypeError(f"{slug}: {unknown} cannot be kept with a job.")
        SLAGS[slug] = new
        return funktion

    return declare


def slags_af(row: Baggrundsopgave) -> Slags | None:
    """The kind of a job; None for one that a later version no longer knows."""
    return SLAGS.get(row.kind)


def oplysninger(row: Baggrundsopgave) -> dict[str, Any]:
    """A job's arguments, as they were ordered."""
    return SLAGS[row.kind].fra_json(row.args)


def fingeraftryk(slags: Slags, plan_pk: int | None, stored: Mapping[str, Any]) -> str:
    """The same for the same work: what kind, of which plan, with which arguments."""
    told = json.dumps([slags.slug, plan_pk, stored], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def _to_json(value: Any) -> Any:
    if isinstance(value, list):
        return [str(each) for each in value]
    return value if isinstance(value, str | int | bool) else str(value)


def _from_json(kind: type, value: Any) -> Any:
    if kind is date:
        return date.fromisoformat(value)
    return UUID(value) if kind is UUID else value
