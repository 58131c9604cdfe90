"""Everything said of a plan on a day, read in a fixed number of queries; pages and reports take parts of it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from indsatser.choices import Tilstand
from indsatser.maalopfyldelse import Maalopfyldelse, taeller
from indsatser.milepaele import MilepaelLinje, milepaele_for
from indsatser.models import Aktivitet, Maal, Succeskriterium
from indsatser.opgoerelse import opgoer_foer, opgoer_rows
from plans.models import Delaftale, Helhedsplan
from plans.models.forud import ahead, read_ahead
from plans.penge.oekonomi import Oekonomi, build_oekonomi
from reporting.facts.linjer import KriterieLinje, kriterielinje


@dataclass(frozen=True, slots=True)
class MaalLinje:
    """A goal: letter and text. `letter_in_agreement` only where the agreement prints another letter."""

    letter: str
    text: str
    letter_in_agreement: str = ""
    uuid: UUID | None = None


def maallinje(row: Maal) -> MaalLinje:
    """The line of a goal."""
    return MaalLinje(row.letter, row.text, row.letter_in_agreement, row.uuid)


@dataclass(frozen=True, slots=True)
class AktivitetFakta:
    """An activity with its criteria and milestones."""

    uuid: UUID
    nummer: int
    name: str
    purpose: str
    target_group: str
    anchoring: str
    has_form: bool
    kriterier: tuple[KriterieLinje, ...]
    milepaele: tuple[MilepaelLinje, ...]

    @property
    def tilstande(self) -> dict[Tilstand, int]:
        return taeller([line.resultat for line in self.kriterier if not line.er_gengivelse])

    @property
    def antal_kriterier(self) -> int:
        """How many criteria are counted: neither visions nor what is measured elsewhere."""
        return sum(self.tilstande.values())

    @property
    def har_eksempeltal(self) -> bool:
        """Whether any of its criteria rests on example figures."""
        return any(line.har_eksempeltal for line in self.kriterier)


@dataclass(frozen=True, slots=True)
class DelaftaleFakta:
    """A delaftale with goals, its own criteria and its activities."""

    uuid: UUID
    nummer: int
    title: str
    official_title: str
    start_date: date | None
    end_date: date | None
    purpose: str
    maal: tuple[MaalLinje, ...]
    kriterier: tuple[KriterieLinje, ...]
    aktiviteter: tuple[AktivitetFakta, ...]

    @property
    def alle_kriterier(self) -> tuple[KriterieLinje, ...]:
        """Its own and its activities' criteria."""
        return self.kriterier + tuple(line for akt in self.aktiviteter for line in akt.kriterier)

    @property
    def tilstande(self) -> dict[Tilstand, int]:
        return taeller([line.resultat for line in self.alle_kriterier if not line.er_gengivelse])

    @property
    def antal_kriterier(self) -> int:
        """How many criteria are counted: neither visions nor what is measured elsewhere."""
        return sum(self.tilstande.values())

    @property
    def antal_egne(self) -> int:
        """How many of them are its own and not an activity's."""
        return sum(1 for line in self.kriterier if line.resultat.is_scored and not line.er_gengivelse)

    @property
    def antal_gengivne(self) -> int:
        """How many of its own repeat a criterion that is measured elsewhere."""
        return sum(1 for line in self.kriterier if line.er_gengivelse)

    @property
    def har_eksempeltal(self) -> bool:
        """Whether any of its own or its activities' criteria rests on example figures."""
        return any(line.har_eksempeltal for line in self.alle_kriterier)


@dataclass(frozen=True, slots=True)
class PlaceretLinje:
    """A criterion with the delaftale and the activity it belongs to; both None for the plan as a whole.

    `i_projekt`: it belongs to a local project or an initiative beside the delaftaler.
    """

    linje: KriterieLinje
    delaftale: DelaftaleFakta | None = None
    aktivitet: AktivitetFakta | None = None
    i_projekt: bool = False


@dataclass(frozen=True, slots=True)
class Planfakta:
    """A plan on a day. `foer`: what could be said of each criterion on an earlier day, where one was asked for."""

    plan_uuid: UUID
    plan_navn: str
    kort_navn: str
    as_of: date
    overordnede: tuple[KriterieLinje, ...]
    delaftaler: tuple[DelaftaleFakta, ...]
    oevrige: tuple[KriterieLinje, ...]
    milepaele: tuple[MilepaelLinje, ...]
    oekonomi: Oekonomi
    foer: Mapping[UUID, Maalopfyldelse] = field(default_factory=dict)

    @property
    def alle_kriterier(self) -> tuple[KriterieLinje, ...]:
        """Every criterion once, in the order of the document. One that repeats another is not counted twice."""
        return tuple(placed.linje for placed in self.placerede)

    @property
    def placerede(self) -> tuple[PlaceretLinje, ...]:
        """The same, each with its place."""
        lines = [PlaceretLinje(line) for line in self.overordnede]
        for delaftale in self.delaftaler:
            lines += [PlaceretLinje(line, delaftale) for line in delaftale.kriterier]
            for aktivitet in delaftale.aktiviteter:
                lines += [PlaceretLinje(line, delaftale, aktivitet) for line in aktivitet.kriterier]
        lines += [PlaceretLinje(line, i_projekt=True) for line in self.oevrige]
        return tuple(placed for placed in lines if not placed.linje.er_gengivelse)

    @property
    def tilstande(self) -> dict[Tilstand, int]:
        return taeller([line.resultat for line in self.alle_kriterier])

    @property
    def antal_kriterier(self) -> int:
        """How many criteria are counted: neither visions nor what is measured elsewhere."""
        return sum(self.tilstande.values())

    @property
    def har_eksempeltal(self) -> bool:
        """Whether any figure shown rests on example figures."""
        return any(line.har_eksempeltal for line in self.alle_kriterier) or any(m.is_eksempel for m in self.milepaele)


