"""What is said in every answer, and what becomes of one when the session has run out."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    htmx: HtmxDetails
    typed_is_kept: bool


Answer = Callable[[Request], HttpResponse]

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ]
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def content_security_policy(get_response: Answer) -> Answer:
    """Nothing but our own files runs or paints in the browser: no inline script, no inline style, nobody's frame.

    A view may set a stricter policy of its own, as for a file that somebody uploaded.
    """

    def middleware(request: Request) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return middleware


def htmx_login(get_response: Answer) -> Answer:
    """Without this, a session that ran out pours the login page into the table cell that was being edited.

    htmx follows a redirect by itself and swaps in what it finds. So the whole page goes to log in, and comes back to
    the page the person was looking at, not to the fragment's address.
    """

    def middleware(request: Request) -> HttpResponse:
        response = get_response(request)
        if not request.htmx or not 300 <= response.status_code < 400:
            return response
        login = resolve_url(settings.LOGIN_URL)
        if urlsplit(response.headers["Location"]).path != login:
            return response
        if "X-Background" in request.headers:  # nobody asked for it: leave the page, and what is being written, alone
            return HttpResponse(status=204)
        kept = getattr(request, "typed_is_kept", False)  # then there is a page of the form's own to come back to
        looking_at = request.get_full_path() if kept else request.htmx.current_url_abs_path or "/"
        return HttpResponseClientRedirect(reverse("login", query={REDIRECT_FIELD_NAME: looking_at}))

    return middleware


KEPT_POSTS = "gemte_formularer"
MOST_KEPT = 3
LONGEST_KEPT = 1_000_000


def keep_typed(get_response: Answer) -> Answer:
    """When a form is sent after the login ran out, what was typed waits in the session and is there after the login.

    Only forms that name their writer (`author`): whoever logs in afterwards must be the same person to see it. Not
    what the script sends of itself while she writes: the browser keeps that, and it would push out what she sent.
    """

    def middleware(request: Request) -> HttpResponse:
        is_sent = request.method == "POST" and "X-Requested-With" not in request.headers
        author = request.POST.get("author", "") if is_sent and not _is_known(request) else ""
        if author and sum(len(value) for values in request.POST.lists() for value in values[1]) <= LONGEST_KEPT:
            seen = request.POST.get("seen_version", "")
            form = {
                "author": author,
                "seen": int(seen) if seen.isdecimal() and len(seen) < 9 else None,
                "at": timezone.now().isoformat(),
                "data": {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"},
            }
            kept = request.session.get(KEPT_POSTS, {})
            kept.pop(request.get_full_path(), None)  # the newest stands last
            kept[request.get_full_path()] = form
            request.session[KEPT_POSTS] = dict(list(kept.items())[-MOST_KEPT:])
            request.typed_is_kept = True
        return get_response(request)

    return middleware


def _is_known(request: Request) -> bool:
    return request.user.is_authenticated


def private_pages(get_response: Answer) -> Answer:
    """What a person sees after logging in is kept by no proxy, and asked for again after logging out."""

    def middleware(request: Request) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware
