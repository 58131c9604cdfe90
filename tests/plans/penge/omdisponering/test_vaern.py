"""What a move of money is refused for, at which field; and what may be put back."""

import threading
import time
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from plans.choices import Beslutningsart, Bidragsform, Finansieringsart
from plans.penge.omdisponering.gaeldende import budgetmangler, gaeldende_budget
from plans.services import change, create, retire
from tests.plans import factories as make
from tests.rules import refusals

DAG = date(2019, 6, 1)


@pytest.fixture
def plan():
    return make.HelhedsplanFactory(start_date=date(2018, 8, 1), end_date=date(2022, 7, 31))


@pytest.fixture
def lbf(plan):
    return make.FinansieringskildeFactory(helhedsplan=plan, name="Landsbyggefonden")


@pytest.fixture
def tryghed(plan, lbf):
    """A post with 500.000 kr. from LBF in 2019."""
    post = make.BudgetpostFactory(helhedsplan=plan, title="Tryghed og trivsel")
    make.BudgetbeloebFactory(budgetpost=post, kilde=lbf, year=2019, amount=Decimal(500_000))
    return post


@pytest.fixture
def evaluering(plan):
    return make.BudgetpostFactory(helhedsplan=plan, title="Evaluering")


@pytest.fixture
def flytning(plan, lbf, tryghed, evaluering):
    """flytning(amount=…) -> an unsaved, decided move of 120.000 kr. from Tryghed to Evaluering, both 2019."""

    def build(**given):
        usual = {
            "helhedsplan": plan,
            "from_post": tryghed,
            "from_year": 2019,
            "from_kilde": lbf,
            "to_post": evaluering,
            "to_year": 2019,
            "to_kilde": lbf,
            "amount": Decimal(120_000),
            "moved_on": date(2019, 3, 1),
            "decided_on": date(2019, 2, 14),
        }
        return make.OmdisponeringFactory.build(**{**usual, **given})

    return build


def holds(plan, post, year, kilde, dag=DAG):
    return gaeldende_budget(plan, dag).beloeb(post.pk, year, kilde.pk)


def test_a_decided_move_changes_the_budget_in_force_and_the_original_stands(plan, lbf, tryghed, evaluering, flytning):
    create(flytning(), by=None)
    stand = gaeldende_budget(plan, DAG)
    assert stand.beloeb(tryghed.pk, 2019, lbf.pk) == 380_000
    assert stand.beloeb(evaluering.pk, 2019, lbf.pk) == 120_000
    assert stand.total == 500_000
    assert stand.er_aendret
    assert tryghed.beloeb.get().amount == 500_000
    before = gaeldende_budget(plan, date(2019, 2, 28))
    assert before.beloeb(tryghed.pk, 2019, lbf.pk) == 500_000
    assert not before.er_aendret


def test_a_planned_move_changes_nothing(plan, lbf, tryghed, flytning):
    create(flytning(decided_on=None), by=None)
    assert holds(plan, tryghed, 2019, lbf) == 500_000


def test_a_decision_after_the_day_counts_from_the_decision(plan, lbf, tryghed, flytning):
    create(flytning(decided_on=date(2019, 5, 1)), by=None)
    assert holds(plan, tryghed, 2019, lbf, date(2019, 4, 30)) == 500_000
    assert holds(plan, tryghed, 2019, lbf, date(2019, 5, 1)) == 380_000


@pytest.mark.parametrize("decided_on", [None, date(2019, 2, 14)], ids=["planned", "decided"])
def test_more_than_the_cell_holds_is_refused_at_the_amount(flytning, decided_on):
    assert refusals(flytning(amount=Decimal("500000.01"), decided_on=decided_on)) == {
        "amount": [
            "Der er kun 500.000\u00a0kr. på Tryghed og trivsel (2019, Landsbyggefonden). "
            "Det er 0,01\u00a0kr. for lidt."
        ]
    }


def test_all_the_cell_holds_can_be_moved(flytning):
    assert refusals(flytning(amount=Decimal(500_000))) == {}


def test_a_cell_without_money_has_none_to_give(flytning):
    assert refusals(flytning(from_year=2020)) == {
        "amount": ["Der er ingen penge at flytte på Tryghed og trivsel (2020, Landsbyggefonden)."]
    }


def test_two_moves_together_take_no_more_than_there_is(flytning):
    create(flytning(amount=Decimal(400_000)), by=None)
    assert refusals(flytning(amount=Decimal(100_000))) == {}
    assert refusals(flytning(amount=Decimal(100_001)))["amount"] == [
        "Der er kun 100.000\u00a0kr. på Tryghed og trivsel (2019, Landsbyggefonden). Det er 1\u00a0kr. for lidt."
    ]


def test_an_earlier_move_must_leave_what_a_later_one_takes(flytning):
    create(flytning(amount=Decimal(400_000), moved_on=date(2019, 9, 1)), by=None)
    found = refusals(flytning(amount=Decimal(200_000), moved_on=date(2019, 3, 1)))
    assert "den 01.09.2019" in found["amount"][0]


def test_taking_a_move_out_of_use_puts_the_money_back(plan, lbf, tryghed, evaluering, flytning):
    row = create(flytning(), by=None)
    retire(row, by=None, on=date(2019, 5, 1), reason="Stillingen blev besat.")
    assert holds(plan, tryghed, 2019, lbf) == 500_000
    assert holds(plan, evaluering, 2019, lbf) == 0
    assert holds(plan, tryghed, 2019, lbf, date(2019, 4, 30)) == 380_000


