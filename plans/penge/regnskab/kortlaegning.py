"""The step in which the export's columns and values get their meaning: the two forms and when they are done."""

from functools import cached_property
from typing import Any

from django.http import QueryDict

from plans.choices import Importart
from plans.indlaesning.profil import last_profile
from plans.indlaesning.skridt import Kolonneskridt
from plans.models import Regnskabsimport, User
from plans.penge.regnskab.importforms import KolonneForm, VaerdiForm, value_name
from plans.penge.regnskab.indlaesning import offered, suggest_value
from plans.penge.regnskab.udlaesning import UDGIFT_POSITIV, Kortlaegning, foreslaa, vaerdier

MAX_VALUES = 300


class Skridt(Kolonneskridt):
    """The forms of the step, as they are to be shown or saved. Nothing is written here."""

    kolonner: KolonneForm

    def __init__(self, row: Regnskabsimport, user: User, posted: QueryDict | None) -> None:
        self.row = row
        super().__init__(row, last_profile(row.helhedsplan, user, Importart.FORBRUG), posted)
        self.rows = offered(row.helhedsplan)
        self.kolonner = KolonneForm(
            posted,
            sheets=list(self.sheets),
            headings=list(self.tabel.overskrifter),
            rows=self.rows,
            initial=self._initial(),
        )

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

    def filled_in(self) -> Regnskabsimport:
        """The import with what was said, unsaved."""
        row, data = self.row, self.kolonner.cleaned_data
        form = self.vaerdier
        row.sheet, row.columns, row.runs_to = self.tabel.ark, self.kolonner.columns, data["runs_to"]
        row.options = {name: data[name] for name in ("header_row", "fortegn", "post_fast", "kilde_fast")}
        row.values = form.values if form is not None and form.is_bound else {"post": {}, "kilde": {}}
        return row
