"""What every form of a plan's row has: Danish fields, groups with help, the version its person saw."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.utils.html import format_html

from helhedsplan.felter import DanskDatoField, SoegevalgField
from helhedsplan.forms import DanskTalField, RigTekstField, skriv_ikke
from helhedsplan.sortering import danish_sort_key
from plans import services
from plans.models import Afsnit, Helhedsplan, PlanScopedQuerySet, Retirable, Tracked
from plans.redigering.beloeb import LaestBeloebField

LONG_LIST = 25
"""From how many rows a choice is searched for instead of scrolled through."""
HIDDEN = ("seen_version", "author", "nyt_id")
RUNNING_TEXT = frozenset(
    {
        "anchoring",
        "communication_after",
        "communication_before",
        "conflict_handling",
        "content",
        "description",
        "documentation",
        "expected_effect",
        "findings",
        "governance",
        "local_evaluation",
        "mandate",
        "method",
        "minutes",
        "municipal_context",
        "notification",
        "organisation",
        "participants_text",
        "problem",
        "purpose",
        "revision_rule",
        "secretariat",
        "summary",
        "target_group",
        "tasks",
        "work",
    }
)
"""Fields that documents print as running text. The rest are a sentence or a note."""


@dataclass(frozen=True, slots=True)
class Gruppe:
    """A group of fields on a form, with a heading and, if need be, a sentence in the user's words."""

    title: str
    fields: tuple[str, ...]
    help: str = ""


def danish_field(db_field: models.Field, **kwargs: Any) -> Any:
    """The form field for a model field, as Danes type it."""
    if isinstance(db_field, models.DecimalField) and not db_field.choices:
        is_money = "kr." in str(db_field.verbose_name)
        return db_field.formfield(form_class=LaestBeloebField if is_money else DanskTalField, **kwargs)
    if isinstance(db_field, models.DateField) and not isinstance(db_field, models.DateTimeField):
        return db_field.formfield(form_class=DanskDatoField, **(kwargs | {"widget": DanskDatoField.widget}))
    if isinstance(db_field, models.PositiveSmallIntegerField | models.PositiveIntegerField) and not db_field.choices:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "felt-tal"})
        return db_field.formfield(**({"widget": widget} | kwargs))
    if isinstance(db_field, models.TimeField):
        widget = forms.TimeInput(format="%H.%M", attrs={"placeholder": "tt.mm", "autocomplete": "off"})
        return db_field.formfield(**({"widget": widget} | kwargs))
    if isinstance(db_field, models.TextField) and _is_running_text(db_field):
        return db_field.formfield(form_class=RigTekstField, **kwargs)
    if isinstance(db_field, models.TextField):
        return db_field.formfield(**({"widget": forms.Textarea(attrs={"rows": 4})} | kwargs))
    return db_field.formfield(**kwargs)


def _is_running_text(db_field: models.Field) -> bool:
    """Whether documents print the field as running text, which may have headings, lists and bold."""
    return db_field.name in RUNNING_TEXT or (db_field.name == "text" and db_field.model is Afsnit)


