"""The dossier: everything in it, every link of its contents, and what is left out and named."""

import hashlib
import re
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from plans.baggrund.koe import toem_koen
from plans.choices import Handling, Moedetilstand, Opgavetilstand, Rolle
from plans.models import Baggrundsopgave, Haendelse, Helhedsplan
from plans.permissions import Ret, get_or_deny
from reporting.dossier.dele import DELE, valgte
from reporting.dossier.lav import skriv_dossier
from reporting.dossier.valg import Valg
from reporting.pakke.fyld import AENDRET, FOR_STOR
from tests.indsatser import factories as indsatser
from tests.plans import factories as plans
from tests.reporting.factories import IndberetningFactory, UdgavefilFactory, VurderingFactory

FIL = ContentFile(b"ZIP", name="Dossier.zip")
I_DAG = date(2026, 3, 1)
HREF = re.compile(r'href="([^"]+)"')


def fil(name="Bilag.txt", content=b"Her er tallene."):
    return ContentFile(content, name=name)


@pytest.fixture
def plan():
    """A plan with something for each part."""
    plan = plans.HelhedsplanFactory(name="Helhedsplanen for Åparken", short_name="Åparken")
    plans.BilagFactory(helhedsplan=plan, title="Kort over Åparken", file=fil("Kort æøå.txt"))
    plans.BilagFactory(helhedsplan=plan, title="Fuldmagt")
    UdgavefilFactory(udgave__helhedsplan=plan)
    kriterium = indsatser.SucceskriteriumFactory(helhedsplan=plan, aktivitet__delaftale__helhedsplan=plan)
    indsatser.MaalingFactory(kriterium=kriterium, evidence=fil("Optælling.txt"))
    indsatser.EvalueringFactory(helhedsplan=plan, title="Midtvejs", file=fil("Rapport.txt"))
    moede = plans.MoedeFactory(organ__helhedsplan=plan, held_on=date(2019, 3, 1), state=Moedetilstand.AFHOLDT)
    plans.BeslutningFactory(helhedsplan=plan, text="Budgettet er <tiltrådt>.", decided_on=date(2019, 3, 1))
    plans.OpfoelgningFactory(moede=moede)
    return plan


def som(plan, user):
    return get_or_deny(Helhedsplan.objects.for_page(), user, Ret.GODKEND, pk=plan.pk)


def dossier(plan, *slugs, til=I_DAG, **said):
    """The ZIP, opened, and what its contents say."""
    user = plans.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.PLANLEDER).user
    out = BytesIO()
    valg = Valg(som(plan, user), til, datetime(2026, 3, 1, 12, tzinfo=UTC))
    found = skriv_dossier(out, valg, valgte(slugs or DELE), **said)
    return ZipFile(out), found


def mangler(found):
    return [text for part in found.dele for row in part.raekker for _, text in row.mangler]


def test_every_part_is_there_and_every_link_leads_to_a_file_of_the_dossier(plan):
    zipped, found = dossier(plan)
    names = zipped.namelist()
    assert zipped.testzip() is None
    assert "1 Aftalen/Bilag/Kort æøå.txt" in names
    assert "1 Aftalen/Budget.pdf" in names
    assert "2 Udstedte papirer/Budget.txt" in names
    assert "3 Dokumentation/Målinger/2019-06-30 Optælling.txt" in names
    assert "3 Dokumentation/Evalueringer/Rapport.txt" in names
    assert [name for name in names if re.fullmatch(r"4 Møder[^/]*/2019-03-01 [^/]*/Referat.pdf", name)]
    assert "5 Historik/Historik.csv" in names
    linked = set()
    for page in (name for name in names if name.endswith(".html")):
        html = zipped.read(page).decode()
        assert "<script" not in html
        assert 'lang="da"' in html
        for href in HREF.findall(html):
            path, _, fragment = unquote(href).partition("#")
            if not path:
                assert f'id="{fragment}"' in html
                continue
            assert not path.startswith("/")
            folder = PurePosixPath(page).parent
            while path.startswith("../"):
                path, folder = path[3:], folder.parent
            linked.add(str(folder / path))
    assert linked <= set(names)
    assert set(names) == linked
    assert found.antal_filer == len(names) - 3


