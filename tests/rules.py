"""How a rule of the database is written down in the tests: what it refuses, what it only just allows, what it says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from factory.django import DjangoModelFactory

Values = dict[str, Any] | Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Rule:
    """One named constraint: a row made by `make` (with `start`) is spoiled with `refused`, mended with `allowed`.

    Either may be a function of the row, for values that need other rows. `at` is the field the sentence stands at,
    `spoken` the sentence of a field's own check where that speaks first.
    """

    name: str
    make: type[DjangoModelFactory]
    sentence: str
    refused: Values
    allowed: Values
    at: str = NON_FIELD_ERRORS
    start: dict[str, Any] = field(default_factory=dict)
    spoken: str = ""

    def __str__(self) -> str:
        return self.name


def _put(row: models.Model, values: Values) -> None:
    for name, value in (values(row) if callable(values) else values).items():
        setattr(row, name, value)


def refusals(row: models.Model) -> dict[str, list[str]]:
    """The sentences full_clean() refuses the row with, by field; empty when it accepts the row."""
    try:
        row.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def check_that_people_are_told(rule: Rule) -> None:
    """full_clean() says the sentence at the field it concerns."""
    row = rule.make(**rule.start)
    _put(row, rule.refused)
    found = refusals(row)
    assert (rule.spoken or rule.sentence) in found.get(rule.at, []), found


def check_that_the_database_holds(rule: Rule) -> None:
    """A save that skips validation is refused by the database itself."""
    row = rule.make(**rule.start)
    _put(row, rule.refused)
    with pytest.raises(IntegrityError, match=rule.name), transaction.atomic():
        row.save()


def check_the_edge(rule: Rule) -> None:
    """What only just keeps the rule is accepted, by validation and by the database."""
    row = rule.make(**rule.start)
    _put(row, rule.allowed)
    assert refusals(row) == {}
    row.save()
