"""Excel files, read by us: values, where they stand, and whether a formula stood behind them.

A reader of our own, because what is asked of it is little and strict (docs/adr/0041): one pass, no formula, no entity,
memory that follows the cells that are kept and not what the file says of itself.
"""

import posixpath
import zipfile
import zlib
from typing import IO, Any
from xml.parsers import expat

from helhedsplan.filer.pakker import BOMBE, ULAESELIG
from helhedsplan.regneark.celler import Ark, Arkfejl, Graenser, Regneark
from helhedsplan.regneark.xlsxdele import Arkdel, Del, Forbindelser, Projektmappe, Tekster, Udseender

_BROKEN = (
    expat.ExpatError, zipfile.BadZipFile, zlib.error, LookupError, ValueError, EOFError, OSError, RuntimeError,
)  # fmt: skip
_CHUNK = 1024 * 1024
_MAX_DEPTH = 100  # what stands inside what; the parser keeps every open element in memory
_LINKS = ("xl/externallinks/", "xl/connections", "xl/querytables/")
HENTER = (
    "Filen henter tal fra andre filer eller kilder. Bryd kæderne i Excel (Data, Rediger kæder), så tallene står der"
    " selv, gem, og vælg filen igen."
)


def laes_xlsx(file: IO[Any], graenser: Graenser) -> Regneark:
    """The workbook's worksheets in their order. The package itself has been looked through by `tjek_fil`.

    Raises Arkfejl for what is linked, broken or beyond the limits.
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as pakke:
            return _Laesning(pakke, graenser).read()
    except Arkfejl:
        raise
    except _BROKEN as error:
        raise Arkfejl(ULAESELIG) from error


class _Laesning:
    """One file being read, with what is left of its limit of unpacked bytes."""

    def __init__(self, pakke: zipfile.ZipFile, graenser: Graenser) -> None:
        self.pakke = pakke
        self.graenser = graenser
        self.names = {name.lower(): name for name in pakke.namelist()}
        self.left = graenser.unpacked_bytes

    def read(self) -> Regneark:
        if any(name.startswith(_LINKS) for name in self.names):
            raise Arkfejl(HENTER)
        book = self._parse("xl/workbook.xml", Projektmappe())
        parts = self._parse("xl/_rels/workbook.xml.rels", Forbindelser())
        if len(book.sheets) > self.graenser.sheets:
            raise Arkfejl(f"Filen har for mange ark. Der kan højst læses {self.graenser.sheets}.")
        texts = self._first(parts, "sharedStrings", Tekster(self.graenser))
        looks = self._first(parts, "styles", Udseender())
        read: list[Ark] = []
        count = 0
        for name, state, relation in book.sheets:
            if parts.kinds.get(relation) != "worksheet":
                continue  # a sheet that is only a drawing
            part = Arkdel(name, texts.strings, looks, self.graenser, count, is_1904=book.is_1904)
            self._parse(_inside(parts.targets[relation]), part)
            count += len(part.cells)
            read.append(Ark(name, is_hidden=state != "visible", cells=part.cells, merged=tuple(part.merged)))
        return Regneark(tuple(read), is_1904=book.is_1904)

    def _first(self, parts: Forbindelser, kind: str, empty: Any) -> Any:
        """The part of that kind read into `empty`; `empty` as it is when the workbook has none."""
        relation = next((relation for relation, found in parts.kinds.items() if found == kind), None)
        return self._parse(_inside(parts.targets[relation]), empty) if relation else empty

    def _parse(self, name: str, into: Any) -> Any:
        """Feed the part to its reader piece by piece. A document type, and with it every entity, is refused."""
        reader: Del = into
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        depth = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > _MAX_DEPTH:
                raise Arkfejl(ULAESELIG)
            reader.start(name, attributes)

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            reader.end(name)

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = reader.text
        with self.pakke.open(self.names[name.lower()]) as part:
            while chunk := part.read(_CHUNK):
                self.left -= len(chunk)
                if self.left < 0:
                    raise Arkfejl(BOMBE)
                parser.Parse(chunk)
        parser.Parse(b"", True)
        return reader


def _refuse_doctype(*_: Any) -> None:
    raise Arkfejl(ULAESELIG)


def _inside(target: str) -> str:
    """The part's name in the package: absolute as some write it, or as seen from the workbook."""
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target))
