"""Forms of what is done with milestones: few fields, and what was typed stays where it was typed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from helhedsplan.datoer import dato
from helhedsplan.felter import DanskDatoField
from helhedsplan.filer import ValideretFil
from helhedsplan.forms import DanskTalField, skriv_ikke
from indsatser.choices import Milepaeltilstand
from indsatser.milepaelsplan.deling import Halvdel
from indsatser.milepaelsplan.plan import Forslag
from indsatser.milepaelsplan.skift import kvartalstekst
from indsatser.models import Milepael, Milepaelsplanlinje
from indsatser.registrering.forms import Refusing
from plans.services import AlleredeAendret
from plans.services.mange import RaekkeAfvist

YEARS_AHEAD = 3
NO_TIME = "uden"


def quarter_choices(row: Milepael, *, today: date) -> list[tuple[str, str]]:
    """The quarters a milestone can stand in: from where it stood first, or the plan's start, to some years ahead."""
    plan = row.helhedsplan
    years = [year for year in (row.original_year, row.year, *plan.calendar_years, today.year) if year]
    last = max(*years, today.year) + YEARS_AHEAD
    return [
        (f"{year}-{quarter}", kvartalstekst(year, quarter))
        for year in range(min(years), last + 1)
        for quarter in (1, 2, 3, 4)
    ]


def as_quarter(value: str) -> tuple[int | None, int | None]:
    """The year and quarter of a choice; (None, None) for "uden tidspunkt"."""
    year, _, quarter = value.partition("-")
    return (int(year), int(quarter) if quarter else None) if year.isdigit() else (None, None)


def key_of(row: Milepael) -> str:
    """The choice that says where the milestone stands now."""
    return "-".join(str(part) for part in (row.year, row.quarter) if part) or NO_TIME


def not_to_come(day: date | None) -> date | None:
    """The day; refused when it has not been yet."""
    if day is not None and day > timezone.localdate():
        raise ValidationError(f"{dato(day)} er ikke kommet endnu.")
    return day


class Handling(Refusing):
    """A form about one row, which remembers the version that was seen."""

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        skriv_ikke(self)


