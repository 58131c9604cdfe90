"""What has a date and is late or soon: milestones, measurements, meetings, periods; for many plans at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from helhedsplan.datoer import dato, dato_lang
from indsatser.choices import Kriterieform, Maalingsart, Milepaeltilstand
from indsatser.models import Logpost, Maaling, Milepael, Succeskriterium
from plans.choices import Moedetilstand, Planstatus
from plans.models import Helhedsplan, Moede, Moedemateriale, Opfoelgning
from plans.moeder.papirer import er_forsinkede, forsinket

SNART = timedelta(days=30)
AAR_FREM = timedelta(days=366)
DONE = frozenset({Milepaeltilstand.NAAET, Milepaeltilstand.BORTFALDET})
RUNNING = frozenset({Planstatus.TILSAGN, Planstatus.IGANGVAERENDE})
"""States that say a plan is being carried out; after its last day they are no longer true."""


@dataclass(frozen=True, slots=True)
class Raekkevidde:
    """What somebody's to-dos are about: plans whose rows she may mend, and activities she registers on."""

    rediger: tuple[int, ...]
    aktiviteter: tuple[int, ...]

    def rows(self) -> Q:
        """The rows of those plans and of those activities."""
        return Q(helhedsplan__in=self.rediger) | Q(aktivitet__in=self.aktiviteter)


@dataclass(frozen=True, slots=True)
class Frist:
    """Something with a day: which plan (pk), what, and the row and page it concerns. `slags`: see mit_overblik.

    `url`: the one address where it is done, for what has no row of its own yet.
    """

    slags: str
    plan: int
    tekst: str
    dag: date | None
    art: str
    uuid: UUID
    felt: str
    side: str
    side_uuid: UUID
    url: str = ""


def quarter_ended(day: date) -> tuple[int, int]:
    """The last quarter that is over on the day: on its last day it is (ADR 0013)."""
    number = day.year * 4 + (day.month - 1) // 3
    if (day + timedelta(days=1)).month in (1, 4, 7, 10) and (day + timedelta(days=1)).day == 1:
        number += 1
    year, quarter = divmod(number - 1, 4)
    return year, quarter + 1


def owner_is_out(day: date) -> Q:
    """Milestones of an activity or a delaftale that is out of use on the day."""
    owners = ("aktivitet", "delaftale", "aktivitet__delaftale")
    return reduce(or_, (Q(**{f"{owner}__retired_on__lte": day}) for owner in owners))


def meeting_is_out(day: date) -> Q:
    """What hangs on a meeting or an organ that is out of use on the day."""
    return Q(moede__retired_on__lte=day) | Q(moede__organ__retired_on__lte=day)


def milepaele(plans: dict[int, Helhedsplan], reach: Raekkevidde, today: date) -> Iterator[Frist]:
    """Late milestones, and those whose quarter ends within 30 days. One query."""
    year, quarter = quarter_ended(today + SNART)
    due = Q(year__lt=year) | Q(year=year, quarter__lte=quarter)
    rows = (
        Milepael.objects.current(on=today)
        .filter(reach.rows(), due | Q(state=Milepaeltilstand.FORSINKET))
        .exclude(state__in=DONE)
        .exclude(quarter=None)
        .exclude(owner_is_out(today))
        .only("uuid", "text", "year", "quarter", "state", "reached_on", "helhedsplan")
    )
    for row in rows.order_by("year", "quarter", "order", "pk"):
        late = row.is_late(today) or row.state == Milepaeltilstand.FORSINKET
        when = f"{row.quarter}. kvartal {row.year}"
        yield Frist(
            "milepael_forsinket" if late else "milepael_snart",
            row.helhedsplan_id,
            f"«{row.text}» skulle være nået i {when}." if late else f"«{row.text}» skal være nået i {when}.",
            row.due_on,
            "milepael",
            row.uuid,
            "",  # its state is set on a small page of its own, which whoever is on the activity may open too
            "indsatser:milepael_state",
            row.uuid,
        )


