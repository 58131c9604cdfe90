"""The pages of editions: read, compared, issued, and found out when they were tampered with."""

from decimal import Decimal
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from indsatser.models import Succeskriterium
from plans.baggrund.koe import toem_koen
from plans.choices import Rolle
from plans.models import Baggrundsopgave, Budgetbeloeb, Delaftale
from reporting.models import Udgave
from reporting.papirer.periode import Periode
from tests.plans.factories import MedlemskabFactory
from tests.reporting.factories import UdgaveFactory, UdgavefilFactory
from tests.reporting.pdfread import text_of
from tests.reporting.skemaplan import plan_med_alt
from tests.reporting.udgaver.byg import forfalsk, odelaeg, skemaudgave, udgave


@pytest.fixture
def plan(log_in, hurtigt):
    plan = plan_med_alt()
    log_in(plan, Rolle.PLANLEDER)
    return plan


def side(navn, udgave):
    return reverse(f"reporting:{navn}", args=[udgave.uuid])


def tekst(answer):
    return " ".join(answer.content.decode().split())


class TestTheEdition:
    def test_it_says_what_it_was_whatever_the_plan_is_now(self, client, plan):
        made = skemaudgave(plan)
        Delaftale.objects.filter(nummer=1).update(title="Et helt andet navn")
        Succeskriterium.objects.filter(code="P6").update(statement="Noget nyt")
        page = tekst(client.get(side("udgave_detail", made)))
        assert "Tryghed og trivsel" in page
        assert "Færre unge uden uddannelse" in page
        assert "Et helt andet navn" not in page
        assert "Noget nyt" not in page
        assert made.vist_kontrolnummer in page
        assert made.maalversion_said in page

    def test_its_files_are_those_that_were_issued(self, client, plan):
        made = udgave(plan)
        page = client.get(side("udgave_detail", made))
        links = [link.url for _, _, link in page.context["filer"]]
        assert len(links) == made.filer.count() >= 2
        for url, fil in zip(links, made.filer.all(), strict=True):
            assert b"".join(client.get(url).streaming_content) == fil.file.read()

    def test_a_kind_of_paper_that_is_no_longer_made_still_has_its_files(self, client, plan):
        made = UdgaveFactory(helhedsplan=plan, art="nedlagt")
        UdgavefilFactory(udgave=made)
        page = tekst(client.get(side("udgave_detail", made)))
        assert "laver ikke længere den slags papir" in page
        assert "Budget.txt" in page

    def test_facts_this_version_cannot_read_are_not_guessed_at(self, client, plan):
        page = client.get(side("udgave_detail", UdgaveFactory(helhedsplan=plan)))
        assert "en form, som denne version ikke kan vise" in tekst(page)

    def test_the_lists_cost_the_same_with_many(self, client, plan, assert_flat_queries):
        made = udgave(plan)
        for url in (
            reverse("reporting:rapport_list", args=[plan.uuid]),
            reverse("reporting:papir", args=[plan.uuid, "budget"]),
            side("udgave_detail", made),
            side("udgave_sammenlign", made),
        ):
            assert_flat_queries(
                get=lambda url=url: client.get(url), grow=lambda: UdgaveFactory.create_batch(5, helhedsplan=plan)
            )

    def test_they_are_listed_with_what_replaced_them(self, client, plan):
        first = udgave(plan)
        Budgetbeloeb.objects.filter(pk=Budgetbeloeb.objects.first().pk).update(amount=Decimal(1000))
        second = udgave(plan, erstatter=first, grund="Beløbet var forkert.")
        for url in (
            reverse("reporting:rapport_list", args=[plan.uuid]),
            reverse("reporting:papir", args=[plan.uuid, "budget"]),
        ):
            page = tekst(client.get(url))
            assert side("udgave_detail", first) in page
            assert "af nr. 2" in page
        assert "Udgaven er erstattet" in tekst(client.get(side("udgave_detail", first)))
        newer = tekst(client.get(side("udgave_detail", second)))
        assert "Beløbet var forkert." in newer
        assert second.forskelle["resume"][0] in newer


