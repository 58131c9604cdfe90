"""Writing the dossier: the parts' files one by one, then the table of contents and the checksums."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from plans.models import Helhedsplan
from reporting.dossier.dele import Del
from reporting.dossier.valg import Valg
from reporting.pakke import Lagt, Linje, Pakke, Post, fyld
from reporting.pakke.navne import navn_af

STIL = "stil.css"


@dataclass(frozen=True, slots=True)
class Filhenvisning:
    """A file in the table of contents. `href` is its path there as an address."""

    lagt: Lagt

    @property
    def href(self) -> str:
        return quote(self.lagt.sti)

    @property
    def navn(self) -> str:
        return self.lagt.navn

    @property
    def size(self) -> int:
        return self.lagt.size


@dataclass(frozen=True, slots=True)
class Indeksraekke:
    """A line of the table of contents: its files, and what is missing of it with the reason."""

    titel: str
    om: str
    filer: tuple[Filhenvisning, ...]
    mangler: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Indeksdel:
    """A part of the table of contents. `id` is its place on the page."""

    id: str
    titel: str
    om: str
    raekker: tuple[Indeksraekke, ...]

    @property
    def antal_filer(self) -> int:
        return sum(len(row.filer) for row in self.raekker)

    @property
    def antal_mangler(self) -> int:
        return sum(len(row.mangler) for row in self.raekker)


@dataclass(frozen=True, slots=True)
class Indhold:
    """What the dossier became: its parts, and how many files there are of how many bytes."""

    dele: tuple[Indeksdel, ...]
    size: int

    @property
    def antal_filer(self) -> int:
        return sum(part.antal_filer for part in self.dele)

    @property
    def antal_mangler(self) -> int:
        return sum(part.antal_mangler for part in self.dele)


def skriv_dossier(
    to: IO[bytes],
    valg: Valg,
    dele: Sequence[Del],
    *,
    sig: Callable[[int, int, str], None] = lambda nu, i_alt, tekst: None,
    stoerst: int | None = None,
) -> Indhold:
    """Write the ZIP to an open file. `sig` is told "file 3 of 47" before each. Returns what its contents say.

    `stoerst` is how many bytes the files may fill together (otherwise `reporting.pakke.skriv.STOERST`).
    What cannot be read, is altered or makes it too large is left out and named in the table of contents.
    """
    planned = [(part, post) for n, part in enumerate(dele, start=1) for post in part.poster(valg, f"{n} {part.titel}")]
    told = 0

    def told_of(post: Post) -> None:
        nonlocal told
        told += 1
        sig(told, len(planned), f"{planned[told - 1][0].titel}: {post.titel}")

    limit = {} if stoerst is None else {"stoerst": stoerst}
    with Pakke(to, dag=timezone.localdate(valg.made_at), **limit) as pakke:
        linjer = list(fyld(pakke, (post for _, post in planned), told_of))
        of_part = list(zip((part.slug for part, _ in planned), linjer, strict=True))
        found = Indhold(
            tuple(_del(part, [linje for slug, linje in of_part if slug == part.slug]) for part in dele), pakke.size
        )
        pakke.laeg_fast(STIL, Path(settings.BASE_DIR, "static/reporting/dossier.css").read_bytes())
        page = render_to_string("reporting/dossier/index.html", {"plan": valg.plan, "valg": valg, "indhold": found})
        pakke.laeg_fast("index.html", page.encode())
    return found


def filnavn(plan: Helhedsplan, made_at: datetime) -> str:
    """ "Dossier Rum for Liv 2026-03-01.zip"."""
    return navn_af(f"Dossier {plan.short_name} {timezone.localdate(made_at):%Y-%m-%d}.zip")


def _del(part: Del, linjer: Iterable[Linje]) -> Indeksdel:
    rows = []
    for (titel, om), group in groupby(linjer, lambda linje: (linje.post.titel, linje.post.om)):
        of_row = list(group)
        rows.append(
            Indeksraekke(
                titel,
                om,
                tuple(Filhenvisning(linje.lagt) for linje in of_row if linje.lagt),
                tuple((linje.post.navn, linje.mangler) for linje in of_row if not linje.lagt),
            )
        )
    return Indeksdel(part.slug, part.titel, part.om, tuple(rows))
