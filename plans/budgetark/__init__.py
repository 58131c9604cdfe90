"""The budget in Excel, out and in, in one and the same layout.

Out: `skriv_budgetark`. In: `laes_budgetark` → `sammenlign` (what will change, row by row) → `gem_budgetark` (all or
nothing). A file knows what the plan said when it was made, so a colleague's changes since then are told from its own.
"""

from plans.budgetark.forskel import Forskel, sammenlign
from plans.budgetark.gem import Budgetarkfejl, gem_budgetark, proev_budgetark
from plans.budgetark.indhold import Budgetfil, Budgetindhold, indhold_af
from plans.budgetark.laes import laes_budgetark
from plans.budgetark.skriv import skriv_budgetark

__all__ = [
    "Budgetarkfejl",
    "Budgetfil",
    "Budgetindhold",
    "Forskel",
    "gem_budgetark",
    "indhold_af",
    "laes_budgetark",
    "proev_budgetark",
    "sammenlign",
    "skriv_budgetark",
]
