"""What stands under something out of use is not edited: the page says what, and the way to take it in again."""

from datetime import date

import pytest
from django.urls import reverse

from indsatser.models import Referencevaerdi, Succeskriterium
from plans.choices import Rolle
from plans.models import Kladde
from plans.redigering.lukket import closed_above
from plans.services import retire
from tests.indsatser import factories as i
from tests.plans import factories as p
from tests.plans.redigering.formularer import opret, ret, send, shown


@pytest.fixture
def plan():
    return p.HelhedsplanFactory()


@pytest.fixture
def editor(plan, log_in):
    return log_in(plan, Rolle.REDAKTOER)


@pytest.fixture
def value(plan):
    """Four rows deep: delaftale, activity, criterion, a part of it, and a figure beside that."""
    aktivitet = i.AktivitetFactory(delaftale__helhedsplan=plan, delaftale__title="Tryghed")
    whole = i.SucceskriteriumFactory(aktivitet=aktivitet, form="sammensat")
    part = i.SucceskriteriumFactory(aktivitet=aktivitet, parent=whole)
    return i.ReferencevaerdiFactory(kriterium=part, label="Landet")


def at(name, row, **more):
    return reverse(f"plans:{name}", kwargs={"art": row._meta.model_name, "uuid": row.uuid, **more})


def chain(value):
    part = value.kriterium
    return [part, part.parent, part.aktivitet, part.aktivitet.delaftale, part.helhedsplan]


@pytest.mark.parametrize("height", range(5))
def test_it_is_refused_however_far_above_it_is_and_named_with_the_way_there(client, editor, value, height):
    above = chain(value)[height]
    retire(above, by=editor, reason="Puljen ophørte")
    page = client.get(ret(value))
    assert page.status_code == 409
    html = page.content.decode()
    assert at("row_history", above) in html
    assert "Puljen ophørte" in html
    assert "Sæt ind igen" in client.get(at("row_history", above)).content.decode()


def test_the_topmost_is_named_when_there_are_several(editor, value):
    krit, _, aktivitet, delaftale, _ = chain(value)
    for row in (krit, delaftale, aktivitet):
        retire(row, by=editor, reason="Ophørt")
    assert closed_above(Referencevaerdi.objects.get(pk=value.pk)) == delaftale


def test_it_is_edited_again_when_what_stands_above_is_in_use(client, editor, value):
    delaftale = chain(value)[3]
    retire(delaftale, by=editor, reason="Ophørt")
    assert client.post(at("row_reinstate", delaftale)).status_code == 302
    assert client.get(ret(value)).status_code == 200


def test_what_goes_out_later_closes_nothing_yet(client, editor, value):
    retire(chain(value)[3], by=editor, on=date(2999, 1, 1), reason="Ophører")
    assert client.get(ret(value)).status_code == 200


def test_no_road_writes_anything(client, editor, value):
    krit = value.kriterium
    retire(chain(value)[3], by=editor, reason="Ophørt")
    tried = [
        client.get(opret(Referencevaerdi, krit)),
        client.post(opret(Referencevaerdi, krit), {"label": "Ny", "value": "1"}),
        client.post(at("row_retire", krit), {"retired_on": "01.02.2020", "retired_reason": "Droppet"}),
        client.post(at("row_move", krit), {"retning": "op"}),
    ]
    assert [response.status_code for response in tried] == [409] * 4
    krit.refresh_from_db()
    assert (krit.retired_on, krit.version, krit.referencevaerdier.count()) == (None, 1, 1)


def test_it_is_not_taken_in_again_before_what_stands_above(client, editor, value):
    krit, delaftale = value.kriterium, chain(value)[3]
    for row in (krit, delaftale):
        retire(row, by=editor, reason="Ophørt")
    assert client.post(at("row_reinstate", krit)).status_code == 409
    history = client.get(at("row_history", krit)).content.decode()
    assert at("row_history", delaftale) in history
    assert at("row_reinstate", krit) not in history
    client.post(at("row_reinstate", delaftale))
    assert client.post(at("row_reinstate", krit)).status_code == 302


def test_what_was_typed_when_a_colleague_took_it_out_is_kept(client, editor, value):
    data = shown(client, ret(value))
    delaftale = chain(value)[3]
    retire(delaftale, by=None, reason="Ophørt")
    refused = send(client, ret(value), data, label="Hele landet")
    assert refused.status_code == 409
    assert "er gemt som kladde" in refused.content.decode()
    assert Kladde.objects.get().data["label"] == ["Hele landet"]
    client.post(at("row_reinstate", delaftale))
    assert client.get(ret(value)).context["form"]["label"].value() == "Hele landet"


def test_a_form_opened_in_place_is_sent_to_the_page_that_says_so(client, editor, value):
    retire(chain(value)[3], by=editor, reason="Ophørt")
    answer = client.get(f"{ret(value)}?felt=label", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == ret(value)


def test_asking_the_whole_chain_is_one_question(value, django_assert_num_queries):
    row = Succeskriterium.objects.get(pk=value.kriterium_id)
    with django_assert_num_queries(1):
        assert closed_above(row) is None


def test_a_role_can_still_be_ended_in_a_plan_that_is_out_of_use(client, log_in, plan):
    log_in(plan, Rolle.PLANLEDER)
    role = p.MedlemskabFactory(helhedsplan=plan)
    retire(plan, by=None, reason="Ophørt")
    assert client.get(ret(role)).status_code == 200
