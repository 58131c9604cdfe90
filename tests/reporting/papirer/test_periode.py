"""What a paper is about, as it stands in an address."""

import pytest

from reporting.papirer.periode import HELE_PLANEN, Periode, Periodeslags, laes_periode

pytestmark = pytest.mark.no_db


@pytest.mark.parametrize(
    ("kode", "periode", "slags", "said"),
    [
        ("", HELE_PLANEN, Periodeslags.PLAN, ""),
        ("2019", Periode(2019), Periodeslags.AAR, "2019"),
        ("2019-2", Periode(2019, 2), Periodeslags.KVARTAL, "2. kvartal 2019"),
    ],
)
def test_a_code_is_a_period_and_back(kode, periode, slags, said):
    assert laes_periode(kode) == periode
    assert (periode.kode, periode.slags, str(periode)) == (kode, slags, said)


@pytest.mark.parametrize("kode", ["19", "2019-5", "2019-0", "20190", "1989", "2101", "²019", "2019-", "i fjor"])
def test_what_is_neither_year_nor_quarter_is_refused_in_danish(kode):
    with pytest.raises(ValueError, match="hverken et år"):
        laes_periode(kode)
