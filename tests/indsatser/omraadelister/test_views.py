"""Writing area figures in the grid: one save, nobody overwritten, and only by those whose plan covers the area."""

from decimal import Decimal

import pytest
from django.urls import reverse

from indsatser.choices import Kriterieform
from indsatser.models import Indikator, Indikatorvaerdi
from plans.choices import Rolle
from plans.models import Haendelse
from tests.indsatser.factories import IndikatorFactory, IndikatorvaerdiFactory, SucceskriteriumFactory
from tests.plans.factories import BoligomraadeFactory, HelhedsplanFactory, MedlemskabFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(reference):
    return Indikator.objects.get(code="liste-arbejdsmarked")


@pytest.fixture
def skriv(plan, area):
    return reverse("indsatser:omraade_update", args=[plan.uuid, area.uuid]) + "?til=2020"


def siden(plan, area):
    return reverse("reporting:omraade_detail", args=[plan.uuid, area.uuid])


def stored(area, year=2020):
    return Indikatorvaerdi.objects.shared().get(boligomraade=area, year=year)


def ground(row, shown):
    return f"{row.pk}:{row.version}:{shown}"


def test_the_areas_and_the_kommunes_figures_are_saved_at_once(client, plan, area, job, skriv):
    cells = {f"c-o{job.pk}-2020": "42,2", f"c-k{job.pk}-2020": "24,1 %", f"c-o{job.pk}-2019": ".."}
    sent = client.post(skriv, {**cells, "kilde": "Listen 2020"}, follow=True)
    assert "Gemt" in sent.content.decode()
    assert "2 tal" in sent.content.decode()
    row = stored(area)
    assert (row.value, row.source, row.helhedsplan) == (Decimal("42.2000"), "Listen 2020", None)
    assert Indikatorvaerdi.objects.shared().get(kommune=area.kommune).value == Decimal("24.1000")
    assert Haendelse.objects.filter(target_uuid=row.uuid).count() == 1


def test_one_wrong_figure_and_nothing_is_saved(client, area, job, skriv):
    sent = client.post(skriv, {f"c-o{job.pk}-2020": "42,2", f"c-o{job.pk}-2019": "422"})
    assert sent.status_code == 200
    assert not Indikatorvaerdi.objects.shared().filter(boligomraade=area).exists()
    page = sent.content.decode()
    assert "mere end 100" in page
    assert 'value="42,2"' in page
    assert 'value="422"' in page


def test_a_figure_is_corrected_and_one_is_taken_out(client, area, job, skriv):
    row = IndikatorvaerdiFactory(helhedsplan=None, indikator=job, boligomraade=area, year=2020, value=Decimal(40))
    name = f"o{job.pk}-2020"
    client.post(skriv, {f"c-{name}": "41", f"g-{name}": ground(row, "40")})
    row.refresh_from_db()
    assert (row.value, row.version) == (Decimal(41), 2)
    client.post(skriv, {f"c-{name}": "", f"g-{name}": ground(row, "41")})
    row.refresh_from_db()
    assert row.retired_on
    assert row.retired_reason == "Fjernet i skemaet med områdetal."


def test_a_cell_left_out_by_statistics_does_not_remove_a_figure(client, area, job, skriv):
    row = IndikatorvaerdiFactory(helhedsplan=None, indikator=job, boligomraade=area, year=2020, value=Decimal(40))
    name = f"o{job.pk}-2020"
    sent = client.post(skriv, {f"c-{name}": "..", f"g-{name}": ground(row, "40")})
    assert "betyder ikke oplyst" in sent.content.decode()
    assert stored(area).value == 40


def test_a_colleague_is_not_overwritten(client, area, job, skriv):
    row = IndikatorvaerdiFactory(helhedsplan=None, indikator=job, boligomraade=area, year=2020, value=Decimal(40))
    name = f"o{job.pk}-2020"
    before = ground(row, "40")
    row.value, row.version = Decimal(44), 2
    row.save()
    sent = client.post(skriv, {f"c-{name}": "41", f"g-{name}": before})
    assert "Imens er der skrevet 44" in sent.content.decode()
    assert stored(area).value == 44
    same = client.post(skriv, {f"c-{name}": "44", f"g-{name}": before})
    assert same.status_code == 302
    assert f'value="{ground(stored(area), "44")}"' in sent.content.decode()
    client.post(skriv, {f"c-{name}": "41", f"g-{name}": ground(stored(area), "44")})
    assert stored(area).value == 41


def test_a_source_with_a_cpr_number_is_refused(client, area, job, skriv):
    sent = client.post(skriv, {f"c-o{job.pk}-2020": "41", "kilde": "Oplyst af 010190-1234"})
    assert sent.status_code == 200
    assert sent.context["form"].errors["kilde"]
    assert not Indikatorvaerdi.objects.shared().filter(boligomraade=area).exists()


def test_another_indicator_can_be_added_as_a_row(client, area, skriv):
    extra = IndikatorFactory(name="Flyttede husstande", unit="")
    assert f"c-o{extra.pk}-2020" not in client.get(skriv).content.decode()
    there = f"{skriv}&indikator={extra.pk}"
    assert f"c-o{extra.pk}-2020" in client.get(there).content.decode()
    assert client.post(there, {f"c-o{extra.pk}-2020": "31"}).status_code == 302
    assert stored(area).indikator == extra


