"""What the figures say, in sentences: three for the board, and what somebody should look at. No queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helhedsplan.datoer import dato
from helhedsplan.numbers import kroner, procent

if TYPE_CHECKING:
    from plans.penge.regnskab.opfoelgning import Aar, Opfoelgning


NAMED = 3
"""So many posts a sentence names, the worst first, before it counts the rest; all of them stand in the table."""


@dataclass(frozen=True, slots=True)
class Bemaerkning:
    """Something to look at. `art` is that of components/besked.html: "error", "warning" or "info"."""

    art: str
    tekst: str


def tre_saetninger(opf: "Opfoelgning") -> tuple[str, ...]:
    """How much is spent, where the year is heading, and what is over or on the account."""
    if not opf.har_forbrug:
        return ("Der er ikke lagt noget regnskab ind endnu.",)
    return tuple(filter(None, [_spent(opf), _year(opf), _over(opf)]))


def _spent(opf: "Opfoelgning") -> str:
    whole = opf.poster.i_alt
    until = f" ifølge regnskabet til og med {dato(opf.til_og_med)}" if opf.til_og_med else ""
    if whole.budget is None or whole.pct is None or whole.rest is None:
        return f"Der er brugt {kroner(whole.brugt)}{until}. Aftalen nævner intet budget at holde det op mod."
    if whole.rest < 0:
        return (
            f"Der er brugt {kroner(whole.brugt)}{until}; det er {kroner(-whole.rest)} mere end planens budget på"
            f" {kroner(whole.budget)}"
        )
    spent = f"Af planens {kroner(whole.budget)} er {kroner(whole.brugt)} brugt ({procent(whole.pct)}){until}"
    return f"{spent}; {kroner(whole.rest)} er tilbage."


def _year(opf: "Opfoelgning") -> str:
    aar = opf.igang
    if aar is None:
        return ""
    have = aar.linje.til_raadighed
    spent = f"I {aar.year} er der brugt {kroner(aar.linje.brugt)}"
    if have is not None:
        spent = f"{spent} af {kroner(have)}"
    return f"{spent} {_heading(aar)}"  # "kr." ends the sentence


def _heading(aar: "Aar") -> str:
    if aar.forloeb.is_over or aar.ventet_kr is None:
        return aar.ventet.forklaring if aar.forloeb.is_over else f"Årets slutning kan ikke ventes: {_low(aar)}"
    ends = f"I samme tempo ender året på {kroner(aar.ventet_kr)}"
    rest = aar.ventet_rest
    if rest is None:
        return ends
    if rest < 0:
        return f"{ends}; det er {kroner(-rest)} mere, end der er."
    return f"{ends}, og {kroner(rest)} bliver ikke brugt." if rest else f"{ends}; det er netop det, der er."


def _low(aar: "Aar") -> str:
    text = aar.ventet.forklaring
    return text[:1].lower() + text[1:]


def _over(opf: "Opfoelgning") -> str:
    over = opf.poster.over
    if over:
        worst = sorted(over, key=lambda row: (row.til_raadighed or 0) - row.brugt)
        rows = [f"{row.navn} ({row.for_meget})" for row in (over if len(over) <= NAMED + 1 else worst[:NAMED])]
        rows += [f"{len(over) - NAMED} andre poster"] if len(over) > NAMED + 1 else []
        named = " og ".join(filter(None, [", ".join(rows[:-1]), rows[-1]]))
        return f"Der er brugt mere end budgettet på {named}."
    account = f" På reguleringskontoen står {kroner(opf.paa_kontoen)}" if opf.kan_goeres_op else ""
    return f"Ingen post har brugt mere end sit budget.{account}"


def bemaerkninger(opf: "Opfoelgning") -> tuple[Bemaerkning, ...]:
    """What does not add up, comes too late or is missing, the gravest first."""
    order = ("error", "warning", "info")
    return tuple(sorted(_found(opf), key=lambda each: order.index(each.art)))


def _found(opf: "Opfoelgning") -> Iterator[Bemaerkning]:
    for row in opf.poster.over:
        yield Bemaerkning(
            "warning", f"«{row.navn}» har brugt {row.for_meget} mere end sit budget. Det kræver en omdisponering."
        )
    for row in opf.kilder.over:
        yield Bemaerkning("warning", f"Der er brugt {row.for_meget} mere fra «{row.navn}», end den giver i budgettet.")
    for kontrol in opf.kontroller:
        yield Bemaerkning("warning", kontrol.saetning)
    for konto in opf.konti:
        for text in konto.bemaerkninger:
            yield Bemaerkning("warning", f"{konto.navn}: {text}")
    for aar in opf.aar:
        if aar.linje.brugt and aar.forloeb.runs_to is None and not aar.forloeb.is_final:
            yield Bemaerkning("info", f"Det er ikke oplyst, hvilken dag regnskabet for {aar.year} går til.")
        if aar.year < opf.as_of.year and not aar.forloeb.is_final and aar.linje.brugt:
            yield Bemaerkning("info", f"Regnskabet for {aar.year} er ikke sagt at være endeligt.")
    if opf.har_forbrug and opf.uden_aar.exact:
        yield Bemaerkning(
            "info",
            f"{opf.uden_aar} af budgettet er ikke fordelt på år, så årene kan ikke holdes op mod et"
            " helt budget, og reguleringskontoen kan ikke gøres op for de kilder.",
        )
    if opf.senere:
        yield Bemaerkning("info", _later(opf))
    if opf.arbejdstid:
        yield Bemaerkning("info", f"Hertil arbejdstid for {kroner(opf.arbejdstid)}, som ikke er regnet med.")


def _later(opf: "Opfoelgning") -> str:
    """What is left out because it was booked after the day, and what cannot be placed on either side of it."""
    told = f"{kroner(opf.senere)} er bogført efter {dato(opf.as_of)} og er ikke regnet med."
    if not opf.udateret:
        return told
    undated = f"{kroner(opf.udateret)} i {opf.as_of.year} er uden dato og er regnet med, hele året."
    return f"{told} {undated}"
