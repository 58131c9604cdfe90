"""The kinds of rows of the agreement that can be edited, each with its form, its place and the page it is read on."""

from typing import Any

from django.db import models
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from plans.models import (
    Afdelingsdeltagelse,
    Afsnit,
    Bilag,
    Budgetbeloeb,
    Budgetpost,
    Delaftale,
    Finansieringskilde,
    Fravalg,
    Helhedsplan,
    Medlemskab,
    Omdisponering,
    Organ,
    Organmedlem,
    Part,
    Uoverensstemmelse,
)
from plans.penge.omdisponering.formular import OmdisponeringForm, build_panel
from plans.permissions import Ret
from plans.redigering import formularer_aftale as aftale
from plans.redigering import formularer_organ as organ
from plans.redigering import formularer_penge as penge
from plans.redigering.register import Panel, Redigerbar, Under, add_panel, register

PLAN = Under(Helhedsplan, "helhedsplan")


def page(url_name: str, anchor: str = "", plan_of: Any = None) -> Any:
    """The reading page of rows that stand on a page of their plan."""

    def address(row: Any) -> str:
        plan = plan_of(row) if plan_of else row.helhedsplan
        return reverse(url_name, kwargs={"uuid": plan.uuid}) + (f"#{anchor}" if anchor else "")

    return address


def next_number(field: str, **within: str) -> Any:
    """Defaults for a new row: one more than the highest number among its siblings."""

    def defaults(row: Any) -> dict[str, Any]:
        rows = type(row)._default_manager.filter(**{name: getattr(row, attr) for name, attr in within.items()})
        return {field: (rows.aggregate(highest=Max(field))["highest"] or 0) + 1}

    return defaults


def among(*names: str) -> Any:
    """Siblings: rows in use that share the named fields."""

    def siblings(row: Any) -> models.QuerySet:
        shared = {name: getattr(row, f"{name}_id", None) for name in names}
        return type(row)._default_manager.current().filter(**shared)

    return siblings


def _part_page(row: Part) -> str:
    if row.delaftale is not None:
        return reverse("reporting:delaftale_detail", kwargs={"uuid": row.delaftale.uuid}) + "#aftalt"
    return page("plans:aftale_detail", "parter")(row)


def _afsnit_page(row: Afsnit) -> str:
    anchor = f"afsnit-{row.skabelon.key}" if row.skabelon else f"afsnit-{row.pk}"
    return page("plans:aftale_detail", anchor)(row)


def _afsnit_defaults(row: Afsnit) -> dict[str, Any]:
    """A section that the round declares takes its heading and place from there."""
    if row.skabelon:
        return {"heading": row.skabelon.heading, "order": row.skabelon.order}
    return next_number("order", helhedsplan="helhedsplan")(row)


def _bilag_defaults(row: Bilag) -> dict[str, Any]:
    """An annex that the round requires takes its title and place from there."""
    if row.krav:
        return {"title": row.krav.title, "order": row.krav.order}
    return next_number("order", helhedsplan="helhedsplan")(row)


def _delaftale_defaults(row: Delaftale) -> dict[str, Any]:
    """A delaftale begins with the official name, the next number and the plan's own period."""
    plan = row.helhedsplan
    named = {"title": row.indsatsomraade.name} if row.indsatsomraade else {}
    period = {"start_date": plan.start_date, "end_date": plan.end_date}
    return {**next_number("nummer", helhedsplan="helhedsplan")(row), **period, **named}


