"""Whether printed sums are the sums of what is printed. A difference is told, and nothing is changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indsatser.importing.aftale.budget.maerker import Kilde
from indsatser.importing.aftale.budget.tabel import Tal
from indsatser.importing.aftale.normal import even


@dataclass(frozen=True, slots=True)
class Sumfejl:
    """A printed sum and what the numbers make."""

    trykt: Tal
    regnet: Decimal


def efterregn(tal: Sequence[Tal]) -> Iterator[Sumfejl]:
    """The sums that do not fit. One whose parts are not all printed and readable is not judged."""
    parts = [one for one in tal if not one.is_sum]
    for total in tal:
        if not total.is_sum or total.vaerdi is None:
            continue
        sums = [summed for family in _families(parts) if (summed := _sum(total, family)) is not None]
        if sums and total.vaerdi not in sums:
            yield Sumfejl(total, sums[0])


def passer(total: Tal, tal: Sequence[Tal]) -> bool:
    """Whether a printed sum is the sum of its parts, or cannot be judged."""
    return all(one.trykt is not total for one in efterregn(tal))


def _families(parts: Sequence[Tal]) -> list[list[Tal]]:
    """Amounts that divide the money in the same way: by year, by source, or by both."""
    found: dict[tuple[bool, bool], list[Tal]] = {}
    for one in parts:
        found.setdefault((one.kilde is not None, one.tid is not None), []).append(one)
    return list(found.values())


def _sum(total: Tal, family: Sequence[Tal]) -> Decimal | None:
    """What the amounts under a sum make; None where there are none or one of them cannot be read."""
    has_source, has_time = family[0].kilde is not None, family[0].tid is not None
    if (total.kilde and not has_source) or (total.tid and not has_time):
        return None
    mine = [one for one in family if _is_under(one, total)]
    if total.kilde and total.kilde.art == "lokal" and not any(_same_source(one.kilde, total.kilde) for one in mine):
        mine = [one for one in family if _is_under(one, total, local=True)]
    values = [one.vaerdi for one in mine]
    if not values or any(value is None for value in values):
        return None
    return sum((value for value in values if value is not None), Decimal())


def _is_under(one: Tal, total: Tal, *, local: bool = False) -> bool:
    if total.tid and (one.tid is None or even(one.tid.trykt) != even(total.tid.trykt)):
        return False
    if total.post and even(total.post) not in (even(one.post), even(one.gruppe)):
        return False
    if not total.kilde:
        return True
    return (one.kilde is not None and one.kilde.art != "lbf") if local else _same_source(one.kilde, total.kilde)


def _same_source(one: Kilde | None, other: Kilde | None) -> bool:
    return one is not None and other is not None and even(one.navn) == even(other.navn)
