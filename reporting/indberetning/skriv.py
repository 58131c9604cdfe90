"""Saving what is written in a report: whole sections at once or one row, each if nobody has changed it meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from plans.models import User
from plans.services import AlleredeAendret, change, create
from plans.services.mange import RaekkeAfvist, change_many, create_many
from reporting.facts.vurderinger import INTET, Skrevet, skrevet
from reporting.indberetning.livsloeb import hold, laast_fordi, refuse_while_sent
from reporting.indberetning.models import Indberetning, Kontrolsvar, Vurdering
from reporting.indberetning.raekker import Raekke


@dataclass(frozen=True, slots=True)
class Tastet:
    """What a person has typed about a row, and the fingerprint of what was shown to her of it."""

    raekke: Raekke
    skrevet: Skrevet
    vist: str


def vurderinger_af(indberetning: Indberetning) -> dict[UUID, Vurdering]:
    """What is written, by what it is about. One query; none before the report is begun."""
    if indberetning._state.adding:
        return {}
    rows = Vurdering.objects.filter(indberetning=indberetning)
    return {row.target_uuid: row for row in rows}


def gem_vurderinger(indberetning: Indberetning, typed: list[Tastet], *, by: User | None) -> int:
    """Save what differs from what stands; all or none. Returns how many rows were saved, in a few queries.

    Raises RaekkeAfvist with the row that is refused: a colleague has saved it meanwhile (`why` is then an
    AlleredeAendret), the report is not being written any more.
    """
    with transaction.atomic():
        report = hold(indberetning)
        if report.can_be_written and (why := laast_fordi(report)):
            raise ValidationError(why)
        stored = vurderinger_af(report)
        new, changed = [], []
        for one in typed:
            row = stored.get(one.raekke.uuid)
            stands = skrevet(row).fingeraftryk if row else INTET
            if stands == one.skrevet.fingeraftryk:
                continue
            if row is not None and stands != one.vist:
                raise RaekkeAfvist(row, AlleredeAendret(row))
            if row is None:
                new.append(_fill(_new(report, one), one.skrevet))
            else:
                row.indberetning = report
                changed.append(_fill(row, one.skrevet))
        create_many(new, by=by)
        change_many(changed, by=by)
    return len(new) + len(changed)


def _new(report: Indberetning, one: Tastet) -> Vurdering:
    return Vurdering(indberetning=report, kind=one.raekke.kind, target_uuid=one.raekke.uuid)


def _fill(row: Vurdering, said: Skrevet) -> Vurdering:
    row.text, row.judgement, row.computed, row.reason = said.tekst, said.vurdering, said.beregnet, said.hvorfor
    return row


def flyt_ord(indberetning: Indberetning, til: Mapping[UUID, UUID], *, by: User | None) -> None:
    """What is written of a thing that has become another (`til`: from what to what) is written of that from now on.

    Words that stand there already stay, before those that come. A few queries.
    """
    with transaction.atomic():
        stored = vurderinger_af(hold(indberetning))
        changed = []
        for was, becomes in til.items():
            row, there = stored.get(was), stored.get(becomes)
            if row is None:
                continue
            if there is None:
                row.target_uuid = becomes
            else:
                there.text, row.text = "\n\n".join(filter(None, [there.text, row.text])), ""
                changed.append(there)
            changed.append(row)
        change_many(changed, by=by)


def gem_svar(
    indberetning: Indberetning, *, key: str, text: str, reason: str, seen: int | None, by: User | None
) -> Kontrolsvar | None:
    """Answer a warning, change the answer, or with an empty reason take it back. `seen` is the version she saw,
    None where there was no answer yet.

    Raises ValidationError when the report is sent or being sent, or a colleague has answered meanwhile.
    """
    with transaction.atomic():
        report = hold(indberetning)
        refuse_while_sent(report)
        row = Kontrolsvar.objects.filter(indberetning=report, key=key).first()
        if row is None:
            new = Kontrolsvar(indberetning=report, key=key, text=text, reason=reason.strip())
            return create(new, by=by) if reason.strip() else None
        if seen is None:  # there was none when she began
            if row.reason == reason.strip():
                return row
            raise AlleredeAendret(row)
        row.indberetning, row.text, row.reason = report, text, reason.strip()
        return change(row, by=by, expected_version=seen)


def svar_paa(indberetning: Indberetning) -> Mapping[str, Kontrolsvar]:
    """The answers of a report by what they answer. One query."""
    return {row.key: row for row in indberetning.kontrolsvar.all()}
