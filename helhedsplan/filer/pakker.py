"""Word, Excel and OpenDocument files: packages of packed parts.

`refuse_pakke` looks at one without unpacking it; `Pakke` reads its parts, and `laes_xml` XML from outside.
"""

import re
import struct
import zipfile
import zlib
from typing import IO, Any

from lxml import etree

MAX_PARTS = 5_000
MAX_DIRECTORY = 2 * 1024 * 1024  # bytes; the list of parts is the only thing read into memory whole
MAX_UNPACKED = 300 * 1024 * 1024  # bytes
MAX_RATIO = 150  # unpacked to packed, for the package as a whole
RATIO_MATTERS_FROM = 5 * 1024 * 1024  # bytes; a small empty sheet packs better than that, and harms nobody
MAX_TYPES = 1024 * 1024  # bytes
MAX_XML = 32 * 1024 * 1024  # bytes of one part
MAX_TAGS = 1_500_000  # in one part; an agreement of 100 pages has some 100.000
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

ULAESELIG = "Filen kan ikke læses. Måske er den gået i stykker, eller den er gemt som noget andet."
MAKROER = "Filen indeholder makroer. Gem den uden makroer, og vælg den igen."
BOMBE = "Filen fylder for meget, når den pakkes ud. Del den i flere, eller gem den som PDF."
LAAST = "Filen er låst med adgangskode. Gem en udgave uden, og vælg den."
GAMMEL = "Filen er låst med adgangskode eller gemt i et gammelt format. Gem den uden adgangskode i det nyeste format."
FREMMED = "Filen indeholder noget, der ikke hører til i den slags fil. Åbn den, gem den igen, og vælg den."

HOVEDDEL = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml"}
ODT = b"application/vnd.oasis.opendocument.text"
_MACROS = re.compile(r"(^|/)(vba\w*\.(bin|xml)|macrosheets/|activex/|basic/|scripts/)", re.IGNORECASE)


def refuse_pakke(file: IO[Any], kind: str) -> str:
    """The sentence that refuses the package, or "". `kind` is "docx", "xlsx" or "odt".

    Reads the list of parts and at most two small parts; sizes are those the package states, which is what whoever
    unpacks it goes by too.
    """
    file.seek(0)
    if file.read(8) == OLD_OFFICE:
        return GAMMEL
    if not _directory_is_small(file):
        return ULAESELIG
    try:
        with zipfile.ZipFile(file) as pakke:
            return _refuse_parts(pakke, file) or _refuse_kind(pakke, kind)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, OSError, RuntimeError):
        return ULAESELIG


def _directory_is_small(file: IO[Any]) -> bool:
    """Whether the package's own last record says so: it is what decides how much is read next."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return False
    parts, directory = struct.unpack_from("<HL", tail, at + 10)
    return 0 < parts <= MAX_PARTS and 0 < directory <= MAX_DIRECTORY


def _refuse_parts(pakke: zipfile.ZipFile, file: IO[Any]) -> str:
    parts = pakke.infolist()
    if any(part.flag_bits & 1 for part in parts):
        return LAAST
    names = [part.filename for part in parts]
    if len(names) > MAX_PARTS or len(set(names)) < len(names) or any(map(_leads_out, names)):
        return ULAESELIG
    packed, unpacked = sum(part.compress_size for part in parts), sum(part.file_size for part in parts)
    if packed > file.seek(0, 2):
        return BOMBE  # parts that share the same bytes
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_MATTERS_FROM and unpacked > MAX_RATIO * max(packed, 1)):
        return BOMBE
    return MAKROER if any(_MACROS.search(name) for name in names) else ""


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _refuse_kind(pakke: zipfile.ZipFile, kind: str) -> str:
    if HOVEDDEL[kind] not in pakke.namelist() and not _says_where(pakke, kind):
        return ULAESELIG
    if kind == "odt":
        manifest = _read(pakke, "META-INF/manifest.xml")
        if b"encryption-data" in manifest:
            return LAAST
        return "" if _read(pakke, "mimetype").strip() == ODT else ULAESELIG
    types = _read(pakke, "[Content_Types].xml")
    return MAKROER if b"macroenabled" in types.lower() else ""


def _says_where(pakke: zipfile.ZipFile, kind: str) -> bool:
    """Word on the web may call the text word/document2.xml; the list of content types then names it."""
    return kind == "docx" and b"wordprocessingml.document.main+xml" in _read(pakke, "[Content_Types].xml")


def _read(pakke: zipfile.ZipFile, name: str) -> bytes:
    """A small part; one that is not small makes the package unreadable."""
    with pakke.open(name) as part:
        content = part.read(MAX_TYPES + 1)
    if len(content) > MAX_TYPES:
        raise ValueError(name)
    return content


class PakkeAfvist(Exception):
    """A package, or a part of it, that is not read. Its text is one Danish sentence for the person who chose it."""


class Pakke:
    """An open package that has passed `refuse_pakke`. Parts are read up to a limit, whatever their stated size.

    Nothing outside the package is ever opened: addresses in it are text. Raises PakkeAfvist.
    """

    def __init__(self, file: IO[bytes], kind: str) -> None:
        sentence = refuse_pakke(file, kind)
        if sentence:
            raise PakkeAfvist(sentence)
        file.seek(0)
        self._zip = zipfile.ZipFile(file)
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str, limit: int = MAX_XML) -> bytes:
        """The part's bytes; b"" for one that is not there."""
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as part:
                content = part.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, OSError, RuntimeError):
            raise PakkeAfvist(ULAESELIG) from None
        if len(content) > limit:
            raise PakkeAfvist(BOMBE)
        return content

    def xml(self, name: str) -> Any:
        """The part's root element, or None for a part that is not there."""
        return laes_xml(self.read(name)) if name in self.names else None


def laes_xml(content: bytes) -> Any:
    """The root element of XML from outside. No entity is resolved, no document type is taken, nothing is fetched.

    Raises PakkeAfvist: for what is no XML, what declares a document type, and what would fill the memory.
    """
    if content.count(b"<") > MAX_TAGS or content.count(b"=") > 2 * MAX_TAGS:
        raise PakkeAfvist(BOMBE)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise PakkeAfvist(ULAESELIG) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise PakkeAfvist(FREMMED)
    return root
