"""A paragraph as parts: a heading, a label with the text after it, or text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Final

from indsatser.importing.aftale.fladeetiketter import med_etiketter
from indsatser.importing.aftale.led import Etiket, Led, Linje, Overskrift, Stykke
from indsatser.importing.aftale.normal import NOTE, is_short
from indsatser.importing.aftale.ordbog import LONGEST, Navn, Sikkerhed, find_area, find_labels, is_counted, runder
from indsatser.importing.dokument.blokke import Afsnit, Overskriftkilde
from indsatser.importing.dokument.fladsider import FLAD

_COLON: Final = re.compile(r"[:\t]|\s[–—-]\s")
_INSIDE: Final = re.compile(r"(?:(?<=[.;!?)])|(?<=\s))\s*(?P<label>[A-ZÆØÅ][\wæøåÆØÅ'’.,/&() -]{3,70}?):(?=\s|$)")
_STRUCTURE: Final = re.compile(
    r"^(?:bilag\s+\w+\s*[:.–-]\s*)?(?:delaftale|aktivitet|aktivitetsskema|aktivitetsbeskrivelse|indsatsområde|indsats)"
    r"\w{0,2}\s*(?:nr\.?\s*)?(?:\d+(?:\.\d+)*|for|om|vedr)\b",
    re.IGNORECASE,
)
FORMULARORD: Final = frozenset(
    [
        "aktivitetsnavn",
        "indhold",
        "formaal",
        "maalgruppe",
        "kriterier",
        "organisering",
        "ressourcer",
        "partnere",
        "evaluering",
        "forankring",
        "aktivitetstype",
        "datakilde",
        "parter",
        "problem",
        "kommunal",
    ]
)
"""The labels that may have run together with their value."""
_VALID: Final = re.compile(r"^(?P<label>(?:del|samarbejds)?aftalen\s+(?:gælder|løber))\s+(?=.*\d{4})", re.IGNORECASE)
_LEVEL: Final = 6
"""Of a heading that only its words or its number show."""


def linjer(afsnit: Afsnit, tabel: int = 0) -> Iterator[Stykke]:
    """A paragraph's lines, split at forced breaks."""
    at = 0
    for line in afsnit.text.split("\n"):
        lead = len(line) - len(line.lstrip())
        if line.strip():
            yield Stykke(line.strip(), afsnit, at + lead, tabel)
        at += len(line) + 1


def led_i_afsnit(afsnit: Afsnit, tabel: int = 0, *, fri: bool = False) -> Iterator[Led]:
    """The parts of one paragraph. `fri`: a text or PDF, where a table's cells may have run together on one line."""
    if fri and afsnit.style == FLAD:
        for line in linjer(afsnit, tabel):
            for stykke, labels in med_etiketter(line) if afsnit.level is None else [(line, ())]:
                if labels:
                    yield Etiket(stykke, labels)
                else:
                    yield from _led_i_linje(stykke, tabel, fri=fri)
        return
    for line in linjer(afsnit, tabel):
        yield from _led_i_linje(line, tabel, fri=fri)


def _led_i_linje(line: Stykke, tabel: int, *, fri: bool) -> Iterator[Led]:
    for stykke in _taken_apart(line) if fri else [line]:
        if fri and not tabel and (found := _label_run_into_text(stykke)):
            label, rest, labels = found
            yield Etiket(label, labels)
            yield from [Etiket(rest, beside)] if (beside := _form_label(rest.text)) else _inner(rest)
        else:
            yield from _of_line(stykke)


def _form_label(text: str) -> tuple[Navn, ...]:
    """The labels of a form that a whole text is: the head of the next column, where a row became one line."""
    return tuple(one for one in label_of(text) if one.key in FORMULARORD and one.sikkerhed == Sikkerhed.EXACT)


_SENTENCE: Final = re.compile(r"(?<=[.!?)])\s+(?=[A-ZÆØÅ])")


_CAPITAL: Final = re.compile(r"(?<=[\wæøå%)]) (?=[A-ZÆØÅ][a-zæøå]{5})")
_RUN_ON: Final = 100
_LEADS_ON: Final = frozenset(("for", "med", "af", "på", "i", "til", "og", "om"))
"""A label that ends so is a sentence that goes on: "Evaluering for 2014 er skrevet"."""
_CLEAR: Final = frozenset(
    ("kriterier", "partnere", "maalgruppe", "ressourcer", "forankring", "datakilde", "evaluering", "aktivitetsnavn")
)
"""Fields whose label with a capital letter is no word of a sentence."""


