"""What a file will change, row by row: three readings held against each other, and nothing written.

The file, the plan now, and the plan as it was when the file was made. Only what the file changed since then is a
change; where a colleague changed the same thing to something else, a person must choose.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from helhedsplan.numbers import tal
from plans.choices import Postart
from plans.penge.ark.felter import FELTER
from plans.penge.ark.indhold import NY, TIMER, Budgetfil, Budgetindhold, del_celle

RAEKKE = ""
"""The field of a change that is about a row as a whole."""


class Slags(StrEnum):
    NY = "ny"
    AENDRET = "ændret"
    FJERNET = "fjernet"


@dataclass(frozen=True, slots=True)
class Aendring:
    """One thing the file changes. `foer` and `efter` in the one form; `vist_foer` and `vist_efter` as people read.

    `art` is kilde, post or celle; `noegle` its id, for a cell (post, source, year).
    """

    slags: Slags
    art: str
    noegle: tuple[str, ...]
    felt: str
    foer: str
    efter: str
    gruppe: str
    hvad: str
    vist_foer: str = ""
    vist_efter: str = ""

    @property
    def valg(self) -> str:
        """The name of the choice about it, where there is one."""
        return hashlib.sha256("|".join((self.art, *self.noegle, self.felt)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Forskel:
    """What will change, what must be chosen, and what cannot be done (with the reason)."""

    aendringer: tuple[Aendring, ...]
    konflikter: tuple[Aendring, ...]
    afviste: tuple[tuple[Aendring, str], ...]

    @property
    def er_tom(self) -> bool:
        return not self.aendringer and not self.konflikter

    @property
    def fingeraftryk(self) -> str:
        """The same for the same changes from the same figures: what was shown is what is saved."""
        told = [[c.slags, c.art, *c.noegle, c.felt, c.foer, c.efter] for c in (*self.aendringer, *self.konflikter)]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]

    @property
    def grupper(self) -> dict[str, list[Aendring]]:
        """The changes under the post or source they are about."""
        found: dict[str, list[Aendring]] = {}
        for change in self.aendringer:
            found.setdefault(change.gruppe, []).append(change)
        return found

    def antal(self, slags: Slags) -> int:
        return sum(change.slags == slags for change in self.aendringer)


def sammenlign(fil: Budgetfil, nu: Budgetindhold, delaftaler: dict[str, str]) -> Forskel:
    """Hold the file against the plan as it is now. `delaftaler`: id → what it is called. Pure."""
    found = _Sammenligning(fil, nu, delaftaler)
    found.compare()
    return Forskel(tuple(found.changes), tuple(found.conflicts), tuple(found.refused))


class _Sammenligning:
    def __init__(self, fil: Budgetfil, nu: Budgetindhold, delaftaler: dict[str, str]) -> None:
        self.fil, self.nu, self.base = fil.indhold, nu, fil.udgangspunkt or nu
        self.delaftaler = delaftaler
        self.order = {key: number for number, key in enumerate([*self.fil.poster, *self.fil.kilder])}
        self.changes: list[Aendring] = []
        self.conflicts: list[Aendring] = []
        self.refused: list[tuple[Aendring, str]] = []

    def compare(self) -> None:
        for art, name in (("kilde", "kilder"), ("post", "poster")):
            self._rows(art, getattr(self.base, name), getattr(self.fil, name), getattr(self.nu, name))
        for change in self._cells():
            post, kilde, year = change.noegle
            self._place(change, self.base.celler.get((post, kilde, year), ""))

    def _rows(
        self,
        art: str,
        base: dict[str, dict[str, str]],
        fil: dict[str, dict[str, str]],
        nu: dict[str, dict[str, str]],
    ) -> None:
        label = {"kilde": "name", "post": "title"}[art]
        for key, values in fil.items():
            group = self._group(art, values[label])
            if key.startswith(NY):
                shown = [self._told(art, name, value) for name, value in values.items() if value and name != label]
                what = "Ny post" if art == "post" else "Ny finansieringskilde"
                self.changes.append(
                    Aendring(
                        Slags.NY,
                        art,
                        (key,),
                        RAEKKE,
                        "",
                        values[label],
                        group,
                        what,
                        "",
                        ", ".join(filter(None, shown)),
                    )
                )
                continue
            for name, wanted in values.items():
                was = base.get(key, {}).get(name, "")
                if wanted == was:
                    continue
                stands = nu.get(key, {}).get(name, "")
                told = (self._told(art, name, stands), self._told(art, name, wanted))
                heading = FELTER[art][name].heading
                change = Aendring(Slags.AENDRET, art, (key,), name, stands, wanted, group, heading, *told)
                if key not in nu:
                    self.refused.append((change, "Rækken er taget ud af brug, siden filen blev hentet."))
                else:
                    self._place(change, was)
        for key in base:
            if key in nu and key not in fil:
                self._removed(art, key, nu[key], base[key])

    def _removed(self, art: str, key: str, stands: dict[str, str], was: dict[str, str]) -> None:
        name = stands["title" if art == "post" else "name"]
        what = "Posten tages ud" if art == "post" else "Finansieringskilden tages ud"
        change = Aendring(
            Slags.FJERNET, art, (key,), RAEKKE, name, "", self._group(art, name), what, self._sum(art, key), ""
        )
        place = 0 if art == "post" else 1
        own = {k for k in (*self.nu.celler, *self.base.celler) if k[place] == key}
        touched = [k for k in own if self.nu.celler.get(k, "") != self.base.celler.get(k, "")]
        if stands != was or touched:
            self.conflicts.append(change)
        else:
            self.changes.append(change)

    def _sum(self, art: str, key: str) -> str:
        place = 0 if art == "post" else 1
        own = [del_celle(value) for k, value in self.nu.celler.items() if k[place] == key]
        money = sum(number or 0 for unit, number in own if unit != TIMER)
        hours = sum(number or 0 for unit, number in own if unit == TIMER)
        return " og ".join(
            filter(None, [f"{tal(money)} kr." if money else "", f"{tal(hours)} timer" if hours else ""])
        )

    def _cells(self) -> Iterator[Aendring]:
        """Every cell where the file says something else than the plan did when it was made."""
        for key in sorted({*self.fil.celler, *self.base.celler}, key=self._order):
            post, kilde, year = key
            if post not in self.fil.poster or kilde not in self.fil.kilder:
                continue  # the row as a whole is taken out
            wanted, was = self.fil.celler.get(key, ""), self.base.celler.get(key, "")
            if wanted == was:
                continue
            stands = self.nu.celler.get(key, "")
            slags = _slags(stands, wanted)
            what = f"{self.fil.kilder[kilde]['name']}, {year or 'uden år'}"
            group = self._group("post", self.fil.poster[post]["title"])
            change = Aendring(slags, "celle", key, RAEKKE, stands, wanted, group, what, _shown(stands), _shown(wanted))
            gone = (post not in self.nu.poster and not post.startswith(NY)) or (
                kilde not in self.nu.kilder and not kilde.startswith(NY)
            )
            if gone:
                self.refused.append((change, "Posten eller kilden er taget ud af brug, siden filen blev hentet."))
            else:
                yield change

    def _order(self, key: tuple[str, str, str]) -> tuple[int, int, str]:
        return self.order.get(key[0], -1), self.order.get(key[1], -1), key[2] or "9999"

    def _place(self, change: Aendring, was: str) -> None:
        """A change where nobody was before, none where a colleague did the same, a conflict where she did another."""
        if change.foer != change.efter:
            (self.changes if change.foer == was else self.conflicts).append(change)

    def _group(self, art: str, name: str) -> str:
        return name if art == "post" else f"Finansieringskilde: {name}"

    def _told(self, art: str, name: str, value: str) -> str:
        if name != "art":
            return FELTER[art][name].vis(value)
        kind, _, delaftale = value.partition(":")
        return self.delaftaler.get(delaftale) or (str(Postart(kind).label) if kind else "")


def _slags(stands: str, wanted: str) -> Slags:
    if not wanted:
        return Slags.FJERNET
    return Slags.AENDRET if stands else Slags.NY


def _shown(value: str) -> str:
    unit, number = del_celle(value)
    return "" if number is None else f"{tal(number)} {'timer' if unit == TIMER else 'kr.'}"
