"""An edition on its page, and the form that issues one."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from helhedsplan.http import as_of_from
from plans.filer import fillink
from plans.models import Helhedsplan
from plans.permissions import Ret, get_or_deny, may
from reporting.indberetning.liste import vejen_til
from reporting.indberetning.rapport import byg_rapport
from reporting.papirer.arter import PAPIRER, Papir, Papirart
from reporting.papirer.periode import Periode, laes_periode
from reporting.pdf import PdfIkkeMulig
from reporting.udgaver.forms import UdstedForm
from reporting.udgaver.kontrol import SLAGS, fejl_i
from reporting.udgaver.laest import laes
from reporting.udgaver.models import Udgave
from reporting.udgaver.udsted import udsted


@require_safe
def udgave_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The edition as it was issued: its facts, its files, and whether all of it still is what it was."""
    udgave = get_or_deny(Udgave.objects.for_page(), request.user, Ret.LAES, uuid=uuid)
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.LAES, pk=udgave.helhedsplan_id)
    laest, filer = laes(udgave), list(udgave.filer.all())
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
        "kan_udstede": may(plan, Ret.GODKEND) and laest.art is not None,
        "udsted_url": udsted_url(plan, udgave.art, udgave.periode),
    }
    return render(request, "reporting/udgave_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def udgave_udsted(request: HttpRequest, uuid: UUID, art: str, periode: str = "") -> HttpResponse:
    """Issue the paper as it is now: what is sent out, or a correction of it."""
    plan = get_or_deny(Helhedsplan.objects.for_page(), request.user, Ret.GODKEND, uuid=uuid)
    kind, of, papir = _asked_for(request, plan, art, periode)
    if road := vejen_til(kind, plan, of):
        messages.info(request, f"{papir.titel} udstedes, når indberetningen indsendes.")
        return redirect(road)
    udgaver = Udgave.objects.for_list().of(plan, kind.slug, of.kode)
    form = UdstedForm(request.POST if request.method == "POST" else None, udgaver=udgaver)
    if request.method == "POST" and form.is_valid():
        made = _udsted(request, kind, plan, of, papir, form)
        if made is not None:
            messages.success(request, f"Udstedt: {made}. Kontrolnummer {made.vist_kontrolnummer}.")
            return redirect("reporting:udgave_detail", uuid=made.uuid)
    context = {"plan": plan, "art": kind, "periode": of, "papir": papir, "form": form, "udgaver": udgaver}
    context |= {"as_of": papir.as_of, "tilbage": kind.url(plan, of)}
    return render(request, "reporting/udgave_udsted.html", context)


def _asked_for(request: HttpRequest, plan: Helhedsplan, art: str, periode: str) -> tuple[Papirart, Periode, Papir]:
    kind = PAPIRER.get(art)
    if kind is None:
        raise Http404(f"Der er ingen rapport, der hedder »{art}«.")
    try:
        of = laes_periode(periode)
        return kind, of, byg_rapport(kind, plan, of, as_of_from(request, plan.default_as_of()))
    except ValueError as outside:
        raise Http404(str(outside)) from outside


def _udsted(
    request: HttpRequest, art: Papirart, plan: Helhedsplan, periode: Periode, papir: Papir, form: UdstedForm
) -> Udgave | None:
    """Issue it; None, with the refusal in the form, when it cannot be. What is issued is what the page showed."""
    data, by = form.cleaned_data, request.user
    try:
        return udsted(
            art,
            plan,
            periode,
            as_of=papir.as_of,
            by=by,  # type: ignore[arg-type]
            noegle=data["noegle"],
            erstatter=data.get("erstatter"),
            grund=data.get("reason", ""),
            papir=papir,
        )
    except PdfIkkeMulig as impossible:
        form.add_error(None, str(impossible))
    except ValidationError as refused:
        known = hasattr(refused, "error_dict") and set(refused.error_dict) <= set(form.fields)
        form.add_error(None, refused if known else refused.messages)  # type: ignore[arg-type]
    return None


def udsted_url(plan: Helhedsplan, art: str, periode: str) -> str:
    """Where the paper is issued."""
    name = "reporting:udgave_udsted_periode" if periode else "reporting:udgave_udsted"
    return reverse(name, args=[plan.uuid, art, *filter(None, [periode])])
