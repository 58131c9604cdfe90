"""Invented criteria: shares and changes for a delaftale, counts for an activity."""

import random
from datetime import date, timedelta
from decimal import Decimal

from indsatser.choices import Kriterieform, Operator, Retning, Sammenlaegning
from indsatser.importing.sag.tid import months_from
from indsatser.landsdata.navne import COUNTED, SHARES, UNITS
from indsatser.models import Aktivitet, Maal, Succeskriterium
from plans.models import Delaftale, Helhedsplan

PER_DELAFTALE, PER_ACTIVITY = 4, 3


def period_of(plan: Helhedsplan) -> tuple[date, date]:
    """An invented plan always has both its days."""
    if plan.start_date is None or plan.end_date is None:
        raise ValueError(plan)
    return plan.start_date, plan.end_date


def plan_criteria(plan: Helhedsplan, delaftale: Delaftale, maal: Maal, rng: random.Random) -> list[Succeskriterium]:
    """Four criteria of a delaftale: three shares from a baseline, and a direction."""
    made = [_share(plan, delaftale, maal, rng, share) for share in rng.sample(SHARES, PER_DELAFTALE - 1)]
    vacant = rng.randint(15, 160)
    made.append(
        Succeskriterium(
            helhedsplan=plan,
            delaftale=delaftale,
            maal=maal,
            statement=f"Færre ledige boliger end {vacant}",
            form=Kriterieform.RETNING,
            unit="boliger",
            retning=Retning.FALDE,
            operator=Operator.UNDER,
            operator_stated=True,
            baseline_value=Decimal(vacant),
            baseline_on=_year_before(plan),
            source="Boligforeningens udlejning",
        )
    )
    return made


def _share(plan: Helhedsplan, delaftale: Delaftale, maal: Maal, rng: random.Random, share: tuple) -> Succeskriterium:
    statement, retning, base, goal, source = share
    rising = retning == Retning.STIGE
    deadline = date(period_of(plan)[1].year, 12, 31)
    return Succeskriterium(
        helhedsplan=plan,
        delaftale=delaftale,
        maal=maal,
        statement=statement,
        form=rng.choice((Kriterieform.ANDEL, Kriterieform.ANDEL_MINDST)),
        unit="%",
        retning=retning,
        operator=Operator.MINDST if rising else Operator.HOEJST,
        baseline_value=Decimal(f"{base + rng.uniform(-2, 2):.1f}"),
        baseline_on=_year_before(plan),
        baseline_text=str(_year_before(plan).year),
        target_value=Decimal(goal),
        deadline=deadline,
        deadline_text=str(deadline.year),
        source=source,
    )


def _year_before(plan: Helhedsplan) -> date:
    return date(period_of(plan)[0].year - 1, 12, 31)


def activity_criteria(
    plan: Helhedsplan, aktivitet: Aktivitet, maal: Maal, rng: random.Random
) -> list[Succeskriterium]:
    """Three criteria of an activity: mostly counts in a window, now and then an average, a yearly count or a yes."""
    forms = rng.choices(
        (Kriterieform.ANTAL_I_VINDUE, Kriterieform.GENNEMSNIT, Kriterieform.ANTAL_PR_AAR, Kriterieform.JA_NEJ),
        weights=(75, 10, 10, 5),
        k=PER_ACTIVITY,
    )
    return [_count(plan, aktivitet, maal, rng, form) for form in forms]


def _count(
    plan: Helhedsplan, aktivitet: Aktivitet, maal: Maal, rng: random.Random, form: Kriterieform
) -> Succeskriterium:
    start, end = period_of(plan)
    number, unit = rng.choice((4, 8, 12, 15, 20, 25, 30, 40, 60, 85, 100, 150, 250)), rng.choice(UNITS)
    row = Succeskriterium(
        helhedsplan=plan,
        aktivitet=aktivitet,
        maal=maal,
        maal_derived=True,
        statement=rng.choice(COUNTED).format(n=number, unit=unit),
        form=form,
        unit=unit,
        operator=Operator.MINDST,
        sammenlaegning=Sammenlaegning.SUM,
        target_value=Decimal(number),
        source="Egne registreringer",
    )
    if form == Kriterieform.ANTAL_I_VINDUE:
        months = rng.choice((36, 48, 48))
        row.window_from, row.window_months = start, months
        row.window_to = row.deadline = min(months_from(start, months), end)
    elif form == Kriterieform.ANTAL_PR_AAR:
        row.sammenlaegning = Sammenlaegning.AARLIG
        row.statement += " hvert år"
    elif form == Kriterieform.GENNEMSNIT:
        row.sammenlaegning = Sammenlaegning.MIDDEL
        row.statement = f"Hvert arrangement har i snit {number} {unit}"
    else:
        row.sammenlaegning, row.target_value, row.unit = Sammenlaegning.SENESTE, Decimal(1), ""
        row.statement = "Et fast mødested er åbnet og drives af frivillige"
        row.deadline = end - timedelta(days=rng.randint(0, 400))
    return row
