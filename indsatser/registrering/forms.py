"""Forms of registering: few fields, and what was typed stays where it was typed."""

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from helhedsplan.filer import ValideretFil
from helhedsplan.forms import DanskTalField
from helhedsplan.sortering import danish_sort_key
from indsatser.choices import Logart
from indsatser.models import Logpost, Maaling, Succeskriterium
from indsatser.registrering.mine import Emne
from indsatser.registrering.perioder import HELP, Periode, read_period
from indsatser.registrering.services import vaerdi_of
from indsatser.registrering.vaerdier import Felt, Vaerdi, as_typed, felt_for, read_value
from plans.forms import AddressForm

NO_NAMES = "Skriv ikke navne eller CPR-numre."
MAX_COUNT = 1_000_000


class RegistrerFilter(AddressForm):
    """Search and filters of the list; due ones unless told otherwise."""

    q = forms.CharField(label="Søg", required=False, max_length=100)
    plan = forms.ChoiceField(label="Plan", required=False)
    delaftale = forms.ChoiceField(label="Delaftale", required=False)
    aktivitet = forms.ChoiceField(label="Aktivitet", required=False)
    vis = forms.ChoiceField(label="Vis", required=False)

    def __init__(self, data: Any, *, plans: list[tuple[str, str]], subjects: list[Emne]) -> None:
        super().__init__(data)
        self.subjects = subjects
        self.offer("plan", sorted(plans, key=lambda choice: danish_sort_key(choice[1])))
        for name in ("delaftale", "aktivitet"):
            found = {getattr(subject, name) for subject in subjects} - {""}
            self.offer(name, [(value, value) for value in sorted(found, key=danish_sort_key)])
        self.offer("vis", [("alle", "Alle, også dem uden for tur")], "Dem, der mangler et tal")
        if len(plans) < 2:
            self.fields["plan"].widget = forms.HiddenInput()

    def matching(self) -> list[Emne]:
        """The subjects that match, in their order."""
        wanted = self.wanted
        words = wanted.get("q", "").casefold().replace("aa", "å").split()
        return [
            subject
            for subject in self.subjects
            if (subject.is_due or wanted.get("vis") == "alle" or words)
            and subject.says(words)
            and all(wanted.get(name, getattr(subject, name)) == getattr(subject, name) for name in PLACES)
        ]


PLACES = ("delaftale", "aktivitet")


class Refusing(forms.Form):
    """A form that can carry what a service refuses."""

    def refuse(self, error: ValidationError) -> None:
        """Put a service's refusal at the fields it is about; what has no field here stands on top."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, found in error.error_dict.items():
            self.add_error(name if name in self.fields else None, found)

    @property
    def refusals(self) -> dict[str, list[str]]:
        """The sentences by field, those of the whole under "alt"."""
        found = {name: [str(error) for error in errors] for name, errors in self.errors.items()}
        return {"alt" if name == "__all__" else name: errors for name, errors in found.items()}


class NoegleField(forms.UUIDField):
    """The key of a form that makes one row however often it is sent. One that cannot be read is none."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except ValidationError:
            return None


