"""What the pages of a report show: where it stands, and the section that is being written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.forms import BoundField
from django.urls import reverse

from plans.models import Helhedsplan
from plans.permissions import Ret, may
from reporting.facts.vurderinger import Skrevet, build_sidste, skrevet
from reporting.indberetning.arter import Indberetningsart, refuse_not_begun
from reporting.indberetning.forms import SkrivForm
from reporting.indberetning.kontrol import Kontrol, build_kontrol, byg_papir, papir_til_kontrol
from reporting.indberetning.liste import indberetning_url, papir_url
from reporting.indberetning.livsloeb import Overgang, laast_fordi, mulige
from reporting.indberetning.models import Indberetning, Indberetningstrin, Vurdering
from reporting.indberetning.raekker import Afsnit, Raekke, build_afsnit, skrevne
from reporting.indberetning.skriv import vurderinger_af
from reporting.indberetning.valg import Trinart
from reporting.paamindelser.regler import gaeldende_regler
from reporting.papirer.periode import Periode
from reporting.udgaver.bestilling import Paavej, paa_vej
from reporting.udgaver.models import Udgave, Udstedelse


@dataclass(frozen=True, slots=True)
class Indberetningsside:
    """A report as its page shows it. `ikke_endnu`: why nothing can be done yet. `kontrol` is for who may mend it,
    before it is sent; `papir_url` is "" where the paper cannot be made any more.
    """

    indberetning: Indberetning
    art: Indberetningsart
    periode: Periode
    frist: date | None
    trin: tuple[Indberetningstrin, ...]
    mulige: tuple[tuple[Trinart, Overgang, str], ...]
    kontrol: Kontrol | None
    udgaver: tuple[Udgave, ...]
    skrevne: int
    skal_skrives: int
    url: str
    papir_url: str
    skriv_url: str
    kan_skrives: bool
    svar_url: str
    ikke_endnu: str
    er_forsinket: bool
    undervejs: tuple[Paavej, ...] = ()
    kan_godkende: bool = False

    @property
    def titel(self) -> str:
        return f"{self.art.titel} {self.periode}"

    @property
    def er_begyndt(self) -> bool:
        return not self.indberetning._state.adding

    @property
    def sendt_kontrol(self) -> list[dict[str, str]]:
        """The check list of the last time it was sent."""
        return next((trin.kontrol for trin in reversed(self.trin) if trin.kontrol is not None), [])


def build_indberetningsside(
    report: Indberetning, art: Indberetningsart, plan: Helhedsplan, *, today: date
) -> Indberetningsside:
    """The page of a report. A fixed number of queries."""
    periode = report.periode
    not_yet = refuse_not_begun(art, periode, today=today)
    args = [plan.uuid, art.slug, periode.kode]
    papir = None if not_yet else papir_til_kontrol(report, today=today)
    written = {uuid: skrevet(row) for uuid, row in vurderinger_af(report).items()}
    rows = [row for afsnit in build_afsnit(papir, report.uuid) for row in afsnit.raekker] if papir else []
    done, due = skrevne(rows, written)
    frist = art.frist(periode, gaeldende_regler())
    steps = [] if report._state.adding else list(report.trin.select_related("by").order_by("pk"))
    sending = [] if report._state.adding else paa_vej(Udstedelse.objects.for_list().filter(indberetning=report))
    is_open = not (not_yet or sending or report.is_sent)
    can = [] if not_yet or sending else mulige(report, plan)
    return Indberetningsside(
        indberetning=report,
        art=art,
        periode=periode,
        frist=frist,
        trin=tuple(steps),
        mulige=tuple(
            (trin, step, reverse("reporting:indberetning_trin", args=[*args, trin.value])) for trin, step in can
        ),
        kontrol=build_kontrol(report, papir, today=today) if is_open and may(plan, Ret.REDIGER) else None,
        udgaver=tuple(_udgaver(report)),
        skrevne=done,
        skal_skrives=due,
        url=indberetning_url(plan, art, periode),
        papir_url=papir_url(plan, art, periode, today=today) if papir else "",
        kan_skrives=bool(rows) and report.can_be_written and may(plan, Ret.REDIGER),
        skriv_url=reverse("reporting:indberetning_skriv", args=args),
        svar_url=reverse("reporting:indberetning_svar", args=args),
        ikke_endnu=not_yet,
        er_forsinket=bool(frist and frist < today and not report.is_sent),
        undervejs=tuple(sending),
        kan_godkende=may(plan, Ret.GODKEND),
    )


def _udgaver(report: Indberetning) -> Iterable[Udgave]:
    """The editions that were sent, the last first. One query; none before the report is begun."""
    if report._state.adding:
        return ()
    return Udgave.objects.for_list().filter(indberetningstrin__indberetning=report)


@dataclass(frozen=True, slots=True)
class Skrivelinje:
    """A row on the page: what it is about, its fields, and what was written of it last time."""

    raekke: Raekke
    tekst: BoundField
    vist: BoundField
    vurdering: BoundField | None
    hvorfor: BoundField | None
    sidst: tuple[str, Skrevet] | None


@dataclass(frozen=True, slots=True)
class Skriveside:
    """A section that is being written, the others beside it with how much of each is."""

    indberetning: Indberetning
    art: Indberetningsart
    afsnit: tuple[Afsnit, ...]
    valgt: Afsnit | None
    vurderinger: Mapping[UUID, Vurdering]
    sidste: Mapping[UUID, tuple[str, Skrevet]] = field(default_factory=dict)
    afvisning: str = ""

    @property
    def titel(self) -> str:
        return f"{self.art.titel} {self.indberetning.periode}"

    @property
    def raekker(self) -> tuple[Raekke, ...]:
        return self.valgt.raekker if self.valgt else ()

    @property
    def del_(self) -> str:
        return self.valgt.noegle if self.valgt else ""

    @property
    def naeste(self) -> str:
        """The section after this one; the last is followed by itself."""
        keys = [afsnit.noegle for afsnit in self.afsnit]
        return keys[min(keys.index(self.del_) + 1, len(keys) - 1)] if self.del_ else ""

    @property
    def er_sidst(self) -> bool:
        return self.naeste == self.del_

    @property
    def tilbage(self) -> str:
        """Where one came from: the report, or the page of what goes its own road."""
        return indberetning_url(self.indberetning.helhedsplan, self.art, self.indberetning.periode)

    @property
    def indhold(self) -> list[tuple[Afsnit, str, int, int]]:
        """Each section with its address, how many are written and how many there are."""
        written = {uuid: skrevet(row) for uuid, row in self.vurderinger.items()}
        return [(each, self.url(each.noegle), *each.skrevne(written)) for each in self.afsnit]

    @property
    def fremdrift(self) -> tuple[int, int]:
        """How many are written in all, of how many."""
        return sum(each[2] for each in self.indhold), sum(each[3] for each in self.indhold)

    def url(self, noegle: str) -> str:
        """The address of a section."""
        args = [self.indberetning.helhedsplan.uuid, self.art.slug, self.indberetning.periode.kode]
        return f"{reverse('reporting:indberetning_skriv', args=args)}?del={noegle}"

    def linjer(self, form: SkrivForm) -> list[Skrivelinje]:
        """The rows with their fields."""
        return [self._linje(row, form) for row in form.raekker]

    def _linje(self, row: Raekke, form: SkrivForm) -> Skrivelinje:
        def at(name: str) -> Any:
            return form[f"{name}-{row.uuid}"] if f"{name}-{row.uuid}" in form.fields else None

        return Skrivelinje(row, at("text"), at("vist"), at("vurdering"), at("hvorfor"), self.sidste.get(row.uuid))


def build_skriveside(report: Indberetning, art: Indberetningsart, *, del_: str, today: date) -> Skriveside:
    """The section `del_` of a report, or the first. A fixed number of queries."""
    not_yet = refuse_not_begun(art, report.periode, today=today)
    if not_yet:
        return Skriveside(report, art, (), None, {}, afvisning=not_yet)
    try:
        parts = build_afsnit(byg_papir(report, art, today=today), report.uuid)
    except ValueError as impossible:
        return Skriveside(report, art, (), None, {}, afvisning=str(impossible))
    if not parts:
        said = f"{art.titel} er papiret, som det står. Der skrives ikke tekst i den."
        return Skriveside(report, art, (), None, {}, afvisning=said)
    chosen = next((each for each in parts if each.noegle == del_), parts[0])
    closed = laast_fordi(report)
    return Skriveside(
        report,
        art,
        parts,
        chosen,
        vurderinger_af(report),
        build_sidste(report.helhedsplan, art.slug, report.periode),
        closed,
    )
