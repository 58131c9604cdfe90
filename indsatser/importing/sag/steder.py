"""Municipality, organisations, departments and areas: shared by plans, found by name."""

from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.skriver import Skriver
from indsatser.importing.sag.tekst import labelled, lines, plain
from plans.choices import Deltagelse
from plans.models import Afdelingsdeltagelse, Boligafdeling, Boligomraade, Boligorganisation, Helhedsplan, Kommune


def kommune_named(skriver: Skriver, name: str, path: str = "") -> Kommune | None:
    if not name:
        return None
    if skriver.is_lenient:
        return skriver.known(Kommune, path, name__iexact=name)
    return skriver.named(Kommune, {"name": name})


def organisation_named(skriver: Skriver, name: str) -> Boligorganisation | None:
    return skriver.named(Boligorganisation, {"name": name}) if name else None


def area_named(skriver: Skriver, name: str, kommune: Kommune | None) -> Boligomraade | None:
    return skriver.named(Boligomraade, {"name": name, "kommune": kommune}) if name else None


def load_department(
    skriver: Skriver,
    node: Knude,
    plan: Helhedsplan,
    organisation: Boligorganisation | None,
    deltagelse: str = Deltagelse.MED,
) -> Boligafdeling:
    """A department and that it is in the plan, with the figures the agreement states about it."""
    lookup = {"boligorganisation": organisation, "name": node.text("name")}
    afdeling = skriver.named(Boligafdeling, lookup, number=node.text("number"), built_year=node.integer("built"))
    dropped = deltagelse == Deltagelse.UDGAAET
    skriver.row(
        Afdelingsdeltagelse,
        node.path,
        helhedsplan=plan,
        boligafdeling=afdeling,
        deltagelse=deltagelse,
        start_date=None if dropped else plan.start_date,
        end_date=None if dropped else plan.end_date,
        dwellings=node.integer("dwellings"),
        households=node.integer("households"),
        residents=node.integer("residents"),
        note=lines(
            node.text("note"),
            labelled("Andel under 18 år, %", _shown(node, "share_under_18")),
            labelled("Uden for arbejdsmarkedet, %", _shown(node, "outside_labour_market_pct")),
        ),
    )
    return afdeling


def _shown(node: Knude, key: str) -> str:
    value = node.take(key)
    return "" if value is None else plain(value)
