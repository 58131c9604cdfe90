"""What is missing in a plan, in sentences with a link: the secretariat's to-do list.

Nothing is invented: what the agreement does not say is listed here until somebody supplies it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from indsatser.choices import Tilstand
from indsatser.models import Aktivitet
from indsatser.selvmodsigelser.dele import SKEMAFELTER
from indsatser.selvmodsigelser.kriterier import UDEN_FRIST, UDEN_KILDE
from plans.choices import Bilagstilstand
from plans.models import Delaftale, Helhedsplan
from reporting.facts.linjer import KriterieLinje
from reporting.facts.planfakta import Planfakta
from reporting.facts.udfyldt import STAMDATA


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
    """One gap: under which heading, what, the page it concerns, and the row and field where it is mended.

    `art` and `row_uuid` name the row as the edit address does. With `under` the row is not there yet: `row_uuid` is
    then that of the row above it.
    """

    emne: Emne
    tekst: str
    url_name: str
    uuid: UUID
    art: str
    row_uuid: UUID
    felt: str = ""
    under: str = ""


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
    for name, label in STAMDATA:
        if not getattr(plan, name):
            yield _on_plan(
                plan, Emne.PLAN, f"{label} er ikke oplyst.", "plans:aftale_detail", name.removesuffix("_id")
            )


def _on_plan(plan: Helhedsplan, emne: Emne, tekst: str, url_name: str, felt: str) -> Mangel:
    return Mangel(emne, tekst, url_name, plan.uuid, "helhedsplan", plan.uuid, felt)


def _new_in_plan(plan: Helhedsplan, emne: Emne, tekst: str, url_name: str, art: str) -> Mangel:
    """A gap that is filled by making a row under the plan."""
    return Mangel(emne, tekst, url_name, plan.uuid, art, plan.uuid, under="helhedsplan")


def _aftale(plan: Helhedsplan) -> Iterator[Mangel]:
    page = "plans:aftale_detail"
    if plan.bevillingsrunde:
        rows = {row.skabelon_id: row for row in plan.afsnit.current().exclude(skabelon=None).order_by()}
        for skabelon in plan.bevillingsrunde.afsnitsskabeloner.filter(is_required=True).order_by("order"):
            row, tekst = rows.get(skabelon.pk), f"Afsnit {skabelon} er tomt."
            if row is None:
                yield _new_in_plan(plan, Emne.AFTALE, tekst, page, "afsnit")
            elif not row.text:
                yield Mangel(Emne.AFTALE, tekst, page, plan.uuid, "afsnit", row.uuid, "text")
    unsigned = list(
        plan.parter.current().filter(delaftale__isnull=True, signed_on__isnull=True).order_by("order", "pk")
    )
    if unsigned:
        parts = "1 part" if len(unsigned) == 1 else f"{len(unsigned)} parter"
        tekst = f"{parts} står uden underskriftsdato i aftalen."
        yield Mangel(Emne.AFTALE, tekst, page, plan.uuid, "part", unsigned[0].uuid, "signed_on")
    for bilag in plan.bilag.current().filter(state=Bilagstilstand.MANGLER).order_by("order", "pk"):
        yield Mangel(Emne.BILAG, f"Bilaget «{bilag.title}» mangler.", page, plan.uuid, "bilag", bilag.uuid, "state")


def _delaftaler(plan: Helhedsplan) -> Iterator[Mangel]:
    for delaftale in plan.delaftaler.current().order_by("nummer"):
        for felt, label in (("start_date", "startdato"), ("end_date", "slutdato")):
            if not getattr(delaftale, felt) and plan.start_date:
                yield _on_delaftale(delaftale, f"«{delaftale.title}» har ingen {label}.", felt)
        if not delaftale.purpose:
            yield _on_delaftale(delaftale, f"«{delaftale.title}» har intet formål.", "purpose")
    incomplete = Aktivitet.objects.in_plan(plan).current().filter(has_form=True)
    for aktivitet in incomplete.filter(Q(anchoring="") | Q(target_group="") | Q(purpose="")).order_by("pk"):
        empty = [(felt, label) for felt, label in SKEMAFELTER if not getattr(aktivitet, felt)]
        yield Mangel(
            Emne.DELAFTALER,
            f"«{aktivitet.name}» mangler {_and([label for _, label in empty])}.",
            "reporting:aktivitet_detail",
            aktivitet.uuid,
            "aktivitet",
            aktivitet.uuid,
            empty[0][0],
        )


def _on_delaftale(delaftale: Delaftale, tekst: str, felt: str) -> Mangel:
    page = "reporting:delaftale_detail"
    return Mangel(Emne.DELAFTALER, tekst, page, delaftale.uuid, "delaftale", delaftale.uuid, felt)


def _kriterium(line: KriterieLinje) -> Iterator[Mangel]:
    """One gap per criterion, however much it lacks: its sentence is long and is read once."""
    lacks = list(_lacks(line))
    if lacks:
        tekst = f"«{line.saetning}» {_and([sentence for _, sentence in lacks])}."
        page = "reporting:kriterium_detail"
        # What only lacks a measurement is mended where it is read, not in the criterion's form.
        art = "succeskriterium" if lacks[0][0] else ""
        yield Mangel(Emne.KRITERIER, tekst, page, line.uuid, art, line.uuid, lacks[0][0])


def _lacks(line: KriterieLinje) -> Iterator[tuple[str, str]]:
    """(field, what it lacks): no field where a measurement is what is missing."""
    if line.resultat.tilstand == Tilstand.UDGAAET:
        return
    if line.form not in UDEN_KILDE and not line.kilde:
        yield "source", "har ingen datakilde"
    if line.form not in UDEN_FRIST and not line.frist and not any(part.frist for part in line.dele):
        yield "deadline", "har ingen frist"
    if line.resultat.tilstand == Tilstand.IKKE_MAALT:
        yield "", "er ikke målt endnu"
    if line.resultat.tilstand == Tilstand.KAN_IKKE_OPGOERES:
        yield "", f"kan ikke opgøres: {(line.resultat.reason or line.resultat.explanation).rstrip('.')}"


def _milepaele(plan: Helhedsplan, fakta: Planfakta) -> Iterator[Mangel]:
    page = "indsatser:milepael_list"
    if not fakta.milepaele:
        yield _new_in_plan(plan, Emne.MILEPAELE, "Planen har ingen milepæle.", page, "milepael")
        return
    undated = [m for m in fakta.milepaele if m.year is None]
    if undated:
        many = f"{len(undated)} milepæle står uden tidspunkt."
        tekst = "1 milepæl står uden tidspunkt." if len(undated) == 1 else many
        yield Mangel(Emne.MILEPAELE, tekst, page, plan.uuid, "milepael", undated[0].uuid, "year")


def _oekonomi(plan: Helhedsplan, fakta: Planfakta) -> Iterator[Mangel]:
    oekonomi, page = fakta.oekonomi, "plans:oekonomi_detail"
    if oekonomi.ramme is None:
        felt = "frame_lbf" if plan.frame_lbf is None else "frame_lokal"
        yield _on_plan(plan, Emne.OEKONOMI, "Aftalens ramme er ikke oplyst.", page, felt)
    empty = [post for post in oekonomi.poster if post.beloeb is None]
    if empty:
        tekst = f"Uden beløb: {_and([post.title for post in empty])}."
        yield Mangel(Emne.OEKONOMI, tekst, page, plan.uuid, "budgetpost", empty[0].uuid)
    if oekonomi.lacks_years:
        tekst = "Budgettet er ikke fordelt på kalenderår."
        yield Mangel(Emne.OEKONOMI, tekst, page, plan.uuid, "budgetpost", oekonomi.poster[0].uuid)
    if not oekonomi.poster:
        yield _new_in_plan(plan, Emne.OEKONOMI, "Planen har ingen budgetposter.", page, "budgetpost")


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}"
