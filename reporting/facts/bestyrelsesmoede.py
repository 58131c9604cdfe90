"""The meetings a board looks back at, and what waits for its decision."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from helhedsplan.datoer import dato_lang
from helhedsplan.numbers import kroner
from indsatser.maalopfyldelse.tid import laeg_maaneder_til
from indsatser.models import Maalaendring
from plans.choices import Beslutningsart, Moedetilstand, Organart, Punktart
from plans.models import Dagsordenspunkt, Helhedsplan, Moede, Organ

LAESENDE = (Organart.BESTYRELSE, Organart.STYREGRUPPE, Organart.FOELGEGRUPPE)
"""The organs the page is for; the first kind that meets is the one whose meetings are shown."""


@dataclass(frozen=True, slots=True)
class Moeder:
    """The organ's meetings around the shown day. `organ` is "" where the plan has none that reads this page.

    `afholdte` are all up to the last day one may look at, newest first. `foer` is the day the page compares with;
    `er_moede` says whether it is a meeting, or only the same day a quarter earlier. `naeste` is on the shown day or
    the first after it.
    """

    organ: str
    afholdte: tuple[date, ...]
    foer: date
    er_moede: bool
    naeste: date | None
    naeste_pk: int | None
    naeste_uuid: UUID | None

    @property
    def siden(self) -> str:
        """ "Siden mødet den 3. marts 2019", "Siden 30. september 2019"."""
        return f"Siden {'mødet den ' if self.er_moede else ''}{dato_lang(self.foer)}"


def build_moeder(plan: Helhedsplan, *, as_of: date, last: date) -> Moeder:
    """The meetings of the organ that reads the page. Two queries."""
    organer = list(plan.organer.current(on=as_of).filter(kind__in=LAESENDE))
    meetings = Moede.objects.in_plan(plan).current(on=as_of).exclude(state=Moedetilstand.AFLYST)
    rows = list(meetings.filter(organ__in=organer).order_by("held_on", "pk"))
    organ = min(organer, key=lambda one: _preferred(one, rows), default=None)
    own = [row for row in rows if organ and row.organ_id == organ.pk]
    before = max((row.held_on for row in own if row.held_on < as_of), default=None)
    coming = next((row for row in own if row.held_on >= as_of), None)
    held = sorted({row.held_on for row in own if row.held_on <= last}, reverse=True)
    return Moeder(
        organ=str(organ or ""),
        afholdte=tuple(held),
        foer=before or _et_kvartal_foer(as_of),
        er_moede=before is not None,
        naeste=coming.held_on if coming else None,
        naeste_pk=coming.pk if coming else None,
        naeste_uuid=coming.uuid if coming else None,
    )


def _et_kvartal_foer(day: date) -> date:
    """The same day a quarter earlier; the first of all days for one that has no quarter before it."""
    return laeg_maaneder_til(day, -3) if day >= date(1, 4, 1) else date.min


def _preferred(organ: Organ, rows: list[Moede]) -> tuple[bool, int, int, int]:
    meets = any(row.organ_id == organ.pk for row in rows)
    return (not meets, LAESENDE.index(Organart(organ.kind)), organ.order, organ.pk)


@dataclass(frozen=True, slots=True)
class Sag:
    """Something the board is asked to decide. `svar` is what was decided; `om` is the row it is about."""

    art: str
    tekst: str
    url_name: str = ""
    uuid: UUID | None = None
    svar: str = ""
    om: UUID | None = None


def find_sager(plan: Helhedsplan, moeder: Moeder, *, as_of: date) -> tuple[Sag, ...]:
    """The next meeting's agenda, then what nobody has decided by the day. At most five queries.

    A case that is on the agenda stands there and not once more below it.
    """
    agenda = _dagsorden(plan, moeder, as_of)
    taken = {sag.om for sag in agenda if sag.om}
    waiting = (*_milepaelsplaner(plan, as_of), *_flytninger(plan, as_of), *_maalaendringer(plan, as_of))
    return (*agenda, *(sag for sag in waiting if sag.om not in taken))


def _dagsorden(plan: Helhedsplan, moeder: Moeder, as_of: date) -> list[Sag]:
    if moeder.naeste_pk is None:
        return []
    rows = (
        Dagsordenspunkt.objects.in_plan(plan)
        .current(on=as_of)
        .filter(moede=moeder.naeste_pk)
        .prefetch_related("beslutninger")
    )
    answered = [(row, _answer(row, as_of)) for row in rows.order_by("nummer", "pk")]
    # What is only told or talked about is not asked of the board; what it decided all the same is there.
    return [
        Sag(f"Punkt {row.nummer}", row.title, "plans:moede_detail", moeder.naeste_uuid, answer, row.target_uuid)
        for row, answer in answered
        if answer or row.kind == Punktart.BESLUTNING
    ]


def _answer(row: Dagsordenspunkt, as_of: date) -> str:
    made = [one for one in row.beslutninger.all() if one.retired_on is None or one.retired_on > as_of]
    known = [one for one in made if one.decided_on and one.decided_on <= as_of]
    return str(known[-1].get_kind_display()) if known else ""


def _known(as_of: date, day_field: str) -> Q:
    """A proposal is there from the day it is to hold, or the day it was written, whichever comes first."""
    return Q(**{f"{day_field}__lte": as_of}) | Q(created_at__date__lte=as_of)


def _milepaelsplaner(plan: Helhedsplan, as_of: date) -> list[Sag]:
    """Milepælsplaner that lay with the board on the day."""
    rows = plan.milepaelsplaner.current(on=as_of).filter(to_board_on__lte=as_of)
    waiting = rows.filter(Q(decided_on=None) | Q(decided_on__gt=as_of)).order_by("year")
    return [
        Sag(
            "Milepæle",
            f"Godkend {'den reviderede milepælsplan' if row.is_revision else 'milepælsplanen'} for {row.year}, "
            f"sendt til bestyrelsen {dato_lang(row.to_board_on)}",
            "indsatser:milepael_list",
            plan.uuid,
            om=row.uuid,
        )
        for row in waiting
    ]


def _refused(as_of: date) -> Q:
    """Said no to by the day: nothing waits."""
    return Q(beslutning__kind=Beslutningsart.AFVIST, beslutning__decided_on__lte=as_of)


def _flytninger(plan: Helhedsplan, as_of: date) -> list[Sag]:
    rows = plan.omdisponeringer.current(on=as_of).filter(Q(decided_on=None) | Q(decided_on__gt=as_of))
    rows = (
        rows.exclude(_refused(as_of))
        .filter(_known(as_of, "moved_on"))
        .select_related("from_post", "to_post")
        .order_by("moved_on", "pk")
    )
    return [
        Sag(
            "Budget",
            f"Flyt {kroner(row.amount)} fra {row.from_post.title} til {row.to_post.title}",
            "plans:omdisponering_list",
            plan.uuid,
            om=row.uuid,
        )
        for row in rows
    ]


def _maalaendringer(plan: Helhedsplan, as_of: date) -> list[Sag]:
    put_off = Q(beslutning__kind=Beslutningsart.UDSAT)
    open_ = Q(beslutning=None, decided_by="") | Q(beslutning__decided_on__gt=as_of) | put_off
    rows = Maalaendring.objects.in_plan(plan).current(on=as_of).filter(open_).filter(_known(as_of, "changed_on"))
    return [
        Sag(
            "Mål",
            f"Målet blev ændret {dato_lang(row.changed_on)}, uden at det står, hvem der besluttede det: "
            f"{row.kriterium.statement}",
            "reporting:kriterium_detail",
            row.kriterium.uuid,
            om=row.uuid,
        )
        for row in rows.select_related("kriterium").order_by("changed_on", "pk")
    ]
