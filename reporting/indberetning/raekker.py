"""What is to be written of in a report, in the order of the paper: sections by delaftale, with what is proposed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from indsatser.choices import Tilstand
from reporting.facts.linjer import KriterieLinje
from reporting.facts.maalopfyldelsesskema import Maalopfyldelsesskema
from reporting.facts.planfakta import AktivitetFakta
from reporting.facts.vurderinger import Skrevet
from reporting.indberetning.valg import Vurderingsart
from reporting.papirer.arter import Papir


@dataclass(frozen=True, slots=True)
class Raekke:
    """One thing that can be written of. `beregnet` is the proposed state ("" where none is computed).

    `kraeves`: it counts in how much is written. `kan_vurderes`: a person may judge it, not only write of it.
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
    linje: KriterieLinje | None = None

    @property
    def skal_vurderes(self) -> bool:
        """Whether nothing is computed because a person is to judge it."""
        return self.beregnet == Tilstand.VURDERES and self.kraeves


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


def build_afsnit(papir: Papir, rapport: UUID) -> tuple[Afsnit, ...]:
    """The sections of a paper; `rapport` is the uuid that what is said of all of it stands under. No queries.

    None for a paper that prints no words of the report's: what is written is always printed.
    """
    if not isinstance(papir, Maalopfyldelsesskema):
        return ()
    whole = Raekke(Vurderingsart.RAPPORT, rapport, "Rapporten som helhed")
    fakta = papir.fakta
    found = [Afsnit("rapporten", "Rapporten som helhed", (whole, *_kriterier(fakta.overordnede, "Hele planen")))]
    for delaftale in fakta.delaftaler:
        rows = [*_kriterier(delaftale.kriterier, delaftale.title)]
        for aktivitet in delaftale.aktiviteter:
            rows += [_aktivitet(aktivitet), *_kriterier(aktivitet.kriterier, aktivitet.name)]
        found.append(Afsnit(f"delaftale-{delaftale.nummer}", delaftale.title, tuple(rows)))
    found.append(Afsnit("oevrige", "Øvrige projekter og initiativer", tuple(_kriterier(fakta.oevrige, ""))))
    found.append(Afsnit("milepaele", "Årets milepæle", tuple(_milepaele(papir))))
    return tuple(afsnit for afsnit in found if afsnit.raekker)


def _kriterier(linjer: Iterable[KriterieLinje], sted: str) -> Iterator[Raekke]:
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
            kraeves=counts,
            kan_vurderes=counts,
            linje=line,
        )


def _aktivitet(aktivitet: AktivitetFakta) -> Raekke:
    return Raekke(Vurderingsart.AKTIVITET, aktivitet.uuid, aktivitet.name, "Aktiviteten", kan_vurderes=True)


def _milepaele(papir: Maalopfyldelsesskema) -> Iterator[Raekke]:
    for kvartal in papir.aarets_milepaele:
        for line in kvartal.milepaele:
            yield Raekke(
                Vurderingsart.MILEPAEL,
                line.uuid,
                line.text,
                line.aktivitet or line.delaftale,
                forklaring=f"{line.tid}: {line.state_label}." if line.tid else f"{line.state_label}.",
            )
