"""What moved, and whether a plan is on track: the rules of docs/regler.md 14, without a database."""

import pytest

from indsatser.choices import Tilstand as T
from reporting.facts.bevaegelse import Bevaegelse as B
from reporting.facts.bevaegelse import Domsart, Optalt, bevaegelse, doem, optael

pytestmark = pytest.mark.no_db


@pytest.mark.parametrize(
    ("foer", "nu", "ventet"),
    [
        (T.PAA_VEJ, T.BAGUD, B.VAERRE),
        (T.BAGUD, T.IKKE_OPFYLDT, B.VAERRE),
        (T.OPFYLDT, T.PAA_VEJ, B.VAERRE),
        (T.BAGUD, T.PAA_VEJ, B.BEDRE),
        (T.IKKE_OPFYLDT, T.BAGUD, B.BEDRE),
        (T.BAGUD, T.OPFYLDT, B.NAAET),
        (T.IKKE_MAALT, T.OPFYLDT, B.NAAET),
        (None, T.OPFYLDT, B.NAAET),
        (T.IKKE_MAALT, T.BAGUD, B.NY),
        (T.KAN_IKKE_OPGOERES, T.PAA_VEJ, B.NY),
        (T.PAA_VEJ, T.KAN_IKKE_OPGOERES, B.UAFKLARET),
        (T.OPFYLDT, T.IKKE_MAALT, B.UAFKLARET),
        (T.IKKE_MAALT, T.VURDERES, B.SOM_FOER),
        (T.BAGUD, T.BAGUD, B.SOM_FOER),
        (T.BAGUD, T.UDGAAET, B.UDGAAET),
        (T.UDGAAET, T.UDGAAET, B.SOM_FOER),
    ],
)
def test_a_criterion_moves_from_one_state_to_another(foer, nu, ventet):
    assert bevaegelse(foer, nu) == ventet


def test_criteria_that_went_out_are_in_none_of_the_numbers():
    states = [T.OPFYLDT, T.PAA_VEJ, T.BAGUD, T.IKKE_OPFYLDT, T.IKKE_MAALT, T.VURDERES, T.UDGAAET]
    counted = optael(states, naaede=3, forsinkede=1)
    assert counted == Optalt(gode=2, daarlige=2, uvisse=2, naaede=3, forsinkede=1)
    assert (counted.kriterier, counted.bedoemte, counted.milepaele) == (6, 4, 4)


@pytest.mark.parametrize(
    ("optalt", "ventet"),
    [
        (Optalt(gode=3, daarlige=1), Domsart.GODT),
        (Optalt(gode=5, daarlige=2), Domsart.DELVIST),  # 71 per cent
        (Optalt(gode=1, daarlige=1), Domsart.DELVIST),
        (Optalt(gode=4, daarlige=5), Domsart.SKIDT),
        (Optalt(gode=4, naaede=1, forsinkede=1), Domsart.DELVIST),
        (Optalt(gode=4, naaede=1, forsinkede=2), Domsart.SKIDT),
        (Optalt(gode=1, daarlige=9, naaede=9), Domsart.SKIDT),
        (Optalt(gode=1, uvisse=1), Domsart.GODT),  # half can be judged
        (Optalt(daarlige=1, uvisse=2), Domsart.UVIST),
        (Optalt(daarlige=1, uvisse=2, naaede=9), Domsart.UVIST),
        (Optalt(daarlige=1, uvisse=2, forsinkede=9), Domsart.SKIDT),
        (Optalt(naaede=3, forsinkede=1), Domsart.GODT),
        (Optalt(), Domsart.INTET),
    ],
)
def test_the_weaker_of_criteria_and_milestones_decides(optalt, ventet):
    assert doem(optalt) == ventet
