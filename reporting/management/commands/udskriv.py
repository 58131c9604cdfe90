"""`manage.py udskriv <plan> maalopfyldelse --aar 2019 --til FIL.pdf`: a report from the command line."""

import os
import tempfile
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from helhedsplan.sortering import danish_sort_key
from plans.models import Helhedsplan
from reporting.facts.maalopfyldelsesskema import AarUdenforPlanen, build_maalopfyldelsesskema
from reporting.pdf import PdfIkkeMulig, render_pdf

MAX_CANDIDATES = 20


class Command(BaseCommand):
    help = "Udskriv en rapport som PDF. En fil, der findes i forvejen, bliver erstattet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", help="Planens uuid, korte navn eller journalnummer.")
        parser.add_argument("rapport", choices=["maalopfyldelse"], help="Hvilken rapport.")
        parser.add_argument("--aar", type=int, required=True, help="Kalenderåret, rapporten handler om.")
        parser.add_argument("--til", type=Path, required=True, help="PDF-filen, der skrives.")

    def handle(self, *, plan: str, aar: int, til: Path, **options: Any) -> None:
        found = find_plan(plan)
        try:
            rapport = build_maalopfyldelsesskema(found, year=aar)
            pdf = render_pdf("reporting/pdf/maalopfyldelse.html", {"papir": rapport})
        except (AarUdenforPlanen, PdfIkkeMulig) as refused:
            raise CommandError(str(refused)) from refused
        write_whole(til, pdf)
        self.stdout.write(f"{rapport.titel} for {found.short_name} er skrevet til {til}.")


def find_plan(text: str) -> Helhedsplan:
    """The plan meant. Raises CommandError, with the plans there are to choose from, when it is none or several."""
    wanted = text.strip()
    plans = Helhedsplan.objects.for_page().current()
    meant = Q(short_name__iexact=wanted) | (Q(journalnummer__iexact=wanted) & ~Q(journalnummer=""))
    with suppress(ValueError):
        meant |= Q(uuid=UUID(wanted))
    found = list(plans.filter(meant))
    if len(found) == 1:
        return found[0]
    if found:
        raise CommandError(f"«{wanted}» passer på flere planer. Brug uuid:\n{_listed(found)}")
    everything = list(plans)
    if not everything:
        raise CommandError("Der er ingen planer i databasen.")
    near = [plan for plan in everything if wanted and wanted.casefold() in f"{plan.short_name} {plan.name}".casefold()]
    raise CommandError(f"Der er ingen plan, der hedder «{wanted}». Vælg mellem:\n{_listed(near or everything)}")


def _listed(plans: list[Helhedsplan]) -> str:
    ordered = sorted(plans, key=lambda plan: (danish_sort_key(plan.short_name), str(plan.uuid)))
    lines = [
        f"  {plan.uuid}  {plan.short_name}{f' (journalnr. {plan.journalnummer})' if plan.journalnummer else ''}"
        for plan in ordered[:MAX_CANDIDATES]
    ]
    rest = len(ordered) - MAX_CANDIDATES
    return "\n".join([*lines, f"  … og {rest} til."] if rest > 0 else lines)


def write_whole(path: Path, content: bytes) -> None:
    """Write the file whole or not at all: beside its place first, then moved there. Raises CommandError."""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(temporary, 0o666 & ~umask)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise CommandError(f"{path} kan ikke skrives: {error.strerror}.") from error
