"""Criteria without a road to measure: yes/no, direction only, judged in words, visions and compounds."""

from dataclasses import replace
from fractions import Fraction

from helhedsplan.numbers import maengde
from indsatser.choices import Maalingsart, Operator, Retning, Skoen, Tilstand
from indsatser.maalopfyldelse import forklaring as f
from indsatser.maalopfyldelse.grundlag import Maalets, Maalt, Sag, Uopgoerlig, resultat
from indsatser.maalopfyldelse.maal import Maal, tekst
from indsatser.maalopfyldelse.niveau import (
    dom_ikke_opfyldt,
    dom_naaet,
    dom_venter,
    efter_udgangspunktet,
    er_ventende,
    ikke_maalt,
    udgangspunkt,
    vaelg,
)
from indsatser.maalopfyldelse.prognose import ingen
from indsatser.maalopfyldelse.typer import Maalopfyldelse

# --- Yes or no (F9) --------------------------------------------------------------------------------------------


def ja_nej(sag: Sag) -> Maalopfyldelse:
    """Has it happened? The latest answer up to the deadline counts; before the deadline a no is not late."""
    wanted = sag.k.target != 0
    maalets = Maalets(text="ja" if wanted else "nej")
    intet = ingen("et ja eller nej skrives ikke frem")
    if not sag.resultater:
        if any(p.skoen and p.art != Maalingsart.START for p in sag.punkter):
            return kvalitativ(sag)
        due = f"; fristen er {f.dato(sag.frist)}" if sag.frist else ""
        sentence = f"Ikke registreret endnu, om det er sket{due}."
        if sag.is_passeret and sag.frist:
            sentence = f"Fristen {f.dato(sag.frist)} er passeret, uden at det er registreret, om det er sket."
        return resultat(sag, Tilstand.IKKE_MAALT, sentence, maalets=maalets, prognose=intet)
    in_time = [m for m in sag.resultater if sag.frist is None or m.on_from <= sag.frist]
    maalt = in_time[-1] if in_time else sag.resultater[-1]
    is_met = bool(in_time) and (maalt.value >= 1) == wanted
    tilstand, sentence = _ja_nej_dom(sag, maalt, is_met, wanted)
    reason = "der er ingen frist at holde svaret op mod" if tilstand == Tilstand.KAN_IKKE_OPGOERES else ""
    return resultat(sag, tilstand, f"{sentence}.", maalt=maalt, maalets=maalets, reason=reason, prognose=intet)


def _ja_nej_dom(sag: Sag, maalt: Maalt, is_met: bool, wanted: bool) -> tuple[Tilstand, str]:
    answer = f"{'Ja' if maalt.value >= 1 else 'Nej'}{f.naar(maalt)}"
    if is_met:
        return Tilstand.OPFYLDT, f"{answer}; målet er nået"
    if sag.frist is None:
        return Tilstand.KAN_IKKE_OPGOERES, f"{answer}; målet er ikke nået endnu, og det har ingen frist"
    if not sag.is_passeret:
        return Tilstand.PAA_VEJ, f"{answer}; målet er ikke nået endnu, men fristen er først {f.dato(sag.frist)}"
    after = (maalt.value >= 1) == wanted
    if after:
        return Tilstand.IKKE_OPFYLDT, f"{answer}, men først efter fristen {f.dato(sag.frist)}"
    return Tilstand.IKKE_OPFYLDT, f"{answer}; målet blev ikke nået inden fristen {f.dato(sag.frist)}"


# --- Direction only (F10) --------------------------------------------------------------------------------------


def retning(sag: Sag) -> Maalopfyldelse:
    """More or fewer than at the start, with no number to reach: met or not, never a percentage."""
    fra = udgangspunkt(sag)
    if fra is None:
        raise Uopgoerlig("udgangspunktet mangler, så der er intet at sammenligne med")
    operator = {Retning.STIGE: Operator.OVER, Retning.FALDE: Operator.UNDER}.get(sag.k.retning, sag.k.operator)
    if operator in (Operator.MELLEM, Operator.CIRKA):
        operator = Operator.LIG
    fortegn = {Operator.OVER: 1, Operator.MINDST: 1, Operator.UNDER: -1, Operator.HOEJST: -1}.get(operator, 0)
    maal = Maal(operator, fra.value, fortegn, _retningstekst(operator, fra.value, sag.k.unit))
    efter = efter_udgangspunktet(sag, fra)
    valgt = vaelg(efter, sag)
    intet = ingen("målet er kun en retning")
    if valgt is None:
        return replace(ikke_maalt(sag, maal.maalets, fra, is_late=bool(efter)), prognose=intet)
    maalt, taet_paa = valgt
    tilstand = _retningens_tilstand(sag, maal.er_naaet(maalt.value), taet_paa)
    verdict = {
        Tilstand.OPFYLDT: dom_naaet(maal.text, sag.frist, er_taet_paa_frist=taet_paa),
        Tilstand.BAGUD: f"målet er {maal.text}{f.i_frist(sag.frist)}",
        Tilstand.IKKE_MAALT: dom_venter(maal.text, sag.frist) if sag.frist else "",
        Tilstand.IKKE_OPFYLDT: dom_ikke_opfyldt(maal.text, sag.frist, er_taet_paa_frist=taet_paa),
    }[tilstand]
    return resultat(
        sag,
        tilstand,
        f"{f.bevaegelse(maalt, fra, sag.k.unit, None)}; {verdict}.",
        maalt=maalt,
        maalets=maal.maalets,
        udgangspunkt=fra,
        prognose=intet,
    )