class TalForm(Refusing):
    """What is typed on a line: the number, what goes with it, and what it is about."""

    tal = forms.CharField(label="Resultat", required=False, max_length=60)
    ud_af = forms.CharField(label="ud af", required=False, max_length=40)
    vaegt = forms.CharField(label="Antal bag gennemsnittet", required=False, max_length=40)
    periode = forms.CharField(label="Tallet handler om", required=False, max_length=60, help_text=HELP)
    note = forms.CharField(label="Bemærkning", required=False, max_length=2000, help_text=NO_NAMES)
    nyt_id = NoegleField(label="det nye", required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, kriterium: Succeskriterium, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.kriterium = kriterium
        self.felt = felt_for(kriterium.form, kriterium.unit)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._read("tal", lambda: self._value(cleaned), "vaerdi")
        self._read("periode", lambda: read_period(cleaned.get("periode", "")), "period")
        return cleaned

    def _read(self, name: str, read: Any, into: str) -> None:
        if name in self.errors:
            return
        try:
            self.cleaned_data[into] = read()
        except ValueError as refused:
            self.add_error(name, str(refused))

    def _value(self, cleaned: dict[str, Any]) -> Vaerdi:
        return read_value(
            self.felt, cleaned.get("tal", ""), out_of=cleaned.get("ud_af", ""), weight=cleaned.get("vaegt", "")
        )

    @property
    def period(self) -> Periode:
        """The period that was read (valid forms only)."""
        return self.cleaned_data["period"]

    @property
    def vaerdi(self) -> Vaerdi:
        """The value that was read (valid forms only)."""
        return self.cleaned_data["vaerdi"]


ANSWERS = {
    Felt.JA_NEJ: [("", "Vælg"), ("ja", "Ja"), ("nej", "Nej")],
    Felt.SKOEN: [("", "Vælg"), ("nået", "Nået"), ("delvist", "Delvist nået"), ("ikke nået", "Ikke nået")],
}


class MaalingForm(TalForm):
    """Correcting a measurement: the number, the period, the note, the evidence, and why."""

    nyt_id = None  # type: ignore[assignment]  # nothing new is made
    dokumentation = ValideretFil(label="Dokumentation", required=False)
    begrundelse = forms.CharField(
        label="Hvorfor rettes det?",
        required=False,
        max_length=250,
        help_text="Kræves, når tallet eller perioden rettes. Fx: talt dobbelt.",
    )
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    field_order = ("tal", "ud_af", "vaegt", "periode", "begrundelse", "note", "dokumentation", "seen_version")

    def __init__(self, data: Any = None, files: Any = None, *, maaling: Maaling) -> None:
        vaerdi = vaerdi_of(maaling)
        felt = felt_for(maaling.kriterium.form, maaling.kriterium.unit)
        share = felt == Felt.ANDEL and vaerdi.numerator is not None
        number = Vaerdi(value=vaerdi.numerator) if share else vaerdi
        initial = {
            "tal": as_typed(number, felt),
            "ud_af": as_typed(Vaerdi(value=vaerdi.denominator), felt) if share else "",
            "vaegt": as_typed(Vaerdi(value=vaerdi.weight), Felt.TAL),
            "periode": str(Periode(maaling.data_from, maaling.data_to)),
            "note": maaling.note,
            "seen_version": maaling.version,
        }
        super().__init__(data, kriterium=maaling.kriterium, initial=initial, files=files)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.fields["note"].widget = forms.Textarea(attrs={"rows": 3})
        self.fields["tal"].widget.attrs["inputmode"] = "decimal"
        if felt in ANSWERS:
            self.fields["tal"] = forms.ChoiceField(label="Svar", required=False, choices=ANSWERS[felt])
        for name, wanted in (("ud_af", Felt.ANDEL), ("vaegt", Felt.SNIT)):
            if felt != wanted and not initial[name]:
                del self.fields[name]
        self.order_fields(self.field_order)


class BegrundelseForm(Refusing):
    """One sentence: why."""

    begrundelse = forms.CharField(label="Hvorfor?", max_length=250, help_text=NO_NAMES)

    def __init__(self, data: Any = None, *, label: str = "", **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        if label:
            self.fields["begrundelse"].label = label


class HeltTalField(DanskTalField):
    """A count: "12", "1.040". Half persons are refused."""

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise ValidationError("Skriv et helt tal.", code="whole")
        if not 0 <= number <= MAX_COUNT:
            raise ValidationError("Antallet skal ligge mellem 0 og 1.000.000.", code="range")
        return int(number)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, int | Decimal) else value


class LogForm(Refusing):
    """One line of the log."""

    antal = HeltTalField(label="Antal", error_messages={"required": "Skriv et antal."})
    date = forms.DateField(
        label="Dato",
        widget=forms.DateInput(format="%d.%m.%Y", attrs={"autocomplete": "off"}),
        error_messages={"required": "Skriv en dato.", "invalid": "Skriv datoen som dd.mm.åååå, fx 24.11.2020."},
        help_text="dd.mm.åååå",
    )
    kind = forms.ChoiceField(label="Der tælles", choices=Logart.choices)
    kriterium = forms.ModelChoiceField(
        Succeskriterium.objects.none(),
        label="Tæller med i",
        required=False,
        empty_label="Intet kriterium",
        to_field_name="uuid",
        error_messages={"invalid_choice": "Vælg et af aktivitetens kriterier."},
    )
    note = forms.CharField(label="Bemærkning", required=False, max_length=250, help_text=NO_NAMES)
    nyt_id = NoegleField(label="det nye", required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, kriterier: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.fields["kriterium"].queryset = kriterier  # type: ignore[attr-defined]

    def into(self, post: Logpost) -> Logpost:
        """The line with what was typed (valid forms only)."""
        for name in ("antal", "date", "kind", "kriterium", "note"):
            setattr(post, name, self.cleaned_data[name])
        return post


class LogpostForm(LogForm):
    """Correcting a line of the log."""

    nyt_id = None  # type: ignore[assignment]  # nothing new is made
    begrundelse = forms.CharField(label="Hvorfor rettes det?", max_length=250, help_text="Fx: talt dobbelt.")
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class AarslaasForm(Refusing):
    """Which year to lock, and why."""

    year = forms.TypedChoiceField(label="År", coerce=int)
    note = forms.CharField(
        label="Hvorfor?", required=False, max_length=250, help_text="Fx: Indberettet til Landsbyggefonden."
    )

    def __init__(self, data: Any = None, *, years: list[int], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
