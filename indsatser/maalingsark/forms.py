"""The forms that give the grid's file out, take it in, and take what it did back."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from helhedsplan.filer import eget_navn
from helhedsplan.regneark import Arkfejl
from indsatser.maalingsark.fil import Laesefejl, Maalingsfil
from indsatser.maalingsark.gem import proev, raekker
from indsatser.maalingsark.laes import laes_maalingsark
from indsatser.registrering.skema_views import SkemaFilter
from plans.models import Helhedsplan, User

MOST_SHOWN = 100


class ArkFilter(SkemaFilter):
    """Which columns, as in the grid, and whether only one delaftale's criteria."""

    delaftale = forms.TypedChoiceField(label="Delaftale", coerce=int, required=False)
    filtype = forms.ChoiceField(
        label="Fil", required=False, choices=[("xlsx", "Excel (.xlsx)"), ("csv", "CSV (.csv)")]
    )
    field_order = ["delaftale", "aar", "kolonner", "periode", "filtype"]

    def __init__(self, data: Any, *, plan: Helhedsplan, today: Any) -> None:
        super().__init__(data, plan=plan, today=today)
        rows = plan.delaftaler.filter(retired_on__isnull=True)
        self.offer("delaftale", [(row.pk, str(row)) for row in rows], everything="Hele planen")

    @property
    def is_csv(self) -> bool:
        return self.wanted.get("filtype") == "csv"

    def chosen(self, rows: list[Any]) -> list[Any]:
        """The criteria of the chosen delaftale; all of them when none is chosen."""
        wanted = self.wanted.get("delaftale")
        if not wanted:
            return rows
        return [row for row in rows if wanted in (row.delaftale_id, row.aktivitet and row.aktivitet.delaftale_id)]


class MaalingsarkForm(forms.Form):
    """Reads the file and tries it: what cannot be saved is said here, with its place, and nothing is kept."""

    fil = forms.FileField(
        label="Filen med tal",
        help_text="Den fil, du hentede fra planen, gemt som .xlsx eller .csv. Højst 5 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Vælg en fil.", "empty": "Filen er tom.", "missing": "Vælg en fil."},
    )

    def __init__(self, *args: Any, plan: Helhedsplan, user: User, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.user, self.today = plan, user, today
        self.places: list[Arkfejl] = []
        self.read: Maalingsfil | None = None

    def clean_fil(self) -> Any:
        """Read, compare and try. The places stand in `places`; the field says how many there are."""
        file = self.cleaned_data["fil"]
        try:
            rows = raekker(self.plan, self.user, today=self.today)
            self.read = laes_maalingsark(file, self.plan, rows, today=self.today)
            proev(self.plan, self.read, by=self.user, today=self.today)
        except Arkfejl as refused:
            raise ValidationError(f"{refused} Intet er gemt.") from refused
        except Laesefejl as refused:
            self.places = refused.errors
            count = len(refused.errors)
            raise ValidationError(
                f"Filen har {count} {'sted' if count == 1 else 'steder'}, der skal rettes. Intet er gemt."
            ) from refused
        return file

    @property
    def file_name(self) -> str:
        """The file's own name, as it is kept."""
        return eget_navn(self.cleaned_data["fil"].name or "")[:160]

    @property
    def shown(self) -> list[Arkfejl]:
        return self.places[:MOST_SHOWN]

    @property
    def more(self) -> int:
        return max(len(self.places) - MOST_SHOWN, 0)


class BegrundelseForm(forms.Form):
    """Why numbers that stood there are corrected, or why an import is undone."""

    begrundelse = forms.CharField(max_length=250)

    def __init__(self, data: Any = None, *, label: str, required: bool = True) -> None:
        super().__init__(data)
        self.fields["begrundelse"].label, self.fields["begrundelse"].required = label, required
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def refuse(self, refused: ValidationError) -> None:
        """Put what a rule says at the field, or on top where it is about something else."""
        field = "begrundelse" if "begrundelse" in getattr(refused, "error_dict", {}) else None
        self.add_error(field, " ".join(refused.messages))
