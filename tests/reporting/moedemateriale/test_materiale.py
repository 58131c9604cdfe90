"""The material for a meeting: everything in one PDF, counted through, kept as it was."""

import hashlib
import io
from datetime import date
from uuid import UUID, uuid4

import pikepdf
import pypdf
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from plans.baggrund.koe import toem_koen
from plans.baggrund.tilsyn import overtag
from plans.choices import Opgavetilstand, Rolle
from plans.models import Baggrundsopgave, Dagsordenspunkt, Moedemateriale
from reporting.moedemateriale.dele import DELE, valgte
from reporting.moedemateriale.lav import antal_trin, lav_materiale
from reporting.pdf import PdfIkkeMulig
from tests import filer
from tests.plans.factories import (
    DagsordenspunktFactory,
    MoedeFactory,
    OpfoelgningFactory,
    OrganFactory,
    OrganmedlemFactory,
    PunktbilagFactory,
    UserFactory,
)
from tests.reporting.bestyrelsesplan import DAGEN, NAESTE, byg_bestyrelsesplan
from tests.reporting.pdfread import walk
from tests.reporting.test_bilagssider import fil, locked

RED, GREEN = (1, 0, 0), (0, 1, 0)
DAY = date(2026, 11, 1)


@pytest.fixture
def moede():
    organ = OrganFactory(name="Bestyrelsen for Åparken", short_name="Bestyrelsen")
    before = MoedeFactory(organ=organ, held_on=date(2026, 9, 3), minutes="Bestyrelsen så på året.")
    OpfoelgningFactory(moede=before, text="Spørge skolen om aulaen.")
    moede = MoedeFactory(organ=organ, held_on=date(2026, 12, 10))
    first = DagsordenspunktFactory(moede=moede, nummer=1, title="Godkendelse af budget", text="Budgettet er vedlagt.")
    DagsordenspunktFactory(moede=moede, nummer=2, title="Orientering fra sekretariatet")
    bilag(first, "Budget 2027", "budget.pdf", fil(RED, GREEN))
    return moede


def bilag(punkt, title: str, name: str, content: bytes):
    return PunktbilagFactory(dagsordenspunkt=punkt, title=title, file=ContentFile(content, name=name), file_name=name)


def lav(moede, *navne: str, noegle: UUID | None = None) -> Moedemateriale:
    dele = valgte(navne or [del_.navn for del_ in DELE])
    plan = moede.organ.helhedsplan
    return lav_materiale(moede, plan, dele, as_of=DAY, noegle=noegle or uuid4(), by=None)


def pages(made: Moedemateriale) -> list[str]:
    with made.file.open("rb") as file:
        return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(file.read())).pages]


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (800, 400), "red").save(out, "PNG")
    return out.getvalue()


def test_front_page_agenda_cases_attachments_and_follow_up_are_one_document(moede):
    text = pages(lav(moede))
    whole = " ".join(text)
    for expected in (
        "Materiale til Bestyrelsen for Åparken",
        "1. Godkendelse af budget",
        "Budgettet er vedlagt.",
        "Bilag 1.1: Budget 2027",
        "Spørge skolen om aulaen.",
        "Bestyrelsen så på året.",
        "Der er ingen sagsfremstilling og ingen bilag.",
    ):
        assert expected in whole, expected


def test_the_boards_page_stands_on_one_sheet_before_the_cases_as_its_own_pdf_says_it(client, log_in):
    plan = byg_bestyrelsesplan()
    log_in(plan)
    moede = next(row for organ in plan.organer.all() for row in organ.moeder.filter(held_on=NAESTE))
    made = lav_materiale(moede, plan, valgte(["dagsorden", "stand", "sager"]), as_of=DAGEN, noegle=uuid4(), by=None)
    text = pages(made)
    on = [number for number, page in enumerate(text) if "Til beslutning" in page]
    assert len(on) == 1, "on one sheet"
    answer = (
        client.get(f"{reverse('reporting:bestyrelsesside', args=[plan.uuid])}?pr={DAGEN}").context["side"].overskrift
    )
    assert answer in text[on[0]]


def test_the_organs_are_drawn_and_told(moede):
    under = OrganFactory(helhedsplan=moede.organ.helhedsplan, name="Følgegruppen", parent=moede.organ)
    OrganmedlemFactory(organ=under, title="Skoleleder", organisation="", count=2)
    whole = " ".join(pages(lav(moede, "organisering")))
    assert whole.count("Følgegruppen") == 2, "in the drawing and in the table"
    assert "2 × Skoleleder" in whole
    assert "under Bestyrelsen for Åparken" in whole


