"""Lists: partners, activities to come, annexes, goals with their letters."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from indsatser.importing.aftale.led import Linje, Rad, Stykke
from indsatser.importing.aftale.ordbog import Sikkerhed
from indsatser.importing.aftale.vaerdi import Traee, Vaerdi

_LETTER: Final = re.compile(
    r"^(?:del)?(?:mål\s+)?\(?(?P<letter>[a-hA-H])[).:]+\s*|^(?:del)?mål\s+(?P<letter2>[a-hA-H1-9])\b\s*[:.–-]?\s*",
    re.IGNORECASE,
)
_LABELLED: Final = re.compile(r"(?:del)?mål\s+(?P<letter>[a-h1-9])\s*:?", re.IGNORECASE)
_MARK: Final = re.compile(r"^(?:[-–•·*▪◦o]\s+|\(?\d{1,2}[.)]\s+)")
_INTRO: Final = re.compile(r"^(?P<intro>[^:]{3,80}):\s+")
MAX_NAME: Final = 120


def lines_of(parts: Iterable[Linje | Rad]) -> list[Stykke]:
    """All lines of a field, a row's cells after each other."""
    return [line for part in parts for line in (part.stykker if isinstance(part, Rad) else (part.stykke,))]


def without_mark(line: Stykke) -> Stykke:
    """A hard-typed list mark or number is no part of the text."""
    match = _MARK.match(line.text)
    return line.del_fra(match.end()) if match else line


def items(parts: Iterable[Linje | Rad], sure: Sikkerhed) -> list[Vaerdi]:
    """One per line or list item; a single line is split at its commas, and then it is likely."""
    lines = [without_mark(line) for line in lines_of(parts) if not line.text.rstrip().endswith(":")]
    found: list[Vaerdi] = []
    for line in lines:
        is_row = len(lines) > 1 and len(line.text) <= 70 and line.text.count(",") < 3
        if not is_row and ("," in line.text or ";" in line.text or len(lines) == 1):
            found += _split(line, sure)
        else:
            found.append(Vaerdi(line.text.rstrip(" .;,"), (line,), sure))
    return [one for one in found if str(one.vaerdi).strip()]


def items_as_lines(parts: list[Linje | Rad]) -> list[Stykke]:
    """Names in a list, one line each, without their marks."""
    found = []
    for one in items(parts, Sikkerhed.EXACT):
        line = one.stykker[0]
        at = line.text.find(str(one.vaerdi))
        whole = len(line.text) <= 90
        found.append(line if at < 0 or (whole and line.is_item) else line.del_fra(at, at + len(str(one.vaerdi))))
    return [line for line in found if len(line.text) <= 140]


def _split(line: Stykke, sure: Sikkerhed) -> list[Vaerdi]:
    text = line.text.rstrip(" .")
    if intro := _INTRO.match(text):
        text = text[intro.end() :]
    pieces = _outside_parentheses(text, ";" if ";" in text else ",")
    if len(pieces) == 1 and len(text) > MAX_NAME:
        return [Vaerdi(text, (line,), sure.og(Sikkerhed.LIKELY))]
    if pieces:
        pieces[-1:] = _last_two(pieces[-1], alone=len(pieces) == 1)
    low = sure if len(pieces) == 1 else sure.og(Sikkerhed.LIKELY)
    return [Vaerdi(piece.strip(" ."), (line,), low) for piece in pieces if piece.strip(" .")]


def _outside_parentheses(text: str, mark: str) -> list[str]:
    pieces, depth, at = [], 0, 0
    for index, char in enumerate(text):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == mark and depth <= 0 and (mark == ";" or text[index + 1 : index + 2] in (" ", "")):
            pieces.append(text[at:index])
            at = index + 1
    return [*pieces, text[at:]]


def _last_two(piece: str, *, alone: bool) -> list[str]:
    """ "dagtilbud og skoler" are two; "Sport og Fritid" is one."""
    match = re.search(r"\s+(?:og|samt)\s+", piece)
    if not match or ("(" in piece[: match.start()] and ")" not in piece[: match.start()]):
        return [piece]
    left, right = piece[: match.start()], piece[match.end() :]
    if not alone and not left.strip():
        return [right]
    both_names = left.split()[-1:] and left.split()[-1][0].isupper() and right[:1].isupper()
    is_compound = len(left.split()) == 1 and len(right.split()) == 1 and both_names
    if is_compound or left.rstrip().endswith("-") or len(left) > 60 or re.search(r"\b(?:og|samt)\b", right):
        return [piece]
    return [left, right]


def read_goals(
    parts: Iterable[Linje | Rad], sure: Sikkerhed, label: Stykke | None = None
) -> tuple[list[Traee], list[Stykke]]:
    """Goals, with the letter where one stands; what introduces them is given back. `label`: a label may be one goal's
    ("Mål 1: …")."""
    found: list[Traee] = []
    rest: list[Stykke] = []
    lines = [piece for line in lines_of(parts) for piece in _at_letters(line)]
    lettered = any(letter_of(line)[0] for line in lines)
    named = _LABELLED.fullmatch(label.text) if label and len(lines) == 1 and not lettered else None
    for line in lines:
        letter, text = letter_of(line)
        letter = named["letter"].lower() if named else letter
        if (not letter and (line.text.rstrip().endswith(":") or (lettered and found and not line.is_item))) or (
            not letter and lettered
        ):
            rest.append(line)
        elif text.text:
            goal: dict[str, Traee] = {"text": Vaerdi(text.text.rstrip(" ;,"), (line,), sure)}
            found.append({"letter": Vaerdi(letter, (line,), sure), **goal} if letter else goal)
    return found, rest


def _at_letters(line: Stykke) -> list[Stykke]:
    """ "a) Flere er trygge b) Flere er aktive": a goal begins at each letter in its order."""
    first = re.search(r"(?:^|(?<=\s))\(?a\)\s+(?=[A-ZÆØÅ])", line.text)
    is_marked = line.marker.strip(" ().:").lower() == "a"
    if not first and not is_marked:
        return [line]
    edges = [0] if is_marked or not first or first.start() == 0 else [0, first.start()]
    for letter in "bcdefgh":
        match = re.compile(rf"(?<=\s)\(?{letter}\)\s+(?=[A-ZÆØÅ])").search(line.text, edges[-1] + 1)
        if not match:
            break
        edges.append(match.start())
    return [line.del_fra(start, stop) for start, stop in pairwise([*edges, len(line.text)])]


def letter_of(line: Stykke) -> tuple[str, Stykke]:
    """The goal's letter, typed ("a)", "(a)", "Mål a:") or by the list, and the text after it."""
    match = _LETTER.match(line.text)
    if match:
        return (match["letter"] or match["letter2"]).lower(), line.del_fra(match.end())
    mark = line.marker.strip(" ().:").lower()
    return (mark, line) if re.fullmatch(r"[a-h]", mark) else ("", without_mark(line))
