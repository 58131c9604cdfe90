"""From what the agreement says to a target that a value can be held against, exactly."""

from dataclasses import dataclass
from fractions import Fraction

from helhedsplan.numbers import maengde, tal
from indsatser.choices import Kriterieform, Operator, Retning
from indsatser.maalopfyldelse.grundlag import Maalets, Udgangspunkt, Uopgoerlig, som_decimal
from indsatser.maalopfyldelse.typer import Kriterium

CIRKA_NAER = Fraction(1, 10)

_ORD = {
    Operator.MINDST: "mindst",
    Operator.HOEJST: "højst",
    Operator.LIG: "præcis",
    Operator.OVER: "over",
    Operator.UNDER: "under",
    Operator.CIRKA: "ca.",
}
_OPAD = {Operator.HOEJST: Operator.MINDST, Operator.UNDER: Operator.OVER}
_NEDAD = {Operator.MINDST: Operator.HOEJST, Operator.OVER: Operator.UNDER}


@dataclass(frozen=True, slots=True)
class Maal:
    """The target. `fortegn` is +1 where higher is better, -1 where lower is, 0 where only the spot itself counts."""

    operator: Operator
    target: Fraction
    fortegn: int
    text: str
    target_to: Fraction | None = None

    @property
    def top(self) -> Fraction:
        """The upper end of a range; the target itself when there is no range."""
        return self.target if self.target_to is None else self.target_to

    @property
    def maalets(self) -> Maalets:
        return Maalets(target=self.target, text=self.text)

    def er_naaet(self, value: Fraction) -> bool:
        """The exact test, on the unrounded value."""
        match self.operator:
            case Operator.OVER:
                return value > self.target
            case Operator.UNDER:
                return value < self.target
            case Operator.LIG:
                return value == self.target
        if self.fortegn > 0:
            return value >= self.target
        if self.fortegn < 0:
            return value <= self.top
        return self.target <= value <= self.top

    def er_naer(self, value: Fraction) -> bool:
        """Within a tenth of a target stated as "ca.": close enough that a person must judge."""
        return self.operator == Operator.CIRKA and abs(value - self.target) <= abs(self.target) * CIRKA_NAER

    def naermeste(self, value: Fraction) -> Fraction:
        """The point of the target that is nearest to a value outside it."""
        return self.top if value > self.top else self.target


def find_maal(k: Kriterium, udgangspunkt: Udgangspunkt | None) -> Maal:
    """The target in the unit's own terms. Raises Uopgoerlig with the Danish reason when it cannot be known."""
    if k.form == Kriterieform.HALVERING:
        return _relativt(k, udgangspunkt, Fraction(-50))
    if k.change_pct is not None and (udgangspunkt or k.target is None):
        return _relativt(k, udgangspunkt, relativ_aendring(k))
    base = udgangspunkt.value if udgangspunkt else None
    if k.target is None:
        if k.retning == Retning.FASTHOLDE and base is not None:
            return _maal(k, base, base)
        raise Uopgoerlig("måltallet mangler")
    return _maal(k, Fraction(k.target), base)


def _maal(k: Kriterium, target: Fraction, base: Fraction | None) -> Maal:
    operator, fortegn = _laesning(k, target, base)
    target_to = None
    if operator == Operator.MELLEM:
        if k.target_to is None:
            raise Uopgoerlig("målets øvre grænse mangler")
        target, target_to = sorted((target, Fraction(k.target_to)))
    text = tekst(operator, target, k.unit, target_to)
    return Maal(operator=operator, target=target, fortegn=fortegn, text=text, target_to=target_to)


def _laesning(k: Kriterium, target: Fraction, base: Fraction | None) -> tuple[Operator, int]:
    """The operator as it must be read, and which way is better. A stated direction beats "mindst" and "højst"."""
    operator = k.operator
    direction = stated = {Retning.STIGE: 1, Retning.FALDE: -1}.get(k.retning, 0)
    if not direction and k.retning == Retning.NAA and base is not None and k.form == Kriterieform.ANDEL:
        direction = (target > base) - (target < base)
    if direction > 0:
        operator = _OPAD.get(operator, operator)
    elif direction < 0:
        operator = _NEDAD.get(operator, operator)
    if operator in (Operator.MINDST, Operator.OVER):
        return operator, 1
    if operator in (Operator.HOEJST, Operator.UNDER):
        return operator, -1
    if operator == Operator.CIRKA and not stated and k.retning == Retning.NAA:
        return operator, -1 if base is not None and base > target else 1
    return operator, 0 if operator == Operator.LIG else stated


def _relativt(k: Kriterium, udgangspunkt: Udgangspunkt | None, change: Fraction) -> Maal:
    """A target stated as a change of the baseline: +25 % of 82 is at least 102.5."""
    if udgangspunkt is None:
        raise Uopgoerlig("udgangspunktet mangler")
    base = udgangspunkt.value
    if base <= 0:
        raise Uopgoerlig(f"en ændring i procent kan ikke regnes ud fra {tal(som_decimal(base))}")
    target = base * (100 + change) / 100
    operator = k.operator
    if operator in (Operator.MELLEM, Operator.CIRKA, Operator.LIG):
        operator = Operator.MINDST
    if change > 0:
        operator, fortegn = _OPAD.get(operator, operator), 1
    elif change < 0:
        operator, fortegn = _NEDAD.get(operator, operator), -1
    else:
        fortegn = -1 if operator in (Operator.HOEJST, Operator.UNDER) else 1
    text = f"{tekst(operator, target, k.unit)} ({_aendring(change, base, k.unit)})"
    return Maal(operator=operator, target=target, fortegn=fortegn, text=text)


def _aendring(change: Fraction, base: Fraction, unit: str) -> str:
    shown = maengde(som_decimal(base), unit) if unit in ("%", "kr.") else tal(som_decimal(base))
    if change == -50:
        return f"halvdelen af {shown}"
    if change == 0:
        return f"uændret fra {shown}"
    return aendring_fra(change, shown)


def aendring_fra(change: Fraction, start: str) -> str:
    """ "25 % over 82", "10 % under første måling"."""
    return f"{maengde(som_decimal(abs(change)), '%')} {'over' if change > 0 else 'under'} {start}"


def relativ_aendring(k: Kriterium) -> Fraction:
    """The stated change, with the sign the direction gives it: "skal falde 10 %" is -10 however it was typed."""
    change = Fraction(k.change_pct or 0)
    if k.retning in (Retning.STIGE, Retning.FALDE):
        return abs(change) if k.retning == Retning.STIGE else -abs(change)
    return change


def tekst(operator: Operator, target: Fraction, unit: str, target_to: Fraction | None = None) -> str:
    """ "højst 15 %", "mellem 20 og 25 deltagere"."""
    if target_to is not None:
        return f"mellem {tal(som_decimal(target))} og {maengde(som_decimal(target_to), unit)}"
    return f"{_ORD[operator]} {maengde(som_decimal(target), unit)}"