def _is_clear_label(text: str) -> bool:
    """Whether a form's label of one word or two begins here, with a value that begins with a capital or a number."""
    for match in re.finditer(r"[:]?\s+(?=[A-ZÆØÅ\d•–-])", text):
        labels = label_of(text[: match.start()])
        if any(one.key in _CLEAR and one.sikkerhed == Sikkerhed.EXACT for one in labels):
            return len(text[: match.start()].split()) <= 3
    return False


def _is_label_here(stykke: Stykke) -> bool:
    """Whether a form's label begins here, alone or run into its value."""
    alone = any(one.key in FORMULARORD and one.sikkerhed == Sikkerhed.EXACT for one in label_of(stykke.text))
    return alone or _label_run_into_text(stykke) is not None


def _taken_apart(stykke: Stykke) -> list[Stykke]:
    """A line of text that was more: before and after the title of a delaftale that names a round's indsatsområde, and
    before a label that follows a sentence."""
    edges = {0, len(stykke.text)}
    for match in _title_of_delaftale().finditer(stykke.text):
        edges |= {match.start(), match.end()}
    edges |= {match.end() for match in _SENTENCE.finditer(stykke.text) if _is_label_here(stykke.del_fra(match.end()))}
    if len(stykke.text) > _RUN_ON and not stykke.tabel:
        found = (match.end() for match in _CAPITAL.finditer(stykke.text))
        edges |= {at for at in found if _is_clear_label(stykke.text[at : at + 60])}
    cut = sorted(edges)
    pieces = [stykke.del_fra(start, end) for start, end in pairwise(cut)]
    return [piece for piece in pieces if piece.text]


@cache
def _title_of_delaftale() -> re.Pattern[str]:
    areas = sorted({area for runde in runder() for area in runde.omraader}, key=len, reverse=True)
    turned = [" og ".join(reversed(area.casefold().split(" og "))) for area in areas if area.count(" og ") == 1]
    return re.compile(
        r"(?<!\w)Delaftale for indsatsområdet:?\s+(?:" + "|".join(map(re.escape, (*areas, *turned))) + r")(?!\w)",
        re.IGNORECASE,
    )


def _label_run_into_text(stykke: Stykke) -> tuple[Stykke, Stykke, tuple[Navn, ...]] | None:
    """ "Målgruppe Mødre i området": a label of a form and a capital letter after it."""
    text = stykke.text
    if is_structure(text) or label_of(text) or not text[:1].isupper():
        return None
    before_colon = text[:90].split(":")[0]
    spaces = [match.start() for match in re.finditer(r"\s+(?=[A-ZÆØÅ\d•–-])", before_colon)]
    for at in reversed(spaces):
        labels = tuple(
            one for one in label_of(text[:at]) if one.key in FORMULARORD and one.sikkerhed == Sikkerhed.EXACT
        )
        if text[:at].rsplit(None, 1)[-1] in _LEADS_ON:
            continue
        if labels and not find_area(text):
            return (
                stykke.del_fra(0, at),
                stykke.del_fra(at),
                (replace(labels[0], sikkerhed=Sikkerhed.LIKELY), *labels[1:]),
            )
    return None


def _of_line(stykke: Stykke) -> Iterator[Led]:
    afsnit = stykke.afsnit
    is_heading = afsnit.level is not None and stykke.start == 0
    if is_heading and is_structure(stykke.text):
        yield Overskrift(stykke, _level(stykke) or _LEVEL)
        return
    if valid := _VALID.match(stykke.text):
        yield Etiket(stykke.del_fra(0, valid.end("label")), find_labels("Gyldighed"))
        yield Linje(stykke.del_fra(valid.end("label")))
        return
    labels = label_of(stykke.text)
    begins = stykke.start == 0 or stykke.afsnit.text[stykke.start - 1] == "\n"
    if labels and begins and stykke.is_bullet and not stykke.text.rstrip().endswith(":") and not is_heading:
        yield Linje(stykke)
        return
    if labels:
        yield Etiket(stykke, labels, _level(stykke))
        return
    if found := _label_in_front(stykke):
        label, rest, labels = found
        yield Etiket(label, labels, _level(stykke) if is_heading else None)
        if rest.text:
            yield from _inner(rest)
        return
    if is_heading or is_structure(stykke.text) or _is_numbered_heading(stykke) or _looks_like_heading(stykke):
        sure = Sikkerhed.EXACT if is_heading else Sikkerhed.LIKELY
        yield Overskrift(stykke, _level(stykke) or _LEVEL, sure)
        return
    yield from _inner(stykke)


