"""The pages of a report: where it stands, its steps, writing it, answering its check."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indsatser.registrering.besoeg import Besoeg
from plans.baggrund.svar import svar_paa_bestilling
from plans.choices import Beslutningsart
from plans.models import Helhedsplan
from plans.permissions import Ret, get_or_deny
from plans.services import AlleredeAendret
from plans.services.mange import RaekkeAfvist
from reporting.indberetning import livsloeb, skriv
from reporting.indberetning.arter import Indberetningsart, arter, hvorfor_ikke
from reporting.indberetning.forms import SkrivForm, SvarForm, TrinForm
from reporting.indberetning.indsend import indsend
from reporting.indberetning.kontrol import build_kontrol
from reporting.indberetning.liste import indberetning_url
from reporting.indberetning.models import Indberetning
from reporting.indberetning.side import Skriveside, build_indberetningsside, build_skriveside
from reporting.indberetning.valg import Trinart
from reporting.papirer.periode import Periode, laes_periode

Fundet = tuple[Helhedsplan, Indberetningsart, Periode]


def _door(request: Besoeg, uuid: UUID, art: str, periode: str, ret: Ret) -> Fundet:
    """The plan, through the door, with the kind and the period; 404 for a report it does not owe.

    One somebody has begun is there also when the plan's dates have moved away from it.
    """
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, ret, uuid=uuid)
    kind = arter().get(art)
    if kind is None:
        raise Http404(f"Der er ingen indberetning, der hedder »{art}«.")
    try:
        of = laes_periode(periode)
    except ValueError as unknown:
        raise Http404(str(unknown)) from unknown
    if (why := hvorfor_ikke(kind, plan, of)) and livsloeb.find(plan, kind, of) is None:
        raise Http404(why)
    return plan, kind, of


def _report(found: Fundet) -> Indberetning:
    """The report as it stands, stored or not."""
    return livsloeb.find(*found) or livsloeb.ny(*found)


@require_safe
def indberetning_detail(request: Besoeg, uuid: UUID, art: str, periode: str) -> HttpResponse:
    """A report: where it stands, what can be done, its check, its steps and its editions."""
    found = plan, kind, of = _door(request, uuid, art, periode, Ret.LAES)
    if kind.egen_vej:
        return redirect(indberetning_url(plan, kind, of))
    side = build_indberetningsside(_report(found), kind, plan, today=timezone.localdate())
    return render(request, "reporting/indberetning/detail.html", {"plan": plan, "side": side})


@require_http_methods(["GET", "HEAD", "POST"])
def indberetning_trin(request: Besoeg, uuid: UUID, art: str, periode: str, trin: str) -> HttpResponse:
    """A step on the report's road: what it does, what it asks, and taking it."""
    if trin not in Trinart.values:
        raise Http404(f"Der er intet trin, der hedder »{trin}«.")
    step = Trinart(trin)
    overgang = livsloeb.OVERGANGE[step]
    found = plan, kind, of = _door(request, uuid, art, periode, overgang.ret)
    report = _report(found)
    form = TrinForm(
        request.POST if request.method == "POST" else None,
        trin=step,
        overgang=overgang,
        beslutninger=plan.beslutninger.filter(kind=Beslutningsart.TILTRAADT, target_uuid=report.uuid, retired_on=None),
        initial=TrinForm.begin(0 if report._state.adding else report.version),
    )
    if request.method == "POST" and form.is_valid():
        taken = _send(request, found, form) if step == Trinart.INDSEND else _take(request, found, step, form)
        if taken is not None:
            return taken
    context = {"plan": plan, "art": kind, "periode": of, "indberetning": report, "overgang": overgang, "form": form}
    context["kontrol"] = build_kontrol(report) if overgang.kontrolleres else None
    return render(request, "reporting/indberetning/trin.html", context)


def _take(request: Besoeg, found: Fundet, step: Trinart, form: TrinForm) -> HttpResponse | None:
    """Take the step; None when it is refused, with why on the form. The first step of all makes the report's row."""
    try:
        report, said = _begun(request, found, form)
        livsloeb.tag_trin(report, step, by=request.user, **said)
    except ValidationError as refused:
        form.refuse(refused)
        return None
    messages.success(request, f"{report}: {step.label.lower()}.")
    return redirect(indberetning_url(*found))


def _send(request: Besoeg, found: Fundet, form: TrinForm) -> HttpResponse | None:
    """Send it: its edition is made in the background. None when it is refused, with why on the form."""
    try:
        report, said = _begun(request, found, form)
        job = indsend(report, by=request.user, **said)
    except ValidationError as refused:
        form.refuse(refused)
        return None
    return svar_paa_bestilling(job) if job else redirect(indberetning_url(*found))


