"""What a person has accepted becomes the plan: all of it in one transaction, or none."""

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from indsatser.aftalelaesning.afvist import husk
from indsatser.aftalelaesning.budgetcelle import spred
from indsatser.aftalelaesning.laesning import writer_of
from indsatser.aftalelaesning.passager import write_passages
from indsatser.aftalelaesning.proeve import path_of
from indsatser.aftalelaesning.samling import saml, uden_raekke
from indsatser.aftalelaesning.skrivere import Gennemsynsskriver, Mangel
from indsatser.aftalelaesning.valg import LUKKET
from indsatser.importing.sag.indlaes import load_reading
from indsatser.importing.sag.laeser import SagAfvist
from indsatser.models import Aftalelaesning, Forskel, Gennemsynsvalg, Laestvaerdi
from plans.choices import Bilagstilstand, Importtilstand
from plans.models import Bilag, Helhedsplan, User
from plans.services import change, create, retire
from plans.services.ny_plan import become_planleder

BILAG: Final = "Aftalen, som den er læst ind"
SVAR: Final = (Gennemsynsvalg.GODKENDT, Gennemsynsvalg.RETTET)
NOGET_KAN_IKKE_GEMMES: Final = "Intet er gemt. Noget af det, du har sagt ja til, kan ikke gemmes. Ret eller afvis det."
KASSERET: Final = "Kasseret ved gennemsynet."


@dataclass(frozen=True, slots=True)
class Gemt:
    """What saving came to."""

    plan: Helhedsplan
    values: int
    left_out: int
    mangler: tuple[Mangel, ...] = ()


class IkkeGemt(ValidationError):
    """Something a person has accepted or corrected cannot be saved: nothing is, and the review is still open.

    `steder` are the values, each with why.
    """

    def __init__(self, steder: list[tuple[Laestvaerdi, str]]) -> None:
        self.steder = steder
        super().__init__(NOGET_KAN_IKKE_GEMMES, code="not_saved")


def accept(reading: Aftalelaesning, *, by: User, with_undecided: bool) -> Gemt:
    """Build the plan (or change the one it was read into) of what is accepted. All or nothing.

    Values that nobody has answered go with it when `with_undecided` says so, and are left out otherwise. Those that
    cannot be kept are left out either way. Saved twice, it is saved once. Raises IkkeGemt for what somebody has
    answered and a rule refuses (each is told at its value, and is to be answered again), else ValidationError.
    """
    try:
        return _accept(reading, by, with_undecided)
    except IkkeGemt as refused:
        _tell_at_the_values(refused)
        raise


@transaction.atomic
def _accept(reading: Aftalelaesning, by: User, with_undecided: bool) -> Gemt:
    current = Aftalelaesning.objects.select_for_update().get(pk=reading.pk)
    if current.is_saved and current.helhedsplan:
        return Gemt(current.helhedsplan, 0, 0)
    if not current.is_open:
        raise ValidationError(LUKKET)
    values = list(current.vaerdier.all())
    chosen = [each for each in values if _goes_in(each, with_undecided)]
    # What the plan says otherwise is known by its row also where the change is not accepted.
    known = {each.path for each in values if _is_known(each)}
    case = saml(current.case, known | {each.path for each in chosen}, _corrections(chosen))
    changed = {each.path for each in chosen if each.forskel != Forskel.ENS}
    seen = {each.path: each.now for each in values if each.forskel == Forskel.AENDRET}
    skriver = writer_of(current, by, [*known, *(each.path for each in chosen)], apply=changed, seen=seen)
    try:
        plan = load_reading(case, skriver)
    except SagAfvist as refused:
        raise ValidationError(f"Intet er gemt. {refused}") from refused
    if steder := _answered_and_refused(skriver, chosen):
        raise IkkeGemt(steder)
    lost = uden_raekke(known | {each.path for each in chosen})
    asked = [each for each in chosen if not each.is_hidden and each.forskel != Forskel.ENS and each.path not in lost]
    write_passages(current, plan, _remembered(current, chosen), skriver, case)
    husk(current, plan, values, (each for each in asked if each.path not in lost))
    _keep_the_file(current, plan, by)
    if not current.is_genlaesning:
        become_planleder(plan, by=by)
    current.helhedsplan, current.state, current.saved_on = plan, Importtilstand.GEMT, timezone.localdate()
    change(current, by=by)
    of_all = sum(1 for each in values if _is_asked(each))
    return Gemt(plan, len(asked), of_all - len(asked), tuple(skriver.mangler))


def _is_known(value: Laestvaerdi) -> bool:
    """Whether the plan's row is found by the value, accepted or not. One of several in a field (a task of an organ)
    that is rejected is not: it would go into the field with the others."""
    is_out = value.valg == Gennemsynsvalg.AFVIST and value.path.endswith("]")
    return value.forskel == Forskel.AENDRET and not is_out


