"""The rows of the portfolio: the plans a user may read, with their kept figures. Few queries, however many plans."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from helhedsplan.datoer import alder
from helhedsplan.numbers import procent, round_pct
from helhedsplan.sortering import SortKey, danish_sort_key
from indsatser.choices import Tilstand
from plans.budget import Beloeb, Medfinansiering, opgoer_medfinansiering
from plans.choices import Planstatus, Plantype
from plans.models import Helhedsplan
from plans.penge.regnskab.regler import Stand as Forbrugsstand
from reporting.portefoelje.halter import KORT, Halt, halter
from reporting.portefoelje.stand import FELTER, Stand, is_fresh, lists_changed_at, with_trail

ET_AAR = timedelta(days=366)
STATUS = dict(Planstatus.choices)
LABELS = {tilstand: str(tilstand.label).lower() for tilstand in Tilstand}


class Hoved(NamedTuple):
    """What a plan is called and where it belongs, in the order it is read."""

    pk: int
    uuid: UUID
    navn: str
    langt_navn: str
    journalnummer: str
    art: str
    status: str
    start_date: date | None
    end_date: date | None
    parent: int | None
    kommune: int | None
    kommune_navn: str | None
    administrator: int | None
    administrator_navn: str | None
    runde: int | None
    runde_navn: str | None
    min_share: Decimal | None
    frame_lbf: Decimal | None
    frame_lokal: Decimal | None


COLUMNS = (
    "pk", "uuid", "short_name", "name", "journalnummer", "kind", "status", "start_date", "end_date", "parent_id",
    "kommune_id", "kommune__name", "administrator_id", "administrator__name", "bevillingsrunde_id",
    "bevillingsrunde__name", "bevillingsrunde__min_local_share", "frame_lbf", "frame_lokal",
)  # fmt: skip


class Stykke(NamedTuple):
    """The criteria in one state, and their part of the bar."""

    vaerdi: str
    label: str
    antal: int
    x: str
    bredde: str


class Naeste(NamedTuple):
    """Something that comes: the day, what, and the page of the plan where it stands."""

    dag: date
    tekst: str
    url_name: str


@dataclass(frozen=True, slots=True)
class Raekke:
    """A plan in the portfolio. `stand` is None until it has been worked out; `er_frisk`: nothing has changed since."""

    hoved: Hoved
    orden: SortKey
    organisationer: tuple[tuple[int, str], ...]
    overordnet: str
    stand: Stand | None
    er_frisk: bool
    medfinansiering: Medfinansiering | None
    grunde: tuple[Halt, ...]
    today: date

    @property
    def status_label(self) -> str:
        return str(STATUS[self.hoved.status])

    @property
    def halter_paa(self) -> str:
        """What the plan is behind with, in a few words: "milepæle, kriterier"; "" when with nothing."""
        return ", ".join(KORT[reason] for reason in self.grunde)

    @property
    def art_label(self) -> str:
        """What the plan is, where it is not an ordinary one."""
        kind = Plantype(self.hoved.art)
        return "" if kind == Plantype.HELHEDSPLAN else str(kind.label)

    @property
    def andel_tekst(self) -> str:
        """The local share of the frame; never as much as the requirement before it is: "knap 25 %"."""
        krav = self.medfinansiering
        if krav is None:
            return ""
        nearly = "" if krav.is_met or round_pct(krav.andel_pct, 2) < krav.krav_pct else "knap "
        return f"{nearly}{procent(krav.andel_pct, 2)}"

    @property
    def forbrug(self) -> Forbrugsstand | None:
        """What is booked against what the posts give; None where nothing is booked."""
        return forbrug(self.stand)

    @property
    def data_alder(self) -> str:
        """How old the newest data are on the day the plan is judged: "11 måneder"; "" when not a day, or none."""
        if self.stand is None or self.stand.data_til is None:
            return ""
        days = (self.stand.as_of - self.stand.data_til).days
        return alder(days) if days > 0 else ""

    @property
    def stykker(self) -> tuple[Stykke, ...]:
        """The states that occur, with where each lies in a bar from 0 to 100."""
        if self.stand is None:
            return ()
        total, found, at = self.stand.antal_kriterier, [], 0
        for tilstand, number in self.stand.tilstande.items():
            if number:
                edges = (100 * at / total, 100 * number / total)
                found.append(Stykke(tilstand.value, LABELS[tilstand], number, *(f"{edge:.2f}" for edge in edges)))
                at += number
        return tuple(found)

    @property
    def naeste(self) -> tuple[Naeste, ...]:
        """What comes, the nearest first. What has gone by since the figures were made is left out."""
        found, end = [], self.hoved.end_date
        if self.stand and self.stand.moede_dag:
            found.append(Naeste(self.stand.moede_dag, "Møde", "plans:organ_list"))
        if self.stand and self.stand.milepael_dag:
            number = self.stand.milepael_antal
            text = "1 milepæl" if number == 1 else f"{number} milepæle"
            found.append(Naeste(self.stand.milepael_dag, text, "indsatser:milepael_list"))
        if end and end <= self.today + ET_AAR:
            found.append(Naeste(end, "Planen slutter", "plans:aftale_detail"))
        return tuple(sorted(each for each in found if each.dag >= self.today))


def forbrug(stand: Stand | None) -> Forbrugsstand | None:
    """What is booked against what the posts give, as the plan's overview says it."""
    if stand is None or stand.brugt is None:
        return None
    return Forbrugsstand(stand.fordelt or None, stand.brugt)


