"""What the line charts take in, and how text and ids get into a drawing."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from helhedsplan import numbers

FONT = "IBM Plex Sans, Liberation Sans, sans-serif"


class Maalt(NamedTuple):
    """A measured value on the last day of its data period; None where nothing was measured."""

    dato: date
    vaerdi: Decimal | None
    eksempel: bool = False


def ordnede(points: Iterable[tuple]) -> tuple[Maalt, ...]:
    """Points in order of time; a plain (date, value) pair is as good as a Maalt."""
    return tuple(sorted((Maalt(*point) for point in points), key=lambda point: point.dato))


def kumuleret(points: Iterable[Maalt]) -> tuple[Maalt, ...]:
    """The running total; what was not measured adds nothing and is left out."""
    total = Decimal(0)
    running = []
    for point in points:
        if point.vaerdi is None:
            continue
        total += point.vaerdi
        running.append(Maalt(point.dato, total, point.eksempel))
    return tuple(running)


def px(value: float) -> str:
    """A coordinate: one decimal at most, a dot, never minus zero."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def polyline(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{px(x)},{px(y)}" for x, y in points)


def width_of(text: str, size: float = 12) -> float:
    """About how wide a text is: SVG cannot ask. On the wide side, so that nothing is cut."""
    return len(text) * size * 0.58


def wrap(text: str, chars: int, lines: int = 2) -> tuple[str, ...]:
    """A label on at most so many lines, with an ellipsis when it is longer; the description has all of it."""
    words = [word for word in text.split(" ") if word]
    out: list[str] = []
    while words and len(out) < lines:
        line = words.pop(0)
        while words and len(line) + 1 + len(words[0]) <= chars:
            line += " " + words.pop(0)
        if len(line) > chars:
            line = line[: chars - 1] + "…"
        out.append(line)
    if words and out:
        out[-1] = (out[-1] if len(out[-1]) < chars else out[-1][: chars - 1]).rstrip("… ") + " …"
    return tuple(out)


def safe_id(text: str) -> str:
    """Something that may stand in an id and in url(#…)."""
    cleaned = re.sub(r"[^A-Za-z0-9_-]", "-", text)
    return cleaned if cleaned[:1].isalpha() else f"d{cleaned}"


def kort(value: Decimal, unit: str) -> str:
    """A figure beside its point: the unit only where it is a per cent sign."""
    return numbers.maengde(value, unit) if unit == "%" else numbers.tal(value)


def er_endelig(value: Decimal | None) -> bool:
    return value is not None and value.is_finite()
