"""WordprocessingML elements in one line each; building a table through python-docx's objects takes seconds."""

import re
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def e(tag: str, *children: Any, **attributes: Any) -> Any:
    """An element: `e("w:pStyle", val="Title")`. Attributes without a prefix are `w:`; `r__id` is `r:id`."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        prefix, _, local = name.rpartition("__")
        element.set(qn(f"{prefix or 'w'}:{local}"), str(value))
    element.extend(child for child in children if child is not None)
    return element


def tekst(text: str) -> Any:
    """The text of a run. What XML cannot hold is replaced."""
    element = OxmlElement("w:t")
    element.text = _NOT_XML.sub("\ufffd", text)
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def koersel(text: str, style: str = "") -> Any:
    """A run of text, in a character style or none."""
    return e("w:r", e("w:rPr", e("w:rStyle", val=style)) if style else None, tekst(text))


def felt(code: str, shown: str = "", style: str = "") -> list[Any]:
    """The runs of a field that Word works out; `shown` stands there until it has."""
    return [
        *felt_begyndt(code, style),
        koersel(shown, style),
        felt_slut(),
    ]


def felt_begyndt(code: str, style: str = "") -> list[Any]:
    """The beginning of a field, up to where its result stands."""
    instruction = e("w:instrText")
    instruction.text = f" {code} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    look = e("w:rPr", e("w:rStyle", val=style)) if style else None
    return [
        e("w:r", look, e("w:fldChar", fldCharType="begin")),
        e("w:r", instruction),
        e("w:r", e("w:fldChar", fldCharType="separate")),
    ]


def felt_slut() -> Any:
    """The end of a field."""
    return e("w:r", e("w:fldChar", fldCharType="end"))
