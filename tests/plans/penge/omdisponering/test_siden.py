"""The form of a move and the page of moves, as people meet them."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from plans.choices import Finansieringsart, Postart, Rolle
from plans.models import Omdisponering
from plans.penge.omdisponering.fakta import Flytningstilstand, build_flytninger
from plans.penge.omdisponering.godkendelse import Godkender
from plans.services import change, create
from tests.plans import factories as make
from tests.plans.redigering.formularer import errors, opret, send, shown
from tests.plans.test_views import text_of

NBSP = "\u00a0"


@pytest.fixture
def plan():
    return make.HelhedsplanFactory(short_name="Åparken", start_date=date(2018, 8, 1), end_date=date(2022, 7, 31))


@pytest.fixture
def lbf(plan):
    return make.FinansieringskildeFactory(helhedsplan=plan, name="Landsbyggefonden")


@pytest.fixture
def tryghed(plan, lbf):
    """A delaftale's post with 500.000 kr. from LBF in 2019."""
    delaftale = make.DelaftaleFactory(helhedsplan=plan, title="Tryghed")
    post = make.BudgetpostFactory(
        helhedsplan=plan, title="Tryghed og trivsel", kind=Postart.DELAFTALE, delaftale=delaftale
    )
    make.BudgetbeloebFactory(budgetpost=post, kilde=lbf, year=2019, amount=Decimal(500_000))
    return post


@pytest.fixture
def evaluering(plan):
    return make.BudgetpostFactory(helhedsplan=plan, title="Evaluering", kind=Postart.EVALUERING)


def flyt(plan, fra, til, kilde, **given):
    usual = {"from_year": 2019, "to_year": 2019, "amount": Decimal(120_000), "decided_on": date(2019, 3, 1)}
    row = make.OmdisponeringFactory.build(
        **{
            "helhedsplan": plan,
            "from_post": fra,
            "to_post": til,
            "from_kilde": kilde,
            "to_kilde": kilde,
            **usual,
            **given,
        }
    )
    return create(row, by=None)


def page(plan, query="") -> str:
    return reverse("plans:omdisponering_list", args=[plan.uuid]) + query


def page_text(client, plan, name="omdisponering_list") -> str:
    response = client.get(reverse(f"plans:{name}", kwargs={"uuid": plan.uuid}))
    return " ".join(text_of(response).replace(NBSP, " ").split())


def filled(lbf, tryghed, evaluering, **given) -> dict:
    usual = {
        "from_post": tryghed.pk,
        "from_year": "2019",
        "from_kilde": lbf.pk,
        "to_post": evaluering.pk,
        "to_year": "2020",
        "to_kilde": lbf.pk,
        "amount": "120.000",
        "moved_on": "01.03.2019",
        "reason": "Stillingen blev besat senere.",
    }
    return {**usual, **given}


