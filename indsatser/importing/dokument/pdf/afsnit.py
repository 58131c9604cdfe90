"""Lines below each other become paragraphs: words cut at a line's end are joined, marks in front are told apart."""

import re
from collections.abc import Sequence
from typing import Final

from indsatser.importing.dokument.blokke import Afsnit, Sted
from indsatser.importing.dokument.maerker import med_skrevet_maerke, skrevet_maerke
from indsatser.importing.dokument.pdf.linjer import Linje
from indsatser.importing.dokument.samler import SUPERSCRIPT, Samler

LEADING: Final = 1.75  # times the size: lines further apart than this are two paragraphs
LOOSER: Final = 1.25  # times the distance of the lines before
INDENT: Final = 6.0  # points
_HYPHEN: Final = re.compile(r"[-‐‑\u00ad]$")
_SOFT: Final = ("\u00ad", "‐")
_KEEPS_HYPHEN: Final = re.compile(r"(?:og|eller|samt|eller/og|og/eller|til)\b")
_ENDS: Final = (".", ":", "?", "!", ";")
_TOC: Final = re.compile(r".*?(?:\.\s?){4,}\s*\d{1,3}$")
_LONE_MARK: Final = re.compile(r"[•·▪■◦●○\uf0b7\uf0a7o–-]")


def afsnit_af(lines: Sequence[Linje], side: int, right: float | None = None) -> list[Afsnit]:
    """The paragraphs of lines that stand in one column, top first. `right` is where the column ends."""
    if not lines:
        return []
    edge = max(line.x1 for line in lines) if right is None else right
    groups: list[list[Linje]] = []
    for line in lines:
        if groups and not _begins(groups[-1], line, edge):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [each for group in groups if (each := _afsnit(group, side)) is not None]


def _begins(group: Sequence[Linje], line: Linje, edge: float) -> bool:
    """Whether the line begins a new paragraph."""
    last, first = group[-1], group[0]
    step = line.y - last.y
    if abs(line.size - last.size) > 0.6 or step > LEADING * max(line.size, last.size) or step <= 0:
        return True
    if len(group) > 1 and step > LOOSER * (last.y - group[-2].y) + 0.5:
        return True
    if line.is_bold != last.is_bold and (last.is_bold or last.text.endswith(_ENDS)):
        return True
    if _TOC.match(last.text) or _TOC.match(line.text):
        return True
    if skrevet_maerke(line.text)[0] and line.x0 <= first.x0 + INDENT and not _cut(last):
        return True
    is_list = bool(skrevet_maerke(first.text)[0])
    if line.x0 > last.x0 + INDENT and last.text.endswith(_ENDS) and not (is_list and len(group) == 1):
        return True
    if is_list and line.x0 < first.x0 + 2 and last.text.endswith(_ENDS) and len(group) > 1:
        return True
    # A line with room for the next word was ended by its author.
    room = edge - last.x1
    return not _cut(last) and room > line.words[0].x1 - line.x0 + 0.5 * line.size + 1.5


def _cut(line: Linje) -> bool:
    """Whether the line ends within a word."""
    return bool(_HYPHEN.search(line.text)) and len(line.text) > 1


def _afsnit(group: Sequence[Linje], side: int) -> Afsnit | None:
    samler = Samler()
    for number, line in enumerate(group):
        _line(samler, line, joins=_joins(group, number))
    if samler.is_empty:
        return None
    text, fields = samler.faerdig()
    size = group[0].size
    is_toc = bool(_TOC.match(text))
    text = re.sub(r" ?(?:\.\s?){4,}\s*", "\t", text) if is_toc else text
    found = Afsnit(text, Sted(side=side), size=size, is_toc=is_toc, **({} if is_toc else fields))  # type: ignore[arg-type]
    return med_skrevet_maerke(found)


def _joins(group: Sequence[Linje], number: int) -> str:
    """What stands between this line and the next: a space, or nothing; "-": the hyphen goes too."""
    if number + 1 >= len(group) or not _cut(group[number]):
        return " "
    line, following = group[number].text, group[number + 1].text
    if not line[-2].isalnum():
        return " "  # a dash, not a word cut in two
    if line.endswith(_SOFT):
        return "-"
    if _KEEPS_HYPHEN.match(following):
        return " "
    return "-" if following[0].islower() and not line[-2].isdigit() else ""


def _line(samler: Samler, line: Linje, joins: str) -> None:
    before = None
    for number, word in enumerate(line.words):
        text = word.text.translate(SUPERSCRIPT) if line.is_raised(word) else word.text
        is_last = number + 1 == len(line.words)
        if joins == "-" and is_last:
            text = text[:-1]
        space = ""
        if before is not None and not word.glued:
            is_wide = word.x0 - before.x1 > 2.5 * max(line.size, 6) and not _LONE_MARK.fullmatch(before.text)
            space = "\t" if is_wide else " "
        is_bold = word.skrift.bold
        samler.tekst(space, bold=is_bold and before is not None and before.skrift.bold)
        samler.tekst(text, bold=is_bold, italic=word.skrift.italic)
        before = word
    if joins == " ":
        samler.tekst(" ", bold=bool(before and before.skrift.bold))
