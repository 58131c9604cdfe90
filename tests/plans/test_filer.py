"""A file is handed out through the door, under its own name, as what it is; one that is replaced is still there."""

import re
from email.message import Message

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404
from django.urls import reverse

from helhedsplan.filer import FILE_CSP, PDF_CSP
from indsatser.models import Aftalelaesning, Evaluering, Maaling, Milepael
from plans import filer
from plans.choices import Rolle
from plans.models import Baggrundsopgave, Bilag, Dokumentfelt, Moedemateriale, Punktbilag
from plans.services import change, create, trail_of
from plans.services.spor import plan_of
from reporting.models import Udgavefil
from tests import filer as files
from tests.indsatser.factories import EvalueringFactory, MaalingFactory, MilepaelFactory
from tests.models import our_models
from tests.plans.factories import BilagFactory, HelhedsplanFactory, PunktbilagFactory, UserFactory

pytestmark = pytest.mark.django_db

NAME = "Økonomi på Åparken (2).pdf"
WITH_FILES = [
    (BilagFactory, "file"),
    (EvalueringFactory, "file"),
    (PunktbilagFactory, "file"),
    (MaalingFactory, "evidence"),
    (MilepaelFactory, "evidence"),
]


def bilag(name=NAME, content=None, **fields):
    content = files.pdf() if content is None else content
    return create(
        BilagFactory.build(**{"helhedsplan": HelhedsplanFactory(), "file": files.upload(name, content), **fields}),
        by=None,
    )


def stored(row):
    return type(row)._default_manager.get(pk=row.pk)


def url(row):
    return reverse("plans:fil", args=[row._meta.model_name, row.uuid])


def own_name_in(response):
    message = Message()
    message["Content-Disposition"] = response.headers["Content-Disposition"]
    return message.get_filename()


# --- How a file is kept


def test_a_file_is_stored_under_a_name_that_says_nothing_and_keeps_its_own_in_the_row():
    row = stored(bilag())
    assert re.fullmatch(r"bilag/[0-9a-f]{32}\.pdf", row.file.name)
    assert row.file_name == row.file.own_name == NAME
    assert row.file.url == url(row)


def test_two_files_of_one_name_are_two_files():
    assert bilag().file.name != bilag().file.name


def test_a_file_that_is_replaced_stays_and_the_trail_knows_where():
    row = bilag("Udkast.txt", b"Udkast")
    old = row.file.name
    row.file = files.upload("Endelig.txt", "Endelig på dansk".encode())
    change(row, by=UserFactory())
    row = stored(row)
    told = {c.field: (c.old, c.new) for c in trail_of(row).first().feltaendringer.all()}
    assert told == {"file": (old, row.file.name), "file_name": ("Udkast.txt", "Endelig.txt")}
    assert default_storage.open(old).read() == b"Udkast"
    assert row.version == 2


def test_a_file_that_is_taken_away_stays_too_and_the_row_has_no_name_left():
    row = stored(bilag())
    old = row.file.name
    row.file = ""
    change(row, by=None)
    assert stored(row).file_name == ""
    assert default_storage.exists(old)


def test_a_row_saved_without_a_new_file_keeps_the_one_it_has():
    row = stored(bilag())
    row.title = "Et andet navn"
    change(row, by=None)
    assert (stored(row).file.name, stored(row).file_name) == (row.file.name, NAME)
    assert [c.field for c in trail_of(row).first().feltaendringer.all()] == ["title"]


@pytest.mark.parametrize(("factory", "field"), WITH_FILES, ids=lambda value: getattr(value, "__name__", value))
def test_every_row_with_a_file_refuses_a_bad_one_at_its_field(factory, field):
    row = factory()
    before = getattr(stored(row), field).name
    setattr(row, field, files.upload("a.pdf", b"MZ\x90"))
    with pytest.raises(ValidationError) as refused:
        change(row, by=None)
    assert "noget andet" in refused.value.message_dict[field][0]
    setattr(row, field, files.upload("010190-1234.txt", b"a"))
    with pytest.raises(ValidationError) as refused:
        change(row, by=None)
    (sentence,) = refused.value.message_dict[field]
    assert "CPR" in sentence
    assert getattr(stored(row), field).name == before