def _inner(stykke: Stykke) -> Iterator[Led]:
    """Text in which more labels may stand: "… Målgruppe: … Formål: …" on one line."""
    at = 0
    for match in _INSIDE.finditer(stykke.text):
        label = match["label"]
        found = _last_words_that_are_a_label(label)
        if not found or match.start("label") == 0:
            continue
        words, labels = found
        start = match.end("label") - len(words)
        before = stykke.text[at:start]
        if before.strip() and before.rstrip()[-1] not in ".;!?)" and not before.strip()[-1].isalnum():
            continue
        if before.strip():
            yield Linje(stykke.del_fra(at, start))
        yield Etiket(stykke.del_fra(start, match.end("label")), labels)
        at = match.end()
    if stykke.text[at:].strip():
        yield Linje(stykke.del_fra(at) if at else stykke)


def _last_words_that_are_a_label(text: str) -> tuple[str, tuple[Navn, ...]] | None:
    words = re.split(r"(?<=\s)", text)
    for index, word in enumerate(words):
        tail = "".join(words[index:])
        if word[:1].isupper() and len(tail) >= 5 and (labels := label_of(tail)) and labels[0].sikkerhed == "exact":
            return tail, labels
    return None


def label_of(text: str) -> tuple[Navn, ...]:
    """The fields a whole text is the label of. An indsatsområde's name or a structural heading is not one."""
    if not is_short(text, LONGEST) or is_structure(text) or find_area(text):
        return ()
    return find_labels(text)


def _label_in_front(stykke: Stykke) -> tuple[Stykke, Stykke, tuple[Navn, ...]] | None:
    """ "Formål: …", "Formål<tab>…", "Formål – …", or bold words in front of plain ones."""
    for match in _COLON.finditer(stykke.text[: LONGEST + NOTE]):
        labels = tuple(one for one in label_of(stykke.text[: match.start()]) if not one.kun_alene)
        if labels and (match.group().strip() in (":", "") or labels[0].sikkerhed == "exact"):
            return stykke.del_fra(0, match.start()), stykke.del_fra(match.end()), labels
        if match.group() == ":":
            break
    lead = stykke.afsnit.bold_lead if stykke.start == 0 else ""
    if lead and len(lead) < len(stykke.text) and stykke.text.startswith(lead):
        labels = tuple(one for one in label_of(lead) if not one.kun_alene)
        if labels:
            return stykke.del_fra(0, len(lead)), stykke.del_fra(len(lead)), labels
    return None


def _level(stykke: Stykke) -> int | None:
    """The level of a heading: by its style, else by its number. How it looks says only that it is one."""
    afsnit = stykke.afsnit
    if afsnit.level is not None and stykke.start == 0 and afsnit.level_source is not Overskriftkilde.UDSEENDE:
        return afsnit.level
    number = stykke.nummer
    return depth(number) if number[:1].isdigit() and not stykke.tabel else None


def depth(number: str) -> int:
    """ "5.1.2" is three deep."""
    return number.count(".") + 1


def is_structure(text: str) -> bool:
    """ "Delaftale for indsatsområdet …", "Aktivitet 3: …", "Indsatsområde 1 …": short, and no sentence."""
    if len(text) > 160 or text.rstrip().endswith((".", ";", ",")) or is_counted(text):
        return False
    return bool(_STRUCTURE.match(text))


def _is_numbered_heading(stykke: Stykke) -> bool:
    """ "5.1.2 Aktiviteter & Brobygning", typed as plain text: numbered in two steps or more, short, no sentence."""
    number = stykke.nummer
    if stykke.tabel or "." not in number or (stykke.is_item and not stykke.is_bold):
        return False
    words = stykke.text[len(number) :].strip(" .\t") if stykke.text.startswith(number) else stykke.text
    return _is_short(words, 90) and not re.search(r"\.{3,}", words)


def _looks_like_heading(stykke: Stykke) -> bool:
    """A short paragraph that is bold from end to end."""
    return not stykke.tabel and not stykke.is_bullet and stykke.is_bold and _is_short(stykke.text, 110)


def _is_short(text: str, most: int) -> bool:
    return 2 < len(text) <= most and text[0].isupper() and text[-1] not in ".;:,?"
