"""Where deadlines come from: one function per kind, about all plans at once, each with a fixed number of queries.

A source finds only what is still to be done; when it is done the source stops finding it and the reminding stops. A
moved date is another deadline, which starts anew.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from helhedsplan.datoer import dato, dato_lang
from indsatser.choices import Milepaelsplantilstand
from indsatser.models import Aarslaas, Evaluering, Logpost, Maaling, Milepael, Milepaelsplan, Succeskriterium
from indsatser.registrering.log import log_criteria
from plans.choices import Moedetilstand, Plantype
from plans.models import Helhedsplan, Moede, Regnskabsaar
from reporting.facts import frister
from reporting.indberetning.arter import NOT_AGREED
from reporting.indberetning.liste import build_linjer
from reporting.indberetning.models import Indberetning, Indberetningstrin
from reporting.indberetning.valg import SENDT, Indberetningstilstand, Trinart
from reporting.paamindelser.trin import Regel, aarsdag

Planer = dict[int, Helhedsplan]


@dataclass(frozen=True, slots=True)
class Frist:
    """A deadline that is still open. `uuid` and `dag` with the kind are what tells it from others.

    `aktivitet` (pk): only a Medarbejder on it is told. `personer` (pk): who answers for it; `kun_personer`: and nobody
    else is told. `art`, `felt` and `side` say where it is done (plans.retlink), or `url` does.
    """

    slags: str
    plan: int
    dag: date
    tekst: str
    uuid: UUID
    side: str
    side_uuid: UUID
    art: str = ""
    felt: str = ""
    aktivitet: int | None = None
    personer: frozenset[int] = frozenset()
    kun_personer: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Udsnit:
    """What is asked for: the plans, today, the rule, and the span of days a deadline may lie in to matter."""

    planer: Planer
    today: date
    regel: Regel

    @property
    def fra(self) -> date:
        return self.today - timedelta(days=self.regel.efterspil)

    @property
    def til(self) -> date:
        return self.today + timedelta(days=self.regel.varsel)


def milepaele(ask: Udsnit) -> Iterator[Frist]:
    """Milestones that are neither reached nor dropped. One query."""
    rows: Any = (
        Milepael.objects.current(on=ask.today)
        .filter(helhedsplan__in=list(ask.planer), year__gte=ask.fra.year, year__lte=ask.til.year)
        .exclude(state__in=frister.DONE)
        .exclude(quarter=None)
        .exclude(frister.owner_is_out(ask.today))
        .only("uuid", "text", "year", "quarter", "state", "reached_on", "helhedsplan", "aktivitet")
    )
    for row in rows.order_by("pk"):
        if ask.fra <= row.due_on <= ask.til:
            when = f"{row.quarter}. kvartal {row.year}"
            says = "skulle være nået" if row.due_on < ask.today else "skal være nået"
            yield Frist(
                "milepael",
                row.helhedsplan_id,
                row.due_on,
                f"«{row.text}» {says} i {when}.",
                row.uuid,
                "indsatser:milepael_list",
                ask.planer[row.helhedsplan_id].uuid,
                art="milepael",
                felt="state",
                aktivitet=row.aktivitet_id,
            )


def maalinger(ask: Udsnit) -> Iterator[Frist]:
    """Criteria that miss a measurement today, and those that will when the warning is over. Nine queries."""
    reach = frister.Raekkevidde(tuple(ask.planer), ())
    found: dict[tuple[UUID, date], frister.Frist] = {}
    # A year that ends on the last day of the span is a year gone by only the day after.
    for day in (ask.today, ask.til + timedelta(days=1)):
        for one in frister.maalinger(ask.planer, reach, day):
            if one.dag and ask.fra <= one.dag <= ask.til:
                found.setdefault((one.uuid, one.dag), one)
    owners = Succeskriterium.objects.filter(uuid__in={uuid for uuid, _ in found}).order_by()
    about = {uuid: rest for uuid, *rest in owners.values_list("uuid", "aktivitet_id", "ansvarlig_bruger_id")}
    for (uuid, day), one in found.items():
        aktivitet, person = about[uuid]
        yield Frist(
            "maaling",
            one.plan,
            day,
            one.tekst if day <= ask.today else one.tekst.replace("fristen var", "fristen er"),
            uuid,
            one.side,
            one.side_uuid,
            aktivitet=aktivitet,
            personer=frozenset({person} - {None}),
        )


def log(ask: Udsnit) -> Iterator[Frist]:
    """Activities whose log has no line of the last whole quarter, in plans that ran all through it. Two queries."""
    year, quarter = frister.quarter_ended(ask.today)
    first, last = date(year, 3 * quarter - 2, 1), date(year, 3 * quarter, 31 if quarter in (1, 4) else 30)
    running = [pk for pk, p in ask.planer.items() if _runs_through(p, first, last)]
    if last < ask.fra or not running:
        return
    counted = log_criteria(on=ask.today).filter(
        Q(window_from__isnull=True) | Q(window_from__lte=first),
        Q(window_to__isnull=True) | Q(window_to__gte=last),
        helhedsplan__in=running,
        aktivitet__isnull=False,
    )
    rows = counted.order_by().values_list("helhedsplan_id", "aktivitet_id", "aktivitet__uuid", "aktivitet__name")
    wrote = Logpost.objects.filter(retired_on__isnull=True, date__range=(first, last), aktivitet__isnull=False)
    seen = set(
        wrote.filter(aktivitet__in=counted.order_by().values("aktivitet")).values_list("aktivitet_id", flat=True)
    )
    for plan, pk, uuid, name in sorted(set(rows), key=lambda row: row[1]):
        if pk not in seen:
            text = f"Ingen tal i loggen for «{name}» i {quarter}. kvartal {year}."
            yield Frist("log", plan, last, text, uuid, "indsatser:registrer_log", uuid, aktivitet=pk)


def _runs_through(plan: Helhedsplan, first: date, last: date) -> bool:
    begun = plan.start_date is not None and plan.start_date <= first and plan.status not in NOT_AGREED
    return begun and (plan.end_date is None or plan.end_date >= last)


def retur(ask: Udsnit) -> Iterator[Frist]:
    """Measurements that were sent back, to whoever wrote them. One query."""
    rows: Any = Maaling.objects.filter(
        kriterium__helhedsplan__in=list(ask.planer),
        retired_on__isnull=True,
        returned_on__range=(ask.fra, ask.til),
        reported_by__isnull=False,
    ).select_related("kriterium")
    for row in rows.order_by("pk"):
        yield Frist(
            "retur",
            row.kriterium.helhedsplan_id,
            row.returned_on,
            f"Din måling af «{row.kriterium.statement}» er sendt tilbage: {row.returned_note}",
            row.uuid,
            "indsatser:registrer_maaling",
            row.uuid,
            personer=frozenset({row.reported_by_id}),
            kun_personer=True,
        )


def papirer(ask: Udsnit) -> Iterator[Frist]:
    """The day the papers of a coming meeting go out, while they have not gone: a weekday (papers_due). One query."""
    for row in _coming(ask).filter(organ__notice_days__isnull=False, papers_sent_on=None):
        day = row.papers_due
        if ask.fra <= day <= ask.til:
            text = f"Papirerne til mødet i {row.organ.name} {dato_lang(row.held_on)} skal være ude {dato_lang(day)}."
            yield _of_meeting("papirer", row, day, text)


def moeder(ask: Udsnit) -> Iterator[Frist]:
    """Meetings to come. One query."""
    for row in _coming(ask).filter(held_on__lte=ask.til):
        at = f" kl. {row.start_time:%H.%M}" if row.start_time else ""
        text = f"{row.organ.name} mødes {dato_lang(row.held_on)}{at}{f', {row.place}' if row.place else ''}."
        yield _of_meeting("moede", row, row.held_on, text)


def _coming(ask: Udsnit) -> Any:
    rows: Any = Moede.objects
    coming = rows.current(on=ask.today).filter(organ__helhedsplan__in=list(ask.planer), held_on__gte=ask.today)
    coming = coming.exclude(state__in=(Moedetilstand.AFLYST, Moedetilstand.AFHOLDT))
    return coming.exclude(organ__retired_on__lte=ask.today).select_related("organ").order_by("held_on", "pk")


def _of_meeting(slags: str, row: Moede, day: date, text: str) -> Frist:
    return Frist(slags, row.organ.helhedsplan_id, day, text, row.uuid, "plans:moede_detail", row.uuid)


def regnskab(ask: Udsnit) -> Iterator[Frist]:
    """A year's accounts that are neither final nor sent; they are due the year after (domain.md §2.1). Two queries."""
    final = Regnskabsaar.objects.current(on=ask.today).filter(is_final=True, helhedsplan__in=list(ask.planer))
    done = set(final.order_by().values_list("helhedsplan_id", "year")) | _sendte(ask, "budgetopfoelgning")
    for pk, plan, day in _yearly(ask):
        year = day.year - 1
        if year in plan.calendar_years and (pk, year) not in done:
            text = f"Regnskabet for {year} skal være hos Landsbyggefonden senest {dato_lang(day)}."
            yield Frist("regnskab", pk, day, text, plan.uuid, "plans:regnskab_list", plan.uuid)


