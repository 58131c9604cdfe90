"""ZIP files that leave the house: safe names, one checksum per file, written to disk a file at a time."""

from reporting.pakke.fyld import Linje, Post, Udeladt, af_bytes, af_fil, fyld
from reporting.pakke.skriv import Lagt, Pakke

__all__ = ["Lagt", "Linje", "Pakke", "Post", "Udeladt", "af_bytes", "af_fil", "fyld"]
