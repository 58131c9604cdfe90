"""The chart of a figure year by year: what is drawn, where there is a gap, and the same in words."""

from decimal import Decimal

import pytest

from reporting.charts import aarslinje

pytestmark = pytest.mark.no_db


def chart(omraadet=None, andre=None, graenser=None):
    return aarslinje(
        chart_id="aarslinje-x",
        title="Dømte",
        unit="%",
        omraadet={year: Decimal(value) for year, value in (omraadet or {}).items()},
        andre={year: Decimal(value) for year, value in (andre or {}).items()},
        andre_navn="Ørekøbing",
        graenser={
            name: {year: Decimal(value) for year, value in serie.items()} for name, serie in (graenser or {}).items()
        },
    )


def test_nothing_is_said_and_not_drawn():
    found = chart()
    assert (found.tom, found.desc) == (True, "Der er ingen tal endnu.")


def test_a_year_without_a_figure_is_a_gap_and_not_nought():
    found = chart({2017: "40", 2018: "41", 2020: "39", 2021: "38"})
    assert [len(line.split()) for line in found.lines] == [2, 2]
    assert len(found.points) == 4


def test_a_limit_is_level_through_the_year_and_jumps_between_two():
    found = chart({2017: "40", 2018: "40"}, graenser={"Listen": {2017: "50", 2018: "60", 2025: "70"}})
    (line,) = found.limits
    assert len(line.split()) == 4
    assert {point.split(",")[1] for point in line.split()[:2]} != {point.split(",")[1] for point in line.split()[2:]}


def test_a_limit_that_did_not_exist_for_some_years_is_two_lines():
    found = chart({2016: "1", 2019: "1"}, graenser={"Listen": {2016: "5", 2018: "5", 2019: "5"}})
    assert len(found.limits) == 2


def test_the_words_say_every_figure_and_each_line_once():
    found = chart({2017: "40", 2018: "41.5"}, {2018: "20"}, {"Listen": {2016: "50", 2017: "50", 2018: "60"}})
    assert found.desc.replace("\xa0", " ") == (
        "Området: 2017: 40 %; 2018: 41,5 %. Ørekøbing: 2018: 20 %. Grænse, Listen: 50 % 2016-2017; 60 % 2018."
    )
    assert [text for _, _, _, text in found.key] == ["området", "Ørekøbing", "grænse"]


def test_figures_that_would_lie_on_each_other_are_written_once():
    found = chart(dict.fromkeys(range(2000, 2026), "40"))
    assert 0 < sum(bool(point.text) for point in found.points) < 26
    assert len(found.years) < 26


def test_no_coordinate_is_danish():
    found = chart({2017: "40.33", 2018: "41.5"}, {2018: "20"}, {"Listen": {2017: "50"}})
    drawn = [*found.lines, *found.limits, *(f"{point.x} {point.y}" for point in found.points)]
    assert all(part.replace(".", "").replace(" ", "").replace(",", "").isdigit() for part in drawn)
    assert "12,5" not in " ".join(point.x for point in found.points)
