"""The grid as it is printed: columns that are in view, rows with their cells, sums."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from helhedsplan.numbers import procent, tal
from plans.budget import Beloeb, opgoer_ramme
from plans.penge.gitter.gem import Cellekonflikt, Forsoeg, Indsendt, Vaerdier
from plans.penge.gitter.grundlag import CONTROL, Gitterdata, Kladdekilde, Kladdepost
from plans.penge.gitter.nye import Nye

MOST_COLUMNS = 8
"""More than this, and the grid begins with one year in view."""
ALL = "alle"


@dataclass(frozen=True, slots=True)
class Kolonne:
    """A column: a source in a year. `sats` is what an hour is worth in øre; `taeller`: it is part of the sums."""

    id: str
    kilde: Kladdekilde
    year: int
    taeller: bool
    sats: str
    total: str = ""

    @property
    def aar(self) -> str:
        return str(self.year) if self.year else "Uden år"

    @property
    def label(self) -> str:
        return f"{self.kilde.kilde.name or 'Ny kilde'}, {self.aar}"


@dataclass(frozen=True, slots=True)
class Felt:
    """A cell that can be typed in."""

    navn: str
    kolonne: Kolonne
    tekst: str
    er_aendret: bool
    fejl: str = ""
    konflikt: Cellekonflikt | None = None
    valgt: str = ""


@dataclass(frozen=True, slots=True)
class Gitterraekke:
    """A post with the cells in view. `udenfor` are the øre of the cells that are not."""

    post: Kladdepost
    felter: tuple[Felt, ...]
    form: Any
    total: str
    udenfor: str
    kontrolsum: str
    kontrolfejl: str

    @property
    def kontrolnavn(self) -> str:
        return f"{CONTROL}{self.post.key}"


@dataclass(frozen=True, slots=True)
class Sumlinje:
    """A sum beside what it is held against: a source and what it gives, or a side and its frame."""

    key: str
    title: str
    total: str
    imod: str
    imod_oere: str
    rest: str
    rest_pct: str
    er_over: bool
    udenfor: str


@dataclass(frozen=True, slots=True)
class Aargruppe:
    """Columns of one year side by side."""

    aar: str
    antal: int


@dataclass(frozen=True, slots=True)
class Gitter:
    """The whole of it. `skjulte` are typed cells that are not in view."""

    vis: str
    visninger: tuple[tuple[str, str], ...]
    kolonner: tuple[Kolonne, ...]
    aargrupper: tuple[Aargruppe, ...]
    raekker: tuple[Gitterraekke, ...]
    kilder: tuple[Sumlinje, ...]
    ramme: tuple[Sumlinje, ...]
    total: str
    total_udenfor: str
    skjulte: tuple[tuple[str, str], ...]
    nye_kilder: tuple[Any, ...]
    fejl: tuple[tuple[str, str, str], ...]
    grundlag: str
    konflikter: int = 0
    vis_kontrol: bool = False


def views_of(data: Gitterdata) -> tuple[tuple[str, str], ...]:
    """The ways to see the grid: all of it, one year, one source."""
    years = [(f"aar-{year}", str(year) if year else "Uden år") for year in data.years]
    sources = [(f"kilde-{row.key}", row.kilde.name or "Ny kilde") for row in data.kilder]
    return ((ALL, "Alle år og kilder"), *(years if years[1:] else ()), *(sources if sources[1:] else ()))


def first_view(data: Gitterdata, this_year: int) -> str:
    """All of it where it fits on a screen; else the year the plan is in, or what stands without a year."""
    if data.celler and not any(row.year for row in data.celler.values()):
        return "aar-0"
    if len(data.years) * len(data.kilder) <= MOST_COLUMNS:
        return ALL
    return f"aar-{this_year if this_year in data.years else data.years[0]}"


def build(data: Gitterdata, nye: Nye, sent: Indsendt, *, vis: str, attempt: Forsoeg | None = None) -> Gitter:
    """The grid with what was typed over it. No queries."""
    attempt = attempt or Forsoeg()
    vaerdier = Vaerdier(data, sent.changes)
    ways = views_of(data)
    vis = vis if vis in dict(ways) else ways[0][0]
    columns = _columns(data, vis, vaerdier)
    in_view = {data.cell_name(post.key, c.kilde.key, c.year) for post in data.poster for c in columns}
    if any(name in vaerdier.by_name and name not in in_view for name in (*attempt.fejl, *attempt.konflikter)):
        return build(data, nye, sent, vis=ALL, attempt=attempt)
    changed = sent.changes
    rows = tuple(_row(post, columns, vaerdier, nye, sent, changed, attempt) for post in data.poster)
    columns = tuple(replace(c, total=_kr(_sum(vaerdier, kilde=c.kilde.key, year=c.year))) for c in columns)
    whole = vaerdier.side().total
    return Gitter(
        vis=vis,
        visninger=ways,
        kolonner=columns,
        aargrupper=_years(columns),
        raekker=rows,
        kilder=tuple(_source(kilde, vaerdier, columns) for kilde in data.kilder),
        ramme=_frame(vaerdier, columns),
        total=_kr(whole),
        total_udenfor=_oere(whole - _seen(vaerdier, columns)),
        skjulte=tuple((n, text) for n, text in changed.items() if n not in in_view and n in vaerdier.by_name),
        nye_kilder=tuple(nye.kilder.values()),
        fejl=tuple(_told(data, vaerdier, nye, attempt)),
        grundlag=data.ground(),
        konflikter=len(attempt.konflikter),
        vis_kontrol=any(row.kontrolsum or row.kontrolfejl for row in rows),
    )


def _columns(data: Gitterdata, vis: str, vaerdier: Vaerdier) -> tuple[Kolonne, ...]:
    return tuple(
        Kolonne(
            id=f"k-{kilde.key}-{year}",
            kilde=kilde,
            year=year,
            taeller=vaerdier.counts(kilde),
            sats=_oere(kilde.kilde.hour_rate or Decimal(0)) if kilde.is_hours else "",
        )
        for year in data.years
        for kilde in data.kilder
        if vis in (ALL, f"aar-{year}", f"kilde-{kilde.key}")
    )


def _years(columns: tuple[Kolonne, ...]) -> tuple[Aargruppe, ...]:
    counted: dict[str, int] = {}
    for column in columns:
        counted[column.aar] = counted.get(column.aar, 0) + 1
    return tuple(Aargruppe(year, number) for year, number in counted.items())


def _row(
    post: Kladdepost,
    columns: tuple[Kolonne, ...],
    vaerdier: Vaerdier,
    nye: Nye,
    sent: Indsendt,
    changed: Mapping[str, str],
    attempt: Forsoeg,
) -> Gitterraekke:
    total = vaerdier.side(post=post.key).total
    seen = _seen(vaerdier, columns, post=post.key)
    control = f"{CONTROL}{post.key}"
    return Gitterraekke(
        post=post,
        felter=tuple(_cell(post, column, vaerdier, sent, changed, attempt) for column in columns),
        form=nye.poster.get(post.key),
        total=_kr(total),
        udenfor=_oere(total - seen),
        kontrolsum=sent.posted.get(control, ""),
        kontrolfejl=attempt.fejl.get(control, ""),
    )


def _cell(
    post: Kladdepost,
    column: Kolonne,
    vaerdier: Vaerdier,
    sent: Indsendt,
    changed: Mapping[str, str],
    attempt: Forsoeg,
) -> Felt:
    data = vaerdier.data
    name = data.cell_name(post.key, column.kilde.key, column.year)
    return Felt(
        navn=name,
        kolonne=column,
        tekst=changed[name] if name in changed else data.shown(name, column.kilde),
        er_aendret=name in changed,
        fejl=attempt.fejl.get(name, ""),
        konflikt=attempt.konflikter.get(name),
        valgt=sent.posted.get(f"konflikt-{name}", ""),
    )


def _sum(vaerdier: Vaerdier, *, kilde: str, year: int | None = None) -> Decimal:
    return sum(
        (
            vaerdier.amount(name)
            for name in vaerdier.values
            if vaerdier.by_name[name][1].key == kilde and year in (None, vaerdier.by_name[name][2])
        ),
        Decimal(0),
    )


def _seen(vaerdier: Vaerdier, columns: tuple[Kolonne, ...], *, post: str = "") -> Decimal:
    """What stands in the columns in view and counts, kr."""
    places = {(c.kilde.key, c.year) for c in columns if c.taeller}
    return sum(
        (
            vaerdier.amount(name)
            for name in (vaerdier.in_row[post] if post else vaerdier.values)
            if (vaerdier.by_name[name][1].key, vaerdier.by_name[name][2]) in places
        ),
        Decimal(0),
    )


def _source(kilde: Kladdekilde, vaerdier: Vaerdier, columns: tuple[Kolonne, ...]) -> Sumlinje:
    total = _sum(vaerdier, kilde=kilde.key)
    in_view = sum((_sum(vaerdier, kilde=kilde.key, year=c.year) for c in columns if c.kilde is kilde), Decimal(0))
    return _against(kilde.key, kilde.kilde.name or "Ny kilde", total, kilde.kilde.amount, total - in_view)


def _frame(vaerdier: Vaerdier, columns: tuple[Kolonne, ...]) -> tuple[Sumlinje, ...]:
    """Landsbyggefonden, local and both, each held against the agreement's frame."""
    plan, given = vaerdier.data.plan, vaerdier.side()
    seen = Beloeb()
    for name in vaerdier.values:
        _, kilde, year = vaerdier.by_name[name]
        if vaerdier.counts(kilde) and any(c.kilde is kilde and c.year == year for c in columns):
            amount = vaerdier.amount(name)
            seen += Beloeb(lbf=amount) if kilde.is_lbf else Beloeb(lokal=amount)
    outside = given - seen
    both = plan.frame_lbf is not None and plan.frame_lokal is not None
    result = opgoer_ramme(Beloeb(plan.frame_lbf, plan.frame_lokal), [given]) if both else None  # type: ignore[arg-type]
    total = result.ramme.total if result else None
    return (
        _against("lbf", "Landsbyggefonden", given.lbf, plan.frame_lbf, outside.lbf),
        _against("lokal", "Lokal medfinansiering", given.lokal, plan.frame_lokal, outside.lokal),
        _against("alt", "I alt", given.total, total, outside.total),
    )


