"""One plan whose budget is as large as any is thought to be: 5 calendar years × 40 posts × 6 financiers."""

from datetime import date
from decimal import Decimal

from plans.choices import Bidragsform, Finansieringsart, Postart, Udgiftsart
from plans.models import Budgetbeloeb, Budgetpost, Finansieringskilde, Helhedsplan
from plans.services.mange import create_many

POSTER, PERIODE = 40, (date(2018, 8, 1), date(2022, 7, 31))
KILDER = (
    ("Landsbyggefonden", Finansieringsart.LBF),
    ("Kommunen", Finansieringsart.KOMMUNE),
    ("Boligforeningen", Finansieringsart.BOLIGORGANISATION),
    ("Fonden", Finansieringsart.FOND),
    ("Foreningerne", Finansieringsart.ANDEN),
    ("Kommunens tid", Finansieringsart.KOMMUNE),
)


def build_large_budget() -> Helhedsplan:
    """Make the plan with its 1.200 amounts and return it."""
    start, end = PERIODE
    frame = {"frame_lbf": Decimal(30_000_000), "frame_lokal": Decimal(12_000_000)}
    (plan,) = create_many(
        [Helhedsplan(name="Stort budget", short_name="Stort budget", start_date=start, end_date=end, **frame)], by=None
    )
    kilder = create_many(
        [
            Finansieringskilde(
                helhedsplan=plan,
                name=name,
                kind=kind,
                order=n,
                form=Bidragsform.TIMER if name == "Kommunens tid" else Bidragsform.KONTANT,
            )
            for n, (name, kind) in enumerate(KILDER)
        ],
        by=None,
    )
    costs = list(Udgiftsart)
    poster = create_many(
        [
            Budgetpost(
                helhedsplan=plan,
                kind=Postart.ANDEN,
                title=f"Post {n + 1}",
                udgiftsart=costs[n % len(costs)],
                order=n,
            )
            for n in range(POSTER)
        ],
        by=None,
    )
    amounts = [
        Budgetbeloeb(budgetpost=post, kilde=kilde, year=year, amount=Decimal(10_000 + 1_000 * (n % 7)))
        for n, post in enumerate(poster)
        for kilde in kilder
        for year in plan.calendar_years
    ]
    create_many(amounts, by=None)
    return plan
