"""The calendar to subscribe to: a secret address, only what its owner may see, and times that are right all year."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from plans.choices import Moedetilstand, Rolle
from plans.models import Haendelse, Kalenderadresse
from plans.moeder.kalender import build_kalender, forny
from plans.services import change, retire
from tests.plans import factories as f


def soon(days=30):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def moede():
    return f.MoedeFactory(held_on=soon(), start_time=time(16), end_time=time(18), place="Fælleshuset; sal 2, stuen")


@pytest.fixture
def user(moede):
    return f.MedlemskabFactory(helhedsplan=moede.organ.helhedsplan, rolle=Rolle.LAESER).user


def fetch(client, user, **headers):
    return client.get(reverse("plans:kalender_ics", args=[user.kalenderadresse.token]), headers=headers)


def events(user, today=None):
    calendar = Calendar.from_ical(
        build_kalender(user, today=today or timezone.localdate(), base="https://plan.example")
    )
    return list(calendar.walk("VEVENT"))


def test_the_address_needs_no_login_and_gives_what_its_owner_may_see(client, user, moede):
    forny(user)
    f.MoedeFactory(held_on=soon())  # of another plan
    response = fetch(client, user)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert event["UID"] == f"{moede.uuid}@helhedsplan"
    assert event["LOCATION"] == "Fælleshuset; sal 2, stuen"
    assert user.name not in response.content.decode()
    assert user.email not in response.content.decode()


def test_a_wrong_secret_is_not_found_and_a_renewed_one_ends_the_old(client, user):
    old = forny(user).token
    new = forny(user).token
    assert old != new
    assert Kalenderadresse.objects.filter(user=user).count() == 1
    for token, status in ((old, 404), ("x", 404), ("a" * 5000, 404), (new, 200)):
        assert client.get(reverse("plans:kalender_ics", args=[token])).status_code == status


def test_it_ends_with_the_membership_and_with_the_login(client, user):
    forny(user)
    user.medlemskaber.update(end_date=timezone.localdate() - timedelta(days=1))
    assert not list(Calendar.from_ical(fetch(client, user).content).walk("VEVENT"))
    user.is_active = False
    user.save()
    assert fetch(client, user).status_code == 404


def test_the_secret_stands_on_no_trail(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("plans:kalender_forny"))
    assert Kalenderadresse.objects.get().user == user
    assert not Haendelse.objects.exists()
    page = client.get(reverse("plans:kalender"))
    assert Kalenderadresse.objects.get().token in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_looking_makes_no_address(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.get(reverse("plans:kalender"))
    assert not Kalenderadresse.objects.exists()


def test_what_has_not_changed_is_not_sent_again(client, user, moede):
    forny(user)
    first = fetch(client, user)
    assert first["Cache-Control"] == "private, max-age=900"
    assert fetch(client, user, if_none_match=first["ETag"]).status_code == 304
    moede.place = "Skolen"
    change(moede, by=None)
    assert fetch(client, user, if_none_match=first["ETag"]).status_code == 200


def test_a_moved_meeting_keeps_its_uid_and_raises_its_sequence(user, moede):
    (before,) = events(user)
    moede.held_on = soon(37)
    change(moede, by=None)
    (after,) = events(user)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTART").date() == soon(37)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (Moedetilstand.PLANLAGT, "TENTATIVE"),
        (Moedetilstand.INDKALDT, "CONFIRMED"),
        (Moedetilstand.AFLYST, "CANCELLED"),
    ],
)
def test_the_status_says_how_sure_the_meeting_is(user, moede, state, status):
    moede.state = state
    change(moede, by=None)
    (event,) = events(user)
    assert event["STATUS"] == status
    assert event["SUMMARY"].startswith("Aflyst: ") is (status == "CANCELLED")


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2027, 3, 27), 15),  # the day before summer time
        (date(2027, 3, 28), 14),
        (date(2027, 10, 30), 14),
        (date(2027, 10, 31), 15),  # winter time again
    ],
)
def test_four_o_clock_is_four_o_clock_in_summer_and_winter(user, moede, day, utc):
    moede.held_on = day
    change(moede, by=None)
    (event,) = events(user, today=date(2027, 1, 1))
    start = event.decoded("DTSTART")
    assert start.astimezone(UTC) == datetime(day.year, day.month, day.day, utc, tzinfo=UTC)
    assert event["DTSTART"].params["TZID"] == "Europe/Copenhagen"


def test_the_file_explains_its_time_zone_and_its_lines_are_folded(user, moede):
    moede.organ.name = "Følgegruppen for det tværgående arbejde med tryghed, trivsel og naboskab i de nordlige gårde"
    change(moede.organ, by=None)
    content = build_kalender(user, today=timezone.localdate(), base="https://plan.example")
    assert b"BEGIN:VTIMEZONE" in content
    assert b"TZID:Europe/Copenhagen" in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_a_meeting_without_a_time_takes_the_day(user, moede):
    moede.start_time = moede.end_time = None
    change(moede, by=None)
    (event,) = events(user)
    assert event.decoded("DTSTART") == moede.held_on
    assert event.decoded("DTEND") == moede.held_on + timedelta(days=1)


def test_what_is_out_of_use_or_long_over_is_not_in_it(user, moede):
    f.MoedeFactory(organ=moede.organ, held_on=soon(-400))
    retire(moede, by=None, reason="Skrevet ved en fejl.")
    assert events(user) == []


def test_it_costs_the_same_with_many_meetings(client, user, moede, assert_flat_queries):
    forny(user)
    grow = lambda: [f.MoedeFactory(organ=moede.organ, held_on=soon(day)) for day in range(1, 9)]  # noqa: E731
    assert_flat_queries(get=lambda: fetch(client, user), grow=grow)
