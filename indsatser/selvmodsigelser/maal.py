"""Goals and their letters: used but not defined, two letters for one goal, goals that nothing answers."""

from collections.abc import Iterator
from typing import Any

from indsatser.models import Maal
from indsatser.selvmodsigelser.grundlag import Grundlag
from indsatser.selvmodsigelser.typer import Niveau, Selvmodsigelse, Slags, fund, og


def find(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """All findings about goals."""
    yield from _letters_of_the_agreement(g)
    yield from _letters_of_the_forms(g)
    yield from _forms_without_letters(g)
    yield from _goals_alone(g)


def _letters_of_the_agreement(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """The agreement lists a delaftale's goals under other letters than the delaftale does."""
    for delaftale in g.delaftaler:
        rows = [
            m
            for m in g.maal
            if m.delaftale_id == delaftale.pk and m.letter_in_agreement and m.letter_in_agreement != m.letter
        ]
        if rows:
            yield fund(
                Slags.MAALBOGSTAV,
                Niveau.ADVARSEL,
                f"«{delaftale.title}»: delaftalens mål {_letters(m.letter for m in rows)} hedder "
                f"{_letters(m.letter_in_agreement for m in rows)} i aftalen.",
                rows[0],
                "letter_in_agreement",
                "reporting:delaftale_detail",
                delaftale,
            )


def _letters_of_the_forms(g: Grundlag) -> Iterator[Selvmodsigelse]:
    goals = {m.pk: m for m in g.maal}
    for akt_pk, rows in g.af_akt("aktivitetsmaal").items():
        akt = g.akt[akt_pk]
        undefined = [row for row in rows if row.letter_as_printed and row.maal_id not in goals]
        if undefined:
            yield fund(
                Slags.MAALBOGSTAV,
                Niveau.FEJL,
                f"«{akt.name}»: skemaet bruger målbogstav {_letters(r.letter_as_printed for r in undefined)}, "
                "som ikke er knyttet til et mål i delaftalen.",
                undefined[0],
                "maal",
                "reporting:aktivitet_detail",
                akt,
            )
        pairs = [(row, goals[row.maal_id]) for row in rows if row.letter_as_printed and row.maal_id in goals]
        other = [(row, goal) for row, goal in pairs if row.letter_as_printed != goal.letter]
        if other:
            yield fund(
                Slags.MAALBOGSTAV,
                Niveau.ADVARSEL,
                f"«{akt.name}»: {_other_letters(other)}.{_split(pairs)}",
                other[0][0],
                "letter_as_printed",
                "reporting:aktivitet_detail",
                akt,
            )


def _other_letters(pairs: list[tuple[Any, Maal]]) -> str:
    return og([f"skemaets ({row.letter_as_printed}) er delaftalens ({goal.letter})" for row, goal in pairs])


def _split(pairs: list[tuple[Any, Maal]]) -> str:
    """The sentence about goals that the form gives two letters, or nothing."""
    by_goal: dict[str, list[str]] = {}
    for row, goal in pairs:
        by_goal.setdefault(goal.letter, []).append(row.letter_as_printed)
    twice = {goal: letters for goal, letters in by_goal.items() if len(set(letters)) > 1}
    return "".join(
        f" Mål ({goal}) har to bogstaver i skemaet: {_letters(letters)}." for goal, letters in twice.items()
    )


def _forms_without_letters(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """Where some forms of the plan print letters, those that print none stand out. One finding a delaftale."""
    by_akt = g.af_akt("aktivitetsmaal")
    bare = {pk for pk, rows in by_akt.items() if not any(row.letter_as_printed for row in rows)}
    if len(bare) == len(by_akt):
        return
    for delaftale in g.delaftaler:
        akts = [akt for akt in g.aktiviteter if akt.delaftale_id == delaftale.pk and akt.pk in bare]
        if akts:
            forms = "skemaet" if len(akts) == 1 else "skemaerne"
            yield fund(
                Slags.MAALBOGSTAV,
                Niveau.OPLYSNING,
                f"«{delaftale.title}»: {forms} for {og([f'«{akt.name}»' for akt in akts])} nævner ingen målbogstaver; "
                "andre skemaer i planen gør.",
                akts[0],
                "goals_note",
                "reporting:delaftale_detail",
                delaftale,
            )


def _goals_alone(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """Goals that no criterion or no activity answers to. A plan that couples nothing is told so once."""
    with_criterion = {row.maal_id for row in g.kriterier} - {None}
    with_activity = {row.maal_id for row in g.aktivitetsmaal if row.aktivitet_id in g.akt} - {None}
    if g.maal and not with_criterion and not with_activity:
        yield fund(
            Slags.MAAL_UDEN,
            Niveau.OPLYSNING,
            f"Ingen af planens {len(g.maal)} mål er knyttet til et kriterium eller en aktivitet."
            if len(g.maal) > 1
            else "Planens mål er hverken knyttet til et kriterium eller en aktivitet.",
            g.maal[0],
            "text",
            "reporting:delaftale_list",
            g.plan,
        )
        return
    for goal in g.maal:
        lacks = [
            what
            for what, known in (("kriterium", with_criterion), ("aktivitet", with_activity))
            if known and goal.pk not in known
        ]
        if lacks:
            delaftale = g.delaftale.get(goal.delaftale_id)
            place = f"«{delaftale.title}»: mål" if delaftale else "Planens mål"
            letter = f" ({goal.letter})" if goal.letter else ""
            yield fund(
                Slags.MAAL_UDEN,
                Niveau.ADVARSEL,
                f"{place}{letter} «{goal.text}» har {_no(lacks)}.",
                goal,
                "text",
                "reporting:delaftale_detail" if delaftale else "reporting:delaftale_list",
                delaftale or g.plan,
            )


def _no(lacks: list[str]) -> str:
    if len(lacks) == 2:
        return "hverken kriterium eller aktivitet"
    return "intet kriterium" if lacks == ["kriterium"] else "ingen aktivitet, der peger på det"


def _letters(letters: Any) -> str:
    return og([f"({letter})" for letter in letters])
