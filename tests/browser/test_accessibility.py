"""Every page, wide and narrow: no violation that axe can find, no sideways scrolling, nothing the browser refuses.

A new page gets a line in SIDER. The address is found from the name through tests/verden.py.
"""

import json
from itertools import pairwise

import pytest
from django.urls import reverse

from plans.choices import Rolle
from plans.redigering.kladder import save_draft
from tests.browser.tilgaengelighed import assert_accessible
from tests.plans.factories import MedlemskabFactory
from tests.reporting.bestyrelsesplan import DAGEN, byg_bestyrelsesplan
from tests.reporting.factories import PaamindelseFactory

SIDER = [
    "reporting:mit_overblik",
    "plans:helhedsplan_list",
    "reporting:portefoelje",
    "plans:aftale_detail",
    "plans:uoverensstemmelse_list",
    "plans:oekonomi_detail",
    "plans:omdisponering_list",
    "indsatser:bemanding_list",
    "plans:organ_list",
    "plans:aarshjul",
    "plans:moede_detail",
    "plans:kalender",
    "reporting:referat_detail",
    "plans:historik_list",
    "indsatser:milepael_list",
    "indsatser:indikator_list",
    "reporting:omraade_detail",
    "indsatser:projekt_list",
    "indsatser:lokalprojekt_detail",
    "indsatser:initiativ_detail",
    "reporting:soeg",
    "reporting:plan_overblik",
    "reporting:bestyrelsesside",
    "reporting:delaftale_list",
    "reporting:delaftale_detail",
    "reporting:aktivitet_detail",
    "reporting:kriterium_detail",
    "reporting:paamindelse_valg",
    "password_change",
    "password_change_done",
]


def _assert_nothing_to_object_to(page, url: str) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(url)
    assert_accessible(page)
    levels = page.eval_on_selector_all("h1, h2, h3, h4, h5, h6", "all => all.map(h => Number(h.tagName[1]))")
    assert levels.count(1) == 1, f"One h1: {levels}"
    steps = pairwise(levels)
    assert all(after <= before + 1 for before, after in steps), f"Headings skip a level: {levels}"
    assert refused == []


@pytest.mark.parametrize("url_name", SIDER)
def test_a_page_is_accessible_wide_and_narrow(url_name, page_as, live_server, verden):
    page = page_as(verden.medlem(Rolle.LAESER))
    _assert_nothing_to_object_to(page, live_server.url + verden.url(url_name))


def test_the_overview_with_something_to_do_is_accessible(page_as, live_server, verden):
    page = page_as(verden.medlem(Rolle.REDAKTOER))
    _assert_nothing_to_object_to(page, live_server.url + verden.url("reporting:mit_overblik"))
    assert page.get_by_role("heading", level=2).count() > 2


def test_the_boards_page_with_everything_on_it_is_accessible(page_as, live_server):
    plan = byg_bestyrelsesplan()
    page = page_as(MedlemskabFactory(helhedsplan=plan, rolle=Rolle.LAESER).user)
    address = reverse("reporting:bestyrelsesside", args=[plan.uuid], query={"pr": DAGEN})
    _assert_nothing_to_object_to(page, live_server.url + address)


@pytest.mark.parametrize("url_name", ["indsatser:omraade_update", "indsatser:omraadetal_kolonner"])
def test_where_area_figures_are_written_is_accessible(url_name, page_as, live_server, verden):
    page = page_as(verden.medlem(Rolle.REDAKTOER))
    _assert_nothing_to_object_to(page, live_server.url + verden.url(url_name))


def test_where_a_file_of_measurements_is_read_in_is_accessible(page_as, live_server, verden):
    user = verden.medlem(Rolle.PLANLEDER)
    rows = [[verden.kriterium.pk, 0, "12", "", ["Målinger", 5, 6]], [verden.kriterium.pk, 1, "9", "8", ["", 6, 6]]]
    quarters = [["2018-10-01", "2018-12-31"], ["2018-07-01", "2018-09-30"]]
    fil = {"perioder": quarters, "celler": rows, "noter": ["Række 7: kolonnen «Mine» er ikke læst."]}
    kept = {"fil": [json.dumps(fil)], "navn": ["Tal.xlsx"]}
    save_draft(user, data=kept, seen_version=None, art="maalingsark", target=verden.helhedsplan.uuid, is_new=False)
    page = page_as(user)
    for name in ("upload", "review", "fortryd"):
        _assert_nothing_to_object_to(page, live_server.url + verden.url(f"indsatser:maalingsark_{name}"))


def test_the_reminders_are_accessible(page_as, live_server, verden):
    user = verden.medlem(Rolle.REDAKTOER)
    PaamindelseFactory(brev__user=user, helhedsplan=verden.helhedsplan, is_late=True, answer_path="/")
    page = page_as(user)
    for name in ("paamindelse_list", "paamindelse_svar", "planpaamindelser_update"):
        _assert_nothing_to_object_to(page, live_server.url + verden.url(f"reporting:{name}"))


def test_the_login_page_is_accessible(page, live_server, db):
    _assert_nothing_to_object_to(page, f"{live_server.url}/konto/log-ind/")


def test_a_search_with_hits_is_accessible(page_as, live_server, verden):
    page = page_as(verden.medlem(Rolle.LAESER))
    _assert_nothing_to_object_to(page, f"{live_server.url}{verden.url('reporting:soeg')}?q=tryghed")
    assert page.locator("mark").count()
