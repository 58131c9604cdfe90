"""The comparison of two papers of a kind: two editions, or an edition and the paper as it is now."""

from django.utils import timezone

from helhedsplan.datoer import dato
from reporting.papirer.arter import Papir
from reporting.udgaver.models import Udgave
from reporting.udgaver.sammenlign.forskel import sammenlign
from reporting.udgaver.sammenlign.linjer import linjer
from reporting.udgaver.sammenlign.typer import Sammenligning, Side


class KanIkkeSammenlignes(ValueError):
    """The two are of different kinds, or nobody has said how papers of the kind are compared. Danish."""


def sammenlign_papirer(foer: Papir, nu: Papir, *, foer_side: Side, nu_side: Side) -> Sammenligning:
    """What is otherwise in the later paper. Raises KanIkkeSammenlignes."""
    before, after = linjer(foer), linjer(nu)
    if before is None or after is None or type(foer) is not type(nu):
        raise KanIkkeSammenlignes("De to papirer kan ikke holdes op mod hinanden.")
    return sammenlign(before, after, titel=nu.titel, foer_side=foer_side, nu_side=nu_side)


def side_af(udgave: Udgave, *, med_periode: bool = False) -> Side:
    """An edition as a side; `med_periode` where the two are for different years or quarters."""
    name = f"udgave nr. {udgave.nummer}, udstedt {dato(timezone.localdate(udgave.issued_at))}"
    return Side(f"{udgave.periode_said}, {name}" if med_periode else f"U{name[1:]}", udgave.as_of)


def side_nu(papir: Papir) -> Side:
    """The paper as it is now, which nobody has issued."""
    return Side("Papiret, som det er nu", papir.as_of)
