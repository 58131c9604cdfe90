"""Words in every report: what can be written of in each, what is proposed, what is asked and what is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from indsatser.choices import Milepaeltilstand, Tilstand
from plans.choices import Rolle
from reporting.facts.vurderinger import INTET
from reporting.indberetning import livsloeb
from reporting.indberetning.arter import arter
from reporting.indberetning.kontrol import build_kontrol, byg_papir
from reporting.indberetning.models import Vurdering
from reporting.indberetning.raekker import build_afsnit
from reporting.indberetning.rapport import byg_rapport, rapport_af
from reporting.indberetning.valg import Milepaelsvurderet, Trinart, Vurderet, Vurderingsart
from reporting.papirer.arter import PAPIRER
from reporting.papirer.periode import HELE_PLANEN, Periode
from reporting.udgaver.models import Udgave
from tests.indsatser.factories import AktivitetFactory, MilepaelFactory, MilepaelsplanFactory, SucceskriteriumFactory
from tests.plans.factories import BudgetbeloebFactory, BudgetpostFactory, DelaftaleFactory, FinansieringskildeFactory
from tests.reporting.factories import IndberetningFactory, KontrolsvarFactory, VurderingFactory
from tests.reporting.indberetning.conftest import I_2019, SENDT, take

pytestmark = pytest.mark.django_db

PERIODER = {"maalopfyldelse": "2019", "statusnotat": "2019-4", "milepaelsplan": "2020", "budgetopfoelgning": "2019"}


def skriv_url(plan, slug, del_):
    return f"{reverse('reporting:indberetning_skriv', args=[plan.uuid, slug, PERIODER[slug]])}?del={del_}"


def sent(uuid, text="", vurdering="", hvorfor="", vist=INTET):
    said = {"text": text, "vurdering": vurdering, "hvorfor": hvorfor, "vist": vist}
    return {f"{name}-{uuid}": value for name, value in said.items()}


def rows(plan, slug):
    """What can be written of in the plan's report, by its title."""
    kode = PERIODER[slug]
    art, of = arter()[slug], Periode(*(int(part) for part in kode.split("-")))
    report = livsloeb.ny(plan, art, of)
    parts = build_afsnit(byg_papir(report, art, today=date(2026, 3, 1)), report.uuid)
    return {row.titel: (part.noegle, row) for part in parts for row in part.raekker}


@pytest.fixture
def redaktoer(plan, log_in):
    return log_in(plan, Rolle.REDAKTOER)


@pytest.fixture
def milepael(plan, kriterium):
    """Late in the fourth quarter of 2019: nobody says that it is reached."""
    return MilepaelFactory(helhedsplan=plan, aktivitet=kriterium.aktivitet, year=2019, quarter=4, text="Caféen åben")


@pytest.fixture
def post(plan):
    row = BudgetpostFactory(helhedsplan=plan, title="Projektorganisation")
    BudgetbeloebFactory(budgetpost=row, kilde=FinansieringskildeFactory(helhedsplan=plan), year=2019)
    return row


