"""Editing in a real browser: two at once, drafts, a lost connection, an expired login, no JavaScript, in place."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from plans.choices import Rolle
from plans.models import Delaftale, Kladde, Organmedlem, Part
from plans.redigering.kladder import save_draft
from plans.services import change
from tests.browser.tilgaengelighed import assert_accessible
from tests.plans import factories as f


@pytest.fixture
def delaftale(live_server):
    plan = f.HelhedsplanFactory(short_name="Åparken")
    return f.DelaftaleFactory(helhedsplan=plan, title="Tryghed", purpose="Tryggere opgange.")


@pytest.fixture
def form(live_server, delaftale):
    """The address of the delaftale's form."""
    return live_server.url + reverse("plans:row_update", kwargs={"art": "delaftale", "uuid": delaftale.uuid})


def editor(delaftale, name="Mette Holm", rolle=Rolle.REDAKTOER):
    return f.MedlemskabFactory(helhedsplan=delaftale.helhedsplan, rolle=rolle, user__name=name).user


@pytest.fixture
def open_as(browser, browser_context_args, live_server):
    """open_as(user, **context) -> a page in a browser of that person's own."""
    contexts = []

    def _open_as(user, **context):
        client = Client()  # one of her own: another person's login would end the first one's
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        contexts.append(browser.new_context(**{**browser_context_args, **context}))
        contexts[-1].add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return contexts[-1].new_page()

    yield _open_as
    for context in contexts:
        context.close()


def write(page, text):
    """Type into Formål, whichever way the field is edited."""
    page.get_by_role("textbox", name="Formål", exact=True).fill(text)


def formaal(page):
    """The field, which the editor of long text stands on top of."""
    return page.locator("[name=purpose]")


def save(page):
    page.get_by_role("button", name="Gem", exact=True).click()


def test_two_editors_in_two_browsers_see_each_other_and_the_second_chooses(open_as, form, delaftale):
    mette, ali = editor(delaftale, "Mette Holm"), editor(delaftale, "Ali Demir")
    first, second = open_as(mette), open_as(ali)
    first.goto(form)
    expect(first.locator(".tilstede")).to_be_attached()
    first.wait_for_timeout(500)
    second.goto(form)
    expect(second.get_by_text("Mette Holm har også det her åbent lige nu.")).to_be_visible()
    write(first, "Mettes formål")
    save(first)
    expect(first.get_by_text("Gemt.")).to_be_visible()
    write(second, "Alis formål")
    save(second)
    expect(second.get_by_role("heading", name="En anden har rettet det samme, mens du skrev")).to_be_visible()
    conflict = second.locator("fieldset.konflikt")
    expect(conflict).to_contain_text("Alis formål")
    expect(conflict).to_contain_text("Mettes formål")
    assert_accessible(second, [1280])
    assert Delaftale.objects.get().purpose == "Mettes formål"
    second.get_by_label("Brug min", exact=True).check()
    write(second, "Vores formål")
    save(second)
    expect(second.get_by_text("Gemt.")).to_be_visible()
    assert Delaftale.objects.get().purpose == "Vores formål"


def test_what_is_typed_saves_itself_and_survives_a_closed_tab(open_as, form, delaftale, complaints):
    page = open_as(editor(delaftale))
    page.goto(form)
    write(page, "Halvvejs")
    expect(page.get_by_text("Kladde gemt kl.")).to_be_visible(timeout=15_000)
    assert Delaftale.objects.get().purpose == "Tryggere opgange."
    page.goto(form)
    expect(page.get_by_text("er hentet frem")).to_be_visible()
    expect(formaal(page)).to_have_value("Halvvejs")
    save(page)
    expect(page.get_by_text("Gemt.")).to_be_visible()
    assert Delaftale.objects.get().purpose == "Halvvejs"
    page.goto(form)
    expect(page.get_by_role("textbox", name="Formål", exact=True)).to_be_visible()
    assert not page.get_by_text("er hentet frem").is_visible()
    assert not page.get_by_text("På denne computer").is_visible()


def test_without_a_connection_it_waits_on_this_computer_and_is_sent_when_there_is_one(open_as, form, delaftale):
    page = open_as(editor(delaftale))
    page.goto(form)
    page.context.set_offline(True)
    write(page, "Skrevet i kælderen")
    expect(page.get_by_text("Ingen forbindelse lige nu.")).to_be_visible(timeout=15_000)
    assert not Kladde.objects.exists()
    page.context.set_offline(False)
    expect(page.get_by_text("Kladde gemt kl.")).to_be_visible(timeout=15_000)
    assert Kladde.objects.get().data["purpose"] == ["Skrevet i kælderen"]