def maalinger(
    plans: dict[int, Helhedsplan], reach: Raekkevidde, today: date, *, only: int | None = None
) -> Iterator[Frist]:
    """Criteria (or the one with the pk `only`) that are due to be measured. Four queries.

    They are: criteria, parts, measurements, log.
    """
    which = {} if only is None else {"pk": only}
    rows = list(
        Succeskriterium.objects.current(on=today)
        .top_level()
        .filter(reach.rows(), samme_som__isnull=True, **which)
        .exclude(form=Kriterieform.VISION)
        .exclude(aktivitet__retired_on__lte=today)
        .order_by("order", "pk")
        .values_list(
            "pk", "uuid", "form", "statement", "deadline", "window_from", "window_to", "helhedsplan_id", named=True
        )
    )
    latest = _latest(rows)
    for row in rows:
        plan = plans[row.helhedsplan_id]
        start = row.window_from or plan.start_date
        end = row.deadline or row.window_to or plan.end_date
        found = maaling_mangler(start, end, latest.get(row.pk), today)
        if found:
            slags, text, day = found
            compound = row.form == Kriterieform.SAMMENSAT  # measured part by part, from its own page
            page = ("reporting:kriterium_detail" if compound else "indsatser:registrer_kriterium", row.uuid)
            text = f"«{row.statement}»: {text}"
            yield Frist(slags, row.helhedsplan_id, text, day, "succeskriterium", row.uuid, "", *page)


def maaling_mangler(
    start: date | None, end: date | None, latest: date | None, today: date
) -> tuple[str, str, date] | None:
    """What is due of a criterion that counts from `start` to `end` and is measured up to `latest`.

    Past its end without any measurement; or without one that covers the last whole year of its time (the reporting
    year). None when nothing is due: not begun, no end known, or measured.
    """
    if end is None:
        return None
    if latest is None and end <= today:
        return "kriterium_overskredet", f"fristen var {dato(end)}, og der er ingen måling.", end
    year = min(today.year - 1, end.year)
    if start is not None and year < start.year:
        return None
    due = min(date(year, 12, 31), end)
    if due > today or (start is None and latest is None) or (latest is not None and latest.year >= year):
        return None
    last = f" Den seneste går til {dato(latest)}." if latest else ""
    return "kriterium_aar", f"ingen måling for {year}.{last}", due


def _latest(rows: list[Any]) -> dict[int, date]:
    """Criterion pk → the last day its measurements, its parts' or its log cover.

    A start measurement is no result. What was sent back does not count, nor does a line of a kind the criterion does
    not count (docs/regler.md 1.8).
    """
    whole = {row.pk: row.pk for row in rows}
    whole.update(Succeskriterium.objects.filter(parent__in=list(whole)).order_by().values_list("pk", "parent_id"))
    in_force = {"kriterium__in": list(whole), "retired_on__isnull": True}
    measured = Maaling.objects.filter(**in_force, returned_on__isnull=True).exclude(kind=Maalingsart.START)
    logged = Logpost.objects.counted().filter(kriterium__in=list(whole))
    found: dict[int, date] = {}
    for query, day in ((measured, "data_to"), (logged, "date")):
        for pk, last in query.order_by().values_list("kriterium_id").annotate(last=Max(day)):
            found[whole[pk]] = max(last, found.get(whole[pk], last))
    return found


def sendt_tilbage(user: Any, plans: dict[int, Helhedsplan]) -> Iterator[Frist]:
    """Measurements of the user's own that a Redaktør has sent back with a note. One query."""
    rows: QuerySet[Any] = Maaling.objects.filter(
        kriterium__helhedsplan__in=list(plans),
        reported_by=user,
        retired_on__isnull=True,
        returned_on__isnull=False,
    )
    for row in rows.select_related("kriterium").order_by("returned_on", "pk"):
        text = f"«{row.kriterium.statement}»: {row.returned_note}"
        page = ("indsatser:registrer_maaling", row.uuid)
        yield Frist(
            "sendt_tilbage", row.kriterium.helhedsplan_id, text, row.returned_on, "maaling", row.uuid, "", *page
        )