class TestWhatCanBeWrittenOf:
    @pytest.mark.parametrize("slug", ["maalopfyldelse", "statusnotat"])
    def test_criteria_activities_and_milestones_with_what_is_proposed(self, slug, plan, kriterium, milepael):
        found = rows(plan, slug)
        proposed = {title: row.beregnet for title, (_, row) in found.items()}
        assert proposed == {
            "Rapporten som helhed": "",
            "Der holdes 100 samtaler": Tilstand.IKKE_OPFYLDT,
            kriterium.aktivitet.name: Tilstand.IKKE_OPFYLDT,
            "Caféen åben": Milepaeltilstand.FORSINKET,
        }
        assert [value for value, _ in found["Caféen åben"][1].valg] == Milepaelsvurderet.values
        assert [value for value, _ in found[kriterium.aktivitet.name][1].valg] == Vurderet.values

    def test_the_milepaelsplan_judges_the_year_before_and_tells_of_its_own(self, plan, milepael):
        MilepaelFactory(helhedsplan=plan, year=2020, quarter=1, text="Næste års")
        found = rows(plan, "milepaelsplan")
        assert [(part, row.kan_vurderes) for part, row in found.values()] == [
            ("rapporten", False),
            ("status", True),
            ("kommende", False),
        ]

    def test_the_budgetopfoelgning_has_its_posts_and_the_whole(self, plan, post):
        found = rows(plan, "budgetopfoelgning")
        assert list(found) == ["Rapporten som helhed", "Projektorganisation"]
        assert found["Projektorganisation"][1].forklaring.count("..") == 0, "kr. ends the sentence"

    def test_nothing_is_counted_where_nothing_has_to_be_written(self, plan, post, client, redaktoer):
        assert "af 0 skrevet" not in client.get(skriv_url(plan, "budgetopfoelgning", "poster")).content.decode()

    def test_an_activity_is_proposed_the_state_of_its_criterion_furthest_behind(self, plan, kriterium):
        SucceskriteriumFactory(aktivitet=kriterium.aktivitet)
        _, row = rows(plan, "maalopfyldelse")[kriterium.aktivitet.name]
        said = "Den ringeste af aktivitetens succeskriterier (1 ikke opfyldt; 1 siger intet endnu)."
        assert (row.beregnet, row.forklaring) == (Tilstand.IKKE_OPFYLDT, said)

    def test_an_activity_of_which_nothing_is_measured_is_proposed_nothing(self, plan):
        aktivitet = AktivitetFactory(delaftale=DelaftaleFactory(helhedsplan=plan))
        SucceskriteriumFactory(aktivitet=aktivitet)
        assert rows(plan, "maalopfyldelse")[aktivitet.name][1].beregnet == ""


class TestWriting:
    @pytest.mark.parametrize(
        ("slug", "del_"), [("maalopfyldelse", "milepaele"), ("statusnotat", "milepaele"), ("milepaelsplan", "status")]
    )
    def test_a_milestone_is_judged_otherwise_only_with_why(self, slug, del_, plan, milepael, client, redaktoer):
        address = skriv_url(plan, slug, del_)
        page = client.post(address, sent(milepael.uuid, "Den åbnede.", "naaet"))
        assert page.context["form"].errors == {
            f"hvorfor-{milepael.uuid}": ["Skriv, hvorfor det vurderes anderledes end beregnet."]
        }
        assert "Den åbnede." in page.content.decode()
        assert client.post(address, sent(milepael.uuid, "", "naaet", "Åbnet i december.")).status_code == 302
        row = Vurdering.objects.get()
        assert (row.kind, row.judgement, row.computed) == (Vurderingsart.MILEPAEL, "naaet", "forsinket")

    def test_a_criterions_judgement_is_no_milestones(self, plan, milepael, client, redaktoer):
        page = client.post(skriv_url(plan, "statusnotat", "milepaele"), sent(milepael.uuid, "", "opfyldt", "x"))
        assert f"vurdering-{milepael.uuid}" in page.context["form"].errors

    def test_a_post_has_a_text_and_no_judgement(self, plan, post, client, redaktoer):
        (part, row) = rows(plan, "budgetopfoelgning")["Projektorganisation"]
        assert (
            client.post(skriv_url(plan, "budgetopfoelgning", part), sent(row.uuid, "Lønnen steg.")).status_code == 302
        )
        made = Vurdering.objects.get()
        assert (made.kind, made.text, made.indberetning.art) == (
            Vurderingsart.POST,
            "Lønnen steg.",
            "budgetopfoelgning",
        )

    def test_last_quarters_words_stand_beside(self, plan, kriterium, client, redaktoer):
        before = IndberetningFactory(helhedsplan=plan, art="statusnotat", year=2019, quarter=3)
        VurderingFactory(indberetning=before, target_uuid=kriterium.uuid, text="I gang.", judgement="paa_vej")
        assert (
            "Sidst (3. kvartal 2019, ikke sendt): På vej"
            in client.get(skriv_url(plan, "statusnotat", "delaftale-1")).content.decode()
        )

    def test_the_proposal_stands_in_the_list_one_chooses_from(self, plan, milepael, client, redaktoer):
        assert "Som beregnet: Forsinket" in client.get(skriv_url(plan, "statusnotat", "milepaele")).content.decode()

    @pytest.mark.parametrize(("slug", "del_"), [("statusnotat", "delaftale-1"), ("milepaelsplan", "status")])
    def test_costs_the_same_with_many_rows(
        self, slug, del_, plan, kriterium, milepael, client, redaktoer, assert_flat_queries
    ):
        year, quarter = (2020, None) if slug == "milepaelsplan" else (2019, 4)
        report = IndberetningFactory(helhedsplan=plan, art=slug, year=year, quarter=quarter)

        def more():
            SucceskriteriumFactory.create_batch(4, aktivitet=kriterium.aktivitet)
            for row in MilepaelFactory.create_batch(4, helhedsplan=plan, year=2019, quarter=4):
                VurderingFactory(indberetning=report, kind="milepael", target_uuid=row.uuid)

        assert_flat_queries(get=lambda: client.get(skriv_url(plan, slug, del_)), grow=more)


