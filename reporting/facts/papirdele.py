"""Sections of papers from their declaration: a text, a table whose columns the round declares, and all of a paper."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from uuid import UUID

from indsatser.models import Medarbejderressource, Samarbejdsrelation
from reporting import formulering
from reporting.facts.linjer import KriterieLinje
from reporting.facts.pengepapir import Kolonne, Papirraekke, Papirtabel, Papirvaerdi, Slags
from reporting.facts.tekstpapir import Papirafsnit
from reporting.facts.vurderinger import Skrevet
from reporting.formularer import Formdel, Formular

Delbygger = Callable[[Formdel], Papirafsnit | tuple[Papirafsnit, ...]]
Tabelbygger = Callable[[Formdel], Papirtabel | None]
Vaerdier = Mapping[str, Papirvaerdi]
"""What a row has to show, by the key of the column; a layout chooses among them."""

SLAGS = {
    **dict.fromkeys(
        ("kriterium", "partner", "rolle", "post", "milepael", "aktivitet", "bilag", "tid", "organ"), Slags.NAVN
    ),
    **dict.fromkeys(("maal", "nummer", "frist", "antal"), Slags.KORT),
    **dict.fromkeys(("lbf", "lokal", "i-alt", "budget", "brugt", "rest", "beloeb"), Slags.KRONER),
    **dict.fromkeys(("pladser", "opgaver"), Slags.BRED),
    "pct": Slags.PROCENT,
    "naaet": Slags.DATO,
}
"""What kind of value a column holds; all others are text."""


def samle(layout: Formular, makers: Mapping[str, Delbygger]) -> tuple[Papirafsnit, ...]:
    """The sections in the order of the layout. Those that are only printed when filled in are left out when empty."""
    found: list[Papirafsnit] = []
    for part in layout.dele:
        made = makers[part.noegle](part)
        sections = made if isinstance(made, tuple) else (made,)
        found += [one for one in sections if not (part.kun_udfyldt and one.er_tomt)]
    return tuple(found)


def samle_tabeller(layout: Formular, makers: Mapping[str, Tabelbygger]) -> tuple[Papirtabel, ...]:
    """The tables in the order of the layout. A maker has None to show where the plan has nothing of that kind."""
    made = ((part, makers[part.noegle](part)) for part in layout.dele)
    return tuple(table for part, table in made if table and (table.raekker or not part.kun_udfyldt))


def uden(part: Formdel, keys: Collection[str]) -> Formdel:
    """The part without the columns that say nothing here."""
    return replace(part, kolonner=tuple(one for one in part.kolonner if one[0] not in keys))


def tekst(text: str, *, note: str = "") -> Delbygger:
    """A section that is a long field."""
    return lambda part: Papirafsnit(part.noegle, part.overskrift, tekst=text, note=note)


def tabelafsnit(
    part: Formdel, rows: Iterable[Papirraekke], *, tom: str = "Ikke oplyst.", note: str = ""
) -> Papirafsnit:
    """A section that is a table, or says that there is nothing."""
    return Papirafsnit(part.noegle, part.overskrift, note=note, tabeller=tabel(part, rows), tom=tom)


def tabel(part: Formdel, rows: Iterable[Papirraekke], heading: str = "") -> tuple[Papirtabel, ...]:
    """The table with the part's columns; none without rows."""
    found = tuple(rows)
    columns = tuple(Kolonne(words, SLAGS.get(key, Slags.TEKST)) for key, words in part.kolonner)
    return (Papirtabel(part.noegle, heading or part.overskrift, columns, found),) if found else ()


def raekke(
    part: Formdel,
    values: Vaerdier,
    *,
    is_sum: bool = False,
    note: str = "",
    uuid: UUID | None = None,
    skrevet: Skrevet | None = None,
) -> Papirraekke:
    """A row with the values that the part's columns ask for."""
    found = (values[key] for key, _ in part.kolonner)
    return Papirraekke(tuple(None if value == "" else value for value in found), is_sum, note, uuid, skrevet)


def kolonner(
    part: Formdel, slags: Mapping[str, Slags], flere: Mapping[str, Iterable[Kolonne]] = MappingProxyType({})
) -> tuple[Kolonne, ...]:
    """The part's columns in its order and words: `slags` is what they hold, kroner where nothing is said.

    `flere` are those that stand for several, such as a column for each year.
    """
    return tuple(
        one for key, words in part.kolonner for one in flere.get(key, (Kolonne(words, slags.get(key, Slags.KRONER)),))
    )


def flerraekke(
    part: Formdel,
    values: Mapping[str, tuple[Papirvaerdi, ...]],
    *,
    is_sum: bool = False,
    note: str = "",
    uuid: UUID | None = None,
) -> Papirraekke:
    """A row of a table where a column of the part may stand for several: each key has as many values as columns."""
    return Papirraekke(tuple(one for key, _ in part.kolonner for one in values[key]), is_sum, note, uuid)


def kriterieraekker(part: Formdel, lines: Iterable[KriterieLinje]) -> list[Papirraekke]:
    """A row for each criterion and for each part of one that is compound."""
    rows = []
    for line in lines:
        rows.append(_kriterieraekke(part, line))
        rows += [_kriterieraekke(part, one, f"Delmål {n}: ") for n, one in enumerate(line.dele, start=1)]
    return rows


def _kriterieraekke(part: Formdel, line: KriterieLinje, before: str = "") -> Papirraekke:
    values: Vaerdier = {
        "kriterium": f"{before}{line.kode} {line.saetning}".replace("  ", " ").strip(),
        "maal": f"{line.maal})" if line.maal else None,
        "kilde": line.kilde,
        "udgangspunkt": formulering.udgangspunkt(line),
        "maaltal": formulering.maal(line),
        "frist": formulering.frist(line),
    }
    return raekke(part, values, note=line.note, uuid=line.uuid)


def ressourceraekker(part: Formdel, rows: Iterable[Medarbejderressource]) -> list[Papirraekke]:
    """A row for each kind of staff."""
    return [
        raekke(
            part,
            {"rolle": row.role, "maengde": formulering.arbejdstid(row), "arbejdsgiver": row.employer},
            note=row.note,
            uuid=row.uuid,
        )
        for row in rows
    ]


def partnerraekker(part: Formdel, rows: Iterable[Samarbejdsrelation], sted: str = "") -> list[Papirraekke]:
    """A row for each partner."""
    return [
        raekke(part, {"partner": row.organisation, "om": row.about, "sted": sted}, note=row.note, uuid=row.uuid)
        for row in rows
    ]
