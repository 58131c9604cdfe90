"""The form of a criterion: first what kind it is, then only the fields that kind needs; and why its target changed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models, transaction
from django.db.models import Q

from indsatser.choices import Kriterieform, Operator, Retning
from indsatser.maalaendringer import change_target
from indsatser.models import Succeskriterium
from indsatser.models.maalaendring import MAALET, TIDLIGERE
from indsatser.redigering.delmaal import DELE, Delmaal, are_there, create_parts, typed_parts, unfilled
from indsatser.redigering.kriterieslags import ALTID, FELTER, PROCENT, choices, sammenlaegning_for
from indsatser.redigering.maalskift import PLACES, Maalskift, at_their_places
from indsatser.redigering.saetning import laest
from plans import services
from plans.models import Helhedsplan
from plans.redigering.formular import Gruppe, Knap, RowForm

AENDRING = ("kun_rettelse", *PLACES.values())

SKRIVEFEJL = "En skrivefejl er rettet. Målet er det samme."


class Laesknap(Knap):
    """The button that reads the sentence into the fields."""

    template = "indsatser/_laes_saetning.html"


class FlereKnap(Knap):
    """The button that gives room for another part."""

    template = "indsatser/_flere_delmaal.html"


class HiddenCheck(forms.HiddenInput):
    """A box that is not shown: ticked or nothing, as the box itself would send it."""

    def format_value(self, value: Any) -> str:
        return "on" if value not in (False, None, "", "False") else ""


class JaNejField(forms.TypedChoiceField):
    """Whether it is to happen or not: stored as 1 or 0; nothing stored means that it is to happen."""

    def __init__(self, stored: Decimal | None, **kwargs: Any) -> None:
        yes = "" if stored is None else "1"
        answers = [(yes, "Ja, det skal være sket"), ("0", "Nej, det må ikke være sket")]
        super().__init__(choices=answers, coerce=Decimal, empty_value=None, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return "0" if value == 0 else "1"
        return value


class SucceskriteriumForm(RowForm, Maalskift, Delmaal):
    """A success criterion. The kind decides which fields are shown; what was typed in others is kept until saved."""

    shaped_by, shaped_also = "form", DELE
    grupper = (
        Gruppe("Kriteriet", ("statement", "form")),
        Gruppe(
            "Delmålene",
            DELE,
            "Ét delmål i hvert felt. Ret dem, eller slet dem, der ikke skal med. De gemmes sammen med kriteriet, "
            "og hvert delmål kan rettes for sig bagefter.",
        ),
        Gruppe("Hvad der måles", ("unit", "retning", "change_pct", "operator", "target_value", "target_to")),
        Gruppe("Tidsrum og frist", ("window_from", "window_to", "window_months", "follow_up_months", "deadline")),
        Gruppe(
            "Udgangspunkt",
            ("baseline_value", "baseline_on", "baseline_text", "baseline_of", "baseline_of_unit", "baseline_note"),
            "Hvor I begynder. Uden det kan man ikke se, om det går frem.",
        ),
        Gruppe("Hvordan det måles", ("source", "responsible", "sammenlaegning")),
        Gruppe("Hvor det hører til", ("maal", "code", "samme_som")),
        Gruppe(
            "Sådan står det i aftalen",
            ("deadline_text", "operator_stated", "window_derived", "maal_derived"),
            "Så andre kan se, hvad der er skrevet af, og hvad der er læst ud af teksten.",
        ),
        Gruppe("", ("note",)),
        Gruppe(
            "Hvis målet bliver ændret",
            AENDRING,
            "Udfyld kun, hvis du har ændret tal, frist, udgangspunkt eller forhold. "
            "Det gamle mål bliver stående på siden og i rapporterne.",
        ),
    )
    hjaelp = {
        "statement": "Skriv hele sætningen, som den står i aftalen.",
        "unit": "Hvad der tælles: %, samtaler, beboere, kr.",
        "operator": "Skal tallet være mindst, højst eller præcis det, der står?",
        "target_value": "Tallet, der skal nås, fx 15 eller 1.750.",
        "target_to": "Kun ved »mellem«: det højeste tal.",
        "change_pct": "25 er en fjerdedel mere, -50 er en halvering.",
        "baseline_value": "Tallet, før I begyndte.",
        "baseline_on": "Sidste dag i de data, tallet bygger på. For et helt år: 31.12.",
        "baseline_text": "Som det skal læses, fx »2016« eller »snit af de sidste fem møder«.",
        "baseline_of": "Hvis udgangspunktet er så mange ud af så mange: ud af hvor mange.",
        "baseline_of_unit": "Fx 0-2-årige.",
        "deadline": "Den dag, målet skal være nået. For et helt år: 31.12.",
        "window_months": "Kun hvis aftalen skriver det i måneder.",
        "window_derived": "Sæt hak, hvis datoerne er regnet ud og ikke står i aftalen.",
        "follow_up_months": "Hvor længe efter der måles, fx 12.",
        "source": "Hvor tallet kommer fra, fx Danmarks Statistik eller jeres egen registrering.",
        "responsible": "Rolle eller titel, ikke et navn.",
        "sammenlaegning": "Hvordan flere registreringer bliver til ét tal.",
        "maal": "Det mål, kriteriet hører til.",
        "maal_derived": "Sæt hak, hvis aftalen ikke selv kobler kriteriet til målet.",
        "code": "Aftalens egen kode, hvis den har en.",
        "samme_som": "Kun hvis det samme kriterium måles et andet sted i planen.",
        "deadline_text": "Kun hvis fristen er skrevet på en anden måde, fx »ved planens udløb«.",
        "operator_stated": "Sæt hak, hvis der faktisk står »mindst«, »højst« eller lignende.",
    }
    vist_form = forms.CharField(required=False, widget=forms.HiddenInput)
    kun_rettelse = forms.BooleanField(
        label="Jeg retter en skrivefejl",
        required=False,
        help_text="Aftalen har hele tiden sagt det, jeg skriver nu. Så gemmes det ikke som en ændring af målet.",
    )

    class Meta(RowForm.Meta):
        model = Succeskriterium
        fields = [
            "statement",
            "form",
            "unit",
            "retning",
            "change_pct",
            "operator",
            "target_value",
            "target_to",
            "window_from",
            "window_to",
            "window_months",
            "follow_up_months",
            "deadline",
            "baseline_value",
            "baseline_on",
            "baseline_text",
            "baseline_of",
            "baseline_of_unit",
            "baseline_note",
            "source",
            "responsible",
            "sammenlaegning",
            "maal",
            "code",
            "samme_som",
            "deadline_text",
            "operator_stated",
            "window_derived",
            "maal_derived",
            "note",
        ]

    def __init__(self, *args: Any, only: Any = (), **kwargs: Any) -> None:
        wanted = set(only)
        # What decides the target cannot be edited without a place to say why it changed.
        extra = set(AENDRING) if wanted & (MAALET | set(AENDRING)) else set()
        super().__init__(*args, only=wanted | extra, **kwargs)
        self.was_form = self.instance.form
        self.is_binding = bool(self.instance.pk) and self.instance.is_held()
        self.chosen = self._chosen()
        self.unneeded: list[str] = []
        self._offer_forms()
        self._shape()

    # --- What is offered -----------------------------------------------------------------------------------------

    def limit(self, name: str, rows: models.QuerySet) -> models.QuerySet:
        """Goals of the criterion's own delaftale and of the plan; only a criterion that is measured is repeated."""
        row = self.instance
        if name == "maal":
            home = row.delaftale_id or (row.aktivitet.delaftale_id if row.aktivitet else None)
            return rows.filter(Q(delaftale=home) | Q(delaftale=None) | Q(pk=row.maal_id)) if home else rows
        if name == "samme_som":
            return rows.filter(samme_som=None, parent=None).select_related("aktivitet", "delaftale")
        return rows

    def _choice(self, name: str, field: Any) -> forms.Field:
        """The same sentence may stand in several places: the place is said with it."""
        if name != "samme_som":
            return super()._choice(name, field)
        field.queryset = self._offered(name, field.queryset)
        field.label_from_instance = _with_place
        return field

    # --- Which fields are shown ----------------------------------------------------------------------------------

    def _chosen(self) -> str:
        """The form as it is chosen now: sent, fetched from a draft, or the row's own; "" while none is."""
        sent = self.data.get("form", "") if self.is_bound else self.initial.get("form", "")
        known = sent in Kriterieform.values
        return str(sent) if known and "form" in self.fields else str(self.instance.form or "")

    def _offer_forms(self) -> None:
        field = self.fields.get("form")
        if field is None:
            return
        parts = self.instance.parent_id is not None
        offered = choices([form for form in Kriterieform if not (parts and form == Kriterieform.SAMMENSAT)])
        field.label, field.help_text = "Hvordan skal det måles?", ""
        field.error_messages["required"] = "Vælg, hvordan det skal måles."
        if self.chosen:
            field.widget = forms.Select()
            field.choices = [*([("", "Vælg")] if not self.was_form else []), *offered]  # type: ignore[attr-defined]
        else:
            field.widget = forms.RadioSelect()
            field.choices = offered  # type: ignore[attr-defined]

    def _shape(self) -> None:
        if "vist_form" in self.fields:
            self.initial["vist_form"] = self.chosen
        needed = set(FELTER[Kriterieform(self.chosen)]) | set(ALTID) if self.chosen else {"statement", "form"}
        if self.chosen == self.was_form:
            needed |= self._filled()
        changing = set(AENDRING) if self.is_binding else set()
        if self.chosen == Kriterieform.JA_NEJ and "target_value" in self.fields:
            self.fields["target_value"] = JaNejField(self.instance.target_value, label="Hvad skal svaret være?")
        self.unneeded = [name for name in self._meta.fields or () if name in self.fields and name not in needed]
        for name in self.unneeded:
            keep_unseen(self.fields[name])
        for name in set(AENDRING) - changing:
            self.fields.pop(name, None)
        if not self.is_bound and self.chosen and self.chosen != self.was_form:
            self.initial.update(standard(self.chosen, self.initial))
        self._shape_parts()
        visible = {name for name, field in self.fields.items() if not field.widget.is_hidden}
        groups = [Gruppe(g.title, tuple(f for f in g.fields if f in visible), g.help) for g in self.shown]
        self.shown = tuple(group for group in groups if group.fields)

    def _shape_parts(self) -> None:
        """Parts are written with a compound criterion that has none; kept unseen while another kind is chosen."""
        names = [name for name in DELE if name in self.fields]
        if self.instance.parent_id or (self.instance.pk and self.instance.dele.exists()):
            for name in names:
                if not self.data.get(name):  # what was typed before a colleague wrote them is not lost
                    del self.fields[name]
            return
        is_whole = self.chosen == Kriterieform.SAMMENSAT
        for name in unfilled(names, self.data if self.is_bound else self.initial) if is_whole else names:
            keep_unseen(self.fields[name])

    def _filled(self) -> set[str]:
        """Fields in which the row says something, though its form does not need them."""
        own = Succeskriterium()
        return {
            name
            for name in (self._meta.fields or ())
            if getattr(self.instance, name, None) not in (None, "", getattr(own, name, None))
            and name not in ("retning", "operator", "sammenlaegning")
        }

    def beside(self, name: str) -> list[Any]:
        """A sentence can be read into the fields; after the last part there is room for more."""
        if name == "statement":
            return [Laesknap()]
        parts = [each for each in DELE if each in self.fields and not self.fields[each].widget.is_hidden]
        if name in parts[-1:] and len(parts) < len(DELE):
            return [FlereKnap()]
        return super().beside(name)

    @classmethod
    def retyped(
        cls, typed: Mapping[str, Sequence[Any]], sent: Mapping[str, Any], *, plan: Helhedsplan
    ) -> Mapping[str, Sequence[Any]]:
        """What the sentence says when it is to be read; what follows from another kind being chosen."""
        if "laes" in sent:
            return {**typed, **laest(" ".join(typed.get("statement", ())), plan)}
        form, shown = (typed.get("form") or [""])[-1], (typed.get("vist_form") or [""])[-1]
        if form not in Kriterieform.values or form == shown:
            return typed
        return {**typed, **{name: [str(value)] for name, value in standard(form, typed).items()}}

    # --- What is refused -----------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        changes = self._changes_target(data)
        self._let_go(data)
        if self.is_bound and (not self.instance.pk or set(self.changed_data) & MAALET):
            stored = {name: getattr(self.instance, name) for name in TIDLIGERE}
            for name, sentence in contradictions({**stored, **data}, self.chosen).items():
                self.add_error(name if name in self.fields else None, sentence)
        if changes:
            self._ask_why(data)
        return data

    def _let_go(self, data: dict[str, Any]) -> None:
        """Fields that the form does not need: as they were, or empty when another form was chosen."""
        kept = self.chosen == self.was_form
        for name in self.unneeded:
            field: Any = Succeskriterium._meta.get_field(name)
            stored = getattr(self.instance, name) if kept else field.get_default()
            if not kept and name == "sammenlaegning" and self.chosen:
                stored = sammenlaegning_for(self.chosen)
            data[name] = stored
            setattr(self.instance, name, stored)

    def _changes_target(self, data: dict[str, Any]) -> bool:
        said = (MAALET & data.keys()) - set(self.unneeded)
        return self.is_binding and any(data[name] != getattr(self.instance, name) for name in said)

    def _ask_why(self, data: dict[str, Any]) -> None:
        if data.get("kun_rettelse"):
            return
        if not data.get("maal_fra"):
            self.add_error("maal_fra", "Målet er ændret. Skriv, hvilken dag det nye mål gælder fra.")
        if not (data.get("maal_hvorfor") or "").strip():
            self.add_error(
                "maal_hvorfor", "Målet er ændret. Skriv hvorfor, eller sæt hak ved, at du retter en skrivefejl."
            )

    # --- What is saved -------------------------------------------------------------------------------------------

    def write(self, *, by: Any, expected_version: int | None = None) -> Any:
        """A changed target keeps the old one, with day and reason. The parts are saved with the whole, or neither."""
        with transaction.atomic():
            row = self._write_whole(by=by, expected_version=expected_version)
            if self.chosen == Kriterieform.SAMMENSAT:
                create_parts(row, self.cleaned_data, by=by)
        return row

    def is_all_there(self, made: Any) -> bool:
        """With other parts in it, as after the browser's Back, it is another criterion."""
        return self.chosen != Kriterieform.SAMMENSAT or are_there(made, typed_parts(self.cleaned_data))

    def _write_whole(self, *, by: Any, expected_version: int | None) -> Any:
        data = self.cleaned_data
        if expected_version is not None and data.get("kun_rettelse"):
            return services.change(
                self.instance, by=by, expected_version=expected_version, note=SKRIVEFEJL, keeps=MAALET
            )
        if expected_version is None or not data.get("maal_fra"):
            return super().write(by=by, expected_version=expected_version)
        with at_their_places():
            return change_target(self.instance, self.aendring(), by=by, expected_version=expected_version)


