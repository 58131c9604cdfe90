"""Do what is ordered in the background, one job at a time, until told to stop."""

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, connections

from plans.baggrund import laase
from plans.baggrund.koe import arbejder
from plans.baggrund.stand import stand
from plans.baggrund.tilsyn import Tilsyn

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Lav det, der er bestilt i baggrunden, én opgave ad gangen. Start én for hver kerne, der må bruges."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tjek", action="store_true", help="Sig, hvordan det står til; fejl, hvis noget er galt.")
        parser.add_argument(
            "--med-foraelder", action="store_true", help="Stop også, når den proces, der startede den, er væk."
        )

    def handle(self, *args: Any, tjek: bool = False, med_foraelder: bool = False, **options: Any) -> None:
        if tjek:
            self._tjek()
            return
        worker = arbejder()
        worker.configure_signals()
        tilsyn = Tilsyn(foraelder=med_foraelder)
        tilsyn.start()
        logger.info("Worker %s is here.", worker.worker_id)
        try:
            while worker.running:
                _arbejd(worker)
        finally:
            tilsyn.stop()
            logger.info("Worker %s is gone.", worker.worker_id)

    def _tjek(self) -> None:
        now = stand()
        self.stdout.write(str(now))
        if now.galt:
            raise CommandError(now.galt)


def _arbejd(worker: Any) -> None:
    """Until told to stop, or until the database is gone: then again in a while, with new connections."""
    try:
        laase.aaben_egen()
        worker.run()
    except (OperationalError, InterfaceError):
        logger.exception("The database did not answer; trying again.")
        time.sleep(2)
    finally:
        laase.luk_egen()
        connections.close_all()
