"""The parts an agreement owes: signatures, annexes, sections, form fields, organs; masked text; figures of areas."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from django.db.models import CharField, Model, TextField

from helhedsplan.numbers import tal
from indsatser.selvmodsigelser.grundlag import Grundlag
from indsatser.selvmodsigelser.typer import Niveau, Selvmodsigelse, Slags, antal, fund, og
from plans.choices import Bilagstilstand, Organart

SKEMAFELTER = (
    ("purpose", "formål"),
    ("target_group", "målgruppe"),
    ("anchoring", "forankring"),
)
"""The fields of an activity form that a plan must fill in before it can say what it does (domain.md §3.3)."""
MOEDENDE = frozenset({Organart.BESTYRELSE, Organart.STYREGRUPPE, Organart.FOELGEGRUPPE, Organart.ARBEJDSGRUPPE})
_MASK = re.compile(r"[Xx]{3,}(?:[.'’:/][\wxX/.]+)?|\b00 x{2,}")


def find(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """All findings about what is not there, and about figures of areas."""
    yield from _signatures(g)
    yield from _annexes(g)
    yield from _sections(g)
    yield from _forms(g)
    yield from _types(g)
    yield from _meetings(g)
    yield from _masked(g)
    yield from _figures(g)


def _signatures(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """One finding for the agreement and one for each delaftale, at the first party that has not signed."""
    for pk in (None, *g.delaftale):
        rows = [row for row in g.parter if row.delaftale_id == pk]
        unsigned = [row for row in rows if row.signed_on is None]
        if unsigned:
            delaftale = g.delaftale.get(pk)
            place = f"«{delaftale.title}»" if delaftale else "Aftalen"
            names = og([str(row) for row in unsigned])
            text = f"{place} mangler {antal(len(unsigned), 'underskrift', 'underskrifter')}: {names}."
            page = ("reporting:delaftale_detail", delaftale) if delaftale else ("plans:aftale_detail", g.plan)
            yield fund(Slags.UNDERSKRIFT, Niveau.ADVARSEL, text, unsigned[0], "signed_on", *page)


def _annexes(g: Grundlag) -> Iterator[Selvmodsigelse]:
    for row in g.bilag:
        if row.state == Bilagstilstand.MANGLER:
            text = f"Bilaget «{row.title}» mangler."
            yield fund(Slags.BILAG, Niveau.ADVARSEL, text, row, "state", "plans:aftale_detail", g.plan)


def _sections(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """Sections that the round requires and the plan has left empty. One that is not there at all is the plan's."""
    rows = {row.skabelon_id: row for row in g.afsnit if row.skabelon_id}
    for skabelon in g.skabeloner:
        row = rows.get(skabelon.pk)
        if row is None or not row.text:
            text = f"Afsnit {skabelon} er tomt."
            one = fund(Slags.AFSNIT, Niveau.ADVARSEL, text, row or g.plan, "text", "plans:aftale_detail", g.plan)
            yield one if row else replace(one, art="afsnit", opret=True)


def _forms(g: Grundlag) -> Iterator[Selvmodsigelse]:
    for akt in g.aktiviteter:
        empty = [(felt, label) for felt, label in SKEMAFELTER if akt.has_form and not getattr(akt, felt)]
        if empty:
            text = f"«{akt.name}» mangler {og([label for _, label in empty])}."
            yield fund(Slags.SKEMA, Niveau.ADVARSEL, text, akt, empty[0][0], "reporting:aktivitet_detail", akt)


def _types(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """Activities without a CFBU type where others of the plan have one. One finding a plan."""
    bare = [akt for akt in g.aktiviteter if akt.has_form and not g.typer.get(akt.pk)]
    if bare and g.typer:
        text = f"Ingen CFBU-aktivitetstype for {og([f'«{akt.name}»' for akt in bare])}; planens andre skemaer har."
        yield fund(
            Slags.SKEMA, Niveau.OPLYSNING, text, bare[0], "aktivitetstyper", "reporting:aktivitet_detail", bare[0]
        )


def _meetings(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """Organs that say nothing of how often they meet, where others do. One finding a plan."""
    rows = [row for row in g.organer if row.kind in MOEDENDE]
    silent = [row for row in rows if row.meetings_min is None and row.meetings_max is None]
    if silent and len(silent) < len(rows):
        text = f"Det siges ikke, hvor tit {og([row.name for row in silent])} mødes."
        yield fund(Slags.ORGAN, Niveau.OPLYSNING, text, silent[0], "meetings_min", "plans:organ_list", g.plan)


def _masked(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """Text that somebody has blotted out with x's: the words are lost until somebody supplies them."""
    for delaftale in g.delaftaler:
        yield from _masked_in(delaftale, "reporting:delaftale_detail", delaftale)
    for akt in g.aktiviteter:
        yield from _masked_in(akt, "reporting:aktivitet_detail", akt)
    for krit in g.kriterier:
        yield from _masked_in(krit, "reporting:kriterium_detail", krit)
    for row in (*g.bilag, *g.afsnit):
        yield from _masked_in(row, "plans:aftale_detail", g.plan)


@cache
def _text_fields(model: type[Model]) -> tuple[str, ...]:
    return tuple(f.name for f in model._meta.concrete_fields if isinstance(f, CharField | TextField))


def _masked_in(row: Model, side: str, page_of: Model) -> Iterator[Selvmodsigelse]:
    texts = [(name, getattr(row, name) or "") for name in _text_fields(type(row))]
    # Nearly all rows have no mask: one look through them all is cheaper than a pattern for each.
    if "xx" not in " ".join([text for _, text in texts]).lower():
        return
    for name, text in texts:
        if match := _MASK.search(text):
            label = row._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            sentence = f"«{row}»: ordene er sløret med «{match.group(0)}» i {label}."
            yield fund(Slags.SLOERET, Niveau.ADVARSEL, sentence, row, name, side, page_of)


def _figures(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """Figures of areas: the same one with two values, and those without a year."""
    seen: dict[tuple, list] = {}
    for row in g.indikatorvaerdier:
        seen.setdefault((row.indikator_id, row.boligomraade_id, row.year), []).append(row)
        if row.benchmark_value is not None and row.benchmark_label:
            seen.setdefault((row.indikator_id, row.benchmark_label, row.year), []).append(row)
    for key, rows in seen.items():
        values = {row.benchmark_value if isinstance(key[1], str) else row.value for row in rows}
        if len(values) > 1:
            said = og([tal(value, 1) for value in sorted(values)])
            where = key[1] if isinstance(key[1], str) else rows[0].boligomraade or "planen"
            text = f"«{rows[0].indikator}» for {where} står med to tal: {said}."
            yield fund(Slags.TAL, Niveau.FEJL, text, rows[-1], "value", "indsatser:indikator_list", g.plan)
    bare = [row for row in g.indikatorvaerdier if row.year is None]
    if bare:
        text = f"{antal(len(bare), 'tal om området står', 'tal om området står')} uden år."
        yield fund(Slags.TAL_UDEN_AAR, Niveau.OPLYSNING, text, bare[0], "year", "indsatser:indikator_list", g.plan)
