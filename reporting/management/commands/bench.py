"""`manage.py bench`: pages at national load and paper, measured in a database made for it and thrown away after."""

import gc
import logging
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from time import perf_counter, process_time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.models import Count, QuerySet
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from helhedsplan.numbers import tal
from indsatser.demo import seed
from indsatser.landsdata import build_country
from indsatser.landsdata.stort_budget import build_large_budget
from indsatser.models import Aktivitet, Succeskriterium
from indsatser.reference import load_indsatser_reference
from plans.choices import Rolle
from plans.models import Delaftale, Helhedsplan, Medlemskab, User
from plans.reference import load_plans_reference
from reporting.facts.maalopfyldelsesskema import build_maalopfyldelsesskema, report_years
from reporting.gemmetid import time_saving_budget, time_saving_measurements
from reporting.laesetid import time_reading
from reporting.maaling import Sidetid, time_pages, time_printing
from reporting.pdf import PdfIkkeMulig
from reporting.portefoelje.opdatering import gamle, opdater
from reporting.tryktid import time_long, time_many

PLANS_OF_A_REGISTRAR = 10
PLAIN_STATIC = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


class Command(BaseCommand):
    help = "Mål svartider ved landsbelastning og tempoet på papir. Bruger en database for sig selv og gemmer intet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--plans", type=int, default=100, help="Planer ved faktor 1 (100 er hele landet).")
        parser.add_argument("--faktor", type=int, nargs="*", default=[1, 10], help="Gange landet, en måling for hver.")
        parser.add_argument("--gange", type=int, default=15, help="Kald pr. side; medianen vises.")
        parser.add_argument("--uden-pdf", action="store_true", help="Mål kun siderne.")
        parser.add_argument("--kun-papir", action="store_true", help="Mål kun det lange papir og årets skemaer.")

    def handle(
        self, *, plans: int, faktor: list[int], gange: int, uden_pdf: bool, kun_papir: bool = False, **options: Any
    ) -> None:
        if plans < 1 or gange < 1 or any(one < 1 for one in faktor):
            raise CommandError("--plans, --faktor og --gange skal være mindst 1.")
        for name in ("weasyprint", "reporting.pdf", "fontTools", "axes"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        with override_settings(STORAGES=PLAIN_STATIC, ALLOWED_HOSTS=["testserver"]):
            measured = {factor: self._pages(plans * factor, gange) for factor in ([] if kun_papir else faktor)}
            if measured:
                self._print_pages(measured)
            if not uden_pdf and not kun_papir:
                self._paper(max(1, gange // 3))
            if not uden_pdf or kun_papir:
                self._long_paper(max(1, gange // 3))
                self._many_papers(plans)
            if not uden_pdf and not kun_papir:
                self._documents()

    # --- Pages ---------------------------------------------------------------------------------------------------

    def _pages(self, plans: int, times: int) -> list[Sidetid]:
        with throwaway_database():
            start = perf_counter()
            load_plans_reference()
            load_indsatser_reference()
            build_country(plans)
            build_large_budget()
            opdater(gamle(today=timezone.localdate()), today=timezone.localdate())
            self.stdout.write(
                f"{written(plans)} planer lavet og gjort op på {written(perf_counter() - start)} s; måler …"
            )
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            gc.collect()
            gc.freeze()  # as what serves (helhedsplan/wsgi.py): what this process made is not looked through again
            reading, editing = logged_in(member_of_all(Rolle.LAESER)), logged_in(member_of_all(Rolle.REDAKTOER))
            measured = time_pages(reading, list(pages_to_measure()), times=times)
            measured += time_pages(editing, list(pages_of_an_editor()), times=times)
            measured += time_pages(logged_in(registrar()), list(pages_to_register_on()), times=times)
            measured += time_saving_measurements(editing, fullest_plans()[0])
            return measured + time_saving_budget(editing)

    def _print_pages(self, measured: dict[int, list[Sidetid]]) -> None:
        heads = "".join(f"{f'{factor} × landet':>36}" for factor in measured)
        self.stdout.write(f"\n{'Side':30}{heads}")
        self.stdout.write(f"{'':30}" + f"{'ms':>12}{'egne ms':>10}{'sql':>6}{'kB':>8}" * len(measured))
        for rows in zip(*measured.values(), strict=True):
            cells = "".join(
                f"{written(row.ms):>12}{written(row.egen_ms):>10}{row.queries:>6}{written(row.kb):>8}" for row in rows
            )
            self.stdout.write(f"{rows[0].navn:30}{cells}")

    # --- Paper ---------------------------------------------------------------------------------------------------

    def _paper(self, rounds: int) -> None:
        with throwaway_database():
            seed()
            start = process_time()
            plan = Helhedsplan.objects.for_page().get(short_name="Gellerup-Toveshøj")
            rapport = build_maalopfyldelsesskema(plan, year=2019)
            built = process_time()
            html = render_to_string("reporting/pdf/maalopfyldelse.html", {"papir": rapport})
            rendered = process_time()
        try:
            ways = time_printing(html, rounds=rounds)
        except PdfIkkeMulig as impossible:
            raise CommandError(str(impossible)) from impossible
        ours = ways[0]
        speed = written(ours.sider / ours.sekunder, 1)
        steps = (built - start, rendered - built, ours.sekunder)
        facts, template, printing = (written(seconds * 1000) for seconds in steps)
        self.stdout.write(f"\nMålopfyldelsesskema for Gellerup-Toveshøj 2019: {ours.sider} sider, {speed} i sekundet")
        self.stdout.write(f"(fakta {facts} ms, skabelon {template} ms, tryk {printing} ms processortid)\n\n")
        self.stdout.write(f"{'Måde at trykke på':46}{'sider':>6}{'sekunder':>10}{'pr. side':>10}")
        for way in ways:
            self.stdout.write(f"{way.navn:46}{way.sider:>6}{written(way.sekunder, 2):>10}{written(way.ratio, 2):>10}")

    def _long_paper(self, rounds: int) -> None:
        with throwaway_database():
            seed()
            plan = Helhedsplan.objects.for_page().get(short_name="Gellerup-Toveshøj")
            ways = time_long(plan, 2019, rounds=rounds)
        self.stdout.write("\nÅrets rapport for Gellerup-Toveshøj med delaftaler og aktivitetsskemaer, trykt på skift;")
        self.stdout.write("kritisk: processortid i denne proces og den travleste af dem, der sætter\n\n")
        heads = f"{'sider':>6}{'sekunder':>10}{'sider/s':>9}{'processor':>11}{'kritisk':>9}{'gange (ur)':>12}"
        self.stdout.write(f"{'Måde':40}{heads}{'gange (kritisk)':>17}")
        for way in ways:
            numbers = (
                way.sekunder,
                way.sider / way.sekunder,
                way.processor,
                way.kritisk,
                way.ratio,
                way.ratio_processor,
            )
            cells = "".join(
                f"{written(number, 2):>{width}}" for number, width in zip(numbers, (10, 9, 11, 9, 12, 17), strict=True)
            )
            self.stdout.write(f"{way.navn:40}{way.sider:>6}{cells}")

    def _many_papers(self, plans: int) -> None:
        with throwaway_database():
            load_plans_reference()
            load_indsatser_reference()
            build_country(plans)
            many = time_many(member_of_all(Rolle.LAESER))
        speed, cores = written(many.sider / many.sekunder, 1), written(many.kerner, 2)
        self.stdout.write(
            f"\n{many.papirer} planers skemaer på én gang, PDF og Word: {many.sider} sider på "
            f"{written(many.sekunder)} s, {speed} sider i sekundet, {cores} kerner i brug, "
            f"højst {written(many.mb)} MB i alt"
        )

    # --- Documents -----------------------------------------------------------------------------------------------

    def _documents(self) -> None:
        self.stdout.write(f"\n{'Læsning af en aftale':46}{'sider':>6}{'sekunder':>10}{'processor':>11}{'blokke':>8}")
        for read in time_reading():
            seconds, own, blocks = written(read.sekunder, 2), written(read.processor, 2), written(read.blokke)
            self.stdout.write(f"{read.navn:46}{read.sider:>6}{seconds:>10}{own:>11}{blocks:>8}")


@contextmanager
def throwaway_database() -> Iterator[None]:
    """An empty, migrated database beside the real one, removed again whatever happens."""
    kept = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(kept, verbosity=0)


def member_of_all(rolle: Rolle) -> User:
    """Somebody with the rolle in every plan."""
    user = User.objects.create(email=f"bench{rolle}@demo.example", name="Bench")
    Medlemskab.objects.bulk_create(
        [Medlemskab(user=user, helhedsplan=plan, rolle=rolle) for plan in Helhedsplan.objects.all()]
    )
    return user


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def fullest_plans() -> QuerySet[Helhedsplan]:
    """The plans with the most criteria first."""
    return Helhedsplan.objects.annotate(n=Count("kriterier")).order_by("-n", "pk")


def registrar() -> User:
    """A sekretariat of the ten fullest plans, who is on five activities herself."""
    user = User.objects.create(email="bench-registrer@demo.example", name="Bench")
    plans = list(fullest_plans()[:PLANS_OF_A_REGISTRAR])
    Medlemskab.objects.bulk_create([Medlemskab(user=user, helhedsplan=plan, rolle=Rolle.REDAKTOER) for plan in plans])
    user.aktiviteter.set(Aktivitet.objects.in_plan(plans[0]).order_by("pk")[:5])
    return user


def pages_to_register_on() -> Iterator[tuple[str, str]]:
    """Registering: the list over ten plans, the same with everything in it, and the fullest plan's grid."""
    plan = fullest_plans()[0]
    yield "Registrér, ti planer", reverse("indsatser:registrer")
    yield "Registrér, alle kriterier", reverse("indsatser:registrer", query={"vis": "alle"})
    year = plan.calendar_years[len(plan.calendar_years) // 2]
    yield "Registreringsskema", reverse("indsatser:registrer_skema", args=[plan.uuid], query={"aar": year})


def pages_of_an_editor() -> Iterator[tuple[str, str]]:
    """What waits in all plans at once, and the forms of the fullest plan."""
    yield "Mit overblik", reverse("reporting:mit_overblik")
    plan = fullest_plans()[0]
    aktivitet = Aktivitet.objects.in_plan(plan).order_by("pk")[0]
    kriterium = Succeskriterium.objects.in_plan(plan).top_level().order_by("pk")[0]
    for label, row in (("Ret planen", plan), ("Ret aktivitet", aktivitet), ("Ret kriterium", kriterium)):
        yield label, reverse("plans:row_update", args=[row._meta.model_name, row.uuid])
    yield "Historik for en aktivitet", reverse("plans:row_history", args=["aktivitet", aktivitet.uuid])
    large = Helhedsplan.objects.get(short_name="Stort budget").uuid
    yield "Økonomi, 5 år × 40 × 6", reverse("plans:oekonomi_detail", args=[large])
    yield "Ret budgettet, ét år", reverse("plans:budget_update", args=[large])
    yield "Ret budgettet, alle 1.200 felter", reverse("plans:budget_update", args=[large], query={"vis": "alle"})


def pages_to_measure() -> Iterator[tuple[str, str]]:
    """The lists, and the fullest plan's own pages."""
    plan = fullest_plans()[0]
    delaftale = Delaftale.objects.in_plan(plan).order_by("pk")[0]
    kriterium = Succeskriterium.objects.in_plan(plan).top_level().filter(maalinger__isnull=False).order_by("pk")[0]
    yield "Planer", reverse("plans:helhedsplan_list")
    yield "Portefølje", reverse("reporting:portefoelje")
    halting = {"vis": "halter", "status": "aabne", "sorter": "-forsinkede", "q": "a"}
    yield "Portefølje, søgt og sorteret", reverse("reporting:portefoelje", query=halting)
    yield "Overblik", reverse("reporting:plan_overblik", args=[plan.uuid])
    yield "Bestyrelsens side", reverse("reporting:bestyrelsesside", args=[plan.uuid])
    begun = date(plan.end_date.year - 1, 9, 30) if plan.end_date else timezone.localdate()
    yield (
        "Bestyrelsens side, sat tilbage",
        reverse(
            "reporting:bestyrelsesside", args=[plan.uuid], query={"pr": min(begun, plan.default_as_of()).isoformat()}
        ),
    )
    yield "Delaftaler", reverse("reporting:delaftale_list", args=[plan.uuid])
    yield "Delaftale", reverse("reporting:delaftale_detail", args=[delaftale.uuid])
    yield "Kriterium", reverse("reporting:kriterium_detail", args=[kriterium.uuid])
    years = report_years(plan)
    year = years[len(years) // 2]
    yield "Målopfyldelsesskema på skærm", reverse("reporting:papir_periode", args=[plan.uuid, "maalopfyldelse", year])
    searches = {
        "sjældent ord": plan.short_name.split()[0],
        "hyppigt ord": "beboerne",
        "to ord": "frivillige gennemført",
    }
    for name, typed in searches.items():
        yield f"Søg, {name}", reverse("reporting:soeg", query={"q": typed})


def written(value: float, decimals: int = 0) -> str:
    return tal(Decimal(str(value)), decimals)
