"""Saving the grid: all that was typed, or nothing, with the sentences at the cells."""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from helhedsplan.numbers import tal
from plans.budget import Beloeb, laes_beloeb, laesninger
from plans.models import Budgetbeloeb, Haendelse, User
from plans.penge.gitter.celler import Vaerdi, read_cell
from plans.penge.gitter.grundlag import CHOICE, CONTROL, Gitterdata, Kladdekilde, Kladdepost, Set
from plans.penge.gitter.nye import Nye
from plans.services import create
from plans.services.celler import Celleaendringer, save_cells

GONE = "Posten, kilden eller året er taget ud, mens du skrev."
UNDECIDED = "Vælg, hvilken af de to udgaver der skal gælde."


@dataclass(frozen=True, slots=True)
class Cellekonflikt:
    """A cell that both changed: what I typed, what stands there now, who wrote that and when."""

    name: str
    mine: str
    theirs: str
    by: str = "En anden"
    at: datetime | None = None


@dataclass
class Forsoeg:
    """An attempt to save: what is refused by cell or field id, and what must be chosen between."""

    fejl: dict[str, str] = field(default_factory=dict)
    konflikter: dict[str, Cellekonflikt] = field(default_factory=dict)
    saved: int = 0

    @property
    def is_saved(self) -> bool:
        return not self.fejl and not self.konflikter


@dataclass
class Indsendt:
    """What was sent: the text of cells and control totals, what they showed before, and what was chosen."""

    typed: dict[str, str]
    ground: dict[str, Set]
    posted: Mapping[str, str]
    asked: frozenset[str] = frozenset()

    @property
    def changes(self) -> dict[str, str]:
        """The cells that were typed in."""
        return {name: text for name, text in self.typed.items() if text != self._before(name)}

    def _before(self, name: str) -> str:
        return self.ground[name].text if name in self.ground else ""


class Vaerdier:
    """The grid's values as they are typed now, for sums and for what a misprint may mean."""

    def __init__(self, data: Gitterdata, changes: Mapping[str, str]) -> None:
        self.data = data
        self.by_name: dict[str, tuple[Kladdepost, Kladdekilde, int]] = {}
        self.values: dict[str, Vaerdi] = {}
        self.in_row: dict[str, list[str]] = {post.key: [] for post in data.poster}
        for name, post, kilde, year in data.names():
            self.by_name[name] = (post, kilde, year)
            stored = data.celler.get(name)
            value = Vaerdi(stored.amount, stored.hours) if stored else None
            if name in changes:
                value = _readable(changes[name], kilde)
            if value is not None:
                self.values[name] = value
                self.in_row[post.key].append(name)

    def counts(self, kilde: Kladdekilde) -> bool:
        """Whether the source's cells are money in the budget."""
        return self.data.plan.counts_hours or not kilde.is_hours

    def amount(self, name: str) -> Decimal:
        """The cell in kr., nought when it is empty or cannot be read."""
        return self.values[name].amount if name in self.values else Decimal(0)

    def side(self, *, post: str = "", without: str = "") -> Beloeb:
        """What stands in the budget, or in one row, on each side, without one of the cells."""
        total = Beloeb()
        for name in self.in_row[post] if post else self.values:
            _, kilde, _ = self.by_name[name]
            if name != without and self.counts(kilde):
                amount = self.amount(name)
                total += Beloeb(lbf=amount) if kilde.is_lbf else Beloeb(lokal=amount)
        return total

    def stemmer(self, name: str, control: Mapping[str, str]) -> Callable[[Decimal], str]:
        """Why a reading of the cell balances: with the row's total, typed or printed, or with the frame."""
        post, kilde, _ = self.by_name[name]
        plan, delaftale = self.data.plan, post.post.delaftale
        printed = control.get(f"{CONTROL}{post.key}") or (delaftale.total_as_printed if delaftale else "")

        def why(reading: Decimal) -> str:
            row = self.side(post=post.key, without=name) + (
                Beloeb(lbf=reading) if kilde.is_lbf else Beloeb(lokal=reading)
            )
            if printed and row.total in laesninger(printed):
                return _added(row)
            frame = plan.frame_lbf if kilde.is_lbf else plan.frame_lokal
            elsewhere = self.side(without=name)
            there = elsewhere.lbf if kilde.is_lbf else elsewhere.lokal
            if frame is not None and there + reading == frame:
                return f"så er rammen på {tal(frame, 0)} fordelt præcist"
            return ""

        return why


def _readable(text: str, kilde: Kladdekilde) -> Vaerdi | None:
    """What was typed, or None when it is empty or cannot be read: then it is no part of a sum."""
    try:
        return read_cell(text, is_hours=kilde.is_hours, rate=kilde.kilde.hour_rate)
    except ValueError:
        return None


def _added(row: Beloeb) -> str:
    return f"{tal(row.lbf, 0)} + {tal(row.lokal, 0)} = {tal(row.total, 0)}"


