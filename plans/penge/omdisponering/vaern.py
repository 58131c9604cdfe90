"""What a move must not do, said at its field. Called when a row is cleaned: every way in goes by here."""

from dataclasses import replace
from typing import Any

from django.db import connection

from helhedsplan.numbers import kroner_praecis
from plans.choices import Beslutningsart
from plans.models.base import given, refuse
from plans.penge.omdisponering.gaeldende import oprindelige, raekker, som_flytning
from plans.penge.omdisponering.regler import NUL, Flytning, Mangel, mangler


def afvis(row: Any) -> None:
    """Raise ValidationError with the sentences about an Omdisponering, or do nothing.

    Ends must be in the plan's years, cash and working time are mixed only on purpose, the decision must be one,
    and no cell may give more than it holds on any day.
    """
    plan = given(row, "helhedsplan")
    ends = [given(row, name) for name in ("from_post", "from_kilde", "to_post", "to_kilde")]
    if plan is None or None in ends:
        return
    refuse(
        from_year=_outside(plan, row.from_year),
        to_year=_outside(plan, row.to_year),
        to_kilde=_mixed(row),
        **_decision(row),
        **_gone(row),
    )
    is_dropped_plan = row.retired_on is not None and row.decided_on is None
    if row.amount is not None and row.moved_on is not None and row.amount > 0 and not is_dropped_plan:
        refuse(**_shortage(row, plan))


def afvis_udgaaet(post: Any) -> None:
    """Refuse that a post goes out of use while a decided move to or from it counts.

    The one half of the move would go with it and the other stay: money would vanish from the budget, or appear in it.
    """
    moved = [
        row.amount
        for row in raekker(post.helhedsplan)
        if post.pk in (row.from_post_id, row.to_post_id) and row.decided_on and row.retired_on is None
    ]
    told = (
        f"Der er flyttet {kroner_praecis(sum(moved, NUL))} til eller fra posten, så den hører med i budgettet."
        " Tag først flytningerne ud af brug."
    )
    refuse(retired_on=told if moved else "")


def _gone(row: Any) -> dict[str, str]:
    """A decided move in use goes between posts that are in the budget."""
    if row.decided_on is None or row.retired_on is not None:
        return {}
    return {
        name: "Posten er taget ud af brug. Sæt den ind igen, eller vælg en anden."
        for name in ("from_post", "to_post")
        if getattr(row, name).retired_on is not None
    }


def _outside(plan: Any, year: int | None) -> str:
    outside = year and plan.calendar_years and year not in plan.calendar_years
    return f"{year} ligger uden for planens periode." if outside else ""


def _mixed(row: Any) -> str:
    if row.from_kilde.form == row.to_kilde.form or row.crosses_forms:
        return ""
    return (
        f"{row.from_kilde} er {row.from_kilde.get_form_display().lower()}, og {row.to_kilde} er "
        f"{row.to_kilde.get_form_display().lower()}. Sæt hak ved, at det er meningen, hvis det er."
    )


def _decision(row: Any) -> dict[str, str]:
    beslutning = row.beslutning
    if beslutning is None:
        return {}
    if row.decided_on and beslutning.kind != Beslutningsart.TILTRAADT:
        outcome = beslutning.get_kind_display().lower()
        return {"beslutning": f"Beslutningens udfald er «{outcome}». Så er flytningen ikke besluttet."}
    if row.decided_on and beslutning.decided_on and beslutning.decided_on != row.decided_on:
        return {"decided_on": f"Beslutningen er fra {beslutning.decided_on:%d.%m.%Y}. Skriv den dag her."}
    return {}


def _shortage(row: Any, plan: Any) -> dict[str, str]:
    """Where the move, as it would be saved, makes a cell give more than it holds. An old lack is not its fault."""
    if connection.in_atomic_block:  # two who move at once from the same cell wait for each other
        list(type(plan).objects.select_for_update(no_key=True, of=("self",)).filter(pk=plan.pk).values_list("pk"))
    stored = {each.pk: som_flytning(each) for each in raekker(plan)}
    others = [move for pk, move in stored.items() if pk != row.pk]
    budget, mine = oprindelige(plan), som_flytning(row)
    if mine.gaelder_fra is None:  # only planned: could it be decided as things stand?
        mine = replace(mine, gaelder_fra=row.moved_on)
    before, after = mangler(budget, stored.values()), mangler(budget, [*others, mine])
    worse = [lack for celle, lack in after.items() if celle not in before or lack.beloeb > before[celle].beloeb]
    if not worse:
        return {}
    lack = min(worse, key=lambda each: (each.celle != mine.fra, each.dag))
    if lack.celle == mine.fra and mine.taeller(lack.dag):
        return {"amount": _too_little(row, mine, lack)}
    return {"retired_on" if row.retired_on is not None else "amount": _gone_on(lack)}


def _too_little(row: Any, mine: Flytning, lack: Mangel) -> str:
    holds = mine.beloeb - lack.beloeb
    place = stednavn(row.from_post, row.from_year, row.from_kilde)
    day = f" den {lack.dag:%d.%m.%Y}" if mine.gaelder_fra and lack.dag > mine.gaelder_fra else ""
    if holds <= 0:
        return f"Der er ingen penge at flytte på {place}{day}."
    return f"Der er kun {kroner_praecis(holds)} på {place}{day}. Det er {kroner_praecis(lack.beloeb)} for lidt."


def _gone_on(lack: Mangel) -> str:
    from plans.models import Budgetpost, Finansieringskilde

    post = Budgetpost.objects.get(pk=lack.celle.post)
    kilde = Finansieringskilde.objects.get(pk=lack.celle.kilde)
    place = stednavn(post, lack.celle.aar, kilde)
    return (
        f"Pengene er flyttet videre: {place} ville mangle {kroner_praecis(lack.beloeb)} "
        f"den {lack.dag:%d.%m.%Y}. Tag først den senere flytning ud af brug."
    )


def stednavn(post: Any, year: int | None, kilde: Any) -> str:
    """A cell as people read it: "Tryghed og trivsel (2019, Landsbyggefonden)"."""
    return f"{post} ({year or 'uden år'}, {kilde})"
