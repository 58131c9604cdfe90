"""Looking through what was read: answers that stay, two persons at once, corrections, and what stays out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from indsatser.aftalelaesning.side import build
from indsatser.models import Aftalelaesning, Aktivitet, Laestvaerdi, Passage, Succeskriterium
from plans.choices import Rolle
from plans.models import Helhedsplan
from tests.indsatser.aftaledokumenter.projekter import lokaludvalg
from tests.indsatser.aftalelaesning.conftest import gem, laes, vaelg
from tests.indsatser.factories import AftalelaesningFactory, LaestvaerdiFactory
from tests.plans.factories import HelhedsplanFactory, UserFactory
from tests.test_all_forms import HOSTILE

CPR = "010120-1234"


def side(laesning, **query):
    return reverse("indsatser:aftalelaesning_gennemsyn", args=[laesning.uuid], query=query or None)


def vaelg_en(client, vaerdi, valg, version=None, **headers):
    address = reverse("indsatser:aftalelaesning_valg", args=[vaerdi.laesning.uuid])
    return client.post(address, {"en": f"{valg}:{vaerdi.pk}:{version or vaerdi.version}"}, headers=headers)


def vaelg_mange(client, laesning, mange):
    return client.post(reverse("indsatser:aftalelaesning_valg", args=[laesning.uuid]), {"mange": mange}, follow=True)


def ret(client, vaerdi, text, version=None):
    address = reverse("indsatser:aftalelaesning_ret", args=[vaerdi.laesning.uuid, vaerdi.nr])
    return client.post(address, {"vaerdi": text, "seen": version or vaerdi.version})


@pytest.fixture
def vaerdi(log_in):
    """One value of a reading in the plan of the redaktør who is logged in."""
    plan = HelhedsplanFactory()
    log_in(plan, Rolle.REDAKTOER)
    return LaestvaerdiFactory(laesning__helhedsplan=plan)


@pytest.mark.usefixtures("reference")
class TestHeleVejen:
    def test_what_is_rejected_stays_out_and_what_is_corrected_goes_in_with_its_references(
        self, client, opretter, skabelon
    ):
        laesning = laes(client, skabelon[1])
        kept, gone = "delaftaler[0].activities[0]", "delaftaler[0].activities[1]"
        name = laesning.vaerdier.get(path=f"plan.{kept}.name")
        ret(client, name, "Et navn, der er rettet")
        vaelg_mange(client, laesning, f"afvist:del:{gone}")
        target = laesning.vaerdier.filter(part=kept, path__endswith="target.value").first()
        ret(client, target, "1.234,5")
        number = len(skabelon[0].omraader[0].aktiviteter)
        gem(client, laesning)
        plan = Helhedsplan.objects.get()
        names = plan.delaftaler.get(nummer=1).aktiviteter.values_list("name", flat=True)
        assert len(names) == number - 1
        assert "Et navn, der er rettet" in names
        assert skabelon[0].omraader[0].aktiviteter[1].navn not in names
        assert Succeskriterium.objects.filter(target_value="1234.5").count() == 1
        aktivitet = Aktivitet.objects.get(name="Et navn, der er rettet")
        assert aktivitet.planlagt_som.exists()
        passage = Passage.objects.get(target_uuid=aktivitet.uuid, felt="name")
        assert (passage.is_corrected, passage.text) == (True, skabelon[0].omraader[0].aktiviteter[0].navn)
        history = client.get(reverse("plans:row_history", args=["aktivitet", aktivitet.uuid])).content.decode()
        assert "Fra aftalen" in history
        assert passage.text in history
        for _ in range(2):  # what she corrected stays corrected, also when it has been read again
            again = laes(client, skabelon[1], reverse("indsatser:aftalelaesning_genlaes", args=[plan.uuid]))
            new = [v for v in again.vaerdier.to_review() if not v.path.startswith(f"plan.{gone}.")]
            assert new == [], "also not the milestones that name it as the document does"
            gem(client, again, "ude")

    def test_a_half_finished_review_is_there_tomorrow_and_the_rest_can_stay_out(self, client, opretter, skabelon):
        laesning = laes(client, skabelon[1])
        for key in ("plan", "delaftaler[0]"):
            vaelg_mange(client, laesning, f"godkendt:del:{key}")
        seen = build(laesning, part="", vis="").seen
        assert seen > 20
        client.logout()
        client.force_login(opretter, backend="django.contrib.auth.backends.ModelBackend")
        assert laesning.file_name in client.get(reverse("indsatser:aftalelaesning_create")).content.decode()
        assert build(Aftalelaesning.objects.get(), part="", vis="").seen == seen
        refused = client.post(reverse("indsatser:aftalelaesning_gem", args=[laesning.uuid]), {})
        assert "skal med eller blive ude" in refused.content.decode()
        gem(client, laesning, "ude")
        plan = Helhedsplan.objects.get()
        assert [d.title for d in plan.delaftaler.all()] == [skabelon[0].omraader[0].navn]
        assert plan.milepaele.count() == 0

    def test_the_same_file_chosen_again_is_the_same_review_and_then_the_same_plan(self, client, opretter, skabelon):
        laesning = laes(client, skabelon[1])
        assert vaelg(client, skabelon[1]).url == side(laesning)
        assert Aftalelaesning.objects.count() == 1
        gem(client, laesning)
        refused = vaelg(client, skabelon[1])
        assert "allerede blevet til" in refused.content.decode()
        assert Aftalelaesning.objects.count() == 1

    def test_a_correction_that_the_plan_cannot_keep_is_refused_at_the_value_with_what_was_typed(
        self, client, opretter, skabelon
    ):
        laesning = laes(client, skabelon[1])
        end = laesning.vaerdier.get(path="plan.period.end")
        page = ret(client, end, "31.12.1999").content.decode()
        assert "Planen slutter, før den begynder." in page
        assert 'value="31.12.1999"' in page
        first, second = laesning.vaerdier.filter(
            path__in=[f"plan.delaftaler[0].activities[{i}].name" for i in (0, 1)]
        ).order_by("nr")
        assert "allerede en aktivitet med det navn" in ret(client, second, first.value).content.decode()
        start = laesning.vaerdier.get(path="plan.period.start")
        refused = ret(client, start, "01.01.2090").content.decode()
        assert "slutter, før den begynder" in refused
        assert laesning.vaerdier.filter(valg="rettet").count() == 0
        assert ret(client, second, f"{first.value}, hold 2").status_code == 302
        self.what_a_rule_refuses_after_all_saves_nothing_and_leaves_the_review_open(client, laesning)

    def what_a_rule_refuses_after_all_saves_nothing_and_leaves_the_review_open(self, client, laesning):
        """Of the same reading: making one takes seconds."""
        vaelg_mange(client, laesning, "godkendt:sikre:")
        end = laesning.vaerdier.get(path="plan.period.end")
        end.valg, end.corrected = "rettet", "1999-12-31"  # as if the rule had come meanwhile
        end.save()
        page = gem(client, laesning).content.decode()
        assert "Intet er gemt" in page
        assert "Planen slutter, før den begynder." in page
        assert not Helhedsplan.objects.exists()
        laesning.refresh_from_db()
        assert laesning.is_open
        end.refresh_from_db()
        assert (end.valg, end.corrected) == ("rettet", "1999-12-31"), "what was typed is there"
        ret(client, end, "31.12.2099")
        assert gem(client, laesning).status_code == 302
        assert Helhedsplan.objects.get().end_date.year == 2099

    def test_what_is_read_is_hidden_from_everybody_else_until_it_is_a_plan(self, client, opretter, skabelon):
        laesning = laes(client, skabelon[1])
        client.force_login(UserFactory(may_create_plans=True), backend="django.contrib.auth.backends.ModelBackend")
        for name in ("gennemsyn", "gem", "kasser"):
            address = reverse(f"indsatser:aftalelaesning_{name}", args=[laesning.uuid])
            assert client.get(address).status_code == 404
        assert client.get(laesning.file.url).status_code == 404

    def test_the_document_s_contradictions_are_listed_with_their_place(self, client, opretter, skabelon):
        laesning = laes(client, skabelon[1])
        assert laesning.lists["modstrid"], "a frame that is larger than the delaftaler is one"
        page = client.get(side(laesning, vis="modstrid")).content.decode()
        assert laesning.lists["modstrid"][0]["tekst"][:30] in page


class TestValg:
    def test_each_answer_is_kept_at_once(self, client, vaerdi):
        for valg in ("godkendt", "afvist", "uset"):
            vaerdi.refresh_from_db()
            assert vaelg_en(client, vaerdi, valg).status_code == 302
            vaerdi.refresh_from_db()
            assert vaerdi.valg == valg
        assert vaerdi.version == 4

    def test_the_later_of_two_persons_sees_the_first_answer_and_chooses_again(self, client, vaerdi):
        vaelg_en(client, vaerdi, "godkendt")
        answer = vaelg_en(client, vaerdi, "afvist", version=1, **{"HX-Request": "true"})
        assert "En anden har lige valgt her" in answer.content.decode()
        vaerdi.refresh_from_db()
        assert vaerdi.valg == "godkendt"

    def test_a_correction_keeps_the_field_s_own_rules(self, client, vaerdi):
        Laestvaerdi.objects.filter(pk=vaerdi.pk).update(path="plan.period.start", value="2020-01-01")
        assert "er ikke en dato" in ret(client, vaerdi, "31.02.2021").content.decode()
        assert ret(client, vaerdi, "01.03.2021").status_code == 302
        vaerdi.refresh_from_db()
        assert (vaerdi.valg, vaerdi.corrected) == ("rettet", "2021-03-01")

    def test_who_corrects_what_a_colleague_has_just_answered_sees_it_and_may_send_hers_again(self, client, vaerdi):
        vaelg_en(client, vaerdi, "afvist")
        page = ret(client, vaerdi, "Boligselskabet", version=1).content.decode()
        assert "En anden har lige valgt her" in page
        assert 'name="seen" value="2"' in page
        assert "Boligselskabet" in page
        assert ret(client, vaerdi, "Boligselskabet", version=2).status_code == 302

    def test_a_correction_with_a_cpr_number_is_refused_and_not_kept(self, client, vaerdi):
        answer = ret(client, vaerdi, f"Boligselskabet {CPR}")
        assert "ligner et CPR-nummer" in answer.content.decode()
        vaerdi.refresh_from_db()
        assert vaerdi.corrected is None

    @pytest.mark.parametrize(
        "path",
        [
            "plan.parties[0].organisation",
            "plan.period.start",
            "plan.budget.lbf",
            "plan.criteria[0].target.value",
            "plan.criteria[0].target.year",
            "plan.criteria[0].direction",
            "plan.milestones[0].quarter",
            "plan.municipality",
            "plan.purpose",
        ],
    )
    def test_rubbish_is_refused_or_kept_as_text_and_never_falls_over(self, client, vaerdi, path):
        Laestvaerdi.objects.filter(pk=vaerdi.pk).update(path=path, value=None)
        for rubbish in HOSTILE:
            vaerdi.refresh_from_db()
            answer = ret(client, vaerdi, rubbish)
            assert answer.status_code in (200, 302), rubbish[:20]
            if answer.status_code == 302:
                assert client.get(answer.url.partition("#")[0]).status_code == 200, rubbish[:20]

    def test_rubbish_for_an_answer_changes_nothing(self, client, vaerdi):
        address = reverse("indsatser:aftalelaesning_valg", args=[vaerdi.laesning.uuid])
        other = LaestvaerdiFactory()
        for rubbish in [*HOSTILE, f"godkendt:{vaerdi.pk}", "godkendt:sikre", f"rettet:{vaerdi.pk}:1"]:
            assert client.post(address, {"en": rubbish}).status_code == 302
            assert client.post(address, {"mange": rubbish}).status_code == 302
        assert client.post(address, {"en": f"godkendt:{other.pk}:1"}).status_code == 404
        assert set(Laestvaerdi.objects.values_list("valg", flat=True)) == {"uset"}

    def test_accepting_many_leaves_what_somebody_has_answered_and_what_cannot_be_kept(self, client, vaerdi):
        rejected = LaestvaerdiFactory(laesning=vaerdi.laesning, valg="afvist")
        unkeepable = LaestvaerdiFactory(laesning=vaerdi.laesning, fejl="For langt.")
        unsure = LaestvaerdiFactory(laesning=vaerdi.laesning, sikkerhed="guessed")
        vaelg_mange(client, vaerdi.laesning, "godkendt:sikre:")
        found = {row.pk: row.valg for row in Laestvaerdi.objects.all()}
        assert found == {vaerdi.pk: "godkendt", rejected.pk: "afvist", unkeepable.pk: "uset", unsure.pk: "uset"}

    def test_who_only_reads_the_plan_may_not_look_through_or_answer(self, client, vaerdi, log_in):
        log_in(vaerdi.laesning.helhedsplan, Rolle.MEDARBEJDER)
        assert client.get(side(vaerdi.laesning)).status_code == 403
        assert vaelg_en(client, vaerdi, "godkendt").status_code == 403

    def test_a_discarded_reading_is_emptied_and_closed(self, client, vaerdi, django_capture_on_commit_callbacks):
        laesning = vaerdi.laesning
        storage, name = laesning.file.storage, laesning.file.name
        assert storage.exists(name)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("indsatser:aftalelaesning_kasser", args=[laesning.uuid]))
        laesning.refresh_from_db()
        assert (laesning.blocks, laesning.case, laesning.vaerdier.count()) == ([], {}, 0)
        assert client.get(side(laesning)).status_code == 404
        assert not laesning.file
        assert not storage.exists(name)

    def test_what_is_accepted_under_a_rejected_row_is_told_not_to_come_along(self, client, vaerdi):
        laesning = vaerdi.laesning
        head = "plan.delaftaler[0].focus_area"
        LaestvaerdiFactory(laesning=laesning, path=head, valg="afvist")
        for path in ("plan.delaftaler[0].purpose", "plan.delaftaler[0].activities[0].name"):
            LaestvaerdiFactory(laesning=laesning, path=path, valg="godkendt")
        page = client.get(reverse("indsatser:aftalelaesning_gem", args=[laesning.uuid]))
        assert (page.context["antal"]["tabt"], page.context["antal"]["med"]) == (2, 0)
        assert "hører under noget" in page.content.decode()


class TestSiden:
    def test_the_page_costs_the_same_with_many_values(self, client, vaerdi, assert_flat_queries):
        laesning = vaerdi.laesning
        assert_flat_queries(
            get=lambda: client.get(side(laesning, **{"del": "parter"})),
            grow=lambda: LaestvaerdiFactory.create_batch(10, laesning=laesning),
        )

    @pytest.mark.parametrize("vis", ["alle", "usete", "usikre", "ikke-forstaaet", "afvist", "modstrid", "\x00", "x"])
    def test_every_filter_opens(self, client, vaerdi, vis):
        LaestvaerdiFactory(laesning=vaerdi.laesning, sikkerhed="guessed", valg="afvist")
        Aftalelaesning.objects.filter(pk=vaerdi.laesning.pk).update(
            lists={
                "ikke_forstaaet": [{"blok": 1, "sted": "afsnit 1", "tekst": "Hvad er det?", "hvorfor": "ikke kendt"}],
                "modstrid": [{"slags": "Beløb", "niveau": "Fejl", "tekst": "10 er ikke 11."}],
            }
        )
        answer = client.get(side(vaerdi.laesning, vis=vis, **{"del": "parter", "hele": "1"}))
        assert answer.status_code == 200
        if vis in ("ikke-forstaaet", "modstrid"):
            assert {"ikke-forstaaet": "Hvad er det?", "modstrid": "10 er ikke 11."}[vis] in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("aftale.docx", b"PK", "."),
        ("aftale.txt", b"", "tom"),
        ("aftale.txt", f"Formaal\n\nBeboer {CPR} er glad.".encode(), "CPR"),
        ("aftale.txt", b"Kaere mor. Vejret er fint.", "rigtige fil"),
        ("aftale.exe", b"MZ", "docx, pdf eller txt"),
        ("aftale.doc", b"\xd0\xcf\x11\xe0", "Words gamle format"),
        ("aftale.xlsx", b"PK", "docx, pdf eller txt"),
    ],
)
def test_a_file_that_is_no_agreement_is_refused_with_a_sentence_and_not_kept(client, opretter, name, content, said):
    address = reverse("indsatser:aftalelaesning_create")
    answer = client.post(address, {"fil": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    assert said in " ".join(answer.context["form"].errors["fil"])
    assert not Aftalelaesning.objects.exists()


def test_the_form_with_the_file_can_be_sent_and_who_may_no_longer_begin_plans_saves_none(client, opretter):
    assert "csrfmiddlewaretoken" in client.get(reverse("indsatser:aftalelaesning_create")).content.decode()
    laesning = AftalelaesningFactory(helhedsplan=None, is_genlaesning=False, begun_by=opretter)
    assert client.get(reverse("indsatser:aftalelaesning_gem", args=[laesning.uuid])).status_code == 200
    opretter.may_create_plans = False
    opretter.save()
    assert gem(client, laesning).status_code == 403


def test_a_reading_of_no_plan_belongs_to_who_began_it():
    laesning = AftalelaesningFactory(helhedsplan=None, is_genlaesning=False)
    assert list(Aftalelaesning.objects.visible_to(laesning.begun_by)) == [laesning]
    assert not Aftalelaesning.objects.visible_to(UserFactory()).exists()


def test_the_reader_s_own_contradictions_are_listed_with_both_their_places(client, opretter, tmp_path):
    text = "40 unge fra boligområdet har fået et fritidsjob inden udgangen af 2022"
    document = f"""Delaftale for indsatsområdet Beskæftigelse

Succeskriterier

{text}

Aktivitetsnavn: Cykelværkstedet

Formål: At flere cykler.

Målgruppe: Unge over 13 år

Succeskriterier: {text.replace("40", "60")}
"""
    path = tmp_path / "aftale.txt"
    path.write_text(document, encoding="utf-8")
    laesning = laes(client, path)
    url = reverse("indsatser:aftalelaesning_gennemsyn", args=[laesning.uuid])
    html = client.get(url, {"vis": "modstrid"}).content.decode()
    assert "Næsten samme kriterium med forskellige tal" in html
    first = laesning.lists["modstrid"][0]
    assert all(f'href="#b-{sted["blok"]}"' in html for sted in first["steder"])
    assert len(first["steder"]) == 2


def test_a_form_of_a_single_project_is_refused_with_where_it_belongs(client, opretter, tmp_path):
    answer = vaelg(client, lokaludvalg(tmp_path)[1])
    assert "Det er et skema for et enkelt projekt" in answer.content.decode()
    assert not Aftalelaesning.objects.exists()
