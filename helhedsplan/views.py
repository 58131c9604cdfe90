"""The two addresses that need no login, beside the login itself."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@login_not_required
@never_cache
@require_safe
def sundhed(request: HttpRequest) -> JsonResponse:
    """For monitoring: 200 while the application can reach its database, otherwise 503. Says nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        logger.exception("The database does not answer")
        return JsonResponse({"status": "database svarer ikke"}, status=503)
    return JsonResponse({"status": "ok"})


@require_safe
def logget_ind(request: HttpRequest) -> HttpResponse:
    """Where one lands who logged in again in a new tab, to go on writing in the old one."""
    return render(request, "registration/logget_ind.html")


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this on pages that do not name an icon of their own, as the admin's."""
    return redirect(static("img/maerke.svg"))
