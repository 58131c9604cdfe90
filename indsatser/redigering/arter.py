"""The kinds of rows of the work that can be edited, each with its form, its place and the page it is read on."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from indsatser.models import (
    Aktivitet,
    Aktivitetsmaal,
    Bevilling,
    Evaluering,
    Indikatorvaerdi,
    Initiativ,
    Lokalprojekt,
    Lokalprojektopgave,
    Lokalprojekttrin,
    Lokalprojektudgift,
    Maal,
    Maalaendring,
    Medarbejderressource,
    Milepael,
    Milepaelsplan,
    Milepaelsplanlinje,
    PlanlagtAktivitet,
    Referencevaerdi,
    Samarbejdsrelation,
    Stilling,
    Succeskriterium,
)
from indsatser.redigering import formularer_aktivitet as aktivitet
from indsatser.redigering import formularer_opfoelgning as opfoelgning
from indsatser.redigering import formularer_projekt as projekt
from indsatser.redigering.formularer_kriterium import SucceskriteriumForm
from indsatser.redigering.maalskift import MaalTilbageForm
from plans.models import Delaftale
from plans.redigering.arter import PLAN, among, next_number, page
from plans.redigering.register import Redigerbar, Under, register

OWNERS = ("helhedsplan", "delaftale", "aktivitet", "lokalprojekt", "initiativ", "parent")

UNDER_DELAFTALE = Under(Delaftale, "delaftale", {"helhedsplan": "helhedsplan"})
UNDER_AKTIVITET = Under(Aktivitet, "aktivitet", {"helhedsplan": "delaftale.helhedsplan"})
UNDER_LOKALPROJEKT = Under(Lokalprojekt, "lokalprojekt", {"helhedsplan": "helhedsplan"})
UNDER_INITIATIV = Under(Initiativ, "initiativ", {"helhedsplan": "helhedsplan"})
UNDER_WHOLE = Under(Succeskriterium, "parent", {name: name for name in OWNERS if name != "parent"})


def detail(url_name: str, of: Any = None, anchor: str = "") -> Any:
    """The reading page of a row, or of what it stands under."""

    def address(row: Any) -> str:
        shown = of(row) if of else row
        return reverse(url_name, kwargs={"uuid": shown.uuid}) + (f"#{anchor}" if anchor else "")

    return address


def under_what(row: Any, anchor: str = "") -> str:
    """Where a row is read that may stand under an activity, a project, an initiative, a delaftale or the plan."""
    pages = {
        "aktivitet": "reporting:aktivitet_detail",
        "lokalprojekt": "indsatser:lokalprojekt_detail",
        "initiativ": "indsatser:initiativ_detail",
        "delaftale": "reporting:delaftale_detail",
    }
    for name, url_name in pages.items():
        above = getattr(row, name, None)
        if above is not None:
            return reverse(url_name, kwargs={"uuid": above.uuid}) + anchor
    return reverse("reporting:delaftale_list", kwargs={"uuid": row.helhedsplan.uuid}) + anchor


def for_the_whole_plan(anchor: str) -> Any:
    """The reading page of a row that has a place of its own there when it stands directly under the plan."""

    def address(row: Any) -> str:
        below = any(getattr(row, f"{name}_id", None) for name in ("aktivitet", "lokalprojekt", "initiativ"))
        return under_what(row, "" if below else anchor)

    return address


def next_letter(row: Maal) -> dict[str, Any]:
    """The letter after the last one among the delaftale's goals, and the next place."""
    rows = Maal.objects.current().filter(helhedsplan=row.helhedsplan, delaftale=row.delaftale)
    used = {each.letter.lower() for each in rows}
    letters = sorted(letter for letter in used if len(letter) == 1 and "a" <= letter <= "y")
    after = chr(ord(letters[-1]) + 1) if letters else "a"
    return {"letter": after, **next_number("order", helhedsplan="helhedsplan", delaftale="delaftale")(row)}


def same_quarter(row: Milepael) -> QuerySet:
    """Milestones are ordered within their quarter."""
    return among("helhedsplan")(row).filter(year=row.year, quarter=row.quarter)


