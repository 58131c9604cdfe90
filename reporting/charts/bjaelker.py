"""A bar that shows how the criteria are shared among the states."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices

from indsatser.choices import Tilstand
from reporting.charts.punkter import FONT, px, safe_id, width_of

WIDTH = 640
GAP = 2
SMALLEST = 6


@dataclass(frozen=True, slots=True)
class Udseende:
    """How a state is filled: its colour and the pattern that tells it apart in black and white."""

    fill: str
    pattern: str  # a kind in _moenstre.svg.html, or "" for a plain fill
    ink: str = "#ffffff"


_UDSEENDE: dict[str, Udseende] = {
    "opfyldt": Udseende("#0a5f47", ""),
    "naaet": Udseende("#0a5f47", ""),
    "paa_vej": Udseende("#1d5798", "skraa"),
    "i_gang": Udseende("#1d5798", "skraa"),
    "bagud": Udseende("#d98a1f", "prikker", "#4a2b00"),
    "forsinket": Udseende("#d98a1f", "prikker", "#4a2b00"),
    "delvist": Udseende("#d98a1f", "prikker", "#4a2b00"),
    "ikke_opfyldt": Udseende("#9c2218", "net"),
    "ikke_naaet": Udseende("#9c2218", "net"),
    "ikke_maalt": Udseende("#ffffff", "", "#4a5763"),
    "ikke_startet": Udseende("#ffffff", "", "#4a5763"),
    "kan_ikke_opgoeres": Udseende("#ece8f6", "lodret", "#57468a"),
    "vurderes": Udseende("#f6e6f0", "vandret", "#7d3563"),
    "udgaaet": Udseende("#c3c8cc", "", "#33393f"),
    "bortfaldet": Udseende("#c3c8cc", "", "#33393f"),
}


@dataclass(frozen=True, slots=True)
class Stykke:
    """One piece of the bar. `tal_x` is where the number stands, "" when there is no room for it."""

    vaerdi: str
    label: str
    antal: int
    x: str
    width: str
    fill: str
    pattern: str
    ink: str
    title: str
    tal_x: str
    tal_box: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tilstandsbjaelke:
    """Counts per state as one bar; `stykker` holds only the states that occur, in the list's own order."""

    id: str
    title: str
    desc: str
    i_alt: int
    stykker: tuple[Stykke, ...]
    tom: bool = False
    width: str = str(WIDTH)
    font: str = FONT


def tilstandsbjaelke(
    *,
    chart_id: str,
    counts: Mapping[str, int],
    choices: type[TextChoices] = Tilstand,
    title: str = "Fordeling på tilstand",
) -> Tilstandsbjaelke:
    """`counts` is state value → number. Never an average: the bar counts."""
    by_value = {str(getattr(key, "value", key)): max(0, number) for key, number in counts.items()}
    rows = [(choice.value, str(choice.label), by_value.get(choice.value, 0)) for choice in choices]
    rows = [row for row in rows if row[2]]
    total = sum(number for _, _, number in rows)
    identity = safe_id(chart_id)
    if not total:
        return Tilstandsbjaelke(identity, title, "Der er intet at tælle endnu.", 0, (), tom=True)
    widths = _widths([number for _, _, number in rows], WIDTH - GAP * (len(rows) - 1))
    stykker = []
    x = 0.0
    for (value, label, number), width in zip(rows, widths, strict=True):
        look = _UDSEENDE.get(value, Udseende("#c3c8cc", "", "#33393f"))
        text_width = width_of(str(number), 13) + 8
        has_room = text_width + 4 <= width
        stykker.append(
            Stykke(
                vaerdi=value,
                label=label,
                antal=number,
                x=px(x),
                width=px(width),
                fill=look.fill,
                pattern=look.pattern,
                ink=look.ink,
                title=f"{label}: {number}",
                tal_x=px(x + width / 2) if has_room else "",
                tal_box=(px(x + width / 2 - text_width / 2), px(text_width)),
            )
        )
        x += width + GAP
    listed = ", ".join(f"{label} {number}" for _, label, number in rows)
    return Tilstandsbjaelke(identity, title, f"I alt {total}: {listed}.", total, tuple(stykker))


def _widths(numbers_: list[int], room: float) -> list[float]:
    """In proportion, but none so narrow that it cannot be seen; the wide ones give what that takes."""
    total = sum(numbers_)
    widths = [max(room * number / total, SMALLEST) for number in numbers_]
    excess = sum(widths) - room
    spare = [width - SMALLEST for width in widths]
    if excess <= 0 or not sum(spare):
        return widths
    return [width - excess * extra / sum(spare) for width, extra in zip(widths, spare, strict=True)]
