"""The door for spreadsheets: .xlsx and .csv in, cells with their places out, everything else a sentence.

Nothing in a file is trusted: its kind is seen by its content, its size is held against limits before and while it is
unpacked, and neither formulas, macros, links nor XML entities are ever followed.
"""

from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import File

from helhedsplan import cpr
from helhedsplan.filer import tjek_fil
from helhedsplan.filer.pakker import OLD_OFFICE
from helhedsplan.regneark.celler import Arkfejl, Graenser, Regneark
from helhedsplan.regneark.csvfil import laes_csv
from helhedsplan.regneark.vaerdier import som_tekst
from helhedsplan.regneark.xlsx import laes_xlsx

GRAENSER = Graenser()
ENDINGS = ("xlsx", "csv")

_OTHER_KINDS = {
    "xls": "Filen er gemt i Excels gamle format. Gem den som Excel-projektmappe (.xlsx), og vælg den igen.",
    "xlsb": "Filen er gemt i Excels binære format. Gem den som Excel-projektmappe (.xlsx), og vælg den igen.",
    "xlsm": "Filen kan indeholde makroer. Gem den som Excel-projektmappe uden makroer (.xlsx), og vælg den igen.",
    "xltx": "Filen er en skabelon. Gem den som Excel-projektmappe (.xlsx), og vælg den igen.",
    "ods": "Filen er gemt i OpenDocument-format. Gem den som Excel-projektmappe (.xlsx), og vælg den igen.",
}
_OTHER_KINDS |= {"xltm": _OTHER_KINDS["xlsm"], "xlam": _OTHER_KINDS["xlsm"]}
UKENDT = "Filen er ikke et regneark. Vælg en Excel-fil (.xlsx) eller en CSV-fil (.csv)."
LAAST = "Filen er låst med adgangskode. Gem en udgave uden, og vælg den."
TOM = "Der står ingenting i filen."


def laes_regneark(file: File, graenser: Graenser = GRAENSER) -> Regneark:
    """Read an uploaded spreadsheet whole.

    The file is left at its beginning. Raises Arkfejl with one Danish sentence, and the place where there is one.
    """
    ending = (file.name or "").rpartition(".")[2].lower()
    if ending not in ENDINGS:
        raise Arkfejl(_OTHER_KINDS.get(ending, UKENDT))
    if file.size and file.size > graenser.file_bytes:
        raise Arkfejl(f"Filen er for stor. Et regneark må højst fylde {_mb(graenser.file_bytes)} MB.")
    if ending == "xlsx" and _is_locked(file):
        raise Arkfejl(LAAST)
    try:
        tjek_fil(file)
    except ValidationError as refused:
        raise Arkfejl(refused.messages[0]) from refused
    book = laes_xlsx(file, graenser) if ending == "xlsx" else laes_csv(file, graenser)  # type: ignore[arg-type]
    file.seek(0)
    if not any(sheet.cells for sheet in book.sheets):
        raise Arkfejl(TOM)
    return book


def laes_uden_cpr(file: File, graenser: Graenser = GRAENSER) -> Regneark:
    """The same, for what is kept of the file: one with something like a CPR number in any cell is refused, with place.

    Raises Arkfejl.
    """
    try:
        book = laes_regneark(file, graenser)
    except Arkfejl as refused:
        if "CPR" in refused.sentence and refused.sted is None and (file.name or "").lower().endswith(".csv"):
            file.seek(0)
            _refuse_cpr(laes_csv(file, graenser))  # type: ignore[arg-type]  # says where
        raise
    _refuse_cpr(book)
    return book


def _refuse_cpr(book: Regneark) -> None:
    for sheet in book.sheets:
        for celle in sheet.cells.values():
            text = "" if celle.error or celle.value is None else som_tekst(celle) or ""
            if refusal := cpr.afvisning(text):
                raise Arkfejl(f"{refusal} Fjern det i filen, og vælg den igen.", celle.sted)


def _is_locked(file: File | IO[Any]) -> bool:
    """A locked file is an old package around the encrypted one; what it holds is named in its own directory."""
    file.seek(0)
    if file.read(8) != OLD_OFFICE:
        return False
    file.seek(0)
    return "EncryptedPackage".encode("utf-16-le") in file.read()  # the size has been held against the limit


def _mb(size: int) -> int:
    return size // (1024 * 1024)
