"""Measurements of a criterion against the line that was planned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from helhedsplan import numbers
from helhedsplan.datoer import dato
from reporting.charts.akser import tidsakse, vaerdiakse
from reporting.charts.etiketter import Sidelabel, Tekst, punktlabels, sidelabels
from reporting.charts.flade import BOTTOM, HEIGHT, RIGHT_GUTTER, TOP, WIDTH, Datum, Flade, Linje
from reporting.charts.punkter import (
    FONT,
    Maalt,
    er_endelig,
    kumuleret,
    ordnede,
    polyline,
    px,
    safe_id,
    width_of,
)


@dataclass(frozen=True, slots=True)
class Prik:
    """A measured point."""

    x: str
    y: str
    title: str
    eksempel: bool


@dataclass(frozen=True, slots=True)
class Signatur:
    """An entry of the key at the bottom."""

    x: str
    text_x: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Maalelinje:
    """All that the template prints. `tom` says that there is nothing to draw; then only `desc` is shown."""

    id: str
    title: str
    desc: str
    tom: bool = False
    width: str = str(WIDTH)
    height: str = str(HEIGHT)
    font: str = FONT
    left: str = "0"
    right: str = "0"
    top: str = str(TOP)
    bottom: str = str(BOTTOM)
    unit: str = ""
    y_ticks: tuple[tuple[str, str], ...] = ()
    x_ticks: tuple[str, ...] = ()
    x_labels: tuple[Tekst, ...] = ()
    planned: Linje | None = None
    target: Linje | None = None
    target_to: Linje | None = None
    target_at: tuple[str, str] | None = None
    references: tuple[Linje, ...] = ()
    baseline: tuple[str, str] | None = None
    lines: tuple[str, ...] = ()
    dots: tuple[Prik, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    labels: tuple[Tekst, ...] = ()
    side_labels: tuple[Sidelabel, ...] = ()
    as_of: Linje | None = None
    as_of_label: Tekst | None = None
    key: tuple[Signatur, ...] = ()


def maalelinje(
    *,
    chart_id: str,
    title: str,
    unit: str = "",
    points: Iterable[tuple] = (),
    baseline: Datum | None = None,
    target: Datum | None = None,
    target_to: Decimal | None = None,
    target_text: str = "",
    cumulative_from: date | None = None,
    planned: bool = True,
    references: Sequence[tuple[str, Decimal]] = (),
    as_of: date | None = None,
) -> Maalelinje:
    """The chart of one criterion.

    `points` are (day, value or None) or Maalt; `target` is (deadline, value). The planned line runs straight from
    `baseline` to `target`. With `cumulative_from` the values are counts that add up: the line begins at nought on that
    day and the planned line is the even pace. `planned=False` leaves the planned line out (a target that recurs).
    """
    identity = safe_id(chart_id)
    measured = tuple(p for p in ordnede(points) if p.vaerdi is None or p.vaerdi.is_finite())
    if cumulative_from is not None:
        measured = kumuleret(measured)
        baseline = (cumulative_from, Decimal(0))
    references = [(label, value) for label, value in references if er_endelig(value)]
    known = [p for p in measured if p.vaerdi is not None]
    label = target_text or (numbers.maengde(target[1], unit) if target else "")
    desc = _description(
        measured, unit, None if cumulative_from else baseline, target, label, references, as_of, cumulative_from
    )
    if not known and not target and not baseline:
        return Maalelinje(id=identity, title=title, desc=desc, tom=True)

    values = [p.vaerdi for p in known if p.vaerdi is not None]
    values += [value for _, value in references]
    values += [datum[1] for datum in (baseline, target) if datum]
    values += [target_to] if target and target_to is not None else []
    days = [p.dato for p in measured] + [datum[0] for datum in (baseline, target) if datum]
    y_axis = vaerdiakse(values, unit=unit, from_zero=cumulative_from is not None)
    left = max(width_of(text) for _, text in y_axis.ticks) + 10
    right = float(WIDTH - RIGHT_GUTTER if target or references else WIDTH - 24)
    flade = Flade(tidsakse(_with_as_of(days, as_of), width=right - left), y_axis, left, right)
    shows_as_of = as_of is not None and flade.x.rummer(as_of)
    plan_line = _planned(flade, baseline, target) if planned else None
    return Maalelinje(
        id=identity,
        title=title,
        desc=desc,
        left=px(left),
        right=px(right),
        unit="" if unit == "%" else unit,
        y_ticks=tuple((px(flade.y_of(value)), text) for value, text in y_axis.ticks),
        x_ticks=tuple(px(flade.x_of(day)) for day in flade.x.ticks),
        x_labels=tuple(_x_label(flade, *span) for span in flade.x.labels),
        planned=plan_line,
        target=flade.across(target[1]) if target else None,
        target_to=flade.across(target_to) if target and target_to is not None else None,
        target_at=_spot(flade.at(*target)) if target else None,
        references=tuple(flade.across(value) for _, value in references),
        baseline=_spot(flade.at(*baseline)) if baseline and cumulative_from is None else None,
        lines=_lines(flade, measured, baseline),
        dots=tuple(
            Prik(*_spot(flade.at(p.dato, p.vaerdi)), title=_point_text(p, unit), eksempel=p.eksempel)
            for p in known
            if p.vaerdi is not None
        ),
        missing=tuple((px(flade.x_of(p.dato)), px(BOTTOM)) for p in measured if p.vaerdi is None),
        labels=punktlabels(flade, known, None if cumulative_from else baseline, unit),
        side_labels=sidelabels(flade, target, label, references, unit),
        as_of=_as_of_line(flade, as_of) if shows_as_of and as_of else None,
        as_of_label=_as_of_label(flade, as_of) if shows_as_of and as_of else None,
        key=_key(
            has_baseline=bool(baseline) and cumulative_from is None,
            has_plan=plan_line is not None,
            known=known,
            has_missing=any(p.vaerdi is None for p in measured),
            has_references=bool(references),
        ),
    )


def _spot(at: tuple[float, float]) -> tuple[str, str]:
    return px(at[0]), px(at[1])


def _with_as_of(days: list[date], as_of: date | None) -> list[date]:
    """The as-of day stretches the axis only when it lies close: a plan that ended long ago is not drawn as a speck."""
    if as_of is None or as_of <= max(days):
        return days
    span = max((max(days) - min(days)).days, 365)
    return [*days, as_of] if (as_of - max(days)).days <= span * 0.4 else days


def _planned(flade: Flade, baseline: Datum | None, target: Datum | None) -> Linje | None:
    if not baseline or not target or baseline[0] >= target[0]:
        return None
    return Linje(*_spot(flade.at(*baseline)), *_spot(flade.at(*target)))


def _lines(flade: Flade, measured: Sequence[Maalt], start: Datum | None) -> tuple[str, ...]:
    """One line per unbroken run of measurements: where nothing was measured, nothing is drawn."""
    begins = start is not None and (not measured or start[0] <= measured[0].dato)
    runs: list[list[tuple[float, float]]] = [[flade.at(*start)] if start and begins else []]
    for point in measured:
        if point.vaerdi is None:
            runs.append([])
        else:
            runs[-1].append(flade.at(point.dato, point.vaerdi))
    return tuple(polyline(run) for run in runs if len(run) > 1)


def _x_label(flade: Flade, start: date, end: date, text: str) -> Tekst:
    return Tekst(px((flade.x_of(start) + flade.x_of(end)) / 2), px(BOTTOM + 17), text, anchor="middle")


def _as_of_line(flade: Flade, day: date) -> Linje:
    x = px(flade.x_of(day))
    return Linje(x, px(TOP - 6), x, px(BOTTOM))


def _as_of_label(flade: Flade, day: date) -> Tekst:
    """Beside the top of its line, on the side where there is room."""
    x = flade.x_of(day)
    text = f"pr. {dato(day)}"
    if x + 4 + width_of(text) <= WIDTH:
        return Tekst(px(x + 4), px(TOP - 10), text)
    return Tekst(px(x - 4), px(TOP - 10), text, anchor="end")


def _key(
    *, has_baseline: bool, has_plan: bool, known: Sequence[Maalt], has_missing: bool, has_references: bool
) -> tuple[Signatur, ...]:
    entries = [
        ("maalt", "målt", bool(known)),
        ("eksempel", "eksempeltal", any(p.eksempel for p in known)),
        ("udgangspunkt", "udgangspunkt", has_baseline),
        ("plan", "jævn udvikling", has_plan),
        ("mangler", "ikke målt", has_missing),
        ("reference", "til sammenligning", has_references),
    ]
    out = []
    x = 0.0
    for kind, text, shown in entries:
        if not shown:
            continue
        out.append(Signatur(px(x), px(x + 26), kind, text))
        x += 26 + width_of(text) + 14
    return tuple(out)


def _point_text(point: Maalt, unit: str) -> str:
    figure = numbers.maengde(point.vaerdi, unit) if point.vaerdi is not None else "ikke målt"
    return f"{dato(point.dato)}: {figure}{' (eksempeltal)' if point.eksempel else ''}"


def _description(
    measured: Sequence[Maalt],
    unit: str,
    baseline: Datum | None,
    target: Datum | None,
    target_text: str,
    references: Sequence[tuple[str, Decimal]],
    as_of: date | None,
    cumulative_from: date | None,
) -> str:
    """The chart in words: every figure that is drawn."""
    parts = []
    if baseline:
        parts.append(f"Udgangspunkt {numbers.maengde(baseline[1], unit)} ({dato(baseline[0])}).")
    if cumulative_from:
        parts.append(f"Lagt sammen fra {dato(cumulative_from)}.")
    if target:
        parts.append(f"Mål: {target_text} senest {dato(target[0])}.")
    if measured:
        parts.append("Målt: " + "; ".join(_point_text(p, unit) for p in measured) + ".")
    else:
        parts.append("Der er ingen målinger endnu.")
    if references:
        listed = "; ".join(f"{label} {numbers.maengde(value, unit)}" for label, value in references)
        parts.append(f"Til sammenligning: {listed}.")
    if as_of:
        parts.append(f"Opgjort pr. {dato(as_of)}.")
    return " ".join(parts)
