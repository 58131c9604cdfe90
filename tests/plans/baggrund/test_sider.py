"""The pages about background work: followed, stopped, tried again, told when done; by whom it concerns only."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from plans.baggrund import bestil
from plans.baggrund.koe import toem_koen
from plans.baggrund.laase import ARBEJDER
from plans.baggrund.oprydning import ryd_op
from plans.baggrund.svar import svar_paa_bestilling
from plans.baggrund.tilsyn import overtag
from plans.choices import Opgavetilstand, Rolle
from plans.models import Baggrundsopgave, Helhedsplan
from tests.plans.baggrund import slags  # noqa: F401  # declares the kinds
from tests.plans.factories import BaggrundsopgaveFactory, HelhedsplanFactory, MedlemskabFactory, UserFactory

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


@pytest.fixture
def a_worker_is_there():
    """Its lock, held by this test's own connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s, 0)", [ARBEJDER])
        yield
        cursor.execute("SELECT pg_advisory_unlock_shared(%s, 0)", [ARBEJDER])


def mine(user, **fields):
    return BaggrundsopgaveFactory(user=user, helhedsplan=None, **fields)


# --- Following it


def test_the_page_shows_how_far_it_is_and_asks_again_or_offers_to(client, user):
    row = mine(user, state=Opgavetilstand.I_GANG, step=2, steps=7, step_text="Økonomi")
    text = client.get(row.get_absolute_url()).text
    assert "Del 2 af 7: Økonomi" in text
    assert 'max="7" value="2"' in text
    assert "Se, hvor langt den er nu" in text.split("<noscript>")[1]
    assert 'hx-trigger="every 1s"' in text


def test_the_page_is_answered_again_only_when_there_is_something_new(client, user):
    row = mine(user, state=Opgavetilstand.I_GANG, step=2, steps=7)
    shown = client.get(row.get_absolute_url(), **HTMX)
    again = f"{row.get_absolute_url()}?stand={shown.context['stand']}"
    assert "<html" not in shown.text
    assert client.get(again, **HTMX).status_code == 204
    Baggrundsopgave.objects.update(step=3)
    assert "Del 3 af 7" in client.get(again, **HTMX).text


def test_one_that_has_ended_is_asked_about_no_more_and_offers_its_result(client, user):
    row = bestil("proeve", by=user, tal=7)
    toem_koen()
    page = client.get(row.get_absolute_url())
    row.refresh_from_db()
    assert row.resultat_url in page.text
    assert "every 1s" not in page.text
    assert "<noscript>" not in page.text
    assert b"".join(client.get(row.resultat_url).streaming_content) == b"7"


def test_one_that_failed_says_why_and_can_be_tried_again(client, user):
    row = bestil("proeve_fejl", by=user, venlig=True)
    toem_koen()
    assert "Der er ingen tal for 2020." in client.get(row.get_absolute_url()).text
    client.post(reverse("plans:opgave_retry", args=[row.uuid]))
    row.refresh_from_db()
    assert row.state == Opgavetilstand.VENTER
    refused = client.post(reverse("plans:opgave_retry", args=[row.uuid]), follow=True)
    assert "Kun en opgave, der er fejlet eller annulleret" in refused.text


def test_it_can_be_stopped(client, user):
    row = bestil("proeve", by=user, tal=1)
    assert "Den blev stoppet." in client.post(reverse("plans:opgave_cancel", args=[row.uuid]), follow=True).text
    assert "allerede slut" in client.post(reverse("plans:opgave_cancel", args=[row.uuid]), follow=True).text


def test_the_page_says_so_when_nobody_is_there_to_do_it(client, user):
    row = mine(user)
    assert "Der er ingen til at lave den" not in client.get(row.get_absolute_url()).text, "not at once"
    Baggrundsopgave.objects.update(created_at=timezone.now() - timedelta(seconds=10))
    assert "Der er ingen til at lave den" in client.get(row.get_absolute_url()).text


def test_the_page_does_not_say_so_while_a_worker_is_there(client, user, a_worker_is_there):
    row = mine(user, created_at=timezone.now() - timedelta(seconds=10))
    assert "Der er ingen til at lave den" not in client.get(row.get_absolute_url()).text


def test_an_order_waits_for_a_worker_but_not_long(user, a_worker_is_there, settings):
    settings.BACKGROUND_WAIT_SECONDS = 0.2
    row = bestil("proeve", by=user, tal=1)
    assert svar_paa_bestilling(row).url == row.get_absolute_url()
    toem_koen()
    row.refresh_from_db()
    assert svar_paa_bestilling(row).url == row.resultat_url
    assert not Baggrundsopgave.objects.nyt_til(user).exists(), "who got it needs no notice"


# --- The notice


def test_a_notice_stands_on_every_page_until_it_is_put_away(client, user):
    row = bestil("proeve", by=user, tal=1)
    elsewhere = reverse("plans:helhedsplan_list")
    assert "Færdig: Prøve" not in client.get(elsewhere).text
    toem_koen()
    row.refresh_from_db()
    text = client.get(elsewhere).text
    assert "Færdig: Prøve" in text
    assert row.resultat_url in text
    back = client.post(reverse("plans:opgave_seen", args=[row.uuid]), {"tilbage": elsewhere})
    assert back["Location"] == elsewhere
    assert "Færdig: Prøve" not in client.get(elsewhere).text


