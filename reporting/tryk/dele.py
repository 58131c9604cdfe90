"""Cutting a document where its template marks that a page begins: `data-del` on an element.

Only our own templates are read here: well-formed, with everything that was typed escaped. Anything else is left whole.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

TAG = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>", re.DOTALL)
ATTRIBUTE = re.compile(r"\s([a-zA-Z-]+)=\"([^\"]*)\"")
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
BORDER = re.compile(r"\sdata-del(?=[\s=/>])")
VALUE = re.compile(r"=(?:\"[^\"]*\"|'[^']*')")
ID = re.compile(r"\sid=\"([^\"]*)\"")
BORDER_VALUE = re.compile(r"\sdata-del(?:=\"[^\"]*\")?(?=[\s/>])")
LOCAL_LINK = re.compile(r"\shref=\"#([^\"]*)\"")
RUNNING = ("data-plan", "data-titel", "data-journalnummer", "data-maerke")
"""What the pages' headers and footers say; `body` in pdf.css sets the same strings as the paper's own header does."""
TIL_DEL = "del:"
"""How a link to another part is written until the parts are one document."""
INDHOLD = "indhold"


@dataclass(frozen=True, slots=True)
class Del:
    """A part as a document of its own. `henviser` are the places in other parts that it links to.

    `viser_sidetal`: it is a table of contents, so its text depends on where the other parts' pages fall.
    """

    html: str
    henviser: tuple[str, ...]
    viser_sidetal: bool

    def med_sidetal(self, pages: dict[str, int]) -> str:
        """Its HTML with the page of each place it links to."""

        def numbered(found: re.Match[str]) -> str:
            name = unescape(found[1])
            return f'{found[0]} data-side="{pages[name]}"' if name in pages else found[0]

        return re.sub(rf"\shref=\"(?:#|{TIL_DEL})([^\"]*)\"", numbered, self.html)


@dataclass(frozen=True, slots=True)
class _Tag:
    start: int
    end: int
    name: str
    text: str
    closes: bool
    opens: bool


def del_op(html: str) -> tuple[Del, ...] | None:
    """The parts in order, or None when the document has no borders or is not nested as it should be."""
    tags = list(_tags(html))
    body = next((tag for tag in tags if tag.name == "body" and tag.opens), None)
    if body is None:
        return None
    cut = _cut(html, [tag for tag in tags if tag.start > body.start])
    if cut is None or len(cut) < 2:
        return None
    head = html[: body.start]
    running = dict(
        next((found for tag in tags if (found := ATTRIBUTE.findall(tag.text)) and dict(found).get("data-plan")), ())
    )
    attributes = "".join(f' {name}="{running[name]}"' for name in RUNNING if name in running)
    names = [{unescape(name) for name in ID.findall(text)} for _, text, _ in cut]
    everything = set().union(*names)
    return tuple(
        _part(f"{head}<body{attributes}>", piece, own, everything) for piece, own in zip(cut, names, strict=True)
    )


def _part(head: str, piece: tuple[str, str, str], own: set[str], everything: set[str]) -> Del:
    before, text, after = piece
    elsewhere: list[str] = []

    def to_other_part(found: re.Match[str]) -> str:
        name = unescape(found[1])
        if name in own or name not in everything:
            return found[0]
        elsewhere.append(name)
        return f' href="{TIL_DEL}{escape(name)}"'

    text = LOCAL_LINK.sub(to_other_part, text)
    contents = f'data-del="{INDHOLD}"' in text
    return Del(f"{head}{before}{text}{after}</body></html>", tuple(elsewhere), contents)


def _cut(html: str, tags: list[_Tag]) -> list[tuple[str, str, str]] | None:
    """For each part: the tags around it that began in an earlier part, its text, and the tags that it leaves open."""
    pieces: list[tuple[str, str, str]] = []
    open_: list[_Tag] = []
    around: list[_Tag] = []
    start = html.index(">", html.index("<body")) + 1
    for tag in tags:
        if tag.closes:
            if tag.name == "body":
                if open_:
                    return None
                pieces.append((_again(around), html[start : tag.start], ""))
                return pieces
            if not open_ or open_.pop().name != tag.name:
                return None
        elif tag.opens:
            if BORDER.search(VALUE.sub("=x", tag.text)):
                border, outside = _outermost(html, tag.start, open_)
                if html[start:border].strip():
                    pieces.append((_again(around), html[start:border], _closed(outside)))
                    start, around = border, outside
            open_.append(tag)
    return None


def _outermost(html: str, border: int, open_: list[_Tag]) -> tuple[int, list[_Tag]]:
    """An element that begins just before the border and holds nothing yet belongs to what comes after it."""
    outside = list(open_)
    while outside and not html[outside[-1].end : border].strip():
        border = outside.pop().start
    return border, outside


def _again(tags: list[_Tag]) -> str:
    """The same elements, going on from the part before: nothing is linked to twice, and no page begins for them."""
    return "".join(BORDER_VALUE.sub("", ID.sub("", tag.text)) for tag in tags)


def _closed(tags: list[_Tag]) -> str:
    return "".join(f"</{tag.name}>" for tag in reversed(tags))


def _tags(html: str) -> Iterator[_Tag]:
    for found in TAG.finditer(html):
        if (name := found[2]) is not None:
            alone = name.lower() in VOID or found[3].endswith("/")
            closes = bool(found[1])
            yield _Tag(found.start(), found.end(), name, found[0], closes, not closes and not alone)
