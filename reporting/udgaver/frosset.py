"""Facts as JSON and back, losing nothing: what an edition keeps is what its page prints years later.

The types of the dataclasses' fields say how to read it, so the JSON itself is plain: decimals, days and uuids are
strings, rows are lists, dataclasses are objects with the fields by name. Only where a field may hold several kinds
does the value say which ({"tal": "12.50"}). What cannot be kept exactly is refused with the place, never guessed at.
"""

import hashlib
import json
import types
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from django.utils.functional import Promise

SKEMAVERSION = 1
"""Of the envelope an edition keeps its facts in (`reporting.udgaver.udsted`)."""

NAVNE: dict[Any, str] = {
    str: "tekst",
    Decimal: "tal",
    int: "antal",
    bool: "ja_nej",
    date: "dag",
    datetime: "tid",
    UUID: "id",
}
"""What a value is called where its field may hold several kinds."""


class KanIkkeFryses(TypeError):
    """The facts hold something that cannot be kept exactly; the text says where (for a developer)."""


class KanIkkeLaeses(ValueError):
    """The kept facts are of a form this version of the program does not know."""


def som_json(value: Any, of: Any, *, sted: str = "") -> Any:
    """The value, which is of the type `of`, as JSON. Raises KanIkkeFryses for what is not."""
    kind = get_origin(of) or of
    if kind in (Union, types.UnionType):
        return _choice_as_json(value, get_args(of), sted)
    if is_dataclass(kind) and isinstance(kind, type):
        if type(value) is not kind:
            raise KanIkkeFryses(f"{sted}: {type(value).__name__} is not exactly a {kind.__name__}.")
        return {
            name: som_json(getattr(value, name), hint, sted=f"{sted}.{name}") for name, hint in _fields(kind).items()
        }
    if kind is tuple or kind in (list, Sequence):
        hints = _items(of, len(value))
        return [som_json(each, hint, sted=f"{sted}[]") for each, hint in zip(value, hints, strict=True)]
    if kind in (frozenset, set, AbstractSet):
        rows = [som_json(each, get_args(of)[0], sted=f"{sted}[]") for each in value]
        return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))
    if kind in (dict, Mapping):
        key, item = get_args(of)
        return [
            [som_json(k, key, sted=f"{sted}.nøgle"), som_json(v, item, sted=f"{sted}[{k}]")] for k, v in value.items()
        ]
    return _plain_as_json(value, kind, sted)


def fra_json(data: Any, of: Any) -> Any:
    """What `som_json` kept. Raises KanIkkeLaeses for what is not of the type."""
    try:
        return _read(data, of)
    except (KeyError, TypeError, ValueError, ArithmeticError) as wrong:
        raise KanIkkeLaeses(f"{getattr(of, '__name__', of)}: {wrong}") from wrong


def som_tekst(data: Any) -> bytes:
    """The one way to write a JSON value: keys in order, no spaces, UTF-8. The checksum is of this."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def kontrolsum(data: Any) -> str:
    """SHA-256 of a JSON value, as 64 hexadecimal digits."""
    return hashlib.sha256(som_tekst(data)).hexdigest()


# --- To JSON -----------------------------------------------------------------------------------------------------


def _plain_as_json(value: Any, kind: Any, sted: str) -> Any:
    if isinstance(kind, type) and issubclass(kind, Enum) and type(value) is kind:
        return value.value
    if kind is str and isinstance(value, str | Promise):
        return str(value.value) if isinstance(value, Enum) else str(value)
    if kind in (int, bool) and type(value) is kind:
        return value
    if kind is int and isinstance(value, int) and isinstance(value, Enum):
        return int(value)
    if kind is Decimal and type(value) in (Decimal, int):
        return str(value)
    if kind in (date, datetime) and type(value) is kind:
        return value.isoformat()
    if kind is UUID and type(value) is UUID:
        return str(value)
    raise KanIkkeFryses(f"{sted}: {type(value).__name__} cannot be kept as {kind}.")


def _choice_as_json(value: Any, of: tuple[Any, ...], sted: str) -> Any:
    if value is None and types.NoneType in of:
        return None
    kinds = [kind for kind in of if kind is not types.NoneType]
    if len(kinds) == 1:
        return som_json(value, kinds[0], sted=sted)
    kind = next((kind for kind in kinds if type(value) is kind), None)
    if kind is None:
        kind = next((kind for kind in kinds if isinstance(kind, type) and isinstance(value, kind)), None)
    if kind is None:
        raise KanIkkeFryses(f"{sted}: {type(value).__name__} is none of {of}.")
    return {_name(kind): som_json(value, kind, sted=sted)}


# --- From JSON ---------------------------------------------------------------------------------------------------


READERS: dict[Any, Callable[[Any], Any]] = {
    str: str,
    int: int,
    bool: bool,
    Decimal: Decimal,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    UUID: UUID,
}


def _read(data: Any, of: Any) -> Any:
    kind = get_origin(of) or of
    if kind in (Union, types.UnionType):
        return _read_choice(data, get_args(of))
    if is_dataclass(kind) and isinstance(kind, type):
        return _read_dataclass(data, kind)
    if kind is tuple:
        return tuple(_read(each, hint) for each, hint in zip(data, _items(of, len(data)), strict=True))
    if kind in (list, Sequence):
        return [_read(each, get_args(of)[0]) for each in data]
    if kind in (frozenset, set, AbstractSet):
        return frozenset(_read(each, get_args(of)[0]) for each in data)
    if kind in (dict, Mapping):
        key, item = get_args(of)
        return {_read(k, key): _read(v, item) for k, v in data}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    return READERS[kind](data)


def _read_choice(data: Any, of: tuple[Any, ...]) -> Any:
    if data is None and types.NoneType in of:
        return None
    kinds = [kind for kind in of if kind is not types.NoneType]
    if len(kinds) == 1:
        return _read(data, kinds[0])
    ((name, inner),) = data.items()
    return _read(inner, {_name(kind): kind for kind in kinds}[name])


def _read_dataclass(data: Any, kind: type) -> Any:
    """A field that came later has its default; one that has gone is left out."""
    hints, given = _fields(kind), {}
    for one in fields(kind):
        if one.name in data and one.name in hints:
            given[one.name] = _read(data[one.name], hints[one.name])
        elif one.default is MISSING and one.default_factory is MISSING:
            raise KeyError(f"{kind.__name__}.{one.name}")
    return kind(**given)


# --- What the types say ------------------------------------------------------------------------------------------


def _fields(kind: Any) -> dict[str, Any]:
    return _hints(kind)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind) if one.metadata.get("fryses", True)}


def _items(of: Any, number: int) -> list[Any]:
    """The type of each item of a tuple or a list."""
    args = get_args(of)
    if (len(args) == 2 and args[1] is Ellipsis) or get_origin(of) is not tuple:
        return [args[0]] * number
    return list(args)


def _name(kind: Any) -> str:
    return NAVNE.get(kind) or str(getattr(kind, "__name__", kind))
