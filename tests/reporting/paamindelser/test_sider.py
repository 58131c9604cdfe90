"""One's own letters, one's own choice, and the plan's."""

from datetime import date

import pytest
from django.urls import reverse

from plans.choices import Rolle
from plans.models import Feltaendring
from reporting.models import Brugerpaamindelser, Planpaamindelser
from reporting.paamindelser.forms import regel_i_ord
from reporting.paamindelser.regler import standardregler
from reporting.paamindelser.slags import SLAGS
from tests.plans.factories import HelhedsplanFactory
from tests.reporting.factories import PaamindelseFactory, PaamindelsesbrevFactory, PlanpaamindelserFactory

pytestmark = pytest.mark.django_db
MINE = "reporting:paamindelse_list"
VALG = "reporting:paamindelse_valg"


def page(client, name, **kwargs):
    return client.get(reverse(name, kwargs=kwargs)).content.decode()


def test_i_see_my_letters_and_nobody_elses(client, log_in):
    user = log_in(HelhedsplanFactory())
    PaamindelseFactory(brev__user=user, text="Min milepæl", is_late=True)
    PaamindelseFactory(text="En andens milepæl")
    html = page(client, MINE)
    assert "Min milepæl" in html
    assert "Overskredet" in html
    assert "En andens" not in html


def test_why_a_letter_did_not_come_is_said(client, log_in, settings):
    user = log_in(HelhedsplanFactory())
    PaamindelsesbrevFactory(user=user, status="fejl", error="550 Ukendt modtager")
    html = page(client, MINE)
    assert "Kunne ikke sendes, prøves igen" in html
    assert "550 Ukendt modtager" in html
    assert "ingen mailserver" not in html
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert "Helhedsplan har ingen mailserver" in page(client, MINE)
    assert "Helhedsplan har ingen mailserver" in page(client, VALG)


def test_the_list_costs_the_same_with_many_letters(client, log_in, assert_flat_queries):
    user = log_in(HelhedsplanFactory())
    for day in (1, 2):
        PaamindelseFactory(brev__user=user, brev__day=date(2026, 1, day))

    def grow():
        for day in range(3, 10):
            PaamindelseFactory(brev__user=user, brev__day=date(2026, 1, day))

    assert_flat_queries(get=lambda: client.get(reverse(MINE)), grow=grow)


def test_i_choose_weekly_and_a_holiday(client, log_in):
    user = log_in(HelhedsplanFactory())
    assert "hver dag, der er noget nyt" in page(client, MINE)
    typed = {"frequency": "ugentlig", "weekday": "5", "paused_from": "01.07.2099", "paused_to": "21.07.2099"}
    html = client.post(reverse(VALG), typed, follow=True).content.decode()
    valg = Brugerpaamindelser.objects.get(user=user)
    assert (valg.frequency, valg.weekday, valg.paused_to) == ("ugentlig", 5, date(2099, 7, 21))
    assert "en gang om ugen</strong>, fredag" in html
    assert "Pause 01.07.2099-21.07.2099" in html
    client.post(reverse(VALG), {"frequency": "aldrig", "weekday": "5", "paused_from": "", "paused_to": ""})
    assert Brugerpaamindelser.objects.get(user=user).frequency == "aldrig"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"paused_from": "21.07.2026", "paused_to": "01.07.2026"}, "Pausen slutter, før den begynder."),
        ({"paused_from": "", "paused_to": "01.07.2026"}, "Skriv, hvilken dag pausen begynder."),
        ({"paused_from": "i morgen", "paused_to": ""}, "i morgen"),
        ({"frequency": "hver time"}, "hver time"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused_at_its_field(client, log_in, typed, said):
    log_in(HelhedsplanFactory())
    given = {"frequency": "daglig", "weekday": "1", "paused_from": "", "paused_to": ""} | typed
    response = client.post(reverse(VALG), given)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert said in response.content.decode()
    assert not Brugerpaamindelser.objects.exists()


def test_a_plan_switches_a_kind_off_and_it_is_on_the_trail(client, log_in):
    plan = HelhedsplanFactory()
    log_in(plan, Rolle.REDAKTOER)
    url = reverse("reporting:planpaamindelser_update", args=[plan.uuid])
    html = client.get(url).content.decode()
    assert html.count("checked") == len(SLAGS)
    kept = [slags for slags in standardregler() if slags != "moede"]
    client.post(url, {"on": kept, "paused_from": "", "paused_to": "", "pause_reason": ""})
    valg = Planpaamindelser.objects.get(helhedsplan=plan)
    assert valg.off == ["moede"]
    client.post(url, {"on": list(standardregler()), "seen_version": valg.version, "pause_reason": ""})
    valg.refresh_from_db()
    assert valg.off == []
    assert Feltaendring.objects.get(field="off").old == "Møde"


def test_two_who_choose_for_a_plan_do_not_overwrite_each_other(client, log_in):
    valg = PlanpaamindelserFactory(version=3)
    log_in(valg.helhedsplan, Rolle.PLANLEDER)
    url = reverse("reporting:planpaamindelser_update", args=[valg.helhedsplan.uuid])
    response = client.post(url, {"on": [], "seen_version": 2, "pause_reason": ""})
    assert "En anden har ændret det" in response.content.decode()
    valg.refresh_from_db()
    assert valg.off == []


def test_a_paused_plan_says_so(client, log_in):
    valg = PlanpaamindelserFactory(paused_from=date(2020, 1, 1), pause_reason="Ny leder")
    log_in(valg.helhedsplan, Rolle.PLANLEDER)
    assert "ingen får påmindelser" in page(client, "reporting:planpaamindelser_update", uuid=valg.helhedsplan.uuid)


@pytest.mark.no_db
def test_a_rule_is_said_in_words():
    rules = standardregler()
    assert regel_i_ord(rules["milepael"]) == (
        "14 dage før, på dagen, hver 14. dag efter, højst 3 gange; til Medarbejder, Redaktør og Planleder."
    )
    assert regel_i_ord(rules["papirer"]) == "7 og 2 dage før, på dagen; til Redaktør og Planleder."
    assert regel_i_ord(rules["retur"]).endswith("til den, det drejer sig om.")
