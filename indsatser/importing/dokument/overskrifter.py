"""Headings by look: short lines that are bold, bigger or numbered, in documents whose authors used no styles."""

from collections.abc import Iterable

from indsatser.importing.dokument.blokke import Blok


def med_overskrifter(blokke: Iterable[Blok]) -> list[Blok]:
    """The blocks, those that look like headings with a level."""
    return list(blokke)
