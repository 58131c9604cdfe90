"""The forms that copying asks: where to, and what to take along."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db.models import TextChoices

from helhedsplan.sortering import danish_sort_key
from indsatser.kopiering.aktivitet import Aktivitetskopi, ledigt_navn
from indsatser.kopiering.aktiviteter import Medtag
from indsatser.kopiering.plan import NaestePeriode
from indsatser.kopiering.resultater import Resultatlinje, seneste_resultater
from indsatser.models import Aktivitet
from plans.models import Delaftale, Helhedsplan, Indsatsomraade, User
from plans.ny_plan.grundform import NyPeriodeForm, proposed_end
from plans.permissions import RETTIGHEDER, Ret

LEFT_BEHIND, NO_AREA = "nej", "uden"
TWICE = "To kan ikke følge det samme indsatsområde. Vælg et andet her, eller »Uden officielt område«."
YEARS = re.compile(r"\b(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d\b")
"""A period in a plan's name: "2018-2022"."""

GOAL = "Vælg, hvilket af rundens områder den følger, eller at den ikke skal med."


class Frister(TextChoices):
    """What becomes of deadlines and of the windows that counts are made in."""

    FLYT = "flyt", "Flyt dem lige så meget, som planernes startdatoer ligger fra hinanden"
    TOM = "tom", "Lad dem stå tomme"


class Maaltal(TextChoices):
    BEHOLD = "behold", "Behold måltallene"
    TOM = "tom", "Lad måltallene stå tomme"


@dataclass(frozen=True, slots=True)
class Valg:
    """A checkbox of a list."""

    value: int
    label: str
    is_checked: bool
    linje: Resultatlinje | None = None


@dataclass(frozen=True, slots=True)
class Delaftalevalg:
    """An old delaftale: the field that says where it goes, and its activities."""

    delaftale: Delaftale
    felt: forms.BoundField
    aktiviteter: tuple[Valg, ...]


class HelhedsplanKopiForm(NyPeriodeForm):
    """A plan's next period."""

    flytter = forms.ChoiceField(
        label="Kriteriernes frister og tidsrum", choices=Frister, initial=Frister.FLYT, widget=forms.RadioSelect
    )
    maaltal = forms.ChoiceField(
        label="Kriteriernes måltal", choices=Maaltal, initial=Maaltal.BEHOLD, widget=forms.RadioSelect
    )
    aktiviteter = forms.MultipleChoiceField(label="Aktiviteter", required=False)
    udgangspunkter = forms.MultipleChoiceField(label="Resultater som udgangspunkt", required=False)

    def __init__(self, data: Any = None, *, plan: Helhedsplan, raw: Any = None) -> None:
        self.plan = plan
        super().__init__(data, raw=raw, initial=_proposal(plan))
        self.delaftaler = list(plan.delaftaler.current().select_related("indsatsomraade").order_by("nummer"))
        rows = Aktivitet.objects.in_plan(plan).current().filter(delaftale__in=self.delaftaler).order_by("nummer")
        self.alle_aktiviteter = list(rows)
        self.resultater = seneste_resultater(plan)
        self.omraader: list[Indsatsomraade] = list(self.valgt_runde.indsatsomraader.all()) if self.valgt_runde else []
        for delaftale in self.delaftaler:
            self._ask_where(delaftale, is_first_time=data is None and raw is None)
        self._offer("aktiviteter", [row.pk for row in self.alle_aktiviteter], raw)
        self._offer("udgangspunkter", [line.pk for line in self.resultater], raw)
        if raw is None:
            self.initial["udgangspunkter"] = [line.pk for line in self.resultater if line.is_proposed]

    def _chosen_runde(self, data: Mapping | None) -> Any:
        """Until one is chosen: the round whose years the new period begins in."""
        start = self.initial.get("start_date")
        if data is None and not self.initial.get("runde") and isinstance(start, date):
            found = [r for r in self.runder if r.start_year <= start.year <= r.end_year]
            self.initial["runde"] = str(found[-1].pk) if found else None
        return super()._chosen_runde(data)

    def _ask_where(self, delaftale: Delaftale, *, is_first_time: bool) -> None:
        """Which of the round's fields a delaftale follows: proposed where the round has one by the same code."""
        own = delaftale.indsatsomraade
        same = next((area for area in self.omraader if own and area.code == own.code), None)
        choices: list[tuple[str, str]] = [(str(area.pk), area.name) for area in self.omraader]
        choices += [(NO_AREA, "Uden officielt område"), (LEFT_BEHIND, "Skal ikke med")]
        if same is None and self.omraader:
            choices.insert(0, ("", "Vælg …"))
        name = f"omraade_{delaftale.pk}"
        self.fields[name] = forms.ChoiceField(
            label=delaftale.title, choices=choices, error_messages={"required": GOAL}
        )
        proposed = str(same.pk) if same else "" if self.omraader else NO_AREA
        typed = str(self.initial.get(name, ""))
        self.initial[name] = typed if typed in dict(choices) and not is_first_time else proposed

    def _offer(self, name: str, pks: list[int], raw: Any) -> None:
        self.fields[name].choices = [(pk, str(pk)) for pk in pks]  # type: ignore[attr-defined]
        self.initial[name] = raw.getlist(name) if raw is not None else pks

    def _checked(self, name: str) -> set[str]:
        return {str(value) for value in self[name].value() or []}

    @property
    def delaftalevalg(self) -> Iterator[Delaftalevalg]:
        """The old delaftaler with their activities, as the page asks about them."""
        checked = self._checked("aktiviteter")
        for delaftale in self.delaftaler:
            own = (row for row in self.alle_aktiviteter if row.delaftale_id == delaftale.pk)
            valg = tuple(Valg(row.pk, row.name, str(row.pk) in checked) for row in own)
            yield Delaftalevalg(delaftale, self[f"omraade_{delaftale.pk}"], valg)

    @property
    def resultatvalg(self) -> Iterator[Valg]:
        """The last results, each with its checkbox."""
        checked = self._checked("udgangspunkter")
        for line in self.resultater:
            yield Valg(line.pk, line.saetning, str(line.pk) in checked, line)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        taken: set[str] = set()
        for delaftale in self.delaftaler:
            name = f"omraade_{delaftale.pk}"
            choice = cleaned.get(name, LEFT_BEHIND)
            if choice in taken:
                self.add_error(name, TWICE)
            elif choice not in (LEFT_BEHIND, NO_AREA):
                taken.add(choice)
        return cleaned

    def naeste_periode(self) -> NaestePeriode:
        """What the valid form says."""
        said = self.cleaned_data
        areas = {str(area.pk): area for area in self.omraader}
        where = {row.pk: said[f"omraade_{row.pk}"] for row in self.delaftaler}
        return NaestePeriode(
            key=said["key"],
            name=said["name"],
            short_name=said["short_name"],
            runde=said["runde"],
            start_date=said["start_date"],
            end_date=said["end_date"],
            journalnummer=said["journalnummer"],
            omraader={pk: areas.get(choice) for pk, choice in where.items() if choice != LEFT_BEHIND},
            aktiviteter=frozenset(map(int, said["aktiviteter"])),
            udgangspunkter=frozenset(map(int, said["udgangspunkter"])),
            keeps_target=said["maaltal"] == Maaltal.BEHOLD,
            flytter=said["flytter"] == Frister.FLYT,
        )


