"""The kinds of rows of the accounts that can be edited."""

from typing import Any

from django.utils import timezone

from plans.models import Budgetpost, Forbrug, Helhedsplan, Overfoersel, Regnskabsaar
from plans.penge.regnskab.dobbelt import ved_overfoersel
from plans.redigering import formularer_regnskab as regnskab
from plans.redigering.arter import page
from plans.redigering.register import Panel, Redigerbar, Under, add_panel, register

PLAN = Under(Helhedsplan, "helhedsplan")


def _this_year(row: Any) -> dict[str, Any]:
    """A new row is about the year that is running, or the plan's last."""
    plan = row.budgetpost.helhedsplan if isinstance(row, Forbrug) else row.helhedsplan
    return {"year": plan.default_as_of(timezone.localdate()).year}


def _carried(row: Overfoersel) -> dict[str, Any]:
    """From the year before to this one."""
    year = row.helhedsplan.default_as_of(timezone.localdate()).year
    return {"from_year": year - 1, "to_year": year}


def _also_moved(form: Any) -> str:
    """Said while a carrying-over is written: a move of the same money stands."""
    return ved_overfoersel(form.instance, form.plan, as_of=timezone.localdate())


register(
    Redigerbar(
        Forbrug,
        regnskab.ForbrugForm,
        page("plans:regnskab_list", "linjer", plan_of=lambda row: row.budgetpost.helhedsplan),
        under=(Under(Budgetpost, "budgetpost"),),
        menu="oekonomi",
        related=("budgetpost", "kilde"),
        defaults=_this_year,
    ),
    Redigerbar(
        Regnskabsaar,
        regnskab.RegnskabsaarForm,
        page("plans:regnskab_list", "aar"),
        under=(PLAN,),
        menu="oekonomi",
        defaults=_this_year,
    ),
    Redigerbar(
        Overfoersel,
        regnskab.OverfoerselForm,
        page("plans:reguleringskonto_detail", "overfoersler"),
        under=(PLAN,),
        menu="oekonomi",
        related=("kilde",),
        defaults=_carried,
    ),
)
add_panel("overfoersel", Panel("plans/_overfoersel_panel.html", _also_moved))
