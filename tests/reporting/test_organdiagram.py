"""The diagram of organs: no box over another, within the page, names whole, and the same in words."""

import pytest

from reporting.charts import Organboks, organdiagram
from reporting.charts.organdiagram import BOX, WIDTH

pytestmark = pytest.mark.no_db


def boks(navn, *under, leder=False):
    return Organboks(navn=navn, linje="Forum, 3 pladser", leder=leder, under=under)


def leaves(number, word="Følgegruppen"):
    return [boks(f"{word} {n}") for n in range(number)]


def deep(levels):
    return boks(f"Trin {levels}", *([deep(levels - 1)] if levels else []))


TREES = {
    "nothing": [],
    "one": [boks("Bestyrelsen")],
    "many beside": leaves(9),
    "two under": [boks("Bestyrelsen", *leaves(2))],
    "many under": [boks("Bestyrelsen", *leaves(11))],
    "a chain": [deep(6)],
    "three branches": [boks("Bestyrelsen", *[boks(f"Styregruppe {n}", *leaves(3)) for n in range(3)])],
    "a wide tree of trees": [boks("Bestyrelsen", *[boks(f"Styregruppe {n}", *leaves(n)) for n in range(1, 8)])],
    "long names": [boks("Bestyrelsen for det boligsociale arbejde i Aarhus", *leaves(2, "Koordinationsgruppen for"))],
}


@pytest.mark.parametrize("trees", TREES.values(), ids=TREES)
def test_boxes_keep_apart_and_within_the_drawing(trees):
    chart = organdiagram(chart_id="x", bokse=trees, title="Organisering")
    boxes = [(float(k.x), float(k.y), float(k.x) + BOX, float(k.y) + float(k.height)) for k in chart.kasser]
    for number, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert right <= float(chart.width)
        assert bottom <= float(chart.height)
        for l2, t2, r2, b2 in boxes[number + 1 :]:
            assert right <= l2 or r2 <= left or bottom <= t2 or b2 <= top
    assert float(chart.width) <= WIDTH + 4


@pytest.mark.parametrize("trees", TREES.values(), ids=TREES)
def test_every_body_has_a_box_and_a_line_to_the_one_it_is_under(trees):
    def count(bokse):
        return sum(1 + count(each.under) for each in bokse)

    chart = organdiagram(chart_id="x", bokse=trees, title="Organisering")
    assert len(chart.kasser) == count(trees)
    assert len(chart.streger) == count(trees) - len(trees)
    assert chart.tom is (not trees)


def test_a_long_name_is_wrapped_and_stands_whole_for_those_who_hear_it():
    name = "Følgegruppen for Uddannelse og beskæftigelse"
    (box,) = organdiagram(chart_id="x", bokse=[boks(name)], title="Organisering").kasser
    assert " ".join(line.text for line in box.navn) == name
    assert box.title == f"{name}, Forum, 3 pladser"


def test_the_words_say_who_is_under_whom():
    tree = boks("Bestyrelsen", boks("Styregruppen", boks("Forum")), boks("Sekretariatet"))
    chart = organdiagram(chart_id="x", bokse=[tree], title="Organisering")
    assert chart.desc == (
        "Øverst: Bestyrelsen. Under Bestyrelsen: Styregruppen og Sekretariatet. Under Styregruppen: Forum."
    )
