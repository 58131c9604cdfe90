"""The form of a move, what stands beside it while one writes, and the filter of the list."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.http import urlencode

from helhedsplan.numbers import kroner_praecis
from plans.choices import Beslutningsart
from plans.forms import AddressForm
from plans.models import Omdisponering
from plans.models.base import given
from plans.penge.omdisponering.fakta import Flytningslinje, Flytningsoversigt, Flytningstilstand, Sted, sag_om
from plans.penge.omdisponering.gaeldende import Budgetstand, gaeldende_budget
from plans.penge.omdisponering.godkendelse import Godkendelse, godkendelse
from plans.penge.omdisponering.regler import Celle
from plans.penge.omdisponering.vaern import stednavn
from plans.penge.regnskab.dobbelt import ved_flytning
from plans.redigering.formular import Gruppe, RowForm

WITHOUT_YEAR = "uden"
YEARS = ("from_year", "to_year")


class OmdisponeringForm(RowForm):
    """Money moved from one place in the budget to another."""

    grupper = (
        Gruppe("Fra", ("from_post", "from_year", "from_kilde"), "Det sted i budgettet, pengene tages fra."),
        Gruppe("Til", ("to_post", "to_year", "to_kilde")),
        Gruppe("Hvor meget og hvorfor", ("amount", "moved_on", "reason", "crosses_forms")),
        Gruppe(
            "Godkendelse",
            ("decided_on", "beslutning", "kommune_approved_on", "lbf_approved_on"),
            "Så længe datoen for beslutningen er tom, er flytningen kun planlagt og ændrer ikke det gældende budget.",
        ),
    )
    hjaelp = {
        "amount": "Højst det, der står på det sted, pengene kommer fra.",
        "moved_on": "Den dag, budgettet ændres fra.",
        "reason": "Hvorfor pengene flyttes. Grunden står i listen over flytninger.",
        "crosses_forms": "Sæt kun hak, når penge skal blive til arbejdstid eller omvendt. Ellers afvises det.",
        "decided_on": "Tom, når beslutningen nedenfor har en dato.",
        "beslutning": "Den beslutning, der er ført under Organisering.",
        "lbf_approved_on": "Kun når flytningen skal godkendes af Landsbyggefonden.",
        "kommune_approved_on": "Kun ved ubrugte penge fra et år, der er gået.",
    }

    class Meta(RowForm.Meta):
        model = Omdisponering
        fields = [
            "from_post",
            "from_year",
            "from_kilde",
            "to_post",
            "to_year",
            "to_kilde",
            "amount",
            "moved_on",
            "reason",
            "crosses_forms",
            "decided_on",
            "beslutning",
            "kommune_approved_on",
            "lbf_approved_on",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in YEARS:
            if name in self.fields:
                self.fields[name] = self._year_field(name)

    def _year_field(self, name: str) -> forms.TypedChoiceField:
        """The plan's years; also the one already chosen, and none, as in a budget that gives no years."""
        years = {*self.plan.calendar_years, getattr(self.instance, name, None)} - {None}
        return forms.TypedChoiceField(
            label=self.fields[name].label,
            choices=[("", "Uden år"), *((year, str(year)) for year in sorted(y for y in years if y))],
            coerce=int,
            empty_value=None,
            required=False,
            error_messages={"invalid_choice": "%(value)s ligger uden for planens periode."},
        )

    def clean(self) -> dict[str, Any]:
        """A decision with a date says when the move was decided."""
        data = super().clean() or self.cleaned_data
        beslutning = data.get("beslutning")
        is_blank = "decided_on" in self.fields and not data.get("decided_on")
        if is_blank and beslutning is not None and beslutning.kind == Beslutningsart.TILTRAADT:
            data["decided_on"] = beslutning.decided_on
        return data


@dataclass(frozen=True, slots=True)
class Rest:
    """A cell with money in it, and how many kroner are left there."""

    celle: Celle
    sted: Sted
    beloeb: Decimal
    er_valgt: bool

    @property
    def valg(self) -> str:
        """What fills in the form of a move from here, in an address."""
        year = {"from_year": self.celle.aar} if self.celle.aar else {}
        return urlencode({"from_post": self.celle.post, **year, "from_kilde": self.celle.kilde})


@dataclass(frozen=True, slots=True)
class FoerEfter:
    """One end of the move: what is there now and what will be."""

    sted: str
    foer: Decimal
    efter: Decimal


@dataclass(frozen=True, slots=True)
class Flytningspanel:
    """The move read back while it is written. `saetning` is "" while too little is said.

    `dobbelt` says that the same money is carried over from the reguleringskonto too; "" when it is not.
    """

    saetning: str
    fejl: tuple[str, ...]
    ender: tuple[FoerEfter, ...]
    godkendelse: Godkendelse | None
    rester: tuple[Rest, ...]
    rest_af: str
    dobbelt: str = ""


