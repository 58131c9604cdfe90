"""The page where anybody with a number off a paper sees what it is, and whether a file is the genuine one.

No login: who holds the paper is outside the house. It tells nothing of the plan but what the paper's first lines say.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from reporting.udgaver.bremse import for_mange
from reporting.udgaver.kontrol import SLAGS, fejl_i, sum_af
from reporting.udgaver.maerke import laes_kontrolnummer
from reporting.udgaver.models import Udgave

UKENDT = "Der er ikke udstedt noget papir med det nummer. Se efter, om det er skrevet rigtigt."
OPSLAG_I_MINUTTET, FILER_I_MINUTTET = 60, 20


class NummerForm(forms.Form):
    """The number as it stands on the paper, with or without its hyphen."""

    nummer = forms.CharField(
        label="Kontrolnummer",
        max_length=20,
        help_text="Otte bogstaver og tal, f.eks. K7QF-3MPA. Det står nederst på hver side.",
        error_messages={"required": "Skriv det kontrolnummer, der står på papiret."},
    )

    def clean_nummer(self) -> str:
        try:
            return laes_kontrolnummer(self.cleaned_data["nummer"])
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class FilForm(forms.Form):
    """A file to hold against the edition. It is read and forgotten; any kind will do, for only the genuine fits."""

    fil = forms.FileField(
        label="Fil",
        allow_empty_file=True,
        max_length=255,
        help_text="Filen bliver ikke gemt.",
        error_messages={"required": "Vælg den fil, du vil have prøvet."},
    )

    def clean_fil(self) -> Any:
        fil = self.cleaned_data["fil"]
        if fil.size > settings.FIL_MAX_MB * 1024 * 1024:  # what is over it was let go by (helhedsplan.filer.modtag)
            raise forms.ValidationError(f"Filen er for stor til at blive prøvet. Højst {settings.FIL_MAX_MB} MB.")
        return fil


@login_not_required
@never_cache
@require_safe
def udgave_opslag(request: HttpRequest) -> HttpResponse:
    """Ask for the number."""
    form = NummerForm(request.GET if "nummer" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("reporting:udgave_kontrol", nummer=form.cleaned_data["nummer"])
    return render(request, "reporting/udgave_opslag.html", {"form": form})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def udgave_kontrol(request: HttpRequest, nummer: str) -> HttpResponse:
    """What the number is, and whether a file is the genuine one. One that was altered is vouched for no more."""
    has_file = request.method == "POST"
    loft = FILER_I_MINUTTET if has_file else OPSLAG_I_MINUTTET
    if for_mange(request, "fil" if has_file else "opslag", loft=loft):
        return render(request, "reporting/udgave_for_mange.html", status=429)
    if (udgave := _find(nummer)) is None:
        return _unknown(request, nummer)
    if list(fejl_i(udgave, udgave.filer.all())):
        return render(request, "reporting/udgave_aendret.html", {"nummer": udgave.vist_kontrolnummer})
    form = FilForm(request.POST, request.FILES) if has_file else FilForm()
    context: dict[str, Any] = {"udgave": udgave, "form": form, "filer": _filer(udgave)}
    if has_file and form.is_valid():
        context["svar"] = _svar(udgave, sum_af(form.cleaned_data["fil"]), form.cleaned_data["fil"].name)
    return render(request, "reporting/udgave_kontrol.html", context)


def _find(nummer: str) -> Udgave | None:
    try:
        stored = laes_kontrolnummer(nummer)
    except ValueError:
        return None
    return Udgave.objects.for_page().filter(kontrolnummer=stored).first()


def _unknown(request: HttpRequest, nummer: str) -> HttpResponse:
    form = NummerForm({"nummer": nummer[:20]})
    if form.is_valid():
        form.add_error("nummer", UKENDT)
    return render(request, "reporting/udgave_opslag.html", {"form": form}, status=404)


def _filer(udgave: Udgave) -> list[tuple[str, str]]:
    """The name of each kind of file with its checksum."""
    return [(SLAGS.get(endelse, endelse), found) for endelse, found in sorted(udgave.filsummer.items())]


def _svar(udgave: Udgave, found: str, navn: str) -> dict[str, Any]:
    """Whether the file is one of the edition's, in a sentence."""
    kind = next((label for label, each in _filer(udgave) if each == found), "")
    if kind:
        text = f"«{navn}» er den {kind}-fil, der blev udstedt, tegn for tegn."
    else:
        text = (
            f"«{navn}» er ikke en af de filer, der blev udstedt som denne udgave. Den kan være ændret, gemt igen i et "
            "andet program eller høre til en anden udgave."
        )
    return {"er_aegte": bool(kind), "tekst": text, "sum": found}
