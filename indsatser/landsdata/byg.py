"""Building the country in chunks of plans, written in bulk. The same seed gives the same country."""

import random
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.db import models, transaction
from django.utils import timezone

from indsatser.choices import Milepaeltilstand, Ressourceenhed
from indsatser.eksempeltal.skriv import measurements_of
from indsatser.landsdata.kriterier import activity_criteria, period_of, plan_criteria
from indsatser.landsdata.navne import ACTIVITIES, FIELDS, MILESTONES, PARTNERS, ROLES, TEXT, place, plan_names
from indsatser.landsdata.penge import money
from indsatser.models import (
    Aktivitet,
    Aktivitetsmaal,
    Maal,
    Maaling,
    Medarbejderressource,
    Milepael,
    Samarbejdsrelation,
    Succeskriterium,
)
from plans.choices import Handling, Organart, Planstatus, Plantype
from plans.models import (
    Afdelingsdeltagelse,
    Afsnit,
    Afsnitsskabelon,
    Bevillingsrunde,
    Boligafdeling,
    Boligorganisation,
    Delaftale,
    Haendelse,
    Helhedsplan,
    Indsatsomraade,
    Kommune,
    Organ,
    Organmedlem,
    Tracked,
)

R = TypeVar("R", bound=models.Model)

NAMESPACE = uuid.UUID("0d0c7a1e-2f45-5a86-9c3d-5b8a7f2e6c10")
CHUNK = 20
ACTIVITIES_PER_PLAN, MILESTONES_PER_PLAN = 12, 150
NOTE = "Eksempelplan: opdigtet, så portefølje og svartider kan ses i fuld størrelse."


@dataclass(frozen=True)
class Maengder:
    """How much was made."""

    counts: dict[str, int]


class Samling:
    """Unsaved rows by model, saved in the order that their keys need: the order they were first added in."""

    def __init__(self, seed: int) -> None:
        self.seed, self.counts = seed, Counter[str]()
        self.rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        self._numbers: Counter[str] = Counter()

    def add(self, row: R) -> R:
        """Keep a row for the next save, with a uuid that the same seed gives again."""
        name = type(row).__name__
        if isinstance(row, Tracked) and not isinstance(row, Maaling | Succeskriterium | Helhedsplan):
            row.uuid = uuid.uuid5(NAMESPACE, f"{self.seed}/{name}/{self._numbers[name]}")
        self._numbers[name] += 1
        self.rows[type(row)].append(row)
        return row

    def save(self) -> None:
        """Insert what is not in the database yet."""
        for model, rows in self.rows.items():
            model._default_manager.bulk_create([row for row in rows if row.pk is None], batch_size=2000)
            self.counts[str(model._meta.verbose_name_plural)] += len(rows)
        self.rows.clear()


@dataclass(frozen=True)
class Land:
    """What all plans share."""

    runde: Bevillingsrunde
    omraader: list[Indsatsomraade]
    skabeloner: list[Afsnitsskabelon]
    kommuner: list[Kommune]
    organisationer: list[Boligorganisation]
    today: date
    seed: int


def first_uuid(seed: int) -> uuid.UUID:
    """The first plan's uuid: tells whether this country is already there."""
    return uuid.uuid5(NAMESPACE, f"{seed}/plan/0")


@transaction.atomic
def build_country(
    plans: int, *, seed: int = 1, today: date | None = None, told: Callable[[int], None] = lambda done: None
) -> Maengder:
    """Make `plans` invented plans with all that belongs to them; `told` hears how many are done."""
    samling = Samling(seed)
    land = _land(plans, seed, today or timezone.localdate())
    parents: list[Helhedsplan] = []
    for start in range(0, plans, CHUNK):
        numbers = range(start, min(plans, start + CHUNK))
        _chunk(samling, land, numbers, parents)
        told(numbers[-1] + 1)
    return Maengder(dict(samling.counts))


