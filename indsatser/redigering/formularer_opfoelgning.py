"""Forms of what is followed up on: milestones, evaluations and the area figures a plan states."""

from typing import Any

from django.db import models, transaction

from indsatser.milepaelsplan.skift import change_milepael
from indsatser.models import (
    Evaluering,
    Indikatorvaerdi,
    Maalaendring,
    Milepael,
    Milepaelsplan,
    Milepaelsplanlinje,
    Referencevaerdi,
    Succeskriterium,
)
from plans.redigering.formular import Gruppe, RowForm
from plans.redigering.nyt import MedNytForm
from plans.redigering.tilbage import TilbageForm


class MilepaelForm(RowForm):
    """A milestone. Moving it to another quarter asks why; the quarter it came from is kept by itself."""

    grupper = (
        Gruppe("Milepælen", ("text", "aktivitet", "delaftale", "recurs")),
        Gruppe(
            "Antal",
            ("target_number", "kriterium", "log_kind", "count_from"),
            "Kun hvis milepælen nævner et antal. Tælles det allerede, så vælg hvor. Så viser siden, hvor langt I er.",
        ),
        Gruppe("Hvornår", ("year", "quarter", "time_text", "postponed_reason")),
        Gruppe("Hvordan det gik", ("state", "reached_on", "dropped_reason", "comment", "evidence", "is_eksempel")),
        Gruppe("", ("note",)),
    )
    hjaelp = {
        "text": "Et kort resultat i datid: »Første møde er afholdt«.",
        "recurs": "Så foreslås den igen i næste års milepælsplan.",
        "kriterium": "Tallet er det, kriteriet viser.",
        "log_kind": "Det, aktivitetens log tæller.",
        "count_from": "Tom: fra 1. januar i milepælens år.",
        "dropped_reason": "Skal udfyldes, når milepælen bortfalder.",
        "quarter": "1-4. Tom, hvis aftalen kun nævner et år.",
        "time_text": "Kun hvis aftalen skriver tiden på en anden måde, fx »inden sommerferien«.",
        "postponed_reason": "Skal udfyldes, når milepælen flyttes. Det første kvartal huskes af sig selv.",
        "reached_on": "Den dag, resultatet forelå.",
        "is_eksempel": "Kun i demoplaner.",
    }

    class Meta(RowForm.Meta):
        model = Milepael
        fields = [
            "text",
            "aktivitet",
            "delaftale",
            "recurs",
            "target_number",
            "kriterium",
            "log_kind",
            "count_from",
            "year",
            "quarter",
            "time_text",
            "postponed_reason",
            "state",
            "reached_on",
            "dropped_reason",
            "comment",
            "evidence",
            "is_eksempel",
            "note",
        ]

    def __init__(self, *args: Any, only: Any = (), **kwargs: Any) -> None:
        # Whoever moves it or drops it must be able to say why, and when it was reached.
        wanted = set(only)
        extra = {"year", "quarter", "postponed_reason"} if wanted & {"year", "quarter"} else set()
        extra |= {"reached_on", "dropped_reason"} if "state" in wanted else set()
        super().__init__(*args, only=wanted | extra, **kwargs)
        self.planned = self.instance.year, self.instance.quarter

    def clean(self) -> dict[str, Any]:
        """Tell the milestone where it was, so that it keeps its first quarter; ask why it was moved."""
        data = super().clean() or self.cleaned_data
        if not self.instance.pk or not {"year", "quarter", "postponed_reason"} <= data.keys():
            return data
        row = self.instance
        row.year, row.quarter = data["year"], data["quarter"]
        row.keep_first_quarter(*self.planned)
        if row.original_year is None:
            if (row.year, row.quarter) != self.planned:
                data["postponed_reason"] = ""  # back where it was planned first
        elif not data["postponed_reason"].strip():
            was = f"{row.original_quarter}. kvartal {row.original_year}"
            self.add_error("postponed_reason", f"Skriv, hvorfor milepælen er flyttet fra {was}.")
        return data

    def limit(self, name: str, rows: models.QuerySet) -> models.QuerySet:
        """A number is counted by a whole criterion that is measured itself."""
        if rows.model is not Succeskriterium:
            return rows
        chosen = models.Q(pk=self.instance.kriterium_id)
        return rows.filter(models.Q(parent=None, samme_som=None) | chosen)

    def write(self, *, by: Any, expected_version: int | None = None) -> Any:
        """Save, and keep the step that a new quarter or state is."""
        if expected_version is None:
            return super().write(by=by)
        return change_milepael(
            self.instance,
            by=by,
            day=self.plan.default_as_of(),
            reason=self.instance.postponed_reason,
            expected_version=expected_version,
        )


