"""What writing the accounts has in common: one at a time in a plan, and nothing in a year that is final."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction

from plans.models import Helhedsplan, Regnskabsaar


@contextmanager
def holding(plan: Helhedsplan) -> Iterator[None]:
    """One transaction in which nobody else writes actuals in the plan."""
    with transaction.atomic():
        Helhedsplan.objects.select_for_update(no_key=True).only("pk").get(pk=plan.pk)
        yield


def final_years(plan: Helhedsplan) -> set[int]:
    """The years whose accounts are final. One query."""
    rows = Regnskabsaar.objects.in_plan(plan).filter(retired_on__isnull=True, is_final=True)
    return set(rows.values_list("year", flat=True))


def final_sentence(plan: Helhedsplan, years: Iterable[int | None]) -> str:
    """Why nothing can be written in the years, or "" when it can."""
    closed = sorted(final_years(plan) & set(years))
    if not closed:
        return ""
    named = " og ".join(str(year) for year in closed)
    return f"Regnskabet for {named} er endeligt. Skal der rettes i det, så ret først årets regnskab til ikke endeligt."
