"""Criteria about a level: shares, changes, halvings, averages, retention, surveys, limits in law."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from indsatser.choices import Kriterieform, Retning, Sammenlaegning, Tilstand
from indsatser.maalopfyldelse import forklaring as f
from indsatser.maalopfyldelse.forventning import paa_linjen
from indsatser.maalopfyldelse.grundlag import (
    ANDELE,
    Maalets,
    Maalt,
    Sag,
    Udgangspunkt,
    middel,
    resultat,
    summen,
)
from indsatser.maalopfyldelse.maal import Maal, aendring_fra, find_maal, relativ_aendring
from indsatser.maalopfyldelse.prognose import ingen, niveauprognose
from indsatser.maalopfyldelse.tid import laeg_maaneder_til
from indsatser.maalopfyldelse.typer import Maalopfyldelse

VENTETID_MAANEDER = 24
NAERHED_MAANEDER = 12


@dataclass(frozen=True)
class Niveau:
    """A level held against its target: all that decides the state and the sentence; derived once."""

    sag: Sag
    maal: Maal
    maalt: Maalt
    fra: Udgangspunkt | None
    sammenlign: Udgangspunkt | None
    er_taet_paa_frist: bool

    @cached_property
    def er_naaet(self) -> bool:
        return self.maal.er_naaet(self.maalt.value)

    @cached_property
    def var_naaet_ved_start(self) -> bool:
        return self.fra is not None and self.maal.er_naaet(self.fra.value)

    @property
    def start_on(self) -> date | None:
        return gaelder_til(self.sag, self.fra) if self.fra else None

    @cached_property
    def slutmaal(self) -> Fraction:
        """The point of the target that the line runs to."""
        return self.maal.naermeste(self.fra.value) if self.fra else self.maal.target

    @cached_property
    def forventet(self) -> Fraction | None:
        """On the line at the data's own date, so that late register data do not make a plan look late."""
        if self.var_naaet_ved_start or self.er_gennemsnit:
            return self.maal.naermeste(self.maalt.value)
        if self.fra is None or self.start_on is None or self.sag.frist is None:
            return None
        return paa_linjen(
            start=self.fra.value,
            start_on=self.start_on,
            target=self.slutmaal,
            target_on=self.sag.frist,
            day=self.maalt.on,
        )

    @property
    def er_gennemsnit(self) -> bool:
        """An average without a baseline is to hold from the first day; so is a limit in law."""
        return self.fra is None and self.sammenlign is None and self.holder_hele_tiden

    @property
    def holder_hele_tiden(self) -> bool:
        k = self.sag.k
        return k.form in (Kriterieform.LOVGRAENSE, Kriterieform.GENNEMSNIT) or _er_middel(self.sag)

    @cached_property
    def pct(self) -> Fraction | None:
        """The share of the road gone, where there is a road: a baseline, a target beyond it and one direction."""
        if self.fra is None or self.var_naaet_ved_start or not self.maal.fortegn or self.maal.target == self.fra.value:
            return None
        return (self.maalt.value - self.fra.value) * 100 / (self.slutmaal - self.fra.value)


def niveau(sag: Sag) -> Maalopfyldelse:
    """State, expected value and sentence for a level."""
    fra = udgangspunkt(sag)
    if fra is None and sag.k.form == Kriterieform.RELATIV_FRA_FOERSTE_MAALING and sag.k.change_pct is not None:
        return _mangler_foerste_maaling(sag)
    maal = find_maal(sag.k, fra)
    efter = efter_udgangspunktet(sag, fra)
    valgt = vaelg(efter, sag)
    if valgt is None:
        return ikke_maalt(sag, maal.maalets, fra, is_late=bool(efter))
    maalt, taet_paa = valgt
    sammenlign = fra
    if fra is None and len(efter) > 1 and efter[0].on < maalt.on:
        sammenlign = Udgangspunkt(efter[0].value, efter[0].on, f.periode(efter[0].data_from, efter[0].data_to))
    n = Niveau(sag, maal, maalt, fra, sammenlign, taet_paa)
    tilstand = _tilstand(n)
    prognose = niveauprognose(sag, maal, fra, efter)
    if tilstand == Tilstand.KAN_IKKE_OPGOERES:
        reason = "der er hverken frist, udgangspunkt eller en tidligere måling at sammenligne med"
        sentence = f"{f.bevaegelse(maalt, None, sag.k.unit, maal.target)}; målet er {maal.text}, men {reason}."
        return resultat(sag, tilstand, sentence, maalt=maalt, maalets=maal.maalets, reason=reason, prognose=prognose)
    return resultat(
        sag,
        tilstand,
        _saetning(n, tilstand),
        maalt=maalt,
        maalets=maal.maalets,
        udgangspunkt=fra,
        pct=n.pct,
        expected=n.forventet,
        expected_on=maalt.on,
        prognose=prognose,
    )


