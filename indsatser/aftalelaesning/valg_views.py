"""Answers to read values: one at a time, many at once, or corrected."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from indsatser.aftalelaesning.budgetcelle import er_celle
from indsatser.aftalelaesning.budgetsum import budgetsum
from indsatser.aftalelaesning.forms import et_valg, mange_valg
from indsatser.aftalelaesning.rettelse import RetForm
from indsatser.aftalelaesning.side import line_of, parts_of
from indsatser.aftalelaesning.valg import ValgAendret, decide, decide_many, propose_again
from indsatser.aftalelaesning.views import open_reading
from indsatser.models import Aftalelaesning, Gennemsynsvalg, Laestvaerdi


@require_POST
def aftalelaesning_valg(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keep one answer, or one for many; back to the page, or the value alone to who asked for that."""
    found = open_reading(request, uuid)
    user: Any = request.user
    try:
        if "mange" in request.POST:
            messages.success(request, _many(found, request.POST["mange"], user))
            return redirect(_page(request, found))
        one = et_valg(request.POST.get("en", ""))
        value = decide(found, one.pk, one.valg, by=user, seen=one.seen)
    except Laestvaerdi.DoesNotExist:
        raise Http404 from None
    except ValgAendret as refused:
        return _answer(request, found, refused.current, " ".join(refused.messages))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(_page(request, found))
    return _answer(request, found, value)


def _many(found: Aftalelaesning, text: str, user: Any) -> str:
    """Keep one answer for many; what is said of it."""
    many = mange_valg(text)
    if many.igen:
        return f"{propose_again(found, by=user, where=many.where)} foreslået igen."
    return f"{decide_many(found, many.valg, by=user, where=many.where)} {many.valg.label}."


@require_http_methods(["GET", "HEAD", "POST"])
def aftalelaesning_ret(request: HttpRequest, uuid: UUID, nr: int) -> HttpResponse:
    """Correct one value, in the field it has elsewhere."""
    found = open_reading(request, uuid)
    value = get_object_or_404(found.vaerdier, nr=nr, is_hidden=False)
    value.laesning = found
    form = RetForm(request.POST if request.method == "POST" else None, vaerdi=value)
    if form.is_bound and form.is_valid():
        user: Any = request.user
        said = form.cleaned_data
        try:
            value = decide(found, value.pk, Gennemsynsvalg.RETTET, by=user, seen=said["seen"], corrected=form.rettelse)
            return _answer(request, found, value)
        except ValgAendret as refused:
            value = refused.current
            form.saw(value, " ".join(refused.messages))
        except ValidationError as refused:
            form.add_error("vaerdi", " ".join(refused.messages))
    linje = line_of(value, found.case)
    context = {"plan": found.helhedsplan, "laesning": found, "form": form, "linje": linje}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "indsatser/_aftalelaesning_ret.html", context)
    return render(request, "indsatser/aftalelaesning_ret.html", {**context, "tilbage": _page(request, found, value)})


def _page(request: HttpRequest, found: Aftalelaesning, value: Laestvaerdi | None = None) -> str:
    """The page of the review the person came from, at the value."""
    query = {key: request.POST.get(key) or request.GET.get(key) for key in ("del", "vis")}
    if value is not None:
        query["del"] = value.part
    address = reverse("indsatser:aftalelaesning_gennemsyn", args=[found.uuid])
    return f"{address}?{urlencode({k: v for k, v in query.items() if v})}{f'#v-{value.nr}' if value else ''}"


def _answer(request: HttpRequest, found: Aftalelaesning, value: Laestvaerdi, refusal: str = "") -> HttpResponse:
    """The value as it stands now, and how far the review is; or the page again."""
    if not request.htmx:  # type: ignore[attr-defined]
        if refusal:
            messages.error(request, refusal)
        return redirect(_page(request, found, value))
    dele = parts_of(found)
    context = {
        "laesning": found,
        "linje": line_of(value, found.case),
        "afslag": refusal,
        "dele": dele,
        "seen": sum(each.seen for each in dele),
        "total": sum(each.total for each in dele),
        "part": next((each for each in dele if each.key == value.part), None),
        "vis": request.POST.get("vis", ""),
        "sum": budgetsum(found, value.part) if er_celle(value.path) else None,
    }
    return render(request, "indsatser/_aftalelaesning_svar.html", context)
