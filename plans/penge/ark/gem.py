"""Saves what a file changes: all of it through the services, or nothing."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from plans.budget import kroner_for_timer
from plans.choices import Postart
from plans.models import Budgetbeloeb, Budgetpost, Delaftale, Finansieringskilde, Helhedsplan, User
from plans.penge.ark.felter import FELTER, KILDEFELTER
from plans.penge.ark.forskel import Aendring, Forskel, Slags, sammenlign
from plans.penge.ark.indhold import TIMER, Budgetfil, Budgetraekker, del_celle, indhold_af, laes_raekker
from plans.services import AlleredeAendret, change, create, retire
from plans.services.celler import Celleaendringer, save_cells
from plans.services.laas import Optaget, again_if_crossed, hold_budget
from plans.services.mange import RaekkeAfvist
from plans.services.timer import price_hours

NOTE = "Fra budgettet i Excel."
MIN, DERES = "min", "deres"
T = TypeVar("T")


class Budgetarkfejl(Exception):
    """A rule of the plan refuses a change. `aendring` is which, `sentences` why."""

    def __init__(self, aendring: Aendring | None, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.aendring = aendring
        self.sentences = sentences

    def __str__(self) -> str:
        where = f"{self.aendring.gruppe}, {self.aendring.hvad}: " if self.aendring else ""
        return where + " ".join(self.sentences)


class AndetEndVist(Exception):
    """The plan has been changed since the changes were shown: they must be looked through again."""


def delaftalenavne(plan: Helhedsplan) -> dict[str, str]:
    """What each delaftale is called, by id. One query."""
    return {str(row.uuid): f"Delaftale {row.nummer}: {row.title}" for row in plan.delaftaler.all()}


def proev_budgetark(plan: Helhedsplan, fil: Budgetfil, *, by: User) -> None:
    """Carry everything out and take it back, so that what a rule refuses is said at once. Raises Budgetarkfejl."""

    def proev() -> None:
        hold_budget(plan)
        raekker = laes_raekker(plan)
        forskel = sammenlign(fil, indhold_af(raekker), delaftalenavne(plan))
        _Gem(plan, raekker, fil, by).carry_out([*forskel.aendringer, *forskel.konflikter])
        transaction.set_rollback(True)

    with suppress(AndetEndVist):  # what came by another road this very moment is seen when it is looked through
        _taking_turns(proev)


def gem_budgetark(
    plan: Helhedsplan, fil: Budgetfil, *, by: User, fingeraftryk: str, valg: Mapping[str, str]
) -> Forskel:
    """Save what was shown, if it is still what would be shown. Returns what was changed.

    `valg` says MIN or DERES for every conflict. Raises AndetEndVist, Budgetarkfejl; then nothing is saved.
    """

    def gem() -> Forskel:
        hold_budget(plan)
        raekker = laes_raekker(plan)
        forskel = sammenlign(fil, indhold_af(raekker), delaftalenavne(plan))
        if forskel.fingeraftryk != fingeraftryk:
            raise AndetEndVist
        if undecided := [one for one in forskel.konflikter if valg.get(one.valg) not in (MIN, DERES)]:
            raise Budgetarkfejl(undecided[0], ["Vælg, hvad der skal stå."])
        mine = [one for one in forskel.konflikter if valg[one.valg] == MIN]
        done = (*forskel.aendringer, *mine)
        _Gem(plan, raekker, fil, by).carry_out(list(done))
        return Forskel(done, (), forskel.afviste)

    return _taking_turns(gem)


def _taking_turns(act: Callable[[], T]) -> T:
    """One transaction at a time in a plan's budget; a row that came by another road meanwhile is said in words."""
    try:
        return again_if_crossed(act)
    except Optaget as busy:
        raise Budgetarkfejl(None, busy.messages) from busy


