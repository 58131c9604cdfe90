"""Charts: inside their frame, well-formed, without a NaN, and with every figure in words."""

import itertools
import re
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indsatser.choices import Kriterieform, Maalingsart, Operator, Retning, Sammenlaegning, Tilstand
from indsatser.maalopfyldelse.former import opgoer
from indsatser.maalopfyldelse.typer import Kriterium, Punkt, Reference
from reporting import charts
from reporting.charts.akser import tidsakse, vaerdiakse
from reporting.charts.punkter import wrap

pytestmark = pytest.mark.no_db

NBSP = "\u00a0"
BASELINE = (date(2016, 12, 31), Decimal("21.3"))
TARGET = (date(2022, 12, 31), Decimal(15))
POINTS = [
    (date(2017, 12, 31), Decimal("20.1")),
    (date(2018, 12, 31), None),
    (date(2020, 12, 31), Decimal("18.4")),
]
COORDINATE = re.compile(r"-?\d+(?:\.\d+)?")


def line(**changed):
    arguments = {
        "chart_id": "c1",
        "title": "Uden job",
        "unit": "%",
        "points": POINTS,
        "baseline": BASELINE,
        "target": TARGET,
        "target_text": f"højst 15{NBSP}%",
        "as_of": date(2021, 6, 30),
    }
    return charts.maalelinje(**(arguments | changed))


def drawn(chart, name):
    html = render_to_string(f"reporting/charts/{name}.svg.html", {"chart": chart})
    assert "nan" not in re.sub(r"<(title|desc).*?</\1>", "", html, flags=re.S).lower().replace("finans", "")
    assert "Infinity" not in html
    return ElementTree.fromstring(html[html.index("<") :])


def numbers_in(element):
    """All the numbers in the drawing's geometry."""
    for node in element.iter():
        for key in ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height", "points"):
            for text in re.split(r"[ ,]", node.get(key, "")):
                if text:
                    yield key, text


def spots(chart):
    """Every point of a line chart as floats."""
    yield from ((float(dot.x), float(dot.y)) for dot in chart.dots)
    yield from ((float(x), float(y)) for x, y in chart.missing)
    for run in chart.lines:
        yield from (tuple(map(float, pair.split(","))) for pair in run.split())
    for straight in (chart.planned, chart.target, chart.as_of, *chart.references):
        if straight:
            yield float(straight.x1), float(straight.y1)
            yield float(straight.x2), float(straight.y2)
    for label in chart.labels:
        yield float(label.back[0]), float(label.back[1])
        yield float(label.back[0]) + float(label.back[2]), float(label.back[1]) + float(label.back[3])
    for side in chart.side_labels:
        yield from ((float(text.x), float(text.y)) for text in side.lines)


