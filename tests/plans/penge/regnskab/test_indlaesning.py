"""Reading the accounting system's export in: mapped, looked through, saved whole, doubled never, undone whole."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from plans.choices import Finansieringsart, Rolle
from plans.models import Forbrug, Haendelse, Importprofil, Regnskabsaar, Regnskabsimport
from plans.penge.regnskab.importforms import value_name
from tests.plans import factories as f

pytestmark = pytest.mark.django_db

LIBREOFFICE = Path(settings.BASE_DIR) / "fixtures" / "regneark" / "libreoffice.xlsx"
HEAD = "Bogføringsdato;Bilagsnr.;Aktivitet;Projekt;Posteringstekst;Debet;Kredit"
LINES = [
    "15.01.2019;1001;4010;LBF-1;Løn januar;45.250,50;",
    "20.02.2019;1002;4010;LBF-1;Løn februar;45.250,50;",
    "20.02.2019;1002;4010;LBF-1;Pension;5.000,00;",
    "03.03.2019;1003;4020;KOM-7;Lokaleleje;8.000;",
    "10.03.2019;1004;4020;KOM-7;Kreditnota, lokaleleje;;2.000",
    "11.03.2019;1005;9999;LBF-1;Mellemregning;123,00;",
    ";;;;I alt;103.501,00;2.000",
]


def export(*lines: str, encoding: str = "utf-8", name: str = "kontoudtog.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\r\n".join([HEAD, *(lines or LINES)]).encode(encoding))


@pytest.fixture
def plan(client, log_in):
    plan = f.HelhedsplanFactory()
    log_in(plan, Rolle.REDAKTOER)
    return plan


@pytest.fixture
def tryghed(plan):
    return f.BudgetpostFactory(helhedsplan=plan, title="Tryghed")


@pytest.fixture
def lokaler(plan):
    return f.BudgetpostFactory(helhedsplan=plan, title="Lokaler")


@pytest.fixture
def lbf(plan):
    return f.FinansieringskildeFactory(helhedsplan=plan, name="Landsbyggefonden")


@pytest.fixture
def kommune(plan):
    return f.FinansieringskildeFactory(helhedsplan=plan, name="Kommunen", kind=Finansieringsart.KOMMUNE)


def upload(client, plan, file, **data):
    return client.post(reverse("plans:regnskab_import", args=[plan.uuid]), {"fil": file, **data})


def newest(plan) -> Regnskabsimport:
    return Regnskabsimport.objects.filter(helhedsplan=plan).latest("pk")


def form_of(client, row) -> dict:
    """The columns' form as it is shown."""
    form = client.get(reverse("plans:regnskab_kolonner", args=[row.uuid])).context["skridt"].kolonner
    return {name: form[name].value() or "" for name in form.fields}


def meanings(**values) -> dict[str, str]:
    """What the export's values stand for, as the form sends it: "post:4010" → a row, or "-"."""
    return {value_name(*key.split(":", 1)): str(getattr(row, "pk", row)) for key, row in values.items()}


@pytest.fixture
def betydning(tryghed, lokaler, lbf, kommune):
    return meanings(
        **{"post:4010": tryghed, "post:4020": lokaler, "post:9999": "-", "kilde:LBF-1": lbf, "kilde:KOM-7": kommune}
    )


def read_in(client, plan, file, betydning, **columns):
    """Upload, map, look through: the page of the look through."""
    assert upload(client, plan, file).status_code == 302
    row = newest(plan)
    data = {**form_of(client, row), "post": "Aktivitet", "kilde": "Projekt", **columns, **betydning}
    response = client.post(reverse("plans:regnskab_kolonner", args=[row.uuid]), data)
    assert response.status_code == 302, (response.context["skridt"].kolonner.errors, response.context["skridt"].felter)
    return client.get(reverse("plans:regnskab_gennemsyn", args=[row.uuid]))


def save(client, page):
    row, seen = page.context["import"], page.context["gennemsyn"].aftryk
    return client.post(reverse("plans:regnskab_gennemsyn", args=[row.uuid]), {"aftryk": seen}, follow=True)


