"""The page of a search as facts: the hits shown, and the kinds and plans one may choose among, with counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator

from helhedsplan.templatetags.dansk import kvartal
from indsatser.models import Milepael
from plans.models import Helhedsplan
from reporting.soegning.arter import ARTER, Art
from reporting.soegning.forespoergsel import Forespoergsel, read
from reporting.soegning.opslag import Fund, Fundne, Synligplan, fetch, find, visible_plans
from reporting.soegning.uddrag import Markering, Stykke, marking

HITS_A_PAGE = 20
PLANS_OFFERED = 40
"""Plans one may choose among: those with most hits. Who reads a whole country chooses better with another word."""


@dataclass(frozen=True, slots=True)
class Valg:
    """A kind or a plan to choose: how many hits, and the address that chooses it."""

    label: str
    count: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Traef:
    """A hit as it is shown: what it is, its name, where it stands, and the bit of text that answers."""

    art: str
    url: str
    title: tuple[Stykke, ...]
    plan: str
    place: str
    is_over: bool
    field: str
    excerpt: tuple[Stykke, ...]


@dataclass(frozen=True, slots=True)
class Soegeside:
    """Everything the page prints."""

    question: Forespoergsel
    hits: tuple[Traef, ...]
    page: Page
    count: str
    arter: tuple[Valg, ...]
    plans: tuple[Valg, ...]
    art: str
    plan: str
    chosen: tuple[str, ...]
    has_plans: bool

    @property
    def status(self) -> str:
        """The sentence that is read out when the hits change."""
        if not self.question.text or self.question.sentence:
            return self.question.sentence
        where = f" ({', '.join(self.chosen)})" if self.chosen else ""
        if not self.hits:
            return f"Ingen træf på »{self.question.text}«{where}"
        pages = f", side {self.page.number} af {self.page.paginator.num_pages}" if self.page.number > 1 else ""
        return f"{self.count} træf på »{self.question.text}«{where}{pages}"


def build_soegeside(user: Any, *, typed: str, art: str, plan: str, page: str | None) -> Soegeside:
    """The page of what was typed, of one kind and one plan if they are chosen. What is not there chooses nothing."""
    plans = visible_plans(user)
    question = read(typed)
    chosen_plan = next((one for one in plans if str(one.uuid) == plan), None)
    kind = next((number for number, one in enumerate(ARTER) if one.key == art), None)
    found = Fundne() if question.sentence else find(question, (chosen_plan,) if chosen_plan else plans)
    rows = found.of(kind)
    shown = Paginator(rows, HITS_A_PAGE).get_page(page)
    address = _Adresse(question.text, ARTER[kind].key if kind is not None else "", chosen_plan)
    return Soegeside(
        question=question,
        hits=_hits(list(shown.object_list), found, question),
        page=shown,
        count=_count(len(rows), is_cut_off=bool(found.cut_off & ({kind} if kind is not None else found.cut_off))),
        arter=_kinds(found, kind, address),
        plans=_plans(found, rows, chosen_plan, address, kind),
        art=address.art,
        plan=str(chosen_plan.uuid) if chosen_plan else "",
        chosen=tuple(filter(None, [ARTER[kind].plural if kind is not None else "", chosen_plan and chosen_plan.name])),
        has_plans=bool(plans),
    )


@dataclass(frozen=True, slots=True)
class _Adresse:
    """The address of the page: the words, and what is chosen."""

    q: str
    art: str
    plan: Synligplan | None

    def of(self, *, art: str, plan: UUID | None) -> str:
        chosen = {"q": self.q, "art": art, "plan": str(plan or "")}
        return "?" + urlencode({key: value for key, value in chosen.items() if value})


def _count(number: int, *, is_cut_off: bool) -> str:
    return f"Mere end {number}" if is_cut_off else str(number)


def _kinds(found: Fundne, chosen: int | None, address: _Adresse) -> tuple[Valg, ...]:
    """All kinds together, then those that have hits, and the one that is chosen even if it has none."""
    plan = address.plan.uuid if address.plan else None
    counts = Counter(row.kind for row in found.rows)
    everything = Valg(
        "Alt", _short(len(found.rows), bool(found.cut_off)), address.of(art="", plan=plan), chosen is None
    )
    each = tuple(
        Valg(
            art.plural,
            _short(counts[number], number in found.cut_off),
            address.of(art=art.key, plan=plan),
            number == chosen,
        )
        for number, art in enumerate(ARTER)
        if counts[number] or number == chosen
    )
    return (everything, *each) if each else ()


def _short(number: int, is_cut_off: bool) -> str:
    return f"{number}+" if is_cut_off else str(number)


def _plans(
    found: Fundne, rows: Sequence[Fund], chosen: Synligplan | None, address: _Adresse, kind: int | None
) -> tuple[Valg, ...]:
    """The plans with hits, most first; of the chosen one only how to choose them all again."""
    if chosen:
        everything = Valg("Alle planer", "", address.of(art=address.art, plan=None), is_chosen=False)
        here = Valg(chosen.name, str(len(rows)), address.of(art=address.art, plan=chosen.uuid), is_chosen=True)
        return (everything, here)
    counts = Counter(row.plan for row in rows)
    if len(counts) < 2:
        return ()
    is_cut_off = bool(found.cut_off if kind is None else found.cut_off & {kind})
    offered = sorted(counts, key=lambda number: (-counts[number], number))[:PLANS_OFFERED]
    return tuple(
        Valg(
            found.plans[number].name,
            "" if is_cut_off else str(counts[number]),
            address.of(art=address.art, plan=found.plans[number].uuid),
            is_chosen=False,
        )
        for number in offered
    )


def _hits(rows: Sequence[Fund], found: Fundne, question: Forespoergsel) -> tuple[Traef, ...]:
    objects, marks = fetch(rows), marking(question)
    return tuple(
        _hit(ARTER[row.kind], objects[row.kind, row.pk], found.plans[row.plan], marks)
        for row in rows
        if (row.kind, row.pk) in objects
    )


def _hit(art: Art, row: Any, plan: Synligplan, marks: Markering) -> Traef:
    field, excerpt = _excerpt(art, row, marks)
    title = art.title(row)
    return Traef(
        art=art.label,
        url=art.url(row),
        title=marks.title(title) if art.name else marks.excerpt(title),
        plan="" if isinstance(row, Helhedsplan) else plan.name,
        place=_place(art, row),
        is_over=plan.is_over,
        field=field,
        excerpt=excerpt,
    )


def _place(art: Art, row: Any) -> str:
    """What the row stands under in its plan, and the quarter of a milestone."""
    above = [str(one) for one in (getattr(row, owner) for owner in art.owners) if one]
    if isinstance(row, Milepael) and row.year:
        above.append(kvartal(row.quarter, row.year) if row.quarter else str(row.year))
    return " · ".join(above)


def _excerpt(art: Art, row: Any, marks: Markering) -> tuple[str, tuple[Stykke, ...]]:
    """The field with most of the words, by its name on the form; nothing where the title says it already."""
    best, most = "", 0
    for column in art.whole.columns:
        if column in art.in_title:
            continue
        answers = marks.answers(getattr(row, column))
        if answers > most:
            best, most = column, answers
    if not best:
        return "", ()
    label = str(row._meta.get_field(best).verbose_name)
    return label[:1].upper() + label[1:], marks.excerpt(getattr(row, best))