def test_a_report_of_the_day_has_its_words_and_its_check_as_its_page_has(plan, monkeypatch):
    report = IndberetningFactory(helhedsplan=plan, art="budgetopfoelgning", year=2022)
    VurderingFactory(indberetning=report, target_uuid=report.uuid, kind="rapport", text="Årets ord.")
    seen = {}
    monkeypatch.setattr(
        "reporting.dossier.aftale.som_fil", lambda art, papir, *args, **said: seen.setdefault(art.slug, papir) and b"x"
    )
    dossier(plan, "aftale")
    papir = seen["budgetopfoelgning"]
    assert papir.rapporten.tekst == "Årets ord."
    assert "Regnskabet for 2022 er ikke endeligt." in [one.tekst for one in papir.forbehold]


def test_the_checksums_are_of_every_file(plan):
    zipped, _ = dossier(plan)
    lines = zipped.read("kontrolsummer.sha256").decode().splitlines()
    told = {path: summed for summed, _, path in (line.partition("  ") for line in lines)}
    assert set(told) == set(zipped.namelist()) - {"kontrolsummer.sha256"}
    assert all(hashlib.sha256(zipped.read(path)).hexdigest() == summed for path, summed in told.items())


def test_an_annex_without_a_file_and_one_whose_file_is_gone_are_named_and_stop_nothing(plan):
    gone = plans.BilagFactory(helhedsplan=plan, title="Brev", file=fil("Brev.txt"))
    gone.file.storage.delete(gone.file.name)
    zipped, found = dossier(plan, "aftale")
    assert mangler(found) == [
        "der er ingen fil; bilaget står som »mangler«",
        "filen ligger ikke i arkivet",
    ]
    index = zipped.read("index.html").decode()
    assert "2 filer mangler" in index
    assert "«Brev.txt»: filen ligger ikke i arkivet" in " ".join(index.split())


def test_an_altered_edition_is_left_out_and_named(plan):
    altered = UdgavefilFactory(udgave__helhedsplan=plan)
    with altered.file.storage.open(altered.file.name, "wb") as kept:
        kept.write(b"Et andet budget.")
    zipped, found = dossier(plan, "udgaver")
    assert mangler(found) == [AENDRET]
    assert [name for name in zipped.namelist() if name.startswith("1 Udstedte")] == ["1 Udstedte papirer/Budget.txt"]


def test_files_of_one_name_and_of_hostile_names_stay_in_their_folder(plan):
    for number in range(2):
        plans.BilagFactory(helhedsplan=plan, title=f"Nr. {number}", file=fil("..\\..\\Kort æøå.txt"))
    names = dossier(plan, "aftale")[0].namelist()
    assert [name for name in names if "Kort" in name] == [
        "1 Aftalen/Bilag/Kort æøå.txt",
        "1 Aftalen/Bilag/Kort æøå (2).txt",
        "1 Aftalen/Bilag/Kort æøå (3).txt",
    ]


def test_a_dossier_to_a_day_has_nothing_from_after_it(plan):
    zipped, found = dossier(plan, "udgaver", "dokumentation", "beslutninger", til=date(2019, 2, 28))
    assert [part.antal_filer for part in found.dele] == [0, 1, 2]  # an evaluation has no day
    assert "tiltrådt" not in zipped.read("3 Møder, beslutninger og opfølgning/Beslutninger.html").decode()
    assert "Der er ikke noget i planen." in zipped.read("index.html").decode()


def test_what_fills_too_much_is_named(plan):
    _, found = dossier(plan, "aftale", stoerst=20)
    assert FOR_STOR in mangler(found)


def test_the_history_names_roles_and_no_persons(plan):
    user = plans.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.REDAKTOER, user__name="Xenia Hansen").user
    event = plans.HaendelseFactory(helhedsplan=plan, by=user, note="=1+1")
    plans.FeltaendringFactory(haendelse=event, label="navn", old="Åparken", new="Å-parken")
    named = plans.HaendelseFactory(helhedsplan=plan, by=None, handling=Handling.OPRETTET, kind="måling")
    plans.FeltaendringFactory(haendelse=named, field="reported_by", label="indberettet af", old="", new="Xenia Hansen")
    plans.HaendelseFactory(helhedsplan=plan, by=user, kind="medlemskab", target_label="Xenia Hansen")
    plans.HaendelseFactory(by=user, target_label="En anden plan")
    zipped, _ = dossier(plan, "historik", til=timezone.localdate())
    table = zipped.read("1 Historik/Historik.csv").decode("utf-8-sig")
    page = zipped.read(f"1 Historik/Historik {timezone.localdate().year}.html").decode()
    for text in (table, page):
        assert "Redaktør" in text
        assert "Systemet" in text
        assert "Å-parken" in text
        assert "(en person)" in text
        assert "Xenia" not in text
        assert "En anden plan" not in text
    assert "'=1+1" in table
    assert Haendelse.objects.filter(helhedsplan=plan).exclude(kind="medlemskab").count() == page.count("<tr>") - 1