def _begun(request: Besoeg, found: Fundet, form: TrinForm) -> tuple[Indberetning, dict[str, Any]]:
    """The report, whose row is made now if nobody had touched it, and what the form says."""
    said, report = form.said(), livsloeb.begynd(*found, by=request.user)
    if not said["seen_version"]:  # it was seen before it had a row: its first version is what was seen
        said["seen_version"] = 1
    return report, said


@require_http_methods(["GET", "HEAD", "POST"])
def indberetning_skriv(request: Besoeg, uuid: UUID, art: str, periode: str) -> HttpResponse:
    """Write the report, section by section; with `kun` only one row is saved, while one writes."""
    found = plan, kind, _ = _door(request, uuid, art, periode, Ret.REDIGER)
    side = build_skriveside(_report(found), kind, del_=request.GET.get("del", ""), today=timezone.localdate())
    posted = request.POST if request.method == "POST" else None
    form = SkrivForm(posted, raekker=side.raekker, skrevne=side.vurderinger, forslag=_suggested(side, posted))
    if posted is not None and "kun" in posted:
        return _save_one(request, found, form)
    if posted is not None and "fra_sidst" not in posted and form.is_valid() and _save(request, found, form):
        return redirect(side.url(side.naeste if "videre" in posted else side.del_))
    context = {"plan": plan, "side": side, "form": form, "linjer": side.linjer(form)}
    return render(request, "reporting/indberetning/skriv.html", context)


def _suggested(side: Skriveside, posted: Any) -> dict[UUID, str]:
    """Last time's text for the row whose "Skriv videre" was pressed."""
    wanted = posted.get("fra_sidst", "") if posted is not None else ""
    return {uuid: said.tekst for uuid, (_, said) in side.sidste.items() if str(uuid) == wanted}


def _save(request: Besoeg, found: Fundet, form: SkrivForm) -> bool:
    """Save what was changed; False when it is refused, with why at the row."""
    try:
        report = livsloeb.begynd(*found, by=request.user, til_ord=True)
        number = skriv.gem_vurderinger(report, form.changed(), by=request.user)
    except RaekkeAfvist as refused:
        current: Any = refused.why.current if isinstance(refused.why, AlleredeAendret) else None
        form.refuse_row(refused, current)
        return False
    except ValidationError as refused:
        form.refuse(refused)
        return False
    said = (
        "Der var intet nyt at gemme." if not number else f"{number} {'tekst' if number == 1 else 'tekster'} er gemt."
    )
    if "kun" not in request.POST:
        messages.success(request, said)
    return True


def _save_one(request: Besoeg, found: Fundet, form: SkrivForm) -> JsonResponse:
    """Save the one row that was sent, and say what stands now: the page stays as it is."""
    saved = form.is_valid() and _save(request, found, form)
    vist = {f"vist-{row.uuid}": form.typed(row).fingeraftryk for row in form.raekker} if saved else {}
    return JsonResponse({"gemt": saved, "fejl": form.refusals, "vist": vist}, status=200 if saved else 422)


@require_http_methods(["GET", "HEAD", "POST"])
def indberetning_svar(request: Besoeg, uuid: UUID, art: str, periode: str) -> HttpResponse:
    """Answer a warning of the check."""
    found = plan, kind, of = _door(request, uuid, art, periode, Ret.REDIGER)
    report = _report(found)
    warnings = {one.key: one for one in build_kontrol(report).advarsler}
    key = request.GET.get("om", "")
    if key not in warnings:
        messages.info(request, "Den advarsel er der ikke mere.")
        return redirect(indberetning_url(plan, kind, of))
    row = None if report._state.adding else skriv.svar_paa(report).get(key)
    initial = {"reason": warnings[key].svar, "seen_version": row.version if row else None}
    form = SvarForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid() and _answer(request, found, form, key, warnings[key].tekst):
        return redirect(indberetning_url(plan, kind, of) + "#kontrol")
    context = {"plan": plan, "art": kind, "periode": of, "advarsel": warnings[key], "form": form}
    return render(request, "reporting/indberetning/svar.html", context | {"tilbage": indberetning_url(plan, kind, of)})


def _answer(request: Besoeg, found: Fundet, form: SvarForm, key: str, text: str) -> bool:
    data = form.cleaned_data
    try:
        report = livsloeb.begynd(*found, by=request.user)
        skriv.gem_svar(report, key=key, text=text, reason=data["reason"], seen=data["seen_version"], by=request.user)
    except AlleredeAendret as changed:
        form.refuse_changed(changed.current)
        return False
    except ValidationError as refused:
        form.refuse(refused)
        return False
    messages.success(request, "Svaret er gemt.")
    return True
