"""Which reports a plan owes, for which periods, and when they are due: declared once, as data.

No deadline is invented (docs/regler.md 15.1): where none is known the day is ours, and `forbehold` says so. A kind is
there when its paper is (`papirer.arter.PAPIRER`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from plans.choices import Planstatus, Plantype
from plans.models import Helhedsplan
from reporting.paamindelser.trin import Regel, aarsdag
from reporting.papirer.arter import PAPIRER
from reporting.papirer.periode import HELE_PLANEN, Periode, Periodeslags

NOT_AGREED = frozenset(
    {
        Planstatus.FORBEREDES,
        Planstatus.PRAEKVALIFIKATION_INDSENDT,
        Planstatus.PRAEKVALIFICERET,
        Planstatus.AFSLAG,
        Planstatus.I_DIALOG,
        Planstatus.AFTALE_INDSENDT,
    }
)
"""Before the promise nothing is reported."""


@dataclass(frozen=True, slots=True)
class Indberetningsart:
    """A kind of report. `papir` is the paper that is sent, `regel` the kind of deadline whose day of the year applies.

    The day is that of the year `aar_efter` the period's; a quarterly report is due `dage_efter` days after its
    quarter. `egen_vej`: it has a road of its own elsewhere, which this one only shows. `laaser_aaret`: sending it
    locks the results of its year. `kraever_ord`: it is not sent without a word in it.
    """

    slug: str
    titel: str
    papir: str
    slags: Periodeslags
    modtager: str
    regel: str = ""
    aar_efter: int = 1
    dage_efter: int = 0
    forbehold: str = ""
    egen_vej: bool = False
    laaser_aaret: bool = False
    kraever_ord: bool = False

    def frist(self, periode: Periode, regler: Mapping[str, Regel]) -> date | None:
        """The day it is due; None where its rule has no day of the year any more."""
        if periode.aar is None:
            return None
        if periode.kvartal is not None:
            return last_day(periode) + timedelta(days=self.dage_efter)
        regel = regler.get(self.regel)
        if regel is None or regel.maaned is None or regel.dag is None:
            return None
        return aarsdag(periode.aar + self.aar_efter, regel.maaned, regel.dag)

    def papirperiode(self, periode: Periode) -> Periode:
        """The period the paper is asked for: a paper about the plan as it is has none."""
        return periode if PAPIRER[self.papir].slags == self.slags else HELE_PLANEN


ALLE = (
    Indberetningsart(
        "maalopfyldelse",
        "Målopfyldelsesskema",
        "maalopfyldelse",
        Periodeslags.AAR,
        "Landsbyggefonden",
        regel="maalopfyldelse",
        forbehold="Fondens egen dato er ikke offentlig; her er den sat som regnskabets.",
        laaser_aaret=True,
        kraever_ord=True,
    ),
    Indberetningsart(
        "budgetopfoelgning",
        "Budgetopfølgning og regnskab",
        "budgetopfoelgning",
        Periodeslags.AAR,
        "Landsbyggefonden",
        regel="regnskab",
        forbehold="Fristen er fra reglerne for 2011-14.",
    ),
    Indberetningsart(
        "milepaelsplan",
        "Milepælsplan",
        "milepaelsplan",
        Periodeslags.AAR,
        "Landsbyggefonden",
        regel="milepaelsplan",
        aar_efter=-1,
        forbehold="Fjerde kvartal året før; fondens egen frist kendes ikke.",
        egen_vej=True,
    ),
    Indberetningsart(
        "statusnotat",
        "Statusnotat",
        "statusnotat",
        Periodeslags.KVARTAL,
        "Styregruppen",
        dage_efter=30,
        forbehold="Ingen frist kendes; 30 dage efter kvartalet er Helhedsplans egen.",
    ),
)


def arter() -> dict[str, Indberetningsart]:
    """The kinds whose paper can be made, by slug."""
    return {art.slug: art for art in ALLE if art.papir in PAPIRER}


def titel_af(slug: str) -> str:
    """What a kind is called, also one that is declared no more."""
    return next((art.titel for art in ALLE if art.slug == slug), slug)


def first_day(periode: Periode) -> date:
    """The first day of a year or a quarter."""
    return date(periode.aar or date.min.year, 3 * (periode.kvartal or 1) - 2, 1)


def last_day(periode: Periode) -> date:
    """The last day of a year or a quarter."""
    year, month = periode.aar or date.min.year, 3 * (periode.kvartal or 4)
    return date(year, month, 31 if month in (3, 12) else 30)


def opgoerelsesdag(plan: Helhedsplan, periode: Periode, *, today: date) -> date:
    """The day a report's paper is as of: the period's last, the plan's last or today, whichever is first."""
    day = min(last_day(periode), today)
    return min(day, plan.end_date) if plan.end_date else day


def perioder(art: Indberetningsart, plan: Helhedsplan) -> Iterator[Periode]:
    """The periods the plan owes the report for, the first first; none before the promise or without its dates.

    The milepælsplan of the plan's first year is part of the agreement, and an effort across plans owes none.
    """
    if plan.status in NOT_AGREED or plan.start_date is None or plan.end_date is None:
        return
    years = plan.calendar_years
    if art.egen_vej:
        years = () if plan.kind == Plantype.KOMMUNAL_INDSATS else years[1:]
    for year in years:
        if art.slags == Periodeslags.AAR:
            yield Periode(year)
            continue
        for quarter in (1, 2, 3, 4):
            of = Periode(year, quarter)
            if first_day(of) <= plan.end_date and last_day(of) >= plan.start_date:
                yield of


def hvorfor_ikke(art: Indberetningsart, plan: Helhedsplan, periode: Periode) -> str:
    """Why there is no such report in the plan, in a sentence; "" when there is."""
    if periode in perioder(art, plan):
        return ""
    if periode.slags != art.slags:
        return f"{art.titel} laves ikke for {str(periode) or 'hele planen'}."
    if plan.status in NOT_AGREED:
        return f"{plan.short_name} indberetter ikke, før der er tilsagn."
    if plan.start_date is None or plan.end_date is None:
        return f"{plan.short_name} har ikke både start- og slutdato, så det kan ikke siges, hvad der skal indberettes."
    first, last = plan.calendar_years[0], plan.calendar_years[-1]
    return f"{plan.short_name} løber fra {first} til {last}; der er ingen indberetning af {art.titel} for {periode}."


def refuse_not_begun(art: Indberetningsart, periode: Periode, *, today: date) -> str:
    """Why nothing can be written in it yet, or "". What is due before its period is written in the year it is due."""
    begins = replace(periode, aar=(periode.aar or 0) + min(art.aar_efter, 0))
    if first_day(begins) <= today:
        return ""
    return f"{art.titel} for {periode} kan først skrives, når {begins} er begyndt."
