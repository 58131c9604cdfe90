"""The paper *Statusnotat*: what happened in a quarter, where the plan stands, what to decide (domain.md §3.7)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from helhedsplan.datoer import dato
from indsatser.choices import Milepaeltilstand, Tilstand
from indsatser.maalopfyldelse.typer import Punkt
from indsatser.milepaele import MilepaelLinje
from plans.models import Helhedsplan
from plans.penge.regnskab.opfoelgning import Opfoelgning, build_opfoelgning
from plans.penge.regnskab.tabeller import Linje
from reporting import formulering
from reporting.facts.bestyrelsesmoede import Sag, build_moeder, find_sager
from reporting.facts.bestyrelsesside import Kriteriestand
from reporting.facts.bevaegelse import Bevaegelse, bevaegelse
from reporting.facts.emner import forslag_til_aktivitet, planens_emner
from reporting.facts.linjer import KriterieLinje
from reporting.facts.papirdele import raekke, samle, tabel, tabelafsnit
from reporting.facts.pengepapir import Papirraekke, papirhoved
from reporting.facts.planfakta import Planfakta, build_planfakta
from reporting.facts.tekstpapir import Figur, Papirafsnit, Papirpunkt, Tekstpapir
from reporting.facts.vurderinger import Skrevet, build_vurderinger, om_rapporten
from reporting.formularer import Formdel, formular
from reporting.indberetning.models import indberetning_uuid
from reporting.papirer.periode import Periode

SLUG = "statusnotat"
EKSEMPEL = "eksempeltal"
_BAGUD = (Tilstand.IKKE_OPFYLDT, Tilstand.BAGUD)


@dataclass(frozen=True, slots=True)
class Kvartalsfakta:
    """What the note is written from. `fra` is the quarter's first day, `til` the last that can be looked back on.

    `vurderinger` is what people have written in it.
    """

    plan: Helhedsplan
    aar: int
    kvartal: int
    fra: date
    til: date
    fakta: Planfakta
    opfoelgning: Opfoelgning
    sager: tuple[Sag, ...]
    moede: date | None
    vurderinger: Mapping[UUID, Skrevet]

    @property
    def i_kvartalet(self) -> list[MilepaelLinje]:
        """The milestones of the quarter."""
        return [m for m in self.fakta.milepaele if (m.year, m.quarter) == (self.aar, self.kvartal)]

    @property
    def forsinkede(self) -> list[MilepaelLinje]:
        """Those of earlier quarters, or of none, that are late."""
        own = {m.uuid for m in self.i_kvartalet}
        return [m for m in self.fakta.milepaele if m.state == Milepaeltilstand.FORSINKET and m.uuid not in own]

    @property
    def naeste(self) -> list[MilepaelLinje]:
        """The milestones of the quarter that follows."""
        coming = (self.aar + self.kvartal // 4, self.kvartal % 4 + 1)
        return [m for m in self.fakta.milepaele if (m.year, m.quarter) == coming]

    @property
    def kriterier(self) -> list[Kriteriestand]:
        """Those that moved in the quarter or lag, and those that are written of."""
        rows = []
        for placed in self.fakta.placerede:
            if placed.linje.resultat.is_scored or placed.linje.uuid in self.vurderinger:
                before = self.fakta.foer.get(placed.linje.uuid)
                was = before.tilstand if before else None
                rows.append(Kriteriestand(placed, bevaegelse(was, placed.linje.resultat.tilstand), was))
        return [row for row in rows if self.viser_noget(row) or row.linje.uuid in self.vurderinger]

    @staticmethod
    def viser_noget(row: Kriteriestand) -> bool:
        """Whether the criterion moved in the quarter or lags."""
        moved = row.bevaegelse != Bevaegelse.SOM_FOER or row.tilstand in _BAGUD
        return moved and row.linje.resultat.is_scored

    def maalinger(self) -> Iterator[tuple[str, KriterieLinje, Punkt]]:
        """What was reported in the quarter, a compound criterion's parts too: where it belongs, of what, and it."""
        for placed in self.fakta.placerede:
            owner = placed.aktivitet.name if placed.aktivitet else placed.delaftale.title if placed.delaftale else ""
            for line in (placed.linje, *placed.linje.dele):
                for point in line.punkter:
                    if self.fra <= point.reported_on <= self.til:
                        yield owner or "Hele planen", line, point


def kvartalsdage(plan: Helhedsplan, year: int, quarter: int, *, today: date | None = None) -> tuple[date, date]:
    """The quarter's first day, and its last, today or the plan's last, whichever comes first.

    Raises ValueError for a quarter outside the plan and for one that has not begun.
    """
    first = date(year, 3 * quarter - 2, 1)
    last = date(year, 3 * quarter, 31 if quarter in (1, 4) else 30)
    now = today or timezone.localdate()
    outside = (plan.start_date and last < plan.start_date) or (plan.end_date and first > plan.end_date)
    if outside:
        raise ValueError(f"{plan.short_name} løber ikke i {quarter}. kvartal {year}; der er intet notat.")
    if first > now:
        raise ValueError(f"Der er intet notat for {quarter}. kvartal {year}; det kan først laves, når det er begyndt.")
    return first, min(day for day in (last, now, plan.end_date) if day)


