"""The first page after login: what is due, late, missing or contradictory in the plans somebody has a role in.

The page is about a handful of plans at a time, so that it costs the same for one plan and for a thousand; every
query asks about all of them at once, and no criterion's målopfyldelse is computed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import TextChoices

from helhedsplan.datoer import dato
from helhedsplan.sortering import danish_sort_key
from indsatser.models import Aktivitet
from indsatser.selvmodsigelser import MANGLER, Selvmodsigelse, Slags, find, load_grundlag
from plans.choices import Planstatus
from plans.models import Helhedsplan, Medlemskab, Moede
from plans.permissions import RETTIGHEDER, Ret, may
from plans.retlink import editable_kinds, ret_url
from reporting.facts import frister
from reporting.facts.indberetning_frist import indberetninger
from reporting.facts.milepaelsplan_frist import milepaelsplaner
from reporting.facts.udfyldt import build_udfyldelse
from reporting.paamindelser.models import IntetAtIndberette
from reporting.paamindelser.svar import besvarede, svar_path
from reporting.udfyldelse import Udfyldelse

SETTLED = frozenset({Planstatus.REGNSKAB_GODKENDT, Planstatus.AFSLAG})
"""A plan in these states owes nothing more."""
OVER = SETTLED | {Planstatus.AFSLUTTET}
FEW, SOME = 4, 10
"""How many lines a plan shows under a heading before the rest are behind a link: among other plans, and alone."""


class Hast(TextChoices):
    """The headings of the page, the most urgent first."""

    FORFALDEN = "forfalden", "Forfaldent"
    SNART = "snart", "Snart"
    MANGLER = "mangler", "Mangler"
    MODSIGELSE = "modsigelse", "Stemmer ikke"
    BESVARET = "besvaret", "Intet at indberette"


FRISTER: dict[str, tuple[Hast, str]] = {
    "sendt_tilbage": (Hast.FORFALDEN, "Måling sendt tilbage til dig"),
    "kriterium_overskredet": (Hast.FORFALDEN, "Frist passeret uden måling"),
    "milepael_forsinket": (Hast.FORFALDEN, "Forsinket milepæl"),
    "kriterium_aar": (Hast.FORFALDEN, "Ingen måling for året"),
    "indberetning_retur": (Hast.FORFALDEN, "Indberetning kommet retur"),
    "indberetning_forfalden": (Hast.FORFALDEN, "Indberetning over fristen"),
    "opfoelgning_forfalden": (Hast.FORFALDEN, "Opfølgning fra et møde, over fristen"),
    "papirer_forsinket": (Hast.FORFALDEN, "Papirer til et møde, over fristen"),
    "periode_slut": (Hast.FORFALDEN, "Planen er slut"),
    "indberetning_godkend": (Hast.SNART, "Indberetning til godkendelse"),
    "indberetning": (Hast.SNART, "Indberetning inden for 60 dage"),
    "moede": (Hast.SNART, "Møde inden for 30 dage"),
    "opfoelgning": (Hast.SNART, "Opfølgning fra et møde"),
    "milepaelsplan": (Hast.SNART, "Næste års milepælsplan"),
    "milepael_snart": (Hast.SNART, "Milepæl inden for 30 dage"),
    "periode": (Hast.SNART, "Planen slutter inden for et år"),
    "intet": (Hast.BESVARET, "Intet at indberette"),
}
FUND: dict[str, tuple[Hast, str]] = {
    slags.value: (Hast.MANGLER if slags in MANGLER else Hast.MODSIGELSE, str(slags.label)) for slags in Slags
}
SLAGS: dict[str, tuple[Hast, str]] = {**FRISTER, **FUND}
"""Every kind of line: its heading and its own name, in the order they are listed."""
ORDER = {slags: number for number, slags in enumerate(SLAGS)}


@dataclass(frozen=True, slots=True)
class Punkt:
    """A line: what it is, the sentence, and the one address where it is mended."""

    hast: Hast
    slags: str
    label: str
    tekst: str
    url: str
    niveau: str = ""


@dataclass(frozen=True, slots=True)
class Planpunkter:
    """The lines of one plan under one heading; `punkter` are those that are shown."""

    plan: Helhedsplan
    punkter: tuple[Punkt, ...]
    antal: int

    @property
    def skjult(self) -> int:
        """How many are behind the link."""
        return self.antal - len(self.punkter)


@dataclass(frozen=True, slots=True)
class Gruppe:
    """A heading with the plans that have lines under it."""

    hast: Hast
    planer: tuple[Planpunkter, ...]

    @property
    def antal(self) -> int:
        """How many lines in all, shown or not."""
        return sum(each.antal for each in self.planer)


@dataclass(frozen=True, slots=True)
class Planlinje:
    """A plan in the list: its state, its next meeting and, for those who may mend it, how complete it is."""

    plan: Helhedsplan
    moede: Moede | None
    udfyldelse: Udfyldelse | None
    antal: int | None


@dataclass(frozen=True, slots=True)
class MitOverblik:
    """The page. `har_opgaver`: whether the user can do anything in any of the plans (a Læser cannot)."""

    grupper: tuple[Gruppe, ...]
    planer: tuple[Planlinje, ...]
    har_opgaver: bool

    @property
    def antal(self) -> int:
        """How many lines in all."""
        return sum(gruppe.antal for gruppe in self.grupper)


def plan_order(user: Any) -> list[tuple[int, UUID, str]]:
    """(pk, uuid, name) of every plan the user has a role in: those that run first, in Danish order. One query."""
    rows = Helhedsplan.objects.within_reach_of(user).current().order_by()
    found = [
        (status in OVER, danish_sort_key(name), pk, uuid, name)
        for pk, uuid, name, status in rows.values_list("pk", "uuid", "short_name", "status")
    ]
    return [(pk, uuid, name) for _, _, pk, uuid, name in sorted(found, key=lambda row: row[:3])]


def has_tasks(user: Any) -> bool:
    """Whether the user has a role anywhere that lets her do more than read. One query."""
    able = [rolle for rolle, rights in RETTIGHEDER.items() if rights - {Ret.LAES}]
    return Medlemskab.objects.active().filter(user=user, rolle__in=able).exists()


def build_mit_overblik(
    user: Any, pks: Sequence[int], *, today: date, hvad: str = "", alle: bool = False
) -> MitOverblik:
    """The page about the plans `pks` (in that order), with only the kind or heading `hvad` if given.

    `alle`: show every line. The number of queries grows neither with the plans nor with their rows.
    """
    rows = Helhedsplan.objects.visible_to(user).for_page().in_bulk(list(pks))
    plans = {pk: rows[pk] for pk in pks if pk in rows}
    edit = {pk: plan for pk, plan in plans.items() if may(plan, Ret.REDIGER)}
    work = [pk for pk, plan in plans.items() if pk not in edit and may(plan, Ret.REGISTRER, is_own=True)]
    grundlag = load_grundlag(edit.values(), today=today) if edit else {}
    open_plans = {pk: plan for pk, plan in plans.items() if plan.status not in SETTLED}
    coming = frister.coming_meetings(plans, today)
    points = _points(user, open_plans, edit, work, coming, today) if edit or work else {}
    kinds = editable_kinds()
    for pk, g in grundlag.items():
        if pk in open_plans:
            points.setdefault(pk, []).extend(_found(one, kinds) for one in find(g))
    meetings = frister.next_meetings(coming)
    return MitOverblik(
        grupper=_groups(plans, points, hvad, alle),
        planer=tuple(
            Planlinje(
                plan,
                meetings.get(pk),
                build_udfyldelse(grundlag[pk]) if pk in grundlag else None,
                sum(p.hast != Hast.BESVARET for p in points.get(pk, [])) if pk in edit or pk in work else None,
            )
            for pk, plan in plans.items()
        ),
        har_opgaver=bool(edit or work),
    )


def _points(
    user: Any,
    plans: dict[int, Helhedsplan],
    edit: dict[int, Helhedsplan],
    work: list[int],
    coming: list[Moede],
    today: date,
) -> dict[int, list[Punkt]]:
    """Plan pk → the lines with a day: of what one may edit everything, of the rest one's own activities."""
    mine = {pk: plan for pk, plan in plans.items() if pk in edit or pk in work}
    own = Aktivitet.objects.current(on=today).filter(medarbejdere=user, delaftale__helhedsplan__in=work)
    reach = frister.Raekkevidde(
        tuple(pk for pk in mine if pk in edit), tuple(own.order_by().values_list("pk", flat=True))
    )
    editable = {pk: plan for pk, plan in mine.items() if pk in edit}
    found: Iterable[frister.Frist] = (
        *frister.sendt_tilbage(user, mine),
        *frister.milepaele(plans, reach, today),
        *frister.maalinger(plans, reach, today),
        *frister.moeder(coming, mine, today),
        *frister.papirer(coming, editable, today),
        *frister.opfoelgninger(editable, today),
        *frister.perioder(editable, today),
        *milepaelsplaner(editable, today),
        *indberetninger({pk: plan for pk, plan in editable.items() if pk in plans}, today),
    )
    kinds = editable_kinds()
    answered = besvarede(frist.uuid for frist in found if frist.art == "succeskriterium")
    points: dict[int, list[Punkt]] = {}
    for frist in found:
        svar = answered.get((frist.uuid, "maaling", frist.dag)) if frist.dag else None
        line = _answered(frist, svar) if svar else _dated(frist, kinds, may_edit=frist.plan in edit)
        points.setdefault(frist.plan, []).append(line)
    return points


