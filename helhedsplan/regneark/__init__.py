"""Spreadsheets in and out, for everything that is read from Excel or CSV or written to Excel.

In: `laes_regneark` gives cells that know their place, `vaerdier` reads them as amounts, years, days and text, and
every refusal is an `Arkfejl` with sheet, row, column and a Danish sentence. Out: `skriv_regneark`.
"""

from helhedsplan.regneark.celler import Ark, Arkfejl, Celle, Graenser, Regneark, Sted, kolonnebogstav
from helhedsplan.regneark.laes import GRAENSER, laes_regneark, laes_uden_cpr
from helhedsplan.regneark.skriv import Formel, Stil, Udark, Udcelle, ligner_formel, skriv_regneark
from helhedsplan.regneark.vaerdier import som_aar, som_beloeb, som_dato, som_tal, som_tekst

__all__ = [
    "GRAENSER",
    "Ark",
    "Arkfejl",
    "Celle",
    "Formel",
    "Graenser",
    "Regneark",
    "Sted",
    "Stil",
    "Udark",
    "Udcelle",
    "kolonnebogstav",
    "laes_regneark",
    "laes_uden_cpr",
    "ligner_formel",
    "skriv_regneark",
    "som_aar",
    "som_beloeb",
    "som_dato",
    "som_tal",
    "som_tekst",
]
