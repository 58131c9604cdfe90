"""Parties and members: title and organisation, how many. A person's name is no part of either."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from indsatser.importing.aftale.felter.lister import without_mark
from indsatser.importing.aftale.felter.tabte_linjer import er_eneste, tabte_medlemmer
from indsatser.importing.aftale.led import Linje, Rad, Stykke
from indsatser.importing.aftale.normal import even
from indsatser.importing.aftale.ordbog import Sikkerhed
from indsatser.importing.aftale.personnavne import er_navn
from indsatser.importing.aftale.vaerdi import Traee, Vaerdi, uden_tomme
from indsatser.importing.kriterielaesning.talord import ordvaerdi

_TITLE: Final = re.compile(
    r"(?:leder|chef|direktør|formand|formænd|konsulent|koordinator|repræsentant\w*|medlem\w*|sekretær|inspektør|mester|"
    r"medarbejder\w*|borgmester\w*|rådmand|inspektør|rådgiver|forretningsfører|souschef|skoleleder|viceinspektør|"
    r"observatør|suppleant|viceforstander|forstander|politiassistent|kommissær|betjent|funktionær\w*|beboer\w*|frivillige?)(?:e?n|er|r|ne|erne|e|s)?\b",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(
    r"^(?P<count>\d{1,2}|en|et|én|ét|to|tre|fire|fem|seks|syv|otte|ni|ti)\s+(?=[a-zæøåA-ZÆØÅ])", re.IGNORECASE
)
_FROM: Final = re.compile(r"^(?P<title>.+?)\s+(?:fra|hos|for|udpeget\s+af)\s+(?P<org>.+)$", re.IGNORECASE)
_NAME: Final = re.compile(r"^[A-ZÆØÅ][\w.'-]+(?:\s+[A-ZÆØÅ][\w.'-]*){1,3}$")
_SEAT: Final = re.compile(
    r"\s*\((?P<seat>(?:bestyrelses)?(?:formand|næstformand|forkvinde|mødeleder|referent|sekretær|observatør|suppleant))\)$",
    re.IGNORECASE,
)
"""What somebody is in the organ, after the organisation: a note, and no part of its name."""
_AT: Final = re.compile(r"^(?P<title>[^,()]{3,60}?)\s*\((?P<org>[A-ZÆØÅ][^()]{3,80})\)$")
"""A title with its organisation in a parenthesis."""
_UNFILLED: Final = re.compile(r"^[\s._…-]*$|^(?:(?:dato|navn|underskrift|stempel|sted)\b[\s:._…/-]*)+$", re.IGNORECASE)


_FIGURES: Final = re.compile(r"\d\s*%|\d,\d|\d\.\d{3}\b")
"""Figures are said about a place; no party has them in its name."""


def has_title(text: str) -> bool:
    """Whether a person's title stands in the text."""
    return bool(_TITLE.search(text))


def read_parties(parts: Iterable[Linje | Rad], sure: Sikkerhed, *, count: bool = False) -> list[Traee]:
    """One per line or row. `count`: seats of an organ, with how many."""
    found: list[Traee] = []
    parts = list(parts)
    lost = er_eneste(parts)
    for part in parts:
        if isinstance(part, Rad):
            one = _of_row(part, sure, count=count)
            found += [one] if one else []
            continue
        for line in tabte_medlemmer(part.stykke) if lost else [part.stykke]:
            for piece in line.text.split(";") if ";" in line.text else [line.text]:
                one = _of_text(piece, line, sure, count=count)
                found += [one] if one else []
    return found


def _of_row(row: Rad, sure: Sikkerhed, *, count: bool) -> dict[str, Traee] | None:
    title, org, seats = row.under("titel", "rolle"), row.under("organisation"), row.under("antal")
    lines = tuple(row.stykker)
    if not title and not org:
        plain = [lines for name, lines in row.celler if name in ("", "navn")]
        text = ", ".join(" ".join(line.text for line in each) for each in plain)
        return _of_text(text, lines[0], sure.og(Sikkerhed.LIKELY), count=count, lines=lines) if lines else None
    fields: dict[str, Traee | None] = {
        "title": Vaerdi(" ".join(line.text for line in title), title, sure) if title else None,
        "organisation": Vaerdi(" ".join(line.text for line in org), org, sure) if org else None,
    }
    if seats and (value := _number(seats[0].text)) is not None:
        fields["count"] = Vaerdi(value, seats, sure)
    return uden_tomme(fields)


def _of_text(
    raw: str, line: Stykke, sure: Sikkerhed, *, count: bool, lines: tuple[Stykke, ...] = ()
) -> dict[str, Traee] | None:
    text = without_mark(line).text if raw == line.text else raw
    text = text.strip(" .;•-–")
    if _UNFILLED.match(text) or text.endswith(":") or er_navn(text) or _FIGURES.search(text):
        return None
    where = lines or (line,)
    fields: dict[str, Traee | None] = {}
    if count and (match := _COUNT.match(text)):
        number = _number(match["count"])
        if number is not None:
            fields["count"] = Vaerdi(number, where, sure)
            text = text[match.end() :]
    seat = _SEAT.search(text)
    title, org = _title_and_org(text[: seat.start()] if seat and "," in text else text)
    if seat and "," in text:
        fields["note"] = Vaerdi(seat["seat"], where, sure)
    fields["title"] = Vaerdi(title, where, sure if not org else sure.og(Sikkerhed.LIKELY)) if title else None
    fields["organisation"] = Vaerdi(org, where, sure) if org else None
    return uden_tomme({"title": fields.pop("title"), "organisation": fields.pop("organisation"), **fields})


def _number(text: str) -> Decimal | None:
    plain = even(text).strip()
    return Decimal(plain) if plain.isdigit() else ordvaerdi(plain)


def _title_and_org(text: str) -> tuple[str, str]:
    """ "Direktør, Brabrand Boligforening", "Jobcenter X: N.N., leder", "2 repræsentanter fra Samvirket"."""
    head, colon, rest = text.partition(": ")
    if colon and not _TITLE.search(head) and _TITLE.search(rest):
        title = [piece for piece in _pieces(rest) if _TITLE.search(piece) and not _NAME.match(piece)]
        return (title[0], head) if title else ("", head)
    if (named := _AT.match(text)) and _TITLE.search(named["title"]):
        return named["title"], named["org"]
    pieces = _pieces(text)
    if len(pieces) > 1 and _NAME.match(pieces[0]) and _TITLE.search(pieces[1]) and not _TITLE.search(pieces[0]):
        pieces = pieces[1:]
    if _TITLE.search(pieces[0]):
        if (match := _FROM.match(pieces[0])) and (
            "udpeget" in even(match.group())
            or " for " not in match.group()
            or (len(pieces) == 1 and "fra" in even(match.group()).split())
        ):
            return match["title"], ", ".join([match["org"], *pieces[1:]])
        return pieces[0], ", ".join(pieces[1:])
    if len(pieces) > 1 and _TITLE.search(pieces[-1]) and not _TITLE.search(pieces[0]):
        return pieces[-1], ", ".join(pieces[:-1])
    return "", text


def _pieces(text: str) -> list[str]:
    """At commas outside parentheses."""
    pieces, depth, at = [], 0, 0
    for index, char in enumerate(text):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "," and depth <= 0:
            pieces.append(text[at:index].strip())
            at = index + 1
    return [piece for piece in (*pieces, text[at:].strip()) if piece]
