"""Every cell that is changed, by whatever road, stands in the history with what it was and is, and can be put back."""

from decimal import Decimal

import pytest
from django.urls import reverse

from plans.choices import Handling, Rolle
from plans.models import Budgetbeloeb, Haendelse
from plans.services import trail_of
from tests.plans import factories as f
from tests.plans.penge.ark import budgetplan as b
from tests.plans.penge.test_gitter import Skaerm


@pytest.fixture
def plan():
    return b.byg_plan()


@pytest.fixture
def editor(plan, log_in):
    return log_in(plan, Rolle.REDAKTOER)


def cell(kilde="Landsbyggefonden", year=2019):
    return Budgetbeloeb.objects.get(budgetpost__title="Tryghed", kilde__name=kilde, year=year)


def by_grid(client, plan, texts):
    """As typed or pasted: what is pasted are the same fields, filled in by the browser."""
    grid = Skaerm(client, plan, "?vis=alle")
    for row, text in texts:
        grid.data[grid.cell(row.budgetpost_id, row.kilde_id, row.year)] = text
    grid.send()
    assert grid.response.status_code == 302


def by_file(client, plan, texts):
    def each(book):
        for row, text in texts:
            b.saet(row.budgetpost.title, row.kilde.name, row.year, text or None)(book)

    urls = [reverse(f"plans:budgetark_{name}", args=[plan.uuid]) for name in ("upload", "review")]
    page = client.post(urls[0], {"fil": b.fil(b.aendr(b.hent(plan), each))}, follow=True)
    saved = client.post(urls[1], {"fingeraftryk": page.context["forskel"].fingeraftryk})
    assert saved.status_code == 302


ROADS = pytest.mark.parametrize("road", [by_grid, by_file])


@ROADS
def test_what_was_and_what_is_stands_in_the_history_for_every_cell(client, plan, editor, road):
    money, hours, gone = cell(), cell("Boligforeningens timer"), cell(year=2018)
    fresh = Budgetbeloeb(budgetpost=money.budgetpost, kilde=money.kilde, year=2021)
    road(client, plan, [(money, "850.000,50"), (hours, "100,5"), (gone, ""), (fresh, "7")])
    told = {
        (event.handling, event.target_label): {(c.field, c.old, c.new) for c in event.feltaendringer.all()}
        for event in Haendelse.objects.filter(helhedsplan=plan, by=editor)
    }
    assert told == {
        (Handling.AENDRET, "Tryghed 2019 Landsbyggefonden"): {("amount", "900.000", "850.000,5")},
        (Handling.AENDRET, "Tryghed 2019 Boligforeningens timer"): {
            ("amount", "16.706,25", "41.456,25"), ("hours", "40,5", "100,5"),
        },
        (Handling.SLETTET, "Tryghed 2018 Landsbyggefonden"): {("amount", "800.000", "")},
        (Handling.OPRETTET, "Tryghed 2021 Landsbyggefonden"): set(),
    }  # fmt: skip


@ROADS
def test_a_changed_cell_is_put_back_from_the_history(client, plan, editor, road):
    money, hours = cell(), cell("Boligforeningens timer")
    road(client, plan, [(money, "1"), (hours, "100,5")])
    history = client.get(reverse("plans:historik_list", args=[plan.uuid])).content.decode()
    for row, fields, amount in ((money, ["amount"], 900_000), (hours, ["amount", "hours"], Decimal("16706.25"))):
        address = reverse("plans:row_restore", args=["budgetbeloeb", row.uuid, trail_of(row).first().pk])
        assert address in history
        shown = client.get(address)
        assert shown.status_code == 200
        done = client.post(address, {"felter": fields, "seen_version": 2})
        assert done.status_code == 302, done.content.decode()
        row.refresh_from_db()
        assert (row.amount, row.version) == (amount, 3)


def test_a_stranger_and_a_reader_put_nothing_back(client, plan, editor):
    row = cell()
    by_grid(client, plan, [(row, "1")])
    address = reverse("plans:row_restore", args=["budgetbeloeb", row.uuid, trail_of(row).first().pk])
    for user, status in (
        (f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.LAESER).user, 403),
        (f.UserFactory(), 404),
    ):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        assert client.post(address, {"felter": ["amount"], "seen_version": 2}).status_code == status
    assert cell().amount == 1
