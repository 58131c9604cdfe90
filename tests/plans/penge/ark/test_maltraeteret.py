"""A file that somebody has been rough with: a sentence, never a crash, and nothing is saved."""

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from plans.choices import Rolle
from plans.models import Haendelse, Kladde
from plans.penge.ark import opstilling as o
from plans.services import retire
from tests.plans import factories as f
from tests.plans.penge.ark import budgetplan as b

LINE = ("Tryghed", "Landsbyggefonden")


def column(book, heading, sheet=o.BUDGET):
    return b.kolonne(book, heading, sheet)


def saet(value):
    return b.saet(*LINE, 2019, value)


def hidden(row_kind, name, value, *, column=4):
    """Somebody writes in the hidden sheet."""

    def change(book):
        sheet = book[o.SKJULT]
        row = next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, 1).value == row_kind and (
            name is None or sheet.cell(r, 3).value == name))  # fmt: skip
        sheet.cell(row, column).value = value

    return change


def without_sources(change):
    def both(book):
        change(book)
        del book[o.FINANSIERING]

    return both


def copy_column(heading, sheet=o.BUDGET):
    def change(book):
        page = book[sheet]
        at, to = column(book, heading, sheet), page.max_column + 1
        for row in range(1, page.max_row + 1):
            page.cell(row, to).value = page.cell(row, at).value

    return change


def rename(heading, new, sheet=o.BUDGET):
    def change(book):
        page = book[sheet]
        for row in page.iter_rows(max_row=12):
            for cell in row:
                if cell.value == heading:
                    cell.value = new

    return change


def drop(heading, sheet=o.BUDGET):
    return lambda book: book[sheet].delete_cols(column(book, heading, sheet))


def merge(book):
    sheet, row = book[o.BUDGET], b.raekke(book, *LINE)
    sheet.merge_cells(start_row=row, end_row=row, start_column=column(book, 2018), end_column=column(book, 2019))


def kilde(name, heading, value):
    def change(book):
        sheet = book[o.FINANSIERING]
        row = next(r for r in range(4, sheet.max_row + 1) if sheet.cell(r, 1).value == name)
        sheet.cell(row, column(book, heading, o.FINANSIERING)).value = value

    return change


def to_cash_but_keep(book):
    """The source gives cash from now on, and the column in which its hours stand is gone from the file."""
    kilde("Boligforeningens timer", "Bidrag", "Kontant")(book)
    kilde("Boligforeningens timer", "Timesats, kr.", None)(book)
    sheet = book[o.BUDGET]
    for row in range(9, sheet.max_row + 1):
        if sheet.cell(row, 2).value == "Boligforeningens timer":
            sheet.cell(row, 3).value = "kr."
    sheet.delete_cols(column(book, 2019))


REFUSED = {
    "amount 1e308": (saet(1e308), "for stort"),
    "amount beyond the database": (saet(1e12), "for stort"),
    "negative": (saet(-1), "ikke være negativt"),
    "negative in parentheses": (saet("(1.000)"), "ikke være negativt"),
    "a day": (saet(date(2019, 5, 1)), "vist som en dato"),
    "truth": (saet(True), "sand eller falsk"),
    "an error value": (saet("#REF!"), "#REF!"),
    "a formula that nobody has worked out": (saet("=SUM(A1:A9)"), "ikke er regnet ud"),
    "a long text": (saet("9" * 30_000), "er ikke et tal|for stort|for langt"),
    "a source negative": (kilde("=Kommunen", "Beløb i alt, kr.", -5), "ikke være negativ"),
    "a rate on cash": (kilde("=Kommunen", "Timesats, kr.", 300), "timesats"),
    "a rate of nought": (kilde("Boligforeningens timer", "Timesats, kr.", 0), "timesats"),
    "a rate too large": (kilde("Boligforeningens timer", "Timesats, kr.", 99_999_999), "cifre"),
    "full-time posts as a day": (kilde("=Kommunen", "Årsværk", date(2019, 1, 1)), "vist som en dato"),
    "hours become cash": (kilde("Boligforeningens timer", "Bidrag", "Kontant"), "ikke arbejdstid|timesats"),
    "hours become cash while hours stand": (to_cash_but_keep, "Der står timer fra kilden i budgettet"),
    "the hidden rate is a word": (without_sources(hidden("kilde", "hour_rate", "mange")), "skjulte oplysninger"),
    "the hidden rate is infinite": (without_sources(hidden("kilde", "hour_rate", "1e9999")), "skjulte oplysninger"),
    "the hidden form is unknown": (without_sources(hidden("kilde", "form", "gaver")), "skjulte oplysninger"),
    "the hidden form is gone": (without_sources(hidden("kilde", "form", None)), "skjulte oplysninger"),
    "the hidden name is gone": (hidden("kilde", "name", None), "skjulte oplysninger"),
    "the hidden kind of a post is unknown": (hidden("post", "art", "kage:1"), "skjulte oplysninger"),
    "the hidden field is unknown": (hidden("post", "art", "farve", column=3), "skjulte oplysninger"),
    "two columns of one year": (rename(2020, 2019), "to kolonner"),
    "two columns of posts": (copy_column("Post"), "to kolonner"),
    "two columns of notes": (copy_column("Bemærkning"), "to kolonner"),
    "two columns of rates": (copy_column("Timesats, kr.", o.FINANSIERING), "to kolonner"),
    "no column of posts": (drop("Post"), "ikke budgettets opstilling"),
    "no column of sources": (drop("Finansieringskilde"), "ikke budgettets opstilling"),
    "a column of sources renamed": (rename("Finansieringskilde", "Hvem betaler"), "ikke budgettets opstilling"),
    "a year renamed": (rename(2019, "Året 2019"), "intet årstal"),
    "the sources without their headings": (rename("Finansieringskilde", "x", o.FINANSIERING), "overskrifter"),
    "the sheet of the budget is gone": (lambda book: book.remove(book[o.BUDGET]), "ikke budgettets opstilling"),
    "merged years": (merge, "flettet"),
}  # fmt: skip