class TestTampering:
    def test_an_altered_file_is_not_handed_out_and_the_page_says_so(self, client, plan, caplog):
        made = udgave(plan)
        fil = made.filer.get(endelse="pdf")
        odelaeg(fil)
        answer = client.get(fil.file.url)
        assert answer.status_code == 409
        assert "er ændret, siden udgaven blev udstedt, så den udleveres ikke" in tekst(answer)
        assert f"File {fil.uuid}" in caplog.text
        assert "er ændret, siden udgaven blev udstedt" in tekst(client.get(side("udgave_detail", made)))

    def test_a_missing_file_is_found(self, client, plan):
        fil = udgave(plan).filer.get(endelse="pdf")
        fil.file.storage.delete(fil.file.name)
        assert client.get(fil.file.url).status_code == 409

    def test_altered_facts_are_not_shown_as_genuine(self, client, plan):
        made = udgave(plan)
        forfalsk(made, fakta={**made.fakta, "periode": "2031"})
        page = tekst(client.get(side("udgave_detail", made)))
        assert "svarer ikke til kontrolsummen" in page
        assert "Udgifter pr. år og finansiering" not in page

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"title": "Et andet budget"}, "titlen"),
            ({"as_of": "2020-01-01"}, "dagen"),
            ({"periode": "2031"}, "perioden"),
        ],
    )
    def test_what_stands_about_it_is_held_against_its_facts(self, client, plan, changed, said):
        made = udgave(plan)
        forfalsk(made, **changed)
        assert f"Det, der står om udgaven ({said}), svarer ikke til dens fakta." in tekst(
            client.get(side("udgave_detail", made))
        )
        with pytest.raises(CommandError, match="1 af 1 udgaver"):
            call_command("kontroller_udgaver", stderr=StringIO())

    def test_the_command_finds_what_is_not_as_it_was_issued(self, plan):
        good, bad = udgave(plan), udgave(plan)
        out = StringIO()
        call_command("kontroller_udgaver", stdout=out)
        assert "2 udgaver er, som de blev udstedt." in out.getvalue()
        odelaeg(bad.filer.get(endelse="xlsx"))
        forfalsk(good, filsummer={**good.filsummer, "pdf": "0" * 64, "odt": "0" * 64})
        errors = StringIO()
        with pytest.raises(CommandError, match="2 af 2 udgaver"):
            call_command("kontroller_udgaver", stderr=errors)
        assert f"({bad.vist_kontrolnummer}): Filen «" in errors.getvalue()
        assert "Filen .odt mangler helt." in errors.getvalue()
        assert "er en anden end den, udgaven blev udstedt med." in errors.getvalue()


class TestIssuing:
    def test_a_planleder_issues_and_a_double_click_is_one(self, client, plan):
        url = reverse("reporting:udgave_udsted", args=[plan.uuid, "budget"])
        said = {"noegle": str(client.get(url).context["form"]["noegle"].value())}
        answers = [client.post(url, said) for _ in range(2)]
        job = Baggrundsopgave.objects.get()
        assert [answer["Location"] for answer in answers] == [job.get_absolute_url()] * 2
        toem_koen()
        made = Udgave.objects.get()
        assert client.post(url, said)["Location"] == side("udgave_detail", made)
        assert Udgave.objects.count() == 1
        assert made.issued_by_title == "Planleder"

    def test_a_correction_is_made_once_and_the_second_click_comes_to_the_same(self, client, plan):
        first = udgave(plan)
        Budgetbeloeb.objects.filter(pk=Budgetbeloeb.objects.first().pk).update(amount=Decimal(1000))
        url = reverse("reporting:udgave_udsted", args=[plan.uuid, "budget"])
        said = {"noegle": str(uuid4()), "erstatter": first.pk, "reason": "Beløbet var forkert."}
        assert {client.post(url, said).status_code for _ in range(2)} == {302}
        again = {**said, "noegle": str(uuid4())}
        assert "er ved at blive rettet af nr. 2" in tekst(client.post(url, again))
        toem_koen()
        assert Udgave.objects.get(nummer=2).erstatter == first
        assert "allerede rettet af nr. 2" in tekst(client.post(url, again))

    def test_the_same_paper_once_more_is_said_leads_to_the_one_there_is_and_asks(self, client, plan):
        first = udgave(plan)
        url = reverse("reporting:udgave_udsted", args=[plan.uuid, "budget"])
        assert f'href="{side("udgave_detail", first)}">udgave nr. 1</a>, også opgjort' in tekst(client.get(url))
        page = client.post(url, {"noegle": str(uuid4())})
        assert "Papiret siger det samme som udgave nr. 1" in page.context["form"].errors["alligevel"][0]
        said = {"noegle": str(uuid4()), "alligevel": "on"}
        answers = [client.post(url, said) for _ in range(2)]
        toem_koen()
        assert [answer.status_code for answer in answers] == [302, 302]
        assert Udgave.objects.count() == 2

    def test_another_day_or_another_figure_is_another_paper(self, client, plan):
        udgave(plan)
        url = reverse("reporting:udgave_udsted", args=[plan.uuid, "budget"])
        assert client.get(url, {"pr": "2019-06-30"}).context["form"].ens is None
        Budgetbeloeb.objects.filter(pk=Budgetbeloeb.objects.first().pk).update(amount=Decimal(1000))
        assert client.get(url).context["form"].ens is None

    def test_a_refusal_stands_at_its_field_and_what_was_typed_is_there(self, client, plan):
        first = udgave(plan)
        url = reverse("reporting:udgave_udsted", args=[plan.uuid, "budget"])
        page = client.post(url, {"noegle": str(uuid4()), "erstatter": first.pk, "reason": "Rettet tal"})
        assert "ingen forskel" in page.context["form"].errors["erstatter"][0]
        assert "Rettet tal" in tekst(page)

    def test_the_paper_is_issued_as_of_the_day_that_was_shown(self, client, plan):
        page = client.get(reverse("reporting:papir", args=[plan.uuid, "budget"]), {"pr": "2019-06-30"})
        url = page.context["udsted"]
        client.post(url, {"noegle": str(uuid4())})
        toem_koen()
        assert str(Udgave.objects.get().as_of) == "2019-06-30"

    def test_who_may_not_is_not_offered_it(self, client, log_in, plan):
        log_in(plan, Rolle.REDAKTOER)
        assert client.get(reverse("reporting:papir", args=[plan.uuid, "budget"])).context["udsted"] == ""

    def test_a_paper_or_a_year_that_is_not_is_a_404(self, client, plan):
        for art, periode in (("ukendt", ""), ("maalopfyldelse", "2031"), ("budget", "2019")):
            name = f"reporting:udgave_udsted{'_periode' if periode else ''}"
            assert client.get(reverse(name, args=[plan.uuid, art, *filter(None, [periode])])).status_code == 404


