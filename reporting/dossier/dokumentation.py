"""The evidence: the files that people put with measurements, milestones and evaluations."""

from collections.abc import Iterator

from helhedsplan.datoer import dato, periode
from indsatser.models import Evaluering, Maaling, Milepael
from reporting.dossier.valg import Valg
from reporting.pakke import Post, af_fil


def dokumentationen(valg: Valg, mappe: str) -> Iterator[Post]:
    """The files by kind: measurements criterion by criterion, milestones by quarter, evaluations by year."""
    yield from _maalinger(valg, mappe)
    yield from _milepaele(valg, mappe)
    rows = Evaluering.objects.current(on=valg.til).filter(helhedsplan=valg.plan).exclude(file="")
    for row in rows.order_by("year", "pk"):
        about = ", ".join(filter(None, [row.get_kind_display(), str(row.year or "")]))
        yield Post((mappe, "Evalueringer"), row.file.own_name, row.title, af_fil(row.file), om=about)


def _maalinger(valg: Valg, mappe: str) -> Iterator[Post]:
    rows = Maaling.objects.current(on=valg.til).filter(
        kriterium__helhedsplan=valg.plan, reported_on__lte=valg.til, returned_on=None
    )
    rows = rows.exclude(evidence="").select_related("kriterium")
    for row in rows.order_by("kriterium_id", "data_to", "pk"):
        name = f"{row.data_to:%Y-%m-%d} {row.evidence.own_name}"
        about = f"Måling for {periode(row.data_from, row.data_to)}, indberettet {dato(row.reported_on)}."
        yield Post((mappe, "Målinger"), name, str(row.kriterium), af_fil(row.evidence), om=about)


def _milepaele(valg: Valg, mappe: str) -> Iterator[Post]:
    rows = Milepael.objects.current(on=valg.til).filter(helhedsplan=valg.plan).exclude(evidence="")
    for row in rows.order_by("year", "quarter", "order", "pk"):
        if row.reached_on and row.reached_on > valg.til:
            continue
        about = f"Milepæl, {row.get_state_display().lower()} {dato(row.reached_on)}".strip()
        yield Post((mappe, "Milepæle"), row.evidence.own_name, str(row), af_fil(row.evidence), om=f"{about}.")
