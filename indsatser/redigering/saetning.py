"""A criterion's sentence read into the fields of its form."""

from enum import Enum
from typing import Any

from indsatser.importing.kriterier import laes_kriterium, som_felter
from indsatser.redigering.delmaal import sentences_of
from plans.models import Helhedsplan


def laest(sentence: str, plan: Helhedsplan) -> dict[str, list[Any]]:
    """What the sentence says, as the form's fields. What it does not say is not there: what was typed stands."""
    found = laes_kriterium(sentence.strip(), plan_from=plan.start_date, plan_to=plan.end_date)
    fields = {name: _typed(value) for name, value in som_felter(found).items() if name != "statement"}
    said = {name: [value] for name, value in fields.items() if value not in (None, "", False)}
    return {**said, **sentences_of(found.parts), "vist_form": said.get("form", [""])}


def _typed(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
