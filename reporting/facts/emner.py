"""What can be written of in a report: sections by delaftale, with the state that is proposed for each thing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from indsatser.choices import Milepaeltilstand, Tilstand
from indsatser.milepaele import MilepaelLinje
from reporting.facts.linjer import KriterieLinje
from reporting.facts.planfakta import AktivitetFakta, Planfakta
from reporting.facts.vurderinger import Skrevet
from reporting.indberetning.valg import Vurderingsart, valg_for

RINGEST_FOERST = (Tilstand.IKKE_OPFYLDT, Tilstand.BAGUD, Tilstand.PAA_VEJ, Tilstand.OPFYLDT)
"""The states that say how an activity goes, the worst first."""


@dataclass(frozen=True, slots=True)
class Raekke:
    """One thing that can be written of. `beregnet` is the proposed state ("" where none is computed).

    `kraeves`: it counts in how much is written. `kan_vurderes`: a person may judge it, not only write of it.
    `er_forklaret`: the paper says why already, without a word here.
    """

    kind: Vurderingsart
    uuid: UUID
    titel: str
    sted: str = ""
    beregnet: str = ""
    beregnet_navn: str = ""
    forklaring: str = ""
    kraeves: bool = False
    kan_vurderes: bool = False
    er_forklaret: bool = False
    linje: KriterieLinje | None = None

    @property
    def skal_vurderes(self) -> bool:
        """Whether nothing is computed because a person is to judge it."""
        return self.beregnet == Tilstand.VURDERES and self.kraeves

    @property
    def valg(self) -> list[tuple[str, str]]:
        """What it may be judged to be."""
        return valg_for(self.kind) if self.kan_vurderes else []


@dataclass(frozen=True, slots=True)
class Afsnit:
    """The things of one delaftale, or of the report as a whole; `noegle` stands in the address."""

    noegle: str
    titel: str
    raekker: tuple[Raekke, ...]

    def skrevne(self, vurderinger: Mapping[UUID, Skrevet]) -> tuple[int, int]:
        """How many of those that count are written, and how many they are."""
        return skrevne(self.raekker, vurderinger)


def skrevne(raekker: Iterable[Raekke], vurderinger: Mapping[UUID, Skrevet]) -> tuple[int, int]:
    """How many of the rows that count have a text, and how many count."""
    due = [row for row in raekker if row.kraeves]
    return sum(1 for row in due if row.uuid in vurderinger and vurderinger[row.uuid].tekst), len(due)


def hele_rapporten(rapport: UUID) -> Raekke:
    """The report itself, which is written of under its own uuid."""
    return Raekke(Vurderingsart.RAPPORT, rapport, "Rapporten som helhed")


def planens_emner(
    fakta: Planfakta,
    rapport: UUID,
    milepaele: Iterable[MilepaelLinje],
    *,
    milepaele_titel: str,
    kraeves: Callable[[KriterieLinje], bool] = lambda line: True,
) -> tuple[Afsnit, ...]:
    """All of a plan: the whole, each delaftale with its criteria and activities, the rest, the milestones given.

    `kraeves` says which of the criteria that are scored count in how much is written.
    """
    first = (hele_rapporten(rapport), *_kriterier(fakta.overordnede, "Hele planen", kraeves))
    found = [Afsnit("rapporten", "Rapporten som helhed", first)]
    for delaftale in fakta.delaftaler:
        rows = [*_kriterier(delaftale.kriterier, delaftale.title, kraeves)]
        for aktivitet in delaftale.aktiviteter:
            rows += [_aktivitet(aktivitet), *_kriterier(aktivitet.kriterier, aktivitet.name, kraeves)]
        found.append(Afsnit(f"delaftale-{delaftale.nummer}", delaftale.title, tuple(rows)))
    found.append(Afsnit("oevrige", "Øvrige projekter og initiativer", tuple(_kriterier(fakta.oevrige, "", kraeves))))
    found.append(Afsnit("milepaele", milepaele_titel, tuple(milepaelsemne(line) for line in milepaele)))
    return tuple(afsnit for afsnit in found if afsnit.raekker)


def milepaelsemne(line: MilepaelLinje, *, kan_vurderes: bool = True) -> Raekke:
    """A milestone, with the state it has on the day. One that is only planned has none yet to judge."""
    return Raekke(
        Vurderingsart.MILEPAEL,
        line.uuid,
        line.text,
        line.aktivitet or line.delaftale or "Hele planen",
        line.state if kan_vurderes else "",
        line.state_label if kan_vurderes else "",
        f"{line.tid}." if line.tid else "",
        kan_vurderes=kan_vurderes and line.state != Milepaeltilstand.BORTFALDET,
        er_forklaret=bool(line.comment or line.flyttet_hvorfor),
    )


def forslag_til_aktivitet(linjer: Iterable[KriterieLinje]) -> tuple[str, str]:
    """The state proposed for an activity and why, in a sentence: that of its criterion furthest behind.

    Both "" when none of its criteria is computed to one of the four states that say how it goes (regler.md 15.3).
    """
    states = [line.resultat.tilstand for line in linjer if line.resultat.is_scored and not line.er_gengivelse]
    counted = [(state, states.count(state)) for state in RINGEST_FOERST if state in states]
    if not counted:
        return "", ""
    told = ", ".join(f"{number} {state.label.lower()}" for state, number in counted)
    missing = sum(1 for state in states if state not in RINGEST_FOERST and state != Tilstand.UDGAAET)
    more = f"; {missing} siger intet endnu" if missing else ""
    return counted[0][0].value, f"Den ringeste af aktivitetens succeskriterier ({told}{more})."


def _aktivitet(aktivitet: AktivitetFakta) -> Raekke:
    state, why = forslag_til_aktivitet(aktivitet.kriterier)
    return Raekke(
        Vurderingsart.AKTIVITET,
        aktivitet.uuid,
        aktivitet.name,
        "Aktiviteten",
        state,
        str(Tilstand(state).label) if state else "",
        why,
        kan_vurderes=True,
    )


def _kriterier(
    linjer: Iterable[KriterieLinje], sted: str, kraeves: Callable[[KriterieLinje], bool]
) -> Iterator[Raekke]:
    """One that repeats another is written of where it is measured."""
    for line in linjer:
        if line.er_gengivelse:
            continue
        state = line.resultat.tilstand
        counts = line.resultat.is_scored and state != Tilstand.UDGAAET
        yield Raekke(
            Vurderingsart.KRITERIUM,
            line.uuid,
            line.saetning,
            sted,
            state.value if line.resultat.is_scored else "",
            str(state.label) if line.resultat.is_scored else "",
            line.resultat.explanation,
            kraeves=counts and kraeves(line),
            kan_vurderes=counts,
            linje=line,
        )
