"""Changing what a criterion is to reach: the old target stays, with the day and the reason, and is said in words."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from indsatser.choices import Kriterieform
from indsatser.maalopfyldelse import forklaring
from indsatser.maalopfyldelse.grundlag import Udgangspunkt, Uopgoerlig
from indsatser.maalopfyldelse.maal import find_maal
from indsatser.maalopfyldelse.typer import Kriterium
from indsatser.models import Maalaendring, Succeskriterium
from indsatser.models.maalaendring import MAALET, TIDLIGERE
from indsatser.opgoerelse import kriterium_fra
from plans import services
from plans.models import Beslutning, User

IN_WORDS = frozenset(
    {Kriterieform.SAMMENSAT, Kriterieform.KVALITATIV, Kriterieform.VISION, Kriterieform.RETNING},
)


@dataclass(frozen=True, slots=True)
class Aendring:
    """What a person says of a change: from when, why, and who decided it."""

    changed_on: date
    reason: str
    decided_by: str = ""
    beslutning: Beslutning | None = None


@dataclass(frozen=True, slots=True)
class TidligereMaal:
    """What the target was until a day, in words. `statement` only where the sentence was another, too."""

    text: str
    until: date
    reason: str
    decided_by: str
    uuid: UUID
    statement: str = ""


def change_target(
    kriterium: Succeskriterium,
    aendring: Aendring,
    *,
    by: User | None,
    expected_version: int | None = None,
    note: str = "",
    links: Any = None,
) -> Succeskriterium:
    """Save the changed criterion and keep what it was, in one. Raises ValidationError, then nothing is saved.

    A refusal about the change itself stands at `changed_on`, `reason`, `decided_by` or `beslutning`.
    """
    with transaction.atomic():
        was = Succeskriterium.objects.get(pk=kriterium.pk)
        saved = services.change(
            kriterium, by=by, expected_version=expected_version, note=note, links=links, keeps=MAALET
        )
        if all(getattr(was, name) == getattr(saved, name) for name in TIDLIGERE):
            return saved
        later = Maalaendring.objects.filter(kriterium=was, retired_on=None, changed_on__gt=aendring.changed_on)
        if later.exists():
            raise ValidationError({"changed_on": "Målet er ændret igen efter den dag. Vælg en senere dag."})
        kept = {name: getattr(was, name) for name in TIDLIGERE}
        row = Maalaendring(
            kriterium=saved,
            changed_on=aendring.changed_on,
            reason=aendring.reason,
            decided_by=aendring.decided_by,
            beslutning=aendring.beslutning,
            **kept,
        )
        services.create(row, by=by, note=aendring.reason)
    return saved


def tidligere_maal(kriterium: Succeskriterium, *, as_of: date) -> tuple[TidligereMaal, ...]:
    """The targets that the criterion had before the one in force on the day, oldest first."""
    changes = kriterium.known_changes(as_of)
    after: list[Succeskriterium | Maalaendring] = [*changes, kriterium.as_on(as_of)][1:]
    return tuple(
        TidligereMaal(
            text=maal_i_ord(kriterium_fra_aendring(each, kriterium)) or f"»{each.statement}«",
            until=each.changed_on,
            reason=each.reason,
            decided_by=each.decided_by or (each.beslutning.sagt[:80] if each.beslutning else ""),
            uuid=each.uuid,
            statement=each.statement if each.statement != then.statement else "",
        )
        for each, then in zip(changes, after, strict=True)
    )


def kriterium_fra_aendring(aendring: Maalaendring, kriterium: Succeskriterium) -> Kriterium:
    """The rule as it was, as the pure rules want it."""
    was = Succeskriterium(helhedsplan=kriterium.helhedsplan)
    for name in TIDLIGERE:
        setattr(was, name, getattr(aendring, name))
    return kriterium_fra(was)


def maal_i_ord(k: Kriterium) -> str:
    """ "højst 15 % i 2022", "mindst 35 unge hvert år"; "" where the target is only a sentence."""
    if k.form in IN_WORDS:
        return ""
    if k.form == Kriterieform.JA_NEJ:
        return f"{'nej' if k.target == 0 else 'ja'}{forklaring.i_frist(k.deadline)}"
    if k.form == Kriterieform.RELATIV_FRA_FOERSTE_MAALING:
        return ""
    start = Udgangspunkt(Fraction(k.baseline), k.baseline_on, k.baseline_text) if k.baseline is not None else None
    try:
        text = find_maal(k, start).text
    except Uopgoerlig:
        return ""
    if k.form == Kriterieform.ANTAL_PR_AAR:
        return f"{text} hvert år"
    if k.form == Kriterieform.ANTAL_I_VINDUE and k.window_to:
        return f"{text}{forklaring.inden(k.window_to)}"
    return f"{text}{forklaring.i_frist(k.deadline)}"
