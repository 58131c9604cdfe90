"""The step in which the table's columns and names get their meaning: the two forms and when they are done."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from indsatser.models import Omraadetalimport
from indsatser.omraadelister.indlaesning.forms import KolonneForm, NavneForm
from indsatser.omraadelister.indlaesning.gem import indicators, last_profile, places_of, tabel_of
from indsatser.omraadelister.indlaesning.tabel import (
    BRED,
    BROEK,
    LANG,
    PROCENT,
    foreslaa_indikatorer,
    foreslaa_kolonner,
    foreslaa_sted,
    ser_ud_som_broek,
    vaerdier,
)
from plans.models import Boligomraade, User
from plans.penge.regnskab.udlaesning import Tabel, find_header

MAX_NAMES = 2_000
SHOWN_ROWS = 4


class Skridt:
    """The forms of the step, as they are to be shown or saved. Nothing is written here."""

    def __init__(self, row: Omraadetalimport, user: User, posted: Mapping[str, str] | None) -> None:
        self.row, self.posted = row, posted
        self.sheets: dict[str, Any] = row.table.get("sheets", {})
        self.profile = last_profile(row.helhedsplan, user)
        self.indikatorer = indicators()
        self.tabel = self._tabel()
        self.initial = self._initial()
        self.kolonner = self._kolonneform(posted, self.initial)

    def _kolonneform(self, data: Any, initial: Mapping[str, Any]) -> KolonneForm:
        return KolonneForm(
            data,
            sheets=list(self.sheets),
            headings=list(self.tabel.overskrifter),
            indikatorer=self.indikatorer,
            initial=initial,
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

    @property
    def last(self) -> dict[str, Any]:
        """How the columns were read before: on this import, else the last time."""
        found: dict[str, Any] = self.row.columns or (self.profile.columns if self.profile else {})
        return found

    @property
    def last_shape(self) -> str:
        """What shape the table had then."""
        options = self.row.options if self.row.columns else (self.profile.options if self.profile else {})
        return str(options.get("form") or BRED)

    def _initial(self) -> dict[str, Any]:
        headings = list(self.tabel.overskrifter)
        options = {**(self.profile.options if self.profile else {}), **self.row.options}
        columns = foreslaa_kolonner(self.tabel.overskrifter, self.last.get("felter", {}))
        shape = options.get("form") or (LANG if columns["indikator"] and columns["vaerdi"] else BRED)
        last = self.last.get("indikatorer", {}) if self.last_shape == BRED else {}
        wide = foreslaa_indikatorer(list(self.indikatorer), headings, last) if shape == BRED else {}
        shares = [name for kode, name in wide.items() if name and self.indikatorer[kode].unit == "%"]
        shares = [columns["vaerdi"]] if shape == LANG else shares
        guessed = BROEK if ser_ud_som_broek(self.tabel, shares) else PROCENT
        return {
            "ark": self.tabel.ark,
            "header_row": self.tabel.header_row,
            "form": shape,
            "andele": options.get("andele") or guessed,
            "aar_fast": self.row.options.get("aar_fast"),
            **columns,
            **{f"ind-{kode}": name for kode, name in wide.items()},
        }

    @property
    def is_remembered(self) -> bool:
        """Whether the suggestion is how it was done the last time."""
        return self.profile is not None and not self.row.columns

    @cached_property
    def said(self) -> dict[str, Any] | None:
        """What is said of the columns; None while it is not enough to go on."""
        form = self.kolonner
        if self.posted is None:
            form = self._kolonneform({name: value or "" for name, value in self.initial.items()}, {})
        return form.cleaned_data if form.is_valid() else None

    @cached_property
    def navne(self) -> NavneForm | None:
        """Our places with what they are called in the table; None while the columns are not said.

        Bound when all of them were sent.
        """
        if self.said is None:
            return None
        names = vaerdier(self.tabel, self.said["sted"])[:MAX_NAMES]
        themes = vaerdier(self.tabel, self.said["indikator"])[:MAX_NAMES] if self.said["form"] == LANG else []
        places = places_of(self.row.helhedsplan)
        before = {**(self.profile.values if self.profile else {}), **self.row.values}
        initial = {
            f"sted-{key}": foreslaa_sted(
                place.names if isinstance(place, Boligomraade) else [place.name, f"{place.name} Kommune", place.code],
                names,
                before.get(key, ""),
            )
            for key, place in places.items()
        }
        last = self.last.get("indikatorer", {}) if self.last_shape == LANG else {}
        wanted = foreslaa_indikatorer(list(self.indikatorer), themes, last)
        initial |= {f"emne-{kode}": name for kode, name in wanted.items()}
        form = NavneForm(
            None, places=places, names=names, indikatorer=self.indikatorer, themes=themes, initial=initial
        )
        if self.posted is not None and all(name in self.posted for name in form.fields):
            form = NavneForm(
                self.posted, places=places, names=names, indikatorer=self.indikatorer, themes=themes, initial=initial
            )
        return form

    @property
    def is_done(self) -> bool:
        """Whether everything was sent and can be read."""
        return self.posted is not None and self.navne is not None and self.navne.is_bound and self.navne.is_valid()

    @property
    def eksempel(self) -> list[list[str]]:
        """The headings and the first rows, to see what one chooses between."""
        first = self.tabel.header_row
        width = max((len(row) for row in self.tabel.rows[first - 1 : first + SHOWN_ROWS]), default=0)
        return [
            [_shown(self.tabel, row, column) for column in range(1, min(width, 20) + 1)]
            for row in range(first, min(first + SHOWN_ROWS, len(self.tabel.rows)) + 1)
        ]

    def filled_in(self) -> Omraadetalimport:
        """The import with what was said, unsaved."""
        row, data, form = self.row, self.kolonner.cleaned_data, self.navne
        row.sheet = self.tabel.ark
        named = form.found("emne") if form and data["form"] == LANG else self.kolonner.chosen(data)
        row.columns = {"felter": self.kolonner.columns, "indikatorer": named}
        row.options = {name: data[name] for name in ("header_row", "form", "andele", "aar_fast")}
        row.values = form.found("sted") if form else {}
        return row


def _shown(tabel: Tabel, row: int, column: int) -> str:
    try:
        return tabel.tekst(row, column)[:60]
    except ValueError:
        return "fejl i cellen"
