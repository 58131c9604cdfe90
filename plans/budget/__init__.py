"""Money rules, pure: frame, co-financing, reading of amounts, checks and print. In prose: docs/regler.md."""

from plans.budget.laesning import er_velformet, laes_beloeb, laesninger
from plans.budget.opgoerelse import (
    Beloeb,
    Medfinansiering,
    Rammeopgoerelse,
    kroner_for_timer,
    opgoer_medfinansiering,
    opgoer_ramme,
)

__all__ = [
    "Beloeb",
    "Medfinansiering",
    "Rammeopgoerelse",
    "er_velformet",
    "kroner_for_timer",
    "laes_beloeb",
    "laesninger",
    "opgoer_medfinansiering",
    "opgoer_ramme",
]
