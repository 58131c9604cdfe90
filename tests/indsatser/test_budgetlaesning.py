"""A budget by post, source and year is read as its author prints it, sums are checked and never mended.

The documents are of our own making (tests/indsatser/aftaledokumenter/budgetter.py); the figures are printed.
"""

import pytest

from indsatser.importing.aftale.laes import laes_aftale
from indsatser.importing.dokument.laes import laes_dokument
from tests.indsatser.aftaledokumenter.bedoem import Regnskab
from tests.indsatser.aftaledokumenter.bedoem_budget import bedoem_budget
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
        print("\n".join(result.fejl[:25] + result.opdigtede[:25]))  # noqa: T201
    assert result.opdigtede == []
    assert sum(result.forkerte.values()) == 0, [line for line in result.fejl if "forkert" in line]
    assert all(result.andel(kind) >= 0.95 for kind in result.findes), result.tabel()
