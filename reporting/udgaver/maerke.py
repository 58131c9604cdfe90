"""What an issued paper says of itself, in its footer and on its first page."""

import secrets
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from helhedsplan.datoer import dato

TEGN = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1 and I and L: nobody reads one for the other off a print."""
LAENGDE = 8
VIST_SUM = 8


@dataclass(frozen=True, slots=True)
class Udgavemaerke:
    """The mark of an edition. `kontrolsum` is that of its facts: a file cannot print its own (ADR 0062)."""

    nummer: int
    udstedt: date
    kontrolnummer: str
    kontrolsum: str
    retter: int | None = None

    @property
    def fod(self) -> str:
        """The line of the footer: "Udgave nr. 2 · udstedt 24.11.2026 · kontrolnr. K7QF-3MPA · kontrolsum ab12…"."""
        parts = [
            f"Udgave nr. {self.nummer}",
            f"udstedt {dato(self.udstedt)}",
            f"kontrolnr. {self.kontrolnummer}",
            f"kontrolsum {self.kontrolsum[:VIST_SUM]}…",
        ]
        return " · ".join(parts)

    @property
    def retter_sagt(self) -> str:
        return f"Den retter og erstatter udgave nr. {self.retter}." if self.retter else ""

    @property
    def adresse(self) -> str:
        """Where anybody can look the number up."""
        return f"{settings.SITE_URL}{reverse('reporting:udgave_kontrol', args=[self.kontrolnummer])}"


def nyt_kontrolnummer() -> str:
    """Eight characters, 31⁸ of them: nobody guesses one that is in use."""
    return "".join(secrets.choice(TEGN) for _ in range(LAENGDE))


def laes_kontrolnummer(text: str) -> str:
    """The number as it is stored, however it was typed: "k7qf 3mpa". Raises ValueError in Danish for what is none."""
    typed = "".join(sign for sign in text.upper() if sign not in " -–\u00a0")
    if len(typed) != LAENGDE or any(sign not in TEGN for sign in typed):
        raise ValueError("Et kontrolnummer er otte bogstaver og tal, f.eks. K7QF-3MPA. Det står nederst på papiret.")
    return typed