def fates(page) -> list[str]:
    return [str(row.hvad) for row in page.context["gennemsyn"].linjer]


# --- The whole way


def test_an_export_is_read_in_and_its_rows_are_there(client, plan, betydning, tryghed, lokaler, lbf, kommune):
    page = read_in(client, plan, export(), betydning, runs_to="31.03.2019")
    assert fates(page) == ["ny"] * 5 + ["springes over"] * 2
    assert page.context["gennemsyn"].sum_nye == Decimal("101501.00")
    assert not Forbrug.objects.exists()
    save(client, page)
    rows = list(Forbrug.objects.order_by("booked_on", "amount").values_list("budgetpost", "kilde", "amount", "note"))
    assert rows == [
        (tryghed.pk, lbf.pk, Decimal("45250.50"), "Løn januar"),
        (tryghed.pk, lbf.pk, Decimal("5000.00"), "Pension"),
        (tryghed.pk, lbf.pk, Decimal("45250.50"), "Løn februar"),
        (lokaler.pk, kommune.pk, Decimal("8000.00"), "Lokaleleje"),
        (lokaler.pk, kommune.pk, Decimal("-2000.00"), "Kreditnota, lokaleleje"),
    ]
    assert Regnskabsaar.objects.get().runs_to == date(2019, 3, 31)
    saved = newest(plan)
    assert (saved.rows_made, saved.table) == (5, {})
    assert Haendelse.objects.filter(kind="forbrug", note="Læst ind fra kontoudtog.csv").count() == 5


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_the_same_export_twice_doubles_nothing_whatever_its_encoding_and_order(client, plan, betydning, encoding):
    save(client, read_in(client, plan, export(), betydning))
    before = list(Forbrug.objects.order_by("pk").values())
    page = read_in(client, plan, export(*reversed(LINES), encoding=encoding), betydning)
    assert fates(page).count("er der allerede") == 5
    save(client, page)
    assert list(Forbrug.objects.order_by("pk").values()) == before


def test_the_mapping_is_remembered(client, plan, betydning, tryghed):
    save(client, read_in(client, plan, export(), betydning))
    profile = Importprofil.objects.get()
    assert profile.columns["post"] == "Aktivitet"
    upload(client, plan, export())
    row = newest(plan)
    page = client.get(reverse("plans:regnskab_kolonner", args=[row.uuid]))
    skridt = page.context["skridt"]
    assert skridt.is_remembered
    assert skridt.kolonner.initial["kilde"] == "Projekt"
    assert skridt.vaerdier.initial[value_name("post", "4010")] == str(tryghed.pk)
    assert skridt.vaerdier.initial[value_name("post", "9999")] == "-"


def test_a_changed_row_is_shown_with_what_changes_and_put_back_when_undone(client, plan, betydning):
    save(client, read_in(client, plan, export(), betydning))
    later = [LINES[0].replace("45.250,50", "46.000,00"), *LINES[1:5], "02.04.2019;1006;4010;LBF-1;Løn april;10,00;"]
    page = read_in(client, plan, export(*later), betydning)
    assert sorted(fates(page)) == ["er der allerede"] * 4 + ["ny", "ændres"]
    changed = next(row for row in page.context["gennemsyn"].linjer if row.foer)
    assert changed.foer == "beløb: 45.250,50 → 46.000,00"
    save(client, page)
    assert Forbrug.objects.get(voucher="1001").amount == 46_000
    undo(client, newest(plan))
    assert Forbrug.objects.get(voucher="1001").amount == Decimal("45250.50")
    assert Forbrug.objects.get(voucher="1006").is_retired
    assert Forbrug.objects.filter(retired_on__isnull=True).count() == 5


def undo(client, row, reason="Forkert udtræk."):
    return client.post(reverse("plans:regnskab_fortryd", args=[row.uuid]), {"begrundelse": reason})


