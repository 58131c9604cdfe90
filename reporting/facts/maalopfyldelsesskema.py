"""Målopfyldelsesskema for a year: the report Landsbyggefonden gets, as a frozen value (domain.md §3.6).

Landsbyggefonden's own form is not public. Order, headings and columns stand in `reporting/skemaer.py` per round.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils import timezone

from helhedsplan.datoer import dato_lang, periode
from indsatser.choices import Tilstand
from indsatser.milepaele import Kvartal, kvartaler
from plans.choices import Deltagelse
from plans.models import Helhedsplan
from reporting.facts.forbehold import Forbehold
from reporting.facts.linjer import KriterieLinje
from reporting.facts.oekonomitabel import Oekonomitabel, oekonomitabel
from reporting.facts.planfakta import Planfakta, build_planfakta
from reporting.facts.samlet import Samlet, build_samlet
from reporting.facts.vurderinger import Skrevet, build_vurderinger, om_rapporten
from reporting.formularer import Kolonnevalg
from reporting.papirer.periode import Periode
from reporting.skemaer import Del, Skema, skema_for

SLUG = "maalopfyldelse"
UNSTATED = frozenset({Tilstand.KAN_IKKE_OPGOERES, Tilstand.IKKE_MAALT, Tilstand.VURDERES})


@dataclass(frozen=True, slots=True)
class Oplysning:
    """A line of *Generelle oplysninger*. `values` is empty when the agreement does not say."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IkkeOpgjort:
    """A criterion that could not be stated, where it belongs, and why."""

    sted: str
    linje: KriterieLinje


@dataclass(frozen=True, slots=True)
class Maalopfyldelsesskema:
    """The report of one plan for one calendar year. Computed as of its last day (or the plan's last day).

    `vurderinger` is what people have written in it, by the uuid of what it is about.
    """

    skema: Skema
    aar: int
    as_of: date
    plan_type: str
    runde: str
    start_date: date | None
    end_date: date | None
    journalnummer: str
    organisationer: tuple[str, ...]
    generelle: tuple[Oplysning, ...]
    fakta: Planfakta
    samlet: Samlet
    oekonomi: Oekonomitabel
    aarets_milepaele: tuple[Kvartal, ...]
    ikke_opgjort: tuple[IkkeOpgjort, ...]
    vurderinger: Mapping[UUID, Skrevet] = field(default_factory=dict)
    forbehold: tuple[Forbehold, ...] = ()

    @property
    def rapporten(self) -> Skrevet | None:
        """What is written of the report as a whole."""
        return om_rapporten(self.vurderinger)

    @property
    def titel(self) -> str:
        return f"{self.skema.titel} {self.aar}"

    @property
    def forside(self) -> tuple[Oplysning, ...]:
        """The lines of the cover, in the round's order and words."""
        values = {
            "dag": [dato_lang(self.as_of)],
            "periode": [periode(self.start_date, self.end_date)],
            "runde": [self.runde],
            "journalnummer": [self.journalnummer],
            "organisationer": list(self.organisationer),
        }
        return _oplysninger(self.skema.forside, values)

    @property
    def har_eksempeltal(self) -> bool:
        """Whether any figure printed rests on example figures: a criterion's, or the state of a milestone shown."""
        shown = (milepael for kvartal in self.aarets_milepaele for milepael in kvartal.milepaele)
        return self.samlet.i_alt.har_eksempeltal or any(milepael.is_eksempel for milepael in shown)


class AarUdenforPlanen(ValueError):
    """The year is not one that the plan's period touches, or it has not begun."""


def report_years(plan: Helhedsplan, *, today: date | None = None) -> tuple[int, ...]:
    """The years that can be looked back on: those of the plan that have begun."""
    day = today or timezone.localdate()
    return tuple(year for year in plan.calendar_years if year <= day.year)


