"""Changes with consequences: every write goes through here, is validated whole and leaves a trace."""

from plans.services.gem import AlleredeAendret, change, create, retire
from plans.services.spor import describe, record

__all__ = ["AlleredeAendret", "change", "create", "describe", "record", "retire"]