class TestTheForm:
    @pytest.fixture(autouse=True)
    def _redaktoer(self, plan, log_in):
        log_in(plan, Rolle.REDAKTOER)

    def test_moves_money(self, client, plan, lbf, tryghed, evaluering):
        address = opret(Omdisponering, plan)
        response = send(client, address, shown(client, address), **filled(lbf, tryghed, evaluering))
        assert response["Location"] == page(plan)
        row = Omdisponering.objects.get()
        assert (row.amount, row.from_year, row.to_year, row.decided_on) == (Decimal(120_000), 2019, 2020, None)

    def test_says_at_the_amount_what_is_left_and_keeps_what_was_typed(self, client, plan, lbf, tryghed, evaluering):
        address = opret(Omdisponering, plan)
        typed = filled(lbf, tryghed, evaluering, amount="600.000")
        response = send(client, address, shown(client, address), **typed)
        assert errors(response)["amount"] == [
            f"Der er kun 500.000{NBSP}kr. på Tryghed og trivsel (2019, Landsbyggefonden). "
            f"Det er 100.000{NBSP}kr. for lidt."
        ]
        assert 'value="600.000"' in response.content.decode()

    def test_takes_the_day_from_the_decision(self, client, plan, lbf, tryghed, evaluering):
        decision = make.BeslutningFactory(helhedsplan=plan, decided_on=date(2019, 2, 20))
        address = opret(Omdisponering, plan)
        send(client, address, shown(client, address), **filled(lbf, tryghed, evaluering, beslutning=decision.pk))
        assert Omdisponering.objects.get().decided_on == date(2019, 2, 20)

    def test_offers_the_years_of_the_plan_and_none(self, client, plan, tryghed):
        form = client.get(opret(Omdisponering, plan)).context["form"]
        years = [label for _, label in form.fields["from_year"].choices]
        assert years == ["Uden år", "2018", "2019", "2020", "2021", "2022"]

    def test_reads_the_move_back_before_it_is_saved(self, client, plan, lbf, tryghed, evaluering):
        response = client.post(opret(Omdisponering, plan) + "vis/", filled(lbf, tryghed, evaluering))
        fakta = response.context["fakta"]
        assert fakta.saetning == (
            f"Flytter 120.000{NBSP}kr. fra Tryghed og trivsel (2019, Landsbyggefonden) "
            "til Evaluering (2020, Landsbyggefonden)."
        )
        assert [(end.foer, end.efter) for end in fakta.ender] == [(500_000, 380_000), (0, 120_000)]
        assert fakta.godkendelse.hvem == (Godkender.BESTYRELSE, Godkender.LBF)
        assert "Skal godkendes af bestyrelsen og Landsbyggefonden." in text_of(response)
        assert not Omdisponering.objects.exists()

    def test_shows_what_there_is_to_move_before_anything_is_chosen(self, client, plan, lbf, tryghed, evaluering):
        flyt(plan, tryghed, evaluering, lbf)
        fakta = client.post(opret(Omdisponering, plan) + "vis/", {}).context["fakta"]
        assert fakta.saetning == ""
        assert [(str(rest.sted), rest.beloeb) for rest in fakta.rester] == [
            ("Tryghed og trivsel (2019, Landsbyggefonden)", 380_000),
            ("Evaluering (2019, Landsbyggefonden)", 120_000),
        ]

    def test_reads_a_saved_move_back_as_it_was_before_it(self, client, plan, lbf, tryghed, evaluering):
        row = flyt(plan, tryghed, evaluering, lbf)
        address = reverse("plans:vis", args=["omdisponering", row.uuid])
        fakta = client.post(address, filled(lbf, tryghed, evaluering, to_year="2019", amount="50.000")).context[
            "fakta"
        ]
        assert [(end.foer, end.efter) for end in fakta.ender] == [(500_000, 450_000), (0, 50_000)]

    def test_is_filled_in_from_a_cell(self, client, plan, lbf, tryghed):
        query = f"?from_post={tryghed.pk}&from_kilde={lbf.pk}&from_year=2019"
        form = client.get(opret(Omdisponering, plan) + query).context["form"]
        assert (form["from_post"].value(), form["from_year"].value()) == (tryghed.pk, 2019)

    @pytest.mark.parametrize("query", ["from_year=x", "from_year=99999", "from_post=x", "from_post=0"])
    def test_a_cell_that_is_none_is_not_found(self, client, plan, query):
        assert client.get(opret(Omdisponering, plan) + "?" + query).status_code == 404


