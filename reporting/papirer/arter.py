"""The kinds of paper a plan owes (design.md §7): what each is called, how its facts are built, how it is printed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.urls import reverse

from plans.models import Helhedsplan
from reporting.exports import skriv_pengepapir
from reporting.facts.aftalepapir import build_samarbejdsaftale
from reporting.facts.aktivitetspapir import build_aktivitetsskema
from reporting.facts.budget import build_budget
from reporting.facts.budgetopfoelgning import build_budgetopfoelgning
from reporting.facts.delaftalepapir import build_delaftale
from reporting.facts.maalopfyldelsesskema import Maalopfyldelsesskema, build_maalopfyldelsesskema, report_years
from reporting.facts.milepaelsplan import build_milepaelspapir, paper_years
from reporting.facts.pengepapir import Pengepapir
from reporting.facts.projektpapir import build_projektbeskrivelse
from reporting.facts.samarbejdspapir import build_samarbejdsrelationer
from reporting.facts.statusnotat import build_statusnotat
from reporting.facts.tekstpapir import Tekstpapir
from reporting.papirer.ark import skriv_tekstpapir
from reporting.papirer.dele import aktiviteterne, delaftalerne, kvartalerne, projekterne
from reporting.papirer.maalark import skriv_maalopfyldelse
from reporting.papirer.periode import HELE_PLANEN, Periode, Periodeslags


class Papir(Protocol):
    """What every paper's facts can say of themselves."""

    @property
    def titel(self) -> str: ...

    @property
    def as_of(self) -> date: ...

    @property
    def har_eksempeltal(self) -> bool: ...


ARKIVFIL = "pdfa"
"""The ending of the address of a paper as PDF/A. The file itself ends in .pdf, as PDF/A files do."""

Bygger = Callable[[Helhedsplan, Periode, date], Papir]


@dataclass(frozen=True, slots=True)
class Papirart:
    """A kind of paper. `byg` takes the plan, the period and the day asked for; a yearly paper may have its own day.

    `fakta` is the dataclass that `byg` makes; an edition is read back as that (`reporting.udgaver.frosset`). `krop`
    is the body that page and paper share; it gets the facts as `papir`. `pdf` is the document round it. `excel` writes
    the tables as a workbook. `rettes_her` names the page where what it prints is edited.
    """

    slug: str
    titel: str
    om: str
    byg: Bygger
    krop: str
    pdf: str
    fakta: type = Pengepapir
    slags: Periodeslags = Periodeslags.PLAN
    perioder: Callable[[Helhedsplan], tuple[Periode, ...]] = lambda plan: (HELE_PLANEN,)
    excel: Callable[..., bytes] | None = None
    rettes_her: tuple[str, str] | None = None
    under: str = ""

    def url(self, plan: Helhedsplan, periode: Periode = HELE_PLANEN, endelse: str = "") -> str:
        """The address of the page, or of the file with the ending."""
        name = "papirfil" if endelse else "papir"
        args = [plan.uuid, self.slug, *filter(None, [periode.kode, endelse])]
        return reverse(f"reporting:{name}{'_periode' if periode.kode else ''}", args=args)

    def filer(self, plan: Helhedsplan, periode: Periode = HELE_PLANEN) -> list[tuple[str, str]]:
        """What the paper can be had as, and where."""
        found = [("PDF", self.url(plan, periode, "pdf")), ("Word", self.url(plan, periode, "docx"))]
        return [*found, ("Excel", self.url(plan, periode, "xlsx"))] if self.has_excel else found

    @property
    def has_excel(self) -> bool:
        return self.excel is not None


TABELLER = "reporting/_papir_tabeller.html"
PENGEPAPIR = "reporting/pdf/pengepapir.html"
TEKST = "reporting/_papir_tekst.html"
TEKSTPAPIR = "reporting/pdf/tekstpapir.html"

