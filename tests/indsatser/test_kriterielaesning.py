"""Criterion sentences are read as their writers meant them, and a number is never guessed.

The table is fixtures/kriteriesaetninger/: `sager.csv` the criteria of the demo plans, `oevet.csv` what the rules were
made with, `tilbageholdt.csv` what was written from the domain first and held back until the rules were done,
`anden_omgang.csv` 64 more from the domain, first read when the rules were done (63 right as written), `udefra.csv` 66
by an author who had not seen the rules, worded as real plans are (66 right as written). A line added by a case worker
is a new test.
"""

import json
import re
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from helhedsplan.numbers import tal
from indsatser.choices import Kriterieform, Operator, Retning, Sammenlaegning
from indsatser.importing.kriterielaesning import raad
from indsatser.importing.kriterielaesning.tal import find_amounts, number
from indsatser.importing.kriterielaesning.talord import ORD
from indsatser.importing.kriterielaesning.tekst import without_names
from indsatser.importing.kriterielaesning.tilbage import number as shown
from indsatser.importing.kriterier import Laest, Tillid, laes_kriterium, som_felter, som_json
from indsatser.models import Succeskriterium
from tests.indsatser.kriteriesaetninger import bedoem, laes_raekke, raekker, regnskab

pytestmark = pytest.mark.no_db
FILES = ["sager", "oevet", "tilbageholdt", "anden_omgang", "udefra"]
ALL = [row for name in FILES for row in raekker(name)]
SENTENCES = [row["sætning"] for row in ALL]


# --- The table -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_the_goal_is_right_in_nineteen_of_twenty_and_no_number_is_wrong(name, capsys):
    doms = [bedoem(row) for row in raekker(name)]
    with capsys.disabled():
        print(f"\n{name}.csv: {regnskab(doms)}")  # noqa: T201
    assert [(dom.saetning, dom.forkert) for dom in doms if dom.forkert] == []
    assert sum(dom.is_right for dom in doms) >= 0.95 * len(doms), [
        (dom.saetning, dom.mangler) for dom in doms if dom.mangler
    ]


@pytest.mark.parametrize(("name", "least"), [*((name, 0.95) for name in FILES[:4]), ("udefra", 0.9)])
def test_all_fields_are_right_in_nineteen_of_twenty_and_in_nine_of_ten_from_outside(name, least):
    doms = [bedoem(row) for row in raekker(name)]
    wrong = [(dom.saetning, dom.andet) for dom in doms if dom.andet]
    assert len(doms) - len(wrong) >= least * len(doms), wrong


def test_the_table_is_large_and_a_third_of_what_is_not_a_case_is_held_back():
    cases, tuned, held_back, later = (len(raekker(name)) for name in FILES[:4])
    assert cases + tuned + held_back + later >= 200
    assert later >= 60
    assert held_back >= (tuned + held_back) * 0.33
    assert len(set(SENTENCES)) >= 0.95 * len(SENTENCES)


def test_every_form_is_in_the_table():
    assert {laes_raekke(row).form for row in ALL} == set(Kriterieform)


# --- What always holds -----------------------------------------------------------------------------------------


def every(laest: Laest) -> list[Laest]:
    return [laest, *laest.parts]


