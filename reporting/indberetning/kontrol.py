"""The check of a report before it is sent: what is wrong, what is to be answered, what is worth knowing.

Errors stop the report. A warning can be answered with a reason, which is kept with the check when the report is sent
(docs/regler.md 15.4). Each line leads to where it is mended.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from helhedsplan.datoer import dato_lang
from indsatser.choices import Milepaeltilstand, Tilstand
from indsatser.models import Aarslaas
from indsatser.selvmodsigelser import Slags, find_selvmodsigelser
from plans.choices import Niveau
from plans.models import Helhedsplan, Regnskabsaar
from plans.retlink import editable_kinds, ret_url
from reporting.facts.pengepapir import Pengepapir
from reporting.facts.vurderinger import Skrevet, build_vurderinger
from reporting.indberetning.arter import Indberetningsart, arter, last_day, opgoerelsesdag
from reporting.indberetning.models import UDEN_SVAR, Indberetning, Kontrolsvar
from reporting.indberetning.raekker import Afsnit, Raekke, build_afsnit
from reporting.indberetning.valg import Vurderingsart
from reporting.paamindelser.models import IntetAtIndberette
from reporting.papirer.arter import PAPIRER, Papir
from reporting.papirer.lav import byg

GAMLE_DATA_DAGE = 731
"""Older than two years: official registers come a year or two late, and no later (docs/regler.md 1.3)."""
UDEN_TAL = frozenset({Tilstand.IKKE_MAALT, Tilstand.KAN_IKKE_OPGOERES})


@dataclass(frozen=True, slots=True)
class Kontrolpunkt:
    """A line of the check. `key` tells it from the others; `svar` is the answer to the warning as it is worded now."""

    niveau: Niveau
    key: str
    tekst: str
    url: str = ""
    svar: str = ""


@dataclass(frozen=True, slots=True)
class Kontrol:
    """The check list, the most serious first."""

    punkter: tuple[Kontrolpunkt, ...]

    @property
    def fejl(self) -> tuple[Kontrolpunkt, ...]:
        return self._of(Niveau.FEJL)

    @property
    def advarsler(self) -> tuple[Kontrolpunkt, ...]:
        return self._of(Niveau.ADVARSEL)

    @property
    def oplysninger(self) -> tuple[Kontrolpunkt, ...]:
        return self._of(Niveau.OPLYSNING)

    @property
    def ubesvarede(self) -> int:
        """How many warnings nobody has answered."""
        return sum(1 for one in self.advarsler if not one.svar)

    @property
    def afvisning(self) -> str:
        """Why the report cannot be sent, in a sentence; "" when it can."""
        if not self.fejl:
            return ""
        many = "1 fejl" if len(self.fejl) == 1 else f"{len(self.fejl)} fejl"
        return f"Indberetningen kan ikke sendes, for kontrollen har {many}: {' '.join(one.tekst for one in self.fejl)}"

    def som_json(self) -> list[dict[str, str]]:
        """The list as it is kept with the step that sent the report."""
        return [{"niveau": one.niveau.value, "tekst": one.tekst, "svar": one.svar} for one in self.punkter]

    def _of(self, niveau: Niveau) -> tuple[Kontrolpunkt, ...]:
        return tuple(one for one in self.punkter if one.niveau == niveau)


@dataclass(frozen=True, slots=True)
class Kontrolsag:
    """What the checks are made from: the paper as it is now, what is written in it, and where things are mended."""

    indberetning: Indberetning
    art: Indberetningsart
    papir: Papir
    afsnit: tuple[Afsnit, ...]
    vurderinger: Mapping[UUID, Skrevet]
    intet: Mapping[UUID, str]
    today: date

    @property
    def plan(self) -> Helhedsplan:
        return self.indberetning.helhedsplan

    @property
    def raekker(self) -> Iterator[Raekke]:
        return (row for afsnit in self.afsnit for row in afsnit.raekker)

    def skriv_url(self, afsnit: str, uuid: UUID | None = None) -> str:
        """Where the words are written: the section, and the row in it."""
        args = [self.plan.uuid, self.art.slug, self.indberetning.periode.kode]
        address = f"{reverse('reporting:indberetning_skriv', args=args)}?del={afsnit}"
        return f"{address}#raekke-{uuid}" if uuid else address


def byg_papir(indberetning: Indberetning, art: Indberetningsart, *, today: date) -> Papir:
    """The facts of the paper that the report is. Raises ValueError where it cannot be made for the period."""
    plan, periode = indberetning.helhedsplan, indberetning.periode
    return byg(PAPIRER[art.papir], plan, art.papirperiode(periode), opgoerelsesdag(plan, periode, today=today))


def papir_til_kontrol(indberetning: Indberetning, *, today: date | None = None) -> Papir | None:
    """The facts the check is made from and the edition is issued of; None where the paper cannot be made."""
    art = arter().get(indberetning.art)
    try:
        return byg_papir(indberetning, art, today=today or timezone.localdate()) if art else None
    except ValueError:
        return None


def build_kontrol(indberetning: Indberetning, papir: Papir | None = None, *, today: date | None = None) -> Kontrol:
    """The check of a report as it stands. A fixed number of queries. `papir`: its facts, where they are built already.

    One whose paper is made no more, or not for the period, has that as its error.
    """
    day, art = today or timezone.localdate(), arter().get(indberetning.art)
    if art is None:
        return Kontrol((Kontrolpunkt(Niveau.FEJL, "papir", "Papiret laves ikke mere."),))
    try:
        papir = papir or byg_papir(indberetning, art, today=day)
    except ValueError as impossible:
        return Kontrol((Kontrolpunkt(Niveau.FEJL, "papir", str(impossible)),))
    sag = Kontrolsag(
        indberetning,
        art,
        papir,
        build_afsnit(papir, indberetning.uuid),
        build_vurderinger(indberetning.helhedsplan, art.slug, indberetning.periode),
        _intet_at_indberette(indberetning),
        day,
    )
    found = {one.key: one for check in KONTROLLER for one in check(sag)}
    answers = {} if indberetning._state.adding else {row.key: row for row in indberetning.kontrolsvar.all()}
    levels = list(Niveau)
    lines = [_answered(one, answers.get(one.key)) for one in found.values()]
    return Kontrol(tuple(sorted(lines, key=lambda one: levels.index(one.niveau))))


def _answered(one: Kontrolpunkt, answer: Kontrolsvar | None) -> Kontrolpunkt:
    """An answer is to the warning as it was worded: to another one it is none."""
    holds = answer is not None and answer.reason and one.niveau == Niveau.ADVARSEL and answer.text == one.tekst
    return replace(one, svar=answer.reason) if answer is not None and holds else one


def _intet_at_indberette(indberetning: Indberetning) -> dict[UUID, str]:
    """The criteria of which somebody has said that there is nothing to report for the year. One query."""
    rows = IntetAtIndberette.objects.filter(
        helhedsplan=indberetning.helhedsplan, slags="maaling", due_on__year=indberetning.year, retired_on=None
    )
    return dict(rows.values_list("target_uuid", "reason"))


# --- The checks


def kontrol_periode(sag: Kontrolsag) -> Iterator[Kontrolpunkt]:
    """The period is over: what is sent is what came of it, and its year is locked."""
    end = last_day(sag.indberetning.periode)
    end = min(end, sag.plan.end_date) if sag.plan.end_date else end
    if end >= sag.today:
        text = f"{str(sag.indberetning.periode).capitalize()} er ikke slut; det kan sendes fra "
        yield Kontrolpunkt(Niveau.FEJL, "periode", f"{text}{dato_lang(end + timedelta(days=1))}.")


def kontrol_skrevet(sag: Kontrolsag) -> Iterator[Kontrolpunkt]:
    """Something is written, where the report is its words; what lacks a text is counted by section."""
    due = [row for row in sag.raekker if row.kraeves]
    if due and sag.art.kraever_ord and not sag.vurderinger:
        first = sag.afsnit[0].noegle
        yield Kontrolpunkt(Niveau.FEJL, "tom", "Der er ikke skrevet noget i indberetningen.", url=sag.skriv_url(first))
        return
    for afsnit in sag.afsnit:
        done, of = afsnit.skrevne(sag.vurderinger)
        if done < of:
            text = f"{of - done} af {of} succeskriterier under «{afsnit.titel}» er uden tekst."
            yield Kontrolpunkt(Niveau.ADVARSEL, f"tekst:{afsnit.noegle}", text, sag.skriv_url(afsnit.noegle))


def kontrol_vurderinger(sag: Kontrolsag) -> Iterator[Kontrolpunkt]:
    """Judgements against what is computed now, which may be another than when they were written."""
    for afsnit in sag.afsnit:
        for row in afsnit.raekker:
            written = sag.vurderinger.get(row.uuid)
            url = sag.skriv_url(afsnit.noegle, row.uuid)
            judged = written.vurdering if written else ""
            if row.skal_vurderes and not judged:
                text = f"«{row.titel}» vurderes i ord og er ikke vurderet."
                yield Kontrolpunkt(Niveau.ADVARSEL, f"vurderes:{row.uuid}", text, url)
            if written is None or not row.kan_vurderes:
                continue
            otherwise = judged and row.beregnet not in UDEN_SVAR and judged != row.beregnet
            if otherwise and not written.hvorfor:
                text = f"«{row.titel}» er vurderet som {written.vurdering_navn.lower()}, men er beregnet som"
                text = f"{text} {row.beregnet_navn.lower()}, og der står ikke hvorfor."
                yield Kontrolpunkt(Niveau.FEJL, f"hvorfor:{row.uuid}", text, url)
            elif written.beregnet and written.beregnet != row.beregnet:
                text = f"«{row.titel}» er beregnet som {row.beregnet_navn.lower()} nu; da der blev skrevet om det, "
                text = f"{text}var det {written.beregnet_navn.lower()}."
                yield Kontrolpunkt(Niveau.ADVARSEL, f"aendret:{row.uuid}", text, url)


def kontrol_maalinger(sag: Kontrolsag) -> Iterator[Kontrolpunkt]:
    """What is not measured, and what is measured long ago."""
    for row in sag.raekker:
        if row.linje is None or not row.kraeves:
            continue
        state, url = row.linje.resultat.tilstand, reverse("reporting:kriterium_detail", args=[row.uuid])
        if state in UDEN_TAL and row.uuid in sag.intet:
            text = f"«{row.titel}»: intet at indberette. {sag.intet[row.uuid]}"
            yield Kontrolpunkt(Niveau.OPLYSNING, f"maaling:{row.uuid}", text, url)
        elif state in UDEN_TAL:
            text = f"«{row.titel}»: {row.forklaring}"
            yield Kontrolpunkt(Niveau.ADVARSEL, f"maaling:{row.uuid}", text, url)
        age = row.linje.resultat.age_days
        if age is not None and age > GAMLE_DATA_DAGE and row.linje.resultat.data_to:
            until = dato_lang(row.linje.resultat.data_to)
            text = f"Tallet for «{row.titel}» går til {until} og er over to år gammelt."
            yield Kontrolpunkt(Niveau.ADVARSEL, f"alder:{row.uuid}", text, url)


def kontrol_maal(sag: Kontrolsag) -> Iterator[Kontrolpunkt]:
    """Targets that were changed in the year: the report judges against the one in force."""
    for row in sag.raekker:
        for earlier in row.linje.tidligere if row.linje else ():
            if earlier.until.year == sag.indberetning.year:
                text = f"«{row.titel}»: målet er ændret i {earlier.until.year}. Før: {earlier.text}"
                url = reverse("reporting:kriterium_detail", args=[row.uuid])
                yield Kontrolpunkt(Niveau.OPLYSNING, f"maal:{earlier.uuid}", text, url)


def kontrol_milepaele(sag: Kontrolsag) -> Iterator[Kontrolpunkt]:
    """Late milestones of which nothing is said."""
    for afsnit in sag.afsnit:
        for row in afsnit.raekker:
            is_late = row.kind == Vurderingsart.MILEPAEL and row.beregnet == Milepaeltilstand.FORSINKET
            if is_late and not row.er_forklaret and row.uuid not in sag.vurderinger:
                text = f"Milepælen «{row.titel}» er forsinket, og der står ikke hvorfor."
                url = sag.skriv_url(afsnit.noegle, row.uuid)
                yield Kontrolpunkt(Niveau.ADVARSEL, f"milepael:{row.uuid}", text, url)


def kontrol_papirets_egne(sag: Kontrolsag) -> Iterator[Kontrolpunkt]:
    """What a paper about money says of itself: it is not issued with errors."""
    url = PAPIRER[sag.art.papir].url(sag.plan, sag.art.papirperiode(sag.indberetning.periode))
    for line in sag.papir.bemaerkninger if isinstance(sag.papir, Pengepapir) else ():
        if line.niveau == Niveau.FEJL.label:
            words = sha256(line.tekst.encode()).hexdigest()[:12]
            yield Kontrolpunkt(Niveau.FEJL, f"papiret:{words}", line.tekst, url)


def kontrol_eksempeltal(sag: Kontrolsag) -> Iterator[Kontrolpunkt]:
    """Figures that were made up to show the program are no results."""
    if sag.papir.har_eksempeltal:
        text = "Nogle af rapportens tal er eksempeltal og ikke planens egne."
        url = PAPIRER[sag.art.papir].url(sag.plan, sag.art.papirperiode(sag.indberetning.periode))
        yield Kontrolpunkt(Niveau.ADVARSEL, "eksempeltal", text, url)


def kontrol_planen(sag: Kontrolsag) -> Iterator[Kontrolpunkt]:
    """What contradicts itself in the plan, its budget among it: what is an error there is a warning here.

    What the plan's criteria lack is said by `kontrol_maalinger`. A fixed number of queries.
    """
    kinds = editable_kinds()
    for one in find_selvmodsigelser([sag.plan], today=sag.today)[sag.plan.pk]:
        if one.slags == Slags.KRITERIUM:
            continue
        niveau = Niveau.ADVARSEL if one.niveau == Niveau.FEJL else Niveau.OPLYSNING
        url = ret_url(
            one.art,
            one.uuid,
            felt=one.felt,
            side=one.side,
            side_uuid=one.side_uuid,
            may_edit=True,
            under="helhedsplan" if one.opret else "",
            kinds=kinds,
        )
        # Two findings may be about one field, and an answer is about the words of one.
        words = sha256(one.tekst.encode()).hexdigest()[:12]
        yield Kontrolpunkt(niveau, f"plan:{one.slags.value}:{one.uuid}:{words}", one.tekst, url)


def kontrol_regnskab(sag: Kontrolsag) -> Iterator[Kontrolpunkt]:
    """The accounts of the year are final before its budgetopfølgning goes. One query."""
    if sag.art.slug != "budgetopfoelgning":
        return
    year = sag.indberetning.year
    rows = Regnskabsaar.objects.filter(helhedsplan=sag.plan, year=year, is_final=True, retired_on=None)
    if not rows.exists():
        url = reverse("plans:regnskab_list", args=[sag.plan.uuid])
        yield Kontrolpunkt(Niveau.ADVARSEL, "regnskab", f"Regnskabet for {year} er ikke endeligt.", url)


def kontrol_aarslaas(sag: Kontrolsag) -> Iterator[Kontrolpunkt]:
    """Whether the results of the year can still be changed. One query."""
    if not sag.art.laaser_aaret:
        return
    year, url = sag.indberetning.year, reverse("indsatser:registrer_aarslaas", args=[sag.plan.uuid])
    rows = Aarslaas.objects.filter(helhedsplan=sag.plan, year=year, retired_on=None).select_related("by")
    lock = rows.first()
    text = lock.sentence if lock else f"{year} er ikke låst. Året låses, når indberetningen sendes."
    yield Kontrolpunkt(Niveau.OPLYSNING, "aarslaas", text, url)


def kontrol_uden_plads(sag: Kontrolsag) -> Iterator[Kontrolpunkt]:
    """Words about what is in the report no more: they are kept, and not printed."""
    lost = set(sag.vurderinger) - {row.uuid for row in sag.raekker}
    if lost:
        many = "1 tekst handler" if len(lost) == 1 else f"{len(lost)} tekster handler"
        yield Kontrolpunkt(Niveau.OPLYSNING, "uden_plads", f"{many} om noget, der ikke er i rapporten mere.")


KONTROLLER: tuple[Any, ...] = (
    kontrol_periode,
    kontrol_skrevet,
    kontrol_vurderinger,
    kontrol_maalinger,
    kontrol_milepaele,
    kontrol_papirets_egne,
    kontrol_eksempeltal,
    kontrol_regnskab,
    kontrol_planen,
    kontrol_maal,
    kontrol_aarslaas,
    kontrol_uden_plads,
)
"""The checks, in the order their lines stand under each heading. A new one is a function and a line here."""
