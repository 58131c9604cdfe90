"""A page of the dossier that is one table."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string

from reporting.dossier.valg import Valg


@dataclass(frozen=True, slots=True)
class Tabelside:
    """`niveau` is how many folders the page stands in."""

    titel: str
    om: str
    kolonner: tuple[str, ...]
    raekker: tuple[tuple[str, ...], ...]
    niveau: int = 1

    @property
    def rod(self) -> str:
        """The way back to the dossier's root."""
        return "../" * self.niveau

    @property
    def raekker_med_navne(self) -> Iterator[tuple[tuple[str, str], ...]]:
        """Each cell with its column's name: a narrow screen says it before the cell."""
        return (tuple(zip(self.kolonner, row, strict=True)) for row in self.raekker)


def tabelside(make: Callable[[], Tabelside], valg: Valg) -> Callable[[], Iterable[bytes]]:
    """The page as a file, made when its turn comes."""
    return lambda: iter(
        (render_to_string("reporting/dossier/tabel.html", {"side": make(), "valg": valg, "plan": valg.plan}).encode(),)
    )
