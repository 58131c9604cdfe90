"""What reporting itself keeps. Each part has its models beside its rules."""

from reporting.indberetning.models import Indberetning, Indberetningstrin, Kontrolsvar, Vurdering
from reporting.paamindelser.models import (
    Brugerpaamindelser,
    Fristregel,
    IntetAtIndberette,
    Paamindelse,
    Paamindelsesbrev,
    Paamindelseskoersel,
    Planpaamindelser,
)
from reporting.portefoelje.models import Planstand
from reporting.udgaver.models import Udgave, Udgavefil, Udstedelse

__all__ = [
    "Brugerpaamindelser",
    "Fristregel",
    "Indberetning",
    "Indberetningstrin",
    "IntetAtIndberette",
    "Kontrolsvar",
    "Paamindelse",
    "Paamindelsesbrev",
    "Paamindelseskoersel",
    "Planpaamindelser",
    "Planstand",
    "Udgave",
    "Udgavefil",
    "Udstedelse",
    "Vurdering",
]
