"""An export held against what is already read in: row by row what will be made, what will change, what is there.

The same export twice doubles nothing, whatever the order of its rows: a row is known by its voucher (or, without one,
by its day, text and amount) with the export's own values, and rows with the same key are told apart by what they say.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from helhedsplan.datoer import dato
from helhedsplan.numbers import tal
from helhedsplan.regneark import Arkfejl, Sted
from plans.indlaesning.gennemsyn import Gennemset, Hvad
from plans.models import Budgetpost, Finansieringskilde, Forbrug
from plans.penge.regnskab.udlaesning import Kortlaegning, Laest, Udlinje

LETTERS = str.maketrans("0123456789", "ghijklmnop")
SPRING_OVER = "-"
"""Stands for: rows with this value are not the plan's."""


@dataclass(frozen=True, slots=True)
class Gennemsynslinje:
    """A row of the export as it will be saved. `foer` says in words what changes; `hvorfor` why it is left out."""

    sted: Sted
    hvad: Hvad
    year: int | None = None
    booked_on: date | None = None
    voucher: str = ""
    note: str = ""
    amount: Decimal | None = None
    post: Budgetpost | None = None
    kilde: Finansieringskilde | None = None
    key: str = ""
    line: int = 0
    stored: Forbrug | None = None
    foer: str = ""
    hvorfor: str = ""

    @property
    def kendetegn(self) -> str:
        """All of it that decides what is saved."""
        return (
            f"{self.key}:{self.line}:{self.hvad}:{self.amount}:{self.year}:{self.booked_on}:{self.note}"
            f":{self.post and self.post.pk}:{self.kilde and self.kilde.pk}:{self.stored and self.stored.version}"
        )


@dataclass(frozen=True, slots=True)
class Gennemsyn(Gennemset[Gennemsynslinje]):
    """The whole export, held against the plan."""

    ikke_i_filen: tuple[Forbrug, ...] = ()

    @property
    def sum_nye(self) -> Decimal:
        """What the new rows come to, in kroner."""
        return sum((row.amount or Decimal(0) for row in self.linjer if row.hvad == Hvad.NY), Decimal(0))

    @property
    def sum_filen(self) -> Decimal:
        """What the rows that are the plan's come to, in kroner: to be held against the export's own sum."""
        counted = [row.amount or Decimal(0) for row in self.linjer if row.hvad != Hvad.SPRINGES_OVER]
        return sum(counted, Decimal(0))


@dataclass(frozen=True, slots=True)
class Betydning:
    """What the export's values stand for: a row of ours, or None for those that are left out."""

    poster: Mapping[str, Budgetpost | None]
    kilder: Mapping[str, Finansieringskilde | None]


def noegle(plan_uuid: str, linje: Udlinje, kort: Kortlaegning) -> str:
    """What a row is known by in the accounting system: letters only, as ten digits may look like a CPR number."""
    parts = [plan_uuid, str(linje.year), linje.post or kort.post_fast, linje.kilde or kort.kilde_fast, linje.voucher]
    if not linje.voucher:
        parts += [str(linje.booked_on or ""), linje.tekst, str(linje.amount)]
    return sha256("\x1f".join(parts).encode()).hexdigest().translate(LETTERS)


