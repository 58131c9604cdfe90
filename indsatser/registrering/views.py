"""Registering results: the list of what is due, one number at a time, and what can be done with a number after."""

from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from helhedsplan.forms import ask_for_files_again
from helhedsplan.templatetags.dansk import tidspunkt
from indsatser.models import Maaling, Succeskriterium
from indsatser.registrering import services
from indsatser.registrering.besoeg import Besoeg
from indsatser.registrering.forms import BegrundelseForm, MaalingForm, RegistrerFilter, TalForm
from indsatser.registrering.linjer import Linje, build_line, build_lines, rows_for_lines
from indsatser.registrering.log import build_cards
from indsatser.registrering.mine import Planer, own_activities, plans_of, returned_to, subjects
from indsatser.registrering.vaerdier import in_words
from plans.models import Helhedsplan
from plans.permissions import Ret, get_or_deny, may
from plans.services import AlleredeAendret

LINES_A_PAGE = 15
PLANS_TO_CHOOSE_FROM = 100


@require_safe
def registrer(request: Besoeg) -> HttpResponse:
    """What I may register on: sent back first, then my logs, then the criteria that miss a number."""
    today = timezone.localdate()
    plans = plans_of(request.user)
    plan = _chosen_plan(request, plans)
    found = subjects(request.user, plans, plan_uuid=plan.uuid if plan else None, today=today)
    chosen = RegistrerFilter(request.GET, plans=_plan_choices(plans, plan), subjects=found)
    matching = chosen.matching()
    page = Paginator(matching, LINES_A_PAGE).get_page(request.GET.get("side"))
    rows = {row.pk: row for row in rows_for_lines().filter(pk__in=[one.pk for one in page.object_list])}
    context = {
        "filter": chosen,
        "plan": plan,
        "planer": plans,
        "page": page,
        "linjer": build_lines([rows[one.pk] for one in page.object_list if one.pk in rows], today=today),
        "kort": build_cards(own_activities(request.user, plans, today=today), today=today),
        "retur": returned_to(request.user, plans),
        "antal_i_alt": len(found),
        "antal_vist": len(matching),
        "gemt": _just_saved(request),
        "may_lock": plan is not None and may(plan, Ret.GODKEND),
    }
    return render(request, "indsatser/registrer.html", context)


def _chosen_plan(request: Besoeg, plans: Planer) -> Helhedsplan | None:
    try:
        uuid = UUID(request.GET.get("plan", ""))
    except ValueError:
        return None
    return Helhedsplan.objects.visible_to(request.user).filter(pk__in=plans.alle, uuid=uuid).first()


def _plan_choices(plans: Planer, plan: Helhedsplan | None) -> list[tuple[str, str]]:
    """All of them, or with very many only the chosen one: then one comes here from the plan's own page."""
    if len(plans.alle) > PLANS_TO_CHOOSE_FROM:
        return [(str(plan.uuid), plan.short_name)] if plan else []
    rows = Helhedsplan.objects.filter(pk__in=plans.alle).order_by().values_list("uuid", "short_name")
    return [(str(uuid), name) for uuid, name in rows]


def _just_saved(request: Besoeg) -> Maaling | None:
    """The measurement the address says was saved, if it is this person's own doing."""
    try:
        uuid = UUID(request.GET.get("gemt", ""))
    except ValueError:
        return None
    rows = Maaling.objects.visible_to(request.user).filter(uuid=uuid, reported_by=request.user)
    return rows.filter(retired_on__isnull=True).select_related("kriterium").first()


@require_http_methods(["GET", "HEAD", "POST"])
def registrer_kriterium(request: Besoeg, uuid) -> HttpResponse:
    """One number on one criterion: a page of its own, or a line in the list."""
    row = _criterion(request, uuid)
    today = timezone.localdate()
    if request.method != "POST":
        return _line(request, build_line(row, today=today, gemt=_just_saved(request)))
    form = TalForm(request.POST, kriterium=row)
    if form.is_valid():
        try:
            said = {"note": form.cleaned_data["note"], "key": form.cleaned_data["nyt_id"]}
            saved = services.registrer(row, form.vaerdi, form.period, by=request.user, **said, today=today)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            return _saved(request, row, saved)
    typed = {name: str(request.POST.get(name, "")) for name in form.fields}
    return _line(request, build_line(row, today=today, typed=typed, fejl=form.refusals))


def _criterion(request: Besoeg, uuid: UUID) -> Succeskriterium:
    """Through the door: a Medarbejder registers on her own only."""
    own = Succeskriterium.objects.owned_by(request.user).filter(uuid=uuid).exists()
    return get_or_deny(rows_for_lines(), request.user, Ret.REGISTRER, own=own, uuid=uuid)


def _line(request: Besoeg, linje: Linje) -> HttpResponse:
    """The line as a fragment for htmx, or on a page."""
    template = "indsatser/_registrer_linje.html" if request.htmx else "indsatser/registrer_kriterium.html"
    response = render(
        request, template, {"linje": linje, "tilbage": back(request), "plan": linje.kriterium.helhedsplan}
    )
    patch_vary_headers(response, ["HX-Request"])  # or the browser's Back button shows a naked line
    return response


def back(request: Besoeg) -> str:
    """Where the person came from, if that is one of our own addresses; else the list."""
    wanted = str(request.POST.get("tilbage") or request.GET.get("tilbage") or "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/"):
        return wanted
    return reverse("indsatser:registrer")


