"""What a criterion that is being written comes to: read back, drawn, and with advice. Nothing is stored."""

from dataclasses import dataclass
from typing import Any

from indsatser.choices import Kriterieform
from indsatser.kriterieraad import raad_om
from indsatser.opgoerelse import Opgjort, opgoer_row
from indsatser.redigering.delmaal import written
from indsatser.redigering.formularer_kriterium import AENDRING, SucceskriteriumForm
from plans.models.forud import ahead
from reporting.charts import Maalelinje, maalelinje_for
from reporting.facts.laesning import laes


@dataclass(frozen=True, slots=True)
class Forhaandsvisning:
    """`laesning` is "" while too little is said; `fejl` names the fields that cannot be read yet."""

    laesning: str
    fejl: tuple[tuple[str, str], ...]
    raad: tuple[str, ...]
    diagram: Maalelinje | None
    dele: tuple[str, ...]


def build_forhaandsvisning(form: SucceskriteriumForm) -> Forhaandsvisning:
    """From a form that has been checked. Only what could be read is drawn."""
    row, plan = form.instance, form.plan
    fejl = _unreadable(form)
    if not row.form or fejl:
        return Forhaandsvisning("", fejl, (), None, ())
    row.helhedsplan = plan
    opgjort = opgoer_row(row, as_of=plan.default_as_of(), as_written=True)
    parts = _parts(form)
    return Forhaandsvisning(
        laesning=laes(row, maal=opgjort.resultat.target_text, parts=len(parts)),
        fejl=(),
        raad=tuple(raad_om(row, plan=plan, has_parts=bool(parts))),
        diagram=_chart(opgjort),
        dele=tuple(parts),
    )


def _parts(form: SucceskriteriumForm) -> list[str]:
    """The sentences of the parts: those that are stored, or those that will be saved with the whole."""
    row = form.instance
    stored = [part.statement for part in ahead(row, "dele") if not part.is_retired] if row.pk else []
    return stored or (written(form.cleaned_data) if form.chosen == Kriterieform.SAMMENSAT else [])


def _unreadable(form: SucceskriteriumForm) -> tuple[tuple[str, str], ...]:
    """The fields with something in them that cannot be used. What is still empty is no fault while one writes."""
    found = []
    for name, errors in form.errors.items():
        if name in AENDRING or name not in form.fields or not form.data.get(name):
            continue
        found.append((str(form.fields[name].label or name), " ".join(str(error) for error in errors)))
    return tuple(found)


def _chart(opgjort: Opgjort) -> Maalelinje | None:
    shown: Any = maalelinje_for(
        opgjort.kriterium,
        opgjort.punkter,
        opgjort.resultat,
        chart_id="forhaandsvisning",
        title="Den planlagte udvikling",
    )
    return None if shown is None or shown.tom else shown
