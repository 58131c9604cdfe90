"""Our own HTML read into elements, as tinyhtml5 reads it and in a tenth of its time.

HTML that anyone may have written takes a large parser; ours is nested as it should be and has everything that was
typed escaped. Whatever a browser would have to put right (a paragraph in a paragraph, text between table rows, an
unknown element) is left to tinyhtml5. A test reads the templates' papers with both and finds the same elements.
"""

import re
from html import unescape
from xml.etree.ElementTree import Element

TAG = re.compile(r"<(?:!--.*?-->|(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>)", re.DOTALL)
ATTRIBUTE = re.compile(r"\s+([a-zA-Z][a-zA-Z0-9_-]*)(?:=\"([^\"<]*)\"|='([^'<]*)'|=([^\s\"'=<>`/]+)|(?=[\s/]|$))")
DOCTYPE = re.compile(r"\s*(?:<!DOCTYPE html>\s*)?", re.IGNORECASE)
SPACE = "\t\n\f\r "
SVG = "{http://www.w3.org/2000/svg}"
XMLNS = "{http://www.w3.org/2000/xmlns/}xmlns"

VOID = frozenset({"br", "col", "hr", "img", "link", "meta", "wbr"})
HEAD = frozenset({"title", "meta", "link"})
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "div",
        "dl",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "section",
        "table",
        "ul",
    ]
)
"""They end a paragraph that is open."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
INLINE = frozenset(
    [
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ]
)
INSIDE = {
    "table": frozenset({"caption", "colgroup", "thead", "tbody", "tfoot"}),
    "colgroup": frozenset({"col"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tfoot": frozenset({"tr"}),
    "tr": frozenset({"td", "th"}),
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "dl": frozenset({"dt", "dd", "div"}),
}
"""The only children of these, and no text."""
ONLY_IN = {child: frozenset(parent for parent, kids in INSIDE.items() if child in kids) for child in
           frozenset().union(*INSIDE.values()) - {"div"}}  # fmt: skip
FLOW = BLOCKS | INLINE | ONLY_IN.keys() | {"a"}
SHAPES = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "title",
        "desc",
        "defs",
        "use",
        "symbol",
        "pattern",
        "clipPath",
        "linearGradient",
        "stop",
    ]
)
SVG_NAMES = frozenset(
    [
        "viewBox",
        "preserveAspectRatio",
        "patternUnits",
        "patternTransform",
        "patternContentUnits",
        "clipPathUnits",
        "gradientUnits",
        "gradientTransform",
        "pathLength",
        "textLength",
        "lengthAdjust",
    ]
)


class _Anderledes(Exception):
    """Not as we write it."""


def laes_html(html: str) -> Element | None:
    """The document's root, or None for a document that tinyhtml5 has to read."""
    if "\0" in html or "<pre" in html or "<textarea" in html:
        return None
    try:
        return _Laeser(html.replace("\r\n", "\n").replace("\r", "\n")).root()
    except _Anderledes:
        return None


class _Laeser:
    def __init__(self, html: str) -> None:
        self.html = html
        self.open: list[Element] = []
        self.names: list[str] = []
        self.svg = 0
        """How many elements are open from the outermost drawing on."""
        self.body: Element | None = None
        """When it is closed."""
        self.last: Element | None = None
        """The element that text now comes after; None when it comes first in the innermost open one."""

    def root(self) -> Element:
        root, at = None, DOCTYPE.match(self.html).end()  # type: ignore[union-attr]
        for found in TAG.finditer(self.html, at):
            self._text(self.html[at : found.start()])
            at = found.end()
            name = found[2]
            if name is None:
                continue  # a comment
            if found[1]:
                self._close(name if self.svg else name.lower(), found[3])
                continue
            element = self._start(name, found[3])
            root = element if root is None else root
        self._text(self.html[at:])
        if root is None or [child.tag for child in root] != ["head", "body"] or self.names:
            raise _Anderledes
        return root

    def _start(self, name: str, rest: str) -> Element:
        inner = self.names[-1] if self.names else ""
        alone = rest.endswith("/")
        if not self.svg:
            name = name.lower()
        if self.svg or name == "svg":
            if name not in SHAPES or (not self.svg and inner in INSIDE):
                raise _Anderledes
            self.svg += not alone
            element = Element(SVG + name, self._attributes(rest, SVG_NAMES))
        else:
            self._check(name, inner)
            element = Element(name, self._attributes(rest, frozenset()))
            if alone and name not in VOID:
                raise _Anderledes
            alone = name in VOID
        if self.open:
            self.open[-1].append(element)
        if alone:
            self.last = element
        else:
            self.open.append(element)
            self.names.append(name)
            self.last = None
        return element

    def _check(self, name: str, inner: str) -> None:
        """Raise unless an element of this name may stand in the innermost open one, as it is and where it is."""
        if name in FLOW and inner not in ("", "html", "head", "title"):
            only, allowed = ONLY_IN.get(name), INSIDE.get(inner)
            if only is not None:
                right = inner in only
            elif name in INLINE:
                right = allowed is None
            elif name == "a":
                right = allowed is None and "a" not in self.names
            else:
                right = (
                    (allowed is None or name in allowed)
                    and "p" not in self.names
                    and not (name in HEADINGS and inner in HEADINGS)
                )
        elif name in HEAD:
            right = inner == "head"
        else:
            right = (name, inner) in (("html", ""), ("head", "html"), ("body", "html"))
        if not right:
            raise _Anderledes

    def _close(self, name: str, rest: str) -> None:
        if not self.names or self.names[-1] != name or rest.strip():
            raise _Anderledes
        self.names.pop()
        self.last = self.open.pop()
        if name == "body":
            self.body = self.last
        if self.svg:
            self.svg -= 1

    def _text(self, text: str) -> None:
        if not text:
            return
        if "<" in text:
            raise _Anderledes
        inner = self.names[-1] if self.names else ""
        if inner in INSIDE or inner in ("html", "head", ""):
            if text.strip(SPACE):
                raise _Anderledes
            if inner == "html" and self.last is None:
                return
            if self.body is not None and inner in ("html", ""):
                self._after_body(text)
                return
            if inner == "":
                return
        if "&" in text:
            text = unescape(text)
        if self.last is not None:
            self.last.tail = (self.last.tail or "") + text
        else:
            self.open[-1].text = (self.open[-1].text or "") + text

    def _after_body(self, space: str) -> None:
        """A space after the body is the last thing in it."""
        if self.body:
            self.body[-1].tail = (self.body[-1].tail or "") + space
        elif self.body is not None:
            self.body.text = (self.body.text or "") + space

    def _attributes(self, rest: str, camel: frozenset[str]) -> dict[str, str]:
        rest = rest.removesuffix("/").rstrip()
        if not rest:
            return {}
        found: dict[str, str] = {}
        read = 0
        for each in ATTRIBUTE.finditer(rest):
            name = each[1]
            if name not in camel:
                name = name.lower()
            value = each[2] or each[3] or each[4] or ""
            if name in found:
                raise _Anderledes
            if camel and name == "xmlns":
                name = XMLNS
            found[name] = unescape(value) if "&" in value else value
            read += each.end() - each.start()
        if read != len(rest):
            raise _Anderledes
        return found
