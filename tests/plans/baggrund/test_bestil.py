"""Work is ordered, done once, and ends with a result or with a sentence."""

import time
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from plans.baggrund import annuller, bestil, laase, oplysninger, proev_igen
from plans.baggrund.koe import toem_koen
from plans.baggrund.register import SLAGS, opgave
from plans.baggrund.tilsyn import overtag
from plans.baggrund.udfoer import AFBRUDT, FORSOEG, UDEN_RET, UKENDT, UVENTET, udfoer
from plans.choices import Opgavetilstand, Rolle
from plans.models import Baggrundsopgave, Boligorganisation, Helhedsplan, Medlemskab
from tests.plans.baggrund import slags  # noqa: F401  # declares the kinds
from tests.plans.factories import HelhedsplanFactory, MedlemskabFactory, UserFactory

pytestmark = pytest.mark.django_db


def done(row):
    toem_koen()
    return Baggrundsopgave.objects.get(pk=row.pk)


def plan_of(rolle):
    """A plan as it came through the door, and the person it came for."""
    user = MedlemskabFactory(helhedsplan=HelhedsplanFactory(), rolle=rolle).user
    return Helhedsplan.objects.visible_to(user).get(), user


# --- What is ordered is done


def test_an_order_waits_in_the_queue_and_is_then_done():
    row = bestil("proeve", by=UserFactory(), tal=3)
    assert (row.state, row.title) == (Opgavetilstand.VENTER, "Prøve")
    row = done(row)
    assert (row.state, row.step, row.steps, row.attempts) == (Opgavetilstand.FAERDIG, 2, 2, 1)
    assert row.file.read() == b"3"
    assert row.resultat_tekst == "Hent Resultat på dansk.txt"
    assert row.resultat_url == row.file.url
    assert row.started_at <= row.finished_at


def test_a_result_can_be_a_page():
    plan, user = plan_of(Rolle.REDAKTOER)
    row = done(bestil("proeve_link", by=user, plan=plan))
    assert row.resultat_url == f"/helhedsplaner/{plan.uuid}/aftale/"
    assert row.resultat_tekst == "Se aftalen"


def test_arguments_come_back_as_they_were_ordered():
    @opgave("proeve_felter", titel="Felter", felter={"dag": date, "dele": list, "ja": bool})
    def felter(row, fremdrift):
        return None

    row = bestil("proeve_felter", by=UserFactory(), dag=date(2019, 2, 28), dele=["a", "b"], ja=False)
    row.refresh_from_db()
    assert oplysninger(row) == {"dag": date(2019, 2, 28), "dele": ["a", "b"], "ja": False}
    del SLAGS["proeve_felter"]


@pytest.mark.parametrize("args", [{}, {"tal": "3"}, {"tal": True}, {"tal": 3, "mere": 1}])
def test_other_arguments_than_declared_are_a_fault_in_the_code(args):
    with pytest.raises(TypeError):
        bestil("proeve", by=UserFactory(), **args)


def test_a_title_that_looks_like_a_cpr_number_is_refused():
    with pytest.raises(ValidationError):
        bestil("proeve", by=UserFactory(), titel="Til 010120-1234", tal=1)
    assert not DBTaskResult.objects.exists()


# --- Once


def test_a_double_click_is_one_job_also_after_it_is_done():
    user, key = UserFactory(), uuid4()
    first = bestil("proeve", by=user, noegle=key, tal=1)
    assert bestil("proeve", by=user, noegle=key, tal=1) == first
    done(first)
    assert bestil("proeve", by=user, noegle=key, tal=1) == first
    assert DBTaskResult.objects.count() == 1


def test_the_same_work_is_not_ordered_twice_at_a_time_but_again_when_it_is_done():
    user = UserFactory()
    first = bestil("proeve", by=user, noegle=uuid4(), tal=1)
    assert bestil("proeve", by=user, noegle=uuid4(), tal=1) == first
    assert bestil("proeve", by=user, noegle=uuid4(), tal=2) != first
    assert bestil("proeve", by=UserFactory(), tal=1) != first
    done(first)
    assert bestil("proeve", by=user, noegle=uuid4(), tal=1) != first


