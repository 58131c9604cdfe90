"""The area figures that the demo's agreements state from the official lists, as the shared figures they are."""

import csv
from pathlib import Path

from helhedsplan.numbers import parse_decimal
from indsatser.models import Indikator, Indikatorvaerdi
from plans.models import Boligomraade, Helhedsplan, Kommune
from plans.services import change, create


def write_area_figures(path: Path) -> int:
    """Make the figures of the file that are not there, and say that each plan covers its area. Returns how many."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    made = 0
    for row in rows:
        plan = Helhedsplan.objects.filter(short_name=row["plan"]).first()
        if plan is None:
            continue
        area = _area(row["område"], row["kommune"])
        if not plan.boligomraader.filter(pk=area.pk).exists():
            change(plan, by=None, links={"boligomraader": [*plan.boligomraader.all(), area]})
        indikator = Indikator.objects.get(code=row["indikator"])
        year = int(row["år"])
        if Indikatorvaerdi.objects.filter(
            helhedsplan=None, boligomraade=area, indikator=indikator, year=year
        ).exists():
            continue  # also one that somebody took out
        create(
            Indikatorvaerdi(
                indikator=indikator,
                boligomraade=area,
                year=year,
                value=parse_decimal(row["tal"]),
                unit=row["enhed"],
                source=row["kilde"],
            ),
            by=None,
        )
        made += 1
    return made


def _area(name: str, kommune: str) -> Boligomraade:
    place = Kommune.objects.get(name=kommune)
    found = Boligomraade.objects.filter(name=name, kommune=place).first()
    return found or create(Boligomraade(name=name, kommune=place), by=None)
