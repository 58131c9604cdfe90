"""An edition on its page, and the form that issues one."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helhedsplan.http import as_of_from
from plans.baggrund.svar import svar_paa_bestilling
from plans.filer import fillink
from plans.models import Baggrundsopgave, Helhedsplan, User
from plans.permissions import Ret, get_or_deny, may
from reporting.indberetning.liste import url_af
from reporting.indberetning.rapport import byg_rapport
from reporting.indberetning.vej import Vej, vejen_til
from reporting.papirer.arter import PAPIRER, Papir, Papirart
from reporting.papirer.periode import Periode, laes_periode
from reporting.udgaver.bestilling import Paavej, er_bestilt, paa_vej
from reporting.udgaver.forms import UdstedForm
from reporting.udgaver.kontrol import SLAGS, fejl_i
from reporting.udgaver.laest import laes
from reporting.udgaver.models import Udgave, Udstedelse
from reporting.udgaver.opgave import lav_igen, opgiv
from reporting.udgaver.papirvej import udsted_papir
from reporting.udgaver.udsted import ens_udgave


@require_safe
def udgave_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The edition as it was issued: its facts, its files, and whether all of it still is what it was."""
    udgave = get_or_deny(Udgave.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, pk=udgave.helhedsplan_id)
    laest, filer = laes(udgave), list(udgave.filer.all())
    vej = _vej(plan, udgave, laest.art)
    context = {
        "plan": plan,
        "udgave": udgave,
        "as_of": udgave.as_of,
        "art": laest.art,
        "papir": laest.papir,
        "hvorfor": laest.hvorfor,
        "filer": [(SLAGS.get(fil.endelse, fil.endelse), fil, fillink(fil, "file")) for fil in filer],
        "fejl": list(fejl_i(udgave, filer)),
        "andre": Udgave.objects.for_list().of(plan, udgave.art, udgave.periode).exclude(pk=udgave.pk),
        "forskelle": udgave.forskelle,
        "kan_udstede": may(plan, Ret.GODKEND) and laest.art is not None and vej is None,
        "vej": vej,
        "udsted_url": udsted_url(plan, udgave.art, udgave.periode),
    }
    return render(request, "reporting/udgave_detail.html", context)


def _vej(plan: Helhedsplan, udgave: Udgave, art: Papirart | None) -> Vej | None:
    """Where a new edition comes from, for a paper that is a report."""
    return vejen_til(art, plan, laes_periode(udgave.periode), as_of=udgave.as_of) if art else None


@require_http_methods(["GET", "HEAD", "POST"])
def udgave_udsted(request: HttpRequest, uuid: UUID, art: str, periode: str = "") -> HttpResponse:
    """Issue the paper as it is now: what is sent out, or a correction of it. Its files are made in the background."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.GODKEND, uuid=uuid)
    kind, of, papir = _asked_for(request, plan, art, periode)
    udgaver = Udgave.objects.for_list().of(plan, kind.slug, of.kode)
    ordered = er_bestilt(request.POST.get("noegle"), by=request.user)
    ens = None if ordered else ens_udgave(kind, plan, of, papir)
    form = UdstedForm(request.POST if request.method == "POST" else None, udgaver=udgaver, ens=ens)
    if not ordered and (vej := vejen_til(kind, plan, of, as_of=papir.as_of)):
        messages.info(request, vej.hvorfor)
        return redirect(vej.url)
    if request.method == "POST" and form.is_valid() and (job := _bestil(request, kind, plan, of, papir, form)):
        return svar_paa_bestilling(job)
    context = {"plan": plan, "art": kind, "periode": of, "papir": papir, "form": form, "udgaver": udgaver}
    context |= {"as_of": papir.as_of, "tilbage": kind.url(plan, of), "undervejs": undervejs(plan, kind.slug, of.kode)}
    return render(request, "reporting/udgave_udsted.html", context)


@require_POST
def udstedelse_igen(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Have an edition made that was not made: what was frozen is printed."""
    row, plan = _udstedelse(request, uuid)
    return svar_paa_bestilling(lav_igen(plan, row, by=request.user))  # type: ignore[arg-type]


@require_POST
def udstedelse_opgiv(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give up an edition that was not made."""
    row, plan = _udstedelse(request, uuid)
    try:
        opgiv(row, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{row} er opgivet. Intet er udstedt.")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(
        url_af(row.indberetning) if row.indberetning else reverse("reporting:rapport_list", args=[plan.uuid])
    )


def _udstedelse(request: HttpRequest, uuid: UUID) -> tuple[Udstedelse, Helhedsplan]:
    """One that is on its way, with its plan as if fetched through the door."""
    rows = Udstedelse.objects.defer("udgave").select_related("helhedsplan", "indberetning__helhedsplan")
    row = get_or_deny(rows, request.user, Ret.GODKEND, uuid=uuid)
    row.helhedsplan.my_rolle = row.my_rolle
    return row, row.helhedsplan


def undervejs(plan: Helhedsplan, art: str, periode: str) -> list[Paavej]:
    """The editions of a paper that are on their way."""
    return paa_vej(Udstedelse.objects.for_list().of(plan, art, periode))


def _asked_for(request: HttpRequest, plan: Helhedsplan, art: str, periode: str) -> tuple[Papirart, Periode, Papir]:
    kind = PAPIRER.get(art)
    if kind is None:
        raise Http404(f"Der er ingen rapport, der hedder »{art}«.")
    try:
        of = laes_periode(periode)
        return kind, of, byg_rapport(kind, plan, of, as_of_from(request, plan.default_as_of()))
    except ValueError as outside:
        raise Http404(str(outside)) from outside


def _bestil(
    request: HttpRequest, art: Papirart, plan: Helhedsplan, periode: Periode, papir: Papir, form: UdstedForm
) -> Baggrundsopgave | None:
    """Freeze it and order its files; None, with the refusal in the form, when it cannot be issued."""
    data, by = form.cleaned_data, cast(User, request.user)
    how = {"noegle": data["noegle"], "erstatter": data.get("erstatter"), "grund": data.get("reason", "")}
    try:
        return udsted_papir(art, plan, periode, papir, by=by, **how)
    except ValidationError as refused:
        known = hasattr(refused, "error_dict") and set(refused.error_dict) <= set(form.fields)
        form.add_error(None, refused if known else refused.messages)  # type: ignore[arg-type]
    return None


def udsted_url(plan: Helhedsplan, art: str, periode: str) -> str:
    """Where the paper is issued."""
    name = "reporting:udgave_udsted_periode" if periode else "reporting:udgave_udsted"
    return reverse(name, args=[plan.uuid, art, *filter(None, [periode])])
