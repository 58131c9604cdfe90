"""The parts of an Excel file, each a small reader that is told of elements and text as they come by."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Protocol

from helhedsplan.filer.pakker import ULAESELIG
from helhedsplan.regneark.celler import MAX_CELL, Arkfejl, Celle, Graenser, Sted, Vaerdi

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_NOT_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')
_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_PERCENT_FORMATS = frozenset([9, 10])
_MAX_STYLES = 70_000  # Excel's own limit is 64.000


class Del(Protocol):
    """What reads a part. Names come as "namespace local"; only the local name is gone by."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


class _Stille:
    """A part in which only the beginnings of elements matter."""

    def end(self, name: str) -> None:
        return

    def text(self, data: str) -> None:
        return


class Projektmappe(_Stille):
    """The list of sheets (name, state, relation), and from when days are counted."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.is_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "workbookPr":
            self.is_1904 = attributes.get("date1904") in ("1", "true")
        elif local == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            self.sheets.append((attributes.get("name", "")[:100], attributes.get("state", "visible"), relation))


class Forbindelser(_Stille):
    """Which part is which: relation → kind and target."""

    def __init__(self) -> None:
        self.kinds: dict[str, str] = {}
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            relation = attributes.get("Id", "")
            self.kinds[relation] = attributes.get("Type", "").rpartition("/")[2]
            self.targets[relation] = attributes.get("Target", "")


class Udseender(_Stille):
    """Which looks of a cell make its number a date, and which show it as so many hundredths."""

    def __init__(self) -> None:
        self.date_styles: set[int] = set()
        self.percent_styles: set[int] = set()
        self._dates: set[int] = set()
        self._percents: set[int] = set()
        self._in_cells = False
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "numFmt":
            code, number = attributes.get("formatCode", ""), _whole(attributes.get("numFmtId"))
            if _is_date_format(code):
                self._dates.add(number)
            elif "%" in _NOT_FORMAT.sub("", code[:255]):
                self._percents.add(number)
        elif local == "cellXfs":
            self._in_cells = True
        elif local == "xf" and self._in_cells:
            number = _whole(attributes.get("numFmtId"))
            if number in self._dates or number in _DATE_FORMATS:
                self.date_styles.add(self._count)
            elif number in self._percents or number in _PERCENT_FORMATS:
                self.percent_styles.add(self._count)
            self._count += 1
            if self._count > _MAX_STYLES:
                raise Arkfejl(ULAESELIG)

    def end(self, name: str) -> None:
        if _local(name) == "cellXfs":
            self._in_cells = False


def _is_date_format(code: str) -> bool:
    """Whether the format shows days or time: d, m, y, h or s outside quotes, brackets and escapes."""
    return bool(re.search("[dmyhs]", _NOT_FORMAT.sub("", code[:255]), re.I))


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


class _Tekstdel:
    """Collects the text of `t` elements, without the reading aids of East Asian text."""

    def __init__(self, graenser: Graenser) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._takes_text = False
        self._in_aid = False
        self._left = graenser.characters

    def text(self, data: str) -> None:
        if self._takes_text:
            self._length += len(data)
            self._left -= len(data)
            if self._length > 8 * MAX_CELL or self._left < 0:  # an escaped character takes up to seven
                raise Arkfejl("Der står for meget tekst i filen. Del den i flere.")
            self._pieces.append(data)

    def _collected(self) -> str:
        raw, self._pieces, self._length = "".join(self._pieces), [], 0
        return _ESCAPED.sub(_unescaped, raw)


def _unescaped(match: re.Match[str]) -> str:
    code = int(match.group(1), 16)
    return match.group(0) if 0xD800 <= code <= 0xDFFF else chr(code)


class Tekster(_Tekstdel):
    """The workbook's shared texts, in their order."""

    def __init__(self, graenser: Graenser) -> None:
        super().__init__(graenser)
        self.strings: list[str] = []
        self._most = graenser.cells

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "rPh":
            self._in_aid = True
        self._takes_text = local == "t" and not self._in_aid

    def end(self, name: str) -> None:
        local = _local(name)
        self._takes_text = False
        if local == "rPh":
            self._in_aid = False
        elif local == "si":
            if len(self.strings) >= self._most:
                raise Arkfejl("Der står for meget tekst i filen. Del den i flere.")
            self.strings.append(self._collected())