def _proposal(plan: Helhedsplan) -> dict[str, Any]:
    """The next period as it usually is: from the day after the old one, four years, the same name with the years."""
    if plan.end_date is None:
        return {"name": plan.name, "short_name": plan.short_name}
    start = plan.end_date + timedelta(days=1)
    end = proposed_end(start)
    years = f"{start.year}-{end.year}"
    short_name = YEARS.sub(years, plan.short_name)
    if short_name == plan.short_name:
        short_name = f"{short_name[: 79 - len(years)]} {years}"
    return {"name": YEARS.sub(years, plan.name), "short_name": short_name, "start_date": start, "end_date": end}


class AktivitetKopiForm(forms.Form):
    """Where an activity is copied to, and what goes along."""

    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    name = forms.CharField(label="Kopiens navn", max_length=200)
    delaftale = forms.ChoiceField(label="Kopiér til", help_text="Planer, du må redigere.")
    kriterier = forms.BooleanField(label="Succeskriterier med måltal, uden målinger", required=False, initial=True)
    ressourcer = forms.BooleanField(label="Medarbejderressourcer", required=False, initial=True)
    partnere = forms.BooleanField(label="Samarbejdspartnere", required=False, initial=True)
    milepaele = forms.BooleanField(label="Milepæle, som ikke startet", required=False)
    flytter = forms.ChoiceField(
        label="Frister, tidsrum og milepælenes kvartaler",
        choices=Frister,
        initial=Frister.FLYT,
        widget=forms.RadioSelect,
        help_text="I den samme plan betyder »flyt«, at de bliver stående.",
    )

    def __init__(self, data: Any = None, *, aktivitet: Aktivitet, user: User) -> None:
        super().__init__(data)
        editors = [rolle for rolle, rights in RETTIGHEDER.items() if Ret.REDIGER in rights]
        rows = Delaftale.objects.visible_to(user).filter(my_rolle__in=editors).current()
        rows = rows.filter(helhedsplan__retired_on=None).select_related("helhedsplan__bevillingsrunde")
        self.delaftaler = {str(row.pk): row for row in rows.order_by("nummer")}
        self.fields["delaftale"].choices = _grouped(self.delaftaler.values())  # type: ignore[attr-defined]
        self.initial = {
            "key": str(uuid4()),
            "delaftale": str(aktivitet.delaftale_id),
            "name": ledigt_navn(aktivitet.name, aktivitet.delaftale),
        }

    def clean_key(self) -> UUID:
        """The copy's uuid to be. Without a good one there is a new one: nobody typed it."""
        try:
            return UUID(self.cleaned_data["key"])
        except ValueError:
            return uuid4()

    def aktivitetskopi(self) -> Aktivitetskopi:
        """What the valid form says."""
        said = self.cleaned_data
        return Aktivitetskopi(
            key=said["key"],
            delaftale=self.delaftaler[said["delaftale"]],
            name=said["name"],
            medtag=Medtag(said["ressourcer"], said["partnere"], said["kriterier"], said["milepaele"]),
            flytter=said["flytter"] == Frister.FLYT,
        )


def _grouped(rows: Iterable[Delaftale]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The delaftaler under their plans, in Danish order. A closed list shows no group, so each names its plan too."""
    plans: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        plan = row.helhedsplan.short_name
        plans.setdefault(plan, []).append((str(row.pk), f"{row.nummer}. {row.title} ({plan})"))
    return sorted(plans.items(), key=lambda item: danish_sort_key(item[0]))
