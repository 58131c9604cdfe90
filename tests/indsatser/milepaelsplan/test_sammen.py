"""The milepælsplan beside the rest: the meeting that decides it, colleagues who write meanwhile, rows out of use."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from indsatser.milepaele import milepaele_for
from indsatser.milepaelsplan import plan as services
from indsatser.milepaelsplan.deling import Halvdel, del_i_to
from indsatser.milepaelsplan.fakta import build_planside
from indsatser.models import Milepaelsplanlinje
from plans.choices import Beslutningsart, Rolle
from plans.moeder.dagsorden import samlesag
from plans.services import retire
from reporting.facts.dagsordenforslag import build_forslag
from tests.indsatser.factories import (
    AktivitetFactory,
    MilepaelFactory,
    MilepaelsplanFactory,
    MilepaelsplanlinjeFactory,
)
from tests.plans import factories as f
from tests.plans.redigering.formularer import ret, send, shown

pytestmark = pytest.mark.django_db
SENT, DECIDED = date(2019, 11, 1), date(2019, 12, 5)


@pytest.fixture
def organ():
    plan = f.HelhedsplanFactory(start_date=date(2018, 1, 1), end_date=date(2021, 12, 31))
    return f.OrganFactory(helhedsplan=plan, name="Bestyrelsen")


@pytest.fixture
def row(organ):
    made = MilepaelsplanFactory(helhedsplan=organ.helhedsplan, year=2020)
    MilepaelsplanlinjeFactory(milepaelsplan=made, text="Haven er anlagt", quarter=2)
    return made


def to_board(row):
    return services.til_bestyrelsen(row, by=None, day=SENT)


def approve(row, organ):
    return services.godkend(to_board(row), by=None, decided_on=DECIDED, organ=organ)


def test_an_approved_milepaelsplan_is_proposed_for_no_agenda(row, organ):
    meeting = f.MoedeFactory(organ=organ, held_on=date(2019, 12, 10))
    titles = [each.titel for each in build_forslag(meeting, organ.helhedsplan)]
    assert titles == ["Milepælsplan for 2020"]
    approve(row, organ)
    assert build_forslag(meeting, organ.helhedsplan) == ()


def test_the_meetings_decision_is_proposed_where_the_milepaelsplan_is_approved(row, organ, client, log_in):
    plan = organ.helhedsplan
    meeting = f.MoedeFactory(organ=organ, held_on=DECIDED)
    case = samlesag(plan.uuid, "milepaelsplan")
    punkt = f.DagsordenspunktFactory(moede=meeting, nummer=1, title="Milepælsplan for 2020", target_uuid=case)
    said = {"organ": organ, "dagsordenspunkt": punkt, "decided_on": DECIDED, "target_uuid": case}
    decision = f.BeslutningFactory(helhedsplan=plan, kind=Beslutningsart.TILTRAADT, **said)
    to_board(row)
    log_in(plan, Rolle.PLANLEDER)
    form = client.get(reverse("indsatser:milepaelsplan_approve", args=[row.uuid])).context["form"]
    assert (form.initial["beslutning"], form.initial["decided_on"]) == (decision, DECIDED)


def test_a_line_knows_the_milestone_it_became(row, organ):
    approved = approve(row, organ)
    line = Milepaelsplanlinje.objects.get(milepaelsplan=approved)
    assert line.milepael is not None
    assert str(line.milepael.uuid) == approved.frozen["linjer"][0]["milepael"]


@pytest.mark.parametrize(("rolle", "state"), [(Rolle.REDAKTOER, "til_bestyrelsen"), (Rolle.PLANLEDER, "godkendt")])
def test_only_who_may_approve_freezes_it_by_recording_the_meetings_decision(row, organ, client, log_in, rolle, state):
    meeting = f.MoedeFactory(organ=organ, held_on=DECIDED)
    punkt = f.DagsordenspunktFactory(moede=meeting, nummer=1, title="Milepælsplan", target_uuid=row.uuid)
    to_board(row)
    log_in(organ.helhedsplan, rolle)
    address = reverse("plans:row_create", args=["beslutning", "dagsordenspunkt", punkt.uuid])
    send(client, address, shown(client, address) | {"text": "Ja.", "kind": "tiltraadt"})
    row.refresh_from_db()
    assert row.state == state
    if state == "til_bestyrelsen":
        log_in(organ.helhedsplan, Rolle.PLANLEDER)
        form = client.get(reverse("indsatser:milepaelsplan_approve", args=[row.uuid])).context["form"]
        assert form.initial["beslutning"].text == "Ja."


@pytest.mark.parametrize("kind", [Beslutningsart.AFVIST, Beslutningsart.UDSAT])
def test_a_milepaelsplan_is_not_approved_by_a_decision_that_says_no(row, organ, kind):
    to_board(row)
    no = f.BeslutningFactory(helhedsplan=organ.helhedsplan, organ=organ, kind=kind, decided_on=DECIDED)
    with pytest.raises(ValidationError, match="ikke tiltrådt"):
        services.godkend(row, by=None, decided_on=DECIDED, beslutning=no)


def test_the_wording_of_the_decision_behind_it_can_be_corrected_but_not_what_it_decided(row, organ, client, log_in):
    approved = approve(row, organ)
    log_in(organ.helhedsplan, Rolle.REDAKTOER)
    decision = approved.beslutning
    send(client, ret(decision), shown(client, ret(decision)) | {"text": "Godkendt med tak."})
    decision.refresh_from_db()
    assert decision.text == "Godkendt med tak."
    response = client.post(ret(decision), shown(client, ret(decision)) | {"kind": "afvist"})
    assert response.status_code == 200
    assert "Milepælsplanen er godkendt og ændres ikke" in response.content.decode()
    address = reverse("plans:row_retire", args=["beslutning", decision.uuid])
    response = client.post(address, {"retired_on": "20.12.2019", "retired_reason": "Fejl."})
    assert "Milepælsplanen er godkendt og ændres ikke" in response.content.decode()
    approved.refresh_from_db()
    assert approved.beslutning == decision


def test_frozen_lines_that_somebody_has_spoilt_behind_the_trigger_are_shown_as_spoilt(row, organ):
    approved = approve(row, organ)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE indsatser_milepaelsplan DISABLE TRIGGER USER")
        cursor.execute("UPDATE indsatser_milepaelsplan SET frozen = '{}' WHERE id = %s", [approved.pk])
        cursor.execute("ALTER TABLE indsatser_milepaelsplan ENABLE TRIGGER USER")
    side = build_planside(organ.helhedsplan, 2020, today=date(2020, 1, 1))
    assert (side.er_uroert, side.antal) == (False, 0)
    assert milepaele_for(organ.helhedsplan, as_of=date(2020, 1, 1))[0].aftalt is None


def test_a_milestone_that_was_split_after_the_approval_is_said_to_be_split(row, organ):
    approved = approve(row, organ)
    milestone = Milepaelsplanlinje.objects.get(milepaelsplan=approved).milepael
    halves = (Halvdel("Haven er tegnet", 2020, 2), Halvdel("Haven er plantet", 2020, 4))
    del_i_to(milestone, halves, by=None, day=date(2020, 2, 1), reason="For stor.")
    (quarter,) = build_planside(organ.helhedsplan, 2020, today=date(2020, 3, 1)).kvartaler
    assert quarter.linjer[0].aendringer == ("Milepælen er delt i to: «Haven er tegnet» og «Haven er plantet».",)


def test_a_line_under_an_activity_that_is_out_of_use_is_refused_in_words(row, organ):
    aktivitet = AktivitetFactory(delaftale__helhedsplan=organ.helhedsplan, name="Havedage")
    MilepaelsplanlinjeFactory(milepaelsplan=row, text="Tre havedage holdt", quarter=3, aktivitet=aktivitet)
    to_board(row)
    retire(aktivitet, by=None, reason="Nedlagt.", on=date(2019, 11, 20))
    with pytest.raises(ValidationError, match="Havedage"):
        services.godkend(row, by=None, decided_on=DECIDED, organ=organ)


def test_a_line_a_colleague_added_meanwhile_is_left_alone_by_the_form_that_did_not_show_it(row, organ, client, log_in):
    log_in(organ.helhedsplan, Rolle.REDAKTOER)
    address = reverse("indsatser:milepaelsplan_update", args=[row.uuid])
    mine = shown(client, address)
    MilepaelsplanlinjeFactory(milepaelsplan=row, text="Kollegaens linje", quarter=4)
    response = client.post(address, {key: "Min tekst" if key.startswith("text-") else v for key, v in mine.items()})
    assert response.status_code == 302
    assert set(row.linjer.values_list("text", flat=True)) == {"Min tekst", "Kollegaens linje"}


def test_a_double_click_takes_the_lines_once_and_ends_at_the_milepaelsplan(organ, client, log_in):
    plan = organ.helhedsplan
    milestone = MilepaelFactory(helhedsplan=plan, year=2019, quarter=4)
    log_in(plan, Rolle.REDAKTOER)
    address = reverse("indsatser:milepaelsplan_create", args=[plan.uuid, 2020])
    answers = [client.post(address, {"valg": [str(milestone.uuid)]}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Milepaelsplanlinje.objects.filter(source=milestone).count() == 1


def test_a_single_milestone_of_the_next_year_is_no_milepaelsplan(organ):
    MilepaelFactory(helhedsplan=organ.helhedsplan, year=2020, quarter=1)
    meeting = f.MoedeFactory(organ=organ, held_on=date(2019, 11, 5))
    assert "Milepælsplan for 2020" in [each.titel for each in build_forslag(meeting, organ.helhedsplan)]
