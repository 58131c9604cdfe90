"""The budget's checks and its print, on a table that a case worker can add to and on whatever hypothesis finds."""

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhedsplan.numbers import round_pct
from plans.budget import (
    Beloeb,
    Budget,
    Budgetkilde,
    Budgetraekke,
    Celle,
    Kontrolart,
    fordel_til,
    kontroller,
    kroner_for_timer,
    laes_beloeb,
    medfinansiering,
    tryk,
)
from plans.choices import Niveau
from plans.penge.aarstabel import soejler
from tests.plans.penge.test_oekonomi import gellerup, oekonomi_of

FIXTURE = Path(__file__).parents[2] / "fixtures" / "regneeksempler" / "budget.csv"
PLAN, LBF, LOKAL = uuid4(), uuid4(), uuid4()
KILDER = (Budgetkilde(LBF, "Landsbyggefonden", is_lbf=True), Budgetkilde(LOKAL, "Kommunen", is_lbf=False))


def examples():
    with FIXTURE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def row(title="Tryghed", **fields) -> Budgetraekke:
    return Budgetraekke(uuid4(), title, **fields)


def budget(*cells, raekker=(), kilder=KILDER, **fields) -> Budget:
    """A budget from (row, source, year, amount[, hours])."""
    celler = tuple(Celle(post.uuid, kilde, year, Decimal(amount), *more) for post, kilde, year, amount, *more in cells)
    rows = raekker or tuple({post.uuid: post for post, *_ in cells}.values())
    return Budget(PLAN, rows, kilder, celler, **fields)


def said(found: Budget, *kinds: Kontrolart) -> list[tuple[Niveau, str]]:
    return [
        (one.niveau, one.saetning.replace("\u00a0", " "))
        for one in kontroller(found)
        if not kinds or one.slags in kinds
    ]


@pytest.mark.no_db
@pytest.mark.parametrize("example", examples(), ids=lambda example: example["eksempel"])
def test_the_frame_and_the_requirement_come_out_as_the_worked_example_says(example):
    post = row()
    found = budget(
        (post, LBF, 2019, number(example["lbf"])),
        (post, LOKAL, 2019, number(example["lokal"])),
        ramme=Beloeb(number(example["ramme_lbf"]), number(example["ramme_lokal"])),
        min_share=number(example["krav_pct"]),
    )
    rest = found.opgoerelse
    assert rest.ikke_fordelt == Beloeb(number(example["ikke_fordelt_lbf"]), number(example["ikke_fordelt_lokal"]))
    assert round_pct(rest.ikke_fordelt_pct, 2) == number(example["ikke_fordelt_pct"])
    krav = medfinansiering(found)
    assert round_pct(krav.andel_pct, 2) == number(example["lokal_andel_pct"])
    assert krav.luft == number(example["luft"])
    about = [one.niveau for one in kontroller(found) if one.slags in (Kontrolart.RAMME, Kontrolart.MEDFINANSIERING)]
    assert about[0] == example["niveau"], "the most serious stands first"


def test_gellerups_budget_says_exactly_what_the_agreement_gives():
    oekonomi = oekonomi_of(gellerup())
    told = [one.saetning.replace("\u00a0", " ") for one in oekonomi.kontroller]
    assert told == [
        "«Uddannelse og beskæftigelse»: det samlede beløb er trykt «10.944.00», som ikke er et beløb. "
        "Læst som 10.944.000 kr. stemmer det: 6.839.000 kr. + 4.105.000 kr. = 10.944.000 kr.",
        "Posterne giver 38.766.000 kr.; aftalens ramme er 42.128.000 kr. Forskellen er 2.814.000 kr. fra "
        "Landsbyggefonden og 548.000 kr. af den lokale medfinansiering, i alt 3.362.000 kr., som ikke er fordelt. "
        "Det er 7,98 % af rammen.",
        "Den lokale medfinansiering er 28,79 %; kravet er mindst 25 %. Der er 1.596.000 kr. mere end kravet.",
        "Budgettet er ikke delt på kalenderår.",
        "«Forebyggelse og forældreansvar» har 10,61 % lokal medfinansiering. Kravet gælder kun hele planen.",
    ]
    assert [one.niveau for one in oekonomi.kontroller] == ["fejl", "advarsel", *["oplysning"] * 3]
    assert [one.slags for one in oekonomi.i_orden] == []
    assert oekonomi.poster[1].kontroller[0].art == "delaftale"


