"""A person with the file: she fetches it, writes in it with another program, and sends it in."""

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.filer import upload

Q1, Q2, Q3, Q4 = (f"{number}. kvartal 2019" for number in (1, 2, 3, 4))


class Ark:
    """The pages of one plan, through a client that is logged in."""

    def __init__(self, client: Any, plan: Any) -> None:
        self.client, self.plan = client, plan

    def url(self, page: str) -> str:
        return reverse(f"indsatser:maalingsark_{page}", args=[self.plan.uuid])

    def hent(self, **query: str) -> bytes:
        response = self.client.get(self.url("export"), {"aar": "2019", **query})
        assert response.status_code == 200
        return response.content

    def send(self, content: bytes, name: str = "Tal.xlsx"):
        """Upload the file; the answer is the page that says what is wrong, or the review."""
        return self.client.post(self.url("upload"), {"fil": upload(name, content)}, follow=True)

    def skriv(self, *cells: tuple[Any, str, Any]):
        """Fetch, write (criterion, period, value) in the cells, and send."""
        return self.send(aendr(self.hent(), saet(*cells)))

    def gem(self, review, **more: str):
        """Save what the review shows."""
        mark = soup(review).select_one("[name=fingeraftryk]")["value"]
        return self.client.post(self.url("review"), {"fingeraftryk": mark, **more}, follow=True)


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def tekst(response) -> str:
    return " ".join(soup(response).select_one("main").get_text(" ").split())


def aendr(content: bytes, change: Callable[[Any], Any]) -> bytes:
    """Somebody opens the file in another program, changes its sheet and saves it."""
    book, out = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    change(book["Målinger"])
    book.save(out)
    return out.getvalue()


def kolonne(sheet: Any, heading: str) -> int:
    return next(cell.column for cell in sheet[4] if cell.value == heading)


def raekke(sheet: Any, kriterium: Any) -> int:
    ids = kolonne(sheet, "Kriterie-id")
    return next(row for row in range(5, sheet.max_row + 1) if sheet.cell(row, ids).value == str(kriterium.uuid))


def saet(*cells: tuple[Any, str, Any]) -> Callable[[Any], None]:
    """The change that writes in the cells of criteria under headings."""

    def change(sheet: Any) -> None:
        for kriterium, heading, value in cells:
            sheet.cell(raekke(sheet, kriterium), kolonne(sheet, heading)).value = value

    return change


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def som_csv(rows: list[list[str]], encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode(encoding)


def steder(response) -> dict[str, str]:
    """What is to be corrected, by place."""
    rows = soup(response).select("[aria-labelledby=steder] tbody tr")
    return {" ".join(row.th.get_text().split()): " ".join(row.td.get_text().split()) for row in rows}
