"""What the rules say, in Danish. Never as the ministry's decision: always "efter tallene her"."""

from datetime import date
from decimal import Decimal

from helhedsplan.datoer import dato
from helhedsplan.numbers import procent, tal
from indsatser.omraadelister.regler import (
    Bedoemmelse,
    Graense,
    Kriterium,
    Omdannelse,
    Siden,
    Svar,
    Tal,
    offentliggoeres,
)

NYE_NAVNE = 2021
LISTENAVNE = {
    "ghetto_2010": "Ghettolisten",
    "ghetto_2014": "Ghettolisten",
    "udsat": "Udsat boligområde",
    "parallelsamfund": "Parallelsamfund",
    "forebyggelse": "Forebyggelsesområde",
}
KORTE_NAVNE = {
    "liste-arbejdsmarked": "Uden for arbejdsmarked og uddannelse",
    "liste-doemte": "Dømte",
    "liste-uddannelse": "Alene grundskole",
    "liste-indkomst": "Indkomst i forhold til regionen",
    "liste-ikke-vestlig": "Fra ikke-vestlige lande",
    "liste-beboere": "Beboere i alt",
    "liste-arbejdsmarked-aar": "Uden for arbejdsmarked og uddannelse, ét år",
    "liste-doemte-aar": "Dømte, ét år",
}
SVARNAVNE = {Svar.JA: "Opfyldt", Svar.NEJ: "Ikke opfyldt", Svar.UAFGJORT: "Kan ikke afgøres"}


def listenavn(liste: str, year: int) -> str:
    """What the list was called that year."""
    if liste == "parallelsamfund" and year < NYE_NAVNE:
        return "Ghettoområde"
    return LISTENAVNE.get(liste, liste)


def omdannelsesnavn(year: int) -> str:
    """What five years running was called that year."""
    return "Omdannelsesområde" if year >= NYE_NAVNE else "Hårdt ghettoområde"


def kort_navn(kode: str) -> str:
    """A criterion in few words."""
    return KORTE_NAVNE.get(kode, kode)


def maaske(stricter: list[str]) -> str:
    """What is said beside the list an area is on, when stricter ones cannot be decided; "" when there are none."""
    if not stricter:
        return ""
    return f"; om det også er {' eller '.join(_lower(name) for name in stricter)}, kan ikke afgøres"


def dom(found: Bedoemmelse) -> str:
    """The answer as a mark: few words, never a colour alone."""
    if found.kun_beboere_mangler:
        return "Kriterierne er opfyldt"
    return SVARNAVNE[found.svar]


def forklaring(found: Bedoemmelse) -> str:
    """The answer in a sentence or two."""
    asked = f"{found.opfyldt} af {found.regel.blandt} kriterier er opfyldt; der skal være mindst {found.regel.needed}"
    if found.beboere_svar == Svar.NEJ:
        return f"Efter tallene her ikke med på listen: området har færre end 1.000 beboere. {asked}."
    if found.kriterier_svar == Svar.UAFGJORT:
        return f"Kan ikke afgøres: mangler {mangler(found)}. {asked}."
    extra = _obligatorisk(found)
    if found.kriterier_svar == Svar.NEJ:
        return f"Efter tallene her ikke med på listen: {asked}{extra}."
    if found.kun_beboere_mangler:
        residents = "Beboertallet mangler; listen er kun for områder med mindst 1.000 beboere."
        return f"Efter tallene her er kriterierne opfyldt: {asked}{extra}. {residents}"
    return f"Efter tallene her opfylder området betingelserne: {asked}{extra}."


def _obligatorisk(found: Bedoemmelse) -> str:
    """What is said of the criterion that must always be met."""
    for k in found.kriterier:
        if k.graense.is_obligatory and k.svar != Svar.UAFGJORT:
            is_met = "er" if k.svar == Svar.JA else "er ikke"
            return f", og andelen fra ikke-vestlige lande {is_met} {graense_ord(k.graense)} {procent(k.graense.value)}"
    return ""


def mangler(found: Bedoemmelse) -> str:
    """Which figures are missing, each with whose it is."""
    by_kode = {k.indikator: k for k in found.kriterier}
    named = [f"{_lower(kort_navn(kode))} ({by_kode[kode].mangler})" for kode in found.mangler]
    return _og(named)


def exact(value: Decimal) -> str:
    """A figure with all it has of up to four decimals: a line of 2,175 % is not 2,18 %."""
    text = tal(value, 4)
    return text.rstrip("0").rstrip(",")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _og(parts: list[str]) -> str:
    return " og ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else ""


def graense_ord(graense: Graense) -> str:
    """ "over", "under", "mindst" or "højst": on which side of the line the criterion is met."""
    if graense.includes_line:
        return "mindst" if graense.above else "højst"
    return "over" if graense.above else "under"


def graense_text(k: Kriterium) -> str:
    """ "over 40 %"; "mindst 2,175 % (3 × landets tal, 0,725 %)"."""
    word = graense_ord(k.graense)
    if k.graense.gange_landet:
        times = f"{exact(k.graense.value)} × landets tal"
        if k.linje is None:
            return f"{word} {times}"
        return f"{word} {exact(k.linje)} % ({times}, {exact(k.linje / k.graense.value)} %)"
    return f"{word} {exact(k.graense.value)} %"


