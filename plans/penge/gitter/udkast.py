"""What is typed in the grid and not saved: kept as a draft, fetched again, and held against what stands there then."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from helhedsplan.middleware import KEPT_POSTS
from plans.models import Helhedsplan
from plans.penge.gitter.gem import Forsoeg, Indsendt
from plans.penge.gitter.grundlag import CONTROL, PREFIX, Set, changed_cells, read_ground, typed_cells
from plans.redigering import kladder

ART = "budget"


def _key(plan: Helhedsplan) -> dict[str, Any]:
    return {"art": ART, "target": plan.uuid, "is_new": False}


def address(plan: Helhedsplan) -> str:
    """The grid's own address."""
    return reverse("plans:budget_update", kwargs={"uuid": plan.uuid})


def browser_key(request: HttpRequest) -> str:
    """What the browser calls the copy it keeps of this person's grid."""
    return f"kladde:{request.user.pk}:{request.path}"


def keep(request: HttpRequest, plan: Helhedsplan) -> None:
    """Keep the cells that were typed in and the rows that were added. Raises ValidationError."""
    user: Any = request.user
    kladder.save_draft(user, data={n: [v] for n, v in _kept(request.POST).items()}, seen_version=None, **_key(plan))


def _kept(posted: Mapping[str, str]) -> dict[str, str]:
    """Only what was changed, with what those cells showed before: a budget is large, a draft is small."""
    ground = read_ground(posted.get("grundlag", ""))
    changed = changed_cells(typed_cells(posted), ground)
    added = {n: v for n, v in posted.items() if n[:1] in ("n", "k") and n[1:2].isdecimal() and "-" in n}
    control = {n: v for n, v in posted.items() if n.startswith(CONTROL) and v}
    before = {name: [ground[name].pk, ground[name].version, ground[name].text] for name in changed if name in ground}
    shown = {"vises": posted.get("vises", ""), "grundlag": json.dumps(before, ensure_ascii=False)}
    return {**changed, **added, **control, **shown}


def waiting(request: HttpRequest, plan: Helhedsplan) -> tuple[Mapping[str, str], datetime | None]:
    """What was typed before and waits: what the login cut off, else the open draft; nothing when there is none."""
    user: Any = request.user
    cut_off = request.session.get(KEPT_POSTS, {}).get(request.path)
    if cut_off is not None and cut_off["author"] == str(user.pk):
        return _kept({name: values[-1] for name, values in cut_off["data"].items() if values}), parse_datetime(
            cut_off["at"]
        )
    draft = kladder.open_draft(user, **_key(plan))
    if draft is None:
        return {}, None
    found = {name: values[-1] for name, values in draft.data.items() if values}
    said = any(name.startswith(PREFIX) or name[:1] in ("n", "k") for name in found)
    return (found, draft.saved_at) if said else ({}, None)


def finish(request: HttpRequest, plan: Helhedsplan) -> None:
    """It was saved or thrown away: it is offered no more."""
    user: Any = request.user
    kladder.finish(user, **_key(plan))
    kept = request.session.get(KEPT_POSTS, {})
    if kept.pop(address(plan), None) is not None:
        request.session[KEPT_POSTS] = kept


def ground_of(current: str, sent: Indsendt, attempt: Forsoeg | None) -> str:
    """What the next save is held against: what stands there now, but what was seen before for cells typed in.

    A cell whose conflict has just been shown has now been seen.
    """
    shown = set(attempt.konflikter) if attempt else set()
    kept = [name for name in sent.changes if name not in shown]
    if not kept:
        return current
    found = json.loads(current)
    for name in kept:
        before: Set | None = sent.ground.get(name)
        if before is None:
            found.pop(name, None)
        else:
            found[name] = [before.pk, before.version, before.text]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))
