"""Where a criterion is heading if the pace so far goes on: simple enough to check with a pocket calculator.

A level: the pace from the baseline (or the first measurement) to the latest measurement, drawn on to the deadline.
A count: the pace per month so far, drawn on to the end of the window. Otherwise a refusal that says why.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from helhedsplan.numbers import enhed, maengde, tal
from indsatser.choices import Sammenlaegning
from indsatser.maalopfyldelse.forklaring import fuld, i_frist, inden, periode, udgangspunkt_tekst
from indsatser.maalopfyldelse.grundlag import Maalt, Sag, Udgangspunkt, saetning, som_decimal
from indsatser.maalopfyldelse.maal import Maal
from indsatser.maalopfyldelse.tid import laeg_maaneder_til, maaneder, maaneder_efter
from indsatser.maalopfyldelse.typer import Prognose

FRISKE_MAANEDER = 24
MINDST_MAANEDER_TALT = 3
RIMELIG_MAANEDER = 24


def ingen(reason: str) -> Prognose:
    """No forecast, and why."""
    return Prognose(text=saetning(f"Ingen prognose: {reason}"))


def niveauprognose(sag: Sag, maal: Maal, fra: Udgangspunkt | None, serie: Sequence[Maalt]) -> Prognose:
    """From the baseline or first measurement to the latest, and on to the deadline."""
    count = len(serie) + (fra is not None and fra.is_maalt)
    if reason := _afslag(sag, serie, count):
        return ingen(reason)
    frist = sag.frist
    first, last = _foerste(fra, serie), serie[-1]
    gone = maaneder_efter(first.on, last.on) if first.on else Fraction(0)
    if frist is None or first.on is None or gone <= 0:
        return ingen("målingerne handler om samme tidspunkt")
    pace = (last.value - first.value) / gone
    value = _mulig(last.value + pace * maaneder_efter(last.on, frist), sag.k.unit, (first.value, last.value))
    is_met = maal.er_naaet(value)
    certainty = "rimelig" if count >= 3 and gone >= RIMELIG_MAANEDER else "usikker"
    start = f"udviklingen siden {udgangspunkt_tekst(first).strip(' ()') or 'start'}"
    text = (
        f"Fortsætter {start} ({_tempo(pace * 12, sag.k.unit)} om året), bliver det "
        f"{_afrundet(value, sag.k.unit, maal)}{i_frist(frist)}, og målet på {maal.text} nås {'' if is_met else 'ikke'}"
    ).rstrip()
    return Prognose(
        text=f"{text} ({certainty} prognose, {count} målinger).",
        value=som_decimal(value),
        pace_per_year=som_decimal(pace * 12),
        will_be_met=is_met,
        certainty=certainty,
    )


def _afslag(sag: Sag, serie: Sequence[Maalt], count: int) -> str:
    """Why no forecast is made for a level; "" when one is."""
    if sag.k.sammenlaegning == Sammenlaegning.MIDDEL:
        return "et gennemsnit over hele tidsrummet skrives ikke frem"
    if sag.frist is None:
        return "der er ingen frist at skrive frem til"
    if sag.is_passeret:
        return "fristen er passeret"
    if count < 2:
        return "der skal mindst to målinger til"
    if serie[-1].data_to < laeg_maaneder_til(sag.as_of, -FRISKE_MAANEDER):
        last = periode(serie[-1].data_from, serie[-1].data_to)
        return f"de nyeste data ({last}) er mere end {FRISKE_MAANEDER} måneder gamle"
    return ""


def _foerste(fra: Udgangspunkt | None, serie: Sequence[Maalt]) -> Udgangspunkt:
    """A dated baseline is the longest lever; without one the first measurement."""
    if fra is not None and fra.on is not None:
        return fra
    return Udgangspunkt(serie[0].value, serie[0].on, periode(serie[0].data_from, serie[0].data_to))


def _mulig(value: Fraction, unit: str, known: Sequence[Fraction]) -> Fraction:
    """A share stays between 0 and 100, and nothing that was never negative becomes so."""
    if min(known) >= 0:
        value = max(value, Fraction(0))
    return min(value, Fraction(100)) if unit == "%" and max(known) <= 100 else value


def _tempo(per_year: Fraction, unit: str) -> str:
    """ "0,7 procentpoint ned"."""
    size = som_decimal(abs(per_year))
    if not size:
        return "uændret"
    word = {"%": "procentpoint", "karakter": ""}.get(unit, enhed(size, unit))
    shown = maengde(size, "kr.") if unit == "kr." else f"{tal(size, 1).removesuffix(',0')} {word}".strip()
    return f"{shown} {'op' if per_year > 0 else 'ned'}"


def _afrundet(value: Fraction, unit: str, maal: Maal) -> str:
    """One decimal is as much as a forecast can carry."""
    rounded = Fraction(round(value * 10), 10) if abs(value) < 100 or unit == "%" else Fraction(round(value))
    if maal.er_naaet(rounded) != maal.er_naaet(value):
        return fuld(value, unit, maal.target)
    return maengde(som_decimal(rounded), unit)


def antalsprognose(sag: Sag, maal: Maal, counted: Maalt | None, *, first: date | None, last: date | None) -> Prognose:
    """The pace per month so far, kept up to the end of the window."""
    if first is None or last is None:
        return ingen("tidsrummet har ikke både begyndelse og slutning")
    if sag.as_of >= last:
        return ingen("tidsrummet er slut")
    if counted is None or counted.antal < 2:
        return ingen("der skal mindst to registreringer til")
    if maal.fortegn > 0 and maal.er_naaet(counted.value):
        return ingen("målet er allerede nået")
    gone, total = maaneder(first, sag.as_of), maaneder(first, last)
    if gone < MINDST_MAANEDER_TALT:
        return ingen(f"der er gået mindre end {MINDST_MAANEDER_TALT} måneder")
    value = counted.value * total / gone
    is_met = maal.er_naaet(value)
    certainty = "rimelig" if counted.antal >= 3 and gone * 2 >= total else "usikker"
    return Prognose(
        text=(
            f"Fortsætter tempoet, bliver det {_helt(value, sag.k.unit, maal)}{inden(last)}, "
            f"og målet på {maal.text} {'holdes' if maal.fortegn < 0 else 'nås'}{'' if is_met else ' ikke'} "
            f"({certainty} prognose, {counted.antal} registreringer)."
        ),
        value=som_decimal(value),
        pace_per_year=som_decimal(counted.value * 12 / gone),
        will_be_met=is_met,
        certainty=certainty,
    )


def _helt(value: Fraction, unit: str, maal: Maal) -> str:
    """People and events come whole, unless that would turn a miss into a hit."""
    whole = Fraction(round(value))
    if maal.er_naaet(whole) != maal.er_naaet(value):
        return fuld(value, unit, maal.target)
    return maengde(som_decimal(whole), unit)