class TestThePage:
    @pytest.fixture(autouse=True)
    def _laeser(self, plan, log_in):
        log_in(plan, Rolle.LAESER)

    def test_says_so_when_nothing_was_moved(self, client, plan):
        assert "Ingen penge er flyttet" in text_of(client.get(page(plan)))

    def test_shows_before_and_after_and_that_the_sum_is_the_same(self, client, plan, lbf, tryghed, evaluering):
        flyt(plan, tryghed, evaluering, lbf)
        text = text_of(client.get(page(plan, "?pr=2019-06-01")))
        assert "fra Tryghed og trivsel (2019, Landsbyggefonden) 120.000 kr. 500.000 kr. 380.000 kr." in text
        assert "til Evaluering (2019, Landsbyggefonden)" in text
        assert "I alt 500.000 kr. 120.000 kr. 120.000 kr. 500.000 kr." in text
        assert "Mangler godkendelse fra Landsbyggefonden." in text

    def test_keeps_planned_apart(self, client, plan, lbf, tryghed, evaluering):
        flyt(plan, tryghed, evaluering, lbf, decided_on=None)
        text = text_of(client.get(page(plan)))
        assert "0 kr. er flyttet, 120.000 kr. er planlagt" in text
        assert "Planlagt, ikke besluttet" in text
        assert "Budgettet før og efter" not in text
        assert "Mangler godkendelse" not in text

    def test_a_decision_that_came_later_was_only_planned_on_the_day(self, plan, lbf, tryghed, evaluering):
        flyt(plan, tryghed, evaluering, lbf, decided_on=date(2019, 5, 1), moved_on=date(2019, 7, 1))
        states = [
            build_flytninger(plan, as_of=day).linjer[0].tilstand
            for day in (date(2019, 4, 30), date(2019, 5, 1), date(2019, 7, 1))
        ]
        assert states == [Flytningstilstand.PLANLAGT, Flytningstilstand.KOMMENDE, Flytningstilstand.BESLUTTET]

    def test_an_approval_that_is_there_is_not_asked_for(self, plan, lbf, tryghed, evaluering):
        flyt(plan, tryghed, evaluering, lbf, lbf_approved_on=date(2019, 4, 1))
        assert build_flytninger(plan, as_of=date(2019, 6, 1)).uden_godkendelse == ()
        assert build_flytninger(plan, as_of=date(2019, 3, 31)).uden_godkendelse[0].mangler == (Godkender.LBF,)

    @pytest.mark.parametrize(
        ("query", "number"),
        [("aar=2020", 1), ("aar=uden", 1), ("post=Evaluering", 3), ("tilstand=planlagt", 1), ("aar=x", 3)],
    )
    def test_is_filtered(self, client, plan, lbf, tryghed, evaluering, query, number):
        make.BudgetbeloebFactory(budgetpost=tryghed, kilde=lbf, amount=Decimal(10))
        flyt(plan, tryghed, evaluering, lbf)
        flyt(plan, tryghed, evaluering, lbf, to_year=2020, decided_on=None)
        flyt(plan, tryghed, evaluering, lbf, from_year=None, to_year=None, amount=Decimal(10))
        assert len(client.get(page(plan, f"?{query}")).context["linjer"]) == number

    def test_costs_the_same_with_many_moves(self, client, plan, lbf, tryghed, evaluering, assert_flat_queries):
        flyt(plan, tryghed, evaluering, lbf, amount=Decimal(1))

        def grow():
            for year in (2019, 2020, 2021):
                post = make.BudgetpostFactory(helhedsplan=plan, title=f"Post {year}")
                decision = make.BeslutningFactory(helhedsplan=plan, decided_on=date(2019, 3, 1))
                flyt(plan, tryghed, post, lbf, to_year=year, amount=Decimal(10), beslutning=decision)

        assert_flat_queries(get=lambda: client.get(page(plan)), grow=grow)

    def test_an_amount_lowered_after_its_money_was_moved_is_said(self, client, plan, lbf, tryghed, evaluering):
        flyt(plan, tryghed, evaluering, lbf)
        assert "Der er flyttet mere fra" not in page_text(client, plan)
        amount = tryghed.beloeb.get()
        amount.amount = Decimal(100_000)
        change(amount, by=None)
        for name in ("omdisponering_list", "oekonomi_detail"):
            text = page_text(client, plan, name)
            assert "Der er flyttet mere fra Tryghed og trivsel (2019, Landsbyggefonden)" in text
            assert "stedet er -20.000 kr." in text.replace("−", "-")

    def test_the_economy_page_has_the_short_of_it(self, client, plan, lbf, tryghed, evaluering):
        flyt(plan, tryghed, evaluering, lbf)
        flyt(plan, tryghed, evaluering, lbf, decided_on=None, amount=Decimal("5000.50"))
        text = text_of(client.get(reverse("plans:oekonomi_detail", args=[plan.uuid])))
        assert "120.000 kr. er flyttet ved 1 besluttet flytning." in text
        assert "5.000,50 kr. er planlagt flyttet" in text


