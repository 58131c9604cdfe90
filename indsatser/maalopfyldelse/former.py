"""One rule for each of the sixteen forms, and the door to them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from indsatser.choices import Kriterieform, Sammenlaegning, Tilstand
from indsatser.maalopfyldelse.aarligt import antal_pr_aar
from indsatser.maalopfyldelse.antal import antal_i_vindue
from indsatser.maalopfyldelse.forklaring import dato
from indsatser.maalopfyldelse.grundlag import Sag, Uopgoerlig, ny_sag, resultat
from indsatser.maalopfyldelse.i_ord import ja_nej, kvalitativ, retning, vision
from indsatser.maalopfyldelse.niveau import niveau
from indsatser.maalopfyldelse.prognose import ingen
from indsatser.maalopfyldelse.sammensat import med_rammer, sammensat
from indsatser.maalopfyldelse.typer import Kriterium, Maalopfyldelse, Punkt


def opgoer(kriterium: Kriterium, punkter: Sequence[Punkt], *, as_of: date) -> Maalopfyldelse:
    """What can be said of the criterion on the day, from the measurements whose data periods were over by then."""
    sag = ny_sag(kriterium, punkter, as_of)
    if kriterium.retired_on is not None and kriterium.retired_on <= as_of:
        why = f": {kriterium.retired_reason.strip().rstrip('.')}" if kriterium.retired_reason.strip() else ""
        sentence = f"Udgået {dato(kriterium.retired_on)} og opgøres ikke længere{why}."
        return resultat(sag, Tilstand.UDGAAET, sentence, prognose=ingen("kriteriet er udgået"))
    try:
        return FORMER[kriterium.form](sag)
    except Uopgoerlig as why:
        return _kan_ikke_opgoeres(sag, str(why))


def _kan_ikke_opgoeres(sag: Sag, reason: str) -> Maalopfyldelse:
    """With the latest value, if there is one: it is known, only not what it is to be held against."""
    last = sag.resultater[-1] if sag.resultater else None
    return resultat(
        sag,
        Tilstand.KAN_IKKE_OPGOERES,
        f"Kan ikke opgøres: {reason}.",
        maalt=last,
        reason=reason,
        prognose=ingen("kriteriet kan ikke opgøres"),
    )


def _sammensat(sag: Sag) -> Maalopfyldelse:
    parts = [opgoer(med_rammer(part.kriterium, sag.k), part.punkter, as_of=sag.as_of) for part in sag.k.parts]
    return sammensat(sag, parts)


def _antal(sag: Sag) -> Maalopfyldelse:
    """A count within a window that begins again every year is a count every year."""
    return antal_pr_aar(sag) if sag.k.sammenlaegning == Sammenlaegning.AARLIG else antal_i_vindue(sag)


FORMER: Mapping[Kriterieform, Callable[[Sag], Maalopfyldelse]] = {
    Kriterieform.ANDEL: niveau,
    Kriterieform.ANDEL_MINDST: niveau,
    Kriterieform.RELATIV: niveau,
    Kriterieform.HALVERING: niveau,
    Kriterieform.ANTAL_I_VINDUE: _antal,
    Kriterieform.ANTAL_PR_AAR: antal_pr_aar,
    Kriterieform.GENNEMSNIT: niveau,
    Kriterieform.SAMMENSAT: _sammensat,
    Kriterieform.JA_NEJ: ja_nej,
    Kriterieform.RETNING: retning,
    Kriterieform.FASTHOLDELSE: niveau,
    Kriterieform.SPOERGESKEMA: niveau,
    Kriterieform.RELATIV_FRA_FOERSTE_MAALING: niveau,
    Kriterieform.LOVGRAENSE: niveau,
    Kriterieform.KVALITATIV: kvalitativ,
    Kriterieform.VISION: vision,
}


def taeller(resultater: Iterable[Maalopfyldelse]) -> dict[Tilstand, int]:
    """How many are in each state; every state is there. Visions are not counted: they are not scored."""
    counts = dict.fromkeys(Tilstand, 0)
    for one in resultater:
        if one.is_scored:
            counts[one.tilstand] += 1
    return counts
