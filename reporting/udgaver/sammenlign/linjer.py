"""Which rows of each kind of facts are compared, by what key, and under which words. Data for `forskel`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from indsatser.choices import Kriterieform
from indsatser.milepaele import MilepaelLinje
from plans.budget import Beloeb
from reporting import formulering
from reporting.facts.forbehold import OVERSKRIFT as FORBEHOLD
from reporting.facts.forbehold import Forbehold
from reporting.facts.linjer import KriterieLinje
from reporting.facts.maalopfyldelsesskema import Maalopfyldelsesskema
from reporting.facts.pengepapir import Papirhoved, Papirtabel, Pengepapir, Slags
from reporting.facts.planfakta import AktivitetFakta, DelaftaleFakta
from reporting.facts.vurderinger import Skrevet
from reporting.udgaver.sammenlign.typer import Felt, Feltslags, Linje

Ord = Mapping[UUID, Skrevet]
"""What people have written, by what it is about."""
HELE_PLANEN = ("", "Hele planen")
GRUPPER = {"oplysninger": "Oplysninger", "penge": "Økonomi", "oevrige": "Øvrige projekter og initiativer"}
SLAGS = {
    Slags.KRONER: Feltslags.KRONER,
    Slags.PROCENT: Feltslags.PROCENT,
    Slags.DATO: Feltslags.DATO,
}


def linjer(papir: Any) -> tuple[Linje, ...] | None:
    """The rows of a paper's facts; None for a kind that nobody has said how to compare."""
    rows = LINJER.get(type(papir).__name__)
    return tuple(rows(papir)) if rows else None


# --- Målopfyldelsesskema -------------------------------------------------------------------------------------------


def _skema(papir: Maalopfyldelsesskema) -> Iterator[Linje]:
    where = ("oplysninger", GRUPPER["oplysninger"])
    told = tuple(Felt(one.label, "; ".join(one.values)) for one in papir.generelle)
    yield Linje("oplysninger", "oplysning", "Generelle oplysninger", told, where)
    yield from _rapporten(papir.rapporten)
    fakta = papir.fakta
    said = papir.vurderinger
    yield from (_kriterium(line, HELE_PLANEN, said) for line in fakta.overordnede)
    for delaftale in fakta.delaftaler:
        yield from _delaftale(delaftale, said)
    yield from (_kriterium(line, ("oevrige", GRUPPER["oevrige"]), said) for line in fakta.oevrige)
    groups = {one.title: (str(one.uuid), one.title) for one in fakta.delaftaler}
    for quarter in papir.aarets_milepaele:
        for milepael in quarter.milepaele:
            yield _milepael(milepael, groups, said)
    yield from _penge(papir)
    yield from _forbehold(papir.forbehold)


def _rapporten(said: Skrevet | None) -> Iterator[Linje]:
    """What is written of the report as a whole."""
    if said is not None:
        yield Linje("rapporten", "tekst", "Rapporten som helhed", _skrevet(said), HELE_PLANEN)


def _skrevet(said: Skrevet | None) -> tuple[Felt, ...]:
    """What a person has judged and written; none where nobody has. Last time's is that of another report."""
    if said is None:
        return ()
    return (
        Felt("Vurdering", said.vurdering_navn, Feltslags.VALG, vigtig=True),
        Felt("Hvorfor vurderet anderledes", said.hvorfor),
        Felt("Skrevet", said.tekst),
    )


def _forbehold(rows: Iterable[Forbehold]) -> Iterator[Linje]:
    """What the check said, with the answers."""
    for row in rows:
        felter = (Felt("Svar", row.svaret),)
        yield Linje(f"forbehold:{row.tekst}", "forbehold", row.tekst, felter, ("forbehold", FORBEHOLD))


