"""The agreement: every paper of the register that is about the plan or a part of it, and the agreement's annexes."""

from collections.abc import Callable, Iterable, Iterator

from plans.models import Bilag
from reporting.dossier.valg import Valg
from reporting.indberetning.rapport import byg_rapport
from reporting.pakke import Post, Udeladt, af_bytes, af_fil
from reporting.pakke.navne import navn_af
from reporting.papirer.arter import ARKIVFIL, PAPIRER, Papirart
from reporting.papirer.lav import som_fil
from reporting.papirer.periode import Periode, Periodeslags

PERIODISKE = (Periodeslags.AAR, Periodeslags.KVARTAL)
"""A report of a year is in the dossier as it was issued, not as it would look now."""


def aftalen(valg: Valg, mappe: str) -> Iterator[Post]:
    """The papers as PDF/A, then the annexes; an annex that the plan lacks is named as missing."""
    for art in PAPIRER.values():
        if art.slags not in PERIODISKE:
            for of in art.perioder(valg.plan):
                titel = f"{art.titel} {of}".strip()
                yield Post((mappe,), navn_af(f"{titel}.pdf"), titel, af_bytes(_papir(art, of, valg)), om=art.om)
    for bilag in valg.plan.bilag.current(on=valg.til).order_by("order", "pk"):
        name = bilag.file.own_name if bilag.file else ""
        yield Post((mappe, "Bilag"), name, bilag.title, _bilag(bilag), om=bilag.note)


def _papir(art: Papirart, of: Periode, valg: Valg) -> Callable[[], bytes]:
    def make() -> bytes:
        try:
            papir = byg_rapport(art, valg.plan, of, valg.as_of)
        except ValueError as why:
            raise Udeladt(str(why)) from why
        return som_fil(art, papir, ARKIVFIL, made_at=valg.made_at)

    return make


def _bilag(bilag: Bilag) -> Callable[[], Iterable[bytes]]:
    if bilag.file:
        return af_fil(bilag.file)

    def missing() -> Iterable[bytes]:
        raise Udeladt(f"der er ingen fil; bilaget står som »{bilag.get_state_display().lower()}«")

    return missing