class _Gem:
    def __init__(self, plan: Helhedsplan, raekker: Budgetraekker, fil: Budgetfil, by: User) -> None:
        self.plan, self.raekker, self.fil, self.by = plan, raekker, fil.indhold, by
        self.delaftaler = {str(row.uuid): row for row in Delaftale.objects.filter(helhedsplan=plan)}
        for row in self.delaftaler.values():
            row.helhedsplan = plan

    def carry_out(self, changes: list[Aendring]) -> None:
        """Sources first, then posts, then amounts; what is taken out goes last."""
        for art in ("kilde", "post"):
            own = [one for one in changes if one.art == art]
            for one in own:
                if one.slags == Slags.NY:
                    with _place(one):
                        self._create(one)
            keys = dict.fromkeys(one.noegle[0] for one in own if one.slags == Slags.AENDRET)
            for key in keys:
                self._change(art, key, [one for one in own if one.noegle[0] == key])
        self._amounts([one for one in changes if one.art == "celle"])
        for one in changes:
            if one.art == "kilde" and one.slags == Slags.AENDRET and one.felt in ("form", "hour_rate"):
                with _place(one):
                    price_hours(self.raekker.kilder[one.noegle[0]], by=self.by)
        for one in changes:
            if one.slags == Slags.FJERNET and one.art != "celle":
                with _place(one):
                    self._retire(one)

    def _create(self, one: Aendring) -> None:
        (key,) = one.noegle
        if one.art == "kilde":
            values = self.fil.kilder[key]
            last = max((row.order for row in self.raekker.kilder.values()), default=0)
            kilde = Finansieringskilde(helhedsplan=self.plan, order=last + 1)
            for felt in KILDEFELTER:
                setattr(kilde, felt.name, felt.til_model(values[felt.name]))
            self.raekker.kilder[key] = create(kilde, by=self.by, note=NOTE)
        else:
            last = max((row.order for row in self.raekker.poster.values()), default=0)
            post = Budgetpost(helhedsplan=self.plan, order=last + 1)
            for name, value in self.fil.poster[key].items():
                self._set(post, "post", name, value)
            self.raekker.poster[key] = create(post, by=self.by, note=NOTE)

    def _set(self, row: Budgetpost | Finansieringskilde, art: str, name: str, value: str) -> None:
        if name != "art":
            setattr(row, name, FELTER[art][name].til_model(value))
            return
        kind, _, delaftale = value.partition(":")
        row.kind = kind or Postart.ANDEN
        row.delaftale = self.delaftaler.get(delaftale)  # type: ignore[union-attr]

    def _change(self, art: str, key: str, changes: list[Aendring]) -> None:
        row = (self.raekker.kilder if art == "kilde" else self.raekker.poster)[key]
        for one in changes:
            if one.slags == Slags.AENDRET:
                self._set(row, art, one.felt, one.efter)
        with _place(changes[0]):
            change(row, by=self.by, note=NOTE)

    def _amounts(self, changes: list[Aendring]) -> None:
        """As in the grid: an emptied cell's row is taken away (ADR 0040), and all are written in a few queries."""
        found, behind = Celleaendringer(), {}
        for one in changes:
            row = self.raekker.celler.get(one.noegle)  # type: ignore[arg-type]
            unit, number = del_celle(one.efter)
            if number is None:
                found.toemte += [row] if row else []
            else:
                (found.rettede if row else found.nye).append(row := row or self._new_cell(*one.noegle))
                row.hours = number if unit == TIMER else None
                row.amount = kroner_for_timer(number, row.kilde.hour_rate) if unit == TIMER else number
            behind[id(row)] = one
        try:
            save_cells(found, by=self.by, note=NOTE)
        except RaekkeAfvist as refused:
            if isinstance(refused.why, AlleredeAendret):
                raise AndetEndVist from refused
            raise Budgetarkfejl(behind[id(refused.row)], list(refused.messages)) from refused

    def _new_cell(self, post: str, kilde: str, year: str) -> Budgetbeloeb:
        posts, kilder = self.raekker.poster, self.raekker.kilder
        return Budgetbeloeb(budgetpost=posts[post], kilde=kilder[kilde], year=int(year) if year else None)

    def _retire(self, one: Aendring) -> None:
        (key,) = one.noegle
        if one.art == "post":
            retire(self.raekker.poster[key], by=self.by, reason="Fjernet i budgettet i Excel.")
            return
        used = any(
            cell.kilde_id == self.raekker.kilder[key].pk and (cell.amount or cell.hours)
            for (post, _, _), cell in self.raekker.celler.items()
            if post in self.fil.poster
        )
        if used:
            raise ValidationError("Kilden bruges stadig i budgettet. Fjern eller flyt dens beløb først.")
        retire(self.raekker.kilder[key], by=self.by, reason="Fjernet i budgettet i Excel.")


@contextmanager
def _place(one: Aendring) -> Iterator[None]:
    """Say at which change a rule refuses."""
    try:
        yield
    except ValidationError as refused:
        raise Budgetarkfejl(one, list(refused.messages)) from refused
