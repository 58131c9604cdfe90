"""An edition read back: what it said, or why it can no longer be shown."""

from dataclasses import dataclass

from reporting.papirer.arter import PAPIRER, Papir, Papirart
from reporting.udgaver.frosset import KanIkkeLaeses, kontrolsum
from reporting.udgaver.models import Udgave
from reporting.udgaver.udsted import laes_papir

AENDRET = "Det, der er gemt om udgaven, svarer ikke til kontrolsummen, så det vises ikke som ægte."
UKENDT = "Helhedsplan laver ikke længere den slags papir. Hent udgavens filer; de er, som de blev udstedt."
ANDEN_FORM = "Udgaven er gemt i en form, som denne version ikke kan vise. Hent filerne; de er, som de blev udstedt."


@dataclass(frozen=True, slots=True)
class Laest:
    """The edition with its kind of paper and its facts; both None, and `hvorfor` says why, when it is not shown."""

    udgave: Udgave
    art: Papirart | None = None
    papir: Papir | None = None
    hvorfor: str = ""


def laes(udgave: Udgave) -> Laest:
    """Read an edition's facts. Facts that do not fit their checksum are not shown as genuine."""
    if kontrolsum(udgave.fakta) != udgave.kontrolsum:
        return Laest(udgave, hvorfor=AENDRET)
    if (art := PAPIRER.get(udgave.art)) is None:
        return Laest(udgave, hvorfor=UKENDT)
    try:
        return Laest(udgave, art, laes_papir(art, udgave.fakta))
    except KanIkkeLaeses:
        return Laest(udgave, hvorfor=ANDEN_FORM)
