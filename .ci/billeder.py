"""Take the pictures of README and docs/brugervejledning from a running server with demo data.

    .venv/bin/python .ci/billeder.py http://127.0.0.1:8000 koordinator@example.dk    (asks for the password)

The password may also stand in the variable BILLEDER_ADGANGSKODE. Chromium is the one that is installed.
"""

import argparse
import csv
import getpass
import io
import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).resolve().parents[1] / "docs"
GUIDE = DOCS / "brugervejledning" / "billeder"
SIZE = {"width": 1280, "height": 800}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("server", help="the server's address")
    parser.add_argument("email", help="whom to log in as")
    parser.add_argument("--plan", default="Gellerup-Toveshøj", help="the plan to show")
    parser.add_argument("--milepaele", default="Rum for Liv", help="the plan whose milestones to show")
    return parser.parse_args()


def shoot(page: Page, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)
    sys.stdout.write(f"{path.relative_to(DOCS.parent)}\n")


def open_plan(page: Page, server: str, name: str) -> None:
    page.goto(f"{server}/helhedsplaner/")
    page.get_by_role("link", name=name, exact=True).click()


def menu(page: Page, label: str) -> None:
    page.locator(".planmenu").get_by_role("link", name=label, exact=True).click()


def read_measurements(page: Page, options: argparse.Namespace) -> None:
    """What a filled-in file will change; thrown away again, so that nothing is saved."""
    open_plan(page, options.server, options.plan)
    upload = page.url.rstrip("/") + "/registrer/laes/"
    page.goto(upload)
    address = upload.replace("/laes/", "/skema/fil/")
    content = page.request.get(address, params={"aar": "2019", "filtype": "csv"}).body().decode("utf-8-sig")
    page.get_by_label("Filen med tal").set_input_files(
        {"name": "Tal fra Åse.csv", "mimeType": "text/csv", "buffer": filled_in(content).encode()}
    )
    page.get_by_role("button", name="Vis, hvad der ændres").click()
    page.get_by_role("heading", name="Tal fra filen", level=1).wait_for()
    shoot(page, GUIDE / "maalinger-fra-en-fil.png")
    page.get_by_role("button", name="Kassér filen").click()


def filled_in(content: str) -> str:
    """The file with a number in the first empty cell of every third criterion that is counted or a share."""
    heads, *rows = csv.reader(io.StringIO(content, newline=""), delimiter=";")
    answers = {"tal": "12", "52,9 % eller 118 af 210": "52,9 %"}
    for row in rows[::3]:
        answer, empty = answers.get(row[4]), [at for at in range(5, heads.index("Om tallene")) if not row[at]]
        if answer and empty and not row[heads.index("Om tallene")]:
            row[empty[0]] = answer
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([heads, *rows])
    return out.getvalue()


def take(page: Page, options: argparse.Namespace, password: str) -> None:
    page.goto(f"{options.server}/konto/log-ind/")
    shoot(page, GUIDE / "log-ind.png")
    page.get_by_label("E-mail").fill(options.email)
    page.get_by_label("Adgangskode").fill(password)
    page.get_by_role("button", name="Log ind").click()
    page.goto(f"{options.server}/mit-overblik/")
    shoot(page, GUIDE / "mit-overblik.png")
    page.goto(f"{options.server}/registrer/")
    shoot(page, GUIDE / "registrer.png")
    page.goto(f"{options.server}/helhedsplaner/")
    shoot(page, GUIDE / "planer.png")
    open_plan(page, options.server, options.plan)
    shoot(page, DOCS / "billeder" / "overblik.png")
    menu(page, "Økonomi")
    shoot(page, GUIDE / "oekonomi.png")
    menu(page, "Rapporter")
    shoot(page, GUIDE / "rapporter.png")
    menu(page, "Delaftaler")
    page.locator("main a[href^='/delaftaler/']").first.click()
    page.locator("main a[href^='/kriterier/']").first.click()
    shoot(page, GUIDE / "kriterium.png")
    page.get_by_role("link", name="Ret kriteriet").click()
    page.locator(".formpanel__laesning").wait_for()
    shoot(page, GUIDE / "kriterie-skriv.png")
    read_measurements(page, options)
    open_plan(page, options.server, options.milepaele)
    menu(page, "Milepæle")
    shoot(page, GUIDE / "milepaele.png")


def main() -> None:
    options = arguments()
    options.server = options.server.rstrip("/")
    password = os.environ.get("BILLEDER_ADGANGSKODE") or getpass.getpass("Adgangskode: ")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=["--lang=da-DK", *sandbox])
        take(browser.new_page(viewport=SIZE, locale="da-DK", reduced_motion="reduce"), options, password)
        browser.close()


if __name__ == "__main__":
    main()