def test_an_import_is_undone_as_one_and_can_be_read_in_again(client, plan, betydning, assert_flat_queries):
    save(client, read_in(client, plan, export(), betydning))
    assert undo(client, newest(plan)).status_code == 302
    assert not Forbrug.objects.filter(retired_on__isnull=True).exists()
    assert Forbrug.objects.filter(retired_reason="Forkert udtræk.").count() == 5
    page = read_in(client, plan, export(), betydning)
    assert fates(page).count("ny") == 5
    save(client, page)
    assert Forbrug.objects.filter(retired_on__isnull=True).count() == 5


def test_undoing_needs_a_reason_and_leaves_what_was_changed_since(client, plan, betydning):
    save(client, read_in(client, plan, export(), betydning))
    row = newest(plan)
    assert undo(client, row, reason="").status_code == 200
    assert Forbrug.objects.filter(retired_on__isnull=True).count() == 5


def test_a_row_that_is_gone_from_the_export_is_told_of_and_stays(client, plan, betydning):
    save(client, read_in(client, plan, export(), betydning))
    page = read_in(client, plan, export(LINES[0], *LINES[2:]), betydning)
    assert [row.note for row in page.context["gennemsyn"].ikke_i_filen] == ["Løn februar"]
    save(client, page)
    assert Forbrug.objects.filter(retired_on__isnull=True).count() == 5


def test_what_was_not_seen_is_not_saved(client, plan, betydning, tryghed):
    page = read_in(client, plan, export(), betydning)
    f.RegnskabsaarFactory(helhedsplan=plan, year=2019, is_final=True)
    response = save(client, page)
    assert not Forbrug.objects.exists()
    assert "Regnskabet for 2019 er endeligt." in response.content.decode()
    other = client.post(reverse("plans:regnskab_gennemsyn", args=[newest(plan).uuid]), {"aftryk": "noget andet"})
    assert "Noget er ændret" in other.content.decode()


# --- Other files


