"""A year's meetings made at once: what is proposed, changed by a person, and saved whole or not at all."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from helhedsplan import cpr
from helhedsplan.felter import DanskDatoField
from helhedsplan.forms import skriv_ikke
from plans import services
from plans.models import Moede, Organ, User
from plans.moeder.regler import Moedeforslag
from plans.services.noegle import uuid_under

MOST = 24
"""More meetings than that are not proposed for one year."""


class MoedeforslagForm(forms.Form):
    """One meeting of the year, as proposed and as changed."""

    opret = forms.BooleanField(label="Opret", required=False)
    held_on = DanskDatoField(label="Dato", required=False)
    start_time = forms.TimeField(label="Fra kl.", required=False, widget=forms.TimeInput(format="%H.%M"))
    end_time = forms.TimeField(label="Til kl.", required=False, widget=forms.TimeInput(format="%H.%M"))
    place = forms.CharField(label="Sted", required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-check-input" if name == "opret" else "form-control"
            field.widget.attrs["aria-label"] = f"{field.label}, møde {int(str(self.prefix).rsplit('-', 1)[-1]) + 1}"
        skriv_ikke(self)

    def clean_place(self) -> str:
        """Nothing that looks like a CPR number, said where it was typed."""
        place = str(self.cleaned_data["place"])
        if refusal := cpr.afvisning(place):
            raise ValidationError(refusal, code="cpr")
        return place

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("opret") and not data.get("held_on") and "held_on" not in self.errors:
            self.add_error("held_on", "Skriv datoen, eller fjern hakket.")
        start, end = data.get("start_time"), data.get("end_time")
        if data.get("opret") and start and end and end <= start:
            self.add_error("end_time", "Mødet slutter, før det begynder.")
        return data


def forslagsformularer(
    forslag: Sequence[Moedeforslag], sent: Any = None, *, number: int | None = None
) -> list[MoedeforslagForm]:
    """A form for each proposal; when sent, for as many as were shown."""
    count = len(forslag) if number is None else number
    return [
        MoedeforslagForm(
            sent,
            prefix=f"moede-{index}",
            initial={"opret": True, "held_on": forslag[index].dag} if index < len(forslag) else {},
        )
        for index in range(min(count, MOST))
    ]


def opret_moeder(
    organ: Organ, rows: Iterable[tuple[int, dict[str, Any]]], *, noegle: UUID, by: User | None
) -> list[Moede]:
    """Create the meetings that are ticked: all or none. What was made by the same form before is not made again.

    Raises ValidationError when one is refused.
    """
    made = []
    with transaction.atomic():
        Organ.objects.select_for_update(of=("self",), no_key=True).get(pk=organ.pk)
        for index, data in rows:
            uuid = uuid_under(uuid5(noegle, str(index)), Moede, by=by)
            if Moede.objects.filter(uuid=uuid).exists():
                continue
            fields = {name: data[name] for name in ("held_on", "start_time", "end_time", "place")}
            moede = Moede(organ=organ, uuid=uuid, **fields)
            try:
                made.append(services.create(moede, by=by))
            except ValidationError as refused:
                raise ValidationError(f"Møde {index + 1}: {' '.join(refused.messages)}") from refused
    return made
