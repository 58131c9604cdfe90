"""Forms of local projects with their lines, and of initiatives with who pays them."""

from django.db import models

from indsatser.models import (
    Bevilling,
    Initiativ,
    Lokalprojekt,
    Lokalprojektopgave,
    Lokalprojekttrin,
    Lokalprojektudgift,
)
from plans.models import Helhedsplan
from plans.redigering.formular import Gruppe, RowForm


class LokalprojektForm(RowForm):
    """The description of a local project."""

    grupper = (
        Gruppe("Projektet", ("name", "purpose", "description", "format_text")),
        Gruppe("Hvem søger", ("applicant", "applicant_note", "co_organiser", "responsible_count", "responsible_note")),
        Gruppe("Deltagere", ("participants_text", "expected_from", "expected_to")),
        Gruppe("Hvornår", ("date_from", "date_to", "date_as_printed")),
        Gruppe("Kommunikation", ("communication_before", "communication_after")),
        Gruppe("Timer og penge", ("hours", "hours_note", "budget_note")),
        Gruppe("", ("note",)),
    )
    hjaelp = {
        "applicant": "Gruppe eller forening, ikke en persons navn.",
        "responsible_note": "Skriv roller og antal, ikke navne.",
        "date_as_printed": "Kun hvis skemaet skriver tiden på en anden måde, fx »uge 26«.",
        "expected_to": "Kun hvis det forventede antal er et spænd.",
        "budget_note": "Posterne lægges ind hver for sig på projektets side.",
    }

    class Meta(RowForm.Meta):
        model = Lokalprojekt
        fields = [
            "name",
            "purpose",
            "description",
            "format_text",
            "applicant",
            "applicant_note",
            "co_organiser",
            "responsible_count",
            "responsible_note",
            "participants_text",
            "expected_from",
            "expected_to",
            "date_from",
            "date_to",
            "date_as_printed",
            "communication_before",
            "communication_after",
            "hours",
            "hours_note",
            "budget_note",
            "note",
        ]


class LokalprojekttrinForm(RowForm):
    """A step on the project's timetable."""

    hjaelp = {"label": "Som det står, fx »Uge 12« eller »Dagen før«.", "date_from": "Kun hvis datoen er kendt."}

    class Meta(RowForm.Meta):
        model = Lokalprojekttrin
        fields = ["label", "date_from", "date_to", "tasks"]


class LokalprojektopgaveForm(RowForm):
    """That a party takes part in a task."""

    hjaelp = {
        "task": "Opgaven i opgavefordelingen, fx »Indkøb«.",
        "party": "Den part, der er med, fx »Beboerne«.",
        "mark": "Det mærke, skemaet bruger. X, hvis der ikke står andet.",
    }

    class Meta(RowForm.Meta):
        model = Lokalprojektopgave
        fields = ["task", "party", "mark"]


class LokalprojektudgiftForm(RowForm):
    """A line of the project's budget."""

    hjaelp = {"is_ceiling": "Sæt hak, hvis der står »op til«: så er beløbet et loft og ikke en pris."}

    class Meta(RowForm.Meta):
        model = Lokalprojektudgift
        fields = ["label", "amount", "is_ceiling", "note"]


class InitiativForm(RowForm):
    """An initiative beside the delaftaler."""

    grupper = (
        Gruppe("Initiativet", ("code", "title", "status_text", "parent", "forgaenger", "for_plan")),
        Gruppe("Hvad og hvorfor", ("purpose", "problem", "work", "expected_effect")),
        Gruppe("Målgruppe", ("target_group", "age_from", "age_to", "area")),
        Gruppe("Hvornår", ("start_year", "end_year", "years", "period_note")),
        Gruppe("Styring", ("host", "governance", "documentation", "total_aarsvaerk")),
        Gruppe("", ("note",)),
    )
    hjaelp = {
        "status_text": "Som det står, fx »videreføres«.",
        "parent": "Kun hvis initiativet er en del af et andet.",
        "forgaenger": "Et tidligere initiativ, som dette fører videre.",
        "for_plan": "Kun hvis initiativet gælder en anden plan end den, det står i.",
        "years": "Kun hvis der står en varighed og ikke årstal.",
        "total_aarsvaerk": "Som det står. Hvem der arbejder hvor meget, lægges ind under Bemanding.",
    }

    class Meta(RowForm.Meta):
        model = Initiativ
        fields = [
            "code",
            "title",
            "status_text",
            "parent",
            "forgaenger",
            "for_plan",
            "purpose",
            "problem",
            "work",
            "expected_effect",
            "target_group",
            "age_from",
            "age_to",
            "area",
            "start_year",
            "end_year",
            "years",
            "period_note",
            "host",
            "governance",
            "documentation",
            "total_aarsvaerk",
            "note",
        ]

    def limit(self, name: str, rows: models.QuerySet) -> models.QuerySet:
        """The plan it is for, and the initiative it carries on, are ones the person can see; what is chosen stays."""
        if name == "forgaenger":
            seen = Initiativ.objects.visible_to(self.user).current().values("pk")
            offered = models.Q(pk__in=seen) | models.Q(pk=self.instance.forgaenger_id)
            return Initiativ.objects.filter(offered).exclude(pk=self.instance.pk)
        if name != "for_plan":
            return rows
        mine = Helhedsplan.objects.visible_to(self.user).values("pk")
        return Helhedsplan.objects.filter(models.Q(pk__in=mine) | models.Q(pk=self.instance.for_plan_id))


class BevillingForm(RowForm):
    """What a source gives to an initiative."""

    hjaelp = {
        "kilde": "Kilderne lægges ind under Økonomi.",
        "amount": "Kroner, årsværk eller begge dele.",
    }

    class Meta(RowForm.Meta):
        model = Bevilling
        fields = ["kilde", "code", "amount", "aarsvaerk", "note"]