@pytest.mark.parametrize("hostile", ["?til=x", "?til=999999", "?indikator=x", "?til=2020&indikator=0"])
def test_rubbish_in_the_address_is_no_crash(client, plan, area, hostile):
    assert client.get(reverse("indsatser:omraade_update", args=[plan.uuid, area.uuid]) + hostile).status_code == 200


@pytest.mark.parametrize("rubbish", ["c-", "c-o-1", "c-x1-2020", "c-o99999-2020", "c-o1-19"])
def test_a_cell_that_is_not_there_is_said(client, area, skriv, rubbish):
    sent = client.post(skriv, {rubbish: "12"})
    assert sent.status_code == 200
    assert "ikke i skemaet længere" in sent.content.decode()


def test_an_area_no_plan_of_mine_covers_is_not_found(client, plan):
    elsewhere = BoligomraadeFactory()
    for name in ("reporting:omraade_detail", "indsatser:omraade_update"):
        assert client.get(reverse(name, args=[plan.uuid, elsewhere.uuid])).status_code == 404


def test_two_plans_share_the_figures_and_a_fellow_plans_reader_only_reads(client, plan, area, job, skriv):
    client.post(skriv, {f"c-o{job.pk}-2020": "42,2"})
    other = HelhedsplanFactory()
    other.boligomraader.add(area)
    client.force_login(
        MedlemskabFactory(helhedsplan=other, rolle=Rolle.LAESER).user, "django.contrib.auth.backends.ModelBackend"
    )
    assert "42,2" in client.get(siden(other, area)).content.decode()
    assert client.get(siden(plan, area)).status_code == 404
    assert client.get(reverse("indsatser:omraade_update", args=[other.uuid, area.uuid])).status_code == 403


def test_a_faellessekretariat_covers_its_plans_areas(client, plan, area):
    above = HelhedsplanFactory(faellessekretariat=True)
    plan.parent = above
    plan.save()
    client.force_login(MedlemskabFactory(helhedsplan=above).user, "django.contrib.auth.backends.ModelBackend")
    assert client.get(siden(above, area)).status_code == 200


def test_the_areas_page_says_the_kommunes_figure_and_draws_the_line(client, plan, area, job):
    for year, value in ((2019, "43"), (2020, "42.2")):
        IndikatorvaerdiFactory(helhedsplan=None, indikator=job, boligomraade=area, year=year, value=Decimal(value))
    IndikatorvaerdiFactory(
        helhedsplan=None, indikator=job, boligomraade=None, kommune=area.kommune, year=2020, value=Decimal("24.1")
    )
    page = client.get(siden(plan, area)).content.decode().replace("\xa0", " ")
    assert "Området: 2019: 43 %; 2020: 42,2 %. Ørekøbing Kommune: 2020: 24,1 %." in page
    assert "Grænse, Udsat boligområde: 40 % 2019-2020." in page
    assert "Det er ministeren, der afgør" in page
    assert client.get(siden(plan, area) + "?aar=abcd").status_code == 200
    assert "ingen officielle lister i 1999" in client.get(siden(plan, area) + "?aar=1999").content.decode()


def test_the_pages_cost_the_same_with_many_figures(client, plan, area, job, skriv, assert_flat_queries):
    IndikatorvaerdiFactory(helhedsplan=None, indikator=job, boligomraade=area, year=2010)

    def grow():
        for year in range(2011, 2021):
            IndikatorvaerdiFactory(helhedsplan=None, indikator=job, boligomraade=area, year=year)
            IndikatorvaerdiFactory(helhedsplan=None, indikator=IndikatorFactory(), boligomraade=area, year=year)
            plan.boligomraader.add(BoligomraadeFactory())

    first = [siden(plan, area), skriv, reverse("indsatser:indikator_list", args=[plan.uuid])]
    assert_flat_queries(get=lambda: [client.get(url) for url in first], grow=grow)


def test_the_list_page_says_where_each_area_stands(client, plan, area, job):
    IndikatorvaerdiFactory(helhedsplan=None, indikator=job, boligomraade=area, year=2020, value=Decimal(30))
    page = client.get(reverse("indsatser:indikator_list", args=[plan.uuid])).content.decode()
    assert siden(plan, area) in page
    assert "Kan ikke afgøres for 2020" in page


@pytest.mark.parametrize(("form", "links"), [(Kriterieform.LOVGRAENSE, True), (Kriterieform.ANTAL_I_VINDUE, False)])
def test_a_criterion_whose_line_is_the_laws_leads_to_the_areas_figures(client, plan, form, links):
    row = SucceskriteriumFactory(aktivitet__delaftale__helhedsplan=plan, form=form)
    page = client.get(reverse("reporting:kriterium_detail", args=[row.uuid])).content.decode()
    assert ("Se boligområdernes tal mod de officielle grænser" in page) == links


def test_the_agreement_leads_to_its_areas(client, plan, area):
    page = client.get(reverse("plans:aftale_detail", args=[plan.uuid])).content.decode()
    assert siden(plan, area) in page