def test_a_job_that_is_done_or_stopped_is_not_done_again_by_a_late_worker():
    row = done(bestil("proeve", by=UserFactory(), tal=1))
    udfoer(row.uuid)
    udfoer(uuid4())
    row.refresh_from_db()
    assert row.attempts == 1


# --- Failing


def test_a_refusal_is_told_in_its_own_words_and_leaves_nothing():
    row = done(bestil("proeve_fejl", by=UserFactory(), venlig=True))
    assert (row.state, row.failure) == (Opgavetilstand.FEJLET, "Der er ingen tal for 2020.")
    assert not Boligorganisation.objects.filter(number="9999").exists()


def test_a_fault_is_told_without_its_own_words():
    row = done(bestil("proeve_fejl", by=UserFactory(), venlig=False))
    assert (row.state, row.failure) == (Opgavetilstand.FEJLET, UVENTET)


def test_a_job_that_failed_can_be_tried_again_by_its_owner_only():
    user = UserFactory()
    row = done(bestil("proeve_fejl", by=user, venlig=True))
    with pytest.raises(PermissionDenied):
        proev_igen(row, by=UserFactory())
    row = proev_igen(row, by=user)
    assert (row.state, row.failure, row.finished_at) == (Opgavetilstand.VENTER, "", None)
    assert done(row).state == Opgavetilstand.FEJLET


def test_trying_again_what_has_been_ordered_anew_gives_the_new_one():
    user = UserFactory()
    old = done(bestil("proeve_fejl", by=user, venlig=True))
    new = bestil("proeve_fejl", by=user, venlig=True)
    assert proev_igen(old, by=user) == new


def test_only_what_failed_or_was_stopped_is_tried_again():
    user = UserFactory()
    row = done(bestil("proeve", by=user, tal=1))
    with pytest.raises(ValidationError):
        proev_igen(row, by=user)


def test_a_job_whose_workers_die_is_given_up_after_some_attempts():
    row = bestil("proeve", by=UserFactory(), tal=1)
    Baggrundsopgave.objects.update(state=Opgavetilstand.I_GANG, attempts=FORSOEG, started_at=timezone.now())
    row = done(row)
    assert (row.state, row.failure) == (Opgavetilstand.FEJLET, AFBRUDT)


def test_a_kind_that_is_no_longer_known_is_said_to_be():
    row = bestil("proeve", by=UserFactory(), tal=1)
    Baggrundsopgave.objects.update(kind="fra_foer")
    assert done(row).failure == UKENDT


def test_a_worker_told_to_stop_at_once_gives_the_job_back():
    row = bestil("proeve", by=UserFactory(), tal=1)

    @opgave("proeve_afbrudt", titel="Afbrudt")
    def afbrudt(row, fremdrift):
        raise SystemExit

    Baggrundsopgave.objects.update(kind="proeve_afbrudt")
    with pytest.raises(SystemExit):
        udfoer(row.uuid)
    del SLAGS["proeve_afbrudt"]
    row.refresh_from_db()
    assert (row.state, row.attempts) == (Opgavetilstand.VENTER, 0)
    Baggrundsopgave.objects.update(kind="proeve")
    assert done(row).state == Opgavetilstand.FAERDIG


def test_work_that_takes_too_long_is_stopped_and_says_so(monkeypatch):
    monkeypatch.setattr(laase, "er_arbejder", lambda: True)
    monkeypatch.setattr(laase, "er_afbrudt", lambda: False)

    @opgave("proeve_evig", titel="Evig", minutter=0.001)
    def evig(row, fremdrift):
        time.sleep(10)

    row = done(bestil("proeve_evig", by=UserFactory()))
    del SLAGS["proeve_evig"]
    assert (row.state, row.failure) == (Opgavetilstand.FEJLET, "Det tog over 0.001 minutter og blev stoppet.")


