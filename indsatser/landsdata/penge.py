"""Invented money: sources, budget by year and what was spent."""

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db import models

from plans.choices import Finansieringsart, Postart
from plans.models import Budgetbeloeb, Budgetpost, Delaftale, Finansieringskilde, Forbrug, Helhedsplan

RESERVED = 0.06
"""What of the frame is left unallocated."""


def money(plan: Helhedsplan, delaftaler: list[Delaftale], rng: random.Random, today: date) -> Iterator[models.Model]:
    """Sources, posts, a budget for each post, source and year, and spending in the years that are over."""
    kilder = [
        (Finansieringskilde(helhedsplan=plan, kind=kind, name=name, order=order), frame)
        for order, (kind, name, frame) in enumerate(
            (
                (Finansieringsart.LBF, "Landsbyggefonden", plan.frame_lbf),
                (Finansieringsart.LOKAL, "Lokal medfinansiering", plan.frame_lokal),
            ),
            start=1,
        )
    ]
    posts = _posts(plan, delaftaler)
    yield from (kilde for kilde, _ in kilder)
    yield from posts
    weights = [rng.uniform(0.8, 1.2) * (0.5 if post.kind != Postart.DELAFTALE else 1) for post in posts]
    years = plan.calendar_years
    for kilde, frame in kilder:
        for post, weight in zip(posts, weights, strict=True):
            each = float(frame or 0) * (1 - RESERVED) * weight / sum(weights) / len(years)
            for year in years:
                amount = Decimal(round(each * rng.uniform(0.9, 1.0), -3))
                yield Budgetbeloeb(budgetpost=post, kilde=kilde, year=year, amount=amount)
                if year < today.year:
                    spent = round(float(amount) * rng.uniform(0.75, 1.05), 2)
                    yield Forbrug(budgetpost=post, kilde=kilde, year=year, amount=Decimal(str(spent)))


def _posts(plan: Helhedsplan, delaftaler: list[Delaftale]) -> list[Budgetpost]:
    return [
        Budgetpost(helhedsplan=plan, kind=Postart.PROJEKTORGANISATION, title="Projektorganisation", order=1),
        *(
            Budgetpost(helhedsplan=plan, kind=Postart.DELAFTALE, delaftale=row, title=row.title, order=1 + row.nummer)
            for row in delaftaler
        ),
        Budgetpost(helhedsplan=plan, kind=Postart.EVALUERING, title="Evaluering", order=9),
    ]
