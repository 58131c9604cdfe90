"""However a text comes in: with something that looks like a CPR number it is refused, and nobody sees the number."""

import json
import logging
import re
import sys

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models

from helhedsplan import gunicorn
from helhedsplan.login import typed_email
from helhedsplan.logs import JsonFormatter, PlainFormatter
from indsatser.importing.sag.laeser import SagAfvist
from indsatser.importing.sag.skriver import Skriver
from plans.choices import Handling
from plans.models import Afsnit, Feltaendring, Haendelse, Kladde, Kommune, UdenCpr
from plans.redigering.kladder import save_draft
from plans.reference import Indlaesning, upsert
from plans.services import change, create, record, retire
from tests.admin_pages import address, posted, sentences
from tests.indsatser.factories import LogpostFactory
from tests.models import FACTORIES, our_models
from tests.plans.factories import AfsnitFactory, HelhedsplanFactory, KommuneFactory, UserFactory

pytestmark = pytest.mark.django_db

CPR = "010190-1234"
SAYS = "ligner et CPR-nummer («0101…»)"
THE_TRAIL = {Haendelse, Feltaendring}  # written by plans.services.record alone, from rows that were refused before
TEXTS = [
    (model, field)
    for model in our_models()
    if model not in THE_TRAIL
    for field in model._meta.concrete_fields
    if isinstance(field, models.CharField | models.TextField) and not field.choices
    if field.name not in {"password", "file_name", "evidence_name"}
]


@pytest.mark.parametrize(("model", "field"), TEXTS, ids=lambda value: getattr(value, "__name__", "") or value.name)
def test_every_text_of_every_row_is_refused_at_its_field(model, field):
    row = FACTORIES[model]()
    setattr(row, field.attname, CPR)
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    found = " ".join(refused.value.message_dict[field.name])
    assert SAYS in found
    assert "90-1234" not in found


def test_there_is_no_row_with_text_that_is_not_looked_through():
    assert len(TEXTS) > 100
    assert {model for model in our_models() if not issubclass(model, UdenCpr)} == THE_TRAIL


def test_other_refusals_of_the_same_row_are_still_said():
    row = AfsnitFactory.build(helhedsplan=HelhedsplanFactory(), heading="", text=CPR)
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert set(refused.value.message_dict) == {"heading", "text"}


def test_a_scrambled_password_is_no_persons_number():
    user = UserFactory()
    user.password = f"md5$salt${CPR}"
    user.full_clean()


# --- The services


def test_nothing_is_created_changed_or_noted_with_one():
    by, row = UserFactory(), AfsnitFactory(text="Før")
    with pytest.raises(ValidationError, match="CPR"):
        create(AfsnitFactory.build(helhedsplan=row.helhedsplan, text=CPR), by=by)
    row.text = f"Talte med {CPR}"
    with pytest.raises(ValidationError, match="CPR"):
        change(row, by=by)
    row.text = "Efter"
    with pytest.raises(ValidationError, match="CPR"):
        change(row, by=by, note=CPR)
    with pytest.raises(ValidationError) as refused:
        retire(row, by=by, reason=f"Flyttet, {CPR}")
    assert "retired_reason" in refused.value.message_dict
    with pytest.raises(ValidationError, match="CPR"):
        record(row, by=by, handling=Handling.AENDRET, note=CPR)
    assert list(Afsnit.objects.values_list("text", flat=True)) == ["Før"]
    assert not Haendelse.objects.exists()


def test_the_counting_log_takes_numbers_and_no_persons():
    row = LogpostFactory(note="12 børn, 3 voksne")
    row.note = "12 børn, bl.a. 0101901234"
    with pytest.raises(ValidationError) as refused:
        change(row, by=None)
    assert SAYS in refused.value.message_dict["note"][0]


def test_reference_data_too():
    with pytest.raises(ValidationError, match="CPR"):
        create(Kommune(name=CPR, code="0999"), by=None)
    kommune = KommuneFactory()
    with pytest.raises(ValidationError, match="CPR"):
        upsert(kommune, {"name": CPR}, Indlaesning())
    kommune.refresh_from_db()
    assert kommune.name != CPR