class TestComparing:
    def test_an_edition_is_held_against_the_paper_as_it_is_now(self, client, plan):
        made = skemaudgave(plan)
        row = Succeskriterium.objects.get(code="P6")
        Succeskriterium.objects.filter(pk=row.pk).update(statement="Færre unge helt uden uddannelse")
        page = client.get(side("udgave_sammenlign", made))
        said = tekst(page)
        assert "Siden udgave nr. 1" in said
        assert '<ins><span class="visually-hidden">tilføjet: </span>helt' in said
        assert page.context["bedt"].med == "nu"

    def test_two_editions_are_held_against_each_other_whichever_was_asked_first(self, client, plan):
        first = udgave(plan)
        post = Budgetbeloeb.objects.first()
        Budgetbeloeb.objects.filter(pk=post.pk).update(amount=Decimal(1000))
        second = udgave(plan)
        found = [
            client.get(side("udgave_sammenlign", one), {"med": str(other.uuid)}).context["bedt"].sammenligning
            for one, other in ((first, second), (second, first))
        ]
        assert found[0] == found[1]
        assert not found[0].er_ens
        assert found[0] == client.get(side("udgave_sammenlign", second)).context["bedt"].sammenligning

    def test_on_paper_it_says_the_same(self, client, plan):
        made = udgave(plan)
        Budgetbeloeb.objects.filter(pk=Budgetbeloeb.objects.first().pk).update(amount=Decimal(1000))
        pdf = client.get(side("udgave_sammenlign_pdf", made))
        assert pdf["Content-Type"] == "application/pdf"
        resume = client.get(side("udgave_sammenlign", made)).context["bedt"].sammenligning.resume
        assert resume[0] in " ".join(" ".join(text_of(pdf.content)).split())

    def test_what_cannot_be_compared_says_why(self, client, plan):
        made = UdgaveFactory(helhedsplan=plan)
        assert "denne version ikke kan vise" in tekst(client.get(side("udgave_sammenlign", made)))
        assert "denne version ikke kan vise" in tekst(client.get(side("udgave_sammenlign_pdf", made)))

    def test_a_year_is_held_against_the_year_before_which_is_what_last_time_means(self, client, plan):
        before, now = (udgave(plan, "maalopfyldelse", Periode(year)) for year in (2019, 2020))
        found = client.get(side("udgave_sammenlign", now)).context["bedt"]
        assert found.med == str(before.uuid)
        assert found.sammenligning.foer.navn.startswith("2019, udgave nr. 1, udstedt ")
        assert found.sammenligning.nu.navn.startswith("2020, udgave nr. 1, udstedt ")
        turned = client.get(side("udgave_sammenlign", before), {"med": str(now.uuid)})
        assert turned.context["bedt"].sammenligning == found.sammenligning
        assert "2020, nr. 1</a>" in tekst(turned)

    def test_what_is_not_of_the_same_plan_and_kind_is_refused_with_the_reason_and_nothing_is_told_of_it(
        self, client, log_in, plan
    ):
        made = udgave(plan)
        other_kind = UdgaveFactory(helhedsplan=plan, art="milepaelsplan", title="Milepælsplan")
        elsewhere = UdgaveFactory(title="Hemmelig")
        mine = UdgaveFactory()
        log_in(mine.helhedsplan, Rolle.PLANLEDER)
        user = log_in(plan, Rolle.PLANLEDER)
        MedlemskabFactory(helhedsplan=mine.helhedsplan, user=user)
        for med, said in (
            (other_kind.uuid, "er ikke det samme papir"),
            (elsewhere.uuid, "findes ikke"),
            (mine.uuid, "er af hver sin plan"),
            (made.uuid, "op mod sig selv"),
            ("x' OR 1=1", "findes ikke"),
        ):
            page = client.get(side("udgave_sammenlign", made), {"med": str(med)})
            assert page.status_code == 200
            assert said in tekst(page), med
            assert "Hemmelig" not in tekst(page)
            assert (
                client.get(side("udgave_sammenlign_pdf", made), {"med": str(med)})["Content-Type"] != "application/pdf"
            )