def _is_asked(value: Laestvaerdi) -> bool:
    is_folded = value.was_rejected and value.valg == Gennemsynsvalg.AFVIST
    return not value.is_hidden and value.forskel != Forskel.ENS and not is_folded


def _answered_and_refused(skriver: Gennemsynsskriver, chosen: list[Laestvaerdi]) -> list[tuple[Laestvaerdi, str]]:
    """What was answered and is refused; and what a colleague has written in the plan since, answered or not."""
    asked = {each.path: each for each in chosen if not each.is_hidden and each.forskel != Forskel.ENS}
    paths = {each.path for each in chosen}
    told = {path_of(each, paths): each for each in reversed(skriver.mangler)}
    found = []
    for path, mangel in reversed(told.items()):
        if value := asked.get(path):
            now = getattr(skriver, "forskelle", {}).get(path, ("", value.now))[1]
            if value.valg in SVAR or now != value.now:
                value.fejl, value.now = "" if now != value.now else mangel.som_tekst, now
                found.append((value, mangel.som_tekst))
    return found


def _tell_at_the_values(refused: IkkeGemt) -> None:
    """What was accepted is asked about anew, with what is in its way; a correction stays as it was typed."""
    for value, _ in refused.steder:
        if value.valg == Gennemsynsvalg.GODKENDT:
            value.valg = Gennemsynsvalg.USET
        value.version += 1
        value.save(update_fields=["valg", "fejl", "now", "version"])


def lost_with_their_row(reading: Aftalelaesning) -> int:
    """How many values are accepted or corrected and stay out all the same, because their row has no head that goes in:
    a delaftale whose name is rejected takes its activities with it."""
    values = list(reading.vaerdier.all())
    med = {each.path for each in values if each.forskel == Forskel.AENDRET or _goes_in(each, True)}
    lost = uden_raekke(med)
    return sum(1 for each in values if each.path in lost and each.valg in SVAR and not each.is_hidden)


def _goes_in(value: Laestvaerdi, with_undecided: bool) -> bool:
    """Whether a value is accepted: said so, or it only follows others, or the plan says it already."""
    if value.is_hidden or value.forskel == Forskel.ENS:
        return True
    if value.valg == Gennemsynsvalg.RETTET:
        return True
    if value.fejl or value.valg == Gennemsynsvalg.AFVIST:
        return False
    return value.valg == Gennemsynsvalg.GODKENDT or with_undecided


def _corrections(values: list[Laestvaerdi]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for each in values:
        if each.valg == Gennemsynsvalg.RETTET:
            said |= spred(each.path, each.corrected)
    return said


def _remembered(reading: Aftalelaesning, chosen: list[Laestvaerdi]) -> list[Laestvaerdi]:
    """The values whose place is remembered: all that went in, also what the plan said already."""
    return [each for each in chosen if not each.is_hidden]


def _keep_the_file(reading: Aftalelaesning, plan: Helhedsplan, by: User) -> None:
    """The agreement as an annex of the plan, so that its members can open what it was read from. Once for a file."""
    earlier = Aftalelaesning.objects.filter(helhedsplan=plan, sha256=reading.sha256, state=Importtilstand.GEMT)
    if earlier.exclude(pk=reading.pk).exists():
        return
    with reading.file.open("rb") as file:
        content = ContentFile(file.read(), name=reading.file_name)
    order = plan.bilag.count() + 1
    create(
        Bilag(helhedsplan=plan, title=BILAG, state=Bilagstilstand.VEDLAGT, file=content, order=order),
        by=by,
    )


def discard(reading: Aftalelaesning, *, by: User) -> None:
    """Put a reading away that is not to be saved: its text, its values and its file are removed at once."""
    if not reading.is_open:
        raise ValidationError(LUKKET)
    with transaction.atomic():
        retire(reading, by=by, reason=KASSERET)
        empty(reading)
        remove_file(reading)


def remove_file(reading: Aftalelaesning) -> None:
    """Take away the file of a reading that became no plan: nothing else points at it."""
    if reading.file:
        # Not before it is certain: a reading without its file could not be gone on with.
        transaction.on_commit(partial(reading.file.storage.delete, str(reading.file.name)))
        Aftalelaesning.objects.filter(pk=reading.pk).update(file="")


def empty(reading: Aftalelaesning) -> None:
    """Take away the document's text and the read values. The plan, its passages and the trail stay."""
    reading.vaerdier.all().delete()
    Aftalelaesning.objects.filter(pk=reading.pk).update(blocks=[], case={}, lists={}, emptied_on=timezone.localdate())
