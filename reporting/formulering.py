"""How figures are said: the strings that page, PDF, Word and Excel all print. Pure; rounding by helhedsplan.numbers.

A missing figure is "" here, never a zero; what to print instead is up to the place.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from helhedsplan.datoer import alder, dato, periode
from helhedsplan.numbers import NBSP, kroner, maengde, procent, tal
from indsatser.choices import Kriterieform, Ressourceenhed, Tilstand
from indsatser.maalaendringer import TidligereMaal
from indsatser.maalopfyldelse.forklaring import aar_eller_dato, fuld, skulle_vaere
from indsatser.maalopfyldelse.forklaring import periode as dataperiode
from indsatser.maalopfyldelse.typer import Punkt, Reference
from indsatser.models import Medarbejderressource
from plans.budget import Medfinansiering
from reporting.facts.linjer import KriterieLinje

FRESH_DAYS = 31


def udgangspunkt(line: KriterieLinje) -> str:
    """ "21,3 % (2016)", or a measurement that serves as one ("40 (målt 2017)"), or "intet tal (2012)"."""
    if line.udgangspunkt is not None:
        return f"{maengde(line.udgangspunkt, line.enhed)}{_parentes(line.udgangspunkt_tid)}"
    result = line.resultat
    if result.baseline is None:
        return f"intet tal ({line.udgangspunkt_tid})" if line.udgangspunkt_tid else ""
    when = aar_eller_dato(result.baseline_on) if result.baseline_on else ""
    return f"{maengde(result.baseline, line.enhed)}{_parentes(f'målt {when}'.strip())}"


def maalt_udgangspunkt(line: KriterieLinje) -> bool:
    """Whether the starting point is a measurement of our own and not the agreement's figure."""
    return line.udgangspunkt is None and line.resultat.baseline is not None


def maal(line: KriterieLinje) -> str:
    """The target in the unit's own terms: "højst 15 %"."""
    if line.dele:
        return "alle delmål er nået"
    return {Kriterieform.VISION: "vises, men bedømmes ikke", Kriterieform.KVALITATIV: "vurderes i ord"}.get(
        Kriterieform(line.form), line.resultat.target_text
    )


def frist(line: KriterieLinje) -> str:
    """ "2022", "31.12.2019": as the agreement writes it, otherwise the day that was found."""
    day = line.frist or line.resultat.deadline
    return line.frist_tekst or (aar_eller_dato(day) if day else "")


def resultat(line: KriterieLinje) -> str:
    """The value that was judged, so that rounding never makes it look like the target when it is not."""
    value = line.resultat.value
    if value is None:
        return ""
    if line.form == Kriterieform.JA_NEJ:
        return "Ja" if value >= 1 else "Nej"
    target = line.resultat.target
    return fuld(Fraction(value), line.enhed, Fraction(target) if target is not None else None)


def data(line: KriterieLinje) -> str:
    """What the value is about, and how old that is: "2018, 1 år gamle". Data of the last month are not called old."""
    result = line.resultat
    if result.data_from is None or result.data_to is None:
        return ""
    when = dataperiode(result.data_from, result.data_to)
    old = result.age_days is not None and result.age_days > FRESH_DAYS
    return f"{when}, {alder(result.age_days)} gamle" if old and result.age_days else when


def forventet(line: KriterieLinje) -> str:
    """What an even development gives, and for which day."""
    result = line.resultat
    if result.expected is None or line.resultat.tilstand == Tilstand.UDGAAET:
        return ""
    value = Fraction(result.value) if result.value is not None else None
    when = f" pr. {dato(result.expected_on)}" if result.expected_on else ""
    return f"{skulle_vaere(Fraction(result.expected), value, line.enhed)}{when}"


def reference(one: Reference, unit: str) -> str:
    """A figure for comparison: "Aarhus: 7,4 % (2016)"."""
    return f"{one.label}: {maengde(one.value, one.unit or unit)}{_parentes(str(one.year or ''))}"


def tidligere(one: TidligereMaal) -> str:
    """What the target was before it was changed, until when, why and by whom."""
    by = f" (besluttet af {one.decided_by})" if one.decided_by else ""
    stood = f" Der stod: »{one.statement}«" if one.statement else ""
    return f"Målet var {one.text} til {dato(one.until)}: {one.reason}{by}{stood}"


def medfinansiering(test: Medfinansiering) -> str:
    """The co-financing of the plan as a whole against its round's requirement, as one sentence."""
    share = procent(test.andel_pct, 2)
    if not test.is_met and share == procent(test.krav_pct, 2):
        share = f"knap {share}"
    verdict = (
        f"kravet er opfyldt med {test.luft_kr} til overs"
        if test.is_met
        else f"der mangler {test.mangler_kr} i at opfylde kravet"
    )
    return (
        f"Den lokale medfinansiering er {share} af rammen. Kravet er mindst {procent(test.krav_pct)} "
        f"({kroner(test.krav)}); {verdict}."
    )


def bevaegelse_i_tid(quarters: int) -> str:
    """ "2 kvartaler senere end først planlagt"."""
    if not quarters:
        return ""
    count = abs(quarters)
    return (
        f"{count} {'kvartal' if count == 1 else 'kvartaler'} {'senere' if quarters > 0 else 'tidligere'} "
        "end først planlagt"
    )


def maaling(point: Punkt, line: KriterieLinje) -> str:
    """One measurement as it was reported: "18,4 %", "12 af 40", "Delvist nået"."""
    if point.skoen is not None:
        return str(point.skoen.label)
    if point.numerator is not None and point.denominator is not None:
        return f"{tal(point.numerator)} af {tal(point.denominator)}"
    return vaerdi(point.value, line)


def perioden(start: date | None, end: date | None) -> str:
    """ "01.08.2018-31.07.2022"."""
    return periode(start, end)


def vaerdi(value: Decimal | None, linje: KriterieLinje) -> str:
    """A value in the criterion's own terms: "18,4 %", "1.112 samtaler", "Ja"; empty for nothing."""
    if value is None:
        return ""
    if linje.form == Kriterieform.JA_NEJ:
        return "Ja" if value >= 1 else "Nej"
    return maengde(value, linje.enhed)


def arbejdstid(ressource: Medarbejderressource) -> str:
    """ "1,67 årsværk", "1-2 timer pr. uge", "2 personer"; empty where the agreement names the role only."""
    if ressource.amount is None:
        return ""
    unit = (
        "person" if (ressource.unit, ressource.amount, ressource.amount_to) == (Ressourceenhed.ANTAL, 1, None) else ""
    )
    unit = unit or ressource.get_unit_display()
    if ressource.amount_to is not None and ressource.amount_to != ressource.amount:
        return f"{tal(ressource.amount)}-{tal(ressource.amount_to)}{NBSP}{unit}"
    return f"{tal(ressource.amount)}{NBSP}{unit}"


def _parentes(text: str) -> str:
    return f" ({text})" if text else ""
