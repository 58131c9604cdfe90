"""What is to be written of in a report, in the order of the paper: sections with what is proposed."""

from uuid import UUID

from reporting.facts.emner import Afsnit, Raekke, planens_emner, skrevne
from reporting.facts.maalopfyldelsesskema import Maalopfyldelsesskema
from reporting.papirer.arter import Papir

__all__ = ["Afsnit", "Raekke", "build_afsnit", "skrevne"]


def build_afsnit(papir: Papir, rapport: UUID) -> tuple[Afsnit, ...]:
    """The sections of a paper; `rapport` is the uuid that what is said of all of it stands under. No queries.

    None for a paper that prints no words of the report's: what is written is always printed.
    """
    if isinstance(papir, Maalopfyldelsesskema):
        rows = (line for kvartal in papir.aarets_milepaele for line in kvartal.milepaele)
        return planens_emner(papir.fakta, rapport, rows, milepaele_titel="Årets milepæle")
    found: tuple[Afsnit, ...] = getattr(papir, "emner", ())
    return found
