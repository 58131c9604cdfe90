"""The door: a file becomes a document, or is refused with a sentence."""

import io
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from helhedsplan.filer import eget_navn, filart, tjek_fil
from indsatser.importing.dokument.blokke import Dokument
from indsatser.importing.dokument.graenser import DokumentAfvist, Maengde
from indsatser.importing.dokument.pdf.laes import laes_pdf
from indsatser.importing.dokument.tekst import laes_tekst
from indsatser.importing.dokument.word.laes import laes_docx

LAESBARE: Final = ("docx", "pdf", "txt")
_GEM: Final = "Åbn filen, gem den som Word-dokument (docx), og vælg den."
GEM_SOM: Final = {
    "docm": "Filen kan indeholde makroer. Gem den som Word-dokument uden makroer (docx), og vælg den.",
    "dotm": "Filen kan indeholde makroer. Gem den som Word-dokument uden makroer (docx), og vælg den.",
    "doc": f"Filen er gemt i Words gamle format. {_GEM}",
    "odt": f"Filen er gemt i LibreOffices format. {_GEM}",
    "rtf": f"Filen er gemt som rtf. {_GEM}",
    "dotx": f"Filen er en skabelon. {_GEM}",
    "pages": f"Filen er gemt i et format, der ikke kan læses. {_GEM}",
}
"""What to do with the kinds that people have agreements in, but that are not read."""
FINDES_IKKE: Final = "Filen kan ikke åbnes. Er den flyttet, eller er navnet skrevet forkert?"
ANDEN_SLAGS: Final = "Den slags fil kan ikke læses. Du kan vælge docx, pdf eller txt."


def laes_dokument(kilde: Path | str | bytes, navn: str = "") -> Dokument:
    """Read a document from a path or from bytes. `navn` is the file's name; its ending says what the file is.

    The file is looked through first, as every file that is uploaded (helhedsplan.filer). Raises DokumentAfvist with
    one Danish sentence, and nothing else, for any bytes.
    """
    if isinstance(kilde, bytes):
        content = kilde
    else:
        navn = navn or Path(kilde).name
        content = _read(Path(kilde))
    navn = eget_navn(navn)
    ending = filart(navn).ending
    if sentence := afvisning_af_navn(navn):
        raise DokumentAfvist(sentence)
    try:
        tjek_fil(ContentFile(content, name=navn))
    except ValidationError as refused:
        raise DokumentAfvist(refused.messages[0]) from None
    if ending == "pdf":
        return laes_pdf(content, navn, Maengde())
    if ending == "txt":
        return laes_tekst(content, navn, Maengde())
    return laes_docx(io.BytesIO(content), navn, Maengde())


def afvisning_af_navn(navn: str) -> str:
    """Why a file of this name is not read, and what to do; "" when its kind can be read."""
    navn = eget_navn(navn)
    if filart(navn).ending in LAESBARE:
        return ""
    return GEM_SOM.get(navn.rpartition(".")[2].lower(), ANDEN_SLAGS)


def _read(path: Path) -> bytes:
    """The file, no further than tells that it is too big."""
    try:
        with path.open("rb") as file:
            return file.read(settings.FIL_MAX_MB * 1024 * 1024 + 1)
    except OSError:
        raise DokumentAfvist(FINDES_IKKE) from None