class TestTheMilepaelsplan:
    def test_is_written_in_the_year_before_its_own_and_not_before_that(self, plan):
        art = arter()["milepaelsplan"]
        with pytest.raises(ValidationError, match="når 2019 er begyndt"):
            livsloeb.begynd(plan, art, Periode(2020), by=None, today=date(2018, 12, 31), til_ord=True)
        assert livsloeb.begynd(plan, art, Periode(2020), by=None, today=date(2019, 1, 1), til_ord=True).pk

    def test_takes_no_step_here_though_it_is_written_of(self, plan, milepael, client, redaktoer):
        client.post(skriv_url(plan, "milepaelsplan", "status"), sent(milepael.uuid, "Sent på den."))
        args = [plan.uuid, "milepaelsplan", "2020", "til-godkendelse"]
        page = client.post(reverse("reporting:indberetning_trin", args=args), {})
        assert "sin egen vej" in page.content.decode()

    def test_is_closed_when_it_is_approved_and_opened_by_a_revision(self, plan, milepael, client, redaktoer):
        approved = MilepaelsplanFactory(helhedsplan=plan, year=2020, godkendt=True)
        address = skriv_url(plan, "milepaelsplan", "status")
        page = client.post(address, sent(milepael.uuid, "For sent."))
        assert (page.status_code, Vurdering.objects.count()) == (200, 0)
        assert "For sent." in page.content.decode(), "what was typed is still there"
        assert "Revidér den" in page.content.decode()
        MilepaelsplanFactory(helhedsplan=plan, year=2020, revises=approved, revision_reason="Caféen er lukket.")
        assert client.post(address, sent(milepael.uuid, "I tide.")).status_code == 302


