"""How long it takes to save much at once: a large budget by Excel and in the grid, measurements by a file."""

import csv
import io
import re
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indsatser.maalingsark import opstilling as maalingsark
from indsatser.registrering.vaerdier import Felt
from plans.models import Budgetbeloeb, Helhedsplan
from plans.penge.ark import indhold_af, skriv_budgetark
from plans.penge.ark.indhold import laes_raekker
from plans.penge.gitter.grundlag import PREFIX
from reporting.maaling import Sidetid, time_once

_INPUT, _ATTRIBUTE = re.compile(r"<input[^>]*>"), re.compile(r'([a-z-]+)="([^"]*)"')
LARGE = "Stort budget"
SVAR = {Felt.TAL: "5", Felt.ANDEL: "52,9 %", Felt.SNIT: "5,5", Felt.JA_NEJ: "ja", Felt.SKOEN: "delvist"}


def time_saving_budget(client: Client) -> list[Sidetid]:
    """Every amount of the large budget changed: the file read, looked through and saved; then all again in the grid.

    `client` is one who may edit it. Each is done once: a save cannot be repeated.
    """
    plan = Helhedsplan.objects.for_page().get(short_name=LARGE)
    upload, review = (reverse(f"plans:budgetark_{name}", args=[plan.uuid]) for name in ("upload", "review"))
    file = SimpleUploadedFile("budget.xlsx", _changed_file(plan))
    read, _ = time_once("Budget fra Excel: læs 1.200", lambda: _post(client, upload, fil=file), status=302)
    shown, page = time_once("Budget fra Excel: se 1.200", lambda: client.get(review, secure=True), status=200)
    mark = _fields(page)["fingeraftryk"]
    saved, _ = time_once("Budget fra Excel: gem 1.200", lambda: _post(client, review, fingeraftryk=mark), status=302)
    return [read, shown, saved, _grid(client, plan)]


def time_saving_measurements(client: Client, plan: Helhedsplan) -> list[Sidetid]:
    """A year's grid filled in as a file: fetched, read, looked through and saved. `client` may register there."""
    export, upload, review = (
        reverse(f"indsatser:maalingsark_{name}", args=[plan.uuid]) for name in ("export", "upload", "review")
    )
    year = plan.calendar_years[len(plan.calendar_years) // 2]
    query = {"aar": str(year), "filtype": "csv"}
    fetched, page = time_once("Målinger i fil: hent", lambda: client.get(export, query, secure=True), status=200)
    file = SimpleUploadedFile("maalinger.csv", _filled_in(page.content))
    read, _ = time_once("Målinger i fil: læs", lambda: _post(client, upload, fil=file), status=302)
    shown, page = time_once("Målinger i fil: se", lambda: client.get(review, secure=True), status=200)
    mark = _fields(page)["fingeraftryk"]
    saved, _ = time_once("Målinger i fil: gem", lambda: _post(client, review, fingeraftryk=mark), status=302)
    return [fetched, read, shown, saved]


def _filled_in(content: bytes) -> bytes:
    """The file with a number in every empty cell, but for rows that say there are numbers beside the columns."""
    heads, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    periods = range(len(maalingsark.FOER), heads.index(maalingsark.OM))
    answer = {maalingsark.SKRIV[felt]: text for felt, text in SVAR.items()}
    for row in rows:
        for column in periods:
            if not row[column] and not row[heads.index(maalingsark.OM)]:
                row[column] = answer[row[heads.index(maalingsark.SKRIVES)]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([heads, *rows])
    return out.getvalue().encode()


def _changed_file(plan: Helhedsplan) -> bytes:
    """The budget's file as it looks when somebody has added a krone to every amount."""
    before = indhold_af(laes_raekker(plan))
    with transaction.atomic():
        Budgetbeloeb.objects.in_plan(plan).update(amount=F("amount") + 1)
        content = skriv_budgetark(plan, made_at=timezone.now(), udgangspunkt=before)
        transaction.set_rollback(True)
    return content


def _grid(client: Client, plan: Helhedsplan) -> Sidetid:
    """A krone more in every cell of the grid."""
    address = reverse("plans:budget_update", args=[plan.uuid])
    fields = _fields(client.get(address, {"vis": "alle"}, secure=True))
    cells = {name: _one_more(text) for name, text in fields.items() if name.startswith(PREFIX) and text}
    sent = {**fields, **cells, "gem": "1"}
    measured, _ = time_once("Budgettets gitter: gem 1.200", lambda: _post(client, address, **sent), status=302)
    return measured


def _fields(page: Any) -> dict[str, str]:
    """What the page's form would send, but for its choices. Read off the page: outside tests it has no context."""
    found = (dict(_ATTRIBUTE.findall(tag)) for tag in _INPUT.findall(page.content.decode()))
    named = [one for one in found if "name" in one and one.get("type") != "radio"]
    return {one["name"]: unescape(one.get("value", "")) for one in named}


def _one_more(text: str) -> str:
    number = int("".join(filter(str.isdecimal, text))) + 1
    return f"{number} kr." if "kr" in text else str(number)


def _post(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, fields, secure=True)
