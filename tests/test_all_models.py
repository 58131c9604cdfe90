"""What is true of every model: named rules in Danish, words people read, identity and version."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from plans.models import Helhedsplan, PlanScopedQuerySet, Retirable, Tracked
from plans.services import is_reference
from plans.services.spor import plan_of
from tests.models import FACTORIES, name_of, our_models

pytestmark = pytest.mark.django_db

MODELS = list(our_models())
CONSTRAINTS = [(model, constraint) for model in MODELS for constraint in model._meta.constraints]
TRACKED = [model for model in MODELS if issubclass(model, Tracked)]
SCOPED = [model for model in MODELS if isinstance(model._default_manager.all(), PlanScopedQuerySet)]
MAY_STAND_OUTSIDE_PLANS = {"Aftalelaesning", "Baggrundsopgave", "Haendelse", "Indikatorvaerdi"}


def constraint_name(value):
    return getattr(value, "name", "")


@pytest.mark.parametrize(("model", "constraint"), CONSTRAINTS, ids=constraint_name)
def test_a_constraint_is_named_after_its_model_and_refuses_in_danish(model, constraint):
    assert constraint.name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_")
    assert len(constraint.name) <= 63, "PostgreSQL would cut it"
    sentence = str(constraint.violation_error_message)
    assert sentence != str(constraint.default_violation_error_message)
    assert sentence[0].isupper() or sentence[0] == "«"
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("model", "constraint"), [pair for pair in CONSTRAINTS if issubclass(pair[0], Tracked)], ids=constraint_name
)
def test_a_constraint_says_at_which_field_its_refusal_stands_and_a_form_with_the_rule_has_that_field(
    model, constraint
):
    mentioned = set(getattr(constraint, "fields", ()))
    if constraint.condition is not None:
        mentioned |= fields_of(constraint.condition)
    assert constraint.violation_error_code in mentioned


def fields_of(condition: models.Q) -> set[str]:
    """The fields a condition speaks of."""
    found = set()
    for child in condition.children:
        if isinstance(child, models.Q):
            found |= fields_of(child)
        else:
            found |= {child[0].split("__")[0], getattr(child[1], "name", "")}
    return found


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_a_model_says_what_it_is_to_developers_and_to_people(model):
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}("), "the docstring is Django's own"
    for word in (str(model._meta.verbose_name), str(model._meta.verbose_name_plural)):
        assert word
        assert word == word.lower()


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_every_field_has_a_danish_name_in_lower_case(model):
    for field in model._meta.concrete_fields:
        label = str(field.verbose_name)
        if field.primary_key or field.name in {"password", "last_login", "is_superuser"}:  # Django's own
            continue
        spoken_in_english = label == field.name.replace("_", " ") and "_" in field.name
        assert not spoken_in_english, field.name
        first = label.split()[0]
        proper = first in {"Landsbyggefondens", "CFBU-aktivitetstyper"}
        assert proper or label[0].islower(), label


@pytest.mark.parametrize("model", TRACKED, ids=name_of)
def test_a_row_that_documents_print_has_an_identity_and_a_version(model):
    uuid, version = model._meta.get_field("uuid"), model._meta.get_field("version")
    assert uuid.unique
    assert not uuid.editable
    assert not version.editable
    row = FACTORIES[model]()
    assert row.version == 1
    assert row.uuid is not None


@pytest.mark.parametrize("model", [m for m in MODELS if not issubclass(m, Tracked)], ids=name_of)
def test_only_reference_data_the_trail_and_people_do_without_identity_and_version(model):
    logs = {"Baggrundsopgave", "Haendelse", "Feltaendring", "Paamindelsesbrev", "Paamindelse", "Paamindelseskoersel"}
    logs |= {"Udstedelse"}
    assert is_reference(model) or model.__name__ in {"User"} | logs


@pytest.mark.parametrize("model", TRACKED, ids=name_of)
def test_every_tracked_row_is_in_a_plan_or_is_reference_data(model):
    assert model in SCOPED or model.__name__ in {"Boligorganisation", "Boligafdeling", "Boligomraade"}


@pytest.mark.parametrize("model", SCOPED, ids=name_of)
def test_a_row_finds_its_plan_along_its_plan_path(model):
    row = FACTORIES[model]()
    plan = plan_of(row)
    assert isinstance(plan, Helhedsplan)
    assert list(model._default_manager.in_plan(plan)) == [row]


@pytest.mark.parametrize("model", [m for m in SCOPED if m.__name__ not in MAY_STAND_OUTSIDE_PLANS], ids=name_of)
def test_no_link_on_the_way_to_the_plan_may_be_missing(model):
    steps, at = model._default_manager.all().plan_path, model
    for step in steps.split("__") if steps else []:
        field = at._meta.get_field(step)
        assert not field.null, step
        at = field.related_model
    assert at is Helhedsplan


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_an_empty_row_is_refused_politely_and_never_crashes(model):
    with pytest.raises(ValidationError):
        model().full_clean()


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_the_factory_makes_a_row_that_keeps_every_rule_and_has_a_name(model):
    row = FACTORIES[model]()
    row.full_clean()
    assert str(row)


READS_ITS_RELATIONS = {
    "Afdelingsdeltagelse": ["boligafdeling"],
    "Aktivitetsmaal": ["aktivitet", "maal"],
    "Bevilling": ["kilde", "initiativ"],
    "Budgetbeloeb": ["budgetpost", "kilde"],
    "Forbrug": ["budgetpost"],
    "Fravalg": ["indsatsomraade"],
    "Graensevaerdi": ["indikator"],
    "Indikatorvaerdi": ["indikator", "boligomraade"],
    "Medlemskab": ["user"],
    "Moede": ["organ"],
    "Moedemateriale": ["moede__organ"],
    "Omdisponering": ["from_post", "to_post"],
    "Tilstedevaerelse": ["user"],
}
"""Rows that are named after what they join. A list of them is fetched with select_related."""


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_naming_a_row_asks_the_database_nothing_but_what_is_stated_here(model):
    pk = FACTORIES[model]().pk
    rows = model._default_manager.select_related(*READS_ITS_RELATIONS.get(model.__name__, [None]))
    row = rows.get(pk=pk)
    with CaptureQueriesContext(connection) as queries:
        str(row)
    assert not queries.captured_queries


@pytest.mark.parametrize("model", [m for m in MODELS if issubclass(m, Retirable)], ids=name_of)
def test_a_row_is_current_until_the_day_it_goes_out(model):
    row = FACTORIES[model](retired_on=date(2020, 6, 1), retired_reason="Nedlagt.")
    assert row in model._default_manager.current(on=date(2020, 5, 31))
    assert row not in model._default_manager.current(on=date(2020, 6, 1))
    assert row.is_retired


def test_amounts_are_exact_to_the_oere():
    for model in MODELS:
        for field in model._meta.concrete_fields:
            assert not isinstance(field, models.FloatField), f"{model.__name__}.{field.name}"
            if "kr." in str(field.verbose_name) and "," in str(field.verbose_name):
                assert isinstance(field, models.DecimalField)
                assert field.decimal_places == 2
