"""Which of the sixteen forms a criterion has (domain.md §5.1), from the words around its number, or without one."""

import re
from typing import Final

from indsatser.choices import Kriterieform, Sammenlaegning

SNIT: Final = re.compile(r"\b(?:i\s+snit|i\s+gennemsnit|gennemsnitlig\w*|gennemsnitte?t?|gns\.?|snit\s+på|snittet)\b")
KARAKTER: Final = re.compile(r"\b\w*karakter(?!istisk)\w*")
_LOV: Final = re.compile(
    r"ghetto(?:list|områd|kriteri|gr)\w*|parallelsamfund\w*|(?:hårde|udsatte)\s+(?:ghetto|bolig)\w*\s?list\w*"
    r"|listen\s+over\s+(?:hårde|særligt\s+)?(?:udsatte|ghetto|ghettoer"
    r"|forebyggelses|omdannelses|parallel)\w*|udsatte?\s+boligområder?s?\s+list\w*|ministeriets\s+liste"
)
_LOV_TAL: Final = re.compile(r"\bdømte\b|ikke-vestlig\w*|straffelov\w*|tilknytning\s+til\s+arbejdsmarked")
_MENING: Final = re.compile(
    r"\b(?:tilfreds\w*|tryg\w*|utryg\w*|oplev\w*|føler?|føle|vurder\w*|svarer?|angiver?|mener|synes|læst"
    r"|kender|kendskab|siger|udtrykker|anbefal\w*"
    r"|udbytte|adspurgte|spørgeskema\w*|enige?|oplyser|tilkendegiver|trives|trivsel\w*|glade?|gladere"
    r"|selvvurderet|selvoplevet)\b"
)
_STAAENDE: Final = re.compile(
    r"\b(?:jævnligt|regelmæssigt|regelmæssig|faste?|stadig(?:væk)?|fortsat|fasthold\w*|løbende|til\s+enhver\s+tid"
    r"|venteliste\w*|består\s+af|driver|passer"
    r"|selvkørende|aktive\s+i|følgere)\b"
)
_VURDERES: Final = re.compile(
    r"\b(?:bedre|mere|mindre|større|øget|øgede|styrket|styrkede?|styrkes|forbedret|forbedrede|stærkere|tættere"
    r"|trivsel|trives|inspiration|flere\s+gange|god|gode|godt"
    r"|positivt?|målbart|forankring|udbytte|brugbare?|relevante?|synlig\w*|forståelse|ejerskab|udbredt)\b"
)
_FINDES: Final = re.compile(
    r"\b(?:foreligger|findes|eksisterer|etabler\w+|oprett\w+|nedsat|nedsættes|udarbejde[ts]|anlagt|anlægges"
    r"|åbne[rst]|åbnet|indgået|indgås|vedtage[ts]|ansat|ansættes"
    r"|udvikles|udviklet|lavet|laves|igangsat|igangsættes|implementer\w+|gennemføre?s|gennemført|afhold(?:t|es)"
    r"|beskrevet|formulere[ts]|på\s+plads|klar|færdig\w*"
    r"|indviet|indvies|bygge[ts]|stifte[ts]|dannet|dannes|skabt|skabes|opført|renovere[ts]|udgive[ts]|udpege[ts]"
    r"|godkendt|underskrevet|lancere[ts]|opstarte[ts]"
    r"|startet|starter|begynder|udkommer|fået\s+en|fået\s+et|har\s+en|har\s+et|er\s+der\s+en|er\s+der\s+et)\b"
    r"|^[^\w]*(?:at\s+)?alle\s"
)
_NYT: Final = re.compile(r"\W*(?:en\s+ny|et\s+nyt)(?:\s+[a-zæøå-]+){1,3}\W*", re.IGNORECASE)
"""A thing that is new, and no more: "En ny fælles have"."""
_ANTAL: Final = re.compile(
    r"\b(?:antal\w*|andel\w*|\w+tallet|\w+procenten|\w+kriminalitet\w*|fravær\w*|karakter\w*|ledighed\w*|venteliste)\b"
)
_DEL: Final = re.compile(
    r"^\W*(?:at\s+|der\s+(?:er|kommer|skal være)\s+)?(?:mange\s+|langt\s+|væsentligt\s+)?"
    r"(?:flere|færre|lavere|højere|mindre)\s+(?!gange\b)[\wæøå-]"
)
_ABSTRAKT: Final = re.compile(
    r"\b(?:trivsel|samarbejde\w*|fællesskab\w*|livskvalitet\w*|sammenhold\w*|stolthed|naboskab\w*|image|netværk)\b"
)


