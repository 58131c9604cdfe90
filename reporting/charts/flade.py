"""The drawing surface of the line chart: from dates and values to coordinates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reporting.charts.akser import Tidsakse, Vaerdiakse
from reporting.charts.punkter import px

WIDTH, HEIGHT = 640, 280
TOP, BOTTOM, RIGHT_GUTTER = 26, 226, 150
Datum = tuple[date, Decimal]


@dataclass(frozen=True, slots=True)
class Linje:
    """A straight line with what stands beside it, if anything."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class Flade:
    """From dates and values to the drawing."""

    x: Tidsakse
    y: Vaerdiakse
    left: float
    right: float

    def at(self, day: date, value: Decimal) -> tuple[float, float]:
        return self.x_of(day), self.y_of(value)

    def x_of(self, day: date) -> float:
        return self.left + (self.right - self.left) * self.x.andel(day)

    def y_of(self, value: Decimal) -> float:
        return BOTTOM - (BOTTOM - TOP) * self.y.andel(value)

    def across(self, value: Decimal) -> Linje:
        y = px(self.y_of(value))
        return Linje(px(self.left), y, px(self.right), y)