class Arkdel(_Tekstdel):
    """The cells of one sheet. Cells with only a look are passed over; a place without a value costs nothing."""

    def __init__(
        self, sheet: str, strings: list[str], looks: Udseender, graenser: Graenser, taken: int, *, is_1904: bool
    ) -> None:
        super().__init__(graenser)
        self.cells: dict[tuple[int, int], Celle] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self._sheet, self._strings = sheet, strings
        self._dates, self._percents = looks.date_styles, looks.percent_styles
        self._graenser, self._room, self._is_1904 = graenser, graenser.cells - taken, is_1904
        self._row = self._column = 0
        self._kind, self._style = "n", 0
        self._is_formula = self._in_cell = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "row":
            self._row = _whole(attributes.get("r")) or self._row + 1
            self._column = 0
        elif local == "c":
            self._begin(attributes)
        elif local == "f" and self._in_cell:
            self._is_formula = True
        elif local == "rPh":
            self._in_aid = True
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))
        self._takes_text = self._in_cell and (local == "v" or (local == "t" and not self._in_aid))

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        ends = _PLACE.fullmatch(first), _PLACE.fullmatch(last or first)
        if not ends[0] or not ends[1] or len(self.merged) >= self._graenser.rows:
            raise Arkfejl(ULAESELIG)
        places = [number for end in ends if end for number in (int(end.group(2)), _column(end.group(1)))]
        self.merged.append((places[0], places[1], places[2], places[3]))

    def _begin(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        if place is None:
            self._column += 1
        else:
            match = _PLACE.fullmatch(place)
            if match is None:
                raise Arkfejl(ULAESELIG)
            self._column, self._row = _column(match.group(1)), int(match.group(2))
        self._in_cell, self._is_formula = True, False
        self._kind, self._style = attributes.get("t", "n"), _whole(attributes.get("s"))

    def end(self, name: str) -> None:
        local = _local(name)
        self._takes_text = False
        if local == "rPh":
            self._in_aid = False
        elif local == "c":
            self._in_cell = False
            self._keep(self._collected())

    def _keep(self, raw: str) -> None:
        if not raw.strip() and not self._is_formula:
            return
        sted = Sted(self._sheet, self._row, self._column)
        for number, most, word in (
            (self._row, self._graenser.rows, "rækker"),
            (self._column, self._graenser.columns, "kolonner"),
            (len(self.cells) + 1, self._room, "celler"),
        ):
            if number > most:
                raise Arkfejl(f"Filen har for mange {word}. Der kan højst læses {_limit(self._graenser, word)}.", sted)
        if (self._row, self._column) in self.cells:
            raise Arkfejl(ULAESELIG)
        value, error = self._value(raw, sted)
        is_percent = isinstance(value, Decimal) and self._style in self._percents
        cell = Celle(sted, value, is_formula=self._is_formula, error=error, is_percent=is_percent)
        if not cell.is_empty:
            self.cells[self._row, self._column] = cell

    def _value(self, raw: str, sted: Sted) -> tuple[Vaerdi, str]:
        """The value and the word of error; a formula that has not been worked out has neither."""
        kind = self._kind
        if kind == "s":
            number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else -1
            if not 0 <= number < len(self._strings):
                raise Arkfejl(ULAESELIG)
            return _not_too_long(self._strings[number], sted), ""
        if kind in ("str", "inlineStr"):
            return _not_too_long(raw, sted), ""
        if not raw.strip():
            return None, ""
        if kind == "b":
            return raw.strip() in ("1", "true"), ""
        if kind == "e":
            return None, raw.strip()[:20]
        if kind == "d":
            return _iso(raw.strip())
        if not _NUMBER.fullmatch(raw.strip()):
            raise Arkfejl(ULAESELIG)
        number_value = float(raw)
        if abs(number_value) > 1e15 * 1e15:
            return None, "for stort tal"
        if self._style in self._dates:
            return fra_serienummer(number_value, is_1904=self._is_1904)
        # Excel writes 52.9 as 52.899999999999999; the shortest number that is the same one is what was typed.
        return Decimal(repr(number_value).removesuffix(".0")), ""


def _limit(graenser: Graenser, word: str) -> int:
    return {"rækker": graenser.rows, "kolonner": graenser.columns, "celler": graenser.cells}[word]


def _not_too_long(text: str, sted: Sted) -> str:
    if len(text) > MAX_CELL:
        raise Arkfejl(f"Teksten er for lang. En celle kan højst have {MAX_CELL} tegn.", sted)
    return text


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _iso(text: str) -> tuple[Vaerdi, str]:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None, "ukendt dato"
    return (moment.date() if "T" not in text else moment.replace(tzinfo=None)), ""


def fra_serienummer(serial: float, *, is_1904: bool) -> tuple[Vaerdi, str]:
    """The day, or moment, of a number that is shown as a date; a word of error for one that no calendar has.

    Excel believes that 1900 was a leap year: numbers before 1 March 1900 are a day off, and 60 is no day at all.
    """
    first = datetime(1904, 1, 1, tzinfo=UTC) if is_1904 else datetime(1899, 12, 30, tzinfo=UTC)
    if not is_1904:
        if 60 <= serial < 61 or serial < 1:
            return None, "ingen dato"
        serial += 1 if serial < 60 else 0
    if not 0 <= serial < 2_958_466:  # 31.12.9999
        return None, "ingen dato"
    whole = int(serial)
    seconds = round((serial - whole) * 86_400)
    moment = (first + timedelta(days=whole, seconds=seconds)).replace(tzinfo=None)
    day: date = moment.date() if seconds == 0 else moment
    return day, ""
