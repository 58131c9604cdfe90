"""What was not understood: every line that no value was read from, with what stood over it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from indsatser.importing.aftale.led import Linje, Rad, Stykke
from indsatser.importing.aftale.sektioner import Felt, Sektion
from indsatser.importing.aftale.vaerdi import Traee, blade, sted_som_json


@dataclass
class Rester:
    """The lines that were used, and why some were not."""

    brugt: set[tuple[int, int]] = field(default_factory=set)
    grunde: list[tuple[Stykke, str]] = field(default_factory=list)
    til_side: list[tuple[Stykke, str]] = field(default_factory=list)
    """What was read and gave no value of its own, with why."""
    modsigelser: list[dict[str, Any]] = field(default_factory=list)
    """Where the document contradicts itself: what kind, the words of both places, and where they stand."""

    def bruges(self, lines: Iterable[Stykke], why: str = "") -> None:
        """These lines are read, or are labels and headings. `why`: they give no value of their own."""
        lines = list(lines)
        self.brugt.update(key(line) for line in lines)
        if why:
            self.til_side += [(line, why) for line in lines]

    def modsiger(self, kind: str, place: str, lines: Iterable[Stykke]) -> None:
        """The document says two things. `kind` is a code of `sag.uoverensstemmelser`."""
        lines = list(lines)
        text = " / ".join(f'"{line.text}"' for line in lines)
        self.modsigelser.append(
            {"kind": kind, "place": place, "text": text, "steder": [sted_som_json(line) for line in lines]}
        )

    def blev_ikke(self, parts: Iterable[Linje | Rad | Stykke], why: str) -> None:
        """These lines stood in a known field, and could not be read as one."""
        for part in parts:
            if isinstance(part, Rad):
                self.grunde += [(line, why) for line in part.stykker]
            else:
                self.grunde.append((part.stykke if isinstance(part, Linje) else part, why))

    def ikke_forstaaet(self, plan: Sektion, tree: Traee) -> list[dict[str, Any]]:
        """Every line of the sections that no value stands in, in the document's order."""
        used = self.brugt | {key(line) for _path, leaf in blade(tree) for line in leaf.stykker}
        nrs = {nr for nr, _start in used}
        why = {key(line): text for line, text in self.grunde}
        found: dict[tuple[int, int], dict[str, Any]] = {}
        for section, felt in _fields(plan):
            for line in felt.stykker:
                if key(line) not in used and not _covered(line, used, nrs):
                    over = felt.etiket.text if felt.etiket else section.navn
                    found[key(line)] = {
                        **sted_som_json(line),
                        "under": over,
                        "hvorfor": why.get(key(line), f"ikke genkendt{' under ' + over if over else ''}"),
                    }
        for line, text in self.grunde:
            if key(line) not in used and key(line) not in found and not _covered(line, used, nrs):
                found[key(line)] = {**sted_som_json(line), "under": "", "hvorfor": text}
        return [found[at] for at in sorted(found)]


def _covered(line: Stykke, used: set[tuple[int, int]], nrs: set[int]) -> bool:
    """Whether a value was read from a part of the line (after a list mark, say)."""
    if line.sted.nr not in nrs:
        return False
    return any((line.sted.nr, at) in used for at in range(line.start, line.start + len(line.text) + 1))


def key(line: Stykke) -> tuple[int, int]:
    """A line by its block and where in the block it begins."""
    return line.sted.nr, line.start


def _fields(section: Sektion) -> Iterable[tuple[Sektion, Felt]]:
    for felt in section.felter:
        yield section, felt
    for child in section.boern:
        yield from _fields(child)
