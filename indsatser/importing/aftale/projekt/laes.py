"""From the answers of a form to the project, under the keys of the case files. Persons are counted, never named."""

import re
from typing import Final

from indsatser.importing.aftale.felter.kriterier import Rammer, read_criteria
from indsatser.importing.aftale.felter.lister import items, without_mark
from indsatser.importing.aftale.felter.tid import MONTHS, days_in
from indsatser.importing.aftale.led import Linje, Stykke
from indsatser.importing.aftale.normal import even
from indsatser.importing.aftale.ordbog import Sikkerhed
from indsatser.importing.aftale.projekt.penge import read_lines
from indsatser.importing.aftale.projekt.skema import Skema, Svar
from indsatser.importing.aftale.rester import Rester
from indsatser.importing.aftale.vaerdi import Traee, Vaerdi, tekst, uden_tomme

TAALT: Final = "personer er talt, og deres navne er udeladt"
_NAME: Final = re.compile(r"\b[A-ZÆØÅ][\wæøå.-]*(?:\s+[A-ZÆØÅ][\wæøå.-]*)+")
_MONTH: Final = re.compile(r"\b(" + "|".join(MONTHS) + r")\b")
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")
_HOURS: Final = re.compile(r"(?<![\d.,])(?P<number>\d{1,4})\s*timer?\b")
_LABEL: Final = re.compile(r"^(?P<label>[A-ZÆØÅ][^:\d]{2,40}):\s+(?=\S)")
_TEXTS: Final = ("name", "applicant_body", "purpose", "target_group", "description")


class Projektudtraekker:
    """Reads one form after the other; `rester` hears what could not be read."""

    def __init__(self, rester: Rester) -> None:
        self.rester = rester

    def projekt(self, form: Skema) -> dict[str, Traee]:
        """Everything of one form."""
        self.rester.bruges(each.etiket for each in form.svar)
        project: dict[str, Traee | None] = {key: self._text(form, key) for key in _TEXTS}
        project["activities"] = [
            Vaerdi(without_mark(line).text.rstrip(" .;"), (line,))
            for each in form.af("activities")
            for line in each.linjer
        ]
        project["responsible_count"] = self._persons(form.af("responsible"))
        project["working_group_count"] = self._persons(form.af("working_group"))
        project["date"] = next((_date(each) for each in form.af("date") if each.linjer), None)
        found: dict[str, Traee | None] = {
            "project": uden_tomme(project),
            "success_criteria": [one for each in form.af("success_criteria") for one in self._criteria(each)],
            "partners": [
                one for each in form.af("partners") for one in items([Linje(x) for x in each.linjer], Sikkerhed.EXACT)
            ],
            "communication": self._communication(form.af("communication")),
            "milestones": [one for each in form.af("milestones") for one in self._steps(each)],
            "hours": [one for each in form.af("hours") for one in self._hours(each)],
            "task_matrix": next((self._matrix(each) for each in form.af("task_matrix") if each.raekker), None),
            "budget": read_lines(form.af("budget"), self.rester),
            "form_fields": [_asked(each) for each in form.svar],
        }
        self._rest(form)
        return uden_tomme(found)

    def _text(self, form: Skema, key: str) -> Vaerdi | None:
        return tekst([line for each in form.af(key) for line in each.linjer if not _is_dash(line)])

    def _persons(self, answers: list[Svar]) -> Vaerdi | None:
        """How many persons are named. The place is the label, so that no name goes with it."""
        lines = [line for each in answers for line in each.alle]
        if not answers:
            return None
        self.rester.bruges(lines)
        pieces = [piece for line in lines for piece in re.split(r"[,;/]|\s+og\s+|\s+&\s+", line.text)]
        count = sum(bool(_NAME.search(piece)) for piece in pieces)
        self.rester.bruges([answers[0].etiket], TAALT)
        return Vaerdi(count, (answers[0].etiket,), Sikkerhed.LIKELY, beregnet=True) if count else None

    def _criteria(self, svar: Svar) -> list[dict[str, Traee]]:
        found: list[dict[str, Traee]] = []
        for line in svar.linjer:
            label = _LABEL.match(line.text)
            text = line.del_fra(label.end()) if label else line
            rows, rest = read_criteria([Linje(text)], Sikkerhed.EXACT, Rammer())
            self.rester.blev_ikke(rest, "er ikke et succeskriterium")
            for row in rows:
                found.append({"label": Vaerdi(label["label"], (line,)), **row} if label else row)
        return found

    def _communication(self, answers: list[Svar]) -> dict[str, Traee]:
        found: dict[str, Traee] = {}
        for line in (line for each in answers for line in each.linjer):
            head, colon, rest = line.text.partition(":")
            key = {
                "før": "before",
                "under/efter": "during_after",
                "under": "during_after",
                "efter": "during_after",
            }.get(even(head).replace(" ", "").replace("og", "/"), "")
            if colon and key and rest.strip() and key not in found:
                found[key] = {"what": Vaerdi(rest.strip(), (line,))}
            else:
                self.rester.blev_ikke([line], "det står ikke, om det er før eller efter")
        return found

    def _steps(self, svar: Svar) -> list[Traee]:
        found: list[Traee] = []
        for line in svar.linjer:
            head, colon, rest = without_mark(line).text.partition(":")
            months = _months(head)
            if not colon or not rest.strip() or not (months or _YEAR.search(head)):
                self.rester.blev_ikke([line], "et trin uden tid")
                continue
            tasks = [piece.strip(" .") for piece in rest.split(";") if piece.strip(" .")]
            row: dict[str, Traee] = {
                "label": Vaerdi(head.strip(), (line,)), "tasks": [Vaerdi(task, (line,)) for task in tasks],
            }  # fmt: skip
            if months:
                row |= {
                    "from": Vaerdi(months[0], (line,), beregnet=True), "to": Vaerdi(months[1], (line,), beregnet=True),
                }  # fmt: skip
            found.append(row)
        return found

    def _hours(self, svar: Svar) -> list[Traee]:
        found: list[Traee] = []
        for line in svar.linjer:
            numbers = list(_HOURS.finditer(even(line.text)))
            if len(numbers) != 1:
                self.rester.blev_ikke([line], "er ikke ét timetal")
                continue
            row: dict[str, Traee] = {
                "value": Vaerdi(int(numbers[0]["number"]), (line,)),
                "unit": Vaerdi("timer", (line,)),
            }
            if re.search(r"anslået|\bca\b|cirka|skøn", even(line.text)):
                row["approx"] = Vaerdi(True, (line,), beregnet=True)
            if scope := line.text.partition(":")[0].strip() if ":" in line.text else "":
                row["scope"] = Vaerdi(scope, (line,))
            found.append(row)
        return found

    def _matrix(self, svar: Svar) -> dict[str, Traee]:
        """Tasks by parties, with the mark that stands in each square."""
        parties, places = svar.raekker[0][1:], svar.raekkesteder
        rows: list[Traee] = []
        for row, where in zip(svar.raekker[1:], places[1:], strict=True):
            marks: dict[str, Traee] = {
                party: Vaerdi(mark, cell)
                for party, mark, cell in zip(parties, row[1:], where[1:], strict=False)
                if mark and not re.fullmatch(r"[-–—]*", mark)
            }
            rows.append({"task": Vaerdi(row[0], where[0]), "marks": marks})
        return {
            "parties": [Vaerdi(party, where) for party, where in zip(parties, places[0][1:], strict=False) if party],
            "rows": rows,
        }

    def _rest(self, form: Skema) -> None:
        """Answers in a shape that their label has no reader for."""
        for each in form.svar:
            if each.key not in ("budget", "task_matrix", "responsible", "working_group"):
                rows = [line for row in each.raekkesteder for cell in row for line in cell]
                self.rester.blev_ikke(rows, f"en tabel under {each.etiket.text}")
            lines = [line for line in each.linjer if each.key == "task_matrix" or _is_dash(line)]
            self.rester.blev_ikke([line for line in lines if not _is_dash(line)], f"tekst under {each.etiket.text}")
            self.rester.bruges([line for line in lines if _is_dash(line)], "en streg: der er intet svar")


