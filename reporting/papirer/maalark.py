"""The målopfyldelsesskema as a workbook: the states counted, and a sheet each of criteria, milestones and money."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from indsatser.milepaele import MilepaelLinje
from reporting import formulering
from reporting.facts.linjer import KriterieLinje
from reporting.facts.maalopfyldelsesskema import Maalopfyldelsesskema
from reporting.facts.pengepapir import Kolonne, Papirraekke, Slags
from reporting.papirer.ark import Arktabel, Over, forbeholdsark, helhed, skriv_ark

KRITERIER = (
    Kolonne("Succeskriterium", Slags.NAVN),
    Kolonne("Del af planen", Slags.TEKST),
    Kolonne("Aktivitet", Slags.TEKST),
    Kolonne("Kode", Slags.KORT),
    Kolonne("Mål", Slags.KORT),
    Kolonne("Udgangspunkt", Slags.TEKST),
    Kolonne("Udgangspunkt, tal", Slags.TAL),
    Kolonne("Skal nå", Slags.TEKST),
    Kolonne("Måltal", Slags.TAL),
    Kolonne("Enhed", Slags.KORT),
    Kolonne("Frist", Slags.KORT),
    Kolonne("Resultat", Slags.TEKST),
    Kolonne("Resultat, tal", Slags.TAL),
    Kolonne("Tilstand", Slags.TEKST),
    Kolonne("Hvorfor", Slags.NAVN),
    Kolonne("Ventet", Slags.TEKST),
    Kolonne("Data om", Slags.TEKST),
    Kolonne("Datakilde", Slags.TEKST),
    Kolonne("Til sammenligning", Slags.TEKST),
    Kolonne("Eksempeltal", Slags.KORT),
)
AKTIVITETER = (Kolonne("Aktivitet", Slags.NAVN), Kolonne("Del af planen", Slags.TEKST))
MILEPAELE = (
    Kolonne("Milepæl", Slags.NAVN),
    Kolonne("Kvartal", Slags.TEKST),
    Kolonne("Hører til", Slags.TEKST),
    Kolonne("Tilstand", Slags.TEKST),
    Kolonne("Nået den", Slags.DATO),
    Kolonne("Flyttet", Slags.TEKST),
    Kolonne("Eksempeltal", Slags.KORT),
)
OEKONOMI = (
    Kolonne("Post", Slags.NAVN),
    Kolonne("Landsbyggefonden, kr."),
    Kolonne("Lokal medfinansiering, kr."),
    Kolonne("I alt, kr."),
)
EKSEMPEL = "eksempeltal"


def skriv_maalopfyldelse(rapport: Maalopfyldelsesskema, *, made_at: datetime, maerke: str = "") -> bytes:
    """The workbook. Figures stand as figures beside the words the page has for them."""
    title = f"{rapport.titel} – {rapport.fakta.kort_navn}"
    footer = "  ".join(filter(None, [rapport.fakta.kort_navn, rapport.journalnummer, maerke]))
    sheets = [_samlet(rapport, maerke), _kriterier(rapport), *_aktiviteter(rapport), _milepaele(rapport)]
    sheets += [_oekonomi(rapport), *forbeholdsark(rapport.forbehold)]
    return skriv_ark(sheets, title=title, footer=footer, made_at=made_at)


def _samlet(rapport: Maalopfyldelsesskema, maerke: str) -> Arktabel:
    samlet = rapport.samlet
    above: list[Over] = [(one.label, "; ".join(one.values) or "Ikke oplyst") for one in rapport.generelle]
    above += [("Opgjort pr.", rapport.as_of), *([("Udgave", maerke)] if maerke else [])]
    above += helhed(rapport.rapporten)
    columns = (
        Kolonne("Del af planen", Slags.NAVN),
        *(Kolonne(str(state.label), Slags.TAL) for state in samlet.tilstande),
        Kolonne("I alt", Slags.TAL),
    )
    rows = [
        Papirraekke(
            (row.titel, *(Decimal(number) for number in row.antal), Decimal(row.i_alt)),
            is_sum=row is samlet.i_alt,
            note=EKSEMPEL if row.har_eksempeltal else "",
        )
        for row in (*samlet.raekker, samlet.i_alt)
    ]
    return Arktabel("Målopfyldelse", columns, tuple(rows), over=tuple(above), overskrift=rapport.titel)


def _kriterier(rapport: Maalopfyldelsesskema) -> Arktabel:
    rows = []
    for part, activity, line in _placerede(rapport):
        said = rapport.vurderinger.get(line.uuid)
        rows.append(replace(_kriterium(line, part, activity), skrevet=said))
        rows += [_kriterium(one, part, activity, f"Delmål {n}: ") for n, one in enumerate(line.dele, start=1)]
    return Arktabel("Succeskriterier", KRITERIER, tuple(rows), tom="Planen har ingen succeskriterier.")


def _aktiviteter(rapport: Maalopfyldelsesskema) -> tuple[Arktabel, ...]:
    """The activities that are written of; no sheet where none is."""
    said = rapport.vurderinger
    rows = tuple(
        Papirraekke((aktivitet.name, delaftale.title), uuid=aktivitet.uuid, skrevet=said[aktivitet.uuid])
        for delaftale in rapport.fakta.delaftaler
        for aktivitet in delaftale.aktiviteter
        if aktivitet.uuid in said
    )
    return (Arktabel("Aktiviteter", AKTIVITETER, rows),) if rows else ()


def _placerede(rapport: Maalopfyldelsesskema) -> Iterator[tuple[str, str, KriterieLinje]]:
    """Every line the skema prints, also those that repeat another."""
    fakta = rapport.fakta
    yield from (("Hele planen", "", line) for line in fakta.overordnede)
    for delaftale in fakta.delaftaler:
        yield from ((delaftale.title, "", line) for line in delaftale.kriterier)
        for aktivitet in delaftale.aktiviteter:
            yield from ((delaftale.title, aktivitet.name, line) for line in aktivitet.kriterier)
    yield from (("Øvrige projekter og initiativer", "", line) for line in fakta.oevrige)


def _kriterium(line: KriterieLinje, part: str, activity: str, before: str = "") -> Papirraekke:
    result = line.resultat
    baseline = line.udgangspunkt if line.udgangspunkt is not None else result.baseline
    notes = [
        "Gentaget fra aftalen; talt med dér." if line.er_gengivelse else "",
        "Mål: koblingen er udledt." if line.maal and line.maal_er_udledt else "",
        line.udgangspunkt_note,
        *(formulering.tidligere(one) for one in line.tidligere),
        line.note,
    ]
    return Papirraekke(
        (
            *(f"{before}{line.saetning}", part, activity, line.kode, f"{line.maal})" if line.maal else ""),
            *(formulering.udgangspunkt(line) or "Intet", baseline),
            *(formulering.maal(line) or "Ikke oplyst", result.target, line.enhed, formulering.frist(line)),
            *(formulering.resultat(line), result.value, str(result.tilstand.label), result.explanation),
            *(formulering.forventet(line), formulering.data(line), line.kilde),
            "; ".join(formulering.reference(one, line.enhed) for one in line.referencer),
            EKSEMPEL if line.har_eksempeltal else "",
        ),
        note=" ".join(filter(None, notes)),
        uuid=line.uuid,
    )


def _milepaele(rapport: Maalopfyldelsesskema) -> Arktabel:
    rows = [
        Papirraekke(
            (
                *(line.text, quarter.overskrift, line.aktivitet or line.delaftale or "Hele planen", line.state_label),
                *(line.reached_on, _flyttet(line)),
                EKSEMPEL if line.is_eksempel else "",
            ),
            note=line.comment,
            uuid=line.uuid,
            skrevet=rapport.vurderinger.get(line.uuid),
        )
        for quarter in rapport.aarets_milepaele
        for line in quarter.milepaele
    ]
    return Arktabel("Milepæle", MILEPAELE, tuple(rows), tom=f"Der er ingen milepæle for {rapport.aar}.")


def _flyttet(line: MilepaelLinje) -> str:
    """As the page has it: "2 kvartaler senere end først planlagt: Evaluator kom senere i gang."."""
    moved = formulering.bevaegelse_i_tid(line.kvartaler_flyttet).capitalize()
    return ": ".join(filter(None, [moved, line.flyttet_hvorfor])) if moved else ""


def _oekonomi(rapport: Maalopfyldelsesskema) -> Arktabel:
    tabel = rapport.oekonomi
    some = "Kun poster med et oplyst beløb." if tabel.mangler_beloeb else ""
    sums = (
        ("Fordelt på poster", tabel.fordelt, True, some),
        ("Ikke fordelt", tabel.ikke_fordelt, False, ""),
        ("Aftalens ramme", tabel.ramme, True, ""),
    )
    lines = [(post.titel, post.beloeb, False, post.note) for post in tabel.poster]
    lines += [(title, amount, is_sum, note) for title, amount, is_sum, note in sums if amount is not None]
    rows = [
        Papirraekke((title, *((b.lbf, b.lokal, b.total) if b else ("Ikke oplyst",) * 3)), is_sum, note)
        for title, b, is_sum, note in lines
    ]
    return Arktabel(
        "Økonomi", OEKONOMI, tuple(rows), tom="Aftalen oplyser hverken budgetposter eller en samlet ramme."
    )
