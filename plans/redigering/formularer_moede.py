"""Forms of meetings: the meeting, its agenda, attachments, decisions and what is to be followed up."""

from typing import Any

from django.db import models, transaction

from plans.models import Beslutning, Dagsordenspunkt, Moede, Opfoelgning, Punktbilag
from plans.moeder import virkning
from plans.moeder.dagsorden import hold, luk_huller, saet_ind
from plans.redigering.formular import Gruppe, RowForm
from plans.redigering.tilbage import TilbageForm


class MoedeForm(RowForm):
    """A meeting."""

    grupper = (
        Gruppe("Hvor og hvornår", ("held_on", "start_time", "end_time", "place", "moved_reason")),
        Gruppe("Hvor langt det er", ("state", "papers_sent_on")),
        Gruppe("Referat", ("minutes", "minutes_approved_at")),
        Gruppe("", ("note",)),
    )
    hjaelp = {
        "held_on": "Flyttes mødet, bliver den oprindelige dato stående ved siden af.",
        "moved_reason": "Kun når mødet er flyttet eller aflyst.",
        "papers_sent_on": "Tom, så længe papirerne ikke er sendt.",
        "minutes": "Referatet som helhed. Det, der hører til ét punkt, skrives på punktet.",
        "minutes_approved_at": "Det senere møde, der godkendte referatet. Derefter kan referatet ikke ændres.",
    }

    class Meta(RowForm.Meta):
        model = Moede
        fields = [
            "held_on",
            "start_time",
            "end_time",
            "place",
            "moved_reason",
            "state",
            "papers_sent_on",
            "minutes",
            "minutes_approved_at",
            "note",
        ]

    def __init__(self, *args: Any, only: Any = (), **kwargs: Any) -> None:
        wanted = set(only)
        # Whoever moves it must be able to say why.
        super().__init__(*args, only=wanted | ({"moved_reason"} if "held_on" in wanted else set()), **kwargs)
        self.planned = self.instance.held_on

    def limit(self, name: str, rows: models.QuerySet) -> models.QuerySet:
        """Only later meetings of the same organ can have approved the minutes."""
        if name != "minutes_approved_at":
            return rows
        mine = rows.filter(organ=self.instance.organ_id).select_related("organ")
        return mine.filter(held_on__gte=self.instance.held_on) if self.instance.pk else mine.none()

    def clean(self) -> dict[str, Any]:
        """A meeting that is moved keeps the date it was first called for."""
        data = super().clean() or self.cleaned_data
        if self.instance.pk and data.get("held_on"):
            self.instance.held_on = data["held_on"]
            self.instance.keep_first_date(self.planned)
        return data


class DagsordenspunktForm(RowForm):
    """An item on an agenda. Its number follows from its place."""

    hjaelp = {
        "title": "Kort, som det skal stå på dagsordenen.",
        "kind": "Hvad mødet skal gøre ved det.",
        "text": "Det, mødet skal vide for at kunne tage stilling. Skriv til sidst, hvad der indstilles.",
        "minutes": "Hvad der blev sagt. Beslutningen føres for sig.",
    }

    class Meta(RowForm.Meta):
        model = Dagsordenspunkt
        fields = ["title", "kind", "text", "minutes"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (self.instance.holds() if self.instance.pk else {}).keys() & self.fields.keys():
            if name not in self.data:  # what was typed before the meeting was held comes back with the refusal
                del self.fields[name]

    def write(self, *, by: Any, expected_version: int | None = None) -> Any:
        """Save it while nobody else holds the meeting or arranges its agenda."""
        with transaction.atomic():
            self.instance.moede = hold(self.instance.moede)
            return super().write(by=by, expected_version=expected_version)


class PunktbilagForm(RowForm):
    """A file that goes with an item."""

    class Meta(RowForm.Meta):
        model = Punktbilag
        fields = ["title", "file"]


class BeslutningForm(RowForm):
    """A decision. Recorded from an agenda, it takes effect on what the item is about."""

    grupper = (
        Gruppe("Beslutningen", ("kind", "text", "condition")),
        Gruppe("Hvem og hvornår", ("organ", "decided_by", "decided_on", "note")),
    )

    class Meta(RowForm.Meta):
        model = Beslutning
        fields = ["kind", "text", "condition", "organ", "decided_by", "decided_on", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.dagsordenspunkt_id:  # the meeting's organ decided
            for name in {"organ", "decided_by"} & self.fields.keys():
                del self.fields[name]

    def write(self, *, by: Any, expected_version: int | None = None) -> Any:
        """Save it, and let what it is about show it; both or neither."""
        with transaction.atomic():
            row = super().write(by=by, expected_version=expected_version)
            virkning.lad_virke(row, by=by)
        return row


class BeslutningTilbageForm(TilbageForm):
    """Putting a decision back from history takes effect like deciding it."""

    def write(self, row: Any, **kwargs: Any) -> Any:
        """Save, and let what it is about show it."""
        return virkning.gem(row, **kwargs)


class PunktTilbageForm(TilbageForm):
    """An item that is put on the agenda again from history comes last."""

    def write(self, row: Any, **kwargs: Any) -> Any:
        """Save, with a number that is free; the others close up."""
        with transaction.atomic():
            saved = saet_ind(row, **kwargs)
            luk_huller(row.moede)
        return saved


class OpfoelgningForm(RowForm):
    """What is to be done after a meeting."""

    grupper = (
        Gruppe("Hvad, hvem og hvornår", ("text", "responsible", "due_on")),
        Gruppe("Når det er gjort", ("done_on", "done_note"), "Den står i Mit overblik, til der er en dato her."),
    )
    hjaelp = {"responsible": "Rolle eller organisation, aldrig et navn."}

    class Meta(RowForm.Meta):
        model = Opfoelgning
        fields = ["text", "responsible", "due_on", "done_on", "done_note"]