def test_every_file_of_ours_is_looked_through_and_its_name_stands_after_it():
    found = set()
    for model in our_models():
        fields = [field for field in model._meta.concrete_fields if field.get_internal_type() == "FileField"]
        names = [field.name for field in model._meta.concrete_fields]
        for field in fields:
            assert isinstance(field, Dokumentfelt)
            assert names.index(field.name) < names.index(field.name_field)
            found.add((model, field.name))
    assert found == {
        (Aftalelaesning, "file"),
        (Baggrundsopgave, "file"),
        (Bilag, "file"),
        (Evaluering, "file"),
        (Maaling, "evidence"),
        (Milepael, "evidence"),
        (Moedemateriale, "file"),
        (Punktbilag, "file"),
        (Udgavefil, "file"),
    }
    assert {(kilde.model, kilde.field) for kilde in filer.KILDER.values()} == found


def test_only_files_that_are_looked_through_are_handed_out_and_each_kind_once():
    with pytest.raises(TypeError):
        filer.registrer(Bilag, "title")
    with pytest.raises(ValueError, match="another"):
        filer.registrer(Maaling, "evidence", filer.Ret.REDIGER)
    filer.registrer(Bilag, "file")
    with pytest.raises(Http404):
        filer.kilde("user")


# --- How a file is handed out


