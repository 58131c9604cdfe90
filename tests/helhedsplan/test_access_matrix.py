"""The door: every named address × every kind of visitor. What the table says is what the application does."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils import timezone

from plans.adgangsmatrix import RETTER, ROLLER, SIDER, Krav, Side, as_markdown
from plans.choices import Rolle
from plans.permissions import OWN_ONLY, RETTIGHEDER, Ret
from tests.plans.factories import MedlemskabFactory, UserFactory
from tests.verden import Verden, byg_verden

PLAN_SIDER = [side for side in SIDER if side.om]
ELSEWHERE = {"admin"}  # The administration has a test of its own below.


@pytest.fixture(scope="module")
def verden(django_db_setup, django_db_blocker) -> Iterator[Verden]:
    """One world for all the visits: each test gives back what it made in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = byg_verden()
        with django_db_blocker.block():
            yield made
        transaction.set_rollback(True)


def _names(patterns, namespace: str = "") -> Iterator[str]:
    """Every named address of the application, with its namespace."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield f"{namespace}{pattern.name}"
        elif pattern.namespace not in ELSEWHERE:
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _names(pattern.url_patterns, inside)


def _log_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def _status(client, verden: Verden, side: Side) -> int:
    """What a visit answers; a redirect to a page of the application itself counts as opened.

    What only takes in is sent an empty form: that it asks for more (400) or has nothing to say (204) is an answer too.
    """
    send = client.post if side.kun_post else client.get
    response = send(verden.url(side.url_name))
    if side.kun_post and response.status_code in (204, 302, 400):
        return 200
    if response.status_code == 302 and "/konto/log-ind/" not in response["Location"]:
        return 200
    return response.status_code


def by_name(sider):
    return pytest.mark.parametrize("side", sider, ids=lambda side: side.url_name)


# --- The table


@pytest.mark.no_db
def test_every_named_address_has_a_line():
    assert sorted(_names(get_resolver().url_patterns)) == sorted(side.url_name for side in SIDER)


@pytest.mark.no_db
def test_every_right_and_every_rolle_is_explained():
    assert set(RETTER) == set(Ret)
    assert set(ROLLER) == set(Rolle) == set(RETTIGHEDER)


@pytest.mark.no_db
def test_a_stronger_rolle_may_all_that_a_weaker_one_may():
    for weaker, stronger in pairwise(Rolle):
        assert RETTIGHEDER[weaker] <= RETTIGHEDER[stronger]


# --- The door


def _visitors(verden: Verden) -> dict[str, Any]:
    """Everybody who may come by, with the rolle they have in the plan today (None: none)."""
    day = timezone.localdate()
    above = MedlemskabFactory(helhedsplan=verden.faellesplan, rolle=Rolle.LAESER).user
    return {
        "a stranger": (UserFactory(), None),
        "a member of another plan": (MedlemskabFactory(rolle=Rolle.PLANLEDER).user, None),
        "a member whose term is over": (verden.medlem(Rolle.PLANLEDER, end_date=day - timedelta(days=1)), None),
        "a member whose term has not begun": (
            verden.medlem(Rolle.PLANLEDER, start_date=day + timedelta(days=1)),
            None,
        ),
        "an administrator without a rolle": (UserFactory(is_staff=True, is_superuser=True), None),
        "a member of the plan above": (above, Rolle.LAESER),
        **{rolle.label: (_member(verden, rolle), rolle) for rolle in Rolle},
    }


def _member(verden: Verden, rolle: Rolle):
    """Somebody with the rolle, on the activity: what is a Medarbejder's own is hers."""
    user = verden.medlem(rolle)
    verden.aktivitet.medarbejdere.add(user)
    return user


def _expected(side: Side, rolle: Rolle | None, who: str) -> int:
    if side.kraever == Krav.MAA_OPRETTE:
        leads_another = who == "a member of another plan"
        return 200 if leads_another or (rolle is not None and side.aaben_for(rolle)) else 403
    if rolle is None:
        return 200 if side.aaben_for_fremmede else 404
    return 200 if side.aaben_for(rolle) else 403


