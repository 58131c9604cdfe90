"""Related rows read ahead as plain lists: for pages that read hundreds of rows, most of them with nothing under them.

Django's own prefetch makes a manager and a queryset for every row and relation, also where there is nothing.
"""

from typing import Any

from django.db import models
from django.db.models import Prefetch


def read_ahead(name: str, queryset: models.QuerySet) -> Prefetch:
    """For `prefetch_related`: the related rows, for `ahead` to find; `row.<name>.all()` asks anew."""
    return Prefetch(name, queryset=queryset, to_attr=_place(name))


def ahead(row: models.Model, name: str) -> list[Any]:
    """The related rows that were read ahead; where none were, those prefetched by Django, else asked for now."""
    found = row.__dict__.get(_place(name))
    return list(getattr(row, name).all()) if found is None else found


def _place(name: str) -> str:
    return f"ahead_{name}"
