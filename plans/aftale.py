"""The agreement as facts: what the round asks for beside what the plan has, so that a gap shows as a gap."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from plans.choices import Bilagstilstand, Deltagelse
from plans.filer import Fillink, fillink
from plans.models import Afdelingsdeltagelse, Afsnit, Afsnitsskabelon, Helhedsplan

WRITTEN_ELSEWHERE = {
    "indsatsomraader": ("reporting:delaftale_list", ""),
    "ressourcer": ("plans:oekonomi_detail", "økonomien"),
    "milepaele": ("indsatser:milepael_list", "milepælene"),
    "organisering": ("plans:organ_list", "organerne"),
}
"""Sections a round lets be written out from other pages, by their key. "": what the round calls its fields of work."""


@dataclass(frozen=True, slots=True)
class Afsnitslinje:
    """A section as the round numbers it, or one of the plan's own (no number). Without text it is missing."""

    anchor: str
    number: str
    heading: str
    text: str
    guidance: str
    is_required: bool
    elsewhere_url_name: str
    elsewhere_label: str
    uuid: UUID | None = None
    skabelon: int | None = None

    @property
    def is_missing(self) -> bool:
        return self.is_required and not self.text

    @property
    def title(self) -> str:
        return f"{self.number}. {self.heading}" if self.number else self.heading


@dataclass(frozen=True, slots=True)
class Bilagslinje:
    """An annex; one that the round asks for and the plan does not mention is missing."""

    title: str
    state: str
    state_label: str
    note: str
    is_required: bool
    uuid: UUID | None = None
    krav: int | None = None
    fil: Fillink | None = None

    @property
    def is_missing(self) -> bool:
        return self.state == Bilagstilstand.MANGLER


@dataclass(frozen=True, slots=True)
class Omraadelinje:
    """A field of work of the round: chosen (it has a delaftale), left out with a reason, or neither."""

    name: str
    section: str
    delaftale_uuid: UUID | None
    local_title: str
    start_date: date | None
    end_date: date | None
    reason: str
    indsatsomraade: int | None = None
    fravalg_uuid: UUID | None = None

    @property
    def is_chosen(self) -> bool:
        return self.delaftale_uuid is not None


@dataclass(frozen=True, slots=True)
class Antal:
    """A sum of what is stated, and of how many rows nothing is stated."""

    total: int | None
    missing: int


@dataclass(frozen=True, slots=True)
class Afdelinger:
    """The estates in the plan, those that dropped out, and the sums over those that are in it."""

    med: tuple[Afdelingsdeltagelse, ...]
    udgaaet: tuple[Afdelingsdeltagelse, ...]
    dwellings: Antal
    residents: Antal
    has_households: bool


@dataclass(frozen=True, slots=True)
class Aftale:
    """All that the agreement page says beside the plan's own fields."""

    afsnit: tuple[Afsnitslinje, ...]
    bilag: tuple[Bilagslinje, ...]
    omraader: tuple[Omraadelinje, ...]
    parter: tuple
    afdelinger: Afdelinger

    @property
    def missing_sections(self) -> tuple[Afsnitslinje, ...]:
        return tuple(row for row in self.afsnit if row.is_missing)

    @property
    def missing_annexes(self) -> tuple[Bilagslinje, ...]:
        return tuple(row for row in self.bilag if row.is_missing)

    @property
    def unsigned(self) -> int:
        """How many parties have no date of signature."""
        return sum(1 for part in self.parter if part.signed_on is None)


def build_aftale(plan: Helhedsplan, *, as_of: date) -> Aftale:
    """The agreement as it stood on the day. A fixed number of queries."""
    return Aftale(
        afsnit=_sections(plan, as_of),
        bilag=_annexes(plan, as_of),
        omraader=_areas(plan, as_of),
        parter=tuple(plan.parter.current(on=as_of).filter(delaftale__isnull=True)),
        afdelinger=_estates(
            plan.afdelingsdeltagelser.current(on=as_of).select_related("boligafdeling__boligorganisation")
        ),
    )


def _sections(plan: Helhedsplan, as_of: date) -> tuple[Afsnitslinje, ...]:
    """The round's sections in the round's order, then the plan's own."""
    rows = list(plan.afsnit.current(on=as_of).select_related("skabelon"))
    by_skabelon = {row.skabelon_id: row for row in rows if row.skabelon_id}
    runde = plan.bevillingsrunde
    declared = list(runde.afsnitsskabeloner.all()) if runde else []
    fields = f"{plan.field_label_plural.lower()}ne"
    lines = [_section(by_skabelon.pop(skabelon.pk, None), skabelon, fields) for skabelon in declared]
    left = [row for row in rows if row.skabelon_id is None or row.skabelon_id in by_skabelon]
    return tuple(lines + [_section(row, row.skabelon, fields) for row in left])


