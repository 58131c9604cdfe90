"""A word-sized chart for lists: the measured line against the planned one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from helhedsplan import numbers
from helhedsplan.datoer import dato
from reporting.charts.punkter import kumuleret, ordnede, polyline, px, safe_id

WIDTH, HEIGHT, PAD = 120, 32, 5


@dataclass(frozen=True, slots=True)
class Gnist:
    """All that the template prints. `tom` when there is no measurement to show."""

    id: str
    title: str
    tom: bool = False
    width: str = str(WIDTH)
    height: str = str(HEIGHT)
    planned: str = ""
    lines: tuple[str, ...] = ()
    dots: tuple[tuple[str, str], ...] = ()
    last: tuple[str, str] | None = None
    target: tuple[str, str] | None = None


def gnist(
    *,
    chart_id: str,
    unit: str = "",
    points: Iterable[tuple] = (),
    baseline: tuple[date, Decimal] | None = None,
    target: tuple[date, Decimal] | None = None,
    cumulative_from: date | None = None,
    planned: bool = True,
) -> Gnist:
    """The same arguments as `maalelinje`, for the same criterion."""
    measured = tuple(p for p in ordnede(points) if p.vaerdi is None or p.vaerdi.is_finite())
    if cumulative_from is not None:
        measured = kumuleret(measured)
        baseline = (cumulative_from, Decimal(0))
    known = [(p.dato, p.vaerdi) for p in measured if p.vaerdi is not None]
    if not known:
        return Gnist(id=safe_id(chart_id), title="Ingen målinger endnu", tom=True)
    fixed = [datum for datum in (baseline, target) if datum]
    days = [day for day, _ in [*known, *fixed]]
    values = [value for _, value in [*known, *fixed]]
    first, days_in_all = min(days), (max(days) - min(days)).days
    low, span = min(values), max(values) - min(values)

    def at(day: date, value: Decimal) -> tuple[float, float]:
        along = (day - first).days / days_in_all if days_in_all else 0.5
        up = float((value - low) / span) if span else 0.5
        return PAD + (WIDTH - 2 * PAD) * along, HEIGHT - PAD - (HEIGHT - 2 * PAD) * up

    begins = baseline is not None and baseline[0] <= measured[0].dato
    runs: list[list[tuple[float, float]]] = [[at(*baseline)] if baseline and begins else []]
    for point in measured:
        if point.vaerdi is None:
            runs.append([])
        else:
            runs[-1].append(at(point.dato, point.vaerdi))
    has_plan = planned and baseline and target and baseline[0] < target[0]
    title = f"{len(known)} {'måling' if len(known) == 1 else 'målinger'}, senest {dato(known[-1][0])}: "
    title += numbers.maengde(known[-1][1], unit)
    if target:
        title += f"; mål {numbers.maengde(target[1], unit)} {dato(target[0])}"
    spots = [at(*datum) for datum in known]
    return Gnist(
        id=safe_id(chart_id),
        title=title,
        planned=polyline([at(*baseline), at(*target)]) if has_plan and baseline and target else "",
        lines=tuple(polyline(run) for run in runs if len(run) > 1),
        dots=tuple((px(x), px(y)) for x, y in spots[:-1]),
        last=(px(spots[-1][0]), px(spots[-1][1])),
        target=(px(at(*target)[0]), px(at(*target)[1])) if target else None,
    )