@by_name(SIDER)
def test_without_a_login(side, client, verden):
    response = client.get(verden.url(side.url_name))
    if side.aaben_uden_login:
        assert response.status_code in (200, 302)
        assert "/konto/log-ind/" not in response.headers.get("Location", "")
    else:
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("login"))


@by_name(SIDER)
def test_everybody_who_is_logged_in(side, client, verden):
    expected, seen = {}, {}
    for who, (user, rolle) in _visitors(verden).items():
        _log_in(client, user)
        expected[who], seen[who] = _expected(side, rolle, who), _status(client, verden, side)
    assert seen == expected


@by_name(
    [side for side in PLAN_SIDER if isinstance(side.kraever, Ret) and (Rolle.MEDARBEJDER, side.kraever) in OWN_ONLY]
)
def test_what_one_may_on_ones_own_only_is_refused_on_what_is_not(side, client, verden):
    _log_in(client, verden.medlem(Rolle.MEDARBEJDER))
    assert _status(client, verden, side) == 403


# --- Reading only reads


@by_name(PLAN_SIDER)
def test_reading_a_page_writes_nothing(side, client, verden):
    _log_in(client, verden.medlem(Rolle.LAESER if side.kraever == Ret.LAES else Rolle.PLANLEDER))
    with CaptureQueriesContext(connection) as queries:
        client.get(verden.url(side.url_name))
    verbs = {query["sql"].lstrip("( ").split(" ", 1)[0].upper() for query in queries}
    assert verbs <= {"SELECT", "DECLARE", "SAVEPOINT", "RELEASE"}  # DECLARE: a SELECT read through a cursor


@by_name([side for side in PLAN_SIDER if side.kraever == Ret.LAES])
def test_a_reading_page_takes_nothing_in(side, client, verden):
    _log_in(client, verden.medlem(Rolle.PLANLEDER))
    url = verden.url(side.url_name)
    assert [method(url).status_code for method in (client.post, client.put, client.patch, client.delete)] == [405] * 4


@by_name(PLAN_SIDER)
def test_what_is_not_there_is_not_found(side, client, verden):
    _log_in(client, verden.medlem(Rolle.PLANLEDER))
    address = verden.url(side.url_name).replace(
        str(getattr(verden, side.om).uuid), "00000000-0000-4000-8000-000000000000"
    )
    assert (client.post if side.kun_post else client.get)(address).status_code == 404


# --- The administration


def _admin_addresses() -> list[str]:
    found = []
    for names in get_resolver().namespace_dict["admin"][1].reverse_dict:
        if isinstance(names, str):
            try:
                found.append(reverse(f"admin:{names}"))
            except NoReverseMatch:
                continue
    return sorted(set(found) - {reverse("admin:login"), reverse("admin:logout"), reverse("admin:jsi18n")})


@pytest.mark.parametrize("who", ["nobody", "stranger", *Rolle], ids=str)
def test_the_administration_is_for_administrators(who, client, verden):
    if who == "stranger":
        _log_in(client, UserFactory())
    elif who != "nobody":
        _log_in(client, verden.medlem(Rolle(who)))
    addresses = _admin_addresses()
    assert len(addresses) > 3
    for address in addresses:
        response = client.get(address)
        assert response.status_code in (302, 403, 404), address
        if response.status_code == 302:
            assert "log" in response["Location"], address


# --- The document


@pytest.mark.no_db
def test_the_document_is_what_the_tables_say():
    text = (Path(settings.BASE_DIR) / "docs" / "adgang.md").read_text(encoding="utf-8")
    assert text == as_markdown(), "Type: manage.py skriv_adgang"


@pytest.mark.no_db
def test_the_command_says_when_the_document_is_stale(monkeypatch, tmp_path):
    stale = tmp_path / "adgang.md"
    stale.write_text("gammel", encoding="utf-8")
    monkeypatch.setattr("plans.management.commands.skriv_adgang.FILE", stale)
    with pytest.raises(CommandError, match="forældet"):
        call_command("skriv_adgang", "--tjek")
    call_command("skriv_adgang")
    assert stale.read_text(encoding="utf-8") == as_markdown()
    call_command("skriv_adgang", "--tjek")
