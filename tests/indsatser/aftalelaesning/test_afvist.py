"""A no is remembered: the same value is not proposed again, another is."""

import pytest
from django.urls import reverse

from indsatser.aftalelaesning.afvist import aftryk
from indsatser.models import Aftalelaesning, Afvisning, Gennemsynsvalg
from plans.choices import Rolle
from plans.models import Organ, Part
from tests.indsatser.aftalelaesning.conftest import gem, laeg_ud
from tests.plans.factories import HelhedsplanFactory, MedlemskabFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(opretter):
    plan = HelhedsplanFactory()
    MedlemskabFactory(helhedsplan=plan, user=opretter, rolle=Rolle.REDAKTOER)
    return plan


def parter(*names: str) -> dict:
    return {"parties": [{"organisation": name} for name in names]}


def foreslaaet(laesning: Aftalelaesning) -> list:
    return [each.value for each in laesning.vaerdier.to_review()]


def afvis(laesning: Aftalelaesning, *values: str) -> None:
    for each in laesning.vaerdier.all():
        if each.value in values:
            each.valg = Gennemsynsvalg.AFVIST
            each.save()


def side(client, laesning) -> str:
    url = reverse("indsatser:aftalelaesning_gennemsyn", args=[laesning.uuid])
    return " ".join(client.get(url).content.decode().split())


def test_what_was_rejected_is_not_proposed_again_although_the_document_has_new_lines_above_it(client, opretter, plan):
    first = laeg_ud(opretter, plan, parter("Fjordby Kommune", "Lejerforeningen"))
    afvis(first, "Lejerforeningen")
    gem(client, first)
    again = laeg_ud(opretter, plan, parter("Skolen", "Fjordby Kommune", "Lejerforeningen"))
    assert foreslaaet(again) == ["Skolen"]
    html = side(client, again)
    assert "Afvist sidst (1)" in html
    assert "Lejerforeningen" in html
    gem(client, again)
    assert set(Part.objects.values_list("organisation", flat=True)) == {"Skolen", "Fjordby Kommune"}
    assert foreslaaet(laeg_ud(opretter, plan, parter("Lejerforeningen"))) == []


def test_another_value_in_its_place_is_proposed(client, opretter, plan):
    first = laeg_ud(opretter, plan, parter("Lejerforeningen"))
    afvis(first, "Lejerforeningen")
    gem(client, first)
    assert foreslaaet(laeg_ud(opretter, plan, parter("Lejerforeningen Syd"))) == ["Lejerforeningen Syd"]


def test_a_rejection_is_of_its_plan_alone(client, opretter, plan):
    first = laeg_ud(opretter, plan, parter("Lejerforeningen"))
    afvis(first, "Lejerforeningen")
    gem(client, first)
    assert foreslaaet(laeg_ud(opretter, HelhedsplanFactory(), parter("Lejerforeningen"))) == ["Lejerforeningen"]


def test_taken_up_again_and_saved_it_is_in_the_plan_and_the_rejection_is_forgotten(client, opretter, plan):
    first = laeg_ud(opretter, plan, parter("Lejerforeningen"))
    afvis(first, "Lejerforeningen")
    gem(client, first)
    again = laeg_ud(opretter, plan, parter("Lejerforeningen"))
    url = reverse("indsatser:aftalelaesning_valg", args=[again.uuid])
    client.post(url, {"mange": "igen:raekke:plan.parties[0]"})
    assert foreslaaet(again) == ["Lejerforeningen"]
    gem(client, again)
    assert Part.objects.filter(organisation="Lejerforeningen").exists()
    assert not Afvisning.objects.exists()


def test_what_stands_under_a_rejected_row_is_folded_with_it_until_it_says_something_new(client, opretter, plan):
    def organ(mandate: str) -> dict:
        return {"bodies": [{"name": "Beboerforum", "mandate": mandate}]}

    first = laeg_ud(opretter, plan, organ("Høres om alt."))
    afvis(first, "Beboerforum")
    gem(client, first)
    assert foreslaaet(laeg_ud(opretter, plan, organ("Høres  om alt."))) == []
    changed = laeg_ud(opretter, plan, organ("Bestemmer alt."))
    assert foreslaaet(changed) == ["Beboerforum", "Bestemmer alt."], "without its name it could not be saved"


def test_one_of_several_in_a_field_that_is_rejected_leaves_the_others_as_they_are_in_the_plan(client, opretter, plan):
    def organ(*tasks: str) -> dict:
        return {"bodies": [{"name": "Beboerforum", "tasks": list(tasks)}]}

    first = laeg_ud(opretter, plan, organ("Høres", "Bestemmer", "Betaler"))
    afvis(first, "Bestemmer")
    gem(client, first)
    assert "Bestemmer" not in Organ.objects.get().tasks
    again = laeg_ud(opretter, plan, organ("Høres", "Bestemmer", "Betaler"))
    assert foreslaaet(again) == []
    newer = laeg_ud(opretter, plan, organ("Høres", "Bestemmer", "Betaler", "Danser"))
    gem(client, newer)
    assert "Danser" in Organ.objects.get().tasks
    assert "Bestemmer" not in Organ.objects.get().tasks


def test_two_rows_of_one_name_are_told_apart():
    case = {"plan": {"milestones": [{"title": "Opstart", "year": 2020}, {"title": "opstart", "year": 2020}]}}
    assert aftryk(case, "plan.milestones[0].year") != aftryk(case, "plan.milestones[1].year")
