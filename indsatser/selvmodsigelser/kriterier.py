"""Criteria: what they lack to be measured, and figures that pull apart."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from helhedsplan.numbers import tal
from indsatser.choices import Kriterieform, Operator, Retning
from indsatser.models import Succeskriterium
from indsatser.selvmodsigelser.grundlag import Grundlag
from indsatser.selvmodsigelser.ordlighed import share, words
from indsatser.selvmodsigelser.typer import Niveau, Selvmodsigelse, Slags, fund, og

F = Kriterieform
UDEN_KILDE = frozenset({F.KVALITATIV, F.VISION})
"""Forms that are judged or never scored: nobody asks for their data source or deadline."""
UDEN_FRIST = UDEN_KILDE | {F.ANTAL_PR_AAR, F.LOVGRAENSE}
"""Forms that are counted afresh every year, so that the plan's period is deadline enough."""
MED_UDGANGSPUNKT = frozenset({F.ANDEL, F.RELATIV, F.HALVERING, F.RETNING})
MED_MAALTAL = frozenset(
    {
        F.ANDEL,
        F.ANDEL_MINDST,
        F.ANTAL_I_VINDUE,
        F.ANTAL_PR_AAR,
        F.GENNEMSNIT,
        F.FASTHOLDELSE,
        F.SPOERGESKEMA,
        F.LOVGRAENSE,
    }
)
MED_AENDRING = frozenset({F.RELATIV, F.RELATIV_FRA_FOERSTE_MAALING})
HELE_TAL = ("%", "kr", "karakter")
"""Units in which a fraction is nothing odd; everything else is counted in whole ones."""
ENS = 0.75
"""From this share of common words on, two criteria with the same target are shown to a person."""


