"""Every page of the administration opens, with rows, at a cost that does not grow with them."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Feltaendring, Retirable, Tracked
from plans.services import is_reference
from tests.admin_pages import address
from tests.models import FACTORIES, name_of, our_models
from tests.plans.factories import UserFactory

pytestmark = pytest.mark.django_db

MODELS = [model for model in our_models() if model is not Feltaendring]
WRITABLE = [model for model in MODELS if model.__name__ != "Haendelse"]


@pytest.fixture
def chef(client):
    user = UserFactory(is_staff=True, is_superuser=True, name="Aase Administrator")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def test_every_model_has_a_page_of_its_own_or_stands_on_another():
    assert set(MODELS) <= set(admin.site._registry)


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_the_list_opens_and_can_be_searched(client, chef, model):
    FACTORIES[model]()
    response = client.get(address("changelist", model))
    assert response.status_code == 200
    assert response.context["cl"].result_count >= 1
    assert client.get(address("changelist", model), {"q": "tryghed"}).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_every_filter_of_the_list_answers(client, chef, model):
    FACTORIES[model]()
    cl = client.get(address("changelist", model)).context["cl"]
    for spec in cl.filter_specs:
        for choice in list(spec.choices(cl))[:3]:
            if query := choice.get("query_string"):
                assert client.get(address("changelist", model) + query).status_code == 200
    for name in ("plan", "person", "i_brug"):
        assert client.get(address("changelist", model), {name: "ja"}).status_code in {200, 302}


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


@pytest.mark.parametrize("model", WRITABLE, ids=name_of)
def test_the_search_for_a_row_costs_the_same_with_many_rows(client, chef, model):
    pointing = [
        (relation.related_model, relation.field)
        for relation in model._meta.related_objects
        if relation.related_model in admin.site._registry
    ]
    if not pointing:
        pytest.skip("nothing points to it")
    other, field = pointing[0]
    query = {"app_label": other._meta.app_label, "model_name": other._meta.model_name, "field_name": field.name}
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


@pytest.mark.parametrize("model", WRITABLE, ids=name_of)
def test_the_empty_form_opens(client, chef, model):
    assert client.get(address("add", model)).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_the_form_and_the_history_of_a_row_open(client, chef, model):
    row = FACTORIES[model]()
    assert client.get(address("change", row)).status_code == 200
    assert client.get(address("history", row)).status_code == 200


@pytest.mark.parametrize("model", WRITABLE, ids=name_of)
def test_every_field_can_be_seen_on_the_form(client, chef, model):
    """A field nobody put on the page cannot be rescued."""
    row = FACTORIES[model]()
    fieldsets = client.get(address("change", row)).context["adminform"].fieldsets
    shown = set(admin.utils.flatten_fieldsets(fieldsets))
    fields = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)} - {"id"}
    assert fields <= shown, fields - shown


@pytest.mark.parametrize("model", WRITABLE, ids=name_of)
def test_references_are_searched_for_and_never_listed(client, chef, model):
    row = FACTORIES[model]()
    form = client.get(address("change", row)).context["adminform"].form
    for name, field in form.fields.items():
        related = getattr(getattr(field, "queryset", None), "model", None)
        if related in FACTORIES:
            assert "Autocomplete" in type(field.widget.widget).__name__, name


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_nothing_is_deleted_from_a_list(client, chef, model):
    FACTORIES[model]()
    form = client.get(address("changelist", model)).context["action_form"]
    actions = dict(form.fields["action"].choices) if form else {}
    assert "delete_selected" not in actions
    assert ("retire_selected" in actions) is issubclass(model, Retirable)


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_only_reference_data_that_nothing_uses_can_be_deleted(client, chef, model):
    row = FACTORIES[model]()
    status = client.get(address("delete", row)).status_code
    assert status == (200 if is_reference(model) and model.__name__ != "Haendelse" else 403)


@pytest.mark.parametrize("model", [m for m in MODELS if issubclass(m, Tracked)], ids=name_of)
def test_identity_and_version_are_shown_and_not_to_be_written(client, chef, model):
    row = FACTORIES[model]()
    response = client.get(address("change", row))
    form = response.context["adminform"].form
    assert str(row.uuid) in response.content.decode()
    assert not {"uuid", "version", "created_at", "changed_at"} & set(form.fields)


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_the_pages_carry_no_script_or_style_of_their_own(client, chef, model):
    """The content security policy lets only files run and paint."""
    row = FACTORIES[model]()
    for page in ("changelist", "change", "history"):
        html = client.get(address(page, row)).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", html)
        assert "<style" not in html
        assert not re.search(r"\s(style|onclick|onload|onchange)=", html)


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_somebody_who_is_no_administrator_is_refused(client, model):
    row = FACTORIES[model]()
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    for page in ("changelist", "change", "history"):
        response = client.get(address(page, row))
        assert response.status_code == 302
        assert response.url.startswith("/admin/login/")


@pytest.mark.parametrize("model", WRITABLE, ids=name_of)
def test_an_administrator_who_may_only_look_sees_the_row_and_cannot_save_it(client, model):
    row = FACTORIES[model]()
    user = UserFactory(is_staff=True)
    group = Group.objects.create(name="Ser")
    meta = model._meta
    group.permissions.add(Permission.objects.get(codename=f"view_{meta.model_name}"))
    user.groups.add(group)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address("change", row)).status_code == 200
    assert client.post(address("change", row), {}).status_code == 403
