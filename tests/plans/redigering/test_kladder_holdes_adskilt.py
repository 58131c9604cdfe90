"""Each form has its own draft and its own copy from an expired login: none takes another's place."""

import pytest
from django.urls import reverse

from helhedsplan.middleware import KEPT_POSTS
from plans.choices import Rolle
from plans.models import Afsnit, Helhedsplan
from tests.plans import factories as f
from tests.plans.redigering.formularer import opret, ret, send, shown

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def plan():
    return f.HelhedsplanFactory()


@pytest.fixture
def editor(plan, log_in):
    return log_in(plan, Rolle.REDAKTOER)


@pytest.fixture
def delaftale(plan):
    return f.DelaftaleFactory(helhedsplan=plan, title="Tryghed", purpose="Tryggere opgange.", problem="")


def kladde(client, address):
    """Where the form's script sends its draft."""
    page = client.get(address).content.decode()
    return page.split('data-kladde="')[1].split('"')[0].replace("&amp;", "&")


class TestAFewFieldsInPlace:
    def test_do_not_take_the_place_of_the_whole_forms_draft(self, client, editor, delaftale):
        few = f"{ret(delaftale)}?felt=title"
        send(client, kladde(client, ret(delaftale)), shown(client, ret(delaftale)), problem="Skrevet en halv time")
        send(client, kladde(client, few), shown(client, few), title="Ny titel")
        assert shown(client, ret(delaftale))["problem"] == ["Skrevet en halv time"]
        assert shown(client, few)["title"] == ["Ny titel"]

    def test_when_saved_leave_the_whole_forms_draft_waiting(self, client, editor, delaftale):
        few = f"{ret(delaftale)}?felt=title"
        send(client, kladde(client, ret(delaftale)), shown(client, ret(delaftale)), problem="Skrevet en halv time")
        assert send(client, few, shown(client, few), title="Ny titel").status_code == 302
        data = shown(client, ret(delaftale))
        assert data["problem"] == ["Skrevet en halv time"]
        assert send(client, ret(delaftale), data).status_code == 302
        delaftale.refresh_from_db()
        assert (delaftale.title, delaftale.problem) == ("Ny titel", "Skrevet en halv time")


def test_a_mark_taken_away_is_away_in_the_draft_too(client, editor, plan):
    area = f.BoligomraadeFactory(kommune=plan.kommune)
    plan.boligomraader.set([area])
    Helhedsplan.objects.update(counts_hours=True)
    data = shown(client, ret(plan))
    send(client, kladde(client, ret(plan)), data, counts_hours=None, boligomraader=None)
    again = shown(client, ret(plan))
    assert "counts_hours" not in again
    assert not again.get("boligomraader")


class TestAnExpiredLogin:
    def test_what_was_sent_can_be_thrown_away(self, client, editor, delaftale):
        data = shown(client, ret(delaftale))
        client.logout()
        send(client, ret(delaftale), data, purpose="Skrevet for længe siden")
        client.force_login(editor, backend=BACKEND)
        address = kladde(client, ret(delaftale))
        assert shown(client, ret(delaftale))["purpose"] == ["Skrevet for længe siden"]
        client.post(address, {"kasser": "1", "tilbage": ret(delaftale)})
        assert shown(client, ret(delaftale))["purpose"] == ["Tryggere opgange."]

    def test_the_text_of_one_new_section_does_not_appear_in_another(self, client, editor, plan):
        one, two = (f.AfsnitsskabelonFactory(runde=plan.bevillingsrunde) for _ in range(2))
        first, second = (f"{opret(Afsnit, plan)}?skabelon={each.pk}" for each in (one, two))
        data = shown(client, first)
        client.logout()
        send(client, first, data, text="Om det første")
        client.force_login(editor, backend=BACKEND)
        assert "text" not in shown(client, second)
        assert shown(client, first)["text"] == ["Om det første"]

    def test_what_the_script_sends_of_itself_does_not_push_out_what_she_sent(self, client, editor, delaftale):
        data = shown(client, ret(delaftale))
        client.logout()
        send(client, ret(delaftale), data, purpose="Sendt")
        for number in range(4):
            client.post(f"{reverse('plans:forside')}?{number}", data, headers={"X-Requested-With": "XMLHttpRequest"})
        assert list(client.session[KEPT_POSTS]) == [ret(delaftale)]