def _delaftale(row: DelaftaleFakta, said: Ord) -> Iterator[Linje]:
    group = (str(row.uuid), row.title)
    felter = (
        Felt("Titel", row.title),
        Felt("Indsatsområde", row.official_title),
        Felt("Fra", row.start_date, Feltslags.DATO),
        Felt("Til", row.end_date, Feltslags.DATO),
        Felt("Formål", row.purpose),
    )
    yield Linje(str(row.uuid), "delaftale", row.title, felter, group)
    for maal in row.maal:
        yield Linje(str(maal.uuid), "mål", f"{maal.letter}) {maal.text}", (Felt("Mål", maal.text),), group)
    yield from (_kriterium(line, group, said) for line in row.kriterier)
    for aktivitet in row.aktiviteter:
        sted = (str(aktivitet.uuid), aktivitet.name)
        yield Linje(str(aktivitet.uuid), "aktivitet", aktivitet.name, _aktivitet(aktivitet, said), group)
        yield from (_kriterium(line, group, said, sted) for line in aktivitet.kriterier)


def _aktivitet(row: AktivitetFakta, said: Ord) -> tuple[Felt, ...]:
    return (
        Felt("Navn", row.name),
        Felt("Formål", row.purpose),
        Felt("Målgruppe", row.target_group),
        Felt("Forankring", row.anchoring),
        *_skrevet(said.get(row.uuid)),
    )


def _kriterium(line: KriterieLinje, group: tuple[str, str], said: Ord, sted: tuple[str, str] = ("", "")) -> Linje:
    result = line.resultat
    is_yes_no = line.form == Kriterieform.JA_NEJ
    value = formulering.resultat(line) if is_yes_no else result.value
    felter = (
        Felt("Succeskriterium", line.saetning),
        Felt("Tilstand", str(result.tilstand.label), Feltslags.VALG, vigtig=not line.er_gengivelse),
        Felt("Resultat", value, Feltslags.TAL, line.enhed),
        Felt("Udgangspunkt", formulering.udgangspunkt(line)),
        Felt("Mål", formulering.maal(line), Feltslags.VALG),
        Felt("Frist", formulering.frist(line), Feltslags.VALG),
        Felt("Forklaring", result.explanation),
        Felt("Datakilde", line.kilde),
        Felt("Note", line.note),
        *_skrevet(said.get(line.uuid)),
        *(Felt(f"Delmål: {part.saetning}", part.resultat.value, Feltslags.TAL, part.enhed) for part in line.dele),
    )
    return Linje(str(line.uuid), "succeskriterium", line.saetning, felter, group, sted)


def _milepael(line: MilepaelLinje, groups: dict[str, tuple[str, str]], said: Ord) -> Linje:
    felter = (
        Felt("Milepæl", line.text),
        Felt("Tidspunkt", line.tid, Feltslags.VALG),
        Felt("Tilstand", line.state_label, Feltslags.VALG),
        Felt("Nået", line.reached_on, Feltslags.DATO),
        Felt("Bemærkning", line.comment),
        *_skrevet(said.get(line.uuid)),
    )
    group = groups.get(line.delaftale, HELE_PLANEN)
    sted = (str(line.aktivitet_uuid or ""), line.aktivitet)
    return Linje(str(line.uuid), "milepæl", line.text, felter, group, sted)


def _penge(papir: Maalopfyldelsesskema) -> Iterator[Linje]:
    tabel, where = papir.oekonomi, ("penge", GRUPPER["penge"])
    groups = {one.uuid: (str(one.uuid), one.title) for one in papir.fakta.delaftaler}
    for post, row in zip(tabel.oekonomi.poster, tabel.poster, strict=True):
        group = groups.get(post.delaftale_uuid, where) if post.delaftale_uuid else where
        yield Linje(str(post.uuid), "post", row.titel, (*_beloeb(row.beloeb), Felt("Note", row.note)), group)
    sums = (("Fordelt på poster", tabel.fordelt), ("Ikke fordelt", tabel.ikke_fordelt), ("Ramme", tabel.ramme))
    for name, beloeb in sums:
        if beloeb is not None:
            yield Linje(f"sum:{name}", "post", name, _beloeb(beloeb), where)


def _beloeb(beloeb: Beloeb | None) -> tuple[Felt, ...]:
    names = ("Landsbyggefonden", "Lokal medfinansiering", "I alt")
    values: tuple[Decimal | None, ...] = (beloeb.lbf, beloeb.lokal, beloeb.total) if beloeb else (None, None, None)
    return tuple(Felt(name, value, Feltslags.KRONER) for name, value in zip(names, values, strict=True))