@pytest.mark.no_db
@pytest.mark.parametrize(
    ("kilde", "used", "expected"),
    [
        ({}, 60, []),
        ({"amount": Decimal(60)}, 60, []),
        ({"amount": Decimal(50)}, 60, [(Niveau.FEJL, "«Fonden» giver 50 kr., men budgettet bruger 60 kr.")]),
        (
            {"amount": Decimal(80)},
            60,
            [(Niveau.OPLYSNING, "«Fonden» giver 80 kr.; budgettet bruger 60 kr. Der er 20 kr. tilbage.")],
        ),
        (
            {"confirmed": Decimal(40)},
            60,
            [(Niveau.ADVARSEL, "«Fonden»: budgettet bruger 60 kr., men kun 40 kr. er bekræftet.")],
        ),
        (
            {"amount": Decimal(60), "confirmed": Decimal(70)},
            60,
            [(Niveau.ADVARSEL, "«Fonden» har bekræftet 70 kr., men giver kun 60 kr. i alt.")],
        ),
        (
            {"confirmed": Decimal(60), "paid": Decimal(61)},
            60,
            [(Niveau.ADVARSEL, "«Fonden» har betalt 61 kr., men kun bekræftet 60 kr.")],
        ),
        (
            {"is_retired": True},
            60,
            [(Niveau.ADVARSEL, "«Fonden» er taget ud, men budgettet bruger stadig 60 kr. derfra.")],
        ),
        (
            {"amount": Decimal(60), "amount_as_printed": "70 kr."},
            60,
            [(Niveau.FEJL, "«Fonden»: beløbet er trykt «70 kr.», men sat til 60 kr.")],
        ),
        (
            {"amount": Decimal(10_944_000), "amount_as_printed": "10.944.00"},
            10_944_000,
            [
                (
                    Niveau.FEJL,
                    "«Fonden»: beløbet er trykt «10.944.00», som ikke er ét beløb. Det er læst som 10.944.000 kr.",
                )
            ],
        ),
        ({"amount": Decimal(4_930_000), "amount_as_printed": "4, 93 mio. kr"}, 4_930_000, []),
    ],
)
def test_what_a_financier_promised_is_held_against_what_the_budget_uses(kilde, used, expected):
    source = Budgetkilde(LOKAL, "Fonden", is_lbf=False, **kilde)
    assert said(budget((row(), LOKAL, 2019, used), kilder=(source,)), Kontrolart.TILSAGN) == expected


@pytest.mark.no_db
@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ([(2019, 10), (2020, 5)], []),
        ([(None, 10)], [(Niveau.OPLYSNING, "Budgettet er ikke delt på kalenderår.")]),
        (
            [(2019, 10), (None, 5)],
            [
                (
                    Niveau.ADVARSEL,
                    "«Tryghed»: årene giver 10 kr.; 5 kr. står uden år, så årene giver ikke det hele.",
                )
            ],
        ),
    ],
)
def test_the_years_make_the_total_or_it_is_said(years, expected):
    post = row()
    assert said(budget(*((post, LBF, year, amount) for year, amount in years)), Kontrolart.AAR) == expected


@pytest.mark.no_db
def test_a_post_without_years_among_others_with_them_and_a_post_without_money_are_said():
    dated, undated, empty = row(), row("Evaluering"), row("Ledelse")
    found = budget((dated, LBF, 2019, 10), (undated, LBF, None, 5), raekker=(dated, undated, empty))
    assert said(found, Kontrolart.AAR, Kontrolart.UDEN_BELOEB) == [
        (Niveau.ADVARSEL, "«Evaluering»: 5 kr. står uden år, mens andre poster er delt på år."),
        (Niveau.ADVARSEL, "«Ledelse» har intet beløb."),
    ]


@pytest.mark.no_db
@pytest.mark.parametrize(
    ("counts", "rate", "amount", "expected"),
    [
        (
            True,
            350,
            42_000,
            [
                (
                    Niveau.OPLYSNING,
                    "«Kommunens tid» giver 120 timer for 42.000 kr., som regnes med som medfinansiering.",
                )
            ],
        ),
        (
            False,
            350,
            42_000,
            [(Niveau.OPLYSNING, "«Kommunens tid» giver 120 timer for 42.000 kr., som ikke er regnet med.")],
        ),
        (
            True,
            None,
            0,
            [
                (
                    Niveau.ADVARSEL,
                    "«Kommunens tid» giver 120 timer, som regnes med som medfinansiering."
                    " Uden en timesats bliver timerne ikke til kroner.",
                )
            ],
        ),
        (
            True,
            350,
            50_000,
            [
                (Niveau.FEJL, "«Kommunens tid»: 120 timer giver 42.000 kr., ikke 50.000 kr."),
                (
                    Niveau.OPLYSNING,
                    "«Kommunens tid» giver 120 timer for 50.000 kr., som regnes med som medfinansiering.",
                ),
            ],
        ),
    ],
)
def test_working_time_is_counted_or_not_and_follows_its_rate(counts, rate, amount, expected):
    hours = Budgetkilde(LOKAL, "Kommunens tid", is_lbf=False, is_hours=True, rate=rate and Decimal(rate))
    found = budget((row(), LOKAL, 2019, amount, Decimal(120)), kilder=(hours,), counts_hours=counts)
    assert said(found, Kontrolart.TIMER) == expected
    assert found.fordelt.total == (amount if counts else 0)