def numbers_said(sentence: str) -> set[Decimal]:
    """Every number that the letters of a sentence could be said to hold: digits, words, shares, and their scales."""
    text = sentence.lower()
    found = {Decimal(word) for word in re.findall(r"[0-9]+", text)}
    spaced = re.findall(r"(?<![0-9])(?=([0-9]{1,3}(?:\s[0-9]{3})+))", text)
    for chunk in (
        re.findall(r"[0-9]+(?:[.,] ?[0-9]+)*", text)
        + re.findall(r"[0-9]+(?:[.,][0-9]+)*", text)
        + [re.sub(r"\s", "", chunk) for chunk in spaced]
    ):
        for is_fraction in (True, False):
            value, _ = number(chunk.replace(" ", ""), is_fraction=is_fraction)
            if value is not None:
                found.add(value)
    found |= {Decimal(value) for word, value in ORD.items() if word in text.replace("é", "e")}
    found |= {Decimal(tens + ones) for tens in range(20, 100, 10) for ones in range(10)} if " og " in text else set()
    shares = {Decimal(100 * top) / low for low in range(2, 11) for top in range(1, low + 1)}
    scaled = {value * scale for value in found for scale in (100, 1000, 10**6, 10**9, 6, 10)}
    words = {Decimal(value) for value in (50, 100, 200, 300)}
    return {value.quantize(Decimal("0.01")) for value in found | shares | scaled | words if value < 10**15}


def assert_holds(sentence: str, laest: Laest) -> None:
    """Spans lie in the sentence, no number is invented, and the read-back says the target."""
    said = numbers_said(sentence)
    for part in every(laest):
        for name, fund in part.fund.items():
            assert 0 <= fund.start <= fund.end <= len(sentence), name
            assert sentence[fund.start : fund.end] == fund.text, name
        for value in (part.target_value, part.target_to, part.change_pct, part.baseline_value, part.baseline_of):
            assert value is None or abs(value).quantize(Decimal("0.01")) in said, (sentence, value)
        if part.target_value is not None and not part.parts:
            assert shown(part.target_value) in laest.tilbage
        if part.target_to is not None:
            assert part.target_value is not None
            assert part.target_value < part.target_to
        if part.window_from and part.window_to:
            assert part.window_from <= part.window_to
        if part.deadline and part.baseline_on:
            assert part.deadline >= part.baseline_on
    assert laest.tilbage.endswith(".")
    json.dumps(som_json(laest))


@pytest.mark.parametrize("row", ALL, ids=lambda row: row["sætning"][:60])
def test_what_is_read_stands_in_the_sentence(row):
    assert_holds(row["sætning"], laes_raekke(row))


@pytest.mark.parametrize("row", ALL, ids=lambda row: row["sætning"][:60])
def test_what_is_read_fits_the_columns_of_the_model(row):
    laest = laes_raekke(row)
    for part in every(laest):
        Succeskriterium(**som_felter(part)).clean_fields(exclude=["helhedsplan"])


ANY_SENTENCE = st.one_of(
    st.text(max_size=120),
    st.text(alphabet="0123456789.,-–%() fratilgkm½/\u00a0æøå;:", max_size=80),
    st.lists(st.sampled_from([word for sentence in SENTENCES for word in sentence.split()]), max_size=16).map(
        " ".join
    ),
    st.tuples(st.sampled_from(SENTENCES), st.integers(0, 80), st.text(max_size=4)).map(
        lambda cut: cut[0][: cut[1]] + cut[2] + cut[0][cut[1] :]
    ),
)
MAYBE_DAY = st.none() | st.dates(date(1990, 1, 1), date(2060, 1, 1))


@settings(max_examples=400, deadline=None)
@given(sentence=ANY_SENTENCE, plan_from=MAYBE_DAY, plan_to=MAYBE_DAY, aar=st.none() | st.integers(-5, 10**6))
def test_any_text_can_be_read_and_no_number_comes_from_nowhere(sentence, plan_from, plan_to, aar):
    assert_holds(sentence, laes_kriterium(sentence, plan_from=plan_from, plan_to=plan_to, aar=aar))


@settings(max_examples=100, deadline=None)
@given(value=st.integers(2, 99999), noun=st.sampled_from(["beboere", "samtaler", "unge", "forløb", "husstande"]))
def test_any_count_is_read_however_its_thousands_are_written(value, noun):
    if 1950 <= value <= 2069:
        return
    for written in (str(value), tal(Decimal(value), 0)):
        laest = laes_kriterium(f"{written} {noun} har deltaget")
        assert (laest.target_value, laest.unit) == (value, noun)


