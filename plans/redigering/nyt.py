"""A form in which what is missing on a shared list can be put on it: one save makes both, or neither.

The fields stand folded under the field they belong to, so nobody leaves the form, with JavaScript or without.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar

from crispy_forms.layout import LayoutObject
from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.template.loader import render_to_string

from helhedsplan.felter import SoegevalgField
from plans.models import Boligafdeling, Boligomraade, Boligorganisation, Kommune
from plans.redigering.formular import RowForm
from plans.services.grunddata import Grunddata, add_to_list, alike, is_same, refuse_alike
from plans.services.noegle import uuid_under

EITHER = "Vælg enten en på listen, eller opret en ny. Ikke begge dele."
NAMELESS = "Skriv navnet på det nye."


def _name() -> forms.CharField:
    return forms.CharField(
        label="Navn", required=False, max_length=160, help_text="Skriv det, som de selv skriver det."
    )


def _number(label: str, max_length: int, example: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=max_length, help_text=f"{example}. Kan skrives senere."
    )


def _organisation_fields() -> dict[str, forms.Field]:
    return {"name": _name(), "number": _number("Organisationsnummer", 4, "Fire cifre, fx 0350")}


def _afdeling_fields() -> dict[str, forms.Field]:
    listed = SoegevalgField(
        queryset=Boligorganisation.objects.all(),
        label="Boligorganisation",
        required=False,
        help_text="Skriv navn eller nummer, og vælg på listen.",
    )
    new = forms.CharField(
        label="Ny boligorganisation",
        required=False,
        max_length=160,
        help_text="Kun hvis organisationen heller ikke er på listen.",
    )
    number = _number("Afdelingsnummer", 5, "Op til tre cifre, fx 29 eller 463-0")
    return {"name": _name(), "number": number, "organisation": listed, "new_organisation": new}


FIELDS: dict[type[models.Model], Callable[[], dict[str, forms.Field]]] = {
    Boligorganisation: _organisation_fields,
    Boligafdeling: _afdeling_fields,
    Boligomraade: lambda: {"name": _name()},
}
"""What is asked of a new row of each list."""


class MedNytForm(RowForm):
    """A form where the references in `nye` may be to something that is not on its list yet."""

    nye: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begun: dict[str, list[Grunddata]] = {}
        for name in self._open_lists():
            for part, field in FIELDS[self._model_of(name)]().items():
                self.fields[f"ny_{name}_{part}"] = field

    def _open_lists(self) -> list[str]:
        return [name for name in self.nye if name in self.fields]

    def _model_of(self, name: str) -> Any:
        return self._meta.model._meta.get_field(name).related_model

    def _parts(self, name: str) -> list[str]:
        return [f"ny_{name}_{part}" for part in FIELDS[self._model_of(name)]()]

    def _is_begun(self, name: str) -> bool:
        return any(str(self.data.get(part) or "").strip() for part in self._parts(name))

    def beside(self, name: str) -> list[Any]:
        """The folded fields of a new one stand under the list."""
        new = [NytPaaListen(self._model_of(name), self._parts(name))] if name in self._open_lists() else []
        return [*super().beside(name), *new]

    # --- What is refused -----------------------------------------------------------------------------------------

    def _clean_fields(self) -> None:
        for name in self._open_lists():
            if self._is_begun(name):
                self.fields[name].required = False
        super()._clean_fields()  # type: ignore[misc]  # Django's own, which the stubs leave out

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in self._open_lists():
            if self._is_begun(name) and not self.errors.keys() & {name, *self._parts(name)}:
                self._begin(name, data)
        return data

    def _begin(self, name: str, data: dict[str, Any]) -> None:
        """Make the new row ready to be saved, or say at its fields why it is not put on the list."""
        is_many = isinstance(self.fields[name], forms.ModelMultipleChoiceField)
        if data.get(name) and not is_many:
            self.add_error(f"ny_{name}_name", EITHER)
            return
        if not data[f"ny_{name}_name"]:
            self.add_error(f"ny_{name}_name", NAMELESS)
            return
        if data.get(f"ny_{name}_organisation") and data.get(f"ny_{name}_new_organisation"):
            self.add_error(f"ny_{name}_new_organisation", EITHER)
            return
        rows = list(self._new_rows(name, data))
        twin = next((made[-1] for made in self.begun.values() if is_same(made[-1], rows[-1])), None)
        if twin is not None:  # new in two places of one form, as the organisation that also is the administrator
            self.begun[name] = [twin]
            return
        listed = alike(rows[-1])
        if listed is not None and self._has_already(name, listed):  # the same form sent twice
            data[name] = data[name] | self._model_of(name).objects.filter(pk=listed.pk) if is_many else listed
            return
        for row in rows:
            self._check(name, row)
        self.begun[name] = rows

    def _new_rows(self, name: str, data: dict[str, Any]) -> Iterator[Grunddata]:
        """The new row, after the new row it belongs to where there is one."""
        said = {part.removeprefix(f"ny_{name}_"): data[part] for part in self._parts(name)}
        model = self._model_of(name)
        if model is Boligomraade:
            yield Boligomraade(name=said["name"], kommune=self._kommune(data))
        elif model is Boligorganisation:
            yield Boligorganisation(name=said["name"], number=said["number"])
        else:
            above = said["organisation"]
            if said["new_organisation"]:
                above = Boligorganisation(name=said["new_organisation"])
                yield above
            yield Boligafdeling(name=said["name"], number=said["number"], boligorganisation=above)

    def _kommune(self, data: dict[str, Any]) -> Kommune | None:
        """An area lies in the plan's kommune, also when that is chosen in the same form."""
        return data.get("kommune", self.plan.kommune)

    def _has_already(self, name: str, listed: Grunddata) -> bool:
        """Whether the row says it already, or the row this very form made a moment ago does."""
        key = self.cleaned_data.get("nyt_id")
        rows = self._meta.model._default_manager.filter(pk=self.instance.pk) if self.instance.pk else None
        if rows is None and key:
            rows = self._meta.model._default_manager.filter(uuid=uuid_under(key, self._meta.model, by=self.user))
        return rows is not None and rows.filter(**{name: listed.pk}).exists()

    def _check(self, name: str, row: Grunddata) -> None:
        is_above = isinstance(row, Boligorganisation) and self._model_of(name) is Boligafdeling
        spot = f"ny_{name}_new_organisation" if is_above else f"ny_{name}_name"
        try:
            refuse_alike(row)
            row.full_clean(exclude=["boligorganisation"])
        except ValidationError as refused:
            placed = refused.error_dict if hasattr(refused, "error_dict") else {"name": refused.error_list}
            for part, errors in placed.items():
                at = f"ny_{name}_{part}" if part in ("name", "number") and not is_above else spot
                self.add_error(at, errors)

    # --- What is saved -------------------------------------------------------------------------------------------

    def write(self, *, by: Any, expected_version: int | None = None) -> Any:
        """Put the new rows on their lists and save what refers to them, or nothing at all."""
        with transaction.atomic():
            for name, rows in self.begun.items():
                self._put_on_list(name, rows, by)
                if not isinstance(self.fields[name], forms.ModelMultipleChoiceField):
                    setattr(self.instance, name, rows[-1])
            return super().write(by=by, expected_version=expected_version)

    def _put_on_list(self, name: str, rows: Iterable[Grunddata], by: Any) -> None:
        for row in rows:
            if row.pk is not None:  # put there a moment ago, for another field
                continue
            if isinstance(row, Boligafdeling):
                row.boligorganisation = row.boligorganisation  # its key, now that the organisation is saved
            try:
                add_to_list(row, by=by, plan=self.plan)
            except ValidationError as refused:
                raise ValidationError({f"ny_{name}_name": refused.messages}) from refused

    def links(self) -> dict[str, list[models.Model]]:
        """With the new rows among those chosen."""
        links = super().links()
        for name in links.keys() & self.begun.keys():
            links[name] = [*links[name], self.begun[name][-1]]
        return links


class NytPaaListen(LayoutObject):
    """The fields of a new row under a list, folded until one is filled in or refused, in crispy's layout."""

    def __init__(self, model: type[models.Model], fields: list[str]) -> None:
        self.model, self.fields = model, fields

    def render(self, form: Any, context: Any, *args: Any, **kwargs: Any) -> str:
        is_open = any(form[name].errors or form[name].value() for name in self.fields)
        fields = self.get_rendered_fields(form, context, **kwargs)
        label = self.model._meta.verbose_name
        return render_to_string("plans/_nyt_paa_listen.html", {"fields": fields, "aaben": is_open, "label": label})
