"""The budget of one project: lines with an amount, and the printed total. A total that does not fit is told."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from indsatser.importing.aftale.budget.beloeb import STOR, i_kroner, laes_beloeb
from indsatser.importing.aftale.budget.maerker import maerke
from indsatser.importing.aftale.budget.tabel import FLERTYDIGT, IKKE_BELOEB, UDEN_ENHED
from indsatser.importing.aftale.budget.traee import kr
from indsatser.importing.aftale.felter.lister import without_mark
from indsatser.importing.aftale.led import Stykke
from indsatser.importing.aftale.projekt.skema import Svar
from indsatser.importing.aftale.rester import Rester
from indsatser.importing.aftale.vaerdi import Traee, Vaerdi

_LINE: Final = re.compile(
    r"^(?P<label>.*?[^\s:–-])\s*[:–-]?\s+"
    r"(?P<amount>(?:kr\.?\s*)?\d[\d .]*(?:,\d+)?(?:,-)?\s*(?:t\.?\s?kr\.?|mio\.?\s?kr\.?|kr\.?|kroner)?)$",
    re.IGNORECASE,
)
_QUALIFIER: Final = re.compile(r"\s*[:–-]?\s*\b(?P<word>op til|højst|maks\.?|maksimalt|ca\.?|cirka)$", re.IGNORECASE)
_CEILING: Final = ("op til", "højst", "maks", "maks.", "maksimalt")


def read_lines(answers: Iterable[Svar], rester: Rester) -> dict[str, Traee]:
    """The lines and the total of a project's budget."""
    lines: list[dict[str, Traee]] = []
    total: dict[str, Traee] = {}
    for label, amount, places, unit in _pairs(answers, rester):
        row = _line(label, amount, places, unit, rester)
        if row is None:
            continue
        if maerke(label).is_sum and not total:
            total = {key: row[key] for key in ("label", "amount") if key in row}
        else:
            lines.append(row)
    _check(lines, total, rester)
    if not lines and not total:
        return {}
    return {"lines": lines, **({"total": total} if total else {})}


def _pairs(answers: Iterable[Svar], rester: Rester) -> Iterator[tuple[str, str, tuple[Stykke, ...], str]]:
    """What each line is for, its amount as printed, where it stands and the unit its table states."""
    for svar in answers:
        unit = maerke(svar.etiket.text).enhed
        for line in svar.linjer:
            found = _LINE.match(without_mark(line).text)
            if found:
                yield found["label"], found["amount"], (line,), unit
            elif not re.fullmatch(r"[-–—.\s]*", line.text):
                rester.blev_ikke([line], IKKE_BELOEB)
        for row, where in zip(svar.raekker, svar.raekkesteder, strict=True):
            heads = [maerke(cell).enhed for cell in row]
            if laes_beloeb(row[-1]).is_tekst and any(heads):
                unit = next(filter(None, heads))
                rester.bruges(line for cell in where for line in cell)
            elif len(row) == 2 and laes_beloeb(row[1]).trykt:
                yield row[0], row[1], (*where[1], *where[0]), unit
            else:
                rester.blev_ikke([line for cell in where for line in cell], IKKE_BELOEB)


def _line(label: str, printed: str, places: tuple[Stykke, ...], unit: str, rester: Rester) -> dict[str, Traee] | None:
    amount = laes_beloeb(printed)
    unit = amount.enhed or unit
    if amount.tal is None or not (unit or amount.tal >= STOR):
        rester.blev_ikke(places[:1], UDEN_ENHED if amount.tal is not None else FLERTYDIGT)
        return None
    qualifier = _QUALIFIER.search(label)
    name = label[: qualifier.start()] if qualifier else label
    value = i_kroner(amount.tal, unit or "kr")
    row: dict[str, Traee] = {
        "label": Vaerdi(name.strip(" :"), places),
        "amount": Vaerdi(value, places, beregnet=unit in ("tkr", "mio")),
    }
    if qualifier:
        word = qualifier["word"]
        row["qualifier"] = Vaerdi(word, places)
        row["is_ceiling"] = Vaerdi(word.casefold() in _CEILING, places, beregnet=True)
    return row


def _check(lines: list[dict[str, Traee]], total: dict[str, Traee], rester: Rester) -> None:
    printed = total.get("amount")
    amounts = [one["amount"] for one in lines]
    if not isinstance(printed, Vaerdi) or not amounts:
        return
    summed = sum((Decimal(str(one.vaerdi)) for one in amounts if isinstance(one, Vaerdi)), Decimal())
    stated = Decimal(str(printed.vaerdi))
    if stated != summed:
        sentence = f"Summen for projektet er trykt {kr(stated)}; linjerne giver {kr(summed)}"
        rester.modsiger("sum_mismatch", sentence, printed.stykker[:1])
