"""Logging in and out, changing the password, and a whole visit without a mouse."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from plans.choices import Rolle
from plans.models import User
from tests.plans.factories import MedlemskabFactory, UserFactory

PASSWORD = "hyggelig-ørn-87-gynger"


@pytest.fixture
def mette(live_server) -> User:
    user = UserFactory(email="mette@example.dk", name="Mette Holm")
    user.set_password(PASSWORD)
    user.save()
    MedlemskabFactory(user=user, helhedsplan__short_name="Åparken", rolle=Rolle.LAESER)
    return user


def log_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Adgangskode").fill(password)
    page.get_by_role("button", name="Log ind").click()


def test_one_logs_in_with_email_and_password_and_lands_where_one_was_going(page, live_server, mette):
    page.goto(live_server.url + reverse("plans:helhedsplan_list") + "?q=åparken")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log ind")
    log_in(page, "Mette@Example.dk", PASSWORD)
    expect(page).to_have_url(re.compile(r"/helhedsplaner/\?q="))
    expect(page.get_by_role("link", name="Åparken")).to_be_visible()


def test_a_wrong_password_is_told_in_danish_and_the_email_is_kept(page, live_server, mette):
    page.goto(live_server.url + reverse("login"))
    log_in(page, "mette@example.dk", "forkert")
    expect(page.get_by_role("alert")).to_contain_text("Du blev ikke logget ind")
    expect(page.get_by_role("alert")).to_contain_text("adgangskode")
    expect(page.get_by_label("E-mail")).to_have_value("mette@example.dk")
    expect(page.get_by_label("Adgangskode")).to_have_value("")


def test_one_changes_the_password_and_uses_the_new_one(page, live_server, mette):
    page.goto(live_server.url + reverse("login"))
    log_in(page, mette.email, PASSWORD)
    page.get_by_text("Mette Holm").click()
    page.get_by_role("link", name="Skift adgangskode").click()
    new = "solsort-i-regnvejr-42"
    page.locator("[name=old_password]").fill(PASSWORD)
    page.locator("[name=new_password1]").fill(new)
    page.locator("[name=new_password2]").fill(new)
    page.locator("main button[type=submit]").click()
    expect(page).to_have_url(live_server.url + reverse("password_change_done"))
    page.get_by_text("Mette Holm").click()
    page.get_by_role("button", name="Log ud").click()
    expect(page).to_have_url(re.compile(r"/konto/log-ind/"))
    log_in(page, mette.email, new)
    expect(page.get_by_role("link", name="Åparken")).to_be_visible()


def test_a_password_that_is_too_easy_is_refused_at_its_field(page_as, live_server, mette):
    page = page_as(mette)
    page.goto(live_server.url + reverse("password_change"))
    page.locator("[name=old_password]").fill(PASSWORD)
    page.locator("[name=new_password1]").fill("12345678")
    page.locator("[name=new_password2]").fill("12345678")
    page.locator("main button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("for kort")
    expect(page).to_have_url(live_server.url + reverse("password_change"))


def test_after_logging_out_the_pages_are_closed_also_on_back(page, live_server, mette):
    page.goto(live_server.url + reverse("login"))
    log_in(page, mette.email, PASSWORD)
    expect(page.get_by_role("link", name="Åparken")).to_be_visible()
    page.get_by_text("Mette Holm").click()
    page.get_by_role("button", name="Log ud").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log ind")
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log ind")


def test_a_whole_visit_without_a_mouse(page, live_server, mette):
    page.goto(live_server.url + reverse("plans:helhedsplan_list"))
    page.get_by_label("E-mail").focus()
    page.keyboard.type(mette.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Planer")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gå til indholdet")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#indhold")).to_be_focused()

    fields = []
    for _ in range(4):
        page.keyboard.press("Tab")
        fields.append(page.evaluate("document.activeElement.name"))
    assert fields == ["q", "status", "runde", "kommune"]
    for role, name in (("button", "Vis"), ("link", "Nulstil"), ("link", "Åparken")):
        page.keyboard.press("Tab")
        expect(page.get_by_role(role, name=name, exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/helhedsplaner/[0-9a-f-]{36}/"))


def test_the_list_is_filtered_in_place_and_the_address_follows(page, live_server, mette):
    MedlemskabFactory(user=mette, helhedsplan__short_name="Vejle Vest")
    page.goto(live_server.url + reverse("plans:helhedsplan_list"))
    log_in(page, mette.email, PASSWORD)
    page.get_by_label("Søg", exact=True).fill("vejle")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Åparken")).to_have_count(0)
    expect(page.get_by_role("link", name="Vejle Vest")).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=vejle"))
    page.reload()
    expect(page.get_by_label("Søg", exact=True)).to_have_value("vejle")
    page.get_by_role("link", name="Nulstil").click()
    expect(page.get_by_role("link", name="Åparken")).to_be_visible()


def test_the_list_is_filtered_without_scripts_too(browser, live_server, mette, client):
    client.force_login(mette, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies["sessionid"]
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("plans:helhedsplan_list"))
    page.get_by_label("Søg", exact=True).fill("findes ikke")
    page.get_by_role("button", name="Vis").click()
    expect(page.get_by_text("Ingen planer passer")).to_be_visible()
    context.close()
