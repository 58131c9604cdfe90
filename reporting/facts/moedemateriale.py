"""The material for a meeting as facts: what the PDF only prints."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from plans.models import Helhedsplan, Moede
from plans.moeder.moedeside import build_moedeside, moedet_foer
from plans.organer import Organlinje, build_organer, flat
from reporting.facts.bestyrelsesside import Bestyrelsesside, build_bestyrelsesside
from reporting.facts.budgetopfoelgning import build_budgetopfoelgning
from reporting.facts.moedepapir import Moedepapir, Papirart, Papirpunkt, build_moedepapir
from reporting.facts.pengepapir import Pengepapir
from reporting.moedemateriale.bilag import LaesteBilag, Materialebilag, laes_bilag
from reporting.moedemateriale.dele import Del


@dataclass(frozen=True, slots=True)
class Materialesag:
    """An item of the agenda with its attachments."""

    punkt: Papirpunkt
    bilag: tuple[Materialebilag, ...]

    @property
    def er_tom(self) -> bool:
        """Whether there is nothing to read about it."""
        return not self.punkt.tekst and not self.bilag


@dataclass(frozen=True, slots=True)
class Materiale:
    """All of it. What belongs to a part that is not chosen is None."""

    nummer: int
    as_of: date
    lavet: date
    dele: tuple[Del, ...]
    plan: Helhedsplan
    papir: Moedepapir
    stand: Bestyrelsesside | None
    sager: tuple[Materialesag, ...]
    referat: Moedepapir | None
    organer: tuple[Organlinje, ...] | None
    budgetopfoelgning: Pengepapir | None
    udeladt: tuple[str, ...]

    @property
    def titel(self) -> str:
        return f"Materiale til {self.papir.organ}"

    @property
    def organlinjer(self) -> tuple[Organlinje, ...]:
        """Every organ, each one followed by those under it."""
        return tuple(flat(self.organer or ()))

    def har(self, navn: str) -> bool:
        """Whether the part is chosen."""
        return any(del_.navn == navn for del_ in self.dele)


def build_materiale(
    moede: Moede,
    plan: Helhedsplan,
    dele: tuple[Del, ...],
    *,
    nummer: int,
    as_of: date,
    today: date,
    sig: Callable[[str], object] = str,
) -> tuple[Materiale, LaesteBilag]:
    """The facts, and the files to merge. `as_of` is the day figures are of, `today` the day it is made.

    `sig` is told the title of each chosen part before it is read.
    """
    titles = {del_.navn: del_.titel for del_ in dele}

    def wanted(navn: str) -> bool:
        if navn in titles:
            sig(titles[navn])
        return navn in titles

    side = build_moedeside(moede, plan, today=today)
    papir = build_moedepapir(moede, plan, Papirart.DAGSORDEN, today=today)
    bilag = laes_bilag(side.punkter if wanted("sager") else ())
    before = moedet_foer(moede) if wanted("referat") else None
    money = build_budgetopfoelgning(plan, as_of=as_of) if wanted("budgetopfoelgning") else None
    items = zip(papir.punkter, side.punkter, strict=True)
    return (
        Materiale(
            nummer=nummer,
            as_of=as_of,
            lavet=today,
            dele=dele,
            papir=papir,
            stand=build_bestyrelsesside(plan, as_of=as_of) if wanted("stand") else None,
            sager=tuple(Materialesag(text, bilag.pr_punkt.get(line.punkt.pk, ())) for text, line in items),
            referat=build_moedepapir(before, plan, Papirart.REFERAT, today=today) if before else None,
            plan=plan,
            organer=tuple(build_organer(plan, as_of=as_of)) if wanted("organisering") else None,
            budgetopfoelgning=money,
            udeladt=bilag.udeladt,
        ),
        bilag,
    )
