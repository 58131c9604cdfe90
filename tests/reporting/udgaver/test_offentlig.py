"""The page anybody can reach: what a number is, whether a file is genuine, and nothing more of the plan."""

import hashlib

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting.udgaver import offentlig
from reporting.udgaver.maerke import laes_kontrolnummer
from tests.plans.factories import HelhedsplanFactory
from tests.reporting.factories import INDHOLD, UdgaveFactory, UdgavefilFactory
from tests.reporting.udgaver.byg import forfalsk, odelaeg


@pytest.fixture(autouse=True)
def _ingen_bremse():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def made():
    plan = HelhedsplanFactory(name="Helhedsplanen for Åparken", journalnummer="1505")
    return udstedt(helhedsplan=plan, periode="2019", periode_said="2019", reason="", maalversion_said="Hemmeligt")


def udstedt(**said):
    """An edition with the file it was issued with."""
    return UdgavefilFactory(udgave=UdgaveFactory(**said)).udgave


def adresse(made):
    return reverse("reporting:udgave_kontrol", args=[made.kontrolnummer])


def proev(client, made, content, navn="Budget.pdf", **extra):
    return client.post(adresse(made), {"fil": SimpleUploadedFile(navn, content)}, **extra)


def tekst(answer):
    return " ".join(answer.content.decode().split())


class TestTheNumber:
    @pytest.mark.parametrize("typed", ["k7qf3mpa", "K7QF-3MPA", " k7qf 3mpa ", "K7QF–3MPA"])
    def test_it_is_read_however_it_is_typed(self, typed):
        assert laes_kontrolnummer(typed) == "K7QF3MPA"

    @pytest.mark.parametrize("typed", ["", "K7QF", "K7QF-3MP0", "K7QF-3MPA-X", "<script>", "ÆØÅÆØÅÆØ", "K7QF3MP\x00"])
    def test_what_is_none_is_refused_with_what_one_is(self, client, typed):
        page = client.get(reverse("reporting:udgave_opslag"), {"nummer": typed})
        assert page.status_code == 200
        assert page.context["form"].errors["nummer"]

    def test_looking_it_up_leads_to_its_page(self, client, made):
        answer = client.get(reverse("reporting:udgave_opslag"), {"nummer": made.vist_kontrolnummer.lower()})
        assert answer["Location"] == adresse(made)

    def test_one_that_was_never_issued_is_said_to_be_none(self, client):
        answer = client.get(reverse("reporting:udgave_kontrol", args=["K7QF3MPA"]))
        assert answer.status_code == 404
        assert "ikke udstedt noget papir med det nummer" in tekst(answer)
        assert client.get(reverse("reporting:udgave_kontrol", args=["x' OR 1=1--"])).status_code == 404


class TestThePage:
    def test_it_tells_what_the_paper_is_and_nothing_more_of_the_plan(self, client, made):
        page = tekst(client.get(adresse(made)))
        for said in ("Helhedsplanen for Åparken", "Budget, udgave nr.", "2019", "15.01.2020", made.kontrolsum):
            assert said in page
        for kept in ("1505", "Hemmeligt", str(made.uuid), str(made.helhedsplan.uuid)):
            assert kept not in page

    def test_it_says_what_replaced_it(self, client, made):
        later = udstedt(helhedsplan=made.helhedsplan, periode="2019", erstatter=made, reason="Fortroligt")
        page = tekst(client.get(adresse(made)))
        assert "Papiret er erstattet" in page
        assert adresse(later) in page
        assert "Fortroligt" not in page + tekst(client.get(adresse(later)))
        assert adresse(made) in tekst(client.get(adresse(later)))

    def test_it_is_kept_by_nobody_on_the_way_and_costs_two_questions(self, client, made):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(adresse(made))
        assert len(queries) == 2
        assert "no-store" in answer["Cache-Control"]


class TestTheFile:
    def test_the_genuine_one_is_known_whatever_it_is_called(self, client, made):
        page = proev(client, made, INDHOLD.encode(), navn="Omdøbt & flyttet.bin")
        assert "Filen er den ægte" in tekst(page)
        assert page.context["svar"]["er_aegte"]

    @pytest.mark.parametrize("content", [b"", INDHOLD.encode() + b" ", b"%PDF-1.7\n" + b"x" * 100])
    def test_any_other_is_not(self, client, made, content):
        page = proev(client, made, content)
        assert "Filen er ikke den ægte" in tekst(page)
        assert hashlib.sha256(content).hexdigest() in tekst(page)

    def test_its_name_is_shown_as_text(self, client, made):
        page = proev(client, made, b"x", navn="<img src=x onerror=alert(1)>.pdf")
        assert "<img src=x" not in page.content.decode()

    def test_one_too_large_and_none_at_all_are_refused_at_the_field(self, client, made, settings):
        settings.FIL_MAX_MB = 0
        assert "for stor" in proev(client, made, b"x").context["form"].errors["fil"][0]
        assert client.post(adresse(made), {}).context["form"].errors["fil"] == ["Vælg den fil, du vil have prøvet."]

    def test_nothing_of_it_is_kept(self, client, made):
        with CaptureQueriesContext(connection) as queries:
            proev(client, made, b"x")
        assert {query["sql"].split(" ", 1)[0] for query in queries} == {"SELECT"}


class TestTampering:
    """Who can write past the refusal alters it: then nothing of it is vouched for, not even the forged file."""

    @pytest.mark.parametrize(
        "changed",
        [
            {"fakta": {"version": 2}},
            {"kontrolsum": "0" * 64},
            {"filsummer": {"txt": "0" * 64}},
            {"filsummer": {"txt": hashlib.sha256(b"Forfalsket").hexdigest()}},
        ],
    )
    def test_an_edition_that_was_altered_in_the_database_is_vouched_for_no_more(self, client, made, changed):
        forfalsk(made, **changed)
        for answer in (client.get(adresse(made)), proev(client, made, b"Forfalsket")):
            page = tekst(answer)
            assert "Der kan ikke siges god for udgaven" in page
            assert "Filen er den ægte" not in page
            assert "data-filsum" not in page, "nor does the browser compare by itself"

    def test_nor_one_whose_file_was_altered_on_disk(self, client, made):
        odelaeg(made.filer.get(), b"Forfalsket")
        assert "Der kan ikke siges god for udgaven" in tekst(client.get(adresse(made)))
        assert "Filen er den ægte" not in tekst(proev(client, made, b"Forfalsket"))


def test_one_place_can_only_ask_so_often_and_another_is_not_held_up(client, made, monkeypatch):
    monkeypatch.setattr(offentlig, "OPSLAG_I_MINUTTET", 2)
    monkeypatch.setattr(offentlig, "FILER_I_MINUTTET", 1)
    asked = [client.get(adresse(made), REMOTE_ADDR="192.0.2.1").status_code for _ in range(3)]
    assert asked == [200, 200, 429]
    sent = [proev(client, made, b"x", REMOTE_ADDR="192.0.2.1").status_code for _ in range(2)]
    assert sent == [200, 429]
    assert client.get(adresse(made), REMOTE_ADDR="192.0.2.2").status_code == 200