def build_statusnotat(plan: Helhedsplan, year: int, quarter: int) -> Tekstpapir:
    """All that the note says. A fixed number of queries. Raises ValueError, see `kvartalsdage`."""
    fra, til = kvartalsdage(plan, year, quarter)
    moeder = build_moeder(plan, as_of=til, last=til)
    q = Kvartalsfakta(
        plan=plan,
        aar=year,
        kvartal=quarter,
        fra=fra,
        til=til,
        fakta=build_planfakta(plan, as_of=til, before=fra - timedelta(days=1)),
        opfoelgning=build_opfoelgning(plan, as_of=til),
        sager=find_sager(plan, moeder, as_of=til),
        moede=moeder.naeste,
        vurderinger=build_vurderinger(plan, SLUG, Periode(year, quarter)),
    )
    moved = {row.linje.uuid for row in q.kriterier if q.viser_noget(row)}
    layout = formular(SLUG, plan.bevillingsrunde.code if plan.bevillingsrunde else "")
    return Tekstpapir(
        titel=f"{layout.titel}, {quarter}. kvartal {year}",
        undertitel="",
        hoved=papirhoved(plan),
        as_of=til,
        saetninger=(),
        afsnit=samle(
            layout,
            {
                "kort": lambda part: _kort(part, q),
                "naaet": lambda part: _naaet(part, q),
                "forsinket": lambda part: _forsinket(part, q),
                "maalinger": lambda part: _maalinger(part, q),
                "kriterier": lambda part: _kriterier(part, q),
                "aktiviteter": lambda part: _aktiviteter(part, q),
                "oekonomi": lambda part: _oekonomi(part, q),
                "beslutning": lambda part: _beslutning(part, q),
                "naeste": lambda part: _naeste(part, q),
            },
        ),
        har_eksempeltal=q.fakta.har_eksempeltal,
        rapporten=om_rapporten(q.vurderinger),
        emner=planens_emner(
            q.fakta,
            indberetning_uuid(plan.uuid, SLUG, Periode(year, quarter)),
            [*q.i_kvartalet, *q.forsinkede],
            milepaele_titel="Milepæle i kvartalet og forsinkede",
            kraeves=lambda line: line.uuid in moved,
        ),
    )


def _kort(part: Formdel, q: Kvartalsfakta) -> Papirafsnit:
    """The counts in a sentence each, and the states of all criteria as a bar and in words."""
    own = q.i_kvartalet
    met = sum(1 for m in own if m.state == Milepaeltilstand.NAAET)
    measured = sum(1 for _ in q.maalinger())
    said = [
        f"{met} af {_antal(len(own), 'milepæl', 'milepæle')} i kvartalet er nået."
        if own
        else "Ingen milepæle i kvartalet.",
        f"{_antal(len(q.forsinkede), 'milepæl', 'milepæle')} fra tidligere er forsinket." if q.forsinkede else "",
        f"{_antal(measured, 'måling', 'målinger')} er indberettet i kvartalet."
        if measured
        else "Ingen målinger er indberettet i kvartalet.",
        _tilstande(q.fakta),
    ]
    states = tuple((state.value, number) for state, number in q.fakta.tilstande.items())
    figure = Figur("status", "Succeskriterier fordelt på tilstand", tilstande=states)
    points = tuple(Papirpunkt(text) for text in said if text)
    return Papirafsnit(part.noegle, part.overskrift, figur=figure if q.fakta.antal_kriterier else None, punkter=points)