@settings(max_examples=100, deadline=None)
@given(start=st.decimals(0, 100, places=1), end=st.decimals(0, 100, places=1))
def test_from_and_to_are_never_swapped(start, end):
    laest = laes_kriterium(f"Andelen ændres fra {tal(start, 1)} % i 2016 til {tal(end, 1)} % i 2020")
    assert (laest.baseline_value, laest.target_value) == (start, end)
    if start != end:
        assert laest.retning == (Retning.STIGE if end > start else Retning.FALDE)


def test_a_long_text_is_read_quickly_and_not_beyond_its_two_thousandth_letter():
    for sentence in ("1 " * 5000, "fra 5 til " * 500, "(" * 9000, "20-" * 900, "og 5 " * 900):
        assert_holds(sentence, laes_kriterium(sentence))


# --- Numbers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1.392 husstande", "1392", ""), ("52,9", "52.9", ""), ("34,6%1", "34.6", "%"),
        ("kr.712tusind", "712000", "kr."),
        ("4,93 mio. kr.", "4930000", "kr."), ("4, 93 mio. kr", "4930000", "kr."), ("630 t.kr.", "630000", "kr."),
        ("630 t. kr.", "630000", "kr."), ("et dusin", "12", ""), ("et halvt dusin", "6", ""), ("femogtyve", "25", ""),
        ("to hundrede", "200", ""), ("halvdelen", "50", "%"), ("hver fjerde", "25", "%"), ("begge skoler", "2", ""),
        ("1 750 samtaler", "1750", ""), ("52.9 %", "52.9", "%"), ("1,392.50 kr.", "1392.5", "kr."),
        ("8.000,-", "8000", "kr."),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text, value, unit):
    (amount,) = [one for one in find_amounts(without_names(text)) if not one.is_article]
    assert (amount.value, amount.unit) == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["10.944.00 kr.", "1,500 besøg", "ca. 00 virksomheder", "12.3456.1", "1" * 13])
def test_a_number_that_can_be_read_in_two_ways_or_not_at_all_has_no_value(text):
    assert [amount.value for amount in find_amounts(text)] == [None]


# --- Advice and read-back --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "read_back"),
    [
        (
            "Falder fra 21,3 % (2016) til 15 % i 2022 med henblik på at nærme sig kommunens gennemsnit på 7,4 %",
            "Skal falde fra 21,3\u00a0% (2016) til højst 15\u00a0% (2022).",
        ),
        ("35 unge hvert år", "Skal nå mindst 35 unge hvert år."),
        ("75 % har job efter 1 år", "Skal være mindst 75\u00a0%, målt 12 måneder efter."),
        ("Frafaldet mindskes med 10 % inden udgangen af 2016", "Skal falde med 10 % fra den første måling (2016)."),
        ("Færre ledige boliger end 137", "Skal falde fra 137 ledige boliger; der er intet måltal."),
        ("En fælles strategi foreligger", "Ja eller nej: er det sket?"),
        ("Bedre samarbejde", "Vurderes i ord."),
        (
            "8 arrangementer med i snit 18 deltagere",
            "2 delmål, som alle skal nås: (1) skal nå mindst 8 arrangementer i alt;"
            " (2) skal være mindst 18 deltagere i gennemsnit.",
        ),
    ],
)
def test_the_read_back_says_what_will_be_measured(sentence, read_back):
    assert laes_kriterium(sentence).tilbage.replace("\u00a0", " ").startswith(read_back.replace("\u00a0", " "))


