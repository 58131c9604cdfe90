"""»Kom i gang«: each step done or not, and one link to where it is done."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from plans.choices import Bilagstilstand, Planstatus, Plantype, Postart, Rolle
from plans.models import Helhedsplan
from reporting.facts.kom_i_gang import build_kom_i_gang
from tests.indsatser import factories as i
from tests.plans import factories as f


@pytest.fixture
def plan():
    """A plan that has just begun: one delaftale, one section, one annex, one party, one organ, one post."""
    plan = f.HelhedsplanFactory(status=Planstatus.FORBEREDES, kommune=None)
    runde = plan.bevillingsrunde
    area = f.IndsatsomraadeFactory(runde=runde)
    f.DelaftaleFactory(helhedsplan=plan, indsatsomraade=area, nummer=1)
    f.AfsnitFactory(helhedsplan=plan, heading="Formål", text="")
    f.BilagFactory(helhedsplan=plan)
    f.PartFactory(helhedsplan=plan)
    f.OrganFactory(helhedsplan=plan)
    f.BudgetpostFactory(helhedsplan=plan)
    return plan


def steps(plan, *, may_edit=True):
    return {trin.tekst: trin for trin in build_kom_i_gang(plan, may_edit=may_edit).trin}


def finish(plan):
    """Do all of it."""
    delaftale = plan.delaftaler.get()
    delaftale.purpose = "Tryghed."
    delaftale.save()
    aktivitet = i.AktivitetFactory(delaftale=delaftale)
    i.SucceskriteriumFactory(aktivitet=aktivitet)
    i.MilepaelFactory(helhedsplan=plan)
    f.AfdelingsdeltagelseFactory(helhedsplan=plan)
    plan.afsnit.update(text="Fordi.")
    plan.bilag.update(state=Bilagstilstand.VEDLAGT)
    plan.parter.update(signed_on=date(2018, 6, 1))
    f.OrganmedlemFactory(organ=plan.organer.get())
    f.BudgetbeloebFactory(budgetpost=plan.budgetposter.get())
    plan.kommune, plan.administrator = f.KommuneFactory(), f.BoligorganisationFactory()
    plan.journalnummer, plan.tovholder = "11350", "Sekretariatet"
    plan.frame_lbf, plan.frame_lokal = Decimal(3), Decimal(1)
    plan.save()


def test_a_plan_that_has_just_begun_has_nothing_done_but_what_was_chosen(plan):
    assert {text: (trin.svar, trin.is_done) for text, trin in steps(plan).items()} == {
        "Skriv stamoplysningerne": ("2 af 6", False),
        "Tilføj boligafdelingerne": ("ingen afdelinger", False),
        "Vælg indsatsområder, og begrund fravalg": ("1 af 1", True),
        "Skriv aftalens afsnit": ("0 af 1", False),
        "Skriv formål i alle delaftaler": ("0 af 1", False),
        "Opret aktiviteter i alle delaftaler": ("0 af 1", False),
        "Skriv succeskriterier i alle delaftaler": ("0 af 1", False),
        "Læg milepælene": ("ingen milepæle", False),
        "Skriv rammen": ("0 af 2", False),
        "Fordel budgettet på poster": ("0 af 1", False),
        "Besæt bestyrelse og grupper": ("0 af 1", False),
        "Vedlæg bilagene": ("0 af 1", False),
        "Få parternes underskrift": ("0 af 1", False),
    }


def test_a_plan_that_is_finished_has_everything_done(plan):
    finish(plan)
    kom_i_gang = build_kom_i_gang(plan, may_edit=True)
    assert [trin.tekst for trin in kom_i_gang.trin if not trin.is_done] == []
    assert kom_i_gang.is_done


def test_a_field_of_work_is_settled_by_a_reason_too(plan):
    area = f.IndsatsomraadeFactory(runde=plan.bevillingsrunde)
    text = "Vælg indsatsområder, og begrund fravalg"
    assert steps(plan)[text].svar == "1 af 2"
    f.FravalgFactory(helhedsplan=plan, indsatsomraade=area)
    assert steps(plan)[text].is_done


def test_a_criterion_may_stand_on_the_delaftale_itself(plan):
    i.SucceskriteriumFactory(aktivitet=None, delaftale=plan.delaftaler.get())
    assert steps(plan)["Skriv succeskriterier i alle delaftaler"].is_done


def test_a_section_that_is_written_from_other_pages_is_not_asked_for(plan):
    skabelon = f.AfsnitsskabelonFactory(runde=plan.bevillingsrunde, key="milepaele")
    f.AfsnitFactory(helhedsplan=plan, skabelon=skabelon, text="")
    assert steps(plan)["Skriv aftalens afsnit"].svar == "0 af 1"


def test_a_plan_of_a_round_that_declares_nothing_is_asked_for_its_delaftaler_and_no_annexes():
    found = steps(f.HelhedsplanFactory(status=Planstatus.FORBEREDES))
    assert found["Opret delaftaler"].svar == "ingen delaftaler"
    assert found["Skriv formål i alle delaftaler"].svar == "ingen delaftaler"
    assert not found["Besæt bestyrelse og grupper"].is_done
    assert "Vedlæg bilagene" not in found
    assert "Skriv aftalens afsnit" not in found


def test_a_round_with_chapters_is_spoken_of_in_its_own_words():
    plan = f.HelhedsplanFactory(
        status=Planstatus.FORBEREDES,
        bevillingsrunde=f.BevillingsrundeFactory(
            code="kapitler", field_label="Indsatsområde", field_label_plural="Indsatsområder"
        ),
    )
    assert "Skriv formål i alle indsatsområder" in steps(plan)


@pytest.mark.parametrize("status", [status for status in Planstatus if status != Planstatus.FORBEREDES])
def test_only_a_plan_under_forberedelse_has_it(status, plan):
    plan.status = status
    assert build_kom_i_gang(plan, may_edit=True) is None


def test_a_municipal_effort_across_plans_has_no_agreement_to_prepare(plan):
    plan.kind = Plantype.KOMMUNAL_INDSATS
    assert build_kom_i_gang(plan, may_edit=True) is None


def test_every_link_leads_to_a_page_that_opens_for_who_may_edit(plan, client, log_in):
    log_in(plan, Rolle.REDAKTOER)
    for trin in steps(plan).values():
        assert client.get(trin.url.partition("#")[0]).status_code == 200, trin.tekst


def test_who_may_edit_is_led_to_where_it_is_done(plan):
    found, section = steps(plan), plan.afsnit.get()
    assert found["Skriv aftalens afsnit"].url == f"/ret/afsnit/{section.uuid}/"
    assert found["Tilføj boligafdelingerne"].url == f"/opret/afdelingsdeltagelse/helhedsplan/{plan.uuid}/"


def test_what_cannot_be_edited_yet_is_shown_where_it_is_read(plan, monkeypatch):
    monkeypatch.setattr("reporting.facts.kom_i_gang.kinds", lambda: iter(()))
    assert steps(plan)["Skriv formål i alle delaftaler"].url == plan.delaftaler.get().get_absolute_url()


def test_who_may_only_read_is_led_to_the_pages_that_show_it(plan):
    assert steps(plan, may_edit=False)["Skriv aftalens afsnit"].url == reverse("plans:aftale_detail", args=[plan.uuid])


def test_the_overview_shows_it_and_costs_the_same_with_many_rows(plan, client, log_in, assert_flat_queries):
    log_in(plan, Rolle.REDAKTOER)
    i.AktivitetFactory(delaftale=plan.delaftaler.get())

    def grow():
        for delaftale in f.DelaftaleFactory.create_batch(4, helhedsplan=plan):
            i.AktivitetFactory(delaftale=delaftale)
            f.BudgetpostFactory(helhedsplan=plan, kind=Postart.DELAFTALE, delaftale=delaftale)
        f.AfsnitFactory.create_batch(4, helhedsplan=plan)
        f.OrganFactory.create_batch(4, helhedsplan=plan)

    url = plan.get_absolute_url()
    assert "Kom i gang" in client.get(url).content.decode()
    assert_flat_queries(get=lambda: client.get(url), grow=grow)
    Helhedsplan.objects.update(status=Planstatus.IGANGVAERENDE)
    assert "Kom i gang" not in client.get(url).content.decode()