def test_a_year_of_many_events_is_cut_into_pages(plan, monkeypatch):
    monkeypatch.setattr("reporting.dossier.historik.PR_SIDE", 2)
    plans.HaendelseFactory.create_batch(5, helhedsplan=plan)
    zipped, _ = dossier(plan, "historik", til=timezone.localdate())
    year = timezone.localdate().year
    names = [name for name in zipped.namelist() if name.endswith(".html") and "side" in name]
    assert f"1 Historik/Historik {year}, side 3.html" in names


# --- Ordered from its page


def bestilling(**said):
    return {"omfang": "hele", "dele": ["aftale", "udgaver"], "noegle": "6a9f2f60-2f51-4a4c-9c2b-1b9a1f3d2c11", **said}


def test_a_planleder_orders_it_follows_it_and_fetches_it_once(client, log_in, plan):
    log_in(plan, Rolle.PLANLEDER)
    url = reverse("reporting:dossier_lav", args=[plan.uuid])
    first, again = client.post(url, bestilling()), client.post(url, bestilling())
    row = Baggrundsopgave.objects.get(kind="dossier")
    assert first.url == again.url == row.get_absolute_url()
    toem_koen()
    row.refresh_from_db()
    assert (row.state, row.failure) == (Opgavetilstand.FAERDIG, "")
    assert row.steps > 2
    assert row.file_name.startswith("Dossier Åparken 20")
    page = client.get(reverse("reporting:dossier", args=[plan.uuid])).content.decode()
    assert row.file_name in page
    assert "i dag" in page
    answer = client.get(row.file.url)
    assert ZipFile(BytesIO(b"".join(answer.streaming_content))).testzip() is None
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("rolle", [Rolle.LAESER, Rolle.MEDARBEJDER, Rolle.REDAKTOER])
def test_others_neither_see_the_button_nor_the_page_nor_the_file(client, log_in, plan, rolle):
    leader = plans.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.PLANLEDER).user
    row = plans.BaggrundsopgaveFactory(
        kind="dossier", user=leader, helhedsplan=plan, args={"til": "2026-03-01", "dele": ["aftale"]}, file=FIL
    )
    log_in(plan, rolle)
    assert "Lav dossier" not in client.get(reverse("reporting:rapport_list", args=[plan.uuid])).content.decode()
    assert client.post(reverse("reporting:dossier_lav", args=[plan.uuid]), bestilling()).status_code == 403
    assert client.get(row.file.url).status_code == 403


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"dele": []}, "Vælg mindst én del."),
        ({"omfang": "til"}, "Skriv, hvilken dag det er."),
        ({"omfang": "til", "til": "01.01.2190"}, "Dagen er ikke kommet endnu."),
        ({"omfang": "til", "til": "i går"}, "i går"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words_and_what_was_typed_stays(client, log_in, plan, said, sentence):
    log_in(plan, Rolle.PLANLEDER)
    page = client.post(reverse("reporting:dossier_lav", args=[plan.uuid]), bestilling(**said)).content.decode()
    assert sentence in page
    assert not Baggrundsopgave.objects.exists()


def test_the_page_costs_the_same_with_many_dossiers(client, log_in, plan, assert_flat_queries):
    user = log_in(plan, Rolle.PLANLEDER)

    def lav(number):
        args = {"til": "2026-03-01", "dele": list(DELE)}
        for _ in range(number):
            plans.BaggrundsopgaveFactory(kind="dossier", user=user, helhedsplan=plan, args=args, file=FIL, done=True)
            plans.BaggrundsopgaveFactory(kind="dossier", user=user, helhedsplan=plan, args=args)

    lav(1)
    assert_flat_queries(get=lambda: client.get(reverse("reporting:dossier", args=[plan.uuid])), grow=lambda: lav(5))


def test_a_name_with_a_slash_keeps_all_its_words(plan):
    plans.DelaftaleFactory(helhedsplan=plan, nummer=7, title="Børn/unge & skole")
    names = dossier(plan, "aftale")[0].namelist()
    assert "1 Aftalen/Delaftale 7 - Børn-unge & skole.pdf" in names
