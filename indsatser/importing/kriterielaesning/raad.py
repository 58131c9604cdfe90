"""Advice to the writer: what a criterion lacks before it can be measured. Danish, one sentence each."""

import re
from collections.abc import Iterable
from typing import Final

from indsatser.choices import Kriterieform
from indsatser.importing.kriterielaesning.typer import Laest, Rammer

UKLART_TAL: Final = (
    "Et tal kan læses på to måder og er ikke taget med. Skriv det med punktum mellem tusinder og komma før decimaler."
)
FLERE_TAL: Final = "Der står flere tal, og det kan ikke afgøres, hvilket der er målet. Skriv ét mål i hver sætning."
FLERE_UDGANGSPUNKTER: Final = "Der står flere udgangspunkter. Skriv ét kriterium for hvert."
UKLAR_AENDRING: Final = "Det kan ikke ses, om tallet er en stigning eller et fald, eller hvad det er en ændring af."
PROCENTPOINT: Final = "Ændringen står i procentpoint. Skriv det tal, der skal nås."
TILVAEKST: Final = "Ændringen står som et antal. Skriv det tal, der skal nås."
SKJULT_TAL: Final = "Måltallet er ikke udfyldt i teksten."
FRIST_FOER_START: Final = "Målåret ligger før udgangspunktets år og er ikke taget med."
MANGE_DELE: Final = "Kriteriet har mange delmål. Overvej at dele det i flere kriterier."
INTET_TAL: Final = "Intet måltal: kriteriet vurderes i ord."
INTET_UDGANGSPUNKT: Final = "Der mangler et udgangspunkt, så udviklingen kan ikke regnes ud."
FOERSTE_MAALING: Final = "Der mangler et udgangspunkt. Den første måling bliver udgangspunktet."
INGEN_FRIST: Final = "Der mangler en frist. Så regnes planens slutdato for fristen."
INGEN_KILDE: Final = "Der mangler en datakilde: hvor kommer tallet fra?"
INGEN_KILDE_I_ORD: Final = "Der mangler en datakilde: hvem vurderer det, og hvordan?"
KUN_RETNING: Final = "Der er kun en retning. Skriv et tal, hvis der skal kunne siges, hvor langt I er."
LOVGRAENSE: Final = "Grænserne fastsættes ved lov og ændrer sig. Skriv grænsen for det år, der bedømmes."
SPOERGESKEMA: Final = "Skriv, hvem der spørges, og hvordan."
_SOURCE: Final = re.compile(
    r"\b(?:kilde\w*|ifølge|opgjort\s+(?:af|i|ved)|målt\s+(?:ved|i|med)|dokumenteret|registrer\w+\s+i"
    r"|spørgeskema\w*|jf\.)"
)
_LEVELS: Final = (Kriterieform.ANDEL, Kriterieform.ANDEL_MINDST, Kriterieform.RELATIV, Kriterieform.HALVERING)


def advice(read: Laest, text: str, notes: Iterable[str], rammer: Rammer) -> tuple[str, ...]:
    """Every sentence once, in the order a reader mends them. Parts are advised on through the whole."""
    found = list(notes)
    leaves = read.parts or (read,)
    if any(_lacks_number(leaf) for leaf in leaves):
        found.append(INTET_TAL)
    found += [sentence for leaf in leaves for sentence in _of_form(leaf)]
    if not (
        read.deadline or read.deadline_text or read.window_months or any(part.deadline for part in read.parts)
    ) and read.form not in (
        Kriterieform.ANTAL_PR_AAR,
        Kriterieform.VISION,
    ):
        found.append(INGEN_FRIST)
    if not _SOURCE.search(text) and read.form != Kriterieform.VISION:
        found.append(INGEN_KILDE_I_ORD if read.form == Kriterieform.KVALITATIV else INGEN_KILDE)
    return tuple(dict.fromkeys(found))


def _lacks_number(leaf: Laest) -> bool:
    return leaf.form == Kriterieform.KVALITATIV


def _of_form(leaf: Laest) -> list[str]:
    if leaf.form == Kriterieform.RELATIV_FRA_FOERSTE_MAALING:
        return [FOERSTE_MAALING]
    if leaf.form in _LEVELS and leaf.baseline_value is None:
        return [INTET_UDGANGSPUNKT]
    if leaf.form == Kriterieform.RETNING:
        return [KUN_RETNING] + ([INTET_UDGANGSPUNKT] if leaf.baseline_value is None else [])
    if leaf.form == Kriterieform.LOVGRAENSE:
        return [LOVGRAENSE]
    return [SPOERGESKEMA] if leaf.form == Kriterieform.SPOERGESKEMA else []
