"""From a document to its strip of parts. What is noise is left out with its reason, never silently."""

import re
from dataclasses import dataclass, field
from typing import Final

from indsatser.importing.aftale.afsnitsled import led_i_afsnit, linjer
from indsatser.importing.aftale.etiketaar import med_aar_under
from indsatser.importing.aftale.led import TABELTITEL, Led, Linje, Overskrift, Skel, Strimmel, Stykke
from indsatser.importing.aftale.maalmaerker import med_maalmaerker
from indsatser.importing.aftale.normal import even
from indsatser.importing.aftale.ordbog import Sikkerhed, is_guidance
from indsatser.importing.aftale.planlagte import med_planlagte_navne
from indsatser.importing.aftale.sidehoveder import SIDETAL, gentagne
from indsatser.importing.aftale.tabelled import FORMULAR, Tabellaeser
from indsatser.importing.aftale.tabt_tabel import in_order
from indsatser.importing.aftale.temakapitler import med_temakapitler
from indsatser.importing.aftale.ukendte_etiketter import med_ukendte_etiketter
from indsatser.importing.dokument.blokke import Afsnit, Dokument, Dokumentart, Tabel, afsnit_i
from indsatser.importing.dokument.fladsider import SIDEHOVED
from indsatser.importing.dokument.websider import WEBSIDE

_LEADER: Final = re.compile(r"(?:\.{4,}|…{2,}|\t)\s*\d{1,3}$")
MAX_OVER: Final = 200
"""Longer paragraphs say nothing of the table under them."""
_WEB_PAGE: Final = re.compile(
    r"størrelse:( px)?|starte visningen fra side:?|transkript|save this pdf as:|"
    r"word\s+png\s+txt\s+jpg|show (?:more|less)|"
    r"download \".*\"|relaterede dokumenter|visninger:?|indlæser\.* ?\(se fuldtekst nu\)|hele teksten|copied!",
    re.IGNORECASE,
)
"""What a web page says around its copy of a document."""
_NOTE: Final = re.compile(
    r"\d{1,2}\s+(?:(?:kilde|kilder|jf\.|se)\b(?!\w)|\w+: [^:]{3,100}, s\. ?\d+\.?$)", re.IGNORECASE
)
"""A note at the foot of a page, its number in front."""


def strimmel(dokument: Dokument) -> Strimmel:
    """The parts of a document in reading order."""
    result = Strimmel()
    tables = Tabellaeser()
    running = gentagne(dokument)
    over = _Over()
    fri = dokument.art is not Dokumentart.DOCX
    for blok in dokument.blokke:
        over.next(blok)
        if isinstance(blok, Tabel):
            result.led.extend(tables.led(blok, over.alle, over.naermest))
        elif reason := _noise(blok, running, fri=fri):
            result.udeladt.extend((line, reason) for line in linjer(blok))
        else:
            result.led.extend(led_i_afsnit(blok, fri=fri))
    for blokke, reason in ((dokument.sidehoveder, "sidehoved"), (dokument.sidefoedder, "sidefod")):
        result.udeladt.extend(
            (line, "hjemmesidens egne ord" if afsnit.style == WEBSIDE else reason)
            for afsnit in afsnit_i(blokke)
            for line in linjer(afsnit)
        )
    result.led = _with_table_titles(_without_guidance(result))
    result.led = med_maalmaerker(result.led)
    if fri:
        result.led = med_aar_under(result.led)
        result.led = med_temakapitler(med_ukendte_etiketter(in_order(med_planlagte_navne(result.led))))
    return result


@dataclass
class _Over:
    """What stands over a table: since the last heading, and since the last table."""

    alle: list[Stykke] = field(default_factory=list)
    naermest: list[Stykke] = field(default_factory=list)
    _was_table: bool = False

    def next(self, blok: Afsnit | Tabel) -> None:
        if isinstance(blok, Tabel):
            self._was_table = True
            return
        if blok.level is not None:
            self.alle = []
        if self._was_table or blok.level is not None:
            self.naermest, self._was_table = [], False
        lines = [line for line in linjer(blok) if len(line.text) <= MAX_OVER]
        self.alle, self.naermest = [*self.alle, *lines], [*self.naermest, *lines]


def _noise(afsnit: Afsnit, running: frozenset[str], *, fri: bool) -> str:
    if afsnit.style == SIDEHOVED and fri:
        return "gentaget på siderne"
    if afsnit.is_toc or _LEADER.search(afsnit.text):
        return "indholdsfortegnelse"
    if SIDETAL.match(afsnit.text.strip()):
        return "sidetal"
    if fri and _WEB_PAGE.fullmatch(afsnit.text.strip()):
        return "hjemmesidens egne ord"
    if fri and _NOTE.match(f"{afsnit.marker} {afsnit.text}".strip()):
        return "fodnote"
    return "gentaget på siderne" if even(afsnit.text) in running else ""


def _without_guidance(result: Strimmel) -> list[Led]:
    kept: list[Led] = []
    for led in result.led:
        if isinstance(led, Linje) and is_guidance(led.stykke.text):
            result.udeladt.append((led.stykke, "skabelonens vejledning"))
        else:
            kept.append(led)
    return kept


def _with_table_titles(led: list[Led]) -> list[Led]:
    """A short line right above a form without a name of its own is the form's title."""
    result: list[Led] = []
    for part in led:
        before = result[-1] if result else None
        if (
            isinstance(part, Skel)
            and part.begynder
            and not part.har_navn
            and isinstance(before, Linje)
            and len(FORMULAR & set(part.etiketter)) >= 2
            and not before.stykke.tabel
            and _may_be_title(before)
        ):
            result[-1] = Overskrift(before.stykke, TABELTITEL, Sikkerhed.LIKELY)
        result.append(part)
    return result


def _may_be_title(linje: Linje) -> bool:
    text = linje.stykke.text
    return (
        2 < len(text) <= 110 and text.rstrip()[-1] not in ".;:,?" and text[0].isalnum() and text[0] == text[0].upper()
    )
