"""What a person and a plan choose about reminders, and the answer that there is nothing to report."""

from typing import Any

from django import forms

from plans.choices import Rolle
from reporting.paamindelser.models import Brugerpaamindelser, Planpaamindelser
from reporting.paamindelser.slags import SLAGS
from reporting.paamindelser.trin import Regel


class DanskDato(forms.DateField):
    """A day as Danes write it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.DateInput(format="%d.%m.%Y", attrs={"autocomplete": "off"}))
        super().__init__(**kwargs)


class BrugervalgForm(forms.ModelForm):
    """How often a person wants a letter, and when not."""

    paused_from = DanskDato(label="Pause fra", help_text="Fx din ferie: 01.07.2027")
    paused_to = DanskDato(label="Pause til og med", help_text="Tom: til du selv slår påmindelser til igen.")

    class Meta:
        model = Brugerpaamindelser
        fields = ["frequency", "weekday", "paused_from", "paused_to"]
        labels = {"frequency": "Hvor tit", "weekday": "Hvilken ugedag"}
        widgets = {"frequency": forms.RadioSelect}


class PlanvalgForm(forms.ModelForm):
    """What a plan reminds of: the kinds that are ticked, and a pause for everybody in it."""

    on = forms.MultipleChoiceField(
        label="Påmind om", required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})
    )
    paused_from = DanskDato(label="Pause fra")
    paused_to = DanskDato(label="Pause til og med", help_text="Tom: til nogen slår påmindelser til igen.")
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Planpaamindelser
        fields = ["paused_from", "paused_to", "pause_reason"]
        labels = {"pause_reason": "Hvorfor pause"}

    def __init__(self, *args: Any, regler: dict[str, Regel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [slags for slags in SLAGS if slags in regler and regler[slags].er_til]
        self.fields["on"].choices = [(slags, _told(slags, regler[slags])) for slags in offered]  # type: ignore[attr-defined]
        self.fields["on"].initial = [slags for slags in offered if slags not in self.instance.off]
        self.fields["seen_version"].initial = self.instance.version if self.instance.pk else None
        self.offered = offered

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "on" in cleaned:
            hidden = [slags for slags in self.instance.off if slags not in self.offered]
            self.instance.off = [*hidden, *(slags for slags in self.offered if slags not in cleaned["on"])]
        return cleaned


def _told(slags: str, regel: Regel) -> str:
    return f"{SLAGS[slags].label}: {regel_i_ord(regel)}"


def regel_i_ord(regel: Regel) -> str:
    """ "14 dage før, på dagen, hver 14. dag efter, højst 3 gange; til Redaktør og Planleder." """
    when = []
    if regel.foer:
        when.append(f"{_opremset([str(n) for n in sorted(regel.foer, reverse=True)])} dage før")
    if regel.paa_dagen:
        when.append("på dagen")
    if regel.igen_efter:
        times = "1 gang" if regel.hoejst == 1 else f"{regel.hoejst} gange"
        when.append(f"hver {regel.igen_efter}. dag efter, højst {times}")
    to = [str(rolle.label) for rolle in Rolle if rolle in regel.roller]
    who = f"til {_opremset(to)}" if to else "til den, det drejer sig om"
    return f"{', '.join(when) or 'aldrig'}; {who}."


def _opremset(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}"


class SvarForm(forms.Form):
    """Why there is nothing to report."""

    reason = forms.CharField(
        label="Hvorfor er der intet at indberette?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Fx: Undersøgelsen laves kun hvert andet år. Skriv ikke navne.",
        error_messages={"required": "Skriv kort, hvorfor der intet er at indberette."},
    )
