"""A paragraph in the making: stretches of text with their styles, white space as HTML means it."""

import re
from dataclasses import dataclass, field
from typing import Any

from reporting.word.xml import e, koersel

_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Stykke:
    """Text in one style. `link` is a bookmark's name; `is_break` a line break."""

    text: str
    style: str = ""
    link: str = ""
    is_break: bool = False


@dataclass(slots=True)
class Linjebygger:
    """Collects what stands in a paragraph until the next one begins."""

    stykker: list[Stykke] = field(default_factory=list)

    def skriv(self, text: str, style: str = "", link: str = "") -> None:
        self.stykker.append(Stykke(text, style, link))

    def brud(self) -> None:
        self.stykker.append(Stykke("", is_break=True))

    def tag(self) -> list[Stykke]:
        """What there is, tidied: white space once between words and never at an end. Empties the builder."""
        found, self.stykker = self.stykker, []
        tidy: list[Stykke] = []
        was_space = True
        for one in found:
            if one.is_break:
                tidy.append(one)
                was_space = True
                continue
            text = _SPACE.sub(" ", one.text)
            text = text[1:] if was_space and text.startswith(" ") else text
            if text:
                was_space = text.endswith(" ")
                tidy.append(Stykke(text, one.style, one.link))
        return _uden_ender(tidy)


def _uden_ender(pieces: list[Stykke]) -> list[Stykke]:
    """Without a space before a line break or at the end, and without breaks at either end."""
    out: list[Stykke] = []
    for place, one in enumerate(pieces):
        ends = place + 1 == len(pieces) or pieces[place + 1].is_break
        text = one.text.rstrip(" ") if ends and not one.is_break else one.text
        if one.is_break or text:
            out.append(Stykke(text, one.style, one.link, one.is_break))
    while out and out[-1].is_break:
        out.pop()
    while out and out[0].is_break:
        out.pop(0)
    if out and out[-1].text.endswith(" "):
        out[-1] = Stykke(out[-1].text.rstrip(" "), out[-1].style, out[-1].link)
    return [one for one in out if one.is_break or one.text]


def som_afsnit(pieces: list[Stykke], style: str, *, numbering: int = 0, bookmarks: tuple[tuple[int, str], ...] = ()):
    """The paragraph. `numbering`: the list it is a point of; `bookmarks`: numbers and names of places it is."""
    points = e("w:numPr", e("w:ilvl", val=0), e("w:numId", val=numbering)) if numbering else None
    starts = [e("w:bookmarkStart", id=number, name=name) for number, name in bookmarks]
    ends = [e("w:bookmarkEnd", id=number) for number, _ in bookmarks]
    named = e("w:pStyle", val=style) if style != "Normal" else None
    shape = e("w:pPr", named, points) if named is not None or points is not None else None
    return e("w:p", shape, *starts, *[_som_koersel(one) for one in pieces], *ends)


def _som_koersel(one: Stykke) -> Any:
    if one.is_break:
        return e("w:r", e("w:br"))
    if one.link:
        return e("w:hyperlink", koersel(one.text, one.style or "Hyperlink"), anchor=one.link, history=1)
    return koersel(one.text, one.style)
