"""A number field reads what a Dane types, and says what to write when it cannot."""

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from helhedsplan.forms import SKRIV_IKKE_ID, DanskTalField, skriv_ikke

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


# --- What not to write


class Noteform(forms.Form):
    navn = forms.CharField()
    note = forms.CharField(widget=forms.Textarea, help_text="Kort.")
    kort_note = forms.CharField(required=False)

    def __init__(self, *args, names=(), **kwargs):
        super().__init__(*args, **kwargs)
        skriv_ikke(self, *names)


def described_by(form, name):
    return form[name].build_widget_attrs({}).get("aria-describedby", "").split()


def test_long_texts_point_to_the_note_after_their_help_and_their_error():
    assert described_by(Noteform(), "note") == ["id_note_helptext", "skriv-ikke"]
    assert described_by(Noteform({}), "note") == ["id_note_helptext", "id_note_error", "skriv-ikke"]
    assert described_by(Noteform(), "navn") == []


def test_a_form_can_say_which_fields_are_free_text():
    form = Noteform(names=["kort_note"])
    assert described_by(form, "kort_note") == ["skriv-ikke"]
    assert described_by(form, "note") == ["id_note_helptext"]


def test_the_note_has_the_id_the_fields_point_to_and_says_what_to_write_instead():
    html = render_to_string("components/skriv_ikke.html")
    assert f'id="{SKRIV_IKKE_ID}"' in html
    assert "CPR-numre" in html
    assert "Skriv antal og roller." in html