def test_money_that_has_gone_on_cannot_be_put_back_behind_its_back(flytning, lbf, evaluering):
    row = create(flytning(), by=None)
    create(flytning(from_post=evaluering, to_year=2020, to_post=evaluering, amount=Decimal(100_000)), by=None)
    with pytest.raises(ValidationError) as refused:
        retire(row, by=None, on=DAG, reason="Fortrudt.")
    assert refused.value.message_dict == {
        "retired_on": [
            "Pengene er flyttet videre: Evaluering (2019, Landsbyggefonden) ville mangle 100.000\u00a0kr. "
            "den 01.06.2019. Tag først den senere flytning ud af brug."
        ]
    }


def test_a_move_can_be_made_smaller_only_as_far_as_its_money_has_not_gone_on(flytning, evaluering):
    row = create(flytning(), by=None)
    create(flytning(from_post=evaluering, to_year=2020, to_post=evaluering, amount=Decimal(100_000)), by=None)
    row.amount = Decimal(100_000)
    change(row, by=None)
    row.amount = Decimal(99_999)
    assert "flyttet videre" in refusals(row)["amount"][0]


def test_an_old_lack_does_not_stop_what_makes_it_smaller(plan, tryghed, flytning):
    """The budget was lowered after two moves: the first can be taken back, though the second still lacks."""
    one, _ = create(flytning(), by=None), create(flytning(), by=None)
    amount = tryghed.beloeb.get()
    amount.amount = Decimal(100_000)
    change(amount, by=None)
    assert [(lack.beloeb, lack.dag) for lack in budgetmangler(plan)] == [(140_000, date(2019, 3, 1))]
    retire(one, by=None, on=DAG, reason="Budgettet er sat ned.")
    assert "for lidt" in refusals(flytning())["amount"][0] or "ingen penge" in refusals(flytning())["amount"][0]


@pytest.mark.parametrize("field", ["from_year", "to_year"])
def test_a_year_outside_the_plan_is_refused(flytning, field):
    assert refusals(flytning(**{field: 2023}))[field] == ["2023 ligger uden for planens periode."]


def test_cash_becomes_working_time_only_on_purpose(plan, flytning):
    timer = make.FinansieringskildeFactory(
        helhedsplan=plan, name="Kommunens timer", kind=Finansieringsart.KOMMUNE, form=Bidragsform.TIMER
    )
    assert refusals(flytning(to_kilde=timer))["to_kilde"] == [
        "Landsbyggefonden er kontant, og Kommunens timer er arbejdstid. Sæt hak ved, at det er meningen, hvis det er."
    ]
    assert refusals(flytning(to_kilde=timer, crosses_forms=True)) == {}


@pytest.mark.parametrize("kind", [Beslutningsart.AFVIST, Beslutningsart.UDSAT, Beslutningsart.ORIENTERING])
def test_only_a_decision_that_agrees_decides(plan, flytning, kind):
    decision = make.BeslutningFactory(helhedsplan=plan, kind=kind, decided_on=date(2019, 2, 14))
    assert "Så er flytningen ikke besluttet" in refusals(flytning(beslutning=decision))["beslutning"][0]
    assert refusals(flytning(beslutning=decision, decided_on=None)) == {}


def test_the_day_is_that_of_the_decision(plan, flytning):
    decision = make.BeslutningFactory(helhedsplan=plan, decided_on=date(2019, 2, 20))
    assert refusals(flytning(beslutning=decision)) == {
        "decided_on": ["Beslutningen er fra 20.02.2019. Skriv den dag her."]
    }


def test_a_post_that_is_out_of_use_is_not_in_the_budget_in_force(plan, lbf, tryghed):
    retire(tryghed, by=None, on=date(2019, 4, 1), reason="Udgår.")
    assert not gaeldende_budget(plan, DAG).celler
    assert gaeldende_budget(plan, date(2019, 3, 31)).total == 500_000


@pytest.mark.parametrize("end", ["tryghed", "evaluering"])
def test_a_post_that_money_is_moved_to_or_from_stays_in_the_budget(plan, end, flytning, tryghed, evaluering):
    """Or the sum of the budget would change by a move."""
    move, post = create(flytning(), by=None), {"tryghed": tryghed, "evaluering": evaluering}[end]
    with pytest.raises(ValidationError) as refused:
        retire(post, by=None, reason="Udgår.")
    assert "Der er flyttet 120.000 kr. til eller fra posten" in refused.value.message_dict["retired_on"][0].replace(
        "\xa0", " "
    )
    assert gaeldende_budget(plan, DAG).total == 500_000
    retire(move, by=None, reason="Fortrudt.")
    retire(post, by=None, reason="Udgår.")
    assert refusals(flytning()).keys() == {"from_post" if end == "tryghed" else "to_post"}


def test_a_move_that_is_only_planned_holds_no_post_back(flytning, evaluering):
    create(flytning(decided_on=None), by=None)
    assert retire(evaluering, by=None, reason="Udgår.").retired_on


@pytest.mark.django_db(transaction=True)
def test_two_who_move_the_same_money_at_once_do_not_both_get_it(plan, lbf, tryghed, flytning):
    """The second waits for the first and is then told what is left."""
    rows = [flytning(amount=Decimal(400_000)), flytning(amount=Decimal(400_000))]
    moved = threading.Event()

    def first():
        with transaction.atomic():
            create(rows[0], by=None)
            moved.set()
            time.sleep(0.5)  # the other asks meanwhile, and waits
        connection.close()

    other = threading.Thread(target=first)
    other.start()
    moved.wait(10)
    with pytest.raises(ValidationError) as refused:
        create(rows[1], by=None)
    other.join()
    assert "Der er kun 100.000" in refused.value.message_dict["amount"][0]
    assert holds(plan, tryghed, 2019, lbf) == 100_000
