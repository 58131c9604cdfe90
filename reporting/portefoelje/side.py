"""The portfolio as facts: the page, the sheet and the paper are written from one and the same."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator

from indsatser.choices import Tilstand
from reporting.charts import tilstandsbjaelke
from reporting.charts.bjaelker import Tilstandsbjaelke
from reporting.portefoelje.halter import Halt
from reporting.portefoelje.opdatering import opgoer_nu
from reporting.portefoelje.raekker import Raekke, laes_raekker, med_stande
from reporting.portefoelje.valg import ALT, SORTERINGER, Portefoeljevalg

PLANS_A_PAGE = 25
AT_ONCE, SECONDS = 10, 0.02
"""So many plans at most are worked out again while somebody waits for the page, and none is begun after so long: one
of a usual size, or a few small ones. The rest say their day (ADR 0042)."""


@dataclass(frozen=True, slots=True)
class Ialt:
    """What the chosen plans come to: counts only. `ikke_gjort_op` of them have no figures and are in none."""

    planer: int
    tilstande: dict[Tilstand, int]
    milepaele: int
    forsinkede: int
    halter: int
    grunde: tuple[tuple[Halt, int], ...]
    ikke_gjort_op: int

    @property
    def kriterier(self) -> int:
        return sum(self.tilstande.values())


@dataclass(frozen=True, slots=True)
class Alder:
    """How old the chosen plans' figures are: how many may be out of date, and the days they are of."""

    gamle: int
    aeldste: date | None
    nyeste: date | None


@dataclass(frozen=True)
class Portefoelje:
    """The chosen plans in their order, and the page of them that is shown."""

    today: date
    antal_mine: int
    valg: Portefoeljevalg
    raekker: Sequence[Raekke]
    page: Page

    @cached_property
    def ialt(self) -> Ialt:
        return laeg_sammen(self.raekker)

    @cached_property
    def alder(self) -> Alder:
        days = [row.stand.opgjort_dag for row in self.raekker if row.stand]
        old = sum(1 for row in self.raekker if not row.er_frisk)
        return Alder(old, min(days, default=None), max(days, default=None))

    @property
    def bjaelke(self) -> Tilstandsbjaelke:
        """The criteria of all the chosen plans by state: a count, never a mean."""
        counts = {tilstand.value: number for tilstand, number in self.ialt.tilstande.items()}
        return tilstandsbjaelke(chart_id="ialt", counts=counts, title="Succeskriterier i alt, fordelt på tilstand")

    @property
    def har_eksempeltal(self) -> bool:
        """Whether any figure on the page rests on example figures."""
        return any(row.stand is not None and row.stand.har_eksempeltal for row in self.page.object_list)

    @property
    def kun_halter(self) -> bool:
        """Whether only plans that need attention are shown."""
        return self.valg.wanted.get("vis") == ALT

    @property
    def kolonner(self) -> list[dict[str, str]]:
        """The headings: label, what sorts by it next, and how it is sorted now, as aria-sort says it."""
        chosen, turned = self.valg.sortering
        now = {chosen: "descending" if turned else "ascending"}
        return [
            {
                "navn": name,
                "label": label,
                "naeste": f"-{name}" if now.get(name) == "ascending" else name,
                "nu": now.get(name, ""),
            }
            for name, (label, _) in SORTERINGER.items()
        ]


def build_portefoelje(user: Any, data: Any, *, today: date, side: str | None = None) -> Portefoelje:
    """The page. Its queries do not grow with the plans, but for those worked out again: ten at the most.

    Of many plans, only those shown are worked out again; the others say their day.
    """
    valg, found = _chosen(user, data, today)
    page = Paginator(found, PLANS_A_PAGE).get_page(side)
    if len(valg.raekker) > PLANS_A_PAGE and found:
        shown = friske(list(page.object_list), today=today)
        first = page.start_index() - 1
        found[first : first + len(shown)] = shown
        page.object_list = shown
    return Portefoelje(today, len(valg.raekker), valg, found, page)


def build_hele_portefoeljen(user: Any, data: Any, *, today: date) -> Portefoelje:
    """All the chosen plans at once, for the sheet and the paper: in the page's order, worked out as on the page."""
    valg, found = _chosen(user, data, today)
    if len(valg.raekker) > PLANS_A_PAGE:
        found = friske(found, today=today)
    return Portefoelje(today, len(valg.raekker), valg, found, Paginator(found, max(1, len(found))).get_page(1))


def _chosen(user: Any, data: Any, today: date) -> tuple[Portefoeljevalg, list[Raekke]]:
    """What is chosen, and the plans that match. Plans that fit on a page are worked out before anything is chosen, so
    that order and totals are of today too."""
    rows = laes_raekker(user, today=today)
    if len(rows) <= PLANS_A_PAGE:
        rows = friske(rows, today=today)
    valg = Portefoeljevalg(data, raekker=rows)
    return valg, valg.fundne()


def friske(rows: list[Raekke], *, today: date) -> list[Raekke]:
    """The rows, those whose figures are old worked out again as far as time allows. Stores nothing."""
    old = [row.hoved.pk for row in rows if not row.er_frisk]
    return med_stande(rows, opgoer_nu(old, today=today, hoejst=AT_ONCE, sekunder=SECONDS)) if old else rows


def laeg_sammen(rows: Iterable[Raekke]) -> Ialt:
    """Counts over the rows. Nothing is averaged."""
    rows = list(rows)
    with_figures = [row.stand for row in rows if row.stand]
    reasons = Counter(reason for row in rows for reason in row.grunde)
    return Ialt(
        planer=len(rows),
        tilstande={each: sum(getattr(stand, each.value) for stand in with_figures) for each in Tilstand},
        milepaele=sum(stand.milepaele for stand in with_figures),
        forsinkede=sum(stand.forsinkede for stand in with_figures),
        halter=sum(1 for row in rows if row.grunde),
        grunde=tuple((reason, reasons[reason]) for reason in Halt if reasons[reason]),
        ikke_gjort_op=len(rows) - len(with_figures),
    )
