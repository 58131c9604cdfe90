"""Actuals as they are printed: whole kroner, and every printed sum is the sum of what is printed. No queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from uuid import UUID

from helhedsplan.numbers import fordel_afrunding
from plans.penge.regnskab.regler import NOUGHT, Stand


@dataclass(frozen=True, slots=True)
class Raatal:
    """A row before it is rounded: kroner, exactly. `budget` is None where the agreement states none.

    `is_open`: the budget is not all there (part of it has no year), so nothing can be said to be too much.
    """

    navn: str
    uuid: UUID | None
    budget: Decimal | None
    brugt: Decimal
    overfoert: Decimal = NOUGHT
    is_open: bool = False

    @property
    def stand(self) -> Stand:
        """Spent against what there is to spend."""
        nothing = self.budget is None and not self.overfoert
        return Stand(None if nothing else (self.budget or NOUGHT) + self.overfoert, self.brugt)


@dataclass(frozen=True, slots=True)
class Linje:
    """A printed row, whole kroner. `pct` and `is_overspent` come from the exact figures."""

    navn: str
    uuid: UUID | None
    budget: Decimal | None
    overfoert: Decimal
    brugt: Decimal
    pct: Decimal | None
    is_overspent: bool

    @property
    def til_raadighed(self) -> Decimal | None:
        """Budget and what was carried in."""
        return None if self.budget is None and not self.overfoert else (self.budget or NOUGHT) + self.overfoert

    @property
    def rest(self) -> Decimal | None:
        """What is left; None without a budget."""
        return None if self.til_raadighed is None else self.til_raadighed - self.brugt

    @property
    def bredde(self) -> str:
        """How far a bar reaches, 0-100 with a dot."""
        return "0" if self.pct is None else f"{min(max(self.pct, NOUGHT), Decimal(100)):.2f}"


@dataclass(frozen=True, slots=True)
class Tabel:
    """Rows with their sum."""

    linjer: tuple[Linje, ...]
    i_alt: Linje

    @property
    def har_overfoert(self) -> bool:
        """Whether anything was carried into any row."""
        return any(linje.overfoert for linje in self.linjer)

    @property
    def over(self) -> tuple[Linje, ...]:
        """Rows where more is spent than there was."""
        return tuple(linje for linje in self.linjer if linje.is_overspent)


def trykt(rows: Sequence[Raatal], *, i_alt: str = "I alt") -> Tabel:
    """Round each column so that its parts add up to its rounded sum."""
    columns = zip(
        fordel_afrunding([row.budget or NOUGHT for row in rows]),
        fordel_afrunding([row.overfoert for row in rows]),
        fordel_afrunding([row.brugt for row in rows]),
        strict=True,
    )
    linjer = tuple(
        Linje(
            navn=row.navn,
            uuid=row.uuid,
            budget=None if row.budget is None else budget,
            overfoert=overfoert,
            brugt=brugt,
            pct=row.stand.pct,
            is_overspent=row.stand.is_overspent and not row.is_open,
        )
        for row, (budget, overfoert, brugt) in zip(rows, columns, strict=True)
    )
    return Tabel(linjer, _sum(i_alt, rows, linjer))


def _sum(navn: str, rows: Sequence[Raatal], linjer: Sequence[Linje]) -> Linje:
    stated = [row for row in rows if row.budget is not None]
    exact = Raatal(
        navn,
        None,
        sum((row.budget or NOUGHT for row in stated), NOUGHT) if stated else None,
        sum((row.brugt for row in rows), NOUGHT),
        sum((row.overfoert for row in rows), NOUGHT),
    )
    return Linje(
        navn=navn,
        uuid=None,
        budget=sum((linje.budget or NOUGHT for linje in linjer), NOUGHT) if stated else None,
        overfoert=sum((linje.overfoert for linje in linjer), NOUGHT),
        brugt=sum((linje.brugt for linje in linjer), NOUGHT),
        pct=exact.stand.pct,
        is_overspent=exact.stand.is_overspent and not any(row.is_open for row in rows),
    )


def fordel_til(parts: Sequence[Decimal], total: Decimal) -> list[Decimal]:
    """Whole kroner that add up to `total`, which is less than a krone from the parts' sum (largest remainder)."""
    floors = [part.to_integral_value(ROUND_FLOOR) for part in parts]
    missing = int(total - sum(floors, NOUGHT))
    for index in sorted(range(len(parts)), key=lambda i: floors[i] - parts[i])[:missing]:
        floors[index] += 1
    return floors
