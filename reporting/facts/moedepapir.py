"""*Dagsorden* and *Referat* of a meeting as facts: what page and PDF each only print."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from helhedsplan.datoer import dato, dato_lang
from plans.choices import Moedetilstand
from plans.models import Beslutning, Helhedsplan, Moede, Opfoelgning
from plans.moeder.moedeside import Moedeside, build_moedeside
from plans.organer import serving


class Papirart(StrEnum):
    """Which of the two papers. The value is its name in addresses."""

    DAGSORDEN = "dagsorden"
    REFERAT = "referat"


@dataclass(frozen=True, slots=True)
class Beslutningslinje:
    """A decision as paper prints it."""

    udfald: str
    tekst: str
    betingelse: str


@dataclass(frozen=True, slots=True)
class Opfoelgningslinje:
    """What is to be done: by which role, by when, and what became of it."""

    tekst: str
    ansvarlig: str
    frist: str
    stand: str
    fra: str


@dataclass(frozen=True, slots=True)
class Papirpunkt:
    """An item of the agenda as paper prints it."""

    nummer: int
    titel: str
    art: str
    sag: str
    tekst: str
    bilag: tuple[str, ...]
    referat: str
    beslutninger: tuple[Beslutningslinje, ...]
    opfoelgninger: tuple[Opfoelgningslinje, ...]


@dataclass(frozen=True, slots=True)
class Moedepapir:
    """The paper. `maerke` says what it is worth: called, a draft, approved."""

    art: Papirart
    titel: str
    organ: str
    plan_navn: str
    kort_navn: str
    journalnummer: str
    dag: date
    tid: str
    sted: str
    tilstand: str
    flyttet: str
    medlemmer: tuple[str, ...]
    punkter: tuple[Papirpunkt, ...]
    referat: str
    opfoelgninger: tuple[Opfoelgningslinje, ...]
    maerke: str

    @property
    def er_referat(self) -> bool:
        return self.art == Papirart.REFERAT


def build_moedepapir(
    moede: Moede, plan: Helhedsplan, art: Papirart, *, today: date, side: Moedeside | None = None
) -> Moedepapir:
    """The meeting's agenda, or its minutes. The page's queries (`side`: read already), and one for the seats."""
    side = side or build_moedeside(moede, plan, today=today)
    seats = serving(moede.organ.medlemmer.current(on=moede.held_on).order_by("order", "pk"), moede.held_on)
    name = "Dagsorden" if art == Papirart.DAGSORDEN else "Referat"
    return Moedepapir(
        art=art,
        titel=f"{name}: {moede.organ.name}, {dato_lang(moede.held_on)}",
        organ=moede.organ.name,
        plan_navn=plan.name,
        kort_navn=plan.short_name,
        journalnummer=plan.journalnummer,
        dag=moede.held_on,
        tid=_tid(moede),
        sted=moede.place,
        tilstand=moede.get_state_display(),
        flyttet=f"Flyttet fra {dato_lang(moede.original_date)}" if moede.original_date else "",
        medlemmer=tuple(_seat(row) for row in seats),
        punkter=tuple(_punkt(linje) for linje in side.punkter),
        referat=moede.minutes,
        opfoelgninger=_alle(side, art),
        maerke=_maerke(moede, art),
    )


def _alle(side: Moedeside, art: Papirart) -> tuple[Opfoelgningslinje, ...]:
    """An agenda says what is still to be done from before; minutes say what this meeting asked for besides."""
    if art == Papirart.DAGSORDEN:
        return tuple(_opfoelgning(row, fra=dato(row.moede.held_on)) for row in side.fra_foer)
    return tuple(_opfoelgning(row) for row in side.opfoelgninger)


def _punkt(linje) -> Papirpunkt:
    return Papirpunkt(
        nummer=linje.punkt.nummer,
        titel=linje.punkt.title,
        art=linje.punkt.get_kind_display(),
        sag=linje.sag.navn if linje.sag else "",
        tekst=linje.punkt.text,
        bilag=tuple(en.bilag.title for en in linje.bilag),
        referat=linje.punkt.minutes,
        beslutninger=tuple(_beslutning(row) for row in linje.beslutninger),
        opfoelgninger=tuple(_opfoelgning(row) for row in linje.opfoelgninger),
    )


def _beslutning(row: Beslutning) -> Beslutningslinje:
    return Beslutningslinje(row.get_kind_display(), row.text, row.condition)


def _opfoelgning(row: Opfoelgning, fra: str = "") -> Opfoelgningslinje:
    stand = f"Gjort {dato(row.done_on)}" if row.done_on else "Ikke gjort"
    return Opfoelgningslinje(row.text, row.responsible or "Ikke oplyst", dato(row.due_on) or "Ikke oplyst", stand, fra)


def _seat(row) -> str:
    return f"{row.count} × {row}" if row.count and row.count > 1 else str(row)


def _tid(moede: Moede) -> str:
    if not moede.start_time:
        return "Tidspunkt ikke oplyst"
    end = f"-{moede.end_time:%H.%M}" if moede.end_time else ""
    return f"Kl. {moede.start_time:%H.%M}{end}"


def _maerke(moede: Moede, art: Papirart) -> str:
    if moede.state == Moedetilstand.AFLYST:
        return "Mødet er aflyst"
    if art == Papirart.DAGSORDEN:
        return "Udkast" if moede.state == Moedetilstand.PLANLAGT else ""
    approved = moede.minutes_approved_at
    return f"Godkendt på mødet {dato(approved.held_on)}" if approved else "Ikke godkendt endnu"