def test_what_was_taken_over_meanwhile_keeps_nothing_of_the_late_worker():
    row = bestil("proeve", by=UserFactory(), tal=1)

    @opgave("proeve_sen", titel="Sen")
    def sen(row, fremdrift):
        Boligorganisation.objects.create(number="9998", name="For sent")
        Baggrundsopgave.objects.update(started_at=timezone.now())  # somebody else has begun

    Baggrundsopgave.objects.update(kind="proeve_sen")
    row = done(row)
    del SLAGS["proeve_sen"]
    assert row.state == Opgavetilstand.I_GANG, "it is the other's to end"
    assert not Boligorganisation.objects.filter(number="9998").exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_lost_its_lock_gets_a_new_connection_and_leaves_its_job_to_others():
    row = bestil("proeve", by=UserFactory(), tal=1)

    @opgave("proeve_tabt", titel="Tabt")
    def tabt(row, fremdrift):
        with laase.forbindelse().cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pid = cursor.fetchone()[0]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        fremdrift(1, 1, "Nu")

    Baggrundsopgave.objects.update(kind="proeve_tabt")
    laase.aaben_egen()
    try:
        toem_koen()
        row.refresh_from_db()
        assert row.state == Opgavetilstand.I_GANG
        Baggrundsopgave.objects.update(kind="proeve")
        assert overtag() == 1
        assert done(row).state == Opgavetilstand.FAERDIG
    finally:
        laase.luk_egen()
        del SLAGS["proeve_tabt"]


# --- Stopping


def test_a_job_that_waits_is_stopped_at_once_and_can_be_had_again():
    user = UserFactory()
    row = annuller(bestil("proeve", by=user, tal=1), by=user)
    assert row.state == Opgavetilstand.ANNULLERET
    assert not DBTaskResult.objects.exists()
    assert done(proev_igen(row, by=user)).state == Opgavetilstand.FAERDIG


def test_a_job_that_is_being_done_stops_at_its_next_part_and_leaves_nothing():
    user = UserFactory()
    row = bestil("proeve_lang", by=user, dele=3)
    declared = SLAGS["proeve_lang"].funktion

    @opgave("proeve_stop", titel="Stopper sig selv", felter={"dele": int})
    def stop(row, fremdrift):
        annuller(row, by=row.user)
        return declared(row, fremdrift)

    Baggrundsopgave.objects.update(kind="proeve_stop")
    row = done(row)
    del SLAGS["proeve_stop"]
    assert row.state == Opgavetilstand.ANNULLERET
    assert not Boligorganisation.objects.filter(name__startswith="Lavet af prøven").exists()


def test_others_cannot_stop_it_and_nobody_can_when_it_has_ended():
    user = UserFactory()
    row = bestil("proeve", by=user, tal=1)
    with pytest.raises(PermissionDenied):
        annuller(row, by=UserFactory())
    row = done(row)
    with pytest.raises(ValidationError):
        annuller(row, by=user)


# --- Who


def test_who_lacks_the_right_in_the_plan_cannot_order():
    plan, user = plan_of(Rolle.LAESER)
    with pytest.raises(PermissionDenied):
        bestil("proeve_link", by=user, plan=plan)


def test_who_has_lost_the_right_since_gets_no_result():
    plan, user = plan_of(Rolle.REDAKTOER)
    row = bestil("proeve_link", by=user, plan=plan)
    Medlemskab.objects.update(end_date=timezone.localdate() - timedelta(days=1))
    assert done(row).failure == UDEN_RET


def test_a_job_of_a_plan_is_seen_by_its_members_and_one_of_no_plan_by_its_owner():
    plan, user = plan_of(Rolle.REDAKTOER)
    reader = MedlemskabFactory(helhedsplan=plan, rolle=Rolle.LAESER).user
    of_plan, own = bestil("proeve_link", by=user, plan=plan), bestil("proeve", by=user, tal=1)
    seen = Baggrundsopgave.objects.visible_to
    assert {row.pk: row.my_rolle for row in seen(user)} == {of_plan.pk: Rolle.REDAKTOER, own.pk: Rolle.PLANLEDER}
    assert {row.pk: row.my_rolle for row in seen(reader)} == {of_plan.pk: Rolle.LAESER}
    assert not seen(UserFactory()).exists()