register(
    Redigerbar(
        Helhedsplan,
        aftale.HelhedsplanForm,
        lambda plan: reverse("plans:aftale_detail", kwargs={"uuid": plan.uuid}) + "#stamdata",
    ),
    Redigerbar(
        Afsnit,
        aftale.AfsnitForm,
        _afsnit_page,
        under=(PLAN,),
        related=("skabelon",),
        order_field="order",
        siblings=lambda row: among("helhedsplan")(row).filter(skabelon=None),
        defaults=_afsnit_defaults,
        presets=("skabelon",),
    ),
    Redigerbar(
        Part,
        aftale.PartForm,
        _part_page,
        under=(PLAN, Under(Delaftale, "delaftale", {"helhedsplan": "helhedsplan"})),
        related=("delaftale",),
        order_field="order",
        siblings=among("helhedsplan", "delaftale"),
        defaults=next_number("order", helhedsplan="helhedsplan", delaftale="delaftale"),
    ),
    Redigerbar(
        Bilag,
        aftale.BilagForm,
        page("plans:aftale_detail", "bilag"),
        under=(PLAN,),
        related=("krav",),
        order_field="order",
        siblings=among("helhedsplan"),
        defaults=_bilag_defaults,
        presets=("krav",),
    ),
    Redigerbar(
        Fravalg,
        aftale.FravalgForm,
        page("plans:aftale_detail", "omraader"),
        under=(PLAN,),
        related=("indsatsomraade",),
        presets=("indsatsomraade",),
    ),
    Redigerbar(
        Afdelingsdeltagelse,
        aftale.AfdelingsdeltagelseForm,
        page("plans:aftale_detail", "afdelinger"),
        under=(PLAN,),
        related=("boligafdeling__boligorganisation",),
    ),
    Redigerbar(
        Delaftale,
        aftale.DelaftaleForm,
        lambda row: row.get_absolute_url(),
        under=(PLAN,),
        menu="delaftaler",
        related=("indsatsomraade",),
        defaults=_delaftale_defaults,
        presets=("indsatsomraade",),
    ),
    Redigerbar(
        Uoverensstemmelse,
        aftale.UoverensstemmelseForm,
        page("plans:uoverensstemmelse_list"),
        under=(PLAN,),
        order_field="order",
        siblings=among("helhedsplan"),
        defaults=next_number("order", helhedsplan="helhedsplan"),
    ),
    Redigerbar(
        Organ,
        organ.OrganForm,
        page("plans:organ_list"),
        under=(PLAN,),
        menu="organisering",
        related=("parent", "delaftale"),
        order_field="order",
        siblings=among("helhedsplan", "parent"),
        defaults=next_number("order", helhedsplan="helhedsplan"),
    ),
    Redigerbar(
        Organmedlem,
        organ.OrganmedlemForm,
        page("plans:organ_list", plan_of=lambda row: row.organ.helhedsplan),
        under=(Under(Organ, "organ"),),
        menu="organisering",
        order_field="order",
        siblings=among("organ"),
        defaults=next_number("order", organ="organ"),
    ),
    Redigerbar(
        Finansieringskilde,
        penge.FinansieringskildeForm,
        page("plans:oekonomi_detail"),
        under=(PLAN,),
        menu="oekonomi",
        order_field="order",
        siblings=among("helhedsplan"),
        defaults=next_number("order", helhedsplan="helhedsplan"),
    ),
    Redigerbar(
        Budgetpost,
        penge.BudgetpostForm,
        page("plans:oekonomi_detail"),
        under=(PLAN,),
        menu="oekonomi",
        related=("delaftale",),
        order_field="order",
        siblings=among("helhedsplan"),
        defaults=next_number("order", helhedsplan="helhedsplan"),
    ),
    Redigerbar(
        Budgetbeloeb,
        penge.BudgetbeloebForm,
        page("plans:oekonomi_detail", plan_of=lambda row: row.budgetpost.helhedsplan),
        belongs=("budgetpost",),
        menu="oekonomi",
        related=("budgetpost", "kilde"),
    ),
    Redigerbar(
        Omdisponering,
        OmdisponeringForm,
        page("plans:omdisponering_list"),
        under=(PLAN,),
        menu="oekonomi",
        related=("from_post__delaftale", "to_post__delaftale", "from_kilde", "to_kilde", "beslutning"),
        defaults=lambda row: {"moved_on": timezone.localdate()},
        presets=("from_post", "from_year", "from_kilde"),
    ),
    Redigerbar(
        Medlemskab,
        organ.MedlemskabForm,
        page("plans:medlemskab_list"),
        under=(PLAN,),
        ret=Ret.GIV_ADGANG,
        laes=Ret.GIV_ADGANG,
        menu="adgang",
        belongs=(),  # who may read a plan that is out of use, and until when, is still to be said
        related=("user",),
    ),
)
add_panel("omdisponering", Panel("plans/_omdisponering_panel.html", build_panel))
