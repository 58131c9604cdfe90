"""The plan as it stands now: which of its rows a row of the document is, however either has been written since."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from django.db import models

from indsatser.models import (
    Aktivitet,
    Aktivitetsmaal,
    Lokalprojekt,
    Lokalprojektopgave,
    Lokalprojekttrin,
    Lokalprojektudgift,
    Maal,
    Medarbejderressource,
    Milepael,
    Passage,
    PlanlagtAktivitet,
    Referencevaerdi,
    Samarbejdsrelation,
    Succeskriterium,
)
from plans.choices import Finansieringsart
from plans.models import (
    Afdelingsdeltagelse,
    Afsnit,
    Bilag,
    Budgetbeloeb,
    Budgetpost,
    Delaftale,
    Finansieringskilde,
    Fravalg,
    Helhedsplan,
    Organ,
    Organmedlem,
    Part,
)

NOEGLER: Final[dict[type[models.Model], tuple[tuple[str, ...], ...]]] = {
    Delaftale: (("title",), ("indsatsomraade",)),
    Maal: (("letter", "text"), ("letter",), ("text",)),
    Aktivitet: (("name",),),
    Succeskriterium: (("statement",),),
    Milepael: (("text", "year", "quarter"), ("text",)),
    Part: (("organisation", "title"), ("organisation",)),
    Organ: (("name",),),
    Organmedlem: (("title", "organisation"),),
    Medarbejderressource: (("role", "employer"), ("role",)),
    Samarbejdsrelation: (("organisation",),),
    Bilag: (("krav",), ("title",)),
    Afsnit: (("skabelon",), ("heading",)),
    Fravalg: (("indsatsomraade",),),
    Aktivitetsmaal: (("maal", "letter_as_printed", "text_as_printed"), ("maal",)),
    PlanlagtAktivitet: (("name",),),
    Finansieringskilde: (("name",), ("kind",)),
    Budgetpost: (("delaftale", "title"), ("title",), ("delaftale",)),
    Budgetbeloeb: (("kilde", "year"), ("kilde",)),
    Afdelingsdeltagelse: (("boligafdeling",),),
    Referencevaerdi: (("label",),),
    Lokalprojekt: (("name",),),
    Lokalprojekttrin: (("label",),),
    Lokalprojektopgave: (("task", "party"),),
    Lokalprojektudgift: (("label",),),
}
"""By what a row is known, the surest first. A key with nothing in it tells nothing."""
EJERE: Final = ("delaftale", "aktivitet", "organ", "budgetpost", "kriterium", "lokalprojekt", "parent")
"""What a row stands under: the same for both, or it is another row."""
HENVISER: Final = {PlanlagtAktivitet: ("aktivitet",)}
"""References that look like owners and are none: a line of a list points at the form it means."""
FLYTTER_SIG: Final = (Milepael, Organ)
FLYTTES: Final = (*FLYTTER_SIG, Aktivitet)
"""Rows that people move to another owner, and that are the same all the same: by their key, or by what they were."""


class Nutid:
    """The rows of a plan, each to be found once."""

    def __init__(self, plan: Helhedsplan) -> None:
        self.plan = plan
        self._rows: dict[type[models.Model], list[Any]] = {}
        self._taken: set[tuple[type[models.Model], Any]] = set()
        self._read: dict[tuple[str, str], list[Any]] = {}
        self._corrected: set[tuple[Any, str, str]] = set()
        for passage in Passage.objects.in_plan(plan).only("felt", "read_value", "target_uuid", "is_corrected"):
            if passage.is_corrected:
                self._corrected.add((passage.target_uuid, passage.felt, same(passage.read_value)))
            self._read.setdefault((passage.felt, same(passage.read_value)), []).append(passage.target_uuid)

    def find(self, model: type[models.Model], fields: Mapping[str, Any], known: str = "") -> Any:
        """The row these values are in the plan, or None. By its key, else by what it was when it was read last.

        `known` is the uuid of the row it was when the review began: that it is, whatever is corrected since.
        """
        keys = [key for key in NOEGLER.get(model, ()) if _may_tell(model, key, fields)]
        rows = [row for row in self._of(model) if (model, row.pk) not in self._taken]
        mine = [row for row in rows if model in FLYTTER_SIG or _same_owner(row, fields)]
        found = next((row for row in rows if known and str(row.uuid) == known), None)
        found = found or next((row for key in keys for row in _by(mine, key, fields)), None)
        found = found or self._as_it_was(model, rows if model in FLYTTES else mine, fields)
        if found is not None:
            self._taken.add((model, found.pk))
        return found

    def was_corrected(self, uuid: Any, felt: str, read: Any) -> bool:
        """Whether the field was read so before, and corrected by whoever looked it through."""
        return (uuid, felt, same(str(read))) in self._corrected

    def next_number(self, model: type[models.Model], fields: Mapping[str, Any]) -> int:
        """The number of a new row: the document's, unless the plan has it already under the same owner."""
        used = {row.nummer for row in model._default_manager.all().in_plan(self.plan) if _same_owner(row, fields)}  # type: ignore[attr-defined]
        wanted: int = fields["nummer"]
        return wanted if wanted not in used else max(used) + 1

    def together(self, model: type[models.Model], **owners: Any) -> list[Any]:
        """The rows in use under these owners."""
        return [
            row
            for row in self._of(model)
            if not _is_out(row) and all(getattr(row, f"{k}_id") == v.pk for k, v in owners.items())
        ]

    def _of(self, model: type[models.Model]) -> list[Any]:
        """The rows in use first: one that was taken out is found only where there is no other."""
        if model not in self._rows:
            rows = list(model._default_manager.all().in_plan(self.plan))  # type: ignore[attr-defined]
            self._rows[model] = sorted(rows, key=lambda row: (_is_out(row), row.pk))
        return self._rows[model]

    def _as_it_was(self, model: type[models.Model], rows: list[Any], fields: Mapping[str, Any]) -> Any:
        """The row that was read from the same words before, and renamed by somebody since."""
        columns = [key[0] for key in NOEGLER.get(model, ()) if isinstance(fields.get(key[0]), str)]
        by_uuid = {row.uuid: row for row in rows}
        for column in columns:
            for uuid in self._read.get((column, same(fields[column])), ()):
                if uuid in by_uuid:
                    return by_uuid[uuid]
        return None