def test_pages_are_counted_from_the_front_to_the_last_attachment(moede):
    text = pages(lav(moede))
    assert [f"Side {number} af {len(text)}" in page for number, page in enumerate(text, start=1)] == [True] * len(text)


def test_the_contents_give_the_page_an_attachment_stands_on(moede):
    text = pages(lav(moede, "sager"))
    place = next(number for number, page in enumerate(text, start=1) if number > 1 and "Bilag 1.1" in page)
    assert f"Bilag 1.1: Budget 2027 {place}" in text[0]


def test_bookmarks_lead_to_parts_items_and_attachments(moede):
    with lav(moede, "sager").file.open("rb") as file:
        outline = pypdf.PdfReader(io.BytesIO(file.read())).outline
    assert _titles(outline)[-2:] == [
        "Sager",
        ["1. Godkendelse af budget", ["Bilag 1.1: Budget 2027"], "2. Orientering fra sekretariatet"],
    ]


def test_the_boards_page_is_bookmarked_by_its_name_and_not_by_what_it_says(moede):
    with lav(moede, "stand").file.open("rb") as file:
        titles = _titles(pypdf.PdfReader(io.BytesIO(file.read())).outline)
    assert titles[-2] == "Bestyrelsens side"
    assert "Milepæle" in titles[-1]


def _titles(outline) -> list:
    return [_titles(one) if isinstance(one, list) else str(one.title) for one in outline]


def test_each_page_of_an_attachment_is_a_figure_with_words(moede):
    with lav(moede, "sager").file.open("rb") as file:
        pdf = pikepdf.open(io.BytesIO(file.read()))
    figures = [str(e.Alt) for e in walk(pdf.Root.StructTreeRoot.K[0]) if str(e.S) == "/Figure"]
    assert figures == ["Side 1 af 2 i filen budget.pdf", "Side 2 af 2 i filen budget.pdf"]


def test_only_the_parts_that_are_chosen_are_printed(moede):
    whole = " ".join(pages(lav(moede, "dagsorden")))
    assert "Godkendelse af budget" in whole
    assert "Budgettet er vedlagt." not in whole
    assert "Spørge skolen" not in whole


def test_a_picture_gets_a_page_of_its_own(moede):
    punkt = Dagsordenspunkt.objects.get(nummer=2)
    bilag(punkt, "Luftfoto", "luftfoto.png", picture())
    made = lav(moede, "sager")
    assert made.left_out == ""
    assert "Bilag 2.1: Luftfoto" in " ".join(pages(made)[1:])


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("notat.docx", filer.word(), "En docx-fil kan ikke flettes ind"),
        ("laast.pdf", locked(), "låst med en adgangskode"),
        ("ikke.pdf", b"%PDF-1.4 hov", "kan ikke læses som PDF"),
        ("ikke.png", b"\x89PNG hov", "Billedet kan ikke læses"),
    ],
)
def test_what_cannot_be_merged_stops_nothing_and_is_said_on_the_front_page_and_at_its_place(moede, name, content, why):
    bilag(Dagsordenspunkt.objects.get(nummer=2), "Notat", name, content)
    made = lav(moede)
    assert made.left_out.startswith("Bilag 2.1, «Notat»: ")
    assert why in made.left_out
    text = pages(made)
    assert why in text[0]
    assert sum(why in page for page in text) == 2


def test_a_file_that_is_gone_from_the_storage_stops_nothing(moede):
    lost = bilag(Dagsordenspunkt.objects.get(nummer=2), "Væk", "vaek.pdf", fil(RED))
    lost.file.storage.delete(lost.file.name)
    assert "Filen er væk fra lageret" in lav(moede).left_out


def test_it_is_kept_with_the_meeting_with_number_pages_and_checksum(moede):
    made = lav(moede)
    with made.file.open("rb") as file:
        content = file.read()
    assert (made.nummer, made.sha256) == (1, hashlib.sha256(content).hexdigest())
    assert made.pages == len(pypdf.PdfReader(io.BytesIO(content)).pages)
    assert made.file.own_name == "Materiale Bestyrelsen 2026-12-10 nr. 1.pdf"


def test_a_new_one_gets_the_next_number_and_the_old_stays_as_it_was(moede):
    first = lav(moede)
    Dagsordenspunkt.objects.filter(nummer=1).update(title="Noget andet")
    second = lav(moede)
    assert (first.nummer, second.nummer) == (1, 2)
    assert "Godkendelse af budget" in " ".join(pages(first))