def sammenhold(
    laest: Laest,
    kort: Kortlaegning,
    betydning: Betydning,
    stored: Iterable[Forbrug],
    *,
    plan_uuid: str,
    closed: Iterable[int] = (),
) -> Gennemsyn:
    """Hold what was read against what is stored (the plan's rows from earlier exports, in use). No queries.

    `closed` are years whose accounts are final: a row that would change them is an error.
    """
    final = set(closed)
    by_key: dict[str, list[Forbrug]] = defaultdict(list)
    for row in stored:
        by_key[row.import_key].append(row)
    wanted: dict[str, list[Gennemsynslinje]] = defaultdict(list)
    found: list[Gennemsynslinje] = [
        Gennemsynslinje(sted, Hvad.SPRINGES_OVER, hvorfor=why) for sted, why in laest.sprunget_over
    ]
    fejl = list(laest.fejl)
    for linje in laest.linjer:
        post, kilde = betydning.poster.get(linje.post), betydning.kilder.get(linje.kilde)
        if post is None or kilde is None:
            value = linje.post if post is None else linje.kilde
            found.append(_shown(linje, "", post, kilde, f"«{value}» er valgt fra."))
            continue
        key = noegle(plan_uuid, linje, kort)
        wanted[key].append(_shown(linje, key, post, kilde, ""))
    for key, rows in wanted.items():
        found += _pair(rows, by_key.get(key, []))
    for each in found:
        if each.hvad in (Hvad.NY, Hvad.AENDRES):
            years = {each.year, each.stored.year if each.stored else None}
            fejl += [
                Arkfejl(f"Regnskabet for {year} er endeligt.", each.sted) for year in sorted(final) if year in years
            ]
    met = {each.stored.pk for each in found if each.stored}
    missing = [row for rows in by_key.values() for row in rows if row.pk not in met]
    ordered = sorted(found, key=lambda each: each.sted)
    return Gennemsyn(tuple(ordered), tuple(fejl), tuple(_within(missing, laest.linjer)))


def _shown(
    linje: Udlinje, key: str, post: Budgetpost | None, kilde: Finansieringskilde | None, hvorfor: str
) -> Gennemsynslinje:
    note = linje.tekst
    if linje.amount < 0 and not note:
        note = f"Modpostering i regnskabet, bilag {linje.voucher}" if linje.voucher else "Modpostering i regnskabet"
    return Gennemsynslinje(
        sted=linje.sted,
        hvad=Hvad.SPRINGES_OVER if hvorfor else Hvad.NY,
        year=linje.year,
        booked_on=linje.booked_on,
        voucher=linje.voucher,
        note=note,
        amount=linje.amount,
        post=post,
        kilde=kilde,
        key=key,
        hvorfor=hvorfor,
    )


def _pair(rows: Sequence[Gennemsynslinje], stored: Sequence[Forbrug]) -> list[Gennemsynslinje]:
    """Rows of one key: those that say the same are there already, the next ones change what is left, the rest are new.

    A new row gets the lowest line number that is free.
    """
    left = sorted(stored, key=lambda row: row.import_line)
    found: list[Gennemsynslinje] = []
    others: list[Gennemsynslinje] = []
    for row in rows:
        same = next((each for each in left if _differs(row, each) == ""), None)
        if same is None:
            others.append(row)
        else:
            left.remove(same)
            found.append(replace(row, hvad=Hvad.FINDES, stored=same, line=same.import_line))
    taken = {each.import_line for each in stored}
    for row in others:
        if left:
            old = left.pop(0)
            found.append(replace(row, hvad=Hvad.AENDRES, stored=old, line=old.import_line, foer=_differs(row, old)))
        else:
            number = next(n for n in range(len(taken) + 1) if n not in taken)
            taken.add(number)
            found.append(replace(row, line=number))
    return found


def _differs(row: Gennemsynslinje, old: Forbrug) -> str:
    """What changes, in words; "" for nothing."""
    pairs = [
        ("beløb", tal(old.amount, 2), tal(row.amount or Decimal(0), 2)),
        ("post", old.budgetpost.title, row.post.title if row.post else ""),
        ("kilde", old.kilde.name, row.kilde.name if row.kilde else ""),
        ("dato", dato(old.booked_on), dato(row.booked_on)),
        ("tekst", old.note, row.note),
        ("år", str(old.year), str(row.year)),
    ]
    told = [(name, before or "intet", after or "intet") for name, before, after in pairs if before != after]
    return "; ".join(f"{name}: {before} → {after}" for name, before, after in told)


def _within(missing: Iterable[Forbrug], linjer: Sequence[Udlinje]) -> list[Forbrug]:
    """Of the rows that are not in the file, those of the days it covers."""
    days = [linje.booked_on for linje in linjer if linje.booked_on]
    if not days:
        return []
    return [row for row in missing if row.booked_on and min(days) <= row.booked_on <= max(days)]
