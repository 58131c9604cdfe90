"""Forms of the agreement: the plan, its sections, parties, annexes, estates, what was left out, and its delaftaler."""

from functools import partial
from typing import Any

from django import forms
from django.db import models

from plans.models import Afdelingsdeltagelse, Afsnit, Bilag, Delaftale, Fravalg, Helhedsplan, Part, Uoverensstemmelse
from plans.redigering.beloeb import afvis_fejltrykt, kilderne, posterne, posternes_sum, stemmer_med
from plans.redigering.formular import Gruppe, RowForm
from plans.redigering.nyt import MedNytForm


class HelhedsplanForm(MedNytForm):
    """The plan's own facts."""

    nye = ("administrator", "boligorganisationer", "boligomraader")

    grupper = (
        Gruppe("Planen", ("name", "short_name", "kind", "parent", "journalnummer", "tovholder", "summary")),
        Gruppe("Runde og periode", ("bevillingsrunde", "status", "start_date", "end_date", "period_note")),
        Gruppe("Steder", ("kommune", "district", "administrator", "boligorganisationer", "boligomraader")),
        Gruppe(
            "Aftalens ramme",
            ("frame_lbf", "frame_lokal", "counts_hours"),
            "Beløbene for hele perioden, som de står i aftalen. Posterne lægges ind under Økonomi.",
        ),
        Gruppe("", ("note",)),
    )
    hjaelp = {
        "short_name": "Bruges i menuer og lister, fx Gellerup-Toveshøj.",
        "journalnummer": "Landsbyggefondens nummer på sagen. Det står på målopfyldelsesskemaet.",
        "status": "Hvor planen er i sit forløb, fra forberedelse til godkendt regnskab.",
        "end_date": "En plan, der begynder midt i et år, rører ét kalenderår mere, end den har år.",
        "counts_hours": "Sæt kun hak, hvis Landsbyggefonden har godkendt, at arbejdstid tæller som medfinansiering.",
    }

    class Meta(RowForm.Meta):
        model = Helhedsplan
        fields = [
            "name",
            "short_name",
            "kind",
            "parent",
            "journalnummer",
            "tovholder",
            "summary",
            "bevillingsrunde",
            "status",
            "start_date",
            "end_date",
            "period_note",
            "kommune",
            "district",
            "administrator",
            "boligorganisationer",
            "boligomraader",
            "frame_lbf",
            "frame_lokal",
            "counts_hours",
            "note",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Moving a plan under another gives the members there their rolle here: only for those who may give access."""
        super().__init__(*args, **kwargs)
        if "parent" in self.fields and not self.instance.may_give_access:
            del self.fields["parent"]
        for name, lbf in (("frame_lbf", True), ("frame_lokal", False)):
            if name in self.fields:
                known = (partial(kilderne, self.plan, lbf=lbf), partial(posterne, self.plan, lbf=lbf))
                self.fields[name].stemmer = stemmer_med(*known)  # type: ignore[attr-defined]

    def limit(self, name: str, rows: models.QuerySet) -> models.QuerySet:
        """A plan can be moved under plans that the person can see; areas are those of its kommune."""
        if name == "parent":
            chosen = Helhedsplan.objects.filter(pk=self.instance.parent_id)
            mine = Helhedsplan.objects.visible_to(self.user).current().filter(parent=None).exclude(pk=self.instance.pk)
            return Helhedsplan.objects.filter(pk__in=mine.values("pk")) | chosen
        if name == "boligomraader" and self.instance.kommune_id:
            chosen = self.instance.boligomraader.values("pk")  # or they would fall away when anything else is saved
            here = models.Q(kommune=self.instance.kommune_id) | models.Q(kommune=None)
            return rows.filter(here | models.Q(pk__in=chosen))
        return rows


class AfsnitForm(RowForm):
    """A section of the agreement."""

    grupper = (Gruppe("", ("heading", "text")),)
    hjaelp = {"heading": "Overskriften, som den skal stå i aftalen."}

    class Meta(RowForm.Meta):
        model = Afsnit
        fields = ["heading", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        skabelon = self.instance.skabelon
        if skabelon and skabelon.guidance and "text" in self.fields:
            self.fields["text"].help_text = f"Her skal stå: {skabelon.guidance} {self.fields['text'].help_text}"
        if "text" in self.fields:
            self.fields["text"].widget.attrs["rows"] = 14


class PartForm(RowForm):
    """A party: organisation and title."""

    hjaelp = {
        "title": "Titel, aldrig et navn: Rådmand, Direktør.",
        "signed_on": "Tom, til parten har skrevet under.",
    }

    class Meta(RowForm.Meta):
        model = Part
        fields = ["kind", "organisation", "title", "signed_on", "note"]


class BilagForm(RowForm):
    """An annex with its state and file."""

    class Meta(RowForm.Meta):
        model = Bilag
        fields = ["title", "state", "file", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.krav_id and "title" in self.fields:
            self.fields["title"].help_text = "Runden kræver bilaget med aftalen."


class FravalgForm(RowForm):
    """A field of work the plan leaves out."""

    class Meta(RowForm.Meta):
        model = Fravalg
        fields = ["indsatsomraade", "section", "reason"]

    def limit(self, name: str, rows: models.QuerySet) -> models.QuerySet:
        return rows.filter(runde=self.plan.bevillingsrunde_id) if name == "indsatsomraade" else rows


class AfdelingsdeltagelseForm(MedNytForm):
    """An estate in the plan."""

    nye = ("boligafdeling",)

    grupper = (
        Gruppe("Afdeling", ("boligafdeling", "deltagelse", "start_date", "end_date")),
        Gruppe("Tal, som aftalen nævner", ("dwellings", "households", "residents", "note")),
    )
    hjaelp = {"boligafdeling": "Skriv afdelingens nummer eller navn."}

    class Meta(RowForm.Meta):
        model = Afdelingsdeltagelse
        fields = [
            "boligafdeling",
            "deltagelse",
            "start_date",
            "end_date",
            "dwellings",
            "households",
            "residents",
            "note",
        ]


class DelaftaleForm(RowForm):
    """A delaftale, or in rounds before 2015 a chapter."""

    grupper = (
        Gruppe("Delaftalen", ("indsatsomraade", "nummer", "title", "section")),
        Gruppe("Periode", ("start_date", "end_date", "period_note")),
        Gruppe("Indhold", ("problem", "purpose", "content", "municipal_context")),
        Gruppe("Samarbejde", ("conflict_handling", "notification", "revision_rule")),
        Gruppe("Andet", ("title_as_printed", "total_as_printed", "budget_note", "note")),
    )
    hjaelp = {
        "nummer": "Nummeret står fast, også når andre delaftaler kommer til eller udgår.",
        "end_date": "Tom, hvis delaftalen ikke siger det.",
        "revision_rule": "Hvem der kan ændre delaftalen. Den sendes ikke til Landsbyggefonden.",
        "total_as_printed": "Kun hvis trykket afviger fra summen af beløbene. Er selve tallet trykt forkert, så skriv"
        " det i bemærkningen til økonomien.",
    }

    class Meta(RowForm.Meta):
        model = Delaftale
        fields = [
            "indsatsomraade",
            "nummer",
            "title",
            "section",
            "start_date",
            "end_date",
            "period_note",
            "problem",
            "purpose",
            "content",
            "municipal_context",
            "conflict_handling",
            "notification",
            "revision_rule",
            "title_as_printed",
            "total_as_printed",
            "budget_note",
            "note",
        ]

    def limit(self, name: str, rows: models.QuerySet) -> models.QuerySet:
        return rows.filter(runde=self.plan.bevillingsrunde_id) if name == "indsatsomraade" else rows

    def clean_total_as_printed(self) -> str:
        """A sum is typed as one amount. What was read from the document stands as printed until it is changed."""
        typed: str = self.cleaned_data["total_as_printed"]
        if typed != self.instance.total_as_printed:
            afvis_fejltrykt(typed, posternes_sum(self.instance))
        return typed


class UoverensstemmelseForm(RowForm):
    """Something in the signed document that does not add up."""

    class Meta(RowForm.Meta):
        model = Uoverensstemmelse
        fields = ["kind", "severity", "place", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
