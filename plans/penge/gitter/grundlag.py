"""What the grid is made from: the plan's posts, sources, years and stored cells, and what was typed over them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from plans.choices import Bidragsform, Finansieringsart
from plans.models import Budgetbeloeb, Budgetpost, Delaftale, Finansieringskilde, Helhedsplan
from plans.penge.gitter.celler import Vaerdi, as_typed

PREFIX, CONTROL, CHOICE = "c-", "t-", "konflikt-"


@dataclass
class Kladdepost:
    """A row of the grid: a stored post, or one that is being added (`post` is then unsaved and may lack a title)."""

    key: str
    post: Budgetpost
    is_new: bool = False


@dataclass
class Kladdekilde:
    """A source of the grid, stored or being added."""

    key: str
    kilde: Finansieringskilde
    is_new: bool = False

    @property
    def is_hours(self) -> bool:
        return self.kilde.form == Bidragsform.TIMER

    @property
    def is_lbf(self) -> bool:
        return self.kilde.kind == Finansieringsart.LBF


@dataclass
class Gitterdata:
    """All that the grid shows and saves. Cells are found by (row key, source key, year or 0)."""

    plan: Helhedsplan
    poster: list[Kladdepost]
    kilder: list[Kladdekilde]
    years: tuple[int, ...]
    celler: dict[str, Budgetbeloeb]
    delaftaler: list[Delaftale] = field(default_factory=list)

    def cell_name(self, post: str, kilde: str, year: int) -> str:
        return f"{PREFIX}{post}-{kilde}-{year}"

    def names(self) -> Iterator[tuple[str, Kladdepost, Kladdekilde, int]]:
        """Every cell of the grid: its name, row, source and year (0: no year)."""
        for post in self.poster:
            for kilde in self.kilder:
                for year in self.years:
                    yield self.cell_name(post.key, kilde.key, year), post, kilde, year

    def shown(self, name: str, kilde: Kladdekilde) -> str:
        """The stored cell as it is typed; "" for an empty one."""
        row = self.celler.get(name)
        return as_typed(Vaerdi(row.amount, row.hours), is_hours=kilde.is_hours) if row else ""

    def ground(self) -> str:
        """What the cells show now, for the next save to be held against: {name: [pk, version, text]}."""
        sources = {kilde.key: kilde for kilde in self.kilder}
        found = {
            name: [row.pk, row.version, self.shown(name, sources[name.split("-")[2]])]
            for name, row in self.celler.items()
        }
        return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def load(plan: Helhedsplan) -> Gitterdata:
    """The budget as it stands now: posts and sources in use, and those that cells still use. Four queries."""
    posts = list(plan.budgetposter.current().select_related("delaftale").order_by("order", "pk"))
    rows = list(Budgetbeloeb.objects.filter(budgetpost__in=posts).select_related("kilde"))
    sources = {kilde.pk: kilde for kilde in plan.finansieringskilder.current()}
    by_post = {post.pk: post for post in posts}
    cells = {}
    for row in rows:
        row.kilde = sources.setdefault(row.kilde_id, row.kilde)
        row.budgetpost = by_post[row.budgetpost_id]
        cells[f"{PREFIX}{row.budgetpost_id}-{row.kilde_id}-{row.year or 0}"] = row
    for owned in (*posts, *sources.values()):
        owned.helhedsplan = plan
    years = sorted({*plan.calendar_years, *(row.year for row in rows if row.year)})
    undated = any(row.year is None for row in rows) or not years
    return Gitterdata(
        plan=plan,
        poster=[Kladdepost(str(post.pk), post) for post in posts],
        kilder=[Kladdekilde(str(kilde.pk), kilde) for kilde in sources.values()],
        years=(*years, *([0] if undated else [])),
        celler=cells,
        delaftaler=list(plan.delaftaler.current().order_by("nummer", "pk")),
    )


@dataclass(frozen=True, slots=True)
class Set:
    """A stored cell as it was when the form was fetched."""

    pk: int
    version: int
    text: str


def read_ground(posted: str) -> dict[str, Set]:
    """What the cells showed when the form was fetched; nothing when somebody sent something else."""
    try:
        found = json.loads(posted)
        return {str(name): Set(int(pk), int(version), str(text)) for name, (pk, version, text) in found.items()}
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}


def typed_cells(posted: Mapping[str, str]) -> dict[str, str]:
    """What stands in the cells of the form, by name."""
    return {name: text.strip() for name, text in posted.items() if name.startswith(PREFIX)}


def changed_cells(typed: Mapping[str, str], ground: Mapping[str, Set]) -> dict[str, str]:
    """The cells whose text is not what they showed."""
    return {name: text for name, text in typed.items() if text != (ground[name].text if name in ground else "")}
