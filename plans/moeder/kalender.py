"""A person's meetings as a calendar to subscribe to (RFC 5545): only what she may see now, and nobody's name."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from icalendar import Calendar, Event

from helhedsplan.datoer import dato_lang
from plans.choices import Moedetilstand
from plans.models import Helhedsplan, Kalenderadresse, Moede, User
from plans.models.moede import new_token

ZONE = ZoneInfo("Europe/Copenhagen")
KEPT = timedelta(days=366)
"""How long a meeting stays in the calendar when it is over."""
REFRESH = timedelta(hours=4)
STATUS = {
    Moedetilstand.PLANLAGT: "TENTATIVE",
    Moedetilstand.INDKALDT: "CONFIRMED",
    Moedetilstand.AFHOLDT: "CONFIRMED",
    Moedetilstand.AFLYST: "CANCELLED",
}


def forny(user: User) -> Kalenderadresse:
    """Give the user a new address; the old one ends. The secret stands on no trail."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        row = Kalenderadresse.objects.filter(user=user).first() or Kalenderadresse(user=user)
        row.token = new_token()
        row.full_clean()
        row.save()
    return row


def owner_of(token: str) -> User | None:
    """Whose calendar the secret opens, or None: unknown, renewed, or of somebody who may no longer log in."""
    row = Kalenderadresse.objects.select_related("user").filter(token=token, user__is_active=True).first()
    return row.user if row else None


def meetings_for(user: User, *, today: date) -> list[Moede]:
    """The meetings of the plans the user is a member of today, from a year back. Two queries."""
    plans = list(Helhedsplan.objects.visible_to(user).current().order_by().values_list("pk", flat=True))
    rows = Moede.objects.filter(organ__helhedsplan__in=plans, held_on__gte=today - KEPT, retired_on=None)
    in_use = rows.filter(organ__retired_on=None).select_related("organ__helhedsplan")
    return list(in_use.order_by("held_on", "start_time", "pk"))


def build_kalender(user: User, *, today: date, base: str) -> bytes:
    """The calendar as a file. `base` is the application's own address, without a stroke at the end."""
    calendar = Calendar()
    calendar.add("prodid", "-//Helhedsplan//Moeder//DA")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Helhedsplan: møder")
    calendar.add("x-wr-timezone", str(ZONE))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for moede in meetings_for(user, today=today):
        calendar.add_component(_event(moede, base))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(moede: Moede, base: str) -> Event:
    """A meeting. Every saved change counts in SEQUENCE, so a moved or cancelled one replaces what was fetched."""
    event = Event()
    event.add("uid", f"{moede.uuid}@helhedsplan")
    event.add("dtstamp", moede.changed_at)
    event.add("last-modified", moede.changed_at)
    event.add("created", moede.created_at)
    event.add("sequence", moede.version - 1)
    event.add("summary", f"{_aflyst(moede)}{moede.organ.name}, {moede.organ.helhedsplan.short_name}")
    event.add("status", STATUS[Moedetilstand(moede.state)])
    event.add("transp", "TRANSPARENT" if moede.is_off else "OPAQUE")
    event.add("url", f"{base}{reverse('plans:moede_detail', kwargs={'uuid': moede.uuid})}")
    if moede.place:
        event.add("location", moede.place)
    _add_times(event, moede)
    if words := _description(moede):
        event.add("description", words)
    return event


def _add_times(event: Any, moede: Moede) -> None:
    """From when to when, Danish time; a whole day where no time is stated."""
    if moede.start_time is None:
        event.add("dtstart", moede.held_on)
        event.add("dtend", moede.held_on + timedelta(days=1))
        return
    event.add("dtstart", datetime.combine(moede.held_on, moede.start_time, tzinfo=ZONE))
    if moede.end_time is not None:
        event.add("dtend", datetime.combine(moede.held_on, moede.end_time, tzinfo=ZONE))


def _aflyst(moede: Moede) -> str:
    return "Aflyst: " if moede.is_off else ""


def _description(moede: Moede) -> str:
    lines = []
    if moede.original_date:
        lines.append(f"Flyttet fra {dato_lang(moede.original_date)}.")
    due = moede.papers_due
    if due is not None and not moede.is_off:
        lines.append(f"Papirer ud senest {dato_lang(due)}.")
    return "\n".join(lines)
