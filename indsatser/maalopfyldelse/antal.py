"""Criteria that count so many within a window (F5), and what they share with those that count every year."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from indsatser.choices import Sammenlaegning, Tilstand
from indsatser.maalopfyldelse import forklaring as f
from indsatser.maalopfyldelse.forventning import i_jaevnt_tempo
from indsatser.maalopfyldelse.grundlag import Maalt, Sag, Udgangspunkt, resultat, summen
from indsatser.maalopfyldelse.maal import Maal, find_maal
from indsatser.maalopfyldelse.niveau import niveau
from indsatser.maalopfyldelse.prognose import antalsprognose, ingen
from indsatser.maalopfyldelse.tid import maaneder
from indsatser.maalopfyldelse.typer import Maalopfyldelse


@dataclass(frozen=True)
class Taelling:
    """A count held against its target. `day` is the day the pace is held against. Derived once."""

    sag: Sag
    maal: Maal
    talt: Maalt
    first: date | None
    last: date | None
    day: date
    is_passeret: bool
    andel: Fraction = Fraction(1)

    @cached_property
    def forventet(self) -> Fraction | None:
        """An even pace through the window; `andel` is how much of the target the window is to carry."""
        expected = forventet_antal(self.maal, self.first, self.last, self.day)
        return None if expected is None else expected * self.andel


def forventet_antal(maal: Maal, first: date | None, last: date | None, day: date) -> Fraction | None:
    """An even pace through the window; None when the window is open at either end."""
    if first is None or last is None:
        return None
    limit = maal.top if maal.fortegn < 0 else maal.target
    return i_jaevnt_tempo(target=limit, first=first, last=last, day=day)


def naaet_pct(maal: Maal, value: Fraction) -> Fraction | None:
    """How much of the count is reached; nothing for a ceiling or beyond an exact number."""
    if maal.fortegn < 0 or maal.target <= 0:
        return None
    if maal.fortegn == 0 and value > maal.target:
        return None
    return value * 100 / maal.target


def bedoem(t: Taelling) -> Tilstand:
    """A number to reach is met for good when it is reached; what can be overshot only when the time is up."""
    value, is_over = t.talt.value, t.last is not None and t.sag.as_of >= t.last
    if t.maal.er_naaet(value) and (t.maal.fortegn > 0 or is_over):
        return Tilstand.OPFYLDT
    if t.is_passeret:
        return Tilstand.VURDERES if t.maal.er_naer(value) else Tilstand.IKKE_OPFYLDT
    forventet = t.forventet
    if t.maal.fortegn < 0:
        within = t.maal.er_naaet(value) and (forventet is None or value <= forventet)
        return Tilstand.PAA_VEJ if within else Tilstand.BAGUD
    if t.maal.fortegn == 0 and value > t.maal.top:
        return Tilstand.BAGUD
    on_pace = value >= forventet if forventet is not None else value > 0
    return Tilstand.PAA_VEJ if on_pace else Tilstand.BAGUD


def antal_i_vindue(sag: Sag) -> Maalopfyldelse:
    """So many within a window: added up, or the latest where a standing number or a running total is reported."""
    k = sag.k
    if k.sammenlaegning == Sammenlaegning.MIDDEL or (
        k.sammenlaegning == Sammenlaegning.SENESTE and k.baseline is not None
    ):
        return niveau(sag)
    maal = find_maal(k, noteret_udgangspunkt(sag))
    first, last = k.window_from or k.plan_from, k.window_to or sag.frist
    inside = [m for m in sag.resultater if er_inde(m, first, last)]
    outside = len(sag.resultater) - len(inside)
    is_sum = k.sammenlaegning == Sammenlaegning.SUM
    talt = summen(inside) if is_sum else (inside[-1] if inside else None)
    prognose = ingen("et stående antal skrives ikke frem")
    if is_sum:
        prognose = antalsprognose(sag, maal, talt, first=first, last=last)
    due = max(filter(None, (last, k.deadline)), default=None)
    is_passeret = due is not None and sag.as_of >= due
    if talt is None:
        return replace(_intet_talt(sag, maal, first, last, is_passeret, outside), prognose=prognose)
    has_pace = is_sum or maal.fortegn >= 0  # a standing number under a ceiling does not build up
    t = Taelling(sag, maal, talt, first if has_pace else None, last, sag.as_of if is_sum else talt.on, is_passeret)
    tilstand = bedoem(t)
    return resultat(
        sag,
        tilstand,
        _saetning(t, tilstand, outside),
        maalt=talt,
        maalets=maal.maalets,
        udgangspunkt=noteret_udgangspunkt(sag),
        pct=naaet_pct(maal, talt.value),
        expected=t.forventet,
        expected_on=t.day,
        prognose=prognose,
    )


def noteret_udgangspunkt(sag: Sag) -> Udgangspunkt | None:
    """The stated baseline. A count is not measured from it, but "fastholdes" and "ca." may need it."""
    k = sag.k
    return None if k.baseline is None else Udgangspunkt(Fraction(k.baseline), k.baseline_on, k.baseline_text)


def er_inde(m: Maalt, first: date | None, last: date | None) -> bool:
    """A measurement belongs where its data end."""
    return (first is None or m.data_to >= first) and (last is None or m.data_to <= last)


def _uden_for(outside: int) -> str:
    if not outside:
        return ""
    return f" ({outside} måling{'er' if outside > 1 else ''} uden for tidsrummet er ikke talt med)"


def _intet_talt(
    sag: Sag, maal: Maal, first: date | None, last: date | None, is_passeret: bool, outside: int
) -> Maalopfyldelse:
    tail = f"målet er {maal.text}{f.inden(last)}"
    expected = None
    if is_passeret and last:
        sentence = f"Fristen {f.dato(last)} er passeret uden en eneste registrering; målet var {maal.text}"
    elif first and sag.as_of < first:
        sentence = f"Tidsrummet begynder først {f.dato(first)}; {tail}"
    else:
        expected = forventet_antal(maal, first, last, sag.as_of) if maal.fortegn >= 0 else None
        sentence = f"Ikke registreret endnu; {tail}"
        if expected is not None and first and last:
            pace = f.maaneder_af(maaneder(first, sag.as_of), maaneder(first, last))
            shown = f.skulle_vaere(expected, None, sag.k.unit)
            sentence += f", og jævnt fordelt skulle det være {shown} efter {pace}"
    sentence += f"{_uden_for(outside)}."
    return resultat(sag, Tilstand.IKKE_MAALT, sentence, maalets=maal.maalets, expected=expected, expected_on=sag.as_of)


def _saetning(t: Taelling, tilstand: Tilstand, outside: int) -> str:
    return f"{_optalt(t)}{_uden_for(outside)}; {_dom(t, tilstand)}."


def _optalt(t: Taelling) -> str:
    """ "1.112 af 1.750 samtaler på 11 af 17 måneder"."""
    value, unit = t.talt.value, t.sag.k.unit
    has_one_number = t.maal.target_to is None and t.maal.fortegn >= 0
    start = f.antal_af(value, t.maal.target, unit) if has_one_number else f.fuld(value, unit, t.maal.top)
    if t.day != t.sag.as_of:
        return f"{start} pr. {f.dato(t.day)}"
    if t.first is None or t.last is None or t.day < t.first:
        return start
    gone, total = maaneder(t.first, min(t.day, t.last)), maaneder(t.first, t.last)
    if gone == total:
        return f"{start} på {f.maaneder_i_alt(total)}"
    return f"{start} på {f.maaneder_af(gone, total)}"


def _dom(t: Taelling, tilstand: Tilstand) -> str:
    maal = t.maal.text
    if tilstand == Tilstand.OPFYLDT:
        if t.maal.fortegn < 0:
            return f"målet på {maal} er holdt"
        before = t.last is not None and t.sag.as_of < t.last
        return f"målet på {maal} er nået" + (f" før fristen {f.dato(t.last)}" if before and t.last else "")
    if tilstand == Tilstand.IKKE_OPFYLDT:
        return f"målet på {maal}{f.inden(t.last)} blev ikke nået"
    if tilstand == Tilstand.VURDERES:
        return f"målet var {maal}, og om det er tæt nok på, skal vurderes"
    if t.maal.fortegn <= 0 and t.talt.value > t.maal.top:
        return f"det er mere end målet på {maal}{f.inden(t.last)}"
    if t.forventet is None and t.maal.fortegn < 0:
        return f"målet er {maal}{f.inden(t.last)}"
    if t.forventet is None:
        return f"målet er {maal}{f.inden(t.last) or ' uden frist'}, og uden et helt tidsrum kan tempoet ikke vurderes"
    shown = f.skulle_vaere(t.forventet, t.talt.value, t.sag.k.unit)
    if t.maal.fortegn < 0:
        return f"målet er {maal}{f.inden(t.last)}, jævnt fordelt {shown} nu"
    return f"jævnt fordelt skulle det være {shown}"
