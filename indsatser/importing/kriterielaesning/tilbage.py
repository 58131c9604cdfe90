"""The read-back: what was understood, as one Danish sentence that its writer can say yes or no to."""

from datetime import date
from decimal import Decimal
from typing import Final

from helhedsplan.numbers import enhed, tal
from indsatser.choices import Kriterieform, Operator, Retning, Sammenlaegning
from indsatser.importing.kriterielaesning.typer import Laest

_WORDS: Final = {
    Operator.MINDST: "mindst ", Operator.HOEJST: "højst ", Operator.OVER: "over ", Operator.UNDER: "under ",
    Operator.LIG: "præcis ", Operator.CIRKA: "ca. ", Operator.MELLEM: "mellem ",
}  # fmt: skip
_VERBS: Final = {Retning.STIGE: "stige", Retning.FALDE: "falde", Retning.FASTHOLDE: "holdes", Retning.NAA: "være"}


def number(value: Decimal) -> str:
    """As exact as it was read, at most four decimals, no trailing zeros."""
    exponent = value.normalize().as_tuple().exponent
    decimals = min(4, -exponent) if isinstance(exponent, int) and exponent < 0 else 0
    return tal(value, decimals)


def amount(value: Decimal, unit: str, to: Decimal | None = None) -> str:
    """ "12 beboere", "1.200.000 kr.", "mellem 20 og 25" without the word "mellem"."""
    words = number(value) if to is None else f"{number(value)} og {number(to)}"
    word = unit if unit in ("%", "kr.") else enhed(to or value, unit)
    return f"{words} {word}".strip()


def read_back(read: Laest) -> str:
    """One sentence (parts: one for each). It never says more than was read."""
    if read.parts:
        listed = "; ".join(f"({number}) {_body(part)}" for number, part in enumerate(read.parts, 1))
        return f"{len(read.parts)} delmål, som alle skal nås{_when(read)}: {listed}."
    tail = "".join(
        f" Til sammenligning: {reference.label or 'andre'}, {amount(reference.value, reference.unit)}"
        f"{f' ({reference.year})' if reference.year else ''}. Det bedømmes ikke."
        for reference in read.references
    )
    return f"{_capital(_body(read))}{_when(read)}.{tail}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _body(read: Laest) -> str:
    goal = (
        None
        if read.target_value is None
        else _WORDS[read.operator] + amount(read.target_value, read.unit, read.target_to)
    )
    start = _start(read)
    if read.change_pct is not None:
        verb = "falde" if read.change_pct < 0 else "stige"
        return f"skal {verb} med {number(abs(read.change_pct))} % fra {start or 'den første måling'}"
    if read.form == Kriterieform.JA_NEJ:
        how_many = f" ({amount(read.target_value, read.unit)})" if read.target_value is not None else ""
        return f"ja eller nej: er det sket{how_many}?"
    if goal is None:
        return _without_goal(read, start)
    return f"{_about_goal(read, goal, start)}{_how(read)}"


def _about_goal(read: Laest, goal: str, start: str) -> str:
    if read.retning in (Retning.STIGE, Retning.FALDE):
        return f"skal {_VERBS[read.retning]}{f' fra {start}' if start else ''} til {goal}"
    if read.retning == Retning.FASTHOLDE:
        return f"skal holdes på {goal}{f' (udgangspunkt {start})' if start else ''}"
    counted = read.form in (Kriterieform.ANTAL_I_VINDUE, Kriterieform.ANTAL_PR_AAR)
    return f"skal {'nå' if counted else 'være'} {goal}{f' (udgangspunkt {start})' if start else ''}"


def _how(read: Laest) -> str:
    if read.follow_up_months:
        return f", målt {read.follow_up_months} måneder efter"
    if read.form == Kriterieform.ANTAL_PR_AAR:
        return " hvert år"
    if read.form == Kriterieform.GENNEMSNIT and read.sammenlaegning == Sammenlaegning.MIDDEL:
        return " i gennemsnit"
    if read.form == Kriterieform.SPOERGESKEMA:
        return " af de spurgte"
    if read.form == Kriterieform.ANTAL_I_VINDUE:
        return " i alt" if read.sammenlaegning == Sammenlaegning.SUM else " ad gangen"
    return ""


def _start(read: Laest) -> str:
    if read.baseline_value is None:
        return ""
    text = amount(read.baseline_value, read.unit)
    if read.baseline_of is not None:
        text = f"{number(read.baseline_value)} af {amount(read.baseline_of, read.baseline_of_unit)}"
    when = (
        str(read.baseline_on.year)
        if read.baseline_on and read.baseline_on == date(read.baseline_on.year, 12, 31)
        else ""
    )
    when = when or read.baseline_text
    return f"{text} ({when})" if when else text


def _without_goal(read: Laest, start: str) -> str:
    if read.form == Kriterieform.RETNING:
        word = {Retning.STIGE: "stige", Retning.FALDE: "falde"}.get(read.retning, "ændre sig")
        since = start or read.baseline_text
        return f"skal {word}{f' fra {since}' if since else ''}; der er intet måltal"
    if read.form == Kriterieform.VISION:
        return "en vision ved siden af målet"
    if read.form == Kriterieform.LOVGRAENSE:
        return "skal holde sig på den rigtige side af lovens grænser"
    if read.form == Kriterieform.KVALITATIV:
        return "vurderes i ord"
    known = f"mindst som ved start ({start})" if start and read.retning == Retning.FASTHOLDE else "måltallet mangler"
    return f"{'skal holdes: ' if read.retning == Retning.FASTHOLDE else ''}{known}"


def _when(read: Laest) -> str:
    if read.window_months and not read.deadline_text:
        return f" på {read.window_months} måneder"
    if (
        read.window_from
        and read.window_to
        and read.window_from.year != read.window_to.year
        and not read.window_derived
    ):
        return f" ({read.window_from.year}-{read.window_to.year})"
    if read.deadline and read.deadline == date(read.deadline.year, 12, 31):
        return f" ({read.deadline.year})"
    if read.deadline:
        return f" ({read.deadline:%d.%m.%Y})"
    return f" ({read.deadline_text})" if read.deadline_text else ""
