"""Every model of ours with its factory: what the tests that go through all models go through."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from factory.django import DjangoModelFactory

from tests.indsatser import factories as indsatser_factories
from tests.plans import factories as plans_factories
from tests.reporting import factories as reporting_factories

APPS = ("plans", "indsatser", "reporting")
FACTORIES: dict[type[models.Model], type[DjangoModelFactory]] = {
    found._meta.model: found
    for module in (plans_factories, indsatser_factories, reporting_factories)
    for found in vars(module).values()
    if isinstance(found, type) and issubclass(found, DjangoModelFactory) and found is not DjangoModelFactory
}


def our_models() -> Iterator[type[models.Model]]:
    """The models of plans, indsatser and reporting, without the join tables Django makes."""
    for label in APPS:
        yield from apps.get_app_config(label).get_models()


def name_of(value: object) -> str:
    """A readable test id."""
    return value.__name__ if isinstance(value, type) else str(value)
