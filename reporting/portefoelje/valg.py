"""What is shown of the portfolio, and in which order; it lives in the address."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from helhedsplan.sortering import danish_sort_key
from plans.choices import Planstatus
from plans.forms import AddressForm, folded
from reporting.facts.mit_overblik import OVER
from reporting.portefoelje.halter import Halt
from reporting.portefoelje.raekker import Raekke

FAA = 5
"""With so few plans one looks them through: no filters, unless the address has some already."""
MANGE = 10
"""From more than so many on, there is a field to search in."""
AABNE, ALT = "aabne", "halter"

Noegle = Callable[[Raekke], Any]
"""What a row is sorted by; None where it is not known, which stands last whichever way."""


def _behind(row: Raekke) -> int | None:
    return None if row.stand is None else row.stand.bagud + row.stand.ikke_opfyldt


SORTERINGER: dict[str, tuple[str, Noegle]] = {
    "plan": ("Plan", lambda row: row.orden),
    "slut": ("Periode", lambda row: row.hoved.end_date),
    "bagud": ("Kriterier", _behind),
    "forsinkede": ("Forsinkede milepæle", lambda row: row.stand and row.stand.forsinkede),
    "udfyldt": ("Udfyldt", lambda row: row.stand and row.stand.udfyldt_pct),
    "medfinansiering": ("Medfinansiering", lambda row: row.medfinansiering and row.medfinansiering.andel_pct),
    "brugt": ("Brugt", lambda row: row.forbrug and row.forbrug.pct),
    "frist": ("Næste frist", lambda row: row.naeste[0].dag if row.naeste else None),
    "data": ("Nyeste data", lambda row: row.stand and row.stand.data_til),
}
"""The columns in the order they stand, each with what it is sorted by. "-" before the name turns it round."""

ORDENER = (
    ("", "Navn"),
    ("-forsinkede", "Flest forsinkede milepæle"),
    ("-bagud", "Flest kriterier bagud"),
    ("udfyldt", "Mindst udfyldt"),
    ("medfinansiering", "Mindst medfinansiering"),
    ("-brugt", "Mest brugt"),
    ("frist", "Nærmeste frist"),
    ("data", "Ældste data"),
    ("slut", "Slutter først"),
)
"""The orders people ask for, in words; the headings give the others."""


class Langliste(forms.Select):
    """A list of hundreds of names, written in one go: Django renders a template for each of them (18 of 80 ms)."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((key, mark_safe(" selected") if str(key) == chosen else "", label) for key, label in self.choices),
        )
        attributes = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(attributes), options)