def strings_in(value):
    if isinstance(value, tuple):
        for part in value:
            yield from strings_in(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings_in(getattr(value, field.name))
    elif isinstance(value, str):
        yield value


# --- Measurements against the planned line


def test_the_planned_line_runs_from_the_baseline_to_the_target():
    chart = line()
    assert (chart.planned.x1, chart.planned.y1) == chart.baseline
    assert (chart.planned.x2, chart.planned.y2) == chart.target_at
    assert float(chart.planned.y2) > float(chart.planned.y1)


def test_where_nothing_was_measured_the_line_is_broken_and_a_mark_is_set():
    chart = line()
    assert len(chart.missing) == 1
    assert len(chart.dots) == 2
    assert len(chart.lines) == 1  # baseline to 2017; 2020 stands alone


def test_counts_add_up_from_nought():
    chart = line(
        unit="samtaler",
        baseline=None,
        cumulative_from=date(2018, 8, 1),
        points=[(date(2018, 12, 31), Decimal(120)), (date(2019, 6, 30), Decimal(80))],
        target=(date(2019, 12, 31), Decimal(400)),
        as_of=None,
    )
    assert chart.lines[0].split()[0].endswith(f",{chart.bottom}")
    assert "30.06.2019: 200" in chart.desc
    assert chart.baseline is None
    assert chart.planned.y1 == chart.bottom


def test_a_target_that_recurs_has_no_planned_line():
    assert line(planned=False).planned is None


def test_the_words_hold_every_figure_that_is_drawn():
    chart = line(references=[("Aarhus Kommune", Decimal("7.4"))])
    for text in ("21,3", "20,1", "18,4", "højst 15", "7,4", "Aarhus Kommune", "ikke målt", "30.06.2021"):
        assert text in chart.desc


def test_a_reference_is_drawn_and_named_and_kept_out_of_the_key_when_there_is_none():
    chart = line(references=[("Aarhus Kommune", Decimal("7.4"))])
    assert len(chart.references) == 1
    assert "reference" in {entry.kind for entry in chart.key}
    assert "reference" not in {entry.kind for entry in line().key}


def test_example_figures_are_told_apart():
    chart = line(points=[charts.Maalt(date(2018, 12, 31), Decimal(20), True)])
    assert chart.dots[0].eksempel
    assert "eksempeltal" in chart.desc
    assert "eksempel" in {entry.kind for entry in chart.key}


def test_a_day_long_after_the_plan_does_not_squeeze_the_chart():
    assert line(as_of=date(2090, 1, 1)).as_of is None
    assert line(as_of=date(2023, 6, 1)).as_of is not None


@pytest.mark.parametrize(
    "changed",
    [
        {"points": []},
        {"points": [], "baseline": None},
        {"points": [(date(2019, 5, 1), Decimal(12))], "baseline": None, "target": None},
        {"points": [(date(2018, 1, 1), Decimal(5))] * 3},
        {"points": [(date(2018, 1, 1), None)], "baseline": None, "target": None},
        {"points": [(date(2018, 1, 1), Decimal(0))], "baseline": (date(2017, 1, 1), Decimal(0)), "target": None},
        {"points": [(date(2018, 1, 1), Decimal("-3.25"))], "target": (date(2019, 1, 1), Decimal(-10))},
        {"points": [(date(2018, 1, 1), Decimal("1e11"))], "unit": "kr."},
        {"points": [(date(2018, 1, 1), Decimal("0.0001"))], "baseline": None, "target": None},
        {"points": [(date(2018, 1, 1), Decimal("NaN"))]},
        {"references": [("Et meget langt navn på noget at sammenligne med", Decimal(n)) for n in range(12)]},
        {"target_text": "mindst tolv af de unge, der har været i forløb i mere end tre måneder"},
        {"baseline": (date(2023, 1, 1), Decimal(3))},
        {"baseline": (date(1, 1, 1), Decimal(3)), "target": (date(9999, 12, 31), Decimal(4))},
        {"title": 'Titel & <tegn> "her"', "chart_id": "4 <x>"},
    ],
)
def test_odd_cases_are_drawn_well_formed(changed):
    chart = line(**changed)
    root = drawn(chart, "maalelinje")
    for x, y in spots(chart):
        assert 0 <= x <= 640
        assert 0 <= y <= 280
    assert chart.tom or root.get("role") == "img"


def test_nothing_to_draw_is_said_in_words():
    chart = charts.maalelinje(chart_id="c", title="Tom")
    assert chart.tom
    assert "ingen målinger" in drawn(chart, "maalelinje").text


days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
figures = st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False)
small = st.decimals(min_value=0, max_value=100, places=2, allow_nan=False)
data = st.one_of(
    st.lists(st.tuples(days, st.none() | figures), max_size=12),
    st.lists(st.tuples(days, st.none() | small), max_size=40),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    points=data,
    baseline=st.none() | st.tuples(days, figures),
    target=st.none() | st.tuples(days, figures),
    as_of=st.none() | days,
    cumulative=st.booleans(),
    references=st.lists(st.tuples(st.text(max_size=40), figures), max_size=4),
    unit=st.sampled_from(["%", "kr.", "samtaler", ""]),
)
def test_no_data_can_put_a_point_outside_the_frame(points, baseline, target, as_of, cumulative, references, unit):
    chart = line(
        points=points,
        baseline=baseline,
        target=target,
        as_of=as_of,
        references=references,
        unit=unit,
        cumulative_from=min((day for day, _ in points), default=None) if cumulative else None,
    )
    for x, y in spots(chart):
        assert 0 <= x <= 640
        assert 0 <= y <= 280
    small_one = charts.gnist(chart_id="g", points=points, baseline=baseline, target=target, unit=unit)
    for run in (*small_one.lines, small_one.planned):
        for pair in run.split():
            x, y = map(float, pair.split(","))
            assert 0 <= x <= 120
            assert 0 <= y <= 32


@settings(deadline=None)
@given(st.lists(st.tuples(days, small), min_size=1, max_size=12))
def test_figures_by_their_points_never_cover_one_another(points):
    labels = line(points=points).labels
    boxes = [tuple(map(float, label.back)) for label in labels]
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert a[0] + a[2] <= b[0] + 0.2 or b[0] + b[2] <= a[0] + 0.2 or abs(a[1] - b[1]) >= 14.8


