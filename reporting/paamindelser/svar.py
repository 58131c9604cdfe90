"""The answer "intet at indberette" to a deadline: who said it, when and why; it stops the reminding.

The address in a letter carries the kind and the day, signed for the row it is about, so that nobody can make one up.
It only opens a page; the answer is given there, by somebody who has logged in and may register on the row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from helhedsplan.datoer import dato
from indsatser.models import Aktivitet, Succeskriterium
from plans.models import User
from plans.permissions import Ret, get_or_deny
from plans.services import create, retire
from reporting.facts import frister
from reporting.paamindelser.models import IntetAtIndberette
from reporting.paamindelser.slags import SLAGS

SALT = "paamindelser.intet"
Noegle = tuple[UUID, str, date]
"""What an answer is about: the row, the kind of deadline, the day."""


@dataclass(frozen=True, slots=True)
class Svarsted:
    """A deadline that can be answered, and the row it is about, which came through the door."""

    row: Any
    slags: str
    dag: date

    @property
    def label(self) -> str:
        return SLAGS[self.slags].label

    @property
    def given(self) -> IntetAtIndberette | None:
        """The answer that stands, if any. One query."""
        rows = IntetAtIndberette.objects.filter(
            target_uuid=self.row.uuid, slags=self.slags, due_on=self.dag, retired_on__isnull=True
        )
        return rows.select_related("by").first()


def svar_path(slags: str, uuid: UUID, dag: date) -> str:
    """The address where one answers, or "" for a kind that takes no answer."""
    if not SLAGS[slags].svar:
        return ""
    return reverse("reporting:paamindelse_svar", kwargs={"uuid": uuid, "noegle": noegle(slags, uuid, dag)})


def noegle(slags: str, uuid: UUID, dag: date) -> str:
    """The signed part of the address: "log.2026-03-31:…"."""
    return signing.Signer(salt=f"{SALT}:{uuid}").sign(f"{slags}.{dag.isoformat()}")


def find_svarsted(user: Any, uuid: UUID, signed: str) -> Svarsted:
    """The deadline that an address names, through the door: 404 for a stranger or a forged address, else 403."""
    try:
        slags, _, day = signing.Signer(salt=f"{SALT}:{uuid}").unsign(signed).partition(".")
        dag, model = date.fromisoformat(day), {"succeskriterium": Succeskriterium, "aktivitet": Aktivitet}
        rows: Any = model[SLAGS[slags].svar].objects  # type: ignore[attr-defined]
    except (signing.BadSignature, KeyError, ValueError) as forged:
        raise Http404("Adressen er ikke en, Helhedsplan har sendt.") from forged
    joined = rows.select_related("helhedsplan" if SLAGS[slags].svar == "succeskriterium" else "delaftale__helhedsplan")
    own = rows.owned_by(user).filter(uuid=uuid).exists()
    return Svarsted(get_or_deny(joined, user, Ret.REGISTRER, own=own, uuid=uuid), slags, dag)


def giv_svar(sted: Svarsted, *, reason: str, by: User) -> IntetAtIndberette:
    """Record that there is nothing to report. Raises ValidationError when somebody has already, or without reason."""
    if not reason.strip():
        raise ValidationError({"reason": "Skriv kort, hvorfor der intet er at indberette."})
    row = IntetAtIndberette(
        helhedsplan=sted.row.helhedsplan,
        slags=sted.slags,
        target_uuid=sted.row.uuid,
        target_label=str(sted.row)[:250],
        due_on=sted.dag,
        reason=reason.strip(),
        by=by,
        answered_on=timezone.localdate(),
    )
    return create(row, by=by)


def fortryd_svar(svar: IntetAtIndberette, *, by: User) -> IntetAtIndberette:
    """Take the answer back; the deadline is open again. It stays in the history."""
    return retire(svar, by=by, reason="Fortrudt: der er alligevel noget at indberette.")


def besvarede(uuids: Iterable[UUID] | None = None) -> dict[Noegle, IntetAtIndberette]:
    """Every answer that stands, or those about the rows, by what it is about. One query."""
    rows = IntetAtIndberette.objects.filter(retired_on__isnull=True).select_related("by")
    if uuids is not None:
        rows = rows.filter(target_uuid__in=list(uuids))
    return {(row.target_uuid, row.slags, row.due_on): row for row in rows}


def svar_om(row: Any) -> list[IntetAtIndberette]:
    """The answers that stand about a criterion or an activity, the newest deadline first. One query."""
    rows = IntetAtIndberette.objects.filter(target_uuid=row.uuid, retired_on__isnull=True)
    return list(rows.select_related("by").order_by("-due_on", "slags"))


def aabne_frister(row: Succeskriterium, given: Iterable[IntetAtIndberette]) -> list[dict[str, str]]:
    """What a criterion misses today, other than what was answered, and the address where one answers. Four queries."""
    plan = row.helhedsplan
    reach = frister.Raekkevidde((plan.pk,), ())
    found = frister.maalinger({plan.pk: plan}, reach, timezone.localdate(), only=row.pk)
    answered = {svar.due_on for svar in given if svar.slags == "maaling"}
    return [
        {"tekst": f"Mangler måling til fristen {dato(one.dag)}.", "path": svar_path("maaling", row.uuid, one.dag)}
        for one in found
        if one.dag and one.dag not in answered
    ]
