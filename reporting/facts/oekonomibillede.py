"""The economy as the board sees it: one picture of frame and spending, with the co-financing line, and a sentence."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from helhedsplan.numbers import procent
from plans.budget.kroner import Kr, holdt_op
from plans.models import Helhedsplan
from plans.penge.oekonomi import Oekonomi
from plans.penge.regnskab.opfoelgning import brugt_i_alt
from plans.penge.regnskab.regler import Stand

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Oekonomibillede:
    """Widths in per cent of the frame, with a dot, as the drawing takes them.

    `krav_x` is where the local share must begin, at the latest, to meet the round's requirement.
    `brugt` is "" where nothing is booked; `saetning` says the same in words, and is what is read aloud.
    """

    lbf: str
    lokal: str
    brugt: str
    krav_x: str
    krav_pct: str
    saetning: str


def build_oekonomibillede(plan: Helhedsplan, oekonomi: Oekonomi, *, as_of: date) -> Oekonomibillede | None:
    """The picture, or None for a plan whose frame is not stated. One query."""
    if oekonomi.ramme is None or not oekonomi.ramme.total:
        return None
    spent = brugt_i_alt(plan, as_of=as_of)
    test = oekonomi.medfinansiering
    return Oekonomibillede(
        lbf=_share(oekonomi.ramme.lbf, oekonomi.ramme.total),
        lokal=_share(oekonomi.ramme.lokal, oekonomi.ramme.total),
        brugt="" if spent is None else _share(spent, oekonomi.ramme.total),
        krav_x=f"{HUNDRED - test.krav_pct:.2f}" if test else "",
        krav_pct=procent(test.krav_pct) if test else "",
        saetning=_said(spent, _budget(oekonomi)),
    )


def _share(amount: Decimal, whole: Decimal) -> str:
    return f"{min(max(amount / whole * HUNDRED, Decimal(0)), HUNDRED):.2f}"


def _budget(oekonomi: Oekonomi) -> Kr:
    """The posts in force together, as the tables print them."""
    exact = sum((celle.amount for celle in oekonomi.budget.gaeldende if oekonomi.budget.taeller(celle)), Decimal(0))
    return Kr(exact, oekonomi.gaeldende.fordelt.total)


def _said(spent: Decimal | None, budget: Kr) -> str:
    if spent is None:
        return "Der er ikke lagt noget regnskab ind endnu."
    brugt, stand = Kr.alene(spent), Stand(budget.exact or None, spent)
    if stand.pct is None or stand.rest is None:
        return f"Der er brugt {brugt} Budgettets poster er ikke oplyst."
    one, other, _ = holdt_op(brugt, budget)
    if stand.rest < 0:
        return f"Der er brugt {one}, og det er mere end posterne på {other}"
    return f"Der er brugt {one} af posternes {other} ({procent(stand.pct)})."
