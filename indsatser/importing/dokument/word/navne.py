"""Names in WordprocessingML, and small ways to ask its elements."""

from typing import Any, Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DGM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
PIC: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
VML: Final = "{urn:schemas-microsoft-com:vml}"
REL: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"

STRICT: Final = (
    # "Strict" documents use other names for the same things.
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/diagram", DGM[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", PIC[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
)
OFF: Final = frozenset({"0", "false", "off"})


def val(element: Any, default: str = "") -> str:
    """The element's w:val, or the default where there is no element or no value."""
    return default if element is None else element.get(W + "val", default)


def child_val(element: Any, *names: str) -> str:
    """The w:val at the end of a way of child names, or ""."""
    for name in names:
        if element is None:
            return ""
        element = element.find(W + name)
    return val(element)


def switch(element: Any, name: str) -> bool | None:
    """A property that is on or off: True, False, or None where it is not said."""
    found = None if element is None else element.find(W + name)
    return None if found is None else val(found, "1") not in OFF


def whole(text: str, default: int | None = None) -> int | None:
    """A whole number as the format writes it ("-1", "24"); the default for anything else, also for endless ones."""
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else default