def laes_raekker(user: Any, *, today: date) -> list[Raekke]:
    """Every plan in use that the user may read, in Danish order. Three queries."""
    mine = Helhedsplan.objects.visible_to(user).current(on=today).order_by()
    width, lists_at = len(COLUMNS), lists_changed_at()
    columns = (*COLUMNS, "spor_nu", *(f"planstand__{name}" for name in FELTER))
    rows = list(with_trail(mine).values_list(*columns))
    names = {row[0]: row[2] for row in rows}
    organisations = _organisations(mine)
    found = []
    for row in rows:
        hoved, trail_now, kept = Hoved._make(row[:width]), row[width], row[width + 1 :]
        stand = Stand._make(kept) if kept[0] else None
        # A parent that the user may not read is not named: that it exists is nobody else's business.
        above = names.get(hoved.parent, "") if hoved.parent else ""
        fresh = is_fresh(stand, trail_now, lists_at, today)
        found.append(til_raekke(hoved, tuple(organisations.get(hoved.pk, ())), above, stand, fresh, today))
    return sorted(found, key=lambda row: row.orden)


def med_stande(raekker: list[Raekke], stande: Mapping[int, Stand]) -> list[Raekke]:
    """The rows with newer figures put in where there are any."""
    return [_again(row, stande[row.hoved.pk]) if row.hoved.pk in stande else row for row in raekker]


def _again(row: Raekke, stand: Stand) -> Raekke:
    reasons = halter(row.hoved, stand, row.medfinansiering, forbrug(stand), row.today)
    return replace(row, stand=stand, er_frisk=True, grunde=reasons)


def til_raekke(
    hoved: Hoved,
    organisations: tuple[tuple[int, str], ...],
    above: str,
    stand: Stand | None,
    fresh: bool,
    today: date,
) -> Raekke:
    """A plan with its figures and what follows from both. No queries."""
    co_financing = _medfinansiering(hoved)
    return Raekke(
        hoved=hoved,
        orden=danish_sort_key(hoved.navn),
        organisationer=organisations,
        overordnet=above,
        stand=stand,
        er_frisk=fresh,
        medfinansiering=co_financing,
        grunde=halter(hoved, stand, co_financing, forbrug(stand), today),
        today=today,
    )


def _medfinansiering(hoved: Hoved) -> Medfinansiering | None:
    """From the plan itself, so it is never old: the requirement of its round held against its frame."""
    if hoved.min_share is None or hoved.frame_lbf is None or hoved.frame_lokal is None:
        return None
    return opgoer_medfinansiering(Beloeb(hoved.frame_lbf, hoved.frame_lokal), hoved.min_share)


def _organisations(mine: Any) -> dict[int, list[tuple[int, str]]]:
    """Plan pk → (pk, name) of the boligorganisationer that take part. One query."""
    links = Helhedsplan.boligorganisationer.through.objects.filter(helhedsplan__in=mine.values("pk")).order_by()
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for pk, organisation, name in links.values_list("helhedsplan", "boligorganisation", "boligorganisation__name"):
        found[pk].append((organisation, name))
    return found
