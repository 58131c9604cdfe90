"""Lines of the chapter on organisation: one that names an organ, and one that introduces its members or tasks."""

import re

from indsatser.importing.aftale.felter.lister import without_mark
from indsatser.importing.aftale.felter.organer import introduces
from indsatser.importing.aftale.led import Stykke
from indsatser.importing.aftale.navne import has_organ_word
from indsatser.importing.aftale.ordbog import Sikkerhed
from indsatser.importing.aftale.sektioner import Felt

LONGEST = 90
"""No organ's name is longer."""
_SAYS = re.compile(r"\b(?:mødes|består|holder|udgøres|sammensættes|har|er)\b")
"""What makes a sentence of a line: it is no name."""
_BEGINS = re.compile(
    r"(?:Den |Det )?(?P<navn>[A-ZÆØÅa-zæøå][\wæøå-]+(?: [\wæøå-]+){0,2}) (?:mødes|består af|holder|udgøres)\b"
)


def organ_in_line(stykke: Stykke) -> tuple[Stykke, Stykke | None] | None:
    """The organ a line names and what follows its name: a bold line, a short line that is no sentence, bold words or
    words before a colon."""
    text = stykke.text
    is_plain = not stykke.is_item and not stykke.tabel and len(text) <= 70 and text[-1] not in ".,;:"
    if (
        len(text) <= LONGEST
        and not _SAYS.search(text)
        and has_organ_word(text)
        and (stykke.is_bold or (is_plain and text[0].isupper()))
    ):
        return stykke, None
    head, colon, rest = text.partition(":")
    colon = "" if _SAYS.search(head) else colon
    lead = stykke.afsnit.bold_lead
    is_lead = bool(lead) and text.startswith(lead) and has_organ_word(lead) and len(lead) <= LONGEST
    if not is_lead and not (
        colon and rest.strip() and len(head) <= 70 and has_organ_word(head) and head[:1].isupper()
    ):
        return None
    cut = len(lead) if is_lead else len(head)
    lead_in = len(text[cut:]) - len(text[cut:].lstrip(" :.–-"))
    return stykke.del_fra(0, cut), stykke.del_fra(cut + lead_in)


def organ_in_sentence(stykke: Stykke) -> Stykke | None:
    """The organ a paragraph is about from its first words: "Styregruppen mødes hvert kvartal …"."""
    match = None if stykke.is_item or stykke.tabel else _BEGINS.match(stykke.text)
    if match is None or not stykke.text[0].isupper() or not has_organ_word(match["navn"]):
        return None
    begin, end = match.span("navn")
    before, _space, last = match["navn"].rpartition(" ")
    if before and last.lower().startswith(before.split()[-1].lower()):
        end = begin + len(before)  # "Boligpolitisk styregruppe Styregruppen består af …": its heading ran into it
    return stykke.del_fra(begin, end)


def is_in_list(stykke: Stykke, felt: Felt | None) -> bool:
    """Whether a line goes on with a list of members or tasks: not where the list has marks and the line is short,
    without one and without a comma."""
    if felt is None or felt.key not in ("medlemmer", "opgaver"):
        return False
    is_item = without_mark(stykke) is not stykke or stykke.is_item
    has_items = any(without_mark(line) is not line or line.is_item for line in felt.stykker)
    return is_item or not has_items or "," in stykke.text


def field_in_organ(stykke: Stykke, felt: Felt | None) -> Felt | None:
    """The field a line of an organ opens: members or tasks where it introduces their list (then it is the label); the
    mandate again where it is a sentence after one."""
    is_item = without_mark(stykke) is not stykke or stykke.is_item
    about = "" if is_item else introduces(stykke.text)
    in_list = felt is not None and felt.key in ("medlemmer", "opgaver")
    if about == "members" or (about == "tasks" and in_list):
        return Felt("medlemmer" if about == "members" else "opgaver", stykke)
    if felt is None or not in_list or is_item or not stykke.text.endswith("."):
        return None
    has_items = any(without_mark(line) is not line or line.is_item for line in felt.stykker)
    return Felt("mandat", None, Sikkerhed.LIKELY) if has_items else None