def check_totals(vaerdier: Vaerdier, control: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Totals that were pasted beside the row: Landsbyggefonden + local must make them. Control only; never stored."""
    for post in vaerdier.data.poster:
        text = control.get(f"{CONTROL}{post.key}", "").strip()
        if not text:
            continue
        row = vaerdier.side(post=post.key)

        def why(reading: Decimal, row: Beloeb = row) -> str:
            return _added(row) if reading == row.total else ""

        try:
            stated = laes_beloeb(text, stemmer=why)
        except ValueError as refused:
            yield f"{CONTROL}{post.key}", str(refused)
            continue
        if stated != row.total:
            yield f"{CONTROL}{post.key}", f"Linjen giver {_added(row)}, ikke {tal(stated, 0)}."


def save(data: Gitterdata, nye: Nye, sent: Indsendt, *, by: User) -> Forsoeg:
    """Write all that was typed, or nothing. `data` is read under `hold_budget`."""
    attempt = Forsoeg(fejl=nye.errors())
    vaerdier = Vaerdier(data, sent.changes)
    changes = Celleaendringer()
    names: list[str] = []
    for name, text in sent.changes.items():
        row = _cell(name, text, vaerdier, sent, attempt)
        if row is None:
            continue
        names.append(name)
        kind, cell = row
        getattr(changes, kind).append(cell)
    attempt.fejl |= dict(check_totals(vaerdier, sent.posted))
    if attempt.is_saved:
        _write(nye, changes, attempt, by)
    _name_them(attempt, sent, data)
    return attempt


def _cell(
    name: str, text: str, vaerdier: Vaerdier, sent: Indsendt, attempt: Forsoeg
) -> tuple[str, Budgetbeloeb] | None:
    """What is to become of one cell; None when nothing is, or when the attempt now holds why not."""
    if name not in vaerdier.by_name:
        attempt.fejl[name] = f"{GONE} Der stod {text}." if text else GONE
        return None
    post, kilde, year = vaerdier.by_name[name]
    stored = vaerdier.data.celler.get(name)
    if _is_theirs(name, text, vaerdier, sent, attempt):
        return None
    try:
        value = read_cell(
            text, is_hours=kilde.is_hours, rate=kilde.kilde.hour_rate, stemmer=vaerdier.stemmer(name, sent.posted)
        )
        if value is None:
            return ("toemte", stored) if stored else None
        row = copy(stored) if stored else Budgetbeloeb(budgetpost=post.post, kilde=kilde.kilde, year=year or None)
        row.amount, row.hours = value.amount, value.hours
        row.clean_fields(exclude=["budgetpost", "kilde"])
        row.clean()
    except ValueError as refused:
        attempt.fejl[name] = str(refused)
    except ValidationError as refused:
        attempt.fejl[name] = " ".join(refused.messages)
    else:
        return ("rettede" if stored else "nye"), row
    return None


def _is_theirs(name: str, text: str, vaerdier: Vaerdier, sent: Indsendt, attempt: Forsoeg) -> bool:
    """Whether the cell is left as a colleague wrote it: same text, theirs chosen, or a choice still to be made."""
    stored, before = vaerdier.data.celler.get(name), sent.ground.get(name)
    shown = vaerdier.data.shown(name, vaerdier.by_name[name][1])
    if (stored.pk, stored.version) != (before.pk, before.version) if stored and before else stored is not before:
        if text != shown:
            attempt.konflikter[name] = Cellekonflikt(name, text, shown)
        return True
    if name not in sent.asked:
        return False
    choice = sent.posted.get(f"{CHOICE}{name}")
    if choice not in ("min", "deres"):
        attempt.konflikter[name] = Cellekonflikt(name, text, shown)
    return choice != "min"


def _write(nye: Nye, changes: Celleaendringer, attempt: Forsoeg, by: User) -> None:
    """New sources and posts, then the cells, in one transaction."""
    with transaction.atomic():
        for key, owned in _added_rows(nye):
            try:
                create(owned, by=by)
            except ValidationError as refused:
                _place(attempt, key, refused)
        if attempt.is_saved:
            for row in changes.nye:  # their post or source has a number only now
                row.budgetpost, row.kilde = row.budgetpost, row.kilde
            attempt.saved = save_cells(changes, by=by) + len(nye.poster) + len(nye.kilder)
        else:
            transaction.set_rollback(True)


def _added_rows(nye: Nye) -> Iterator[tuple[str, Budgetbeloeb]]:
    for kilde in nye.grid.kilder:
        if kilde.is_new:
            yield kilde.key, kilde.kilde  # type: ignore[misc]
    for post in nye.grid.poster:
        if post.is_new:
            yield post.key, post.post  # type: ignore[misc]


def _place(attempt: Forsoeg, key: str, refused: ValidationError) -> None:
    """At the added row's own field where it has one, else at its first."""
    first = "slags" if key.startswith("n") else "name"
    fields = {"title", "udgiftsart"} if key.startswith("n") else {"kind", "form", "hour_rate"}
    for name, sentences in refused.message_dict.items():
        attempt.fejl[f"id_{key}-{name if name in fields else first}"] = " ".join(sentences)


def _name_them(attempt: Forsoeg, sent: Indsendt, data: Gitterdata) -> None:
    """Say who wrote what stands there now, and when. One query."""
    if not attempt.konflikter:
        return
    where = {
        name: data.celler[name].pk if name in data.celler else sent.ground[name].pk for name in attempt.konflikter
    }
    kind = str(Budgetbeloeb._meta.verbose_name)
    rows = Haendelse.objects.filter(helhedsplan=data.plan, kind=kind, target_id__in=where.values())
    last = {row.target_id: row for row in rows.select_related("by").order_by("pk")}
    for name, pk in where.items():
        one = attempt.konflikter[name]
        event = last.get(pk)
        writer = str(event.by) if event and event.by else "En anden"
        attempt.konflikter[name] = Cellekonflikt(
            name, one.mine, one.theirs, writer, event.happened_at if event else None
        )
