"""The form that takes the budget's file in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from helhedsplan.regneark import Arkfejl, Sted
from plans.models import Helhedsplan, User
from plans.penge.ark.gem import Budgetarkfejl, proev_budgetark
from plans.penge.ark.indhold import Budgetfil, indhold_af, laes_raekker
from plans.penge.ark.laes import Budgetlaesefejl, laes_budgetark

MOST_SHOWN = 100


class BudgetarkForm(forms.Form):
    """Reads the file and tries it: what cannot be saved is said here, with its place, and nothing is kept."""

    fil = forms.FileField(
        label="Budgettet som regneark",
        help_text="Den fil, du hentede fra planen, gemt som .xlsx. Højst 5 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Vælg en fil.", "empty": "Filen er tom.", "missing": "Vælg en fil."},
    )

    def __init__(self, *args: Any, plan: Helhedsplan, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.user = plan, user
        self.places: list[Arkfejl] = []
        self.read: Budgetfil | None = None

    def clean_fil(self) -> Any:
        """Read, compare and try. The places stand in `places`; the field says how many there are."""
        file = self.cleaned_data["fil"]
        try:
            self.read = laes_budgetark(file, self.plan, indhold_af(laes_raekker(self.plan)))
            proev_budgetark(self.plan, self.read, by=self.user)
        except Arkfejl as refused:
            raise ValidationError(f"{refused} Intet er gemt.") from refused
        except Budgetlaesefejl as refused:
            self.places = refused.errors
            count = len(refused.errors)
            raise ValidationError(
                f"Filen har {count} {'sted' if count == 1 else 'steder'}, der skal rettes. Intet er gemt."
            ) from refused
        except Budgetarkfejl as refused:
            raise ValidationError(f"{self._place(refused)}{refused} Intet er gemt.") from refused
        return file

    def _place(self, refused: Budgetarkfejl) -> str:
        one = refused.aendring
        if one is None or self.read is None:
            return ""
        name = {"kilde": "name", "post": "title"}.get(one.art, "")
        key = (one.art, *one.noegle) if one.art == "celle" else (one.art, *one.noegle, one.felt or name)
        sted: Sted | None = self.read.steder.get(key)
        return f"{sted}: " if sted else ""
