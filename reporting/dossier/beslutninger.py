"""The meetings: what was decided, what is to be followed up, and the papers of each."""

from collections.abc import Callable, Iterator
from functools import partial

from django.db.models import Q

from helhedsplan.datoer import dato
from plans.choices import Moedetilstand
from plans.models import Beslutning, Dagsordenspunkt, Moede, Opfoelgning
from reporting.arkivform import ARKIV
from reporting.dossier.tabel import Tabelside, tabelside
from reporting.dossier.valg import Valg
from reporting.facts.moedepapir import Papirart, build_moedepapir
from reporting.pakke import Post, af_bytes, af_fil
from reporting.pakke.navne import navn_af
from reporting.pdf import render_pdf


def beslutningerne(valg: Valg, mappe: str) -> Iterator[Post]:
    """Two lists, then each meeting held by the day with agenda, material, attachments and minutes, the first first."""
    for titel, om, page in (
        ("Beslutninger", "Alle beslutninger, de første først.", _beslutninger),
        ("Opfølgning", "Hvad møderne bad om, og hvad der blev gjort.", _opfoelgning),
    ):
        make = tabelside(partial(page, titel, om, valg), valg)
        yield Post((mappe,), f"{titel}.html", titel, make, om=om)
    rows = Moede.objects.current(on=valg.til).filter(organ__helhedsplan=valg.plan, held_on__lte=valg.til)
    for moede in rows.exclude(state=Moedetilstand.AFLYST).select_related("organ").order_by("held_on", "pk"):
        yield from _moede(moede, valg, (mappe, navn_af(f"{moede.held_on:%Y-%m-%d} {moede.organ.name}")))


def _moede(moede: Moede, valg: Valg, mappe: tuple[str, ...]) -> Iterator[Post]:
    papers = [Papirart.DAGSORDEN, *([Papirart.REFERAT] if moede.state == Moedetilstand.AFHOLDT else [])]
    for art in papers:
        yield Post(mappe, f"{art.capitalize()}.pdf", str(moede), af_bytes(_papir(moede, art, valg)))
    for one in moede.materialer.current(on=valg.til).order_by("nummer"):
        yield Post(mappe, one.file.own_name, str(moede), af_fil(one.file), sha256=one.sha256)
    for punkt in Dagsordenspunkt.objects.filter(moede=moede).current(on=valg.til).order_by("nummer", "pk"):
        for bilag in punkt.punktbilag.current(on=valg.til).order_by("order", "pk"):
            name = f"{punkt.nummer}. {bilag.file.own_name}"
            yield Post(mappe, name, str(moede), af_fil(bilag.file))


def _papir(moede: Moede, art: Papirart, valg: Valg) -> Callable[[], bytes]:
    def make() -> bytes:
        papir = build_moedepapir(moede, valg.plan, art, today=valg.til)
        return render_pdf("reporting/pdf/moedepapir.html", {"papir": papir}, variant=ARKIV)

    return make


def _beslutninger(titel: str, om: str, valg: Valg) -> Tabelside:
    known = Q(decided_on__lte=valg.til) | Q(decided_on=None, created_at__lte=valg.slut)
    rows = Beslutning.objects.current(on=valg.til).filter(known, helhedsplan=valg.plan).select_related("organ")
    return Tabelside(
        titel,
        om,
        ("Dato", "Besluttet af", "Udfald", "Beslutning", "Betingelse"),
        tuple(
            (
                dato(row.decided_on) or "Ikke oplyst",
                str(row.organ or row.decided_by or "Ikke oplyst"),
                row.get_kind_display(),
                row.text,
                row.condition,
            )
            for row in rows.order_by("decided_on", "pk")
        ),
    )


def _opfoelgning(titel: str, om: str, valg: Valg) -> Tabelside:
    rows = Opfoelgning.objects.current(on=valg.til).filter(
        moede__organ__helhedsplan=valg.plan, moede__held_on__lte=valg.til
    )
    return Tabelside(
        titel,
        om,
        ("Møde", "Hvad der skal gøres", "Ansvarlig", "Frist", "Hvordan det gik"),
        tuple(
            (str(row.moede), row.text, row.responsible, dato(row.due_on), _gjort(row, valg))
            for row in rows.select_related("moede__organ").order_by("moede__held_on", "moede_id", "order", "pk")
        ),
    )


def _gjort(row: Opfoelgning, valg: Valg) -> str:
    if row.done_on is None or row.done_on > valg.til:
        return "Ikke gjort"
    return f"Gjort {dato(row.done_on)}. {row.done_note}".strip()
