"""How much of what a plan owes is there: one percentage with its reasons. Pure; in prose: docs/regler.md §6."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deltype:
    """A kind of thing a plan owes: what one and several are called, and how much the kind weighs."""

    key: str
    one: str
    many: str
    vaegt: int


DELTYPER: tuple[Deltype, ...] = (
    Deltype("stamoplysninger", "stamoplysning", "stamoplysninger", 1),
    Deltype("afsnit", "afsnit", "afsnit", 2),
    Deltype("underskrifter", "underskrift", "underskrifter", 1),
    Deltype("bilag", "bilag", "bilag", 1),
    Deltype("delaftaler", "delaftale", "delaftaler", 2),
    Deltype("aktiviteter", "aktivitet", "aktiviteter", 2),
    Deltype("kriterier", "kriterium", "kriterier", 3),
    Deltype("milepaele", "milepæl", "milepæle", 1),
    Deltype("oekonomi", "budgetoplysning", "budgetoplysninger", 2),
    Deltype("organer", "organ", "organer", 1),
)
"""Criteria weigh most: what cannot be measured cannot be followed. What the fund asks for in the agreement weighs two,
what is a formality or follows later weighs one."""


@dataclass(frozen=True, slots=True)
class Del:
    """Of one kind, how many the plan owes and how many of them are there whole."""

    type: Deltype
    skyldes: int
    har: int

    @property
    def mangler(self) -> int:
        """How many are missing or lack something."""
        return self.skyldes - self.har

    @property
    def tekst(self) -> str:
        """ "3 afsnit", "1 kriterium": what is missing, counted."""
        return f"{self.mangler} {self.type.one if self.mangler == 1 else self.type.many}"


@dataclass(frozen=True, slots=True)
class Udfyldelse:
    """A plan's completeness. Kinds of which it owes nothing are not counted."""

    dele: tuple[Del, ...]

    @property
    def procent(self) -> int:
        """The weighted mean of the kinds' shares, whole per cent rounded down: 100 means that nothing is missing."""
        counted = [part for part in self.dele if part.skyldes]
        # One fraction over a common denominator keeps it exact: no float can turn 100 into 99.
        weight = sum(part.type.vaegt for part in counted)
        if not weight:
            return 100
        whole = 1
        for part in counted:
            whole *= part.skyldes
        have = sum(part.type.vaegt * part.har * (whole // part.skyldes) for part in counted)
        return 100 * have // (whole * weight)

    @property
    def grunde(self) -> tuple[Del, ...]:
        """The kinds that lack something."""
        return tuple(part for part in self.dele if part.mangler)

    @property
    def saetning(self) -> str:
        """ "82 % udfyldt: 3 afsnit, 2 bilag og 5 kriterier mangler noget."."""
        words = [part.tekst for part in self.grunde]
        if not words:
            return f"{self.procent} % udfyldt: alt er på plads."
        listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}"
        return f"{self.procent} % udfyldt: {listed} mangler noget."


def udfyldelse(counts: Sequence[tuple[int, int]]) -> Udfyldelse:
    """From (is there, owed) for each of DELTYPER, in order. Raises ValueError when more is there than is owed."""
    parts = tuple(Del(kind, owed, have) for kind, (have, owed) in zip(DELTYPER, counts, strict=True))
    if any(not 0 <= part.har <= part.skyldes for part in parts):
        raise ValueError("More is there than is owed.")
    return Udfyldelse(parts)
