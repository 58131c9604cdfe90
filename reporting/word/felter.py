"""What Word works out itself and what stands on every page: contents, page numbers, header and footer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from reporting.word.xml import e, felt, felt_begyndt, felt_slut, koersel


@dataclass(frozen=True, slots=True)
class Overskrift:
    """A heading that the contents lead to: `level` from 1, `bookmark` the name of its place."""

    level: int
    tekst: str
    bookmark: str


@dataclass(frozen=True, slots=True)
class Sidehoved:
    """What every page says: which plan, which paper, which case, and that it is a draft."""

    plan: str
    titel: str
    journalnummer: str
    maerke: str


def indholdsfortegnelse(headings: Iterable[Overskrift], title: str, *, own_page: bool = False) -> Any:
    """Contents that Word can update: a field with the headings in it, each with a link and the number of its page."""
    shown = [one for one in headings if one.level <= 3]
    lines = []
    for number, heading in enumerate(shown):
        page = felt(f"PAGEREF {heading.bookmark} \\h", "–")
        link = e(
            "w:hyperlink", koersel(heading.tekst), e("w:r", e("w:tab")), *page, anchor=heading.bookmark, history=1
        )
        begins = felt_begyndt('TOC \\o "1-3" \\h \\z \\u') if number == 0 else []
        ends = [felt_slut()] if number == len(shown) - 1 else []
        lines.append(e("w:p", _styled(f"TOC{heading.level}"), *begins, link, *ends))
    shape = _styled("TOCHeading")
    if own_page:
        shape.append(e("w:pageBreakBefore"))
    head = e("w:p", shape, koersel(title))
    gallery = e("w:docPartObj", e("w:docPartGallery", val="Table of Contents"), e("w:docPartUnique"))
    return e("w:sdt", e("w:sdtPr", gallery), e("w:sdtContent", head, *lines))


def saet_sidehoved(document: Any, said: Sidehoved) -> None:
    """Header and footer of every page, and Word asked to work out the page numbers when the file is opened."""
    section = document.sections[0]
    left = " · ".join(filter(None, [said.plan, said.titel]))
    _fill(section.header, "Header", [koersel(left), _til_hoejre(), koersel(said.maerke, "Udkastmaerke")])
    page = [koersel("Side "), *felt("PAGE", "1"), koersel(" af "), *felt("NUMPAGES", "1")]
    _fill(section.footer, "Footer", [koersel(said.journalnummer), _til_hoejre(), *page])
    settings = document.settings.element
    settings.insert(0, e("w:updateFields", val="true"))
    _in_order(settings)


def _in_order(settings: Any) -> None:
    """updateFields stands after what the schema puts before it: defaultTabStop, characterSpacingControl."""
    update = settings.find(qn("w:updateFields"))
    before = settings.find(qn("w:characterSpacingControl"))
    if before is not None:
        before.addnext(update)


def _styled(style: str) -> Any:
    return e("w:pPr", e("w:pStyle", val=style))


def _til_hoejre() -> Any:
    """To the right margin, wherever that is: the same header serves upright and turned pages."""
    return e("w:r", e("w:ptab", relativeTo="margin", alignment="right", leader="none"))


def _fill(part: Any, style: str, runs: list[Any]) -> None:
    part.is_linked_to_previous = False
    paragraph = part.paragraphs[0]._p
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.append(_styled(style))
    paragraph.extend(runs)
