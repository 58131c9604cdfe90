"""Figures in sentences: the krone that the tables print, and øre only where whole kroner would hide a difference.

Pure; in prose: docs/regler.md §5.1.
"""

from dataclasses import dataclass
from decimal import Decimal

from helhedsplan.numbers import kroner, kroner_praecis, round_kr


@dataclass(frozen=True, slots=True)
class Kr:
    """An amount as it is and as it is printed. Without a printed one it stands alone and is rounded by itself."""

    exact: Decimal
    printed: Decimal

    @classmethod
    def alene(cls, amount: Decimal) -> "Kr":
        """An amount that is part of no printed sum."""
        return cls(amount, round_kr(amount))

    def __str__(self) -> str:
        """ "1.250 kr."; with øre where it would else read as nothing."""
        return kroner(self.printed) if self.printed or not self.exact else kroner_praecis(self.exact)

    def __sub__(self, other: "Kr") -> "Kr":
        return Kr(self.exact - other.exact, self.printed - other.printed)

    def __neg__(self) -> "Kr":
        return Kr(-self.exact, -self.printed)


def holdt_op(one: Kr, other: Kr) -> tuple[str, str, str]:
    """Two amounts and the difference of them (one − other), as they can stand in one sentence.

    The printed kroner, whose difference is the printed difference. Where they would say something else than the
    amounts do (equal where they are not, or the other one greater), all three are written with øre.
    """
    rest = one - other
    if _sign(rest.exact) == _sign(rest.printed):
        return kroner(one.printed), kroner(other.printed), kroner(rest.printed)
    return kroner_praecis(one.exact), kroner_praecis(other.exact), kroner_praecis(rest.exact)


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)
