"""A number field reads what a Dane types, and says what to write when it cannot."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from helhedsplan.forms import DanskTalField

pytestmark = pytest.mark.no_db


@pytest.mark.parametrize(
    ("typed", "number"), [("1.040,25", "1040.25"), ("52,9", "52.9"), ("1.392", "1392"), ("-10", "-10"), (" 12 ", "12")]
)
def test_danish_numbers_are_read(typed, number):
    assert DanskTalField(max_digits=16, decimal_places=4).clean(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["ca. 12", "12 personer", "1040.25", "10.944.00", "tolv", "NaN", "1e5"])
def test_what_is_no_plain_number_is_refused_with_a_sentence(typed):
    with pytest.raises(ValidationError) as refused:
        DanskTalField(max_digits=16, decimal_places=4).clean(typed)
    (sentence,) = refused.value.messages
    assert typed in sentence
    assert sentence.endswith((".", ")"))


def test_more_decimals_than_are_stored_are_refused():
    with pytest.raises(ValidationError):
        DanskTalField(max_digits=6, decimal_places=2).clean("1,234")


@pytest.mark.parametrize("stored", ["1040.2500", "0", "-10.5", "1392", "1E+3"])
def test_what_is_stored_is_shown_with_a_comma_and_reads_back_the_same(stored):
    field = DanskTalField(max_digits=16, decimal_places=4)
    assert field.clean(field.prepare_value(Decimal(stored))) == Decimal(stored)
    assert not field.has_changed(Decimal(stored), field.prepare_value(Decimal(stored)))


def test_a_number_nobody_can_read_counts_as_changed_so_that_it_is_refused_and_not_lost():
    assert DanskTalField().has_changed(Decimal(12), "ca. 12")
