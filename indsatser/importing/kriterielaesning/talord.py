"""Numbers and shares that are written in words."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

_ENERE: Final = ("en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni")
_TIERE: Final = {
    "tyve": 20, "tredive": 30, "fyrre": 40, "halvtreds": 50, "tres": 60, "halvfjerds": 70, "firs": 80, "halvfems": 90,
}  # fmt: skip
ORD: Final[Mapping[str, int]] = {
    "en": 1, "et": 1, "een": 1, "eet": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8,
    "ni": 9,
    "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16, "sytten": 17,
    "atten": 18, "nitten": 19, **_TIERE, "halvtredsindstyve": 50, "tresindstyve": 60, "firsindstyve": 80,
    **{f"{one}og{ten}": _ENERE.index(one) + 1 + value for one in _ENERE for ten, value in _TIERE.items()},
    "hundrede": 100, "tusind": 1000, "tusinde": 1000, "begge": 2, "dusin": 12, "snes": 20,
}  # fmt: skip
_SIMPLE: Final = "|".join(
    sorted((word for word in ORD if word not in ("begge", "dusin", "snes")), key=len, reverse=True)
)
TALORD_RE: Final = re.compile(
    r"(?<![\w¤-])(?:(?:et\s+|en\s+)?halvt?\s+(?:dusin|snes)|(?:et\s+)?dusin|(?:en\s+)?snes|begge(?=\s+\w)"
    rf"|(?:{'|'.join(_ENERE)})\s+og\s+(?:{'|'.join(_TIERE)})"
    rf"|(?:(?:et|{'|'.join(_ENERE[1:])})\s*)?(?:hundrede|tusinde?)(?:\s*(?:og\s*)?(?:{_SIMPLE}))?|{_SIMPLE})(?![\w-])"
)
HVER: Final[Mapping[str, Decimal]] = {
    "anden": Decimal(50), "andet": Decimal(50), "tredje": Decimal("33.3333"), "fjerde": Decimal(25),
    "femte": Decimal(20),
    "sjette": Decimal("16.6667"), "tiende": Decimal(10),
}  # fmt: skip
_DELE: Final = {"tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6, "ottende": 8, "tiende": 10}
_TAELLERE: Final = {"en": 1, "1": 1, "to": 2, "2": 2, "tre": 3, "3": 3, "fire": 4, "4": 4}


def _broeker() -> list[tuple[str, Decimal]]:
    found = [(r"\bhalvdelen\b|\bden halve del\b|(?<![0-9/])1/2(?![0-9/])|½", Decimal(50))]
    for ordinal, part in _DELE.items():
        for top, count in _TAELLERE.items():
            if count < part:
                share = (Decimal(100 * count) / part).quantize(Decimal("0.0001"))
                share = share.to_integral_value() if share == share.to_integral_value() else share
                found.append((rf"(?<![\w]){top}\s?{ordinal}dele?\b", share))
                if top.isdigit():
                    found.append((rf"(?<![0-9/.,]){count}/{part}(?![0-9/]|\s*-?\s*(?:19|20)[0-9]{{2}})", share))
    return found


# A pattern and the per cent it means.
BROEKER: Final = tuple((re.compile(pattern), value) for pattern, value in _broeker())


def ordvaerdi(text: str) -> Decimal | None:
    """What a number in words is: "tolv", "femogtyve", "to hundrede", "et halvt dusin"."""
    words = text.split()
    if "dusin" in words or "snes" in words:
        whole = Decimal(12 if "dusin" in words else 20)
        return whole / 2 if words[0].startswith("halv") or (len(words) > 2 and words[1].startswith("halv")) else whole
    joined = "".join(words)
    if joined in ORD:
        return Decimal(ORD[joined])
    total = re.fullmatch(r"(.*?)(hundrede|tusinde?)(?:og)?(.*)", joined)
    if total is None:
        return None
    times, unit, rest = total.groups()
    if (times and times not in ORD) or (rest and rest not in ORD):
        return None
    return Decimal((ORD[times] if times else 1) * ORD[unit] + (ORD[rest] if rest else 0))
