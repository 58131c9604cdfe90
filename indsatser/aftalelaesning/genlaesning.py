"""Reading into a plan that is there: every row that is read is found in the plan, and only what differs is told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from indsatser.aftalelaesning.felter import felt_paa, laes_plads, raekke_af
from indsatser.aftalelaesning.nutid import Nutid, differs
from indsatser.aftalelaesning.passager import afsnit_af, raekker_af, section_paths
from indsatser.aftalelaesning.skrivere import Gennemsynsskriver, Mangel
from indsatser.importing.sag.skriver import M
from indsatser.maalaendringer import Aendring, change_target
from indsatser.models import Aftalelaesning, Forskel, Succeskriterium
from plans.models import Budgetbeloeb, Helhedsplan, Tracked
from plans.services import change
from plans.services.spor import describe

TOMT: Final = "(tomt)"
RETTET_IMENS: Final = "{} er rettet i planen, siden aftalen blev læst. Der står nu «{}». Vælg igen."
NOTE: Final = "Læst ind igen fra aftalen."
PAA_FLERE_AAR: Final = "Beløbet er fordelt på flere år i planen. Ret det i budgettet."
UDEN_AAR: Final = "Planen har beløbet samlet, uden år. Del det på år i budgettet, før det læses ind igen."
FOELGER: Final[dict[str, tuple[str, ...]]] = {
    "deadline_text": ("deadline",),
    "baseline_text": ("baseline_on",),
    "window_from": ("window_to", "window_months", "deadline"),
    "window_months": ("window_from", "window_to", "window_derived", "deadline"),
    "form": ("sammenlaegning", "target_value", "change_pct"),
    "operator": ("operator_stated",),
    "meetings_min": ("meetings_max",),
    "unit": ("unit_stated", "baseline_of_unit"),
}
"""Columns that go along when another is changed: they say the same thing in another way."""


class Genlaesningsskriver(Gennemsynsskriver):
    """Finds the rows of a reading in its plan. `forskelle`: by path, how the value stands to the plan and what it is.

    `apply` are the paths whose difference is brought into the plan; without it all are (and taken away again). `seen`
    is what the plan said where somebody chose: what a colleague has written since is not written over.
    """

    def __init__(
        self,
        reading: Aftalelaesning,
        plan: Helhedsplan,
        by: Any,
        *,
        paths: Iterable[str],
        apply: set[str] | None = None,
        seen: dict[str, str] | None = None,
    ) -> None:
        super().__init__(f"aftalelaesning/{reading.uuid}", by)
        self.plan, self.reading, self.apply, self.seen = plan, reading, apply, seen or {}
        self.nutid = Nutid(plan)
        self.forskelle: dict[str, tuple[Forskel, str]] = {}
        self.fundne: dict[str, str] = {}
        self._known: dict[str, str] = reading.lists.get("raekker") or {}
        self._leaves: dict[str, list[str]] = defaultdict(list)
        sections = section_paths(reading.case, plan)
        for path in paths:
            self.forskelle[path] = (Forskel.ENS, "")
            at = afsnit_af(path, sections)
            for row in dict.fromkeys([at] if at else [*raekker_af(path), raekke_af(path)]):
                self._leaves[row].append(path)

    def row(self, model: type[M], path: str, **fields: Any) -> M:
        """The plan's row of these values, changed where that is asked for; a new one where the plan has none."""
        if model is Budgetbeloeb and self._is_whole_in_the_plan(path, fields):
            return None  # type: ignore[return-value]
        name = f"{model._meta.model_name}:{path}"
        known = self._known.get(name, "")
        found: Any = self.plan if model is Helhedsplan else self.nutid.find(model, fields, known)
        if found is None:
            return self._new(model, path, fields)
        self.fundne[name] = str(found.uuid)
        if getattr(found, "retired_on", None) is None:
            self._compare(found, model, path, fields)
        return self._kept(model, path, found)

    def link(self, obj: models.Model, field: str, rows: Iterable[models.Model]) -> None:
        """What a plan is linked to is left as people have it; a new row's links are set."""
        if self.is_fresh(obj):
            super().link(obj, field, rows)

    def link_by_place(self, obj: models.Model, field: str, rows: Mapping[str, models.Model]) -> None:
        """To the links of a row that is there is added what is asked for; none is taken away."""
        if self.is_fresh(obj) or not isinstance(obj, Tracked):
            super().link_by_place(obj, field, rows)
            return
        linked = list(getattr(obj, field).all())
        new = {path: row for path, row in rows.items() if row not in linked}
        self.forskelle |= dict.fromkeys(new, (Forskel.NY, ""))
        added = [row for path, row in new.items() if self.apply is None or path in self.apply]
        if added:
            change(obj, by=self.by, note=NOTE, links={field: [*linked, *added]})

    def _new(self, model: type[M], path: str, fields: dict[str, Any]) -> M:
        leaves = [leaf for leaf in self._leaves[path] if felt_paa(leaf).model in (model, None) or leaf == path]
        for leaf in leaves:
            self.forskelle[leaf] = (Forskel.NY, "")
        if self.apply is not None and leaves and self.apply.isdisjoint(leaves):
            return None  # type: ignore[return-value]  # nobody asked for it, and nothing hangs under it
        if "nummer" in fields:
            fields["nummer"] = self.nutid.next_number(model, fields)
        return super().row(model, path, **fields)

    def _compare(self, found: Any, model: type[models.Model], path: str, fields: dict[str, Any]) -> None:
        changed: list[tuple[str, str]] = []
        if model is Budgetbeloeb and fields.get("year") is None and not self._is_one_amount(found, path, fields):
            return
        for leaf in self._leaves[path]:
            felt = felt_paa(leaf)
            column = _column(felt.column, fields)
            if felt.model is not model or column not in fields:
                continue
            old, new = getattr(found, column), fields[column]
            if differs(old, new) and not self._is_settled(found, column, leaf):
                field: Any = model._meta.get_field(column)
                now = (str(old) if isinstance(old, models.Model) else describe(old, field)) or TOMT
                self.forskelle[leaf] = (Forskel.AENDRET, now)
                if self.apply and leaf in self.apply and self.seen.get(leaf, now) != now:
                    self.mangler.append(Mangel(leaf, column, RETTET_IMENS.format(felt.label, now[:200])))
                elif self.apply is None or leaf in self.apply:
                    changed.append((leaf, column))
        if changed:
            self._change(found, path, changed, fields)

    def _is_settled(self, found: Any, column: str, leaf: str) -> bool:
        """Whether somebody corrected this very reading of the field when the agreement was looked through before."""
        return self.nutid.was_corrected(found.uuid, column, laes_plads(self.reading.case, leaf))

    def _change(self, found: Any, path: str, changed: list[tuple[str, str]], fields: dict[str, Any]) -> None:
        for _leaf, column in changed:
            for name in (column, *(each for each in FOELGER.get(column, ()) if each in fields)):
                setattr(found, name, fields[name])
        try:
            if isinstance(found, Succeskriterium):
                reason = f"Aftalen er læst ind igen: {self.reading.file_name}"
                change_target(found, Aendring(timezone.localdate(), reason), by=self.by, note=NOTE)
            else:
                change(found, by=self.by, note=NOTE)
        except ValidationError as refused:
            found.refresh_from_db()
            said = " ".join(refused.messages)
            self.mangler += [Mangel(leaf, column, said) for leaf, column in changed]

    def _is_whole_in_the_plan(self, path: str, fields: dict[str, Any]) -> bool:
        """Whether the document divides on years what the plan has as one amount: both would be the money twice."""
        post, kilde = fields.get("budgetpost"), fields.get("kilde")
        if fields.get("year") is None or not post or not kilde or not post.pk or not kilde.pk:
            return False
        rows = self.nutid.together(Budgetbeloeb, budgetpost=post, kilde=kilde)
        if all(row.year is not None for row in rows):
            return False
        leaf = f"{path}.amount"
        self.forskelle[leaf] = (Forskel.NY, "")
        self.mangler.append(Mangel(leaf, "amount", UDEN_AAR))
        return True

    def _is_one_amount(self, found: Budgetbeloeb, path: str, fields: dict[str, Any]) -> bool:
        """Whether the plan has one amount here. Where it is spread over years, the sum is compared and not changed."""
        rows = self.nutid.together(Budgetbeloeb, budgetpost=found.budgetpost, kilde=found.kilde)
        if len(rows) < 2:
            return True
        total = sum((row.amount for row in rows), Decimal(0))
        if differs(total, fields["amount"]):
            self.forskelle[path] = (Forskel.AENDRET, describe(total, Budgetbeloeb._meta.get_field("amount")))  # type: ignore[arg-type]
            self.mangler.append(Mangel(path, "amount", PAA_FLERE_AAR))
        return False


def _column(column: str, fields: dict[str, Any]) -> str:
    """The column a value goes into: a change in per cent has one of its own."""
    return "change_pct" if column == "target_value" and "change_pct" in fields else column
