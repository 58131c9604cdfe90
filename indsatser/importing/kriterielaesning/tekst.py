"""The sentence made even, without moving a letter, and the numbers in it that count nothing blanked out.

Everything here keeps the length, so that a place in the working text is the same place in the sentence.
"""

import re
from typing import Final

BLANK: Final = "¤"
MAX_LENGTH: Final = 2000
_EVEN: Final = str.maketrans(
    dict.fromkeys("\u00a0\u2007\u2009\u202f\t\r\n\u200b", " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("«»“”„″", '"')
    | dict.fromkeys("’‘´`", "'")
    | {"é": "e", "è": "e", "➔": "→", "⇒": "→", "➜": "→"}
)

TALORD_SMAA: Final = (
    "to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten|tyve"
)
_N: Final = r"[0-9]+"
_ORDINAL_NOUNS: Final = (
    r"klasse\w*|klassetrin\w*|kl\b\.?|årgang\w*|semester\w*|etape\w*|kreds\w*|sal\b|generation\w*|fase\w*|møde\b"
    r"|gang\b"
    r"|verden\w*|plads\b|runde\b|udgave\b|del\b|g\b|skoleår\b|trin\b"
)
_PEOPLE: Final = r"børn|unge|piger|drenge|kvinder|mænd|voksne|ældre|borgere|beboere|personer|elever|dem"

# What has digits and yet is a name, an age, a place in a list or a length of something.
_NAMES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r'"[^"]{1,80}"',  # a title in quotation marks
        r"(?<![\w])[0-9]{4}\s?-\s?[0-9]{2,4}\s?-\s?midler\w*",
        r"(?:boligaftale\w*|vision|strategi|plan|aftale|midler)\s+20[0-9]{2}(?!\s?[-/]\s?[0-9])(?=\s+(?:er|skal"
        r"|har|bliver)\b)",
        rf"{_N}\s?(?:-|til|og)\s?{_N}\s?-?\s?års?(?:ig\w*|\balder\w*)",
        rf"(?:mellem|fra)\s+{_N}\s+(?:og|til)\s+{_N}\s+år\b",
        rf"\b{_N}\s?-\s?{_N}\s+års?\b",
        rf"{_N}\s?\+?\s?-?\s?års?ig\w*",
        r"\b(?:et|to|tre|fire|fem|seks|syv|otte|ni|ti)-?årige?\b(?=\s+(?:barn|børn|dreng|pige))",
        rf"\bunder\s+{_N}\s+år\b|\bover\s+(?:1[2-9]|[2-9][0-9])\s+år\b|\b(?:fyldt|fylder|er)\s+{_N}\s+år\b",
        rf"\b(?:{_PEOPLE})\s+(?:på|over|i alderen)\s+{_N}(?:\s+til\s+{_N})?\s+år\b",
        rf"\b{_N}\s?\+(?=\s*(?:års?|borgere)\b)",
        rf"\b{_N}\.?\s?(?:-|til|og)\s?{_N}\.\s*-?\s*(?:{_ORDINAL_NOUNS})",
        rf"\b{_N}\.\s*-?\s*(?:{_ORDINAL_NOUNS})",
        rf"\bpr\.?\s+{_N}(?:\.[0-9]{{3}})+\s+\w+|\bper\s+{_N}(?:\.[0-9]{{3}})+\s+\w+|\bpr\.?\s+100+\s+\w+"
        rf"|\bper\s+100+\s+\w+",
        rf"\bafd(?:eling|elinger|elingerne|elingen|\.)?\s*(?:nr\.?\s*)?{_N}(?:\s*(?:,|og|&|\+|-)\s*{_N}(?![0-9]"
        rf"|[.,][0-9]|\s*(?:%|pct|procent)|\s+(?:ud\s+)?af\b))*",
        rf"(?:§+|\bkonto(?:nr|nummer)?\.?|\bkto\.?|\bpkt\.?|\bpunkt|\bbilag|\bfase|\betape|\bafsnit|\bside|\bs\."
        rf"|\bkapitel|\bkap\.|\btabel"
        rf"|\bfigur|\bnr\.?|\bnummer|\bnote|\bprojekt|\bindsatsområde|\bdelaftale|\bmatrikel|\bblok|\bopgang"
        rf"|\bzone|\bbuslinje|\bniveau)"
        rf"\s*{_N}(?:[.,]{_N})*(?:\s?[a-z]\b)?(?!\s*(?:%|pct|procent))",
        rf"\b(?:mål|delmål|hold|gruppe|trin|aktivitet|område"
        rf"|kriterium)\s+[0-9]{{1,2}}(?![0-9])(?:\.{_N})*(?=\s*(?:[,.;:)]|$|er\b|har\b|skal\b|og\b))"
        rf"(?!\s*(?:%|pct|procent))",
        rf"\bkl\.?\s*{_N}(?:[.:][0-9]{{2}})?(?:\s*(?:-|til|og)\s*(?:kl\.?\s*)?{_N}(?:[.:][0-9]{{2}})?)?",
        rf"\b(?:sidste|seneste|forrige|foregående|forudgående)\s+(?:{_N}|{TALORD_SMAA})\s+\w+",
        rf"\bmed\s+(?:{_N}|{TALORD_SMAA}|et|en)\s+eller\s+flere\s+\w+",
        rf"\buge\s+{_N}(?:\s?(?:-|og)\s?{_N})?\b",
        r"\b24/7\b|\b(?:[0-9]+:[0-9]+)\b|\ba[345]\b",
        rf"\b(?:{_N}|{TALORD_SMAA}|halvanden|et)(?:\s?-\s?|\s+)(?:timers|dages|ugers|minutters|måneders|års|mands"
        rf"|personers|siders"
        r"|værelses|etagers|kilometers|meters)\b",
        rf"\b(?:på\s+)?(?:en\s+)?(?:skala|skalaen)\s+(?:\(?\s*)?(?:fra\s+|på\s+)?{_N}\s?(?:-|til)\s?{_N}",
        rf"\b(?:anden|andet|tredje|fjerde|hver\s+{_N}\.)\s+(?:dag|uge|måned|år)\b",
        r"(?<=[a-zæøå])(?<!kr)(?<!\bq)[0-9]+(?![0-9]*[a-zæøå%])",  # Globus1, tilfredse2: a name or a footnote
        r"(?<=%)[0-9]{1,2}(?![0-9])",  # 34,6%1: a footnote
        r"\[[0-9]{1,2}\]",
    )
)
_ITEM: Final = re.compile(r"(?<=[\s;,.])[0-9]{1,2}\)(?=\s+\w)")  # 1) … 2) …
_BULLET: Final = re.compile(r"\s*(?:[-•*·–▪○●]+\s+|(?:[0-9]{1,2}|[a-zæøå])[.)]\s+(?=\S))+")


def ens(sentence: str) -> str:
    """Lower case, plain spaces, dashes and quotes; as long as the sentence, letter for letter."""
    lowered = "".join(low if len(low := char.lower()) == 1 else char for char in sentence)
    return lowered.translate(_EVEN)


def blank(text: str, start: int, end: int) -> str:
    """The text with a passage made unreadable, still as long."""
    return text[:start] + BLANK * (end - start) + text[end:]


def without_names(text: str) -> str:
    """Ages, classes, paragraphs, accounts, titles and footnotes blanked: their digits count nothing."""
    if bullet := _BULLET.match(text):
        rest = text[bullet.end() :]
        if rest and not re.match(
            r"(?:januar|februar|marts|april|maj|juni|juli|august|sept|okt|nov|dec|kvartal|halvår)", rest
        ):
            text = blank(text, 0, bullet.end())
    for item in _ITEM.finditer(text):
        if text.count("(", 0, item.start()) <= text.count(")", 0, item.start()):
            text = blank(text, *item.span())
    for pattern in _NAMES:
        text = pattern.sub(lambda found: BLANK * len(found.group()), text)
    return text
