"""Writing results: registering, correcting, sending back, counting in the log, locking a year.

Everything goes through plans.services, so it is validated whole, versioned and on the trail. A plan's results are
written one at a time (its row is held), so that a lock and a number, or two numbers, cannot pass each other.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from helhedsplan.datoer import dato, periode
from indsatser.choices import Logart, Maalingsart, Sammenlaegning
from indsatser.models import Aarslaas, Logpost, Maaling, Succeskriterium
from indsatser.models.maaling import kind_counted
from indsatser.registrering.perioder import Periode
from indsatser.registrering.vaerdier import Felt, Vaerdi, adds_up, felt_for, in_words
from plans.models import Helhedsplan, User
from plans.redigering.lukket import closed_above, closed_by
from plans.services import change, create, retire
from plans.services.noegle import uuid_under

UNDO_REASON = "Fortrudt lige efter registreringen."


@contextmanager
def holding(plan_id: int) -> Iterator[None]:
    """One transaction in which nobody else writes results in the plan."""
    with transaction.atomic():
        Helhedsplan.objects.select_for_update(no_key=True).only("pk").get(pk=plan_id)
        yield


def registrer(
    kriterium: Succeskriterium,
    vaerdi: Vaerdi,
    period: Periode,
    *,
    by: User | None,
    note: str = "",
    key: UUID | None = None,
    today: date | None = None,
) -> Maaling:
    """A new measurement. Raises ValidationError with Danish sentences at `tal` (the number) or `periode`.

    Under a key of its form's it is one, however often it is sent, as by a double click; with other words, another.
    """
    day = today or timezone.localdate()
    with at_the_fields(), holding(kriterium.helhedsplan_id):
        uuid = uuid_under(key, Maaling, by=by) if key else None
        before = Maaling.objects.filter(uuid=uuid).first() if uuid else None
        said = {**_stored(vaerdi), "data_from": period.first, "data_to": period.last, "note": note.strip()}
        said |= {"kriterium_id": kriterium.pk, "retired_on": None}
        if before is not None and all(getattr(before, name) == value for name, value in said.items()):
            return before
        refuse_closed("tal", closed_above(kriterium))
        maaling = new_number(kriterium, vaerdi, period, Kendt.read(kriterium), by=by, day=day)
        maaling.note = note.strip()
        if uuid and before is None:
            maaling.uuid = uuid
        return create(maaling, by=by)


def new_number(
    kriterium: Succeskriterium, vaerdi: Vaerdi, period: Periode, known: "Kendt", *, by: User | None, day: date
) -> Maaling:
    """The measurement that can be registered, not yet saved. Raises ValidationError where the rules refuse it."""
    maaling = Maaling(
        kriterium=kriterium,
        data_from=period.first,
        data_to=period.last,
        reported_on=day,
        reported_by=by,
        **_stored(vaerdi),
    )
    _refuse_the_future(period, day)
    _refuse_what_is_not_measured(kriterium)
    _refuse_counting_twice(maaling, known)
    return maaling


def ret(
    maaling: Maaling,
    vaerdi: Vaerdi,
    period: Periode,
    *,
    by: User | None,
    reason: str,
    seen_version: int | None = None,
    note: str | None = None,
    evidence: Any = None,
    today: date | None = None,
) -> Maaling:
    """Correct a measurement. A new number or period needs a reason; the old one stays on the trail.

    A note or evidence alone needs none. Correcting a number that was sent back makes it count again.
    """
    with at_the_fields(), holding(maaling.helhedsplan.pk):
        day = today or timezone.localdate()
        corrected = correct(maaling, vaerdi, period, Kendt.read(maaling.kriterium), reason=reason, day=day)
        if note is not None:
            maaling.note = note.strip()
        if evidence:
            maaling.evidence = evidence
        change(maaling, by=by, expected_version=seen_version, note=reason.strip() if corrected else "")
    return maaling


def correct(maaling: Maaling, vaerdi: Vaerdi, period: Periode, known: "Kendt", *, reason: str, day: date) -> bool:
    """Put the corrected number in the measurement, not yet saved. False when it says what it said before."""
    said = {**_stored(vaerdi), "data_from": period.first, "data_to": period.last}
    if all(getattr(maaling, name) == value for name, value in said.items()):
        return False
    if not reason.strip():
        raise ValidationError({"begrundelse": "Skriv, hvorfor det rettes."})
    for name, value in said.items():
        setattr(maaling, name, value)
    _refuse_the_future(period, day)
    _refuse_counting_twice(maaling, known)
    _take_back_return(maaling)
    return True


def fjern(maaling: Maaling, *, by: User | None, reason: str) -> Maaling:
    """Take a measurement out of use, with the reason. It stays in history."""
    with holding(maaling.helhedsplan.pk):
        return retire(maaling, by=by, reason=reason)


def send_retur(maaling: Maaling, *, by: User | None, note: str) -> Maaling:
    """Send a measurement back to the one who reported it. It does not count until it is corrected or confirmed."""
    if not note.strip():
        raise ValidationError({"returned_note": "Skriv, hvad der skal ses på."})
    if maaling.is_returned:
        raise ValidationError("Målingen er allerede sendt retur.")
    with holding(maaling.helhedsplan.pk):
        maaling.returned_on, maaling.returned_note, maaling.returned_by = timezone.localdate(), note.strip(), by
        return change(maaling, by=by, note=note.strip())


def bekraeft(maaling: Maaling, *, by: User | None, answer: str = "") -> Maaling:
    """Say that a measurement that was sent back is right as it is: it counts again."""
    if not maaling.is_returned:
        raise ValidationError("Målingen er ikke sendt retur.")
    with holding(maaling.helhedsplan.pk):
        _take_back_return(maaling)
        return change(maaling, by=by, note=f"Bekræftet. {answer.strip()}".strip())


def log(post: Logpost, *, by: User | None, today: date | None = None) -> Logpost:
    """A new line in an activity's log."""
    post.reported_by = by
    with holding(post.helhedsplan.pk):
        refuse_closed("antal", closed_by(post.aktivitet))
        _refuse_coming_day(post, today)
        _refuse_another_kind(post)
        _refuse_logging_twice(post)
        return create(post, by=by)


