"""Links to editing on the pages where one reads, and what the form page needs to know of its own addresses."""

from typing import Any
from uuid import UUID, uuid5

from django import template
from django.http import QueryDict
from django.middleware.csrf import get_token
from django.utils.http import urlencode

from helhedsplan.adresser import row_url
from helhedsplan.templatetags.helhed import current_pr
from plans.permissions import may
from plans.redigering.register import kind_or_404
from plans.redigering.skema import Skema

register = template.Library()


def _request(context: Any) -> Any:
    return getattr(context, "request", None) or context.get("request")


def may_edit_here(context: Any, plan: Any, art: str) -> bool:
    """Whether to offer editing: the user has the right, and the page shows the plan as it is, not as it was."""
    rolle = getattr(plan, "my_rolle", None)
    return rolle is not None and not current_pr(_request(context)) and may(plan, kind_or_404(art).ret)


def element_id(*parts: Any) -> str:
    """The id of the piece of a page that a form takes the place of."""
    return "-".join(["ret", *(str(part) for part in parts if part)])


@register.simple_tag(takes_context=True)
def kan_ret(context: Any, plan: Any, art: str) -> bool:
    """`{% kan_ret plan "part" as kan %}`: whether the user may edit that kind of row on this page."""
    return may_edit_here(context, plan, art)


@register.inclusion_tag("components/ret_link.html", takes_context=True)
def ret_link(
    context: Any, plan: Any, art: str, uuid: UUID, hvad: str, felt: str = "", tekst: str = "Ret"
) -> dict[str, Any]:
    """A link to the form of a row, or of some of its fields ("purpose problem"), which opens in place where it can.

    `hvad` says to those who hear the page what is edited. The piece that is replaced has the id of `{% ret_id %}`.
    """
    if not may_edit_here(context, plan, art):
        return {"vis": False}
    fields = felt.split()
    query = QueryDict(mutable=True)
    query.setlist("felt", fields)
    query["tilbage"] = _here(context)
    url = row_url("plans:row_update", uuid, art=art)
    return {
        "vis": True,
        "url": f"{url}?{query.urlencode()}",
        "element": element_id(uuid, *fields) if fields else "",
        "hvad": hvad,
        "tekst": tekst,
    }


@register.simple_tag
def ret_id(uuid: UUID, felt: str = "") -> str:
    """The id to put on the piece of the page that `ret_link` with the same uuid and felt edits in place."""
    return element_id(uuid, *felt.split())


@register.inclusion_tag("components/tilfoej_link.html", takes_context=True)
def tilfoej_link(
    context: Any, plan: Any, art: str, under: str, uuid: UUID, tekst: str, **preset: Any
) -> dict[str, Any]:
    """A link to the form of a new row under another, which opens in place where it can.

    `preset` fills in references of the new row: `skabelon=12`.
    """
    if not may_edit_here(context, plan, art):
        return {"vis": False}
    url = row_url("plans:row_create", uuid, art=art, under=under)
    filled = urlencode(preset)
    return {
        "vis": True,
        "url": f"{url}?{urlencode({**preset, 'tilbage': _here(context)})}",
        "element": element_id("ny", art, uuid5(uuid, filled) if filled else uuid),
        "tekst": tekst,
    }


@register.inclusion_tag("components/flyt_knapper.html", takes_context=True)
def flyt_knapper(context: Any, plan: Any, art: str, uuid: UUID, hvad: str) -> dict[str, Any]:
    """Two buttons that move a row one place up or down in its list."""
    if not may_edit_here(context, plan, art):
        return {"vis": False}
    return {
        "vis": True,
        "url": row_url("plans:row_move", uuid, art=art),
        "hvad": hvad,
        "tilbage": _here(context),
        "csrf_token": get_token(_request(context)),
    }


def _here(context: Any) -> str:
    request = _request(context)
    return request.get_full_path() if request is not None else ""


@register.simple_tag
def skema_adresser(skema: Skema) -> dict[str, str]:
    """The addresses of a form, and the names its draft and its place on the page go by."""
    if skema.is_new:
        element = element_id("ny", skema.kind.art, skema.draft_key["target"])
    else:
        element = element_id(skema.draft_of, *skema.only)
    return {
        "self": skema.address,
        "self_uden": f"{skema.page}?{skema.query}&" if skema.query else f"{skema.page}?",
        "kladde": skema.draft_address,
        "vis": skema.preview_address,
        "element": element,
        "noegle": skema.browser_key,
    }


@register.filter
def valgt(data: Any, name: str) -> str:
    """What was chosen about a field that two have changed, when the form comes back."""
    return str(data.get(f"konflikt-{name}", "")) if data else ""