@pytest.mark.parametrize(
    ("sentence", "advice"),
    [
        ("Bedre samarbejde", raad.INTET_TAL),
        ("Andelen stiger til 70 % i 2020", raad.INTET_UDGANGSPUNKT),
        ("100 familier deltog", raad.INGEN_FRIST),
        ("100 familier deltog", raad.INGEN_KILDE),
        ("Frafaldet mindskes med 10 %", raad.FOERSTE_MAALING),
        ("Støtte på 10.944.00 kr.", raad.UKLART_TAL),
        ("Bydelsmødrene har guidet xx kvinder", raad.SKJULT_TAL),
        ("Valgdeltagelsen øges med 3 procentpoint", raad.PROCENTPOINT),
        ("Udgiften reduceres med 50.000 kr.", raad.TILVAEKST),
    ],
)
def test_the_writer_is_told_what_is_missing(sentence, advice):
    assert advice in laes_kriterium(sentence).mangler


def test_a_criterion_with_everything_gets_no_advice():
    laest = laes_kriterium("Andelen falder fra 21,3 % (2016) til 15 % i 2022. Kilde: Landsbyggefonden")
    assert laest.mangler == ()


# --- What surrounds the sentence -------------------------------------------------------------------------------


def test_a_window_in_months_begins_with_the_plan():
    laest = laes_kriterium("1750 samtaler (17 mdr.)", plan_from=date(2018, 8, 1), plan_to=date(2022, 7, 31))
    assert (laest.window_from, laest.window_to) == (date(2018, 8, 1), date(2019, 12, 31))
    assert laest.window_derived
    assert laest.window_months == 17


def test_without_the_plan_the_months_are_kept_and_no_day_is_made_up():
    laest = laes_kriterium("1750 samtaler (17 mdr.)")
    assert (laest.window_from, laest.window_to, laest.deadline, laest.window_months) == (None, None, None, 17)


def test_the_headings_year_counts_only_where_the_sentence_has_none():
    assert laes_kriterium("100 familier deltog", aar=2013).deadline == date(2013, 12, 31)
    assert laes_kriterium("100 familier deltog i 2014", aar=2013).deadline == date(2014, 12, 31)


def test_each_field_says_where_it_was_found_and_how_sure_it_is():
    sentence = "Mindst hver fjerde beboer er med primo 2016"
    fund = laes_kriterium(sentence).fund
    assert fund["target_value"].text == "hver fjerde"
    assert fund["target_value"].tillid == Tillid.SANDSYNLIG
    assert fund["operator"].text == "Mindst"
    assert fund["deadline"].text == "primo 2016"
    assert fund["deadline"].tillid == Tillid.SANDSYNLIG


def test_a_vision_and_the_citys_average_are_beside_the_target_and_never_the_target():
    laest = laes_kriterium("Fravær fra 8,4 % (2017) til 7 % (2022), på sigt kommunens gennemsnit på 5,8 % (2017)")
    (reference,) = laest.references
    assert (reference.value, reference.unit, reference.year) == (Decimal("5.8"), "%", 2017)
    assert laest.target_value == 7


def test_what_stands_is_not_added_up_and_what_comes_is():
    assert laes_kriterium("12 beboere passer jævnligt haven").sammenlaegning == Sammenlaegning.SENESTE
    assert laes_kriterium("100 familier deltog").sammenlaegning == Sammenlaegning.SUM
    assert laes_kriterium("35 unge om året").sammenlaegning == Sammenlaegning.AARLIG


def test_a_fall_is_held_as_at_most_although_nobody_said_so():
    laest = laes_kriterium("Fra 137 til 100 ledige boliger")
    assert (laest.operator, laest.operator_stated) == (Operator.HOEJST, False)


# --- The command -----------------------------------------------------------------------------------------------


def test_the_command_prints_json_with_danish_letters():
    out = StringIO()
    call_command("laes_kriterium", "8 møder i følgegruppen (17 mdr.)", "--plan-fra", "2018-08-01", stdout=out)
    read = json.loads(out.getvalue())
    assert (read["target_value"], read["unit"], read["window_to"]) == ("8", "møder", "2019-12-31")
    assert "følgegruppen" in out.getvalue()
