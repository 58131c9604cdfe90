"""What is missing in a plan, in sentences with a link: the secretariat's to-do list.

Nothing is invented: what the agreement does not say is listed here until somebody supplies it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from indsatser.choices import Kriterieform, Tilstand
from indsatser.models import Aktivitet
from plans.choices import Bilagstilstand
from plans.models import Helhedsplan
from reporting.facts.linjer import KriterieLinje
from reporting.facts.planfakta import Planfakta

WITHOUT_SOURCE = frozenset({Kriterieform.KVALITATIV, Kriterieform.VISION})


class Emne(StrEnum):
    """The headings that gaps are listed under."""

    PLAN = "Stamoplysninger"
    AFTALE = "Aftalens afsnit og parter"
    BILAG = "Bilag"
    DELAFTALER = "Delaftaler og aktiviteter"
    KRITERIER = "Succeskriterier"
    MILEPAELE = "Milepæle"
    OEKONOMI = "Økonomi"


@dataclass(frozen=True, slots=True)
class Mangel:
    """One gap: under which heading, what, and the page it concerns."""

    emne: Emne
    tekst: str
    url_name: str
    uuid: UUID


def find_mangler(plan: Helhedsplan, fakta: Planfakta) -> tuple[Mangel, ...]:
    """All gaps of a plan, in the order of the headings. A fixed number of queries."""
    return (
        *_stamoplysninger(plan),
        *_aftale(plan),
        *_delaftaler(plan),
        *(gap for line in fakta.alle_kriterier for gap in _kriterium(line)),
        *_milepaele(plan, fakta),
        *_oekonomi(plan, fakta),
    )


def _stamoplysninger(plan: Helhedsplan) -> Iterator[Mangel]:
    stated = {
        "Landsbyggefondens journalnummer": plan.journalnummer,
        "Bevillingsrunde": plan.bevillingsrunde_id,
        "Kommune": plan.kommune_id,
        "Administrerende boligorganisation": plan.administrator_id,
        "Startdato": plan.start_date,
        "Slutdato": plan.end_date,
        "Tovholder": plan.tovholder,
    }
    for label, value in stated.items():
        if not value:
            yield Mangel(Emne.PLAN, f"{label} er ikke oplyst.", "plans:aftale_detail", plan.uuid)


def _aftale(plan: Helhedsplan) -> Iterator[Mangel]:
    if plan.bevillingsrunde:
        written = set(
            plan.afsnit.current().exclude(text="").filter(skabelon__isnull=False).values_list("skabelon_id", flat=True)
        )
        for skabelon in plan.bevillingsrunde.afsnitsskabeloner.filter(is_required=True):
            if skabelon.pk not in written:
                yield Mangel(Emne.AFTALE, f"Afsnit {skabelon} er tomt.", "plans:aftale_detail", plan.uuid)
    unsigned = plan.parter.current().filter(delaftale__isnull=True, signed_on__isnull=True).count()
    if unsigned:
        parts = "1 part" if unsigned == 1 else f"{unsigned} parter"
        yield Mangel(Emne.AFTALE, f"{parts} står uden underskriftsdato i aftalen.", "plans:aftale_detail", plan.uuid)
    for bilag in plan.bilag.current().filter(state=Bilagstilstand.MANGLER):
        yield Mangel(Emne.BILAG, f"Bilaget «{bilag.title}» mangler.", "plans:aftale_detail", plan.uuid)


def _delaftaler(plan: Helhedsplan) -> Iterator[Mangel]:
    for delaftale in plan.delaftaler.current().order_by("nummer"):
        for label, value in (("startdato", delaftale.start_date), ("slutdato", delaftale.end_date)):
            if not value and plan.start_date:
                yield Mangel(
                    Emne.DELAFTALER,
                    f"«{delaftale.title}» har ingen {label}.",
                    "reporting:delaftale_detail",
                    delaftale.uuid,
                )
        if not delaftale.purpose:
            yield Mangel(
                Emne.DELAFTALER, f"«{delaftale.title}» har intet formål.", "reporting:delaftale_detail", delaftale.uuid
            )
    incomplete = Aktivitet.objects.in_plan(plan).current().filter(has_form=True)
    for aktivitet in incomplete.filter(Q(anchoring="") | Q(target_group="") | Q(purpose="")).order_by("pk"):
        empty = [
            label
            for label, text in (
                ("formål", aktivitet.purpose),
                ("målgruppe", aktivitet.target_group),
                ("forankring", aktivitet.anchoring),
            )
            if not text
        ]
        yield Mangel(
            Emne.DELAFTALER,
            f"«{aktivitet.name}» mangler {_and(empty)}.",
            "reporting:aktivitet_detail",
            aktivitet.uuid,
        )


def _kriterium(line: KriterieLinje) -> Iterator[Mangel]:
    """One gap per criterion, however much it lacks: its sentence is long and is read once."""
    lacks = list(_lacks(line))
    if lacks:
        yield Mangel(Emne.KRITERIER, f"«{line.saetning}» {_and(lacks)}.", "reporting:kriterium_detail", line.uuid)


def _lacks(line: KriterieLinje) -> Iterator[str]:
    if line.resultat.tilstand == Tilstand.UDGAAET:
        return
    if line.form not in WITHOUT_SOURCE:
        if not line.kilde:
            yield "har ingen datakilde"
        if not line.frist and not any(part.frist for part in line.dele):
            yield "har ingen frist"
    if line.resultat.tilstand == Tilstand.IKKE_MAALT:
        yield "er ikke målt endnu"
    if line.resultat.tilstand == Tilstand.KAN_IKKE_OPGOERES:
        yield f"kan ikke opgøres: {(line.resultat.reason or line.resultat.explanation).rstrip('.')}"


def _milepaele(plan: Helhedsplan, fakta: Planfakta) -> Iterator[Mangel]:
    if not fakta.milepaele:
        yield Mangel(Emne.MILEPAELE, "Planen har ingen milepæle.", "indsatser:milepael_list", plan.uuid)
        return
    undated = sum(1 for m in fakta.milepaele if m.year is None)
    if undated:
        text = "1 milepæl står uden tidspunkt." if undated == 1 else f"{undated} milepæle står uden tidspunkt."
        yield Mangel(Emne.MILEPAELE, text, "indsatser:milepael_list", plan.uuid)


def _oekonomi(plan: Helhedsplan, fakta: Planfakta) -> Iterator[Mangel]:
    oekonomi = fakta.oekonomi
    sentences = []
    if oekonomi.ramme is None:
        sentences.append("Aftalens ramme er ikke oplyst.")
    empty = [post.title for post in oekonomi.poster if post.beloeb is None]
    if empty:
        sentences.append(f"Uden beløb: {_and(empty)}.")
    if oekonomi.lacks_years:
        sentences.append("Budgettet er ikke fordelt på kalenderår.")
    if not oekonomi.poster:
        sentences.append("Planen har ingen budgetposter.")
    for sentence in sentences:
        yield Mangel(Emne.OEKONOMI, sentence, "plans:oekonomi_detail", plan.uuid)


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}"
