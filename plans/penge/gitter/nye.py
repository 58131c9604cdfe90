"""Posts and sources that are added in the grid: their few fields, and the rows they become."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from helhedsplan.forms import DanskTalField
from helhedsplan.numbers import parse_decimal
from plans.choices import Bidragsform, Finansieringsart, Postart, Udgiftsart
from plans.models import Budgetpost, Finansieringskilde
from plans.penge.gitter.grundlag import Gitterdata, Kladdekilde, Kladdepost

MOST = 20
"""How many can be added before they are saved."""


class NyForm(forms.Form):
    """A form of something being added: checked only when it is to be saved, until then it shows what was typed."""

    def __init__(self, posted: Mapping[str, str], *, prefix: str, is_checked: bool, **kwargs: Any) -> None:
        self.posted = posted
        typed = {name: posted.get(f"{prefix}-{name}", "") for name in self.base_fields}
        super().__init__(posted if is_checked else None, prefix=prefix, initial=typed, **kwargs)

    def sent(self, name: str) -> str:
        """What was typed in a field."""
        return str(self.posted.get(self.add_prefix(name), "")).strip()


class NyPostForm(NyForm):
    """A post that is being added: what it is for, what it is called, which kind of cost."""

    slags = forms.ChoiceField(label="Hvad posten er til", error_messages={"required": "Vælg, hvad posten er til."})
    title = forms.CharField(label="Postens navn", max_length=160, required=False)
    udgiftsart = forms.ChoiceField(
        label="Udgiftsart", required=False, choices=[("", "Ikke delt"), *Udgiftsart.choices]
    )

    def __init__(self, *args: Any, grid: Gitterdata, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.delaftaler = {f"delaftale-{row.pk}": row for row in grid.delaftaler}
        kinds = [(kind.value, str(kind.label)) for kind in Postart if kind != Postart.DELAFTALE]
        named = [(key, str(row.title)) for key, row in self.delaftaler.items()]
        self.fields["slags"].choices = [("", "Ikke valgt"), *kinds[:1], *named, *kinds[1:]]  # type: ignore[attr-defined]

    def post(self, grid: Gitterdata, order: int) -> Budgetpost:
        """The unsaved post. Without a name it has that of its delaftale or kind."""
        chosen = self.sent("slags")
        delaftale = self.delaftaler.get(chosen)
        kind = Postart.DELAFTALE if delaftale else chosen
        named = delaftale.title if delaftale else str(dict(Postart.choices).get(chosen, ""))
        title = self.sent("title") or named[:160]
        cost = self.sent("udgiftsart")
        return Budgetpost(
            helhedsplan=grid.plan, kind=kind, delaftale=delaftale, title=title, udgiftsart=cost, order=order
        )


class NyKildeForm(NyForm):
    """A source that is being added."""

    kind = forms.ChoiceField(
        label="Hvem der betaler",
        choices=[("", "Ikke valgt"), *Finansieringsart.choices],
        error_messages={"required": "Vælg, hvem der betaler."},
    )
    name = forms.CharField(label="Kildens navn", max_length=160, error_messages={"required": "Skriv kildens navn."})
    form = forms.ChoiceField(label="Bidrag", choices=Bidragsform.choices, required=False)
    hour_rate = DanskTalField(
        label="Timesats, kr.", required=False, max_digits=8, decimal_places=2, help_text="Kun for arbejdstid."
    )

    def kilde(self, grid: Gitterdata, order: int) -> Finansieringskilde:
        """The unsaved source, as far as it can be read."""
        sent = {name: self.sent(name) for name in ("kind", "name", "form")}
        rate = _rate(self.sent("hour_rate"))
        sent["form"] = sent["form"] if sent["form"] in Bidragsform.values else Bidragsform.KONTANT
        return Finansieringskilde(helhedsplan=grid.plan, order=order, hour_rate=rate, **sent)


class Nye:
    """The posts and sources being added. Their forms are found in what was sent by the prefixes n1-, k1-."""

    def __init__(self, grid: Gitterdata, posted: Mapping[str, str], *, is_checked: bool = False) -> None:
        self.grid = grid
        self.is_checked = is_checked
        self.poster: dict[str, NyPostForm] = {}
        self.kilder: dict[str, NyKildeForm] = {}
        for number in range(1, MOST + 1):
            if f"n{number}-slags" in posted:
                self._post(f"n{number}", posted)
            if f"k{number}-name" in posted:
                self._kilde(f"k{number}", posted)

    def _post(self, key: str, posted: Mapping[str, str]) -> None:
        form = self.poster[key] = NyPostForm(posted, prefix=key, grid=self.grid, is_checked=self.is_checked)
        highest = max((row.post.order for row in self.grid.poster), default=0)
        self.grid.poster.append(Kladdepost(key, form.post(self.grid, min(highest + 1, 32_000)), is_new=True))

    def _kilde(self, key: str, posted: Mapping[str, str]) -> None:
        form = self.kilder[key] = NyKildeForm(posted, prefix=key, is_checked=self.is_checked)
        highest = max((row.kilde.order for row in self.grid.kilder), default=0)
        self.grid.kilder.append(Kladdekilde(key, form.kilde(self.grid, min(highest + 1, 32_000)), is_new=True))

    def drop_empty(self, typed: Mapping[str, str]) -> None:
        """A row or column that was added and left quite empty was a slip: it goes."""
        for key, form in list(self.poster.items()):
            if not _said(form, "title", "slags") and not _has_cells(typed, 1, key):
                del self.poster[key]
                self.grid.poster = [row for row in self.grid.poster if row.key != key]
        for key, other in list(self.kilder.items()):
            if not _said(other, "name", "kind") and not _has_cells(typed, 2, key):
                del self.kilder[key]
                self.grid.kilder = [row for row in self.grid.kilder if row.key != key]

    def errors(self) -> dict[str, str]:
        """What is wrong in the added rows' own fields, by the field's id."""
        found = {}
        for form in (*self.poster.values(), *self.kilder.values()):
            for name, sentences in form.errors.items():
                found[f"id_{form.add_prefix(name)}"] = " ".join(str(one) for one in sentences)
        return found


def _said(form: NyForm, *names: str) -> bool:
    return any(form.sent(name) for name in names)


def _rate(typed: str) -> Decimal | None:
    """The rate as far as it can be read; what is wrong with it is said by the form when it is to be saved."""
    try:
        return parse_decimal(typed) if typed else None
    except ValueError:
        return None


def _has_cells(typed: Mapping[str, str], place: int, key: str) -> bool:
    return any(text for name, text in typed.items() if text and name.split("-")[place : place + 1] == [key])


def next_number(keys: Mapping[str, Any]) -> int:
    """The number of the next one to add."""
    return max((int(key[1:]) for key in keys), default=0) + 1
