"""A table as parts: rows of label and value, labels above values, columns with heads, title rows, nested tables."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from indsatser.importing.aftale.afsnitsled import is_structure, label_of, led_i_afsnit, linjer
from indsatser.importing.aftale.aktivitetsraekker import aktivitetsraekker
from indsatser.importing.aftale.budget.tabel import laes_budget
from indsatser.importing.aftale.led import (
    TABELTITEL,
    Etiket,
    Hoved,
    Led,
    Linje,
    Overskrift,
    Pengetabel,
    Rad,
    Skel,
    Stykke,
)
from indsatser.importing.aftale.ordbog import Navn, Sikkerhed, find_columns, ordbog
from indsatser.importing.dokument.blokke import Afsnit, Blok, Celle, Tabel, afsnit_i

FORMULAR: Final = frozenset(
    [
        "aktivitetsnavn",
        "indhold",
        "formaal",
        "maalgruppe",
        "kriterier",
        "organisering",
        "ressourcer",
        "partnere",
        "evaluering",
        "forankring",
        "aktivitetstype",
    ]
)
"""The labels that make a table the form of an activity."""
_MONEY: Final = {"lbf", "lokal", "samlet"}
_REPEATS: Final = {"maal", "post", "aar", "kvartal", "aktivitet", "organ", "bogstav"}
_ABOUT: Final = (
    ({"kriterium"}, "kriterier"), (_MONEY, "oekonomi"), ({"milepael"}, "milepaele"), ({"maengde"}, "ressourcer"),
)  # fmt: skip


@dataclass
class Tabellaeser:
    """Numbers the tables of one document and takes them apart."""

    number: int = 0

    def led(self, tabel: Tabel, over: Sequence[Stykke] = (), naermest: Sequence[Stykke] = ()) -> Iterator[Led]:
        """The parts of one table with its beginning and end; a budget whole. `over` is what stands over it since the
        last heading, `naermest` what no other table stands between."""
        self.number += 1
        if budget := laes_budget(tabel, self.number, over):
            budget.naermest = tuple(naermest)
            yield Pengetabel(budget)
            return
        if rows := aktivitetsraekker(tabel, self.number):
            yield Skel(self.number, begynder=True, etiketter=(), har_navn=True)
            mine = self.number
            yield from rows
            yield Skel(mine, begynder=False, etiketter=())
            return
        reader = _Reader(tabel, self.number, self._blocks)
        keys = reader.keys()
        yield Skel(self.number, begynder=True, etiketter=keys, har_navn=reader.has_title())
        mine = self.number
        yield from reader.led()
        yield Skel(mine, begynder=False, etiketter=keys)

    def _blocks(self, blokke: Sequence[Blok], tabel: int) -> Iterator[Led]:
        for blok in blokke:
            if isinstance(blok, Tabel):
                yield from self.led(blok)
            else:
                yield from led_i_afsnit(blok, tabel)


class _Reader:
    """One table. The state is what the rows above said: heads of columns, labels above values, a label that waits."""

    def __init__(self, tabel: Tabel, number: int, blocks: Callable[[Sequence[Blok], int], Iterator[Led]]) -> None:
        self.tabel, self.number, self.blocks = tabel, number, blocks
        self.heads: dict[int, str] = {}
        self.above: dict[int, tuple[Celle, tuple[Navn, ...]]] = {}
        self.waits = False

    def led(self) -> Iterator[Led]:
        for index, raekke in enumerate(self.tabel.raekker):
            cells = [cell for cell in raekke.celler if not cell.is_empty]
            if cells:
                yield from self._row(cells, index)

    # --- what the table is about, before it is read
    def keys(self) -> tuple[str, ...]:
        """The fields that labels in it may be, each once."""
        found: dict[str, None] = {}
        for celle in self.tabel.celler:
            for afsnit in afsnit_i(celle.blokke):
                for stykke in linjer(afsnit):
                    text = stykke.text.split(":")[0] if ":" in stykke.text[:60] else stykke.text
                    found |= dict.fromkeys(one.key for one in label_of(text))
        return tuple(found)

    def has_title(self) -> bool:
        """Whether it names its own activity: by label, or by a title row at the top."""
        if "aktivitetsnavn" in self.keys():
            return True
        first = [cell for cell in self.tabel.raekker[0].celler if not cell.is_empty] if self.tabel.raekker else []
        return len(first) == 1 and self._is_title(first, 0)

    # --- rows
    def _row(self, cells: list[Celle], index: int) -> Iterator[Led]:
        if self.above:
            yield from self._under_labels(cells)
        elif self._is_title(cells, index):
            yield from self._title(cells[0])
        elif len(cells) >= 2 and (heads := self._heads(cells)):
            yield from self._set_heads(cells, heads)
        elif self.heads and self._is_data(cells):
            yield self._data(cells, index)
        elif len(cells) == 1:
            yield from self._single(cells[0])
        else:
            yield from self._several(cells)

    def _single(self, cell: Celle) -> Iterator[Led]:
        parts = list(self.blocks(cell.blokke, self.number))
        if any(isinstance(part, Etiket) for part in parts):
            self.heads = {}
        yield from parts
        self.waits = bool(parts) and isinstance(parts[-1], Etiket)

    def _several(self, cells: list[Celle]) -> Iterator[Led]:
        labels = [_whole_label(cell) for cell in cells]
        if all(labels) and self._stand_above(cells):
            self.above = {cell.column: (cell, found) for cell, found in zip(cells, labels, strict=True)}
            self.heads = {}
        elif len(cells) % 2 == 0 and all(labels[::2]) and not any(labels[1::2]):
            self.heads = {}
            for label, value in zip(cells[::2], cells[1::2], strict=True):
                yield from self._pair(label, [value])
        elif labels[0]:
            self.heads = {}
            yield from self._pair(cells[0], cells[1:])
        elif any(self._has_label(cell) for cell in cells):
            self.heads = {}
            for cell in cells:
                yield from self.blocks(cell.blokke, self.number)
        else:
            yield Rad(tuple(("", self._lines(cell)) for cell in cells), self.number)
            self.waits = False

    def _pair(self, label: Celle, values: list[Celle]) -> Iterator[Led]:
        """A label and what stands beside it. Inside the value only a label in front of text counts as another."""
        first, *more = self._lines(label)
        yield Etiket(_trimmed(first), _whole_label(label) or (), None)
        for line in more:
            yield Linje(line)
        for value in values:
            for part in self.blocks(value.blokke, self.number):
                is_inner = isinstance(part, Etiket | Overskrift) and part.stykke.tabel != self.number
                yield _as_text(part) if len(values) == 1 and not is_inner else part
        self.waits = not values

    def _stand_above(self, cells: list[Celle]) -> bool:
        """Whether a row of labels stands above its values: the row under it does not begin with a label again."""
        below = cells[0].row + cells[0].rowspan
        if below >= len(self.tabel.raekker):
            return False
        under = [cell for cell in self.tabel.raekker[below].celler if not cell.is_empty]
        return bool(under) and not _whole_label(under[0])

    def _under_labels(self, cells: list[Celle]) -> Iterator[Led]:
        above, self.above = self.above, {}
        for column, (label, navne) in above.items():
            first = self._lines(label)[0]
            yield Etiket(_trimmed(first), navne)
            for cell in cells:
                if cell.column <= column < cell.column + cell.colspan:
                    yield from self.blocks(cell.blokke, self.number)

    # --- columns
    def _heads(self, cells: list[Celle]) -> dict[int, str]:
        """The column of each cell where the row is a row of heads; {} where it is not."""
        options = [find_columns(cell.text) for cell in cells]
        named = [bool(option) for option in options]
        if sum(named) < 2 and not (len(cells) == 2 and named[1] and "datakilde" in options[1]):
            return {}
        if not all(named[1:]) or not (named[0] or _whole_label(cells[0])):
            return {}
        chosen: dict[int, str] = {}
        for cell, option in zip(cells, options, strict=True):
            free = [name for name in option if name not in chosen.values()]
            chosen[cell.column] = free[0] if free else ""
        about = set(chosen.values())
        if about == {"lbf"} or (not any(keys & about for keys, _key in _ABOUT) and len(about) < 2):
            return {}
        if "kriterium" in about:
            chosen = {column: "maal" if name == "post" else name for column, name in chosen.items()}
        return chosen

    def _set_heads(self, cells: list[Celle], heads: dict[int, str]) -> Iterator[Led]:
        self.heads = {**self._first_head(heads), **heads}
        about = set(heads.values())
        key = next((key for keys, key in _ABOUT if keys & about), "")
        key = "milepaele" if any(name.startswith("q:") for name in about) else key
        first = self._lines(cells[0])[0]
        if key == "kriterier":
            at = next(cell for cell in cells if heads[cell.column] == "kriterium")
            first = self._lines(at)[0]
        own = next((one for one in _whole_label(cells[0]) if one.key not in ("kriterier", "datakilde")), None)
        if key:
            yield Etiket(_trimmed(first), (Navn(key, _hoerer_til(key)),))
        elif own and own.key in ("parter", "medlemmer", "ressourcer", "oekonomi", "milepaele"):
            yield Etiket(_trimmed(first), (own,))
        yield Hoved(tuple(heads.values()), tuple(line for cell in cells for line in self._lines(cell)))

    def _first_head(self, heads: dict[int, str]) -> dict[int, str]:
        """What stands under an empty first head: posts beside amounts, years beside quarters."""
        if 0 in heads:
            return {}
        if set(heads.values()) & _MONEY:
            return {0: "post"}
        firsts = [raekke.celler[0].text.strip() for raekke in self.tabel.raekker if raekke.celler]
        years = [text for text in firsts if text]
        is_years = bool(years) and all(re.fullmatch(r"20\d\d", text) for text in years)
        return {0: "aar"} if is_years and any(name.startswith("q:") for name in heads.values()) else {}

    def _is_data(self, cells: list[Celle]) -> bool:
        if len(cells) == 1:
            spans_all = cells[0].colspan >= self.tabel.columns > 1
            return not spans_all and not _whole_label(cells[0]) and not self._has_label(cells[0])
        if not _whole_label(cells[0]) or set(self.heads.values()) & _MONEY:
            return True
        return self.heads.get(cells[0].column) in _REPEATS and bool(set(self.heads.values()) & {"milepael"})

    def _data(self, cells: list[Celle], index: int) -> Rad:
        found: dict[str, tuple[Stykke, ...]] = {}
        row = self.tabel.gitter[index]
        for column, name in sorted(self.heads.items()):
            cell = row[column] if column < len(row) else None
            if cell is None or (cell.row != index and name not in _REPEATS):
                continue
            found[name] = (*found.get(name, ()), *self._lines(cell))
        covered = set(self.heads)
        for cell in cells:
            if not covered & set(range(cell.column, cell.column + cell.colspan)):
                found[""] = (*found.get("", ()), *self._lines(cell))
        return Rad(tuple((name, lines) for name, lines in found.items() if lines), self.number)

    # --- titles
    def _is_title(self, cells: list[Celle], index: int) -> bool:
        if len(cells) != 1 or self.waits or index + 1 >= len(self.tabel.raekker):
            return False
        text = cells[0].text
        if "\n" in text or not 2 < len(text) <= 120 or text.rstrip()[-1] in ".;:," or label_of(text):
            return False
        is_under = any(cell is not None and cell.row != index for cell in self.tabel.gitter[index])
        whole = len(self.tabel.raekker[index].celler) == 1 and not is_under
        return whole and (is_structure(text) or self._form_follows(index))

    def _form_follows(self, index: int) -> bool:
        """Two labels of a form under a title row, the first of them in the next row that has text."""
        seen: set[str] = set()
        for raekke in self.tabel.raekker[index + 1 : index + 8]:
            cells = [cell for cell in raekke.celler if not cell.is_empty]
            keys = {one.key for cell in cells[:1] for one in _first_label(cell)}
            if cells and not seen and not keys:
                return False
            seen |= keys & FORMULAR
        return len(seen) >= 2

    def _title(self, cell: Celle) -> Iterator[Led]:
        self.heads = {}
        line = self._lines(cell)[0]
        yield Overskrift(line, TABELTITEL, Sikkerhed.EXACT if is_structure(line.text) else Sikkerhed.LIKELY)

    # --- cells
    def _lines(self, cell: Celle) -> tuple[Stykke, ...]:
        return tuple(line for afsnit in afsnit_i(cell.blokke) for line in linjer(afsnit, self.number))

    def _has_label(self, cell: Celle) -> bool:
        return any(
            isinstance(part, Etiket)
            for blok in cell.blokke
            if isinstance(blok, Afsnit)
            for part in led_i_afsnit(blok, self.number)
        )


def _hoerer_til(key: str) -> tuple[str, ...]:
    return tuple(ordbog()["etiketter"][key]["hoerer_til"])


def _whole_label(cell: Celle) -> tuple[Navn, ...]:
    """The fields a cell is the label of: its first line, the rest being the template's guidance in small print."""
    lines = [line for afsnit in afsnit_i(cell.blokke) for line in linjer(afsnit)]
    if not lines or len(lines) > 4 or any(isinstance(blok, Tabel) for blok in cell.blokke):
        return ()
    if len(lines) > 1 and (labels := label_of(cell.text.replace("\n", " "))):
        return labels
    labels = label_of(lines[0].text)
    is_alone = len(lines) == 1 or all(line.text.startswith("(") or line.afsnit.italic for line in lines[1:])
    return labels if is_alone else ()


def _first_label(cell: Celle) -> tuple[Navn, ...]:
    lines = [line for afsnit in afsnit_i(cell.blokke) for line in linjer(afsnit)]
    if not lines:
        return ()
    return label_of(lines[0].text) or label_of(lines[0].text.split(":")[0])


def _trimmed(stykke: Stykke) -> Stykke:
    return stykke.del_fra(0, len(stykke.text.rstrip(" :")))


def _as_text(part: Led) -> Led:
    """In a value beside its label, a whole line that looks like a label or heading is text; "Mål: …" is a label."""
    if isinstance(part, Overskrift):
        return Linje(part.stykke)
    if isinstance(part, Etiket):
        after = part.stykke.afsnit.text[part.stykke.start + len(part.stykke.text) :].split("\n")[0]
        return part if after.strip() or part.stykke.text.endswith(":") else Linje(part.stykke)
    return part
