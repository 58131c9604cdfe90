"""How wide each column is: read out of the print stylesheet, so that paper and Word share one declaration."""

import re
from functools import cache
from typing import Any

from reporting.pdf import load_own

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_WIDTH = re.compile(r"(?:^|[;\s])width:\s*([\d.]+)%")
_PART = re.compile(r"([a-z0-9]*)((?:\.[\w-]+)*)(:first-child)?")

Del = tuple[str, frozenset[str], bool]


@cache
def _regler() -> tuple[tuple[tuple[Del, ...], float], ...]:
    """The stylesheet's widths in per cent, each with the selector it is for; selectors of other shapes are left."""
    css = re.sub(r"/\*.*?\*/", "", load_own("static:reporting/pdf.css")[0].decode(), flags=re.DOTALL)
    found = []
    for selectors, body in _RULE.findall(css):
        width = _WIDTH.search(body)
        if width is None:
            continue
        for selector in selectors.split(","):
            parts = [_PART.fullmatch(word) for word in selector.split()]
            if all(parts):
                kept = tuple((p[1], frozenset(p[2].split(".")[1:]), bool(p[3])) for p in parts if p)
                found.append((kept, float(width[1])))
    return tuple(found)


def klasser(node: Any) -> set[str]:
    """The classes of an element."""
    return set((node.get("class") or "").split())


def _passer(part: Del, node: Any) -> bool:
    tag, classes, is_first = part
    return (
        (not tag or node.tag == tag)
        and classes <= klasser(node)
        and (not is_first or node.getprevious() is None)
        and bool(tag or classes)
    )


def bredde(cell: Any) -> float | None:
    """The width of the column of a cell in per cent, or None where the stylesheet leaves it open."""
    found = None
    for (*above, last), width in _regler():
        if not _passer(last, cell):
            continue
        ancestors = iter(cell.iterancestors())
        if all(any(_passer(part, one) for one in ancestors) for part in reversed(above)):
            found = width
    return found


def fordel(widths: list[float | None], total: int) -> list[int]:
    """The widths in the unit of `total`, which they add up to. What is open shares the rest, never less than 4 %."""
    open_ones = sum(1 for width in widths if width is None)
    rest = 100 - sum(width for width in widths if width is not None)
    share = max(rest / open_ones, 4) if open_ones else 0
    wanted = [share if width is None else width for width in widths]
    scaled = [round(total * width / sum(wanted)) for width in wanted]
    scaled[-1] += total - sum(scaled)
    return scaled