def maalopfyldelse(ask: Udsnit) -> Iterator[Frist]:
    """A year's målopfyldelse that is not handed in: neither sent from here nor its year locked. Two queries."""
    locked = Aarslaas.objects.current(on=ask.today).filter(helhedsplan__in=list(ask.planer))
    done = set(locked.order_by().values_list("helhedsplan_id", "year")) | _sendte(ask, "maalopfyldelse")
    for pk, plan, day in _yearly(ask):
        year = day.year - 1
        if year in plan.calendar_years and (pk, year) not in done:
            text = f"Målopfyldelsen for {year} skal indberettes senest {dato_lang(day)}."
            address = reverse("reporting:indberetning_detail", args=[plan.uuid, "maalopfyldelse", str(year)])
            yield Frist("maalopfyldelse", pk, day, text, plan.uuid, "reporting:rapport_list", plan.uuid, url=address)


def _sendte(ask: Udsnit, art: str) -> set[tuple[int, int]]:
    """Plan pk and year of the reports of a kind that are sent. One query."""
    rows = Indberetning.objects.filter(helhedsplan__in=list(ask.planer), art=art, state__in=SENDT)
    return set(rows.order_by().values_list("helhedsplan_id", "year"))


def indberetninger(ask: Udsnit) -> Iterator[Frist]:
    """Reports with no rule of their own until they are sent, and those that came back from that day. Five queries."""
    back = Indberetningstrin.objects.filter(
        indberetning__helhedsplan__in=list(ask.planer), indberetning__state=Indberetningstilstand.RETUR
    ).filter(kind=Trinart.RETUR)
    returned = dict(back.order_by("pk").values_list("indberetning__uuid", "day"))
    for pk, lines in build_linjer(ask.planer.values(), today=ask.today).items():
        for line in lines:
            day = returned.get(line.uuid) or (None if line.art.regel else line.frist)
            if day is None or line.er_gjort or not ask.fra <= day <= ask.til:
                continue
            text = f"{line.titel} er kommet retur og skal sendes igen."
            if not line.er_retur:
                text = f"{line.titel} skal sendes til {line.art.modtager.lower()} senest {dato_lang(day)}."
            plan = ask.planer[pk]
            yield Frist("indberetning", pk, day, text, line.uuid, "reporting:rapport_list", plan.uuid, url=line.url)


