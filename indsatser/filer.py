"""Which rows of the work have files that are handed out (plans.filer)."""

from indsatser.models import Evaluering, Maaling, Milepael
from plans.filer import registrer


def registrer_filer() -> None:
    registrer(Evaluering, "file")
    registrer(Maaling, "evidence")
    registrer(Milepael, "evidence")