def log_once(post: Logpost, *, key: UUID | None, by: User | None, today: date | None = None) -> Logpost:
    """A new line under a key of its form's: sent twice, as by a double click, it is one line, the one saved first.

    With other words in it, as after the browser's Back, it is another line; so is a line of another form.
    """
    with holding(post.helhedsplan.pk):
        uuid = uuid_under(key, Logpost, by=by) if key else None
        before = Logpost.objects.filter(uuid=uuid).first() if uuid else None
        made = before if before and before.retired_on is None else None
        said = ("aktivitet_id", "kriterium_id", "date", "antal", "kind", "note")
        if made is not None and all(getattr(made, name) == getattr(post, name) for name in said):
            return made
        if uuid and before is None:
            post.uuid = uuid
        return log(post, by=by, today=today)


def ret_log(
    post: Logpost, *, by: User | None, reason: str, seen_version: int | None = None, today: date | None = None
) -> Logpost:
    """Correct a line of the log, with the reason; the old number stays on the trail."""
    if not reason.strip():
        raise ValidationError({"begrundelse": "Skriv, hvorfor det rettes."})
    with holding(post.helhedsplan.pk):
        _refuse_coming_day(post, today)
        _refuse_another_kind(post)
        _refuse_logging_twice(post)
        return change(post, by=by, expected_version=seen_version, note=reason.strip())


def fjern_log(post: Logpost, *, by: User | None, reason: str) -> Logpost:
    """Take a line of the log out of use, with the reason."""
    with holding(post.helhedsplan.pk):
        return retire(post, by=by, reason=reason)


def laas(plan: Helhedsplan, year: int, *, by: User | None, note: str = "", today: date | None = None) -> Aarslaas:
    """Lock a year: no result about it can be written, corrected or taken out until it is unlocked."""
    with holding(plan.pk):
        lock = Aarslaas(helhedsplan=plan, year=year, locked_on=today or timezone.localdate(), by=by, note=note.strip())
        return create(lock, by=by, note=note.strip())


def laas_op(lock: Aarslaas, *, by: User | None, reason: str) -> Aarslaas:
    """Unlock a year, with the reason."""
    with holding(lock.helhedsplan_id):
        return retire(lock, by=by, reason=reason)


# --- What is refused


@dataclass(frozen=True, slots=True)
class Kendt:
    """What is measured on a criterion already, and the lines of the log that count in it; those in use."""

    numbers: Sequence[Maaling]
    lines: Sequence[Logpost]

    @classmethod
    def read(cls, kriterium: Succeskriterium) -> "Kendt":
        """As it stands now. Two queries; one where figures are not added up, so that the log is no matter."""
        numbers = Maaling.objects.filter(kriterium=kriterium, retired_on__isnull=True).order_by("data_to", "pk")
        lines = Logpost.objects.counted().filter(kriterium=kriterium)
        return cls(list(numbers), list(lines) if adds_up(kriterium.sammenlaegning) else [])


def _stored(vaerdi: Vaerdi) -> dict[str, Any]:
    """The fields of a measurement that hold what was measured."""
    return {
        "value": vaerdi.value,
        "numerator": vaerdi.numerator,
        "denominator": vaerdi.denominator,
        "weight": vaerdi.weight,
        "skoen": vaerdi.skoen,
    }


def _take_back_return(maaling: Maaling) -> None:
    maaling.returned_on, maaling.returned_note, maaling.returned_by = None, "", None


def _refuse_the_future(period: Periode, today: date) -> None:
    if period.first > today:
        raise ValidationError({"periode": "Perioden er ikke begyndt endnu."})
    if period.last > today:
        so_far = periode(period.first, today)
        raise ValidationError(
            {"periode": f"Perioden slutter først {dato(period.last)}. Skriv tallet til nu: {so_far}."}
        )


def _refuse_coming_day(post: Logpost, today: date | None) -> None:
    if post.date and post.date > (today or timezone.localdate()):
        raise ValidationError({"date": "Datoen er ikke kommet endnu."})


