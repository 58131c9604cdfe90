"""Reading a case file so that nothing is dropped silently: the reader remembers what was taken."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml


class SagAfvist(Exception):
    """The file holds something the loader cannot place. The sentences are in Danish: a person reads them."""


class _Loader(yaml.SafeLoader):
    """YAML with exact decimals."""


def _exact(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)).replace("_", ""))


_Loader.add_constructor("tag:yaml.org,2002:float", _exact)


def parse(path: Path) -> dict[str, Any]:
    """The file as plain values; numbers with a decimal point are exact decimals."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value under `value` with its path, e.g. ("plan.delaftaler[0].budget.lbf", 8622000)."""
    if isinstance(value, Mapping) and value:
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and value:
        for number, item in enumerate(value):
            yield from leaves(item, f"{path}[{number}]")
    else:
        yield path, value


def pattern_matches(path: str, pattern: str) -> bool:
    """Whether a path falls under a pattern; `[]` stands for any position in a list and `*` for anything."""
    return fnmatchcase(path.replace("[", "("), pattern.replace("[]", "[*]").replace("[", "("))


class Knude:
    """A mapping in the file. Whoever takes a value marks it as read."""

    def __init__(self, data: Mapping[str, Any], path: str = "", read: set[str] | None = None) -> None:
        self.data, self.path = data, path
        self.read: set[str] = set() if read is None else read

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def names(self) -> list[str]:
        return list(self.data)

    def at(self, key: str) -> str:
        """The path of a key."""
        return f"{self.path}.{key}" if self.path else str(key)

    def raw(self, key: str) -> Any:
        """The value as it is, not marked as read."""
        return self.data.get(key)

    def take(self, key: str, default: Any = None) -> Any:
        """The value, all of it marked as read."""
        if key not in self.data:
            return default
        self.read.update(path for path, _ in leaves(self.data[key], self.at(key)))
        return self.data[key]

    def text(self, key: str) -> str:
        """A text, or nothing when the document has none."""
        value = self.take(key)
        return "" if value is None else str(value).strip()

    def number(self, key: str) -> Decimal | None:
        value = self.take(key)
        return None if value is None else Decimal(str(value))

    def integer(self, key: str) -> int | None:
        value = self.take(key)
        return None if value is None else int(value)

    def day(self, key: str) -> date | None:
        """A date, written as one or as ISO text."""
        value = self.take(key)
        if value is None or isinstance(value, date):
            return value
        return date.fromisoformat(str(value))

    def words(self, key: str) -> list[str]:
        """A list of texts. A gap (None) in the list is left out."""
        return [text for _, text in self.numbered(key)]

    def numbered(self, key: str) -> list[tuple[int, str]]:
        """A list of texts with the place of each, counted from 0: a gap (None) moves nobody's place."""
        return [(i, str(item).strip()) for i, item in enumerate(self.take(key) or []) if item is not None]

    def child(self, key: str) -> "Knude":
        """The mapping under a key; an empty one when it is missing."""
        return Knude(self.data.get(key) or {}, self.at(key), self.read)

    def children(self, key: str) -> list["Knude"]:
        """The mappings in the list under a key. A gap (None) is left out, and moves nobody's path."""
        items = enumerate(self.data.get(key) or [])
        return [Knude(item, f"{self.at(key)}[{i}]", self.read) for i, item in items if item is not None]

    def unread(self) -> list[str]:
        """Paths of values nobody took."""
        return [path for path, _ in leaves(self.data, self.path) if path not in self.read]
