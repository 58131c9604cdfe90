"""Reads the budget's rows: posts, and under each a line for every source with its amounts or hours."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from helhedsplan.numbers import kroner
from helhedsplan.regneark import Ark, Arkfejl, Celle, Sted, som_tal, som_tekst
from plans.choices import Bidragsform, Postart
from plans.penge.ark import opstilling as o
from plans.penge.ark.felter import FELTER, tal_som_tekst, tekst
from plans.penge.ark.indhold import KR, NY, TIMER, Cellenoegle
from plans.penge.ark.kolonner import Kolonner
from plans.penge.celletekst import laest_beloeb

if TYPE_CHECKING:
    from plans.penge.ark.laes import Grundlag

FLETTET = "Cellerne er flettet, så det ikke kan ses, hvad der skal stå i hver. Ophæv fletningen."
_DELAFTALE = re.compile(r"(?:delaftale|indsatsområde)\s*(?:nr\.?\s*)?(\d{1,4})?", re.I)
_POST, _KILDE, _ENHED, _ART, _UDGIFTSART = (name for name, _ in o.FOER)
_TOTAL, _LBF, _LOKAL, _NOTE, _, _ = o.EFTER


@dataclass(frozen=True, slots=True)
class _Typet:
    """A sum that somebody has typed over: allowed only if it still is the sum."""

    celle: Celle
    post: str
    year: str


class Postlaesning:
    """The sheet being read from the top; errors are collected in `grundlag`."""

    def __init__(self, grundlag: "Grundlag", sheet: Ark, columns: Kolonner, kilder: dict[str, dict[str, str]]) -> None:
        self.g, self.sheet, self.columns, self.kilder = grundlag, sheet, columns, kilder
        self.poster: dict[str, dict[str, str]] = {}
        self.celler: dict[Cellenoegle, str] = {}
        self.by_name = {values["name"].casefold(): key for key, values in kilder.items()}
        self.seen: dict[tuple[str, str, str], Sted] = {}
        self.typed: list[_Typet] = []
        self.post = ""
        self.end = sheet.last_row + 1

    def read(self) -> None:
        """Read every row down to the total."""
        for row in range(self.columns.head + 1, self.sheet.last_row + 1):
            try:
                if self._is_total(row):
                    self.end = row
                    break
                self._row(row)
            except Arkfejl as refused:
                self.g.errors.append(refused)
        self._refuse_merged()
        self._refuse_below_total()
        self._keep_what_is_not_shown()
        self._check_typed_sums()

    def _refuse_merged(self) -> None:
        """Merged cells have lost what stood in all but the first: years must not be emptied by how it looks."""
        years = set(self.columns.years.values())
        for row, column, last_row, last_column in self.sheet.merged:
            inside = self.columns.head < last_row and row < self.end
            if inside and any(column <= year <= last_column for year in years):
                self.g.refuse(FLETTET, Sted(self.sheet.name, row, column))

    def _refuse_below_total(self) -> None:
        """A post or a line that was written under the total would be lost without a word."""
        for row in range(self.end + 1, self.sheet.last_row + 1):
            try:
                is_line = bool(self._text(row, _KILDE) or self._text(row, o.POST_ID))
            except Arkfejl:
                continue  # the frame's own rows are read by `check_frame`
            own = [self.sheet.celle(row, column) for column in self.columns.years.values()]
            if is_line or any(not cell.is_empty for cell in own):
                place = self.columns.celle(self.sheet, row, _POST).sted
                self.g.refuse(f"Rækken står under »{o.I_ALT_RAEKKE}«. Flyt den op over, så den kommer med.", place)

    def _is_total(self, row: int) -> bool:
        return self._text(row, _POST).casefold() == o.I_ALT_RAEKKE.casefold() and not self._text(row, o.POST_ID)

    def _row(self, row: int) -> None:
        if self._text(row, _KILDE):
            self._line(row)
        elif self._text(row, _POST):
            self._post(row)
        else:
            for column in self.columns.years.values():
                cell = self.sheet.celle(row, column)
                if not cell.is_empty:
                    raise Arkfejl("Rækken har et beløb, men hverken post eller finansieringskilde.", cell.sted)

    def _post(self, row: int) -> None:
        key = self._text(row, o.POST_ID)
        if o.POST_ID not in self.columns.by_name:
            key = efter_navn(self.g.kendt.poster, "title", self._text(row, _POST))
        if key not in self.g.kendt.poster or key in self.poster:
            key = f"{NY}post-{row}"
        self.post = key
        known = self.g.kendt.poster.get(key, {})
        self.poster[key] = values = dict(known or dict.fromkeys(FELTER["post"], ""))
        for name, felt in FELTER["post"].items():
            if felt.heading not in self.columns.by_name:
                continue
            cell = self.columns.celle(self.sheet, row, felt.heading)
            self.g.steder["post", key, name] = cell.sted
            try:
                values[name] = self._art(cell, known.get("art", "")) if name == "art" else felt.laes(cell)
            except Arkfejl as refused:
                self.g.errors.append(refused)
        for year, column in self.columns.years.items():
            cell = self.sheet.celle(row, column)
            if not cell.is_empty and not cell.is_formula:
                self.typed.append(_Typet(cell, key, year))

    def _art(self, cell: Celle, known: str) -> str:
        """A post's kind: "Projektorganisation", "Delaftale 2", "Evaluering", "Anden post"."""
        text = tekst(som_tekst(cell) or "")
        for kind in (Postart.PROJEKTORGANISATION, Postart.EVALUERING, Postart.ANDEN):
            if text.casefold() in (str(kind.label).casefold(), kind.value):
                return str(kind.value)
        match = _DELAFTALE.fullmatch(text)
        if match and match[1] and int(match[1]) in self.g.delaftaler:
            return f"{Postart.DELAFTALE}:{self.g.delaftaler[int(match[1])]}"
        if known and (not text or (match and not match[1] and known.startswith(f"{Postart.DELAFTALE}:"))):
            return known
        numbers = ", ".join(f"Delaftale {number}" for number in sorted(self.g.delaftaler))
        can_be = ", ".join(filter(None, ["Projektorganisation", numbers, "Evaluering", "Anden post"]))
        said = f"«{text[:40]}» er ikke en art." if text else "Posten har ingen art."
        raise Arkfejl(f"{said} Det kan være: {can_be}.", cell.sted)

    def _line(self, row: int) -> None:
        post, kilde = self._post_of(row), self._kilde_of(row)
        unit = self._unit(row, kilde)
        sted = self.columns.celle(self.sheet, row, _KILDE).sted
        if before := self.seen.get((post, kilde, unit)):
            name = self.kilder[kilde]["name"][:60]
            raise Arkfejl(f"«{name}» står to gange under posten, også i række {before.row}. Læg dem sammen.", sted)
        self.seen[post, kilde, unit] = sted
        note = self.columns.celle(self.sheet, row, _NOTE)
        if not note.is_empty and tekst(som_tekst(note) or "") != o.IKKE_REGNET_MED:
            self.g.refuse("En bemærkning hører til posten. Skriv den på postens egen række.", note.sted)
        for year, column in self.columns.years.items():
            try:
                self._amount(self.sheet.celle(row, column), (post, kilde, year), unit)
            except Arkfejl as refused:
                self.g.errors.append(refused)
        for head in self.columns.unknown:
            cell = self.sheet.celle(row, head.sted.column)
            if isinstance(cell.value, Decimal):
                raise Arkfejl(
                    f"Kolonnens overskrift «{head.value}» er intet årstal, så tallet kan ikke læses.", cell.sted
                )

    def _post_of(self, row: int) -> str:
        cell, name = self.columns.celle(self.sheet, row, _POST), self._text(row, _POST)
        mark = self._text(row, o.POST_ID)
        sted = cell.sted if cell.sted.column else Sted(self.sheet.name, row)
        if name:
            found = [key for key, values in self.poster.items() if values["title"].casefold() == name.casefold()]
            if len(found) != 1:
                why = "Flere poster hedder" if found else "Ingen post længere oppe hedder"
                raise Arkfejl(f"{why} «{name[:60]}».", sted)
            return found[0]
        if not self.post:
            raise Arkfejl("Linjen står ikke under nogen post.", sted)
        if mark in self.g.kendt.poster and mark != self.post:
            home, here = self.g.kendt.poster[mark]["title"], self.poster[self.post]["title"]
            raise Arkfejl(
                f"Linjen står under «{here[:60]}», men hører til «{home[:60]}». Skriv postens navn i kolonnen »Post«"
                " på linjen, eller flyt den tilbage.",
                sted,
            )
        return self.post

    def _kilde_of(self, row: int) -> str:
        cell, name, mark = (
            self.columns.celle(self.sheet, row, _KILDE),
            self._text(row, _KILDE),
            self._text(row, o.KILDE_ID),
        )
        if name.casefold() in self.by_name:
            return self.by_name[name.casefold()]
        known = self.g.kendt.kilder.get(mark, {}).get("name", "")
        if mark in self.kilder and known.casefold() == name.casefold():
            return mark  # renamed on the sheet of sources
        raise Arkfejl(
            f"«{name[:60]}» er ikke blandt finansieringskilderne. Skriv den på arket »{o.FINANSIERING}« først.",
            cell.sted,
        )

    def _unit(self, row: int, kilde: str) -> str:
        cell, text = self.columns.celle(self.sheet, row, _ENHED), self._text(row, _ENHED).casefold().rstrip(".")
        is_hours = self.kilder[kilde]["form"] == Bidragsform.TIMER
        if text in ("timer", "time", "t"):
            if not is_hours:
                raise Arkfejl(f"«{self.kilder[kilde]['name'][:60]}» giver penge, ikke arbejdstid.", cell.sted)
            return TIMER
        if text in ("kr", "kroner"):
            return KR
        if text:
            raise Arkfejl(f"Enheden er «{text[:20]}». Der kan stå kr. eller timer.", cell.sted)
        return TIMER if is_hours else KR

    def _amount(self, cell: Celle, key: Cellenoegle, unit: str) -> None:
        value = som_tal(cell) if unit == TIMER else laest_beloeb(cell)
        self.g.steder.setdefault(("celle", *key), cell.sted)
        if value is None:
            return
        if value < 0:
            raise Arkfejl("Et budgetbeløb kan ikke være negativt. Rettelser hører til i forbruget.", cell.sted)
        if value != value.quantize(Decimal("0.01")):
            raise Arkfejl("Timerne har mere end to decimaler.", cell.sted)
        years = self.g.plan.calendar_years
        if value and key[2] and years and int(key[2]) not in years:
            raise Arkfejl(f"{key[2]} ligger uden for planens periode.", cell.sted)
        if value and key in self.celler and Decimal(self.celler[key].partition(":")[2]):
            raise Arkfejl("Der står både timer og kroner for det samme år.", cell.sted)
        if value or key not in self.celler:
            self.celler[key] = f"{unit}:{tal_som_tekst(value)}"
            self.g.steder["celle", *key] = cell.sted

    def _keep_what_is_not_shown(self) -> None:
        """A year that has no column in the file is left as it is."""
        for key, value in self.g.kendt.celler.items():
            if key[2] not in self.columns.years and key[0] in self.poster:
                self.celler.setdefault(key, value)

    def _check_typed_sums(self) -> None:
        for typed in self.typed:
            try:
                said = laest_beloeb(typed.celle)
            except Arkfejl as refused:
                self.g.errors.append(refused)
                continue
            own = [(key, value) for key, value in self.celler.items() if (key[0], key[2]) == (typed.post, typed.year)]
            total = sum((self._worth(key, value) for key, value in own), Decimal(0))
            if said != total:
                self.g.refuse(
                    f"Her regnes summen af linjerne under posten ({kroner(total)}). Skriv beløbet på en linje med en"
                    " finansieringskilde.",
                    typed.celle.sted,
                )

    def _worth(self, key: Cellenoegle, value: str) -> Decimal:
        unit, _, number = value.partition(":")
        kilde = self.kilder.get(key[1], {})
        if kilde.get("form") == Bidragsform.TIMER and not self.g.plan.counts_hours:
            return Decimal(0)
        return Decimal(number) * (Decimal(kilde.get("hour_rate") or 0) if unit == TIMER else 1)

    def check_frame(self, frame: list[str]) -> None:
        """The frame is agreed elsewhere: one that was typed over is refused, not passed over in silence."""
        for row in range(self.end, self.sheet.last_row + 1):
            if self._text(row, _POST) != o.RAMME:
                continue
            for name, stood in ((_LBF, frame[0]), (_LOKAL, frame[1])):
                cell = self.columns.celle(self.sheet, row, name)
                if not cell.is_empty and tal_som_tekst(laest_beloeb(cell)) != stood:
                    self.g.refuse("Aftalens ramme rettes på siden Aftale, ikke i budgettet.", cell.sted)

    def _text(self, row: int, name: str) -> str:
        return tekst(som_tekst(self.columns.celle(self.sheet, row, name)) or "")


def efter_navn(kendt: dict[str, dict[str, str]], felt: str, navn: str) -> str:
    """The id of the one known row of that name; "" where there is none or several."""
    found = [key for key, values in kendt.items() if values[felt].casefold() == navn.casefold()]
    return found[0] if len(found) == 1 else ""