class TilstandForm(Handling):
    """The state of a milestone, and what goes with it."""

    state = forms.ChoiceField(label="Tilstand", choices=Milepaeltilstand, widget=forms.RadioSelect)
    reached_on = DanskDatoField(label="Nået den", required=False, help_text="Kun når den er nået.")
    dropped_reason = forms.CharField(
        label="Hvorfor bortfalder den?",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kun når den bortfalder.",
    )
    comment = forms.CharField(
        label="Kommentar", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    evidence = ValideretFil(label="Dokumentation", required=False)

    def clean_reached_on(self) -> date | None:
        """A day that has been."""
        return not_to_come(self.cleaned_data["reached_on"])

    def clean(self) -> dict[str, Any]:
        """Reached has a day, dropped has a reason; what belongs to another state is left out."""
        data = super().clean() or self.cleaned_data
        if data.get("state") != Milepaeltilstand.NAAET:
            data["reached_on"] = None
            self.errors.pop("reached_on", None)
        elif not data.get("reached_on") and "reached_on" not in self.errors:
            self.add_error("reached_on", "Skriv, hvilken dag milepælen er nået.")
        if data.get("state") != Milepaeltilstand.BORTFALDET:
            data["dropped_reason"] = ""
        elif not (data.get("dropped_reason") or "").strip():
            self.add_error("dropped_reason", "Skriv, hvorfor milepælen bortfalder.")
        return data

    def said(self) -> dict[str, Any]:
        """What goes with the state (valid forms only). Without a new file the old one stays."""
        names = ("reached_on", "dropped_reason", "comment", "evidence")
        return {name: self.cleaned_data[name] for name in names if name != "evidence" or self.cleaned_data[name]}


class FlytForm(Handling):
    """A milestone's new quarter, why, and when it was decided."""

    kvartal = forms.ChoiceField(label="Nyt kvartal")
    reason = forms.CharField(label="Hvorfor flyttes den?", max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    day = DanskDatoField(label="Besluttet den", help_text="Før den dag viser siden det gamle kvartal.")

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kvartal"].choices = [("", "Vælg"), *choices]  # type: ignore[attr-defined]
        self.fields["reason"].error_messages["required"] = "Skriv, hvorfor milepælen flyttes."

    def clean_day(self) -> date | None:
        """A day that has been."""
        return not_to_come(self.cleaned_data["day"])


class DelForm(Handling):
    """The two results a milestone is split into."""

    text_1 = forms.CharField(label="Første milepæl", max_length=5000, widget=forms.Textarea(attrs={"rows": 2}))
    kvartal_1 = forms.ChoiceField(label="Første milepæls kvartal")
    antal_1 = DanskTalField(label="Første milepæls antal", required=False, max_digits=10, decimal_places=2)
    text_2 = forms.CharField(label="Anden milepæl", max_length=5000, widget=forms.Textarea(attrs={"rows": 2}))
    kvartal_2 = forms.ChoiceField(label="Anden milepæls kvartal")
    antal_2 = DanskTalField(label="Anden milepæls antal", required=False, max_digits=10, decimal_places=2)
    reason = forms.CharField(
        label="Hvorfor deles den?", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )
    day = DanskDatoField(label="Delt fra den", help_text="Før den dag viser siden den udelte milepæl.")

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], has_number: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for half in ("1", "2"):
            self.fields[f"kvartal_{half}"].choices = choices  # type: ignore[attr-defined]
            if not has_number:
                del self.fields[f"antal_{half}"]

    def clean_day(self) -> date | None:
        """A day that has been."""
        return not_to_come(self.cleaned_data["day"])

    def halves(self) -> tuple[Halvdel, Halvdel]:
        """The two halves (valid forms only)."""
        data = self.cleaned_data
        first, second = (
            Halvdel(data[f"text_{n}"], *as_quarter(data[f"kvartal_{n}"]), data.get(f"antal_{n}")) for n in (1, 2)
        )
        return first, second


class StadigForeslaaet(forms.MultipleChoiceField):
    """What is ticked and still proposed: what was taken meanwhile, as at a double click, needs no new try."""

    def to_python(self, value: Any) -> list[str]:
        return [each for each in super().to_python(value) if self.valid_value(each)]


class ForslagForm(Refusing):
    """Which of this year's milestones go into next year's plan, line by line."""

    valg = StadigForeslaaet(label="Linjer", required=False)

    def __init__(self, *args: Any, forslag: Sequence[Forslag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valg"].choices = [  # type: ignore[attr-defined]
            (str(each.milepael.uuid), each.milepael.text) for each in forslag
        ]
        ticked = {str(each.milepael.uuid) for each in forslag if each.valgt}
        self.ticked = set(self.data.getlist("valg")) if self.is_bound else ticked  # type: ignore[attr-defined]


class GodkendForm(Refusing):
    """When the milepælsplan was approved, and by whom: a decision that is written down, or the organ alone."""

    decided_on = DanskDatoField(label="Godkendt den")
    organ: Any = forms.ModelChoiceField(label="Godkendt af", required=False, queryset=None, empty_label="Ikke valgt")
    decided_by = forms.CharField(
        label="Godkendt af en anden",
        required=False,
        max_length=200,
        help_text="Kun når det ikke er et organ i planen. Skriv rollen eller organisationen, ikke et navn.",
    )
    beslutning: Any = forms.ModelChoiceField(
        label="Beslutning",
        required=False,
        queryset=None,
        empty_label="Skriv en ny beslutning",
        help_text="Er den allerede ført under Organisering, så vælg den.",
    )

    def __init__(self, *args: Any, organer: QuerySet, beslutninger: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organer  # type: ignore[attr-defined]
        self.fields["beslutning"].queryset = beslutninger  # type: ignore[attr-defined]

    def clean_decided_on(self) -> date | None:
        """A day that has been."""
        return not_to_come(self.cleaned_data["decided_on"])

    def clean(self) -> dict[str, Any]:
        """Somebody has approved it."""
        data = super().clean() or self.cleaned_data
        names = ("organ", "decided_by", "beslutning")
        if not any(data.get(name) for name in names) and not set(names) & set(self.errors):
            self.add_error("organ", "Vælg, hvem der har godkendt milepælsplanen.")
        return data


class SendForm(Refusing):
    """The day the approved plan was sent on."""

    sent_on = DanskDatoField(label="Sendt den")

    def clean_sent_on(self) -> date | None:
        """A day that has been."""
        return not_to_come(self.cleaned_data["sent_on"])


class ReviderForm(Refusing):
    """Why an approved milepælsplan is revised."""

    hvorfor = forms.CharField(
        label="Hvorfor revideres milepælsplanen?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv, hvorfor milepælsplanen revideres."},
        help_text="Grunden står i den reviderede milepælsplan og på papiret.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        skriv_ikke(self)


class LinjerForm(Refusing):
    """All the lines of a draft at once: each with its result and its quarter, or taken out."""

    def __init__(self, data: Any = None, *, linjer: Sequence[Milepaelsplanlinje]) -> None:
        super().__init__(data)
        # A line a colleague added while this form was open is not in it, and is left alone.
        shown = [line for line in linjer if data is None or f"text-{line.uuid}" in data]
        linjer = self.linjer = shown or linjer
        for number, line in enumerate(linjer, start=1):
            name = f"linje {number}"
            self.fields[f"text-{line.uuid}"] = forms.CharField(
                label=f"Milepæl, {name}", initial=line.text, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
            )
            self.fields[f"kvartal-{line.uuid}"] = forms.TypedChoiceField(
                label=f"Kvartal, {name}",
                initial=line.quarter,
                coerce=int,
                choices=[(number, f"{number}. kvartal") for number in (1, 2, 3, 4)],
            )
            self.fields[f"ud-{line.uuid}"] = forms.BooleanField(label=f"Tag ud, {name}", required=False)
            self.fields[f"version-{line.uuid}"] = forms.IntegerField(
                required=False, initial=line.version, widget=forms.HiddenInput
            )
        skriv_ikke(self)

    @property
    def raekker(self) -> list[dict[str, Any]]:
        """The fields line by line, for the page."""
        return [
            {name: self[f"{name}-{line.uuid}"] for name in ("text", "kvartal", "ud", "version")} | {"linje": line}
            for line in self.linjer
        ]

    def refuse_row(self, refused: RaekkeAfvist) -> None:
        """Say at the line what was refused. After a colleague's change the next save is about what stands now."""
        uuid = refused.row.uuid  # type: ignore[attr-defined]
        self.add_error(f"text-{uuid}", refused.messages)  # type: ignore[arg-type]
        if isinstance(refused.why, AlleredeAendret):
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[f"version-{uuid}"] = str(refused.why.current.version)  # type: ignore[attr-defined,index]
            self.add_error(f"text-{uuid}", f"Nu står der: {refused.why.current}. Gem igen for at bruge dit.")

    def changed(self) -> tuple[list[Milepaelsplanlinje], list[Milepaelsplanlinje]]:
        """The lines as typed, and those that are taken out (valid forms only)."""
        data, kept, out = self.cleaned_data, [], []
        for line in self.linjer:
            line.version = data[f"version-{line.uuid}"] or line.version
            if data[f"ud-{line.uuid}"]:
                out.append(line)
                continue
            line.text, line.quarter = data[f"text-{line.uuid}"], data[f"kvartal-{line.uuid}"]
            kept.append(line)
        return kept, out
