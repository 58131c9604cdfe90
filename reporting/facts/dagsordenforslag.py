"""What a meeting could take up, gathered from the plan. A new source is a function and a line in KILDER.

Every proposal is known by what it is about, so the same is never put on an agenda twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from helhedsplan.datoer import dato, dato_lang
from helhedsplan.numbers import kroner_praecis
from indsatser.choices import Milepaelsplantilstand
from indsatser.models import Evaluering, Maalaendring, Milepaelsplan
from indsatser.models import Milepael as Milepaelsraekke
from indsatser.models.milepaelsplan import FROSSET
from plans.choices import Beslutningsart, Moedetilstand, Punktart
from plans.models import Helhedsplan, Moede
from plans.moeder.dagsorden import Forslag, sag_af, samlesag, udsatte
from plans.moeder.moedeside import udestaaende
from plans.penge.omdisponering.vaern import stednavn
from reporting.facts.frister import DONE
from reporting.indberetning.models import Indberetning
from reporting.indberetning.valg import Indberetningstilstand

FIRST_MONTH_OF_NEXT_PLAN = 10
"""The milepælsplan of the coming year is made and approved in the fourth quarter (domain.md §2.1)."""


@dataclass(frozen=True, slots=True)
class Moedesag:
    """What a source is asked about: the meeting, its plan and its day."""

    plan: Helhedsplan
    moede: Moede

    @property
    def dag(self) -> date:
        return self.moede.held_on


def _referat(sag: Moedesag) -> Iterator[Forslag]:
    """The minutes of the organ's last meeting before this one, until they are approved. One query."""
    rows = Moede.objects.filter(organ=sag.moede.organ_id, retired_on=None, held_on__lt=sag.dag)
    last = rows.exclude(state=Moedetilstand.AFLYST).order_by("-held_on", "-pk").first()
    if last is not None and last.minutes_approved_at_id is None:
        yield Forslag("Fast punkt", last.uuid, f"Godkendelse af referat fra {dato(last.held_on)}")


def _opfoelgning(sag: Moedesag) -> Iterator[Forslag]:
    """What earlier meetings asked for and nobody has done, as one item. One query."""
    rows = udestaaende(sag.moede)
    if rows:
        lines = [
            f"- {row.text} ({row.responsible or 'ansvarlig ikke oplyst'}"
            + (f", senest {dato(row.due_on)})" if row.due_on else ")")
            for row in rows
        ]
        yield Forslag(
            "Fast punkt",
            samlesag(sag.moede.uuid, "opfoelgning"),
            "Opfølgning fra tidligere møder",
            Punktart.ORIENTERING,
            "\n".join(lines),
            f"{len(rows)} {'opfølgning er' if len(rows) == 1 else 'opfølgninger er'} ikke gjort.",
        )


def _udsat(sag: Moedesag) -> Iterator[Forslag]:
    """What an earlier meeting put off. Two queries."""
    for row in udsatte(sag.moede):
        why = f"Udsat på mødet {dato_lang(row.moede.held_on)}."
        yield Forslag("Udsat", sag_af(row), row.title, Punktart(row.kind), row.text, why)


def _omdisponeringer(sag: Moedesag) -> Iterator[Forslag]:
    """Moves of money that nobody has decided. One query."""
    rows = sag.plan.omdisponeringer.current().filter(decided_on=None, beslutning=None)
    for row in rows.select_related("from_post", "to_post", "from_kilde", "to_kilde"):
        fra = stednavn(row.from_post, row.from_year, row.from_kilde)
        til = stednavn(row.to_post, row.to_year, row.to_kilde)
        text = f"{kroner_praecis(row.amount)} flyttes fra {fra} til {til} fra {dato(row.moved_on)}.\n\n{row.reason}"
        title = f"Flytning af {kroner_praecis(row.amount)} fra {row.from_post} til {row.to_post}"
        yield Forslag("Økonomi", row.uuid, title, Punktart.BESLUTNING, text, "Planlagt, ikke besluttet.")


def _maalaendringer(sag: Moedesag) -> Iterator[Forslag]:
    """Changed targets that no decision stands behind. One query."""
    rows = Maalaendring.objects.in_plan(sag.plan).current().filter(beslutning=None, decided_by="")
    for row in rows.select_related("kriterium").order_by("changed_on", "pk"):
        text = f"Før: {row.statement}\n\nNu: {row.kriterium.statement}\n\nHvorfor: {row.reason}"
        title = f"Ændret mål: {row.kriterium.statement}"
        yield Forslag("Mål", row.uuid, title, Punktart.BESLUTNING, text, f"Gælder fra {dato(row.changed_on)}.")


