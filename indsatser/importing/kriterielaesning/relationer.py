"""How amounts stand to what is measured: more or less, at least, from or to, by how much, beside the target."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from indsatser.choices import Operator, Retning
from indsatser.importing.kriterielaesning.enheder import Enhed
from indsatser.importing.kriterielaesning.tal import Maengde
from indsatser.importing.kriterielaesning.tid import Tid


class Rolle(StrEnum):
    """What an amount is in the sentence."""

    MAAL = "maal"
    FRA = "fra"
    AENDRING = "aendring"
    TILVAEKST = "tilvaekst"
    REFERENCE = "reference"
    UKLAR = "uklar"  # a change that is neither in per cent nor in things that are counted
    UDEN = "uden"  # it counts nothing that can be named


@dataclass(slots=True)
class Led:
    """One amount with all that belongs to it, while the sentence is being read."""

    maengde: Maengde
    start: int
    end: int
    rolle: Rolle = Rolle.MAAL
    enhed: Enhed | None = None
    operator: Operator | None = None
    operator_span: tuple[int, int] = (0, 0)
    tider: list[Tid] = field(default_factory=list)
    is_explicit: bool = False  # "til", "Mål:": it is the target, whatever else there is
    in_parens: bool = False

    @property
    def unit(self) -> str:
        if self.maengde.is_points:
            return "procentpoint"
        return self.maengde.unit or (self.enhed.text if self.enhed else "")


# --- Directions ------------------------------------------------------------------------------------------------

_UP_VERB: Final = (
    r"stig(?:e|er|es|et|ende)|steget|steg|øg(?:e|er|es|et|ede)|forøg(?:e|er|es|et)|voks(?:e|er|et|ede)|hæv(?:e|er"
    r"|es|et)|løft(?:e|er|es|et)"
    r"|udvid(?:e|er|es|et)|forbedr(?:e|er|es|et)"
)
_DOWN_VERB: Final = (
    r"fald(?:e|er|et)|faldt|reducer(?:e|er|es|et|ede)|nedbring(?:e|er|es)|nedbragt|mindsk(?:e|er|es|et)"
    r"|formindsk(?:e|er|es|et)"
    r"|sænk(?:e|er|es|et)|begræns(?:e|er|es|et)|minimer(?:e|er|es|et)|nedsættes|aftag(?:e|er|et)"
)
_UP_NOUN: Final = r"stigning\w*|vækst|forøgelse\w*|fremgang\w*|forbedring\w*|tilvækst"
_DOWN_NOUN: Final = (
    r"fald|reduktion\w*|nedgang\w*|nedbringelse\w*|formindskelse\w*|reducering\w*|besparelse\w*|mindskelse\w*"
)
_UP_MORE: Final = r"flere|højere|større|mere|oftere"
_DOWN_LESS: Final = r"færre|lavere|mindre|sjældnere"
STIGE: Final = re.compile(
    rf"\b(?:{_UP_VERB}|{_UP_NOUN}|fordobl\w+|tredobl\w+|firdobl\w+|op\s+(?:på|fra|med)|(?:skal|kommer|er"
    rf"|bringes)\s+op\b)\b"
)
FALDE: Final = re.compile(rf"\b(?:{_DOWN_VERB}|{_DOWN_NOUN}|halver\w+|ned\s+(?:på|til|under|fra|med)|skal\s+ned)\b")
FLERE: Final = re.compile(
    rf"\b(?:{_UP_MORE})\b(?!\s+(?:gange|eller|forskellige|end\s+(?!i\b|¤)))(?<!eller flere)(?<!/flere)"
)
FAERRE: Final = re.compile(rf"\b(?:{_DOWN_LESS})\b(?!\s+end\s+(?!i\b|¤))")
FASTHOLDE: Final = re.compile(
    r"\b(?:fasthold\w*|bevar(?:e|er|es|et)|oprethold\w*|vedligehold\w*|stadig(?:væk)?|fortsat|forbliv(?:e|er|et)"
    r"|er\s+blevet\s+i"
    r"|hold(?:e|er|es|t)\s+på|mindst\s+(?:det\s+)?samme)\b"
)
SAMME: Final = re.compile(r"\b(?:mindst\s+)?(?:det\s+)?samme\s+(?:niveau|antal|andel|som)\b|\buændret\b")
_CHANGE_VERB: Final = rf"(?:{_UP_VERB}|{_DOWN_VERB}|{_UP_NOUN}|{_DOWN_NOUN})"
_MORE_LESS: Final = rf"(?:{_UP_MORE}|{_DOWN_LESS}|bedre|dårligere)"

# Words that are a change in themselves.
AENDRINGSORD: Final = (
    (re.compile(r"\b(?:halver(?:e|er|es|et|ede|ing|ingen)|det\s+halve|halvt\s+så\s+\w+)\b"), Decimal(-50)),
    (re.compile(r"\b(?:fordobl(?:e|er|es|et|ede|ing|ingen)|det\s+dobbelte|dobbelt\s+så\s+\w+)\b"), Decimal(100)),
    (re.compile(r"\btredobl(?:e|er|es|et|ede|ing)\b"), Decimal(200)),
    (re.compile(r"\bfirdobl(?:e|er|es|et|ede|ing)\b"), Decimal(300)),
)


def _affirmed(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first hit that is not denied: "falder ikke" and "må ikke stige" are no direction."""
    return next(
        (
            found
            for found in pattern.finditer(text)
            if not text[found.end() :].startswith(" ikke") and not text[: found.start()].endswith("ikke ")
        ),
        None,
    )


