"""What a report's check had to say when it was made, with the answers: printed with the paper and kept with it."""

from dataclasses import dataclass

OVERSKRIFT = "Forbehold og bemærkninger"
INDLEDNING = "Det, kontrollen af rapporten peger på, og hvorfor det står, som det gør."
UBESVARET = "Ikke besvaret."


@dataclass(frozen=True, slots=True)
class Forbehold:
    """A warning of the check as it was worded, and the answer to it; "" where nobody has answered."""

    tekst: str
    svar: str = ""

    @property
    def svaret(self) -> str:
        """The answer as it is printed."""
        return self.svar or UBESVARET
