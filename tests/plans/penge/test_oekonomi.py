"""The plan's money as it is read from the database and as it is printed: Gellerup's own figures (domain.md §7.1)."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from helhedsplan.numbers import kroner, procent
from plans.budget import Beloeb
from plans.choices import Bidragsform, Finansieringsart, Postart, Rolle
from plans.models import Budgetpost, Helhedsplan
from plans.penge.oekonomi import build_oekonomi
from tests.plans.factories import (
    BudgetbeloebFactory,
    BudgetpostFactory,
    DelaftaleFactory,
    FinansieringskildeFactory,
    HelhedsplanFactory,
)

DAY = date(2019, 12, 31)
DELAFTALER = [
    ("Tryghed og trivsel", 8_622_000, 6_083_000, ""),
    ("Uddannelse og beskæftigelse", 6_839_000, 4_105_000, "10.944.00"),
    ("Forebyggelse og forældreansvar", 11_725_000, 1_392_000, ""),
]


def gellerup(**fields) -> Helhedsplan:
    """The agreement's frame and its three delaftaler, with the misprint."""
    frame = {"frame_lbf": Decimal(30_000_000), "frame_lokal": Decimal(12_128_000)} | fields
    plan = HelhedsplanFactory(short_name="Gellerup-Toveshøj", **frame)
    fund = FinansieringskildeFactory(helhedsplan=plan, kind=Finansieringsart.LBF, name="Landsbyggefonden")
    local = FinansieringskildeFactory(helhedsplan=plan, kind=Finansieringsart.LOKAL, name="Lokal medfinansiering")
    for order, (title, lbf, lokal, printed) in enumerate(DELAFTALER, start=1):
        delaftale = DelaftaleFactory(helhedsplan=plan, nummer=order, title=title, total_as_printed=printed)
        post = BudgetpostFactory(
            helhedsplan=plan, kind=Postart.DELAFTALE, delaftale=delaftale, title=title, order=order
        )
        BudgetbeloebFactory(budgetpost=post, kilde=fund, amount=Decimal(lbf))
        BudgetbeloebFactory(budgetpost=post, kilde=local, amount=Decimal(lokal))
    return plan


def oekonomi_of(plan, as_of=DAY):
    return build_oekonomi(Helhedsplan.objects.for_page().get(pk=plan.pk), as_of=as_of)


def test_gellerups_frame_posts_and_remainder():
    oekonomi = oekonomi_of(gellerup())
    assert oekonomi.ramme.total == 42_128_000
    assert oekonomi.fordelt == Beloeb(Decimal(27_186_000), Decimal(11_580_000))
    assert oekonomi.fordelt.total == 38_766_000
    rest = oekonomi.opgoerelse
    assert rest.ikke_fordelt == Beloeb(Decimal(2_814_000), Decimal(548_000))
    assert rest.ikke_fordelt.total == 3_362_000
    assert procent(rest.ikke_fordelt_pct, 2) == "7,98\u00a0%"
    assert not rest.is_overdrawn


def test_gellerups_co_financing_is_tested_on_the_plan_as_a_whole():
    oekonomi = oekonomi_of(gellerup())
    krav = oekonomi.medfinansiering
    assert krav.is_met
    assert procent(krav.andel_pct, 2) == "28,79\u00a0%"
    assert kroner(krav.krav) == "10.532.000\u00a0kr."
    assert kroner(krav.luft) == "1.596.000\u00a0kr."
    assert [post.title for post in oekonomi.below_requirement] == ["Forebyggelse og forældreansvar"]
    assert procent(oekonomi.below_requirement[0].beloeb.lokal_pct, 2) == "10,61\u00a0%"


def test_a_misprinted_total_stands_beside_the_sum_that_balances():
    post = oekonomi_of(gellerup()).poster[1]
    assert post.as_printed == "10.944.00"
    assert post.beloeb.total == 10_944_000


