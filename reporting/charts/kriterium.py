"""From a criterion, its measurements and its result to the arguments of the two line charts."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from indsatser.choices import Kriterieform, Sammenlaegning
from indsatser.maalopfyldelse.grundlag import Sag, ny_sag, som_decimal
from indsatser.maalopfyldelse.typer import Kriterium, Maalopfyldelse, Punkt
from reporting.charts.gnist import Gnist, gnist
from reporting.charts.maalelinje import Maalelinje, maalelinje
from reporting.charts.punkter import Maalt

# Nothing to draw: judged in words, yes or no, or drawn part by part.
WITHOUT_LINE = frozenset(
    {Kriterieform.KVALITATIV, Kriterieform.VISION, Kriterieform.JA_NEJ, Kriterieform.SAMMENSAT},
)


def maalelinje_for(
    kriterium: Kriterium, punkter: Sequence[Punkt], resultat: Maalopfyldelse, *, chart_id: str, title: str
) -> Maalelinje | None:
    """The chart of a criterion, or of a part of a compound one, on the result's day; None when none is meaningful."""
    if kriterium.form in WITHOUT_LINE:
        return None
    return maalelinje(
        chart_id=chart_id,
        title=title,
        target_to=kriterium.target_to,
        target_text=resultat.target_text,
        references=[(ref.label, ref.value) for ref in kriterium.references if ref.unit in ("", kriterium.unit)],
        as_of=resultat.as_of,
        **_shared(kriterium, punkter, resultat),
    )


def gnist_for(
    kriterium: Kriterium, punkter: Sequence[Punkt], resultat: Maalopfyldelse, *, chart_id: str
) -> Gnist | None:
    """The small chart of the same; None when none is meaningful or nothing was measured."""
    if kriterium.form in WITHOUT_LINE:
        return None
    small = gnist(chart_id=chart_id, **_shared(kriterium, punkter, resultat))
    return None if small.tom else small


def _shared(kriterium: Kriterium, punkter: Sequence[Punkt], resultat: Maalopfyldelse) -> dict[str, Any]:
    sag = ny_sag(kriterium, punkter, resultat.as_of)
    deadline = resultat.deadline or sag.frist
    target = (deadline, resultat.target) if deadline and resultat.target is not None else None
    out: dict[str, Any] = {"unit": kriterium.unit, "target": target}
    if kriterium.form == Kriterieform.ANTAL_PR_AAR or kriterium.sammenlaegning == Sammenlaegning.AARLIG:
        return out | {"points": _per_year(sag), "planned": False}
    if kriterium.form == Kriterieform.ANTAL_I_VINDUE and kriterium.sammenlaegning == Sammenlaegning.SUM:
        first, last = kriterium.window_from or kriterium.plan_from, kriterium.window_to or sag.frist
        inside = [m for m in sag.resultater if (not first or m.data_to >= first) and (not last or m.data_to <= last)]
        points = [Maalt(m.on, som_decimal(m.value), m.is_eksempel) for m in inside]
        start = first or min((m.data_from for m in inside), default=None)
        return out | {"points": points, "cumulative_from": start, "planned": bool(first and last)}
    points = [Maalt(m.on, som_decimal(m.value), m.is_eksempel) for m in sag.maalte]
    points += [Maalt(p.data_to, None) for p in _not_measured(punkter, resultat.as_of)]
    baseline = None
    if resultat.baseline is not None and resultat.baseline_on is not None:
        baseline = (resultat.baseline_on, resultat.baseline)
        points = [point for point in points if point.dato != baseline[0] or point.vaerdi != baseline[1]]
    return out | {"points": points, "baseline": baseline}


def _not_measured(punkter: Sequence[Punkt], as_of: date) -> list[Punkt]:
    """Rows that say outright that nothing was measured."""
    return [p for p in punkter if p.data_to <= as_of and p.value is None and p.numerator is None and p.skoen is None]


def _per_year(sag: Sag) -> list[Maalt]:
    """A count that begins again every year: one point per year, on the last day there are figures for."""
    years: dict[int, list] = defaultdict(list)
    for m in sag.resultater:
        years[m.data_to.year].append(m)
    return [
        Maalt(
            max(m.on for m in rows),
            som_decimal(sum((m.value for m in rows), Fraction(0))),
            any(m.is_eksempel for m in rows),
        )
        for rows in years.values()
    ]
