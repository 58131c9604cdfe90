"""The pages about reminders: one's own letters, one's own choice, a plan's choice, and "intet at indberette"."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indsatser.registrering.besoeg import Besoeg
from plans.models import Helhedsplan
from plans.permissions import RETTIGHEDER, Ret, get_or_deny
from plans.services import change, create
from reporting.paamindelser.afsendelse import has_mailserver
from reporting.paamindelser.forms import BrugervalgForm, PlanvalgForm, SvarForm
from reporting.paamindelser.mail import plandele
from reporting.paamindelser.models import Brugerpaamindelser, Paamindelsesbrev, Planpaamindelser
from reporting.paamindelser.regler import gaeldende_regler
from reporting.paamindelser.svar import find_svarsted, fortryd_svar, giv_svar

LETTERS_A_PAGE = 10


@require_safe
def paamindelse_list(request: Besoeg) -> HttpResponse:
    """The letters I have been sent, the newest first, and where I choose how often."""
    rows = Paamindelsesbrev.objects.filter(user=request.user).prefetch_related("paamindelser__helhedsplan")
    page = Paginator(rows, LETTERS_A_PAGE).get_page(request.GET.get("side"))
    able = [rolle for rolle, rights in RETTIGHEDER.items() if Ret.REDIGER in rights]
    plans = Helhedsplan.objects.visible_to(request.user).current().filter(my_rolle__in=able).order_by("short_name")
    context = {
        "page": page,
        "breve": [{"brev": brev, "dele": plandele(brev.paamindelser.all())} for brev in page.object_list],
        "valg": _own_choice(request),
        "i_dag": timezone.localdate(),
        "planer": list(plans[:50]),
        "has_mailserver": has_mailserver(),
    }
    return render(request, "reporting/paamindelse_list.html", context)


def _own_choice(request: Besoeg) -> Brugerpaamindelser:
    found = Brugerpaamindelser.objects.filter(user=request.user).first()
    return found or Brugerpaamindelser(user=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def paamindelse_valg(request: Besoeg) -> HttpResponse:
    """How often I want a letter, which day, and my holiday."""
    form = BrugervalgForm(request.POST or None, instance=_own_choice(request))
    if request.method == "POST" and form.is_valid() and _saved(form, request):
        messages.success(request, "Dit valg er gemt.")
        return redirect("reporting:paamindelse_list")
    return render(request, "reporting/paamindelse_valg.html", {"form": form, "has_mailserver": has_mailserver()})


@require_http_methods(["GET", "HEAD", "POST"])
def planpaamindelser_update(request: Besoeg, uuid: UUID) -> HttpResponse:
    """What a plan reminds of, and a pause for everybody in it."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.REDIGER, uuid=uuid)
    valg = Planpaamindelser.objects.filter(helhedsplan=plan).first() or Planpaamindelser(helhedsplan=plan)
    form = PlanvalgForm(request.POST or None, instance=valg, regler=gaeldende_regler())
    if request.method == "POST" and form.is_valid() and _saved(form, request):
        messages.success(request, "Planens påmindelser er gemt.")
        return redirect("reporting:planpaamindelser_update", uuid=plan.uuid)
    context = {"plan": plan, "form": form, "is_paused": valg.is_paused(timezone.localdate())}
    return render(request, "reporting/planpaamindelser_form.html", context)


def _saved(form: Any, request: Besoeg) -> bool:
    """Save through the service; what it refuses stands in the form."""
    row = form.instance
    try:
        if row.pk is None:
            create(row, by=request.user)
        else:
            change(row, by=request.user, expected_version=form.cleaned_data.get("seen_version"))
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def paamindelse_svar(request: Besoeg, uuid: UUID, noegle: str) -> HttpResponse:
    """Where a letter's link "intet at indberette" leads: a page to say so on, and to take it back."""
    sted = find_svarsted(request.user, uuid, noegle)
    given = sted.given
    if request.method == "POST" and given is not None and "fortryd" in request.POST:
        fortryd_svar(given, by=request.user)
        messages.success(request, "Svaret er taget tilbage. Fristen er åben igen.")
        return redirect(request.path)
    form = SvarForm(request.POST or None)
    if request.method == "POST" and given is None and form.is_valid():
        try:
            giv_svar(sted, reason=form.cleaned_data["reason"], by=request.user)
        except ValidationError as refused:
            form.add_error("reason", refused.messages[0])  # the only field of the page
        else:
            messages.success(request, "Svaret er gemt. Der kommer ikke flere påmindelser om den frist.")
            return redirect(request.path)
    context = {"sted": sted, "given": given, "form": form, "plan": sted.row.helhedsplan}
    return render(request, "reporting/paamindelse_svar.html", context)
