"""The administration of what is done. It also adds the work to the delaftale's own page."""

from indsatser.admin import (
    aftalelaesning,
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
    "aftalelaesning",
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
