"""Advice on a criterion that cannot be measured as it is written: what is missing, and what to do about it."""

from collections.abc import Iterator

from indsatser.choices import Kriterieform
from indsatser.models import Succeskriterium
from plans.models import Helhedsplan

F = Kriterieform

NEEDS_START = frozenset({F.ANDEL, F.RELATIV, F.HALVERING, F.RETNING})
"""Forms that say nothing without a starting point."""
NEEDS_TARGET = frozenset(
    {
        F.ANDEL,
        F.ANDEL_MINDST,
        F.ANTAL_I_VINDUE,
        F.ANTAL_PR_AAR,
        F.GENNEMSNIT,
        F.FASTHOLDELSE,
        F.SPOERGESKEMA,
        F.LOVGRAENSE,
    }
)
NEEDS_CHANGE = frozenset({F.RELATIV, F.RELATIV_FRA_FOERSTE_MAALING})
WITHOUT_FIGURES = frozenset({F.JA_NEJ, F.SAMMENSAT, F.KVALITATIV, F.VISION})


def raad_om(row: Succeskriterium, *, plan: Helhedsplan, has_parts: bool) -> list[str]:
    """Sentences of advice, the heaviest first; none when the criterion can be measured as it is.

    `has_parts` says whether there are parts, also such as will be saved with it.
    """
    if row.samme_som_id:
        return []
    return list(_raad(row, plan, has_parts))


def _raad(row: Succeskriterium, plan: Helhedsplan, has_parts: bool) -> Iterator[str]:
    form = Kriterieform(row.form)
    if form == F.VISION:
        return
    yield from _figures(row, form)
    yield from _time(row, form, plan)
    if form == F.SAMMENSAT and not has_parts:
        yield "Der er ingen delmål endnu. Skriv dem her, eller tilføj dem på kriteriets side, når det er gemt."
    if not row.source and not row.parent_id:
        yield "Der står ikke, hvor tallet kommer fra. Skriv datakilden, så andre kan finde det."
    if not row.responsible and not row.parent_id:
        yield "Der står ikke, hvem der holder øje med det. Skriv en rolle."


def _figures(row: Succeskriterium, form: Kriterieform) -> Iterator[str]:
    if form in NEEDS_TARGET and row.target_value is None and row.change_pct is None:
        yield "Der er ikke noget måltal, så det kan ikke afgøres, om målet er nået."
    if form in NEEDS_CHANGE and row.change_pct is None:
        yield "Der står ikke, hvor meget tallet skal ændre sig."
    if form in NEEDS_START and row.baseline_value is None:
        yield "Udgangspunktet mangler. Uden det er der intet at sammenligne med: find tallet, eller mål det først."
    if row.baseline_value is not None and row.baseline_on is None and form not in WITHOUT_FIGURES:
        yield "Skriv, hvornår udgangspunktet er fra. Ellers kan den planlagte linje ikke tegnes."
    if form not in WITHOUT_FIGURES and not row.unit:
        yield "Skriv enheden, så man kan se, hvad tallet tæller."
    if form == F.FASTHOLDELSE and not row.follow_up_months:
        yield "Skriv, efter hvor mange måneder der måles."


def _time(row: Succeskriterium, form: Kriterieform, plan: Helhedsplan) -> Iterator[str]:
    if form == F.ANTAL_I_VINDUE and not (row.window_from and row.window_to):
        yield "Skriv, fra hvilken dag til hvilken dag der tælles. Ellers tælles hele planens tid."
    if row.deadline is None and row.window_to is None:
        if plan.end_date is None:
            yield "Der er ingen frist, og planen har ingen slutdato. Skriv en frist."
        elif form != F.ANTAL_PR_AAR:
            yield f"Der er ingen frist. Så skal målet være nået, når planen slutter {plan.end_date:%d.%m.%Y}."
    if row.deadline and plan.end_date and row.deadline > plan.end_date:
        yield f"Fristen ligger efter, at planen slutter {plan.end_date:%d.%m.%Y}. Hvem måler da?"
