"""Names of files in a ZIP that every system can unpack: no folders in them, none twice, none too long."""

import re

from helhedsplan.filer import eget_navn

LAENGST = 120
"""Marks in a name. With two folders before it a path stays below the 260 that Windows reads."""
FORBUDTE = re.compile(r'[<>:"/\\|?*]+')
SKRAASTREG = re.compile(r"\s*[/\\]\s*")
MANGE_MELLEMRUM = re.compile(r"\s+")
WINDOWS = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
ENDELSE = re.compile(r"\.[a-z0-9]{1,8}", re.I)


def sikkert_navn(name: str, *, laengst: int = LAENGST) -> str:
    """A file's or a folder's name, cut before its ending. æ, ø and å stay; a name of nothing becomes "fil"."""
    plain = MANGE_MELLEMRUM.sub(" ", FORBUDTE.sub("-", eget_navn(name).replace(": ", " - "))).strip(" .")
    if not plain.strip("-"):
        plain = "fil"
    if WINDOWS.fullmatch(plain):
        plain = f"_{plain}"
    if len(plain) <= laengst:
        return plain
    stem, dot, last = plain.rpartition(".")
    ending = f".{last}" if dot and ENDELSE.fullmatch(f".{last}") else ""
    stem = stem if ending else plain
    return f"{stem[: laengst - len(ending)].rstrip(' .')}{ending}"


def navn_af(title: str) -> str:
    """A file's or a folder's name made of a title. A slash in one is between words, not folders: "Børn-unge"."""
    return sikkert_navn(SKRAASTREG.sub("-", title))


def nummereret(name: str, taken: set[str]) -> str:
    """The name, or with a number before its ending where it is taken. Large and small letters are one, as on Windows.

    The name given is added to `taken`.
    """
    found, number = name, 1
    stem, dot, last = name.rpartition(".")
    while found.casefold() in taken:
        number += 1
        found = f"{stem} ({number}).{last}" if dot and stem else f"{name} ({number})"
    taken.add(found.casefold())
    return found