def refuse_closed(field: str, closed: Any) -> None:
    """Nothing new is counted in what stands under something out of use, or is so itself."""
    if closed is not None:
        raise ValidationError({field: f"«{closed}» er taget ud af brug. Der kan ikke skrives nye tal."})


def _refuse_what_is_not_measured(kriterium: Succeskriterium) -> None:
    if felt_for(kriterium.form, kriterium.unit) == Felt.INTET:
        raise ValidationError({"tal": "Kriteriet måles ikke med et tal. Er det sammensat, så skriv på delmålene."})
    if kriterium.is_retired:
        raise ValidationError({"tal": "Kriteriet er udgået."})


def _refuse_counting_twice(maaling: Maaling, known: Kendt) -> None:
    """Where numbers are added up, no day is counted twice; where the latest counts, a period has one number.

    Averages of several courses in one quarter are several numbers, so there is nothing to refuse.
    """
    kriterium = maaling.kriterium
    if kriterium.sammenlaegning == Sammenlaegning.MIDDEL:
        return
    added = adds_up(kriterium.sammenlaegning)
    clash = [
        other
        for other in known.numbers
        if other.uuid != maaling.uuid and other.kind != Maalingsart.START and _meets(other, maaling, added=added)
    ]
    if not clash:
        _refuse_what_the_log_has(maaling, known)
        return
    sentence = _known(clash[-1], kriterium)
    if added:
        raise ValidationError(
            {"periode": f"{sentence}, og tallene lægges sammen. Ret det tal, eller vælg andre dage."}
        )
    raise ValidationError({"periode": f"{sentence}. Ret det tal, eller vælg en anden periode."})


def _meets(other: Maaling, maaling: Maaling, *, added: bool) -> bool:
    """Whether the two are about the same days: any of them where numbers are added up, else all."""
    if added:
        return other.data_from <= maaling.data_to and other.data_to >= maaling.data_from
    return (other.data_from, other.data_to) == (maaling.data_from, maaling.data_to)


def _known(maaling: Maaling, row: Succeskriterium) -> str:
    said = in_words(vaerdi_of(maaling), felt_for(row.form, row.unit), row.unit)
    return f"Der står allerede {said} for {periode(maaling.data_from, maaling.data_to)}"


def _refuse_what_the_log_has(maaling: Maaling, known: Kendt) -> None:
    """A total and the lines it is made of are not both counted."""
    if not adds_up(maaling.kriterium.sammenlaegning):
        return
    if any(maaling.data_from <= line.date <= maaling.data_to for line in known.lines):
        sentence = (
            "Der er talt i aktivitetens log i de dage, og tallene lægges sammen. Vælg andre dage, eller tæl i loggen."
        )
        raise ValidationError({"periode": sentence})


def _refuse_logging_twice(post: Logpost) -> None:
    """The same from the other side: a line on a day that a measurement already counts."""
    row = post.kriterium
    if row is None or post.date is None or not adds_up(row.sammenlaegning):
        return
    rows = Maaling.objects.filter(
        kriterium=row, retired_on__isnull=True, data_from__lte=post.date, data_to__gte=post.date
    )
    other = rows.exclude(kind=Maalingsart.START).last()
    if other is not None and post.kind == kind_counted_with(post):
        raise ValidationError({"kriterium": f"{_known(other, row)}, og tallene lægges sammen. Ret det tal i stedet."})


def _refuse_another_kind(post: Logpost) -> None:
    """A line of another kind would count in nothing: say so rather than let it."""
    counts = kind_counted_with(post) if post.kriterium else None
    if counts and counts != post.kind:
        raise ValidationError(
            {"kriterium": f"Kriteriet tæller {counts.label}. Vælg den slags, eller vælg intet kriterium."}
        )


def kind_counted_with(post: Logpost) -> Logart | None:
    """What the line's criterion counts when the line is there, new or corrected. One query."""
    others = Logpost.objects.filter(kriterium=post.kriterium, retired_on__isnull=True).exclude(pk=post.pk)
    return kind_counted(post.kriterium, [*others.order_by("pk")[:1], post])


def vaerdi_of(maaling: Maaling) -> Vaerdi:
    """What the measurement says."""
    return Vaerdi(
        value=maaling.value,
        numerator=maaling.numerator,
        denominator=maaling.denominator,
        weight=maaling.weight,
        skoen=maaling.skoen,
    )


FIELDS = {
    **dict.fromkeys(("value", "numerator", "denominator", "skoen", "kriterium"), "tal"),
    **dict.fromkeys(("data_from", "data_to", "reported_on"), "periode"),
    **dict.fromkeys(("evidence", "evidence_name"), "dokumentation"),
    "weight": "vaegt",
}
"""Where a sentence about a stored field stands on the forms, which have fewer and simpler fields."""


@contextmanager
def at_the_fields() -> Iterator[None]:
    """Move the model's sentences to the fields that people see."""
    try:
        yield
    except ValidationError as error:
        if not hasattr(error, "error_dict"):
            raise
        placed: dict[str, list[ValidationError]] = {}
        for name, found in error.error_dict.items():
            placed.setdefault(FIELDS.get(name, name), []).extend(found)
        raise ValidationError(placed) from error