def test_a_tab_that_was_closed_without_a_connection_has_left_its_text_on_this_computer(open_as, form, delaftale):
    page = open_as(editor(delaftale))
    page.goto(form)
    page.context.set_offline(True)
    write(page, "Skrevet i kælderen")
    expect(page.get_by_text("Ingen forbindelse lige nu.")).to_be_visible(timeout=15_000)
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(form)
    expect(page.get_by_role("button", name="Hent det frem")).to_be_visible()
    page.evaluate("['online', 'focus'].forEach(name => window.dispatchEvent(new Event(name)))")
    write(page, "Noget andet")
    expect(page.get_by_text("Kladde gemt kl.")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="Hent det frem").click()
    expect(formaal(page)).to_have_value("Skrevet i kælderen")
    save(page)
    expect(page.get_by_text("Gemt.")).to_be_visible()
    assert Delaftale.objects.get().purpose == "Skrevet i kælderen"


@pytest.mark.parametrize("hours", [-5, 5])
def test_a_computer_whose_clock_is_hours_wrong_loses_nothing(open_as, form, delaftale, hours):
    page = open_as(editor(delaftale))
    page.context.clock.install(time=timezone.now() + timedelta(hours=hours))
    page.goto(form)
    write(page, "Gemt som kladde")
    expect(page.get_by_text("Kladde gemt kl.")).to_be_visible(timeout=15_000)
    page.context.set_offline(True)
    write(page, "Skrevet bagefter i kælderen")
    expect(page.get_by_text("Ingen forbindelse lige nu.")).to_be_visible(timeout=15_000)
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(form)
    expect(formaal(page)).to_have_value("Gemt som kladde")
    expect(page.locator("[data-kladdetilbud]")).not_to_contain_text("Det kan være ældre")
    page.get_by_role("button", name="Hent det frem").click()
    expect(formaal(page)).to_have_value("Skrevet bagefter i kælderen")


def test_what_lies_here_is_offered_with_a_warning_when_a_colleague_or_another_computer_came_between(
    open_as, form, delaftale
):
    user = editor(delaftale)
    page = open_as(user)
    page.goto(form)
    page.context.set_offline(True)
    write(page, "Skrevet i kælderen")
    expect(page.get_by_text("Ingen forbindelse lige nu.")).to_be_visible(timeout=15_000)
    context = page.context
    page.close()
    delaftale.purpose = "Skrevet af en kollega"
    change(delaftale, by=editor(delaftale, "Ali Demir"))
    kladde = {"art": "delaftale", "target": delaftale.uuid, "is_new": False}
    save_draft(user, data={"purpose": ["Fra den anden computer"]}, seen_version=delaftale.version, **kladde)
    context.set_offline(False)
    page = context.new_page()
    page.goto(form)
    expect(formaal(page)).to_have_value("Fra den anden computer")
    expect(page.locator("[data-kladdetilbud]")).to_contain_text("Det kan være ældre end det, der står her.")
    page.get_by_role("button", name="Hent det frem").click()
    expect(formaal(page)).to_have_value("Skrevet i kælderen")
    save(page)
    expect(page.get_by_role("heading", name="En anden har rettet det samme, mens du skrev")).to_be_visible()
    assert Delaftale.objects.get().purpose == "Skrevet af en kollega"


def test_a_field_saved_in_place_leaves_no_draft_behind_when_one_goes_on(open_as, live_server, delaftale):
    page = open_as(editor(delaftale))
    page.clock.install()
    page.goto(live_server.url + delaftale.get_absolute_url())
    page.get_by_role("link", name="Ret Formål").click()
    write(page, "Lyse stier.")
    save(page)
    expect(page.get_by_text("Lyse stier.")).to_be_visible()
    page.clock.fast_forward(10_000)  # the moments in which a form that was just sent keeps quiet are over
    sent = []
    page.on("request", lambda request: sent.append(request.url) if "/kladde/" in request.url else None)
    page.goto(live_server.url + reverse("plans:helhedsplan_list"))
    assert sent == []
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('kladde:'))") == []
    assert not Kladde.objects.filter(is_done=False).exists()


