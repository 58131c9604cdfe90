"""What a head or a label of a budget says: a time, a source, a unit, that it is a sum, or the name of a post."""

import re
from dataclasses import dataclass
from typing import Final

from indsatser.importing.aftale.normal import even, without_number

ENHEDER: Final = {"kr": 1, "tkr": 1000, "mio": 1_000_000}
_UNIT: Final = re.compile(
    r"(?:(?P<tkr>\b(?:1[. ]?000|tusinde?r?|hele tusinde?r?)(?:\s*kr\b\.?|\s*kroner\b)|\bt\s?\.?\s?kr\b\.?|\btkr\b\.?)"
    r"|(?P<mio>\b(?:mio|mill)\b\.?(?:\s*kr\b\.?|\s*kroner\b)?|\bmillioner(?:\s*kr\b\.?|\s*kroner\b)?)"
    r"|(?P<kr>(?:\b(?:danske\s+|hele\s+)?kr\b\.?|\b(?:hele\s+)?kroner\b|\bdkk\b)))"
)
_SUM: Final = re.compile(
    r"\bi\s?alt\b|\b(?:sub)?total\w*|\bsamle(?:t|de)\b|\b(?:del)?sum\b|\bhele perioden\b|\bhele projektperioden\b"
    r"|\b\d\s*-?\s*årig\w*\s+periode\b|\b\d\s+år i alt\b|\balle år\b"
)
_YEAR: Final = re.compile(r"(?<![\d.,])(?:år\s+)?(?P<aar>(?:19|20)\d\d)(?![\d.,]*\d)")
_PERIOD: Final = re.compile(r"(?<!\d)(?P<fra>(?:19|20)\d\d)\s*[/–-]\s*(?P<til>(?:(?:19|20)\d\d|\d\d))(?!\d)")
_NUMBERED: Final = re.compile(r"(?:\d\.\s*(?:projekt|budget)?år|(?:projekt|budget)?år\s*\d)")
_NEUTRAL: Final = re.compile(
    r"\b(?:budget\w*|beløb\w*|udgift\w*|finansiering(?:skilde\w*)?|omkostning\w*|kilde\w*|post\w*|år|årstal|pr|per|for|i|af"
    r"|og|kalenderår|periode\w*|indsatsområde\w*|delaftale\w*|aktivitet\w*|bevilling\w*|ramme|økonomi\w*|alle|hele|tal|er)\b"
)
_MONTHS: Final = re.compile(r"\([^)]*\)")
_EJER: Final = r"(?: (?:andel|bidrag|tilskud|midler|med-?finansiering))?"
_SOURCES: Final = (
    ("lbf", r"(?:\w+ fra )?(?:landsbyggefond\w*|lbf)[ -]?(?:andel|støtte|tilskud|midler|bevilling|finansiering)?"),
    ("kommune", rf"(?:[\wæøå-]+ ){{0,2}}kommunen?s?{_EJER}|kommunal\w*{_EJER}"),
    (
        "boligorganisation",
        r"(?:[\wæøå-]+ ){0,3}bolig(?:organisation|selskab|forening|afdeling)\w*(?: [\wæøå-]+){0,2}",
    ),
    (
        "fond",
        r"(?:private |andre |øvrige |eksterne )?(?:fonden?|fondene|fondsmidler|fonds?finansiering|puljer?)"
        r"|fonde og puljer",
    ),
    (
        "lokal",
        rf"(?:lokal\w* )?med-?finans\w*|lokal\w*(?: finansiering)?{_EJER}|egen-?\s?finansiering|egne midler",
    ),
    (
        "anden",
        r"(?:andre|øvrige|anden|øvrig|ekstern\w*) (?:finansiering\w*|kilder|midler|bidrag|indtægter|parter)",
    ),
)
"""Kinds of sources by how they are written, the surest first."""


@dataclass(frozen=True, slots=True)
class Tid:
    """A calendar year, or a period that is none: then only `trykt` says when."""

    trykt: str
    aar: int | None = None


@dataclass(frozen=True, slots=True)
class Kilde:
    """Who pays: the name as printed and what kind of source it is (plans.choices.Finansieringsart)."""

    navn: str
    art: str


@dataclass(frozen=True, slots=True)
class Maerke:
    """What one text says. `post` is what is left when all else is taken away."""

    tid: Tid | None = None
    kilde: Kilde | None = None
    enhed: str = ""
    is_sum: bool = False
    post: str = ""

    @property
    def is_head(self) -> bool:
        """Whether it says what a column of amounts is about."""
        return bool(self.tid or self.kilde or self.is_sum)

    def foran(self, other: "Maerke") -> "Maerke":
        """Both together; what both say is as this one says."""
        return Maerke(
            self.tid or other.tid,
            self.kilde or other.kilde,
            self.enhed or other.enhed,
            self.is_sum or other.is_sum,
            self.post or other.post,
        )


def maerke(text: str) -> Maerke:
    """What a head or label says. A text that is none of the known is the name of a post."""
    printed = " ".join(text.split())
    plain = even(printed)
    unit = unit_in(plain)
    rest = _UNIT.sub(" ", plain) if unit else plain
    is_sum = bool(_SUM.search(rest))
    rest = _SUM.sub(" ", rest)
    tid, after = _time(rest, printed)
    kilde = _source(after, printed)
    bare = _bare(after)
    if tid and bare and not kilde:
        tid = None  # "Evaluering 2022" is a post
        bare = _bare(rest)
    post = "" if kilde or not bare else (_words_of(bare, printed) if is_sum else _clean(printed))
    return Maerke(tid, kilde, unit, is_sum, post)


def unit_in(plain: str) -> str:
    """The unit a text states for other numbers: "kr", "tkr" or "mio"; "" where there is none, or an amount has it."""
    for match in _UNIT.finditer(plain):
        before = plain[: match.start()].rstrip()
        if not before or not before[-1].isdigit():
            return next(name for name in ENHEDER if match[name])
    return ""


def _time(rest: str, printed: str) -> tuple[Tid | None, str]:
    for pattern in (_PERIOD, _NUMBERED):
        if match := pattern.search(rest):
            return Tid(" ".join(match.group().split())), rest.replace(match.group(), " ", 1)
    years = list(_YEAR.finditer(rest))
    if len(years) == 1:
        return Tid(years[0]["aar"], int(years[0]["aar"])), _MONTHS.sub(" ", _YEAR.sub(" ", rest))
    return None, rest


def _source(rest: str, printed: str) -> Kilde | None:
    candidates = {" ".join(re.sub(r"[(),:;.]", " ", each).split()) for each in (rest, _MONTHS.sub(" ", rest))}
    for kind, pattern in _SOURCES:
        for plain in candidates:
            if plain and re.fullmatch(pattern, plain):
                return Kilde("Landsbyggefonden" if kind == "lbf" else _words_of(plain, printed), kind)
    return None


def _bare(rest: str) -> str:
    plain = _NEUTRAL.sub(" ", _MONTHS.sub(" ", rest))
    return " ".join(re.sub(r"[^\wæøå&]+", " ", plain).split())


def _words_of(plain: str, printed: str) -> str:
    """The words of the printed text that a plain one was made of, as they are printed."""
    at = even(printed).find(plain)
    if at >= 0 and len(even(printed)) == len(printed):
        return printed[at : at + len(plain)].strip(" .:,;()-–")
    wanted = set(plain.split())
    return " ".join(word for word in printed.split() if even(word).strip(" .:,;()-–") in wanted).strip(" .:,;()-–")


def _clean(printed: str) -> str:
    return without_number(printed).strip(" .:;")