def build_panel(form: OmdisponeringForm) -> Flytningspanel:
    """From a form that has been checked: the sentence, before and after, who must approve, what can be taken."""
    row, plan = form.instance, form.plan
    stand = gaeldende_budget(plan, timezone.localdate())
    chosen = Celle(row.from_post_id, row.from_year, row.from_kilde_id) if row.from_post_id else None
    left = rester(plan, stand, chosen)
    post = given(row, "from_post")
    faults = tuple(
        " ".join(str(error) for error in errors)
        for name, errors in form.errors.items()
        if form.data.get(name) or name == "__all__"
    )
    ends = [given(row, name) for name in ("from_post", "from_kilde", "to_post", "to_kilde")]
    if None in ends or not row.amount or row.amount <= 0:
        return Flytningspanel("", faults, (), None, left, str(post or ""))
    row.moved_on = row.moved_on or timezone.localdate()
    return Flytningspanel(
        saetning=saetning(row),
        fejl=faults,
        ender=_ender(row, stand),
        godkendelse=godkendelse(sag_om(row)),
        rester=left,
        rest_af=str(post),
        dobbelt=ved_flytning(row, plan),
    )


def saetning(row: Omdisponering) -> str:
    """ "Flytter 120.000 kr. fra Tryghed og trivsel (2019, Landsbyggefonden) til Evaluering (2020, …)." """
    fra = stednavn(row.from_post, row.from_year, row.from_kilde)
    til = stednavn(row.to_post, row.to_year, row.to_kilde)
    return f"Flytter {kroner_praecis(row.amount)} fra {fra} til {til}."


def _ender(row: Omdisponering, stand: Budgetstand) -> tuple[FoerEfter, ...]:
    """Before and after, without the row's own stored part when it counts already."""
    stored = Omdisponering.objects.filter(pk=row.pk).first() if row.pk else None
    counts = stored is not None and stored.gaelder_fra is not None and stored.gaelder_fra <= stand.dag

    def before(celle: tuple[int, int | None, int]) -> Decimal:
        held = stand.beloeb(*celle)
        if stored is not None and counts:
            held += stored.amount * (celle == (stored.from_post_id, stored.from_year, stored.from_kilde_id))
            held -= stored.amount * (celle == (stored.to_post_id, stored.to_year, stored.to_kilde_id))
        return held

    fra = before((row.from_post_id, row.from_year, row.from_kilde_id))
    til = before((row.to_post_id, row.to_year, row.to_kilde_id))
    return (
        FoerEfter(stednavn(row.from_post, row.from_year, row.from_kilde), fra, fra - row.amount),
        FoerEfter(stednavn(row.to_post, row.to_year, row.to_kilde), til, til + row.amount),
    )


def rester(plan: Any, stand: Budgetstand, chosen: Celle | None = None) -> tuple[Rest, ...]:
    """The cells with money in them, of the post that was chosen or of all. Two queries."""
    poster = dict(plan.budgetposter.values_list("pk", "title"))
    kilder = dict(plan.finansieringskilder.values_list("pk", "name"))
    return tuple(
        Rest(celle, Sted(poster[celle.post], celle.aar, kilder[celle.kilde]), held.efter, celle == chosen)
        for celle, held in stand.celler.items()
        if held.efter > 0 and (chosen is None or celle.post == chosen.post)
    )


class FlytningFilter(AddressForm):
    """Moves of one year, of one post, or in one state."""

    aar = forms.ChoiceField(label="År", required=False)
    post = forms.ChoiceField(label="Post", required=False)
    tilstand = forms.ChoiceField(label="Tilstand", required=False)

    def __init__(self, data: Any, *, oversigt: Flytningsoversigt) -> None:
        super().__init__(data)
        self.linjer = oversigt.linjer
        years = {year for line in self.linjer for year in line.aar}
        undated = [(WITHOUT_YEAR, "Uden år")] if None in years else []
        self.offer("aar", [*((str(year), str(year)) for year in sorted(y for y in years if y)), *undated])
        posts = dict.fromkeys(place.post for line in self.linjer for place in (line.fra, line.til))
        self.offer("post", [(name, name) for name in posts])
        self.offer("tilstand", list(Flytningstilstand.choices))

    def matching(self) -> tuple[Flytningslinje, ...]:
        """The lines that match, in their order."""
        wanted = self.wanted
        lines: Iterable[Flytningslinje] = self.linjer
        if "aar" in wanted:
            year = None if wanted["aar"] == WITHOUT_YEAR else int(wanted["aar"])
            lines = [line for line in lines if year in line.aar]
        if "post" in wanted:
            lines = [line for line in lines if wanted["post"] in (line.fra.post, line.til.post)]
        if "tilstand" in wanted:
            lines = [line for line in lines if line.tilstand == wanted["tilstand"]]
        return tuple(lines)
