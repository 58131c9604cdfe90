"""A table with a row for each activity: its first head asks for the activity, the others are labels of a form."""

from collections.abc import Iterator
from typing import Final

from indsatser.importing.aftale.afsnitsled import FORMULARORD, label_of, linjer
from indsatser.importing.aftale.led import Etiket, Led, Linje, Rad, Stykke
from indsatser.importing.aftale.ordbog import Navn, Sikkerhed, find_columns, ordbog
from indsatser.importing.dokument.blokke import Celle, Tabel, afsnit_i

_FEW: Final = 2
"""So many other heads of a form tell it from a list of activities."""
_LONGEST_NAME: Final = 120


def aktivitetsraekker(tabel: Tabel, number: int) -> Iterator[Led] | None:
    """The parts of such a table, row by row as forms, or as plain rows where the other heads are no form's; None for
    any other table."""
    for at, raekke in enumerate(tabel.raekker[:2]):
        heads = _heads(raekke.celler)
        if heads:
            return _rows(tabel, number, at, heads)
    return _plain_rows(tabel, number) if _is_list(tabel) else None


def _is_list(tabel: Tabel) -> bool:
    """Activities with something else beside them (amounts, years): a head that asks for the activity, more than one
    column, and no label under the head."""
    rows = [[cell for cell in raekke.celler if not cell.is_empty] for raekke in tabel.raekker]
    rows = [row for row in rows if row]
    if len(rows) < 2 or len(rows[0]) < 2 or not _asks_for_name(rows[0][0]) or label_of(rows[0][1].text):
        return False
    return not find_columns(rows[0][1].text) and not any(label_of(row[0].text) for row in rows[1:])


def _plain_rows(tabel: Tabel, number: int) -> Iterator[Led]:
    for raekke in tabel.raekker:
        cells = [cell for cell in raekke.celler if not cell.is_empty]
        if cells:
            yield Rad(tuple(("", _lines(cell, number)) for cell in cells), number)


def _heads(celler: tuple[Celle, ...]) -> dict[int, tuple[Celle, tuple[Navn, ...]]]:
    """The label of each column, the activity's first; {} where the row is no such head."""
    filled = [cell for cell in celler if not cell.is_empty]
    if len(filled) < 1 + _FEW or not _asks_for_name(filled[0]):
        return {}
    found = {cell.column: (cell, _label(cell)) for cell in filled[1:]}
    known = [navne for _cell, navne in found.values() if navne]
    return found if len(known) >= _FEW and len(known) >= len(found) - 1 else {}


def _asks_for_name(cell: Celle) -> bool:
    return "aktivitet" in find_columns(cell.text) or any(one.key == "aktivitetsnavn" for one in label_of(cell.text))


def _label(cell: Celle) -> tuple[Navn, ...]:
    """What a head asks for; of two things ("Formål og målgruppe") the first, and then it is likely."""
    text = " ".join(cell.text.split())
    if labels := _of_form(text):
        return labels
    first, joint, _second = text.replace("/", " og ").partition(" og ")
    return tuple(Navn(one.key, one.hoerer_til, Sikkerhed.LIKELY, one.aar) for one in _of_form(first)) if joint else ()


def _of_form(text: str) -> tuple[Navn, ...]:
    return tuple(one for one in label_of(text) if one.key in FORMULARORD or one.key == "datakilde")


def _rows(tabel: Tabel, number: int, head: int, heads: dict[int, tuple[Celle, tuple[Navn, ...]]]) -> Iterator[Led]:
    name_of = Navn("aktivitetsnavn", tuple(ordbog()["etiketter"]["aktivitetsnavn"]["hoerer_til"]))
    for index in range(head + 1, len(tabel.raekker)):
        row = {cell.column: cell for cell in tabel.raekker[index].celler if not cell.is_empty}
        first = next(cell for cell in tabel.raekker[head].celler if not cell.is_empty)
        name = row.pop(first.column, None)
        if name is not None:
            lines = _lines(name, number)
            if len(lines[0].text) > _LONGEST_NAME or (not row and name.colspan >= tabel.columns):
                yield from (Linje(line) for line in lines)
                continue
            yield Etiket(_lines(first, number)[0], (name_of,))
            yield from (Linje(line) for line in lines)
        yield from _fields(row, heads, number)


def _fields(row: dict[int, Celle], heads: dict[int, tuple[Celle, tuple[Navn, ...]]], number: int) -> Iterator[Led]:
    keys = {column: navne[0].key if navne else "" for column, (_cell, navne) in heads.items()}
    source = next((row.get(column) for column, key in keys.items() if key == "datakilde"), None)
    for column, cell in row.items():
        key = keys.get(column, "")
        if key == "datakilde" and "kriterier" in keys.values():
            continue
        if key:
            head, navne = heads[column]
            yield Etiket(_lines(head, number)[0], navne)
        if key == "kriterier":
            cells = [("kriterium", _lines(cell, number))]
            if source is not None:
                cells.append(("datakilde", _lines(source, number)))
            yield Rad(tuple(cells), number)
        else:
            yield from (Linje(line) for line in _lines(cell, number))


def _lines(cell: Celle, number: int) -> tuple[Stykke, ...]:
    return tuple(line for afsnit in afsnit_i(cell.blokke) for line in linjer(afsnit, number))
