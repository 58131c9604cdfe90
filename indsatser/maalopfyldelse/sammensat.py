"""Compound criteria (F8): several sub-targets that must all be met. They are counted, never averaged."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from indsatser.choices import Tilstand
from indsatser.maalopfyldelse import forklaring as f
from indsatser.maalopfyldelse.grundlag import Sag, Uopgoerlig, resultat
from indsatser.maalopfyldelse.prognose import ingen
from indsatser.maalopfyldelse.typer import Kriterium, Maalopfyldelse

VAERST_FOERST = (
    Tilstand.IKKE_OPFYLDT,
    Tilstand.BAGUD,
    Tilstand.KAN_IKKE_OPGOERES,
    Tilstand.IKKE_MAALT,
    Tilstand.VURDERES,
    Tilstand.PAA_VEJ,
    Tilstand.OPFYLDT,
)


def med_rammer(del_: Kriterium, hele: Kriterium) -> Kriterium:
    """A part without its own deadline, window or plan period borrows the whole criterion's."""
    has_own = del_.deadline or del_.window_to
    return replace(
        del_,
        deadline=del_.deadline if has_own else hele.deadline,
        window_from=del_.window_from or hele.window_from,
        window_to=del_.window_to if has_own else hele.window_to,
        plan_from=del_.plan_from or hele.plan_from,
        plan_to=del_.plan_to or hele.plan_to,
    )


def sammensat(sag: Sag, parts: Sequence[Maalopfyldelse]) -> Maalopfyldelse:
    """Met when every part is; otherwise the worst part decides. Retired parts and visions are left out."""
    labels = tuple(part.label for part in sag.k.parts)
    scored = [
        (label, part)
        for label, part in zip(labels, parts, strict=True)
        if part.is_scored and part.tilstand != Tilstand.UDGAAET
    ]
    if not scored:
        raise Uopgoerlig("delmålene mangler")
    worst = min((part.tilstand for _label, part in scored), key=VAERST_FOERST.index)
    met = sum(part.tilstand == Tilstand.OPFYLDT for _label, part in scored)
    sentence = f"{met} af {len(scored)} delmål er opfyldt"
    if worst != Tilstand.OPFYLDT:
        open_parts = [f"«{label}» ({part.tilstand.label.lower()})" for label, part in scored if _mangler(part)]
        sentence += f"; tilbage er {f.opremset(open_parts)}"
    reason = "et af delmålene kan ikke opgøres" if worst == Tilstand.KAN_IKKE_OPGOERES else ""
    result = resultat(sag, worst, f"{sentence}.", reason=reason, prognose=ingen("se de enkelte delmål"))
    return replace(
        result,
        parts=tuple(parts),
        part_labels=labels,
        target_text="; ".join(f"{label}: {part.target_text}" for label, part in scored if part.target_text),
        data_from=min((p.data_from for p in parts if p.data_from), default=None),
        data_to=_seneste([p.data_to for p in parts]),
        age_days=max((p.age_days for p in parts if p.age_days is not None), default=None),
        uses_eksempeltal=any(part.uses_eksempeltal for part in parts),
    )


def _mangler(part: Maalopfyldelse) -> bool:
    return part.tilstand != Tilstand.OPFYLDT


def _seneste(days: Sequence[date | None]) -> date | None:
    return max((day for day in days if day), default=None)
