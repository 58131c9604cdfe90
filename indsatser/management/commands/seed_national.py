"""Fill an installation with a country's worth of invented plans."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indsatser.demo import PASSWORD, REFUSAL, Login, create_login, is_demo
from indsatser.landsdata import build_country
from indsatser.landsdata.byg import first_uuid
from indsatser.reference import load_indsatser_reference
from plans.choices import Rolle
from plans.models import Helhedsplan, Medlemskab, User
from plans.reference import load_plans_reference

READER = Login("national@demo.example", "Nanna National", "Fællessekretariatet", Rolle.LAESER)


class Command(BaseCommand):
    help = "Laver opdigtede planer i landsstørrelse (100 planer, 5.000 kriterier, 40.000 målinger) til afprøvning."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--plans", type=int, default=100, help="Antal planer.")
        parser.add_argument("--faktor", type=int, default=1, help="Gange så mange.")
        parser.add_argument("--seed", type=int, default=1, help="Samme tal giver samme land.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_demo():
            raise CommandError(REFUSAL)
        if Helhedsplan.objects.filter(uuid=first_uuid(options["seed"])).exists():
            raise CommandError("Landsdata er der allerede. Brug et andet --seed, eller begynd med en tom database.")
        load_plans_reference()
        load_indsatser_reference()
        made = build_country(options["plans"] * options["faktor"], seed=options["seed"], told=self._progress)
        for what, number in sorted(made.counts.items()):
            self.stdout.write(f"{number:8} {what}")
        self._reader()
        self.stdout.write(f"Log ind som {READER.email} (adgangskode: {PASSWORD}) for at se dem alle.")

    def _progress(self, done: int) -> None:
        if done % 100 == 0:
            self.stdout.write(f"{done} planer …")

    def _reader(self) -> None:
        """A login that may read every plan."""
        user = User.objects.filter(email=READER.email).first() or create_login(READER, PASSWORD)
        missing = Helhedsplan.objects.exclude(medlemskaber__user=user)
        Medlemskab.objects.bulk_create(
            [Medlemskab(user=user, helhedsplan=plan, rolle=Rolle.LAESER) for plan in missing]
        )
