"""Facts as JSON and back: nothing lost, nothing guessed at."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, make_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID

import pytest
from django.utils.functional import lazystr

from indsatser.choices import Tilstand
from reporting.udgaver.frosset import KanIkkeFryses, KanIkkeLaeses, fra_json, kontrolsum, som_json, som_tekst

pytestmark = pytest.mark.no_db

ID = UUID("12345678-1234-4123-8123-123456789012")


class Farve(StrEnum):
    ROED = "rød"


class Trin(Enum):
    FOERST = 1


@dataclass(frozen=True, slots=True)
class Blad:
    navn: str
    tal: Decimal | None = None
    under: tuple["Blad", ...] = ()


@pytest.mark.parametrize(
    ("value", "of"),
    [
        (Decimal("0.10"), Decimal),
        (Decimal("1E+3"), Decimal),
        (Decimal("99999999999999.99"), Decimal),
        (date(2019, 2, 28), date),
        (datetime(2026, 11, 24, 15, 0, 1, 5, tzinfo=UTC), datetime),
        (ID, UUID),
        ("Æblø «»\u00a0😀", str),
        (True, bool),
        (7, int),
        (Farve.ROED, Farve),
        (Trin.FOERST, Trin),
        (Tilstand.OPFYLDT, Tilstand),
        ((), tuple[str, ...]),
        ((1, "a"), tuple[int, str]),
        (frozenset({"b", "a"}), frozenset[str]),
        ({ID: Blad("x"), UUID(int=1): Blad("y")}, Mapping[UUID, Blad]),
        ({None: Decimal(1), 2019: Decimal(2)}, dict[int | None, Decimal]),
        (Blad("a", None, (Blad("b", Decimal(1)),)), Blad),
        (("a", Decimal(1), date(2020, 1, 1), None), tuple[str | Decimal | date | None, ...]),
    ],
)
def test_a_value_comes_back_as_it_was(value, of):
    kept = json.loads(som_tekst(som_json(value, of)))
    back = fra_json(kept, of)
    assert (back, type(back)) == (value, type(value))
    if not isinstance(value, frozenset):  # a set is written in no order of its own
        assert str(back) == str(value), "decimals keep their noughts"


def test_text_that_is_translated_when_shown_is_kept_as_it_reads():
    assert som_json(lazystr("Ja"), str) == "Ja"
    assert som_json(Tilstand.OPFYLDT, str) == "opfyldt"


@pytest.mark.parametrize(
    ("value", "of", "where"),
    [
        (1.5, Decimal, "papir: float"),
        (datetime(2020, 1, 1, tzinfo=UTC), date, "papir: datetime"),
        ("1", int, "papir: str"),
        (None, str, "papir: NoneType"),
        (Blad("a", under=("b",)), Blad, r"papir\.under\[\]"),
        (object(), Any, "papir: object"),
        (1.5, str | Decimal, "papir: float"),
    ],
)
def test_what_cannot_be_kept_exactly_is_refused_with_its_place(value, of, where):
    with pytest.raises(KanIkkeFryses, match=where):
        som_json(value, of, sted="papir")


def test_a_later_version_may_have_more_fields_with_a_usual_value_and_fewer():
    later = make_dataclass("Blad", [("navn", str), ("ny", str, "intet")], frozen=True)
    assert fra_json({"navn": "a", "tal": "1", "under": []}, later) == later("a")


@pytest.mark.parametrize("data", [{}, None, [], {"navn": "a", "tal": "x"}, {"navn": "a", "under": [1]}, "tekst"])
def test_what_is_not_of_the_type_is_said_to_be_unreadable(data):
    with pytest.raises(KanIkkeLaeses):
        fra_json(data, Blad)


def test_the_checksum_is_of_the_content_and_not_of_how_it_happens_to_be_written():
    assert kontrolsum({"a": 1, "b": "ø"}) == kontrolsum(json.loads('{"b": "\\u00f8", "a": 1}'))
    assert kontrolsum({"a": 1}) != kontrolsum({"a": 2})
    assert len(kontrolsum({})) == 64