# --- What is compared ------------------------------------------------------------------------------------------


def udgangspunkt(sag: Sag) -> Udgangspunkt | None:
    """The stated baseline, else a start measurement, else the first (form F13) or the last from before the plan."""
    k = sag.k
    if k.baseline is not None:
        return Udgangspunkt(Fraction(k.baseline), k.baseline_on, k.baseline_text)
    first = next((m for m in sag.maalte if m.is_start), None)
    if first is None and k.form == Kriterieform.RELATIV_FRA_FOERSTE_MAALING and sag.maalte:
        first = sag.maalte[0]
    if first is None and k.plan_from is not None and not _er_middel(sag):
        first = next((m for m in reversed(sag.maalte) if m.on < k.plan_from), None)
    if first is None:
        return None
    return Udgangspunkt(first.value, first.on, f.periode(first.data_from, first.data_to), first.is_eksempel, True)


def gaelder_til(sag: Sag, fra: Udgangspunkt) -> date | None:
    """The baseline's own day; one without a day holds until the plan begins."""
    if fra.on is None and sag.k.plan_from is not None:
        return sag.k.plan_from - timedelta(days=1)
    return fra.on


def efter_udgangspunktet(sag: Sag, fra: Udgangspunkt | None) -> tuple[Maalt, ...]:
    """The values that are results: those after the baseline."""
    start_on = gaelder_til(sag, fra) if fra else None
    return tuple(m for m in serie(sag) if start_on is None or m.on > start_on)


def _er_middel(sag: Sag) -> bool:
    k = sag.k
    wants_mean = (Sammenlaegning.MIDDEL, Sammenlaegning.SUM, Sammenlaegning.AARLIG)
    return k.sammenlaegning == Sammenlaegning.MIDDEL or (
        k.form == Kriterieform.GENNEMSNIT and k.sammenlaegning in wants_mean
    )


def serie(sag: Sag) -> tuple[Maalt, ...]:
    """The values over time that can be judged: each measurement, one mean, or one sum for each whole year."""
    resultater = sag.resultater
    if _er_middel(sag):
        first = sag.k.window_from or sag.k.plan_from
        inside = [
            m for m in resultater if (first is None or m.on >= first) and (sag.frist is None or m.on <= sag.frist)
        ]
        mean = middel(inside)
        return (mean,) if mean else ()
    if sag.k.sammenlaegning in (Sammenlaegning.SUM, Sammenlaegning.AARLIG) and not _er_andel(sag):
        return tuple(
            total
            for year in sorted({m.data_to.year for m in resultater})
            if date(year, 12, 31) <= sag.as_of and (total := summen([m for m in resultater if m.data_to.year == year]))
        )
    return resultater


def _er_andel(sag: Sag) -> bool:
    return sag.k.unit == "%" or sag.k.form in ANDELE


def vaelg(serie: tuple[Maalt, ...], sag: Sag) -> tuple[Maalt, bool] | None:
    """The value to judge, and whether it is close enough to the deadline to decide.

    Before the deadline the latest. After it: the one whose period covers the deadline, else the latest in the year
    before, else the first in the year after; failing those the latest before the deadline, which decides nothing yet.
    """
    if not serie:
        return None
    frist = sag.frist
    if frist is None or not sag.is_passeret or _er_middel(sag):
        return serie[-1], True
    before = [m for m in serie if m.on <= frist]
    covering = [m for m in serie if m.on_from <= frist <= m.on]
    recent = [m for m in before if m.on > laeg_maaneder_til(frist, -NAERHED_MAANEDER)]
    late = [m for m in serie if frist < m.on <= laeg_maaneder_til(frist, NAERHED_MAANEDER)]
    for candidates, index in ((covering, -1), (recent, -1), (late, 0)):
        if candidates:
            return candidates[index], True
    return (before[-1], False) if before else None


# --- The state -------------------------------------------------------------------------------------------------


