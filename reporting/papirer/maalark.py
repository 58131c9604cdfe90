"""The målopfyldelsesskema as a workbook: the states counted, and a sheet each of criteria, milestones and money."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from indsatser.milepaele import MilepaelLinje
from plans.budget import Beloeb
from reporting import formulering
from reporting.facts.linjer import KriterieLinje
from reporting.facts.maalopfyldelsesskema import Maalopfyldelsesskema
from reporting.facts.papirdele import Vaerdier, flerraekke, kolonner, raekke
from reporting.facts.pengepapir import Kolonne, Papirraekke, Slags
from reporting.formularer import Formdel, Kolonnevalg
from reporting.papirer.ark import Arktabel, Over, forbeholdsark, helhed, skriv_ark
from reporting.skemaer import Del

SLAGS = {
    **dict.fromkeys(("saetning", "hvorfor", "milepael", "post"), Slags.NAVN),
    **dict.fromkeys(("kode", "bogstav", "enhed", "frist", "eksempel"), Slags.KORT),
    **dict.fromkeys(("udgangspunkt-tal", "maaltal", "resultat-tal"), Slags.TAL),
    **dict.fromkeys(("lbf", "lokal", "i-alt"), Slags.KRONER),
    "naaet": Slags.DATO,
}
"""What the columns hold; all others are text."""
KRITERIER = frozenset({Del.OVERORDNEDE, Del.DELAFTALER, Del.OEVRIGE})
"""The parts whose criteria stand together on one sheet."""
EKSEMPEL = "eksempeltal"


def skriv_maalopfyldelse(rapport: Maalopfyldelsesskema, *, made_at: datetime, maerke: str = "") -> bytes:
    """The workbook. Figures stand as figures beside the words the page has for them."""
    title = f"{rapport.titel} – {rapport.fakta.kort_navn}"
    footer = "  ".join(filter(None, [rapport.fakta.kort_navn, rapport.journalnummer, maerke]))
    sheets = [_samlet(rapport, maerke), *_delene(rapport), *forbeholdsark(rapport.forbehold)]
    return skriv_ark(sheets, title=title, footer=footer, made_at=made_at)


def _delene(rapport: Maalopfyldelsesskema) -> Iterator[Arktabel]:
    """A sheet for each part that has one, in the round's order; the criteria where the first of theirs stands."""
    first = next((part.del_ for part in rapport.skema.afsnit if part.del_ in KRITERIER), None)
    for part in rapport.skema.afsnit:
        if part.del_ == first:
            yield _kriterier(rapport)
            yield from _aktiviteter(rapport)
        elif part.del_ == Del.MILEPAELE:
            yield _milepaele(rapport, part.overskrift)
        elif part.del_ == Del.OEKONOMI:
            yield _oekonomi(rapport, part.overskrift)


def _kolonner(valg: Kolonnevalg) -> tuple[Kolonne, ...]:
    return tuple(Kolonne(words, SLAGS.get(key, Slags.TEKST)) for key, words in valg)


def _samlet(rapport: Maalopfyldelsesskema, maerke: str) -> Arktabel:
    samlet = rapport.samlet
    above: list[Over] = [(one.label, "; ".join(one.values) or "Ikke oplyst") for one in rapport.generelle]
    above += [("Opgjort pr.", rapport.as_of), *([("Udgave", maerke)] if maerke else [])]
    above += helhed(rapport.rapporten)
    part = Formdel("samlet", "", rapport.skema.kolonner_i(Del.SAMLET))
    states = [Kolonne(str(state.label), Slags.TAL) for state in samlet.tilstande]
    columns = kolonner(part, {"del": Slags.NAVN, "i-alt": Slags.TAL}, {"tilstande": states})
    rows = [
        flerraekke(
            part,
            {
                "del": (row.titel,),
                "tilstande": tuple(Decimal(number) for number in row.antal),
                "i-alt": (Decimal(row.i_alt),),
            },
            is_sum=row is samlet.i_alt,
            note=EKSEMPEL if row.har_eksempeltal else "",
        )
        for row in (*samlet.raekker, samlet.i_alt)
    ]
    return Arktabel("Målopfyldelse", columns, tuple(rows), over=tuple(above), overskrift=rapport.titel)


def _kriterier(rapport: Maalopfyldelsesskema) -> Arktabel:
    part = Formdel("kriterier", "Succeskriterier", rapport.skema.kriterieark())
    rows = []
    for place, activity, line in _placerede(rapport):
        said = rapport.vurderinger.get(line.uuid)
        rows.append(replace(_kriterium(part, line, place, activity), skrevet=said))
        rows += [_kriterium(part, one, place, activity, f"Delmål {n}: ") for n, one in enumerate(line.dele, start=1)]
    return Arktabel(part.overskrift, _kolonner(part.kolonner), tuple(rows), tom="Planen har ingen succeskriterier.")


def _aktiviteter(rapport: Maalopfyldelsesskema) -> tuple[Arktabel, ...]:
    """The activities that are written of; no sheet where none is."""
    said, words = rapport.vurderinger, dict(rapport.skema.kriterieark())
    columns = (
        Kolonne(words.get("aktivitet", "Aktivitet"), Slags.NAVN),
        Kolonne(words.get("del", "Del af planen"), Slags.TEKST),
    )
    rows = tuple(
        Papirraekke((aktivitet.name, delaftale.title), uuid=aktivitet.uuid, skrevet=said[aktivitet.uuid])
        for delaftale in rapport.fakta.delaftaler
        for aktivitet in delaftale.aktiviteter
        if aktivitet.uuid in said
    )
    return (Arktabel("Aktiviteter", columns, rows),) if rows else ()