def direction_of_words(text: str) -> tuple[Retning | None, tuple[int, int]]:
    """The direction that a verb or noun of change says, and where. `text` is the working text of one clause."""
    up, down = _affirmed(STIGE, text), _affirmed(FALDE, text)
    first = min((found for found in (up, down) if found), key=lambda found: found.start(), default=None)
    if first is None:
        return None, (0, 0)
    return (Retning.STIGE if first is up else Retning.FALDE), first.span()


# --- At least, at most -----------------------------------------------------------------------------------------

_BEFORE: Final = tuple(
    (
        operator,
        re.compile(
            rf"(?:^|(?<=[\s(:,/¤-]))(?:{words})\s*(?:(?:på|i alt|samlet|ca\.?|cirka|i\s+(?:gennem)?snit"
            rf"|gennemsnitligt|de|det|hele)\s+)*$"
        ),
    )
    for operator, words in (
        (
            Operator.MINDST,
            r"mindst|mindste|min\.?|minimum|som\s+minimum|minimalt|ikke\s+(?:færre|mindre|lavere)\s+end"
            r"|ikke\s+under|>=|≥|=>|minumum",
        ),
        (
            Operator.HOEJST,
            r"højst|højest|maks\.?|max\.?|maksimalt|maximum|maksimum|maximalt|op\s+til|ikke\s+(?:over|flere\s+end"
            r"|mere\s+end"
            r"|højere\s+end|større\s+end)|<=|≤|=<",
        ),
        (Operator.OVER, r"over|mere\s+end|flere\s+end|højere\s+end|større\s+end|(?<!-)(?<!=)>"),
        (Operator.UNDER, r"under|færre\s+end|mindre\s+end|lavere\s+end|<"),
        (
            Operator.CIRKA,
            r"ca\.?|cirka|circa|omkring|omtrent|~|knap|godt|op\s+i?mod|næsten|tæt\s+på|i\s+omegnen\s+af|henved|små|≈",
        ),
        (Operator.LIG, r"præcist?|netop|nøjagtigt?"),
    )
)
_AFTER: Final = (
    (Operator.MINDST, re.compile(r"^\s?(?:\w+\s+)?(?:eller|og)\s+(?:derover|opefter|flere|mere|højere)\b|^\+")),
    (Operator.HOEJST, re.compile(r"^\s?(?:\w+\s+)?(?:eller|og)\s+(?:derunder|færre|mindre|lavere|nedefter)\b")),
)


def operator_at(text: str, amount: Maengde) -> tuple[Operator | None, tuple[int, int]]:
    """The words before or after an amount that say how it is to be held, and where they stand."""
    before = text[max(0, amount.start - 60) : amount.start]
    shift = amount.start - len(before)
    for operator, pattern in _BEFORE:
        if found := pattern.search(before):
            return operator, (shift + found.start(), shift + len(before.rstrip()))
    for operator, pattern in _AFTER:
        if found := pattern.search(text[amount.end : amount.end + 40]):
            return operator, (amount.end, amount.end + found.end())
    return None, (0, 0)


# --- Beside the target -----------------------------------------------------------------------------------------

