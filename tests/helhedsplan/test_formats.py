from datetime import date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.timezone import make_aware

pytestmark = pytest.mark.no_db


def test_dates_are_printed_in_figures():
    assert formats.localize(date(2024, 3, 5)) == "05.03.2024"
    assert formats.localize(make_aware(datetime(2024, 3, 5, 14, 7))) == "05.03.2024 14:07"  # noqa: DTZ001
    assert formats.date_format(date(2024, 3, 5), "SHORT_DATE_FORMAT") == "05.03.2024"


def test_decimals_have_a_comma_and_a_year_has_no_full_stop():
    assert formats.localize(Decimal("1234.5")) == "1234,5"
    assert formats.localize(2024) == "2024"


@pytest.mark.parametrize("typed", ["05.03.2024", "5.3.2024", "5-3-2024", "5/3/2024", "05.03.24", "2024-03-05"])
def test_dates_are_read_as_people_write_them(typed):
    assert forms.DateField(localize=True).clean(typed) == date(2024, 3, 5)


@pytest.mark.parametrize("typed", ["31.02.2024", "2024", "3.2024", "marts"])
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(ValidationError):
        forms.DateField().clean(typed)
