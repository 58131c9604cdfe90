"""The journey: a file becomes a reading, the reading a plan, and the plan says what the document said."""

import pytest
from django.urls import reverse

from indsatser.importing.dokument.laes import laes_dokument
from indsatser.models import Aktivitet, Passage, Succeskriterium
from plans.models import Bilag, Budgetbeloeb, Helhedsplan
from tests.indsatser.aftaledokumenter.flad import flad
from tests.indsatser.aftaledokumenter.paa_papir import som_html
from tests.indsatser.aftalelaesning.conftest import gem, laes
from tests.indsatser.dokument.papir import weasy

pytestmark = pytest.mark.usefixtures("reference")


def test_a_template_agreement_becomes_the_plan_its_author_wrote(client, opretter, skabelon):
    facts, path = skabelon
    laesning = laes(client, path)
    assert not Helhedsplan.objects.exists()
    gem(client, laesning)
    plan = Helhedsplan.objects.get()
    assert plan.name == facts.navn
    assert (plan.start_date.isoformat(), plan.end_date.isoformat()) == (facts.fra, facts.til)
    assert (plan.frame_lbf, plan.frame_lokal) == facts.ramme
    wanted = [(o.navn, [a.navn for a in o.aktiviteter]) for o in facts.omraader]
    assert [(d.title, [a.name for a in d.aktiviteter.order_by("nummer")]) for d in plan.delaftaler.all()] == wanted
    for omraade, delaftale in zip(facts.omraader, plan.delaftaler.all(), strict=True):
        money = Budgetbeloeb.objects.filter(budgetpost__delaftale=delaftale)
        assert tuple(money.order_by("kilde__order").values_list("amount", flat=True)) == omraade.beloeb
    expected = sorted(
        (k.saetning, k.tal[0]) for o in facts.omraader for a in o.aktiviteter for k in a.kriterier if k.tal
    )
    stored = Succeskriterium.objects.filter(aktivitet__isnull=False, parent=None)
    assert sorted((k.statement, float(k.target_value)) for k in stored) == expected
    assert plan.milepaele.count() == len(facts.milepaele)
    assert plan.medlemskaber.get().user == opretter


def test_a_narrative_plan_becomes_the_plan_its_author_wrote(client, opretter, fortaelling):
    facts, path = fortaelling
    gem(client, laes(client, path))
    plan = Helhedsplan.objects.get()
    assert [d.title for d in plan.delaftaler.all()] == [o.navn for o in facts.omraader]
    names = [a.navn for o in facts.omraader for a in o.aktiviteter]
    assert list(Aktivitet.objects.order_by("delaftale__nummer", "nummer").values_list("name", flat=True)) == names
    assert plan.milepaele.count() == len(facts.milepaele)
    assert [organ.name for organ in plan.organer.all()] == [organ.navn for organ in facts.organer]


def test_the_plan_keeps_its_file_and_each_field_its_passage(client, opretter, skabelon):
    gem(client, laes(client, skabelon[1]))
    plan = Helhedsplan.objects.get()
    assert Bilag.objects.get(helhedsplan=plan, state="vedlagt").file_name == skabelon[1].name
    kriterium = Succeskriterium.objects.filter(aktivitet__isnull=False, parent=None).first()
    passage = plan.passager.get(target_uuid=kriterium.uuid, felt="statement")
    assert kriterium.statement in passage.text
    assert "tabel" in passage.place


def test_an_agreement_printed_to_pdf_goes_the_same_way_and_the_word_file_then_proposes_nothing(
    client, opretter, skabelon, tmp_path
):
    facts, word = skabelon
    path = tmp_path / "Aftalen.pdf"
    path.write_bytes(weasy(som_html(laes_dokument(word.read_bytes(), word.name))))
    laesning = laes(client, path)
    page = client.get(reverse("indsatser:aftalelaesning_gennemsyn", args=[laesning.uuid])).content.decode()
    assert "side 1" in page
    gem(client, laesning)
    plan = Helhedsplan.objects.get()
    assert [[a.name for a in d.aktiviteter.order_by("nummer")] for d in plan.delaftaler.order_by("nummer")] == [
        [a.navn for a in omraade.aktiviteter] for omraade in facts.omraader
    ]
    assert Passage.objects.filter(helhedsplan=plan, place__contains="side").count() > 100
    again = laes(client, word, reverse("indsatser:aftalelaesning_genlaes", args=[plan.uuid]))
    assert not again.vaerdier.to_review().exists()


def test_saved_twice_it_is_one_plan(client, opretter, skabelon):
    laesning = laes(client, skabelon[1])
    gem(client, laesning)
    gem(client, laesning)
    assert Helhedsplan.objects.count() == 1


def test_the_review_shows_a_part_with_its_passages_beside_it(client, opretter, skabelon):
    laesning = laes(client, skabelon[1])
    page = client.get(
        reverse("indsatser:aftalelaesning_gennemsyn", args=[laesning.uuid]),
        {"del": "delaftaler[0].activities[0]"},
    )
    html = page.content.decode()
    name = skabelon[0].omraader[0].aktiviteter[0].navn
    assert name in html
    value = laesning.vaerdier.get(path="plan.delaftaler[0].activities[0].name")
    assert f'id="b-{value.steder[0]["blok"]}"' in html


def test_a_narrative_plan_as_plain_text_goes_the_same_way_and_read_again_proposes_nothing(
    client, opretter, fortaelling, tmp_path
):
    facts, word = fortaelling
    path = tmp_path / "plan.txt"
    path.write_text(flad(laes_dokument(word)), encoding="utf-8")
    gem(client, laes(client, path))
    plan = Helhedsplan.objects.get()
    names = [a.navn for o in facts.omraader for a in o.aktiviteter]
    assert list(Aktivitet.objects.order_by("delaftale__nummer", "nummer").values_list("name", flat=True)) == names
    again = laes(client, path, reverse("indsatser:aftalelaesning_genlaes", args=[plan.uuid]))
    assert not again.vaerdier.to_review().exists()
