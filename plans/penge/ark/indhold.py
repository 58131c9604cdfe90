"""A budget as plain text values: the same for the plan, the file, and what the plan said when the file was made."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from helhedsplan.regneark import Sted
from plans.choices import Postart
from plans.models import Budgetbeloeb, Budgetpost, Finansieringskilde, Helhedsplan
from plans.penge.ark.felter import KILDEFELTER, POSTFELTER, tal_som_tekst, tekst

Cellenoegle = tuple[str, str, str]
"""(post, source, year): ids, and the year as text, "" where none is stated."""

KR, TIMER = "kr", "timer"
NY = "ny-"
"""What the id of a row begins with that the file has and the plan has not."""


@dataclass(frozen=True, slots=True)
class Budgetindhold:
    """Sources and posts by id, each its fields; cells "kr:1392.5" or "timer:40"."""

    kilder: dict[str, dict[str, str]] = field(default_factory=dict)
    poster: dict[str, dict[str, str]] = field(default_factory=dict)
    celler: dict[Cellenoegle, str] = field(default_factory=dict)

    def som_json(self) -> dict[str, Any]:
        """For keeping while it is looked through."""
        cells = [[*key, value] for key, value in self.celler.items()]
        return {"kilder": self.kilder, "poster": self.poster, "celler": cells}

    @classmethod
    def fra_json(cls, data: dict[str, Any]) -> "Budgetindhold":
        """What `som_json` kept."""
        cells = {(post, kilde, year): value for post, kilde, year, value in data["celler"]}
        return cls(data["kilder"], data["poster"], cells)


@dataclass(frozen=True, slots=True)
class Budgetfil:
    """A file that has been read: what it says, and what the plan said when it was made (None: it does not know)."""

    indhold: Budgetindhold
    udgangspunkt: Budgetindhold | None
    made_on: str = ""
    steder: dict[tuple[str, ...], Sted] = field(default_factory=dict, compare=False)
    """Where each value stands in the file; not kept once it has been looked through."""

    def som_json(self) -> dict[str, Any]:
        base = self.udgangspunkt.som_json() if self.udgangspunkt else None
        return {"indhold": self.indhold.som_json(), "udgangspunkt": base, "made_on": self.made_on}

    @classmethod
    def fra_json(cls, data: dict[str, Any]) -> "Budgetfil":
        base = Budgetindhold.fra_json(data["udgangspunkt"]) if data["udgangspunkt"] else None
        return cls(Budgetindhold.fra_json(data["indhold"]), base, data["made_on"])


@dataclass(frozen=True, slots=True)
class Budgetraekker:
    """The plan's own rows behind its content, by id."""

    kilder: dict[str, Finansieringskilde]
    poster: dict[str, Budgetpost]
    celler: dict[Cellenoegle, Budgetbeloeb]

    def raekke(self, art: str, noegle: tuple[str, ...]) -> Finansieringskilde | Budgetpost | Budgetbeloeb | None:
        """The row that a change is about; None when there is none yet."""
        if art == "celle":
            post, kilde, year = noegle
            return self.celler.get((post, kilde, year))
        return self.kilder.get(noegle[0]) if art == "kilde" else self.poster.get(noegle[0])


def laes_raekker(plan: Helhedsplan) -> Budgetraekker:
    """The budget as it stands now: three queries. A retired source that is still used is part of it."""
    posts = list(plan.budgetposter.current().select_related("delaftale").order_by("order", "pk"))
    cells = list(Budgetbeloeb.objects.filter(budgetpost__in=posts).select_related("kilde").order_by("year", "pk"))
    kilder = {str(row.uuid): row for row in plan.finansieringskilder.current()}
    by_pk = {post.pk: post for post in posts}
    for post in posts:
        post.helhedsplan = plan
    found: dict[Cellenoegle, Budgetbeloeb] = {}
    for cell in cells:
        cell.budgetpost = by_pk[cell.budgetpost_id]
        kilder.setdefault(str(cell.kilde.uuid), cell.kilde)
        cell.kilde = kilder[str(cell.kilde.uuid)]
        found[str(cell.budgetpost.uuid), str(cell.kilde.uuid), str(cell.year or "")] = cell
    for kilde in kilder.values():
        kilde.helhedsplan = plan
    return Budgetraekker(kilder, {str(post.uuid): post for post in posts}, found)


def indhold_af(raekker: Budgetraekker) -> Budgetindhold:
    """The rows as plain values."""
    return Budgetindhold(
        kilder={
            key: {felt.name: _value(row, felt.name) for felt in KILDEFELTER} for key, row in raekker.kilder.items()
        },
        poster={
            key: {felt.name: _post_value(row, felt.name) for felt in POSTFELTER} for key, row in raekker.poster.items()
        },
        celler={key: cellevaerdi(row.amount, row.hours) for key, row in raekker.celler.items()},
    )


def cellevaerdi(amount: Decimal | None, hours: Decimal | None) -> str:
    """Hours where it is given working time, else kroner."""
    return f"{TIMER}:{tal_som_tekst(hours)}" if hours is not None else f"{KR}:{tal_som_tekst(amount)}"


def del_celle(value: str) -> tuple[str, Decimal | None]:
    """ "kr:1392.5" → ("kr", 1392.5); "" → ("kr", None)."""
    kind, _, number = value.partition(":")
    return (kind or KR), (Decimal(number) if number else None)


def _value(row: Any, name: str) -> str:
    value = getattr(row, name)
    return tal_som_tekst(value) if isinstance(value, Decimal) else tekst(str(value)) if value is not None else ""


def _post_value(post: Budgetpost, name: str) -> str:
    return art_af(post.kind, post.delaftale.uuid if post.delaftale else None) if name == "art" else _value(post, name)


def art_af(kind: str, delaftale: UUID | None) -> str:
    """A post's kind in the one form, with the delaftale it is for."""
    return f"{kind}:{delaftale}" if kind == Postart.DELAFTALE else str(kind)
