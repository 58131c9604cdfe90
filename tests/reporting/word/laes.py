"""Reading a Word document back: its blocks in order, with style and text."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.oxml.ns import qn


@dataclass(frozen=True)
class Afsnit:
    """A paragraph with the style's key."""

    stil: str
    tekst: str


def aabn(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def tekst(paragraph: Any) -> str:
    """What a paragraph says; a line break is a space."""
    parts = paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
    return "".join((part.text or "") if part.tag == qn("w:t") else " " for part in parts)


def stil(paragraph: Any) -> str:
    named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "Normal" if named is None else named.get(qn("w:val"))


def afsnit(document: Any) -> list[Afsnit]:
    """Every paragraph that is not contents or empty, those in tables too, in order."""
    return [Afsnit(stil(p), tekst(p)) for p in _paragraphs(document.element.body) if tekst(p)]


def _paragraphs(body: Any) -> Iterator[Any]:
    for block in body:
        if block.tag != qn("w:sdt"):
            yield from ([block] if block.tag == qn("w:p") else block.iter(qn("w:p")))


def tabeller(document: Any) -> list[list[list[str]]]:
    """Each table as rows of texts, a cell's paragraphs after each other."""
    return [
        [
            [" ".join(tekst(p) for p in cell.iter(qn("w:p"))) for cell in row.iter(qn("w:tc"))]
            for row in t.iter(qn("w:tr"))
        ]
        for t in document.element.body.iter(qn("w:tbl"))
    ]


def sider(document: Any) -> list[bool]:
    """For each section, whether its pages are turned."""
    return [size.get(qn("w:orient")) == "landscape" for size in document.element.body.iter(qn("w:pgSz"))]