class TestThePaper:
    def test_prints_the_words_of_its_own_quarter_alone(self, plan, kriterium):
        for quarter in (3, 4):
            report = IndberetningFactory(helhedsplan=plan, art="statusnotat", year=2019, quarter=quarter)
            VurderingFactory(indberetning=report, target_uuid=report.uuid, kind="rapport", text=f"Kvartal {quarter}")
        papir = byg_rapport(PAPIRER["statusnotat"], plan, Periode(2019, 3), date(2026, 1, 1))
        assert papir.rapporten.tekst == "Kvartal 3"

    def test_a_budgetopfoelgning_is_the_report_of_its_year_on_that_reports_day_alone(self, plan):
        report = IndberetningFactory(helhedsplan=plan, art="budgetopfoelgning", year=2019)
        VurderingFactory(indberetning=report, target_uuid=report.uuid, kind="rapport", text="Årets ord.")
        art, today = PAPIRER["budgetopfoelgning"], date(2026, 3, 1)
        last, before = date(2019, 12, 31), date(2019, 12, 30)
        assert byg_rapport(art, plan, HELE_PLANEN, last, today=today).rapporten.tekst == "Årets ord."
        assert byg_rapport(art, plan, HELE_PLANEN, before, today=today).rapporten is None
        assert rapport_af(art, plan, HELE_PLANEN, before, today=today) is None

    def test_the_reports_page_leads_to_the_paper_as_of_its_day(self, plan, client, redaktoer):
        page = client.get(reverse("reporting:indberetning_detail", args=[plan.uuid, "budgetopfoelgning", "2019"]))
        assert "?pr=2019-12-31" in page.content.decode()

    def test_nothing_of_a_check_stands_in_a_paper_whose_report_nobody_has_begun(self, plan, kriterium):
        kriterium.maalinger.all().delete()
        assert byg_rapport(PAPIRER["maalopfyldelse"], plan, I_2019, date(2026, 1, 1)).forbehold == ()

    def test_the_answered_warnings_come_first_and_the_others_say_so(self, report, kriterium):
        SucceskriteriumFactory(aktivitet=kriterium.aktivitet)
        key, text = next((one.key, one.tekst) for one in build_kontrol(report).advarsler if "uden tekst" in one.tekst)
        KontrolsvarFactory(indberetning=report, key=key, text=text, reason="Det kommer.")
        papir = byg_rapport(PAPIRER["maalopfyldelse"], report.helhedsplan, I_2019, date(2026, 1, 1))
        assert [one.svaret for one in papir.forbehold] == ["Det kommer.", "Ikke besvaret."]

    def test_what_was_answered_is_frozen_with_the_edition(self, report, kriterium):
        SucceskriteriumFactory(aktivitet=kriterium.aktivitet)
        take(report, *SENDT)
        said = Udgave.objects.get().fakta["papir"]["forbehold"]
        assert {"tekst": "1 af 2 succeskriterier under «Tryghed» er uden tekst.", "svar": ""} in said

    def test_what_can_be_written_of_is_not_kept_with_it(self, plan, kriterium):
        report = livsloeb.begynd(plan, arter()["statusnotat"], Periode(2019, 3), by=None)
        take(report, *SENDT)
        assert "emner" not in Udgave.objects.get().fakta["papir"]


def test_only_the_maalopfyldelsesskema_is_stopped_by_having_no_words(plan, kriterium):
    notat = livsloeb.begynd(plan, arter()["statusnotat"], Periode(2019, 4), by=None)
    assert build_kontrol(notat).fejl == ()
    take(notat, Trinart.TIL_GODKENDELSE)


def test_a_late_milestone_of_a_quarter_asks_why_until_it_is_written_of(plan, milepael):
    notat = livsloeb.begynd(plan, arter()["statusnotat"], Periode(2019, 4), by=None)
    keys = [one.key for one in build_kontrol(notat).advarsler]
    assert f"milepael:{milepael.uuid}" in keys
    VurderingFactory(indberetning=notat, kind="milepael", target_uuid=milepael.uuid, text="Håndværkerne kom ikke.")
    assert f"milepael:{milepael.uuid}" not in [one.key for one in build_kontrol(notat).advarsler]


def test_two_who_write_of_the_same_milestone_are_told_of_each_other(plan, milepael, client, redaktoer):
    address = skriv_url(plan, "statusnotat", "milepaele")
    client.post(address, sent(milepael.uuid, "Den førstes."))
    page = client.post(address, sent(milepael.uuid, "Den andens."))
    said = " ".join(page.context["form"].errors[f"text-{milepael.uuid}"])
    assert "Nu står der: Den førstes." in said
    assert "Den andens." in page.content.decode()
    assert Vurdering.objects.get().text == "Den førstes."


@pytest.mark.parametrize(
    ("slug", "address"),
    [(slug, kode) for slug, kode in PERIODER.items() if slug != "budgetopfoelgning"] + [("budgetopfoelgning", "")],
)
def test_the_papers_page_leads_to_where_its_words_are_written(slug, address, plan, kriterium, client, log_in):
    args = [plan.uuid, slug, *filter(None, [address])]
    paper = reverse(f"reporting:papir{'_periode' if address else ''}", args=args)
    there = reverse("reporting:indberetning_skriv", args=[plan.uuid, slug, address or "2022"])
    log_in(plan, Rolle.REDAKTOER)
    assert there in client.get(paper).content.decode()
    log_in(plan, Rolle.LAESER)
    assert there not in client.get(paper).content.decode()
