"""What makes a plan stand out as needing attention. Pure; in prose: docs/regler.md, »Porteføljen«."""

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import TextChoices

from plans.budget import Medfinansiering
from plans.penge.regnskab.regler import Stand as Forbrugsstand
from reporting.facts.frister import RUNNING
from reporting.facts.mit_overblik import OVER
from reporting.portefoelje.stand import Stand

if TYPE_CHECKING:
    from reporting.portefoelje.raekker import Hoved


class Halt(TextChoices):
    """The reasons, in the order they are listed."""

    MILEPAELE = "milepaele", "Forsinkede milepæle"
    KRITERIER = "kriterier", "Mange kriterier bagud"
    MEDFINANSIERING = "medfinansiering", "Under kravet om medfinansiering"
    FORBRUG = "forbrug", "Brugt mere end budgettet"
    DATA = "data", "Gamle data"
    PERIODE = "periode", "Slut, men står som i gang"


KORT: dict[Halt, str] = {
    Halt.MILEPAELE: "milepæle",
    Halt.KRITERIER: "kriterier",
    Halt.MEDFINANSIERING: "medfinansiering",
    Halt.FORBRUG: "forbrug",
    Halt.DATA: "gamle data",
    Halt.PERIODE: "periode",
}
"""The reasons in a word, for a line that stands beside the figures."""
MANGE = Fraction(1, 4)
"""From this share of the criteria that can be judged on, those behind or not met are many."""
GAMMELT = timedelta(days=365)
"""Data older than this are old: every plan measures at least once a year."""


def halter(
    hoved: "Hoved",
    stand: Stand | None,
    medfinansiering: Medfinansiering | None,
    forbrug: Forbrugsstand | None,
    today: date,
) -> tuple[Halt, ...]:
    """Why the plan needs attention; nothing for one that is over. What is not known is no reason."""
    if hoved.status in OVER:
        return ()
    ended = hoved.end_date is not None and hoved.end_date < today and hoved.status in RUNNING
    reasons = (
        (Halt.MILEPAELE, stand is not None and stand.forsinkede > 0),
        (Halt.KRITERIER, stand is not None and many_behind(stand)),
        (Halt.MEDFINANSIERING, medfinansiering is not None and not medfinansiering.is_met),
        (Halt.FORBRUG, forbrug is not None and forbrug.is_overspent),
        (Halt.DATA, stand is not None and data_are_old(stand, hoved.start_date)),
        (Halt.PERIODE, ended),
    )
    return tuple(reason for reason, holds in reasons if holds)


def many_behind(stand: Stand) -> bool:
    """Whether at least a quarter of the criteria that can be judged are behind or not met."""
    behind = stand.bagud + stand.ikke_opfyldt
    judged = behind + stand.opfyldt + stand.paa_vej
    return judged > 0 and behind * MANGE.denominator >= judged * MANGE.numerator


def data_are_old(stand: Stand, begins: date | None) -> bool:
    """Whether the newest data are more than a year old on the day, or there are none a year after the plan began."""
    if not stand.antal_kriterier:
        return False
    latest = stand.data_til or begins
    return latest is not None and stand.as_of - latest > GAMMELT
