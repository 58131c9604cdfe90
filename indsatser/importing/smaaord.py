"""Small words that a sentence goes on after: no line, title or name ends with one."""

from typing import Final

LEDER_VIDERE: Final = frozenset(
    (
        "og", "eller", "samt", "i", "på", "af", "for", "fra", "til", "med", "ved", "hos", "om", "under", "over",
        "mod", "mellem", "uden", "efter", "før", "den", "det", "de", "en", "et", "sin", "sit", "sine", "deres",
        "vores", "&", "-", "–",
    )
)  # fmt: skip
