"""The budget as an Excel file: header, a column per calendar year, posts as rows with a line for each source.

Sums are live formulas that carry their results along. Ids stand in hidden columns, and what the plan said in a hidden
sheet, so that renamed rows are known again and colleagues' changes are seen. See docs/regler.md for the layout.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from helhedsplan.datoer import periode
from helhedsplan.numbers import kroner, procent
from helhedsplan.regneark import Formel, Stil, Udark, Udcelle, kolonnebogstav, skriv_regneark
from plans.budget import kroner_for_timer
from plans.choices import Bidragsform, Finansieringsart, Postart
from plans.models import Helhedsplan
from plans.penge.ark import opstilling as o
from plans.penge.ark.felter import FELTER, KILDEFELTER, tal_som_tekst
from plans.penge.ark.indhold import TIMER, Budgetindhold, Budgetraekker, del_celle, indhold_af, laes_raekker

KRONER = Stil(shown_as="beloeb")
SUM = Stil(shown_as="beloeb", is_bold=True)
TOTAL = Stil(shown_as="beloeb", is_bold=True, is_ruled=True)
BOLD = Stil(is_bold=True)
NOTE = Stil(is_note=True)
HEADER = Stil(is_header=True)
NOUGHT = Decimal(0)


def skriv_budgetark(plan: Helhedsplan, *, made_at: datetime, udgangspunkt: Budgetindhold | None = None) -> bytes:
    """The plan's budget as it stands now. `plan` with its round, areas and delaftaler at hand. Four queries.

    `udgangspunkt` is what the file says it was made from, where that is not what stands now.
    """
    raekker = laes_raekker(plan)
    indhold = indhold_af(raekker)
    delaftaler = {str(row.uuid): row.nummer for row in plan.delaftaler.filter(retired_on__isnull=True)}
    sheet = _Budgetark(plan, raekker, indhold, delaftaler)
    title = f"Budget – {plan.short_name}"
    sheets = [sheet.build(), sheet.kildeark(), _udgangspunkt(plan, udgangspunkt or indhold, made_at)]
    return skriv_regneark(sheets, title=title, made_at=made_at)


@dataclass
class _Linje:
    """A row of the sheet for one post and source: what stands in it, and where."""

    row: int
    kilde: str
    unit: str
    counts: bool
    values: dict[str, Decimal]
    worth: Decimal
    refs: list[str] = field(default_factory=list)


class _Budgetark:
    """Lays the rows out from the top and remembers where each stands, for the formulas."""

    def __init__(
        self, plan: Helhedsplan, raekker: Budgetraekker, indhold: Budgetindhold, delaftaler: dict[str, int]
    ) -> None:
        self.plan, self.raekker, self.indhold, self.delaftaler = plan, raekker, indhold, delaftaler
        used = {int(year) for _, _, year in indhold.celler if year}
        self.years = ["", *map(str, sorted({*plan.calendar_years, *used}))]
        self.first = len(o.FOER) + 1  # the first column with amounts
        self.total = self.first + len(self.years)
        self.lbf, self.lokal, self.note, self.post_id, self.kilde_id = range(self.total + 1, self.total + 6)
        self.rows: list[list[Udcelle]] = []
        self.lines: list[_Linje] = []
        self.kilderows = {key: o.KILDER_FROM + number for number, key in enumerate(indhold.kilder)}
        self.sums: dict[int, Decimal] = {}
        self.by_line: dict[tuple[str, str], dict[str, str]] = {}
        for (post, kilde, year), value in indhold.celler.items():
            self.by_line.setdefault((post, kilde), {})[year] = value

    def build(self) -> Udark:
        self._heading()
        start = len(self.rows) + 1
        for key in self.indhold.poster:
            self._post(key)
        self._totals(start)
        years = [13.0] * len(self.years)
        return Udark(
            o.BUDGET,
            self.rows,
            widths=[*(width for _, width in o.FOER), *years, 17, 18, 17, 40, 8, 8],
            frozen=(start - 1, 2),
            hidden_columns=(self.post_id, self.kilde_id),
            heading=f"{self.plan.short_name}  {self.plan.journalnummer}",
        )

    def _heading(self) -> None:
        plan = self.plan
        runde = plan.bevillingsrunde.name if plan.bevillingsrunde else ""
        omraader = ", ".join(str(row) for row in plan.boligomraader.all())
        period = periode(plan.start_date, plan.end_date)
        self.rows = [
            [Udcelle(o.TITEL, Stil(is_bold=True, size=14))],
            [Udcelle("Boligområde/projektnavn", BOLD), Udcelle(plan.name)],
            [Udcelle("Område", BOLD), Udcelle(omraader)],
            [Udcelle("Journal nr.", BOLD), Udcelle(plan.journalnummer)],
            [Udcelle("Bevillingsrunde", BOLD), Udcelle(", ".join(filter(None, [runde, period])))],
            [Udcelle(o.VEJLEDNING, NOTE)],
            [Udcelle(), *self._filler(self.first - 2), Udcelle("Udgifter pr. år, kr.", BOLD)],
        ]
        self.rows[-1] += [*self._filler(self.lbf - len(self.rows[-1]) - 1), Udcelle("Finansiering, kr.", BOLD)]
        heads: list[str | int] = [name for name, _ in o.FOER]
        heads += [int(year) if year else o.UDEN_AAR for year in self.years]
        heads += o.EFTER
        right = range(self.first, self.note)
        self.rows.append(
            [Udcelle(head, Stil(is_header=True, is_right=at in right)) for at, head in enumerate(heads, start=1)]
        )

    def _filler(self, count: int) -> list[Udcelle]:
        return [Udcelle() for _ in range(count)]

    def _post(self, key: str) -> None:
        """The post's row with its sums, and under it a line for each source: first those that are summed."""
        row = len(self.rows) + 1
        lines = self._lines_of(key, row + 1)
        summed = [line for line in lines if line.counts and line.unit != TIMER]
        hours = [line for line in lines if line.counts and line.unit == TIMER]
        values = self.indhold.poster[key]
        cells = [
            Udcelle(values["title"], BOLD),
            Udcelle(),
            Udcelle(o.I_ALT, BOLD),
            Udcelle(self._art(values["art"])),
            Udcelle(FELTER["post"]["udgiftsart"].vis(values["udgiftsart"])),
        ]
        for number, year in enumerate(self.years):
            letter = kolonnebogstav(self.first + number)
            total: Decimal = sum((line.values.get(year, NOUGHT) for line in summed), NOUGHT)
            total += sum((self._worth(line, year) for line in hours), NOUGHT)
            parts = [f"SUM({letter}{summed[0].row}:{letter}{summed[-1].row})"] if summed else []
            parts += [f"ROUND({letter}{line.row}*{self._rate(line)},2)" for line in hours]
            cells.append(self._sum("+".join(parts) or "0", total, SUM, self.first + number))
        cells.append(self._row_sum(row, sum((line.worth for line in (*summed, *hours)), NOUGHT), SUM))
        for column, is_lbf in ((self.lbf, True), (self.lokal, False)):
            own = [line for line in (*summed, *hours) if self._is_lbf(line.kilde) == is_lbf]
            refs = "+".join(f"{kolonnebogstav(column)}{line.row}" for line in own) or "0"
            cells.append(self._sum(refs, sum((line.worth for line in own), NOUGHT), SUM, column))
        cells += [Udcelle(values["note"]), Udcelle(key)]
        self.rows.append(cells)
        self.rows += [self._line(line, key) for line in lines]
        self.lines += lines

    def _lines_of(self, post: str, row: int) -> list[_Linje]:
        """A line for each source that is in use, and one more where it gives both hours and kroner."""
        found: list[_Linje] = []
        for kilde, values in self.indhold.kilder.items():
            is_hours = values["form"] == Bidragsform.TIMER
            mine = self.by_line.get((post, kilde), {})
            by_unit: dict[str, dict[str, Decimal]] = {TIMER: {}} if is_hours else {o.KR: {}}
            for year, value in mine.items():
                unit, amount = del_celle(value)
                by_unit.setdefault(TIMER if unit == TIMER else o.KR, {})[year] = amount or NOUGHT
            for unit, numbers in by_unit.items():
                line = _Linje(0, kilde, unit, self.plan.counts_hours or not is_hours, numbers, NOUGHT)
                line.worth = sum((self._worth(line, year) for year in numbers), NOUGHT)
                found.append(line)
        found.sort(key=lambda line: (not line.counts, line.unit == TIMER))
        for number, line in enumerate(found):
            line.row = row + number
        return found

    def _line(self, line: _Linje, post: str) -> list[Udcelle]:
        cells = [Udcelle(), Udcelle(self.indhold.kilder[line.kilde]["name"]), Udcelle(line.unit), Udcelle(), Udcelle()]
        style = Stil() if line.unit == TIMER else KRONER
        cells += [Udcelle(line.values.get(year), style) for year in self.years]
        first, last = kolonnebogstav(self.first), kolonnebogstav(self.total - 1)
        total = sum(line.values.values(), NOUGHT)
        cells.append(Udcelle(Formel(f"=SUM({first}{line.row}:{last}{line.row})", total), style))
        worth = f"{kolonnebogstav(self.total)}{line.row}"
        if line.unit == TIMER:
            columns = [kolonnebogstav(self.first + number) for number in range(len(self.years))]
            worth = "+".join(f"ROUND({letter}{line.row}*{self._rate(line)},2)" for letter in columns)
        money = Udcelle(Formel(f"={worth}", line.worth), KRONER)
        cells += [money, Udcelle()] if self._is_lbf(line.kilde) else [Udcelle(), money]
        return [*cells, Udcelle("" if line.counts else o.IKKE_REGNET_MED, NOTE), Udcelle(post), Udcelle(line.kilde)]

    def _totals(self, start: int) -> None:
        """What the posts sum to, the frame, what is left, and the local share against the round's requirement."""
        self.rows.append([])
        end = len(self.rows)
        cells = [Udcelle(o.I_ALT_RAEKKE, TOTAL), *[Udcelle(None, TOTAL) for _ in o.FOER[1:]]]
        for column in range(self.first, self.lokal + 1):
            letter = kolonnebogstav(column)
            formula = f'SUMIF($C${start}:$C${end},"{o.I_ALT}",{letter}${start}:{letter}${end})'
            cells.append(Udcelle(Formel(f"={formula}", self.sums.get(column, NOUGHT)), TOTAL))
        self.rows.append(cells)
        if self.plan.frame_lbf is None or self.plan.frame_lokal is None:
            return
        above = len(self.rows)
        frame = [self.plan.frame_lbf + self.plan.frame_lokal, self.plan.frame_lbf, self.plan.frame_lokal]
        self._after(o.RAMME, [Udcelle(part, KRONER) for part in frame])
        columns = (self.total, self.lbf, self.lokal)
        rest = [
            Udcelle(
                Formel(f"={letter}{above + 1}-{letter}{above}", part - self.sums.get(column, NOUGHT)),
                SUM,
            )
            for column, part in zip(columns, frame, strict=True)
            for letter in [kolonnebogstav(column)]
        ]
        self._after("Ikke fordelt", rest)
        self._share(above + 1, frame)

    def _share(self, row: int, frame: list[Decimal]) -> None:
        whole, lokal = kolonnebogstav(self.total), kolonnebogstav(self.lokal)
        if not frame[0]:
            return
        share = frame[2] / frame[0] * 100
        formula = Formel(f"={lokal}{row}/{whole}{row}*100", share)
        self._after("Lokal medfinansiering af rammen", [Udcelle(formula, Stil(shown_as="procent"))])
        runde = self.plan.bevillingsrunde
        if runde and runde.min_local_share is not None:
            luft = frame[2] - frame[0] * runde.min_local_share / 100
            word = "over" if luft >= 0 else "under"
            text = (
                f"Kravet er {procent(runde.min_local_share)} af planen som helhed: {kroner(abs(luft))} {word} kravet."
            )
            self.rows.append([Udcelle(text, NOTE)])

    def _after(self, label: str, cells: list[Udcelle]) -> None:
        self.rows.append([Udcelle(label, BOLD), *self._filler(self.total - 2), *cells])

    def _sum(self, formula: str, value: Decimal, style: Stil, column: int) -> Udcelle:
        self.sums[column] = self.sums.get(column, NOUGHT) + value
        return Udcelle(Formel(f"={formula}", value), style)

    def _row_sum(self, row: int, value: Decimal, style: Stil) -> Udcelle:
        first, last = kolonnebogstav(self.first), kolonnebogstav(self.total - 1)
        return self._sum(f"SUM({first}{row}:{last}{row})", value, style, self.total)

    def _worth(self, line: _Linje, year: str) -> Decimal:
        number = line.values.get(year, NOUGHT)
        return kroner_for_timer(number, self.raekker.kilder[line.kilde].hour_rate) if line.unit == TIMER else number

    def _rate(self, line: _Linje) -> str:
        return f"{o.FINANSIERING}!${o.SATS_KOLONNE}${self.kilderows[line.kilde]}"

    def _is_lbf(self, kilde: str) -> bool:
        return self.indhold.kilder[kilde]["kind"] == Finansieringsart.LBF

    def _art(self, art: str) -> str:
        kind, _, delaftale = art.partition(":")
        label = str(Postart(kind).label)
        return f"{label} {self.delaftaler.get(delaftale, '')}".strip() if delaftale else label

    def kildeark(self) -> Udark:
        """The sources with all that is known of them, and what the budget takes from each."""
        heads = [Udcelle(felt.heading, HEADER) for felt in KILDEFELTER]
        rows = [
            [Udcelle("Finansiering", Stil(is_bold=True, size=14))],
            [Udcelle("En ny kilde skrives i en ny række nederst. Skjulte kolonner skal blive stående.", NOTE)],
            [*heads, Udcelle(o.BRUGT, HEADER), Udcelle(o.KILDE_ID, HEADER)],
        ]
        for key, values in self.indhold.kilder.items():
            own = [line for line in self.lines if line.kilde == key]
            letter = kolonnebogstav(self.lbf if self._is_lbf(key) else self.lokal)
            refs = "+".join(f"{o.BUDGET}!{letter}{line.row}" for line in own) or "0"
            used = Formel(f"={refs}", sum((line.worth for line in own), NOUGHT))
            cells = [
                Udcelle(felt.ud(values[felt.name]), KRONER if felt.kind == "beloeb" else Stil())
                for felt in KILDEFELTER
            ]
            rows.append([*cells, Udcelle(used, KRONER), Udcelle(key)])
        widths = [*(felt.width for felt in KILDEFELTER), 16, 8]
        return Udark(
            o.FINANSIERING,
            rows,
            widths=widths,
            frozen=(3, 1),
            hidden_columns=(len(widths),),
            heading=self.plan.short_name,
        )


def _udgangspunkt(plan: Helhedsplan, indhold: Budgetindhold, made_at: datetime) -> Udark:
    """What the plan said when the file was made, and which plan it is."""
    rows: list[list[str]] = [
        [
            o.VERSION,
            str(plan.uuid),
            made_at.isoformat(),
            tal_som_tekst(plan.frame_lbf),
            tal_som_tekst(plan.frame_lokal),
        ]
    ]
    for art, found in (("kilde", indhold.kilder), ("post", indhold.poster)):
        rows += [[art, key, name, value] for key, values in found.items() for name, value in values.items()]
    rows += [["celle", *key, value] for key, value in indhold.celler.items()]
    return Udark(o.SKJULT, [[Udcelle(value) for value in row] for row in rows], is_hidden=True)