class RowForm(forms.ModelForm):
    """A form for one row of a plan.

    `grupper` says which fields stand together; `hjaelp` says in the user's words what belongs in a field.
    `shaped_by` names the field, if there is one, whose value decides which others are shown; `shaped_also` those whose
    values have a say in it too.
    A row's references offer only rows of the same plan that are in use, in Danish order.
    """

    grupper: ClassVar[tuple[Gruppe, ...]] = ()
    hjaelp: ClassVar[Mapping[str, str]] = {}
    shaped_by: ClassVar[str] = ""
    shaped_also: ClassVar[tuple[str, ...]] = ()

    seen_version = forms.IntegerField(label="version", required=False, widget=forms.HiddenInput)
    author = forms.IntegerField(label="skribent", required=False, widget=forms.HiddenInput)
    nyt_id = forms.UUIDField(label="det nye", required=False, widget=forms.HiddenInput)

    class Meta:
        formfield_callback = danish_field

    def __init__(self, *args: Any, plan: Helhedsplan, user: Any, only: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.user = plan, user
        self.shown = self._narrow(set(only))
        self._hide()
        for name in list(self.fields):
            self._prepare(name)
        skriv_ikke(self)

    @property
    def helper(self) -> FormHelper:
        """How crispy prints the form: its fields in their groups; the page owns the form element and the buttons."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(*(field.name for field in self.hidden_fields()), *self._fieldsets())
        return helper

    # --- What is shown -------------------------------------------------------------------------------------------

    def _narrow(self, only: set[str]) -> tuple[Gruppe, ...]:
        """The groups with the fields that are asked for: all, or the few that are edited in place."""
        wanted = only & {name for name in self.fields if name not in HIDDEN}
        if wanted:
            for name in set(self.fields) - wanted - set(HIDDEN):
                del self.fields[name]
        groups = [Gruppe(g.title, tuple(f for f in g.fields if f in self.fields), g.help) for g in self.grupper]
        placed = {name for group in groups for name in group.fields}
        rest = tuple(name for name in self.fields if name not in placed and name not in HIDDEN)
        return tuple(group for group in (*groups, Gruppe("", rest)) if group.fields)

    def beside(self, name: str) -> list[Any]:
        """What stands after a field, in crispy's layout."""
        return [Skift()] if name == self.shaped_by else []

    def _fieldsets(self) -> Iterable[Any]:
        for group in self.shown:
            fields: list[Any] = [_Hjaelp(group.help)] if group.help else []
            for name in group.fields:
                if name in self.fields:
                    fields += [name, *self.beside(name)]
            yield Fieldset(group.title, *fields, css_class="formgruppe") if group.title else Layout(*fields)

    def _hide(self) -> None:
        self.fields["author"].initial = self.user.pk
        if isinstance(self.instance, Tracked) and self.instance.pk:
            self.fields["seen_version"].initial = self.instance.version
        else:
            del self.fields["seen_version"]
        if isinstance(self.instance, Tracked) and not self.instance.pk:
            self.fields["nyt_id"].initial = self.instance.uuid
        else:
            del self.fields["nyt_id"]

    def _prepare(self, name: str) -> None:
        field: Any = self.fields[name]
        if name in self.hjaelp:
            field.help_text = self.hjaelp[name]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field = self._many(name, field)
        elif isinstance(field, forms.ModelChoiceField):
            self.fields[name] = self._choice(name, field)

    def _many(self, name: str, field: Any) -> Any:
        field.queryset = self._offered(name, field.queryset)
        field.widget = forms.CheckboxSelectMultiple()
        field.choices = _in_danish_order(field)
        return field

    def _choice(self, name: str, field: Any) -> forms.Field:
        """A short list is chosen from, a long one is searched."""
        rows = self._offered(name, field.queryset)
        few = list(rows[: LONG_LIST + 1])
        common: dict[str, Any] = {"label": field.label, "required": field.required, "help_text": field.help_text}
        if len(few) > LONG_LIST:
            common["help_text"] = field.help_text or "Skriv nogle bogstaver, og vælg på listen."
            return SoegevalgField(queryset=rows, **common)
        field.queryset = rows
        empty = [("", "Ikke valgt")]
        field.choices = [*empty, *((row.pk, str(row)) for row in sorted(few, key=lambda r: danish_sort_key(str(r))))]
        return field

    def _offered(self, name: str, rows: models.QuerySet) -> models.QuerySet:
        """Rows of this plan in use today, and the one already chosen; reference data as it is."""
        if not isinstance(rows, PlanScopedQuerySet) or rows.model is Helhedsplan:
            return self.limit(name, rows)
        offered = rows.in_plan(self.plan)
        if issubclass(rows.model, Retirable):
            chosen = getattr(self.instance, f"{name}_id", None)
            offered = offered.current() | offered.filter(pk=chosen)
        if rows.model is type(self.instance) and self.instance.pk:
            offered = offered.exclude(pk=self.instance.pk)
        return self.limit(name, offered)

    def limit(self, name: str, rows: models.QuerySet) -> models.QuerySet:
        """A form's own say in what a reference offers."""
        return rows

    # --- What is refused -----------------------------------------------------------------------------------------

    def _post_clean(self) -> None:
        """A text sent back untouched stays as it is stored: reading it tidies it, and that is no change of hers."""
        if self.instance.pk:
            for name in self.cleaned_data:
                if self.only_tidies(name, stored := getattr(self.instance, name, None)):
                    self.cleaned_data[name] = stored
        super()._post_clean()  # type: ignore[misc]  # Django's own, which the stubs leave out

    def only_tidies(self, name: str, stored: Any) -> bool:
        """Whether what was sent in a text field is the stored text as the field reads it, and nothing more."""
        field: Any = self.fields.get(name)
        sent = self.cleaned_data.get(name)
        if type(field) not in (forms.CharField, RigTekstField) or not stored or not isinstance(sent, str):
            return False
        return bool(field.to_python(stored) == sent.replace("\r\n", "\n"))

    def add_error(self, field: str | None, error: Any) -> None:
        """A sentence about a field that is not on the form stands on top, with the field's name before it."""
        if field is None and hasattr(error, "error_dict"):
            placed: dict[str, list[Any]] = {}
            for name, found in error.error_dict.items():
                if name in self.fields or name == NON_FIELD_ERRORS:
                    placed.setdefault(name, []).extend(found)
                else:
                    placed.setdefault(NON_FIELD_ERRORS, []).extend(self._named(name, sentence) for sentence in found)
            error = ValidationError(placed)
        super().add_error(field, error)

    def _named(self, name: str, sentence: ValidationError) -> ValidationError:
        names = {
            f.name: str(f.verbose_name) for f in self._meta.model._meta.get_fields() if hasattr(f, "verbose_name")
        }
        text = " ".join(sentence.messages)
        return ValidationError(f"{names[name].capitalize()}: {text}" if name in names else text)

    @classmethod
    def retyped(
        cls, typed: Mapping[str, Sequence[Any]], sent: Mapping[str, Any], *, plan: Helhedsplan
    ) -> Mapping[str, Sequence[Any]]:
        """What the form shows when it is shown again unsaved: as typed, or with what a button was to fill in.

        `typed` holds the form's fields, `sent` all that the browser sent.
        """
        return typed

    # --- What is saved -------------------------------------------------------------------------------------------

    def write(self, *, by: Any, expected_version: int | None = None) -> Any:
        """Create the row, or change the version that was seen. A form that has more to write does it here, at once."""
        if expected_version is None:
            return services.create(self.instance, by=by, links=self.links())
        return services.change(self.instance, by=by, expected_version=expected_version, links=self.links())

    def is_all_there(self, made: Any) -> bool:
        """Whether what the form writes beside its own row stands there too, as when a new row is sent twice."""
        return True

    def links(self) -> dict[str, list[models.Model]]:
        """The many-to-many fields on the form with the rows chosen, for plans.services."""
        names = [field.name for field in self._meta.model._meta.many_to_many]
        return {name: list(self.cleaned_data[name]) for name in names if name in self.cleaned_data}


def can_be_empty(field: forms.Field) -> bool:
    """Whether a browser says nothing of the field when nothing is ticked, so that silence means none."""
    return isinstance(field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple)


class _Hjaelp:
    """A sentence under a group's heading, in crispy's layout."""

    def __init__(self, text: str) -> None:
        self.text = text

    def render(self, form: Any, context: Any, *args: Any, **kwargs: Any) -> str:
        return format_html('<p class="formgruppe__hjaelp">{}</p>', self.text)


class Knap:
    """A button beside a field that shows the form again, unsaved: `template` prints it from the form's addresses."""

    template = ""

    def render(self, form: Any, context: Any, *args: Any, **kwargs: Any) -> str:
        return render_to_string(self.template, {"adresser": context["adresser"], "felt": form.shaped_by})


class Skift(Knap):
    """The button that shows the fields that belong to what was chosen; with htmx the choice itself does."""

    template = "plans/_skift.html"


def _in_danish_order(field: Any) -> list[tuple[Any, str]]:
    rows = sorted(field.queryset, key=lambda row: danish_sort_key(str(row)))
    return [(row.pk, str(row)) for row in rows]


def form_data(form: forms.BaseForm) -> dict[str, list[str]]:
    """What a browser would send back from the form as it is shown: field name → its values as text."""
    data: dict[str, list[str]] = {}
    for bound in form:
        value = bound.value()
        widget = bound.field.widget
        if isinstance(widget, forms.FileInput) or value in (None, False, ""):
            continue
        if value is True:
            data[bound.html_name] = ["on"]
        elif isinstance(value, list | tuple | models.QuerySet):
            data[bound.html_name] = [str(getattr(each, "pk", each)) for each in value]
        else:
            shown = widget.format_value(value) if hasattr(widget, "format_value") else value
            data[bound.html_name] = [str(each) for each in shown] if isinstance(shown, list) else [str(shown)]
    return data
