"""Tags the pages are built from: links that keep the as-of date, the menus, the icons."""

from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from helhedsplan.adresser import row_url
from helhedsplan.http import chosen_day
from helhedsplan.ikoner import tegning
from helhedsplan.menu import HOVEDMENU, PLANMENU, active_key

register = template.Library()


def _request(context):
    """The request, also inside `{% include … only %}`, where only the context object still knows it."""
    return getattr(context, "request", None) or context.get("request")


def current_pr(request) -> str:
    """The as-of date in the address, or "" when there is none that can be shown."""
    day = chosen_day(request) if request is not None else None
    return day.isoformat() if day else ""


@register.simple_tag(takes_context=True)
def plan_url(context, name, uuid, **query):
    """The address of a plan page, with the as-of date of this page and any further query given.

    `{% plan_url 'reporting:delaftale_detail' delaftale.uuid %}`; `pr=''` leaves the as-of date out.
    """
    if "pr" not in query:
        query["pr"] = current_pr(_request(context))
    kept = {key: value for key, value in query.items() if value not in ("", None)}
    url = row_url(name, uuid)
    return f"{url}?{urlencode(kept)}" if kept else url


@register.simple_tag(takes_context=True)
def pr_dato(context):
    """The as-of date in the address as a date, or None: `{% pr_dato as pr %}`."""
    value = current_pr(_request(context))
    return date.fromisoformat(value) if value else None


@register.simple_tag
def ikon(navn, ekstra_klasse=""):
    """An icon by name or by state value; hidden from screen readers, because text always stands beside it."""
    return _drawn(str(navn), ekstra_klasse)


@lru_cache(maxsize=512)
def _drawn(navn: str, ekstra_klasse: str) -> SafeString:
    """A page has a hundred icons, and few different ones."""
    return format_html(
        '<svg class="ikon{}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">{}</svg>',
        f" {ekstra_klasse}" if ekstra_klasse else "",
        mark_safe(tegning(navn)),
    )


@register.inclusion_tag("components/hovedmenu.html", takes_context=True)
def hovedmenu(context):
    request = _request(context)
    match = getattr(request, "resolver_match", None)
    active = active_key(match.view_name, match.namespace) if match else ""
    punkter = []
    for punkt in HOVEDMENU:
        if punkt.shown_if and not getattr(getattr(request, "user", None), punkt.shown_if, False):
            continue
        try:
            url = reverse(punkt.url_name)
        except NoReverseMatch:
            continue
        current = "page" if request is not None and request.path == url else "true"
        punkter.append({"url": url, "label": punkt.label, "current": current if punkt.key == active else ""})
    return {"punkter": punkter}


@register.simple_tag(takes_context=True)
def planmenu(context, plan, active=""):
    """The entries of a plan's menu as dicts with url, label and current: `{% planmenu plan active as punkter %}`."""
    punkter = []
    for punkt in PLANMENU:
        if punkt.shown_if and not getattr(plan, punkt.shown_if, False):
            continue
        try:
            url = plan_url(context, punkt.url_name, plan.uuid)
        except NoReverseMatch:
            continue
        current = ""
        if punkt.key == active:
            request = _request(context)
            current = "page" if request is not None and request.path == url.partition("?")[0] else "true"
        label = getattr(plan, punkt.label_attribute, "") if punkt.label_attribute else ""
        punkter.append({"url": url, "label": label or punkt.label, "current": current})
    return punkter


@register.simple_tag(takes_context=True)
def side_url(context, number):
    """The address of another page of the same list: everything in the query is kept but `side`."""
    request = _request(context)
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    query["side"] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag
def sidetal(page_obj):
    """The page numbers to offer, with an ellipsis where some are left out."""
    return list(page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1))
