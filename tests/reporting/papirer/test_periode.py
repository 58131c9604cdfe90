"""What a paper is about, as it stands in an address."""

from datetime import date
from uuid import UUID

import pytest

from reporting.papirer.periode import HELE_PLANEN, Periode, Periodeslags, laes_periode

pytestmark = pytest.mark.no_db
ET = "3f1c5a1e-6a0b-4c52-9a53-0d6c3a9e7b11"


@pytest.mark.parametrize(
    ("kode", "periode", "slags", "said"),
    [
        ("", HELE_PLANEN, Periodeslags.PLAN, ""),
        ("2019", Periode(2019), Periodeslags.AAR, "2019"),
        ("2019-2", Periode(2019, 2), Periodeslags.KVARTAL, "2. kvartal 2019"),
        (ET, Periode(del_=UUID(ET)), Periodeslags.DEL, ""),
    ],
)
def test_a_code_is_a_period_and_back(kode, periode, slags, said):
    assert laes_periode(kode) == periode
    assert (periode.kode, periode.slags, str(periode)) == (kode, slags, said)


def test_what_a_part_is_called_is_said_but_is_not_what_it_is():
    assert str(Periode(del_=UUID(ET), navn="1: Tryghed")) == "1: Tryghed"
    assert Periode(del_=UUID(ET), navn="1: Tryghed") == laes_periode(ET)


def test_a_year_and_a_quarter_have_a_last_day():
    days = [Periode(2019, 1).sidste_dag, Periode(2019, 2).sidste_dag, Periode(2019).sidste_dag, HELE_PLANEN.sidste_dag]
    assert days == [date(2019, 3, 31), date(2019, 6, 30), date(2019, 12, 31), None]


@pytest.mark.parametrize("kode", ["19", "2019-5", "2019-0", "20190", "1989", "2101", "²019", "2019-", "i fjor"])
def test_what_is_neither_year_nor_quarter_is_refused_in_danish(kode):
    with pytest.raises(ValueError, match="hverken et år"):
        laes_periode(kode)
