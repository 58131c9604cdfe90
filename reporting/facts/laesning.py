"""How the product reads a criterion: its structured fields said back in Danish, so that people can see it is right."""

from decimal import Decimal

from helhedsplan.datoer import dato
from helhedsplan.numbers import maengde, procent
from indsatser.choices import Kriterieform, Operator, Retning, Sammenlaegning
from indsatser.models import Maalaendring, Succeskriterium

Laesbar = Succeskriterium | Maalaendring
"""What can be read: a criterion, or what it was before its target was changed."""

RELATIVE = frozenset({Kriterieform.RELATIV, Kriterieform.HALVERING, Kriterieform.RELATIV_FRA_FOERSTE_MAALING})


def laes(row: Laesbar, *, maal: str = "", parts: int = 0) -> str:
    """One or two sentences on what is measured and what it is held against.

    `maal` is the target as the rules found it ("højst 15 %"); `parts` how many sub-targets there are.
    """
    return _sentences(row, maal, parts).replace("..", ".")  # "356 kr." ends a sentence with its own full stop


def _sentences(row: Laesbar, maal: str, parts: int) -> str:
    form = Kriterieform(row.form)
    if form == Kriterieform.VISION:
        return "Vises ved siden af målene og bedømmes aldrig."
    if form == Kriterieform.KVALITATIV:
        return f"Vurderes i ord af en person: nået, delvist nået eller ikke nået{_due(row)}."
    if form == Kriterieform.SAMMENSAT:
        return f"Består af {parts} delmål, der alle skal være opfyldt{_due(row)}."
    if form == Kriterieform.JA_NEJ:
        answer = "skal ikke være sket" if row.target_value == 0 else "skal være sket"
        return f"Besvares med ja eller nej: det {answer}{_due(row)}."
    if form == Kriterieform.RETNING:
        way = "lavere" if row.retning == Retning.FALDE else "højere"
        return f"Tallet skal være {way} end udgangspunktet{_start(row)}{_due(row)}. Der er ikke noget måltal."
    return f"{_movement(row, form, maal or _target(row))} {_adding_up(row)}"


def _movement(row: Laesbar, form: Kriterieform, maal: str) -> str:
    if form in RELATIVE:
        comes_to = f" Det svarer til {maal}." if row.baseline_value is not None else ""
        return f"Tallet skal {_relative(row, form)}{_due(row)}.{comes_to}"
    if form in (Kriterieform.ANTAL_I_VINDUE, Kriterieform.ANTAL_PR_AAR):
        if form == Kriterieform.ANTAL_PR_AAR:
            until = f" frem til {dato(row.deadline)}" if row.deadline else ""
            return f"Der skal tælles {maal} hvert år{_window(row) or until}."
        return f"Der skal tælles {maal}{_window(row) or _due(row)}."
    what = "Gennemsnittet" if form == Kriterieform.GENNEMSNIT else "Tallet"
    way = {Retning.STIGE: "stige til", Retning.FALDE: "falde til"}.get(_way(row, form), "være")
    came = f" fra {maengde(row.baseline_value, row.unit)}{_when(row)}" if row.baseline_value is not None else ""
    if came and way != "være":
        way = way.replace(" til", f"{came} til")
    return f"{what} skal {way} {maal}{_due(row)}."


def _way(row: Laesbar, form: Kriterieform) -> Retning:
    """The stated direction; a share that only "is to be reached" moves from where it was to the target."""
    said = Retning(row.retning)
    if said != Retning.NAA or form != Kriterieform.ANDEL or row.baseline_value is None or row.target_value is None:
        return said
    if row.target_value == row.baseline_value:
        return said
    return Retning.STIGE if row.target_value > row.baseline_value else Retning.FALDE


def _relative(row: Laesbar, form: Kriterieform) -> str:
    start = "den første måling" if form == Kriterieform.RELATIV_FRA_FOERSTE_MAALING else "udgangspunktet"
    if form == Kriterieform.HALVERING:
        return f"halveres i forhold til {start}{_start(row)}"
    if row.change_pct is None:
        return f"ændres i forhold til {start}{_start(row)} (hvor meget, er ikke oplyst)"
    verb = "falde" if row.change_pct < 0 else "stige"
    return f"{verb} med {procent(abs(row.change_pct))} i forhold til {start}{_start(row)}"


def _target(row: Laesbar) -> str:
    if row.target_value is None:
        return "et måltal, som ikke er oplyst"
    if row.operator == Operator.MELLEM and row.target_to is not None:
        return f"mellem {maengde(row.target_value, '')} og {maengde(row.target_to, row.unit)}"
    return f"{Operator(row.operator).label} {maengde(row.target_value, row.unit)}"


def _start(row: Laesbar) -> str:
    return f" {maengde(row.baseline_value, row.unit)}{_when(row)}" if row.baseline_value is not None else ""


def _when(row: Laesbar) -> str:
    return f" ({row.baseline_text})" if row.baseline_text else ""


def _due(row: Laesbar) -> str:
    after = f", målt {row.follow_up_months} måneder efter" if row.follow_up_months else ""
    return f"{after} senest {dato(row.deadline)}" if row.deadline else after


def _window(row: Laesbar) -> str:
    if row.window_from and row.window_to:
        return f" fra {dato(row.window_from)} til {dato(row.window_to)}"
    return ""


def _adding_up(row: Laesbar) -> str:
    return {
        Sammenlaegning.SUM: "Det, der registreres, lægges sammen.",
        Sammenlaegning.SENESTE: "Den seneste måling gælder.",
        Sammenlaegning.MIDDEL: "Målingerne bliver til ét gennemsnit, vægtet efter hvor meget hver af dem dækker.",
        Sammenlaegning.AARLIG: "Tællingen begynder forfra hvert år.",
    }[Sammenlaegning(row.sammenlaegning)]


def vaerdi_i_procent(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """What a measurement stated as so many of so many comes to in per cent."""
    return numerator / denominator * 100 if denominator else None
