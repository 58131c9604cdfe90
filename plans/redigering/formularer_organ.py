"""Forms of who steers and who may: organs, seats, roles."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from plans.models import Medlemskab, Organ, Organmedlem, User
from plans.redigering.formular import Gruppe, RowForm


class OrganForm(RowForm):
    """A body of the plan."""

    grupper = (
        Gruppe("Organet", ("kind", "name", "short_name", "parent", "reports_to", "delaftale")),
        Gruppe("Opgave", ("mandate", "tasks", "secretariat")),
        Gruppe("Møder", ("meetings_min", "meetings_max", "notice_days")),
        Gruppe("", ("note",)),
    )
    hjaelp = {
        "parent": "Det organ, det hører under i planens diagram.",
        "meetings_min": "Skriv det samme tal i begge felter, når det er fast.",
        "notice_days": "Hvor mange dage før mødet papirerne skal ud.",
    }

    class Meta(RowForm.Meta):
        model = Organ
        fields = [
            "kind",
            "name",
            "short_name",
            "parent",
            "reports_to",
            "delaftale",
            "mandate",
            "tasks",
            "secretariat",
            "meetings_min",
            "meetings_max",
            "notice_days",
            "note",
        ]


class OrganmedlemForm(RowForm):
    """A seat in an organ."""

    hjaelp = {"title": "Titel eller funktion, aldrig et navn.", "count": "Tom, når det ikke er oplyst."}

    class Meta(RowForm.Meta):
        model = Organmedlem
        fields = ["title", "organisation", "kind", "count", "start_date", "end_date"]


class MedlemskabForm(RowForm):
    """Somebody's role in the plan, for a term. The person is named by e-mail: nobody is shown who has a login."""

    hjaelp = {"end_date": "Adgangen ophører af sig selv efter den dag."}

    email = forms.EmailField(
        label="E-mail",
        help_text="Den e-mail, personen logger ind med. Et login oprettes af en administrator.",
        error_messages={"invalid": "Skriv en e-mailadresse, fx navn@kommune.dk."},
    )
    field_order = ["email"]

    class Meta(RowForm.Meta):
        model = Medlemskab
        fields = ["rolle", "start_date", "end_date"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:  # a role is given to another person by giving that person one
            del self.fields["email"]

    def clean_email(self) -> str:
        typed = self.cleaned_data["email"].strip().lower()
        user = User.objects.filter(email=typed, is_active=True).first()
        if user is None:
            raise ValidationError("Der er ikke noget login med den e-mail. Bed en administrator oprette det.")
        self.instance.user = user
        return typed