def test_without_a_frame_there_is_no_remainder_and_no_test():
    oekonomi = oekonomi_of(gellerup(frame_lokal=None))
    assert oekonomi.ramme is None
    assert oekonomi.opgoerelse is None
    assert oekonomi.medfinansiering is None
    assert oekonomi.below_requirement == ()
    assert oekonomi.tabel.fordelt.total == 38_766_000
    assert oekonomi.tabel.ramme is None


def test_a_post_without_amounts_is_missing_not_nought():
    plan = gellerup()
    BudgetpostFactory(helhedsplan=plan, kind=Postart.EVALUERING, title="Evaluering", order=9)
    oekonomi = oekonomi_of(plan)
    assert oekonomi.poster[-1].beloeb is None
    assert oekonomi.tabel.linjer[-1].trykt is None
    assert oekonomi.fordelt.total == 38_766_000


def test_posts_that_take_more_than_the_frame_are_seen():
    oekonomi = oekonomi_of(gellerup(frame_lbf=Decimal(27_000_000)))
    assert oekonomi.opgoerelse.is_overdrawn
    assert oekonomi.tabel.ikke_fordelt.lbf == -186_000


def test_a_plan_without_money_has_an_empty_table():
    oekonomi = oekonomi_of(HelhedsplanFactory())
    assert oekonomi.tabel.linjer == ()
    assert oekonomi.tabel.fordelt == Beloeb()
    assert oekonomi.aarstabel is None
    assert not oekonomi.has_used


# --- Print: whole kroner that add up


@pytest.fixture
def with_oere():
    """Three posts of 333.333,33 and a frame of a million: each rounds down, and the sum must not."""
    plan = HelhedsplanFactory(frame_lbf=Decimal(1_000_000), frame_lokal=Decimal("0.50"))
    fund = FinansieringskildeFactory(helhedsplan=plan)
    for order in range(3):
        post = BudgetpostFactory(helhedsplan=plan, title=f"Post {order}", order=order)
        for year, amount in ((2018, "111111.11"), (2019, "111111.11"), (None, "111111.11")):
            BudgetbeloebFactory(budgetpost=post, kilde=fund, year=year, amount=Decimal(amount))
    return plan


def test_printed_parts_add_up_to_the_printed_sums(with_oere):
    tabel = oekonomi_of(with_oere).tabel
    rows = [line.trykt for line in tabel.linjer]
    assert all(part == part.to_integral_value() for row in rows for part in (row.lbf, row.lokal))
    assert sum(rows, Beloeb()) == tabel.fordelt
    assert tabel.fordelt + tabel.ikke_fordelt == tabel.ramme
    assert tabel.ramme.lbf == 1_000_000
    assert tabel.ramme.total == tabel.ramme.lbf + tabel.ramme.lokal


def test_the_years_add_up_across_and_down(with_oere):
    tabel = oekonomi_of(with_oere).aarstabel
    assert tabel.years == (2018, 2019, None)
    for line in tabel.linjer:
        assert sum(line.per_year) == line.total
    assert [sum(line.per_year[i] for line in tabel.linjer) for i in range(3)] == list(tabel.totals)
    assert tabel.total == sum(tabel.totals) == sum(line.total for line in tabel.linjer)


def test_a_budget_without_any_year_has_no_table_of_years():
    assert oekonomi_of(gellerup()).aarstabel is None


def test_the_bars_are_shares_of_the_frame_and_never_wider_than_it():
    line = oekonomi_of(gellerup()).tabel.linjer[0]
    assert (line.bredde_lbf, line.bredde_lokal) == ("20.47", "14.44")
    overdrawn = oekonomi_of(gellerup(frame_lbf=Decimal(1_000), frame_lokal=Decimal(0))).tabel.linjer[0]
    assert overdrawn.bredde_lbf == "100.00"


def test_a_retired_post_is_out_of_the_sums():
    plan = gellerup()
    Budgetpost.objects.filter(helhedsplan=plan, order=3).update(retired_on="2020-01-01", retired_reason="Lagt sammen")
    assert oekonomi_of(plan, date(2020, 1, 1)).fordelt.total == 38_766_000 - 13_117_000


