"""The budget as a table in whole kroner whose printed parts add up to its printed totals, across and down."""

from dataclasses import dataclass

from helhedsplan.numbers import parse_amount
from plans.budget import Beloeb
from plans.penge.oekonomi import Oekonomi, Postlinje


@dataclass(frozen=True, slots=True)
class Tabelraekke:
    """A line of the table, already in whole kroner. `beloeb` is None when the agreement states no amount."""

    titel: str
    beloeb: Beloeb | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Oekonomitabel:
    """Posts, what they sum to, what is not given out, and the frame.

    `fordelt` is None when no post has an amount, the last two when the agreement states no frame.
    """

    oekonomi: Oekonomi
    poster: tuple[Tabelraekke, ...]
    fordelt: Beloeb | None
    ikke_fordelt: Beloeb | None
    ramme: Beloeb | None

    @property
    def mangler_beloeb(self) -> bool:
        """Whether the agreement names a post without saying what it costs."""
        return any(post.beloeb is None for post in self.poster)

    @property
    def er_tom(self) -> bool:
        return self.ramme is None and not self.poster


def oekonomitabel(oekonomi: Oekonomi) -> Oekonomitabel:
    """The table as it is printed everywhere: whole kroner from plans.budget, with the notes paper needs."""
    tabel = oekonomi.tabel
    stated = any(linje.trykt for linje in tabel.linjer)
    poster = tuple(Tabelraekke(linje.post.title, linje.trykt, _note(linje.post)) for linje in tabel.linjer)
    return Oekonomitabel(oekonomi, poster, tabel.fordelt if stated else None, tabel.ikke_fordelt, tabel.ramme)


def _note(post: Postlinje) -> str:
    """The post's own note, and what the agreement printed where that cannot be read as the amount."""
    return " ".join(filter(None, [_as_printed(post), post.note]))


def _as_printed(post: Postlinje) -> str:
    if not post.as_printed or post.beloeb is None:
        return ""
    try:
        if parse_amount(post.as_printed) == post.beloeb.total:
            return ""
    except ValueError:
        pass
    return f"I aftalen står «{post.as_printed}»."