@pytest.mark.no_db
def test_a_delaftale_is_judged_over_all_its_posts():
    delaftale: UUID = uuid4()
    pay = row("Løn", delaftale=delaftale, delaftale_title="Tryghed")
    rest = row("Aktiviteter", delaftale=delaftale, delaftale_title="Tryghed")
    cells = ((pay, LBF, 2019, 90), (rest, LOKAL, 2019, 10))
    frame = Beloeb(Decimal(90), Decimal(40))
    found = budget(*cells, ramme=frame, min_share=Decimal(25))
    assert said(found, Kontrolart.DELAFTALE) == [
        (Niveau.OPLYSNING, "«Tryghed» har 10 % lokal medfinansiering. Kravet gælder kun hele planen.")
    ]
    printed = replace(pay, total_as_printed="100")
    assert said(replace(found, raekker=(printed, rest)), Kontrolart.TRYKT) == []


# --- Reading


@pytest.mark.no_db
def test_a_misprint_names_the_reading_that_balances_or_all_of_them():
    def why(reading: Decimal) -> str:
        return "6.839.000 + 4.105.000 = 10.944.000" if reading == 10_944_000 else ""

    with pytest.raises(
        ValueError, match=r"Læst som 10\.944\.000 stemmer det: 6\.839\.000 \+ 4\.105\.000 = 10\.944\.000\."
    ):
        laes_beloeb("10.944.00", stemmer=why)
    with pytest.raises(ValueError, match=r"Det kan være 1\.094\.400, 10\.944\.000 eller 109\.440\.000"):
        laes_beloeb("10.944.00")
    assert laes_beloeb("10.944.000", stemmer=why) == 10_944_000


@pytest.mark.no_db
@given(st.text(max_size=40))
def test_whatever_is_typed_is_an_amount_or_a_sentence(text):
    told = ""
    try:
        laes_beloeb(text)
    except ValueError as refused:
        told = str(refused)
    assert not told or told.endswith(".")


# --- Print

OERE = st.decimals(min_value=0, max_value=10**8, places=2)
YEARS = st.sampled_from([None, 2018, 2019, 2020])


@st.composite
def budgets(draw) -> Budget:
    posts = [row(f"Post {n}") for n in range(draw(st.integers(1, 4)))]
    places = draw(st.lists(st.tuples(st.sampled_from(posts), st.sampled_from([LBF, LOKAL]), YEARS), unique=True))
    frame = draw(st.none() | st.builds(Beloeb, OERE, OERE))
    return budget(*((*place, draw(OERE)) for place in places), raekker=tuple(posts), ramme=frame)


@pytest.mark.no_db
@given(budgets())
def test_every_printed_sum_is_the_sum_of_what_is_printed_and_no_figure_moves_a_krone(found):
    printed = tryk(found)
    assert all(celle.amount == int(celle.amount) for celle in printed.celler)
    again = replace(found, celler=printed.celler)
    assert again.per_raekke() == printed.poster
    exact = {(celle.post, celle.kilde, celle.year): celle.amount for celle in found.celler}
    for celle in printed.celler:
        assert abs(celle.amount - exact[celle.post, celle.kilde, celle.year]) < 1
    if found.ramme:
        for side in ("lbf", "lokal"):
            assert abs(getattr(printed.ramme, side) - getattr(found.ramme, side)) <= Decimal("0.5")


@pytest.mark.no_db
@given(budgets())
def test_nothing_appears_or_vanishes_between_posts_delaftaler_and_sources(found):
    assert sum(found.per_raekke().values(), Beloeb()) == found.fordelt
    assert sum(found.brugt().values(), Decimal(0)) == found.fordelt.total
    if found.opgoerelse:
        assert found.opgoerelse.fordelt + found.opgoerelse.ikke_fordelt == found.ramme


@pytest.mark.no_db
def test_parts_are_not_pressed_into_a_total_that_is_not_theirs():
    assert fordel_til([Decimal("0.5"), Decimal("0.5")], Decimal(1)) == [1, 0]
    with pytest.raises(ValueError, match="krone"):
        fordel_til([Decimal(1)], Decimal(2))


@pytest.mark.no_db
def test_hours_are_worth_their_rate_to_the_oere():
    assert kroner_for_timer(Decimal("37.5"), Decimal("333.33")) == Decimal("12499.88")
    assert kroner_for_timer(Decimal(120), None) == 0


@pytest.mark.no_db
def test_the_bars_are_as_long_as_their_years_and_the_longest_fills_the_width():
    bars = soejler([2018, None], [("LBF", [Decimal(75), Decimal(30)]), ("Kommunen", [Decimal(25), None])])
    assert [(bar.aar, bar.i_alt) for bar in bars] == [(2018, 100), (None, 30)]
    assert [(part.x, part.bredde, part.farve) for part in bars[0].dele] == [
        ("0.00", "75.00", 0),
        ("75.00", "25.00", 1),
    ]
    assert soejler([2018], []) == ()