def _tilstand(n: Niveau) -> Tilstand:
    if n.er_naaet:
        return Tilstand.OPFYLDT
    if n.sag.is_passeret:
        return _efter_fristen(n)
    forventet = n.forventet
    if forventet is not None and not n.er_gennemsnit and not n.var_naaet_ved_start:
        return Tilstand.PAA_VEJ if _mindst_saa_godt(n, forventet) else Tilstand.BAGUD
    if n.sammenlign is not None and not n.var_naaet_ved_start:
        return Tilstand.PAA_VEJ if _er_rykket_rigtigt(n) else Tilstand.BAGUD
    if n.sag.frist is None and not n.var_naaet_ved_start and not n.er_gennemsnit:
        return Tilstand.KAN_IKKE_OPGOERES
    return Tilstand.BAGUD


def _efter_fristen(n: Niveau) -> Tilstand:
    if er_ventende(n.sag, er_taet_paa_frist=n.er_taet_paa_frist):
        return Tilstand.IKKE_MAALT
    return Tilstand.VURDERES if n.maal.er_naer(n.maalt.value) else Tilstand.IKKE_OPFYLDT


def er_ventende(sag: Sag, *, er_taet_paa_frist: bool) -> bool:
    """The deadline has passed, but the figure for it is still to come; register data are up to two years late."""
    if er_taet_paa_frist or sag.frist is None:
        return False
    return sag.as_of <= laeg_maaneder_til(sag.frist, VENTETID_MAANEDER)


def _mindst_saa_godt(n: Niveau, forventet: Fraction) -> bool:
    """At least as near the target as the line is."""
    start = n.fra.value if n.fra else n.slutmaal
    if n.slutmaal == start:
        return False
    return n.maalt.value >= forventet if n.slutmaal > start else n.maalt.value <= forventet


def _er_rykket_rigtigt(n: Niveau) -> bool:
    """Nearer the target than what it is compared with, and not on the other side of it."""
    if n.sammenlign is None:
        return False
    rest_before = abs(n.maal.naermeste(n.sammenlign.value) - n.sammenlign.value)
    if n.maal.er_naaet(n.sammenlign.value):
        return False
    return abs(n.maal.naermeste(n.maalt.value) - n.maalt.value) < rest_before


# --- The sentence ----------------------------------------------------------------------------------------------


def ikke_maalt(sag: Sag, maalets: Maalets, fra: Udgangspunkt | None, *, is_late: bool = False) -> Maalopfyldelse:
    """Nothing measured yet, said with what is known: the baseline, the target and a deadline gone by."""
    k = sag.k
    tail = f"målet er {maalets.text}{f.i_frist(sag.frist)}"
    if k.form == Kriterieform.RELATIV_FRA_FOERSTE_MAALING and fra and k.baseline is None:
        start = f.kort(fra.value, k.unit)
        sentence = f"Udgangspunktet er målt til {start}{f.udgangspunkt_tekst(fra)}, men intet siden; {tail}."
    elif sag.is_passeret and sag.frist:
        without = ", og der er først målt mere end et år efter" if is_late else " uden måling"
        sentence = f"Fristen {f.dato(sag.frist)} er passeret{without}; målet var {maalets.text}."
    elif tidligst := _tidligst(sag):
        sentence = f"Ikke målt endnu, for {tidligst}; {tail}."
    else:
        sentence = f"Ikke målt endnu; {tail}."
    intet = ingen("der er ingen målinger")
    return resultat(sag, Tilstand.IKKE_MAALT, sentence, maalets=maalets, udgangspunkt=fra, prognose=intet)


def _tidligst(sag: Sag) -> str:
    """When a retention share can first be known; "" when it could be already."""
    k = sag.k
    if k.form != Kriterieform.FASTHOLDELSE or not k.follow_up_months:
        return ""
    if sag.punkter:
        early = sag.punkter[0]
        day = laeg_maaneder_til(early.data_to, k.follow_up_months)
        return f"tallet for {f.periode(early.data_from, early.data_to)} kan først gøres op {f.dato(day)}"
    day = laeg_maaneder_til(k.plan_from, k.follow_up_months) if k.plan_from else date.min
    after = f"andelen kan først gøres op {k.follow_up_months} måneder efter"
    return f"{after} (tidligst {f.dato(day)})" if day > sag.as_of else ""


