"""Kroner on the ordinary forms: a malformed amount is refused, and the reading that balances is named."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, Sum

from helhedsplan.felter import BeloebField
from helhedsplan.forms import DanskTalField
from helhedsplan.numbers import tal
from plans.budget import er_fejltrykt, laes_beloeb
from plans.choices import Bidragsform, Finansieringsart
from plans.models import Budgetbeloeb, Delaftale, Finansieringskilde, Helhedsplan

Stemmer = Callable[[Decimal], str]
"""Why a reading balances ("posterne giver 10.944.000"), or ""."""


class LaestBeloebField(BeloebField):
    """Kroner. "10.944.00" is refused with what it can mean; `stemmer`, if the form knows a total, says which balances.

    `stemmer` is asked only when the amount cannot be read.
    """

    stemmer: Stemmer | None = None

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values or isinstance(value, Decimal):
            return super().to_python(value)
        try:
            return laes_beloeb(str(value), **({"stemmer": self.stemmer} if self.stemmer else {}))
        except ValueError as refused:
            raise ValidationError(str(refused), code="invalid") from refused


class LaestTalField(DanskTalField):
    """Kroner in the administration, shown and read as a number; refused as on the ordinary forms."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            afvis_fejltrykt(value)
        return super().to_python(value)


def stemmer_med(*totals: Callable[[], tuple[Decimal | None, str]]) -> Stemmer:
    """Holds a reading against what the plan knows already: each gives an amount and a sentence with {}."""

    def why(reading: Decimal) -> str:
        for total in totals:
            amount, words = total()
            if amount and amount == reading:
                return words.format(tal(amount, 0))
        return ""

    return why


def afvis_fejltrykt(text: str, stemmer: Stemmer = lambda reading: "") -> None:
    """A printed amount that no one amount is written as is refused with the reading that balances.

    Raises ValidationError. Words beside the amount are the document's own and stand.
    """
    if er_fejltrykt(text):
        try:
            laes_beloeb(text, stemmer=stemmer)
        except ValueError as refused:
            raise ValidationError(str(refused), code="invalid") from refused


def posternes_sum(delaftale: Delaftale) -> Stemmer:
    """Holds a reading against what the delaftale's posts get from both sides. Asks when it is asked."""

    def why(reading: Decimal) -> str:
        rows = Budgetbeloeb.objects.filter(budgetpost__in=delaftale.budgetposter.current())
        if not delaftale.helhedsplan.counts_hours:
            rows = rows.filter(kilde__form=Bidragsform.KONTANT)
        lbf, lokal = (
            rows.filter(_side("kilde__", is_lbf)).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
            for is_lbf in (True, False)
        )
        return f"{tal(lbf, 0)} + {tal(lokal, 0)} = {tal(reading, 0)}" if reading and lbf + lokal == reading else ""

    return why


def posterne(plan: Helhedsplan, *, lbf: bool) -> tuple[Decimal | None, str]:
    """What the posts in use take from one side, kr."""
    rows = Budgetbeloeb.objects.filter(budgetpost__in=plan.budgetposter.current()).filter(_side("kilde__", lbf))
    if not plan.counts_hours:
        rows = rows.filter(kilde__form=Bidragsform.KONTANT)
    side = "fra Landsbyggefonden" if lbf else "fra de lokale parter"
    return rows.aggregate(sum=Sum("amount"))["sum"], f"posterne får {{}} {side}"


def kilderne(plan: Helhedsplan, *, lbf: bool) -> tuple[Decimal | None, str]:
    """What the sources in use on one side give together, kr."""
    rows = plan.finansieringskilder.current().filter(_side("", lbf))
    if not plan.counts_hours:
        rows = rows.filter(form=Bidragsform.KONTANT)
    return rows.aggregate(sum=Sum("amount"))[
        "sum"
    ], "Landsbyggefonden giver {}" if lbf else "de lokale kilder giver {}"


def budgettet(kilde: Finansieringskilde) -> tuple[Decimal | None, str]:
    """What the budget takes from the source, kr."""
    used = kilde.beloeb.aggregate(sum=Sum("amount"))["sum"] if kilde.pk else None
    return used, "budgettet bruger {} derfra"


def rammen(plan: Helhedsplan, kilde: Finansieringskilde) -> tuple[Decimal | None, str]:
    """What the source must give, with the others on its side, to make the agreement's frame."""
    lbf = kilde.kind == Finansieringsart.LBF
    frame = plan.frame_lbf if lbf else plan.frame_lokal
    if frame is None or not kilde.kind:
        return None, ""
    others = plan.finansieringskilder.current().exclude(pk=kilde.pk).filter(_side("", lbf))
    given = others.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    return frame - given, "der mangler {} i rammen" if given else "aftalens ramme er {}"


def _side(prefix: str, lbf: bool) -> Q:
    is_lbf = Q(**{f"{prefix}kind": Finansieringsart.LBF})
    return is_lbf if lbf else ~is_lbf
