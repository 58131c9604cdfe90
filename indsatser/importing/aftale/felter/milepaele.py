"""Milestones by quarter: under headings, in columns, or with the quarter in front of each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from indsatser.importing.aftale.felter.lister import without_mark
from indsatser.importing.aftale.felter.tabte_linjer import tabte_resultater
from indsatser.importing.aftale.kvartaler import quarter_of, without_quarters
from indsatser.importing.aftale.led import Linje, Rad, Stykke
from indsatser.importing.aftale.normal import even, name_key, same_name
from indsatser.importing.aftale.ordbog import Sikkerhed
from indsatser.importing.aftale.vaerdi import Traee, Vaerdi, uden_tomme

_YEAR: Final = re.compile(r"(?<!\d)(?P<year>20[0-4]\d)(?![\d-])")

_GAP: Final = re.compile(r"[1-4]\. ?(?:kvartal|kvt\.)(?: 20\d\d)?(?= {3,}\S)", re.IGNORECASE)
"""A quarter in a column of its own, in a text that kept its layout."""


@dataclass
class Milepaelslaeser:
    """Goes through the milestone plan; remembers the year and quarter of the heading above."""

    activities: list[str]
    year: int | None = None
    quarter: int | None = None
    year_line: Stykke | None = None
    quarter_line: Stykke | None = None
    activity: str = ""
    rest: list[Stykke] = field(default_factory=list)

    def read(self, parts: Iterable[Linje | Rad], sure: Sikkerhed) -> list[Traee]:
        """All milestones, in order. What belongs to no quarter is in `rest`."""
        found: list[Traee] = []
        alone, rows = 0, False
        for part in parts:
            if isinstance(part, Rad):
                found += self._row(part, sure)
                rows = True
            elif rows and not part.stykke.tabel and not part.stykke.is_item and not quarter_of(part.stykke.text):
                self.rest.append(part.stykke)
            elif self._heading(part.stykke):
                alone = 0
            elif gap := _GAP.match(part.stykke.text):
                self._set(part.stykke.del_fra(0, gap.end()))
                found += self._milestone(part.stykke.del_fra(gap.end()), sure)
                alone = 1
            else:
                pieces = tabte_resultater(part.stykke) if not part.stykke.is_item and not alone else [part.stykke]
                low = sure if len(pieces) == 1 else sure.og(Sikkerhed.LIKELY)
                found += [one for piece in pieces for one in self._milestone(piece, low)]
                alone += 1
        return found

    def _heading(self, line: Stykke) -> bool:
        """A line that is only a year, a quarter or both, or the name of an activity."""
        text = even(line.text)
        found, year = quarter_of(text), _YEAR.search(text)
        rest = without_quarters(text)
        rest = re.sub(r"[\s.,:()/–-]+|milepæl\w*|\bår(?:et)?\b|\bfor\b|\bi\b|\d+\.", "", _YEAR.sub("", rest))
        if (found or year) and not rest:
            self._set(line)
            return True
        if not line.is_item and any(same_name(line.text, name) for name in self.activities):
            self.activity = line.text.rstrip(" :")
            return True
        return False

    def _set(self, line: Stykke) -> None:
        found, year = quarter_of(line.text), _YEAR.search(even(line.text))
        if year:
            self.year, self.year_line = int(year["year"]), line
            self.quarter = None if not found else self.quarter
        if found:
            self.quarter, self.quarter_line = found[0], line
        self.activity = ""

    def _row(self, row: Rad, sure: Sikkerhed) -> list[Traee]:
        for column in ("aar", "kvartal"):
            for line in row.under(column)[:1]:
                if quarter_of(line.text) or _YEAR.search(even(line.text)):
                    self._set(line)
                elif column == "kvartal" and re.fullmatch(r"[1-4]\.?", line.text.strip()):
                    self.quarter, self.quarter_line = int(line.text.strip()[0]), line
        self.activity = " ".join(line.text for line in row.under("aktivitet"))
        found: list[Traee] = []
        for column, lines in row.celler:
            if column.startswith("q:"):
                self.quarter, self.quarter_line = int(column[2:]), lines[0]
                found += [one for line in lines for one in self._milestone(line, sure)]
        if not found:
            titles = row.under("milepael")
            lines = titles or tuple(line for name, lines in row.celler if not name for line in lines)
            for line in lines:
                if titles or not self._heading(line):
                    found += self._milestone(line, sure)
        return found

    def _milestone(self, line: Stykke, sure: Sikkerhed) -> list[Traee]:
        begins = quarter_of(line.text)
        line = line if begins and begins[1] == 0 else without_mark(line)
        year, quarter = self.year, self.quarter
        year_line, quarter_line = self.year_line, self.quarter_line
        lead = line.text.partition(":")[0] if ":" in line.text[:40] else ""
        if lead and (named := quarter_of(lead)) and len(even(lead)) - (named[2] - named[1]) <= 10:
            quarter, quarter_line = named[0], line
            if written := _YEAR.search(even(lead)):
                year, year_line = int(written["year"]), line
            line = line.del_fra(len(lead) + 1)
        if quarter is None or not line.text.strip():
            self.rest.append(line)
            return []
        found: dict[str, Traee | None] = {
            "year": Vaerdi(Decimal(year), (year_line,), sure) if year and year_line else None,
            "quarter": Vaerdi(Decimal(quarter), (quarter_line,), sure) if quarter_line else None,
            "title": Vaerdi(line.text.rstrip(" ;"), (line,), sure),
            "activity": self._activity(line),
        }
        return [uden_tomme(found)]

    def _activity(self, line: Stykke) -> Vaerdi | None:
        if self.activity:
            return Vaerdi(self.activity, (line,), Sikkerhed.EXACT, beregnet=True)
        lead = line.text.partition(":")[0] if ":" in line.text[:80] else ""
        named = next((name for name in self.activities if lead and same_name(lead, name)), None)
        if named:
            return Vaerdi(named, (line,), Sikkerhed.EXACT, beregnet=True)
        key = f" {name_key(line.text)} "
        inside = [name for name in self.activities if name_key(name) and f" {name_key(name)} " in key]
        return Vaerdi(max(inside, key=len), (line,), Sikkerhed.LIKELY, beregnet=True) if inside else None