class MilepaelTilbageForm(TilbageForm):
    """Putting a milestone's fields back from history is a step of its way, too."""

    def write(self, row: Any, **kwargs: Any) -> Any:
        """Save, and keep the step; the note says why."""
        return change_milepael(row, day=row.helhedsplan.default_as_of(), reason=kwargs.get("note", ""), **kwargs)


class MilepaelsplanForm(RowForm):
    """What is said of a milepælsplan beside its lines."""

    hjaelp = {"note": "Fx hvad bestyrelsen skal lægge mærke til."}

    class Meta(RowForm.Meta):
        model = Milepaelsplan
        fields = ["revision_reason", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.is_revision:
            self.fields.pop("revision_reason", None)


class MilepaelsplanlinjeForm(RowForm):
    """A line of a milepælsplan that is not approved yet."""

    hjaelp = {
        "text": "Et kort resultat i datid: »Første møde er afholdt«.",
        "quarter": "1-4.",
        "target_number": "Kun hvis milepælen nævner et antal, der skal nås.",
        "reason": "Skal udfyldes, når den flyttes med fra et tidligere år.",
    }

    class Meta(RowForm.Meta):
        model = Milepaelsplanlinje
        fields = ["text", "quarter", "aktivitet", "delaftale", "target_number", "reason"]

    def write(self, *, by: Any, expected_version: int | None = None) -> Any:
        """Save it while nobody else approves the milepælsplan: the rule sees the plan as it stands then."""
        rows = Milepaelsplan.objects.select_for_update(of=("self",), no_key=True).select_related("helhedsplan")
        with transaction.atomic():
            self.instance.milepaelsplan = rows.get(pk=self.instance.milepaelsplan_id)
            return super().write(by=by, expected_version=expected_version)


class EvalueringForm(RowForm):
    """An evaluation of the plan or a part of it."""

    hjaelp = {
        "title": "Hvad der evalueres.",
        "done_by": "Organisation eller rolle, ikke et navn.",
        "approved_by": "Det organ, der godkender evalueringen.",
    }

    class Meta(RowForm.Meta):
        model = Evaluering
        fields = ["kind", "title", "year", "done_by", "approved_by", "method", "findings", "file", "note"]


class IndikatorvaerdiForm(MedNytForm):
    """A figure about the area that the plan states."""

    nye = ("boligomraade",)

    grupper = (
        Gruppe("Tallet", ("indikator", "boligomraade", "year", "time_text", "value", "value_to", "unit")),
        Gruppe("Sammenligning", ("benchmark_label", "benchmark_value")),
        Gruppe("Kilde", ("source", "note")),
    )
    hjaelp = {
        "boligomraade": "Det område, tallet handler om.",
        "time_text": "Kun hvis aftalen skriver tiden på en anden måde end med et år.",
        "value_to": "Kun hvis aftalen giver et spænd.",
        "unit": "Kun hvis tallet står i en anden enhed, end indikatoren plejer.",
        "benchmark_label": "Fx kommunens gennemsnit.",
    }

    class Meta(RowForm.Meta):
        model = Indikatorvaerdi
        fields = [
            "indikator",
            "boligomraade",
            "year",
            "time_text",
            "value",
            "value_to",
            "unit",
            "benchmark_label",
            "benchmark_value",
            "source",
            "note",
        ]

    def limit(self, name: str, rows: models.QuerySet) -> models.QuerySet:
        """The areas of the plan and of its kommune: what is on the list there can be chosen, not only made again."""
        if name != "boligomraade":
            return rows
        own = models.Q(pk__in=self.plan.boligomraader.values("pk")) | models.Q(pk=self.instance.boligomraade_id)
        return rows.filter(own | models.Q(kommune=self.plan.kommune_id) | models.Q(kommune=None))


class MaalaendringForm(RowForm):
    """What was said of a change of a target. What the target was is not written anew."""

    hjaelp = {"decided_by": "Organ eller rolle, ikke et navn.", "beslutning": "Hvis beslutningen er skrevet ind."}

    class Meta(RowForm.Meta):
        model = Maalaendring
        fields = ["changed_on", "reason", "decided_by", "beslutning"]


class ReferencevaerdiForm(RowForm):
    """A figure printed beside a target and never judged."""

    hjaelp = {
        "label": "Fx »Kommunens gennemsnit« eller »Vision«.",
        "unit": "Tom: samme enhed som kriteriet.",
        "time_text": "Kun hvis aftalen skriver tiden på en anden måde end med et år.",
    }

    class Meta(RowForm.Meta):
        model = Referencevaerdi
        fields = ["label", "value", "unit", "year", "time_text"]
