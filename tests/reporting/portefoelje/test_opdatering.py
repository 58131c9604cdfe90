"""Keeping the figures: as often as one likes, whole lots only, and never older figures over newer ones."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from plans.baggrund.koe import toem_koen
from plans.choices import Opgavetilstand, Rolle
from plans.models import Baggrundsopgave
from reporting.models import Planstand
from reporting.portefoelje import opdatering, views
from reporting.portefoelje.opdatering import gamle, opdater
from tests.plans import factories as plans

TODAY = timezone.localdate()


def _run(capsys, *arguments):
    call_command("opdater_portefoelje", *arguments)
    return capsys.readouterr().out


def test_it_works_out_what_is_old_and_then_has_nothing_to_do(capsys):
    plans.HelhedsplanFactory.create_batch(2)
    assert _run(capsys).startswith("2 planer gjort op")
    before = list(Planstand.objects.order_by("pk").values())
    assert _run(capsys).startswith("0 planer gjort op")
    assert list(Planstand.objects.order_by("pk").values()) == before


def test_it_can_work_out_everything_again(capsys):
    plans.HelhedsplanFactory()
    _run(capsys)
    assert _run(capsys, "--alle").startswith("1 plan gjort op")


def test_it_stops_when_the_time_is_up_and_says_what_waits(capsys):
    plans.HelhedsplanFactory.create_batch(3)
    assert "2 venter" in _run(capsys, "--sekunder", "0")
    assert Planstand.objects.count() == 1


def test_a_plan_that_is_out_of_use_is_left_alone():
    plans.HelhedsplanFactory(retired_on=TODAY, retired_reason="Oprettet ved en fejl.")
    assert gamle(today=TODAY) == []


def test_a_run_that_dies_keeps_the_lots_it_finished_and_the_next_takes_the_rest(monkeypatch):
    ones = [plan.pk for plan in plans.HelhedsplanFactory.create_batch(3)]
    work_out = opdatering.opgoer_stande
    calls = iter([work_out, work_out])
    monkeypatch.setattr(opdatering, "LOT", 1)
    monkeypatch.setattr(opdatering, "opgoer_stande", lambda plans, today: next(calls)(plans, today=today))
    with pytest.raises(StopIteration):
        opdater(ones, today=TODAY)
    assert Planstand.objects.count() == 2
    monkeypatch.setattr(opdatering, "opgoer_stande", work_out)
    assert gamle(today=TODAY) == ones[2:]


def test_older_figures_do_not_replace_newer_ones():
    plan = plans.HelhedsplanFactory()
    opdater([plan.pk], today=TODAY)
    later = timezone.now() + timedelta(minutes=1)
    Planstand.objects.update(opgjort_at=later, udfyldt_pct=99)
    opdater([plan.pk], today=TODAY)
    assert Planstand.objects.get().udfyldt_pct == 99


def test_the_plans_without_figures_come_first_then_the_oldest():
    ones = [plan.pk for plan in plans.HelhedsplanFactory.create_batch(3)]
    opdater(ones[:2], today=TODAY)
    Planstand.objects.filter(pk=ones[0]).update(opgjort_dag=TODAY - timedelta(days=1))
    Planstand.objects.filter(pk=ones[1]).update(opgjort_dag=TODAY - timedelta(days=2))
    assert gamle(today=TODAY) == [ones[2], ones[1], ones[0]]


def test_asking_for_new_figures_works_out_ones_own_plans_only(client, log_in):
    mine, _other = plans.HelhedsplanFactory(), plans.HelhedsplanFactory()
    log_in(mine, Rolle.LAESER)
    row = ordered(client.post("/portefoelje/opdater/", {"valg": "sorter=-data"}))
    assert not Planstand.objects.exists(), "it is done in the background"
    toem_koen()
    row.refresh_from_db()
    assert (row.state, row.steps, row.resultat_url) == (Opgavetilstand.FAERDIG, 1, "/portefoelje/")
    assert list(Planstand.objects.values_list("pk", flat=True)) == [mine.pk]
    assert "Gør op nu" not in client.get(row.resultat_url).text


def test_a_run_that_dies_goes_on_where_it_was(client, log_in):
    one, other = plans.HelhedsplanFactory(), plans.HelhedsplanFactory()
    user = log_in(one)
    plans.MedlemskabFactory(user=user, helhedsplan=other)
    row = ordered(client.post("/portefoelje/opdater/"))
    opdater([one.pk], today=TODAY)
    toem_koen()
    row.refresh_from_db()
    assert (row.state, row.steps) == (Opgavetilstand.FAERDIG, 1), "one was there already"


def test_whoever_gets_the_figures_at_once_is_back_where_she_was(client, log_in, monkeypatch):
    def done_at_once(row):
        toem_koen()
        row.refresh_from_db()
        return row

    monkeypatch.setattr(views, "vent", done_at_once)
    log_in(plans.HelhedsplanFactory())
    response = client.post("/portefoelje/opdater/", {"valg": "sorter=-data"})
    assert response["Location"] == "/portefoelje/?sorter=-data"
    assert "Alle tal er nye." in client.get(response["Location"]).text
    response = client.post("/portefoelje/opdater/", {"valg": "\r\nhttps://ond.example"})
    assert response["Location"].startswith("/portefoelje/"), "the way back stays in the application"


def ordered(response) -> Baggrundsopgave:
    """The job the answer leads to."""
    row = Baggrundsopgave.objects.get()
    assert response["Location"] == row.get_absolute_url()
    return row