@pytest.mark.parametrize(("counts", "local"), [(False, 11_580_000), (True, 11_980_000)])
def test_working_time_counts_only_where_the_plan_says_so(counts, local):
    plan = gellerup(counts_hours=counts)
    hours = FinansieringskildeFactory(
        helhedsplan=plan, kind=Finansieringsart.KOMMUNE, name="Kommunens tid", form=Bidragsform.TIMER
    )
    BudgetbeloebFactory(budgetpost=plan.budgetposter.get(order=1), kilde=hours, amount=Decimal(400_000))
    oekonomi = oekonomi_of(plan)
    assert oekonomi.fordelt.lokal == local
    assert ("arbejdstid for 400.000\u00a0kr." in oekonomi.poster[0].note) is not counts
    assert next(kilde.used for kilde in oekonomi.kilder if kilde.name == "Kommunens tid") == 400_000


def test_what_was_retired_later_was_in_the_sums_then():
    plan = gellerup()
    gone = {"retired_on": "2020-01-01", "retired_reason": "Lagt sammen"}
    Budgetpost.objects.filter(helhedsplan=plan, order=3).update(**gone)
    plan.finansieringskilder.filter(name="Lokal medfinansiering").update(**gone)
    then, now = oekonomi_of(plan, date(2019, 12, 31)), oekonomi_of(plan, date(2020, 1, 1))
    assert then.fordelt.total == 38_766_000
    assert [row.is_retired for row in then.kilder] == [False, False]
    assert [row.is_retired for row in now.kilder] == [False, True], "its cells are still in the budget"


def test_sources_say_what_the_budget_uses_of_them():
    kilder = {kilde.name: kilde for kilde in oekonomi_of(gellerup()).kilder}
    assert kilder["Landsbyggefonden"].used == 27_186_000
    assert kilder["Lokal medfinansiering"].amount is None
    assert not kilder["Lokal medfinansiering"].is_state_stated


def test_the_money_is_read_in_as_many_queries_with_many_posts(assert_flat_queries):
    plan = gellerup()
    kilde = plan.finansieringskilder.first()

    def grow():
        for _ in range(10):
            BudgetbeloebFactory(budgetpost=BudgetpostFactory(helhedsplan=plan), kilde=kilde)

    fresh = Helhedsplan.objects.for_page().get(pk=plan.pk)
    assert_flat_queries(get=lambda: build_oekonomi(fresh, as_of=DAY), grow=grow)


def test_a_side_that_is_overdrawn_does_not_make_the_other_sides_rest_too_much(client, log_in):
    plan = gellerup(frame_lokal=Decimal(11_000_000))
    log_in(plan, Rolle.PLANLEDER)
    page = client.get(reverse("plans:oekonomi_detail", args=[plan.uuid])).content.decode().replace("\xa0", " ")
    told = (
        "Forskellen er 2.814.000 kr. fra Landsbyggefonden, som ikke er fordelt, og 580.000 kr. af den lokale"
        " medfinansiering for meget."
    )
    assert told in page
    # 2.234.000 kr. are left in all: the heading of that figure cannot be that too much is given out.
    assert "Ikke fordelt" in page
    assert "Fordelt mere, end rammen rummer" not in page
    assert "Minus: der er fordelt mere, end rammen rummer." in page
    overview = client.get(reverse("reporting:plan_overblik", args=[plan.uuid])).content.decode()
    assert "Posterne tager mere, end rammen rummer." not in overview
    assert "Fra den ene side tager posterne mere, end rammen rummer" in overview


def test_posts_that_only_take_too_much_are_headed_so(client, log_in):
    plan = gellerup(frame_lbf=Decimal(27_000_000), frame_lokal=Decimal(11_580_000))
    log_in(plan, Rolle.PLANLEDER)
    page = client.get(reverse("plans:oekonomi_detail", args=[plan.uuid])).content.decode().replace("\xa0", " ")
    assert "Forskellen er 186.000 kr. fra Landsbyggefonden for meget." in page
    assert page.count("Fordelt mere, end rammen rummer") == 2
