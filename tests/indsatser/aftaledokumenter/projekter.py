"""Forms for single projects as three authors fill them in, each with its truth. `opslag` was held back until the
reader read the others."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.indsatser.aftaledokumenter.vaner import UDVIKLING
from tests.indsatser.aftaledokumenter.word import Ark, fill


@dataclass
class Projekt:
    """What a form says. `kriterier`: sentence and figures; `budget`: line and kroner."""

    navn: str
    formaal: str
    kriterier: list[tuple[str, tuple[float, ...]]]
    budget: list[tuple[str, int]]
    i_alt: int
    partnere: list[str]
    beskrivelse: str = ""
    maalgruppe: str = ""
    aktiviteter: list[str] = field(default_factory=list)
    tid: tuple[str, str] = ("", "")
    trin: list[tuple[str, list[str]]] = field(default_factory=list)
    foer: str = ""
    efter: str = ""
    timer: int | None = None
    opgaver: dict[str, list[str]] = field(default_factory=dict)
    """Task → the parties that are marked."""
    modsigelser: int = 0


def lokaludvalg(folder: Path) -> tuple[list[Projekt], Path]:
    """One form: label beside value, small labels inside the value, a table in a cell, a person's name, a dash."""
    p = Projekt(
        "Workshop om fremtidens fællesskaber",
        "At lokaludvalget sammen med afdelingsbestyrelser drøfter, hvad planen skal arbejde med.",
        [("30-40 personer deltager", (30.0, 40.0)), ("Brugbare forslag til delaftalerne", ())],
        [("Oplægsholder", 9000), ("Forplejning", 4500)],
        13500,
        ["Bydelshuset", "Fritidsklubben Kernen"],
        beskrivelse="Planen udløber, og der søges om tre år mere.",
        tid=("2026-03", "2026-04"),
        trin=[
            ("Januar/februar 2026", ["Program skrives", "Oplægsholder bookes"]),
            ("Marts 2026", ["Invitationer sendes"]),
        ],
        foer="Invitation på mail til kredsen",
        efter="Opsamling sendes til sekretariatet",
        timer=40,
        opgaver={"Forberedelse": ["Sekretariat", "Medlemmer"], "Gennemførelse": ["Sekretariat"]},
    )
    ark = Ark(UDVIKLING[0])
    ark.doc.add_paragraph("PROJEKTBESKRIVELSE", style="Title")
    rows: list[tuple[str, Any]] = [
        ("Navn på projektet", p.navn),
        ("Ansvarligt medlemmer", "Birte Holm Sørensen"),
        ("Deltagere fra arbejdsgruppen", "-"),
        ("Formål med projektet", p.formaal),
        ("Dato for afholdelse af projektet", "Marts eller april 2026"),
        ("Beskrivelse af projektet", p.beskrivelse),
        (
            "Succeskriterier",
            ["Antal deltagere: 30-40 personer deltager", "Udbytte: Brugbare forslag til delaftalerne"],
        ),
        ("Samarbejdspartnere", p.partnere),
        ("Kommunikationsstrategi", [f"Før: {p.foer}", f"Under/efter: {p.efter}"]),
        ("Tidsplan/milepæle", [f"{label}: {'; '.join(tasks)}" for label, tasks in p.trin]),
        ("Arbejdsfordeling", "Groft anslået timeantal på samlet bistand fra sekretariatet: 40 timer"),
        ("Opgavefordeling", None),
        ("Økonomi", ["Oplægsholder: op til 9.000 kr.", "Forplejning: 4.500 kr.", "Udgifter i alt: 13.500 kr."]),
    ]
    table = ark.doc.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for label, value in rows:
        cells = table.add_row().cells
        fill(cells[0], label)
        if value is not None:
            fill(cells[1], value)
            continue
        inner = cells[1].add_table(rows=0, cols=3)
        for row in (["", "Sekretariat", "Medlemmer"], ["Forberedelse", "X", "X"], ["Gennemførelse", "X", ""]):
            for cell, text in zip(inner.add_row().cells, row, strict=True):
                fill(cell, text)
    return [p], ark.gem(folder / "projekt-lokaludvalg.docx")


