"""Danish alphabetical order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhedsplan.sortering import danish_sort_key

pytestmark = pytest.mark.no_db


@pytest.mark.parametrize(
    "in_order",
    [
        ["Albertslund", "Brøndby", "Zealand", "Ærø", "Ølstykke", "Ålborg"],
        ["Andelsboligforeningen", "Zebra", "Aalborg", "Aarhus", "Åstrup"],
        ["bo", "Boligforeningen", "brabrand"],
        ["Bo Syd", "Boby"],
        ["Afdeling 9", "Afdeling 10", "Afdeling 101"],
        ["3B", "12B", "AAB", "Abildgården"],
        ["AAB", "AAKB", "Aktivhuset", "AARHUS"],
        ["Musvågen", "Müller", "Mølleparken"],
        ["Café", "Cafeteria"],
        ["2.1", "2.2", "2.10"],
        ["", "a"],
    ],
)
def test_names_stand_as_in_a_danish_index(in_order):
    for seed in range(5):
        shuffled = random.Random(seed).sample(in_order, len(in_order))
        assert sorted(shuffled, key=danish_sort_key) == in_order


def test_nothing_sorts_first_and_upper_case_does_not_matter():
    assert danish_sort_key(None) < danish_sort_key("a")
    assert danish_sort_key("ÆBLE")[0] == danish_sort_key("æble")[0]


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_texts_can_be_sorted_together(texts):
    once = sorted(texts, key=danish_sort_key)
    assert sorted(once, key=danish_sort_key) == once