def test_when_the_login_runs_out_one_logs_in_and_it_is_all_there(open_as, form, delaftale, live_server):
    user = editor(delaftale)
    user.set_password("Helhedsplan-prøve-1")
    user.save()
    page = open_as(user)
    page.goto(form)
    Session.objects.all().delete()
    write(page, "Skrevet, mens login udløb")
    expect(page.get_by_text("Du er blevet logget ud.")).to_be_visible(timeout=15_000)
    save(page)
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Adgangskode").fill("Helhedsplan-prøve-1")
    page.get_by_role("button", name="Log ind").click()
    expect(formaal(page)).to_have_value("Skrevet, mens login udløb")
    save(page)
    expect(page.get_by_text("Gemt.")).to_be_visible()
    assert Delaftale.objects.get().purpose == "Skrevet, mens login udløb"


def test_without_javascript_all_of_it_works(open_as, live_server, form, delaftale):
    page = open_as(editor(delaftale), java_script_enabled=False)
    plan = delaftale.helhedsplan
    page.goto(live_server.url + reverse("plans:aftale_detail", kwargs={"uuid": plan.uuid}))
    page.get_by_role("link", name="Tilføj part").click()
    save(page)
    expect(page.get_by_role("heading", name="Noget skal rettes, før det kan gemmes")).to_be_visible()
    page.get_by_label("Organisation").fill("Ørby Kommune")
    save(page)
    expect(page.get_by_role("rowheader", name="Ørby Kommune")).to_be_visible()
    page.goto(form)
    formaal(page).fill("Uden scripts")
    page.get_by_role("button", name="Gem som kladde").click()
    expect(page.get_by_text("Kladden er gemt.")).to_be_visible()
    page.goto(form)
    expect(formaal(page)).to_have_value("Uden scripts")


def test_a_row_is_added_and_a_section_rewritten_where_they_stand(open_as, live_server, delaftale):
    plan = delaftale.helhedsplan
    f.AfsnitFactory(helhedsplan=plan, heading="Vores eget", text="Gammel tekst", skabelon=None)
    page = open_as(editor(delaftale))
    there = live_server.url + reverse("plans:aftale_detail", kwargs={"uuid": plan.uuid})
    page.goto(there)
    page.get_by_role("link", name="Ret teksten Vores eget").click()
    page.get_by_role("textbox", name="Tekst", exact=True).fill("Ny tekst")
    save(page)
    expect(page.get_by_text("Ny tekst")).to_be_visible()
    expect(page).to_have_url(there)
    page.get_by_role("link", name="Tilføj part").click()
    page.get_by_label("Organisation").fill("Boligforeningen Åen")
    save(page)
    expect(page.get_by_role("rowheader", name="Boligforeningen Åen")).to_be_visible()
    assert Part.objects.count() == 1


def test_rows_are_moved_by_keyboard_and_by_dragging(open_as, live_server, delaftale):
    organ = f.OrganFactory(helhedsplan=delaftale.helhedsplan)
    for number, title in enumerate(["Formand", "Næstformand", "Direktør"], start=1):
        f.OrganmedlemFactory(organ=organ, title=title, organisation="", order=number)
    page = open_as(editor(delaftale))
    page.goto(live_server.url + reverse("plans:organ_list", kwargs={"uuid": delaftale.helhedsplan.uuid}))
    page.get_by_role("button", name="Flyt Direktør op").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    order = Organmedlem.objects.order_by("order").values_list("title", flat=True)
    assert list(order) == ["Formand", "Direktør", "Næstformand"]
    rows = page.locator("[data-kan-traekkes] > li")
    expect(page.locator("[data-kan-traekkes][data-klar]")).to_be_attached()
    page.wait_for_timeout(300)
    with page.expect_response("**/flyt/") as answer:
        rows.nth(2).drag_to(rows.nth(0), source_position={"x": 4, "y": 8}, target_position={"x": 4, "y": 2})
    assert answer.value.status == 204
    assert list(order.all()) == ["Næstformand", "Formand", "Direktør"]


@pytest.mark.parametrize("width", [1440, 320])
def test_forms_have_nothing_axe_objects_to_with_content_and_with_errors(open_as, form, delaftale, width):
    page = open_as(editor(delaftale), viewport={"width": width, "height": 900})
    page.goto(form)
    for errors in (False, True):
        if errors:
            page.get_by_label("Lokal titel").fill("")
            page.get_by_label("Gælder til").fill("engang")
            save(page)
            expect(page.get_by_role("heading", name="Noget skal rettes, før det kan gemmes")).to_be_visible()
        assert_accessible(page, [width])
