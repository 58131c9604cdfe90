"""»Kom i gang«: what a plan under forberedelse needs before it can be agreed, each item done or not, with one link.

What is missing in any plan, line by line, is `mangler.py`; this is the short way through a plan that has just begun.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from indsatser.models import Aktivitet, Milepael, Succeskriterium
from plans.aftale import WRITTEN_ELSEWHERE
from plans.choices import Bilagstilstand, Planstatus, Plantype
from plans.models import Budgetbeloeb, Helhedsplan, Organmedlem
from plans.redigering.register import Under, kinds


@dataclass(frozen=True, slots=True)
class Trin:
    """One thing to do: how much of it is done, in words, and where it is done."""

    tekst: str
    svar: str
    is_done: bool
    url: str


@dataclass(frozen=True, slots=True)
class KomIGang:
    """The steps in the order one usually takes them."""

    trin: tuple[Trin, ...]

    @property
    def faerdige(self) -> int:
        return sum(1 for trin in self.trin if trin.is_done)

    @property
    def is_done(self) -> bool:
        return self.faerdige == len(self.trin)


@dataclass(frozen=True, slots=True)
class Veje:
    """Where things are changed and added; where that cannot be done, or not by her, the page that shows them."""

    may_edit: bool

    def edit(self, art: str, row: Any, plan: Any = None) -> str:
        if self.may_edit and art in _editable():
            return reverse("plans:row_update", kwargs={"art": art, "uuid": row.uuid})
        return _shown(row, plan, "plans:aftale_detail")

    def add(self, art: str, above: Any, plan: Any = None, fallback: str = "plans:aftale_detail") -> str:
        under = above._meta.model_name
        if self.may_edit and any(place.art == under for place in _editable().get(art, ())):
            return reverse("plans:row_create", kwargs={"art": art, "under": under, "uuid": above.uuid})
        return _shown(above, plan, fallback)


def _editable() -> dict[str, tuple[Under, ...]]:
    """The kinds of rows that can be edited, and what new ones can stand under."""
    return {kind.art: kind.under for kind in kinds()}


def _shown(row: Any, plan: Any, fallback: str) -> str:
    home = plan or row
    return page(fallback, home) if isinstance(home, Helhedsplan) else row.get_absolute_url()


def build_kom_i_gang(plan: Helhedsplan, *, may_edit: bool) -> KomIGang | None:
    """The steps of a plan under forberedelse; None for any other. A fixed number of queries.

    A municipal effort across plans has no agreement of its own to prepare.
    """
    is_begun = plan.status != Planstatus.FORBEREDES or plan.retired_on is not None
    if is_begun or plan.kind == Plantype.KOMMUNAL_INDSATS:
        return None
    delaftaler, veje = list(plan.delaftaler.current()), Veje(may_edit)
    return KomIGang((*_aftale(plan, delaftaler, veje), *_indhold(plan, veje), *_rammer(plan, veje)))


def _aftale(plan: Helhedsplan, delaftaler: list, veje: Veje) -> Iterator[Trin]:
    stated = [
        plan.journalnummer,
        plan.kommune_id,
        plan.administrator_id,
        plan.start_date,
        plan.end_date,
        plan.tovholder,
    ]
    yield _some("Skriv stamoplysningerne", stated, veje.edit("helhedsplan", plan))
    estates = plan.afdelingsdeltagelser.current().count()
    yield _any("Tilføj boligafdelingerne", estates, "afdeling", "afdelinger", veje.add("afdelingsdeltagelse", plan))
    yield _omraader(plan, delaftaler, veje)
    texts = list(plan.afsnit.current().select_related("skabelon"))
    own = [row for row in texts if row.skabelon is None or row.skabelon.key not in WRITTEN_ELSEWHERE]
    first = next((row for row in own if not row.text), None)
    to_write = veje.edit("afsnit", first, plan) if first else page("plans:aftale_detail", plan)
    if own:
        yield _some("Skriv aftalens afsnit", [row.text for row in own], to_write)


def _omraader(plan: Helhedsplan, delaftaler: list, veje: Veje) -> Trin:
    areas = list(plan.bevillingsrunde.indsatsomraader.values_list("pk", flat=True)) if plan.bevillingsrunde else []
    settled = {row.indsatsomraade_id for row in delaftaler}
    settled |= set(plan.fravalg.current().values_list("indsatsomraade_id", flat=True))
    if not areas:
        label = plan.field_label_plural.lower()
        return _any(f"Opret {label}", len(delaftaler), plan.field_label.lower(), label, veje.add("delaftale", plan))
    return _some(
        "Vælg indsatsområder, og begrund fravalg",
        [pk in settled for pk in areas],
        page("plans:aftale_detail", plan, "#omraader"),
    )


def _indhold(plan: Helhedsplan, veje: Veje) -> Iterator[Trin]:
    activities = Aktivitet.objects.current().filter(delaftale=OuterRef("pk"))
    criteria = Succeskriterium.objects.current().filter(
        Q(delaftale=OuterRef("pk")) | Q(aktivitet__delaftale=OuterRef("pk"))
    )
    own = plan.delaftaler.current().order_by("nummer")
    rows = list(own.annotate(has_aktivitet=Exists(activities), has_kriterium=Exists(criteria)))
    label = plan.field_label_plural.lower()
    steps = [
        ("Skriv formål i alle", [(bool(row.purpose), veje.edit("delaftale", row)) for row in rows]),
        ("Opret aktiviteter i alle", [(row.has_aktivitet, veje.add("aktivitet", row)) for row in rows]),
        ("Skriv succeskriterier i alle", [(row.has_kriterium, veje.add("succeskriterium", row)) for row in rows]),
    ]
    for text, parts in steps:
        yield _in_each(plan, f"{text} {label}", parts)
    count = Milepael.objects.in_plan(plan).current().count()
    url = veje.add("milepael", plan, fallback="indsatser:milepael_list")
    yield _any("Læg milepælene", count, "milepæl", "milepæle", url)


def _in_each(plan: Helhedsplan, text: str, parts: list[tuple[bool, str]]) -> Trin:
    """Something each delaftale must have; the link leads to the first that lacks it."""
    url = next((url for is_done, url in parts if not is_done), page("reporting:delaftale_list", plan))
    return _some(text, [is_done for is_done, _ in parts], url, nothing=f"ingen {plan.field_label_plural.lower()}")


def _rammer(plan: Helhedsplan, veje: Veje) -> Iterator[Trin]:
    money = page("plans:oekonomi_detail", plan)
    yield _some(
        "Skriv rammen", [plan.frame_lbf is not None, plan.frame_lokal is not None], veje.edit("helhedsplan", plan)
    )
    posts = plan.budgetposter.current()
    amounts = Budgetbeloeb.objects.filter(budgetpost=OuterRef("pk"))
    yield _some("Fordel budgettet på poster", list(posts.values_list(Exists(amounts), flat=True)), money)
    seats = Organmedlem.objects.filter(organ=OuterRef("pk"), retired_on=None)
    organs = plan.organer.current().annotate(has_seats=Exists(seats))
    yield _seats(plan, list(organs), veje)
    annexes = list(plan.bilag.current().values_list("state", flat=True))
    if annexes:
        there = [state != Bilagstilstand.MANGLER for state in annexes]
        yield _some("Vedlæg bilagene", there, page("plans:aftale_detail", plan, "#bilag"))
    signed = [day is not None for day in _parties(plan).values_list("signed_on", flat=True)]
    yield _some(
        "Få parternes underskrift", signed, page("plans:aftale_detail", plan, "#parter"), nothing="ingen parter"
    )


def _parties(plan: Helhedsplan) -> QuerySet:
    return plan.parter.current().filter(delaftale=None)


def _seats(plan: Helhedsplan, organs: list, veje: Veje) -> Trin:
    empty = next((row for row in organs if not row.has_seats), None)
    fallback = "plans:organ_list"
    url = veje.add("organmedlem", empty, plan, fallback) if empty else veje.add("organ", plan, fallback=fallback)
    return _some("Besæt bestyrelse og grupper", [row.has_seats for row in organs], url, nothing="ingen organer")


def _some(text: str, parts: list, url: str, *, nothing: str = "ingen endnu") -> Trin:
    """A step of several parts: done when there are parts and all of them are."""
    done = sum(1 for part in parts if part)
    return Trin(text, f"{done} af {len(parts)}" if parts else nothing, bool(parts) and done == len(parts), url)


def _any(text: str, count: int, one: str, many: str, url: str) -> Trin:
    """A step that is done when there is one of something."""
    return Trin(text, f"{count} {one if count == 1 else many}" if count else f"ingen {many}", count > 0, url)


def page(url_name: str, plan: Any, anchor: str = "") -> str:
    """The address of a reading page, at a place on it."""
    return reverse(url_name, kwargs={"uuid": plan.uuid}) + anchor