def _retningens_tilstand(sag: Sag, is_met: bool, taet_paa: bool) -> Tilstand:
    if is_met:
        return Tilstand.OPFYLDT
    if not sag.is_passeret:
        return Tilstand.BAGUD
    return Tilstand.IKKE_MAALT if er_ventende(sag, er_taet_paa_frist=taet_paa) else Tilstand.IKKE_OPFYLDT


def _retningstekst(operator: Operator, base: Fraction, unit: str) -> str:
    """ "færre end 137 ledige boliger", but "under 8,4 %"."""
    text = tekst(operator, base, unit)
    if unit in ("", "%", "kr.", "karakter"):
        return text
    words = {Operator.UNDER: "færre end", Operator.OVER: "flere end"}
    return f"{words[operator]} {text.partition(' ')[2]}" if operator in words else text


# --- Judged in words (F15) -------------------------------------------------------------------------------------

_SKOEN_TEKST = {Skoen.NAAET: "nået", Skoen.DELVIST: "delvist nået", Skoen.IKKE_NAAET: "ikke nået"}


def kvalitativ(sag: Sag) -> Maalopfyldelse:
    """The latest judgement decides. "Delvist" is on the way before the deadline and not met after it."""
    intet = ingen("målet vurderes i ord")
    judged = [p for p in sag.punkter if p.skoen is not None and p.art != Maalingsart.START]
    if not judged:
        late = f", og fristen {f.dato(sag.frist)} er passeret" if sag.is_passeret and sag.frist else ""
        sentence = f"Vurderes i ord; der er endnu ingen vurdering{late}."
        return resultat(sag, Tilstand.VURDERES, sentence, prognose=intet)
    last = judged[-1]
    skoen = last.skoen or Skoen.IKKE_NAAET
    tilstand = _skoennet(skoen, sag.is_passeret)
    tail = f"; fristen {f.dato(sag.frist)} er passeret" if sag.is_passeret and sag.frist else ""
    if skoen == Skoen.NAAET:
        tail = ""
    result = resultat(
        sag,
        tilstand,
        f"Vurderet som {_SKOEN_TEKST[skoen]} ({f.periode(last.data_from, last.data_to)}){tail}.",
        prognose=intet,
    )
    return replace(
        result,
        data_from=last.data_from,
        data_to=last.data_to,
        age_days=(sag.as_of - last.data_to).days,
        uses_eksempeltal=last.is_eksempel,
    )


def _skoennet(skoen: Skoen, is_passeret: bool) -> Tilstand:
    if skoen == Skoen.NAAET:
        return Tilstand.OPFYLDT
    if is_passeret:
        return Tilstand.IKKE_OPFYLDT
    return Tilstand.PAA_VEJ if skoen == Skoen.DELVIST else Tilstand.BAGUD


# --- Vision (F16) ----------------------------------------------------------------------------------------------


def vision(sag: Sag) -> Maalopfyldelse:
    """Shown beside the target, never scored and never counted."""
    k = sag.k
    said = [_reference(r.label, Fraction(r.value), r.unit or k.unit, r.year) for r in k.references]
    if not said and k.target is not None:
        said = [maengde(k.target, k.unit)]
    maalt = sag.maalte[-1] if sag.maalte else None
    vision_text = f"Vision{f' ({f.opremset(said)})' if said else ''}"
    now = f"; seneste tal er {f.fuld(maalt.value, k.unit)}{f.naar(maalt)}" if maalt else ""
    sentence = f"{vision_text}: vises, men bedømmes ikke{now}."
    result = resultat(sag, Tilstand.VURDERES, sentence, maalt=maalt, prognose=ingen("en vision bedømmes ikke"))
    return replace(result, is_scored=False)


def _reference(label: str, value: Fraction, unit: str, year: int | None) -> str:
    return f"{label}: {f.fuld(value, unit)}{f' i {year}' if year else ''}"
