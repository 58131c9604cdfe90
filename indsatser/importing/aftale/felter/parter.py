"""Parties and members: title and organisation, how many. A person's name is no part of either."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from indsatser.importing.aftale.felter.lister import without_mark
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
_UNFILLED: Final = re.compile(r"^[\s._…-]*$|^(?:dato|navn|underskrift)\s*:?[\s._…-]*$", re.IGNORECASE)


def read_parties(parts: Iterable[Linje | Rad], sure: Sikkerhed, *, count: bool = False) -> list[Traee]:
    """One per line or row. `count`: seats of an organ, with how many."""
    found: list[Traee] = []
    for part in parts:
        if isinstance(part, Rad):
            one = _of_row(part, sure, count=count)
            found += [one] if one else []
        else:
            pieces = part.stykke.text.split(";") if ";" in part.stykke.text else [part.stykke.text]
            for piece in pieces:
                one = _of_text(piece, part.stykke, sure, count=count)
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
    if _UNFILLED.match(text) or text.endswith(":") or er_navn(text):
        return None
    where = lines or (line,)
    fields: dict[str, Traee | None] = {}
    if count and (match := _COUNT.match(text)):
        number = _number(match["count"])
        if number is not None:
            fields["count"] = Vaerdi(number, where, sure)
            text = text[match.end() :]
    title, org = _title_and_org(text)
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
