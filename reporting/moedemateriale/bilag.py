"""The attached files of an agenda, read once: each as the pages it fills, or why it cannot be merged."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from helhedsplan.filer import filart
from plans.models import Punktbilag
from plans.moeder.moedeside import Punktlinje
from reporting.bilagssider import Bilagsside, BilagUlaeseligt, laes_sider

LAENGSTE_VED_150_DPI = 1754
"""Points along the longest side of an A4 page, at the fineness print can show."""
BILLEDER = ("png", "jpg", "jpeg")
MAX_SIDER = 300
"""All attachments of a meeting together; what comes after is listed, not merged."""


@dataclass(frozen=True, slots=True)
class Materialebilag:
    """An attachment as the material prints it. `hvorfor_ikke` is empty when its pages are there."""

    maerke: str
    titel: str
    filnavn: str
    sider: tuple[Bilagsside, ...]
    hvorfor_ikke: str


@dataclass(frozen=True, slots=True)
class LaesteBilag:
    """All attachments by item (its primary key), and the PDFs to merge in the order their pages are numbered."""

    pr_punkt: dict[int, tuple[Materialebilag, ...]]
    filer: tuple[bytes, ...]

    @property
    def udeladt(self) -> tuple[str, ...]:
        """A sentence for each that is not merged."""
        found = (bilag for row in self.pr_punkt.values() for bilag in row if bilag.hvorfor_ikke)
        return tuple(f"Bilag {bilag.maerke}, «{bilag.titel}»: {bilag.hvorfor_ikke}" for bilag in found)


def laes_bilag(punkter: Iterable[Punktlinje]) -> LaesteBilag:
    """Read the files. One that is missing, locked, broken or of a kind that has no pages stops nothing."""
    by_item: dict[int, tuple[Materialebilag, ...]] = {}
    files: list[bytes] = []
    number = 0
    for linje in punkter:
        rows = []
        for place, one in enumerate(linje.bilag, start=1):
            content, sider, why = _read(one.bilag, number)
            if sider:
                files.append(content)
                number += len(sider)
            mark = f"{linje.punkt.nummer}.{place}"
            file: Any = one.bilag.file
            rows.append(Materialebilag(mark, one.bilag.title, file.own_name, sider, why))
        by_item[linje.punkt.pk] = tuple(rows)
    return LaesteBilag(by_item, tuple(files))


def _read(bilag: Punktbilag, first: int) -> tuple[bytes, tuple[Bilagsside, ...], str]:
    try:
        content = as_pdf(bilag)
        sider = laes_sider(content, foerste=first)
    except BilagUlaeseligt as why:
        return b"", (), f"{why} Hent den på mødets side."
    except FileNotFoundError:
        return b"", (), "Filen er væk fra lageret. Sig det til den, der driver systemet."
    if first + len(sider) > MAX_SIDER:
        return b"", (), f"Bilagene har tilsammen over {MAX_SIDER} sider. Hent filen på mødets side."
    return content, sider, ""


def as_pdf(bilag: Punktbilag) -> bytes:
    """The file as PDF: itself, or a picture on a page. Raises BilagUlaeseligt for other kinds."""
    stored: Any = bilag.file
    ending = filart(stored.own_name).ending
    if ending not in ("pdf", *BILLEDER):
        raise BilagUlaeseligt(f"En {ending}-fil kan ikke flettes ind. Gem den som PDF, og vælg den igen.")
    with stored.open("rb") as file:
        content = file.read()
    return content if ending == "pdf" else _picture(content)


def _picture(content: bytes) -> bytes:
    """A photo as a page of its own, the way up it was taken, no larger than print can show."""
    out = BytesIO()
    try:
        with Image.open(BytesIO(content)) as opened:
            turned = ImageOps.exif_transpose(opened)
            turned.thumbnail((LAENGSTE_VED_150_DPI, LAENGSTE_VED_150_DPI))
            flat = Image.new("RGB", turned.size, "white")
            flat.paste(turned.convert("RGBA"), mask=turned.convert("RGBA").getchannel("A"))
            flat.save(out, "PDF", resolution=150, quality=85)
    except (OSError, ValueError, Image.DecompressionBombError):
        raise BilagUlaeseligt("Billedet kan ikke læses.") from None
    return out.getvalue()