class Portefoeljevalg(AddressForm):
    """Search, filters and order. Only what the user may read is offered, and only lists with something to choose."""

    q = forms.CharField(label="Søg efter plan", required=False, max_length=100)
    vis = forms.ChoiceField(label="Udvalg", required=False)
    sorter = forms.ChoiceField(label="Sortér efter", required=False)
    under = forms.ChoiceField(label="Fællessekretariat", required=False, widget=Langliste)
    kommune = forms.ChoiceField(label="Kommune", required=False, widget=Langliste)
    organisation = forms.ChoiceField(label="Boligorganisation", required=False, widget=Langliste)
    runde = forms.ChoiceField(label="Bevillingsrunde", required=False)
    status = forms.ChoiceField(label="Status", required=False)

    OFTE = ("q", "vis", "sorter")
    """The fields that are always in sight; the others are behind »Flere filtre« until one is used."""

    def __init__(self, data: Any, *, raekker: list[Raekke]) -> None:
        super().__init__(data)
        self.raekker = raekker
        self._offer_places()
        occurring = {row.hoved.status for row in raekker}
        states = [(value, label) for value, label in Planstatus.choices if value in occurring]
        running = [(AABNE, "Alle, der ikke er afsluttet")] if occurring & OVER and occurring - OVER else []
        self.offer("status", [*running, *states])
        self.offer("vis", [(ALT, "Kun det, der halter"), *Halt.choices], "Alle planer")
        orders = list(ORDENER)
        self.fields["sorter"].choices = [*orders, *self._other_orders(orders)]  # type: ignore[attr-defined]
        self._leave_out_what_chooses_nothing()

    def _offer_places(self) -> None:
        heads = [row.hoved for row in self.raekker]
        above = {head.parent for head in heads}
        self.leading = {head.pk: str(head.uuid) for head in heads if head.pk in above}
        self.offer("under", _in_order((self.leading[head.pk], head.navn) for head in heads if head.pk in self.leading))
        self.offer("kommune", _in_order((head.kommune, head.kommune_navn) for head in heads))
        administrators = [(head.administrator, head.administrator_navn) for head in heads]
        others = [each for row in self.raekker for each in row.organisationer]
        self.offer("organisation", _in_order([*administrators, *others]))
        self.offer("runde", _in_order((head.runde, head.runde_navn) for head in heads))

    def _other_orders(self, offered: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """What the headings ask for beside the list, so that an address with it can be read."""
        known = {value for value, _ in offered}
        both = [(f"{sign}{name}", f"{label}, {way}") for name, (label, _) in SORTERINGER.items() for sign, way in WAYS]
        chosen = self.data.get("sorter", "") if self.is_bound else ""
        return [each for each in both if each[0] not in known and each[0] == chosen]

    def _leave_out_what_chooses_nothing(self) -> None:
        used = {name for name, value in self.data.items() if value} if self.is_bound else set()
        number = len(self.raekker)
        for name in list(self.fields):
            choices = getattr(self.fields[name], "choices", None)
            idle = choices is not None and len(choices) < 3
            few = number <= (MANGE if name == "q" else FAA)
            if name not in used and (idle or few):
                del self.fields[name]

    @property
    def ofte(self) -> list[Any]:
        """The fields that are always in sight."""
        return [field for field in self.visible_fields() if field.name in self.OFTE]

    @property
    def flere(self) -> list[Any]:
        """The others."""
        return [field for field in self.visible_fields() if field.name not in self.OFTE]

    @property
    def flere_er_brugt(self) -> bool:
        """Whether any of the others filters something away now."""
        return any(field.name in self.wanted for field in self.flere)

    @property
    def sortering(self) -> tuple[str, bool]:
        """(column, whether it is turned round)."""
        chosen = str(self.wanted.get("sorter", "")) or "plan"
        return chosen.removeprefix("-"), chosen.startswith("-")

    def fundne(self, raekker: list[Raekke] | None = None) -> list[Raekke]:
        """The rows that match, in the order that is asked for. No queries."""
        wanted, rows = self.wanted, self.raekker if raekker is None else raekker
        words = folded(str(wanted.get("q", ""))).split()
        found = [row for row in rows if self._matches(row, wanted) and all(word in _text(row) for word in words)]
        name, turned = self.sortering
        key = SORTERINGER[name][1]
        known = [(value, row) for row in found if (value := key(row)) is not None]
        # Also turned round, equal ones stay in the Danish order they came in.
        known.sort(key=lambda pair: pair[0], reverse=turned)
        return [row for _, row in known] + [row for row in found if key(row) is None]

    def _matches(self, row: Raekke, wanted: dict[str, Any]) -> bool:
        head = row.hoved
        organisations = {str(pk) for pk, _ in row.organisationer} | {str(head.administrator)}
        asked = {
            "vis": lambda value: bool(row.grunde) if value == ALT else value in row.grunde,
            "under": lambda value: value in (self.leading.get(head.parent or 0), str(head.uuid)),
            "kommune": lambda value: value == str(head.kommune),
            "organisation": lambda value: value in organisations,
            "runde": lambda value: value == str(head.runde),
            "status": lambda value: head.status not in OVER if value == AABNE else value == head.status,
        }
        return all(matches(wanted[name]) for name, matches in asked.items() if name in wanted)


WAYS = (("", "stigende"), ("-", "faldende"))


def _text(row: Raekke) -> str:
    """What is searched in: the names and numbers of the plan and of those behind it."""
    head = row.hoved
    parts = [
        head.navn,
        head.langt_navn,
        head.journalnummer,
        head.kommune_navn,
        head.administrator_navn,
        row.overordnet,
    ]
    return folded(" ".join(filter(None, [*parts, *(name for _, name in row.organisationer)])))


def _in_order(pairs: Iterable[tuple[int | str | None, str | None]]) -> list[tuple[str, str]]:
    """Each once, in Danish order; what is not stated is nothing to choose."""
    found = {str(pk): str(name) for pk, name in pairs if pk is not None}
    return sorted(found.items(), key=lambda pair: danish_sort_key(pair[1]))
