"""The review of a read agreement by keyboard, value and passage lit together."""

from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from indsatser.models import Laestvaerdi
from plans.choices import Rolle
from tests.indsatser import factories as i
from tests.plans import factories as f


def test_values_are_answered_and_corrected_by_keyboard_alone(page_as, live_server, complaints):
    first = i.LaestvaerdiFactory(nr=1, path="plan.parties[0].organisation")
    for nr in (2, 3):
        i.LaestvaerdiFactory(nr=nr, path=f"plan.parties[{nr - 1}].organisation", laesning=first.laesning)
    page = page_as(f.MedlemskabFactory(helhedsplan=first.laesning.helhedsplan, rolle=Rolle.REDAKTOER).user)
    page.goto(live_server.url + reverse("indsatser:aftalelaesning_gennemsyn", args=[first.laesning.uuid]))
    expect(page.get_by_role("heading", name="Gennemsyn")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.locator("#v-1").focus()
    expect(page.locator("#b-1")).to_have_class("dok__afsnit dok--laest dok--lyser")
    page.keyboard.press("g")
    expect(page.locator("#v-1")).to_contain_text("godkendt")
    expect(page.locator("#v-2")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator("#v-2")).to_contain_text("afvist")
    expect(page.locator("#v-3")).to_be_focused()
    page.keyboard.press("r")
    field = page.locator("#id_3_vaerdi")
    expect(field).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Boligforeningen agr")
    page.keyboard.press("Enter")
    expect(page.locator("#v-3")).to_contain_text("rettet")
    expect(page.locator("#gennemsyn-status")).to_contain_text("3 af 3")
    rows = Laestvaerdi.objects.order_by("nr").values_list("valg", "corrected")
    assert list(rows) == [("godkendt", None), ("afvist", None), ("rettet", "Boligforeningen agr")]
    assert complaints == []
