"""Facts to Excel. What is written here is what page and PDF print: nothing is computed."""

from datetime import date, datetime
from decimal import Decimal

from helhedsplan.datoer import dato_lang
from helhedsplan.regneark import Stil, Udark, Udcelle, skriv_regneark
from reporting.facts.bestyrelsesside import Bestyrelsesside
from reporting.facts.pengepapir import Papirtabel, Pengepapir, Slags
from reporting.papirer.ark import (
    SKREVET,
    arknavne,
    celle,
    forbeholdsark,
    har_skrevet,
    helhed,
    med_plads,
    skrevne_celler,
)

BOLD, NOTE, HEADER = Stil(is_bold=True), Stil(is_note=True), Stil(is_header=True)
EKSEMPEL = "Nogle af tallene er opfundet for at vise systemet (eksempeltal)."
_WIDTHS = {Slags.NAVN: 36.0, Slags.TEKST: 22.0, Slags.BRED: 60.0}


def skriv_pengepapir(papir: Pengepapir, *, made_at: datetime, maerke: str = "") -> bytes:
    """A sheet for each table, with the paper's header on the first. `maerke` is the line of an issued edition."""
    said = [Papirtabel("forbehold", one.navn, one.kolonner, one.raekker) for one in forbeholdsark(papir.forbehold)]
    tables = [*papir.tabeller, *said]
    names = arknavne(tabel.overskrift for tabel in tables)
    sheets = [
        _ark(papir, tabel, name, is_first=not number, maerke=maerke)
        for number, (tabel, name) in enumerate(zip(tables, names, strict=True))
    ]
    return skriv_regneark(sheets, title=f"{papir.titel} – {papir.hoved.kort_navn}", made_at=made_at)


def _ark(papir: Pengepapir, tabel: Papirtabel, name: str, *, is_first: bool, maerke: str) -> Udark:
    rows: list[list[Udcelle]] = [[Udcelle(papir.titel if is_first else tabel.overskrift, Stil(is_bold=True, size=14))]]
    rows += [[Udcelle(maerke, NOTE)]] if is_first and maerke else []
    rows += [[Udcelle(label, BOLD), _vaerdi(value)] for label, value in _hoved(papir)] if is_first else []
    rows += [[Udcelle(sentence)] for sentence in papir.saetninger] if is_first else []
    rows += [[Udcelle(label, BOLD), Udcelle(text)] for label, text in helhed(papir.rapporten)] if is_first else []
    rows += [[], [Udcelle(tabel.overskrift, BOLD)]] if is_first else []
    said = har_skrevet(tabel.raekker)
    heads = [Udcelle(column.overskrift, Stil(is_header=True, is_right=column.is_number)) for column in tabel.kolonner]
    rows.append([*heads, *((Udcelle(text, HEADER) for text in ("Bemærkning", *SKREVET)) if said else ())])
    head = len(rows)
    for row in tabel.raekker:
        cells = [celle(c, value, row.is_sum) for c, value in zip(tabel.kolonner, row.vaerdier, strict=True)]
        cells.append(Udcelle(row.note, Stil(is_note=True, is_wrapped=True)))
        rows += med_plads([*cells, *(skrevne_celler(row) if said else [])])
    if not tabel.raekker:
        rows.append([Udcelle(tabel.tom, NOTE)])
    rows += [[Udcelle(tabel.under, NOTE)]] if tabel.under else []
    if is_first and papir.bemaerkninger:
        rows += [[], [Udcelle("Kontrol", BOLD)]]
        rows += [[Udcelle(": ".join(filter(None, [one.niveau, one.tekst])))] for one in papir.bemaerkninger]
    widths = [
        *(_WIDTHS.get(column.slags, 16.0) for column in tabel.kolonner),
        *([60.0] * (1 + len(SKREVET) if said else 1)),
    ]
    heading = "  ".join(filter(None, [papir.hoved.kort_navn, papir.hoved.journalnummer, maerke]))
    return Udark(name, rows, widths=widths, frozen=(head, 1), heading=heading)


def _hoved(papir: Pengepapir) -> list[tuple[str, str | date]]:
    hoved = papir.hoved
    found: list[tuple[str, str | date]] = [
        ("Boligområde/projektnavn", hoved.plan_navn),
        ("Område", hoved.omraade),
        ("Journal nr.", hoved.journalnummer),
        ("Bevillingsrunde", ", ".join(filter(None, [hoved.runde, hoved.periode]))),
        ("Opgjort pr.", papir.as_of),
    ]
    return found


def _vaerdi(value: str | date) -> Udcelle:
    return Udcelle(value, Stil(shown_as="dato" if isinstance(value, date) else ""))