def report_day(plan: Helhedsplan, year: int, *, today: date | None = None) -> date:
    """The day a year's report looks back from: 31 December, the plan's last day or today, whichever is first.

    Nothing can be said of a day to come, least of all that a target was not met. Raises AarUdenforPlanen for a year
    outside the plan and for one that has not begun.
    """
    now = today or timezone.localdate()
    if plan.calendar_years and year not in plan.calendar_years:
        first, last = plan.calendar_years[0], plan.calendar_years[-1]
        raise AarUdenforPlanen(f"{plan.short_name} løber fra {first} til {last}; der er intet skema for {year}.")
    if not date.min.year <= year <= now.year:
        raise AarUdenforPlanen(f"Der er intet skema for {year}; det kan først laves, når året er begyndt.")
    day = min(date(year, 12, 31), now)
    return min(day, plan.end_date) if plan.end_date else day


def build_maalopfyldelsesskema(plan: Helhedsplan, *, year: int) -> Maalopfyldelsesskema:
    """Everything the report of the year says. A fixed number of queries. Raises AarUdenforPlanen."""
    as_of = report_day(plan, year)
    fakta = build_planfakta(plan, as_of=as_of)
    skema = skema_for(plan.bevillingsrunde.code if plan.bevillingsrunde else "")
    return Maalopfyldelsesskema(
        skema=skema,
        aar=year,
        as_of=as_of,
        plan_type=plan.get_kind_display(),
        runde=plan.bevillingsrunde.name if plan.bevillingsrunde else "",
        start_date=plan.start_date,
        end_date=plan.end_date,
        journalnummer=plan.journalnummer,
        organisationer=tuple(str(organisation) for organisation in plan.boligorganisationer.all()),
        generelle=_generelle(skema, plan, as_of),
        fakta=fakta,
        samlet=build_samlet(fakta),
        oekonomi=oekonomitabel(fakta.oekonomi),
        aarets_milepaele=kvartaler(m for m in fakta.milepaele if m.year == year),
        ikke_opgjort=tuple(_ikke_opgjort(fakta)),
        vurderinger=build_vurderinger(plan, SLUG, Periode(year)),
    )


def _generelle(skema: Skema, plan: Helhedsplan, as_of: date) -> tuple[Oplysning, ...]:
    """The block that is attested (domain.md §3.6): journal number, area, tovholder, organisations with estates."""
    deltagelser = plan.afdelingsdeltagelser.current(on=as_of).filter(deltagelse=Deltagelse.MED)
    afdelinger = [d.boligafdeling for d in deltagelser.select_related("boligafdeling__boligorganisation")]
    values = {
        "journalnummer": [plan.journalnummer],
        "indsats": [plan.name],
        "omraade": [str(omraade) for omraade in plan.boligomraader.all()],
        "kommune": [str(plan.kommune or "")],
        "tovholder": [plan.tovholder],
        "administrator": [str(plan.administrator or "")],
        "organisationer": [str(organisation) for organisation in plan.boligorganisationer.all()],
        "afdelinger": [str(afdeling) for afdeling in afdelinger],
        "runde": [str(plan.bevillingsrunde or "")],
    }
    return _oplysninger(skema.kolonner_i(Del.GENERELLE), values)


def _oplysninger(lines: Kolonnevalg, values: Mapping[str, list[str]]) -> tuple[Oplysning, ...]:
    return tuple(Oplysning(label, tuple(filter(None, values[key]))) for key, label in lines)


def _ikke_opgjort(fakta: Planfakta) -> Iterator[IkkeOpgjort]:
    """Each criterion once: one that repeats another is listed where it is measured."""
    places = [("Hele planen", fakta.overordnede)]
    for delaftale in fakta.delaftaler:
        places.append((delaftale.title, delaftale.kriterier))
        places += [(f"{delaftale.title}: {akt.name}", akt.kriterier) for akt in delaftale.aktiviteter]
    places.append(("Øvrige projekter og initiativer", fakta.oevrige))
    for sted, lines in places:
        for line in lines:
            if line.resultat.is_scored and not line.er_gengivelse and line.resultat.tilstand in UNSTATED:
                yield IkkeOpgjort(sted, line)