def milepaelsplan(ask: Udsnit) -> Iterator[Frist]:
    """Next year's milepælsplan until it is approved and sent on; made in the fourth quarter. One query."""
    sent = Milepaelsplan.objects.filter(helhedsplan__in=list(ask.planer), retired_on=None)
    done = set(sent.filter(state=Milepaelsplantilstand.SENDT).order_by().values_list("helhedsplan_id", "year"))
    for pk, plan, day in _yearly(ask):
        year = day.year + 1
        owes = plan.kind != Plantype.KOMMUNAL_INDSATS  # as Mit overblik has it
        if owes and day.year in plan.calendar_years and year in plan.calendar_years and (pk, year) not in done:
            text = f"Milepælsplanen for {year} skal være godkendt og sendt {dato_lang(day)}."
            yield Frist("milepaelsplan", pk, day, text, plan.uuid, "indsatser:milepael_list", plan.uuid)


def opfoelgninger(ask: Udsnit) -> Iterator[Frist]:
    """What a meeting asked for by a day, until somebody has done it. One query."""
    for one in frister.opfoelgninger(ask.planer, ask.today):
        if one.dag and ask.fra <= one.dag <= ask.til:
            yield Frist(
                "opfoelgning",
                one.plan,
                one.dag,
                one.tekst,
                one.uuid,
                one.side,
                one.side_uuid,
                art=one.art,
                felt=one.felt,
            )


