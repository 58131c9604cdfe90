"""Forms of a report's road: its steps, what is written in it, the answers to its check."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db.models import QuerySet

from helhedsplan.forms import skriv_ikke
from indsatser.registrering.forms import NoegleField, Refusing
from plans.services.mange import RaekkeAfvist
from reporting.facts.vurderinger import INTET, Skrevet, skrevet
from reporting.indberetning.livsloeb import Overgang
from reporting.indberetning.models import UDEN_SVAR, Vurdering
from reporting.indberetning.raekker import Raekke
from reporting.indberetning.skriv import Tastet
from reporting.indberetning.valg import Omfang, Trinart

LANG = 20_000


class TrinForm(Refusing):
    """A step: why, what opens, and for an approval the decision behind it. It remembers the version that was seen."""

    scope = forms.ChoiceField(label="Hvad skal åbnes?", choices=Omfang, widget=forms.RadioSelect)
    note = forms.CharField(label="Bemærkning", required=False, max_length=5000, widget=forms.Textarea({"rows": 3}))
    beslutning: Any = forms.ModelChoiceField(
        label="Beslutning",
        required=False,
        queryset=None,
        empty_label="Ingen beslutning",
        help_text="Er den godkendt på et møde, så vælg beslutningen.",
    )
    noegle = NoegleField(required=False, widget=forms.HiddenInput)
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, trin: Trinart, overgang: Overgang, beslutninger: QuerySet, **kw: Any):
        super().__init__(data, **kw)
        self.fields["beslutning"].queryset = beslutninger  # type: ignore[attr-defined]
        if trin != Trinart.GODKEND or not beslutninger.exists():
            del self.fields["beslutning"]
        if not overgang.spoerger_omfang:
            del self.fields["scope"]
        else:
            self.fields["scope"].error_messages["required"] = "Vælg, om kun teksterne eller også tallene åbnes."
        if overgang.spoerger_hvorfor:
            self.fields["note"].label, self.fields["note"].required = "Hvorfor?", True
            self.fields["note"].error_messages["required"] = "Skriv hvorfor."
        skriv_ikke(self)

    @classmethod
    def begin(cls, version: int) -> dict[str, Any]:
        """What a form that is opened begins with."""
        return {"noegle": uuid4(), "seen_version": version}

    def said(self) -> dict[str, Any]:
        """What the service is told (valid forms only)."""
        data = self.cleaned_data
        names = {"note": "note", "scope": "scope", "beslutning": "beslutning", "noegle": "key"}
        said = {as_: data[name] for name, as_ in names.items() if name in data}
        return said | {"seen_version": data["seen_version"]}


class SvarForm(Refusing):
    """The answer to a warning."""

    reason = forms.CharField(label="Svar", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = "Svaret gemmes med kontrollen. Slet det for at tage det tilbage."
        skriv_ikke(self)

    def refuse_changed(self, current: Any) -> None:
        """Say what a colleague has answered meanwhile; the next save is about that."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen_version"] = current.version  # type: ignore[index]
        said = f"«{current.reason}»" if current.reason else "taget svaret tilbage"
        self.add_error("reason", f"En anden har svaret imens: {said}. Gem igen for at bruge dit.")


class SkrivForm(Refusing):
    """The words about everything in a section: a text, a judgement and why, for each row.

    `skrevne` are the stored rows, `forslag` a text to go on from by the row's uuid (last time's).
    """

    def __init__(
        self,
        data: Any = None,
        *,
        raekker: Sequence[Raekke],
        skrevne: Mapping[UUID, Vurdering],
        forslag: Mapping[UUID, str] | None = None,
    ) -> None:
        if data is not None and forslag:
            data = data.copy()
            for uuid, text in forslag.items():
                data[f"text-{uuid}"] = text
        super().__init__(data)
        # What is not in the form that was sent is left alone: a row that came in meanwhile, or all but one.
        self.raekker = [row for row in raekker if data is None or f"text-{row.uuid}" in data]
        self.skrevne = skrevne
        for row in self.raekker:
            self._add(row, skrevne.get(row.uuid))
        skriv_ikke(self)

    def _add(self, row: Raekke, stored: Vurdering | None) -> None:
        self.fields[f"text-{row.uuid}"] = forms.CharField(
            label=f"Tekst om {row.titel}",
            required=False,
            max_length=LANG,
            initial=stored.text if stored else "",
            widget=forms.Textarea({"rows": 3}),
        )
        seen = skrevet(stored).fingeraftryk if stored else INTET
        self.fields[f"vist-{row.uuid}"] = forms.CharField(
            required=False, initial=seen, max_length=64, widget=forms.HiddenInput
        )
        if not row.kan_vurderes:
            return
        proposal = f"Som beregnet: {row.beregnet_navn}" if row.beregnet not in UDEN_SVAR else "Ikke vurderet"
        self.fields[f"vurdering-{row.uuid}"] = forms.ChoiceField(
            label=f"Vurdering af {row.titel}",
            required=False,
            choices=[("", proposal), *row.valg],
            initial=stored.judgement if stored else "",
        )
        if row.beregnet not in UDEN_SVAR:
            self.fields[f"hvorfor-{row.uuid}"] = forms.CharField(
                label=f"Hvorfor vurderes {row.titel} anderledes end beregnet?",
                required=False,
                max_length=LANG,
                initial=stored.reason if stored else "",
                widget=forms.Textarea({"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """Another judgement than the computed says why."""
        data = super().clean() or self.cleaned_data
        for row in self.raekker:
            judged, why = data.get(f"vurdering-{row.uuid}", ""), f"hvorfor-{row.uuid}"
            otherwise = why in self.fields and why not in self.errors and judged and judged != row.beregnet
            if otherwise and not (data.get(why) or "").strip():
                self.add_error(why, "Skriv, hvorfor det vurderes anderledes end beregnet.")
        return data

    def refuse_row(self, refused: RaekkeAfvist, current: Vurdering | None = None) -> None:
        """Say at the row what was refused. After a colleague's save the next one is about what stands now."""
        row: Any = refused.row
        name = f"text-{row.target_uuid}"
        self.add_error(name if name in self.fields else None, " ".join(refused.messages))
        if current is not None:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[f"vist-{row.target_uuid}"] = skrevet(current).fingeraftryk  # type: ignore[index]
            said = " ".join(filter(None, [current.get_judgement_display(), current.text])) or "ingenting"
            self.add_error(name, f"Nu står der: {said} Gem igen for at bruge dit.")

    def typed(self, row: Raekke) -> Skrevet:
        """What is typed about a row (valid forms only). A reason goes with another judgement, and only with one."""
        data = self.cleaned_data
        judged = data.get(f"vurdering-{row.uuid}", "")
        otherwise = judged and judged != row.beregnet and row.beregnet not in UDEN_SVAR
        why = (data.get(f"hvorfor-{row.uuid}") or "").strip() if otherwise else ""
        return Skrevet(row.kind, data[f"text-{row.uuid}"].strip(), judged, row.beregnet, why)

    def changed(self) -> list[Tastet]:
        """The rows somebody has changed since they were shown, with what was shown (valid forms only)."""
        typed = [Tastet(row, self.typed(row), self.cleaned_data.get(f"vist-{row.uuid}") or "") for row in self.raekker]
        return [one for one in typed if one.skrevet.fingeraftryk != one.vist]
