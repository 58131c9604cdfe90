"""What a file will change, row by row: the file, the plan now, and what the file was made from. Nothing is written.

Only what somebody wrote in the file since it was made is a change; where a colleague wrote another number in the same
cell meanwhile, a person must choose.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helhedsplan.datoer import periode
from helhedsplan.regneark import Arkfejl, Sted
from indsatser.maalingsark.celletekst import siger_det_samme, vaerdi_i
from indsatser.maalingsark.fil import Filcelle, Maalingsfil
from indsatser.maalingsark.opstilling import INTET
from indsatser.models import Succeskriterium
from indsatser.registrering.skema import Celle, Kolonne, Raekke, Skema, build_grid
from indsatser.registrering.vaerdier import in_words

UDE_AF_SKEMAET = "Kriteriet er ikke i skemaet længere. Hent skemaet igen."
LAAST = "{} er låst. Der kan ikke skrives, før planlederen har låst op."
TAELT = "Her står {}, som er talt sammen. Ret tallene på kriteriets side eller i loggen."
FJERNES_IKKE = "Her stod {}. Et tal kan ikke fjernes herfra: ret det, eller fjern det på kriteriets side med en grund."


@dataclass(frozen=True, slots=True)
class Aendring:
    """One number that the file writes. `foer` what the file was made from, `nu` what stands, `efter` what it says."""

    raekke: Raekke
    celle: Celle
    kolonne: Kolonne
    fil: Filcelle

    @property
    def is_new(self) -> bool:
        """Whether it is a new measurement; else one that stands there is corrected."""
        return self.celle.maaling is None

    @property
    def valg(self) -> str:
        """The name of the choice about it, where there is one; the cell's own, which says nothing of the number."""
        return self.celle.navn

    @property
    def periode(self) -> str:
        """What the number is about: what it was about before, else the column's days so far."""
        maaling = self.celle.maaling
        return periode(maaling.data_from, maaling.data_to) if maaling else str(self.kolonne.skrives)

    @property
    def staar(self) -> str:
        """What the cell says now, as it is typed; a sum as it is shown."""
        return self.celle.vist or self.celle.fast.removeprefix(INTET)

    @property
    def foer(self) -> str:
        return self._words(self.fil.foer or "")

    @property
    def nu(self) -> str:
        return self._words(self.staar)

    @property
    def efter(self) -> str:
        return self._words(self.fil.tekst)

    def _words(self, text: str) -> str:
        felt, row = self.raekke.felt, self.raekke.kriterium
        said = vaerdi_i(text, felt)
        return in_words(said, felt, row.unit) if said else text


@dataclass(frozen=True, slots=True)
class Forskel:
    """What will be written, what must be chosen, and what cannot be done, with its place and why."""

    aendringer: tuple[Aendring, ...]
    konflikter: tuple[Aendring, ...]
    afviste: tuple[Arkfejl, ...]
    grupper: tuple[tuple[str, tuple[Aendring, ...]], ...] = ()

    @property
    def er_tom(self) -> bool:
        return not self.aendringer and not self.konflikter and not self.afviste

    @property
    def retter(self) -> bool:
        """Whether a number that stands there may be corrected, which takes a reason."""
        return any(not one.is_new for one in (*self.aendringer, *self.konflikter))

    @property
    def antal_nye(self) -> int:
        return sum(one.is_new for one in self.aendringer)

    @property
    def antal_rettede(self) -> int:
        return len(self.aendringer) - self.antal_nye

    @property
    def fingeraftryk(self) -> str:
        """The same for the same numbers over the same: what was shown is what is saved."""
        told = [
            [one.celle.navn, one.celle.grundlag, one.fil.tekst, one.periode]
            for one in (*self.aendringer, *self.konflikter)
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]


def sammenlign(fil: Maalingsfil, rows: Sequence[Succeskriterium], columns: tuple[Kolonne, ...]) -> Forskel:
    """Hold the file against the plan's grid as it is now (`grid_rows`, `build_columns`). No queries."""
    cells = _cells(build_grid(rows, columns))
    changes: list[Aendring] = []
    conflicts: list[Aendring] = []
    refused: list[Arkfejl] = []
    titles: dict[str, list[Aendring]] = {}
    for each in fil.celler:
        found = cells.get((each.kriterium, each.kolonne))
        if found is None:
            refused.append(Arkfejl(UDE_AF_SKEMAET, each.sted))
            continue
        titel, raekke, celle = found
        one = Aendring(raekke, celle, columns[each.kolonne], each)
        if siger_det_samme(raekke.felt, one.staar, each.tekst):
            continue  # a colleague wrote the very same, or took the number out that the file leaves empty
        if sentence := _refusal(one):
            refused.append(Arkfejl(sentence, each.sted))
        elif each.foer is not None and not siger_det_samme(raekke.felt, one.staar, each.foer):
            conflicts.append(one)
        else:
            changes.append(one)
            titles.setdefault(titel, []).append(one)
    grupper = tuple((titel, tuple(found)) for titel, found in titles.items())
    return Forskel(tuple(changes), tuple(conflicts), tuple(refused), grupper)


def _cells(skema: Skema) -> dict[tuple[int, int], tuple[str, Raekke, Celle]]:
    return {
        (raekke.kriterium.pk, number): (gruppe.titel, raekke, celle)
        for gruppe in skema.grupper
        for raekke in gruppe.raekker
        for number, celle in enumerate(raekke.celler)
    }


def _refusal(one: Aendring) -> str:
    if one.celle.fast:
        return LAAST.format(one.kolonne) if one.kolonne.er_laast else TAELT.format(one.celle.fast)
    return "" if one.fil.tekst else FJERNES_IKKE.format(one.nu)


def steder(found: Iterable[Aendring]) -> dict[str, Sted]:
    """Where in the file each cell of the grid is written, by its name."""
    return {one.celle.navn: one.fil.sted for one in found}
