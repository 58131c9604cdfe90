"""Filling a ZIP: one thing after the other, where what cannot be read is left out and named."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from reporting.pakke.skriv import BLOK, STOERST_SAGT, Aendret, ForStor, Lagt, Pakke
from reporting.pdf import PdfIkkeMulig

logger = logging.getLogger(__name__)
AENDRET = "filen er ændret, siden den blev gemt, og er derfor ikke lagt i"
VAEK = "filen ligger ikke i arkivet"
ULAESELIG = "filen kan ikke læses"
FOR_STOR = f"filerne ville tilsammen fylde over {STOERST_SAGT}"


class Udeladt(Exception):
    """Something that cannot go in. Its text says why, in Danish, after the word »mangler:«."""


@dataclass(frozen=True, slots=True)
class Post:
    """Something that is to go in. `aabn` gives its content when its turn comes, a block at a time.

    `titel` and `om` are what the table of contents says; those after each other with the same of both are one line
    with several files. `sha256` is the checksum it must have, "" where none is known.
    """

    mappe: tuple[str, ...]
    navn: str
    titel: str
    aabn: Callable[[], Iterable[bytes]]
    om: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Linje:
    """What became of it: where it is, or why it is missing."""

    post: Post
    lagt: Lagt | None = None
    mangler: str = ""


def fyld(pakke: Pakke, poster: Iterable[Post], sig: Callable[[Post], None] = lambda post: None) -> Iterator[Linje]:
    """Put them in one by one. `sig` is told of each before it is begun."""
    for post in poster:
        sig(post)
        try:
            yield Linje(post, pakke.laeg(post.mappe, post.navn, post.aabn(), sha256=post.sha256))
        except Udeladt as why:
            yield Linje(post, mangler=str(why))
        except Aendret:
            logger.error("%s is altered and was left out of a ZIP", post.navn)
            yield Linje(post, mangler=AENDRET)
        except ForStor:
            yield Linje(post, mangler=FOR_STOR)
        except PdfIkkeMulig as why:
            yield Linje(post, mangler=str(why))


def af_bytes(content: Callable[[], bytes]) -> Callable[[], Iterable[bytes]]:
    """Content that is made when its turn comes."""
    return lambda: iter((content(),))


def af_fil(file: Any) -> Callable[[], Iterable[bytes]]:
    """A row's file, read from the storage a block at a time. Raises Udeladt when it cannot be."""

    def read() -> Iterator[bytes]:
        try:
            with file.storage.open(str(file.name), "rb") as content:
                while block := content.read(BLOK):
                    yield block
        except (FileNotFoundError, NotADirectoryError) as missing:
            logger.warning("File %s is not in the storage", file.name)
            raise Udeladt(VAEK) from missing
        except (OSError, ValueError) as broken:
            logger.warning("File %s cannot be read: %s", file.name, type(broken).__name__)
            raise Udeladt(ULAESELIG) from broken

    return read
