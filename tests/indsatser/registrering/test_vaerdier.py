"""What somebody types, read as what is stored."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indsatser.choices import Kriterieform, Sammenlaegning, Skoen
from indsatser.registrering.vaerdier import Felt, Vaerdi, adds_up, as_typed, felt_for, in_words, read_value

pytestmark = pytest.mark.no_db


@pytest.mark.parametrize(
    ("form", "unit", "felt"),
    [
        (Kriterieform.ANTAL_I_VINDUE, "samtaler", Felt.TAL),
        (Kriterieform.ANDEL, "%", Felt.ANDEL),
        (Kriterieform.ANDEL, "karakter", Felt.TAL),
        (Kriterieform.SPOERGESKEMA, "", Felt.ANDEL),
        (Kriterieform.GENNEMSNIT, "deltagere", Felt.SNIT),
        (Kriterieform.JA_NEJ, "", Felt.JA_NEJ),
        (Kriterieform.KVALITATIV, "", Felt.SKOEN),
        (Kriterieform.SAMMENSAT, "", Felt.INTET),
        (Kriterieform.VISION, "%", Felt.INTET),
    ],
)
def test_the_form_decides_the_field(form, unit, felt):
    assert felt_for(form, unit) == felt


@pytest.mark.parametrize(
    ("felt", "typed", "read"),
    [
        (Felt.TAL, "1.040,25", Vaerdi(value=Decimal("1040.25"))),
        (Felt.TAL, "0", Vaerdi(value=Decimal(0))),
        (Felt.TAL, "-3", Vaerdi(value=Decimal(-3))),
        (Felt.ANDEL, "56,2 %", Vaerdi(value=Decimal("56.2"))),
        (Felt.ANDEL, "118/210", Vaerdi(numerator=Decimal(118), denominator=Decimal(210))),
        (Felt.ANDEL, "118 af 210", Vaerdi(numerator=Decimal(118), denominator=Decimal(210))),
        (Felt.JA_NEJ, "Ja", Vaerdi(value=Decimal(1))),
        (Felt.JA_NEJ, "nej", Vaerdi(value=Decimal(0))),
        (Felt.SKOEN, "ikke nået", Vaerdi(skoen=Skoen.IKKE_NAAET)),
    ],
)
def test_what_is_typed_is_read(felt, typed, read):
    assert read_value(felt, typed) == read


def test_the_fields_beside_the_number_are_read_with_it():
    assert read_value(Felt.ANDEL, "118", out_of="210") == Vaerdi(numerator=Decimal(118), denominator=Decimal(210))
    assert read_value(Felt.SNIT, "12,5", weight="3") == Vaerdi(value=Decimal("12.5"), weight=Decimal(3))


BAD_INPUTS = [
    "",
    "   ",
    "mange",
    "12 personer",
    "ca. 12",
    "1040.25",
    "10.944.00",
    "1e9",
    "NaN",
    "Infinity",
    "--1",
    "12,12345",
    "1" * 13,
    "9" * 4000,
    "<script>alert(1)</script>",
    "'; DROP TABLE x; --",
    "=1+1",
    "12\t13",
    "１２",
    "٣",
    "½",
    "12/0",
    "300/210",
    "-1/5",
    "1/2/3",
    "/",
    "af",
    "118",
    "-5",
]


@pytest.mark.parametrize("typed", BAD_INPUTS, ids=range(len(BAD_INPUTS)))
def test_a_bad_share_is_refused_in_danish(typed):
    with pytest.raises(ValueError, match=r"[.…]$"):
        read_value(Felt.ANDEL, typed)


@pytest.mark.parametrize("felt", [Felt.JA_NEJ, Felt.SKOEN])
@pytest.mark.parametrize("typed", ["", "måske", "12"])
def test_an_answer_that_is_none_is_refused(felt, typed):
    with pytest.raises(ValueError, match=r"svar|Svar"):
        read_value(felt, typed)


def test_a_compound_criterion_takes_no_number():
    with pytest.raises(ValueError, match="måles ikke"):
        read_value(Felt.INTET, "12")


@pytest.mark.parametrize("weight", ["0", "-1", "mange", "9" * 12])
def test_an_average_of_nothing_is_refused(weight):
    with pytest.raises(ValueError, match=r"\.$"):
        read_value(Felt.SNIT, "12", weight=weight)


NUMBERS = st.decimals(Decimal(-(10**11)), Decimal(10**11), places=4, allow_nan=False)
COUNTS = st.integers(1, 10**8).map(Decimal)


@given(value=NUMBERS)
def test_a_number_typed_back_is_the_same_number(value):
    assert read_value(Felt.TAL, as_typed(Vaerdi(value=value), Felt.TAL)).value == value


@given(pair=st.tuples(COUNTS, COUNTS).map(sorted))
def test_a_share_typed_back_is_the_same_share(pair):
    share = Vaerdi(numerator=pair[0], denominator=pair[1])
    assert read_value(Felt.ANDEL, as_typed(share, Felt.ANDEL)) == share


@pytest.mark.parametrize("skoen", Skoen)
def test_a_judgement_typed_back_is_the_same(skoen):
    assert read_value(Felt.SKOEN, as_typed(Vaerdi(skoen=skoen), Felt.SKOEN)).skoen == skoen


@pytest.mark.parametrize(
    ("vaerdi", "felt", "unit", "words"),
    [
        (Vaerdi(value=Decimal(12)), Felt.TAL, "samtaler", "12\u00a0samtaler"),
        (Vaerdi(numerator=Decimal(118), denominator=Decimal(210)), Felt.ANDEL, "%", "56,2\u00a0% (118 af 210)"),
        (Vaerdi(value=Decimal(1)), Felt.JA_NEJ, "", "Ja"),
        (Vaerdi(skoen="delvist"), Felt.SKOEN, "", "Delvist nået"),
        (Vaerdi(), Felt.TAL, "", ""),
    ],
)
def test_a_value_is_said_in_the_criterions_own_terms(vaerdi, felt, unit, words):
    assert in_words(vaerdi, felt, unit) == words


def test_only_sums_add_up():
    assert [one for one in Sammenlaegning if adds_up(one)] == [Sammenlaegning.SUM, Sammenlaegning.AARLIG]