def _saved(request: Besoeg, row: Succeskriterium, saved: Maaling) -> HttpResponse:
    """Back where she was: the line for htmx, the whole page otherwise."""
    if request.htmx:
        query = {"gemt": saved.uuid, "tilbage": back(request)}
        return redirect(reverse("indsatser:registrer_kriterium", args=[row.uuid], query=query))
    return redirect(_with(back(request), gemt=str(saved.uuid)) if _is_list(request) else told(request, "Gemt"))


def _is_list(request: Besoeg) -> bool:
    return urlsplit(back(request)).path == reverse("indsatser:registrer")


def told(request: Besoeg, what: str) -> str:
    """Leave a message with the time, and go back."""
    messages.success(request, f"{what} {clock()}.")
    return back(request)


def clock() -> str:
    """The time of day as people write it: "kl. 10.42"."""
    return f"kl. {timezone.localtime():%H.%M}"


def _with(address: str, **extra: str) -> str:
    """The address with something more in its query, without what stood there of the same name."""
    parts = urlsplit(address)
    kept = [pair for pair in parts.query.split("&") if pair and pair.split("=")[0] not in extra]
    return f"{parts.path}?{'&'.join([*kept, urlencode(extra)])}"


# --- What can be done with a measurement


def measurement(request: Besoeg, uuid: UUID, right: Ret) -> Maaling:
    """A measurement in use, through the door: own is what stands on one's own criterion."""
    rows = Maaling.objects.filter(retired_on__isnull=True).select_related(
        "kriterium__helhedsplan", "kriterium__aktivitet", "kriterium__parent", "reported_by", "returned_by"
    )
    mine = Succeskriterium.objects.owned_by(request.user).filter(maalinger__uuid=uuid).exists()
    return get_or_deny(rows, request.user, right, own=mine, uuid=uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def registrer_maaling(request: Besoeg, uuid) -> HttpResponse:
    """Correct a measurement, write a note, add evidence, or say that what was sent back is right."""
    maaling = measurement(request, uuid, Ret.REGISTRER)
    form = MaalingForm(request.POST or None, request.FILES or None, maaling=maaling)
    confirms = "bekraeft" in request.POST
    if request.method == "POST" and (confirms or form.is_valid()):
        try:
            if confirms:
                services.bekraeft(maaling, by=request.user, answer=request.POST.get("begrundelse", "")[:250])
            else:
                _correct(maaling, form, request)
        except ValidationError as refused:
            form = _refused(form, refused)
        else:
            return redirect(told(request, "Gemt"))
    if request.method == "POST":
        ask_for_files_again(form, request.FILES)
    context = {"maaling": maaling, "form": form, **_about(request, maaling)}
    return render(request, "indsatser/registrer_maaling.html", context)


def _correct(maaling: Maaling, form: MaalingForm, request: Besoeg) -> None:
    typed = form.cleaned_data
    services.ret(
        maaling,
        form.vaerdi,
        form.period,
        by=request.user,
        reason=typed["begrundelse"],
        seen_version=typed["seen_version"],
        note=typed["note"],
        evidence=typed["dokumentation"],
    )


def _refused(form: MaalingForm, refused: ValidationError) -> MaalingForm:
    """The form with the refusal. After a colleague's change the next save is about what stands there now."""
    form.is_valid()
    form.refuse(refused)
    if isinstance(refused, AlleredeAendret):
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["seen_version"] = str(refused.current.version)  # type: ignore[attr-defined,index]
        now = services.vaerdi_of(refused.current)  # type: ignore[arg-type]
        form.add_error(
            None, f"Nu står der {in_words(now, form.felt, form.kriterium.unit)}. Gem igen for at bruge dit."
        )
    return form


def _about(request: Besoeg, maaling: Maaling) -> dict[str, Any]:
    row = maaling.kriterium
    return {"kriterium": row, "plan": row.helhedsplan, "tilbage": back(request), "nu": tidspunkt(timezone.now())}


@require_http_methods(["GET", "HEAD", "POST"])
def registrer_fjern(request: Besoeg, uuid) -> HttpResponse:
    """Take a measurement out of use, with the reason: also what "Fortryd" does."""
    maaling = measurement(request, uuid, Ret.REGISTRER)
    form = BegrundelseForm(request.POST or None, label="Hvorfor fjernes målingen?")
    if request.method == "POST" and form.is_valid():
        try:
            services.fjern(maaling, by=request.user, reason=form.cleaned_data["begrundelse"])
        except ValidationError as refused:
            form.refuse(refused)
        else:
            if request.htmx:
                query = {"tilbage": back(request)}
                return redirect(reverse("indsatser:registrer_kriterium", args=[maaling.kriterium.uuid], query=query))
            return redirect(_with(told(request, "Fjernet"), gemt=""))
    return render(
        request, "indsatser/registrer_fjern.html", {"maaling": maaling, "form": form, **_about(request, maaling)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def registrer_retur(request: Besoeg, uuid) -> HttpResponse:
    """Send a measurement back to the one who reported it, with a note."""
    maaling = measurement(request, uuid, Ret.REDIGER)
    form = BegrundelseForm(request.POST or None, label="Hvad skal der ses på?")
    if request.method == "POST" and form.is_valid():
        try:
            services.send_retur(maaling, by=request.user, note=form.cleaned_data["begrundelse"])
        except ValidationError as refused:
            form.refuse(refused)
        else:
            return redirect(told(request, "Sendt retur"))
    return render(
        request, "indsatser/registrer_retur.html", {"maaling": maaling, "form": form, **_about(request, maaling)}
    )
