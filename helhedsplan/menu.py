"""The main menu and a plan's own menu: one line per entry, in the order they are shown.

An entry whose URL does not exist is left out, so a page can be announced here before it is built.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Menupunkt:
    """`url_names` are the pages that count as being inside this entry; `namespaces` catches the rest.

    `label_attribute` names an attribute of the plan that holds the plan's own word for it; `shown_if` one that says
    whether this visitor is to see the entry: of the plan in a plan's menu, of the user in the main menu.
    """

    key: str
    label: str
    url_name: str
    url_names: frozenset[str] = frozenset()
    namespaces: frozenset[str] = frozenset()
    label_attribute: str = ""
    shown_if: str = ""


HOVEDMENU: tuple[Menupunkt, ...] = (
    Menupunkt(
        "overblik",
        "Mit overblik",
        "reporting:mit_overblik",
        url_names=frozenset({"reporting:paamindelse_list", "reporting:paamindelse_valg"}),
    ),
    Menupunkt(
        "registrer",
        "Registrér",
        "indsatser:registrer",
        url_names=frozenset({"indsatser:registrer_kriterium", "indsatser:registrer_log"}),
    ),
    Menupunkt(
        "planer",
        "Planer",
        "plans:helhedsplan_list",
        namespaces=frozenset({"plans", "indsatser", "reporting"}),
    ),
    Menupunkt(
        "portefoelje",
        "Portefølje",
        "reporting:portefoelje",
        url_names=frozenset({"reporting:aarsskemaer"}),
        shown_if="has_several_plans",
    ),
    Menupunkt("soeg", "Søg", "reporting:soeg"),
)

PLANMENU: tuple[Menupunkt, ...] = (
    Menupunkt("overblik", "Overblik", "reporting:plan_overblik"),
    Menupunkt("bestyrelse", "Bestyrelsens side", "reporting:bestyrelsesside"),
    Menupunkt("aftale", "Aftale", "plans:aftale_detail"),
    Menupunkt("delaftaler", "Delaftaler", "reporting:delaftale_list", label_attribute="field_label_plural"),
    Menupunkt("milepaele", "Milepæle", "indsatser:milepael_list"),
    Menupunkt("oekonomi", "Økonomi", "plans:oekonomi_detail"),
    Menupunkt("organisering", "Organisering", "plans:organ_list"),
    Menupunkt("omraadetal", "Områdetal", "indsatser:indikator_list"),
    Menupunkt("projekter", "Projekter", "indsatser:projekt_list"),
    Menupunkt("rapporter", "Rapporter", "reporting:rapport_list"),
    Menupunkt("historik", "Historik", "plans:historik_list"),
    Menupunkt("adgang", "Adgang", "plans:medlemskab_list", shown_if="may_give_access"),
)


def active_key(view_name: str, namespace: str) -> str:
    """Which entry of the main menu a page belongs to: an exact page first, then the wider namespace."""
    for punkt in HOVEDMENU:
        if view_name == punkt.url_name or view_name in punkt.url_names:
            return punkt.key
    for punkt in HOVEDMENU:
        if namespace and namespace in punkt.namespaces:
            return punkt.key
    return ""
