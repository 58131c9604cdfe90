"""Words in every report of a plan: of all that can be written of, now and last time, and answers to the check."""

from datetime import date

from reporting.indberetning.arter import arter
from reporting.indberetning.kontrol import build_kontrol, byg_papir
from reporting.indberetning.models import UDEN_SVAR, Indberetning
from reporting.indberetning.raekker import build_afsnit
from reporting.indberetning.valg import Indberetningstilstand
from reporting.papirer.periode import Periode
from tests.indsatser.factories import MilepaelsplanFactory
from tests.reporting.factories import IndberetningFactory, KontrolsvarFactory, VurderingFactory

RAPPORTER = {
    "maalopfyldelse": Periode(2019),
    "statusnotat": Periode(2019, 3),
    "milepaelsplan": Periode(2019),
    "budgetopfoelgning": Periode(2022),
}
"""The periods of the reports that the papers are made for; budgetopfølgning is as of the plan's last day."""
SVAR = "Tallet kommer i maj, og derfor står det åbent."


def skriv_om_alt(plan) -> dict[str, list[str]]:
    """What every form of each report must say, by its slug: texts, judgements, reasons, last time's, the check."""
    return {slug: _skriv(plan, arter()[slug], of) for slug, of in RAPPORTER.items()}


def _skriv(plan, art, periode) -> list[str]:
    before = Periode(periode.aar - 1, periode.kvartal)
    report, last = (
        IndberetningFactory(helhedsplan=plan, art=art.slug, year=of.aar, quarter=of.kvartal)
        for of in (periode, before)
    )
    rows = [row for part in build_afsnit(_papir(report, art), report.uuid) for row in part.raekker]
    said = []
    for number, row in enumerate(rows, start=1):
        said += _om(row, report, number)
        if row.uuid != report.uuid:
            VurderingFactory(indberetning=last, kind=row.kind, target_uuid=row.uuid, text=f"Da stod der {number}a.")
            said += [f"Sidst ({before}):", f"Da stod der {number}a."]
    if art.egen_vej:
        MilepaelsplanFactory(helhedsplan=plan, year=before.aar, godkendt=True)
    Indberetning.objects.filter(pk=last.pk).update(state=Indberetningstilstand.INDSENDT)
    return said if art.egen_vej else [*said, *_svar(report, art)]


def _papir(report, art):
    return byg_papir(report, art, today=date(2026, 3, 1))


def _om(row, report, number) -> list[str]:
    """The text of a row, and where it can be judged a judgement, otherwise than computed and with the reason."""
    text = f"Ordene om nummer {number} her.\n\nOg et afsnit mere, {number}b."
    judged = next((value for value, _ in row.valg if value != row.beregnet), "")
    otherwise = judged and row.beregnet not in UDEN_SVAR
    why = f"Vi så det anderledes {number}c." if otherwise else ""
    made = VurderingFactory(
        indberetning=report,
        kind=row.kind,
        target_uuid=row.uuid,
        text=text,
        judgement=judged,
        computed=row.beregnet,
        reason=why,
    )
    told = f"Vurderet som {made.get_judgement_display().lower()}" if judged else ""
    told += f", beregnet som {row.beregnet_navn.lower()}." if otherwise else ""
    return list(filter(None, [*text.split("\n\n"), told, why]))


def _svar(report, art) -> list[str]:
    """One warning is answered, the others are not."""
    first, *others = build_kontrol(report, _papir(report, art)).advarsler
    KontrolsvarFactory(indberetning=report, key=first.key, text=first.tekst, reason=SVAR)
    return [first.tekst, SVAR, *(one.tekst for one in others), *(["Ikke besvaret."] if others else [])]
