"""The step in which the table's columns and names get their meaning: the two forms and when they are done."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.http import QueryDict

from indsatser.models import Omraadetalimport
from indsatser.omraadelister.indlaesning.forms import KolonneForm, NavneForm
from indsatser.omraadelister.indlaesning.gem import indicators, places_of
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
from plans.choices import Importart
from plans.indlaesning.profil import last_profile
from plans.indlaesning.skridt import Kolonneskridt
from plans.models import Boligomraade, User

MAX_NAMES = 2_000


class Skridt(Kolonneskridt):
    """The forms of the step, as they are to be shown or saved. Nothing is written here."""

    kolonner: KolonneForm

    def __init__(self, row: Omraadetalimport, user: User, posted: QueryDict | None) -> None:
        self.row = row
        super().__init__(row, last_profile(row.helhedsplan, user, Importart.OMRAADETAL), posted)
        self.indikatorer = indicators()
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
        shape: dict[str, Any] = {"places": places, "names": names, "indikatorer": self.indikatorer, "themes": themes}
        form = NavneForm(None, **shape, initial=initial)
        return NavneForm(self.posted, **shape, initial=initial) if self.sent_whole(form) else form

    @property
    def is_done(self) -> bool:
        """Whether everything was sent and can be read."""
        return self.posted is not None and self.navne is not None and self.navne.is_bound and self.navne.is_valid()

    def filled_in(self) -> Omraadetalimport:
        """The import with what was said, unsaved."""
        row, data, form = self.row, self.kolonner.cleaned_data, self.navne
        row.sheet = self.tabel.ark
        named = form.found("emne") if form and data["form"] == LANG else self.kolonner.chosen(data)
        row.columns = {"felter": self.kolonner.columns, "indikatorer": named}
        row.options = {name: data[name] for name in ("header_row", "form", "andele", "aar_fast")}
        row.values = form.found("sted") if form else {}
        return row
