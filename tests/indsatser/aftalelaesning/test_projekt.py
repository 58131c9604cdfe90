"""A form of a single project is looked through like an agreement, and becomes a project in its plan."""

import pytest
from django.urls import reverse

from indsatser.models import Gennemsynsvalg, Lokalprojekt, Passage, Samarbejdsrelation, Succeskriterium
from plans.choices import Rolle
from tests.indsatser.aftaledokumenter.projekter import lokaludvalg
from tests.indsatser.aftalelaesning.conftest import gem, laes
from tests.plans.factories import HelhedsplanFactory, MedlemskabFactory

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def url(opretter):
    plan = HelhedsplanFactory()
    MedlemskabFactory(helhedsplan=plan, user=opretter, rolle=Rolle.REDAKTOER)
    return reverse("indsatser:aftalelaesning_genlaes", args=[plan.uuid])


def test_the_form_becomes_a_project_with_all_its_rows_and_read_again_there_is_nothing_to_propose(
    client, opretter, tmp_path, url
):
    (facts,), path = lokaludvalg(tmp_path)
    laesning = laes(client, path, url)
    assert not laesning.vaerdier.exclude(fejl="").exists()
    page = reverse("indsatser:aftalelaesning_gennemsyn", args=[laesning.uuid])
    html = client.get(page).content.decode()
    assert facts.navn in html
    assert "Forberedelse: Sekretariat" in html
    gem(client, laesning)
    project = Lokalprojekt.objects.get()
    assert (project.name, project.purpose, project.hours) == (facts.navn, facts.formaal, facts.timer)
    assert (str(project.date_from)[:7], str(project.date_to)[:7]) == facts.tid
    assert project.communication_before == facts.foer
    assert [row.label for row in project.trin.order_by("order")] == [label for label, _tasks in facts.trin]
    assert [(row.label, int(row.amount)) for row in project.udgifter.order_by("order")] == facts.budget
    assert {(row.task, row.party) for row in project.opgaver.all()} == {
        (task, party) for task, parties in facts.opgaver.items() for party in parties
    }
    assert list(Succeskriterium.objects.filter(lokalprojekt=project).values_list("statement", flat=True)) == [
        statement for statement, _figures in facts.kriterier
    ]
    assert Samarbejdsrelation.objects.filter(lokalprojekt=project).count() == len(facts.partnere)
    assert Passage.objects.filter(target_uuid=project.uuid, felt="purpose").exists()
    assert not laes(client, path, url).vaerdier.to_review().exists()


def test_a_rejected_cost_and_what_was_changed_in_the_plan_since(client, opretter, tmp_path, url):
    (facts,), path = lokaludvalg(tmp_path)
    laesning = laes(client, path, url)
    laesning.vaerdier.filter(path="plan.projects[0].budget.lines[0].label").update(valg=Gennemsynsvalg.AFVIST)
    gem(client, laesning)
    assert [row.label for row in Lokalprojekt.objects.get().udgifter.all()] == [facts.budget[1][0]]
    Lokalprojekt.objects.update(purpose="Et andet formål")
    again = laes(client, path, url)
    assert [each.path for each in again.vaerdier.to_review()] == ["plan.projects[0].project.purpose"]
    gem(client, again)
    assert Lokalprojekt.objects.get().purpose == facts.formaal
    assert Lokalprojekt.objects.get().udgifter.count() == 1
