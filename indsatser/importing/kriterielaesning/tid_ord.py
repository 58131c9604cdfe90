"""The words that times are written with."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

YEAR: Final = r"(?:19[5-9]|20[0-6])[0-9]"
MAANEDER: Final = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
MAANED: Final = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|" + "|".join(
    f"{short}\\b" for short in (*MAANEDER, "sept")
)
KVARTAL: Final[Mapping[str, int]] = {
    **{str(number): number for number in range(1, 5)}, "første": 1, "andet": 2, "tredje": 3, "fjerde": 4,
}  # fmt: skip
HALVAAR: Final[Mapping[str, int]] = {"1": 1, "første": 1, "2": 2, "andet": 2, "sidste": 2}
TALORD: Final[Mapping[str, Decimal]] = {
    word: Decimal(value)
    for value, words in {
        "1": ("en", "et", "een", "eet"), "1.5": ("halvandet", "halvanden"), "2": ("to",), "3": ("tre",),
        "4": ("fire",),
        "5": ("fem",), "6": ("seks",), "7": ("syv",), "8": ("otte",), "9": ("ni",), "10": ("ti",), "12": ("tolv",),
        "18": ("atten",), "24": ("fireogtyve",),
    }.items()
    for word in words
}  # fmt: skip
TAL: Final = r"(?:[0-9]+(?:,5)?|et halvt|" + "|".join(sorted(TALORD, key=len, reverse=True)) + ")"
FREKVENSER: Final[Mapping[str, str]] = {
    "årlig": "år", "kalenderår": "år", "skoleår": "år", "året": "år", "år": "år", "": "år",
    "halvårlig": "halvår", "halvåret": "halvår", "kvartalsvis": "kvartal", "kvartårlig": "kvartal",
    "kvartalet": "kvartal",
    "ugentlig": "uge", "ugen": "uge", "månedlig": "måned", "måneden": "måned", "mdr": "måned", "md": "måned",
    "daglig": "dag", "dagen": "dag",
    **dict.fromkeys(("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag", "weekend"), "uge"),
}  # fmt: skip
_THE_PLAN: Final = (
    r"(?:boligsociale\s+)?(?:helheds|projekt|plan|bevillings|aftale|indsats|støtte)?"
    r"(?:projektets|planens|helhedsplanens|periodens|perioden|projektperioden|planperioden|projektperiodens"
    r"|planperiodens|projektet"
    r"|planen|helhedsplanen|bevillingsperioden|bevillingsperiodens|indsatsperioden|aftaleperioden|aftaleperiodens"
    r"|indsatsens|indsatsen)"
)
_END: Final = r"(?:afslutning|udløb|slutning|ophør|slut|udgang|afrapportering)\w*"
PLANSLUT: Final = (
    rf"\b(?:(?:inden|ved|efter|senest\s+ved|før|til)\s+)?(?:{_THE_PLAN}\s+{_END}|(?:projekt|plan"
    rf"|periode)(?:afslutning|slut|udløb)\w*"
    rf"|(?:udgangen|slutningen|afslutningen|udløbet)\s+af\s+(?:hele\s+|den\s+)?{_THE_PLAN})(?=\W|$)"
    rf"|\bnår\s+{_THE_PLAN}\s+(?:slutter|er\s+slut|udløber|ophører|afsluttes)"
)
PLANPERIODE: Final = (
    r"\b(?:i\s+løbet\s+af|i|over|gennem|igennem|inden\s?for|under|hen\s+over)\s+(?:hele\s+|den\s+)?"
    r"(?:projektperioden|planperioden|perioden|bevillingsperioden|indsatsperioden|aftaleperioden|helhedsplansperioden"
    r"|projektets\s+(?:løbetid|levetid|periode)|planens\s+(?:løbetid|levetid)|helhedsplanens\s+(?:løbetid|levetid"
    r"|periode))\b"
)
NU: Final = (
    r"\b(?:i\s+dag|p\.?\s?t\.?(?=\W|$)|i\s+øjeblikket|på\s+nuværende\s+tidspunkt|ved\s+(?:projekt)?(?:start"
    r"|opstart|begyndelsen|planstart)"
    r"|ved\s+(?:projektets|planens|helhedsplanens)\s+(?:start|begyndelse|opstart)"
    r"|ved\s+indgangen\s+til\s+(?:planen|perioden|projektet)"
    r"|på\s+ansøgningstidspunktet)(?!\w)"
)
