"""The step in which a file's columns and values get their meaning: what is the same for every kind of import."""

from collections.abc import Mapping
from typing import Any

from django import forms

from plans.indlaesning.fil import tabel_of
from plans.indlaesning.tabel import Tabel, find_header
from plans.models import Importprofil, Indlaest


class Kolonneskridt:
    """The forms of the step, as they are to be shown or saved. Nothing is written here.

    A kind gives it `kolonner`, which has the fields `ark` and `header_row`, a second form for what the values stand
    for, `is_done` and `filled_in`. `posted` is what was sent, None where the step is only opened.
    """

    kolonner: forms.Form

    def __init__(self, row: Indlaest, profile: Importprofil | None, posted: Mapping[str, str] | None) -> None:
        self.posted, self.profile = posted, profile
        self.sheets: dict[str, Any] = row.table.get("sheets", {})
        self.was_read = bool(row.columns)
        self.tabel = tabel_of(row) if posted is None else self._as_sent(row.sheet, posted)

    def _as_sent(self, last: str, posted: Mapping[str, str]) -> Tabel:
        """The table as the form says it is to be read, so that its headings are those that can be chosen."""
        sheet = posted.get("ark", last)
        sheet = sheet if sheet in self.sheets else last
        rows, typed = self.sheets.get(sheet, []), str(posted.get("header_row", ""))
        number = int(typed) if typed.isdecimal() and len(typed) < 6 else 0
        return Tabel(sheet, rows, number if 0 < number <= len(rows) else find_header(rows))

    @property
    def is_done(self) -> bool:
        """Whether everything was sent and can be read."""
        raise NotImplementedError

    def filled_in(self) -> Indlaest:
        """The import with what was said, unsaved."""
        raise NotImplementedError

    @property
    def is_remembered(self) -> bool:
        """Whether the suggestion is how it was done the last time."""
        return self.profile is not None and not self.was_read

    @property
    def eksempel(self) -> list[list[str]]:
        """The headings and the first rows, to see what one chooses between."""
        return self.tabel.eksempel

    def sent_whole(self, form: forms.Form) -> bool:
        """Whether all of a form's fields were sent: then it is bound, and else only shown."""
        return self.posted is not None and all(name in self.posted for name in form.fields)
