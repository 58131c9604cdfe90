"""Charts as values: pure geometry in, a frozen dataclass with ready-made coordinates out.

Every coordinate is a string with a dot, so that no template can turn it into Danish ("12,5" is not an SVG number).
The templates in templates/reporting/charts/ only print. The same drawing stands on the page and in the PDF.
"""

from reporting.charts.aarslinje import Aarslinje, aarslinje
from reporting.charts.bjaelker import Tilstandsbjaelke, tilstandsbjaelke
from reporting.charts.gnist import Gnist, gnist
from reporting.charts.kriterium import gnist_for, maalelinje_for
from reporting.charts.maalelinje import Maalelinje, maalelinje
from reporting.charts.organdiagram import Organboks, Organdiagram, organdiagram
from reporting.charts.punkter import Maalt

__all__ = [
    "Aarslinje",
    "Gnist",
    "Maalelinje",
    "Maalt",
    "Organboks",
    "Organdiagram",
    "Tilstandsbjaelke",
    "aarslinje",
    "gnist",
    "gnist_for",
    "maalelinje",
    "maalelinje_for",
    "organdiagram",
    "tilstandsbjaelke",
]