def test_an_editor_starts_from_a_cell_with_what_is_left_in_it(plan, lbf, tryghed, evaluering, client, log_in):
    flyt(plan, tryghed, evaluering, lbf, amount=Decimal(500_000))
    log_in(plan, Rolle.REDAKTOER)
    response = client.get(page(plan))
    assert "Evaluering (2019, Landsbyggefonden) 500.000 kr. Flyt herfra" in text_of(response)
    assert [rest.celle.post for rest in response.context["rester"]] == [evaluering.pk]
    address = f"{opret(Omdisponering, plan)}?{response.context['rester'][0].valg}"
    assert client.get(address).context["form"]["from_post"].value() == evaluering.pk
    log_in(plan, Rolle.LAESER)
    assert "Flyt herfra" not in text_of(client.get(page(plan)))


def test_co_financing_that_changes_source_is_to_be_asked_about(plan, evaluering, client, log_in):
    kommune = make.FinansieringskildeFactory(helhedsplan=plan, name="Kommunen", kind=Finansieringsart.KOMMUNE)
    fond = make.FinansieringskildeFactory(helhedsplan=plan, name="En fond", kind=Finansieringsart.FOND)
    make.BudgetbeloebFactory(budgetpost=evaluering, kilde=kommune, year=2019, amount=Decimal(9_000))
    flyt(plan, evaluering, evaluering, kommune, to_kilde=fond, amount=Decimal(9_000))
    log_in(plan, Rolle.LAESER)
    assert "Ændret medfinansiering kan kræve Landsbyggefondens godkendelse." in text_of(client.get(page(plan)))


def test_a_large_budget_does_not_bury_the_page_in_places_to_move_from(client, log_in, plan, lbf):
    log_in(plan, Rolle.REDAKTOER)
    post = make.BudgetpostFactory(helhedsplan=plan, title="Tryghed og trivsel")

    def grow(count):
        for _ in range(count):
            kilde = make.FinansieringskildeFactory(helhedsplan=plan)
            make.BudgetbeloebFactory(budgetpost=post, kilde=kilde, year=2019, amount=Decimal(1_000))

    grow(12)
    shown = client.get(page(plan)).content.decode()
    assert "12 steder i budgettet med penge" in shown
    assert '<details class="foldud" open>' in shown
    grow(1)
    shown = client.get(page(plan)).content.decode()
    assert "13 steder i budgettet med penge" in shown
    assert '<details class="foldud" open>' not in shown


def test_a_post_that_is_moved_from_is_kept_with_the_sentence_at_the_page_that_takes_out(
    client, log_in, plan, lbf, tryghed, evaluering
):
    flyt(plan, tryghed, evaluering, lbf)
    log_in(plan, Rolle.REDAKTOER)
    url = reverse("plans:row_retire", args=["budgetpost", tryghed.uuid])
    answer = client.post(url, {"retired_on": "01.06.2019", "retired_reason": "x"})
    assert answer.status_code == 200
    assert "Der er flyttet 120.000 kr. til eller fra posten" in answer.content.decode().replace("\xa0", " ")
    tryghed.refresh_from_db()
    assert tryghed.retired_on is None