def _against(key: str, title: str, total: Decimal, frame: Decimal | None, outside: Decimal) -> Sumlinje:
    rest = None if frame is None else frame - total
    return Sumlinje(
        key=key,
        title=title,
        total=_kr(total),
        imod="" if frame is None else _kr(frame),
        imod_oere="" if frame is None else _oere(frame),
        rest="" if rest is None else _kr(rest),
        rest_pct=procent(rest / frame * 100, 2) if rest is not None and frame else "",
        er_over=rest is not None and rest < 0,
        udenfor=_oere(outside),
    )


def _told(data: Gitterdata, vaerdier: Vaerdier, nye: Nye, attempt: Forsoeg) -> list[tuple[str, str, str]]:
    """Every refusal with the place it stands at and what that place is called."""
    labels = {
        f"id_{form.add_prefix(name)}": str(form.fields[name].label)
        for form in (*nye.poster.values(), *nye.kilder.values())
        for name in form.fields
    }
    labels |= {f"{CONTROL}{post.key}": f"{post.post}, i alt" for post in data.poster}
    found = [(name, _name_of(name, vaerdier) or labels.get(name, ""), told) for name, told in attempt.fejl.items()]
    return [(name if label else "", label or "Et felt, der ikke findes længere", told) for name, label, told in found]


def _name_of(name: str, vaerdier: Vaerdier) -> str:
    if name not in vaerdier.by_name:
        return ""
    post, kilde, year = vaerdier.by_name[name]
    return f"{post.post or 'Ny post'}, {kilde.kilde.name or 'ny kilde'}, {year or 'uden år'}"


def _kr(amount: Decimal) -> str:
    """Exact: øre where there are any, so that what is typed is what is summed."""
    return tal(amount, 0 if amount == amount.to_integral_value() else 2)


def _oere(amount: Decimal) -> str:
    return str(int(amount * 100))