def test_a_draft_with_one_is_not_kept():
    form = {"art": "afsnit", "target": AfsnitFactory().uuid, "is_new": False}
    with pytest.raises(ValidationError) as refused:
        save_draft(UserFactory(), data={"heading": ["Formål"], "text": [f"Om {CPR}"]}, seen_version=1, **form)
    assert SAYS in refused.value.messages[0]
    assert not Kladde.objects.exists()


# --- Imports


def test_a_case_file_with_one_is_refused_whole(monkeypatch):
    from indsatser.demo import CASES, FOLDER
    from indsatser.importing.sag.indlaes import load_data
    from indsatser.importing.sag.laeser import parse

    data = parse(next(path for path in sorted(FOLDER.glob("*.yaml")) if "noerrebro" in path.name))
    text = json.dumps(data, default=str, ensure_ascii=False)
    assert CPR not in text
    assert CASES
    data["project"]["name"] = f"Værksted ({CPR})"
    with pytest.raises(SagAfvist) as refused:
        load_data(data, sag="prøve")
    assert SAYS in str(refused.value)
    assert CPR not in str(refused.value)
    assert not HelhedsplanFactory._meta.model.objects.exists()


def test_whatever_an_import_writes_it_writes_through_the_services():
    plan = HelhedsplanFactory()
    with pytest.raises(ValidationError, match="CPR"):
        Skriver("prøve").row(Afsnit, "a", helhedsplan=plan, heading="Formål", text=CPR)


# --- The administration


@pytest.fixture
def chef(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def test_the_administration_says_it_at_the_field_and_keeps_what_was_typed(client, chef):
    row = AfsnitFactory(text="Før")
    data = posted(client.get(address("change", row)), text=f"Om {CPR}", heading="Nyt navn")
    response = client.post(address("change", row), data)
    assert SAYS in " ".join(response.context["adminform"].form.errors["text"])
    assert f"Om {CPR}" in sentences(response)
    row.refresh_from_db()
    assert (row.text, row.heading != "Nyt navn") == ("Før", True)


def test_a_person_is_not_called_by_a_number(client, chef):
    user = UserFactory(name="Mette Holm")
    response = client.post(address("change", user), posted(client.get(address("change", user)), title=CPR))
    assert SAYS in " ".join(response.context["adminform"].form.errors["title"])


def test_a_file_is_not_called_by_a_number(client, chef):
    plan = HelhedsplanFactory()
    file = ContentFile("Tekst", name=f"Referat {CPR}.txt")
    data = {"helhedsplan": plan.pk, "title": "Referat", "state": "vedlagt", "order": 0, "file": file}
    response = client.post("/admin/plans/bilag/add/", data)
    (sentence,) = response.context["adminform"].form.errors["file"]
    assert sentence.startswith("Filens navn: ")
    assert SAYS in sentence
    assert not plan.bilag.exists()


# --- What is logged


def _entry(message, *args, exc_info=None):
    return logging.LogRecord("django.request", logging.WARNING, __file__, 1, message, args, exc_info)


@pytest.mark.parametrize("formatter", [PlainFormatter("%(levelname)s %(message)s"), JsonFormatter()])
def test_a_line_of_the_log_hides_it_also_in_a_traceback(formatter):
    try:
        raise ValueError(f"kan ikke læse {CPR}")
    except ValueError:
        line = formatter.format(_entry("Not Found: /soeg/%s/", CPR, exc_info=sys.exc_info()))
    assert "Not Found: /soeg/(skjult nummer)/" in line
    assert "ValueError" in line
    assert "90-1234" not in line


def test_the_access_log_has_the_path_but_neither_what_was_searched_for_nor_where_one_came_from():
    used = set(re.findall(r"%\(([^)]+)\)s", gunicorn.access_log_format))
    assert {"m", "U", "s"} <= used
    assert not {"r", "q", "f"} & used


def test_a_number_typed_instead_of_an_email_is_kept_nowhere(rf):
    assert typed_email(rf.post("/", {"username": CPR})) == "(skjult nummer)"
    assert typed_email(rf.post("/", {"username": "Mette@Example.dk"})) == "mette@example.dk"