def moeder(coming: Iterable[Moede], plans: dict[int, Helhedsplan], today: date) -> Iterator[Frist]:
    """Those of the meetings to come that are the plans' own and within 30 days. No queries."""
    for row in coming:
        if row.organ.helhedsplan_id not in plans or row.held_on > today + SNART:
            continue
        at = f" kl. {row.start_time:%H.%M}" if row.start_time else ""
        text = f"{row.organ.name} mødes {dato_lang(row.held_on)}{at}{f', {row.place}' if row.place else ''}."
        plan = row.organ.helhedsplan_id
        yield Frist("moede", plan, text, row.held_on, "moede", row.uuid, "", "plans:moede_detail", row.uuid)


def papirer(coming: Iterable[Moede], plans: dict[int, Helhedsplan], today: date) -> Iterator[Frist]:
    """Papers of the plans' meetings to come that should be out by now and are not. One query where there are any."""
    mine = [row for row in coming if row.organ.helhedsplan_id in plans and er_forsinkede(row, today=today)]
    late = [row for row in mine if not row.organ.is_retired]
    material = (
        Moedemateriale.objects.filter(moede__in=late, retired_on=None) if late else Moedemateriale.objects.none()
    )
    made = set(material.order_by().values_list("moede_id", flat=True))
    for row in late:
        is_made = row.pk in made
        text = f"{row.organ.name} {dato(row.held_on)}: {forsinket(row, har_materiale=is_made)}"
        side = ("plans:moede_detail" if is_made else "reporting:moedemateriale", row.uuid)
        yield Frist("papirer_forsinket", row.organ.helhedsplan_id, text, row.papers_due, "moede", row.uuid, "", *side)


def opfoelgninger(plans: dict[int, Helhedsplan], today: date) -> Iterator[Frist]:
    """What the plans' meetings asked for, until somebody has done it. One query."""
    rows = Opfoelgning.objects.undone().current(on=today).filter(moede__organ__helhedsplan__in=list(plans))
    in_use = rows.exclude(meeting_is_out(today))
    for row in in_use.select_related("moede__organ").order_by("due_on", "moede__held_on", "order", "pk"):
        late = row.due_on is not None and row.due_on < today
        when = f", senest {dato(row.due_on)}" if row.due_on else ""
        text = f"«{row.text}» ({row.responsible or 'ansvarlig ikke oplyst'}{when})."
        slags = "opfoelgning_forfalden" if late else "opfoelgning"
        yield Frist(
            slags,
            row.moede.organ.helhedsplan_id,
            f"{row.moede.organ.name} {dato(row.moede.held_on)}: {text}",
            row.due_on,
            "opfoelgning",
            row.uuid,
            "done_on",
            "plans:moede_detail",
            row.moede.uuid,
        )


def perioder(plans: dict[int, Helhedsplan], today: date) -> Iterator[Frist]:
    """Plans that end within a year, and plans that are over but still said to run. No queries."""
    for pk, plan in plans.items():
        if plan.end_date is None:
            continue
        if today <= plan.end_date <= today + AAR_FREM:
            slags, text = "periode", f"Planen slutter {dato_lang(plan.end_date)}."
        elif plan.end_date < today and plan.status in RUNNING:
            text = f"Planen sluttede {dato_lang(plan.end_date)}, men står som «{plan.get_status_display()}»."
            slags = "periode_slut"
        else:
            continue
        felt = "end_date" if slags == "periode" else "status"
        yield Frist(slags, pk, text, plan.end_date, "helhedsplan", plan.uuid, felt, "plans:aftale_detail", plan.uuid)


def next_meetings(coming: Iterable[Moede]) -> dict[int, Moede]:
    """Plan pk → the first of its meetings to come. No queries."""
    found: dict[int, Moede] = {}
    for row in coming:
        found.setdefault(row.organ.helhedsplan_id, row)
    return found


def coming_meetings(plans: Iterable[int], today: date) -> list[Moede]:
    """The plans' meetings from today on, the next first. One query."""
    rows: Any = Moede.objects
    coming = rows.current(on=today).filter(organ__helhedsplan__in=list(plans), held_on__gte=today)
    coming = coming.exclude(state=Moedetilstand.AFLYST)
    return list(coming.select_related("organ").order_by("held_on", "pk"))
