"""The same agreement read again proposes only what is different now, and nothing doubles."""

import pytest
from django.urls import reverse

from indsatser.aftalelaesning.laesning import lay_out
from indsatser.models import Aftalelaesning, Aktivitet, Forskel, Laestvaerdi, Maalaendring, Succeskriterium
from plans.choices import Rolle
from plans.models import Delaftale, Helhedsplan
from plans.services import change, retire
from plans.services.spor import trail_of
from tests.indsatser.aftalelaesning.conftest import gem, laes
from tests.indsatser.factories import AftalelaesningFactory
from tests.plans.factories import BoligorganisationFactory, HelhedsplanFactory, MedlemskabFactory

pytestmark = pytest.mark.usefixtures("reference")


def igen(client, path):
    """The file read into the plan that came of it."""
    plan = Helhedsplan.objects.get()
    return laes(client, path, reverse("indsatser:aftalelaesning_genlaes", args=[plan.uuid]))


def forslag(laesning):
    return {(v.path, v.forskel) for v in laesning.vaerdier.to_review()}


@pytest.mark.parametrize("family", ["skabelon", "fortaelling"])
def test_read_again_there_is_nothing_to_propose_and_saving_it_changes_nothing(family, client, opretter, request):
    path = request.getfixturevalue(family)[1]
    gem(client, laes(client, path))
    before = {model: model.objects.count() for model in (Aktivitet, Succeskriterium, Delaftale)}
    laesning = igen(client, path)
    assert forslag(laesning) == set()
    versions = list(Succeskriterium.objects.order_by("pk").values_list("version", flat=True))
    gem(client, laesning)
    assert {model: model.objects.count() for model in before} == before
    assert list(Succeskriterium.objects.order_by("pk").values_list("version", flat=True)) == versions
    assert Helhedsplan.objects.get().bilag.filter(state="vedlagt").count() == 1


def test_what_people_have_changed_since_is_proposed_and_only_what_is_accepted_is_put_back(client, opretter, skabelon):
    gem(client, laes(client, skabelon[1]))
    delaftale = Delaftale.objects.order_by("nummer").first()
    aktivitet = delaftale.aktiviteter.order_by("nummer").first()
    name, purpose = aktivitet.name, aktivitet.purpose
    aktivitet.name, aktivitet.purpose = "Et helt andet navn", "Et andet formål"
    change(aktivitet, by=opretter)
    gone = delaftale.aktiviteter.order_by("nummer").last()
    retire(gone, by=opretter, reason="Lukket")
    kriterium = Succeskriterium.objects.filter(aktivitet=aktivitet, parent=None, target_value__isnull=False).first()
    Succeskriterium.objects.filter(pk=kriterium.pk).update(target_value=99_999)
    laesning = igen(client, skabelon[1])
    row = "plan.delaftaler[0].activities[0]"
    index = [k.statement for k in aktivitet.kriterier.filter(parent=None).order_by("order")].index(kriterium.statement)
    assert forslag(laesning) == {
        (f"{row}.name", Forskel.AENDRET),
        (f"{row}.purpose", Forskel.AENDRET),
        (f"{row}.criteria[{index}].target.value", Forskel.AENDRET),
    }
    assert laesning.vaerdier.get(path=f"{row}.name").now == "Et helt andet navn"
    laesning.vaerdier.filter(path=f"{row}.name").update(valg="afvist")
    gem(client, laesning)
    aktivitet.refresh_from_db()
    assert (aktivitet.name, aktivitet.purpose) == ("Et helt andet navn", purpose)
    assert name != aktivitet.name
    assert trail_of(aktivitet).first().note == "Læst ind igen fra aftalen."
    before = kriterium.target_value
    kriterium.refresh_from_db()
    assert kriterium.target_value == before
    assert Aktivitet.objects.filter(name=gone.name).count() == 1


def test_a_target_of_a_plan_under_way_is_changed_with_what_it_was_kept(client, opretter, skabelon):
    gem(client, laes(client, skabelon[1]))
    Helhedsplan.objects.update(status="igangvaerende")
    kriterium = Succeskriterium.objects.filter(parent=None, target_value__isnull=False).first()
    Succeskriterium.objects.filter(pk=kriterium.pk).update(target_value=99_999)
    gem(client, igen(client, skabelon[1]))
    kept = Maalaendring.objects.get()
    assert (kept.kriterium, kept.target_value) == (kriterium, 99_999)
    assert skabelon[1].name in kept.reason


