"""Every paper of a plan: on screen, as a file, and the list of them all."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from helhedsplan.http import as_of_from
from plans.models import Helhedsplan
from plans.permissions import Ret, get_or_deny, may
from reporting.facts.maalopfyldelsesskema import report_day
from reporting.indberetning.arter import arter, perioder, refuse_not_begun
from reporting.indberetning.liste import indberetninger_i_liste
from reporting.indberetning.rapport import byg_rapport, rapport_af
from reporting.indberetning.vej import Vej, vejen_til
from reporting.papirer.arter import ARKIVFIL, PAPIRER, Papir, Papirart
from reporting.papirer.lav import IngenSaadanFil, filnavn, indholdstype, som_fil
from reporting.papirer.periode import Periode, Periodeslags, laes_periode
from reporting.pdf import PdfIkkeMulig
from reporting.udgaver.bestilling import paa_vej
from reporting.udgaver.models import Udgave, Udstedelse
from reporting.udgaver.views import udsted_url, undervejs

Fundet = tuple[Helhedsplan, Papirart, Periode, Papir]


@require_safe
def papir(request: HttpRequest, uuid: UUID, art: str, periode: str = "") -> HttpResponse:
    """A paper on screen: the same body as on paper."""
    return _page(request, *_papir(request, uuid, art, periode))


@require_safe
def papirfil(request: HttpRequest, uuid: UUID, art: str, endelse: str, periode: str = "") -> HttpResponse:
    """The same as a file."""
    plan, kind, of, facts = _papir(request, uuid, art, periode)
    try:
        content = som_fil(kind, facts, endelse, made_at=timezone.now())
    except PdfIkkeMulig as impossible:
        return _page(request, plan, kind, of, facts, fejl=str(impossible), status=503)
    except IngenSaadanFil as missing:
        raise Http404(str(missing)) from missing
    headers = {"Content-Disposition": content_disposition_header(True, filnavn(plan, facts, endelse)) or ""}
    return HttpResponse(content, content_type=indholdstype(endelse), headers=headers)


@require_safe
def rapport_list(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The papers that can be had, per year."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    skema, *rest = PAPIRER.values()
    reports = indberetninger_i_liste(plan, today=timezone.localdate())
    listed = {(line.art.papir, line.periode.kode) for line in reports.alle}
    others = [(kind, [of for of in kind.perioder(plan) if (kind.slug, of.kode) not in listed]) for kind in rest]
    context = {
        "plan": plan,
        "as_of": as_of_from(request, plan.default_as_of()),
        "skema": skema,
        "indberetninger": reports,
        "skemaer": [{**_line(skema, plan, of), "as_of": report_day(plan, of.aar or 0)} for of in skema.perioder(plan)],
        "andre": [(kind, [_line(kind, plan, of) for of in periods]) for kind, periods in others if periods],
        "udgaver": list(Udgave.objects.for_list().filter(helhedsplan=plan)),
        "undervejs": paa_vej(Udstedelse.objects.for_list().filter(helhedsplan=plan)),
        "kan_dossier": may(plan, Ret.GODKEND),
    }
    return render(request, "reporting/rapport_list.html", context)


def _papir(request: HttpRequest, uuid: UUID, art: str, periode: str) -> Fundet:
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    kind = PAPIRER.get(art)
    if kind is None:
        raise Http404(f"Der er ingen rapport, der hedder »{art}«.")
    try:
        of = laes_periode(periode)
        return plan, kind, of, byg_rapport(kind, plan, of, as_of_from(request, plan.default_as_of()))
    except ValueError as outside:
        raise Http404(str(outside)) from outside


def _line(art: Papirart, plan: Helhedsplan, periode: Periode) -> dict[str, Any]:
    return {"periode": periode, "url": art.url(plan, periode), "filer": art.filer(plan, periode)}


def _page(
    request: HttpRequest,
    plan: Helhedsplan,
    art: Papirart,
    periode: Periode,
    facts: Papir,
    *,
    fejl: str = "",
    status: int = 200,
) -> HttpResponse:
    others = art.perioder(plan) if art.slags in (Periodeslags.AAR, Periodeslags.KVARTAL) else ()
    vej: Vej | None = vejen_til(art, plan, periode, as_of=facts.as_of)
    context = {
        "plan": plan,
        "art": art,
        "periode": periode,
        "papir": facts,
        "as_of": facts.as_of,
        "filer": art.filer(plan, periode),
        "arkivfil": art.url(plan, periode, ARKIVFIL),
        "andre": [(of, art.url(plan, of)) for of in others],
        "rettes_paa": _edited_at(art, plan, periode),
        "vej": vej,
        "skrives_paa": _written_at(art, plan, periode, facts),
        "pdf_fejl": fejl,
        "udgaver": Udgave.objects.for_list().of(plan, art.slug, periode.kode),
        "undervejs": undervejs(plan, art.slug, periode.kode),
        "udsted": "" if vej else _udsted(request, plan, art, periode),
        "kan_udstede": may(plan, Ret.GODKEND),
    }
    return render(request, "reporting/papir_detail.html", context, status=status)


def _edited_at(art: Papirart, plan: Helhedsplan, periode: Periode) -> tuple[str, str] | None:
    if art.rettes_her is None:
        return None
    name, label = art.rettes_her
    if periode.del_ is not None:
        return reverse(name, args=[periode.del_]), label
    return reverse(name, args=[plan.uuid, *filter(None, [periode.aar])]), f"{label} {periode}".strip()


def _written_at(art: Papirart, plan: Helhedsplan, periode: Periode, facts: Papir) -> str:
    """Where the words of a report are written, for who may; "" for a paper that is no report begun."""
    kind = arter().get(art.slug)
    if kind is None or not may(plan, Ret.REDIGER):
        return ""
    today = timezone.localdate()
    if kind.egen_vej:
        of = periode if periode in perioder(kind, plan) else None
    else:
        found = rapport_af(art, plan, periode, facts.as_of, today=today)
        of = found[1] if found else None
    if of is None or refuse_not_begun(kind, of, today=today):
        return ""
    return reverse("reporting:indberetning_skriv", args=[plan.uuid, kind.slug, of.kode])


def _udsted(request: HttpRequest, plan: Helhedsplan, art: Papirart, periode: Periode) -> str:
    """Where the paper is issued as of the day shown; "" for who may not."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return f"{udsted_url(plan, art.slug, periode.kode)}{query}" if may(plan, Ret.GODKEND) else ""
