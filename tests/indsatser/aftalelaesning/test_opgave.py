"""A reading that takes its time is done by a worker: progress, refusals, stopping, and the file that waits."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse

from indsatser.aftalelaesning import opgave, venter
from indsatser.aftalelaesning.opgave import FILEN_ER_VAEK, UDEN_LOV, bestil_laesning
from indsatser.models import Aftalelaesning
from plans.baggrund import annuller
from plans.baggrund.fremdrift import Fremdrift
from plans.baggrund.koe import toem_koen
from plans.baggrund.tilsyn import overtag
from plans.choices import Opgavetilstand, Rolle
from plans.models import Baggrundsopgave, Helhedsplan
from tests.indsatser.aftalelaesning.conftest import vaelg
from tests.indsatser.factories import AftalelaesningFactory
from tests.plans.factories import HelhedsplanFactory, MedlemskabFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("langsom")]
TEKST = b"Kaere mor. Vejret er fint."


@pytest.fixture(autouse=True)
def tomt():
    """No file of another test waits."""
    for name in venter_nu():
        default_storage.delete(f"{venter.MAPPE}/{name}")


def venter_nu():
    return default_storage.listdir(venter.MAPPE)[1] if default_storage.exists(venter.MAPPE) else []


def brev(name="brev.txt", content=TEKST):
    return ContentFile(content, name=name)


def igen(row):
    toem_koen()
    return Baggrundsopgave.objects.get(pk=row.pk)


@pytest.mark.usefixtures("reference")
def test_a_long_reading_is_followed_on_its_page_and_ends_with_the_review(
    client, opretter, skabelon, monkeypatch, django_capture_on_commit_callbacks
):
    told = []
    monkeypatch.setattr(Fremdrift, "__call__", lambda self, nu, i_alt, tekst="": told.append((nu, i_alt, tekst)))
    row, again = vaelg(client, skabelon[1]), vaelg(client, skabelon[1])
    job = Baggrundsopgave.objects.get()
    assert row.url == again.url == job.get_absolute_url()
    assert len(venter_nu()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        toem_koen()
    laesning = Aftalelaesning.objects.get()
    job.refresh_from_db()
    assert (job.state, job.link) == (
        Opgavetilstand.FAERDIG,
        reverse("indsatser:aftalelaesning_gennemsyn", args=[laesning.uuid]),
    )
    assert [nu for nu, _i_alt, _tekst in told] == sorted(nu for nu, _i_alt, _tekst in told)
    assert {nu for nu, _i_alt, _tekst in told} == {1, 2, 3, 4, 5}
    assert any("indsatsområde 2 af" in tekst for _nu, _i_alt, tekst in told)
    assert laesning.file_name == skabelon[1].name
    assert venter_nu() == []


def test_a_refusal_is_said_on_the_job_s_page_and_the_file_is_removed(client, opretter):
    row = bestil_laesning(brev(), by=opretter, plan=None)
    assert "rigtige fil" in igen(row).failure
    page = client.get(row.get_absolute_url()).content.decode()
    assert "rigtige fil" in page
    assert f'href="{reverse("indsatser:aftalelaesning_create")}">Vælg en anden fil' in page
    assert "Prøv igen" not in page, "the file is gone, and trying again would only say so"
    assert venter_nu() == []
    client.post(reverse("plans:opgave_retry", args=[row.uuid]))
    assert igen(row).failure == FILEN_ER_VAEK


@pytest.mark.usefixtures("reference")
def test_a_worker_that_was_killed_leaves_one_reading_to_the_next(opretter, skabelon):
    path = skabelon[1]
    row = bestil_laesning(brev(path.name, path.read_bytes()), by=opretter, plan=None)
    Baggrundsopgave.objects.filter(pk=row.pk).update(state=Opgavetilstand.I_GANG, attempts=1, task_id=None)
    assert overtag() == 1
    assert igen(row).state == Opgavetilstand.FAERDIG
    assert Aftalelaesning.objects.count() == 1


def test_an_unforeseen_fault_keeps_the_file_for_another_try(client, opretter, monkeypatch):
    monkeypatch.setattr(opgave, "read_agreement", lambda *args, **kwargs: 1 / 0)
    row = igen(bestil_laesning(brev(), by=opretter, plan=None))
    assert row.state == Opgavetilstand.FEJLET
    assert len(venter_nu()) == 1
    assert "Prøv igen" in client.get(row.get_absolute_url()).content.decode()


def test_the_same_file_for_two_plans_waits_once_for_each(client, log_in):
    plans = HelhedsplanFactory.create_batch(2)
    user = log_in(plans[0], Rolle.REDAKTOER)
    MedlemskabFactory(helhedsplan=plans[1], user=user, rolle=Rolle.REDAKTOER)
    rows = [
        bestil_laesning(brev(), by=user, plan=plan) for plan in Helhedsplan.objects.visible_to(user).order_by("pk")
    ]
    assert len(venter_nu()) == 2
    venter.fjern(venter.fingeraftryk(brev()), by=user, plan=plans[0])
    said = [igen(row).failure for row in rows]
    assert said[0] == FILEN_ER_VAEK
    assert "rigtige fil" in said[1]
    again = client.get(rows[1].get_absolute_url()).content.decode()
    assert reverse("indsatser:aftalelaesning_genlaes", args=[plans[1].uuid]) in again


def test_what_was_stopped_before_it_began_is_removed_when_it_is_cleared_up(opretter, monkeypatch, capsys):
    annuller(bestil_laesning(brev(), by=opretter, plan=None), by=opretter)
    bestil_laesning(brev("andet.txt", b"Noget andet."), by=opretter, plan=None)
    call_command("ryd_aftalelaesninger")
    assert len(venter_nu()) == 2, "a day has not gone"
    monkeypatch.setattr(venter.ryd_op, "__defaults__", (timedelta(0),))
    call_command("ryd_aftalelaesninger")
    assert len(venter_nu()) == 1, "one is still to be read"
    assert "1 filer" in capsys.readouterr().out


def test_a_reading_made_meanwhile_is_not_made_again(opretter):
    row = bestil_laesning(brev(), by=opretter, plan=None)
    known = AftalelaesningFactory(
        helhedsplan=None, is_genlaesning=False, begun_by=opretter, sha256=venter.fingeraftryk(brev())
    )
    assert str(known.uuid) in igen(row).link
    assert Aftalelaesning.objects.count() == 1


def test_who_may_no_longer_begin_plans_has_nothing_read(opretter):
    row = bestil_laesning(brev(), by=opretter, plan=None)
    opretter.may_create_plans = False
    opretter.save()
    assert igen(row).failure == UDEN_LOV
    assert venter_nu() == []


def test_a_job_of_no_plan_is_its_owner_s_and_one_of_a_plan_is_for_those_who_may_edit_it(client, opretter, log_in):
    row = bestil_laesning(brev(), by=opretter, plan=None)
    client.force_login(UserFactory(may_create_plans=True), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(row.get_absolute_url()).status_code == 404
    plan = HelhedsplanFactory()
    user = log_in(plan, Rolle.REDAKTOER)
    address = reverse("indsatser:aftalelaesning_genlaes", args=[plan.uuid])
    answer = client.post(address, {"fil": brev()})
    job = Baggrundsopgave.objects.get(helhedsplan=plan)
    assert (answer.url, job.user) == (job.get_absolute_url(), user)
    log_in(plan, Rolle.MEDARBEJDER)
    assert client.get(job.get_absolute_url()).status_code == 403
    assert client.post(address, {"fil": brev()}).status_code == 403
