"""The step in which the export's columns and values get their meaning: the two forms and when they are done."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from plans.models import Regnskabsimport, User
from plans.penge.regnskab.importforms import KolonneForm, VaerdiForm, value_name
from plans.penge.regnskab.indlaesning import last_profile, offered, suggest_value, tabel_of
from plans.penge.regnskab.udlaesning import UDGIFT_POSITIV, Kortlaegning, Tabel, find_header, foreslaa, vaerdier

MAX_VALUES = 300
SHOWN_ROWS = 4


class Skridt:
    """The forms of the step, as they are to be shown or saved. Nothing is written here."""

    def __init__(self, row: Regnskabsimport, user: User, posted: Mapping[str, str] | None) -> None:
        self.row, self.posted = row, posted
        self.sheets: dict[str, Any] = row.table.get("sheets", {})
        self.profile = last_profile(row.helhedsplan, user)
        self.rows = offered(row.helhedsplan)
        self.tabel = self._tabel()
        self.kolonner = KolonneForm(
            posted,
            sheets=list(self.sheets),
            headings=list(self.tabel.overskrifter),
            rows=self.rows,
            initial=self._initial(),
        )

    def _tabel(self) -> Tabel:
        """The table as the form says it is to be read, so that its headings are those that can be chosen."""
        if self.posted is None:
            return tabel_of(self.row)
        sheet = self.posted.get("ark", self.row.sheet)
        sheet = sheet if sheet in self.sheets else self.row.sheet
        rows, typed = self.sheets.get(sheet, []), str(self.posted.get("header_row", ""))
        number = int(typed) if typed.isdecimal() and len(typed) < 6 else 0
        return Tabel(sheet, rows, number if 0 < number <= len(rows) else find_header(rows))

    def _initial(self) -> dict[str, Any]:
        row, profile = self.row, self.profile
        last = row.columns or (profile.columns if profile else {})
        options = {**(profile.options if profile else {}), **row.options}
        return {
            "ark": self.tabel.ark,
            "header_row": self.tabel.header_row,
            "fortegn": options.get("fortegn", UDGIFT_POSITIV),
            "post_fast": row.options.get("post_fast", ""),
            "kilde_fast": row.options.get("kilde_fast", "") or self._only("kilde"),
            "runs_to": row.runs_to,
            **foreslaa(self.tabel.overskrifter, last),
        }

    def _only(self, felt: str) -> str:
        return next(iter(self.rows[felt])) if len(self.rows[felt]) == 1 else ""

    @property
    def is_remembered(self) -> bool:
        """Whether the suggestion is how it was done the last time."""
        return self.profile is not None and not self.row.columns

    @cached_property
    def kort(self) -> Kortlaegning | None:
        """How the columns are read; None while they are not said."""
        form = self.kolonner
        if self.posted is not None:
            if not form.is_valid():
                return None
            data = form.cleaned_data
            return Kortlaegning(form.columns, data["fortegn"], data["post_fast"], data["kilde_fast"])
        initial = form.initial
        columns = {felt: initial[felt] for felt in form.fields if felt in initial and initial[felt] and felt != "ark"}
        complete = KolonneForm(
            {name: "" if value is None else value for name, value in initial.items() if name != "runs_to"},
            sheets=list(self.sheets),
            headings=list(self.tabel.overskrifter),
            rows=self.rows,
            initial={},
        ).is_valid()
        fast = initial["post_fast"], initial["kilde_fast"]
        return Kortlaegning(columns, initial["fortegn"], *fast) if complete else None

    @cached_property
    def felter(self) -> dict[str, list[str]]:
        """The values that need a meaning."""
        if self.kort is None:
            return {}
        return {felt: vaerdier(self.tabel, self.kort, felt) for felt in ("post", "kilde")}

    @property
    def for_mange(self) -> bool:
        """Whether a column with this many values can hardly be the right one."""
        return any(len(found) > MAX_VALUES for found in self.felter.values())

    @cached_property
    def vaerdier(self) -> VaerdiForm | None:
        """The values with their meanings; None while the columns are not said. Bound when all of them were sent."""
        if not self.felter or self.for_mange:
            return None
        names = {value_name(felt, value): (felt, value) for felt, found in self.felter.items() for value in found}
        before = self.row.values
        own = self.profile if self.profile and self.profile.helhedsplan_id == self.row.helhedsplan_id else None
        initial = {
            name: before.get(felt, {}).get(value) or suggest_value(value, felt, self.rows[felt], own)
            for name, (felt, value) in names.items()
        }
        sent = self.posted if self.posted is not None and all(name in self.posted for name in names) else None
        return VaerdiForm(sent, felter=self.felter, rows=self.rows, initial=initial)

    @property
    def is_done(self) -> bool:
        """Whether everything was sent and can be read."""
        if self.posted is None or self.vaerdier is None:
            return False
        return not self.vaerdier.fields or (self.vaerdier.is_bound and self.vaerdier.is_valid())

    @property
    def eksempel(self) -> list[list[str]]:
        """The headings and the first rows, to see what one chooses between."""
        first = self.tabel.header_row
        width = max((len(row) for row in self.tabel.rows[first - 1 : first + SHOWN_ROWS]), default=0)
        return [
            [_shown(self.tabel, row, column) for column in range(1, min(width, 20) + 1)]
            for row in range(first, min(first + SHOWN_ROWS, len(self.tabel.rows)) + 1)
        ]

    def filled_in(self) -> Regnskabsimport:
        """The import with what was said, unsaved."""
        row, data = self.row, self.kolonner.cleaned_data
        form = self.vaerdier
        row.sheet, row.columns, row.runs_to = self.tabel.ark, self.kolonner.columns, data["runs_to"]
        row.options = {name: data[name] for name in ("header_row", "fortegn", "post_fast", "kilde_fast")}
        row.values = form.values if form is not None and form.is_bound else {"post": {}, "kilde": {}}
        return row


def _shown(tabel: Tabel, row: int, column: int) -> str:
    try:
        return tabel.tekst(row, column)[:60]
    except ValueError:
        return "fejl i cellen"
