"""The criteria of a field as rows: a sentence with its source and goal, before the sentence is read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Final

from indsatser.importing.aftale.felter.brudte_linjer import goes_on, together
from indsatser.importing.aftale.felter.lister import letter_of, without_mark
from indsatser.importing.aftale.felter.tabte_linjer import efter_kilder, er_eneste, er_udsagn, tabte_kriterier
from indsatser.importing.aftale.led import Linje, Rad, Stykke
from indsatser.importing.aftale.normal import even
from indsatser.importing.aftale.ordbog import Sikkerhed, ordbog
from indsatser.importing.kildeord import er_kilde, kilde_sidst

_SOURCE: Final = re.compile(r"[\s(–-]*\b(?:datakilde|kilde|målemetode)r?\s*:\s*(?P<source>.+?)\)?$", re.IGNORECASE)


LONGEST_SOURCE: Final = 90


@dataclass
class Raat:
    """A criterion before its sentence is read."""

    lines: tuple[Stykke, ...]
    source: tuple[Stykke, ...] = ()
    goal: tuple[str, Stykke] | None = None
    source_sure: Sikkerhed = Sikkerhed.EXACT
    cut: str = ""
    """The sentence, where it is less than its lines."""

    @property
    def statement(self) -> str:
        return (self.cut or " ".join(line.text for line in self.lines)).strip(" ;•")


def raw_criteria(parts: Iterable[Linje | Rad], rest: list[Stykke], *, kolonner: bool) -> Iterator[Raat]:
    goal: tuple[str, Stykke] | None = None
    parts = list(parts)
    fri = er_eneste(parts)
    for part in chain.from_iterable(map(_at_goals, parts)):
        if isinstance(part, Rad):
            rows = list(_of_row(part, goal, rest))
        else:
            line = part.stykke
            letter, text = _goal_of(line)
            if letter and not text.text:
                goal = (letter, line)
                continue
            if line.text.rstrip().endswith(":") and not _is_open(line.text):
                rest.append(line)
                continue
            of = (letter, line) if letter else goal
            rows = [_of_line(piece, of, kolonner=kolonner) for piece in _sentences(text, fri=fri)]
        for row in rows:
            goal = row.goal if isinstance(part, Rad) else goal
            yield row


def _at_goals(part: Linje | Rad) -> list[Linje | Rad]:
    """ "Mål a: … Mål b: …" on one line are two."""
    if isinstance(part, Rad):
        return [part]
    starts = [match.start() for match in re.finditer(r"(?<=\S\s)Mål [a-h]:\s", part.stykke.text)]
    return [Linje(piece) for piece in _cut(part.stykke, starts)] if starts else [part]


_STOP: Final = re.compile(r"(?:(?<=[a-zæøå)%]{2})[.]|(?<=20\d\d)[.](?=\s+[A-ZÆØÅ])|;|(?<=\s)•)\s*(?=\d|[A-ZÆØÅ])")
_BEGINS: Final = re.compile(
    r"(?<![\w.,%-])(?=\d{1,4}(?:[.]\d{3})?\s+(?:%\s+)?[a-zæøå-]+(?:\s+(?:og|af)?\s*[a-zæøå-]+){0,3}?\s+"
    r"(?:er|har|blev|deltog|fik|kom|deltager|får|kommer|gennemfør\w*|benytte\w*|bruge\w*|oplev\w*|"
    r"henvend\w*|engagere\w*|klarer|starter|begynder|modtog|modtager|bliver|indgår)\b)"
    r"|(?<=[a-zæøå%)]\s)(?=(?:Andel|Antal|Gennemsnit)[a-zæøå]*\s)"
)
_SOURCED: Final = re.compile(r"\((?:datakilde|kilde|målemetode)r?\s*:[^()]*\)\s*", re.IGNORECASE)


_SHORTENED: Final = re.compile(
    r"\b(?:afd|ca|pr|kl|evt|pt|mdr|nr|jf|mio|kr|bl|inkl|gns|gnsn|min|max|maks|tlf|s|f|eks)\.$", re.IGNORECASE
)


def _sentences(line: Stykke, *, fri: bool = False) -> list[Stykke]:
    """The criteria of one line: sentences of their own with a number each, or numbers that each begin one. `fri`:
    the lines of the list were lost."""
    if fri and len(apart := efter_kilder(line)) > 1:
        return [piece for each in apart for piece in _sentences(each)]
    sourced = [match.end() for match in _SOURCED.finditer(line.text)]
    if len(sourced) > 1:
        return _cut(line, sourced if sourced[-1] < len(line.text) else sourced[:-1])
    cuts = [
        match.end() for match in _STOP.finditer(line.text) if not _SHORTENED.search(line.text[: match.start() + 1])
    ]
    pieces = _cut(line, together(line, cuts))
    if len(pieces) > 1 and all(re.search(r"\d", piece.text) for piece in pieces):
        return pieces
    if fri and len(pieces) > 1 and all(er_udsagn(piece.text) for piece in pieces):
        return pieces
    begins = [match.start() for match in _BEGINS.finditer(line.text) if not goes_on(line.text[match.start() :])]
    if len(begins) > 1 and begins[0] <= 2:
        return [piece for each in _cut(line, begins[1:]) for piece in tabte_kriterier(each)]
    return tabte_kriterier(line) if fri else [line]


def _cut(line: Stykke, cuts: list[int]) -> list[Stykke]:
    edges = [0, *cuts, len(line.text)]
    pieces = [line.del_fra(start, end) for start, end in pairwise(edges)]
    return [piece.del_fra(0, len(piece.text.rstrip(" ;•"))) for piece in pieces if len(piece.text) > 2]


_AD: Final = re.compile(
    r"^(?:\(?ad\.?\s+(?:mål\s+)?\(?(?P<letter>[a-h1-9])\)?[).:]*|\((?P<alone>[a-h])\))\s+", re.IGNORECASE
)


def _goal_of(line: Stykke) -> tuple[str, Stykke]:
    """ "Mål a: …" names the goal the criterion belongs to. A list that counts a), b), c) does not."""
    if re.match(r"^\(?(?:del)?mål\b", even(line.text)):
        return letter_of(line)
    if about := _AD.match(line.text):
        return (about["letter"] or about["alone"]).lower(), line.del_fra(about.end())
    match = re.match(r"^\(?([a-hA-H])\)?\s*[:]\s*", line.text)
    if match and not line.is_item:
        return match.group(1).lower(), line.del_fra(match.end())
    return "", without_mark(line)


def _of_line(line: Stykke, goal: tuple[str, Stykke] | None, *, kolonner: bool) -> Raat:
    """A line of text; its source may stand at its end."""
    if match := _SOURCE.search(line.text):
        return Raat(
            (line,), (line.del_fra(match.start("source"), match.end("source")),), goal, cut=line.text[: match.start()]
        )
    known = (
        known_source(line.text)
        or kilde_sidst(line.text, spalte=kolonner)
        or _after_gap(line.text)
        or (_source_after(line.text) if kolonner else 0)
    )
    if known:
        return Raat((line,), (line.del_fra(known),), goal, Sikkerhed.LIKELY, cut=line.text[:known])
    return Raat((line,), (), goal)


_GAP: Final = re.compile(r"(?<=\S)(?: {3,}|\t+ *)(?=[A-ZÆØÅ])")
_ASKED: Final = re.compile(
    r"(?<=[a-zæøå)%\d]\s)(?:(?:Spørgeskema|Interview|Rundspørge|Survey|Tælling|Optælling)\w*(?:\s[\w-]+){0,4}|"
    r"[A-ZÆØÅ][\wæøå-]*s\s(?:\w+\s)?(?:registrering|tal|opgørelse|data|statistik|måling|regnskab|logbog|sprogvurdering)\w*)$"
)


_AFTER_STOP: Final = re.compile(r"(?:20\d\d|%\)?|\d\))\.\s+(?P<rest>[A-ZÆØÅ][^.;:]{3,60})$")
"""Words without a verb after a sentence that has ended: the cell beside it."""


def _after_gap(text: str) -> int:
    """Where a second column begins: after a gap of spaces, or at the way of asking that ends the line; else 0."""
    gaps = [match.end() for match in _GAP.finditer(text)]
    if len(gaps) == 1 and len(text) - gaps[0] <= LONGEST_SOURCE:
        return gaps[0]
    last = _AFTER_STOP.search(text)
    if last and not er_udsagn(f"{last['rest']} {last['rest']}") and not re.search(r"\d", last["rest"]):
        return last.start("rest")
    match = _ASKED.search(text.rstrip(" ."))
    return match.start() if match and match.start() > 8 else 0


def known_source(text: str) -> int:
    """Where a data source that is known by name begins at the end of a line; 0 where none does."""
    plain = even(text).rstrip(" .")
    if len(even(text)) != len(text):
        return 0
    for name in sorted(ordbog()["datakilder"], key=len, reverse=True):
        at = len(plain) - len(name)
        if at > 8 and plain.endswith(name) and plain[at - 1] in " \t(" and text[at].isupper():
            return at
    return 0


_AFTER: Final = re.compile(r"(?:20\d\d\)?|mdr\.?\)|%\)?)\s+(?=[A-ZÆØÅ][\wæøå])")


def _source_after(text: str) -> int:
    """Where the second column begins on a line that was a row: after the year or per cent, or at a known source."""
    ends = [match.end() for match in _AFTER.finditer(text)]
    if ends and len(text) - ends[-1] >= 4:
        return ends[-1]
    plain = even(text)
    if len(plain) != len(text):
        return 0
    starts = [at for name in ordbog()["datakilder"] if (at := plain.find(f" {name}")) > 8 and text[at + 1].isupper()]
    return min(starts) + 1 if starts else 0


def _of_row(row: Rad, goal: tuple[str, Stykke] | None, rest: list[Stykke]) -> Iterator[Raat]:
    """A row of criteria and sources; lines in one cell are paired with lines in the other where they are as many."""
    texts, sources = row.under("kriterium"), row.under("datakilde")
    if not texts and not sources:
        plain = [lines for name, lines in row.celler if not name]
        texts, sources = (plain[0], plain[1] if len(plain) > 1 else ()) if plain else ((), ())
    named = row.under("maal", "bogstav")
    if named:
        letter = _letter_in(named[0])
        goal = (letter, named[0]) if letter else goal
    kept: list[tuple[Stykke, tuple[str, Stykke] | None]] = []
    for line in texts:
        letter, text = _goal_of(line)
        goal = (letter, line) if letter else goal
        if text.text and not text.text.endswith(":"):
            kept.append((text, goal))
        elif text.text:
            rest.append(line)
    if not kept and sources:
        yield Raat((), sources, goal)
    joined = _joined(kept, len(sources))
    for index, (lines, of) in enumerate(joined):
        mine, sure = sources[index : index + 1], Sikkerhed.EXACT
        if len(sources) != len(joined):
            mine, sure = sources, Sikkerhed.EXACT if len(joined) == 1 or len(sources) == 1 else Sikkerhed.GUESSED
        yield Raat(lines, mine, of, sure)


def _joined(
    kept: list[tuple[Stykke, tuple[str, Stykke] | None]], sources: int
) -> list[tuple[tuple[Stykke, ...], tuple[str, Stykke] | None]]:
    """Lines of one paragraph are one criterion; so is a line that goes on in small letters."""
    joined: list[tuple[tuple[Stykke, ...], tuple[str, Stykke] | None]] = []
    for line, goal in kept:
        before = joined[-1][0][-1] if joined else None
        goes_on = (
            before is not None
            and line.text[:1].islower()
            and before.text.rstrip()[-1] not in ".;"
            and not line.is_item
        )
        if goes_on:
            joined[-1] = ((*joined[-1][0], line), joined[-1][1])
        else:
            joined.append(((line,), goal))
    return joined


def paired(raw: list[Raat]) -> list[Raat]:
    """Lines of a table whose columns have become lines: a source after each criterion, where it can be told."""
    odd = [one.statement for one in raw[1::2]]
    turns = (
        len(raw) % 2 == 0
        and sum(is_source(text) for text in odd) * 2 >= len(odd)
        and not any(one.goal for one in raw[1::2] if _GOAL.match(one.lines[0].text))
    )
    joined: list[Raat] = []
    for index, one in enumerate(raw):
        before = joined[-1] if joined else None
        if before and not before.source and not one.source and (index % 2 == 1 if turns else is_source(one.statement)):
            before.source, before.source_sure = one.lines, Sikkerhed.LIKELY
        else:
            joined.append(one)
    return joined


_GOAL: Final = re.compile(r"^\(?(?:del)?mål\b", re.IGNORECASE)


def is_source(text: str) -> bool:
    """Whether a whole line names where figures come from."""
    plain = even(text).strip(" .()")
    known = any(plain.startswith(name) or plain.endswith(name) for name in ordbog()["datakilder"])
    return len(plain) <= 110 and (known or er_kilde(text))


def _letter_in(line: Stykke) -> str:
    letter, _text = letter_of(line)
    match = re.fullmatch(r"\(?(?:mål\s+)?([a-h1-9])\)?[.:]?", even(line.text))
    return letter or (match.group(1) if match else "")


def _is_open(text: str) -> bool:
    """Whether a parenthesis that begins in the text ends after it: the line was broken inside it."""
    return text.count("(") > text.count(")")


def _close(before: Raat, one: Raat) -> None:
    """The rest of a parenthesis: the source where the parenthesis says that it is."""
    whole = f"{before.statement} {one.statement}"
    match = _SOURCE.search(whole)
    if match and match["source"] in one.statement:
        at = one.statement.index(match["source"])
        before.source, before.source_sure = (one.lines[0].del_fra(at, at + len(match["source"])),), Sikkerhed.LIKELY
        before.cut = whole[: match.start()]
    else:
        before.cut, before.lines = whole, (*before.lines, *one.lines)


def join_split(raw: list[Raat]) -> list[Raat]:
    """A row that a page break has cut goes on in the next: small first letter, or no text but a source."""
    joined: list[Raat] = []
    for one in raw:
        before = joined[-1] if joined else None
        if before and one.lines and not one.source and _is_open(before.statement) and ")" in one.statement:
            _close(before, one)
            continue
        if before and not one.lines:
            if not before.source:
                before.source = one.source
            continue
        is_rest = before is not None and one.statement[:1].islower() and not one.source and not one.lines[0].is_item
        if before and is_rest and before.statement[-1] not in ".;" and before.lines[0].tabel == one.lines[0].tabel:
            before.cut = f"{before.statement} {one.statement}"
            before.lines = (*before.lines, *one.lines)
        elif one.lines:
            joined.append(one)
    return joined
