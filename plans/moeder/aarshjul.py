"""The year wheel of a plan: what comes, month by month, from its meetings and the deadlines every year has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, TextChoices
from django.urls import reverse

from helhedsplan.datoer import MONTHS, dato
from plans.choices import Moedetilstand
from plans.models import Helhedsplan, Moede, Organ
from plans.moeder.fristsvar import fristsvar
from plans.moeder.regler import Aarsfrist, aarsfrister, antal_i_aaret


class Slags(TextChoices):
    """What a line of the wheel is."""

    MOEDE = "moede", "Møde"
    PAPIRER = "papirer", "Papirer ud"
    FRIST = "frist", "Frist"


@dataclass(frozen=True, slots=True)
class Hjulpunkt:
    """A line: its day (None: no date is known), what it is, and whether it is over on the day the page is read.

    `stand` is how far a deadline is, where the plan's data say so; `gjort` whether it is done.
    """

    dag: date | None
    slags: Slags
    titel: str
    tekst: str = ""
    url: str = ""
    overstaaet: bool = False
    stand: str = ""
    gjort: bool = False


@dataclass(frozen=True, slots=True)
class Maaned:
    """A month with its lines; `nu` is the one we are in."""

    navn: str
    punkter: tuple[Hjulpunkt, ...]
    nu: bool


@dataclass(frozen=True, slots=True)
class Organaar:
    """How many meetings an organ is to have in the year and has. `skal` None: the agreement does not say."""

    organ: Organ
    skal: int | None
    har: int

    @property
    def mangler(self) -> int:
        return max(0, (self.skal or 0) - self.har)


@dataclass(frozen=True, slots=True)
class Aarshjul:
    """The page about one year."""

    aar: int
    aarene: tuple[int, ...]
    maaneder: tuple[Maaned, ...]
    uden_dato: tuple[Hjulpunkt, ...]
    organer: tuple[Organaar, ...]


def aar_i_hjulet(plan: Helhedsplan, *, today: date) -> tuple[int, ...]:
    """The years one can look at: those of the plan and the one after, when the last accounts are due."""
    years = plan.calendar_years
    return (*years, years[-1] + 1) if years else (today.year, today.year + 1)


def build_aarshjul(plan: Helhedsplan, aar: int, *, today: date) -> Aarshjul:
    """The wheel of a year. Two queries, and those of whoever answers for a deadline."""
    organer = list(plan.organer.filter(retired_on=None))
    rows = Moede.objects.in_plan(plan).filter(retired_on=None).select_related("organ")
    rows = rows.exclude(organ__retired_on__lte=F("held_on"))
    # Papers of a meeting early in the next year may go out in this one.
    moeder = list(rows.filter(held_on__year__in=(aar, aar + 1)).order_by("held_on", "start_time", "pk"))
    frister = [_fristlinje(frist, plan, today) for frist in aarsfrister(aar, fra=plan.start_date, til=plan.end_date)]
    lines = [(line.dag, line) for line in (*_moedelinjer(moeder, aar, today), *frister) if line.dag]
    lines.sort(key=lambda each: each[0])
    return Aarshjul(
        aar=aar,
        aarene=aar_i_hjulet(plan, today=today),
        maaneder=tuple(
            Maaned(
                name.capitalize(),
                tuple(line for day, line in lines if day.month == number),
                (aar, number) == (today.year, today.month),
            )
            for number, name in enumerate(MONTHS, start=1)
        ),
        uden_dato=tuple(line for line in frister if line.dag is None),
        organer=tuple(_organaar(organ, moeder, aar, plan) for organ in organer),
    )


def _moedelinjer(moeder: list[Moede], aar: int, today: date) -> Iterator[Hjulpunkt]:
    for row in moeder:
        url = reverse("plans:moede_detail", kwargs={"uuid": row.uuid})
        if row.held_on.year == aar:
            at = f"kl. {row.start_time:%H.%M}" if row.start_time else ""
            moved = f"flyttet fra {dato(row.original_date)}" if row.original_date else ""
            words = ", ".join(filter(None, [row.get_state_display(), at, row.place, moved]))
            yield Hjulpunkt(row.held_on, Slags.MOEDE, row.organ.name, words, url, row.held_on < today)
        due = row.papers_due
        if due is not None and due.year == aar and not row.is_off:
            sent = row.papers_sent_on is not None or row.state == Moedetilstand.AFHOLDT
            words = f"til mødet {dato(row.held_on)}{', sendt' if row.papers_sent_on else ''}"
            yield Hjulpunkt(due, Slags.PAPIRER, f"Papirer ud: {row.organ.name}", words, url, sent or due < today)


def _fristlinje(frist: Aarsfrist, plan: Helhedsplan, today: date) -> Hjulpunkt:
    """A deadline that is known not to be done is not over, though its day is."""
    svar = fristsvar(frist, plan)
    is_past = frist.dag is not None and frist.dag < today
    return Hjulpunkt(
        frist.dag,
        Slags.FRIST,
        frist.titel,
        f"{frist.tekst} {frist.forbehold}".strip(),
        svar.url,
        overstaaet=is_past if svar.er_gjort is None else svar.er_gjort,
        stand=svar.tekst,
        gjort=bool(svar.er_gjort),
    )


def _organaar(organ: Organ, moeder: list[Moede], aar: int, plan: Helhedsplan) -> Organaar:
    stated = organ.meetings_min or organ.meetings_max
    skal = antal_i_aaret(stated, aar, fra=plan.start_date, til=plan.end_date) if stated else None
    har = sum(row.organ_id == organ.pk and row.held_on.year == aar and not row.is_off for row in moeder)
    return Organaar(organ, skal, har)
