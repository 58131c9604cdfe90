"""Writing about the work in a real browser: a criterion read back while it is written, and a field edited in place."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indsatser.models import Aktivitet, Succeskriterium
from plans.choices import Planstatus, Rolle
from tests.browser.tilgaengelighed import assert_accessible
from tests.indsatser import factories as i
from tests.plans import factories as f


@pytest.fixture
def aktivitet(live_server):
    plan = f.HelhedsplanFactory(status=Planstatus.IGANGVAERENDE)
    return i.AktivitetFactory(delaftale=f.DelaftaleFactory(helhedsplan=plan), purpose="Flere i job.")


@pytest.fixture
def page(page_as, aktivitet):
    return page_as(f.MedlemskabFactory(helhedsplan=aktivitet.helhedsplan, rolle=Rolle.REDAKTOER).user)


def test_a_criterion_is_read_back_and_drawn_while_it_is_written(page, aktivitet, live_server, complaints):
    kwargs = {"art": "succeskriterium", "under": "aktivitet", "uuid": aktivitet.uuid}
    page.goto(live_server.url + reverse("plans:row_create", kwargs=kwargs))
    page.locator("#id_statement").fill("Andelen falder fra 21,3 % til 15 %")
    page.get_by_label("En andel, der flytter sig fra et tal til et andet").check()
    page.get_by_label("Måltal").fill("15")
    expect(page.locator("#id_statement")).to_have_value("Andelen falder fra 21,3 % til 15 %")
    page.get_by_label("Udgangspunkt", exact=True).fill("21,3")
    page.get_by_label("Udgangspunktets data til og med").fill("31.12.2016")
    panel = page.locator(".formpanel")
    expect(panel).to_contain_text("Tallet skal falde fra 21,3")
    expect(panel).to_contain_text("til højst 15")
    expect(panel.locator("svg")).to_be_visible()
    assert_accessible(page, [1280])
    assert not Succeskriterium.objects.exists()
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("er tilføjet")).to_be_visible()
    assert Succeskriterium.objects.get().target_value == 15
    assert complaints == []


@pytest.mark.parametrize("width", [1280, 390])
def test_a_compound_sentence_is_read_into_its_parts_and_all_of_them_are_saved(page, aktivitet, live_server, width):
    page.set_viewport_size({"width": width, "height": 900})
    kwargs = {"art": "succeskriterium", "under": "aktivitet", "uuid": aktivitet.uuid}
    page.goto(live_server.url + reverse("plans:row_create", kwargs=kwargs))
    page.locator("#id_statement").fill("Der holdes 8 møder, 12 kurser, 30 samtaler, 4 fester, 6 udflugter og 9 caféer")
    page.get_by_role("button", name="Læs sætningen").click()
    expect(page.get_by_label("Delmål 6")).to_have_value("9 caféer")
    panel = page.locator(".formpanel")
    expect(panel).to_contain_text("Består af 6 delmål")
    page.get_by_label("Delmål 7").fill("5 foredrag")
    expect(panel).to_contain_text("Består af 7 delmål")
    page.get_by_role("button", name="Flere delmål").click()
    expect(page.get_by_label("Delmål 8")).to_be_visible()
    assert_accessible(page, [width])
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("er tilføjet")).to_be_visible()
    assert Succeskriterium.objects.get(parent=None).dele.count() == 7


@pytest.mark.parametrize("width", [1280, 320])
def test_a_criterion_with_a_changed_target_has_nothing_axe_objects_to(page, aktivitet, live_server, width):
    row = i.SucceskriteriumFactory(aktivitet=aktivitet, share=True)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + reverse("plans:row_update", kwargs={"art": "succeskriterium", "uuid": row.uuid}))
    page.get_by_label("Måltal").fill("18")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("heading", name="Noget skal rettes, før det kan gemmes")).to_be_visible()
    expect(page.locator(".formpanel")).to_contain_text("til højst 18")
    assert_accessible(page, [width])


def test_the_purpose_of_an_activity_is_edited_where_it_is_read(page, aktivitet, live_server):
    page.goto(live_server.url + aktivitet.get_absolute_url())
    assert_accessible(page, [1280])
    page.get_by_role("link", name="Ret Formål").click()
    page.get_by_label("Formål", exact=True).fill("Flere i lære.")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Flere i lære.")).to_be_visible()
    expect(page).to_have_url(live_server.url + aktivitet.get_absolute_url())
    assert Aktivitet.objects.get().purpose == "Flere i lære."


@pytest.fixture
def mixed(aktivitet):
    """Three criteria; the middle one has two parts."""
    first = i.SucceskriteriumFactory(aktivitet=aktivitet, statement="Flere i job", order=1)
    whole = i.SucceskriteriumFactory(aktivitet=aktivitet, statement="Møder", order=2, form="sammensat", unit="")
    for order, statement in enumerate(("8 møder", "18 deltagere"), start=1):
        i.SucceskriteriumFactory(aktivitet=aktivitet, parent=whole, statement=statement, order=order)
    i.SucceskriteriumFactory(aktivitet=aktivitet, statement="Færre sigtede", order=3)
    return first, whole


def _drag(page, row, to):
    """By the cell that says when the data are from: there is nothing to press in it."""
    there = {"source_position": {"x": 6, "y": 6}, "target_position": {"x": 6, "y": 3}}
    with page.expect_response("**/flyt/") as answer:
        row.locator("td").last.drag_to(to.locator("td").last, **there)
    assert answer.value.status == 204


def test_a_criterion_is_dragged_with_its_parts_and_the_parts_within_it(page, aktivitet, mixed, live_server):
    page.goto(live_server.url + aktivitet.get_absolute_url())
    table = page.get_by_role("table", name="Succeskriterier og resultater")
    expect(page.locator("table[data-klar]")).to_be_attached()
    page.wait_for_timeout(300)
    groups = table.locator("tbody")
    _drag(page, groups.nth(1).locator("tr").first, groups.nth(0).locator("tr").first)
    rows = Succeskriterium.objects.filter(parent=None).order_by("order")
    assert list(rows.values_list("statement", flat=True)) == ["Møder", "Flere i job", "Færre sigtede"]
    expect(groups.first.locator(".delraekke")).to_have_count(2)

    parts = groups.first.locator(".delraekke")
    _drag(page, parts.nth(1), parts.nth(0))
    _, whole = mixed
    assert list(whole.dele.order_by("order").values_list("statement", flat=True)) == ["18 deltagere", "8 møder"]
    expect(parts.first).to_contain_text("Delmål 1 af 2")
    expect(parts.first).to_contain_text("18 deltagere")
    assert list(rows.all().values_list("statement", flat=True)) == ["Møder", "Flere i job", "Færre sigtede"]
    page.reload()
    expect(table.locator(".delraekke").first).to_contain_text("18 deltagere")
