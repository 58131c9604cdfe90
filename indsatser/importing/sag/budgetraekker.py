"""The rows of a budget: a post with its amounts by source and year. Printed sums are tried by the reader, not kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.skriver import Skriver
from plans.choices import Finansieringsart, Postart
from plans.models import Budgetbeloeb, Budgetpost, Delaftale, Finansieringskilde, Helhedsplan

Kilder = dict[str, Finansieringskilde]
UDEN_KILDE: Final = "Dokumentet siger ikke, hvem der betaler. Vælg »Ret«, og vælg kilden."
UKENDT_KILDE: Final = "Kilden «{}» er ikke med, så beløbet har ingen at komme fra."
TO_GANGE: Final = "Posten har allerede et beløb fra «{}» i {}."
TRYKT: Final = "Beløbet er trykt «{}» og kan ikke læses sikkert."
_ARTER: Final = (
    (Postart.PROJEKTORGANISATION, re.compile(r"projektorganisation|projektledelse|sekretariat|administration")),
    (Postart.EVALUERING, re.compile(r"evaluering")),
)


def load_read_sources(skriver: Skriver, nodes: Iterable[Knude], plan: Helhedsplan) -> Kilder:
    """The sources that the document's budgets name."""
    found: Kilder = {}
    for order, node in enumerate(nodes, start=1):
        name = node.text("name")
        kind = node.text("kind") or Finansieringsart.ANDEN
        row = skriver.row(Finansieringskilde, node.path, helhedsplan=plan, kind=kind, name=name, order=order)
        if row is not None:
            found[name] = row
    return found


def has_amounts(budget: Knude) -> bool:
    """Whether a budget is divided by source or year, so that its whole amounts are sums of these."""
    return any(row.raw("amounts") for row in budget.children("rows"))


def titles_with_amounts(budget: Knude) -> set[str]:
    """The posts of the plan's own table that are divided."""
    return {_same(str(row.raw("label"))) for row in budget.children("rows") if row.raw("amounts") and row.raw("label")}


@dataclass
class Budgetlaeser:
    """Loads the rows of the plan's budget and of its delaftalers'."""

    skriver: Skriver
    plan: Helhedsplan
    kilder: Kilder

    def of_delaftale(self, budget: Knude, delaftale: Delaftale) -> None:
        """The rows of a delaftale's own table."""
        for row in budget.children("rows"):
            self._row(row, Postart.DELAFTALE, delaftale)

    def of_plan(self, budget: Knude, delaftaler: dict[str, Delaftale], own: set[str]) -> None:
        """The rows of the plan's table. A delaftale that has a table of its own (`own`) is not taken from here too."""
        by_title = {_same(title): row for title, row in delaftaler.items()}
        for row in budget.children("rows"):
            label = _same(str(row.raw("label") or row.raw("group") or ""))
            delaftale = by_title.get(label) or by_title.get(_same(str(row.raw("group") or "")))
            is_said_already = delaftale is not None and (delaftale.title in own or not row.raw("amounts"))
            if row.raw("is_total") or is_said_already:
                for name in row.names():
                    row.take(name)
            elif delaftale is not None:
                self._row(row, Postart.DELAFTALE, delaftale)
            else:
                self._row(row, next((kind for kind, words in _ARTER if words.search(label)), Postart.ANDEN), None)

    def _row(self, row: Knude, kind: Postart, delaftale: Delaftale | None) -> None:
        title = row.text("label")
        for name in ("group", "totals", "is_total", "total", "total_as_printed"):
            row.take(name)
        if not title:
            return
        post = self.skriver.row(
            Budgetpost,
            row.path,
            helhedsplan=self.plan,
            kind=kind,
            delaftale=delaftale,
            title=title[:160],
            note=self._periods(row),
            order=self.skriver.next_order("budgetposter"),
        )
        if post is None:
            for node in row.children("amounts"):
                for name in node.names():
                    node.take(name)
            return
        self._amounts(row, post)
        for key, name in (("lbf", "Landsbyggefonden"), ("local", "Lokal medfinansiering")):
            amount = row.number(key)
            if amount is not None and name in self.kilder and not row.raw("amounts"):
                self.skriver.row(Budgetbeloeb, row.at(key), budgetpost=post, kilde=self.kilder[name], amount=amount)

    def _periods(self, row: Knude) -> str:
        """Amounts by periods that are no calendar years, as they stand: the budget keeps their sum."""
        lines = [
            f"{node.raw('period')}: {node.raw('amount')} kr. fra {node.raw('source')}"
            for node in row.children("amounts")
            if node.raw("period") and node.raw("amount") is not None and node.raw("source")
        ]
        return "\n".join(["Trykt pr. periode:", *lines]) if lines else ""

    def _amounts(self, row: Knude, post: Budgetpost) -> None:
        cells: dict[tuple[str, int | None], tuple[str, Decimal]] = {}
        for node in row.children("amounts"):
            source, year = node.text("source"), node.integer("year")
            is_period, amount = bool(node.text("period")), node.number("amount")
            if printed := node.text("amount_as_printed"):
                self.skriver.afvis(node.at("amount_as_printed"), TRYKT.format(printed))
            elif amount is None:
                continue
            elif source not in self.kilder:
                self.skriver.afvis(node.at("amount"), UKENDT_KILDE.format(source) if source else UDEN_KILDE)
            elif is_period and year is None and (source, None) in cells:
                path, before = cells[source, None]
                cells[source, None] = (path, before + amount)
            elif (source, year) in cells:
                self.skriver.afvis(node.at("amount"), TO_GANGE.format(source, year or "alt"))
            else:
                cells[source, year] = (node.path, amount)
        for (source, year), (path, amount) in cells.items():
            self.skriver.row(Budgetbeloeb, path, budgetpost=post, kilde=self.kilder[source], year=year, amount=amount)


def _same(text: str) -> str:
    return " ".join(text.casefold().split())