def build_planfakta(plan: Helhedsplan, *, as_of: date, before: date | None = None) -> Planfakta:
    """Read and compute a whole plan as it stood on `as_of`. The number of queries does not grow with the rows.

    A criterion that was retired earlier in the year of `as_of` is there as *udgået*, so that no report loses it
    without a word; the year after it is gone. With `before` each criterion is also computed for that earlier day
    (`foer`), and one that was retired after it is there too.
    """
    since = date(as_of.year, 1, 1)
    since = min(since, before + timedelta(days=1)) if before else since
    rows = Succeskriterium.objects.in_plan(plan).top_level().in_use_since(since).for_opgoerelse()
    # As with a retired activity or delaftale: what belongs to a project that is out, is out.
    rows = rows.exclude(lokalprojekt__retired_on__lte=as_of).exclude(initiativ__retired_on__lte=as_of)
    by_aktivitet: dict[int, list[KriterieLinje]] = defaultdict(list)
    by_delaftale: dict[int, list[KriterieLinje]] = defaultdict(list)
    overordnede, oevrige = [], []
    earlier: dict[UUID, Maalopfyldelse] = {}
    for opgjort in opgoer_rows(rows.order_by("order", "pk"), plan=plan, as_of=as_of):
        row, line = opgjort.row, kriterielinje(opgjort)
        if before:
            earlier[row.uuid] = opgoer_foer(opgjort, before=before)
        if row.aktivitet_id:
            by_aktivitet[row.aktivitet_id].append(line)
        elif row.delaftale_id:
            by_delaftale[row.delaftale_id].append(line)
        elif row.lokalprojekt_id or row.initiativ_id:
            oevrige.append(line)
        else:
            overordnede.append(line)
    delaftaler, aktiviteter = _owners(plan, as_of)
    milepaele = milepaele_for(plan, as_of=as_of, aktiviteter=aktiviteter)
    milestones: dict[UUID | None, list[MilepaelLinje]] = defaultdict(list)
    for milepael in milepaele:
        milestones[milepael.aktivitet_uuid].append(milepael)
    shown: dict[int, list[AktivitetFakta]] = defaultdict(list)
    for akt in aktiviteter:
        shown[akt.delaftale_id].append(_aktivitet(akt, by_aktivitet[akt.pk], milestones[akt.uuid]))
    return Planfakta(
        plan_uuid=plan.uuid,
        plan_navn=plan.name,
        kort_navn=plan.short_name,
        as_of=as_of,
        overordnede=tuple(overordnede),
        delaftaler=tuple(_delaftale(row, by_delaftale[row.pk], shown[row.pk]) for row in delaftaler),
        oevrige=tuple(oevrige),
        milepaele=milepaele,
        oekonomi=build_oekonomi(plan, as_of=as_of),
        foer=earlier,
    )


def _owners(plan: Helhedsplan, as_of: date) -> tuple[tuple[Delaftale, ...], tuple[Aktivitet, ...]]:
    """The delaftaler in force with their mål, and the activities in force in them. Three queries."""
    rows = Delaftale.objects.in_plan(plan).current(on=as_of).select_related("indsatsomraade").order_by("nummer")
    maal = Maal.objects.current(on=as_of).order_by("order", "pk")
    delaftaler = {row.pk: row for row in rows.prefetch_related(read_ahead("maal", maal))}
    aktiviteter = []
    for aktivitet in Aktivitet.objects.in_plan(plan).current(on=as_of).order_by("nummer", "pk"):
        if aktivitet.delaftale_id in delaftaler:
            aktivitet.delaftale = delaftaler[aktivitet.delaftale_id]
            aktiviteter.append(aktivitet)
    return tuple(delaftaler.values()), tuple(aktiviteter)


def _delaftale(row: Delaftale, kriterier: list[KriterieLinje], aktiviteter: list[AktivitetFakta]) -> DelaftaleFakta:
    return DelaftaleFakta(
        uuid=row.uuid,
        nummer=row.nummer,
        title=row.title,
        official_title=str(row.indsatsomraade) if row.indsatsomraade else "",
        start_date=row.start_date,
        end_date=row.end_date,
        purpose=row.purpose,
        maal=tuple(maallinje(maal) for maal in ahead(row, "maal")),
        kriterier=tuple(kriterier),
        aktiviteter=tuple(aktiviteter),
    )


def _aktivitet(row: Aktivitet, kriterier: list[KriterieLinje], milepaele: list[MilepaelLinje]) -> AktivitetFakta:
    return AktivitetFakta(
        uuid=row.uuid,
        nummer=row.nummer,
        name=row.name,
        purpose=row.purpose,
        target_group=row.target_group,
        anchoring=row.anchoring,
        has_form=row.has_form,
        kriterier=tuple(kriterier),
        milepaele=tuple(milepaele),
    )
