"""The counting log of an activity: which criteria a line can feed, and the card to write one on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from helhedsplan.datoer import dato
from indsatser.choices import Kriterieform, Logart
from indsatser.models import Aktivitet, Logpost, Succeskriterium
from indsatser.models.succeskriterium import SucceskriteriumQuerySet

FED_BY_A_LOG = (Kriterieform.ANTAL_I_VINDUE, Kriterieform.ANTAL_PR_AAR, Kriterieform.GENNEMSNIT)
TYPED = ("antal", "date", "kind", "kriterium", "note")
LABELS = {
    "antal": "Antal",
    "date": "Dato",
    "kind": "Der tælles",
    "kriterium": "Tæller med i",
    "note": "Bemærkning",
    "alt": "Linjen",
}
KINDS = tuple(Logart.choices)


def log_criteria(*, on: date) -> SucceskriteriumQuerySet:
    """The criteria, of any activity, that a line of the log can feed: counts and means."""
    return Succeskriterium.objects.measured(on=on).filter(form__in=FED_BY_A_LOG).order_by("order", "pk")


def proposed(kriterier: list[Succeskriterium], *, today: date, last_kind: str | None = None) -> dict[str, Any]:
    """What the form proposes: today, the criterion when only one can take the line, and what it counts."""
    only = kriterier[0] if len(kriterier) == 1 else None
    kind = (only.log_kind if only else "") or last_kind or Logart.BESOEG
    return {"date": today, "kind": str(kind), "kriterium": only.uuid if only else None}


@dataclass(frozen=True, slots=True)
class Kort:
    """An activity's card: what was last, and one number to write."""

    aktivitet: Aktivitet
    plan: str
    sidst: str
    kriterier: tuple[Succeskriterium, ...]
    typed: Mapping[str, str]
    fejl: Mapping[str, list[str]] = field(default_factory=dict)
    nyt_id: UUID = field(default_factory=uuid4)
    gemt: Logpost | None = None
    arter: tuple[tuple[str, str], ...] = KINDS

    @property
    def anker(self) -> str:
        """The card's place on the page."""
        return f"a-{self.aktivitet.uuid}"

    @property
    def fejlliste(self) -> list[tuple[str, str, str]]:
        """What is wrong, for the summary: what it is called, the field's id, the sentence."""
        return [
            (LABELS[name], f"{name}-{self.aktivitet.uuid}", sentence)
            for name, sentences in self.fejl.items()
            for sentence in sentences
        ]

    @property
    def der_taelles(self) -> str:
        """What the number will count: "fremmøder"."""
        return str(dict(KINDS).get(self.typed["kind"], ""))

    @property
    def taeller_i(self) -> Succeskriterium | None:
        """The criterion that the number will feed."""
        return next((row for row in self.kriterier if str(row.uuid) == self.typed["kriterium"]), None)


def build_card(
    aktivitet: Aktivitet,
    kriterier: list[Succeskriterium],
    last: tuple[date, int, str] | None,
    *,
    today: date,
    typed: Mapping[str, str] | None = None,
    fejl: Mapping[str, list[str]] | None = None,
    gemt: Logpost | None = None,
) -> Kort:
    """The card of one activity (select_related delaftale__helhedsplan first). `last`: day, number and kind."""
    first = proposed(kriterier, today=today, last_kind=last[2] if last else None)
    fields = dict.fromkeys(TYPED, "") | {
        "date": dato(first["date"]),
        "kind": first["kind"],
        "kriterium": str(first["kriterium"] or ""),
    }
    return Kort(
        aktivitet=aktivitet,
        plan=aktivitet.delaftale.helhedsplan.short_name,
        sidst=f"{last[1]} {Logart(last[2]).label}, {dato(last[0])}" if last else "",
        kriterier=tuple(kriterier),
        typed=fields | dict(typed or {}),
        fejl={name: [] for name in (*TYPED, "alt")} | dict(fejl or {}),
        gemt=gemt,
    )


def build_cards(aktiviteter: Iterable[Aktivitet], *, today: date) -> list[Kort]:
    """The cards of activities read with `own_activities()`. One query."""
    aktiviteter = list(aktiviteter)
    by_activity: dict[int, list[Succeskriterium]] = {row.pk: [] for row in aktiviteter}
    for kriterium in log_criteria(on=today).filter(aktivitet__in=aktiviteter):
        by_activity[kriterium.aktivitet_id].append(kriterium)  # type: ignore[index]
    return [
        build_card(
            row,
            by_activity[row.pk],
            (row.last_date, row.last_antal, row.last_kind) if row.last_date else None,  # type: ignore[attr-defined]
            today=today,
        )
        for row in aktiviteter
    ]


def last_line(aktivitet: Aktivitet) -> tuple[date, int, str] | None:
    """Day, number and kind of the last line. One query."""
    rows = aktivitet.logposter.filter(retired_on__isnull=True).order_by("-date", "-pk")
    return rows.values_list("date", "antal", "kind").first()