def _may_tell(model: type[models.Model], key: tuple[str, ...], fields: Mapping[str, Any]) -> bool:
    """Whether a key tells one row of money from another: its kind only where a plan has one such source, its delaftale
    only for the post that is the whole of it, its source only for an amount without a year."""
    if model is Finansieringskilde and key == ("kind",):
        return fields.get("kind") in (Finansieringsart.LBF, Finansieringsart.LOKAL)
    if model is Budgetpost and key == ("delaftale",):
        delaftale = fields.get("delaftale")
        return delaftale is not None and fields.get("title") == delaftale.title
    return not (model is Budgetbeloeb and key == ("kilde",) and fields.get("year") is not None)


def _by(rows: Iterable[Any], key: tuple[str, ...], fields: Mapping[str, Any]) -> Iterable[Any]:
    wanted = [same(fields.get(name)) for name in key]
    if not any(wanted):
        return ()
    return (row for row in rows if [same(getattr(row, name)) for name in key] == wanted)


def _same_owner(row: Any, fields: Mapping[str, Any]) -> bool:
    none = HENVISER.get(type(row), ())
    owned = [name for name in EJERE if name in fields or (name == "parent" and hasattr(row, "parent_id"))]
    owned = [name for name in owned if name not in none]
    return all(getattr(row, f"{name}_id", None) == getattr(fields.get(name), "pk", None) for name in owned)


def same(value: Any) -> str:
    """A value as it is compared: capitals and spacing of texts do not matter, nor how a number is written."""
    if value is None:
        return ""
    if isinstance(value, models.Model):
        return f"#{value.pk}"
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return format(Decimal(value).normalize(), "f")
    return " ".join(str(value).casefold().split())


def differs(old: Any, new: Any) -> bool:
    """Whether the document says another thing than the plan. Only the spacing of a text is the same text."""
    if isinstance(old, str) and isinstance(new, str):
        return old.split() != new.split()
    return same(old) != same(new)


def _is_out(row: Any) -> bool:
    """Whether it was taken out of use; some kinds of rows never are."""
    return getattr(row, "retired_on", None) is not None
