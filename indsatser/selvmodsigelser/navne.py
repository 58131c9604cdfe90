"""Names: the same thing written in two ways, and what is named in one place only."""

from collections.abc import Iterable, Iterator

from django.db.models import Model

from indsatser.models import Samarbejdsrelation
from indsatser.selvmodsigelser.grundlag import Grundlag
from indsatser.selvmodsigelser.ordlighed import fold, same_in_other_inflexion, same_word, words
from indsatser.selvmodsigelser.typer import Niveau, Selvmodsigelse, Slags, fund, og


def find(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """All findings about names."""
    yield from _delaftaler(g)
    yield from _list_and_forms(g)
    yield from _without_form(g)
    yield from _sub_points(g)
    yield from _aliases(g)
    yield from _organisations(g)
    yield from _partners_in_the_text(g)


def _delaftaler(g: Grundlag) -> Iterator[Selvmodsigelse]:
    for row in g.delaftaler:
        if row.title_as_printed and row.title_as_printed != row.title:
            text = f"Delaftalen hedder «{row.title}», men dokumentet skriver også «{row.title_as_printed}»."
            yield _on_delaftale(row, Niveau.ADVARSEL, text, "title_as_printed")
        official = str(row.indsatsomraade) if row.indsatsomraade else ""
        if official and official != row.title and fold(official) == fold(row.title):
            text = f"Delaftalen skriver «{row.title}»; det officielle navn er «{official}»."
            yield _on_delaftale(row, Niveau.OPLYSNING, text, "title")


def _on_delaftale(row: Model, niveau: Niveau, text: str, felt: str) -> Selvmodsigelse:
    return fund(Slags.NAVN, niveau, text, row, felt, "reporting:delaftale_detail", row)


def _list_and_forms(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """A line of the delaftale's list that its form names otherwise."""
    for row in g.planlagte:
        akt = g.akt.get(row.aktivitet_id)
        if akt and row.name != akt.name:
            text = f"Delaftalens liste skriver «{row.name}», aktivitetsskemaet «{akt.name}»."
            yield fund(
                Slags.NAVN,
                Niveau.ADVARSEL,
                text,
                row,
                "name",
                "reporting:delaftale_detail",
                g.delaftale[row.delaftale_id],
            )


def _without_form(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """Planned activities and activities without a form of their own. Headings and sub-points have none to have."""
    above = {row.parent_id for row in g.planlagte}
    for row in g.planlagte:
        if row.aktivitet_id is None and row.parent_id is None and row.pk not in above:
            delaftale = g.delaftale[row.delaftale_id]
            text = f"«{row.name}» står i listen over aktiviteter i «{delaftale.title}», men har intet skema."
            yield fund(Slags.SKEMA, Niveau.ADVARSEL, text, row, "aktivitet", "reporting:delaftale_detail", delaftale)
    for delaftale in g.delaftaler:
        akts = [akt for akt in g.aktiviteter if akt.delaftale_id == delaftale.pk and not akt.has_form]
        if akts:
            text = f"{og([f'«{akt.name}»' for akt in akts])} i «{delaftale.title}» har intet eget aktivitetsskema."
            yield fund(
                Slags.SKEMA, Niveau.OPLYSNING, text, akts[0], "has_form", "reporting:delaftale_detail", delaftale
            )


def _sub_points(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """Sub-points of the list against the form's activity types: what only one of them names."""
    for row in g.planlagte:
        akt, points = g.akt.get(row.aktivitet_id), [sub for sub in g.planlagte if sub.parent_id == row.pk]
        types = g.typer.get(row.aktivitet_id or 0, [])
        if not akt or not points or not types:
            continue
        only_form = [name for name in types if not any(_alike(name, sub.name) for sub in points)]
        only_list = [sub.name for sub in points if not any(_alike(name, sub.name) for name in types)]
        if only_form or only_list:
            where = [
                f"{og([f'«{name}»' for name in names])} står kun i {place}"
                for names, place in ((only_form, "skemaet"), (only_list, "listen"))
                if names
            ]
            text = f"«{akt.name}»: {og(where)} ({len(points)} underpunkter i listen, {len(types)} typer i skemaet)."
            yield fund(Slags.NAVN, Niveau.OPLYSNING, text, akt, "aktivitetstyper", "reporting:aktivitet_detail", akt)


def _alike(a: str, b: str) -> bool:
    one, two = words(a), words(b)
    return len(one) == len(two) and all(same_word(x, y) for x, y in zip(one, two, strict=True))


def _aliases(g: Grundlag) -> Iterator[Selvmodsigelse]:
    for akt in g.aktiviteter:
        if akt.alias and akt.alias != akt.name:
            text = f"Aktiviteten «{akt.name}» hedder andre steder «{akt.alias}»."
            yield fund(Slags.NAVN, Niveau.OPLYSNING, text, akt, "alias", "reporting:aktivitet_detail", akt)


def _organisations(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """The same organisation spelt in two ways among parties, partners, employers and data sources."""
    found: dict[str, dict[str, tuple[Model, str]]] = {}
    for name, row, felt in _named(g):
        found.setdefault(fold(name), {}).setdefault(name, (row, felt))
    kommune = str(g.plan.kommune) if g.plan.kommune else ""
    for krit in g.kriterier:
        if kommune and (written := _otherwise(kommune, krit.source)):
            found.setdefault(fold(kommune), {}).setdefault(kommune, (g.plan, "kommune"))
            found[fold(kommune)].setdefault(written, (krit, "source"))
    known = {key: next(iter(spellings)) for key, spellings in found.items()}
    for spellings in found.values():
        if len(spellings) > 1:
            yield _two_spellings(g, spellings)
    for one, two in _inflected(known.values()):
        yield _two_spellings(g, {one: found[fold(one)][one], two: found[fold(two)][two]})


def _named(g: Grundlag) -> Iterator[tuple[str, Model, str]]:
    yield from ((row.organisation, row, "organisation") for row in g.parter)
    yield from ((row.organisation, row, "organisation") for row in g.relationer)
    yield from ((row.employer, row, "employer") for row in g.ressourcer if row.employer)


def _otherwise(name: str, text: str) -> str:
    """The name as the text spells it, when that is with other capitals than `name`; or nothing."""
    at = text.casefold().find(name.casefold())
    written = text[at : at + len(name)] if at >= 0 else ""
    return written if written != name else ""


def _inflected(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names that say the same in other inflexions: "Forvaltning X, Y" and "Forvaltningsgruppen i Y X"."""
    by_size: dict[int, list[str]] = {}
    for name in names:
        by_size.setdefault(len(words(name)), []).append(name)
    for size, group in by_size.items():
        if size > 1:
            for index, one in enumerate(group):
                yield from ((one, two) for two in group[index + 1 :] if same_in_other_inflexion(one, two))


def _two_spellings(g: Grundlag, spellings: dict[str, tuple[Model, str]]) -> Selvmodsigelse:
    """The finding stands at the last spelling met: parties come first, and they are the ones who sign."""
    row, felt = list(spellings.values())[-1]
    text = f"{og([f'«{name}»' for name in spellings])} ser ud til at være den samme."
    akt = g.akt.get(getattr(row, "aktivitet_id", None))
    page = ("reporting:aktivitet_detail", akt) if akt else ("plans:aftale_detail", g.plan)
    return fund(Slags.NAVN, Niveau.OPLYSNING, text, row, felt, *page)


def _partners_in_the_text(g: Grundlag) -> Iterator[Selvmodsigelse]:
    """A partner of other activities that this one's text names, but its form does not list.

    Only names of two words or more with a capital inside are looked for: "Frivillige" is said everywhere.
    """
    names = list(dict.fromkeys(row.organisation for row in g.relationer if _is_proper(row.organisation)))
    by_akt: dict[int | None, list[Samarbejdsrelation]] = g.af_akt("relationer")
    for akt in g.aktiviteter:
        listed = {fold(row.organisation) for row in by_akt.get(akt.pk, [])}
        if not listed or not names:
            continue
        text = f" {fold(f'{akt.content} {akt.organisation}')} "
        missing = [name for name in names if f" {fold(name)} " in text and not _listed(name, listed)]
        if missing:
            yield fund(
                Slags.PARTNER,
                Niveau.OPLYSNING,
                f"«{akt.name}»: teksten nævner {og(missing)}, som ikke står blandt aktivitetens samarbejdspartnere.",
                akt,
                "organisation",
                "reporting:aktivitet_detail",
                akt,
            )


def _is_proper(name: str) -> bool:
    parts = name.split()
    return len(parts) > 1 and any(part[0].isupper() for part in parts[1:])


def _listed(name: str, listed: set[str]) -> bool:
    folded = fold(name)
    return any(folded in other or other in folded for other in listed)
