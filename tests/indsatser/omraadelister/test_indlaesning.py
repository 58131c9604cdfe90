"""Reading a downloaded table in: mapped once, looked through, saved whole, doubled never, undone whole."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from indsatser.models import Indikator, Indikatorvaerdi, Omraadetalimport
from indsatser.omraadelister.indlaesning.tabel import foreslaa_indikatorer, foreslaa_sted
from plans.choices import Importart
from plans.models import Importprofil
from tests.indsatser.factories import IndikatorvaerdiFactory
from tests.plans.factories import BoligomraadeFactory

pytestmark = pytest.mark.django_db

HEAD = "Boligområde;Kommune;Beboere i alt;Uden tilknytning til arbejdsmarkedet;Dømte pr. 10.000;Ikke-vestlige lande"
ROWS = [
    "Finlandsparken;Ørekøbing;1.834;42,2;231;71,7",
    "Ørekøbing Kommune;;;24,1;..;9,8",
    "Andetstedsparken;Langtborte;2.100;39,9;<3;60",
]


def table(*rows: str, head: str = HEAD, name: str = "boligområder.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\r\n".join([head, *(rows or ROWS)]).encode())


def upload(client, plan, file, **data):
    return client.post(reverse("indsatser:omraadetal_import", args=[plan.uuid]), {"fil": file, **data})


def newest(plan) -> Omraadetalimport:
    return Omraadetalimport.objects.filter(helhedsplan=plan).latest("pk")


def step(row, name: str) -> str:
    return reverse(f"indsatser:omraadetal_{name}", args=[row.uuid])


def shown(client, row) -> dict:
    """The forms of the step as they are suggested."""
    skridt = client.get(step(row, "kolonner")).context["skridt"]
    forms = [skridt.kolonner, *([skridt.navne] if skridt.navne else [])]
    return {name: form[name].value() or "" for form in forms for name in form.fields}


def map_it(client, row, **said):
    """Send the suggestions with what is said besides: first the columns, then the names in the table."""
    data = {**shown(client, row), **said}
    first = client.post(step(row, "kolonner"), data)
    if first.status_code == 302:
        return first
    skridt = first.context["skridt"]
    if skridt.navne is None:
        return first
    names = {name: skridt.navne[name].value() or "" for name in skridt.navne.fields}
    return client.post(step(row, "kolonner"), {**names, **data})


def read_in(client, plan, file, **said):
    """Upload, map, look through: the page of the look through."""
    assert upload(client, plan, file).status_code == 302
    row = newest(plan)
    sent = map_it(client, row, **said)
    assert sent.status_code == 302, sent.context["skridt"].kolonner.errors
    return client.get(step(row, "gennemsyn"))


def save(client, page):
    row, seen = page.context["import"], page.context["gennemsyn"].aftryk
    return client.post(step(row, "gennemsyn"), {"aftryk": seen}, follow=True)


def fates(page) -> list[tuple[str, str, str]]:
    return [(str(row.place), row.indikator.code, str(row.hvad)) for row in page.context["gennemsyn"].linjer]


def figures() -> dict[tuple[str, str], Decimal]:
    rows = Indikatorvaerdi.objects.shared().filter(is_national=False).select_related("indikator")
    return {(str(row.boligomraade or row.kommune), row.indikator.code): row.value for row in rows}


def test_the_whole_way(client, plan, area):
    page = read_in(client, plan, table(), aar_fast="2012")
    assert fates(page) == [
        ("Finlandsparken", "liste-arbejdsmarked", "ny"),
        ("Finlandsparken", "liste-doemte", "ny"),
        ("Finlandsparken", "liste-ikke-vestlig", "ny"),
        ("Finlandsparken", "liste-beboere", "ny"),
        ("Ørekøbing Kommune", "liste-arbejdsmarked", "ny"),
        ("Ørekøbing Kommune", "liste-doemte", "ikke oplyst"),
        ("Ørekøbing Kommune", "liste-ikke-vestlig", "ny"),
        ("Ørekøbing Kommune", "liste-beboere", "ikke oplyst"),
    ]
    assert page.context["gennemsyn"].andre_steder == (("Andetstedsparken", 1),)
    said = save(client, page).content.decode()
    assert "6 nye tal, 0 ændret, 0 var der allerede" in said
    row = Indikatorvaerdi.objects.get(boligomraade=area, indikator__code="liste-doemte")
    assert (row.value, row.unit, row.year, row.source) == (Decimal(231), "pr. 10.000", 2012, "boligområder.csv")


def test_next_year_it_reads_itself(client, plan, area):
    head = HEAD.replace("Boligområde;", "Områdets navn i registeret;").replace("Ikke-vestlige lande", "Kolonne F")
    first = table("Finl. park. øst;x;1.834;42,2;231;71,7", head=head)
    place = {"sted": "Områdets navn i registeret", f"sted-o{area.pk}": "Finl. park. øst", "aar_fast": "2012"}
    save(client, read_in(client, plan, first, **place, **{"ind-liste-ikke-vestlig": "Kolonne F"}))
    upload(client, plan, table("Finl. park. øst;x;1.790;41;220;70", "Andet;x;1;1;1;1", head=head))
    row = newest(plan)
    suggested = shown(client, row)
    assert suggested["sted"] == "Områdets navn i registeret"
    assert suggested["ind-liste-ikke-vestlig"] == "Kolonne F"
    assert suggested.get(f"sted-o{area.pk}", True)
    assert map_it(client, row, aar_fast="2013").status_code == 302
    page = client.get(step(row, "gennemsyn"))
    assert {fate for _, _, fate in fates(page)} == {"ny"}
    assert len(fates(page)) == 4
    assert Importprofil.objects.filter(helhedsplan=plan, kind=Importart.OMRAADETAL).count() == 1


def test_the_same_table_twice_doubles_nothing(client, plan):
    save(client, read_in(client, plan, table(), aar_fast="2012"))
    before = figures()
    page = read_in(client, plan, table(), aar_fast="2012")
    assert {fate for _, _, fate in fates(page)} == {"er der allerede", "ikke oplyst"}
    assert "Der er intet nyt i filen" in save(client, page).content.decode()
    assert figures() == before


def test_a_cell_left_out_leaves_what_stands_there(client, plan, area):
    job = Indikator.objects.get(code="liste-arbejdsmarked")
    IndikatorvaerdiFactory(helhedsplan=None, indikator=job, boligomraade=area, year=2012, value=Decimal(40))
    page = read_in(client, plan, table("Finlandsparken;x;1.834;..;231;71,7"), aar_fast="2012")
    save(client, page)
    assert figures()["Finlandsparken", "liste-arbejdsmarked"] == 40


def test_undone_as_one_thing(client, plan, area):
    job = Indikator.objects.get(code="liste-arbejdsmarked")
    old = IndikatorvaerdiFactory(helhedsplan=None, indikator=job, boligomraade=area, year=2012, value=Decimal(40))
    save(client, read_in(client, plan, table(), aar_fast="2012"))
    assert figures()["Finlandsparken", "liste-arbejdsmarked"] == Decimal("42.2")
    row = newest(plan)
    assert (row.rows_made, row.rows_changed) == (5, 1)
    assert client.post(step(row, "fortryd"), {"begrundelse": ""}).status_code == 200
    client.post(step(row, "fortryd"), {"begrundelse": "Forkert år"})
    assert figures() == {("Finlandsparken", "liste-arbejdsmarked"): 40}
    old.refresh_from_db()
    assert old.source == ""
    assert client.get(step(row, "fortryd")).status_code == 404


def test_two_tables_that_wrote_the_same_figure_are_undone_the_last_one_first(client, plan, area):
    job = Indikator.objects.get(code="liste-arbejdsmarked")
    IndikatorvaerdiFactory(helhedsplan=None, indikator=job, boligomraade=area, year=2012, value=Decimal(40))
    said = []
    for share in ("42,2", "43,1"):
        save(client, read_in(client, plan, table(f"Finlandsparken;x;1.834;{share};231;71,7"), aar_fast="2012"))
        said.append(newest(plan))
    for row, left in zip(reversed(said), (Decimal("42.2"), 40), strict=True):
        client.post(step(row, "fortryd"), {"begrundelse": "Forkert år"})
        assert figures()["Finlandsparken", "liste-arbejdsmarked"] == left


def test_undoing_leaves_what_a_colleague_corrected_since(client, plan, area):
    job = Indikator.objects.get(code="liste-arbejdsmarked")
    IndikatorvaerdiFactory(helhedsplan=None, indikator=job, boligomraade=area, year=2012, value=Decimal(40))
    save(client, read_in(client, plan, table(), aar_fast="2012"))
    Indikatorvaerdi.objects.filter(boligomraade=area, indikator=job).update(value=Decimal(43), version=7)
    page = client.get(step(newest(plan), "fortryd")).content.decode()
    assert "1 tal er rettet siden" in page
    client.post(step(newest(plan), "fortryd"), {"begrundelse": "Forkert år"})
    assert figures()["Finlandsparken", "liste-arbejdsmarked"] == 43


def test_all_errors_are_said_with_their_place_and_nothing_is_saved(client, plan):
    page = read_in(client, plan, table("Finlandsparken;x;1.834;422;231;mange"), aar_fast="2012")
    said = page.content.decode().replace("\xa0", " ")
    assert "Intet kan gemmes: 2 fejl i filen" in said
    assert "422 % er mere end 100 %" in said
    assert [each.sted.row for each in page.context["gennemsyn"].fejl] == [2, 2]
    assert save(client, page).context["afslag"]
    assert figures() == {}


def test_two_figures_that_differ_for_one_place_and_year_are_an_error(client, plan):
    page = read_in(
        client, plan, table("Finlandsparken;x;1.834;42;231;71", "Finlandsparken;x;1.834;43;231;71"), aar_fast="2012"
    )
    assert ["to gange" in str(each) for each in page.context["gennemsyn"].fejl] == [True]


def test_what_was_seen_is_what_is_saved(client, plan, area):
    page = read_in(client, plan, table(), aar_fast="2012")
    job = Indikator.objects.get(code="liste-arbejdsmarked")
    IndikatorvaerdiFactory(helhedsplan=None, indikator=job, boligomraade=area, year=2012, value=Decimal(40))
    assert "Noget er ændret" in save(client, page).context["afslag"]
    assert figures() == {("Finlandsparken", "liste-arbejdsmarked"): 40}


def test_a_row_per_figure_with_the_year_in_a_column(client, plan):
    head = "Område;År;Indikator;Værdi"
    rows = [
        "Finlandsparken;2012;Andel ikke-vestlige;71,7",
        "Finlandsparken;2013;Andel ikke-vestlige;70,2",
        "Finlandsparken;2012;Cykler pr. husstand;3",
    ]
    page = read_in(client, plan, table(*rows, head=head))
    assert fates(page) == [("Finlandsparken", "liste-ikke-vestlig", "ny")] * 2
    assert [row.year for row in page.context["gennemsyn"].linjer] == [2012, 2013]


def test_shares_that_excel_keeps_as_parts_of_one(client, plan):
    book = Workbook()
    sheet = book.active
    sheet.append(["Liste over udsatte boligområder"])
    sheet.append(["Område", "År", "Uden tilknytning til arbejdsmarkedet", "Ikke-vestlige"])
    sheet.append(["Finlandsparken", 2012, 0.422, 0.717])
    out = BytesIO()
    book.save(out)
    file = SimpleUploadedFile("liste.xlsx", out.getvalue())
    page = read_in(client, plan, file)
    assert [row.tekst for row in page.context["gennemsyn"].linjer] == ["42,2", "71,7"]


def test_pasted_rows_are_read_as_a_file(client, plan):
    pasted = "Område\tÅr\tIkke-vestlige\nFinlandsparken\t2012\t71,7"
    sent = client.post(reverse("indsatser:omraadetal_import", args=[plan.uuid]), {"indsat": pasted})
    assert sent.status_code == 302
    assert map_it(client, newest(plan)).status_code == 302


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Vælg en fil"),
        ({"fil": SimpleUploadedFile("tal.exe", b"MZ")}, ""),
        ({"fil": SimpleUploadedFile("tal.csv", b"Navn;Tal\r\n010190-1234;3")}, "CPR"),
        ({"indsat": "Kun en overskrift"}, "ingen rækker"),
    ],
)
def test_what_cannot_be_read_is_said_and_not_kept(client, plan, data, said):
    sent = client.post(reverse("indsatser:omraadetal_import", args=[plan.uuid]), data)
    assert sent.status_code == 200
    assert said in str(sent.context["form"].errors)
    assert not Omraadetalimport.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"sted": ""}, "sted"),
        ({"aar": "", "aar_fast": ""}, "aar"),
        ({"aar_fast": "x"}, "aar_fast"),
        ({"ind-liste-beboere": "Dømte pr. 10.000"}, "ind-liste-beboere"),
        ({"header_row": "0"}, "header_row"),
        ({"form": "lang"}, "indikator"),
    ],
)
def test_what_is_missing_is_asked_for_at_the_field(client, plan, said, field):
    upload(client, plan, table())
    sent = map_it(client, newest(plan), **{"aar_fast": "2012", **said})
    assert sent.status_code == 200
    assert field in sent.context["skridt"].kolonner.errors


def test_one_name_in_the_table_is_not_two_places(client, plan, area):
    other = BoligomraadeFactory(name="Norgesparken", kommune=area.kommune)
    plan.boligomraader.add(other)
    upload(client, plan, table())
    same = {f"sted-o{area.pk}": "Finlandsparken", f"sted-o{other.pk}": "Finlandsparken"}
    sent = map_it(client, newest(plan), aar_fast="2012", **same)
    assert "to gange" in str(sent.context["skridt"].navne.errors)


def test_an_area_that_is_not_the_plans_is_never_written(client, plan, area):
    other = BoligomraadeFactory(name="Andetstedsparken", kommune=area.kommune)
    upload(client, plan, table())
    row = newest(plan)
    map_it(client, row, aar_fast="2012", **{f"sted-o{other.pk}": "Andetstedsparken"})
    Omraadetalimport.objects.filter(pk=row.pk).update(
        values={f"o{area.pk}": "Finlandsparken", f"o{other.pk}": "Andetstedsparken"}
    )
    save(client, client.get(step(row, "gennemsyn")))
    assert {place for place, _ in figures()} == {"Finlandsparken"}


@pytest.mark.no_db
@pytest.mark.parametrize(
    ("names", "values", "last", "found"),
    [
        (["Finlandsparken"], ["FINLANDSPARKEN", "x"], "", "FINLANDSPARKEN"),
        (["Finlandsparken", "4711"], ["Vejle øst", "4711"], "", "4711"),
        (["Finlandsparken"], ["Finlandsparken mv., Vejle", "x"], "", "Finlandsparken mv., Vejle"),
        (["Finlandsparken"], ["Finlandsparken mv.", "Finlandsparken øst"], "", ""),
        (["Finlandsparken"], ["Område 7", "Finlandsparken"], "Område 7", "Område 7"),
        (["Finlandsparken"], ["Norgesparken"], "", ""),
    ],
)
def test_a_place_is_suggested_by_its_names_and_numbers(names, values, last, found):
    assert foreslaa_sted(names, values, last) == found


@pytest.mark.no_db
def test_what_was_left_out_the_last_time_is_not_suggested_again():
    codes = ["liste-doemte", "liste-beboere"]
    assert foreslaa_indikatorer(codes, ["Dømte", "Beboere"], {}) == dict(zip(codes, ["Dømte", "Beboere"], strict=True))
    assert foreslaa_indikatorer(codes, ["Dømte", "Beboere"], {"liste-doemte": ""})["liste-doemte"] == ""


@pytest.mark.parametrize("number", [1e30, -1, 12345678901234567890])
def test_a_number_excel_can_hold_and_we_cannot_is_no_crash(client, plan, number):
    book = Workbook()
    book.active.append(["Område", "År", "Beboere i alt", "Ikke-vestlige"])
    book.active.append(["Finlandsparken", 2012, number, number])
    out = BytesIO()
    book.save(out)
    page = read_in(client, plan, SimpleUploadedFile("liste.xlsx", out.getvalue()), andele="procent")
    assert page.status_code == 200
    assert page.context["gennemsyn"].fejl


def test_the_look_through_costs_the_same_for_many_rows(client, plan, area, assert_flat_queries):
    page = read_in(client, plan, table(), aar_fast="2012")
    row = page.context["import"]

    def grow():
        rows = row.table["sheets"]
        name = next(iter(rows))
        rows[name] += [[f"Sted {n}", "x", "1.000", "40", "100", "50"] for n in range(300)]
        row.save()
        plan.boligomraader.add(*(BoligomraadeFactory(kommune=area.kommune) for _ in range(5)))

    assert_flat_queries(get=lambda: client.get(step(row, "gennemsyn")), grow=grow)


def test_a_place_or_a_year_in_merged_cells_holds_for_all_their_rows(client, plan, area):
    book = Workbook()
    sheet = book.active
    for row in (
        ("Boligområde", "År", "Beboere i alt"),
        ("Finlandsparken", 2012, 1834),
        (None, 2013, 1790),
        (None, 2014, 1777),
        ("Andetsted", 2014, 1500),
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    file = BytesIO()
    book.save(file)
    page = read_in(client, plan, SimpleUploadedFile("flettet.xlsx", file.getvalue()))
    assert [(row.year, row.value) for row in page.context["gennemsyn"].linjer] == [
        (2012, Decimal(1834)),
        (2013, Decimal(1790)),
        (2014, Decimal(1777)),
    ]


def test_rows_with_figures_and_no_name_are_said_out_loud(client, plan, area):
    head = "Boligområde;År;Beboere i alt"
    page = read_in(client, plan, table("Finlandsparken;2012;1.834", ";2013;1.790", ";2014;1.777", head=head))
    warned = "2 rækker har tal, men intet navn, og springes over"
    assert warned in page.content.decode()
    page = read_in(client, plan, table("Finlandsparken;2012;1.834", "Kilde: DST;;", head=head))
    assert "intet navn" not in page.content.decode()
