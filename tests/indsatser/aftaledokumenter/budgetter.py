"""Budgets by post, source and year as authors print them, each with its truth. `TILBAGEHOLDTE` were written before the
reader of budgets was tried on any of them, and were read for the first time when it read the others."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.indsatser.aftaledokumenter.vaner import UDVIKLING
from tests.indsatser.aftaledokumenter.word import Ark, fill

Celler = dict[tuple[str, str, str], int]
"""By post, source and time as they are printed ("" where the author prints none): kroner."""

OMRAADER = ("Uddannelse og livschancer", "Beskæftigelse", "Kriminalitetsforebyggelse")
PROJEKT, EVALUERING = "Projektorganisation", "Evaluering"
LBF, LOKAL = "Landsbyggefonden", "Lokal medfinansiering"


@dataclass
class Budget:
    """What a document says of money. `kilder`: name and kind. `modsigelser`: how many sums do not fit."""

    navn: str
    tider: tuple[str, ...]
    kilder: tuple[tuple[str, str], ...]
    poster: tuple[str, ...]
    celler: Celler = field(default_factory=dict)
    summer: Celler = field(default_factory=dict)
    modsigelser: int = 0
    uforstaaet: tuple[str, ...] = ()
    """Texts that must be listed as not understood."""

    def sum(self, post: str = "", kilde: str = "", tid: str = "", *, poster: tuple[str, ...] = ()) -> int:
        """The sum of the cells of this post, source and time ("" for all)."""
        return sum(
            amount
            for (p, k, t), amount in self.celler.items()
            if p in (poster or (post or p,)) and k == (kilde or k) and t == (tid or t)
        )


def fyld(budget: Budget, skridt: int, *, uden: int = 5) -> Budget:
    """Amounts that are all different; every `uden`th cell is empty."""
    number = 0
    for p, post in enumerate(budget.poster, start=1):
        for k, (kilde, _kind) in enumerate(budget.kilder, start=1):
            for t, tid in enumerate(budget.tider, start=1):
                number += 1
                if number % uden:
                    budget.celler[post, kilde, tid] = skridt * (7 * p + 3 * k + t)
    return budget


def kr(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


# --- The documents -----------------------------------------------------------------------------------------------


def _ark(navn: str) -> Ark:
    ark = Ark(UDVIKLING[0])
    ark.doc.add_paragraph("Strategisk samarbejdsaftale om boligsocial indsats", style="Title")
    ark.tekst(f"Helhedsplanen {navn}")
    ark.etiket("Aftalen gælder fra", "1/8-2019 til 31/7-2023")
    ark.overskrift("Formål med den boligsociale indsats", 1, "1.")
    ark.tekst("Flere skal i job og uddannelse.")
    return ark


def _delaftale(ark: Ark, omraade: str, penge: Callable[[], None] | None = None) -> None:
    ark.overskrift(f"Delaftale for indsatsområdet {omraade}", 1)
    ark.overskrift("Formål", 2)
    ark.tekst(f"Indsatsen styrker {omraade.lower()} i området.")
    if penge:
        ark.overskrift("Økonomi", 2)
        penge()
    ark.overskrift("Aktivitetsbeskrivelser", 2)
    ark.overskrift(f"Værkstedet for {omraade.lower()}", 3)
    ark.tabel([["Formål", "At prøve kræfter."], ["Målgruppe", "Unge fra 13 år"], ["Forankring", "Klubben"]])


def _tabel(ark: Ark, columns: int, rows: list[list[Any]]) -> Any:
    """A table; a cell that is None is one with the cell to its left, "^" one with the cell above."""
    table = ark.doc.add_table(rows=len(rows), cols=columns)
    table.style = "Table Grid"
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if value is None:
                table.cell(y, x - 1).merge(table.cell(y, x))
            elif value == "^":
                table.cell(y - 1, x).merge(table.cell(y, x))
            else:
                fill(table.cell(y, x), value)
    return table


def blokke(folder: Path) -> tuple[Budget, Path]:
    """An annex in t.kr.: a block of posts for each source under its name, years as columns, sums in the last column
    and under every block. A dash where there is nothing."""
    b = fyld(
        Budget(
            "Engparken",
            ("2019", "2020", "2021", "2022", "2023"),
            ((LBF, "lbf"), (LOKAL, "lokal")),
            (PROJEKT, *OMRAADER, EVALUERING),
        ),
        11000,
    )
    ark = _ark(b.navn)
    for omraade in OMRAADER:
        _delaftale(ark, omraade)
    ark.overskrift("Bilag 5. Budget", 1)
    ark.tekst("Alle beløb er i 1.000 kr.")
    width = len(b.tider) + 2
    rows: list[list[Any]] = [["Post", *b.tider, "I alt"]]
    for kilde, _kind in b.kilder:
        rows.append([kilde, *[None] * (width - 1)])
        for post in b.poster:
            cells = [b.celler.get((post, kilde, tid)) for tid in b.tider]
            rows.append(
                [post, *["-" if one is None else kr(one // 1000) for one in cells], kr(b.sum(post, kilde) // 1000)]
            )
            b.summer[post, kilde, ""] = b.sum(post, kilde)
        rows.append(
            [f"I alt {kilde}", *[kr(b.sum("", kilde, tid) // 1000) for tid in b.tider], kr(b.sum("", kilde) // 1000)]
        )
        b.summer |= {("", kilde, tid): b.sum("", kilde, tid) for tid in (*b.tider, "")}
    rows.append(["Samlet budget", *[kr(b.sum("", "", tid) // 1000) for tid in b.tider], kr(b.sum() // 1000)])
    b.summer |= {("", "", tid): b.sum("", "", tid) for tid in (*b.tider, "")}
    _tabel(ark, width, rows)
    return b, ark.gem(folder / "budget-blokke.docx")


def toetager(folder: Path) -> tuple[Budget, Path]:
    """Heads over two rows: each year over its three sources, the first year a part of one; a last column; a row of
    sums in which two do not fit. Empty cells."""
    b = fyld(
        Budget(
            "Fjordbakken",
            ("2019", "2020", "2021"),
            ((LBF, "lbf"), ("Fjordby Kommune", "kommune"), ("Boligorganisationerne", "boligorganisation")),
            (*OMRAADER, PROJEKT),
        ),
        12500,
    )
    ark = _ark(b.navn)
    for omraade in OMRAADER:
        _delaftale(ark, omraade)
    ark.overskrift("7. Ressourcer og økonomi", 1)
    ark.tekst("Budgettet er fordelt på indsatsområder, kalenderår og parter.")
    names = ["LBF", "Fjordby Kommune", "Boligorganisationerne"]
    heads = ["2019 (aug.-dec.)", "2020", "2021"]
    rows: list[list[Any]] = [
        ["Indsatsområde", *[cell for head in heads for cell in (head, None, None)], "I alt, kr."],
        ["^", *names * 3, "^"],
    ]
    for post in b.poster:
        cells = [b.celler.get((post, kilde, tid)) for tid in b.tider for kilde, _kind in b.kilder]
        rows.append([post, *["" if one is None else kr(one) for one in cells], kr(b.sum(post))])
        b.summer[post, "", ""] = b.sum(post)
    sums = {(kilde, tid): b.sum("", kilde, tid) for tid in b.tider for kilde, _kind in b.kilder}
    sums["Fjordby Kommune", "2020"] += 100_000  # does not fit
    total = b.sum() - 50_000  # nor does this
    b.modsigelser = 2
    rows.append(["I alt", *[kr(one) for one in sums.values()], kr(total)])
    b.summer |= {("", kilde, tid): one for (kilde, tid), one in sums.items()} | {("", "", ""): total}
    _tabel(ark, 11, rows)
    return b, ark.gem(folder / "budget-toetager.docx")


def i_delaftalen(folder: Path) -> tuple[Budget, Path]:
    """In every delaftale: sources down, years across, the whole period last, kroner in every cell."""
    b = fyld(
        Budget(
            "Skovlunden",
            ("2020", "2021", "2022", "2023"),
            ((LBF, "lbf"), ("Kommunal medfinansiering", "kommune")),
            OMRAADER,
        ),
        25000,
        uden=7,
    )
    ark = _ark(b.navn)

    def penge(post: str) -> None:
        rows: list[list[Any]] = [["Finansiering", *b.tider, "4-årig periode"]]
        for kilde, _kind in b.kilder:
            cells = [b.celler.get((post, kilde, tid)) for tid in b.tider]
            rows.append(
                [kilde, *["–" if one is None else f"{kr(one)} kr." for one in cells], f"{kr(b.sum(post, kilde))} kr."]
            )
            b.summer[post, kilde, ""] = b.sum(post, kilde)
        rows.append(["Samlet", *[f"{kr(b.sum(post, '', tid))} kr." for tid in b.tider], f"{kr(b.sum(post))} kr."])
        b.summer.update({(post, "", tid): b.sum(post, "", tid) for tid in (*b.tider, "")})
        _tabel(ark, len(b.tider) + 2, rows)

    for omraade in OMRAADER:
        _delaftale(ark, omraade, lambda omraade=omraade: penge(omraade))
    return b, ark.gem(folder / "budget-delaftale.docx")


def aarslinjer(folder: Path) -> tuple[Budget, Path]:
    """A table for each indsatsområde under its own line in the annex: project years down, sources across, mio. kr."""
    b = fyld(
        Budget(
            "Havnekvarteret",
            ("2019/20", "2020/21", "2021/22", "2022/23"),
            ((LBF, "lbf"), ("Kommune", "kommune"), ("Fonde", "fond")),
            OMRAADER[:2],
        ),
        10000,
        uden=6,
    )
    ark = _ark(b.navn)
    for omraade in OMRAADER[:2]:
        _delaftale(ark, omraade)
    ark.overskrift("Bilag 3: Budget", 1)

    def mio(amount: int) -> str:
        return f"{amount / 1_000_000:.2f}".replace(".", ",")

    for post in OMRAADER[:2]:
        ark.fed(f"Budget for {post}")
        rows: list[list[Any]] = [["Mio. kr.", "Landsbyggefonden", "Kommune", "Fonde", "I alt"]]
        for tid in b.tider:
            cells = [b.celler.get((post, kilde, tid)) for kilde, _kind in b.kilder]
            rows.append([tid, *["" if one is None else mio(one) for one in cells], mio(b.sum(post, "", tid))])
            b.summer[post, "", tid] = b.sum(post, "", tid)
        rows.append(["Hele perioden", *[mio(b.sum(post, kilde)) for kilde, _kind in b.kilder], mio(b.sum(post))])
        b.summer |= {(post, kilde, ""): b.sum(post, kilde) for kilde, _kind in b.kilder} | {
            (post, "", ""): b.sum(post)
        }
        _tabel(ark, 5, rows)
    return b, ark.gem(folder / "budget-aarslinjer.docx")


def fletninger(folder: Path) -> tuple[Budget, Path]:
    """The post's cell covers its sources' rows, a sum of its own under each post, one amount that cannot be read and a
    word where an amount should be."""
    b = fyld(
        Budget(
            "Aaparken",
            ("2020", "2021", "2022"),
            (
                (LBF, "lbf"),
                ("Aaby Kommune", "kommune"),
                ("Boligforeningen Fremad", "boligorganisation"),
                ("Egenfinansiering", "lokal"),
            ),
            (*OMRAADER, EVALUERING),
        ),
        17500,
        uden=9,
    )
    ark = _ark(b.navn)
    for omraade in OMRAADER:
        _delaftale(ark, omraade)
    ark.overskrift("Bilag 6 – Budgetskema", 1)
    rows: list[list[Any]] = [["Delaftale", "Finansieringskilde", *[f"Budget {tid} (kr.)" for tid in b.tider], "Sum"]]
    for post in b.poster:
        for index, (kilde, _kind) in enumerate(b.kilder):
            cells = [b.celler.get((post, kilde, tid)) for tid in b.tider]
            words = ["" if one is None else kr(one) for one in cells]
            if (post, kilde) == (EVALUERING, "Aaby Kommune"):
                words[0] = "efter aftale"
                del b.celler[post, kilde, "2020"]
            rows.append(["^" if index else post, kilde, *words, kr(b.sum(post, kilde))])
            b.summer[post, kilde, ""] = b.sum(post, kilde)
        rows.append(["^", "I alt", *[kr(b.sum(post, "", tid)) for tid in b.tider], kr(b.sum(post))])
        b.summer |= {(post, "", tid): b.sum(post, "", tid) for tid in (*b.tider, "")}
    b.uforstaaet = ("efter aftale",)
    _tabel(ark, len(b.tider) + 3, rows)
    return b, ark.gem(folder / "budget-fletninger.docx")


def udgifter_og_finansiering(folder: Path) -> tuple[Budget, Path]:
    """Two tables: what it costs by post and year, and who pays by source and year. No post has a source."""
    b = Budget(
        "Bakkegården", ("2020", "2021", "2022"), ((LBF, "lbf"), (LOKAL, "lokal")), (*OMRAADER, "Løn til sekretariat")
    )
    for p, post in enumerate(b.poster, start=1):
        b.celler |= {(post, "", tid): 40_000 * (p + t) for t, tid in enumerate(b.tider)}
    costs = Budget(b.navn, b.tider, (), b.poster, dict(b.celler))
    ark = _ark(b.navn)
    for omraade in OMRAADER:
        _delaftale(ark, omraade)
    ark.overskrift("Budget", 1)
    ark.fed("Udgifter (kr.)")
    rows: list[list[Any]] = [["", *b.tider]]
    for post in b.poster:
        rows.append([post, *[kr(costs.sum(post, "", tid)) for tid in b.tider]])
    rows.append(["Udgifter i alt", *[kr(costs.sum("", "", tid)) for tid in b.tider]])
    b.summer |= {("", "", tid): costs.sum("", "", tid) for tid in b.tider}
    _tabel(ark, 4, rows)
    ark.fed("Finansiering (kr.)")
    rows = [["", *b.tider]]
    shares = {tid: costs.sum("", "", tid) * 3 // 4 for tid in b.tider}
    b.celler |= {("", LBF, tid): shares[tid] for tid in b.tider}
    b.celler |= {("", LOKAL, tid): costs.sum("", "", tid) - shares[tid] for tid in b.tider}
    rows.append(["Landsbyggefonden", *[kr(b.celler["", LBF, tid]) for tid in b.tider]])
    rows.append(["Lokal medfinansiering", *[kr(b.celler["", LOKAL, tid]) for tid in b.tider]])
    _tabel(ark, 4, rows)
    return b, ark.gem(folder / "budget-udgifter.docx")


def uden_enhed(folder: Path) -> tuple[Budget, Path]:
    """Small numbers and no unit anywhere: kroner or thousands of them? Nothing may be read, all of it is listed."""
    b = Budget("Mosevangen", ("2020", "2021"), (), (), uforstaaet=("415", "390"))
    ark = _ark(b.navn)
    _delaftale(ark, OMRAADER[1])
    ark.overskrift("Budget", 1)
    _tabel(
        ark, 3, [["Post", "2020", "2021"], ["Landsbyggefonden", "415", "390"], ["Lokal medfinansiering", "120", "110"]]
    )
    return b, ark.gem(folder / "budget-enhed.docx")


def andre_tabeller(folder: Path) -> tuple[Budget, Path]:
    """Tables with years across that are no budget: figures of the area, and persons by year. Nothing may be read."""
    b = Budget("Rosenhaven", ("2020", "2021"), (), ())
    ark = _ark(b.navn)
    ark.overskrift("3. Problemkompleks, beboere og tryghedssituation", 1, "")
    _tabel(
        ark,
        3,
        [
            ["Indikator", "2017", "2018"],
            ["Beboere uden job, andel", "41,2 %", "39,8 %"],
            ["Gennemsnitlig indkomst (kr.), Rosby Kommune", "312.000", "318.400"],
            ["Gennemsnitlig indkomst (kr.), Rosenhaven", "201.300", "207.900"],
            ["Beboere i alt", "1.392", "1.401"],
        ],
    )
    _delaftale(ark, OMRAADER[1])
    return b, ark.gem(folder / "budget-ikke.docx")


UDVIKLING_BUDGETTER = (blokke, toetager, i_delaftalen, andre_tabeller)
TILBAGEHOLDTE_BUDGETTER = (aarslinjer, fletninger, udgifter_og_finansiering, uden_enhed)