PAPIRER: dict[str, Papirart] = {
    art.slug: art
    for art in (
        Papirart(
            "maalopfyldelse",
            "Målopfyldelsesskema",
            "Målopfyldelsen til Landsbyggefonden, ét skema for hvert kalenderår, som planen løber i, og som er "
            "begyndt. Skemaet er gjort op pr. årets sidste dag, eller planens, hvis den slutter før; for det år, vi "
            "er i, pr. i dag.",
            lambda plan, periode, _: build_maalopfyldelsesskema(plan, year=periode.aar or 0),
            krop="reporting/_papir_maalopfyldelse.html",
            pdf="reporting/pdf/maalopfyldelse.html",
            fakta=Maalopfyldelsesskema,
            slags=Periodeslags.AAR,
            perioder=lambda plan: tuple(Periode(year) for year in report_years(plan)),
            excel=skriv_maalopfyldelse,
        ),
        Papirart(
            "budget",
            "Budget",
            "Budgettet pr. post, år og kilde, som det går til Landsbyggefonden og bestyrelsen.",
            lambda plan, _, as_of: build_budget(plan, as_of=as_of),
            excel=skriv_pengepapir,  # the sheet that can be read in again is another file, on the page of the money
            krop=TABELLER,
            pdf=PENGEPAPIR,
            under="Hele kroner.",
        ),
        Papirart(
            "budgetopfoelgning",
            "Budgetopfølgning",
            "Hvad der er brugt, set mod budgettet.",
            lambda plan, _, as_of: build_budgetopfoelgning(plan, as_of=as_of),
            excel=skriv_pengepapir,
            krop=TABELLER,
            pdf=PENGEPAPIR,
            under="Hele kroner.",
        ),
        Papirart(
            "milepaelsplan",
            "Milepælsplan",
            "Milepælene for et år, og hvordan det gik med dem i året før.",
            lambda plan, periode, as_of: build_milepaelspapir(plan, periode.aar or 0, as_of=as_of).papir,
            krop=TABELLER,
            pdf="reporting/pdf/milepaelsplan.html",
            slags=Periodeslags.AAR,
            perioder=lambda plan: tuple(Periode(year) for year in paper_years(plan)),
            excel=skriv_pengepapir,
            rettes_her=("indsatser:milepaelsplan_detail", "Ret og godkend milepælsplanen"),
        ),
        Papirart(
            "delaftale",
            "Delaftale",
            "Det, der er aftalt på ét område, med aktiviteternes beskrivelser.",
            lambda plan, periode, as_of: build_delaftale(plan, periode.del_, as_of=as_of),
            krop=TEKST,
            pdf=TEKSTPAPIR,
            fakta=Tekstpapir,
            slags=Periodeslags.DEL,
            perioder=delaftalerne,
            excel=skriv_tekstpapir,
            rettes_her=("reporting:delaftale_detail", "Ret"),
        ),
        Papirart(
            "aktivitetsskema",
            "Aktivitetsskema",
            "Én aktivitets beskrivelse med dens succeskriterier.",
            lambda plan, periode, as_of: build_aktivitetsskema(plan, periode.del_, as_of=as_of),
            krop=TEKST,
            pdf=TEKSTPAPIR,
            fakta=Tekstpapir,
            slags=Periodeslags.DEL,
            perioder=aktiviteterne,
            excel=skriv_tekstpapir,
            rettes_her=("reporting:aktivitet_detail", "Ret"),
        ),
        Papirart(
            "samarbejdsaftale",
            "Samarbejdsaftalen",
            "Aftalen selv med rundens afsnit, parter og bilag.",
            lambda plan, _, as_of: build_samarbejdsaftale(plan, as_of=as_of),
            krop=TEKST,
            pdf=TEKSTPAPIR,
            fakta=Tekstpapir,
            excel=skriv_tekstpapir,
        ),
        Papirart(
            "statusnotat",
            "Statusnotat",
            "Hvad der skete i et kvartal, hvor planen står, og hvad der skal besluttes.",
            lambda plan, periode, _: build_statusnotat(plan, periode.aar or 0, periode.kvartal or 1),
            krop=TEKST,
            pdf=TEKSTPAPIR,
            fakta=Tekstpapir,
            slags=Periodeslags.KVARTAL,
            perioder=kvartalerne,
            excel=skriv_tekstpapir,
        ),
        Papirart(
            "samarbejdsrelationer",
            "Samarbejdsrelationer",
            "Hvem planen arbejder sammen med, aktivitet for aktivitet.",
            lambda plan, periode, _: build_samarbejdsrelationer(plan, year=periode.aar or 0),
            krop=TEKST,
            pdf=TEKSTPAPIR,
            fakta=Tekstpapir,
            slags=Periodeslags.AAR,
            perioder=lambda plan: tuple(Periode(year) for year in report_years(plan)),
            excel=skriv_tekstpapir,
        ),
        Papirart(
            "projektbeskrivelse",
            "Projektbeskrivelse",
            "Et lokalt projekt på ét skema.",
            lambda plan, periode, as_of: build_projektbeskrivelse(plan, periode.del_, as_of=as_of),
            krop=TEKST,
            pdf=TEKSTPAPIR,
            fakta=Tekstpapir,
            slags=Periodeslags.DEL,
            perioder=projekterne,
            excel=skriv_tekstpapir,
            rettes_her=("indsatser:lokalprojekt_detail", "Ret"),
        ),
    )
}