def _answered(frist: frister.Frist, svar: IntetAtIndberette) -> Punkt:
    """A deadline somebody has answered: it is not late any more, and the line leads to the answer."""
    hast, label = FRISTER["intet"]
    text = f"«{svar.target_label}»: {svar.reason} ({dato(svar.due_on)})"
    return Punkt(hast, "intet", label, text, svar_path("maaling", frist.uuid, svar.due_on))


def _dated(frist: frister.Frist, kinds: frozenset[str], *, may_edit: bool) -> Punkt:
    """A measurement is registered on its criterion's page, so that is where the line leads; the rest to the form."""
    hast, label = FRISTER[frist.slags]
    url = frist.url or ret_url(
        frist.art,
        frist.uuid,
        felt=frist.felt,
        side=frist.side,
        side_uuid=frist.side_uuid,
        may_edit=may_edit and bool(frist.felt),
        kinds=kinds,
    )
    return Punkt(hast, frist.slags, label, frist.tekst, url)


def _found(one: Selvmodsigelse, kinds: frozenset[str]) -> Punkt:
    hast, label = FUND[one.slags.value]
    return Punkt(
        hast, one.slags.value, label, one.tekst, finding_url(one, kinds, may_edit=True), str(one.niveau.label)
    )


def finding_url(one: Selvmodsigelse, kinds: frozenset[str], *, may_edit: bool) -> str:
    """Where a finding is mended. What is not there yet is made under the plan."""
    return ret_url(
        one.art,
        one.uuid,
        felt=one.felt,
        side=one.side,
        side_uuid=one.side_uuid,
        may_edit=may_edit,
        under="helhedsplan" if one.opret else "",
        kinds=kinds,
    )


def _groups(
    plans: dict[int, Helhedsplan], points: dict[int, list[Punkt]], hvad: str, alle: bool
) -> tuple[Gruppe, ...]:
    """The lines under their headings, plan by plan."""
    limit = None if alle else (SOME if len(plans) == 1 or hvad else FEW)
    groups = []
    for hast in Hast:
        of_plans = []
        for pk, plan in plans.items():
            rows = [p for p in points.get(pk, []) if p.hast == hast and (not hvad or hvad in (p.slags, p.hast))]
            if rows:
                rows.sort(key=lambda p: ORDER[p.slags] if p.slags in FRISTER else -1)
                of_plans.append(Planpunkter(plan, tuple(rows[:limit]), len(rows)))
        if of_plans:
            groups.append(Gruppe(hast, tuple(of_plans)))
    return tuple(groups)