def _asked(svar: Svar) -> Traee:
    filled = any(not _is_dash(line) for line in svar.alle)
    return {
        "label": Vaerdi(svar.etiket.text.rstrip(" :"), (svar.etiket,)),
        "key": Vaerdi(svar.key, (svar.etiket,), beregnet=True),
        "filled": Vaerdi(filled, (svar.etiket,), beregnet=True),
    }


def _is_dash(line: Stykke) -> bool:
    return bool(re.fullmatch(r"[-–—.\s]*", line.text))


def _months(text: str) -> tuple[str, str] | None:
    """The first and last month a text names, where it names one year: ("2026-03", "2026-04")."""
    names, years = _MONTH.findall(even(text)), set(_YEAR.findall(text))
    if not names or len(years) != 1:
        return None
    numbers = [MONTHS.index(name) + 1 for name in names]
    if numbers != sorted(numbers):
        return None
    year = years.pop()
    return f"{year}-{numbers[0]:02}", f"{year}-{numbers[-1]:02}"


def _date(svar: Svar) -> dict[str, Traee]:
    """When it is held: days or months; what cannot be read is there as it is printed."""
    line = svar.linjer[0]
    found: dict[str, Traee] = {"as_printed": Vaerdi(line.text, (line,))}
    days = days_in(line.text)
    if days:
        span = (days[0], days[-1])
        return {"from": Vaerdi(span[0], (line,)), "to": Vaerdi(span[1], (line,)), **found}
    if months := _months(line.text):
        first, last = (Vaerdi(month, (line,), beregnet=True) for month in months)
        return {"from": first, "to": last, **found}
    return found
