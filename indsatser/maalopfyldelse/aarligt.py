"""Criteria that count so many every year (F6): the count begins again on 1 January."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from helhedsplan.numbers import tal
from indsatser.choices import Tilstand
from indsatser.maalopfyldelse import forklaring as f
from indsatser.maalopfyldelse.antal import Taelling, bedoem, er_inde, naaet_pct, noteret_udgangspunkt
from indsatser.maalopfyldelse.grundlag import Maalt, Sag, resultat, som_decimal, summen
from indsatser.maalopfyldelse.maal import Maal, find_maal, tekst
from indsatser.maalopfyldelse.prognose import antalsprognose, ingen
from indsatser.maalopfyldelse.tid import maaneder
from indsatser.maalopfyldelse.typer import Maalopfyldelse, Prognose


@dataclass(frozen=True, slots=True)
class Aar:
    """One calendar year of the plan: the part the plan covers and what was counted in it."""

    year: int
    first: date
    last: date
    talt: Maalt | None

    @property
    def is_whole(self) -> bool:
        return (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31)

    @property
    def andel(self) -> Fraction:
        """How much of a year the plan covers."""
        return maaneder(self.first, self.last) / 12

    def er_naaet(self, maal: Maal) -> bool:
        """The year's count against the target; part of a year is scaled up to a whole one."""
        return self.talt is not None and maal.er_naaet(self.talt.value / self.andel)


def antal_pr_aar(sag: Sag) -> Maalopfyldelse:
    """So many every year: this year while the plan runs, every whole year when it is over."""
    maal = find_maal(sag.k, noteret_udgangspunkt(sag))
    years = _aarene(sag)
    if sag.is_passeret:
        return _efter_planen(sag, maal, years)
    current = next((a for a in years if a.year == sag.as_of.year), None)
    earlier = [a for a in years if a.year < sag.as_of.year and a.talt]
    if current is None or current.talt is None:
        return _intet_i_aar(sag, maal, current, earlier)
    t = Taelling(sag, maal, current.talt, current.first, current.last, sag.as_of, False, current.andel)
    tilstand = bedoem(t)
    return resultat(
        sag,
        tilstand,
        f"{_optalt(t, current)}; {_dom(t, tilstand, current)}{_tidligere(maal, earlier)}.",
        maalt=current.talt,
        maalets=maal.maalets,
        udgangspunkt=noteret_udgangspunkt(sag),
        pct=naaet_pct(maal, current.talt.value),
        expected=t.forventet,
        expected_on=sag.as_of,
        prognose=_prognose(sag, maal, current),
    )


def _aarene(sag: Sag) -> list[Aar]:
    """The plan's years up to the day, each with what was counted; without a plan period, the years with data."""
    k, frist = sag.k, sag.frist
    first = k.window_from or k.plan_from
    inside = [m for m in sag.resultater if er_inde(m, first, frist)]
    begin = first or min((date(m.data_to.year, 1, 1) for m in inside), default=date(sag.as_of.year, 1, 1))
    end = min(frist, sag.as_of) if frist else sag.as_of
    return [
        Aar(
            year=year,
            first=max(begin, date(year, 1, 1)),
            last=min(frist or date.max, date(year, 12, 31)),
            talt=summen([m for m in inside if m.data_to.year == year]),
        )
        for year in range(begin.year, end.year + 1)
    ]


def _prognose(sag: Sag, maal: Maal, current: Aar) -> Prognose:
    if not current.is_whole:
        return ingen(f"planen dækker kun en del af {current.year}")
    return antalsprognose(sag, maal, current.talt, first=current.first, last=current.last)


# --- While the plan runs ---------------------------------------------------------------------------------------


def _intet_i_aar(sag: Sag, maal: Maal, current: Aar | None, earlier: list[Aar]) -> Maalopfyldelse:
    """Nothing this year: last year speaks if it was counted; otherwise nothing is measured."""
    before = _tidligere(maal, earlier)
    last_year = earlier[-1] if earlier and earlier[-1].year == sag.as_of.year - 1 else None
    if last_year and last_year.talt:
        tilstand = Tilstand.PAA_VEJ if last_year.er_naaet(maal) else Tilstand.BAGUD
        return resultat(
            sag,
            tilstand,
            f"Ikke registreret endnu i {sag.as_of.year}; målet er {maal.text} hvert år{before}.",
            maalt=last_year.talt,
            maalets=maal.maalets,
            pct=naaet_pct(maal, last_year.talt.value) if last_year.is_whole else None,
            prognose=ingen("der er ikke registreret noget i år"),
        )
    first = sag.k.window_from or sag.k.plan_from
    if current is None and first and sag.as_of < first:
        sentence = f"Tidsrummet begynder først {f.dato(first)}; målet er {maal.text} hvert år."
    else:
        sentence = f"Ikke registreret endnu i {sag.as_of.year}; målet er {maal.text} hvert år{before}."
    expected = None
    if current and maal.fortegn >= 0 and first:
        expected = maal.target * maaneder(current.first, sag.as_of) / 12
    return resultat(
        sag,
        Tilstand.IKKE_MAALT,
        sentence,
        maalets=maal.maalets,
        expected=expected,
        expected_on=sag.as_of,
        prognose=ingen("der er ikke registreret noget i år"),
    )


