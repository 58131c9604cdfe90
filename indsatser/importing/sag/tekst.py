"""Prose and lists from a case file as text people read: paragraphs, and lines that start with "- "."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from indsatser.importing.sag.laeser import Knude

ETIKETTER = {
    "about": "Om",
    "actors": "Aktører",
    "administration": "Administration",
    "advisory_group": "Følgegruppe",
    "agreement": "Aftale",
    "annual_expenditure": "Årlige udgifter",
    "annual_income": "Årlige indtægter",
    "answer": "Svar",
    "application_date": "Ansøgning",
    "area": "Område",
    "areas": "Områder",
    "author_body": "Afsender",
    "available_to": "Står til rådighed for",
    "basis": "Grundlag",
    "body": "Organ",
    "by": "Udført af",
    "chapters": "Kapitler",
    "columns": "Kolonner",
    "concern": "Bekymring",
    "concerns": "Bekymringer",
    "contribution": "Bidrag",
    "content": "Indhold",
    "coordination_meetings": "Koordinerende møder",
    "covers": "Dækker",
    "currency": "Valuta",
    "date": "Dato",
    "decided_in": "Besluttet i",
    "detail": "Nærmere",
    "document_type": "Dokumenttype",
    "done": "Gennemført",
    "duty": "Opgave",
    "effect_measures": "Effektmål",
    "example": "Eksempel",
    "facts": "Oplysninger",
    "fields": "Felter",
    "focus": "Fokus",
    "footnotes": "Fodnoter",
    "form": "Skema",
    "frequency": "Hyppighed",
    "funder": "Finansieret af",
    "future_funding": "Fremtidig finansiering",
    "future_funding_note": "Bemærkning til finansieringen",
    "goals_for_residents": "Mål for beboerne",
    "granted_by": "Bevilget af",
    "group": "Gruppe",
    "host": "Vært",
    "initiatives": "Initiativer",
    "inputs": "Grundlag",
    "interview_round": "Interviewrunde",
    "items": "Resultater",
    "kind": "Art",
    "label": "Hvad",
    "level": "Niveau",
    "main_cost": "Største udgift",
    "max": "højst",
    "measurements": "Målepunkter",
    "members": "Medlemmer",
    "min": "mindst",
    "municipality": "Kommune",
    "next": "På vej",
    "note": "Bemærkning",
    "number": "Nummer",
    "page": "Side",
    "pages": "Sider",
    "parties": "Parter",
    "partner": "Partner",
    "partners": "Partnere",
    "party": "Part",
    "per_year": "Om året",
    "per_year_min": "Om året, mindst",
    "point": "Måling",
    "press": "Presse",
    "publisher": "Udgiver",
    "purpose": "Formål",
    "raised_by": "Rejst af",
    "regulated_by": "Reguleret af",
    "reporting": "Rapportering",
    "required": "Obligatorisk",
    "respondents": "Deltagere",
    "responsible_for_local_plans": "Ansvarlig for de lokale planer",
    "responsibilities": "Ansvar",
    "sections": "Afsnit",
    "services": "Ydelser",
    "shared_by": "Deles af",
    "share_pct": "Andel, %",
    "since_year": "Siden",
    "size_approx": "Størrelse, ca.",
    "share_other_ethnic_background_pct_approx": "Anden etnisk baggrund, ca. %",
    "sources": "Kilder",
    "spelling_variants": "Stavemåder",
    "start_year": "Fra år",
    "steering": "Styring",
    "strengths": "Styrker",
    "subjects": "Fag",
    "sub_labels": "Underpunkter",
    "summary": "Indhold",
    "target_group": "Målgruppe",
    "tasks": "Opgaver",
    "title": "Titel",
    "title_as_printed": "Titlen, som den er trykt",
    "to": "Til",
    "under_way": "I gang",
    "unit": "Enhed",
    "value": "Værdi",
    "value_from": "Fra",
    "value_to": "Til",
    "vision": "Vision",
    "weaknesses": "Svagheder",
    "years_run": "År i drift",
    "year": "År",
    "approx": "Cirkatal",
    "rounded": "Afrundet",
    "name": "Navn",
}
HEADLINES = ("title", "concern", "label", "point", "party")


def paragraphs(*parts: str) -> str:
    """The texts that are there, with a blank line between."""
    return "\n\n".join(part for part in parts if part)


def lines(*parts: str) -> str:
    """The texts that are there, one to a line."""
    return "\n".join(part for part in parts if part)


def bullets(items: Iterable[str], heading: str = "") -> str:
    """A list, with its heading; nothing when the list is empty."""
    listed = [f"- {item}" for item in items]
    return "\n".join(([f"{heading}:"] if heading else []) + listed) if listed else ""


def labelled(label: str, value: Any) -> str:
    """ "Label: value", or nothing without a value."""
    return "" if value in (None, "", []) else f"{label}: {plain(value)}"


def plain(value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    if isinstance(value, list):
        return ", ".join(_inline(item) if isinstance(item, dict) else plain(item) for item in value)
    return str(value).strip()


def label_of(key: str) -> str:
    """The Danish label of a key."""
    return ETIKETTER.get(key) or key.replace("_", " ").capitalize()


def _inline(item: dict[str, Any]) -> str:
    """A mapping on one line: its headline first, the rest as "label: value"."""
    head = [plain(item[key]) for key in HEADLINES if key in item][:1]
    used = next((key for key in HEADLINES if key in item), None)
    rest = []
    for key, value in item.items():
        if key == used:
            continue
        shown = f"({_inline(value)})" if isinstance(value, dict) else plain(value)
        rest.append(f"{label_of(key)}: {shown}")
    return " · ".join(head + rest)


def spell_line(node: Knude) -> str:
    """Everything in a mapping on one line, marked as read."""
    for key in node.names():
        node.take(key)
    return _inline(dict(node.data))


def spell_out(node: Knude, *, skip: Iterable[str] = ()) -> str:
    """Everything in a mapping as text, marked as read: prose as it is, lists as bullets, labels in Danish."""
    parts = []
    for key in node.names():
        if key in skip:
            continue
        value = node.take(key)
        if isinstance(value, dict):
            parts.append(f"{label_of(key)}: {_inline(value)}")
        elif isinstance(value, list):
            parts.append(bullets((_inline(v) if isinstance(v, dict) else plain(v) for v in value), label_of(key)))
        else:
            parts.append(labelled(label_of(key), value))
    return lines(*parts)
