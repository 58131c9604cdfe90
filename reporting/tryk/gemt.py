"""Parts kept from an earlier time, as files that all processes share. What is kept can always be made again.

A part is found by a checksum of all that decides how it looks, so one that has changed is simply not found. The folder
is nobody's to read but ours, has no address, and is kept small: `PRINT_CACHE_MB`, and no part older than MAX_AGE.
"""

import ctypes
import hashlib
import io
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from time import time

from django.conf import settings

from reporting.tryk.sats import Sats, laes, pak, pak_ud, skriv

logger = logging.getLogger(__name__)

MAX_AGE = 14 * 24 * 60 * 60
"""Seconds. What was deleted or corrected in the plan is not in our files for longer."""
BETWEEN_CLEANINGS = 10 * 60
FULL_AGAIN = 0.8
"""A full folder is emptied to this share, oldest use first, so that it is not cleaned at every part."""
PACKAGES = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "Pyphen", "fonttools", "cssselect2", "cffi")
MADE_BY = (
    "reporting/pdf.py",
    "reporting/arkivform.py",
    "reporting/tryk",
    "helhedsplan/ikoner.py",
    "static/reporting",
    "static/fonts",
)
LIBRARIES = (
    ("pango_version_string", "libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ("hb_version_string", "libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
)
"""How to ask each for its version, and what it is called on Linux, macOS and Windows; asked without WeasyPrint, which
the process that asks need not have loaded."""
SUFFIXES = frozenset({".py", ".css", ".ttf", ".svg", ".png"})


def noegle(html: str, variant: str) -> str:
    """The checksum a part is kept under: its HTML, and all that turns HTML into paper."""
    digest = hashlib.sha256(f"{trykkeriets_stand()}\0{variant}\0".encode())
    digest.update(html.encode())
    return digest.hexdigest()


@cache
def trykkeriets_stand() -> str:
    """Our own code, stylesheets and fonts, and the versions of the packages. Read once in each process."""
    digest = hashlib.sha256(repr(([version(package) for package in PACKAGES], systemets_biblioteker())).encode())
    for place in MADE_BY:
        path = Path(settings.BASE_DIR, place)
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in SUFFIXES:
                digest.update(
                    str(file.relative_to(settings.BASE_DIR)).encode() + hashlib.sha256(file.read_bytes()).digest()
                )
    return digest.hexdigest()


def systemets_biblioteker() -> tuple[str, ...]:
    """The versions of what the operating system lays text out with: an upgrade makes every part anew."""
    return tuple(_library_version(*each) for each in LIBRARIES)


def _library_version(function: str, *names: str) -> str:
    """What the library says of itself, or nothing where it is not; then nothing can be printed either."""
    for name in names:
        with suppress(OSError, AttributeError):
            ask = getattr(ctypes.CDLL(name), function)
            ask.restype = ctypes.c_char_p
            return str(ask().decode())
    return ""


def hent(key: str) -> Sats | None:
    """The part, or None. One that is damaged is thrown away."""
    path = _path(key)
    try:
        content = path.read_bytes()
    except OSError:
        return None
    digest, body = content[:32], content[32:]
    if hashlib.sha256(body).digest() == digest:
        with suppress(KeyError, TypeError, ValueError, EOFError):
            message = laes(io.BytesIO(body))
            if message is not None:
                with suppress(OSError):
                    os.utime(path, (time(), path.stat().st_mtime))  # used now; made then
                return pak_ud(*message)
    logger.warning("A kept part was damaged and is made again: %s", path.name)
    with suppress(OSError):
        path.unlink()
    return None


def gem(key: str, sats: Sats) -> None:
    """Keep a part: whole or not at all. A folder that cannot be written is logged, and nothing is kept."""
    if not settings.PRINT_CACHE_MB:
        return
    body = io.BytesIO()
    skriv(body, *pak(sats))
    try:
        folder = _folder()
        handle, temporary = tempfile.mkstemp(prefix=".", dir=folder)  # read and written by us alone
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(body.getvalue()).digest() + body.getvalue())
            os.replace(temporary, _path(key))
        except BaseException:
            os.unlink(temporary)
            raise
        _clean_now_and_then(folder)
    except OSError as error:
        logger.warning("A part of a paper could not be kept: %s", error.strerror)


def ryd_op(limit: int | None = None) -> int:
    """Remove what is too old, and what was used longest ago until the rest is small enough. How many files."""
    most = settings.PRINT_CACHE_MB * 1024 * 1024 if limit is None else limit
    now, removed = time(), 0
    kept = []
    for path, stat in _files(_folder()):
        if now - stat.st_mtime > MAX_AGE:
            removed += _remove(path)
        else:
            kept.append((stat.st_atime, stat.st_size, path))
    total = sum(size for _, size, _ in kept)
    if total > most:
        for _used, size, path in sorted(kept):
            if total <= most * FULL_AGAIN:
                break
            removed += _remove(path)
            total -= size
    return removed


def _remove(path: Path) -> bool:
    with suppress(OSError):
        path.unlink()
        return True
    return False


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for path in folder.iterdir():
        with suppress(OSError):  # another process removed it
            yield path, path.stat()


def _clean_now_and_then(folder: Path) -> None:
    """Not at every part: all processes together once in BETWEEN_CLEANINGS. The mark is the folder's neighbour."""
    mark = folder.with_name(f"{folder.name}.ryddet")
    with suppress(FileNotFoundError):
        if time() - mark.stat().st_mtime < BETWEEN_CLEANINGS:
            return
    mark.touch(mode=0o600)
    ryd_op()


def _folder() -> Path:
    folder = Path(settings.PRINT_CACHE_ROOT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _path(key: str) -> Path:
    return Path(settings.PRINT_CACHE_ROOT, f"{key}.del")
