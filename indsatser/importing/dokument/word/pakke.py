"""The parts of a .docx that are read, and what points from one to another."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from helhedsplan.filer.pakker import Pakke, laes_xml
from indsatser.importing.dokument.word.navne import REL, STRICT


@dataclass(frozen=True, slots=True)
class Relation:
    """One thing a part points at. `is_external`: an address outside the package, never opened."""

    kind: str
    target: str
    is_external: bool


class Wordpakke:
    """The package, part by part. Raises PakkeAfvist."""

    def __init__(self, file: IO[bytes]) -> None:
        self._pakke = Pakke(file, "docx")
        self.hoveddel = self._hoveddel()

    def xml(self, name: str) -> Any:
        """The part's root element, strict names made ordinary; None for a part that is not there."""
        content = self._pakke.read(name)
        for strict, ordinary in STRICT:
            content = content.replace(strict, ordinary)
        return laes_xml(content) if content else None

    def relationer(self, part: str) -> Mapping[str, Relation]:
        """What the part points at, by id."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for each in () if root is None else root.iter(REL + "Relationship"):
            is_external = each.get("TargetMode", "") == "External"
            target = each.get("Target", "")
            if not is_external:
                target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
            found[each.get("Id", "")] = Relation(each.get("Type", "").rpartition("/")[2], target, is_external)
        return found

    def dele(self, kind: str) -> Iterator[str]:
        """The names of the parts of a kind ("styles", "header") the text points at."""
        return (
            each.target
            for each in self.relationer(self.hoveddel).values()
            if each.kind == kind and not each.is_external
        )

    def del_af(self, kind: str) -> Any:
        """The root of the first part of a kind, or None."""
        return next((self.xml(name) for name in self.dele(kind)), None)

    def _hoveddel(self) -> str:
        """The part with the text: what the package says, else where it usually is."""
        for each in self.relationer("").values():
            if each.kind == "officeDocument" and not each.is_external:
                return each.target
        return "word/document.xml"
