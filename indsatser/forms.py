"""Filters of the lists about the work."""

from collections.abc import Iterable, Sequence

from django import forms

from indsatser.choices import Milepaeltilstand
from indsatser.milepaele import MilepaelLinje
from plans.forms import AddressForm

WITHOUT_TIME = "uden"


class MilepaelFilter(AddressForm):
    """Milestones of one year, of one quarter of it or of every year, or in one state as it is on the day."""

    aar = forms.ChoiceField(label="År", required=False)
    kvartal = forms.ChoiceField(label="Kvartal", required=False)
    tilstand = forms.ChoiceField(label="Tilstand", required=False)

    def __init__(self, data, *, lines: Sequence[MilepaelLinje]) -> None:
        super().__init__(data)
        self.lines = lines
        years = sorted({line.year for line in lines if line.year})
        undated = [(WITHOUT_TIME, "Uden tidspunkt")] if any(line.year is None for line in lines) else []
        self.offer("aar", [*((str(year), str(year)) for year in years), *undated])
        quarters = sorted({line.quarter for line in lines if line.quarter})
        no_quarter = [(WITHOUT_TIME, "Uden kvartal")] if any(line.quarter is None for line in lines) else []
        self.offer("kvartal", [*((str(quarter), f"{quarter}. kvartal") for quarter in quarters), *no_quarter])
        self.offer("tilstand", list(Milepaeltilstand.choices))

    def matching(self) -> tuple[MilepaelLinje, ...]:
        """The lines that match, in their order."""
        wanted = self.wanted
        lines: Iterable[MilepaelLinje] = self.lines
        if "aar" in wanted:
            lines = [line for line in lines if (str(line.year) if line.year else WITHOUT_TIME) == wanted["aar"]]
        if "kvartal" in wanted:
            lines = [line for line in lines if str(line.quarter or WITHOUT_TIME) == wanted["kvartal"]]
        if "tilstand" in wanted:
            lines = [line for line in lines if line.state == wanted["tilstand"]]
        return tuple(lines)
