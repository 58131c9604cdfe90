"""Real files, made on the spot: good ones of every kind, and bad ones of every kind we know."""

import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """As it comes from a browser, which may call it anything."""
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def word() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_heading("Kommissorium")
    document.add_paragraph("Følgegruppen mødes to gange om året.")
    document.save(out)
    return out.getvalue()


def excel(rows: int = 3) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for number in range(rows):
        book.active.append(["Åparken", number])
    book.save(out)
    return out.getvalue()


def odt() -> bytes:
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "<x/>",
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def package(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as pakke:
        for name, content in parts.items():
            pakke.writestr(name, content)
    return out.getvalue()


def with_parts(content: bytes, parts: dict[str, str | bytes], *, instead: bool = False) -> bytes:
    """The package with parts more, or with parts replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as pakke:
        found = {name: pakke.read(name) for name in pakke.namelist()}
    assert instead == bool(set(parts) & set(found))
    return package({**found, **parts})


def pdf(change: Callable[[pikepdf.Pdf], None] | None = None, **save) -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    if change:
        change(document)
    document.save(out, **save)
    return out.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()
