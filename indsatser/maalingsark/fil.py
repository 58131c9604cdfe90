"""What has been read from a file: the cells that say something else than when it was made, and where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from helhedsplan.regneark import Arkfejl, Sted
from indsatser.registrering.perioder import Periode


class Laesefejl(Exception):
    """What is wrong in the file, place by place. Nothing of it is used."""

    def __init__(self, errors: list[Arkfejl]) -> None:
        super().__init__("; ".join(map(str, errors)))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Filcelle:
    """A cell that somebody wrote in: whose it is, what it says, and what it said when the file was made.

    `kriterium` is the criterion's number, `kolonne` the period's among the file's. `foer` is None where the file does
    not know.
    """

    kriterium: int
    kolonne: int
    tekst: str
    foer: str | None
    sted: Sted


@dataclass(frozen=True, slots=True)
class Maalingsfil:
    """The file: its periods, its changed cells, and what a person should know of it."""

    perioder: tuple[Periode, ...]
    celler: tuple[Filcelle, ...]
    noter: tuple[str, ...] = ()

    def som_json(self) -> dict[str, Any]:
        """For keeping while it is looked through."""
        return {
            "perioder": [[each.first.isoformat(), each.last.isoformat()] for each in self.perioder],
            "celler": [
                [c.kriterium, c.kolonne, c.tekst, c.foer, [c.sted.sheet, c.sted.row, c.sted.column]]
                for c in self.celler
            ],
            "noter": list(self.noter),
        }

    @classmethod
    def fra_json(cls, data: Mapping[str, Any]) -> "Maalingsfil":
        """What `som_json` kept."""
        return cls(
            tuple(Periode(date.fromisoformat(first), date.fromisoformat(last)) for first, last in data["perioder"]),
            tuple(
                Filcelle(kriterium, kolonne, tekst, foer, Sted(*sted))
                for kriterium, kolonne, tekst, foer, sted in data["celler"]
            ),
            tuple(data["noter"]),
        )