def _forsinkede(sag: Moedesag) -> Iterator[Forslag]:
    """The milestones whose quarter is over on the day and that are not reached, as one item. One query."""
    rows = Milepaelsraekke.objects.in_plan(sag.plan).current().exclude(state__in=DONE).exclude(quarter=None)
    late = [row for row in rows.order_by("year", "quarter", "order", "pk") if row.is_late(sag.dag)]
    if late:
        lines = [f"- {row.text} ({row.quarter}. kvartal {row.year})" for row in late]
        many = f"{len(late)} {'milepæl er' if len(late) == 1 else 'milepæle er'} forsinket på mødets dag."
        title = "Forsinkede milepæle"
        sag_id = samlesag(sag.plan.uuid, "milepaele")
        yield Forslag("Milepæle", sag_id, title, Punktart.DROEFTELSE, "\n".join(lines), many)


def _milepaelsplan(sag: Moedesag) -> Iterator[Forslag]:
    """The milepælsplan of the coming year, in the fourth quarter, while the plan goes on, until decided. Two queries.

    Once it is written it is the case itself, so that the decision approves it; until then the case is that it is due.
    A revision that lies with the board is a case at any time of the year.
    """
    coming = sag.dag.year + 1
    made = Milepaelsplan.objects.filter(helhedsplan=sag.plan, retired_on=None).order_by("pk").defer("frozen")
    rows = {row.year: row for row in made}  # the last version of each year
    for each in rows.values():
        if each.is_revision and each.state == Milepaelsplantilstand.TIL_BESTYRELSEN:
            why = f"Revideres: {each.revision_reason}"
            yield Forslag("Milepæle", each.uuid, str(each), Punktart.BESLUTNING, "", why)
    if sag.dag.month < FIRST_MONTH_OF_NEXT_PLAN or coming not in sag.plan.calendar_years:
        return
    title = f"Milepælsplan for {coming}"
    row = rows.get(coming)
    if row is not None and (row.state in FROSSET or row.is_revision):
        return
    if row is not None:
        why = "Ligger til godkendelse." if row.to_board_on else "Er en kladde, der skal sendes til bestyrelsen først."
        yield Forslag("Milepæle", row.uuid, title, Punktart.BESLUTNING, "", why)
        return
    sag_id = samlesag(sag.plan.uuid, "milepaelsplan")
    decided = sag.plan.beslutninger.filter(target_uuid=sag_id, decided_on__year=sag.dag.year, retired_on=None)
    if not decided.exclude(kind=Beslutningsart.UDSAT).exists():
        why = "Laves og godkendes i årets fjerde kvartal."
        yield Forslag("Milepæle", sag_id, title, Punktart.BESLUTNING, "", why)


def _evalueringer(sag: Moedesag) -> Iterator[Forslag]:
    """Evaluations of the year or before it without result or report; those this organ approves first. One query."""
    due = Evaluering.objects.in_plan(sag.plan).current().filter(Q(year__lte=sag.dag.year), findings="", file="")
    mine = due.filter(Q(approved_by=None) | Q(approved_by=sag.moede.organ_id))
    for row in mine.order_by("year", "pk"):
        title = f"{row.get_kind_display()}: {row.title}"
        yield Forslag("Evaluering", row.uuid, title, Punktart.DROEFTELSE, "", f"Skal foreligge i {row.year}.")


def _indberetninger(sag: Moedesag) -> Iterator[Forslag]:
    """Reports that wait to be approved; the decision approves them. One query."""
    rows = Indberetning.objects.filter(helhedsplan=sag.plan, state=Indberetningstilstand.TIL_GODKENDELSE)
    for row in rows.order_by("year", "quarter", "art"):
        why = "Ligger til godkendelse. Tiltrædes den, er den godkendt."
        yield Forslag("Rapporter", row.uuid, f"Godkendelse af {row}", Punktart.BESLUTNING, "", why)


KILDER: tuple[Callable[[Moedesag], Iterator[Forslag]], ...] = (
    _referat,
    _opfoelgning,
    _udsat,
    _omdisponeringer,
    _maalaendringer,
    _forsinkede,
    _milepaelsplan,
    _indberetninger,
    _evalueringer,
)
"""Where proposals come from, in the order they are offered."""


def build_forslag(moede: Moede, plan: Helhedsplan) -> tuple[Forslag, ...]:
    """What the meeting could take up and has not on its agenda. One query and at most two a source."""
    sag = Moedesag(plan, moede)
    on_it = set(moede.dagsordenspunkter.filter(retired_on=None).values_list("target_uuid", flat=True))
    found: dict[str, Forslag] = {}
    for kilde in KILDER:
        for one in kilde(sag):
            if one.sag not in on_it:
                found.setdefault(one.noegle, one)
    return tuple(found.values())
