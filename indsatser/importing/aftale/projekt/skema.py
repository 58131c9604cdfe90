"""Finds the forms of a document: which label each answer stands under, in tables of any make and in plain lines."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from indsatser.importing.aftale.afsnitsled import linjer
from indsatser.importing.aftale.led import Stykke
from indsatser.importing.aftale.navne import delaftale_name
from indsatser.importing.aftale.normal import stems
from indsatser.importing.dokument.blokke import Afsnit, Blok, Celle, Dokument, Tabel

_NAVNE: Final = {
    "name": ("Navn på projektet", "Projekttitel", "Projektets titel", "Titel på projektet", "Projektets navn"),
    "applicant_body": ("Ansøger", "Ansøgende organisation", "Ansøgers navn og organisation", "Ansøgende forening"),
    "responsible": (
        "Ansvarlige medlemmer", "Ansvarligt medlem", "Ansvarligt medlemmer", "Projektansvarlig", "Kontaktperson",
        "Kontaktpersoner", "Ansvarlig for projektet", "Kontaktoplysninger",
    ),
    "working_group": ("Deltagere fra arbejdsgruppen", "Arbejdsgruppe", "Deltagere i arbejdsgruppen"),
    "purpose": ("Formål med projektet", "Projektets formål", "Formål", "Formålet med projektet"),
    "target_group": ("Målgruppe", "Projektets målgruppe", "Målgruppen", "Hvem er målgruppen"),
    "description": ("Beskrivelse af projektet", "Projektbeskrivelse", "Beskrivelse", "Kort beskrivelse",
                    "Kort beskrivelse af projektet"),
    "activities": ("Aktiviteter", "Projektets aktiviteter", "Planlagte aktiviteter", "Aktiviteter i projektet"),
    "date": ("Dato for afholdelse af projektet", "Projektperiode", "Periode", "Tidspunkt", "Dato"),
    "success_criteria": ("Succeskriterier", "Succeskriterium", "Mål og succeskriterier", "Forventede resultater"),
    "partners": ("Samarbejdspartnere", "Samarbejdspartner", "Partnere", "Samarbejde med andre"),
    "communication": ("Kommunikationsstrategi", "Kommunikation", "Formidling"),
    "milestones": ("Tidsplan/milepæle", "Tidsplan", "Milepæle", "Tidsplan og milepæle"),
    "hours": ("Arbejdsfordeling", "Timeforbrug", "Timer"),
    "task_matrix": ("Opgavefordeling", "Fordeling af opgaver"),
    "budget": ("Økonomi", "Budget", "Budget for afholdelse af projektet", "Udgifter", "Projektets budget"),
}  # fmt: skip
"""What the form asks for, by the key of the case files, as forms print it."""
_ETIKETTER: Final = {stems(name): key for key, names in _NAVNE.items() for name in names}
LAENGST: Final = 60
MINDST: Final = 4
"""So many different labels, the project's name among them, make a form."""


@dataclass
class Svar:
    """One label with its answer: lines, and the rows of tables in it."""

    key: str
    etiket: Stykke
    linjer: list[Stykke] = field(default_factory=list)
    raekker: list[list[str]] = field(default_factory=list)
    raekkesteder: list[list[tuple[Stykke, ...]]] = field(default_factory=list)

    @property
    def alle(self) -> list[Stykke]:
        """Every line of the answer, those of its rows too."""
        return [*self.linjer, *(line for row in self.raekkesteder for cell in row for line in cell)]


@dataclass
class Skema:
    """One project's form."""

    svar: list[Svar] = field(default_factory=list)

    def af(self, key: str) -> list[Svar]:
        return [each for each in self.svar if each.key == key]


def find_skemaer(dokument: Dokument) -> tuple[list[Skema], list[Stykke]]:
    """The project forms of a document, and what stands over the first; none where it is an agreement or another."""
    reader = _Laeser()
    for blok in dokument.blokke:
        if isinstance(blok, Afsnit) and delaftale_name(blok.text) is not None:
            return [], []
        reader.blok(blok)
    forms = [form for form in reader.skemaer if len({each.key for each in form.svar}) >= MINDST and form.af("name")]
    return (forms, reader.over) if forms and len(forms) == len(reader.skemaer) else ([], [])


def etiket_af(text: str) -> str:
    """Which answer a text is the label of, or ""."""
    return _ETIKETTER.get(stems(text), "") if 0 < len(text) <= LAENGST else ""


class _Laeser:
    """Goes through the document once."""

    def __init__(self) -> None:
        self.skemaer: list[Skema] = []
        self.over: list[Stykke] = []

    def blok(self, blok: Blok) -> None:
        if isinstance(blok, Tabel):
            self._tabel(blok)
            return
        for line in linjer(blok):
            label, _colon, _rest = line.text.partition(":")
            if key := etiket_af(label):
                self._aaben(key, line.del_fra(0, len(label)))
                self._linjer([rest] if (rest := line.del_fra(len(label) + 1)).text else [])
            else:
                self._linjer([line])

    def _tabel(self, tabel: Tabel) -> None:
        for raekke in tabel.raekker:
            cells = [cell for cell in raekke.celler if not cell.is_empty]
            if not cells:
                continue
            first = list(_linjer_i(cells[0]))
            key = etiket_af(cells[0].text.rstrip(" :").replace("\n", " ")) if first else ""
            is_head = len(cells) > 1 and not any(cell.blokke and etiket_af(cell.text) for cell in cells[1:])
            if key and (len(cells) == 1 or is_head):
                self._aaben(key, first[0])
                for cell in cells[1:]:
                    self._svar_i(cell)
            elif len(cells) == 1:
                self._svar_i(cells[0])
            else:
                self._raekke(list(raekke.celler))

    def _svar_i(self, cell: Celle) -> None:
        for blok in cell.blokke:
            if isinstance(blok, Tabel):
                for raekke in blok.raekker:
                    self._raekke(list(raekke.celler))
            else:
                self._linjer(list(linjer(blok)))

    def _aaben(self, key: str, label: Stykke) -> None:
        if not self.skemaer or (key == "name" and self.skemaer[-1].af("name")):
            self.skemaer.append(Skema())
        self.skemaer[-1].svar.append(Svar(key, label))

    def _linjer(self, lines: list[Stykke]) -> None:
        if not self.skemaer:
            self.over += lines
            return
        self.skemaer[-1].svar[-1].linjer += lines

    def _raekke(self, cells: list[Celle]) -> None:
        if not self.skemaer:
            self.over += [line for cell in cells for line in _linjer_i(cell)]
            return
        svar = self.skemaer[-1].svar[-1]
        svar.raekker.append([" ".join(cell.text.split()) for cell in cells])
        svar.raekkesteder.append([tuple(_linjer_i(cell)) for cell in cells])


def _linjer_i(cell: Celle) -> Iterator[Stykke]:
    for blok in cell.blokke:
        if isinstance(blok, Afsnit):
            yield from linjer(blok)
