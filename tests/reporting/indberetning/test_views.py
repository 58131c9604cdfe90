"""The pages of a report: who sees what, writing it, and what is refused without anything being lost."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from indsatser.choices import Tilstand
from plans.baggrund.koe import toem_koen
from plans.choices import Rolle
from plans.models import Baggrundsopgave, Haendelse
from reporting.facts.vurderinger import INTET, skrevet
from reporting.indberetning.models import Indberetning, Kontrolsvar, Vurdering
from reporting.indberetning.valg import Indberetningstilstand as T
from reporting.indberetning.valg import Trinart, Vurderingsart
from reporting.udgaver.models import Udgave
from tests.indsatser.factories import AktivitetFactory, MilepaelFactory, SucceskriteriumFactory
from tests.plans.factories import DelaftaleFactory, HelhedsplanFactory
from tests.reporting.factories import IndberetningFactory, VurderingFactory
from tests.reporting.indberetning.conftest import SENDT, take
from tests.test_all_forms import HOSTILE

pytestmark = pytest.mark.django_db


def url(plan, name="detail", *more, year="2019", art="maalopfyldelse"):
    return reverse(f"reporting:indberetning_{name}", args=[plan.uuid, art, year, *more])


def fields(kriterium, text="", vurdering="", hvorfor="", vist=INTET):
    """What the form of one criterion sends."""
    said = {"text": text, "vurdering": vurdering, "hvorfor": hvorfor, "vist": vist}
    return {f"{name}-{kriterium.uuid}": value for name, value in said.items()}


@pytest.fixture
def redaktoer(plan, log_in):
    return log_in(plan, Rolle.REDAKTOER)


@pytest.fixture
def skriv(plan):
    return f"{url(plan, 'skriv')}?del=delaftale-1"


class TestThePage:
    def test_is_there_before_anybody_has_begun_and_writes_nothing(self, plan, kriterium, client, redaktoer):
        page = client.get(url(plan)).content.decode()
        assert "Ikke begyndt" in page
        assert "0 af 1" in page
        assert not Indberetning.objects.exists()

    def test_a_laeser_reads_it_without_the_check_and_its_buttons(self, report, client, log_in):
        log_in(report.helhedsplan, Rolle.LAESER)
        page = client.get(url(report.helhedsplan)).content.decode()
        assert "Kontrol før afsendelse" not in page
        assert "Send til godkendelse" not in page

    def test_leads_to_what_was_sent_and_the_check_as_it_stood(self, report, client, log_in):
        log_in(report.helhedsplan, Rolle.PLANLEDER)
        take(report, *SENDT)
        page = client.get(url(report.helhedsplan)).content.decode()
        assert reverse("reporting:udgave_detail", args=[Udgave.objects.get().uuid]) in page
        assert "Kontrollen, som den stod" in page

    @pytest.mark.parametrize(
        ("year", "art"),
        [("2017", "maalopfyldelse"), ("2019-2", "maalopfyldelse"), ("x", "maalopfyldelse"), ("2019", "budget")],
    )
    def test_what_the_plan_does_not_owe_is_not_there(self, year, art, plan, client, redaktoer):
        assert client.get(url(plan, year=year, art=art)).status_code == 404

    def test_a_year_to_come_says_when_it_can_be_written(self, client, log_in):
        plan = HelhedsplanFactory(end_date="2098-12-31")
        log_in(plan, Rolle.PLANLEDER)
        assert "når 2098 er begyndt" in client.get(url(plan, year="2098")).content.decode()
        assert "når 2098 er begyndt" in client.get(url(plan, "skriv", year="2098")).content.decode()
        posted = client.post(url(plan, "trin", "til-godkendelse", year="2098"), {})
        assert "når 2098 er begyndt" in posted.content.decode()

    def test_the_milepaelsplan_leads_to_its_own_page(self, plan, client, redaktoer):
        found = client.get(url(plan, art="milepaelsplan", year="2020"))
        assert found["Location"] == reverse("indsatser:milepaelsplan_detail", args=[plan.uuid, 2020])

    def test_costs_the_same_with_many_rows(self, report, kriterium, client, redaktoer, assert_flat_queries):
        take(report, Trinart.TIL_GODKENDELSE)

        def more():
            rows = SucceskriteriumFactory.create_batch(4, aktivitet=kriterium.aktivitet)
            Indberetning.objects.update(state=T.KLADDE)
            for row in rows:
                VurderingFactory(indberetning=report, target_uuid=row.uuid)
            Indberetning.objects.update(state=T.TIL_GODKENDELSE)

        assert_flat_queries(get=lambda: client.get(url(report.helhedsplan)), grow=more)


class TestWriting:
    def test_saves_what_is_typed_and_goes_on_to_the_next_part(self, plan, kriterium, skriv, client, redaktoer):
        DelaftaleFactory(helhedsplan=plan, nummer=2)
        SucceskriteriumFactory(
            aktivitet=AktivitetFactory(delaftale=plan.delaftaler.get(nummer=2)), statement="Flere i job"
        )
        sent = client.post(skriv, {**fields(kriterium, "Halvdelen kom."), "videre": "1"})
        assert sent["Location"].endswith("?del=delaftale-2")
        row = Vurdering.objects.get()
        assert (row.text, row.kind, row.computed) == ("Halvdelen kom.", Vurderingsart.KRITERIUM, Tilstand.IKKE_OPFYLDT)
        assert "1 af 2 skrevet" in client.get(skriv).content.decode()

    def test_judged_otherwise_without_a_reason_is_refused_at_the_field(self, kriterium, skriv, client, redaktoer):
        page = client.post(skriv, fields(kriterium, "Næsten.", "opfyldt"))
        assert page.context["form"].errors == {
            f"hvorfor-{kriterium.uuid}": ["Skriv, hvorfor det vurderes anderledes end beregnet."]
        }
        assert "Næsten." in page.content.decode()
        assert not Vurdering.objects.exists()

    def test_with_one_it_is_kept_and_without_the_judgement_the_reason_goes(self, kriterium, skriv, client, redaktoer):
        client.post(skriv, fields(kriterium, "", "opfyldt", "Resten kom i januar."))
        row = Vurdering.objects.get()
        assert (row.judgement, row.computed, row.reason) == ("opfyldt", "ikke_opfyldt", "Resten kom i januar.")
        client.post(skriv, fields(kriterium, "", "", "Resten kom i januar.", skrevet(row).fingeraftryk))
        row.refresh_from_db()
        assert (row.judgement, row.reason) == ("", "")

    def test_as_computed_needs_no_reason(self, kriterium, skriv, client, redaktoer):
        assert client.post(skriv, fields(kriterium, "", "ikke_opfyldt")).status_code == 302

    def test_what_nobody_touched_is_left_alone_though_a_colleague_did(
        self, report, kriterium, skriv, client, redaktoer
    ):
        row = report.vurderinger.get()
        seen = skrevet(row).fingeraftryk
        Vurdering.objects.update(text="En andens.", version=2)
        assert client.post(skriv, fields(kriterium, "Halvdelen kom.", vist=seen)).status_code == 302
        row.refresh_from_db()
        assert row.text == "En andens."

    def test_of_two_who_change_the_same_the_second_sees_both(self, report, kriterium, skriv, client, redaktoer):
        seen = skrevet(report.vurderinger.get()).fingeraftryk
        Vurdering.objects.update(text="En andens.", version=2)
        page = client.post(skriv, fields(kriterium, "Min.", vist=seen))
        said = " ".join(page.context["form"].errors[f"text-{kriterium.uuid}"])
        assert "En anden har ændret det" in said
        assert "Nu står der: En andens." in said
        again = client.post(
            skriv, fields(kriterium, "Min.", vist=page.context["form"][f"vist-{kriterium.uuid}"].value())
        )
        assert (again.status_code, Vurdering.objects.get().text) == (302, "Min.")

    def test_last_times_text_stands_beside_and_can_be_written_on(self, plan, kriterium, skriv, client, redaktoer):
        before = IndberetningFactory(helhedsplan=plan, year=2018)
        VurderingFactory(
            indberetning=before, target_uuid=kriterium.uuid, text="Vi er godt i gang.", judgement="paa_vej"
        )
        page = client.get(skriv).content.decode()
        assert "Sidst (2018, ikke sendt): På vej" in page
        assert "Skriv videre på teksten fra 2018" in page
        other = SucceskriteriumFactory(aktivitet=kriterium.aktivitet)
        typed = {**fields(kriterium), **fields(other, "Ikke gemt endnu.")}
        page = client.post(skriv, {**typed, "fra_sidst": str(kriterium.uuid)})
        values = {
            name: page.context["form"][f"text-{row.uuid}"].value() for name, row in (("a", kriterium), ("b", other))
        }
        assert values == {"a": "Vi er godt i gang.", "b": "Ikke gemt endnu."}
        assert Vurdering.objects.count() == 1

    def test_one_row_is_saved_while_one_writes(self, kriterium, skriv, client, redaktoer):
        sent = client.post(skriv, {**fields(kriterium, "På vej"), "kun": str(kriterium.uuid)})
        assert sent.json()["gemt"]
        again = {**fields(kriterium, "På vej frem", vist=sent.json()["vist"][f"vist-{kriterium.uuid}"]), "kun": "1"}
        assert client.post(skriv, again).json()["gemt"]
        assert Vurdering.objects.get().text == "På vej frem"
        refused = client.post(skriv, {**fields(kriterium, "x", "opfyldt"), "kun": "1"})
        assert (refused.status_code, refused.json()["gemt"]) == (422, False)

    def test_a_cpr_number_is_refused_at_the_field_and_nothing_is_kept(self, kriterium, skriv, client, redaktoer):
        page = client.post(skriv, fields(kriterium, "Hun hedder 010203-1234."))
        assert f"text-{kriterium.uuid}" in page.context["form"].errors
        assert not Vurdering.objects.exists()

    def test_not_while_it_waits_and_what_was_typed_is_still_there(self, report, kriterium, skriv, client, redaktoer):
        take(report, Trinart.TIL_GODKENDELSE)
        assert "kan ikke ændres" in client.get(skriv).content.decode()
        page = client.post(skriv, fields(kriterium, "For sent.", vist=skrevet(report.vurderinger.get()).fingeraftryk))
        assert page.status_code == 200
        assert "For sent." in page.content.decode()
        assert Vurdering.objects.get().text == "Halvdelen kom."

    def test_any_rubbish_is_taken_without_falling_over(self, report, kriterium, skriv, client, redaktoer):
        MilepaelFactory(helhedsplan=report.helhedsplan)
        for rubbish in HOSTILE:
            before = list(Vurdering.objects.values_list("pk", "version"))
            page = client.post(skriv, dict.fromkeys([*fields(kriterium), "fra_sidst", "unknown"], rubbish))
            assert page.status_code in (200, 302), rubbish[:20]
            if page.status_code == 200:
                assert list(Vurdering.objects.values_list("pk", "version")) == before
            assert client.get(skriv.replace("delaftale-1", rubbish[:50].replace("\x00", ""))).status_code == 200

    def test_costs_the_same_with_many_rows(self, report, kriterium, skriv, client, redaktoer, assert_flat_queries):
        def more():
            for row in SucceskriteriumFactory.create_batch(5, aktivitet=kriterium.aktivitet):
                VurderingFactory(indberetning=report, target_uuid=row.uuid)

        assert_flat_queries(get=lambda: client.get(skriv), grow=more)

    def test_many_are_saved_in_a_few_queries(
        self, report, kriterium, skriv, client, redaktoer, django_assert_max_num_queries
    ):
        rows = SucceskriteriumFactory.create_batch(10, aktivitet=kriterium.aktivitet)
        typed = {name: value for row in rows for name, value in fields(row, f"Om {row}").items()}
        with django_assert_max_num_queries(60):
            client.post(skriv, typed)
        assert Vurdering.objects.count() == 11


def test_the_paper_is_issued_by_sending_its_report_and_no_other_way(report, client, log_in):
    plan = report.helhedsplan
    log_in(plan, Rolle.PLANLEDER)
    found = client.post(reverse("reporting:udgave_udsted_periode", args=[plan.uuid, "maalopfyldelse", "2019"]), {})
    assert found["Location"] == url(plan)
    assert not Udgave.objects.exists()


class TestSteps:
    def test_a_redaktoer_sends_it_to_approval(self, report, client, redaktoer):
        address = url(report.helhedsplan, "trin", "til-godkendelse")
        form = client.get(address).context["form"]
        sent = client.post(
            address, {"note": "Se på trygheden.", **{n: form[n].value() for n in ("noegle", "seen_version")}}
        )
        assert sent["Location"] == url(report.helhedsplan)
        report.refresh_from_db()
        assert (report.state, report.trin.get().by) == (T.TIL_GODKENDELSE, redaktoer)

    def test_errors_stop_it_also_when_it_is_posted_directly(self, plan, kriterium, client, redaktoer):
        page = client.post(url(plan, "trin", "til-godkendelse"), {})
        assert "Der er ikke skrevet noget i indberetningen." in " ".join(page.context["form"].non_field_errors())
        assert Indberetning.objects.get().state == T.KLADDE

    def test_a_double_click_is_one_step_and_one_edition(self, report, client, log_in):
        log_in(report.helhedsplan, Rolle.PLANLEDER)
        take(report, Trinart.TIL_GODKENDELSE, Trinart.GODKEND)
        address = url(report.helhedsplan, "trin", "indsend")
        form = client.get(address).context["form"]
        sent = {name: form[name].value() for name in ("noegle", "seen_version")}
        answers = [client.post(address, sent) for _ in range(2)]
        job = Baggrundsopgave.objects.get()
        assert [answer["Location"] for answer in answers] == [job.get_absolute_url()] * 2
        page = client.get(url(report.helhedsplan)).content.decode()
        assert "Bliver sendt" in page
        assert job.get_absolute_url() in page
        assert (Udgave.objects.count(), Indberetning.objects.get().state) == (0, T.GODKENDT)
        toem_koen()
        assert client.post(address, sent)["Location"] == url(report.helhedsplan), "the third is told of what it became"
        assert Indberetning.objects.get().state == T.INDSENDT
        assert (Udgave.objects.count(), report.trin.filter(kind=Trinart.INDSEND).count()) == (1, 1)
        assert Udgave.objects.get().issued_by_title == "Planleder"

    def test_any_rubbish_is_refused_and_takes_no_step(self, report, client, log_in):
        log_in(report.helhedsplan, Rolle.PLANLEDER)
        take(report, *SENDT)
        for rubbish in HOSTILE:
            names = ("scope", "noegle", "seen_version", "beslutning")
            page = client.post(
                url(report.helhedsplan, "trin", "retur"), {**dict.fromkeys(names, rubbish), "note": "x"}
            )
            assert page.status_code == 200, rubbish[:20]
        assert Indberetning.objects.get().state == T.INDSENDT

    def test_an_unknown_step_is_not_there(self, plan, client, redaktoer):
        assert client.get(url(plan, "trin", "slet")).status_code == 404


class TestAnswers:
    def test_a_warning_is_answered_and_the_answer_stands_on_the_page(self, plan, kriterium, client, redaktoer):
        kriterium.maalinger.all().delete()
        address = f"{url(plan, 'svar')}?om=maaling:{kriterium.uuid}"
        assert client.get(address).status_code == 200
        sent = client.post(address, {"reason": "Tallet kommer i maj."})
        assert sent["Location"] == f"{url(plan)}#kontrol"
        assert "Tallet kommer i maj." in client.get(url(plan)).content.decode()
        assert Haendelse.objects.filter(target_uuid=Kontrolsvar.objects.get().uuid).exists()

    def test_of_two_who_answer_the_second_sees_both_and_chooses(self, plan, kriterium, client, redaktoer):
        kriterium.maalinger.all().delete()
        address = f"{url(plan, 'svar')}?om=maaling:{kriterium.uuid}"
        client.post(address, {"reason": "Tallet kommer i maj."})
        page = client.post(address, {"reason": "Den laves ikke."})
        assert "En anden har svaret imens: «Tallet kommer i maj.»" in page.content.decode()
        assert "Den laves ikke." in page.content.decode()
        again = {"reason": "Den laves ikke.", "seen_version": page.context["form"]["seen_version"].value()}
        assert client.post(address, again).status_code == 302
        assert Kontrolsvar.objects.get().reason == "Den laves ikke."

    def test_a_warning_that_is_gone_says_so(self, plan, kriterium, client, redaktoer):
        found = client.get(f"{url(plan, 'svar')}?om=maaling:{kriterium.uuid}", follow=True)
        assert "Den advarsel er der ikke mere." in found.content.decode()


class TestThePaper:
    def test_prints_the_words_and_both_states_with_the_reason(self, report, kriterium, client, redaktoer):
        Vurdering.objects.update(judgement="opfyldt", reason="Resten kom i januar.")
        kinds = {Vurderingsart.AKTIVITET: kriterium.aktivitet.uuid, Vurderingsart.RAPPORT: report.uuid}
        milepael = MilepaelFactory(helhedsplan=report.helhedsplan)
        for kind, uuid in {**kinds, Vurderingsart.MILEPAEL: milepael.uuid}.items():
            VurderingFactory(indberetning=report, kind=kind, target_uuid=uuid, text=f"Om {kind.label}")
        page = client.get(reverse("reporting:papir_periode", args=[report.helhedsplan.uuid, "maalopfyldelse", "2019"]))
        text = " ".join(page.content.decode().split())
        assert "Vurderet som opfyldt, beregnet som ikke opfyldt.</b> Resten kom i januar." in text
        for said in ("Halvdelen kom.", "Om Aktivitet", "Om Milepæl", "Om Rapporten som helhed"):
            assert said in text
        counted = page.context["papir"].samlet.i_alt.antal
        assert counted[list(Tilstand).index(Tilstand.OPFYLDT)] == 0, "what is counted is what was computed"

    def test_word_says_the_same(self, report, client, redaktoer):
        args = [report.helhedsplan.uuid, "maalopfyldelse", "2019", "docx"]
        answer = client.get(reverse("reporting:papirfil_periode", args=args))
        document = ZipFile(BytesIO(answer.content)).read("word/document.xml").decode()
        assert "Halvdelen kom." in document
