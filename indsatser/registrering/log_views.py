"""The counting log of an activity, and the years that are locked."""

from datetime import date
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indsatser.models import Aarslaas, Aktivitet, Logpost
from indsatser.registrering import services
from indsatser.registrering.besoeg import Besoeg
from indsatser.registrering.forms import AarslaasForm, BegrundelseForm, LogForm, LogpostForm
from indsatser.registrering.log import build_card, last_line, log_criteria, proposed
from indsatser.registrering.views import back, told
from plans.models import Helhedsplan
from plans.permissions import Ret, get_or_deny
from plans.services import AlleredeAendret

LINES_A_PAGE = 50


def _activity(request: Besoeg, uuid: UUID) -> Aktivitet:
    """Through the door: a Medarbejder keeps the log of activities she is on."""
    own = Aktivitet.objects.owned_by(request.user).filter(uuid=uuid).exists()
    return get_or_deny(Aktivitet.objects.for_page(), request.user, Ret.REGISTRER, own=own, uuid=uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def registrer_log(request: Besoeg, uuid) -> HttpResponse:
    """The log with its newest lines first, and the form for the next one; as a card for htmx."""
    aktivitet, today = _activity(request, uuid), timezone.localdate()
    kriterier = log_criteria(on=today).filter(aktivitet=aktivitet)
    last = last_line(aktivitet)
    first = proposed(list(kriterier), today=today, last_kind=last[2] if last else None)
    form = LogForm(request.POST or None, kriterier=kriterier, initial=first | {"nyt_id": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            line = form.into(Logpost(aktivitet=aktivitet))
            post = services.log_once(line, key=form.cleaned_data["nyt_id"], by=request.user, today=today)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            return _logged(request, aktivitet, post)
    if request.htmx and request.method == "POST":
        return _card(request, aktivitet, form=form, today=today)
    posts = aktivitet.logposter.filter(retired_on__isnull=True).with_counted()
    page = Paginator(posts.order_by("-date", "-pk"), LINES_A_PAGE).get_page(request.GET.get("side"))
    context = {"aktivitet": aktivitet, "plan": aktivitet.helhedsplan, "form": form, "page": page}
    return render(request, "indsatser/registrer_log.html", context)


def _logged(request: Besoeg, aktivitet: Aktivitet, post: Logpost) -> HttpResponse:
    if request.htmx:
        return _card(request, aktivitet, today=timezone.localdate(), gemt=post)
    if not request.POST.get("tilbage"):
        told(request, "Gemt")
        return redirect("indsatser:registrer_log", uuid=aktivitet.uuid)
    return redirect(told(request, "Gemt"))


def _card(
    request: Besoeg,
    aktivitet: Aktivitet,
    *,
    today: date,
    form: LogForm | None = None,
    gemt: Logpost | None = None,
) -> HttpResponse:
    """The activity's card: after saving with the new last line, after a refusal with what was typed."""
    kort = build_card(
        aktivitet,
        list(log_criteria(on=today).filter(aktivitet=aktivitet)),
        last_line(aktivitet),
        today=today,
        typed={name: str(request.POST.get(name, "")) for name in form.fields} if form else None,
        fejl=form.refusals if form else None,
        gemt=gemt,
    )
    return render(request, "indsatser/_registrer_kort.html", {"kort": kort, "tilbage": back(request)})


def _post(request: Besoeg, uuid: UUID) -> Logpost:
    own = Aktivitet.objects.owned_by(request.user).filter(logposter__uuid=uuid).exists()
    rows = Logpost.objects.filter(retired_on__isnull=True)
    rows = rows.select_related("aktivitet__delaftale__helhedsplan", "kriterium", "reported_by")
    return get_or_deny(rows, request.user, Ret.REGISTRER, own=own, uuid=uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def registrer_logpost(request: Besoeg, uuid) -> HttpResponse:
    """Correct a line of the log."""
    post, today = _post(request, uuid), timezone.localdate()
    fits = Q(pk__in=log_criteria(on=today).filter(aktivitet=post.aktivitet_id).order_by().values("pk"))
    kriterier = post.aktivitet.kriterier.filter(fits | Q(pk=post.kriterium_id))
    initial = {name: getattr(post, name) for name in ("antal", "date", "kind", "note")}
    initial |= {"kriterium": post.kriterium.uuid if post.kriterium else None, "seen_version": post.version}
    form = LogpostForm(request.POST or None, kriterier=kriterier, initial=initial)
    if request.method == "POST" and form.is_valid():
        seen, reason = form.cleaned_data["seen_version"], form.cleaned_data["begrundelse"]
        try:
            services.ret_log(form.into(post), by=request.user, reason=reason, seen_version=seen, today=today)
        except ValidationError as refused:
            _refuse_line(form, refused)
        else:
            return redirect(told(request, "Gemt"))
    context = {"post": post, "plan": post.helhedsplan, "form": form, "tilbage": _back_to_log(request, post)}
    return render(request, "indsatser/registrer_logpost.html", context)


def _refuse_line(form: LogpostForm, refused: ValidationError) -> None:
    """After a colleague's change the next save is about what stands there now."""
    form.refuse(refused)
    if isinstance(refused, AlleredeAendret):
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["seen_version"] = str(refused.current.version)  # type: ignore[attr-defined,index]
        form.add_error(None, f"Nu står der {refused.current}. Gem igen for at bruge dit.")


def _back_to_log(request: Besoeg, post: Logpost) -> str:
    if request.GET.get("tilbage"):
        return back(request)
    return reverse("indsatser:registrer_log", args=[post.aktivitet.uuid])


@require_http_methods(["GET", "HEAD", "POST"])
def registrer_logpost_fjern(request: Besoeg, uuid) -> HttpResponse:
    """Take a line of the log out of use, with the reason."""
    post = _post(request, uuid)
    form = BegrundelseForm(request.POST or None, label="Hvorfor fjernes linjen?")
    if request.method == "POST" and form.is_valid():
        try:
            services.fjern_log(post, by=request.user, reason=form.cleaned_data["begrundelse"])
        except ValidationError as refused:
            form.refuse(refused)
        else:
            if request.htmx:
                return _card(request, post.aktivitet, today=timezone.localdate())
            return redirect(told(request, "Fjernet"))
    context = {"post": post, "plan": post.helhedsplan, "form": form, "tilbage": _back_to_log(request, post)}
    return render(request, "indsatser/registrer_logpost_fjern.html", context)


# --- Locked years


@require_http_methods(["GET", "HEAD", "POST"])
def registrer_aarslaas(request: Besoeg, uuid) -> HttpResponse:
    """The years of a plan: which are locked, by whom and why; lock another."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.GODKEND, uuid=uuid)
    locks = list(plan.aarslaase.select_related("by"))
    taken = {lock.year for lock in locks if lock.retired_on is None}
    today = timezone.localdate()
    last = max([*plan.calendar_years, today.year])
    first = min([*plan.calendar_years, today.year])
    years = [year for year in range(min(last, today.year), first - 1, -1) if year not in taken]
    form = AarslaasForm(request.POST or None, years=years)
    if request.method == "POST" and form.is_valid():
        try:
            services.laas(plan, form.cleaned_data["year"], by=request.user, note=form.cleaned_data["note"])
        except ValidationError as refused:
            form.refuse(refused)
        else:
            told(request, f"{form.cleaned_data['year']} er låst")
            return redirect("indsatser:registrer_aarslaas", uuid=plan.uuid)
    return render(request, "indsatser/registrer_aarslaas.html", {"plan": plan, "laase": locks, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def registrer_laas_op(request: Besoeg, uuid) -> HttpResponse:
    """Unlock a year, with the reason."""
    rows = Aarslaas.objects.filter(retired_on__isnull=True).select_related("helhedsplan__bevillingsrunde", "by")
    lock = get_or_deny(rows, request.user, Ret.GODKEND, uuid=uuid)
    form = BegrundelseForm(request.POST or None, label="Hvorfor låses året op?")
    if request.method == "POST" and form.is_valid():
        try:
            services.laas_op(lock, by=request.user, reason=form.cleaned_data["begrundelse"])
        except ValidationError as refused:
            form.refuse(refused)
        else:
            told(request, f"{lock.year} er låst op")
            return redirect("indsatser:registrer_aarslaas", uuid=lock.helhedsplan.uuid)
    return render(request, "indsatser/registrer_laas_op.html", {"plan": lock.helhedsplan, "lock": lock, "form": form})
