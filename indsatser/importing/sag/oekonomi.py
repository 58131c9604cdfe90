"""Frame, sources and budget as the agreement states them. Sums are tried, never stored."""

from collections.abc import Iterable
from decimal import Decimal

from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.skriver import Skriver
from plans.choices import Finansieringsart, Postart
from plans.models import Budgetbeloeb, Budgetpost, Delaftale, Finansieringskilde, Helhedsplan

LBF, LOKAL = "Landsbyggefonden", "Lokal medfinansiering"


def read_frame(skriver: Skriver, budget: Knude) -> dict[str, Decimal | None]:
    """The agreement's frame; refused when its own parts do not make its own total."""
    lbf, local = budget.number("lbf"), budget.number("local")
    check_total(skriver, budget, lbf, local)
    return {"frame_lbf": lbf, "frame_lokal": local}


def check_total(skriver: Skriver, budget: Knude, lbf: Decimal | None, local: Decimal | None) -> None:
    total = budget.number("total")
    if None not in (total, lbf, local) and lbf + local != total:  # type: ignore[operator]
        skriver.afvis(budget.at("total"), f"{lbf} + {local} giver ikke {total}.")


def load_sources(
    skriver: Skriver, plan: Helhedsplan, names: Iterable[str] = (LBF, LOKAL)
) -> dict[str, Finansieringskilde]:
    """The two sources that every agreement with a frame has; the local part is not divided between partners."""
    kinds = {LBF: Finansieringsart.LBF, LOKAL: Finansieringsart.LOKAL}
    return {
        name: skriver.row(Finansieringskilde, f"kilde/{name}", helhedsplan=plan, kind=kind, name=name, order=order)
        for order, (name, kind) in enumerate(kinds.items(), start=1)
        if name in names
    }


def load_delaftale_budget(
    skriver: Skriver, budget: Knude, delaftale: Delaftale, kilder: dict[str, Finansieringskilde]
) -> None:
    """A delaftale's row of the budget: the whole amount from each source, because years are not stated."""
    lbf, local = budget.number("lbf"), budget.number("local")
    check_total(skriver, budget, lbf, local)
    post = skriver.row(
        Budgetpost,
        budget.path,
        helhedsplan=delaftale.helhedsplan,
        kind=Postart.DELAFTALE,
        delaftale=delaftale,
        title=delaftale.title,
        order=delaftale.nummer,
    )
    for key, name, amount in (("lbf", LBF, lbf), ("local", LOKAL, local)):
        if amount is not None:
            skriver.row(Budgetbeloeb, budget.at(key), budgetpost=post, kilde=kilder[name], amount=amount)