def omraadelister(ask: Udsnit) -> Iterator[Frist]:
    """The day the ministry's area lists come out, for plans that run that day. No queries."""
    for pk, plan, day in _yearly(ask):
        if _runs_through(plan, day, day):
            text = f"De officielle områdelister for {day.year} kommer {dato_lang(day)}. Skriv områdets tal ind."
            yield Frist("omraadeliste", pk, day, text, plan.uuid, "indsatser:indikator_list", plan.uuid)


def evalueringer(ask: Udsnit) -> Iterator[Frist]:
    """Evaluations planned for a year, without result or report yet. One query."""
    if ask.regel.maaned is None or ask.regel.dag is None:
        return
    rows: Any = Evaluering.objects.current(on=ask.today).filter(
        helhedsplan__in=list(ask.planer), year__range=(ask.fra.year, ask.til.year), findings="", file=""
    )
    for row in rows.order_by("pk"):
        day = aarsdag(row.year, ask.regel.maaned, ask.regel.dag)
        if ask.fra <= day <= ask.til:
            yield Frist(
                "evaluering",
                row.helhedsplan_id,
                day,
                f"{row.get_kind_display()} «{row.title}» er planlagt til {row.year}.",
                row.uuid,
                "reporting:plan_overblik",
                ask.planer[row.helhedsplan_id].uuid,
                art="evaluering",
                felt="findings",
            )


def planslut(ask: Udsnit) -> Iterator[Frist]:
    """Plans whose period ends, and those that are over and still said to run. No queries."""
    for pk, plan in ask.planer.items():
        end = plan.end_date
        if end is None or not ask.fra <= end <= ask.til or (end < ask.today and plan.status not in frister.RUNNING):
            continue
        over = f"Planen sluttede {dato(end)}, men står som «{plan.get_status_display()}»."
        text = over if end < ask.today else f"Planen slutter {dato_lang(end)}."
        felt = "status" if end < ask.today else "end_date"
        yield Frist(
            "planslut", pk, end, text, plan.uuid, "plans:aftale_detail", plan.uuid, art="helhedsplan", felt=felt
        )


def _yearly(ask: Udsnit) -> Iterator[tuple[int, Helhedsplan, date]]:
    """Each plan with each of the rule's days of the year that lies in the span."""
    if ask.regel.maaned is None or ask.regel.dag is None:
        return
    days = [
        day
        for year in range(ask.fra.year, ask.til.year + 1)
        if ask.fra <= (day := aarsdag(year, ask.regel.maaned, ask.regel.dag)) <= ask.til
    ]
    for pk, plan in ask.planer.items():
        if plan.status not in NOT_AGREED:
            yield from ((pk, plan, day) for day in days)


KILDER: dict[str, Callable[[Udsnit], Iterable[Frist]]] = {
    "milepael": milepaele,
    "maaling": maalinger,
    "log": log,
    "retur": retur,
    "papirer": papirer,
    "moede": moeder,
    "opfoelgning": opfoelgninger,
    "regnskab": regnskab,
    "maalopfyldelse": maalopfyldelse,
    "milepaelsplan": milepaelsplan,
    "indberetning": indberetninger,
    "omraadeliste": omraadelister,
    "evaluering": evalueringer,
    "planslut": planslut,
}
"""Kind → where its deadlines come from. A new source is a line here."""


def find_frister(planer: Planer, regler: dict[str, Regel], today: date) -> Iterator[Frist]:
    """Every open deadline in reach of its rule's steps."""
    for slags, kilde in KILDER.items():
        regel = regler.get(slags)
        if planer and regel is not None and regel.er_til:
            yield from kilde(Udsnit(planer, today, regel))