def _land(plans: int, seed: int, today: date) -> Land:
    organisations = [
        Boligorganisation(
            uuid=uuid.uuid5(NAMESPACE, f"{seed}/organisation/{number}"),
            number=f"{9999 - number:04}",
            name=f"{place(random.Random(f'{seed}/{number}'))}s Almene Boligselskab {number + 1}",
        )
        for number in range(max(1, plans // 4))
    ]
    Boligorganisation.objects.bulk_create(organisations)
    runde = Bevillingsrunde.objects.get(code="2019-26")
    omraader, skabeloner = list(runde.indsatsomraader.all()), list(runde.afsnitsskabeloner.all())
    return Land(runde, omraader, skabeloner, list(Kommune.objects.all()), organisations, today, seed)


def _chunk(samling: Samling, land: Land, numbers: Iterable[int], parents: list[Helhedsplan]) -> None:
    made = [_plan(land, number, parents) for number in numbers]
    for row in made:
        samling.add(row)
    samling.save()
    for number, row in zip(numbers, made, strict=True):
        _around(samling, land, row, random.Random(f"{land.seed}/rundt/{number}"))
        _work(samling, land, row, random.Random(f"{land.seed}/arbejde/{number}"))
    samling.save()


def _plan(land: Land, number: int, parents: list[Helhedsplan]) -> Helhedsplan:
    """A four-year plan from the last five years; every tenth is a fællessekretariat for the next three."""
    rng = random.Random(f"{land.seed}/plan/{number}")
    name, short = plan_names(number + 1, rng)
    months = rng.randint(30, 62) if rng.random() < 0.93 else rng.randint(2, 14)
    began = land.today.year * 12 + land.today.month - 1 - months
    start = date(began // 12, began % 12 + 1, 1)
    end = date(start.year + 4, start.month, 1) - timedelta(days=1)
    lbf = rng.randint(40, 300) * 100_000
    row = Helhedsplan(
        uuid=uuid.uuid5(NAMESPACE, f"{land.seed}/plan/{number}"),
        kind=Plantype.FAELLESSEKRETARIAT if number % 10 == 0 else Plantype.HELHEDSPLAN,
        name=name,
        short_name=short,
        parent=parents[-1] if parents and number % 10 in (1, 2, 3) else None,
        bevillingsrunde=land.runde,
        journalnummer=f"{20_000 + number}",
        status=Planstatus.AFSLUTTET if end < land.today else Planstatus.IGANGVAERENDE,
        start_date=start,
        end_date=end,
        kommune=rng.choice(land.kommuner),
        administrator=land.organisationer[number % len(land.organisationer)],
        tovholder="Boligsocial leder",
        summary=TEXT,
        frame_lbf=lbf,
        frame_lokal=round(lbf * rng.uniform(0.30, 0.55), -3),
        note=NOTE,
    )
    if number % 10 == 0:
        row.parent = None
        row.save(force_insert=True)
        parents.append(row)
    return row


def _around(samling: Samling, land: Land, plan: Helhedsplan, rng: random.Random) -> None:
    """Departments, sections, organs and a line on the trail."""
    for index in range(2):
        afdeling = Boligafdeling(
            boligorganisation=plan.administrator, number=str(1 + plan.pk * 2 % 990 + index), name=place(rng)
        )
        samling.add(afdeling)
        samling.add(
            Afdelingsdeltagelse(
                helhedsplan=plan,
                boligafdeling=afdeling,
                start_date=plan.start_date,
                end_date=plan.end_date,
                dwellings=rng.randint(80, 900),
            )
        )
    for order, skabelon in enumerate(land.skabeloner, start=1):
        text = TEXT * rng.randint(1, 4)
        samling.add(Afsnit(helhedsplan=plan, skabelon=skabelon, heading=skabelon.heading, text=text, order=order))
    for order, (kind, name, meetings) in enumerate(
        ((Organart.BESTYRELSE, "Bestyrelsen", 4), (Organart.STYREGRUPPE, "Den lokale styregruppe", 2)), start=1
    ):
        organ = samling.add(
            Organ(helhedsplan=plan, kind=kind, name=name, meetings_min=meetings, meetings_max=meetings, order=order)
        )
        samling.add(Organmedlem(organ=organ, title="Direktør", organisation=str(plan.administrator), count=1))
        samling.add(Organmedlem(organ=organ, title="Forvaltningschef", organisation=str(plan.kommune), count=2))
    samling.add(
        Haendelse(
            helhedsplan=plan,
            handling=Handling.OPRETTET,
            kind="helhedsplan",
            target_id=plan.pk,
            target_uuid=plan.uuid,
            target_label=plan.short_name,
            note=NOTE,
        )
    )


def _work(samling: Samling, land: Land, plan: Helhedsplan, rng: random.Random) -> None:
    """Delaftaler, goals, activities, criteria, results, milestones and money."""
    delaftaler, activities, criteria = [], [], []
    for nummer, (title, goal) in enumerate(FIELDS[: 3 + plan.pk % 2], start=1):
        delaftale = _delaftale(plan, land.omraader[nummer - 1], nummer, title)
        delaftaler.append(samling.add(delaftale))
        maal = Maal(helhedsplan=plan, delaftale=delaftale, letter="a", text=goal, order=1)
        samling.add(maal)
        own = _activities(samling, delaftale, maal, rng, FIELDS.index((title, goal)), 3 + plan.pk % 2)
        activities += own
        criteria += plan_criteria(plan, delaftale, maal, rng)
        for aktivitet in own:
            criteria += activity_criteria(plan, aktivitet, maal, rng)
    for order, kriterium in enumerate(criteria, start=1):
        kriterium.order, kriterium.uuid = order, uuid.UUID(int=rng.getrandbits(128), version=4)
        samling.add(kriterium)
    until = min(period_of(plan)[1], land.today)
    for kriterium in criteria:
        for maaling in measurements_of(kriterium, plan):
            if maaling.reported_on <= until:
                samling.add(maaling)
    _milestones(samling, plan, activities, rng, land.today)
    for row in money(plan, delaftaler, rng, land.today):
        samling.add(row)


def _delaftale(plan: Helhedsplan, omraade, nummer: int, title: str) -> Delaftale:
    return Delaftale(
        helhedsplan=plan,
        indsatsomraade=omraade,
        nummer=nummer,
        title=title,
        section=f"5.{nummer}",
        start_date=plan.start_date,
        end_date=plan.end_date,
        problem=TEXT * 2,
        purpose=TEXT,
    )


def _activities(
    samling: Samling, delaftale: Delaftale, maal: Maal, rng: random.Random, index: int, fields: int
) -> list[Aktivitet]:
    names = rng.sample(ACTIVITIES, len(ACTIVITIES))
    made = []
    for nummer in range(1, ACTIVITIES_PER_PLAN // fields + 1):
        aktivitet = Aktivitet(
            delaftale=delaftale,
            nummer=nummer,
            name=names[nummer],
            content=TEXT * 2,
            purpose=TEXT,
            target_group="Alle beboere i området, især dem der ikke selv finder vej.",
            organisation=TEXT,
            anchoring="Frivillige og boligforeningen fører aktiviteten videre.",
        )
        samling.add(aktivitet)
        samling.add(Aktivitetsmaal(aktivitet=aktivitet, maal=maal))
        samling.add(
            Medarbejderressource(
                helhedsplan=delaftale.helhedsplan,
                aktivitet=aktivitet,
                role=rng.choice(ROLES),
                amount=rng.choice((5, 10, 18.5, 37)),
                unit=Ressourceenhed.TIMER_PR_UGE,
            )
        )
        samling.add(
            Samarbejdsrelation(
                helhedsplan=delaftale.helhedsplan, aktivitet=aktivitet, organisation=rng.choice(PARTNERS)
            )
        )
        made.append(aktivitet)
    return made


def _milestones(
    samling: Samling, plan: Helhedsplan, activities: list[Aktivitet], rng: random.Random, today: date
) -> None:
    """A hundred and fifty over the plan's quarters; those of the past are mostly reached."""
    start, _ = period_of(plan)
    first = start.year * 4 + (start.month - 1) // 3
    for index in range(MILESTONES_PER_PLAN):
        aktivitet = activities[index % len(activities)]
        quarter = first + index * 16 // MILESTONES_PER_PLAN
        row = Milepael(
            uuid=uuid.UUID(int=rng.getrandbits(128), version=4),
            helhedsplan=plan,
            delaftale=aktivitet.delaftale,
            aktivitet=aktivitet,
            year=quarter // 4,
            quarter=quarter % 4 + 1,
            text=rng.choice(MILESTONES).format(aktivitet.name),
            is_eksempel=True,
            order=index + 1,
        )
        due = row.due_on
        if due and due < today:
            _outcome(row, due, rng)
        samling.add(row)


def _outcome(row: Milepael, due: date, rng: random.Random) -> None:
    draw = rng.random()
    if draw < 0.04:
        row.state, row.comment = Milepaeltilstand.BORTFALDET, "Bortfaldet (eksempel)."
    elif draw < 0.10:
        row.state = Milepaeltilstand.FORSINKET
    else:
        row.state, row.reached_on = Milepaeltilstand.NAAET, due - timedelta(days=rng.randint(-20, 75))
