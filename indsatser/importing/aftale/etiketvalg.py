"""Which field a label is, and which open section takes it."""

from collections.abc import Sequence
from typing import Final

from indsatser.importing.aftale.led import TABELTITEL, Etiket
from indsatser.importing.aftale.ordbog import LONGEST, Navn
from indsatser.importing.aftale.sektioner import Sektion, Slags
from indsatser.importing.dokument.blokke import Overskriftkilde

CLEAR: Final = frozenset(
    {"milepaele", "bilag", "underskrifter", "indsatsomraader", "maalinger", "samspil", "fravalgte"}
)
"""The plan's labels that no list has as an item."""

BEGINS_ANEW: Final = frozenset(
    ("parter", "problem", "kommunal", "revision", "gyldig", "gyldig_fra", "omraade", "aktiviteter", "plannavn")
)
"""The labels of a delaftale that may begin again in the same table, where everything is one table."""


def choose(part: Etiket, stak: Sequence[Sektion]) -> tuple[Navn, Sektion] | None:
    """The innermost open section that can have the field and that the label's level does not close."""
    fallback: tuple[Navn, Sektion] | None = None
    if _is_in_form(part, stak[-1]):
        return None
    for section in reversed(stak):
        fits = _fits(part, section)
        if fits is None:
            continue
        if section.slags is Slags.PLAN and len(stak) > 1 and _belongs_inside(part, fits, stak[-1]):
            return fallback
        fallback = fallback or (fits, section)
        if not _closes(part, section):
            return fits, section
    return fallback


def _is_in_form(part: Etiket, inner: Sektion) -> bool:
    """ "Aktiviteter: caféaftener, foredrag" between an activity's purpose and its criteria: no list of the area's."""
    is_list = part.niveau is None and not part.stykke.tabel and all(navn.key == "aktiviteter" for navn in part.navne)
    return is_list and inner.slags is Slags.AKTIVITET and inner.har("formaal") and not inner.har("kriterier")


def _fits(part: Etiket, section: Sektion) -> Navn | None:
    able = [navn for navn in part.navne if section.slags.scope in navn.hoerer_til]
    fits = next((navn for navn in able if not (navn.kun_alene and part.stykke.tabel)), None)
    name = next((navn for navn in part.navne if navn.key == "aktivitetsnavn"), None)
    if fits is None and name and (section.slags in (Slags.OMRAADE, Slags.DELAFTALE) or part.stykke.tabel):
        fits = name
    if fits is None and section.slags is Slags.PLAN:
        fits = next((navn for navn in part.navne if navn.key == "omraade"), None)
    return fits


def _belongs_inside(part: Etiket, navn: Navn, inner: Sektion) -> bool:
    """A word that is the plan's label only as a heading of the plan's own: not a single word inside a form
    ("Beboere"), and not a sub-heading of an activity ("Baggrund")."""
    if inner.slags not in (Slags.AKTIVITET, Slags.ORGAN) or navn.key == "omraade":
        return False
    if part.niveau is not None and part.niveau > inner.niveau:
        return True
    if navn.key in CLEAR:
        return False
    stykke = part.stykke
    if stykke.tabel:
        return True
    return not (part.niveau is not None or stykke.is_bold or stykke.afsnit.level is not None)


def is_foreign_row(part: Etiket, navn: Navn, inner: Sektion) -> bool:
    """A row of an activity's form whose label is a field of the plan or delaftale ("Økonomi"): the activity's row."""
    if inner.slags is not Slags.AKTIVITET or not part.stykke.tabel or navn.key in BEGINS_ANEW:
        return False
    return inner.slags.scope not in navn.hoerer_til and any(felt.tabel == part.stykke.tabel for felt in inner.felter)


def is_subtitle(part: Etiket, navn: Navn) -> bool:
    """ "Boligsocial helhedsplan 2014-2017" on the front page: a line of the title, and no label of the next line."""
    stykke = part.stykke
    after = stykke.afsnit.text[stykke.start + len(stykke.text) :].lstrip()
    has_colon = stykke.text.endswith(":") or after.startswith(":")
    return navn.key == "plannavn" and navn.aar is not None and not stykke.tabel and not has_colon


def _closes(part: Etiket, section: Sektion) -> bool:
    if part.niveau is None or section.slags is Slags.PLAN or part.niveau > section.niveau:
        return False
    is_typed = part.stykke.afsnit.level_source in (None, Overskriftkilde.UDSEENDE)
    inside = section.slags in (Slags.DELAFTALE, Slags.AKTIVITET) and section.niveau <= TABELTITEL
    return not (is_typed and inside and not _is_chapter_number(part))


def _is_chapter_number(part: Etiket) -> bool:
    """A label that is typed with a chapter's number in front ("8. Samspil …")."""
    return part.nummer.isdigit() and len(part.stykke.text) <= LONGEST and not part.stykke.tabel
