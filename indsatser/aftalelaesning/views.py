"""From an agreement to a plan: choose the file, look through what was read, save it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from helhedsplan.templatetags.dansk import klokken
from indsatser.aftalelaesning.forms import FilForm, GemForm
from indsatser.aftalelaesning.gem import Gemt, IkkeGemt, accept, discard, lost_with_their_row
from indsatser.aftalelaesning.laesning import same_file
from indsatser.aftalelaesning.opgave import bestil_laesning
from indsatser.aftalelaesning.side import build
from indsatser.aftalelaesning.venter import fingeraftryk
from indsatser.models import Aftalelaesning, Laestvaerdi
from plans.baggrund.svar import set_af_ejeren, svar_paa_bestilling, vent
from plans.choices import Opgavetilstand
from plans.models import Helhedsplan
from plans.permissions import Ret, deny_unless_may_create_plans, get_or_deny

MAX_MANGLER = 30


def open_reading(request: HttpRequest, uuid: UUID, *, heavy: bool = False) -> Aftalelaesning:
    """A reading through the door, with its plan stamped as it was. `heavy`: with the document's text."""
    rows = Aftalelaesning.objects.filter(retired_on__isnull=True).select_related("helhedsplan__bevillingsrunde")
    if not heavy:
        rows = rows.defer("blocks")
    found: Aftalelaesning = get_or_deny(rows, request.user, Ret.REDIGER, uuid=uuid)
    if found.helhedsplan:
        found.helhedsplan.my_rolle = found.my_rolle  # type: ignore[attr-defined]
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def aftalelaesning_create(request: HttpRequest) -> HttpResponse:
    """Choose the agreement that a new plan is to be made of. One's own half-finished reviews stand below."""
    deny_unless_may_create_plans(request.user)
    user: Any = request.user
    mine = Aftalelaesning.objects.filter(begun_by=user, helhedsplan=None, retired_on=None).defer("blocks", "case")
    return _choose_file(request, None, "indsatser/aftalelaesning_create.html", {"igangvaerende": mine[:20]})


@require_http_methods(["GET", "HEAD", "POST"])
def aftalelaesning_genlaes(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Choose the agreement that is to be read into a plan that is there."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.REDIGER, uuid=uuid)
    rows = plan.aftalelaesninger.filter(retired_on=None).select_related("begun_by").defer("blocks", "case")
    return _choose_file(
        request, plan, "indsatser/aftalelaesning_genlaes.html", {"plan": plan, "laesninger": rows[:20]}
    )


def _choose_file(
    request: HttpRequest, plan: Helhedsplan | None, template: str, context: dict[str, Any]
) -> HttpResponse:
    """The form with the file; a good one is read in the background, and its review is next."""
    form = FilForm(request.POST, request.FILES) if request.method == "POST" else FilForm()
    if form.is_bound and form.is_valid():
        answer = _read_or_refused(request, plan, form)
        if answer is not None:
            return answer
    return render(request, template, {**context, "form": form})


def _read_or_refused(request: HttpRequest, plan: Helhedsplan | None, form: FilForm) -> HttpResponse | None:
    """Where one goes from a file: its review, or the page of the job that reads it. None: the form says why not."""
    user: Any = request.user
    file = form.cleaned_data["fil"]
    known = same_file(fingeraftryk(file), by=user, plan=plan)
    if known is not None and known.is_open:
        messages.info(request, "Filen er læst før. Her er gennemsynet, som du forlod det.")
        return redirect("indsatser:aftalelaesning_gennemsyn", known.uuid)
    if known is not None:
        form.add_error("fil", f"Filen er allerede blevet til planen «{known.helhedsplan}». Læs den igen derfra.")
        return None
    try:
        row = vent(bestil_laesning(file, by=user, plan=plan))
    except ValidationError as refused:
        form.add_error("fil", " ".join(refused.messages))
        return None
    if row.er_undervejs:
        return redirect(row)
    if row.state != Opgavetilstand.FEJLET:
        return svar_paa_bestilling(row)
    set_af_ejeren(row)
    form.add_error("fil", row.failure)
    return None


@require_safe
def aftalelaesning_gennemsyn(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One part of what was read beside the passages it comes from."""
    found = open_reading(request, uuid, heavy=True)
    if not found.is_open:
        return _closed(found)
    query = request.GET
    page = build(found, part=query.get("del", ""), vis=query.get("vis", ""), whole=query.get("hele") == "1")
    context = {"plan": found.helhedsplan, "laesning": found, "page": page}
    return render(request, "indsatser/aftalelaesning_gennemsyn.html", context)


def _closed(found: Aftalelaesning) -> HttpResponse:
    """Where one goes from a reading that is saved, or whose text is no longer here."""
    if found.helhedsplan is None:
        raise Http404
    return redirect("reporting:plan_overblik", found.helhedsplan.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def aftalelaesning_gem(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The last look: how many are accepted, how many not answered; then the plan, all of it or nothing."""
    found = open_reading(request, uuid)
    if not found.is_open and found.is_saved:
        return _closed(found)
    if not found.is_genlaesning:
        deny_unless_may_create_plans(request.user)
    steder: list[tuple[Laestvaerdi, str]] = []
    form = GemForm(request.POST if request.method == "POST" else None, undecided=_undecided(found))
    if form.is_bound and form.is_valid():
        user: Any = request.user
        try:
            return _saved(request, accept(found, by=user, with_undecided=form.with_undecided))
        except ValidationError as refused:
            form.add_error(None, " ".join(refused.messages))
            steder = refused.steder if isinstance(refused, IkkeGemt) else []
    context = {"plan": found.helhedsplan, "laesning": found, "form": form, "antal": _counts(found), "steder": steder}
    context["fejl"] = found.vaerdier.to_review().exclude(fejl="").exclude(valg__in=["afvist", "rettet"])[:MAX_MANGLER]
    return render(request, "indsatser/aftalelaesning_gem.html", context)


def _undecided(found: Aftalelaesning) -> int:
    """How many values that can be kept nobody has answered."""
    return int(found.vaerdier.undecided().filter(fejl="").count())


def _counts(found: Aftalelaesning) -> dict[str, int]:
    """What saving would come to now."""
    counts = {
        "tabt": lost_with_their_row(found),
        "uafklaret": _undecided(found),
        "afvist": found.vaerdier.to_review().filter(valg="afvist").count(),
        "med": found.vaerdier.to_review().filter(valg__in=["godkendt", "rettet"]).count(),
    }
    counts["med"] -= counts["tabt"]
    return counts


def _saved(request: HttpRequest, gemt: Gemt) -> HttpResponse:
    """The plan, with what was left out."""
    said = f"Gemt {klokken(timezone.now())}: {gemt.values} oplysninger fra aftalen. {gemt.left_out} blev ude."
    messages.success(request, said)
    if gemt.mangler:
        named = " ".join(each.som_tekst for each in gemt.mangler[:MAX_MANGLER])
        messages.warning(request, f"Ikke gemt: {named}")
    return redirect("reporting:plan_overblik", gemt.plan.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def aftalelaesning_kasser(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put a reading away; its text is emptied at once."""
    found = open_reading(request, uuid)
    if request.method == "POST":
        user: Any = request.user
        try:
            discard(found, by=user)
            messages.success(request, f"«{found}» er kasseret.")
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        if found.helhedsplan:
            return redirect("plans:aftale_detail", found.helhedsplan.uuid)
        return redirect("indsatser:aftalelaesning_create")
    return render(request, "indsatser/aftalelaesning_kasser.html", {"plan": found.helhedsplan, "laesning": found})
