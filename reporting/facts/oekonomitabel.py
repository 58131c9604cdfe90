"""The budget as a table in whole kroner whose printed parts add up to its printed totals, across and down."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from helhedsplan.numbers import fordel_afrunding, parse_amount
from plans.budget import Beloeb
from plans.oekonomi import Oekonomi, Postlinje


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
    """Round each column so that it adds up; every total is then the sum of figures that are printed."""
    stated = [post.beloeb for post in oekonomi.poster if post.beloeb]
    rest = oekonomi.opgoerelse.ikke_fordelt if oekonomi.opgoerelse else None
    rounded = _hele_kroner([*stated, rest] if rest else stated)
    ikke_fordelt = rounded.pop() if rest else None
    fordelt = sum(rounded, Beloeb())
    amounts = iter(rounded)
    poster = tuple(
        Tabelraekke(post.title, next(amounts) if post.beloeb else None, _note(post)) for post in oekonomi.poster
    )
    ramme = fordelt + ikke_fordelt if ikke_fordelt is not None else None
    return Oekonomitabel(oekonomi, poster, fordelt if stated else None, ikke_fordelt, ramme)


def _hele_kroner(amounts: Sequence[Beloeb]) -> list[Beloeb]:
    lbf = fordel_afrunding([beloeb.lbf for beloeb in amounts])
    lokal = fordel_afrunding([beloeb.lokal for beloeb in amounts])
    return [Beloeb(Decimal(one), Decimal(other)) for one, other in zip(lbf, lokal, strict=True)]


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
