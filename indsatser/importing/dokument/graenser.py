"""How much of a document is read, and the refusal that says so."""

import time
from typing import Final

MAX_SIDER: Final = 500
MAX_TEGN: Final = 2_000_000  # some 500 full pages
MAX_BLOKKE: Final = 40_000
MAX_DYBDE: Final = 12  # tables inside tables
SEKUNDER: Final = 20  # by the clock, for the whole reading

FOR_MANGE_SIDER: Final = "Dokumentet har {sider} sider. Der kan læses højst {max} ad gangen. Del det i flere."
FOR_LANGT: Final = "Dokumentet er for langt til at blive læst på én gang. Del det i flere."
FOR_INDVIKLET: Final = "Dokumentet er for indviklet til at blive læst. Gem det i en enklere udgave."
FOR_LANGSOMT: Final = "Det tog for lang tid at læse dokumentet. Gem det i en enklere udgave, eller del det i flere."


class DokumentAfvist(Exception):
    """A document that is not read. Its text is one Danish sentence for the person who chose it."""


class Maengde:
    """Counts what is read of one document. Raises DokumentAfvist when it is too much or takes too long."""

    def __init__(self, seconds: float = SEKUNDER) -> None:
        self._until = time.monotonic() + seconds
        self._blocks = 0
        self._marks = 0

    def laes(self, text: str) -> None:
        """One more block with this text."""
        self._blocks += 1
        self._marks += len(text)
        if self._blocks > MAX_BLOKKE or self._marks > MAX_TEGN:
            raise DokumentAfvist(FOR_LANGT)
        if self._blocks % 64 == 0:
            self.tid()

    def tid(self) -> None:
        """Whether there is time left."""
        if time.monotonic() > self._until:
            raise DokumentAfvist(FOR_LANGSOMT)


def tjek_sider(sider: int | None) -> None:
    """Refuse a document of more pages than are read. Raises DokumentAfvist."""
    if sider is not None and sider > MAX_SIDER:
        raise DokumentAfvist(FOR_MANGE_SIDER.format(sider=f"{sider:,}".replace(",", "."), max=MAX_SIDER))
