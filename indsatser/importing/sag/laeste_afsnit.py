"""The sections of an agreement that was read: each where the plan's round declares it, else the plan's own."""

from typing import Final

from indsatser.importing.sag.aftale import Afsnitsskriver
from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.tekst import bullets, paragraphs

AFSNIT: Final = (
    ("purpose", ("formaal",), "Formål"),
    ("background", ("baggrund",), "Baggrund"),
    ("strategy_context", ("beboere",), "Strategi"),
    ("organisation", ("organisering",), "Organisering"),
    ("problem", ("problem", "beboere"), "Problemkompleks"),
    ("cross_cutting_measurements", ("maalinger",), "Fælles tværgående målinger"),
    ("vision", ("vision",), "Vision og målsætninger"),
    ("local_evaluation", ("lokal-evaluering", "evaluering"), "Lokal evaluering"),
    ("evaluation", ("evaluering", "lokal-evaluering"), "Evaluering"),
    ("reporting", (), "Indberetning"),
    ("interplay", ("samspil",), "Samspil med øvrige tiltag"),
    ("notification", ("underretning",), "Underretning"),
    ("conflict_handling", ("konflikthaandtering",), "Konflikthåndtering"),
    ("revision_rule", ("revision",), "Revision af samarbejdsaftalen"),
    ("responsibilities", ("ansvar",), "Ansvar og opgaver"),
)
"""What the reader calls a text, the keys of the rounds' sections it can be, and its heading where it is none."""


def sections_of(node: Knude, declared: set[str]) -> list[tuple[str, str, str, str]]:
    """(the reader's name, the round's key or "", heading, text) of every section with text; a key is used once."""
    left = set(declared)
    found = []
    for name, keys, heading in AFSNIT:
        text = _text(node, name)
        if text:
            key = next((key for key in keys if key in left), "")
            left.discard(key)
            found.append((name, key, heading, text))
    return found


def read_sections(sections: Afsnitsskriver, node: Knude) -> None:
    """Every section of the plan: those the round declares, in its order, and the plan's own after them."""
    found = sections_of(node, set(sections.skabeloner))
    texts = {key: text for _name, key, _heading, text in found if key}
    for key in sections.skabeloner:
        sections.section(key, texts.get(key, ""))
    for _name, key, heading, text in found:
        if not key:
            sections.own(heading, text)


def _text(node: Knude, name: str) -> str:
    if name == "responsibilities":
        roles = node.children(name)
        return paragraphs(*(bullets(role.words("tasks"), role.text("role")) for role in roles))
    if name == "vision":
        return paragraphs(node.text("vision"), bullets(node.words("objectives"), "Målsætninger"))
    return node.text(name)
