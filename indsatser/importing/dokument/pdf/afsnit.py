"""Lines below each other become paragraphs: words cut at a line's end are joined, marks in front are told apart."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from indsatser.importing.dokument.blokke import Afsnit, Sted
from indsatser.importing.dokument.maerker import er_indholdslinje, med_skrevet_maerke, skrevet_maerke
from indsatser.importing.dokument.pdf.linjer import Linje
from indsatser.importing.dokument.samler import SUPERSCRIPT, Samler

LEADING: Final = 1.75  # times the size: lines further apart than this are two paragraphs
LOOSER: Final = 1.25  # times the distance of the lines before
NEAR_END: Final = 40  # marks: as far back as a line's last word is looked for
INDENT: Final = 6.0  # points
_HYPHEN: Final = re.compile(r"[-‐‑\u00ad]$")
_SOFT: Final = ("\u00ad", "‐")
_OWN_HYPHEN: Final = re.compile(r"(?:^|[\s(/\"»”-])(?:[A-ZÆØÅ]{2,}\w*|\w|ikke|ad hoc)[-‐]$")
"""Words whose hyphen is their own, wherever the line ends: SMS-tjeneste, U-huset, ikke-uddannede."""
_LEADS_ON: Final = re.compile(
    r"(?:^|\s)(?:og|eller|samt|i|på|af|for|fra|til|med|ved|om|hos|mod|efter|under|over|mellem|gennem|den|det|de|en|et|"
    r"at|som|der|deres|sin|sit|sine|mindst|højst|ca\.|kr\.|nr\.|afdeling|afd\.|skolen?|kommune|\w+(?:ens|ets|nes))$|[,(/&–-]$",
    re.IGNORECASE,
)
_KEEPS_HYPHEN: Final = re.compile(r"(?:og|eller|samt|eller/og|og/eller|til)\b")
_ENDS: Final = (".", ":", "?", "!", ";")
_SENTENCE_ENDS: Final = re.compile(r"[a-zæøå]{3}[.;] \S")
_DOTS: Final = re.compile(r" ?(?:\. ?){4,} *")
_LONE_MARK: Final = re.compile(r"[•·▪■◦●○\uf0b7\uf0a7o–-]")


def afsnit_af(lines: Sequence[Linje], side: int, right: float | None = None) -> list[Afsnit]:
    """The paragraphs of lines that stand in one column, top first. `right` is where a cell ends; None: no cell."""
    if not lines:
        return []
    edge = _edge(lines) if right is None else right
    groups: list[list[Linje]] = []
    for line in lines:
        if groups and not (_begins(groups[-1], line, edge) or (right and _is_next_entry(groups[-1], line, edge))):
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
    if _has_label_in_front(line) and not last.is_bold and not leder_videre(last.text):
        return True
    if er_indholdslinje(last.text) or er_indholdslinje(line.text):
        return True
    if skrevet_maerke(line.text)[0] and line.x0 <= first.x0 + INDENT and not _cut(last):
        return True
    is_list = bool(skrevet_maerke(first.text)[0])
    if line.x0 > last.x0 + INDENT and last.text.endswith(_ENDS) and not (is_list and len(group) == 1):
        return True
    if is_list and line.x0 < first.x0 + 2 and last.text.endswith(_ENDS) and len(group) > 1:
        return True
    # A line with room for the next word was ended by its author, unless it ends in the middle of a sentence.
    room = edge - last.x1
    return not _cut(last) and not leder_videre(last.text) and room > line.words[0].x1 - line.x0 + 0.5 * line.size + 1.5


def _has_label_in_front(line: Linje) -> bool:
    """ "Formål: At …" with the words before the colon bold, and what follows them not."""
    bold = [word for word in line.words if word.skrift.bold]
    lead = line.words[: len(bold)]
    return (
        0 < len(bold) < len(line.words)
        and all(word.skrift.bold for word in lead)
        and line.text[0].isupper()
        and lead[-1].text.endswith(":")
    )


def _edge(lines: Sequence[Linje]) -> float:
    """Where the column ends: as far as its lines go; one alone that sticks out a little does not count."""
    ends = sorted((line.x1 for line in lines), reverse=True)
    return next((end for end, after in pairwise(ends) if end - after < 6), ends[0])


def _is_next_entry(group: Sequence[Linje], line: Linje, edge: float) -> bool:
    """In a cell: whether two lines below each other are two entries, though the next word was too long to tell."""
    last, first, text = group[-1].text, group[0].text, line.text
    if last.endswith(_ENDS) or _LEADS_ON.search(last[-NEAR_END:]) or _is_prose(group):
        return False
    if text[0].isdigit() and first[0].isdigit() and len(group) == 1:
        return True
    has_room = edge - group[-1].x1 >= 2 * line.size or last.endswith(")")
    return has_room and text[0].isupper()


def _is_prose(group: Sequence[Linje]) -> bool:
    """Whether sentences have ended in these lines already: a name at the next line's start is then no entry."""
    return len(group) > 3 or any(_SENTENCE_ENDS.search(line.text) for line in group)


def leder_videre(text: str) -> bool:
    """Whether a paragraph ends in the middle of a sentence: on a small word, a comma, or inside quotation marks."""
    return bool(_LEADS_ON.search(text[-NEAR_END:])) or text.count('"') % 2 == 1 or text.count("(") > text.count(")")


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
    is_toc = er_indholdslinje(text)
    text = _DOTS.sub("\t", text) if is_toc else text
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
    is_cut = following[0].islower() and not line[-2].isdigit() and not _OWN_HYPHEN.search(line[-NEAR_END:])
    return "-" if is_cut else ""


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
