"""The efforts under a field of work that has no forms of the usual kind (BolivVejle): each becomes an activity."""

from indsatser.importing.sag.kriterier import Kriterielaeser
from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.skriver import Skriver
from indsatser.importing.sag.tekst import bullets, labelled, lines, paragraphs, plain, spell_line, spell_out
from indsatser.models import Aktivitet, Medarbejderressource, Samarbejdsrelation
from plans.models import Delaftale


def load_efforts(
    skriver: Skriver, area: Knude, delaftale: Delaftale, kriterier: Kriterielaeser, projects: dict[str, Knude]
) -> dict[str, Aktivitet]:
    """The efforts of a field of work in order; those with a description of their own by its id."""
    found = {}
    for number, node in enumerate(area.children("sub_efforts"), start=1):
        code, title = node.text("id"), node.text("title")
        if "sub_project" in node:
            key = node.text("sub_project")
            found[key] = _project(skriver, projects[key], delaftale, kriterier, (number, code, title))
        else:
            _effort(skriver, node, delaftale, kriterier, (number, code, title))
    return found


def _effort(
    skriver: Skriver, node: Knude, delaftale: Delaftale, kriterier: Kriterielaeser, head: tuple[int, str, str]
) -> None:
    number, code, title = head
    agreement, initiatives = node.child("agreement"), node.children("initiatives")
    aktivitet = skriver.row(
        Aktivitet,
        node.path,
        delaftale=delaftale,
        nummer=number,
        name=title,
        section=code,
        content=paragraphs(
            node.text("background"),
            bullets(node.words("content")),
            spell_out(agreement),
            *(_initiative(initiative) for initiative in initiatives),
            labelled("Fag", node.words("subjects")),
            bullets(node.words("further_ideas"), "Flere ideer"),
            _meetings(node.child("meetings_per_year")),
            bullets((_figure(figure) for figure in node.children("key_figures")), "Nøgletal"),
        ),
        purpose=node.text("purpose"),
        target_group=labelled("Områder", node.words("areas")),
        has_form=False,
        note=node.text("note"),
    )
    for i, name in enumerate(node.words("partners")):
        skriver.row(
            Samarbejdsrelation,
            f"{node.at('partners')}[{i}]",
            helhedsplan=delaftale.helhedsplan,
            aktivitet=aktivitet,
            organisation=name,
            order=i + 1,
        )
    for initiative in initiatives:
        for criterion in initiative.children("criteria"):
            kriterier.load(criterion, aktivitet=aktivitet)


def _initiative(node: Knude) -> str:
    """ "1. Virksomhedscenter i AAB" with what the document says of it."""
    duties = [f"{duty.text('party')}: {duty.text('duty')}" for duty in node.children("responsibilities")]
    head = f"{node.take('number')}. {node.text('title')}"
    return lines(
        head,
        node.text("summary"),
        labelled("Målgruppe", node.text("target_group")),
        labelled("Siden", node.take("start_year")),
        labelled("Støttet af", node.text("funder")),
        bullets(duties, "Ansvar"),
    )


def _meetings(span: Knude) -> str:
    return f"Møder om året: {span.take('min')}-{span.take('max')}" if span.names() else ""


def _project(
    skriver: Skriver, node: Knude, delaftale: Delaftale, kriterier: Kriterielaeser, head: tuple[int, str, str]
) -> Aktivitet:
    """A project with a description of its own (Tjansen)."""
    number, code, title = head
    for key in ("id", "focus_area"):
        node.take(key)
    aktivitet = skriver.row(
        Aktivitet,
        node.path,
        delaftale=delaftale,
        nummer=number,
        name=node.text("name"),
        alias=title,
        section=code,
        content=_content(node),
        purpose=lines(node.text("purpose"), bullets(node.words("purposes"))),
        target_group=lines(labelled("Områder", node.words("areas")), spell_out(node.child("target_group"))),
        organisation=spell_out(node.child("economy")),
        note=lines(
            labelled("Fulde navn", node.text("full_name")),
            labelled("Startet", node.take("start_year")),
            labelled("Startet for penge fra", node.text("start_funder")),
            labelled("Kommunalt tilskud", spell_line(node.child("municipal_grant"))),
        ),
    )
    if (count := node.number("staff_count")) is not None:
        skriver.row(
            Medarbejderressource,
            node.at("staff_count"),
            helhedsplan=delaftale.helhedsplan,
            aktivitet=aktivitet,
            role="Ansatte",
            amount=count,
            unit="antal",
        )
    for criterion in node.children("criteria"):
        kriterier.load(criterion, aktivitet=aktivitet)
    return aktivitet


def _content(node: Knude) -> str:
    return paragraphs(
        node.text("background"),
        node.text("method"),
        bullets((_figure(figure) for figure in node.children("focus_split")), "Vægt"),
        node.text("focus_split_note"),
        bullets((_figure(figure) for figure in node.children("current_activity")), "Omfang i dag"),
        labelled("Vejledningen handler om", node.words("guidance_topics")),
        bullets(node.words("future_model"), "Fremover"),
    )


def _figure(node: Knude) -> str:
    """A figure in words: "Unge ansat ad gangen: ca. 18 (Aldersspændet er tabt.)"."""
    approx = "ca. " if node.take("approx") else ""
    value = node.take("value", node.raw("share_pct"))
    span = [plain(node.take(key)) for key in ("value_from", "value_to") if key in node]
    unit = node.text("unit") or ("%" if "share_pct" in node else "")
    node.take("share_pct")
    shown = "-".join(span) if span else "" if value is None else plain(value)
    rounded = labelled("afrundet", node.take("rounded"))
    note = node.text("note")
    number = f"{approx}{shown} {unit}".strip() if shown else unit
    tail = " · ".join(filter(None, [number, rounded]))
    return f"{node.text('label')}{': ' + tail if tail else ''}{f' ({note})' if note else ''}"
