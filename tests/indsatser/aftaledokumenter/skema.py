"""An activity's form and a delaftale's fields, laid out as the author's habits say."""

from collections.abc import Sequence

from tests.indsatser.aftaledokumenter.fakta import Aktivitet, Kriterium
from tests.indsatser.aftaledokumenter.vaner import ETIKETTER
from tests.indsatser.aftaledokumenter.word import Ark

Felt = tuple[str, str, list[str]]
"""Key, label, lines."""


def etiket(ark: Ark, key: str) -> str:
    text = ETIKETTER[key][ark.vaner.etiketter]
    return f"{text}:" if ark.vaner.kolon and ark.vaner.skema not in ("afsnit", "celle") else text


def felter(ark: Ark, aktivitet: Aktivitet) -> list[Felt]:
    """The form's fields in this author's order, the criteria last but for what follows them."""
    vaner = ark.vaner
    order = [
        "content",
        "purpose",
        "target_group",
        "criteria",
        "organisation",
        "staffing",
        "partners",
        "local_evaluation",
        "anchoring",
        "cfbu_types",
    ]
    if vaner.familie == "fortaelling":
        order = ["purpose", "target_group", "staffing", "criteria", "partners", "local_evaluation", "anchoring"]
    if vaner.omvendt:
        order = [*order[2:], *order[:2]]
    found: list[Felt] = []
    for key in order:
        if key in vaner.mangler:
            continue
        lines = {
            "staffing": [f"{role}: {written}" for role, written, *_rest in aktivitet.personale],
            "partners": [", ".join(aktivitet.partnere)]
            if vaner.etiketter % 2 and not any("," in one or " og " in one for one in aktivitet.partnere)
            else list(aktivitet.partnere),
            "cfbu_types": list(aktivitet.typer),
            "criteria": [one.saetning for one in aktivitet.kriterier],
        }.get(key, [aktivitet.tekster[key]] if key in aktivitet.tekster else [])
        if lines:
            found.append((key, label(ark, key), lines))
    return found


def label(ark: Ark, key: str) -> str:
    text = etiket(ark, key)
    if key == "criteria" and ark.vaner.familie == "fortaelling" and getattr(ark, "aar", ""):
        return f"{text.rstrip(':')} ({ark.aar}){':' if text.endswith(':') else ''}"  # type: ignore[attr-defined]
    return text


def skriv_skema(ark: Ark, aktivitet: Aktivitet, nummer: int, level: int, sektion: str = "") -> None:
    """One activity: its title as the author gives it, and its form."""
    vaner = ark.vaner
    narrative = vaner.familie == "fortaelling"
    if narrative:
        ark.overskrift(aktivitet.navn, level, sektion)
        ark.tekst(aktivitet.tekster.get("content", ""))
    elif vaner.titel == "overskrift":
        ark.overskrift(aktivitet.navn, level)
    elif vaner.titel == "nummer":
        ark.overskrift(f"Aktivitet {nummer}: {aktivitet.navn}", level)
    elif vaner.titel == "fed":
        ark.fed(aktivitet.navn)
    fields = felter(ark, aktivitet)
    if vaner.titel == "etiket" and not narrative:
        fields.insert(0, ("name", etiket(ark, "name"), [aktivitet.navn]))
    title = [[aktivitet.navn]] if vaner.titel == "raekke" and not narrative else []
    _lay_out(ark, fields, aktivitet.kriterier, title, narrative=narrative)


def _lay_out(
    ark: Ark, fields: list[Felt], criteria: Sequence[Kriterium], title: list[list[str]], *, narrative: bool
) -> None:
    vaner = ark.vaner
    if vaner.skema == "afsnit":
        for key, name, lines in fields:
            if key == "criteria" and vaner.kriterier in ("punkter", "haarde"):
                ark.fed(f"{name}:")
                ark.punkter(with_source(criteria, narrative), haarde=vaner.kriterier == "haarde")
            elif len(lines) > 1:
                ark.fed(f"{name}:")
                ark.punkter(lines)
            else:
                ark.etiket(name, lines[0])
        return
    if vaner.skema == "overskrifter":
        for key, name, lines in fields:
            ark.overskrift(name, 5)
            if key == "criteria" and vaner.kriterier == "raekker" and not narrative:
                ark.tabel(
                    [
                        [ETIKETTER["criteria"][0], ETIKETTER["source"][0]],
                        *([one.saetning, one.kilde] for one in criteria),
                    ]
                )
            elif len(lines) > 1 or key == "criteria":
                ark.punkter(with_source(criteria, narrative) if key == "criteria" else lines)
            else:
                ark.tekst(lines[0])
        return
    if vaner.skema == "celle":
        lines = [f"{name}: {'; '.join(values)}" if key != "criteria" else f"{name}:" for key, name, values in fields]
        at = next((index for index, (key, *_rest) in enumerate(fields) if key == "criteria"), -1)
        if at >= 0:
            lines[at + 1 : at + 1] = with_source(criteria, narrative)
        ark.tabel([[lines]], columns=1)
        return
    rows = [*title, *_rows(ark, fields, criteria, narrative=narrative)]
    if vaner.delt and len(rows) > 5:
        ark.tabel(rows[:4])
        ark.tekst("")
        ark.tabel(rows[4:])
    else:
        ark.tabel(rows)


def _rows(
    ark: Ark, fields: list[Felt], criteria: Sequence[Kriterium], *, narrative: bool
) -> list[list[str | list[str]]]:
    vaner, rows = ark.vaner, []
    pairs: list[Felt] = []
    for key, name, lines in fields:
        if key == "criteria" and vaner.kriterier == "raekker" and not narrative:
            rows += [[name, etiket(ark, "source")], *([one.saetning, one.kilde] for one in criteria)]
            continue
        if key == "criteria":
            lines = with_source(criteria, narrative)
            lines = [f"• {line}" for line in lines] if vaner.kriterier == "haarde" else lines
        if vaner.skema == "over":
            rows += [[name], [lines]]
        elif vaner.skema == "par" and key in ("purpose", "target_group"):
            pairs.append((key, name, lines))
            if len(pairs) == 2:
                rows += [[pairs[0][1], pairs[1][1]], [pairs[0][2], pairs[1][2]]]
        else:
            rows.append([name, lines])
    return rows


def with_source(criteria: Sequence[Kriterium], narrative: bool) -> list[str]:
    """The criteria as lines, each with its source in parentheses where it has one."""
    return [
        one.saetning if narrative or not one.kilde else f"{one.saetning} (Datakilde: {one.kilde})" for one in criteria
    ]
