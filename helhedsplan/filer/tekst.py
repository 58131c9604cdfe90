"""Plain text and CSV: is it text, and is it about numbers and not about persons?"""

import codecs
import re
from typing import IO, Any

from helhedsplan import cpr

IKKE_TEKST = "Filen er ikke ren tekst. Gem den som tekst eller CSV, og vælg den igen."
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def refuse_tekst(file: IO[Any]) -> str:
    """The sentence that refuses the file, or "". The file is read whole; its size is limited before."""
    file.seek(0)
    text = decode(file.read())
    if text is None or _CONTROL.search(text):
        return IKKE_TEKST
    return f"I filen: {cpr.afvisning(text)}" if cpr.find_cpr(text) else ""


def decode(content: bytes) -> str | None:
    """The text as Danish programs save it: UTF-8, UTF-16 with its mark, or Windows' own letters; None: no text."""
    utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
