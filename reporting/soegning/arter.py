"""The kinds of rows that are searched: one line each, in the order they are shown.

Which columns are searched stands on the model, as the expression of its index; it is read from there, because a
question that differs from the index by a comma would not use it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse

from helhedsplan.soegevektor import Soegevektor
from indsatser.models import (
    Aktivitet,
    Evaluering,
    Initiativ,
    Lokalprojekt,
    Maal,
    Milepael,
    Succeskriterium,
)
from plans.models import Afsnit, Delaftale, Helhedsplan, Opfoelgning, Organ


@dataclass(frozen=True, slots=True)
class Art:
    """A kind: its key in the address, its names, its model and the page on which a row of it is read.

    `owners` are the rows above it that may be retired while it is not; it goes with them. A kind without names of its
    own (a goal, a criterion, a milestone) is one sentence. `takes_parts` says whether part of a word of the name is
    enough ("café" finds "Lektiecafé"): there is no index for that, so only where the rows are few enough to read.
    `title` is what a hit is called, and `in_title` the columns that stand in it.
    """

    key: str
    label: str
    plural: str
    model: type[Model]
    url: Callable[[Any], str]
    in_title: tuple[str, ...]
    title: Callable[[Any], str] = str
    owners: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    takes_parts: bool = False

    @property
    def whole(self) -> Soegevektor:
        """All that is searched in a row."""
        return _indexed(self.model, f"soeg_{self.model._meta.model_name}")

    @property
    def name(self) -> Soegevektor | None:
        """The row's name alone, where it has one."""
        index = f"soegnavn_{self.model._meta.model_name}"
        return _indexed(self.model, index) if any(one.name == index for one in self.model._meta.indexes) else None


def _indexed(model: type[Model], index: str) -> Soegevektor:
    return next(one.expressions[0] for one in model._meta.indexes if one.name == index)


def _page(url_name: str) -> Callable[[Any], str]:
    """The page of the row itself."""
    return lambda row: reverse(url_name, kwargs={"uuid": row.uuid})


def _on_plan_page(url_name: str, anchor: Callable[[Any], str] | None = None) -> Callable[[Any], str]:
    """A page of the row's plan, at the spot where the row stands there."""

    def url(row: Any) -> str:
        address = reverse(url_name, kwargs={"uuid": row.helhedsplan.uuid})
        return f"{address}#{anchor(row)}" if anchor else address

    return url


def _maal_url(row: Maal) -> str:
    """A goal is read on its delaftale; a goal of the whole plan on the list of them."""
    if row.delaftale:
        return f"{row.delaftale.get_absolute_url()}#maal"
    return reverse("reporting:delaftale_list", kwargs={"uuid": row.helhedsplan.uuid})


def _afsnit_anchor(row: Afsnit) -> str:
    return f"afsnit-{row.skabelon.key}" if row.skabelon else f"afsnit-{row.pk}"


def _opfoelgning_url(row: Opfoelgning) -> str:
    """A follow-up is read with the item it came from, or under its meeting's own."""
    anchor = f"punkt-{row.dagsordenspunkt_id}" if row.dagsordenspunkt_id else "opfoelgning"
    return reverse("plans:moede_detail", kwargs={"uuid": row.moede.uuid}) + f"#{anchor}"


ARTER: tuple[Art, ...] = (
    Art(
        "plan",
        "Plan",
        "Planer",
        Helhedsplan,
        _page("reporting:plan_overblik"),
        in_title=("name", "short_name"),
        title=lambda row: row.name if row.short_name in row.name else f"{row.short_name}: {row.name}",
        takes_parts=True,
    ),
    Art(
        "delaftale",
        "Delaftale",
        "Delaftaler",
        Delaftale,
        _page("reporting:delaftale_detail"),
        in_title=("title",),
        takes_parts=True,
    ),
    Art(
        "aktivitet",
        "Aktivitet",
        "Aktiviteter",
        Aktivitet,
        _page("reporting:aktivitet_detail"),
        in_title=("name",),
        owners=("delaftale",),
        related=("delaftale",),
        takes_parts=True,
    ),
    Art(
        "maal",
        "Mål",
        "Mål",
        Maal,
        _maal_url,
        in_title=("letter", "text"),
        owners=("delaftale",),
        related=("helhedsplan", "delaftale"),
    ),
    Art(
        "kriterium",
        "Succeskriterium",
        "Succeskriterier",
        Succeskriterium,
        _page("reporting:kriterium_detail"),
        in_title=("code", "statement"),
        title=lambda row: f"{row.code} {row.statement}".strip(),
        owners=("delaftale", "aktivitet", "lokalprojekt", "initiativ"),
        related=("delaftale", "aktivitet", "lokalprojekt", "initiativ"),
    ),
    Art(
        "milepael",
        "Milepæl",
        "Milepæle",
        Milepael,
        _on_plan_page("indsatser:milepael_list", lambda row: f"milepael-{row.uuid}"),
        in_title=("text",),
        owners=("delaftale", "aktivitet"),
        related=("helhedsplan", "delaftale", "aktivitet"),
    ),
    Art(
        "afsnit",
        "Afsnit",
        "Afsnit i aftalen",
        Afsnit,
        _on_plan_page("plans:aftale_detail", _afsnit_anchor),
        in_title=("heading",),
        title=lambda row: f"{row.number} {row.heading}".strip(),
        related=("helhedsplan", "skabelon"),
    ),
    Art(
        "organ",
        "Organ",
        "Organer",
        Organ,
        _on_plan_page("plans:organ_list", lambda row: f"organ-{row.pk}"),
        in_title=("name",),
        related=("helhedsplan",),
        takes_parts=True,
    ),
    Art(
        "opfoelgning",
        "Opfølgning",
        "Opfølgninger fra møder",
        Opfoelgning,
        _opfoelgning_url,
        in_title=("text",),
        owners=("moede",),
        related=("moede__organ",),
    ),
    Art(
        "lokalprojekt",
        "Lokalprojekt",
        "Lokalprojekter",
        Lokalprojekt,
        _page("indsatser:lokalprojekt_detail"),
        in_title=("name",),
        takes_parts=True,
    ),
    Art(
        "initiativ",
        "Initiativ",
        "Initiativer",
        Initiativ,
        _page("indsatser:initiativ_detail"),
        in_title=("code", "title"),
        title=lambda row: f"{row.code} {row.title}".strip(),
        takes_parts=True,
    ),
    Art(
        "evaluering",
        "Evaluering",
        "Evalueringer",
        Evaluering,
        _on_plan_page("reporting:plan_overblik"),  # evaluations have no page of their own yet
        in_title=("title",),
        related=("helhedsplan",),
    ),
)