def find(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """All findings about criteria."""
    for row in g.top:
        yield from _lacking(g, row)
        for one in (row, *g.dele.get(row.pk, [])):
            yield from _against_baseline(one)
            yield from _fraction(one)
        yield from _mean_of_one(g, row)
    yield from _repeated(g)


def lacks(g: Grundlag, row: Succeskriterium) -> list[tuple[Niveau, str, str]]:
    """What a criterion lacks to be measured: level, field and the end of the sentence that begins with it."""
    parts = g.dele.get(row.pk, [])
    found: list[tuple[Niveau, str, str]] = []
    if row.form in MED_MAALTAL and row.target_value is None and not parts:
        found.append((Niveau.FEJL, "target_value", "har intet måltal"))
    if row.form in MED_AENDRING and row.change_pct is None and row.target_value is None:
        found.append((Niveau.FEJL, "change_pct", "siger ikke, hvor stor ændringen skal være"))
    if row.form in MED_UDGANGSPUNKT and row.baseline_value is None and row.pk not in g.startmaalte:
        found.append((Niveau.ADVARSEL, "baseline_value", "har intet udgangspunkt"))
    if row.form not in UDEN_KILDE and not row.source:
        found.append((Niveau.ADVARSEL, "source", "har ingen datakilde"))
    if row.form not in UDEN_FRIST and not any(_ends(one) for one in (row, *parts)):
        found.append((Niveau.ADVARSEL, "deadline", "har hverken frist eller målår"))
    if any(one.baseline_value is not None and one.baseline_on is None for one in (row, *parts)):
        found.append((Niveau.OPLYSNING, "baseline_on", "siger ikke, hvilket år udgangspunktet er fra"))
    return found


def _ends(row: Succeskriterium) -> bool:
    return bool(row.deadline or row.window_to)


def _lacking(g: Grundlag, row: Succeskriterium) -> Iterator[Selvmodsigelse]:
    """One finding per criterion, however much it lacks; its level is that of the worst."""
    found = lacks(g, row)
    if found:
        levels = list(Niveau)
        worst = min((niveau for niveau, _, _ in found), key=levels.index)
        text = f"«{row.statement}» {_said([sentence for _, _, sentence in found])}."
        yield _on(row, Slags.KRITERIUM, worst, text, found[0][1])


def _said(sentences: list[str]) -> str:
    """The sentences as one, with "har" said once: "har ingen datakilde og hverken frist eller målår"."""
    first, *rest = sentences
    return og([first, *(text.removeprefix("har ") if first.startswith("har ") else text for text in rest)])


def _on(row: Succeskriterium, slags: Slags, niveau: Niveau, text: str, felt: str) -> Selvmodsigelse:
    return fund(slags, niveau, text, row, felt, "reporting:kriterium_detail", row)


def _against_baseline(row: Succeskriterium) -> Iterator[Selvmodsigelse]:
    """A target on the wrong side of the starting point, or the same as it."""
    target, start = row.target_value, row.baseline_value
    if target is None or start is None or row.form == F.LOVGRAENSE:
        return
    numbers = f"Målet er {_tal(target)}, og udgangspunktet er {_tal(start)}"
    if (row.retning == Retning.FALDE and target > start) or (row.retning == Retning.STIGE and target < start):
        text = f"«{row.statement}» {row.get_retning_display()}, men målet ligger den anden vej. {numbers}."
        yield _on(row, Slags.KRITERIUM_MODSAT, Niveau.FEJL, text, "target_value")
    elif row.retning == Retning.NAA and row.operator in (Operator.MINDST, Operator.OVER) and start > target:
        text = f"«{row.statement}»: målet ligger under det, der allerede er nået. {numbers}."
        yield _on(row, Slags.KRITERIUM_MODSAT, Niveau.ADVARSEL, text, "target_value")
    elif target == start and row.retning != Retning.FASTHOLDE:
        text = f"«{row.statement}»: målet er det samme som udgangspunktet, {_tal(start)}."
        yield _on(row, Slags.KRITERIUM_MODSAT, Niveau.OPLYSNING, text, "target_value")


def _fraction(row: Succeskriterium) -> Iterator[Selvmodsigelse]:
    """A change in per cent that gives a fraction of a person or a meeting."""
    start, change = row.baseline_value, row.change_pct
    counted = row.unit and not any(word in row.unit.casefold() for word in HELE_TAL)
    if start is None or change is None or not counted or start != int(start):
        return
    aim = start * (1 + change / 100)
    if aim != int(aim):
        way = f"{_tal(abs(change))} % {'oven i' if change > 0 else 'fra'} {_tal(start)}"
        text = f"«{row.statement}»: {way} giver {_tal(aim)} {row.unit}. Det siges ikke, om der rundes op eller ned."
        yield _on(row, Slags.KRITERIUM_MODSAT, Niveau.OPLYSNING, text, "change_pct")


def _mean_of_one(g: Grundlag, row: Succeskriterium) -> Iterator[Selvmodsigelse]:
    """A compound criterion that asks for one occasion and for a mean over it."""
    parts = g.dele.get(row.pk, [])
    one = any(part.form == F.ANTAL_I_VINDUE and part.target_value == 1 for part in parts)
    mean = next((part for part in parts if part.form == F.GENNEMSNIT), None)
    if one and mean is not None:
        text = f"«{row.statement}» kræver et gennemsnit («{mean.statement}»), men kun én gang at tage det af."
        yield _on(row, Slags.KRITERIUM_MODSAT, Niveau.OPLYSNING, text, "statement")


def _repeated(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """Two criteria of different places that count the same unit to the same target, with nearly the same words."""
    rows = [row for row in g.top if row.target_value is not None]
    groups: dict[tuple, list[Succeskriterium]] = {}
    for row in rows:
        key = (row.form, row.unit.casefold(), row.target_value, row.deadline, row.window_from, row.window_to)
        groups.setdefault(key, []).append(row)
    for group in groups.values():
        said = {row.pk: _nouns(row.statement) for row in group} if len(group) > 1 else {}
        for one, two in combinations(group, 2):
            if _place(one) == _place(two) or min(len(said[one.pk]), len(said[two.pk])) < 2:
                continue
            if share(said[one.pk], said[two.pk]) >= ENS:
                text = (
                    f"«{one.statement}»{_where(g, one)} og «{two.statement}»{_where(g, two)} har begge målet "
                    f"{_tal(one.target_value)}. Er det de samme, der tælles to gange?"
                )
                yield _on(two, Slags.GENTAGET, Niveau.OPLYSNING, text, "samme_som")


def _nouns(statement: str) -> list[str]:
    """The words that carry meaning, without figures: the target is compared already."""
    return [word for word in words(statement) if not word.isdecimal()]


def _place(row: Succeskriterium) -> tuple[int | None, ...]:
    return row.aktivitet_id, row.delaftale_id, row.lokalprojekt_id, row.initiativ_id


def _where(g: Grundlag, row: Succeskriterium) -> str:
    akt = g.akt.get(row.aktivitet_id)
    return f" ({akt.name})" if akt else ""


def _tal(number: Decimal | None) -> str:
    """A figure with the decimals it has."""
    number = (number or Decimal(0)).normalize()
    exponent = number.as_tuple().exponent
    return tal(number, max(0, -exponent) if isinstance(exponent, int) else 0)