def ansoegning(folder: Path) -> tuple[list[Projekt], Path]:
    """Two forms in one document: the label's row above the value's, a budget table under its label, a total that does
    not fit in the second."""
    one = Projekt(
        "Cykelværksted for unge",
        "Unge lærer at reparere cykler og får en vej ind i fritidsjob.",
        [
            ("25 unge deltager i mindst fem værkstedsaftener", (25.0,)),
            ("8 unge får et fritidsjob inden udgangen af 2022", (8.0,)),
        ],
        [("Værktøj og reservedele", 30000), ("Løn til instruktør", 48000), ("Lokaleleje", 12000)],
        90000,
        ["Fjordby Ungdomsskole", "Cykelsmeden på torvet"],
        maalgruppe="Unge mellem 13 og 18 år",
        aktiviteter=["Værksted hver tirsdag", "Sommercamp"],
        tid=("2021-08-01", "2022-12-31"),
    )
    two = Projekt(
        "Naboer over gaden",
        "Beboerne lærer hinanden at kende på tværs af opgange.",
        [("12 fællesspisninger er holdt", (12.0,))],
        [("Madvarer", 18000), ("Borde og bænke", 9500)],
        28500,
        ["Afdelingsbestyrelsen"],
        maalgruppe="Alle beboere i Engparken",
        aktiviteter=["Fællesspisning en gang om måneden"],
        tid=("2022-01-01", "2022-12-31"),
        modsigelser=1,
    )
    ark = Ark(UDVIKLING[0])
    ark.doc.add_paragraph("Ansøgningsskema – boligsociale projekter", style="Title")
    for p in (one, two):
        start, end = (".".join(reversed(day.split("-"))) for day in p.tid)
        rows: list[list[Any]] = []
        for label, value in (
            ("Projekttitel", p.navn),
            ("Projektets formål", p.formaal),
            ("Målgruppe", p.maalgruppe),
            ("Aktiviteter", p.aktiviteter),
            ("Succeskriterier", [text for text, _numbers in p.kriterier]),
            ("Samarbejdspartnere", p.partnere),
            ("Projektperiode", f"{start} – {end}"),
        ):
            rows += [[label], [value]]
        ark.tabel(rows)
        ark.fed("Budget")
        total = f"{p.i_alt:,}".replace(",", ".")
        ark.tabel(
            [
                ["Post", "Beløb i kr."],
                *([label, f"{amount:,}".replace(",", ".")] for label, amount in p.budget),
                ["I alt", total],
            ]
        )
    return [one, two], ark.gem(folder / "projekt-ansoegning.docx")


def opslag(folder: Path) -> tuple[list[Projekt], Path]:
    """No table at all: bold labels with colons, bullets under them, the budget as lines with kroner."""
    p = Projekt(
        "Grønne taler",
        "Flere beboere tager del i haverne.",
        [("40 beboere dyrker en have i 2023", (40.0,)), ("Beboerne oplever, at området er blevet kønnere", ())],
        [("Jord og planter", 22000), ("Regnvandstønder", 6400)],
        28400,
        ["Haveforeningen Solskin", "Fjordby Kommune"],
        beskrivelse="Haverne ligger brak i dag.",
        maalgruppe="Beboere uden have",
        aktiviteter=["Haver anlægges", "Høstfest"],
        tid=("2023-03", "2023-10"),
    )
    ark = Ark(UDVIKLING[3])
    ark.fed("Projektansøgning")
    ark.etiket("Projektets titel", p.navn)
    ark.etiket("Kontaktperson", "Jens Møller, tlf. 12 34 56 78")
    ark.etiket("Formål", p.formaal)
    ark.etiket("Målgruppen", p.maalgruppe)
    ark.etiket("Kort beskrivelse", p.beskrivelse)
    ark.fed("Aktiviteter:")
    ark.punkter(p.aktiviteter)
    ark.fed("Succeskriterier:")
    ark.punkter([text for text, _numbers in p.kriterier])
    ark.fed("Samarbejdspartnere:")
    ark.punkter(p.partnere)
    ark.etiket("Periode", "marts-oktober 2023")
    ark.fed("Budget:")
    ark.punkter(["Jord og planter 22.000 kr.", "Regnvandstønder 6.400 kr.", "I alt 28.400 kr."])
    return [p], ark.gem(folder / "projekt-opslag.docx")


UDVIKLING_PROJEKTER = (lokaludvalg, ansoegning)
TILBAGEHOLDTE_PROJEKTER = (opslag,)