_PLACE: Final = (
    r"(?:kommunens?|kommune(?:gennemsnit|niveau|snit)\w*|kommunalt\s+(?:gennemsnit|niveau)|landsgennemsnit\w*"
    r"|lands(?:niveau|tal)\w*|landsplan"
    r"|landet|nationalt|nationale|byens|byen|bygennemsnit\w*|byniveau\w*|resten\s+af\s+(?:byen|kommunen|landet)"
    r"|[\wæøå-]+\s+kommunes?|regionen\w*"
    r"|danmark|ghettolistens|ghettokriteriet\w*)"
)
_LINK: Final = (
    r"(?:\s*(?:som\s+helhed|gennemsnit\w*|niveau\w*|snit\w*|tal|samlede?|generelt|grænse\w*|er|på|var"
    r"|lå|ligger|i|for|pt\.?|ca\.?|cirka|[:,(=]|¤+))*\s*$"
)
_REF_BEFORE: Final = re.compile(
    rf"\b{_PLACE}{_LINK}|\b(?:gennemsnit\w*|snit\w*)\s+(?:i|for|på)\s+(?:hele\s+)?{_PLACE}{_LINK}"
)
_REF_AFTER: Final = re.compile(
    rf"^[\s,(]*(?:¤+\s*)?(?:i|for|på|er|som)\s+(?:gennemsnit\w*\s+(?:i|for)\s+)?(?:hele\s+)?{_PLACE}(?!\s+\w+er\b)"
)
_VISION: Final = re.compile(
    r"\b(?:med\s+henblik\s+på|med\s+(?:en\s+)?vision\w*|på\s+(?:(?:længere|langt?|lidt\s+længere"
    r"|det\s+lange)\s+)?sigt|vision(?:en|ens)?\b|nærm(?:e|er|et|es)\s+sig"
    r"|tilnærm\w+|langsigtet|langsigtede|ambitionen|drømmen|til\s+sammenligning)\b"
)
_TURN: Final = re.compile(rf"\bfra\b|\b(?:{_UP_VERB}|{_DOWN_VERB})\b|\bmindst\b")
_WISH: Final = re.compile(r"\b(?:gerne|helst|ideelt)\s+$")
HAS_VISION: Final = _VISION


def is_reference(clause: str, at: int, previous_end: int, after: str, *, has_rival: bool) -> bool:
    """Whether the amount at `at` (operator included) is a figure beside the target.

    `clause` is the working text from the clause's start, `has_rival`: there is another amount that can be the target.
    """
    before = clause[previous_end:at]
    if _REF_BEFORE.search(before):
        return True
    visions = list(_VISION.finditer(clause[:at]))
    if visions and not _TURN.search(clause[visions[-1].end() : at]):
        return True
    return has_rival and bool(_REF_AFTER.search(after) or _WISH.search(before))


# --- From, to, by ----------------------------------------------------------------------------------------------

