"""What a post and a source consist of in the file: heading, field, and how its text is read and written.

Between file and plan every value is a text in one form ("" for nothing, 1392.5, a choice's own value), so that two can
be compared whatever they come from.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices

from helhedsplan.numbers import tal
from helhedsplan.regneark import Arkfejl, Celle, som_tal, som_tekst
from plans.choices import Bidragsform, Finansieringsart, Postart, Tilsagnstilstand, Udgiftsart
from plans.penge.celletekst import laest_beloeb

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NUMBER = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2})?")
_ART = re.compile(rf"{Postart.DELAFTALE}:[0-9a-f-]{{36}}|{'|'.join(set(Postart.values) - {Postart.DELAFTALE})}")


@dataclass(frozen=True, slots=True)
class Felt:
    """A column: its heading, the model's field, and what it holds."""

    heading: str
    name: str
    kind: str = "tekst"
    choices: type[TextChoices] | None = None
    width: float = 16

    def laes(self, celle: Celle) -> str:
        """The cell in the one form. Raises Arkfejl."""
        if self.kind == "beloeb":
            return tal_som_tekst(laest_beloeb(celle))
        if self.kind == "tal":
            return tal_som_tekst(som_tal(celle))
        text = tekst(som_tekst(celle) or "")
        return self._choice(text, celle) if self.choices else text

    def _choice(self, text: str, celle: Celle) -> str:
        assert self.choices
        if not text:
            return self.empty
        found = [c.value for c in self.choices if text.casefold() in (str(c.label).casefold(), c.value)]
        if not found:
            can_be = ", ".join(str(choice.label) for choice in self.choices)
            raise Arkfejl(f"«{text[:40]}» er ikke noget, der kan stå her. Det kan være: {can_be}.", celle.sted)
        return str(found[0])

    @property
    def empty(self) -> str:
        """What an empty cell means."""
        return {"kind": Finansieringsart.LOKAL, "form": Bidragsform.KONTANT, "state": Tilsagnstilstand.UOPLYST}.get(
            self.name, ""
        )

    def vis(self, text: str) -> str:
        """The value as people read it."""
        if not text:
            return ""
        if self.choices:
            return str(self.choices(text).label)
        return tal(Decimal(text)) if self.is_number else text

    def ud(self, text: str) -> str | Decimal | None:
        """The value as it stands in a cell."""
        if not text:
            return None
        return Decimal(text) if self.is_number else self.vis(text)

    def til_model(self, text: str) -> Any:
        """The value as the model holds it."""
        if self.is_number:
            return Decimal(text) if text else None
        return text

    def er_vaerdi(self, text: str) -> bool:
        """Whether the text is a value of this field in the one form."""
        if not text:
            return True
        if self.name == "art":
            return bool(_ART.fullmatch(text))
        if self.choices:
            return text in self.choices.values
        return not self.is_number or bool(_NUMBER.fullmatch(text))

    @property
    def is_number(self) -> bool:
        return self.kind in ("beloeb", "tal")


KILDEFELTER: tuple[Felt, ...] = (
    Felt("Finansieringskilde", "name", width=34),
    Felt("Ejer", "owner", width=22),
    Felt("Art", "kind", choices=Finansieringsart, width=20),
    Felt("Bidrag", "form", choices=Bidragsform, width=12),
    Felt("Tilsagn", "state", choices=Tilsagnstilstand, width=14),
    Felt("Om tilsagnet", "state_note", width=24),
    Felt("Beløb i alt, kr.", "amount", "beloeb"),
    Felt("Heraf bekræftet, kr.", "confirmed", "beloeb"),
    Felt("Heraf betalt, kr.", "paid", "beloeb"),
    Felt("Timesats, kr.", "hour_rate", "beloeb", width=12),
    Felt("Årsværk", "aarsvaerk", "tal", width=10),
    Felt("Beløbet, som det er trykt", "amount_as_printed", width=18),
    Felt("Budgetår eller periode", "years_text", width=16),
    Felt("Bemærkning", "note", width=40),
)
POSTFELTER: tuple[Felt, ...] = (
    Felt("Post", "title", width=34),
    Felt("Art", "art", width=20),
    Felt("Udgiftsart", "udgiftsart", choices=Udgiftsart, width=16),
    Felt("Bemærkning", "note", width=40),
)
FELTER: dict[str, dict[str, Felt]] = {
    "kilde": {felt.name: felt for felt in KILDEFELTER},
    "post": {felt.name: felt for felt in POSTFELTER},
}


def tekst(value: str) -> str:
    """Text in the one form: no signs that cannot be seen, one kind of line end, no spaces around."""
    return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def tal_som_tekst(value: Decimal | None) -> str:
    """1392.50 → "1392.5", None → ""."""
    return "" if value is None else format(value.normalize() + 0, "f")