def _optalt(t: Taelling, aar: Aar) -> str:
    part = "" if aar.is_whole else f" ({f.maaneder_i_alt(maaneder(aar.first, aar.last))})"
    unit, value = t.sag.k.unit, t.talt.value
    if t.maal.fortegn < 0 or t.maal.target_to is not None:
        return f"{f.fuld(value, unit, t.maal.top)} i {aar.year}{part}"
    return f"{f.antal_af(value, t.maal.target, unit)} i {aar.year}{part}"


def _dom(t: Taelling, tilstand: Tilstand, aar: Aar) -> str:
    maal = t.maal.text
    if tilstand == Tilstand.OPFYLDT:
        return f"årets mål på {maal} er {_naaet(t.maal, True)}"
    if t.maal.fortegn <= 0 and t.talt.value > t.maal.top:
        return f"det er mere end årets mål på {maal}"
    if t.forventet is None:
        return f"årets mål er {maal}"
    shown = f.skulle_vaere(t.forventet, t.talt.value, t.sag.k.unit)
    if t.maal.fortegn < 0:
        return f"årets mål er {maal}, jævnt fordelt {shown} nu"
    return f"jævnt fordelt skulle det være {shown} nu"


def _tidligere(maal: Maal, earlier: list[Aar]) -> str:
    if not earlier:
        return ""
    return f"; tidligere år: {f.opremset([_et_aar(maal, a) for a in earlier])}"


def _et_aar(maal: Maal, aar: Aar) -> str:
    """ "38 i 2013 (nået)", "12 i 2018 (5 måneder)"."""
    shown = som_decimal(aar.talt.value) if aar.talt else som_decimal(Fraction(0))
    verdict = _naaet(maal, aar.er_naaet(maal)) if aar.is_whole else f.maaneder_i_alt(aar.andel * 12)
    return f"{tal(shown)} i {aar.year} ({verdict})"


def _naaet(maal: Maal, is_met: bool) -> str:
    """A number is reached, a ceiling is kept."""
    return ("" if is_met else "ikke ") + ("nået" if maal.fortegn >= 0 else "holdt")


# --- When the plan is over -------------------------------------------------------------------------------------


def _efter_planen(sag: Sag, maal: Maal, years: list[Aar]) -> Maalopfyldelse:
    """Met only if every whole year reached it. A year the plan covers part of is shown, never decides."""
    over = ingen("fristen er passeret")
    if not any(a.talt for a in years):
        sentence = f"Perioden er slut uden en eneste registrering; målet var {maal.text} hvert år."
        return resultat(sag, Tilstand.IKKE_MAALT, sentence, maalets=maal.maalets, prognose=over)
    whole = [a for a in years if a.is_whole]
    if not whole:
        return _uden_hele_aar(sag, maal, years)
    missing = [str(a.year) for a in whole if a.talt is None]
    failed = [a for a in whole if a.talt and not a.er_naaet(maal)]
    counted = [a for a in years if a.talt]
    list_of_years = f.opremset([_et_aar(maal, a) for a in counted])
    if failed:
        tilstand = Tilstand.IKKE_OPFYLDT
        if not missing and all(a.talt and maal.er_naer(a.talt.value) for a in failed):
            tilstand = Tilstand.VURDERES
        verdict = f"blev {_naaet(maal, False)} i {f.opremset([str(a.year) for a in failed])}"
    elif missing:
        tilstand, verdict = Tilstand.IKKE_MAALT, f"kan ikke afgøres, for {f.opremset(missing)} er ikke registreret"
    else:
        tilstand, verdict = Tilstand.OPFYLDT, f"er {_naaet(maal, True)} i alle hele år"
    decisive = _afgoerende(maal, [a.talt for a in whole if a.talt])
    return resultat(
        sag,
        tilstand,
        f"Målet på {maal.text} hvert år {verdict}: {list_of_years}.",
        maalt=decisive,
        maalets=maal.maalets,
        pct=naaet_pct(maal, decisive.value) if decisive else None,
        prognose=over,
    )


def _afgoerende(maal: Maal, counted: list[Maalt]) -> Maalt | None:
    """The year that decides: the lowest where many are wanted, the highest where few are."""
    if not counted:
        return None
    return max(counted, key=lambda m: m.value) if maal.fortegn < 0 else min(counted, key=lambda m: m.value)


def _uden_hele_aar(sag: Sag, maal: Maal, years: list[Aar]) -> Maalopfyldelse:
    """A plan without a whole calendar year is held against the same share of the target as it is of a year."""
    talt = summen([a.talt for a in years if a.talt])
    andel = sum((a.andel for a in years), Fraction(0))
    share = replace(
        maal,
        target=maal.target * andel,
        target_to=None if maal.target_to is None else maal.target_to * andel,
        text=tekst(maal.operator, maal.target * andel, sag.k.unit, maal.target_to and maal.target_to * andel),
    )
    value = talt.value if talt else Fraction(0)
    is_met = share.er_naaet(value)
    counted = f.maaneder_i_alt(andel * 12)
    return resultat(
        sag,
        Tilstand.OPFYLDT if is_met else Tilstand.IKKE_OPFYLDT,
        f"{f.fuld(value, sag.k.unit, share.target)} på {counted}; målet på {maal.text} hvert år svarer til "
        f"{share.text} og {'er nået' if is_met else 'blev ikke nået'}.",
        maalt=talt,
        maalets=share.maalets,
        pct=naaet_pct(share, value),
        prognose=ingen("fristen er passeret"),
    )