def test_a_newer_agreement_proposes_its_new_activity_and_an_answer_of_no_keeps_it_out(client, opretter, skabelon):
    gem(client, laes(client, skabelon[1]))
    aktivitet = Aktivitet.objects.order_by("pk").last()
    name = aktivitet.name
    # The plan as it would be, had the older file not had this activity.
    Aktivitet.objects.filter(pk=aktivitet.pk).update(name="En, som kun planen har")
    aktivitet.delaftale.helhedsplan.passager.filter(target_uuid=aktivitet.uuid).delete()
    laesning = igen(client, skabelon[1])
    new = laesning.vaerdier.to_review().filter(forskel=Forskel.NY)
    assert [v.value for v in new if v.path.endswith("].name")] == [name]
    gem(client, laesning, "ude")
    assert not Aktivitet.objects.filter(name=name).exists()
    gem(client, igen(client, skabelon[1]), "med")
    assert Aktivitet.objects.get(name=name).kriterier.exists()


def test_nothing_else_is_asked_about_than_what_differs(client, opretter, skabelon):
    gem(client, laes(client, skabelon[1]))
    laesning = igen(client, skabelon[1])
    assert Laestvaerdi.objects.filter(laesning=laesning, forskel=Forskel.ENS).count() > 400
    page = client.get(reverse("indsatser:aftalelaesning_gennemsyn", args=[laesning.uuid]))
    assert "0</strong> af" in " ".join(page.content.decode().split())


def test_what_a_colleague_wrote_while_the_agreement_was_looked_through_is_not_written_over(client, opretter, skabelon):
    gem(client, laes(client, skabelon[1]))
    aktivitet = Aktivitet.objects.first()
    Aktivitet.objects.filter(pk=aktivitet.pk).update(content="Som planen sagde først.")
    laesning = igen(client, skabelon[1])
    Aktivitet.objects.filter(pk=aktivitet.pk).update(content="Som en kollega har skrevet imens.")
    answer = gem(client, laesning)
    aktivitet.refresh_from_db()
    assert aktivitet.content == "Som en kollega har skrevet imens."
    assert "er rettet i planen, siden aftalen blev læst" in answer.content.decode()
    value = laesning.vaerdier.to_review().get()
    assert (value.valg, value.fejl, value.now) == ("uset", "", "Som en kollega har skrevet imens.")
    assert gem(client, laesning).status_code == 302, "seen now, it is hers to say"
    aktivitet.refresh_from_db()
    assert aktivitet.content != "Som en kollega har skrevet imens."


def test_a_housing_organisation_that_the_plan_lacks_is_proposed_and_linked_to_it(client, opretter):
    plan = HelhedsplanFactory()
    MedlemskabFactory(helhedsplan=plan, user=opretter, rolle=Rolle.REDAKTOER)
    own = BoligorganisationFactory()
    plan.boligorganisationer.set([own])
    laesning = AftalelaesningFactory(helhedsplan=plan, begun_by=opretter)
    case = {"plan": {"name": plan.name, "housing_organisations": [own.name, "Fjorden"]}}
    lists = {"ikke_forstaaet": [], "udeladt": [], "bemaerkninger": []}
    Aftalelaesning.objects.filter(pk=laesning.pk).update(case=case, lists=lists)
    laesning.refresh_from_db()
    sted = {"blok": 1, "sted": "afsnit 1", "tekst": "Fjorden"}
    lay_out(
        laesning,
        {
            path: {"sikkerhed": "exact", "steder": [sted]}
            for path in ("plan.name", "plan.housing_organisations[0]", "plan.housing_organisations[1]")
        },
        by=opretter,
    )
    assert forslag(laesning) == {("plan.housing_organisations[1]", Forskel.NY)}
    assert not plan.boligorganisationer.filter(name="Fjorden").exists()
    gem(client, laesning)
    assert {each.name for each in plan.boligorganisationer.all()} == {own.name, "Fjorden"}