def skriv_bestyrelsesside(side: Bestyrelsesside, *, made_at: datetime) -> bytes:
    """A sheet that says what the page says, then every criterion and every milestone."""
    sheets = [_bestyrelsesark(side), _kriterieark(side), _milepaelsark(side)]
    return skriv_regneark(sheets, title=f"Bestyrelsens side – {side.fakta.kort_navn}", made_at=made_at)


def _bestyrelsesark(side: Bestyrelsesside) -> Udark:
    """Line by line what page and paper print, in the same order and words."""
    title = Udcelle(side.overskrift, Stil(is_bold=True, size=14))
    rows: list[list[Udcelle]] = [[Udcelle(f"Opgjort pr. {dato_lang(side.as_of)}", NOTE)], [title]]
    example = EKSEMPEL if side.fakta.har_eksempeltal else ""
    rows += [[Udcelle(sentence)] for sentence in (*side.saetninger, side.datagrundlag, example) if sentence]
    rows += [[], [Udcelle("Succeskriterier", BOLD)]]
    rows += [[Udcelle(part.label), Udcelle(Decimal(part.antal))] for part in side.bjaelke.stykker]
    rows += [[Udcelle(sentence)] for sentence in (side.bevaegelse_sagt, side.kriterier and side.prognose) if sentence]
    for row in side.viste_kriterier:
        said = (row.bevaegelse.label, row.linje.saetning, row.tal, f"{row.tilstand.label} {row.var}".strip(), row.sted)
        rows.append([Udcelle(text) for text in said])
    rows += [[Udcelle(side.flere_sagt)]] if side.flere_kriterier else []
    rows += [[], [Udcelle("Til beslutning", BOLD)], [Udcelle(side.sager_sagt)]]
    rows += [[Udcelle(sag.art), Udcelle(sag.tekst), Udcelle(sag.svar)] for sag in side.viste_sager]
    rows += [[Udcelle(side.flere_sager_sagt)]] if side.flere_sager else []
    rows += [[], [Udcelle("Økonomi", BOLD)], *([Udcelle(sentence)] for sentence in side.oekonomi_saetninger)]
    rows += _gitterraekker(side)
    return Udark("Bestyrelsens side", rows, widths=[30.0, 60.0, 40.0, 28.0, 40.0], heading=side.fakta.kort_navn)


def _gitterraekker(side: Bestyrelsesside) -> list[list[Udcelle]]:
    if side.gitter is None:
        return []
    heads = ["", *(column.overskrift for column in side.gitter.kolonner)]
    rows = [[], [Udcelle("Milepæle", BOLD)], [Udcelle(head, HEADER) for head in heads]]
    for row in side.gitter.raekker:
        rows.append([Udcelle(row.navn), *(Udcelle("; ".join(celle.sagt)) for celle in row.celler)])
    for line in side.viste_forsinkede:
        rows.append([Udcelle(text) for text in (line.tid, line.text, line.delaftale, line.flyttet_text)])
    return [*rows, *([[Udcelle(side.flere_forsinkede_sagt)]] if side.flere_forsinkede else [])]


def _kriterieark(side: Bestyrelsesside) -> Udark:
    heads = [
        "Kriterium",
        "Delaftale eller aktivitet",
        "Tilstand",
        "Sidst",
        "Siden sidst",
        "Resultat og mål",
        "Hvorfor",
    ]
    rows = [[Udcelle(head, HEADER) for head in heads]]
    for row in side.kriterier:
        was = row.foer.label if row.foer else ""
        said = (row.linje.saetning, row.sted, row.tilstand.label, was, row.bevaegelse.label, row.tal)
        example = "eksempeltal" if row.linje.har_eksempeltal else ""
        rows.append([Udcelle(text) for text in (*said, row.linje.resultat.explanation, example)])
    return Udark("Kriterier", rows, widths=[60.0, 36.0, 18.0, 18.0, 14.0, 40.0, 70.0, 14.0], frozen=(1, 1))


def _milepaelsark(side: Bestyrelsesside) -> Udark:
    heads = ["Kvartal", "Milepæl", "Delaftale", "Aktivitet", "Tilstand", "Nået den", "Flyttet"]
    rows = [[Udcelle(head, HEADER) for head in heads]]
    for line in side.fakta.milepaele:
        said = (line.tid, line.text, line.delaftale, line.aktivitet, line.state_label)
        reached = Udcelle(line.reached_on, Stil(shown_as="dato")) if line.reached_on else Udcelle("")
        rows.append([*(Udcelle(text) for text in said), reached, Udcelle(line.flyttet_text)])
    return Udark("Milepæle", rows, widths=[20.0, 70.0, 36.0, 36.0, 16.0, 14.0, 40.0], frozen=(1, 1))
