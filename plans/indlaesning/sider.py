"""The pages of an import after the file: columns, look through, and the way back. A kind declares them once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from helhedsplan.templatetags.dansk import klokken
from plans.indlaesning.forms import FortrydForm
from plans.indlaesning.gem import Aendret
from plans.indlaesning.gennemsyn import Gennemset
from plans.indlaesning.skridt import Kolonneskridt
from plans.models import Helhedsplan, User
from plans.permissions import Ret, get_or_deny

LINES_A_PAGE = 100
MAX_FEJL = 50
"""So many errors are shown at a time."""


@dataclass(frozen=True, slots=True)
class Importsider:
    """The pages of one kind of import. `navn` begins its URL names ("plans:regnskab" has regnskab_kolonner …) and its
    templates; `hjem` is the page one comes from; `ting` is what it reads, in the plural ("linjer" and "linjerne").
    """

    model: type[Any]
    navn: str
    hjem: str
    ting: tuple[str, str]
    skridt: Callable[[Any, User, QueryDict | None], Kolonneskridt]
    husk: Callable[..., None]
    gennemse: Callable[[Any], Gennemset[Any]]
    gem: Callable[..., Gennemset[Any]]
    fortryd: Callable[..., None]
    lavet: Callable[[Any], Any]
    rettet_siden: Callable[[Any], int]

    def aabn(self, request: HttpRequest, uuid: UUID) -> Any:
        """An import through the door, with its plan stamped as it was."""
        rows = self.model._default_manager.filter(retired_on__isnull=True)
        found = get_or_deny(rows.select_related("helhedsplan__bevillingsrunde"), request.user, Ret.REDIGER, uuid=uuid)
        found.helhedsplan.my_rolle = found.my_rolle
        return found

    def vis_kolonner(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Say which column is which, and what stands in them."""
        found, user = self.aabn(request, uuid), _user(request)
        if found.is_saved:
            return self._hjem(found.helhedsplan)
        skridt = self.skridt(found, user, request.POST if request.method == "POST" else None)
        if skridt.is_done:
            self.husk(skridt.filled_in(), by=user)
            return redirect(f"{self.navn}_gennemsyn", found.uuid)
        context = {"plan": found.helhedsplan, "import": found, "skridt": skridt}
        return render(request, self._template("kolonner"), context)

    def vis_gennemsyn(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Line by line what will be made, changed or is there already; then save all or nothing."""
        found = self.aabn(request, uuid)
        if found.is_saved or not found.columns:
            return redirect(f"{self.navn}_kolonner", found.uuid)
        refusal = ""
        if request.method == "POST":
            refusal = self._gem(request, found)
            if not refusal:
                return self._hjem(found.helhedsplan)
            found = self.aabn(request, uuid)
        seen = self.gennemse(found)
        page = Paginator(seen.linjer, LINES_A_PAGE).get_page(request.GET.get("side"))
        context = {"plan": found.helhedsplan, "import": found, "gennemsyn": seen, "page": page, "afslag": refusal}
        return render(request, self._template("gennemsyn"), context | {"fejl": seen.fejl[:MAX_FEJL]})

    def _gem(self, request: HttpRequest, found: Any) -> str:
        """Save all or nothing: why not, or "" when it is saved."""
        many, the_many = self.ting
        try:
            saved = self.gem(found, by=_user(request), seen=request.POST.get("aftryk", ""))
        except Aendret:
            return f"Noget er ændret, siden du så {the_many}. Se dem igennem igen, og gem så."
        except ValidationError as refused:
            return " ".join(refused.messages)
        what = f"{saved.nye} nye {many}, {saved.aendrede} ændret, {saved.findes} var der allerede."
        messages.success(request, f"Gemt {klokken(timezone.now())}: {what}")
        return ""

    def vis_fortryd(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Undo an import as one thing, or discard one that is not saved."""
        found = self.aabn(request, uuid)
        form = FortrydForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                self.fortryd(found, by=_user(request), reason=form.cleaned_data["begrundelse"])
            except ValidationError as refused:
                form.refuse(refused)
            else:
                messages.success(request, f"«{found.file_name}» er {'fortrudt' if found.is_saved else 'kasseret'}.")
                return self._hjem(found.helhedsplan)
        numbers = {"antal": self.lavet(found).count(), "rettet": self.rettet_siden(found)}
        context = {"plan": found.helhedsplan, "import": found, "form": form, **numbers}
        return render(request, self._template("fortryd"), context)

    def _hjem(self, plan: Helhedsplan) -> HttpResponse:
        return redirect(self.hjem, plan.uuid)

    def _template(self, page: str) -> str:
        return f"{self.navn.replace(':', '/')}_{page}.html"


def _user(request: HttpRequest) -> Any:
    return request.user
