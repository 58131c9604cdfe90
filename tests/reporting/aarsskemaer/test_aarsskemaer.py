"""A year's papers of many plans: one ZIP, what could not be made named, and only plans one may read."""

from datetime import date
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.urls import reverse

from plans.baggrund.koe import toem_koen
from plans.choices import Opgavetilstand, Rolle
from plans.models import Baggrundsopgave
from reporting.aarsskemaer.lav import i_stykker
from reporting.aarsskemaer.opgave import bestil_aarsskemaer
from tests.plans.factories import HelhedsplanFactory, MedlemskabFactory, UserFactory

URL = "reporting:aarsskemaer"


@pytest.fixture(autouse=True)
def _hurtigt(monkeypatch):
    monkeypatch.setattr("reporting.tryk.lav.som_pdf", lambda *args, **kwargs: b"%PDF-1.7 et skema")
    monkeypatch.setattr("reporting.aarsskemaer.lav.som_word", lambda *args, **kwargs: b"PK et skema")


@pytest.fixture
def leder():
    """Somebody who reads two plans, one of which began after 2019."""
    user = UserFactory()
    for name, first in (("Åparken", 2018), ("Nyparken", 2021)):
        plan = HelhedsplanFactory(short_name=name, start_date=date(first, 1, 1), end_date=date(first + 3, 12, 31))
        MedlemskabFactory(helhedsplan=plan, user=user, rolle=Rolle.LAESER)
    return user


def planer(user):
    return [row.helhedsplan.uuid for row in user.medlemskaber.order_by("pk")]


def samlet(row):
    row.refresh_from_db()
    assert (row.state, row.failure) == (Opgavetilstand.FAERDIG, "")
    return ZipFile(BytesIO(row.file.read()))


def test_the_plans_papers_are_in_one_file_and_the_one_that_cannot_be_made_is_named(client, leder):
    client.force_login(leder, backend="django.contrib.auth.backends.ModelBackend")
    key = str(uuid4())
    first = client.post(reverse(URL), {"aar": "2019", "noegle": key})
    again = client.post(reverse(URL), {"aar": "2019", "noegle": key})
    row = Baggrundsopgave.objects.get(kind="aarsskemaer")
    assert first.url == again.url == row.get_absolute_url()
    toem_koen()
    with samlet(row) as zipped:
        names = zipped.namelist()
        assert [name.rpartition(".")[2] for name in names] == ["pdf", "docx", "txt", "sha256"]
        assert "Åparken" in names[0]
        assert "Nyparken løber fra 2021 til 2024; der er intet skema for 2019." in zipped.read(
            "Ikke lavet.txt"
        ).decode("utf-8-sig")
    assert [one.pk for one in Baggrundsopgave.objects.nyt_til(leder)] == [row.pk]


def test_a_plan_one_may_not_read_is_neither_offered_nor_made(client, leder):
    other = HelhedsplanFactory(short_name="Hemmelig", start_date=date(2018, 1, 1), end_date=date(2021, 12, 31))
    client.force_login(leder, backend="django.contrib.auth.backends.ModelBackend")
    assert "Hemmelig" not in client.get(reverse(URL)).content.decode()
    row = bestil_aarsskemaer([*planer(leder), other.uuid], 2019, by=leder, noegle=uuid4())
    toem_koen()
    with samlet(row) as zipped:
        assert not [name for name in zipped.namelist() if "Hemmelig" in name]
        told = zipped.read("Ikke lavet.txt").decode("utf-8-sig")
    assert "Du har ikke længere adgang til planen." in told
    assert "Hemmelig" not in told


def test_one_plans_fault_does_not_cost_the_others_theirs(leder, monkeypatch):
    def breaks(art, plan, of, as_of):
        raise ZeroDivisionError

    monkeypatch.setattr("reporting.aarsskemaer.lav.byg_rapport", breaks)
    row = bestil_aarsskemaer(planer(leder), 2019, by=leder, noegle=uuid4())
    toem_koen()
    with samlet(row) as zipped:
        assert "Åparken: Noget gik galt." in zipped.read("Ikke lavet.txt").decode("utf-8-sig")


def test_a_piece_that_nobody_makes_is_made_by_the_job_that_needs_it_and_a_failed_one_is_named(leder):
    row = bestil_aarsskemaer(planer(leder), 2019, by=leder, noegle=uuid4())
    pieces = Baggrundsopgave.objects.filter(kind="aarsskemaer_del").order_by("pk")
    assert pieces.count() == 2
    lost, stopped = pieces
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.filter(pk__in=[lost.task_id, stopped.task_id]).delete()
    Baggrundsopgave.objects.filter(pk=stopped.pk).update(
        state=Opgavetilstand.ANNULLERET, finished_at=stopped.created_at
    )
    toem_koen()
    with samlet(row) as zipped:
        assert zipped.namelist()[0].endswith(".pdf")
        assert "Planerne i del 2" in zipped.read("Ikke lavet.txt").decode("utf-8-sig")


@pytest.mark.parametrize("year", ["2190", "i fjor", "", "12"])
def test_a_year_that_is_none_is_refused(client, leder, year):
    client.force_login(leder, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(reverse(URL), {"aar": year, "noegle": str(uuid4())}).status_code == 200
    assert not Baggrundsopgave.objects.exists()


@pytest.mark.no_db
def test_the_plans_are_shared_out_so_that_two_workers_have_work():
    assert i_stykker([], 10) == []
    assert [len(piece) for piece in i_stykker([uuid4()], 10)] == [1]
    assert [len(piece) for piece in i_stykker([uuid4() for _ in range(3)], 10)] == [2, 1]
    assert [len(piece) for piece in i_stykker([uuid4() for _ in range(100)], 10)] == [10] * 10
