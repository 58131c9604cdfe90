"""Figures on the area that the document states, with what it compares them to."""

from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.skriver import Skriver, slug
from indsatser.importing.sag.tekst import labelled, lines
from indsatser.models import Indikator, Indikatorvaerdi
from plans.models import Boligomraade, Delaftale, Helhedsplan


class Indikatorlaeser:
    """Loads the figures of one plan. Areas are the plan's own and its departments', found by name."""

    def __init__(self, skriver: Skriver, plan: Helhedsplan, areas: dict[str, Boligomraade]) -> None:
        self.skriver, self.plan, self.areas = skriver, plan, areas

    def load(self, node: Knude, delaftale: Delaftale | None = None) -> None:
        """One figure, or a range."""
        label, unit = node.text("label"), node.text("unit")
        indikator = self.skriver.named(Indikator, {"code": slug(label)}, name=label, unit=unit, order=100)
        low, high = self._values(node)
        mark = node.child("benchmark")
        area = node.text("area")
        known = self._area(area) if area or delaftale is None else self.plan.boligomraader.first()
        self.skriver.row(
            Indikatorvaerdi,
            node.path,
            indikator=indikator,
            helhedsplan=self.plan,
            delaftale=delaftale,
            boligomraade=known,
            year=node.integer("year"),
            value=low,
            value_to=high,
            unit="" if indikator.unit == unit else unit,
            benchmark_label=mark.text("label"),
            benchmark_value=mark.number("value"),
            source=node.text("source"),
            note=lines(node.text("note"), labelled("Område", "" if known else area)),
            order=self.skriver.next_order("indikatorer"),
        )

    def _values(self, node: Knude):
        if "value_range" in node:
            low, high = node.take("value_range")
            return low, high
        return node.number("area_value" if "area_value" in node else "value"), None

    def _area(self, name: str) -> Boligomraade | None:
        """The area of that name; the plan's own when its longer name begins with it."""
        if name in self.areas:
            return self.areas[name]
        return next((area for own, area in self.areas.items() if name and own.startswith(f"{name} (")), None)