def tal_text(found: Tal | None) -> str:
    """ "42,2 %", "38-45 %"; "ikke oplyst" for nothing."""
    if found is None:
        return "ikke oplyst"
    ends = "-".join(exact(end) for end in found.ender)
    return f"{ends} %" + (f" ({found.note})" if found.note else "")


def afstand_text(k: Kriterium) -> str:
    """How far from the line, and on which side; "" when it is not known."""
    if k.afstand is None:
        return ""
    if k.afstand == 0:
        return "lige på grænsen" + (", som tæller med" if k.graense.includes_line else ", som ikke tæller med")
    is_above = (k.afstand > 0) == k.graense.above
    return f"{exact(abs(k.afstand))} procentpoint {'over' if is_above else 'under'} grænsen"


def vejen_ud(found: Bedoemmelse) -> str:
    """What it would take: to come off the list, or how near it is to coming on. "" when it cannot be said.

    A criterion that must always be met is another way off, and stands in the way on. An area with too few residents is
    on no list, so there is nothing to come off.
    """
    if found.beboere_svar == Svar.NEJ:
        return ""
    counted = [k for k in found.kriterier if not k.graense.is_obligatory and k.afstand is not None]
    always = [k for k in found.kriterier if k.graense.is_obligatory and k.afstand is not None]
    if found.skal_under:
        met = [k for k in counted if k.svar == Svar.JA]
        number = f"{found.skal_under} {'kriterium' if found.skal_under == 1 else 'kriterier'}"
        others = [f"Eller {_skal(k, 'skal ikke længere være')}" for k in always]
        return " ".join(
            [f"For at komme af listen skal {number} ikke længere være opfyldt. Nærmest: {_nearest(met)}.", *others]
        )
    if found.kriterier_svar != Svar.NEJ:
        return ""
    said = []
    near = [k for k in counted if k.svar == Svar.NEJ]
    if found.mangler_til_listen and near:
        more = "kriterium" if found.mangler_til_listen == 1 else "kriterier"
        said.append(f"Der skulle {found.mangler_til_listen} {more} mere til. Nærmest: {_nearest(near)}.")
    for k in always:
        if k.svar == Svar.NEJ:
            said.append(_skal(k, "skulle være") if not said else f"Og {_skal(k, 'skulle være')}")
    return " ".join(text[:1].upper() + text[1:] for text in said)


def _skal(k: Kriterium, verb: str) -> str:
    """ "andelen fra ikke-vestlige lande skulle være over 50 %; den er 10 procentpoint under grænsen."."""
    line = f"{graense_ord(k.graense)} {procent(k.graense.value)}"
    return f"andelen fra ikke-vestlige lande {verb} {line}; den er {afstand_text(k)}."


def _nearest(kriterier: list[Kriterium]) -> str:
    """The criterion whose figure is the smallest part of its line away."""
    if not kriterier:
        return "kan ikke siges"
    best = min(kriterier, key=lambda k: abs(k.afstand or Decimal(0)) / (k.linje or Decimal(1)))
    return f"{_lower(kort_navn(best.indikator))}, {afstand_text(best)}"


def siden_text(found: Siden | None, year: int) -> str:
    """ "Siden 2019, 4 år i træk"; says when the year before is not known."""
    if found is None:
        return ""
    number = year - found.year + 1
    text = f"Siden {found.year}" if number == 1 else f"Siden {found.year}, {number} år i træk"
    if found.foer == Svar.UAFGJORT:
        return f"{text}. {found.year - 1} kan ikke afgøres, så det kan være længere."
    return f"{text}." if found.foer is not None else f"{text}. Listen fandtes ikke før."


def omdannelse_text(found: Omdannelse) -> str:
    """Five years running, in a sentence."""
    name = _lower(omdannelsesnavn(found.year))
    span = f"{found.aar[0][0]}-{found.year}"
    old = " Årene før 2018 er regnet efter den ghettoliste, der gjaldt dengang." if found.efter_gamle_regler else ""
    if found.svar == Svar.JA:
        return f"Efter tallene her er området {name}: betingelserne er opfyldt alle fem år {span}.{old}"
    if found.svar == Svar.UAFGJORT:
        missing = _og([str(year) for year in found.mangler])
        return f"Om området er {name}, kan ikke afgøres: {missing} mangler tal.{old}"
    return f"Efter tallene her ikke {name}: betingelserne skal være opfyldt alle fem år {span}.{old}"


def hvornaar(year: int, on: date) -> str:
    """When the list of the year is published, or was, seen from a day."""
    day = offentliggoeres(year)
    if day is None:
        return f"Listen for {year} blev offentliggjort i efteråret {year}."
    if day <= on:
        return f"Listen for {year} blev offentliggjort den {dato(day)}."
    return f"Ministeren offentliggør listen for {year} den {dato(day)}."


def beboere_text(found: Tal) -> str:
    """ "1.200 beboere (tal fra 2012)"."""
    ends = "-".join(tal(end, 0) for end in found.ender)
    return f"{ends} beboere" + (f" ({found.note})" if found.note else "")
