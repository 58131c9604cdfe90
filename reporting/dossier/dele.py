"""The parts of a dossier: each a function from what is asked for to what goes in, in print's order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reporting.dossier.aftale import aftalen
from reporting.dossier.beslutninger import beslutningerne
from reporting.dossier.dokumentation import dokumentationen
from reporting.dossier.historik import historikken
from reporting.dossier.udgaver import udgaverne
from reporting.dossier.valg import Valg
from reporting.pakke import Post


@dataclass(frozen=True, slots=True)
class Del:
    """A part. `om` is what the form and the table of contents say of it."""

    slug: str
    titel: str
    om: str
    poster: Callable[[Valg, str], Iterable[Post]]


DELE: dict[str, Del] = {
    part.slug: part
    for part in (
        Del(
            "aftale",
            "Aftalen",
            "Planens papirer, som de ser ud på dagen, og aftalens bilag, som de ligger i planen nu.",
            aftalen,
        ),
        Del("udgaver", "Udstedte papirer", "Det, der er sendt ud, med de filer det blev udstedt med.", udgaverne),
        Del(
            "dokumentation",
            "Dokumentation",
            "Filer, der hører til målinger, milepæle og evalueringer.",
            dokumentationen,
        ),
        Del(
            "beslutninger",
            "Møder, beslutninger og opfølgning",
            "Hvad der blev besluttet, og hvad der skulle følges op, med mødernes dagsordener, materiale og referater.",
            beslutningerne,
        ),
        Del(
            "historik",
            "Historik",
            "Hvad der er oprettet, rettet og taget ud, felt for felt. Personer nævnes med deres rolle, ikke med navn.",
            historikken,
        ),
    )
}


def valgte(slugs: Iterable[str]) -> list[Del]:
    """The parts of these names, in print's order; names of none are passed over."""
    wanted = set(slugs)
    return [part for slug, part in DELE.items() if slug in wanted]
