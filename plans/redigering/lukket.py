"""What cannot be edited because something above it is out of use, as a criterion of a delaftale that is.

The chain upwards is the one the kinds declare (`Redigerbar.owners`); one question asks all of it.
"""

from collections.abc import Iterator
from functools import cache
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from plans.models import Helhedsplan, Retirable
from plans.redigering.register import Redigerbar, kind_of
from plans.redigering.skema import Skema


def closed_above(row: Any) -> Any | None:
    """The topmost of the rows above a stored row that is out of use today, or None. One query."""
    paths = _paths(row._meta.model)
    if not paths:
        return None
    asked = [f"{path}__retired_on" for path in paths]
    days = type(row)._default_manager.filter(pk=row.pk).values_list(*asked).first() or ()
    today = timezone.localdate()
    for path, day in zip(paths, days, strict=False):
        if day is not None and day <= today:
            return attrgetter(path.replace("__", "."))(row)
    return None


def closed_by(row: Any) -> Any | None:
    """The same, or the row itself when it is out of use."""
    return closed_above(row) or (row if getattr(row, "is_retired", False) else None)


def answer(request: HttpRequest, kind: Redigerbar, row: Any, closed: Any) -> HttpResponse:
    """The page that says what is out of use, and leads to where it is taken into use again; to htmx, its address."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(reverse("plans:row_update", kwargs={"art": kind.art, "uuid": row.uuid}))
    context = {"plan": kind.plan_of(row), "kind": kind, "row": row, "menu": kind.menu}
    context |= {"lukket": closed, "lukket_art": kind_of(closed)}
    return render(request, "plans/row_retired.html", context, status=409)


def answer_form(request: HttpRequest, skema: Skema, closed: Any) -> HttpResponse:
    """The same to a form. What was typed before the other went out of use is kept as a draft."""
    if request.method == "POST":
        try:
            skema.keep_draft()
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.warning(request, "Det, du skrev, er gemt som kladde. Det er fremme igen, når det kan rettes.")
    kind = skema.kind if skema.above is None else kind_of(skema.above)
    return answer(request, kind or skema.kind, skema.stands_on, closed)


@cache
def _paths(model: type[models.Model]) -> tuple[str, ...]:
    """The ways from a kind's rows to all they live and die with, the topmost first."""
    kind = kind_of(model)
    if kind is None or not kind.owners:
        return ()
    rows: Any = model._default_manager.all()
    return tuple(dict.fromkeys([rows.plan_path, *_upwards(model, frozenset({model}))]))


def _upwards(model: type[models.Model], seen: frozenset[Any]) -> Iterator[str]:
    """All but the plan itself, which the row has one way to."""
    kind = kind_of(model)
    for name in kind.owners if kind else ():
        above: Any = model._meta.get_field(name).related_model
        if above is Helhedsplan:
            continue
        if above not in seen:
            yield from (f"{name}__{path}" for path in _upwards(above, seen | {above}))
        if issubclass(above, Retirable):
            yield name