def standard(form: str, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What a criterion of the form starts with where nothing was said."""
    unit = typed.get("unit") or ""
    said = "".join(unit) if isinstance(unit, list | tuple) else str(unit)
    start: dict[str, Any] = {"sammenlaegning": sammenlaegning_for(form).value}
    if Kriterieform(form) in PROCENT and not said:
        start["unit"] = "%"
    return start


def contradictions(data: Mapping[str, Any], form: str) -> dict[str, str]:
    """What cannot be true at once, at the field to mend. What only makes it hard to measure is advice, not this."""
    found: dict[str, str] = {}
    target, base, way = data.get("target_value"), data.get("baseline_value"), data.get("retning")
    if form == Kriterieform.ANDEL and target is not None and base is not None:
        if way == Retning.STIGE and target < base:
            found["retning"] = "Målet er lavere end udgangspunktet, så tallet kan ikke skulle stige."
        elif way == Retning.FALDE and target > base:
            found["retning"] = "Målet er højere end udgangspunktet, så tallet kan ikke skulle falde."
    if form in PROCENT and data.get("unit") == "%":
        for name in ("target_value", "target_to", "baseline_value"):
            if data.get(name) is not None and not 0 <= data[name] <= 100:
                found[name] = "En andel ligger mellem 0 og 100 %."
    if data.get("target_to") is not None and data.get("operator") != Operator.MELLEM:
        found["target_to"] = "Kun »mellem« har to tal. Vælg »mellem«, eller slet det her."
    if form in (Kriterieform.RELATIV, Kriterieform.RELATIV_FRA_FOERSTE_MAALING) and data.get("change_pct") == 0:
        found["change_pct"] = "0 % er ingen ændring. Skriv, hvor meget tallet skal ændre sig."
    if form == Kriterieform.HALVERING and base is not None and base <= 0:
        found["baseline_value"] = "Et udgangspunkt på 0 eller derunder kan ikke halveres."
    begins, due = data.get("window_from"), data.get("deadline")
    if form == Kriterieform.ANTAL_I_VINDUE and begins and due and due < begins:
        found["deadline"] = "Fristen ligger, før der begynder at blive talt."
    return found


def _with_place(row: Succeskriterium) -> str:
    place = row.aktivitet or row.delaftale
    return f"{row.statement[:120]} ({place})" if place else row.statement[:120]


def keep_unseen(field: forms.Field) -> None:
    """Keep what was typed in the field without showing or judging it."""
    field.required = False
    field.widget = HiddenCheck() if isinstance(field, forms.BooleanField) else forms.HiddenInput()
    field.clean = lambda value, *_: None  # type: ignore[method-assign]
