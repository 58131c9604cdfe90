"""A PDF's pages as they were taken out: words and drawn lines, each with its place. Points, from the top left."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Skrift:
    """How letters look; `size` in points."""

    size: float
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Ord:
    """A word, or the part of one with one look. `glued`: no space before it. `y` is the line it stands on."""

    x0: float
    top: float
    x1: float
    bottom: float
    y: float
    skrift: Skrift
    glued: bool
    text: str

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Streg:
    """A drawn line, level or upright."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_level(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(slots=True)
class Side:
    """One page. What is read of it is taken out of `words` step by step."""

    number: int
    width: float
    height: float
    words: list[Ord] = field(default_factory=list)
    lines: list[Streg] = field(default_factory=list)
    pictures: int = 0
    dots: list[Streg] = field(default_factory=list)