_FILL: Final = r"(?:(?:et|en|de|det|den|vores|nuværende|gennemsnitlige?|samlet|samlede|ca\.?|cirka|kun|blot|¤+)\s+)*"
_FRA: Final = re.compile(
    rf"\bfra\s+{_FILL}(?:(?:udgangspunkt\w*|niveau\w*|snit\w*|gennemsnit\w*|andel\w*|antal\w*|beløb\w*"
    rf"|baseline\w*)\s+)?{_FILL}(?:på\s+)?{_FILL}$"
    r"|^[^\w]*fra\s*:?\s*$"
)
_UDGANG: Final = re.compile(
    r"\b(?:tidl\.?|tidligere|hidtil|udgangspunkt\w*|baseline\w*|nulpunkt\w*|nulpunktsmåling\w*|startmåling\w*|startniveau\w*|startværdi\w*"
    r"|udgangsniveau\w*|udgangsmåling\w*"
    r"|udgangsværdi\w*|førmåling\w*|nuværende(?:\s+\w+)?|nuniveau|nu|status)"
    r"\s*(?:er|var|på|lå|udgør|i|ca\.?|cirka|[:=,(]|¤+|\s)*$"
    r"|\b(?:udgangspunkt\w*|baseline\w*|nulpunkt\w*|startmåling\w*|udgangsniveau\w*)\s+(?:er|var)\s+[^.;0-9]{0,70}\($"
)
_HVOR_VAR: Final = re.compile(
    r"\bhvor\s+(?:der|den|det|andelen|antallet|tallet|niveauet)\s+(?:var|lå|er)\s+(?:på\s+)?(?:ca\.?\s+|kun\s+)*$"
)
_VAR: Final = re.compile(
    r"\b(?:var|lå|udgjorde|har\s+været)\s+(?:(?:der|den|det|andelen|antallet|tallet|niveauet|på|¤+|kun|ca\.?)\s+)*$"
)
_MOD: Final = re.compile(
    rf"\b(?:mod|imod|kontra|i\s+forhold\s+til|ift\.?|set\s+i\s+forhold\s+til|sammenlignet\s+med|udover"
    rf"|ud\s+over)\s+{_FILL}$"
)
_END: Final = re.compile(rf"\b{_MORE_LESS}\s+(?:[^\s;.]+\s+){{0,7}}end\s+{_FILL}(?:i\s+dag\s+)?$")
_TIL: Final = re.compile(
    r"(?:\btil|\bop\s+på|\bned\s+på|\bmål(?:tal|et|sætning\w*)?\s*(?:¤+)?\s*(?:er|:|=|på)"
    r"|\bmål(?:tal)?\s*(?:¤+\s*)?:?|→|->|=>)\s*(?:(?:et|en|ca\.?|cirka|i|¤+)\s+)*$"
)
_MED: Final = re.compile(
    rf"\b(?:{_CHANGE_VERB}\b[^;]*|ned\s+|op\s+)\bmed\s+(?:(?:ca\.?|cirka|en|et|yderligere|i\s+alt)\s+)*$"
)
_PAA: Final = re.compile(
    rf"\b(?:{_UP_NOUN}|{_DOWN_NOUN}|ændring\w*)\b(?:\s+(?!fra\b|til\b)[^\s;:.0-9]+){{0,8}}\s+(?:på|af"
    rf"|med)\s+(?:(?:ca\.?|en|et)\s+)*$"
)
_DIRECT: Final = re.compile(rf"\b(?:{_UP_VERB}|{_DOWN_VERB})\s+(?:årligt\s+|yderligere\s+|¤+\s+)*$")
_COMPARED_AFTER: Final = re.compile(
    rf"^\s*(?:{_MORE_LESS}|(?:over|under)\s+(?:\w+-?niveau\w*|niveauet|gennemsnittet|tallet|udgangspunktet)|stigning|fald|reduktion|nedgang|vækst|forøgelse|besparelse)\b"
)
_KNOWN_SET: Final = re.compile(
    r"\b(?:i|på|fra|for|blandt|af|hos|mellem|til|med)\s+(?:de|disse|vores|områdets|planens)\s+$"
)


def role_of(led: Led, before: str, clause_before: str, after: str, said: str = "") -> tuple[Rolle, bool]:
    """The role that the words around an amount give it, and whether they say so outright.

    `before` reaches back to the amount before it, `clause_before` to the clause's start; both end where the amount
    or its operator begins; `said` is the operator's words.
    """
    amount = led.maengde
    is_threshold = led.operator in (Operator.OVER, Operator.UNDER) or "ikke" in said
    if is_threshold and _DIRECT.search(before) and not amount.sign:
        return Rolle.MAAL, True
    if amount.unit == "%" and (_MED.search(clause_before) or _PAA.search(clause_before) or _DIRECT.search(before)):
        return Rolle.AENDRING, True
    if amount.unit == "%" and (_COMPARED_AFTER.search(after) or (amount.sign and not _FRA.search(before))):
        return Rolle.AENDRING, True
    if _FRA.search(before) or _UDGANG.search(before) or _HVOR_VAR.search(before) or _END.search(clause_before):
        return Rolle.FRA, True
    if _KNOWN_SET.search(before):
        return Rolle.UDEN, False
    if amount.unit == "" and re.match(r"\s*(?:flere|færre)\b(?!\s+end)", after):
        return Rolle.TILVAEKST, True
    is_by = _MED.search(clause_before) or _PAA.search(clause_before) or _DIRECT.search(before)
    if amount.unit != "%" and is_by:
        return (Rolle.TILVAEKST if led.enhed and not amount.unit else Rolle.UKLAR), True
    return Rolle.MAAL, bool(_TIL.search(before))


def is_compared_with(before: str) -> bool:
    """ "70 % mod 61 %", "i forhold til 82": the amount is what the other is held against."""
    return bool(_MOD.search(before))


def was(before: str) -> bool:
    """ "I 2013 var der 18": past tense, which is a start only where another amount is the target."""
    return bool(_VAR.search(before))


def is_arrow(gap: str) -> bool:
    """Whether two amounts are from and to by a sign alone: 52,9 → 70."""
    return bool(re.fullmatch(r"[^→>;.]{0,40}(?:→|->|=>)[\s¤(]*(?:\w+\s+)?", gap))