def test_numbers_in_the_drawing_have_dots_also_where_danish_is_spoken():
    """USE_THOUSAND_SEPARATOR would make 1.234,5 of a float."""
    for chart, name in [
        (line(), "maalelinje"),
        (charts.gnist(chart_id="g", points=POINTS, baseline=BASELINE, target=TARGET), "gnist"),
        (charts.tilstandsbjaelke(chart_id="t", counts={"opfyldt": 1200, "bagud": 3}), "tilstandsbjaelke"),
    ]:
        found = list(numbers_in(drawn(chart, name)))
        assert found
        assert all(COORDINATE.fullmatch(text) for _, text in found), found


def test_the_side_labels_do_not_cover_one_another():
    chart = line(references=[(f"Område {n}", Decimal(15) + n / Decimal(10)) for n in range(4)])
    heights = [float(text.y) for side in chart.side_labels for text in side.lines]
    assert heights == sorted(heights)
    assert all(b - a >= 13.9 for a, b in itertools.pairwise(heights))


# --- Axes


@given(st.lists(figures, min_size=1, max_size=10))
def test_a_value_axis_holds_all_values_and_has_few_lines(values):
    axis = vaerdiakse(values)
    assert axis.low <= min(values)
    assert axis.high >= max(values)
    assert 2 <= len(axis.ticks) <= 12


def test_counts_have_no_halves():
    ticks = [text for _, text in vaerdiakse([Decimal(0), Decimal(3)]).ticks]
    assert ticks == ["0", "1", "2", "3", "4"]


def test_shares_stay_between_nought_and_a_hundred():
    axis = vaerdiakse([Decimal("0.5"), Decimal("99.9")], unit="%")
    assert (axis.low, axis.high) == (0, 100)


def test_large_amounts_are_written_in_millions():
    assert vaerdiakse([Decimal(42128000)], unit="kr.").ticks[-1][1] == f"50{NBSP}mio."


def test_figures_that_lie_close_do_not_begin_at_nought():
    assert vaerdiakse([Decimal(48), Decimal(50)]).low > 40


def test_a_short_time_is_written_in_quarters_and_a_long_one_in_years():
    short = tidsakse([date(2018, 8, 1), date(2019, 6, 30)], width=900)
    assert next(text for _, _, text in short.labels) == "3. kvt. 2018"
    long = tidsakse([date(2016, 12, 31), date(2022, 12, 31)], width=500)
    assert [text for _, _, text in long.labels] == [str(year) for year in range(2016, 2023)]


@settings(deadline=None)
@given(days, st.integers(0, 60000))
def test_a_time_axis_holds_its_days_and_leaves_room_for_its_labels(first, span):
    last = first + timedelta(days=span)
    axis = tidsakse([first, last], width=450)
    assert axis.first <= first
    assert axis.last >= last
    assert len(axis.labels) <= 14


def test_a_long_label_is_wrapped_and_cut():
    assert wrap("Landsgennemsnit for boligområder med over 1.000 beboere", 18) == (
        "Landsgennemsnit",
        "for boligområder …",
    )
    assert wrap("kort", 18) == ("kort",)


# --- Bars


def test_the_state_bar_fills_its_width_and_counts():
    chart = charts.tilstandsbjaelke(chart_id="t", counts={Tilstand.OPFYLDT: 3, "bagud": 1, "udgaaet": 0})
    assert [part.vaerdi for part in chart.stykker] == ["opfyldt", "bagud"]
    last = chart.stykker[-1]
    assert float(last.x) + float(last.width) == pytest.approx(640, abs=0.2)
    assert chart.desc == "I alt 4: Opfyldt 3, Bagud 1."
    drawn(chart, "tilstandsbjaelke")


@given(st.dictionaries(st.sampled_from([t.value for t in Tilstand]), st.integers(0, 5000)))
def test_every_state_that_occurs_can_be_seen(counts):
    chart = charts.tilstandsbjaelke(chart_id="t", counts=counts)
    assert chart.tom == (not sum(counts.values()))
    assert all(float(part.width) >= 5.9 for part in chart.stykker)
    if chart.stykker:
        last = chart.stykker[-1]
        assert float(last.x) + float(last.width) <= 640.2


def test_states_of_one_kind_differ_without_colour():
    chart = charts.tilstandsbjaelke(chart_id="t", counts={t.value: 1 for t in Tilstand})
    looks = [(part.pattern, part.ink, part.fill) for part in chart.stykker]
    assert len(set(looks)) == len(Tilstand)


