"""Copying one activity to a delaftale of a plan one may edit."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from indsatser.kopiering.aktiviteter import Medtag, kopier_hoved, kopier_kriterier, kopier_tilbehoer
from indsatser.kopiering.raekker import Flytning, Skriver
from indsatser.models import Aktivitet, Maal
from plans.models import Delaftale, User
from plans.services import create

NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Aktivitetskopi:
    """What a person has chosen. `key` becomes the copy's uuid: asked twice, there is one copy."""

    key: UUID
    delaftale: Delaftale
    name: str
    medtag: Medtag
    flytter: bool


def ledigt_navn(name: str, delaftale: Delaftale) -> str:
    """»X (kopi)«, or »X (kopi 2)« and so on, which no activity of the delaftale has."""
    taken = set(Aktivitet.objects.current().filter(delaftale=delaftale).values_list("name", flat=True))
    number = 1
    while True:
        ending = " (kopi)" if number == 1 else f" (kopi {number})"
        found = name[: NAME_LENGTH - len(ending)] + ending
        if found not in taken:
            return found
        number += 1


def kopier_aktivitet(aktivitet: Aktivitet, valg: Aktivitetskopi, *, by: User) -> Aktivitet:
    """The copy, with new uuids all through. Never with results, log or who may register. All or nothing."""
    made = _made_before(valg.key, by)
    if made:
        return made
    try:
        with transaction.atomic():
            return _copy(aktivitet, valg, by)
    except ValidationError:
        made = _made_before(valg.key, by)
        if made is None:
            raise
        return made


def _made_before(key: UUID, by: User) -> Aktivitet | None:
    return Aktivitet.objects.visible_to(by).filter(uuid=key).first()


def _copy(aktivitet: Aktivitet, valg: Aktivitetskopi, by: User) -> Aktivitet:
    skriver = Skriver(by, f"Kopi af aktiviteten «{aktivitet}» i {aktivitet.helhedsplan}.")
    delaftale = valg.delaftale
    last = delaftale.aktiviteter.aggregate(last=Max("nummer"))["last"] or 0
    new = kopier_hoved(
        aktivitet,
        delaftale,
        name=valg.name,
        nummer=last + 1,
        section=aktivitet.section if delaftale == aktivitet.delaftale else "",
    )
    new.uuid = valg.key
    create(new, by=by, note=skriver.note, links={"aktivitetstyper": aktivitet.aktivitetstyper.all()})
    flytning = Flytning.mellem(aktivitet.helhedsplan, new.helhedsplan, moves=valg.flytter)
    maal = maal_i(aktivitet, delaftale)
    nye = {aktivitet.pk: new}
    kopier_tilbehoer(nye, maal=maal, medtag=valg.medtag, flytning=flytning, skriver=skriver)
    if valg.medtag.kriterier:
        kopier_kriterier(aktivitet, new, maal=maal, flytning=flytning, skriver=skriver)
    return new


def maal_i(aktivitet: Aktivitet, delaftale: Delaftale) -> dict[int, Maal]:
    """The goals of the activity's plan that exist where it goes, by the old ones' pk: the same row, or the same words.

    A goal of the plan as a whole is found among the other plan's own; a delaftale's among the delaftale's.
    """
    there = Maal.objects.current().filter(helhedsplan=delaftale.helhedsplan)
    offered = [row for row in there if row.delaftale_id in (None, delaftale.pk)]
    same_row = {row.pk: row for row in offered}
    by_words = {_words(row.text): row for row in reversed(offered)}
    found = {}
    for old in Maal.objects.current().filter(helhedsplan=aktivitet.helhedsplan):
        new = same_row.get(old.pk) or by_words.get(_words(old.text))
        if new:
            found[old.pk] = new
    return found


def _words(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
