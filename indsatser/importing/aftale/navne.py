"""What a heading says it is: a delaftale, an indsatsområde, an activity, an organ, an annex, a quarter."""

import re
from typing import Final

from indsatser.importing.aftale.normal import even, without_number
from indsatser.importing.aftale.ordbog import find_area, ordbog

_BILAG_LEAD: Final = r"^(?:bilag\s+\w+\s*[:.–—-]?\s*)?"
_DELAFTALE: Final = re.compile(
    _BILAG_LEAD + r"delaftale[rn]?\b\s*(?:nr\.?\s*)?(?:\d+\b|[ivx]+\b)?\s*(?:[:.–—-]\s*)?"
    r"(?:(?:for|om|vedr\.?|vedrørende|under)\s+)?(?:indsatsområde[t]?\s*)?(?:nr\.?\s*)?\d*\s*[:.–—-]?\s*(?P<navn>.*)$",
    re.IGNORECASE,
)
_IS_DELAFTALE: Final = re.compile(
    _BILAG_LEAD + r"delaftalen?\s*(?:$|nr\b|\d|[ivx]+\b|for\b|om\b|vedr|under\b|indsatsområde|[:.–—-])", re.IGNORECASE
)
_OMRAADE: Final = re.compile(
    _BILAG_LEAD
    + r"(?:indsatsområde|fokusområde|temaområde)[t]?\s*(?:nr\.?\s*)?\d*(?:\.\d+)*\s*[:.–—-]?\s*(?P<navn>.+)$",
    re.IGNORECASE,
)
_AKTIVITET: Final = re.compile(
    r"^(?:aktivitet|aktivitetsskema|aktivitetsbeskrivelse|aktivitetsark|delaktivitet|delindsats|delprojekt|indsats|projekt)"
    r"(?:\s+for)?\s*(?:(?:nr\.?\s*)?(?P<nr>\d+(?:\.\d+)*|[a-hA-H](?=\s*[:.)–—-]))\s*[:.)–—-]?|[:–—-])\s*(?P<navn>.+)$",
    re.IGNORECASE,
)
_SKEMA_FOR: Final = re.compile(
    r"^aktivitets(?:skema|beskrivelse|ark)\s+(?:for|vedr\.?)\s+(?P<navn>.+)$", re.IGNORECASE
)
_BILAG: Final = re.compile(r"^bilag\s+(?P<nr>\d+|[a-zA-Z])\b\s*[:.–—-]?\s*(?P<navn>.*)$", re.IGNORECASE)
_AGAIN: Final = re.compile(r"\s*[([]?\s*\b(?:fortsat|forts\.|fortsættes)\s*[)\]]?\s*$", re.IGNORECASE)
_QUOTES: Final = '"«»”“„ '

FRAVALGT: Final = re.compile(
    r"\b(?:fravalgt|fravælges|ikke\s+(?:er\s+)?(?:valgt|aktuel\w*|relevant|omfattet)|ikke\s+(?:blive[rt]?|blevet)\s+valgt|"
    r"ikke\s+(?:en\s+del|med)\s+(?:af|i)|indgår\s+ikke|vælges\s+ikke|valgt\s+fra|ikke\s+arbejde[ts]?\s+med|ingen\s+aktiviteter|"
    r"ikke\s+aktiviteter\s+under)\b",
    re.IGNORECASE,
)


def delaftale_name(text: str) -> str | None:
    """ "Delaftale for indsatsområdet Tryghed og trivsel" → the name; "" where only "Delaftale 1" stands."""
    plain = without_number(text).strip()
    if not _IS_DELAFTALE.match(plain):
        return None
    match = _DELAFTALE.match(plain)
    return match["navn"].strip(_QUOTES + ":.") if match and len(plain) <= 140 else None


def area_name(text: str) -> str | None:
    """The name of an indsatsområde: one of the rounds' own, or what "Indsatsområde 2:" says."""
    plain = without_number(text).strip(" :")
    if find_area(plain):
        return plain
    match = _OMRAADE.match(plain)
    if match and len(plain) <= 120 and not plain.endswith("."):
        return match["navn"].strip(_QUOTES + ":")
    return None


def activity_name(text: str) -> str | None:
    """ "Aktivitet 2: Bydelsmødre" → "Bydelsmødre"."""
    plain = without_number(text).strip()
    match = _AKTIVITET.match(plain) or _SKEMA_FOR.match(plain)
    if not match or len(plain) > 150:
        return None
    if even(plain).startswith(("indsats ", "projekt ")) and not match.groupdict().get("nr"):
        return None
    return clean_name(match["navn"])


def clean_name(text: str) -> str:
    """A name without quotes, a trailing colon and "(fortsat)"."""
    return _AGAIN.sub("", text.strip()).strip(_QUOTES).rstrip(":").strip()


def annex_name(text: str) -> str | None:
    """ "Bilag 4: Milepælsplan" → "Milepælsplan"."""
    match = _BILAG.match(text.strip())
    return match["navn"].strip(" :.") if match and len(text) <= 140 else None


def has_organ_word(text: str) -> bool:
    """Whether a short text names an organ: "Styregruppen", "Følgegruppen for U-huset", "Boligsocialt Forum"."""
    words = re.findall(r"[\wæøå]+", even(without_number(text)))
    endings = ("", "n", "en", "t", "et", "r", "er", "ne", "rne", "erne", "s")
    return any(
        word == f"{noun}{ending}" or (word.endswith(f"{noun}{ending}") and len(noun) >= 4)
        for word in words
        for noun in ordbog()["organord"]
        for ending in endings
    )
