"""What is done with one milestone: its state, another quarter, split in two. Each a small page that works anywhere."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from indsatser.choices import Milepaeltilstand
from indsatser.milepaele import MilepaelLinje, milepaellinje
from indsatser.milepaelsplan.deling import del_i_to
from indsatser.milepaelsplan.forms import (
    DelForm,
    FlytForm,
    Handling,
    TilstandForm,
    as_quarter,
    key_of,
    quarter_choices,
)
from indsatser.milepaelsplan.skift import flyt, saet_tilstand
from indsatser.milepaelsplan.tael import talt
from indsatser.models import Milepael
from indsatser.registrering.besoeg import Besoeg
from plans.permissions import Ret, get_or_deny
from plans.redigering.lukket import closed_by
from plans.services import AlleredeAendret


def posted(request: Besoeg) -> QueryDict | None:
    """What was sent, also when it is nothing at all: an empty form is refused, not shown anew."""
    return request.POST if request.method == "POST" else None


def _milepael(request: Besoeg, uuid: UUID, ret: Ret) -> Milepael:
    """Through the door: a Medarbejder sets the state of the milestones of activities she is on."""
    rows = Milepael.objects.select_related(
        "helhedsplan__bevillingsrunde", "aktivitet__delaftale", "delaftale", "kriterium", "split_from"
    )
    own = Milepael.objects.filter(uuid=uuid, aktivitet__medarbejdere=request.user.pk).exists()
    row = get_or_deny(rows, request.user, ret, own=own, uuid=uuid)
    row.helhedsplan.my_rolle = row.my_rolle
    return row


def _line(row: Milepael) -> MilepaelLinje:
    day = row.helhedsplan.default_as_of()
    return milepaellinje(row, as_of=day, number=talt([row], row.helhedsplan, as_of=day).get(row.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def milepael_state(request: Besoeg, uuid: UUID) -> HttpResponse:
    """Set the state: reached with a day, dropped with a reason, and a comment."""
    row = _milepael(request, uuid, Ret.REGISTRER)
    line, plan = _line(row), row.helhedsplan
    proposed = Milepaeltilstand.NAAET if line.foreslaa_naaet or "naaet" in request.GET else row.state
    reached_on = row.reached_on or (line.talt and line.talt.naaet_den) or plan.default_as_of()
    initial = {"state": proposed, "reached_on": reached_on, "comment": row.comment}
    initial |= {"dropped_reason": row.dropped_reason, "seen_version": row.version}
    form = TilstandForm(posted(request), request.FILES or None, initial=initial, auto_id=f"{row.uuid}-%s")
    if request.method == "POST" and form.is_valid() and _open(form, row):
        state, seen = Milepaeltilstand(form.cleaned_data["state"]), form.cleaned_data["seen_version"]
        day = plan.default_as_of()
        if _did(
            form, lambda: saet_tilstand(row, state, by=request.user, day=day, said=form.said(), expected_version=seen)
        ):
            return _back(request, row, f"Milepælen er {state.label.lower()}.")
    return _page(request, "indsatser/milepael_state.html", row, form, line)


@require_http_methods(["GET", "HEAD", "POST"])
def milepael_postpone(request: Besoeg, uuid: UUID) -> HttpResponse:
    """Move a milestone to another quarter, with the reason."""
    row = _milepael(request, uuid, Ret.REDIGER)
    line, plan = _line(row), row.helhedsplan
    day = plan.default_as_of()
    choices = [each for each in quarter_choices(row, today=day) if each[0] != key_of(row)]
    form = FlytForm(posted(request), choices=choices, initial={"day": day, "seen_version": row.version})
    if request.method == "POST" and form.is_valid() and _open(form, row):
        data, said = form.cleaned_data, {"by": request.user, "expected_version": form.cleaned_data["seen_version"]}
        year, quarter = (part or 0 for part in as_quarter(data["kvartal"]))
        if _did(form, lambda: flyt(row, year, quarter, day=data["day"], reason=data["reason"], **said)):
            return _back(request, row, f"Milepælen er flyttet til {quarter}. kvartal {year}.")
    return _page(request, "indsatser/milepael_postpone.html", row, form, line)


@require_http_methods(["GET", "HEAD", "POST"])
def milepael_split(request: Besoeg, uuid: UUID) -> HttpResponse:
    """Split a milestone in two that carry its way; it goes out of use itself."""
    row = _milepael(request, uuid, Ret.REDIGER)
    line, day = _line(row), row.helhedsplan.default_as_of()
    choices, stands = quarter_choices(row, today=day), key_of(row)
    if stands not in dict(choices):
        choices = [(stands, line.tid or "Uden tidspunkt"), *choices]
    initial = {"day": day, "seen_version": row.version, "kvartal_1": stands, "kvartal_2": stands, "text_1": row.text}
    numbered = row.target_number is not None
    form = DelForm(posted(request), choices=choices, has_number=numbered, initial=initial)
    if request.method == "POST" and form.is_valid() and _open(form, row):
        data, said = form.cleaned_data, {"by": request.user, "expected_version": form.cleaned_data["seen_version"]}
        if _did(form, lambda: del_i_to(row, form.halves(), day=data["day"], reason=data["reason"], **said)):
            return _back(request, row, "Milepælen er delt i to.")
    return _page(request, "indsatser/milepael_split.html", row, form, line)


def _open(form: Handling, row: Milepael) -> bool:
    """Whether the row and all above it are in use; else the form says what is not."""
    closed = closed_by(row)
    if closed is not None:
        form.add_error(None, f"«{closed}» er taget ud af brug, så milepælen kan ikke ændres.")
    return closed is None


def _did(form: Handling, act: Any) -> bool:
    """Do it; what is refused stands on the form. After a colleague's change the next try is about what stands now."""
    try:
        act()
    except ValidationError as refused:
        form.refuse(refused)
        if isinstance(refused, AlleredeAendret):
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["seen_version"] = str(refused.current.version)  # type: ignore[attr-defined,index]
            form.add_error(None, "Se, hvad der står nu, og gem igen for at bruge dit.")
        return False
    return True


def _back(request: Besoeg, row: Milepael, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseClientRefresh() if request.htmx else redirect(tilbage(request, row))


def tilbage(request: Besoeg, row: Milepael) -> str:
    """Where the person came from, if that is one of our own addresses; else the list, at the milestone."""
    wanted = str(request.POST.get("tilbage") or request.GET.get("tilbage") or "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/"):
        return wanted
    return reverse("indsatser:milepael_list", args=[row.helhedsplan.uuid]) + f"#milepael-{row.uuid}"


def _page(request: Besoeg, template: str, row: Milepael, form: Handling, line: MilepaelLinje) -> HttpResponse:
    context = {"plan": row.helhedsplan, "milepael": row, "linje": line, "form": form, "tilbage": tilbage(request, row)}
    return render(request, template, context)
