"""Reference data of the work: activity types, and the official area lists with their indicators and thresholds."""

from pathlib import Path
from typing import Any

from django.db import transaction

from indsatser.models import Aktivitetstype, Graensevaerdi, Indikator, Indikatorvaerdi
from plans.reference import FOLDER, Indlaesning, read, upsert, upsert_all


@transaction.atomic
def load_indsatser_reference(folder: Path = FOLDER) -> Indlaesning:
    """Load activity types and area lists. Indicators that plans brought themselves are left alone."""
    done = Indlaesning()
    upsert_all(Aktivitetstype.objects.all(), read("aktivitetstyper", folder), by="code", done=done)
    lists = read("omraadelister", folder)
    codes = [row["code"] for row in lists["indikatorer"]]
    upsert_all(Indikator.objects.filter(code__in=codes), lists["indikatorer"], by="code", done=done)
    indikatorer = {indikator.code: indikator for indikator in Indikator.objects.filter(code__in=codes)}
    existing = {
        (row.liste, row.indikator.code, row.from_year): row
        for row in Graensevaerdi.objects.select_related("indikator")
    }
    for row in lists["graensevaerdier"]:
        known = existing.pop((row["liste"], row["indikator"], row["from_year"]), None)
        values = row | {"indikator": indikatorer[row["indikator"]]}
        upsert(known or Graensevaerdi(indikator=values["indikator"]), values, done)
    done.not_in_file += [f"grænseværdi «{row}»" for row in existing.values()]
    _national(lists["landstal"], indikatorer, done)
    return done


def _national(rows: list[dict[str, Any]], indikatorer: dict[str, Indikator], done: Indlaesning) -> None:
    """The country's figures of years that have none. What the administration wrote itself is left alone."""
    there = set(Indikatorvaerdi.objects.shared().filter(is_national=True).values_list("indikator__code", "year"))
    for row in rows:
        if (row["indikator"], row["year"]) not in there:
            values = row | {"indikator": indikatorer[row["indikator"]], "is_national": True}
            upsert(Indikatorvaerdi(indikator=values["indikator"]), values, done)