def _mangler_foerste_maaling(sag: Sag) -> Maalopfyldelse:
    """A change from the first measurement, before there is one."""
    text = aendring_fra(relativ_aendring(sag.k), "første måling")
    maalets = Maalets(text=text)
    sentence = f"Ikke målt endnu; målet{f.i_frist(sag.frist)} er {text}"
    if sag.is_passeret and sag.frist:
        sentence = f"Fristen {f.dato(sag.frist)} er passeret uden måling; målet var {text}"
    intet = ingen("der er ingen målinger")
    return resultat(sag, Tilstand.IKKE_MAALT, sentence, maalets=maalets, prognose=intet)


def _saetning(n: Niveau, tilstand: Tilstand) -> str:
    unit = n.sag.k.unit
    if _er_middel(n.sag) and n.fra is None:
        count = f"{n.maalt.antal} målinger, " if n.maalt.antal != 1 else ""
        when = f.periode(n.maalt.data_from, n.maalt.data_to)
        start = f"Gennemsnittet er {f.fuld(n.maalt.value, unit, n.maal.target)} ({count}{when})"
    else:
        start = f.bevaegelse(n.maalt, n.sammenlign, unit, n.maal.target)
        if n.fra and n.pct is not None and n.pct < 0:
            start += ", altså længere fra målet end ved start"
    return f"{start}; {_dom(n, tilstand)}."


def _dom(n: Niveau, tilstand: Tilstand) -> str:
    """The second half of the sentence: what the value means."""
    maal, frist = n.maal.text, n.sag.frist
    if tilstand == Tilstand.OPFYLDT:
        return _dom_opfyldt(n)
    if tilstand == Tilstand.IKKE_OPFYLDT:
        return dom_ikke_opfyldt(maal, frist, er_taet_paa_frist=n.er_taet_paa_frist)
    if tilstand == Tilstand.IKKE_MAALT and frist:
        return dom_venter(maal, frist)
    if tilstand == Tilstand.VURDERES:
        return f"målet var {maal}, og om det er tæt nok på, skal vurderes"
    return _dom_undervejs(n, tilstand)


def dom_ikke_opfyldt(maal: str, frist: date | None, *, er_taet_paa_frist: bool) -> str:
    late = "" if er_taet_paa_frist else ", og der er intet nyere tal"
    return f"målet på {maal}{f.i_frist(frist)} blev ikke nået{late}"


def dom_venter(maal: str, frist: date) -> str:
    return f"fristen {f.dato(frist)} er passeret, men tallet for {frist.year} mangler endnu (mål: {maal})"


def dom_naaet(maal: str, frist: date | None, *, er_taet_paa_frist: bool) -> str:
    """Met by the figure that decides; an old figure says so."""
    if er_taet_paa_frist or frist is None:
        return f"målet på {maal} er nået"
    return f"målet på {maal} var nået, men der er intet tal fra året op til fristen {f.dato(frist)}"


def _dom_opfyldt(n: Niveau) -> str:
    maal, frist = n.maal.text, n.sag.frist
    if n.var_naaet_ved_start:
        return f"målet på {maal} var opfyldt ved start og er fastholdt"
    if n.fra is None and n.sag.k.retning == Retning.FASTHOLDE:
        return f"målet på {maal} er fastholdt"
    if n.sag.is_passeret:
        return dom_naaet(maal, frist, er_taet_paa_frist=n.er_taet_paa_frist)
    if _er_middel(n.sag):
        return f"målet på {maal} er opfyldt indtil nu"
    return f"målet på {maal} er nået" + (f" før fristen {f.dato(frist)}" if frist else "")


def _dom_undervejs(n: Niveau, tilstand: Tilstand) -> str:
    maal, frist = n.maal.text, n.sag.frist
    due = f.i_frist(frist)
    if n.var_naaet_ved_start:
        return f"målet på {maal} var opfyldt ved start og skulle fastholdes"
    if n.er_gennemsnit:
        return f"målet er {maal}{due}"
    if n.forventet is not None:
        return f"ved jævn udvikling skulle det være {f.skulle_vaere(n.forventet, n.maalt.value, n.sag.k.unit)}"
    if n.sammenlign is None:
        return f"målet er {maal}{due}, og uden udgangspunkt kan tempoet ikke vurderes"
    vej = "det går den rigtige vej" if tilstand == Tilstand.PAA_VEJ else "det er ikke kommet nærmere målet"
    uden = "" if n.fra else " (udgangspunkt mangler, så der er sammenlignet med første måling)"
    return f"{vej}{uden}; målet er {maal}{due or ', men der er ingen frist'}"
