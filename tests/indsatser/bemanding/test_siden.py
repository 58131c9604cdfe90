"""The page of a plan's staff: the demo's real figures, and what an odd plan does to it."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from indsatser.bemanding.fakta import build_bemanding
from indsatser.choices import Ressourceenhed, Stillingsart
from indsatser.models import Medarbejderressource, Stilling
from plans.choices import Rolle
from plans.models import Helhedsplan
from tests.indsatser import factories as make
from tests.plans.factories import DelaftaleFactory, HelhedsplanFactory
from tests.plans.redigering.formularer import errors, opret, send, shown
from tests.plans.test_views import text_of

TIMER, AARSVAERK = Ressourceenhed.TIMER_PR_UGE, Ressourceenhed.AARSVAERK


def page(plan) -> str:
    return reverse("indsatser:bemanding_list", args=[plan.uuid])


@pytest.fixture
def plan():
    return HelhedsplanFactory()


@pytest.fixture
def delaftale(plan):
    return DelaftaleFactory(helhedsplan=plan, title="Tryghed")


def arbejde(delaftale, role, amount, unit=TIMER, **given):
    akt = given.pop("aktivitet", None) or make.AktivitetFactory(delaftale=delaftale)
    return make.MedarbejderressourceFactory(
        helhedsplan=akt.helhedsplan,
        aktivitet=akt,
        role=role,
        amount=None if amount is None else Decimal(amount),
        unit=unit if amount is not None else "",
        **given,
    )


def roles(plan, **given):
    return {line.role: line for line in build_bemanding(plan, as_of=given.pop("as_of", date(2020, 1, 1))).roller}


class TestTheDemo:
    @pytest.fixture(autouse=True)
    def _demo(self, demo_database):
        pass

    def test_rum_for_liv_has_the_five_roles_with_their_hours(self):
        lines = roles(Helhedsplan.objects.get(short_name="Rum for Liv"), as_of=date(2013, 6, 1))
        assert {role: (str(line.timer), line.dom.dom) for role, line in lines.items()} == {
            "Familiekoordinator": ("37", "hel"),
            "Ungekoordinator": ("37", "hel"),
            "Boligsocial medarbejder": ("37-38", "interval"),
            "Sekretariatsleder": ("21", "under"),
            "Foreningsguidekoordinator": ("12", "under"),
        }

    def test_rum_for_liv_in_all(self):
        found = build_bemanding(Helhedsplan.objects.get(short_name="Rum for Liv"), as_of=date(2013, 6, 1))
        assert str(found.i_alt.timer) == "144-145"
        assert found.grupper == ()

    def test_gellerup_has_8_92_boligsociale_aarsvaerk_beside_jobops_3(self):
        found = build_bemanding(Helhedsplan.objects.get(short_name="Gellerup-Toveshøj"), as_of=date(2019, 6, 1))
        sums = {each.navn: each.aarsvaerk for each in found.grupper}
        assert sums["boligsocial medarbejder"].lav == sums["boligsocial medarbejder"].hoej == Decimal("8.92")
        assert sums["anden medarbejder"].lav == Decimal(3)
        assert found.i_alt.aarsvaerk.lav == Decimal("11.92")
        assert {line.role: str(line.aarsvaerk) for line in found.roller if line.aarsvaerk} == {
            "Beboerrådgiver": "1,67",
            "Beskæftigelsesmentor": "1",
            "Boligsocial medarbejder": "7,25",
            "Virksomhedskonsulent (ny)": "2",
        }

    def test_gellerups_partners_give_3_5_and_5_hours_which_are_not_the_plans(self):
        found = build_bemanding(Helhedsplan.objects.get(short_name="Gellerup-Toveshøj"), as_of=date(2019, 6, 1))
        assert {line.role: str(line.timer) for line in found.partnere if line.timer} == {
            "Foreningskonsulent": "3",
            "Samvirke-konsulent": "5",
            "Sundhedsfaglige ressourcer": "5",
        }
        assert found.i_alt.timer is None


def test_one_role_in_two_spellings_is_one_role(plan, delaftale):
    arbejde(delaftale, "Familiekoordinator", 20)
    arbejde(delaftale, "familiekoordinator ", 17)
    (line,) = roles(plan).values()
    assert (str(line.timer), line.steder) == ("37", 2)


def test_units_are_not_mixed_silently(plan, delaftale):
    akt = make.AktivitetFactory(delaftale=delaftale)
    for amount, unit in ((10, TIMER), ("0.5", AARSVAERK), (40, Ressourceenhed.TIMER), (2, Ressourceenhed.ANTAL)):
        arbejde(delaftale, "Mentor", amount, unit, aktivitet=akt)
    arbejde(delaftale, "Mentor", None, aktivitet=akt)
    (line,) = roles(plan).values()
    assert (str(line.timer), str(line.aarsvaerk_oplyst)) == ("10", "0,5")
    assert line.dom is None
    assert line.andet == ("40 timer i alt", "2 personer")
    assert line.uden_antal == 1


def test_what_is_out_of_use_does_not_count(plan, delaftale):
    out = make.AktivitetFactory(delaftale=delaftale, retired_on=date(2019, 1, 1), retired_reason="Slut.")
    arbejde(delaftale, "Mentor", 10, aktivitet=out)
    arbejde(delaftale, "Mentor", 5, retired_on=date(2019, 1, 1), retired_reason="Slut.")
    assert roles(plan) == {}
    assert str(roles(plan, as_of=date(2018, 12, 31))["Mentor"].timer) == "15"


def test_prices_are_printed_so_that_they_add_up(plan, delaftale):
    for name in ("A", "B", "C"):
        arbejde(delaftale, name, "0.33", AARSVAERK)
        make.StillingFactory(helhedsplan=plan, role=name.lower(), price=Decimal("100001"))
    arbejde(delaftale, "D", 37)
    found = build_bemanding(plan, as_of=date(2020, 1, 1))
    assert sum(line.pris.lav for line in found.roller if line.pris) == found.pris.lav == Decimal(99_001)
    assert found.uden_pris == ("D",)


def test_the_page_says_who_is_over_and_under_and_what_is_unknown(client, plan, delaftale, log_in):
    log_in(plan, Rolle.LAESER)
    arbejde(delaftale, "Koordinator", 40)
    arbejde(delaftale, "Vejleder", 21)
    arbejde(delaftale, "Sundhedspleje", 5, employer="Kommunen")
    make.StillingFactory(helhedsplan=plan, role="Vejleder", price=Decimal(370_000))
    text = text_of(client.get(page(plan)))
    assert "3 timer over en fuld stilling" in text
    assert "16 timer under en fuld stilling" in text
    assert "210.000 kr." in text
    assert "Prisen er uden Koordinator, hvis pris ikke er oplyst." in text
    assert "Tid, som andre arbejdsgivere giver" in text
    assert "Tilføj" not in text


def test_a_plan_without_staff_says_what_to_do(client, plan, log_in):
    log_in(plan, Rolle.REDAKTOER)
    text = text_of(client.get(page(plan)))
    assert "Bemandingen er ikke oplyst" in text
    assert "Tilføj arbejdstid for hele planen" in text


def test_the_cells_lead_to_their_rows_and_the_roles_to_their_post(client, plan, delaftale, log_in):
    log_in(plan, Rolle.REDAKTOER)
    row = arbejde(delaftale, "Leder & vejleder", 10)
    html = client.get(page(plan)).content.decode()
    assert reverse("plans:row_update", args=["medarbejderressource", row.uuid]) in html
    form = client.get(opret(Stilling, plan) + "?role=Leder+%26+vejleder").context["form"]
    assert form["role"].value() == "Leder & vejleder"
    assert "?role=Leder%20%26%20vejleder" in html


def test_a_post_is_made_once(client, plan, log_in):
    log_in(plan, Rolle.REDAKTOER)
    address = opret(Stilling, plan)
    typed = {"role": "Mentor", "kind": Stillingsart.ANDEN, "price": "600.000"}
    assert send(client, address, shown(client, address), **typed)["Location"] == page(plan) + "#roller"
    again = send(client, address, shown(client, address), **typed)
    assert errors(again)["role"] == ["Rollen har allerede en stilling i planen."]
    negative = send(client, address, shown(client, address), **typed | {"price": "-1"})
    assert errors(negative)["price"] == ["Prisen kan ikke være negativ."]


def test_working_time_of_the_whole_plan_is_read_here(client, plan, log_in):
    log_in(plan, Rolle.REDAKTOER)
    address = opret(Medarbejderressource, plan)
    typed = {"role": "Sekretariatsleder", "amount": "16", "unit": TIMER}
    response = send(client, address, shown(client, address), **typed)
    assert response.status_code == 302
    assert "Hele planen" in text_of(client.get(page(plan)))


def test_costs_the_same_with_many_rows(client, plan, delaftale, log_in, assert_flat_queries):
    log_in(plan, Rolle.REDAKTOER)
    arbejde(delaftale, "Mentor", 10)

    def grow():
        for number in range(4):
            arbejde(DelaftaleFactory(helhedsplan=plan), f"Rolle {number}", 7)
            make.StillingFactory(helhedsplan=plan, role=f"Rolle {number}")

    assert_flat_queries(get=lambda: client.get(page(plan)), grow=grow)
