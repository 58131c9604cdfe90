"""A letter as an e-mail: Danish plain text and the same as simple HTML, from the lines that are stored."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from helhedsplan.sortering import danish_sort_key
from reporting.paamindelser.models import Paamindelse, Paamindelsesbrev

BLANK_LINES = re.compile(r"\n{3,}")
PR_PLAN = 25
"""How many lines of a plan a letter shows; the rest are a number and a link to Mit overblik."""


@dataclass(frozen=True, slots=True)
class Plandel:
    """A letter's lines about one plan, the late ones first."""

    plan: str
    linjer: tuple[Paamindelse, ...]
    flere: int = 0


def plandele(linjer: Iterable[Paamindelse], *, limit: int | None = None) -> list[Plandel]:
    """The lines by plan, in Danish order. Read with select_related("helhedsplan")."""
    by_plan: dict[str, list[Paamindelse]] = {}
    for line in sorted(linjer, key=lambda line: (not line.is_late, line.due_on, line.pk)):
        by_plan.setdefault(line.helhedsplan.short_name, []).append(line)
    return [
        Plandel(plan, tuple(by_plan[plan][:limit]), max(0, len(by_plan[plan]) - limit) if limit else 0)
        for plan in sorted(by_plan, key=danish_sort_key)
    ]


def emne(linjer: Iterable[Paamindelse]) -> str:
    """ "Påmindelse: 3 ting venter, 1 er overskredet". Numbers only: what it is about is no business of the mailbox."""
    lines = list(linjer)
    late = sum(line.is_late for line in lines)
    waiting = "1 ting venter" if len(lines) == 1 else f"{len(lines)} ting venter"
    return f"Påmindelse: {waiting}{f', {late} er overskredet' if late else ''}"


def som_mail(brev: Paamindelsesbrev) -> EmailMultiAlternatives:
    """The letter ready to send (prefetch paamindelser__helhedsplan and select user first).

    Its Message-ID follows from the letter, so that a mail server can tell a second copy from another letter.
    """
    lines = list(brev.paamindelser.all())
    site = settings.SITE_URL
    context = {
        "navn": brev.user.get_short_name(),
        "dele": plandele(lines, limit=PR_PLAN),
        "antal": len(lines),
        "site": site,
        "overblik": site + reverse("reporting:mit_overblik"),
        "mine": site + reverse("reporting:paamindelse_list"),
        "valg": site + reverse("reporting:paamindelse_valg"),
    }
    message = EmailMultiAlternatives(
        subject=emne(lines),
        body=BLANK_LINES.sub("\n\n", render_to_string("reporting/mail/paamindelser.txt", context)).strip() + "\n",
        to=[brev.user.email],
        headers={
            "Message-ID": f"<paamindelse.{brev.uuid}@{_domain()}>",
            "List-Unsubscribe": f"<{context['valg']}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    message.attach_alternative(render_to_string("reporting/mail/paamindelser.html", context), "text/html")
    return message


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
