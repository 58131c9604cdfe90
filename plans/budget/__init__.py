"""Money rules, pure: frame, co-financing, reading of amounts, checks and print. In prose: docs/regler.md."""

from plans.budget.kontrol import Kontrol, Kontrolart, kontroller, medfinansiering
from plans.budget.laesning import er_fejltrykt, er_velformet, laes_beloeb, laesninger
from plans.budget.opgoerelse import (
    Beloeb,
    Medfinansiering,
    Rammeopgoerelse,
    kroner_for_timer,
    opgoer_medfinansiering,
    opgoer_ramme,
)
from plans.budget.tryk import Trykt, fordel_til, tryk, tryk_flyttet
from plans.budget.typer import Budget, Budgetkilde, Budgetraekke, Celle

__all__ = [
    "Beloeb",
    "Budget",
    "Budgetkilde",
    "Budgetraekke",
    "Celle",
    "Kontrol",
    "Kontrolart",
    "Medfinansiering",
    "Rammeopgoerelse",
    "Trykt",
    "er_fejltrykt",
    "er_velformet",
    "fordel_til",
    "kontroller",
    "kroner_for_timer",
    "laes_beloeb",
    "laesninger",
    "medfinansiering",
    "opgoer_medfinansiering",
    "opgoer_ramme",
    "tryk",
    "tryk_flyttet",
]