def test_putting_it_away_leads_nowhere_else(client, user):
    row = mine(user, done=True)
    back = client.post(reverse("plans:opgave_seen", args=[row.uuid]), {"tilbage": "https://ond.example/"})
    assert back["Location"] == row.get_absolute_url()


def test_many_notices_are_a_few_and_a_link(client, user, assert_flat_queries):
    mine(user, done=True)
    page = reverse("plans:helhedsplan_list")

    def grow():
        for _ in range(5):
            mine(user, failed=True)

    assert_flat_queries(get=lambda: client.get(page), grow=grow)
    text = client.get(page).text
    assert text.count("Lykkedes ikke:") == 3
    assert "Flere af dine opgaver" in text


def test_my_list_costs_the_same_with_many_jobs(client, user, assert_flat_queries):
    plan = MedlemskabFactory(user=user).helhedsplan
    BaggrundsopgaveFactory(user=user, helhedsplan=plan)

    def grow():
        for _ in range(8):
            BaggrundsopgaveFactory(user=user, helhedsplan=MedlemskabFactory(user=user).helhedsplan)

    assert_flat_queries(get=lambda: client.get(reverse("plans:opgave_list")), grow=grow)


def test_an_empty_list_says_what_it_is_for(client, user):
    assert "Når du bestiller noget stort" in client.get(reverse("plans:opgave_list")).text


# --- Who


def test_a_stranger_finds_neither_page_nor_file_and_stops_nothing(client, user):
    row = bestil("proeve", by=UserFactory(), tal=1)
    toem_koen()
    row.refresh_from_db()
    assert client.get(row.get_absolute_url()).status_code == 404
    assert client.get(row.file.url).status_code == 404
    for name in ("opgave_cancel", "opgave_retry", "opgave_seen"):
        assert client.post(reverse(f"plans:{name}", args=[row.uuid])).status_code == 404
    assert row.title not in client.get(reverse("plans:opgave_list")).text


def test_a_colleague_with_the_kinds_right_sees_it_and_may_stop_it(client, log_in):
    plan = HelhedsplanFactory()
    owner = MedlemskabFactory(helhedsplan=plan, rolle=Rolle.REDAKTOER).user
    row = bestil("proeve_link", by=owner, plan=Helhedsplan.objects.visible_to(owner).get())
    log_in(plan, Rolle.LAESER)
    assert client.get(row.get_absolute_url()).status_code == 403
    assert client.post(reverse("plans:opgave_cancel", args=[row.uuid])).status_code == 403
    log_in(plan, Rolle.REDAKTOER)
    assert "Stop" in client.get(row.get_absolute_url()).text
    assert "Den blev stoppet." in client.post(reverse("plans:opgave_cancel", args=[row.uuid]), follow=True).text
    assert "Den venter" in client.post(reverse("plans:opgave_retry", args=[row.uuid]), follow=True).text
    row.refresh_from_db()
    assert row.user == owner, "it is still for whom it was"


# --- Keeping it running


def test_what_a_worker_left_behind_is_queued_again_once():
    left = bestil("proeve", by=UserFactory(), tal=1)
    lost = bestil("proeve", by=UserFactory(), tal=2)
    Baggrundsopgave.objects.filter(pk=left.pk).update(state=Opgavetilstand.I_GANG, started_at=timezone.now())
    DBTaskResult.objects.all().delete()
    assert overtag() == 2
    assert overtag() == 0
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == set(
        Baggrundsopgave.objects.values_list("task_id", flat=True)
    )
    toem_koen()
    assert {row.state for row in Baggrundsopgave.objects.filter(pk__in=[left.pk, lost.pk])} == {Opgavetilstand.FAERDIG}


def test_what_ended_long_ago_goes_with_its_file(django_capture_on_commit_callbacks):
    old, new = bestil("proeve", by=UserFactory(), tal=1), bestil("proeve", by=UserFactory(), tal=2)
    waiting = BaggrundsopgaveFactory(created_at=timezone.now() - timedelta(days=400))
    DBTaskResult.objects.exclude(pk__in=[old.task_id, new.task_id]).delete()
    toem_koen()
    old.refresh_from_db()
    Baggrundsopgave.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        assert ryd_op() == 1
    assert ryd_op() == 0
    assert not old.file.storage.exists(old.file.name)
    assert set(Baggrundsopgave.objects.all()) == {new, waiting}
    call_command("ryd_baggrund", dage=0, verbosity=0)
    assert list(Baggrundsopgave.objects.all()) == [waiting]


def test_whoever_watches_is_told_when_nobody_works(capsys):
    bestil("proeve", by=UserFactory(), tal=1)
    with pytest.raises(CommandError, match="Ingen arbejder"):
        call_command("arbejd", tjek=True)
    assert "0 arbejder, 1 venter, 0 i gang." in capsys.readouterr().out


def test_whoever_watches_is_told_when_work_piles_up(a_worker_is_there):
    call_command("arbejd", tjek=True)
    BaggrundsopgaveFactory(created_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(CommandError, match="har ventet i"):
        call_command("arbejd", tjek=True)