def is_law(text: str) -> bool:
    """Whether the criterion is about the official lists of areas, whose limits the law sets."""
    return bool(_LOV.search(text))


def is_list_figure(text: str) -> bool:
    """Whether the criterion is about one of the figures that the lists rest on."""
    return bool(_LOV_TAL.search(text))


def is_opinion(text: str) -> bool:
    """Whether somebody has to be asked."""
    return bool(_MENING.search(text))


def is_standing(text: str) -> bool:
    """Whether a number is what there is now, and not what has come together."""
    return bool(_STAAENDE.search(text))


def form_with_number(
    text: str,
    *,
    unit: str,
    has_baseline: bool,
    is_stated: bool,
    per: str,
    follow_up: bool,
    is_holding: bool,
    is_limit: bool,
) -> tuple[Kriterieform, Sammenlaegning]:
    """The form of a criterion with an absolute target."""
    is_share = unit == "%"
    if follow_up:
        return Kriterieform.FASTHOLDELSE, Sammenlaegning.SENESTE
    if is_law(text) or (is_list_figure(text) and is_share and is_limit and not has_baseline):
        return Kriterieform.LOVGRAENSE, Sammenlaegning.SENESTE
    if KARAKTER.search(text):
        return Kriterieform.GENNEMSNIT, Sammenlaegning.SENESTE
    if has_baseline and per != "år" and not per:
        form = Kriterieform.ANDEL_MINDST if is_stated else Kriterieform.ANDEL
        return (
            (form, Sammenlaegning.SENESTE)
            if not _is_average(text, is_share)
            else (Kriterieform.GENNEMSNIT, Sammenlaegning.SENESTE)
        )
    if is_share:
        form = Kriterieform.SPOERGESKEMA if is_opinion(text) and not is_holding else Kriterieform.ANDEL_MINDST
        return form, Sammenlaegning.SENESTE
    if (per and per != "år") or _is_average(text, is_share):
        return Kriterieform.GENNEMSNIT, Sammenlaegning.MIDDEL
    if per == "år":
        return Kriterieform.ANTAL_PR_AAR, Sammenlaegning.AARLIG
    standing = is_holding or is_standing(text)
    return Kriterieform.ANTAL_I_VINDUE, Sammenlaegning.SENESTE if standing else Sammenlaegning.SUM


def _is_average(text: str, is_share: bool) -> bool:
    return not is_share and bool(SNIT.search(text))


def form_without_number(text: str, *, has_direction: bool, has_reference: bool, has_vision: bool) -> Kriterieform:
    """The form of a criterion that names no number to reach."""
    if has_reference and has_vision:
        return Kriterieform.VISION
    if is_law(text):
        return Kriterieform.LOVGRAENSE
    if (has_direction and not _ABSTRAKT.search(text)) or (_DEL.match(text) and not _ABSTRAKT.search(text)):
        return Kriterieform.RETNING
    if _VURDERES.search(text):
        return Kriterieform.KVALITATIV
    is_there = _FINDES.search(text) or (_NYT.fullmatch(text) and not _ABSTRAKT.search(text))
    return Kriterieform.JA_NEJ if is_there else Kriterieform.KVALITATIV
