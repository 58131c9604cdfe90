"""The geometry of a flow: bands as wide as what they carry, boxes that hold them."""

from decimal import Decimal

import pytest

from indsatser.pengestroem.tegning import Knude, Stroem, tegn

pytestmark = pytest.mark.no_db


def tegnet(*streams, columns=None):
    kolonner = columns or [
        [Knude("a", "A", Decimal(300)), Knude("b", "B", Decimal(100))],
        [Knude("c", "C", Decimal(400))],
    ]
    return tegn(tegning_id="t", title="Penge", kolonner=kolonner, stroemme=streams, skriv=str)


def width(band: str) -> float:
    """How far the band is from its upper to its lower edge at its left end."""
    start = float(band[1:].split("C")[0].split(" ")[1])
    return float(band.rstrip("Z").split(" ")[-1]) - start


def test_a_band_is_as_wide_as_what_it_carries():
    drawn = tegnet(Stroem("a", "c", Decimal(300)), Stroem("b", "c", Decimal(100)))
    assert [width(band) for band in drawn.baand] == [150, 50]
    assert drawn.desc == "A giver 300 til C. B giver 100 til C."


def test_a_small_one_can_still_be_seen():
    drawn = tegnet(Stroem("a", "c", Decimal(300)), Stroem("b", "c", Decimal("0.01")))
    assert width(drawn.baand[1]) == 2


def test_boxes_do_not_overlap_and_lie_inside():
    drawn = tegnet(Stroem("a", "c", Decimal(300)), Stroem("b", "c", Decimal(100)))
    first, second, _ = drawn.bokse
    assert float(first.y) + float(first.height) < float(second.y)
    assert all(float(box.y) + float(box.height) <= float(drawn.height) for box in drawn.bokse)
    assert all(float(box.x) + float(box.width) <= float(drawn.width) for box in drawn.bokse)


def test_a_long_name_is_cut_in_the_box_and_whole_in_the_words():
    name = "Meget langt navn på en kilde " * 10
    columns = [[Knude("a", name, Decimal(1))], [Knude("c", "C", Decimal(1))]]
    drawn = tegnet(Stroem("a", "c", Decimal(1)), columns=columns)
    assert len(drawn.bokse[0].linjer) == 4
    assert drawn.bokse[0].linjer[2].tekst.endswith("…")
    assert name in drawn.desc


def test_nothing_is_not_drawn():
    assert tegnet().tom
    assert tegnet(columns=[[], []]).tom