@pytest.mark.parametrize(
    ("name", "make", "content_type", "shown"),
    [
        ("a.pdf", files.pdf, "application/pdf", True),
        ("a.png", files.picture, "image/png", True),
        ("a.JPG", lambda: files.picture("JPEG"), "image/jpeg", True),
        ("a.docx", files.word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", False),
        ("a.xlsx", files.excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False),
        ("a.odt", files.odt, "application/vnd.oasis.opendocument.text", False),
        ("a.txt", lambda: b"<script>alert(1)</script>", "text/plain", False),
        ("a.csv", lambda: b"a;b", "text/csv", False),
    ],
)
def test_a_file_comes_as_what_it_is_and_runs_nowhere(client, log_in, name, make, content_type, shown):
    content = make()
    row = bilag(name, content)
    log_in(row.helhedsplan, Rolle.LAESER)
    response = client.get(url(row))
    assert response.status_code == 200
    assert b"".join(response) == content
    assert response.headers["Content-Type"] == content_type
    assert response.headers["Content-Length"] == str(len(content))
    assert response.headers["Content-Disposition"].startswith("inline" if shown else "attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["Content-Security-Policy"] == (PDF_CSP if name.endswith("pdf") else FILE_CSP)


@pytest.mark.parametrize("name", [NAME, "Årsplan «2019».txt", 'a";x=".txt', "a%0d%0a.txt", "100 %.txt"])
def test_it_comes_under_the_persons_own_name(client, log_in, name):
    row = bilag(name, files.pdf() if name.endswith("pdf") else b"Tekst")
    log_in(row.helhedsplan)
    assert own_name_in(client.get(url(row))) == name


def test_head_says_the_same_and_sends_nothing(client, log_in):
    row = bilag()
    log_in(row.helhedsplan)
    head, get = client.head(url(row)), client.get(url(row))
    assert head.status_code == 200
    assert dict(head.headers) == dict(get.headers)
    assert b"".join(head) == b""


@pytest.mark.parametrize(("factory", "field"), WITH_FILES, ids=lambda value: getattr(value, "__name__", value))
def test_files_of_every_kind_of_row_are_for_its_members_alone(client, log_in, factory, field):
    row = factory()
    setattr(row, field, files.upload("Belæg.txt", b"Tekst"))
    change(row, by=None)
    address = getattr(row, field).url
    assert client.get(address).status_code == 302
    log_in(HelhedsplanFactory(), Rolle.PLANLEDER)
    assert client.get(address).status_code == 404
    for rolle in Rolle:
        log_in(plan_of(row), rolle)
        assert client.get(address).status_code == 200
        assert client.post(address).status_code == 405


def test_a_kind_of_row_nobody_registered_is_not_found(client, log_in):
    row = bilag()
    log_in(row.helhedsplan, Rolle.PLANLEDER)
    for art in ("helhedsplan", "user", "evaluering", "BILAG"):
        assert client.get(reverse("plans:fil", args=[art, row.uuid])).status_code == 404


def test_a_row_without_a_file_says_so(client, log_in):
    row = BilagFactory(title="Kommissorium")
    log_in(row.helhedsplan)
    response = client.get(url(row))
    assert response.status_code == 404
    assert "Der er ikke vedlagt nogen fil til «Kommissorium»" in response.content.decode()


def test_a_file_that_is_gone_from_the_disk_says_so_with_its_name(client, log_in):
    row = bilag(title="Kommissorium")
    default_storage.delete(row.file.name)
    log_in(row.helhedsplan)
    response = client.get(url(row))
    assert response.status_code == 404
    assert f"«{NAME}» hører til «Kommissorium», men filen ligger ikke i arkivet" in response.content.decode()


@pytest.mark.parametrize("name", ["bilag/gammel side.html", "bilag/gammel.svg", "bilag/gammel.pdf", "bilag/uden"])
def test_a_file_from_before_files_were_looked_through_is_only_saved(client, log_in, name):
    row = BilagFactory()
    kept = default_storage.save(name, ContentFile(b"<script>alert(1)</script>"))
    Bilag.objects.filter(pk=row.pk).update(file=kept)
    log_in(row.helhedsplan)
    response = client.get(url(row))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"] in {"application/octet-stream", "application/pdf"}


@pytest.mark.parametrize("name", ["../hemmelig.txt", "/etc/passwd"])
def test_a_name_that_leads_out_of_the_archive_leads_nowhere(client, log_in, settings, tmp_path, name):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    settings.MEDIA_ROOT = str(tmp_path / "media")
    (tmp_path / "hemmelig.txt").write_text("hemmelig")
    row = BilagFactory()
    Bilag.objects.filter(pk=row.pk).update(file=name)
    log_in(row.helhedsplan)
    assert client.get(url(row)).status_code in (400, 404)


def test_on_a_disk_it_is_kept_and_handed_out_the_same(client, log_in, settings, tmp_path):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    settings.MEDIA_ROOT = str(tmp_path)
    row = bilag()
    (kept,) = (tmp_path / "bilag").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o640
    log_in(row.helhedsplan)
    response = client.get(url(row))
    assert b"".join(response) == kept.read_bytes()
    assert own_name_in(response) == NAME


# --- Where it is linked from


def test_the_agreement_links_to_its_annexes(client, log_in, assert_flat_queries):
    row = bilag("Kommissorium <1>.txt", b"Tekst", title="Kommissorium")
    plan = row.helhedsplan
    log_in(plan)
    page = reverse("plans:aftale_detail", args=[plan.uuid])
    html = client.get(page).content.decode()
    assert f'href="{url(row)}"' in html
    assert "Kommissorium &lt;1&gt;.txt" in html
    assert_flat_queries(get=lambda: client.get(page), grow=lambda: [bilag(helhedsplan=plan) for _ in range(3)])


def test_a_measurements_evidence_is_linked_where_the_measurement_stands(client, log_in):
    row = MaalingFactory()
    row.evidence = files.upload("Belæg.txt", b"Tekst")
    change(row, by=None)
    log_in(row.helhedsplan)
    html = client.get(reverse("reporting:kriterium_detail", args=[row.kriterium.uuid])).content.decode()
    assert f'href="{url(row)}"' in html
    assert "Belæg.txt" in html


def test_a_milestones_evidence_is_linked_where_the_milestone_stands(client, log_in):
    row = MilepaelFactory()
    row.evidence = files.upload("Referat.txt", b"Tekst")
    change(row, by=None)
    log_in(row.helhedsplan)
    html = client.get(reverse("indsatser:milepael_list", args=[row.helhedsplan.uuid])).content.decode()
    assert f'href="{url(row)}"' in html
    assert "Referat.txt" in html


# --- The administration


def test_the_administration_takes_files_with_the_same_check_and_links_through_the_door(client):
    client.force_login(
        UserFactory(is_staff=True, is_superuser=True), backend="django.contrib.auth.backends.ModelBackend"
    )
    plan = HelhedsplanFactory()
    data = {"helhedsplan": plan.pk, "title": "Aftale", "state": "vedlagt", "order": 0}
    refused = client.post("/admin/plans/bilag/add/", {**data, "file": files.upload("a.pdf", b"MZ")})
    assert "noget andet" in refused.context["adminform"].form.errors["file"][0]
    assert client.post("/admin/plans/bilag/add/", {**data, "file": files.upload(NAME, files.pdf())}).status_code == 302
    row = plan.bilag.get()
    assert row.file_name == NAME
    html = client.get(f"/admin/plans/bilag/{row.pk}/change/").content.decode()
    assert f'href="{url(row)}"' in html
    assert NAME in html
