"""Files that people upload: which kinds, how big, and whether the content is what the name says.

The same check stands at the form and at the model (plans.models.dokument). Every refusal is one Danish sentence that
says what to do instead. What is served again, and how, is in plans.filer.
"""

import unicodedata
from dataclasses import dataclass
from typing import IO, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File

from helhedsplan import cpr
from helhedsplan.filer.pakker import refuse_pakke
from helhedsplan.filer.proces import undersoeg
from helhedsplan.filer.tekst import refuse_tekst

MAX_NAME = 150
PDF_CSP = (
    # The browsers' own PDF viewers are pages with styles inside, and Chromium opens none in a sandbox (crbug 271452).
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
FILE_CSP = "default-src 'none'; sandbox; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Filart:
    """A kind of file that is taken in, known by the ending of its name."""

    ending: str
    content_type: str
    shown_in_browser: bool = False

    @property
    def policy(self) -> str:
        """What the browser may do with it when it is shown or opened."""
        return PDF_CSP if self.ending == "pdf" else FILE_CSP


FILARTER: dict[str, Filart] = {
    art.ending: art
    for art in (
        Filart("pdf", "application/pdf", True),
        Filart("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        Filart("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Filart("odt", "application/vnd.oasis.opendocument.text"),
        Filart("png", "image/png", True),
        Filart("jpg", "image/jpeg", True),
        Filart("jpeg", "image/jpeg", True),
        Filart("txt", "text/plain"),
        Filart("csv", "text/csv"),
    )
}
UKENDT = Filart("", "application/octet-stream")
KENDETEGN = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}
PAKKER = ("docx", "xlsx", "odt")
BILLEDER = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG"}
ANVISNING = f"Du kan vælge {', '.join(sorted(FILARTER))}. Højst {settings.FIL_MAX_MB} MB."
"""Short help for a file field."""


def filart(name: str) -> Filart:
    """The kind a name's ending says, or UKENDT."""
    return FILARTER.get(name.rpartition(".")[2].lower(), UKENDT) if "." in name else UKENDT


def eget_navn(name: str) -> str:
    """The file's own name as it is kept and given back: no folder, no marks that cannot be seen, å as one letter."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    return "".join(mark for mark in last if unicodedata.category(mark)[0] != "C").strip()


def tjek_fil(file: File) -> None:
    """Refuse a file that is not what it should be. Raises ValidationError with one Danish sentence.

    A file that has been looked through is not looked through again: form, model and service each ask.
    """
    if getattr(file, "is_checked", False):
        return
    sentence = _refuse_name(file.name or "") or _refuse_size(file.size) or _refuse_content(file, file.name or "")
    file.seek(0)
    if sentence:
        raise ValidationError(sentence, code="fil")
    file.is_checked = True  # type: ignore[attr-defined]


def _refuse_name(name: str) -> str:
    own = eget_navn(name)
    if cpr.find_cpr(own):
        return f"Filens navn: {cpr.afvisning(own)}"
    if filart(own) is UKENDT:
        return f"Den slags fil kan ikke vælges. {ANVISNING}"
    if len(own) > MAX_NAME:
        return f"Filens navn er for langt: {len(own)} tegn. Giv den et på højst {MAX_NAME}."
    return ""


def _refuse_size(size: int) -> str:
    if size == 0:
        return "Filen er tom."
    if size > settings.FIL_MAX_MB * 1024 * 1024:
        return f"Filen er for stor. Den må højst fylde {settings.FIL_MAX_MB} MB."
    return ""


def _refuse_content(file: IO[Any] | File, name: str) -> str:
    ending = filart(name).ending
    file.seek(0)
    head = file.read(8)
    if not head.startswith(KENDETEGN.get(ending, b"")) or (
        ending in PAKKER and not head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    ):
        return f"Filen hedder .{ending}, men indholdet er noget andet. Gem den som {ending}, og vælg den igen."
    if ending in PAKKER:
        return refuse_pakke(file, ending)  # type: ignore[arg-type]
    if ending in ("txt", "csv"):
        return refuse_tekst(file)  # type: ignore[arg-type]
    return undersoeg(file, BILLEDER.get(ending, "PDF"))  # type: ignore[arg-type]


class ValideretFil(forms.FileField):
    """A file field in a form, with the check of `tjek_fil` and its help text."""

    default_error_messages = {
        "required": "Vælg en fil.",
        "empty": "Filen er tom.",
        "missing": "Vælg en fil.",
        "invalid": "Filen kom ikke med. Vælg den igen.",
        "contradiction": "Vælg en ny fil, eller sæt kryds i at fjerne den gamle, ikke begge dele.",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.ClearableFileInput(attrs={"accept": _accept()}))
        kwargs["max_length"] = None  # the check says it better
        kwargs["help_text"] = kwargs.get("help_text") or ANVISNING
        super().__init__(**kwargs)

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is not None:
            tjek_fil(file)
        return file


def _accept() -> str:
    return ",".join(f".{ending}" for ending in FILARTER)
