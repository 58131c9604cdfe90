"""A meeting that was held: its agenda is what it was called with, on whichever road one comes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from plans.choices import Moedetilstand, Rolle
from plans.models import Dagsordenspunkt, Moede
from plans.moeder.livsloeb import Skridt, gaa_videre, mulige_skridt
from plans.services import change, create
from tests.plans import factories as f
from tests.plans.redigering.formularer import errors, opret, ret, send, shown

pytestmark = pytest.mark.django_db

FIXED = "dagsordenen ligger fast"


@pytest.fixture
def moede():
    row = f.MoedeFactory(held_on=date(2019, 3, 14), state=Moedetilstand.AFHOLDT)
    for number, title in enumerate(["Et", "To"], start=1):
        f.DagsordenspunktFactory(moede=row, nummer=number, title=title)
    return row


@pytest.fixture
def editor(client, log_in, moede):
    log_in(moede.organ.helhedsplan, Rolle.REDAKTOER)
    return client


def titles(moede):
    return [row.title for row in moede.dagsordenspunkter.filter(retired_on=None).order_by("nummer")]


def page(client, moede):
    return client.get(reverse("plans:moede_detail", args=[moede.uuid])).content.decode()


def approve(moede):
    moede.minutes_approved_at = f.MoedeFactory(organ=moede.organ, held_on=date(2019, 6, 14))
    return change(moede, by=None)


@pytest.mark.parametrize("sent", [{"retning": "ned"}, {"plads": "1"}])
def test_the_items_do_not_change_places(editor, moede, sent):
    address = reverse("plans:row_move", args=["dagsordenspunkt", moede.dagsordenspunkter.first().uuid])
    answer = editor.post(address, sent)
    assert answer.status_code == (409 if "plads" in sent else 302)
    assert titles(moede) == ["Et", "To"]
    assert FIXED in page(editor, moede)


@pytest.mark.parametrize(("field", "value"), [("title", "Andet"), ("text", "Nyt"), ("nummer", 7)])
def test_what_it_was_called_with_is_not_changed(moede, field, value):
    punkt = moede.dagsordenspunkter.first()
    setattr(punkt, field, value)
    with pytest.raises(ValidationError, match=FIXED):
        change(punkt, by=None)


def test_no_item_is_added(moede):
    with pytest.raises(ValidationError, match=FIXED):
        create(Dagsordenspunkt(moede=moede, nummer=3, title="Tre"), by=None)


def test_the_form_of_an_item_asks_for_its_minutes_only(editor, moede):
    punkt = moede.dagsordenspunkter.first()
    sent = shown(editor, ret(punkt))
    assert "title" not in sent
    send(editor, ret(punkt), sent, minutes="Vi talte.")
    punkt.refresh_from_db()
    assert punkt.minutes == "Vi talte."


def test_a_form_opened_before_it_was_held_keeps_what_was_typed(editor, moede):
    Moede.objects.filter(pk=moede.pk).update(state=Moedetilstand.INDKALDT)
    punkt = moede.dagsordenspunkter.first()
    sent = shown(editor, ret(punkt))
    Moede.objects.filter(pk=moede.pk).update(state=Moedetilstand.AFHOLDT)
    answer = send(editor, ret(punkt), sent, title="Rettet titel")
    assert FIXED in errors(answer)["title"][0]
    assert "Rettet titel" in answer.content.decode()


def test_a_new_item_on_its_way_when_it_was_held_is_refused_with_a_sentence(editor, moede):
    address = opret(Dagsordenspunkt, moede)
    answer = send(editor, address, shown(editor, address), title="Tre")
    assert FIXED in str(errors(answer))


def test_the_page_hides_the_ways_to_change_it(editor, moede):
    text = page(editor, moede)
    assert FIXED in text
    assert "Skriv referat af punktet" in text
    for way in ('class="flyt"', "Skriv et punkt", "Vælg punkter fra planen"):
        assert way not in text
    approve(moede)
    text = page(editor, moede)
    assert "Referatet er godkendt, og dagsordenen ligger fast" in text
    assert "Skriv referat af punktet" not in text
    assert "Åbn mødet igen" not in text


def test_it_is_opened_again_with_a_reason_and_then_changed(editor, moede):
    assert "Åbn mødet igen" in page(editor, moede)
    address = reverse("plans:moede_skridt", args=[moede.uuid])
    answer = editor.post(address, {"skridt": "genoptag"}, follow=True)
    assert "Skriv, hvorfor mødet åbnes igen." in answer.content.decode()
    editor.post(address, {"skridt": "genoptag", "hvorfor": "Et punkt manglede."})
    punkt = Dagsordenspunkt.objects.filter(moede=moede).first()
    punkt.title = "Rettet"
    change(punkt, by=None)
    assert titles(moede) == ["Rettet", "To"]


def test_its_form_does_not_open_it_again_without_a_reason(editor, moede):
    answer = send(editor, ret(moede), shown(editor, ret(moede)), state="planlagt")
    assert "skriver hvorfor" in errors(answer)["state"][0]


def test_one_whose_minutes_are_approved_is_not_opened_again(moede):
    moede = approve(moede)
    assert mulige_skridt(moede, today=date(2019, 7, 1)) == ()
    with pytest.raises(ValidationError, match="Referatet er godkendt"):
        gaa_videre(moede, Skridt.GENOPTAG, by=None, hvorfor="Fejl.")
