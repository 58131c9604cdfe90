"""Staffing: do a role's hours add up to full time, is it said the same way everywhere, is the role described."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from helhedsplan.numbers import tal
from indsatser.bemanding.regler import (
    FULD_TID,
    Fuldtid,
    Spaend,
    laeg_sammen,
    mod_fuld_tid,
    rollenoegle,
    stillingstekst,
)
from indsatser.choices import Ressourceenhed
from indsatser.models import Medarbejderressource
from indsatser.selvmodsigelser.grundlag import Grundlag
from indsatser.selvmodsigelser.ordlighed import same_word, words
from indsatser.selvmodsigelser.typer import Niveau, Selvmodsigelse, Slags, antal, fund, og


def find(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """All findings about staffing and about one's own staff listed as partners."""
    yield from _hours(g)
    yield from _without_amount(g)
    yield from _units(g)
    yield from _undescribed_roles(g)
    yield from _own_staff_as_partners(g)


def _hours(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """A role's weekly hours over all activities held against full time. Partners' own staff are not the plan's."""
    by_role: dict[str, list[Medarbejderressource]] = {}
    for row in g.ressourcer:
        own = not row.employer and (row.aktivitet_id is None or row.aktivitet_id in g.akt)
        if own and row.unit == Ressourceenhed.TIMER_PR_UGE and row.amount is not None:
            by_role.setdefault(rollenoegle(row.role), []).append(row)
    for rows in by_role.values():
        hours = laeg_sammen(Spaend.af(row.amount, row.amount_to) for row in rows if row.amount is not None)
        if hours and (found := om_timer(rows[0].role, hours.lav, hours.hoej, len(rows))):
            niveau, text = found
            akt = g.akt.get(rows[0].aktivitet_id)
            page = ("reporting:aktivitet_detail", akt) if akt else ("reporting:delaftale_list", g.plan)
            yield fund(Slags.BEMANDING, niveau, text, rows[0], "amount", *page)


def om_timer(role: str, low: Decimal, high: Decimal, places: int) -> tuple[Niveau, str] | None:
    """What is to be said of a role with `low` to `high` hours a week; None when it is one or more full-time posts.

    Less than full time is no error: the rest may be administration, or the post is part-time.
    """
    dom = mod_fuld_tid(Spaend(low, high))
    if dom.dom == Fuldtid.HEL:
        return None
    said = f"{role}: {Spaend(low, high)} timer om ugen over {antal(places, 'aktivitet', 'aktiviteter')}"
    posts = stillingstekst(dom.stillinger)
    if dom.dom == Fuldtid.INTERVAL:
        return (
            Niveau.OPLYSNING,
            f"{said}. Et interval; {posts} på {tal(FULD_TID * dom.stillinger)} timer går op.",
        )
    if dom.dom == Fuldtid.UNDER:
        return (
            Niveau.OPLYSNING,
            f"{said}, altså mindre end en fuld stilling på 37. Resten kan ligge uden for aktiviteterne.",
        )
    return Niveau.ADVARSEL, f"{said}. Det er {tal(dom.timer.lav)} timer mere end {posts} på 37 timer."


def _without_amount(g: Grundlag) -> Iterator[Selvmodsigelse]:
    for akt_pk, rows in g.af_akt("ressourcer").items():
        bare = [row for row in rows if row.amount is None]
        if bare:
            akt = g.akt[akt_pk]
            named = og([f"«{row.role}»" for row in bare])
            yield fund(
                Slags.BEMANDING,
                Niveau.OPLYSNING,
                f"«{akt.name}»: {named} er nævnt uden timer eller årsværk.",
                bare[0],
                "amount",
                "reporting:aktivitet_detail",
                akt,
            )


def _units(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """Staffing stated in several units, or without one. One finding a plan."""
    rows = [row for row in g.ressourcer if row.amount is not None and row.aktivitet_id in g.akt]
    units = Counter(row.get_unit_display() for row in rows)
    unstated = sum(1 for row in rows if not row.unit_stated)
    if len(units) < 2 and not unstated:
        return
    said = og([f"{unit} ({number})" for unit, number in units.most_common()])
    tail = f" {antal(unstated, 'sted', 'steder')} står enheden ikke i aftalen." if unstated else ""
    first = next((row for row in rows if not row.unit_stated), rows[0])
    yield fund(
        Slags.BEMANDING,
        Niveau.OPLYSNING,
        f"Bemandingen er skrevet i {said}.{tail}",
        first,
        "unit",
        "reporting:aktivitet_detail",
        g.akt[first.aktivitet_id],
    )


def _undescribed_roles(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """Roles that staff activities but are not in the section on responsibilities, when that section names others."""
    section = next((row for row in g.afsnit if row.heading.casefold().startswith("ansvar")), None)
    if section is None:
        return
    described = words(section.text)
    roles = list(dict.fromkeys(row.role for row in g.ressourcer if row.aktivitet_id in g.akt and not row.employer))
    missing = [role for role in roles if not _said(role, described)]
    if missing and len(missing) < len(roles):
        yield fund(
            Slags.BEMANDING,
            Niveau.OPLYSNING,
            f"{og(missing)} har timer i aktiviteterne, men står ikke i afsnittet «{section.heading}».",
            section,
            "text",
            "plans:aftale_detail",
            g.plan,
        )


def _said(role: str, text: list[str]) -> bool:
    return all(any(same_word(word, other) for other in text) for word in words(role))


def _own_staff_as_partners(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """A partner that is one of the plan's own roles. One finding a role."""
    roles = {row.role: words(row.role) for row in g.ressourcer if row.aktivitet_id in g.akt and not row.employer}
    for role, said in roles.items():
        rows = [row for row in g.relationer if row.aktivitet_id in g.akt and _is(said, words(row.organisation))]
        if rows:
            where = og(list(dict.fromkeys(f"«{g.akt[row.aktivitet_id].name}»" for row in rows)))
            yield fund(
                Slags.PARTNER,
                Niveau.OPLYSNING,
                f"«{rows[0].organisation}» er samarbejdspartner i {where}, men {role.lower()} er en af planens egne.",
                rows[0],
                "organisation",
                "reporting:aktivitet_detail",
                g.akt[rows[0].aktivitet_id],
            )


def _is(role: list[str], partner: list[str]) -> bool:
    return len(role) == len(partner) and all(same_word(a, b) for a, b in zip(role, partner, strict=True))