# --- Papers of tables ----------------------------------------------------------------------------------------------


def _tabelpapir(papir: Pengepapir) -> Iterator[Linje]:
    yield from _hoved(papir.hoved)
    yield from _saetninger(papir.saetninger)
    yield from _rapporten(papir.rapporten)
    for tabel in papir.tabeller:
        yield from tabellinjer(tabel, (tabel.slug, tabel.overskrift))
    for remark in papir.bemaerkninger:
        felter = (Felt("Hvor alvorlig", remark.niveau, Feltslags.VALG),)
        yield Linje(f"kontrol:{remark.tekst}", "sætning", remark.tekst, felter, ("kontrol", "Kontrol"))
    yield from _forbehold(papir.forbehold)


def _hoved(hoved: Papirhoved) -> Iterator[Linje]:
    felter = (
        Felt("Boligområde/projektnavn", hoved.plan_navn),
        Felt("Område", hoved.omraade),
        Felt("Journal nr.", hoved.journalnummer, Feltslags.VALG),
        Felt("Bevillingsrunde", hoved.runde, Feltslags.VALG),
        Felt("Periode", hoved.periode, Feltslags.VALG),
        Felt("Administrerende boligorganisation", hoved.organisation),
    )
    yield Linje("hoved", "oplysning", "Papirets hoved", felter, ("oplysninger", GRUPPER["oplysninger"]))


def _saetninger(saetninger: Iterable[str]) -> Iterator[Linje]:
    for number, text in enumerate(saetninger, start=1):
        yield Linje(f"saetning:{number}", "sætning", text, (Felt("Sætning", text),), ("saetninger", "Sagt i papiret"))


def tabellinjer(tabel: Papirtabel, group: tuple[str, str], *, slags: str = "række") -> Iterator[Linje]:
    """The rows of a table, each found again by its object, or by its name where it is about none (a sum)."""
    for row, cells in tabel.linjer:
        title = str(cells[0].vaerdi or "")
        felter = [
            Felt(cell.kolonne.overskrift, cell.vaerdi, SLAGS.get(cell.kolonne.slags, Feltslags.TEKST))
            for cell in cells
        ]
        felter += [Felt("Note", row.note), *_skrevet(row.skrevet)]
        key = f"{tabel.slug}:{row.uuid or title}"
        yield Linje(key, slags, title, tuple(felter), group)


# --- Papers of text ------------------------------------------------------------------------------------------------


def _tekstpapir(papir: Any) -> Iterator[Linje]:
    yield from _hoved(papir.hoved)
    yield from _saetninger(papir.saetninger)
    yield from _rapporten(papir.rapporten)
    for number, one in enumerate(papir.afsnit):
        yield from _afsnit(one, (f"afsnit:{one.uuid or one.noegle or number}", one.overskrift), "")
    yield from _forbehold(papir.forbehold)


def _afsnit(one: Any, group: tuple[str, str], above: str) -> Iterator[Linje]:
    """A section with its points, answers and tables; the sections under it stand under the same heading."""
    key = str(one.uuid or f"{above}/{one.noegle}")
    felter = [Felt("Tekst", one.tekst), Felt("Note", one.note)]
    felter += [Felt(each.label, "; ".join(each.linjer)) for each in one.svar]
    yield Linje(key, "afsnit", one.overskrift, tuple(felter), group)
    for point in one.punkter:
        yield Linje(f"{key}:{point.uuid or point.tekst}", "række", point.tekst, (Felt("Punkt", point.tekst),), group)
    for tabel in one.tabeller:
        yield from tabellinjer(tabel, group)
    for under in one.under:
        yield from _afsnit(under, group, key)


LINJER: dict[str, Callable[[Any], Iterator[Linje]]] = {
    "Maalopfyldelsesskema": _skema,
    "Pengepapir": _tabelpapir,
    "Tekstpapir": _tekstpapir,
}
"""By the name of the facts' dataclass."""