def workbook() -> SimpleUploadedFile:
    """As a finance system writes it: a title above, real dates and numbers, expenses with a minus."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Poster"
    sheet.append(["Kontoudtog for Helhedsplanen"])
    sheet.append([])
    sheet.append(["Dato", "Bilag", "Konto", "Beløb i kr."])
    sheet.append([date(2019, 1, 15), 1001, 4010, -45250.5])
    sheet.append([date(2019, 1, 16), 1002, 4010, 250])
    stream = BytesIO()
    book.save(stream)
    return SimpleUploadedFile("poster.xlsx", stream.getvalue())


def test_an_excel_file_with_a_title_and_expenses_with_a_minus(client, plan, tryghed, lbf):
    upload(client, plan, workbook())
    row = newest(plan)
    data = form_of(client, row)
    assert (data["header_row"], data["beloeb"], data["post"]) == (3, "Beløb i kr.", "Konto")
    assert data["kilde_fast"] == str(lbf.pk), "the only source there is"
    data |= {"fortegn": "negativ", **meanings(**{"post:4010": tryghed})}
    client.post(reverse("plans:regnskab_kolonner", args=[row.uuid]), data)
    save(client, client.get(reverse("plans:regnskab_gennemsyn", args=[row.uuid])))
    found = Forbrug.objects.order_by("voucher").values_list("amount", "note", "booked_on")
    assert list(found) == [
        (Decimal("45250.50"), "", date(2019, 1, 15)),
        (Decimal("-250.00"), "Modpostering i regnskabet, bilag 1002", date(2019, 1, 16)),
    ]


def test_pasted_lines_that_name_our_own_posts_need_no_more_than_a_yes(client, plan, tryghed, lbf):
    text = "Post\tKilde\tÅr\tBeløb\tTekst\tDato\nTryghed\tLandsbyggefonden\t2019\t1.200,00\tKaffe\t01.03.2019\n"
    response = client.post(reverse("plans:regnskab_import", args=[plan.uuid]), {"indsat": text})
    assert response.status_code == 302, response.context["form"].errors
    row = newest(plan)
    page = client.get(reverse("plans:regnskab_kolonner", args=[row.uuid]))
    data = form_of(client, row)
    data |= {name: page.context["skridt"].vaerdier[name].value() for name in page.context["skridt"].vaerdier.fields}
    assert client.post(reverse("plans:regnskab_kolonner", args=[row.uuid]), data).status_code == 302
    save(client, client.get(reverse("plans:regnskab_gennemsyn", args=[row.uuid])))
    assert Forbrug.objects.get().amount == 1200
    assert Forbrug.objects.get().budgetpost == tryghed


def test_a_file_that_libreoffice_made(client, plan, lbf, tryghed):
    upload(client, plan, SimpleUploadedFile("libreoffice.xlsx", LIBREOFFICE.read_bytes()))
    row = newest(plan)
    assert row.sheet == "Budget", "not the hidden sheet and not the empty one"
    data = {**form_of(client, row), "beloeb": "2015", "dato": "Godkendt", "post": "Post", "kilde": ""}
    data |= meanings(**{"post:Tryghed & trivsel <25 år": tryghed, "post:=ikke en formel": tryghed})
    response = client.post(reverse("plans:regnskab_kolonner", args=[row.uuid]), data)
    assert response.status_code == 302, (response.context["skridt"].felter, response.context["skridt"].kolonner.errors)
    save(client, client.get(reverse("plans:regnskab_gennemsyn", args=[row.uuid])))
    assert list(Forbrug.objects.order_by("booked_on").values_list("booked_on", "amount")) == [
        (date(2015, 3, 31), 1_392_000),
        (date(2015, 12, 31), 1_392),
    ]


# --- Refusals


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "15.01.2019;1;4010;LBF-1;Løn;10.944.00;",
            "Række 2, kolonne F: «10.944.00» kan ikke læses: der skal stå tre cifre efter hvert punktum."
            " Det kan være 1.094.400, 10.944.000 eller 109.440.000",
        ),
        ("31.02.2019;1;4010;LBF-1;Løn;100;", "Række 2, kolonne A: «31.02.2019» er ikke en dato."),
        ("15.01.2019;1;;LBF-1;Løn;100;", "Række 2, kolonne C: Linjen har et beløb, men ingen post."),
        (";1;4010;LBF-1;Løn;100;", "Række 2, kolonne A: Linjen har et beløb, men ingen dato."),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_place_and_nothing_is_saved(
    client, plan, betydning, line, sentence
):
    page = read_in(client, plan, export(line, *LINES[1:5]), betydning)
    assert sentence in page.content.decode()
    assert "Gem linjerne" not in page.content.decode()
    save(client, page)
    assert not Forbrug.objects.exists()


def test_a_cpr_number_is_refused_with_its_place_and_nothing_of_the_file_is_kept(client, plan):
    response = upload(client, plan, export("15.01.2019;1;4010;LBF-1;Løn til 010190-1234;100;"))
    sentence = response.context["form"].errors["fil"][0]
    assert sentence.startswith("Række 2, kolonne E: ")
    assert "90-1234" not in sentence
    assert not Regnskabsimport.objects.exists()


def test_a_file_that_is_no_spreadsheet_is_refused_in_words(client, plan):
    for name, content in (("a.xlsx", b"PK\x03\x04no"), ("a.pdf", b"%PDF-1.4"), ("a.csv", b"")):
        response = upload(client, plan, SimpleUploadedFile(name, content))
        assert response.status_code == 200
        assert response.context["form"].errors["fil"][0].endswith(".")
    assert not Regnskabsimport.objects.exists()


def test_neither_or_both_ways_in_are_refused(client, plan):
    empty = client.post(reverse("plans:regnskab_import", args=[plan.uuid]), {})
    assert empty.context["form"].errors["fil"] == ["Vælg en fil, eller sæt linjer ind nedenfor."]
    both = upload(client, plan, export(), indsat="a;b")
    assert both.context["form"].errors["fil"] == ["Vælg enten en fil eller sæt linjer ind, ikke begge dele."]


def test_columns_that_say_too_little_are_refused_at_their_fields(client, plan, lbf):
    upload(client, plan, export())
    row = newest(plan)
    data = form_of(client, row) | {"dato": "", "aar": "", "debet": "", "kredit": "", "post": "", "kilde": ""}
    f.FinansieringskildeFactory(helhedsplan=plan)
    data["kilde_fast"] = ""
    response = client.post(reverse("plans:regnskab_kolonner", args=[row.uuid]), data)
    assert set(response.context["skridt"].kolonner.errors) == {"dato", "beloeb", "post", "kilde"}


def test_every_value_must_have_a_meaning(client, plan, betydning):
    upload(client, plan, export())
    row = newest(plan)
    data = {**form_of(client, row), "post": "Aktivitet", "kilde": "Projekt", **betydning}
    data[value_name("post", "9999")] = ""
    response = client.post(reverse("plans:regnskab_kolonner", args=[row.uuid]), data)
    assert set(response.context["skridt"].vaerdier.errors) == {value_name("post", "9999")}


def test_another_plans_post_cannot_be_chosen(client, plan, betydning):
    upload(client, plan, export())
    row = newest(plan)
    data = {**form_of(client, row), "post": "Aktivitet", "kilde": "Projekt", **betydning}
    data[value_name("post", "4010")] = str(f.BudgetpostFactory().pk)
    response = client.post(reverse("plans:regnskab_kolonner", args=[row.uuid]), data)
    assert response.status_code == 200


def test_an_import_that_was_not_saved_is_discarded_with_all_that_was_read(client, plan):
    upload(client, plan, export())
    row = newest(plan)
    undo(client, row)
    row.refresh_from_db()
    assert row.is_retired
    assert row.table == {}


def test_what_a_thousand_rows_are_known_by_never_looks_like_a_cpr_number(client, plan, betydning):
    lines = [f"15.01.2019;{number};4010;LBF-1;Løn;1,00;" for number in range(1_000)]
    save(client, read_in(client, plan, export(*lines), betydning))
    assert Forbrug.objects.count() == 1_000
    assert not any(sign.isdigit() for key in Forbrug.objects.values_list("import_key", flat=True) for sign in key)


def test_looking_through_costs_the_same_with_many_rows(client, plan, betydning, assert_flat_queries):
    page = read_in(client, plan, export(), betydning)
    row = page.context["import"]

    def grow():
        rows = row.table["sheets"][row.sheet]
        row.table["sheets"][row.sheet] = [*rows, *([*rows[1][:1], str(n), *rows[1][2:]] for n in range(40))]
        row.save()

    assert_flat_queries(lambda: client.get(reverse("plans:regnskab_gennemsyn", args=[row.uuid])), grow)


def test_what_another_plan_leaves_out_is_not_left_out_of_this_one(client, log_in, tryghed, lbf):
    plan = tryghed.helhedsplan
    plan.administrator = f.BoligorganisationFactory()
    plan.save()
    other = f.HelhedsplanFactory(administrator=plan.administrator)
    user = log_in(plan, Rolle.REDAKTOER)
    f.MedlemskabFactory(helhedsplan=other, user=user, rolle=Rolle.REDAKTOER)
    columns = {"post": "Aktivitet", "kilde": "Projekt", "dato": "Bogføringsdato", "debet": "Debet", "kredit": "Kredit"}
    values = {"post": {"4010": "-"}, "kilde": {"LBF-1": "-"}}
    f.ImportprofilFactory(helhedsplan=other, columns=columns, values=values)
    upload(client, plan, export())
    skridt = client.get(reverse("plans:regnskab_kolonner", args=[newest(plan).uuid])).context["skridt"]
    assert skridt.kolonner.initial["post"] == "Aktivitet"
    assert skridt.vaerdier.initial[value_name("post", "4010")] == ""
    assert skridt.vaerdier.initial[value_name("kilde", "LBF-1")] == ""


def test_undoing_an_import_also_takes_back_how_far_the_accounts_run(client, plan, betydning):
    save(client, read_in(client, plan, export(*LINES[:2]), betydning, runs_to="28.02.2019"))
    save(client, read_in(client, plan, export(*LINES), betydning, runs_to="31.12.2019"))
    assert Regnskabsaar.objects.get().runs_to == date(2019, 12, 31)
    undo(client, newest(plan))
    assert Regnskabsaar.objects.get().runs_to == date(2019, 2, 28)
    undo(client, Regnskabsimport.objects.earliest("pk"))
    assert Regnskabsaar.objects.get().runs_to is None