def _placerede(rapport: Maalopfyldelsesskema) -> Iterator[tuple[str, str, KriterieLinje]]:
    """Every line the skema prints, in its order, also those that repeat another."""
    fakta = rapport.fakta
    for part in rapport.skema.afsnit:
        if part.del_ == Del.OVERORDNEDE:
            yield from (("Hele planen", "", line) for line in fakta.overordnede)
        elif part.del_ == Del.OEVRIGE:
            yield from (("Øvrige projekter og initiativer", "", line) for line in fakta.oevrige)
        elif part.del_ == Del.DELAFTALER:
            yield from _i_delaftalerne(rapport)


def _i_delaftalerne(rapport: Maalopfyldelsesskema) -> Iterator[tuple[str, str, KriterieLinje]]:
    for delaftale in rapport.fakta.delaftaler:
        yield from ((delaftale.title, "", line) for line in delaftale.kriterier)
        for aktivitet in delaftale.aktiviteter:
            yield from ((delaftale.title, aktivitet.name, line) for line in aktivitet.kriterier)


def _kriterium(part: Formdel, line: KriterieLinje, place: str, activity: str, before: str = "") -> Papirraekke:
    result = line.resultat
    notes = [
        "Gentaget fra aftalen; talt med dér." if line.er_gengivelse else "",
        "Mål: koblingen er udledt." if line.maal and line.maal_er_udledt else "",
        line.udgangspunkt_note,
        *(formulering.tidligere(one) for one in line.tidligere),
        line.note,
    ]
    values: Vaerdier = {
        "saetning": f"{before}{line.saetning}",
        "del": place,
        "aktivitet": activity,
        "kode": line.kode,
        "bogstav": f"{line.maal})" if line.maal else "",
        "udgangspunkt": formulering.udgangspunkt(line) or "Intet",
        "udgangspunkt-tal": line.udgangspunkt if line.udgangspunkt is not None else result.baseline,
        "maal": formulering.maal(line) or "Ikke oplyst",
        "maaltal": result.target,
        "enhed": line.enhed,
        "frist": formulering.frist(line),
        "resultat": formulering.resultat(line),
        "resultat-tal": result.value,
        "tilstand": str(result.tilstand.label),
        "hvorfor": result.explanation,
        "ventet": formulering.forventet(line),
        "data": formulering.data(line),
        "kilde": line.kilde,
        "sammenligning": "; ".join(formulering.reference(one, line.enhed) for one in line.referencer),
        "eksempel": EKSEMPEL if line.har_eksempeltal else "",
    }
    return raekke(part, values, note=" ".join(filter(None, notes)), uuid=line.uuid)


def _milepaele(rapport: Maalopfyldelsesskema, heading: str) -> Arktabel:
    part = Formdel("milepaele", heading, rapport.skema.milepaelsarket())
    rows = [
        raekke(
            part,
            {
                "milepael": line.text,
                "kvartal": quarter.overskrift,
                "sted": line.aktivitet or line.delaftale or "Hele planen",
                "tilstand": line.state_label,
                "naaet": line.reached_on,
                "flyttet": _flyttet(line),
                "eksempel": EKSEMPEL if line.is_eksempel else "",
            },
            note=line.comment,
            uuid=line.uuid,
            skrevet=rapport.vurderinger.get(line.uuid),
        )
        for quarter in rapport.aarets_milepaele
        for line in quarter.milepaele
    ]
    tom = f"Der er ingen milepæle for {rapport.aar}."
    return Arktabel("Milepæle", _kolonner(part.kolonner), tuple(rows), overskrift=heading, tom=tom)


def _flyttet(line: MilepaelLinje) -> str:
    """As the page has it: "2 kvartaler senere end først planlagt: Evaluator kom senere i gang."."""
    moved = formulering.bevaegelse_i_tid(line.kvartaler_flyttet).capitalize()
    return ": ".join(filter(None, [moved, line.flyttet_hvorfor])) if moved else ""


def _oekonomi(rapport: Maalopfyldelsesskema, heading: str) -> Arktabel:
    part = Formdel("oekonomi", heading, rapport.skema.kolonner_i(Del.OEKONOMI))
    tabel = rapport.oekonomi
    some = "Kun poster med et oplyst beløb." if tabel.mangler_beloeb else ""
    sums = (
        ("Fordelt på poster", tabel.fordelt, True, some),
        ("Ikke fordelt", tabel.ikke_fordelt, False, ""),
        ("Aftalens ramme", tabel.ramme, True, ""),
    )
    lines = [(post.titel, post.beloeb, False, post.note) for post in tabel.poster]
    lines += [(title, amount, is_sum, note) for title, amount, is_sum, note in sums if amount is not None]
    rows = [raekke(part, _beloeb(title, b), is_sum=is_sum, note=note) for title, b, is_sum, note in lines]
    tom = "Aftalen oplyser hverken budgetposter eller en samlet ramme."
    return Arktabel("Økonomi", _kolonner(part.kolonner), tuple(rows), overskrift=heading, tom=tom)


def _beloeb(title: str, amount: Beloeb | None) -> Vaerdier:
    lbf, lokal, total = (amount.lbf, amount.lokal, amount.total) if amount else ("Ikke oplyst",) * 3
    return {"post": title, "lbf": lbf, "lokal": lokal, "i-alt": total}
