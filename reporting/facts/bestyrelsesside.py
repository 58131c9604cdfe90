"""The board's page: is the plan on track, what moved since the last meeting, what to decide. Docs/regler.md 14."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from helhedsplan.datoer import alder, dato_lang
from indsatser.choices import Maalingsart, Milepaeltilstand, Tilstand
from indsatser.milepaele import MilepaelLinje
from plans.models import Helhedsplan
from reporting import formulering
from reporting.charts import gnist_for
from reporting.charts.bjaelker import Tilstandsbjaelke, tilstandsbjaelke
from reporting.charts.gnist import Gnist
from reporting.facts.bestyrelsesmoede import Moeder, Sag, build_moeder, find_sager
from reporting.facts.bevaegelse import (
    IKKE_BEGYNDT,
    SLUT,
    UNDERVEJS,
    Bevaegelse,
    Domsart,
    Optalt,
    bevaegelse,
    doem,
    optael,
)
from reporting.facts.kvartalsgitter import Kvartalsgitter, build_gitter
from reporting.facts.linjer import KriterieLinje
from reporting.facts.oekonomibillede import Oekonomibillede, build_oekonomibillede
from reporting.facts.planfakta import PlaceretLinje, Planfakta, build_planfakta

KRITERIER_VIST = 5
MILEPAELE_VIST = 3
SAGER_VIST = 5
"""So much fits on one screen and one sheet; the rest is counted, linked to, and whole in Excel."""

GODT_NYT = 2
_DAARLIGT_NYT = (Bevaegelse.VAERRE, Bevaegelse.UAFKLARET, Bevaegelse.NY)
_AABNE = (Milepaeltilstand.IKKE_STARTET, Milepaeltilstand.I_GANG)
_BEVAEGELSER = tuple(Bevaegelse)
_BAGUD_FOERST = (Tilstand.IKKE_OPFYLDT, Tilstand.BAGUD, Tilstand.VURDERES, Tilstand.KAN_IKKE_OPGOERES)


@dataclass(frozen=True, slots=True)
class Kriteriestand:
    """A criterion on the day against the earlier one. `gnist` only where it is shown and has a line."""

    placeret: PlaceretLinje
    bevaegelse: Bevaegelse
    foer: Tilstand | None
    gnist: Gnist | None = None

    @property
    def linje(self) -> KriterieLinje:
        return self.placeret.linje

    @property
    def tilstand(self) -> Tilstand:
        return self.linje.resultat.tilstand

    @property
    def sted(self) -> str:
        """The activity or the delaftale it belongs to; "" for the plan as a whole."""
        owner = self.placeret.aktivitet or self.placeret.delaftale
        return getattr(owner, "name", "") or getattr(owner, "title", "")

    @property
    def tal(self) -> str:
        """ "18,4 % · mål højst 15 %", "1 af 3 delmål er nået", with what is known of it."""
        parts = self.linje.resultat.parts
        if parts:
            met = sum(1 for part in parts if part.tilstand == Tilstand.OPFYLDT)
            return f"{met} af {len(parts)} delmål er nået"
        target = formulering.maal(self.linje)
        return " · ".join(filter(None, [formulering.resultat(self.linje), f"mål {target}" if target else ""]))

    @property
    def var(self) -> str:
        """ "var på vej"; "" where it is as before."""
        if self.bevaegelse == Bevaegelse.SOM_FOER or self.foer is None:
            return ""
        return f"var {self.foer.label.lower()}"


@dataclass(frozen=True, slots=True)
class Bestyrelsesside:
    """All that the page, the sheet and the workbook say. `felt` is the plan's own word for a delaftale.

    `begynder` is the plan's first day where that is still to come.
    """

    fakta: Planfakta
    journalnummer: str
    felt: str
    er_slut: bool
    begynder: date | None
    moeder: Moeder
    optalt: Optalt
    dom: Domsart
    kriterier: tuple[Kriteriestand, ...]
    bjaelke: Tilstandsbjaelke
    gitter: Kvartalsgitter | None
    forsinkede: tuple[MilepaelLinje, ...]
    milepaele_saetning: str
    prognose: str
    billede: Oekonomibillede | None
    oekonomi_saetninger: tuple[str, ...]
    sager: tuple[Sag, ...]
    datagrundlag: str

    @property
    def as_of(self) -> date:
        return self.fakta.as_of

    @property
    def overskrift(self) -> str:
        """The answer in words."""
        if self.begynder:
            return IKKE_BEGYNDT
        return (SLUT if self.er_slut else UNDERVEJS)[self.dom]

    @property
    def saetninger(self) -> tuple[str, ...]:
        """What the answer rests on."""
        begins = f"Den begynder {dato_lang(self.begynder)}." if self.begynder else ""
        return tuple(filter(None, [begins, self._kriterier_sagt(), self.milepaele_saetning]))

    def _kriterier_sagt(self) -> str:
        o = self.optalt
        if not o.kriterier:
            return "Planen har ingen succeskriterier at bedømme."
        judged = "er afgjort" if self.er_slut else "kan bedømmes"
        if not o.bedoemte:
            return _ingen_af(
                o.kriterier, "succeskriterium", "succeskriterier", judged, "" if self.er_slut else "endnu"
            )
        good = "opfyldt" if self.er_slut else "opfyldt eller på vej"
        bad = "ikke opfyldt" if self.er_slut else "bagud eller ikke opfyldt"
        return f"{o.bedoemte} af {o.kriterier} succeskriterier {judged}: {o.gode} er {good}, {o.daarlige} er {bad}."

    @property
    def bevaegelse_sagt(self) -> str:
        """ "Siden mødet den 3. marts 2019: 1 værre, 2 nået."."""
        counts = Counter(row.bevaegelse for row in self.kriterier)
        moved = [f"{counts[b]} {b.label.lower()}" for b in _BEVAEGELSER if counts[b] and b != Bevaegelse.SOM_FOER]
        if not self.kriterier:
            return ""
        if not moved:
            return f"{self.moeder.siden}: intet kriterium har skiftet tilstand."
        same = counts[Bevaegelse.SOM_FOER]
        return f"{self.moeder.siden}: {', '.join(moved)}{f', {same} som før' if same else ''}."

    @property
    def viste_kriterier(self) -> tuple[Kriteriestand, ...]:
        """Those that moved, then those that lag; as many as there is room for."""
        return self._at_vise[:KRITERIER_VIST]

    @property
    def oevrige_kriterier(self) -> tuple[Kriteriestand, ...]:
        """Those that moved or lag and are not among the shown."""
        return self._at_vise[KRITERIER_VIST:]

    @property
    def flere_sagt(self) -> str:
        """ "22 andre har flyttet sig eller er bagud"."""
        others = "andet" if self.flere_kriterier == 1 else "andre"
        return f"{self.flere_kriterier} {others} har flyttet sig eller er bagud"

    @property
    def flere_forsinkede_sagt(self) -> str:
        others = "anden er forsinket" if self.flere_forsinkede == 1 else "andre er forsinkede"
        return f"{self.flere_forsinkede} {others}"

    @property
    def flere_sager_sagt(self) -> str:
        return f"{self.flere_sager} {'sag' if self.flere_sager == 1 else 'sager'} mere"

    @property
    def flere_kriterier(self) -> int:
        """How many more moved or lag than are shown."""
        return len(self.oevrige_kriterier)

    @property
    def _at_vise(self) -> tuple[Kriteriestand, ...]:
        return tuple(row for row in self.kriterier if _concerns(row))

    @property
    def viste_forsinkede(self) -> tuple[MilepaelLinje, ...]:
        return self.forsinkede[:MILEPAELE_VIST]

    @property
    def flere_forsinkede(self) -> int:
        return len(self.forsinkede) - len(self.viste_forsinkede)

    @property
    def viste_sager(self) -> tuple[Sag, ...]:
        return self.sager[:SAGER_VIST]

    @property
    def spalten_er_fuld(self) -> bool:
        """Whether cases and the picture of the economy fill the column on screen, so that nothing else fits there."""
        return self.billede is not None and bool(self.sager)

    @property
    def flere_sager(self) -> int:
        return len(self.sager) - len(self.viste_sager)

    @property
    def foerste_skjulte(self) -> Sag | None:
        """The first case there is no room for: where one reads on."""
        return next(iter(self.sager[SAGER_VIST:]), None)

    @property
    def sager_sagt(self) -> str:
        """When they are to be decided, or that nothing waits."""
        m = self.moeder
        when = f"{m.organ} mødes {dato_lang(m.naeste)}." if m.naeste else "Der er ikke skrevet et kommende møde ind."
        return when if self.sager else f"Der er ikke skrevet noget ind, som venter på en beslutning. {when}"


def _concerns(row: Kriteriestand) -> bool:
    return row.bevaegelse != Bevaegelse.SOM_FOER or row.tilstand in (Tilstand.IKKE_OPFYLDT, Tilstand.BAGUD)


def build_bestyrelsesside(plan: Helhedsplan, *, as_of: date) -> Bestyrelsesside:
    """The plan as its board reads it on the day. The number of queries does not grow with the rows.

    Rows are read once; every criterion is computed for two days from them: the shown one and the one before.
    """
    last = plan.default_as_of()
    moeder = build_moeder(plan, as_of=as_of, last=max(as_of, last))
    fakta = build_planfakta(plan, as_of=as_of, before=moeder.foer)
    kriterier = _kriterier(fakta)
    due = [line for line in fakta.milepaele if _is_due(line, as_of)]
    late = sorted(
        (m for m in due if m.state == Milepaeltilstand.FORSINKET), key=lambda m: (m.year or 0, m.quarter or 0)
    )
    states = [row.tilstand for row in kriterier]
    er_slut = bool(plan.end_date and as_of >= plan.end_date)
    begynder = plan.start_date if plan.start_date and as_of < plan.start_date else None
    optalt = optael(states, naaede=len(due) - len(late), forsinkede=len(late), er_slut=er_slut)
    return Bestyrelsesside(
        fakta=fakta,
        journalnummer=plan.journalnummer,
        felt=plan.field_label,
        er_slut=er_slut,
        begynder=begynder,
        moeder=moeder,
        optalt=optalt,
        dom=Domsart.INTET if begynder else doem(optalt),
        kriterier=kriterier,
        bjaelke=tilstandsbjaelke(
            chart_id=f"stand-{plan.uuid}",
            counts={state.value: number for state, number in fakta.tilstande.items()},
            title="Succeskriterier fordelt på tilstand",
        ),
        gitter=build_gitter(fakta.milepaele, [d.title for d in fakta.delaftaler], as_of=as_of),
        forsinkede=tuple(late),
        milepaele_saetning=_milepaele_sagt(fakta.milepaele, optalt, moeder),
        prognose=_prognose(kriterier, er_slut=er_slut),
        billede=(billede := build_oekonomibillede(plan, fakta.oekonomi, as_of=as_of)),
        oekonomi_saetninger=_oekonomi_sagt(fakta, billede),
        sager=find_sager(plan, moeder, as_of=as_of),
        datagrundlag=_datagrundlag(fakta),
    )


def _kriterier(fakta: Planfakta) -> tuple[Kriteriestand, ...]:
    """Every counted criterion, what moved first and what lags next; those that are shown with their picture.

    However much went wrong, the two first that were reached or got better are among those shown.
    """
    rows = [_stand(fakta, placed) for placed in fakta.placerede if placed.linje.resultat.is_scored]
    rows.sort(key=lambda row: (_BEVAEGELSER.index(row.bevaegelse), _lag(row.tilstand)))
    good = [row for row in rows if row.bevaegelse in (Bevaegelse.NAAET, Bevaegelse.BEDRE)]
    bad = [row for row in rows if row.bevaegelse in _DAARLIGT_NYT][: KRITERIER_VIST - min(len(good), GODT_NYT)]
    first = [*bad, *good[: KRITERIER_VIST - len(bad)]]
    taken = {row.linje.uuid for row in first}
    ordered = [*first, *(row for row in rows if row.linje.uuid not in taken)]
    return tuple(_med_gnist(row) if n < KRITERIER_VIST and _concerns(row) else row for n, row in enumerate(ordered))


def _stand(fakta: Planfakta, placed: PlaceretLinje) -> Kriteriestand:
    before = fakta.foer.get(placed.linje.uuid)
    was = before.tilstand if before else None
    return Kriteriestand(placed, bevaegelse(was, placed.linje.resultat.tilstand), was)


def _med_gnist(row: Kriteriestand) -> Kriteriestand:
    line = row.linje
    small = gnist_for(line.regel, line.punkter, line.resultat, chart_id=f"gnist-{line.uuid}")
    return Kriteriestand(row.placeret, row.bevaegelse, row.foer, small)


def _lag(state: Tilstand) -> int:
    return _BAGUD_FOERST.index(state) if state in _BAGUD_FOERST else len(_BAGUD_FOERST)


def _is_due(line: MilepaelLinje, as_of: date) -> bool:
    """Whether it should have been reached by the day, or somebody says it is late."""
    if line.state == Milepaeltilstand.FORSINKET:
        return True
    if line.state != Milepaeltilstand.NAAET or not line.year or not line.quarter:
        return False
    end = date(line.year, 3 * line.quarter, 31 if line.quarter in (1, 4) else 30)
    return end <= as_of


def _milepaele_sagt(lines: tuple[MilepaelLinje, ...], o: Optalt, moeder: Moeder) -> str:
    if not lines:
        return "Planen har ingen milepæle."
    if not o.milepaele:
        open_ = sum(1 for line in lines if line.state != Milepaeltilstand.BORTFALDET)
        if not open_:
            return "Planens ene milepæl er bortfaldet." if len(lines) == 1 else "Alle planens milepæle er bortfaldet."
        return f"{_ingen_af(open_, 'milepæl', 'milepæle', 'skulle være nået', 'endnu')}{_uden_kvartal(lines)}"
    since = sum(1 for line in lines if line.reached_on and line.reached_on > moeder.foer)
    new = f" {since} er nået siden sidst." if since else ""
    due = f"{o.milepaele} milepæl{'' if o.milepaele == 1 else 'e'} skulle være nået"
    late = f"{o.forsinkede} er {'forsinket' if o.forsinkede == 1 else 'forsinkede'}"
    return f"{due}: {o.naaede} er nået, {late}.{new}{_uden_kvartal(lines)}"


def _uden_kvartal(lines: tuple[MilepaelLinje, ...]) -> str:
    """Those that no quarter is stated for are never due: a plan can be over without anybody having asked for them."""
    number = sum(1 for line in lines if not line.quarter and line.state in _AABNE)
    return f" {number} har intet kvartal." if number else ""


def _ingen_af(number: int, one: str, many: str, verb: str, later: str) -> str:
    """ "Ingen af planens 3 milepæle skulle være nået endnu.", "Planens ene milepæl skulle ikke være nået endnu."."""
    if number > 1:
        return f"{' '.join(filter(None, [f'Ingen af planens {number} {many} {verb}', later]))}."
    first, _, rest = verb.partition(" ")
    return f"{' '.join(filter(None, [f'Planens ene {one} {first} ikke {rest}', later]))}."


def _prognose(rows: tuple[Kriteriestand, ...], *, er_slut: bool) -> str:
    """How many of the targets that can be drawn on will be met at the pace so far."""
    if er_slut:
        return "Planen er slut, så der laves ingen prognose."
    said = [row.linje.resultat.prognose.will_be_met for row in rows if row.tilstand != Tilstand.UDGAAET]
    met, missed = said.count(True), said.count(False)
    if not met + missed:
        return "Der kan ikke laves en prognose for noget kriterium endnu."
    if met + missed == 1:
        outcome = "nået" if met else "ikke nået"
        text = f"Fortsætter udviklingen som hidtil, bliver det ene mål, der kan regnes på, {outcome}."
    else:
        text = f"Fortsætter udviklingen som hidtil, bliver {met} af {met + missed} mål nået."
    rest = len(said) - met - missed
    return f"{text} For {rest} er det afgjort, eller der kan ikke laves en prognose." if rest else text


def _oekonomi_sagt(fakta: Planfakta, billede: Oekonomibillede | None) -> tuple[str, ...]:
    if billede is None:
        return ("Aftalens økonomiske ramme er ikke oplyst.",)
    test = fakta.oekonomi.medfinansiering
    return tuple(filter(None, [billede.saetning, formulering.medfinansiering(test) if test else ""]))


def _datagrundlag(fakta: Planfakta) -> str:
    """How old the figures are: the newest, the oldest a judgement rests on, and how many criteria have none."""
    lines = [
        line for line in fakta.alle_kriterier if line.resultat.is_scored and line.resultat.tilstand != Tilstand.UDGAAET
    ]
    if not lines:
        return ""
    measured = [line for line in lines if line.resultat.tilstand != Tilstand.IKKE_MAALT]
    newest = [day for line in measured if (day := _senest_maalt(line, fakta.as_of))]
    without = len(lines) - len(measured)
    if not newest:
        return _ingen_af(len(lines), "kriterium", "kriterier", "er målt", "endnu")
    age = (fakta.as_of - max(newest)).days
    old = f"er {alder(age)} gammel" if age else "er fra dagen selv"
    text = f"Den nyeste måling handler om tiden til {dato_lang(max(newest))} og {old}."
    if min(newest) != max(newest):
        text += f" Det kriterium, der er målt for længst tid siden, har tal til {dato_lang(min(newest))}."
    return f"{text} {without} af {len(lines)} kriterier er ikke målt endnu." if without else f"{text}"


def _senest_maalt(line: KriterieLinje, as_of: date) -> date | None:
    """The last day its measurements are about, a compound one's parts included; a start measurement is no result."""
    points = (p for one in (line, *line.dele) for p in one.punkter)
    return max((p.data_to for p in points if p.data_to <= as_of and p.art != Maalingsart.START), default=None)
