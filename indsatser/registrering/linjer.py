"""A line to register on: the criterion in short, what was last, what is expected by now, and what is proposed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.db.models import Prefetch

from helhedsplan.datoer import alder, dato, periode
from helhedsplan.numbers import maengde
from indsatser.choices import Maalingsart
from indsatser.maalopfyldelse.typer import Maalopfyldelse
from indsatser.models import Maaling, Referencevaerdi, Succeskriterium
from indsatser.models.succeskriterium import SucceskriteriumQuerySet
from indsatser.opgoerelse import opgoer_row, taeller_med
from indsatser.registrering.mine import rhythm_of
from indsatser.registrering.perioder import is_due, proposed_period
from indsatser.registrering.services import vaerdi_of
from indsatser.registrering.vaerdier import Felt, adds_up, felt_for, in_words
from plans.models.forud import ahead

TYPED = ("tal", "ud_af", "vaegt", "periode", "note")
LABELS = {
    "tal": "Resultat",
    "ud_af": "Ud af",
    "vaegt": "Antal bag gennemsnittet",
    "periode": "Tallet handler om",
    "note": "Bemærkning",
    "alt": "Registreringen",
}


@dataclass(frozen=True, slots=True)
class Sidst:
    """The latest number: what it was, what it is about, how old the data are."""

    vaerdi: str
    om: str
    alder: str


@dataclass(frozen=True, slots=True)
class Linje:
    """One criterion on the page. `typed` is what stands in the fields, `fejl` what is wrong with it, by field."""

    kriterium: Succeskriterium
    felt: Felt
    sidst: Sidst | None
    resultat: Maalopfyldelse
    forventet: str
    is_due: bool
    antal_retur: int
    typed: Mapping[str, str] = field(default_factory=dict)
    fejl: Mapping[str, list[str]] = field(default_factory=dict)
    gemt: Maaling | None = None
    nyt_id: UUID = field(default_factory=uuid4)

    @property
    def anker(self) -> str:
        """The line's place on the page."""
        return f"k-{self.kriterium.uuid}"

    @property
    def fejlliste(self) -> list[tuple[str, str, str]]:
        """What is wrong, for the summary: what it is called, the field's id, the sentence."""
        return [
            (LABELS[name], f"{name}-{self.kriterium.uuid}", sentence)
            for name, sentences in self.fejl.items()
            for sentence in sentences
        ]

    @property
    def sted(self) -> str:
        """Where the criterion stands, in a few words."""
        row = self.kriterium
        place = row.aktivitet or row.delaftale or row.lokalprojekt or row.initiativ
        return str(place or "Planen som helhed")

    @property
    def hele(self) -> str:
        """The compound criterion that this is a part of: a part's own words say little."""
        return self.kriterium.parent.statement if self.kriterium.parent else ""


def rows_for_lines() -> SucceskriteriumQuerySet:
    """Criteria with all that a line prints, in a fixed number of queries."""
    return (
        Succeskriterium.objects.for_opgoerelse()
        .select_related("helhedsplan", "aktivitet", "delaftale", "lokalprojekt", "initiativ", "parent")
        .prefetch_related(
            Prefetch("parent__referencevaerdier", queryset=Referencevaerdi.objects.all()),
            "parent__maalaendringer",
        )
    )


def build_line(
    row: Succeskriterium,
    *,
    today: date,
    typed: Mapping[str, str] | None = None,
    fejl: Mapping[str, list[str]] | None = None,
    gemt: Maaling | None = None,
) -> Linje:
    """The line of one criterion read with `rows_for_lines()`. No queries."""
    resultat = opgoer_row(row, as_of=row.helhedsplan.default_as_of(today)).resultat
    felt, rytme = felt_for(row.form, row.unit), rhythm_of(row)
    known = {
        "measured_to": max((m.data_to for m in _counting(row)), default=None),
        "logged_to": max((post.date for post in taeller_med(row)), default=None),
    }
    fields = dict.fromkeys(TYPED, "") | {"periode": str(proposed_period(rytme, **known, today=today))}
    return Linje(
        kriterium=row,
        felt=felt,
        sidst=_last(row, felt, today),
        resultat=resultat,
        forventet=_expected(row, resultat),
        is_due=is_due(rytme, **known, today=today),
        antal_retur=sum(maaling.is_returned for maaling in ahead(row, "maalinger")),
        typed=fields | dict(typed or {}),
        fejl={name: [] for name in (*TYPED, "alt")} | dict(fejl or {}),
        gemt=gemt,
    )


def build_lines(rows: Iterable[Succeskriterium], *, today: date) -> list[Linje]:
    return [build_line(row, today=today) for row in rows]


def _expected(row: Succeskriterium, resultat: Maalopfyldelse) -> str:
    """What an even pace gives by now: whole for what is counted, or nothing where there is no pace."""
    if resultat.expected is None:
        return ""
    return maengde(resultat.expected, row.unit, 0 if adds_up(row.sammenlaegning) else None)


def _counting(row: Succeskriterium) -> list[Maaling]:
    return [m for m in ahead(row, "maalinger") if not m.is_returned and m.kind != Maalingsart.START]


def _last(row: Succeskriterium, felt: Felt, today: date) -> Sidst | None:
    maaling = max(_counting(row), key=lambda m: (m.data_to, m.reported_on, m.pk), default=None)
    post = max(taeller_med(row), key=lambda p: (p.date, p.pk), default=None)
    if post is not None and (maaling is None or post.date >= maaling.data_to):
        return Sidst(f"{post.antal} {post.get_kind_display()} i loggen", dato(post.date), _age(post.date, today))
    if maaling is None:
        return None
    words = in_words(vaerdi_of(maaling), felt, row.unit)
    return Sidst(words, periode(maaling.data_from, maaling.data_to), _age(maaling.data_to, today))


def _age(day: date, today: date) -> str:
    days = (today - day).days
    return "i dag" if days < 1 else f"{alder(days)} siden"
