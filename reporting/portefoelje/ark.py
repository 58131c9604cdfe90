"""The portfolio as an Excel sheet: the page's facts in the page's order, every chosen plan."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from helhedsplan.datoer import dato
from helhedsplan.regneark import Stil, Udark, Udcelle, skriv_regneark
from helhedsplan.regneark.skriv import Slags
from indsatser.choices import Tilstand
from reporting.portefoelje.raekker import Raekke
from reporting.portefoelje.side import Portefoelje

Vaerdi = str | int | Decimal | date | None


class Kolonne(NamedTuple):
    """A column of the sheet: its heading, what stands in it, how it is shown and how wide it is."""

    overskrift: str
    vaerdi: Callable[[Raekke], Vaerdi]
    slags: Slags = ""
    bredde: float = 13.0


def _af_stand(name: str) -> Callable[[Raekke], Vaerdi]:
    return lambda row: getattr(row.stand, name) if row.stand else None


def _af_krav(name: str) -> Callable[[Raekke], Vaerdi]:
    return lambda row: getattr(row.medfinansiering, name) if row.medfinansiering else None


def _kommer(row: Raekke) -> str:
    return "; ".join(f"{each.tekst} {dato(each.dag)}" for each in row.naeste)


KOLONNER: tuple[Kolonne, ...] = (
    Kolonne("Plan", lambda row: row.hoved.navn, bredde=30.0),
    Kolonne("Hører under", lambda row: row.overordnet, bredde=24.0),
    Kolonne("Journalnummer", lambda row: row.hoved.journalnummer, bredde=16.0),
    Kolonne("Kommune", lambda row: row.hoved.kommune_navn, bredde=18.0),
    Kolonne("Administrator", lambda row: row.hoved.administrator_navn, bredde=22.0),
    Kolonne("Bevillingsrunde", lambda row: row.hoved.runde_navn, bredde=16.0),
    Kolonne("Status", lambda row: row.status_label, bredde=18.0),
    Kolonne("Fra", lambda row: row.hoved.start_date, "dato"),
    Kolonne("Til", lambda row: row.hoved.end_date, "dato"),
    Kolonne("Halter", lambda row: "; ".join(str(reason.label) for reason in row.grunde), bredde=34.0),
    Kolonne("Kriterier", _af_stand("antal_kriterier")),
    *(Kolonne(str(each.label), _af_stand(each.value)) for each in Tilstand),
    Kolonne("Milepæle", _af_stand("milepaele")),
    Kolonne("Forsinkede milepæle", _af_stand("forsinkede")),
    Kolonne("Udfyldt, %", _af_stand("udfyldt_pct"), "procent"),
    Kolonne("Medfinansiering, %", _af_krav("andel_pct"), "procent"),
    Kolonne("Krav, %", _af_krav("krav_pct"), "procent"),
    Kolonne("Over kravet, kr.", _af_krav("luft"), "beloeb", 16.0),
    Kolonne("Fordelt på poster, kr.", _af_stand("fordelt"), "beloeb", 16.0),
    Kolonne("Brugt, kr.", _af_stand("brugt"), "beloeb", 16.0),
    Kolonne("Brugt af posterne, %", lambda row: row.forbrug.pct if row.forbrug else None, "procent"),
    Kolonne("Næste frister", _kommer, bredde=44.0),
    Kolonne("Nyeste data", _af_stand("data_til"), "dato"),
    Kolonne("Viser planen pr.", _af_stand("as_of"), "dato"),
    Kolonne("Opgjort", lambda row: opgjort(row), bredde=34.0),
    Kolonne("Eksempeltal", lambda row: "Ja" if row.stand and row.stand.har_eksempeltal else "", bredde=12.0),
)


def opgjort(row: Raekke) -> str:
    """When the row's figures were made, and that the plan may say something else by now."""
    if row.stand is None:
        return "Ikke gjort op endnu"
    made = timezone.localtime(row.stand.opgjort_at)
    when = f"{dato(row.stand.opgjort_dag)} kl. {made:%H.%M}"
    if row.er_frisk:
        return when
    return f"{when}, ændret siden" if row.stand.opgjort_dag == row.today else when


def skriv_portefoelje(portefoelje: Portefoelje, *, made_at: datetime) -> bytes:
    """The file: what was chosen, the headings, a row for each plan."""
    chosen = udvalg(portefoelje)
    rows = [
        [Udcelle("Portefølje", Stil(is_bold=True, size=14))],
        [Udcelle(chosen, Stil(is_note=True))],
        [Udcelle(each.overskrift, Stil(is_header=True)) for each in KOLONNER],
    ]
    head = len(rows)
    for row in portefoelje.raekker:
        rows.append([_celle(each, each.vaerdi(row)) for each in KOLONNER])
    if not portefoelje.raekker:
        rows.append([Udcelle("Ingen planer passer.", Stil(is_note=True))])
    sheet = Udark(
        "Portefølje", rows, widths=[each.bredde for each in KOLONNER], frozen=(head, 1), heading="Portefølje"
    )
    return skriv_regneark([sheet], title="Portefølje", made_at=made_at)


def _celle(column: Kolonne, value: Vaerdi) -> Udcelle:
    shown = column.slags if isinstance(value, int | Decimal | date) else ""
    return Udcelle(value, Stil(shown_as=shown))


def udvalg(portefoelje: Portefoelje) -> str:
    """What was chosen, in words: "12 af 40 planer. Kommune: Aarhus. Sortér efter: Ældste data. Hentet 24.11.2026."."""
    valg = portefoelje.valg
    number, mine = len(portefoelje.raekker), portefoelje.antal_mine
    plans = "1 plan" if number == 1 else f"{number} planer"
    parts = [plans if number == mine else f"{number} af {mine} planer"]
    for name, value in valg.wanted.items():
        field = valg.fields[name]
        labels = {str(key): label for key, label in flat(getattr(field, "choices", []))}
        parts.append(f"{field.label}: {labels.get(str(value), value)}")
    return ". ".join([*parts, f"Hentet {dato(portefoelje.today)}."])


def flat(choices) -> list[tuple[str, str]]:
    """A field's choices as a plain list."""
    return [(str(value), str(label)) for value, label in choices]