def test_the_same_form_sent_twice_makes_one(moede):
    key, by = uuid4(), UserFactory()
    plan, dele = moede.organ.helhedsplan, valgte(["dagsorden"])
    made = [lav_materiale(moede, plan, dele, as_of=DAY, noegle=key, by=by) for _ in range(2)]
    assert made[0].pk == made[1].pk
    assert Moedemateriale.objects.count() == 1


class TestThePage:
    def test_makes_the_material_and_hands_it_out(self, client, log_in, moede):
        log_in(moede.organ.helhedsplan, Rolle.REDAKTOER)
        address = reverse("reporting:moedemateriale", args=[moede.uuid])
        answer = client.post(f"{address}lav/", {"dele": ["dagsorden"], "as_of": "01.11.2026", "noegle": str(uuid4())})
        row = Baggrundsopgave.objects.get()
        assert answer["Location"] == row.get_absolute_url(), "nobody works here, so nobody is kept waiting"
        assert row.get_absolute_url() in client.get(address).text
        toem_koen()
        page = client.get(address)
        made = Moedemateriale.objects.get()
        row.refresh_from_db()
        assert row.resultat_url == f"{address}#materiale-1"
        assert made.file_name in page.text
        assert row.get_absolute_url() in page.text, "the notice"
        assert made.file.url in page.text
        assert made.sha256 in page.text
        assert b"".join(client.get(made.file.url).streaming_content).startswith(b"%PDF")

    def test_every_step_that_is_announced_is_told(self, moede):
        for chosen in ([del_.navn for del_ in DELE], ["dagsorden"]):
            told = []
            lav_materiale(
                moede, moede.organ.helhedsplan, valgte(chosen), as_of=DAY, noegle=uuid4(), by=None, sig=told.append
            )
            assert len(told) == antal_trin(valgte(chosen)), told

    def test_is_made_once_however_often_it_is_begun(self, client, log_in, moede):
        log_in(moede.organ.helhedsplan, Rolle.REDAKTOER)
        sent = {"dele": ["dagsorden"], "as_of": "01.11.2026", "noegle": str(uuid4())}
        for _ in range(2):
            client.post(reverse("reporting:moedemateriale_lav", args=[moede.uuid]), sent)
        toem_koen()
        Baggrundsopgave.objects.update(state=Opgavetilstand.I_GANG, finished_at=None)  # as if its worker had died
        overtag()
        toem_koen()
        assert Moedemateriale.objects.count() == 1
        assert Baggrundsopgave.objects.get().state == Opgavetilstand.FAERDIG

    def test_a_machine_that_cannot_print_is_told_about_on_the_jobs_page(self, client, log_in, moede, monkeypatch):
        def impossible(*args, **kwargs):
            raise PdfIkkeMulig("Maskinen kan ikke lave PDF.")

        monkeypatch.setattr("reporting.moedemateriale.lav.render_pdf", impossible)
        log_in(moede.organ.helhedsplan, Rolle.REDAKTOER)
        sent = {"dele": ["dagsorden"], "as_of": "01.11.2026", "noegle": str(uuid4())}
        answer = client.post(reverse("reporting:moedemateriale_lav", args=[moede.uuid]), sent)
        toem_koen()
        assert "Maskinen kan ikke lave PDF." in client.get(answer["Location"]).text

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            ({"dele": []}, "Vælg mindst én del."),
            ({"dele": ["hemmelig"]}, "Delen findes ikke."),
            ({"as_of": "1.1.2200"}, "Dagen er ikke kommet endnu."),
            ({"as_of": "i går"}, "dato"),
        ],
    )
    def test_says_what_is_wrong_and_makes_nothing(self, client, log_in, moede, data, sentence):
        log_in(moede.organ.helhedsplan, Rolle.REDAKTOER)
        sent = {"dele": ["sager"], "as_of": "01.11.2026", "noegle": str(uuid4())} | data
        answer = client.post(reverse("reporting:moedemateriale_lav", args=[moede.uuid]), sent)
        assert sentence in answer.text
        assert not Moedemateriale.objects.exists()

    def test_a_reader_reads_but_makes_none(self, client, log_in, moede):
        log_in(moede.organ.helhedsplan, Rolle.LAESER)
        address = reverse("reporting:moedemateriale", args=[moede.uuid])
        assert "Lav materialet" not in client.get(address).text
        assert client.post(f"{address}lav/", {}).status_code == 403

    def test_costs_the_same_with_many_materials(self, client, log_in, moede, assert_flat_queries):
        log_in(moede.organ.helhedsplan, Rolle.REDAKTOER)
        address = reverse("reporting:moedemateriale", args=[moede.uuid])
        lav(moede, "dagsorden")
        assert_flat_queries(lambda: client.get(address), lambda: [lav(moede, "dagsorden") for _ in range(3)])
