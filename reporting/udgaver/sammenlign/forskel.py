"""Finding what differs between two papers' rows, and saying it. Pure: no database, no paper."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from helhedsplan.datoer import dato
from helhedsplan.numbers import MINUS, kroner, maengde, procent, tal
from reporting.udgaver.sammenlign.ordene import ordforskel
from reporting.udgaver.sammenlign.typer import (
    Art,
    Felt,
    Feltforskel,
    Feltslags,
    Gruppe,
    Linje,
    Raekkeforskel,
    Sammenligning,
    Side,
    Vaerdi,
)

INTET = "intet"
FLERTAL = {
    "aktivitet": "aktiviteter",
    "delaftale": "delaftaler",
    "forbehold": "forbehold",
    "milepæl": "milepæle",
    "mål": "mål",
    "oplysning": "oplysninger",
    "post": "poster",
    "række": "rækker",
    "succeskriterium": "succeskriterier",
    "sætning": "sætninger",
    "tekst": "tekster",
    "afsnit": "afsnit",
    "underskrift": "underskrifter",
}


def sammenlign(
    foer: Iterable[Linje], nu: Iterable[Linje], *, titel: str, foer_side: Side, nu_side: Side
) -> Sammenligning:
    """What is otherwise in `nu` than in `foer`: rows matched by key, in the order of the later paper."""
    before, after = _by_key(foer), _by_key(nu)
    found: dict[str, list[Raekkeforskel]] = {}
    names = {line.gruppe[0]: line.gruppe[1] for line in (*before.values(), *after.values())}
    vigtige: Counter[tuple[str, str, str]] = Counter()
    for key, line in after.items():
        was = before.get(key)
        if was is None:
            found.setdefault(line.gruppe[0], []).append(_row(line, Art.TILFOEJET))
        elif changes := tuple(_changes(was, line)):
            found.setdefault(line.gruppe[0], []).append(_row(line, Art.AENDRET, changes))
            vigtige.update(_important(was, line))
    for key, line in before.items():
        if key not in after:
            found.setdefault(line.gruppe[0], []).append(_row(line, Art.FJERNET))
    order = list(dict.fromkeys(line.gruppe[0] for line in (*after.values(), *before.values())))
    groups = tuple(Gruppe(names[key], tuple(found[key])) for key in sorted(found, key=order.index))
    return Sammenligning(titel, foer_side, nu_side, _resume(groups, vigtige, foer_side), groups)


def _by_key(lines: Iterable[Linje]) -> dict[str, Linje]:
    """Each line by its key; where two have the same (two rows without a uuid, of one name), by their order."""
    seen: Counter[str] = Counter()
    found = {}
    for line in lines:
        seen[line.noegle] += 1
        found[f"{line.noegle}#{seen[line.noegle]}"] = line
    return found


def _row(line: Linje, art: Art, changes: tuple[Feltforskel, ...] = ()) -> Raekkeforskel:
    if art == Art.AENDRET:
        return Raekkeforskel(art, line.slags, line.titel, line.sted[1], changes)
    told = [Feltforskel(one.navn, "", sagt(one)) for one in line.felter if sagt(one) and sagt(one) != line.titel]
    if art == Art.FJERNET:
        told = [replace(one, foer=one.nu, nu="") for one in told]
    return Raekkeforskel(art, line.slags, line.titel, line.sted[1], tuple(told))


def _changes(was: Linje, line: Linje) -> Iterator[Feltforskel]:
    if (was.gruppe[0], was.sted[0]) != (line.gruppe[0], line.sted[0]):
        where = [" · ".join(filter(None, [one.gruppe[1], one.sted[1]])) for one in (was, line)]
        yield Feltforskel("Hører til", where[0], where[1])
    before = {one.navn: one for one in was.felter}
    after = {one.navn: one for one in line.felter}
    for name in dict.fromkeys([*after, *before]):
        old, new = before.get(name), after.get(name)
        if _exact(old) != _exact(new) or _kind(old) != _kind(new):
            yield _change(name, old, new, sagt(old), sagt(new))


def _exact(one: Felt | None) -> Vaerdi:
    """What is held against the other: a figure exactly, a text by its words: blanks and line breaks are no change."""
    if one is not None and isinstance(one.vaerdi, Decimal):
        return one.vaerdi
    return " ".join(sagt(one).split())


def _kind(one: Felt | None) -> tuple[str, str]:
    """A figure in another unit is another figure; without a value there is no unit to speak of."""
    return (one.slags, one.enhed) if one is not None and isinstance(one.vaerdi, Decimal) else ("", "")


def _change(name: str, old: Felt | None, new: Felt | None, before: str, after: str) -> Feltforskel:
    kind = new or old
    is_text = kind is not None and kind.slags == Feltslags.TEKST
    words = ordforskel(before, after) if is_text and before and after else ()
    return Feltforskel(name, before or INTET, after or INTET, _difference(old, new), words)


def _difference(old: Felt | None, new: Felt | None) -> str:
    """ "+3 samtaler"; "" where the two are not both figures, or of different units."""
    if old is None or new is None or not isinstance(old.vaerdi, Decimal) or not isinstance(new.vaerdi, Decimal):
        return ""
    if (old.slags, old.enhed) != (new.slags, new.enhed):
        return ""
    much = new.vaerdi - old.vaerdi
    sign = "+" if much > 0 else MINUS
    if new.slags == Feltslags.PROCENT or new.enhed == "%":
        return f"{sign}{tal(abs(much))} procentpoint"
    return f"{sign}{sagt(replace(new, vaerdi=abs(much)))}"


def sagt(one: Felt | None) -> str:
    """The value as it is printed; "" where there is none."""
    if one is None or one.vaerdi is None:
        return ""
    value = one.vaerdi
    if isinstance(value, Decimal):
        if one.slags == Feltslags.KRONER:
            return kroner(value)
        return procent(value) if one.slags == Feltslags.PROCENT else maengde(value, one.enhed)
    return dato(value) if isinstance(value, date) else value.strip()


# --- The summary ---------------------------------------------------------------------------------------------------


def _important(was: Linje, line: Linje) -> Iterator[tuple[str, str, str]]:
    before = {one.navn: sagt(one) for one in was.felter}
    for one in line.felter:
        if one.vigtig and (old := before.get(one.navn, "")) != sagt(one):
            yield one.navn, old or INTET, sagt(one) or INTET


def _resume(groups: Sequence[Gruppe], vigtige: Counter[tuple[str, str, str]], foer: Side) -> tuple[str, ...]:
    """How much, of what, and what matters most. Three lines, or the one that says nothing is otherwise."""
    rows = [row for group in groups for row in group.raekker]
    if not rows:
        return (f"Intet er anderledes end i {_in_sentence(foer.navn)}.",)
    counts = Counter(row.art for row in rows)
    since = _in_sentence(foer.navn)
    much = f"Siden {since}{',' if ',' in since else ''} er {_counted(counts)}."
    kinds = Counter((row.slags, row.art) for row in rows)
    of = [
        f"{(FLERTAL.get(kind, kind)).capitalize()}: {_counted(Counter({art: kinds[kind, art] for art in Art}))}"
        for kind in dict.fromkeys(row.slags for row in rows)
    ]
    return (much, f"{'. '.join(of)}.", _most(groups, vigtige))


def _in_sentence(name: str) -> str:
    return name[:1].lower() + name[1:]


def _counted(counts: Counter[Art]) -> str:
    words = {Art.TILFOEJET: "tilføjet", Art.FJERNET: "fjernet", Art.AENDRET: "ændret"}
    parts = [f"{counts[art]} {word}" for art, word in words.items() if counts[art]]
    return " og ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def _most(groups: Sequence[Gruppe], vigtige: Counter[tuple[str, str, str]]) -> str:
    if vigtige:
        told: dict[str, list[str]] = {}
        for (name, old, new), count in vigtige.most_common():
            told.setdefault(name, []).append(f"{count} fra «{old}» til «{new}»")
        names = sorted(told, key=[felt for felt, *_ in vigtige].index)
        return " ".join(f"{name}: {'; '.join(told[name])}." for name in names)
    group = max(groups, key=lambda one: len(one.raekker))
    return f"Mest er anderledes under «{group.navn}»: {_counted(Counter(row.art for row in group.raekker))}."
