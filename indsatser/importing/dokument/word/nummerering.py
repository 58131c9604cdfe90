"""numbering.xml: the number or mark Word shows in front of a paragraph, counted as Word counts."""

from dataclasses import dataclass, field, replace
from typing import Any, Final

from indsatser.importing.dokument.word.navne import W, child_val, switch, whole
from indsatser.importing.dokument.word.stile import Stile

_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MARKS: Final = {"§": "•", "Ø": "•", "ü": "✓", "q": "□", "n": "•", "l": "•", "v": "•", "à": "→"}
"""Letters that are marks in the Wingdings font."""


@dataclass(frozen=True, slots=True)
class Niveau:
    """One level of a list."""

    start: int = 1
    fmt: str = "decimal"
    text: str = ""
    style: str = ""
    is_legal: bool = False
    restart: int | None = None
    font: str = ""


@dataclass(slots=True)
class Liste:
    """One abstract list: its levels, and how far it has counted."""

    levels: dict[int, Niveau] = field(default_factory=dict)
    counted: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Nummer:
    """A list as paragraphs point at it: a list, and levels that begin anew or look otherwise here."""

    liste: Liste
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Niveau] = field(default_factory=dict)
    is_begun: set[int] = field(default_factory=set)

    def niveau(self, ilvl: int) -> Niveau:
        return self.levels.get(ilvl) or self.liste.levels.get(ilvl) or Niveau()


class Nummerering:
    """All lists of a document. Ask for every paragraph once, in order."""

    def __init__(self, root: Any, stile: Stile) -> None:
        self._numre: dict[str, Nummer] = {}
        if root is None:
            return
        links: dict[str, str] = {}
        lister: dict[str, Liste] = {}
        for each in root.iterchildren(W + "abstractNum"):
            list_id = each.get(W + "abstractNumId", "")
            lister[list_id] = Liste(dict(_levels(each)))
            links[list_id] = child_val(each, "numStyleLink")
        pointers = {each.get(W + "numId", ""): each for each in root.iterchildren(W + "num")}
        for num_id, each in pointers.items():
            list_id = child_val(each, "abstractNumId")
            linked = pointers.get(stile.nummer_fra(links.get(list_id, "")))
            if linked is not None:
                list_id = child_val(linked, "abstractNumId")
            if list_id in lister:
                self._numre[num_id] = _nummer(each, lister[list_id])

    def niveau_for_stil(self, num_id: str, style_id: str) -> int | None:
        """The level that is made for a paragraph style."""
        nummer = self._numre.get(num_id)
        levels = {} if nummer is None else {**nummer.liste.levels, **nummer.levels}
        return next((ilvl for ilvl, each in levels.items() if style_id and each.style == style_id), None)

    def maerke(self, num_id: str, ilvl: int) -> str | None:
        """The mark of the next paragraph on that level; None where there is no such list."""
        nummer = self._numre.get(num_id)
        if nummer is None:
            return None
        niveau = nummer.niveau(ilvl)
        self._count(nummer, ilvl)
        if niveau.fmt == "bullet":
            return _bullet(niveau)
        if niveau.fmt == "none":
            return niveau.text.replace("%", "") if not any(c.isdigit() for c in niveau.text) else ""
        return _shown(nummer, niveau).strip()

    def _count(self, nummer: Nummer, ilvl: int) -> None:
        counted = nummer.liste.counted
        if ilvl in nummer.starts and ilvl not in nummer.is_begun:
            nummer.is_begun.add(ilvl)
            counted[ilvl] = nummer.starts[ilvl]
        elif ilvl in counted:
            counted[ilvl] += 1
        else:
            counted[ilvl] = nummer.niveau(ilvl).start
        for above in range(ilvl):
            counted.setdefault(above, nummer.niveau(above).start)
        for below in [each for each in counted if each > ilvl]:
            restart = nummer.niveau(below).restart
            if restart is None or ilvl < restart:
                del counted[below]


def _levels(element: Any) -> list[tuple[int, Niveau]]:
    found = []
    for each in element.iterchildren(W + "lvl"):
        ilvl = whole(each.get(W + "ilvl", ""), 0) or 0
        fonts = each.find(f"{W}rPr/{W}rFonts")
        found.append(
            (
                ilvl,
                Niveau(
                    start=_start(child_val(each, "start")),
                    fmt=child_val(each, "numFmt") or "decimal",
                    text=child_val(each, "lvlText"),
                    style=child_val(each, "pStyle"),
                    is_legal=bool(switch(each, "isLgl")),
                    restart=whole(child_val(each, "lvlRestart")),
                    font=("" if fonts is None else fonts.get(W + "ascii", "")).lower(),
                ),
            )
        )
    return found


def _start(text: str) -> int:
    return max(0, whole(text, 1) or 0)


def _nummer(element: Any, liste: Liste) -> Nummer:
    nummer = Nummer(liste)
    for each in element.iterchildren(W + "lvlOverride"):
        ilvl = whole(each.get(W + "ilvl", ""), 0) or 0
        levels = dict(_levels(each))
        if ilvl in levels:
            nummer.levels[ilvl] = levels[ilvl]
            nummer.starts[ilvl] = levels[ilvl].start
        start = whole(child_val(each, "startOverride"))
        if start is not None:
            nummer.starts[ilvl] = max(0, start)
            nummer.levels[ilvl] = replace(nummer.niveau(ilvl), start=max(0, start))
    return nummer


def _shown(nummer: Nummer, niveau: Niveau) -> str:
    out, at = [], 0
    while at < len(niveau.text):
        mark = niveau.text[at]
        digit = niveau.text[at + 1 : at + 2]
        if mark == "%" and digit.isascii() and digit.isdigit() and digit != "0":
            level = int(digit) - 1
            fmt = "decimal" if niveau.is_legal else nummer.niveau(level).fmt
            out.append(tal_som(fmt, nummer.liste.counted.get(level, nummer.niveau(level).start)))
            at += 1
        else:
            out.append(mark)
        at += 1
    return "".join(out)


def _bullet(niveau: Niveau) -> str:
    text = niveau.text.strip()
    if not text:
        return ""
    mark = text[0]
    if "\ue000" <= mark <= "\uf8ff":  # a letter of a symbol font, moved out of the way
        mark = chr(ord(mark) & 0xFF) if "wingdings" in niveau.font else "•"
    elif "wingdings" not in niveau.font:
        return text if len(text) < 4 else mark
    return _MARKS.get(mark, "•")


def tal_som(fmt: str, number: int) -> str:
    """A number as a list shows it: tal_som("lowerLetter", 28) == "bb"."""
    match fmt:
        case "lowerLetter" | "upperLetter":
            letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9) if number > 0 else ""
            return letters.upper() if fmt == "upperLetter" else letters
        case "lowerRoman" | "upperRoman":
            roman = _roman(number)
            return roman.upper() if fmt == "upperRoman" else roman
        case "decimalZero":
            return f"{number:02}"
        case "ordinal":
            return f"{number}."
        case "bullet" | "none":
            return ""
    return str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out += letters
            number -= value
    return out
