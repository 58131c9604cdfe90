"""Forms of the accounts: what is spent, how far a year's accounts run, what is carried over."""

from typing import Any

from plans.models import Forbrug, Overfoersel, Regnskabsaar
from plans.penge.regnskab.services import final_sentence
from plans.redigering.formular import Gruppe, RowForm


class ForbrugForm(RowForm):
    """Money spent on a post, in a year, of a source's money."""

    grupper = (
        Gruppe("Hvor pengene er brugt", ("budgetpost", "kilde", "year")),
        Gruppe("Beløbet", ("amount", "note")),
        Gruppe("I regnskabet", ("booked_on", "voucher")),
    )
    hjaelp = {
        "year": "Det år, udgiften hører til, også når den er bogført senere.",
        "amount": "En udgift skrives uden fortegn. En rettelse nedad skrives med minus, fx -8.000.",
        "note": "Skal skrives, når beløbet er negativt: hvad der bliver rettet.",
        "voucher": "Bilagets nummer, hvis det skal kunne findes igen.",
    }

    class Meta(RowForm.Meta):
        model = Forbrug
        fields = ["budgetpost", "kilde", "year", "amount", "note", "booked_on", "voucher"]

    def clean(self) -> dict[str, Any] | None:
        """Nothing is booked in a year whose accounts are final, nor moved out of one."""
        data = super().clean() or self.cleaned_data
        years = {data.get("year"), self.initial.get("year") if self.instance.pk else None} - {None}
        if self.has_changed() and (sentence := final_sentence(self.plan, years)):
            self.add_error("year", sentence)
        return data


class RegnskabsaarForm(RowForm):
    """How far the accounts of a year run."""

    grupper = (Gruppe("Årets regnskab", ("year", "runs_to", "is_final", "note")),)
    hjaelp = {
        "runs_to": "Den dag, der er bogført til. Prognosen for årets slutning regnes fra den.",
        "is_final": "Når revisor har set det. Det, der ikke er brugt, regnes derefter som stående på"
        " reguleringskontoen, og der kan ikke bogføres mere i året.",
    }

    class Meta(RowForm.Meta):
        model = Regnskabsaar
        fields = ["year", "runs_to", "is_final", "note"]


class OverfoerselForm(RowForm):
    """Unspent money carried over to a later year."""

    grupper = (
        Gruppe("Pengene", ("kilde", "from_year", "to_year", "amount", "reason")),
        Gruppe(
            "Godkendelse",
            ("kommune_state", "kommune_on", "lbf_state", "lbf_on", "beslutning"),
            "Kommunalbestyrelsen og Landsbyggefonden skal begge godkende det, før pengene bruges.",
        ),
        Gruppe("", ("note",)),
    )
    hjaelp = {
        "from_year": "Det år, hvis penge ikke blev brugt.",
        "to_year": "Det år, de skal bruges i.",
        "beslutning": "Bestyrelsens eller styregruppens beslutning om at søge, hvis den er lagt ind.",
    }

    class Meta(RowForm.Meta):
        model = Overfoersel
        fields = [
            "kilde",
            "from_year",
            "to_year",
            "amount",
            "reason",
            "kommune_state",
            "kommune_on",
            "lbf_state",
            "lbf_on",
            "beslutning",
            "note",
        ]
