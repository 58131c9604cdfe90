"""The budget in Excel, out and in, in one and the same layout.

Out: `skriv_budgetark`. In: `laes_budgetark` → `sammenlign` (what will change, row by row) → `gem_budgetark` (all or
nothing). A file knows what the plan said when it was made, so a colleague's changes since then are told from its own.
"""

from plans.penge.ark.forskel import Forskel, sammenlign
from plans.penge.ark.gem import Budgetarkfejl, gem_budgetark, proev_budgetark
from plans.penge.ark.indhold import Budgetfil, Budgetindhold, indhold_af
from plans.penge.ark.laes import laes_budgetark
from plans.penge.ark.skriv import skriv_budgetark

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
