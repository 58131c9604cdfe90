"""A plan whose budget has everything a file must not lose, and ways to open, change and read its file."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from plans.choices import Bidragsform, Finansieringsart, Postart, Tilsagnstilstand, Udgiftsart
from plans.models import Helhedsplan
from plans.penge.ark import Budgetfil, indhold_af, laes_budgetark, skriv_budgetark
from plans.penge.ark.indhold import Budgetindhold, laes_raekker
from tests.filer import upload
from tests.plans import factories as f

MADE = datetime(2026, 1, 2, 12, tzinfo=UTC)


def byg_plan(**more: Any) -> Helhedsplan:
    """Amounts with and without a year, øre, hours at a rate, a misprint, notes, text that looks like a formula."""
    plan = f.HelhedsplanFactory(
        short_name="Åparken",
        journalnummer="2015-123",
        frame_lbf=Decimal(3_000_000),
        frame_lokal=Decimal(1_200_000),
        **more,
    )
    fund = f.FinansieringskildeFactory(helhedsplan=plan, name="Landsbyggefonden", amount=Decimal(3_000_000), order=1)
    kommune = f.FinansieringskildeFactory(
        helhedsplan=plan, name="=Kommunen", kind=Finansieringsart.KOMMUNE, owner="Social & sundhed", order=2,
        state=Tilsagnstilstand.LOVET, state_note="Byrådet 8/10", amount=Decimal("712000.50"), paid=Decimal(0),
        confirmed=Decimal(500_000), amount_as_printed="kr.712tusind", years_text="2018-2022", note="Linje 1\nLinje 2",
    )  # fmt: skip
    timer = f.FinansieringskildeFactory(
        helhedsplan=plan, name="Boligforeningens timer", kind=Finansieringsart.BOLIGORGANISATION, order=3,
        form=Bidragsform.TIMER, hour_rate=Decimal("412.50"), aarsvaerk=Decimal("1.5"),
    )  # fmt: skip
    delaftale = f.DelaftaleFactory(helhedsplan=plan, nummer=2, title="Tryghed og trivsel")
    projekt = f.BudgetpostFactory(
        helhedsplan=plan, kind=Postart.PROJEKTORGANISATION, title="-Projektorganisation", note="Leder, 37 t.", order=1
    )
    tryghed = f.BudgetpostFactory(
        helhedsplan=plan,
        kind=Postart.DELAFTALE,
        delaftale=delaftale,
        title="Tryghed",
        udgiftsart=Udgiftsart.LOEN,
        order=2,
    )
    f.BudgetpostFactory(helhedsplan=plan, kind=Postart.EVALUERING, title="Evaluering", order=3)
    for post, kilde, year, amount in (
        (projekt, fund, None, "500000"),
        (projekt, kommune, 2019, "100000.25"),
        (tryghed, fund, 2018, "800000"),
        (tryghed, fund, 2019, "900000"),
        (tryghed, kommune, 2020, "300000"),
        (tryghed, kommune, None, "0"),
    ):
        f.BudgetbeloebFactory(budgetpost=post, kilde=kilde, year=year, amount=Decimal(amount))
    f.BudgetbeloebFactory(
        budgetpost=tryghed, kilde=timer, year=2019, hours=Decimal("40.5"), amount=Decimal("16706.25")
    )
    return plan


def nu(plan: Helhedsplan) -> Budgetindhold:
    """What the plan says now."""
    return indhold_af(laes_raekker(plan))


def hent(plan: Helhedsplan) -> bytes:
    return skriv_budgetark(plan, made_at=MADE)


def aendr(content: bytes, change: Callable[[Any], Any]) -> bytes:
    """Somebody opens the file, changes it and saves it: `change` gets the workbook."""
    book, out = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    change(book)
    book.save(out)
    return out.getvalue()


def fil(content: bytes, name: str = "budget.xlsx") -> SimpleUploadedFile:
    return upload(name, content)


def laes(content: bytes, plan: Helhedsplan) -> Budgetfil:
    return laes_budgetark(fil(content), plan, nu(plan))


def raekke(book: Any, post: str, kilde: str = "") -> int:
    """The row of a post, or of its line for a source."""
    sheet, found = book["Budget"], 0
    for row in range(1, sheet.max_row + 1):
        title, name = sheet.cell(row, 1).value, sheet.cell(row, 2).value
        if title == post and not name:
            found = row
        if found and (not kilde or name == kilde):
            return row
    raise LookupError(post, kilde)


def kolonne(book: Any, heading: str | int, sheet: str = "Budget") -> int:
    """The column under a heading."""
    for row in book[sheet].iter_rows(max_row=12):
        for cell in row:
            if cell.value == heading:
                return cell.column
    raise LookupError(heading)


def saet(post: str, kilde: str, heading: str | int, value: Any) -> Callable[[Any], None]:
    """A change: the cell of a post's line under a heading."""

    def change(book: Any) -> None:
        book["Budget"].cell(raekke(book, post, kilde), kolonne(book, heading)).value = value

    return change