HARMLESS = {
    "the sources are gone": lambda book: book.remove(book[o.FINANSIERING]),
    "what it was made from is gone": lambda book: book.remove(book[o.SKJULT]),
    "only the budget is left": lambda book: [book.remove(book[name]) for name in (o.FINANSIERING, o.SKJULT)],
    "no column of rates and no sources": without_sources(drop("Timesats, kr.", o.FINANSIERING)),
    "no column of rates": drop("Timesats, kr.", o.FINANSIERING),
    "no ids of sources": drop(o.KILDE_ID, o.FINANSIERING),
    "columns hidden": lambda book: setattr(book[o.BUDGET].column_dimensions["H"], "hidden", True),
    "rows hidden": lambda book: setattr(book[o.BUDGET].row_dimensions[14], "hidden", True),
    "the sheet protected": lambda book: setattr(book[o.BUDGET].protection, "sheet", True),
    "the sheet of the budget renamed": lambda book: setattr(book[o.BUDGET], "title", "Mit budget"),
    "sheets in another order": lambda book: book.move_sheet(o.FINANSIERING, -1),
    "numbers as text": saet("900.000,00"),
    "numbers as text in kroner": saet("kr. 900.000"),
    "empty rows between": lambda book: book[o.BUDGET].insert_rows(12, 2),
    "a comment": lambda book: setattr(
        book[o.BUDGET]["A9"], "comment", openpyxl.comments.Comment("Husk", "Nogen")
    ),
}  # fmt: skip


@pytest.fixture
def plan():
    return b.byg_plan()


@pytest.fixture
def editor(plan, client):
    user = f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.REDAKTOER).user
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def send(client, plan, content, name="budget.xlsx"):
    url = reverse("plans:budgetark_upload", args=[plan.uuid])
    return client.post(url, {"fil": b.fil(content, name)}, follow=True)


def refuses(client, plan, content, says, name="budget.xlsx"):
    Kladde.objects.all().delete()
    before, events = b.nu(plan), Haendelse.objects.count()
    response = send(client, plan, content, name)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Intet er gemt" in html
    assert re.search(says, html), re.findall(r"<td>.*?</td>|error[^<]*>[^<]*", html)[:5]
    assert (b.nu(plan), Haendelse.objects.count()) == (before, events)
    assert not Kladde.objects.exists()


def test_every_mistreatment_gets_a_sentence_and_nothing_is_saved(client, plan, editor, subtests):
    whole = b.hent(plan)
    for name, (change, says) in REFUSED.items():
        with subtests.test(name):
            refuses(client, plan, b.aendr(whole, change), says)


def test_what_takes_nothing_away_changes_nothing(client, plan, editor, subtests):
    whole = b.hent(plan)
    for name, change in HARMLESS.items():
        with subtests.test(name):
            response = send(client, plan, b.aendr(whole, change))
            assert response.context.get("forskel") is not None, response.content.decode()[:3000]
            assert response.context["forskel"].er_tom
            Kladde.objects.all().delete()


def test_what_is_no_workbook_is_refused(client, plan, editor, subtests):
    whole = b.hent(plan)
    ods = io.BytesIO()
    with zipfile.ZipFile(ods, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)
    for name, content, says in (
        ("budget.xlsx", b"", "tom"),
        ("budget.csv", b"", "tom"),
        ("budget.xlsm", whole, "makroer"),
        ("budget.xls", old, "gamle format"),
        ("budget.xlsx", old, "."),
        ("budget.ods", ods.getvalue(), "OpenDocument"),
        ("budget.xlsx", ods.getvalue(), "."),
        ("budget.xlsx", whole[: len(whole) // 2], "."),
        ("budget.csv", whole, "."),
        ("budget.pdf", whole, "ikke et regneark"),
        ("budget", whole, "ikke et regneark"),
    ):
        with subtests.test(f"{name}, {len(content)} bytes"):
            response = send(client, plan, content, name)
            assert response.status_code == 200
            assert says in response.content.decode()
            assert response.context["form"].errors
            assert not Kladde.objects.exists()


def test_a_post_that_goes_later_is_still_in_the_file_and_one_that_is_gone_is_not(plan):
    retire(plan.budgetposter.get(title="Evaluering"), by=None, reason="Slut", on=date(2100, 1, 1))
    retire(plan.budgetposter.get(title="Tryghed"), by=None, reason="Slut")
    assert {values["title"] for values in b.nu(plan).poster.values()} == {"-Projektorganisation", "Evaluering"}


def test_a_post_that_already_goes_later_cannot_also_be_taken_out_by_the_file(client, plan, editor):
    retire(plan.budgetposter.get(title="Evaluering"), by=None, reason="Slut", on=date(2100, 1, 1))
    content = b.aendr(b.hent(plan), lambda book: book[o.BUDGET].delete_rows(b.raekke(book, "Evaluering"), 4))
    refuses(client, plan, content, "allerede taget ud af brug 01.01.2100")