def _section(row: Afsnit | None, skabelon: Afsnitsskabelon | None, fields: str) -> Afsnitslinje:
    url_name, label = WRITTEN_ELSEWHERE.get(skabelon.key, ("", "")) if skabelon else ("", "")
    return Afsnitslinje(
        anchor=f"afsnit-{skabelon.key}" if skabelon else f"afsnit-{row.pk}" if row else "",
        number=skabelon.number if skabelon else "",
        heading=row.heading if row else skabelon.heading if skabelon else "",
        text=row.text if row else "",
        guidance=skabelon.guidance if skabelon else "",
        is_required=skabelon.is_required if skabelon else False,
        elsewhere_url_name=url_name,
        elsewhere_label=label or fields,
        uuid=row.uuid if row else None,
        skabelon=skabelon.pk if skabelon else None,
    )


def _annexes(plan: Helhedsplan, as_of: date) -> tuple[Bilagslinje, ...]:
    """What the round requires in its order, then what the plan has besides."""
    rows = list(plan.bilag.current(on=as_of))
    by_krav = {row.krav_id: row for row in rows if row.krav_id}
    required = list(plan.bevillingsrunde.bilagskrav.all()) if plan.bevillingsrunde else []
    lines = []
    for krav in required:
        row = by_krav.pop(krav.pk, None)
        state = Bilagstilstand(row.state) if row else Bilagstilstand.MANGLER
        title, note = (row.title, row.note) if row else (krav.title, "")
        found, fil = (row.uuid, fillink(row, "file")) if row else (None, None)
        lines.append(Bilagslinje(title, state.value, str(state.label), note, True, found, krav.pk, fil))
    extra = [row for row in rows if row.krav_id is None or row.krav_id in by_krav]
    own = [
        Bilagslinje(r.title, r.state, r.get_state_display(), r.note, bool(r.krav_id), r.uuid, fil=fillink(r, "file"))
        for r in extra
    ]
    return tuple(lines + own)


def _areas(plan: Helhedsplan, as_of: date) -> tuple[Omraadelinje, ...]:
    """The round's fields of work in its order, then delaftaler that follow none of them."""
    delaftaler = list(plan.delaftaler.current(on=as_of).select_related("indsatsomraade"))
    by_area = {row.indsatsomraade_id: row for row in delaftaler if row.indsatsomraade_id}
    left_out = {row.indsatsomraade_id: row for row in plan.fravalg.current(on=as_of)}
    lines = []
    for area in plan.bevillingsrunde.indsatsomraader.all() if plan.bevillingsrunde else []:
        chosen, out = by_area.pop(area.pk, None), left_out.get(area.pk)
        lines.append(_area(area.name, chosen, out, area.pk))
    rest = [row for row in delaftaler if row.indsatsomraade_id is None or row.indsatsomraade_id in by_area]
    return tuple(lines + [_area(str(row.indsatsomraade or row.title), row, None) for row in rest])


def _area(name: str, chosen, left_out, area: int | None = None) -> Omraadelinje:
    return Omraadelinje(
        name=name,
        section=(chosen or left_out).section if chosen or left_out else "",
        delaftale_uuid=chosen.uuid if chosen else None,
        local_title=chosen.title if chosen and chosen.title != name else "",
        start_date=chosen.start_date if chosen else None,
        end_date=chosen.end_date if chosen else None,
        reason=left_out.reason if left_out else "",
        indsatsomraade=area,
        fravalg_uuid=left_out.uuid if left_out else None,
    )


def _estates(rows: QuerySet[Afdelingsdeltagelse]) -> Afdelinger:
    everyone = list(rows)
    med = tuple(row for row in everyone if row.deltagelse != Deltagelse.UDGAAET)
    return Afdelinger(
        med=med,
        udgaaet=tuple(row for row in everyone if row.deltagelse == Deltagelse.UDGAAET),
        dwellings=_count(med, lambda row: row.dwellings),
        residents=_count(med, lambda row: row.residents),
        has_households=any(row.households is not None for row in everyone),
    )


def _count(rows: Sequence, value: Callable[[Afdelingsdeltagelse], int | None]) -> Antal:
    stated: Iterable[int] = [number for number in map(value, rows) if number is not None]
    found = list(stated)
    return Antal(total=sum(found) if found else None, missing=len(rows) - len(found))
