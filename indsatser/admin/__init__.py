"""The administration of what is done. It also adds the work to the delaftale's own page."""

from indsatser.admin import (
    aktivitet,
    delaftale,
    initiativ,
    kriterium,
    lokalprojekt,
    maaling,
    milepaelsplan,
    omraade,
    opfoelgning,
)

__all__ = [
    "aktivitet",
    "delaftale",
    "initiativ",
    "kriterium",
    "lokalprojekt",
    "maaling",
    "milepaelsplan",
    "omraade",
    "opfoelgning",
]
