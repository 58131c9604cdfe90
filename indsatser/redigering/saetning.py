"""A criterion's sentence read into the fields of its form, where there is a reader of sentences."""

from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from plans.models import Helhedsplan

READER: Final = "indsatser.importing.kriterier"
CAN_READ: Final = find_spec(READER) is not None
"""Whether sentences can be read here."""


def laest(sentence: str, plan: Helhedsplan) -> dict[str, list[Any]]:
    """What the sentence says, as the form's fields. What it does not say is not there: what was typed stands."""
    reader = import_module(READER)
    found = reader.laes_kriterium(sentence.strip(), plan_from=plan.start_date, plan_to=plan.end_date)
    fields = {name: _typed(value) for name, value in reader.som_felter(found).items() if name != "statement"}
    said = {name: [value] for name, value in fields.items() if value not in (None, "", False)}
    return {**said, "vist_form": said.get("form", [""])}


def _typed(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