def of_year(plan: Milepaelsplan) -> str:
    """The page of a milepælsplan."""
    return reverse("indsatser:milepaelsplan_detail", kwargs={"uuid": plan.helhedsplan.uuid, "aar": plan.year})


register(
    Redigerbar(
        Maal,
        aktivitet.MaalForm,
        lambda row: under_what(row, "#maal" if row.delaftale_id else ""),
        under=(PLAN, UNDER_DELAFTALE),
        menu="delaftaler",
        related=("delaftale",),
        order_field="order",
        siblings=among("helhedsplan", "delaftale"),
        defaults=next_letter,
    ),
    Redigerbar(
        Aktivitet,
        aktivitet.AktivitetForm,
        lambda row: row.get_absolute_url(),
        under=(Under(Delaftale, "delaftale"),),
        menu="delaftaler",
        related=("delaftale__indsatsomraade",),
        defaults=next_number("nummer", delaftale="delaftale"),
    ),
    Redigerbar(
        Aktivitetsmaal,
        aktivitet.AktivitetsmaalForm,
        detail("reporting:aktivitet_detail", lambda row: row.aktivitet, "skema"),
        under=(Under(Aktivitet, "aktivitet"),),
        menu="delaftaler",
        related=("maal",),
    ),
    Redigerbar(
        PlanlagtAktivitet,
        aktivitet.PlanlagtAktivitetForm,
        detail("reporting:delaftale_detail", lambda row: row.delaftale, "aktiviteter"),
        under=(Under(Delaftale, "delaftale"),),
        menu="delaftaler",
        related=("parent", "aktivitet"),
        order_field="order",
        siblings=among("delaftale", "parent"),
        defaults=next_number("order", delaftale="delaftale"),
    ),
    Redigerbar(
        Medarbejderressource,
        aktivitet.MedarbejderressourceForm,
        for_the_whole_plan("#medarbejdere"),
        under=(PLAN, UNDER_AKTIVITET, UNDER_INITIATIV),
        menu="delaftaler",
        related=("aktivitet", "initiativ"),
        order_field="order",
        siblings=among("helhedsplan", "aktivitet", "initiativ"),
        defaults=next_number("order", helhedsplan="helhedsplan", aktivitet="aktivitet", initiativ="initiativ"),
    ),
    Redigerbar(
        Stilling,
        aktivitet.StillingForm,
        page("indsatser:bemanding_list", "roller"),
        under=(PLAN,),
        menu="oekonomi",
        presets=("role",),
    ),
    Redigerbar(
        Samarbejdsrelation,
        aktivitet.SamarbejdsrelationForm,
        for_the_whole_plan("#partnere"),
        under=(PLAN, UNDER_AKTIVITET, UNDER_INITIATIV, UNDER_LOKALPROJEKT),
        menu="delaftaler",
        related=("aktivitet", "initiativ", "lokalprojekt"),
        order_field="order",
        siblings=among("helhedsplan", "aktivitet", "initiativ", "lokalprojekt"),
        defaults=next_number(
            "order",
            helhedsplan="helhedsplan",
            aktivitet="aktivitet",
            initiativ="initiativ",
            lokalprojekt="lokalprojekt",
        ),
    ),
    Redigerbar(
        Succeskriterium,
        SucceskriteriumForm,
        detail("reporting:kriterium_detail", lambda row: row.parent or row),
        under=(PLAN, UNDER_DELAFTALE, UNDER_AKTIVITET, UNDER_LOKALPROJEKT, UNDER_INITIATIV, UNDER_WHOLE),
        menu="delaftaler",
        related=("parent", "delaftale", "aktivitet", "lokalprojekt", "initiativ", "maal"),
        order_field="order",
        siblings=among(*OWNERS),
        defaults=next_number("order", **{name: name for name in OWNERS}),
        put_back_form=MaalTilbageForm,
    ),
    Redigerbar(
        Maalaendring,
        opfoelgning.MaalaendringForm,
        detail("reporting:kriterium_detail", lambda row: row.kriterium.parent or row.kriterium, "tidligere"),
        menu="delaftaler",
        related=("kriterium__parent",),
        belongs=("kriterium",),
    ),
    Redigerbar(
        Referencevaerdi,
        opfoelgning.ReferencevaerdiForm,
        detail("reporting:kriterium_detail", lambda row: row.kriterium),
        under=(Under(Succeskriterium, "kriterium"),),
        menu="delaftaler",
    ),
    Redigerbar(
        Milepael,
        opfoelgning.MilepaelForm,
        lambda row: page("indsatser:milepael_list")(row) + f"#milepael-{row.uuid}",
        under=(
            PLAN,
            UNDER_DELAFTALE,
            Under(Aktivitet, "aktivitet", {"helhedsplan": "delaftale.helhedsplan", "delaftale": "delaftale"}),
        ),
        menu="milepaele",
        related=("delaftale", "aktivitet"),
        order_field="order",
        siblings=same_quarter,
        put_back_form=opfoelgning.MilepaelTilbageForm,
    ),
    Redigerbar(
        Milepaelsplan,
        opfoelgning.MilepaelsplanForm,
        of_year,
        menu="milepaele",
        belongs=("helhedsplan",),
    ),
    Redigerbar(
        Milepaelsplanlinje,
        opfoelgning.MilepaelsplanlinjeForm,
        lambda row: of_year(row.milepaelsplan) + f"#linje-{row.uuid}",
        under=(Under(Milepaelsplan, "milepaelsplan"),),
        menu="milepaele",
        related=("aktivitet", "delaftale"),
        order_field="order",
        siblings=lambda row: among("milepaelsplan")(row).filter(quarter=row.quarter),
        defaults=next_number("order", milepaelsplan="milepaelsplan"),
    ),
    Redigerbar(
        Evaluering,
        opfoelgning.EvalueringForm,
        page("indsatser:projekt_list", "evalueringer"),
        under=(PLAN,),
        menu="projekter",
        related=("approved_by",),
    ),
    Redigerbar(
        Indikatorvaerdi,
        opfoelgning.IndikatorvaerdiForm,
        page("indsatser:indikator_list"),
        under=(PLAN, UNDER_DELAFTALE),
        menu="omraadetal",
        related=("indikator", "boligomraade", "delaftale"),
        order_field="order",
        siblings=among("helhedsplan", "delaftale"),
        defaults=next_number("order", helhedsplan="helhedsplan", delaftale="delaftale"),
    ),
    Redigerbar(
        Lokalprojekt,
        projekt.LokalprojektForm,
        detail("indsatser:lokalprojekt_detail"),
        under=(PLAN,),
        menu="projekter",
    ),
    *(
        Redigerbar(
            model,
            form,
            detail("indsatser:lokalprojekt_detail", lambda row: row.lokalprojekt, anchor),
            under=(Under(Lokalprojekt, "lokalprojekt"),),
            menu="projekter",
            order_field="order",
            siblings=among("lokalprojekt"),
            defaults=next_number("order", lokalprojekt="lokalprojekt"),
        )
        for model, form, anchor in (
            (Lokalprojekttrin, projekt.LokalprojekttrinForm, "tidsplan"),
            (Lokalprojektopgave, projekt.LokalprojektopgaveForm, "opgaver"),
            (Lokalprojektudgift, projekt.LokalprojektudgiftForm, "budget"),
        )
    ),
    Redigerbar(
        Initiativ,
        projekt.InitiativForm,
        detail("indsatser:initiativ_detail"),
        under=(PLAN,),
        menu="projekter",
        related=("parent", "forgaenger", "for_plan"),
        order_field="order",
        siblings=among("helhedsplan"),
        defaults=next_number("order", helhedsplan="helhedsplan"),
    ),
    Redigerbar(
        Bevilling,
        projekt.BevillingForm,
        detail("indsatser:initiativ_detail", lambda row: row.initiativ, "betaler"),
        under=(Under(Initiativ, "initiativ"),),
        menu="projekter",
        related=("kilde",),
    ),
)
