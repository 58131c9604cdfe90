"""Going through a paper's facts whatever they are: its texts, its criteria."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from helhedsplan import cpr
from helhedsplan.datoer import dato
from reporting.facts.linjer import KriterieLinje

T = TypeVar("T")
FILE_ADDRESS = "/filer/"
"""A link to a file is made of a uuid, and not something that anybody wrote."""


def alle(value: Any, kind: type[T]) -> Iterator[T]:
    """Everything of the kind in the facts, in order, what it holds itself included."""
    if isinstance(value, kind):
        yield value
    if is_dataclass(value):
        for one in (each for each in fields(value) if each.metadata.get("fryses", True)):
            yield from alle(getattr(value, one.name), kind)
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from alle(key, kind)
            yield from alle(each, kind)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from alle(each, kind)


def refuse_cpr(papir: Any) -> None:
    """Refuse facts with a text that looks like a CPR number: it is never mended. Raises ValidationError."""
    for text in alle(papir, str):
        if isinstance(text, Enum) or text.startswith(FILE_ADDRESS):
            continue
        if sentence := cpr.afvisning(text):
            raise ValidationError(
                f"Papiret er ikke udstedt. {sentence} Det står i: «{cpr.skjul(text)[:80]}»", code="cpr"
            )


def maalversion(papir: Any) -> tuple[list[dict[str, Any]], str]:
    """Which version of its target each criterion of the paper was judged by, and the same as a sentence.

    A target that was never changed is version 1. "" for a paper without criteria.
    """
    lines = {line.uuid: line for line in alle(papir, KriterieLinje)}
    rows = [
        {
            "kriterium": str(line.uuid),
            "kode": line.kode,
            "saetning": line.saetning,
            "version": len(line.tidligere) + 1,
            "siden": line.tidligere[-1].until.isoformat() if line.tidligere else None,
            "aendring": str(line.tidligere[-1].uuid) if line.tidligere else None,
        }
        for line in lines.values()
    ]
    return rows, _said(papir, list(lines.values()))


def _said(papir: Any, lines: list[KriterieLinje]) -> str:
    if not lines:
        return ""
    changed = [line.tidligere[-1].until for line in lines if line.tidligere]
    of = "Kriteriet er" if len(lines) == 1 else f"De {len(lines)} kriterier er"
    text = f"{of} bedømt efter målene, som de gjaldt den {dato(papir.as_of)}."
    if not changed:
        return f"{text} Ingen af målene er ændret, siden de blev aftalt."
    many = "Ét af målene er" if len(changed) == 1 else f"{len(changed)} af målene er"
    return f"{text} {many} ændret undervejs, senest den {dato(max(changed))}."
