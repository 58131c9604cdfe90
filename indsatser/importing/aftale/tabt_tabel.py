"""Forms whose table was lost in a conversion: labels on end with no values between, and the values after them.

As many lines as labels are paired, and guessed. Otherwise which line is whose cannot be told: the lines are listed as
not understood, for a value under a wrong label is an invention.
"""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from indsatser.importing.aftale.afsnitsled import FORMULARORD, label_of
from indsatser.importing.aftale.led import Etiket, Led, Linje
from indsatser.importing.aftale.ordbog import Navn, Sikkerhed

TABT: Final = "tabt"
"""The key of the label that opens lines whose place is lost."""
_COLUMNS: Final = frozenset(["kriterier", "datakilde"])
"""Two heads of one table: on end also where nothing is lost."""
_GAP: Final = re.compile(r"(?<=\S)(?: {3,}|\t+ *)(?=\S)")
LONGEST_NAME: Final = 80
_STOP: Final = re.compile(r"(?<=[a-zæøå]{3})[.!?]\s+(?=[A-ZÆØÅ])")
_LOST: Final = 3
"""So many labels on end are no empty fields."""


def in_order(led: list[Led]) -> list[Led]:
    """The strip with the runs of labels paired with their lines, or closed by a label that takes the lines away."""
    result: list[Led] = []
    at = 0
    while at < len(led):
        labels = _labels_from(led, at)
        if len(labels) < 2:
            result.append(led[at])
            at += 1
            continue
        lines = _lines_from(led, at + len(labels))
        if _shares_line(labels):
            lines, used = _columns(lines, len(labels))
            result += _paired(labels, lines) if used else [*labels, _closing(labels)]
            at += len(labels) + used
            continue
        if not _fit(labels, lines) and _names_first(labels, lines):
            result += [*_paired(labels[:1], lines[:1]), *labels[1:], _closing(labels)]
            at += len(labels) + 1
            continue
        result += _paired(labels, lines) if _fit(labels, lines) else [*labels, *_close(labels, lines)]
        at += len(labels)
        at += len(lines) if _fit(labels, lines) else 0
    return result


def _labels_from(led: list[Led], at: int) -> list[Etiket]:
    found: list[Etiket] = []
    for part in led[at:]:
        if not isinstance(part, Etiket) or part.stykke.tabel or part.niveau is not None or not _is_alone(part):
            break
        if not part.may_be(*FORMULARORD):
            break
        found.append(part)
    return [] if {key for part in found for key in _keys(part)} <= _COLUMNS else found


def _shares_line(labels: list[Etiket]) -> bool:
    return len({part.stykke.sted.nr for part in labels}) == 1


def _columns(lines: list[Linje], labels: int) -> tuple[list[Linje], int]:
    """The row under a row of labels, where gaps of spaces show its columns; nothing where they do not."""
    if not lines:
        return [], 0
    stykke = lines[0].stykke
    edges = [0, *(match.end() for match in _GAP.finditer(stykke.text)), len(stykke.text)]
    cells = [Linje(stykke.del_fra(start, end)) for start, end in pairwise(edges)]
    return (cells, 1) if len(cells) == labels else ([], 0)


def _keys(part: Etiket) -> set[str]:
    return {navn.key for navn in part.navne} & FORMULARORD


def _is_alone(part: Etiket) -> bool:
    """Whether nothing stands after the label in its paragraph."""
    after = part.stykke.afsnit.text[part.stykke.start + len(part.stykke.text) :]
    return not after.strip(" :\t") or bool(label_of(after.strip()))


def _lines_from(led: list[Led], at: int) -> list[Linje]:
    found: list[Linje] = []
    for part in led[at:]:
        if not isinstance(part, Linje) or part.stykke.tabel:
            break
        found.append(part)
    return found


def _fit(labels: list[Etiket], lines: list[Linje]) -> bool:
    """One line for each label, and none of them a list's."""
    is_list = any(part.may_be("kriterier", "datakilde", "partnere", "ressourcer") for part in labels)
    return len(lines) == len(labels) and not is_list and not any(part.stykke.is_item for part in lines)


def _names_first(labels: list[Etiket], lines: list[Linje]) -> bool:
    """The first label asks for the activity's name, and the first line looks like one."""
    if len(labels) < _LOST or not lines or not labels[0].may_be("aktivitetsnavn"):
        return False
    text = lines[0].stykke.text
    return len(text) <= LONGEST_NAME and text[-1] not in ".:;,"


def _paired(labels: list[Etiket], lines: list[Linje]) -> list[Led]:
    return [
        part
        for label, line in zip(labels, lines, strict=True)
        for part in (replace(label, navne=tuple(_guessed(navn) for navn in label.navne)), line)
    ]


def _guessed(navn: Navn) -> Navn:
    return replace(navn, sikkerhed=Sikkerhed.GUESSED)


def _close(labels: list[Etiket], lines: list[Linje]) -> list[Led]:
    """After two labels a line of one sentence is most likely the second's: the first may be empty."""
    one_value = len(lines) != 1 or not _STOP.search(lines[0].stykke.text)
    if not lines or (len(labels) < _LOST and one_value):
        return []
    return [_closing(labels)]


def _closing(labels: list[Etiket]) -> Etiket:
    return Etiket(labels[-1].stykke, (Navn(TABT, (), Sikkerhed.GUESSED),))
