"""Every form of every kind of row: opened, sent back untouched, sent by somebody who may not, sent full of rubbish."""

from typing import Any

import pytest
from django.urls import reverse

from plans.choices import Rolle
from plans.models import Haendelse
from plans.redigering.register import Redigerbar, kind_or_404, kinds, panel_of
from plans.services import retire
from tests.indsatser.redigering.arter import RAEKKER, raekke
from tests.plans import factories as f
from tests.plans.redigering.formularer import ret, send, shown

ARTER = [kind.art for kind in kinds()]

HOSTILE = [
    "",
    " ",
    "x" * 100_000,
    "-1",
    "0",
    "NaN",
    "Infinity",
    "1e400",
    "9" * 400,
    "99999999999",
    "10.944.00",
    "31.02.2020",
    "0000-00-00",
    "år 2020",
    "01.01.99999",
    "\x00",
    "a\x00b",
    "<script>alert(1)</script>",
    "'; DROP TABLE plans_helhedsplan; --",
    "{{ settings.SECRET_KEY }}",
    "😀" * 50,
    "\u202eevil",
    "../../etc/passwd",
    "None",
    "true",
    "[]",
    "2147483648",
]
"""What is put into every field of every form, one kind of rubbish at a time."""


@pytest.fixture
def plan():
    return f.HelhedsplanFactory()


def new_address(kind: Redigerbar, row: Any) -> str | None:
    """The form of a new row of the kind, under what this row stands under."""
    for under in kind.under:
        above = getattr(row, under.field)
        if above is not None:
            kwargs = {"art": kind.art, "under": under.art, "uuid": above.uuid}
            return reverse("plans:row_create", kwargs=kwargs)
    return None


def test_every_kind_has_a_row_to_try_it_with():
    assert set(ARTER) == set(RAEKKER)


@pytest.mark.parametrize("art", [art for art in ARTER if art not in ("helhedsplan", "medlemskab")])
def test_nothing_of_a_plan_that_is_out_of_use_is_edited_and_all_of_it_can_be_read(art, plan, client, log_in):
    row = raekke(art, plan)
    log_in(plan, Rolle.PLANLEDER)
    retire(plan, by=None, reason="Ophørt")
    page = client.get(ret(row))
    assert page.status_code == 409
    assert reverse("plans:row_history", args=["helhedsplan", plan.uuid]) in page.content.decode()
    assert "Ophørt" in client.get(reverse("plans:row_history", args=[art, row.uuid])).content.decode()


@pytest.mark.parametrize("art", ARTER)
class TestEveryForm:
    def test_sent_back_untouched_changes_nothing_and_leaves_no_trail(self, art, plan, client, log_in):
        row = raekke(art, plan)
        log_in(plan, Rolle.PLANLEDER)
        before = type(row).objects.filter(pk=row.pk).values().get()
        response = send(client, ret(row), shown(client, ret(row)))
        assert response.status_code == 302, response.context["form"].errors
        assert type(row).objects.filter(pk=row.pk).values().get() == before
        assert not Haendelse.objects.exists()

    def test_is_hidden_from_strangers_and_refused_to_those_who_only_read(self, art, plan, client, log_in):
        row = raekke(art, plan)
        addresses = [ret(row), new_address(kind_or_404(art), row)]
        for rolle, status in ((None, 404), (Rolle.LAESER, 403), (Rolle.MEDARBEJDER, 403)):
            log_in(plan if rolle else f.HelhedsplanFactory(), rolle or Rolle.PLANLEDER)
            for address in filter(None, addresses):
                assert client.get(address).status_code == status
                assert client.post(address, {"title": "x"}).status_code == status
                assert client.post(f"{address}vis/", {"title": "x"}).status_code == status

    def test_a_new_one_can_be_opened_and_an_empty_one_is_refused_or_saved_whole(self, art, plan, client, log_in):
        row = raekke(art, plan)
        address = new_address(kind_or_404(art), row)
        if address is None:
            pytest.skip("a row that is made another way")
        log_in(plan, Rolle.PLANLEDER)
        assert client.get(address).status_code == 200
        number = type(row).objects.count()
        response = client.post(address, {})
        assert response.status_code in (200, 302)
        assert type(row).objects.count() == number + (response.status_code == 302)

    def test_takes_any_rubbish_without_falling_over_and_saves_none_that_it_refuses(self, art, plan, client, log_in):
        row = raekke(art, plan)
        log_in(plan, Rolle.PLANLEDER)
        kind = kind_or_404(art)
        stranger = raekke(art, f.HelhedsplanFactory())
        new = new_address(kind, row)
        names = [*shown(client, ret(row)), *kind.form.base_fields]
        for number, rubbish in enumerate([*HOSTILE, str(stranger.pk)]):
            data = dict.fromkeys(names, rubbish)
            # The row's own form gets all of it; that of a new row is the same form and gets every second kind.
            for address in filter(None, (ret(row), new if number % 2 else None)):
                before = list(type(row).objects.order_by("pk").values())
                response = client.post(address, {**data, "unknown": rubbish})
                assert response.status_code in (200, 302), (rubbish[:20], response.status_code)
                if response.status_code == 200:
                    assert list(type(row).objects.order_by("pk").values()) == before
                    assert response.context["form"].errors or response.context["skema"].conflicts
                if panel_of(kind) or rubbish.startswith("<"):
                    preview = client.post(f"{address}vis/", data)
                    assert preview.status_code == 200, rubbish[:20]
                    assert "<script>alert(1)" not in preview.content.decode()

    def test_takes_one_bad_field_at_a_time(self, art, plan, client, log_in):
        row = raekke(art, plan)
        log_in(plan, Rolle.PLANLEDER)
        original = shown(client, ret(row))
        for number, name in enumerate(sorted(set(original) - {"author", "seen_version"})):
            # Every field gets every kind of rubbish above; alone among good fields, each gets every second kind.
            for rubbish in ("\x00", "NaN", "1e400", "31.02.2020", "x" * 100_000, "-7")[number % 2 :: 2]:
                version = type(row).objects.get(pk=row.pk).version
                data = {**original, "seen_version": [str(version)], name: [rubbish]}
                response = client.post(ret(row), data)
                assert response.status_code in (200, 302), (name, rubbish[:20])
                if response.status_code == 200:
                    assert type(row).objects.get(pk=row.pk).version == version
