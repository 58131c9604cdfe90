"""Changes with consequences: every write goes through here, is validated whole and leaves a trace."""

from plans.services.gem import AlleredeAendret, change, create, delete, is_reference, is_used, retire
from plans.services.spor import describe, record, trail_of

__all__ = [
    "AlleredeAendret",
    "change",
    "create",
    "delete",
    "describe",
    "is_reference",
    "is_used",
    "record",
    "retire",
    "trail_of",
]
