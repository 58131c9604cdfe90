"""A paper that is a report of the plan: its facts with what its check says, as they are shown and issued."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from plans.models import Helhedsplan
from reporting.facts.forbehold import Forbehold
from reporting.indberetning.arter import Indberetningsart, arter, opgoerelsesdag, perioder
from reporting.indberetning.kontrol import Kontrol, build_kontrol
from reporting.indberetning.models import Indberetning
from reporting.papirer.arter import Papir, Papirart
from reporting.papirer.lav import byg
from reporting.papirer.periode import Periode


def byg_rapport(
    art: Papirart, plan: Helhedsplan, periode: Periode, as_of: date, *, today: date | None = None
) -> Papir:
    """The facts of a paper. Where it is a report somebody has begun, with the warnings of its check and their answers.

    Two queries and those of the check more than the paper alone. Raises ValueError, see `papirer.lav.byg`.
    """
    papir, day = byg(art, plan, periode, as_of), today or timezone.localdate()
    found = rapport_af(art, plan, periode, papir.as_of, today=day)
    if found is None:
        return papir
    of = found[1]
    row = Indberetning.objects.in_plan(plan).of(found[0].slug, of).first()
    if row is None:
        return papir
    row.helhedsplan = plan
    return med_forbehold(papir, build_kontrol(row, papir, today=day))


def med_forbehold(papir: Papir, kontrol: Kontrol) -> Papir:
    """The facts with the warnings of the check: first those that are answered."""
    rows = sorted(kontrol.advarsler, key=lambda one: not one.svar)
    facts: Any = papir
    found: Papir = replace(facts, forbehold=tuple(Forbehold(one.tekst, one.svar) for one in rows))
    return found


def rapport_af(
    art: Papirart, plan: Helhedsplan, periode: Periode, as_of: date, *, today: date
) -> tuple[Indberetningsart, Periode] | None:
    """Which report of the plan a paper is, with its period; None for a paper that is none, or goes its own way.

    A paper about the plan as it is (budgetopfølgning) is the report of a year on the day that report is as of.
    """
    kind = arter().get(art.slug)
    if kind is None or kind.egen_vej:
        return None
    of = periode if art.slags == kind.slags else Periode(as_of.year)
    if of not in perioder(kind, plan) or as_of != opgoerelsesdag(plan, of, today=today):
        return None
    return kind, of
