"""Writing the ZIP: each file is read whole before it goes in, so that one that fails halfway leaves no trace."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from reporting.pakke.navne import nummereret, sikkert_navn

I_HUKOMMELSEN = 4 * 1024 * 1024
"""Bytes of a file that are held in memory; the rest of it is held on disk."""
BLOK = 1024 * 1024
STOERST = 2 * 1024 * 1024 * 1024 - 64 * 1024 * 1024
"""Bytes of all files together: what mail rooms, memory sticks and older programs that unpack can take is 2 GB."""
STOERST_SAGT = "2 GB"
PAKKET_ALLEREDE = frozenset({"pdf", "docx", "xlsx", "odt", "png", "jpg", "jpeg", "zip"})
KONTROLSUMMER = "kontrolsummer.sha256"


class ForStor(Exception):
    """The file would make the whole larger than it may be. It is not in."""


class Aendret(Exception):
    """The file is not the one whose checksum is known. It is not in."""


@dataclass(frozen=True, slots=True)
class Lagt:
    """A file that is in the ZIP. `size` is bytes, `sti` its path there, with / between."""

    sti: str
    size: int
    sha256: str

    @property
    def navn(self) -> str:
        return self.sti.rpartition("/")[2]


class Pakke:
    """A ZIP being written to an open file. The same files in the same order on the same day give the same bytes."""

    def __init__(self, to: IO[bytes], *, dag: date, stoerst: int = STOERST) -> None:
        self._zip = ZipFile(to, "w", ZIP_DEFLATED)
        self._time = (max(dag.year, 1980), dag.month, dag.day, 0, 0, 0)
        self._taken: dict[str, set[str]] = {"": {KONTROLSUMMER, "index.html", "stil.css"}}
        self._largest, self.size = stoerst, 0
        self.lagt: list[Lagt] = []

    def __enter__(self) -> "Pakke":
        return self

    def __exit__(self, kind: Any, error: Any, traceback: Any) -> None:
        """Whole, or as far as it came: one that was broken off has no checksums and is nobody's result."""
        if kind is None:
            self._skriv_kontrolsummer()
        self._zip.close()

    def laeg(self, mappe: tuple[str, ...], navn: str, content: Iterable[bytes], *, sha256: str = "") -> Lagt:
        """Put a file in, under a safe name of its own. With `sha256` only if that is its checksum.

        Raises Aendret and ForStor, and what reading `content` raises; then nothing of it is in.
        """
        folder = "/".join(sikkert_navn(part, laengst=60) for part in mappe)
        with SpooledTemporaryFile(max_size=I_HUKOMMELSEN) as between:
            size, found = self._mellemlager(content, between)
            if sha256 and found != sha256:
                raise Aendret
            name = nummereret(sikkert_navn(navn), self._taken.setdefault(folder.casefold(), set()))
            return self._skriv(f"{folder}/{name}" if folder else name, between, size, found)

    def laeg_fast(self, navn: str, content: bytes) -> Lagt:
        """Put one of the ZIP's own files in its root, under exactly that name."""
        with SpooledTemporaryFile(max_size=I_HUKOMMELSEN) as between:
            between.write(content)
            return self._skriv(navn, between, len(content), hashlib.sha256(content).hexdigest())

    def _mellemlager(self, content: Iterable[bytes], to: IO[bytes]) -> tuple[int, str]:
        size, found = 0, hashlib.sha256()
        for block in content:
            size += len(block)
            if self.size + size > self._largest:
                raise ForStor
            found.update(block)
            to.write(block)
        return size, found.hexdigest()

    def _skriv(self, sti: str, between: IO[bytes], size: int, sha256: str) -> Lagt:
        info = ZipInfo(sti, self._time)
        packed = sti.rpartition(".")[2].lower() in PAKKET_ALLEREDE
        info.compress_type = ZIP_STORED if packed else ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        info.file_size = size
        between.seek(0)
        with self._zip.open(info, "w") as member:
            while block := between.read(BLOK):
                member.write(block)
        self.size += size
        made = Lagt(sti, size, sha256)
        self.lagt.append(made)
        return made

    def _skriv_kontrolsummer(self) -> None:
        """As `sha256sum` writes them, so that `sha256sum -c` reads them: the names have no mark it would escape."""
        lines = "".join(f"{one.sha256}  {one.sti}\n" for one in self.lagt)
        self.laeg_fast(KONTROLSUMMER, lines.encode())
