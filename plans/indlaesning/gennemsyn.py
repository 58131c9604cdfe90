"""What was read held against what is stored, as a person looks it through before it is saved. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any, Generic, Protocol, TypeVar

from helhedsplan.regneark import Arkfejl


class Hvad(StrEnum):
    """What becomes of a line. Not every kind of import has them all."""

    NY = "ny"
    AENDRES = "ændres"
    FINDES = "er der allerede"
    IKKE_OPLYST = "ikke oplyst"
    SPRINGES_OVER = "springes over"


class Linje(Protocol):
    """A line of the file as it will be saved."""

    @property
    def hvad(self) -> Hvad:
        """What becomes of it."""

    @property
    def stored(self) -> Any:
        """The row that is there already, or None."""

    @property
    def kendetegn(self) -> str:
        """All of it that decides what is saved, the stored row's version among it."""


L = TypeVar("L", bound=Linje)


@dataclass(frozen=True, slots=True)
class Gennemset(Generic[L]):
    """The whole file, held against what is there. With errors nothing can be saved."""

    linjer: tuple[L, ...]
    fejl: tuple[Arkfejl, ...]

    def antal(self, hvad: Hvad) -> int:
        """How many lines have that fate."""
        return sum(linje.hvad == hvad for linje in self.linjer)

    @property
    def nye(self) -> int:
        return self.antal(Hvad.NY)

    @property
    def aendrede(self) -> int:
        return self.antal(Hvad.AENDRES)

    @property
    def findes(self) -> int:
        return self.antal(Hvad.FINDES)

    @property
    def ikke_oplyst(self) -> int:
        return self.antal(Hvad.IKKE_OPLYST)

    @property
    def sprunget_over(self) -> int:
        return self.antal(Hvad.SPRINGES_OVER)

    @property
    def aftryk(self) -> str:
        """Changes when anything that would be saved changes: what was seen is what is saved."""
        return sha256("\n".join(linje.kendetegn for linje in self.linjer).encode()).hexdigest()[:16]
