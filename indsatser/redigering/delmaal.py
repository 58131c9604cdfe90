"""The parts of a compound criterion, written with it: one sentence each, read into the part's own fields."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from indsatser.choices import Kriterieform, Operator
from indsatser.importing.kriterier import Laest, laes_kriterium, som_felter
from indsatser.models import Succeskriterium
from indsatser.redigering.kriterieslags import sammenlaegning_for
from plans import services
from plans.models import Helhedsplan

FEWEST = 4
"""So many are shown at least; when they are filled, another one is."""

MEANWHILE = "Imens er der skrevet delmål til kriteriet. Ret dem på kriteriets side, og slet teksten her."

OWNERS = ("helhedsplan", "delaftale", "aktivitet", "lokalprojekt", "initiativ")


class DelmaalField(forms.CharField):
    """A part's sentence; under it stands how it is read."""

    def __init__(self, number: int) -> None:
        super().__init__(label=f"Delmål {number}", required=False, max_length=2000)

    def get_bound_field(self, form: Any, field_name: str) -> Any:
        """With what was typed or fetched, which the form may get after it was made."""
        bound = super().get_bound_field(form, field_name)
        bound.help_text = "" if self.widget.is_hidden else in_words(str(bound.value() or ""), form.plan)
        return bound


class Delmaal(forms.Form):
    """The fields of a form that may write parts."""

    del_1 = DelmaalField(1)
    del_2 = DelmaalField(2)
    del_3 = DelmaalField(3)
    del_4 = DelmaalField(4)
    del_5 = DelmaalField(5)
    del_6 = DelmaalField(6)
    del_7 = DelmaalField(7)
    del_8 = DelmaalField(8)
    del_9 = DelmaalField(9)
    del_10 = DelmaalField(10)
    del_11 = DelmaalField(11)
    del_12 = DelmaalField(12)


DELE = tuple(Delmaal.base_fields)
"""The fields with the sentences of the parts, in their order: as many as the reader can tell apart."""


def unfilled(names: Sequence[str], typed: Mapping[str, Any]) -> Sequence[str]:
    """The fields that need not be shown: the empty ones at the end, but for one to write the next part in."""
    last = max((number for number, name in enumerate(names, start=1) if typed.get(name)), default=0)
    return names[max(last + 1, FEWEST) :]


def _read(sentence: str, plan: Helhedsplan) -> Laest:
    return laes_kriterium(sentence.strip(), plan_from=plan.start_date, plan_to=plan.end_date)


def sentences_of(parts: Iterable[Laest]) -> dict[str, list[str]]:
    """What the reader found, as the form's fields; the fields that are left are emptied."""
    found = [part.statement for part in parts]
    return {name: [found[number] if number < len(found) else ""] for number, name in enumerate(DELE)}


def written(typed: Mapping[str, Any]) -> list[str]:
    """The sentences of the parts that stand in the form, in their order."""
    return [sentence for name in DELE if (sentence := str(typed.get(name) or "").strip())]


def in_words(sentence: str, plan: Helhedsplan) -> str:
    """How a part's sentence is read: "Et antal i et tidsrum: mindst 8 møder". "" for none."""
    if not sentence.strip():
        return ""
    part = _read(sentence, plan)
    if part.form in (None, "", Kriterieform.SAMMENSAT):
        return "Kan ikke læses som ét tal. Det gemmes som »Vurderes i ord«, og du kan rette det bagefter."
    number = format(part.target_value.normalize(), "f").replace(".", ",") if part.target_value is not None else ""
    how = str(Operator(part.operator).label) if part.operator and number else ""
    what = " ".join(filter(None, [how, number, part.unit]))
    label = str(Kriterieform(part.form).label)
    return f"Læses som {label}{f': {what}' if what else ''}."


def typed_parts(typed: Mapping[str, Any]) -> dict[str, str]:
    """The sentences that were written, by field, in their order."""
    return {name: said for name in DELE if (said := str(typed.get(name) or "").strip())}


def are_there(whole: Succeskriterium, said: Mapping[str, str]) -> bool:
    """Whether the sentences are the parts that the whole has."""
    return list(said.values()) == list(whole.dele.order_by("order", "pk").values_list("statement", flat=True))


def create_parts(whole: Succeskriterium, typed: Mapping[str, Any], *, by: Any) -> None:
    """The part that each sentence is, where the whole belongs. Raises ValidationError at the sentence's field.

    The whole's row is held by whoever calls: two who write parts at once come here one after the other.
    """
    said = typed_parts(typed)
    if not said or are_there(whole, said):  # the same form sent twice
        return
    if whole.dele.exists():
        raise ValidationError(dict.fromkeys(said, MEANWHILE))
    for order, (name, sentence) in enumerate(said.items(), start=1):
        try:
            services.create(_part(whole, sentence, order), by=by)
        except ValidationError as refused:
            raise ValidationError({name: refused.messages}) from refused


def _part(whole: Succeskriterium, sentence: str, order: int) -> Succeskriterium:
    part = Succeskriterium(parent=whole, order=order, **{name: getattr(whole, name) for name in OWNERS})
    for name, value in som_felter(_read(sentence, whole.helhedsplan)).items():
        field: models.Field = Succeskriterium._meta.get_field(name)  # type: ignore[assignment]
        if value is not None and value != "":
            setattr(part, field.name, value)
    if part.form in ("", Kriterieform.SAMMENSAT):
        part.form = Kriterieform.KVALITATIV
    part.statement, part.sammenlaegning = sentence, sammenlaegning_for(part.form)
    for name in ("deadline", "window_from", "window_to"):  # the whole's own, where the part says none
        if getattr(part, name) is None:
            setattr(part, name, getattr(whole, name))
    return part
