"""Which rows of the work have files that are handed out (plans.filer)."""

from indsatser.models import Aftalelaesning, Evaluering, Maaling, Milepael
from plans.filer import registrer
from plans.permissions import Ret


def registrer_filer() -> None:
    registrer(Aftalelaesning, "file", Ret.REDIGER)
    registrer(Evaluering, "file")
    registrer(Maaling, "evidence")
    registrer(Milepael, "evidence")
