"""A budget by post, source and year is read as its author prints it, sums are checked and never mended.

The documents are of our own making (tests/indsatser/aftaledokumenter/budgetter.py); the figures are printed.
"""

import pytest

from indsatser.importing.aftale.budget.maerker import maerke
from indsatser.importing.aftale.laes import laes_aftale
from indsatser.importing.aftale.vaerdi import blade
from indsatser.importing.dokument.bygge import byg, celle, overskrift, tabel
from indsatser.importing.dokument.laes import laes_dokument
from tests.indsatser.aftaledokumenter.bedoem import Regnskab
from tests.indsatser.aftaledokumenter.bedoem_budget import bedoem_budget, laeste
from tests.indsatser.aftaledokumenter.budgetter import TILBAGEHOLDTE_BUDGETTER, UDVIKLING_BUDGETTER

pytestmark = pytest.mark.no_db


@pytest.mark.parametrize("authors", [UDVIKLING_BUDGETTER, TILBAGEHOLDTE_BUDGETTER], ids=["udvikling", "tilbageholdt"])
def test_every_cell_sum_and_source_is_read_and_none_is_invented(authors, tmp_path, capsys):
    result = Regnskab()
    for author in authors:
        budget, path = author(tmp_path)
        result.tag(bedoem_budget(budget, laes_aftale(laes_dokument(path))))
    with capsys.disabled():
        print(f"\n{result.tabel()}")  # noqa: T201
    assert result.opdigtede == []
    assert sum(result.forkerte.values()) == 0, [line for line in result.fejl if "forkert" in line]
    assert all(result.andel(kind) >= 0.95 for kind in result.findes), result.tabel()


# --- One habit at a time ------------------------------------------------------------------------------------------


def laes(rows, *over: str, under: tuple = ()) -> dict:
    dele = [
        overskrift("Delaftale for indsatsområdet Beskæftigelse"),
        overskrift("Bilag 5. Budget"),
        *over,
        tabel(rows),
    ]
    return laes_aftale(byg(*dele, *under)).som_json()


def celler(read: dict) -> dict:
    return {at: amount for kind, at, amount in laeste(read) if kind == "celle"}


def test_the_fund_s_own_form_has_the_years_and_the_sources_beside_each_other():
    rows = [
        ["", celle("Udgifter pr. år", colspan=2), celle("Samlede udgifter"), celle("Finansiering", colspan=2)],
        ["", "2020", "2021", "", "Landsbyggefonden", "Medfinans."],
        ["Projektorganisation", "400.000", "600.000", "1.000.000", "750.000", "250.000"],
        ["I alt", "400.000", "600.000", "1.000.000", "750.000", "250.000"],
    ]
    read = laes(rows)
    assert celler(read) == {
        ("projektorganisation", "", "2020"): 400_000,
        ("projektorganisation", "", "2021"): 600_000,
        ("projektorganisation", "landsbyggefonden", ""): 750_000,
        ("projektorganisation", "medfinans", ""): 250_000,
    }
    assert read["_selvmodsigelser"] == []
    assert read["plan"]["budget"]["total"] == 1_000_000


def test_a_last_row_after_blocks_of_sources_is_the_sum_of_them_all():
    rows = [
        ["Kr.", "2020", "2021"],
        [celle("Landsbyggefonden", colspan=3)],
        ["Projektorganisation", "400.000", "500.000"],
        ["Evaluering", "100.000", "50.000"],
        [celle("Lokal medfinansiering", colspan=3)],
        ["Projektorganisation", "40.000", "50.000"],
        ["I alt", "540.000", "600.000"],
    ]
    read = laes(rows)
    assert read["_selvmodsigelser"] == []
    assert len(celler(read)) == 6


def test_an_amount_printed_wrong_is_kept_as_printed_and_told():
    read = laes([["Kr.", "2020", "2021"], ["Landsbyggefonden", "400.000", "10.944.00"], ["LBF i alt", "", "1"]])
    (contradiction,) = [one for one in read["_selvmodsigelser"] if one["kind"] == "malformed_amount"]
    assert "10.944.00" in contradiction["place"]
    assert "10.944.00" in [one.get("amount_as_printed") for one in read["plan"]["budget"]["rows"][0]["amounts"]]


def test_a_column_of_remarks_is_listed_and_no_amount_is_taken_from_it():
    rows = [
        ["Post (kr.)", "2020", "2021", "Bemærkning"],
        ["Landsbyggefonden", "400.000", "500.000", "Heraf 100.000 til løn"],
    ]
    read = laes(rows)
    assert sorted(celler(read).values()) == [400_000, 500_000]
    assert "Heraf 100.000 til løn" in [one["tekst"] for one in read["_ikke_forstaaet"]]


def test_working_hours_and_shares_by_year_are_no_amounts():
    rows = [
        ["Finansiering", "2020", "2021"],
        ["Landsbyggefonden, andel", "75 %", "74 %"],
        ["Lokal medfinansiering, andel", "25 %", "26 %"],
    ]
    assert celler(laes(rows, "Budget")) == {}


def test_a_negative_amount_is_listed_and_not_read():
    read = laes([["Kr.", "2020", "2021"], ["Landsbyggefonden", "400.000", "-50.000"]])
    assert list(celler(read).values()) == [400_000]
    assert "-50.000" in [one["tekst"] for one in read["_ikke_forstaaet"]]


def test_a_delaftale_that_states_another_amount_than_the_plan_s_table_is_told():
    read = laes_aftale(
        byg(
            overskrift("Delaftale for indsatsområdet Beskæftigelse"),
            overskrift("Økonomi", 2),
            "Landsbyggefonden: 900.000 kr.",
            overskrift("Bilag 5. Budget"),
            tabel(
                [
                    ["Kr.", "2020", "2021"],
                    [celle("Landsbyggefonden", colspan=3)],
                    ["Beskæftigelse", "400.000", "450.000"],
                ]
            ),
        )
    ).som_json()
    (told,) = read["_selvmodsigelser"]
    assert told["place"] == ("Beskæftigelse: beløbet fra Landsbyggefonden er 900.000 kr.; budgettet giver 850.000 kr.")
    assert read["plan"]["delaftaler"][0]["budget"]["lbf"] == 900_000


def test_every_cell_of_a_budget_is_read_listed_or_a_head(tmp_path):
    for author in (*UDVIKLING_BUDGETTER, *TILBAGEHOLDTE_BUDGETTER):
        _budget, path = author(tmp_path)
        document = laes_dokument(path)
        read = laes_aftale(document)
        known = {line.sted.nr for _path, leaf in blade(read.traee) for line in leaf.stykker}
        known |= {each["blok"] for each in (*read.ikke_forstaaet, *read.udeladt)}
        cells = [one for one in document.afsnit() if "tabel" in " ".join(one.sted.sti) and one.text[:1].isdigit()]
        lost = [one.text for one in cells if one.sted.nr not in known and not maerke(one.text).is_head]
        assert lost == [], author.__name__