def _antal(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _tilstande(fakta: Planfakta) -> str:
    counts = [f"{number} {state.label.lower()}" for state, number in fakta.tilstande.items() if number]
    if not counts:
        return "Planen har ingen succeskriterier at gøre op."
    return f"{_antal(fakta.antal_kriterier, 'succeskriterium', 'succeskriterier')}: {', '.join(counts)}."


def _sted(line: MilepaelLinje) -> str:
    return line.aktivitet or line.delaftale or "Hele planen"


def _naaet(part: Formdel, q: Kvartalsfakta) -> Papirafsnit:
    rows = []
    for line in q.i_kvartalet:
        values = {"milepael": line.text, "sted": _sted(line), "tilstand": line.state_label, "naaet": line.reached_on}
        notes = [line.flyttet_text, line.flyttet_hvorfor, line.comment, EKSEMPEL if line.is_eksempel else ""]
        note, said = ". ".join(filter(None, notes)), q.vurderinger.get(line.uuid)
        rows.append(raekke(part, values, note=note, uuid=line.uuid, skrevet=said))
    return tabelafsnit(part, rows, tom="Ingen milepæle i kvartalet.")


def _forsinket(part: Formdel, q: Kvartalsfakta) -> Papirafsnit:
    rows = []
    for line in q.forsinkede:
        values = {"milepael": line.text, "kvartal": line.tid, "sted": _sted(line), "flyttet": line.flyttet_text}
        said = q.vurderinger.get(line.uuid)
        rows.append(raekke(part, values, note=line.flyttet_hvorfor, uuid=line.uuid, skrevet=said))
    return tabelafsnit(part, rows, tom="Intet er forsinket fra tidligere.")


def _maalinger(part: Formdel, q: Kvartalsfakta) -> Papirafsnit:
    rows = []
    for owner, line, point in q.maalinger():
        values = {
            "kriterium": line.saetning,
            "sted": owner,
            "vaerdi": formulering.maaling(point, line),
            "data": formulering.perioden(point.data_from, point.data_to),
            "tilstand": str(line.resultat.tilstand.label),
        }
        note = f"Indberettet {dato(point.reported_on)}.{f' {EKSEMPEL}' if point.is_eksempel else ''}"
        rows.append(raekke(part, values, note=note, uuid=line.uuid))
    return tabelafsnit(part, rows, tom="Ingen målinger er indberettet i kvartalet.")


def _kriterier(part: Formdel, q: Kvartalsfakta) -> Papirafsnit:
    rows = []
    for row in q.kriterier:
        is_scored = row.linje.resultat.is_scored
        values = {
            "kriterium": row.linje.saetning,
            "sted": row.sted or "Hele planen",
            "foer": str(row.foer.label) if row.foer and is_scored else "",
            "tilstand": str(row.tilstand.label) if is_scored else "",
            "tal": row.tal,
        }
        notes = [row.linje.resultat.explanation, EKSEMPEL if row.linje.har_eksempeltal else ""]
        note, said = " ".join(filter(None, notes)), q.vurderinger.get(row.linje.uuid)
        rows.append(raekke(part, values, note=note, uuid=row.linje.uuid, skrevet=said))
    since = dato(q.fra - timedelta(days=1))
    more = "" if all(q.viser_noget(row) for row in q.kriterier) else " Hertil de, der er skrevet om."
    what = f"De, der er bagud eller ikke opfyldt, og de, der har skiftet tilstand siden {since}.{more}"
    return tabelafsnit(
        part, rows, note=what if rows else "", tom="Intet succeskriterium har skiftet tilstand eller er bagud."
    )


def _aktiviteter(part: Formdel, q: Kvartalsfakta) -> Papirafsnit:
    """The activities that are written of, each with the state that is proposed for it and why."""
    rows = []
    for delaftale in q.fakta.delaftaler:
        for aktivitet in delaftale.aktiviteter:
            if (said := q.vurderinger.get(aktivitet.uuid)) is None:
                continue
            state, why = forslag_til_aktivitet(aktivitet.kriterier)
            values = {
                "aktivitet": aktivitet.name,
                "sted": delaftale.title,
                "tilstand": str(Tilstand(state).label) if state else "",
            }
            rows.append(raekke(part, values, note=why, uuid=aktivitet.uuid, skrevet=said))
    return tabelafsnit(part, rows, tom="Der er ikke skrevet om aktiviteterne.")


def _oekonomi(part: Formdel, q: Kvartalsfakta) -> Papirafsnit:
    table = q.opfoelgning.poster
    rows: list[Papirraekke] = [_post(part, line) for line in table.linjer]
    rows += [_post(part, table.i_alt, is_sum=True)] if rows else []
    points = tuple(Papirpunkt(sentence) for sentence in q.opfoelgning.saetninger)
    return Papirafsnit(
        part.noegle, part.overskrift, punkter=points, tabeller=tabel(part, rows), tom="Budgettet er ikke skrevet ind."
    )


def _post(part: Formdel, line: Linje, *, is_sum: bool = False) -> Papirraekke:
    values = {"post": line.navn, "budget": line.budget, "brugt": line.brugt, "rest": line.rest, "pct": line.pct}
    return raekke(part, values, is_sum=is_sum, uuid=line.uuid)


def _beslutning(part: Formdel, q: Kvartalsfakta) -> Papirafsnit:
    meets = f"Næste møde er {dato(q.moede)}." if q.moede else ""
    points = tuple(
        Papirpunkt(f"{sag.art}: {sag.tekst}{f' ({sag.svar})' if sag.svar else ''}", uuid=sag.om) for sag in q.sager
    )
    return Papirafsnit(part.noegle, part.overskrift, note=meets, punkter=points, tom="Intet venter på en beslutning.")


def _naeste(part: Formdel, q: Kvartalsfakta) -> Papirafsnit:
    rows = [raekke(part, {"milepael": m.text, "sted": _sted(m)}, uuid=m.uuid) for m in q.naeste]
    return tabelafsnit(part, rows, tom="Ingen milepæle i næste kvartal.")
