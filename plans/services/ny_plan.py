"""A new plan begins with what its bevillingsrunde declares: sections, annexes, fields of work and budget posts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from plans.choices import Finansieringsart, Organart, Partsart, Planstatus, Postart, Rolle
from plans.models import (
    Afsnit,
    Bevillingsrunde,
    Bilag,
    Boligorganisation,
    Budgetpost,
    Delaftale,
    Finansieringskilde,
    Fravalg,
    Helhedsplan,
    Indsatsomraade,
    Kommune,
    Medlemskab,
    Organ,
    Part,
    User,
)
from plans.services.gem import create

KOMMISSORIUM = "kommissorium"
"""The annex by which a round asks for a bestyrelse: its kommissorium."""

FUND = "Landsbyggefonden"
LOCAL = "Lokal medfinansiering"


@dataclass(frozen=True, slots=True)
class NyPlan:
    """What a person has said about a plan that is to begin.

    `key` becomes the plan's uuid: asked twice with the same key, there is one plan. An `administrator` that is not
    stored yet is created. `begrundelser` are reasons for leaving out fields of work, by the field's pk.
    """

    key: UUID
    name: str
    short_name: str
    runde: Bevillingsrunde
    start_date: date
    end_date: date
    kommune: Kommune | None = None
    administrator: Boligorganisation | None = None
    parent: Helhedsplan | None = None
    journalnummer: str = ""
    omraader: tuple[Indsatsomraade, ...] = ()
    begrundelser: Mapping[int, str] = field(default_factory=dict)


def start_plan(ny: NyPlan, *, by: User) -> Helhedsplan:
    """The new plan with all that its round brings, the creator its Planleder. All or nothing, on the trail.

    A field of work that is neither chosen nor given a reason stays undecided: a Fravalg without a reason would say
    what nobody has decided. Raises ValidationError. Who may: `plans.permissions.may_create_plans`.
    """
    return once(ny.key, by=by, begin=lambda: _start(ny, by))


def once(key: UUID, *, by: User, begin) -> Helhedsplan:
    """The plan that `begin` makes under the key, or the one it made before: a second click is not a second plan."""
    made = _made_before(key, by)
    if made:
        return made
    try:
        with transaction.atomic():
            return begin()
    except ValidationError:
        made = _made_before(key, by)  # the first click was under way and came first
        if made is None:
            raise
        return made


def _made_before(key: UUID, by: User) -> Helhedsplan | None:
    return Helhedsplan.objects.visible_to(by).filter(uuid=key).first()


def requires_bestyrelse(runde: Bevillingsrunde) -> bool:
    """Whether the round asks for a bestyrelse with a kommissorium."""
    return runde.bilagskrav.filter(key=KOMMISSORIUM).exists()


def _start(ny: NyPlan, by: User) -> Helhedsplan:
    administrator = ny.administrator
    if administrator is not None and administrator.pk is None:
        administrator = create(administrator, by=by)
    plan = create(
        Helhedsplan(
            uuid=ny.key,
            name=ny.name,
            short_name=ny.short_name,
            bevillingsrunde=ny.runde,
            status=Planstatus.FORBEREDES,
            start_date=ny.start_date,
            end_date=ny.end_date,
            kommune=ny.kommune,
            administrator=administrator,
            parent=ny.parent,
            journalnummer=ny.journalnummer,
        ),
        by=by,
        note=f"Ny plan efter {ny.runde}.",
        links={"boligorganisationer": [administrator] if administrator else []},
    )
    become_planleder(plan, by=by)
    _write_agreement(plan, by)
    _choose(plan, ny, by)
    return plan


def become_planleder(plan: Helhedsplan, *, by: User) -> None:
    """Who begins a plan leads it, from today."""
    create(Medlemskab(user=by, helhedsplan=plan, rolle=Rolle.PLANLEDER, start_date=timezone.localdate()), by=by)


def _write_agreement(plan: Helhedsplan, by: User) -> None:
    """The round's sections (empty), its annexes (missing), the parties, and a bestyrelse where it asks for one."""
    runde = plan.bevillingsrunde
    assert runde is not None
    for skabelon in runde.afsnitsskabeloner.all():
        create(Afsnit(helhedsplan=plan, skabelon=skabelon, heading=skabelon.heading, order=skabelon.order), by=by)
    for krav in runde.bilagskrav.all():
        create(Bilag(helhedsplan=plan, krav=krav, title=krav.title, order=krav.order), by=by)
    for order, (kind, party) in enumerate(
        [(Partsart.KOMMUNE, plan.kommune), (Partsart.BOLIGORGANISATION, plan.administrator)], start=1
    ):
        if party:
            create(Part(helhedsplan=plan, kind=kind, organisation=party.name, order=order), by=by)
    if requires_bestyrelse(runde):
        create(Organ(helhedsplan=plan, kind=Organart.BESTYRELSE, name="Bestyrelsen", order=1), by=by)


def _choose(plan: Helhedsplan, ny: NyPlan, by: User) -> None:
    """The chosen fields of work in the round's order, the reasons for the others, and the posts and sources."""
    chosen = {area.pk for area in ny.omraader}
    posts = [Budgetpost(helhedsplan=plan, kind=Postart.PROJEKTORGANISATION, title="Projektorganisation")]
    numbers = iter(range(1, len(chosen) + 1))
    for area in ny.runde.indsatsomraader.all():
        reason = ny.begrundelser.get(area.pk, "").strip()
        if area.pk in chosen:
            new = create(_delaftale(plan, area, next(numbers)), by=by)
            posts.append(Budgetpost(helhedsplan=plan, kind=Postart.DELAFTALE, title=new.title[:160], delaftale=new))
        elif reason:
            create(Fravalg(helhedsplan=plan, indsatsomraade=area, reason=reason), by=by)
    posts.append(Budgetpost(helhedsplan=plan, kind=Postart.EVALUERING, title="Evaluering"))
    for order, post in enumerate(posts, start=1):
        post.order = order
        create(post, by=by)
    local = (Finansieringsart.KOMMUNE, plan.kommune.name) if plan.kommune else (Finansieringsart.LOKAL, LOCAL)
    for order, (art, name) in enumerate([(Finansieringsart.LBF, FUND), local], start=1):
        create(Finansieringskilde(helhedsplan=plan, kind=art, name=name, order=order), by=by)


def _delaftale(plan: Helhedsplan, area: Indsatsomraade, nummer: int) -> Delaftale:
    return Delaftale(
        helhedsplan=plan,
        indsatsomraade=area,
        nummer=nummer,
        title=area.name,
        start_date=plan.start_date,
        end_date=plan.end_date,
    )
