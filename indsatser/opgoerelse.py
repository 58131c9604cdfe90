"""From rows to målopfyldelse: hands stored criteria to the pure rules. Read with `for_opgoerelse()`: no queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from indsatser.choices import Kriterieform, Logart, Maalingsart, Operator, Retning, Sammenlaegning, Skoen
from indsatser.maalopfyldelse import opgoer
from indsatser.maalopfyldelse.sammensat import med_rammer
from indsatser.maalopfyldelse.typer import Del, Kriterium, Maalopfyldelse, Punkt, Reference
from indsatser.models import Logpost, Maaling, Succeskriterium
from indsatser.models.maaling import kind_counted
from plans.models import Helhedsplan
from plans.models.forud import ahead


@dataclass(frozen=True, slots=True)
class Opgjort:
    """A criterion's row beside what can be said of it on a given day."""

    row: Succeskriterium
    kriterium: Kriterium
    punkter: tuple[Punkt, ...]
    resultat: Maalopfyldelse


def kriterium_fra(
    row: Succeskriterium, *, as_of: date | None = None, parts: Iterable[Succeskriterium] = ()
) -> Kriterium:
    """The structured fields of a row, and of the parts that count, as the pure rules want them.

    With `as_of`, the target is the one in force on that day; without, the one the row has now.
    """
    plan = row.helhedsplan
    said = row.as_on(as_of) if as_of else row
    references = row.references_on(as_of or timezone.localdate()) if row.pk else ()
    return Kriterium(
        form=Kriterieform(said.form),
        unit=said.unit,
        retning=Retning(said.retning),
        operator=Operator(said.operator),
        sammenlaegning=Sammenlaegning(said.sammenlaegning),
        baseline=said.baseline_value,
        baseline_on=said.baseline_on,
        baseline_text=said.baseline_text,
        target=said.target_value,
        target_to=said.target_to,
        change_pct=said.change_pct,
        deadline=said.deadline,
        window_from=said.window_from,
        window_to=said.window_to,
        follow_up_months=said.follow_up_months,
        plan_from=plan.start_date,
        plan_to=plan.end_date,
        retired_on=row.retired_on,
        retired_reason=row.retired_reason,
        references=tuple(Reference(label=r.label, value=r.value, unit=r.unit, year=r.year) for r in references),
        parts=tuple(
            Del(label=_label(part, as_of), kriterium=_part(part, row, as_of), punkter=punkter_fra(part))
            for part in parts
        ),
    )


def _label(part: Succeskriterium, as_of: date | None) -> str:
    return (part.as_on(as_of) if as_of else part).statement


def _part(part: Succeskriterium, whole: Succeskriterium, as_of: date | None) -> Kriterium:
    """A part shares its whole's plan: no query for it."""
    part.helhedsplan = whole.helhedsplan
    return kriterium_fra(part, as_of=as_of)


def punkter_fra(row: Succeskriterium) -> tuple[Punkt, ...]:
    """A row's measurements and the log lines that feed it, oldest first. Docs/regler.md 1.1 and 1.8.

    A measurement that was sent back does not count until it is corrected or confirmed. A row not yet saved has none.
    """
    if row.pk is None:
        return ()
    points = [_from_maaling(m) for m in ahead(row, "maalinger") if not m.is_returned]
    points += [_from_logpost(post) for post in taeller_med(row)]
    return tuple(sorted(points, key=lambda p: (p.data_to, p.reported_on)))


def logart_for(row: Succeskriterium) -> Logart | None:
    """The kind of log line that feeds the criterion (`logposter` read ahead: those in use)."""
    return kind_counted(row, ahead(row, "logposter"))


def taeller_med(row: Succeskriterium) -> list[Logpost]:
    """The log lines that count in the criterion, in their order (`logposter` read ahead: those in use)."""
    art = logart_for(row)
    return [post for post in ahead(row, "logposter") if post.kind == art]


def _from_maaling(maaling: Maaling) -> Punkt:
    return Punkt(
        data_from=maaling.data_from,
        data_to=maaling.data_to,
        reported_on=maaling.reported_on,
        value=maaling.value,
        numerator=maaling.numerator,
        denominator=maaling.denominator,
        weight=maaling.weight,
        skoen=Skoen(maaling.skoen) if maaling.skoen else None,
        is_eksempel=maaling.is_eksempel,
        art=Maalingsart(maaling.kind),
    )


def _from_logpost(post: Logpost) -> Punkt:
    return Punkt(
        data_from=post.date,
        data_to=post.date,
        reported_on=post.date,
        value=Decimal(post.antal),
        is_eksempel=post.is_eksempel,
    )


def opgoer_row(row: Succeskriterium, *, as_of: date, as_written: bool = False) -> Opgjort:
    """What can be said of one criterion on a day; a criterion that repeats another is measured there.

    It is held against the target in force on that day: a target that was changed later is not known then.
    `as_written`: against what the row says now, whatever it was on the day; for what is being written.
    """
    kriterium, punkter = _paa_dagen(row, as_of=as_of, as_written=as_written)
    return Opgjort(row=row, kriterium=kriterium, punkter=punkter, resultat=opgoer(kriterium, punkter, as_of=as_of))


def opgoer_foer(opgjort: Opgjort, *, before: date) -> Maalopfyldelse:
    """What could be said of a criterion on an earlier day than the one it was computed for. No queries.

    The rule is built anew only where it was another then: the target was changed, or a part or a figure for
    comparison went out of use in between.
    """
    row, as_of = opgjort.row, opgjort.resultat.as_of
    if _reads_alike(row, before, as_of):
        return opgoer(opgjort.kriterium, opgjort.punkter, as_of=before)
    return opgoer_row(row, as_of=before).resultat


def _reads_alike(row: Succeskriterium, *days: date) -> bool:
    """Whether the criterion, what frames it and its parts say the same on the days."""
    source = row.measured_in
    asked = [source, *([row.parent] if row.parent is not None else [])]
    parts = ahead(source, "dele") if source.pk else []
    if any(len({id(one.as_on(day)) for day in days}) > 1 for one in (*asked, *parts)):
        return False
    return all(one.retired_on is None or not min(days) < one.retired_on <= max(days) for one in parts)


def _paa_dagen(row: Succeskriterium, *, as_of: date, as_written: bool) -> tuple[Kriterium, tuple[Punkt, ...]]:
    """The rule in force on the day, and the measurements."""
    source = row.measured_in
    if source is not row:
        source.helhedsplan = row.helhedsplan
    target_on = None if as_written else as_of
    form = source.form if as_written else source.as_on(as_of).form
    parts = source.parts_on(as_of) if form == Kriterieform.SAMMENSAT and source.pk else []
    kriterium, punkter = kriterium_fra(source, as_of=target_on, parts=parts), punkter_fra(source)
    if row.parent is not None:
        row.parent.helhedsplan = row.helhedsplan
        kriterium = med_rammer(kriterium, kriterium_fra(row.parent, as_of=target_on))
    return kriterium, punkter


def opgoer_rows(rows: Iterable[Succeskriterium], *, plan: Helhedsplan, as_of: date) -> list[Opgjort]:
    """The same for many rows of one plan, in their order."""
    opgjorte = []
    for row in rows:
        row.helhedsplan = plan
        opgjorte.append(opgoer_row(row, as_of=as_of))
    return opgjorte
