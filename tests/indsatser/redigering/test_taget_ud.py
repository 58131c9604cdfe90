"""The small rows of a form that are out of use: nothing reads them from that day, and they can come in again."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from indsatser.kopiering.aktivitet import Aktivitetskopi, kopier_aktivitet
from indsatser.kopiering.aktiviteter import Medtag
from indsatser.models import Lokalprojektopgave, Succeskriterium
from indsatser.opgoerelse import opgoer_row
from indsatser.selvmodsigelser import find_selvmodsigelser
from indsatser.selvmodsigelser.typer import Slags
from plans.choices import Rolle
from plans.models import Helhedsplan
from plans.services import change, retire, trail_of
from tests.indsatser import factories as i
from tests.plans import factories as p
from tests.plans.redigering.formularer import errors, opret, send, shown

OUT = date(2020, 2, 1)


@pytest.fixture
def by():
    return p.UserFactory()


@pytest.fixture
def projekt():
    row = i.LokalprojektFactory()
    i.LokalprojekttrinFactory(lokalprojekt=row, label="Uge 12", tasks="Stole")
    i.LokalprojektopgaveFactory(lokalprojekt=row, task="Indkøb", party="Skolen")
    i.LokalprojektudgiftFactory(lokalprojekt=row, label="Facilitator", amount=8000)
    i.LokalprojektudgiftFactory(lokalprojekt=row, label="Kaffe", amount=500)
    return row


def take_out(rows, by):
    for row in rows:
        retire(row, by=by, on=OUT, reason="Droppet")


def page(client, row, day=""):
    return client.get(row.get_absolute_url() + (f"?pr={day}" if day else "")).content.decode()


def test_a_project_reads_without_them_and_as_it_was_on_the_day_before(client, log_in, projekt, by):
    log_in(projekt.helhedsplan, Rolle.LAESER)
    take_out([projekt.trin.get(), projekt.opgaver.get(), projekt.udgifter.get(label="Facilitator")], by)
    there = reverse("indsatser:lokalprojekt_detail", args=[projekt.uuid])
    before = client.get(f"{there}?pr=2020-01-31").content.decode()
    for said in ("Uge 12", "Indkøb", "Facilitator", "8.500"):
        assert said in before, said
    after = client.get(f"{there}?pr=2020-02-01").content.decode()
    for gone in ("Uge 12", "Indkøb", "Facilitator", "8.500"):
        assert gone not in after, gone
    assert "Kaffe" in after


def test_a_cell_of_the_task_matrix_is_free_again_and_the_old_one_cannot_come_back_into_it(client, log_in, projekt, by):
    log_in(projekt.helhedsplan, Rolle.REDAKTOER)
    old, there = projekt.opgaver.get(), opret(Lokalprojektopgave, projekt)
    again = {"task": "Indkøb", "party": "Skolen", "mark": "X"}
    refused = send(client, there, shown(client, there), **again)
    assert errors(refused)["party"] == ["Feltet i opgavefordelingen er allerede udfyldt."]
    take_out([old], by)
    assert send(client, there, shown(client, there), **again).status_code == 302
    assert projekt.opgaver.current().count() == 1
    back = client.post(reverse("plans:row_reinstate", args=["lokalprojektopgave", old.uuid]), follow=True)
    assert "Feltet i opgavefordelingen er allerede udfyldt." in back.content.decode()


def test_an_activity_no_longer_serves_a_goal_and_its_copy_does_not_either(client, log_in, by):
    link = i.AktivitetsmaalFactory(maal__text="Flere klarer skolen")
    aktivitet = link.aktivitet
    log_in(aktivitet.helhedsplan, Rolle.LAESER)
    take_out([link], by)
    assert "Flere klarer skolen" in page(client, aktivitet, "2020-01-31")
    assert "Flere klarer skolen" not in page(client, aktivitet, "2020-02-01")
    new = kopier_aktivitet(aktivitet, Aktivitetskopi(uuid4(), aktivitet.delaftale, "Kopi", Medtag(), True), by=by)
    assert not new.aktivitetsmaal.exists()


def test_a_letter_in_a_form_that_is_out_of_use_contradicts_nothing(by):
    link = i.AktivitetsmaalFactory(maal=None, letter_as_printed="g", text_as_printed="Noget")

    def found():
        plans = Helhedsplan.objects.for_page().filter(pk=link.aktivitet.helhedsplan.pk)
        return [one for rows in find_selvmodsigelser(plans).values() for one in rows if one.slags == Slags.MAALBOGSTAV]

    assert found()
    take_out([link], by)
    assert not found()


def test_a_figure_for_comparison_stands_beside_the_target_until_its_day(client, log_in, by):
    krit = i.SucceskriteriumFactory(share=True)
    value = i.ReferencevaerdiFactory(kriterium=krit, label="Aarhus Kommune")
    log_in(krit.helhedsplan, Rolle.LAESER)
    take_out([value], by)
    row = Succeskriterium.objects.for_opgoerelse().select_related("helhedsplan").get(pk=krit.pk)
    references = [len(opgoer_row(row, as_of=day).kriterium.references) for day in (date(2020, 1, 31), OUT)]
    assert references == [1, 0]
    assert "Aarhus Kommune" in page(client, krit, "2020-01-31")
    assert "Aarhus Kommune" not in page(client, krit, "2020-02-01")


def test_a_figure_that_is_out_is_not_copied(by):
    krit = i.SucceskriteriumFactory(share=True)
    take_out([i.ReferencevaerdiFactory(kriterium=krit)], by)
    i.ReferencevaerdiFactory(kriterium=krit, label="Landet")
    valg = Aktivitetskopi(uuid4(), krit.aktivitet.delaftale, "Kopi", Medtag(), True)
    new = kopier_aktivitet(krit.aktivitet, valg, by=by).kriterier.get()
    assert [row.label for row in new.referencevaerdier.all()] == ["Landet"]


def test_what_was_changed_before_it_went_out_can_be_put_back_when_it_is_in_again(client, log_in, projekt):
    editor = log_in(projekt.helhedsplan, Rolle.REDAKTOER)
    row = projekt.udgifter.get(label="Kaffe")
    row.label = "Kaffe og kage"
    change(row, by=editor)
    renamed = trail_of(row).first()
    retire(row, by=editor, on=OUT, reason="Droppet")
    history = client.get(reverse("plans:row_history", args=["lokalprojektudgift", row.uuid])).content.decode()
    assert "Droppet" in history
    client.post(reverse("plans:row_reinstate", args=["lokalprojektudgift", row.uuid]))
    there = reverse("plans:row_restore", args=["lokalprojektudgift", row.uuid, renamed.pk])
    assert client.post(there, {"felter": ["label"]}).status_code == 302
    row.refresh_from_db()
    assert (row.label, row.retired_on) == ("Kaffe", None)
