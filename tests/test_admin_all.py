"""Every page of the administration opens, with rows, at a cost that does not grow with them."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Retirable, Tracked
from plans.services import is_reference
from tests.admin_pages import address
from tests.models import FACTORIES, name_of, our_models
from tests.plans.factories import UserFactory

pytestmark = pytest.mark.django_db

NOT_THERE = {
    "Afvisning",
    "Feltaendring",
    "Kalenderadresse",
    "Kladde",
    "Laestvaerdi",
    "Passage",
    "Planstand",
    "Tilstedevaerelse",
}
"""A field change stands under its event; drafts, signs of life, addresses are their person's; a stand is computed;
what is read of an agreement is answered where its passage stands beside it, and a passage is written once;
a rejection is a fingerprint that says nothing to people."""
MODELS = [model for model in our_models() if model.__name__ not in NOT_THERE]
LOGS = {"Baggrundsopgave", "Haendelse", "Milepaelsskift", "Paamindelsesbrev", "Paamindelse", "Paamindelseskoersel"}
LOGS |= {"Udgave", "Udgavefil", "Indberetning", "Indberetningstrin", "Vurdering", "Kontrolsvar", "Udstedelse"}
WRITABLE = [model for model in MODELS if model.__name__ not in LOGS]


@pytest.fixture
def chef(client):
    user = UserFactory(is_staff=True, is_superuser=True, name="Aase Administrator")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def assert_only_files_run_and_paint(response):
    """What the content security policy asks: no script or style in the page itself."""
    html = response.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", html)
    assert "<style" not in html
    assert not re.search(r"\s(style|onclick|onload|onchange)=", html)


def test_every_model_has_a_page_of_its_own_or_stands_on_another():
    assert set(MODELS) <= set(admin.site._registry)


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_the_list_opens_is_searched_and_filtered_and_deletes_nothing(client, chef, model):
    FACTORIES[model]()
    response = client.get(address("changelist", model))
    cl, form = response.context["cl"], response.context["action_form"]
    actions = dict(form.fields["action"].choices) if form else {}

    assert response.status_code == 200
    assert cl.result_count >= 1
    assert "delete_selected" not in actions
    assert ("retire_selected" in actions) is issubclass(model, Retirable)
    assert_only_files_run_and_paint(response)

    choices = [list(spec.choices(cl))[:2] for spec in cl.filter_specs]
    chosen = [choice[-1]["query_string"] for choice in choices if "query_string" in choice[-1]]
    for query in (*chosen, "?q=tryghed", "?plan=a&person=b", "?i_brug=ja", "?i_brug=nej"):
        known = (
            query.startswith("?q")
            or query in chosen
            or set(re.findall(r"(\w+)=", query)) <= {getattr(spec, "parameter_name", "") for spec in cl.filter_specs}
        )
        assert client.get(address("changelist", model) + query).status_code == (200 if known else 302)


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_the_list_costs_the_same_with_many_rows(client, chef, model):
    for _ in range(2):
        FACTORIES[model]()
    client.get(address("changelist", model))
    with CaptureQueriesContext(connection) as few:
        client.get(address("changelist", model))
    for _ in range(6):
        FACTORIES[model]()
    with CaptureQueriesContext(connection) as many:
        client.get(address("changelist", model))
    assert len(many) == len(few), "\n".join(query["sql"][:200] for query in many.captured_queries)


POINTED_TO = {
    model: next(
        (relation for relation in model._meta.related_objects if relation.related_model in admin.site._registry), None
    )
    for model in WRITABLE
}


@pytest.mark.parametrize("model", [model for model in WRITABLE if POINTED_TO[model]], ids=name_of)
def test_the_search_for_a_row_to_point_to_costs_the_same_with_many_rows(client, chef, model):
    relation = POINTED_TO[model]
    meta = relation.related_model._meta
    query = {"app_label": meta.app_label, "model_name": meta.model_name, "field_name": relation.field.name}
    FACTORIES[model]()
    client.get("/admin/autocomplete/", query)
    with CaptureQueriesContext(connection) as few:
        response = client.get("/admin/autocomplete/", query)
    assert response.json()["results"]
    for _ in range(5):
        FACTORIES[model]()
    with CaptureQueriesContext(connection) as many:
        client.get("/admin/autocomplete/", query)
    assert len(many) == len(few), "\n".join(query["sql"][:200] for query in many.captured_queries)


MADE_ELSEWHERE = {"Moedemateriale"}
"""What the application makes and nobody types."""


@pytest.mark.parametrize("model", [m for m in WRITABLE if m.__name__ not in MADE_ELSEWHERE], ids=name_of)
def test_the_empty_form_opens(client, chef, model):
    assert client.get(address("add", model)).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_the_form_of_a_row_shows_every_field_and_searches_for_what_it_points_to(client, chef, model):
    row = FACTORIES[model]()
    response = client.get(address("change", row))
    form, fieldsets = response.context["adminform"].form, response.context["adminform"].fieldsets

    assert response.status_code == 200
    assert_only_files_run_and_paint(response)
    # A field nobody put on the page cannot be rescued.
    fields = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)}
    fields -= {"id", "user_permissions"}  # rights go through groups
    assert fields <= set(admin.utils.flatten_fieldsets(fieldsets))
    if issubclass(model, Tracked):
        assert str(row.uuid) in response.content.decode()
        assert not {"uuid", "version", "created_at", "changed_at"} & set(form.fields)
    for name, field in form.fields.items():
        related = getattr(getattr(field, "queryset", None), "model", None)
        if related in FACTORIES:
            assert "Autocomplete" in type(field.widget.widget).__name__, name


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_a_row_has_a_history_and_is_deleted_only_if_it_is_reference_data_that_nothing_uses(client, chef, model):
    row = FACTORIES[model]()
    history = client.get(address("history", row))
    assert history.status_code == 200
    assert_only_files_run_and_paint(history)
    may_go = is_reference(model)
    assert client.get(address("delete", row)).status_code == (200 if may_go else 403)


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_somebody_who_is_no_administrator_is_sent_to_log_in(client, model):
    row = FACTORIES[model]()
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    for page in ("changelist", "add", "change", "history", "delete"):
        response = client.get(address(page, row))
        assert response.status_code == 302
        assert response.url.startswith("/admin/login/")


@pytest.mark.parametrize("model", WRITABLE, ids=name_of)
def test_an_administrator_who_may_only_look_sees_the_row_and_cannot_save_it(client, model):
    row = FACTORIES[model]()
    group = Group.objects.create(name="Ser")
    group.permissions.add(Permission.objects.get(codename=f"view_{model._meta.model_name}"))
    user = UserFactory(is_staff=True)
    user.groups.add(group)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address("change", row)).status_code == 200
    assert client.post(address("change", row), {}).status_code == 403