# --- From a criterion


def measured(year, value, **changed):
    days = {"data_from": date(year, 1, 1), "data_to": date(year, 12, 31), "reported_on": date(year + 1, 3, 1)}
    return Punkt(**(days | {"value": Decimal(value)} | changed))


def for_criterion(kriterium, punkter, as_of=date(2020, 12, 31)):
    result = opgoer(kriterium, punkter, as_of=as_of)
    return charts.maalelinje_for(kriterium, punkter, result, chart_id="k", title="Kriterium")


def test_a_share_is_drawn_from_its_baseline_with_the_day_it_is_seen_on():
    kriterium = Kriterium(
        form=Kriterieform.ANDEL,
        unit="%",
        retning=Retning.FALDE,
        operator=Operator.HOEJST,
        baseline=Decimal("21.3"),
        baseline_on=date(2016, 12, 31),
        target=Decimal(15),
        deadline=date(2022, 12, 31),
        references=(Reference("Kommunen", Decimal("7.4"), "%"),),
    )
    chart = for_criterion(kriterium, [measured(2018, "19.8"), measured(2021, "17")])
    assert len(chart.dots) == 1  # 2021 is not known on the day
    assert chart.planned
    assert "højst 15" in chart.desc
    assert "Kommunen" in chart.desc


def test_a_count_in_a_window_is_drawn_as_a_running_total():
    kriterium = Kriterium(
        form=Kriterieform.ANTAL_I_VINDUE,
        unit="samtaler",
        sammenlaegning=Sammenlaegning.SUM,
        target=Decimal(1750),
        window_from=date(2018, 8, 1),
        window_to=date(2019, 12, 31),
    )
    chart = for_criterion(
        kriterium,
        [
            measured(2018, 500, data_from=date(2018, 8, 1)),
            measured(2019, 600),
            measured(2020, 99),
            measured(2017, 50, art=Maalingsart.START),
        ],
    )
    assert [dot.title.split(": ")[1] for dot in chart.dots] == [f"500{NBSP}samtaler", f"1.100{NBSP}samtaler"]


def test_a_yearly_count_is_drawn_year_by_year_without_a_planned_line():
    kriterium = Kriterium(
        form=Kriterieform.ANTAL_PR_AAR,
        unit="unge",
        sammenlaegning=Sammenlaegning.AARLIG,
        target=Decimal(35),
        plan_from=date(2018, 1, 1),
        plan_to=date(2021, 12, 31),
    )
    chart = for_criterion(kriterium, [measured(2018, 20), measured(2018, 21), measured(2019, 33)])
    assert [dot.title.split(": ")[1] for dot in chart.dots] == [f"41{NBSP}unge", f"33{NBSP}unge"]
    assert chart.planned is None


@pytest.mark.parametrize("form", [Kriterieform.KVALITATIV, Kriterieform.VISION, Kriterieform.JA_NEJ])
def test_what_cannot_be_counted_has_no_chart(form):
    assert for_criterion(Kriterium(form=form), []) is None


@pytest.mark.parametrize("form", [form for form in Kriterieform if form != Kriterieform.SAMMENSAT])
def test_every_form_can_be_asked_for_its_charts(form):
    kriterium = Kriterium(form=form, unit="%", target=Decimal(10), deadline=date(2021, 1, 1))
    punkter = [measured(2018, 20), measured(2019, 12)]
    result = opgoer(kriterium, punkter, as_of=date(2020, 6, 1))
    chart = charts.maalelinje_for(kriterium, punkter, result, chart_id="k", title="Kriterium")
    if chart:
        drawn(chart, "maalelinje")
    small_one = charts.gnist_for(kriterium, punkter, result, chart_id="g")
    if small_one:
        drawn(small_one, "gnist")


def test_many_points_are_a_curve_and_only_its_end_has_a_figure():
    points = [(date(2018, 1, 1) + timedelta(days=30 * n), Decimal(n)) for n in range(24)]
    assert [label.text for label in line(points=points, baseline=None, unit="").labels] == ["23"]


def test_a_reference_in_another_unit_is_not_drawn_on_this_scale():
    kriterium = Kriterium(
        form=Kriterieform.RETNING,
        unit="boliger",
        retning=Retning.FALDE,
        baseline=Decimal(137),
        baseline_on=date(2012, 12, 1),
        references=(Reference("Ledighedsprocent", Decimal("1.29"), "%"), Reference("Året før", Decimal(140))),
    )
    chart = for_criterion(kriterium, [measured(2014, 130)])
    assert len(chart.references) == 1
