"""Data sources that are known by how they are named: whose they are and what is kept ("Teamets logbog"), an account's
number, or one word that says how figures are taken."""

import re
from typing import Final

_KEPT: Final = (
    r"(?:registrering|opgørelse|optælling|statistik|måling|regnskab|logb[oø]g|sprogvurdering|sprogscreening|liste|"
    r"deltagerliste|fremmødeliste|kalender|skema|kvalitetsrapport|referat|evaluering|undersøgelse|journal|elevregistrering|"
    r"kredsdata|områdedata|data|tal|system)(?:er|en|et|erne|e|r|s)?"
)
_OWNED: Final = (
    rf"[A-ZÆØÅ][\wæøå'’-]*s"
    rf"(?:\s(?:[a-zæøå-]+s|egne|egen|årlige|halvårlige|boligsociale|lokale|samlede)){{0,2}}\s[a-zæøå-]*?{_KEPT}"
)
_ONE_WORD: Final = (
    r"[A-ZÆØÅ][\wæøå]{2,}(?:undersøgelse|undersøgelsen|måling|målingen|statistik|statistikken|registreringer|lister|"
    r"indekset|indeks|screening|screeningen)"
)
_ACCOUNT: Final = (
    r"Konto\s\d{3,6}(?:\s(?:i|for)\s[Aa]fd(?:\.|eling)\s\d+(?:(?:\sog|,)\s(?:[Aa]fd(?:\.|eling)\s)?\d+)*)?"
)
_HOW_OFTEN: Final = r"(?:\s\((?:hver[t]?|årlig|halvårlig)[^()]{0,25}\))?"
_USUAL: Final = r"(?:Egne|Egen) (?:registrering|optælling)(?:er)?|Optælling|Referat(?:er)?|BoSocData"
_NOT_AFTER: Final = "".join(rf"(?<!\b{word} )" for word in ("og", "for", "af", "i", "fra", "på"))
KILDE: Final = rf"{_NOT_AFTER}(?:{_USUAL}|{_OWNED}|{_ONE_WORD}|{_ACCOUNT}){_HOW_OFTEN}"
"""A source by its form, as a pattern."""
I_SPALTE: Final = rf"{_NOT_AFTER}[A-ZÆØÅ][a-zæøå]{{2,}}s [a-zæøå]{{3,}}(?=\s+[A-ZÆØÅ\d]|\s*$)"
"""Whose it is and one word, where a column of sources became part of the line: "Driftens arbejdskort"."""
_LAST_IN_COLUMN: Final = re.compile(rf"(?<=[\wæøå)%.] )(?P<kilde>{I_SPALTE})\s*\.?$")
_WHOLE: Final = re.compile(rf"{KILDE}\s*\.?")
_LAST: Final = re.compile(rf"(?<=[\wæøå)%.] )(?P<kilde>{KILDE})\s*\.?$")


def er_kilde(text: str) -> bool:
    """Whether a whole line is a source by its form."""
    return len(text) <= 90 and bool(_WHOLE.fullmatch(text.strip()))


def kilde_sidst(text: str, *, spalte: bool = False) -> int:
    """Where a source by its form begins at the end of a line; 0 where none does. `spalte`: it was a column's."""
    match = _LAST.search(text) or (_LAST_IN_COLUMN.search(text) if spalte else None)
    return match.start("kilde") if match and match.start("kilde") > 8 else 0
