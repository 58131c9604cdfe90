"""Between the families: narrative chapters, and one table per indsatsområde with a row for each activity."""

from pathlib import Path

from tests.indsatser.udefra.word import celle, gem, p, punkter, tabel

STILE = {"Heading1": ("heading 1", 0), "Heading2": ("heading 2", 1), "Normal": ("Normal", -1)}
HOVED = ["Aktivitet", "Formål og målgruppe", "Succeskriterier", "Datakilde", "Ressourcer", "Samarbejdspartnere"]


def skriv(mappe: Path) -> Path:
    krop = [
        p("Nordlunden i balance", fed=True),
        p("Boligsocial helhedsplan for Nordlunden og Skovløkken, 1. juli 2019 – 30. juni 2023"),
        p("Parter: Boligforeningen Nordlys, Arbejdernes Boligselskab i Strandby, Strandby Kommune"),
        p("Indledning", stil="Heading1"),
        p("Helhedsplanen er den tredje i rækken for Nordlunden og den første, hvor Skovløkken er med."),
        p("Områdernes udfordringer", stil="Heading1"),
        p(
            "52 % af børnene bor hos en enlig forsørger, og 18 % af de unge "
            "mellem 18 og 24 år er uden job og uddannelse."
        ),
        p("Indsatsområde 1: Uddannelse og livschancer", stil="Heading1"),
        p("Formål", fed=True),
        p("Børn og unge skal have mod på livet og på at lære."),
        p("Mål", fed=True),
        p("a. Flere børn i vuggestue og børnehave"),
        p("b. Flere unge med et fritidsjob"),
        p("Overordnede succeskriterier", fed=True),
        tabel(
            [
                ["Succeskriterium", "Datakilde"],
                [
                    "Andelen af 1-5-årige i dagtilbud stiger fra 84 % (2018) til 92 % (2022)",
                    "Kommunens pladsanvisning",
                ],
                ["1 ud af 4 unge på 13-17 år har et fritidsjob i 2022", "Boligsociale data"],
            ]
        ),
        tabel(
            [
                HOVED,
                [
                    "Legestue",
                    "At forældre og børn får en god start. Børn på 0-3 år og deres forældre.",
                    [
                        "30 familier kommer i legestuen i løbet af 2020",
                        "12 børn begynder i dagtilbud efter at have gået i legestuen",
                    ],
                    "Egne registreringer",
                    "Familiekonsulent, 12 timer/uge",
                    ["Sundhedsplejen", "Dagplejen"],
                ],
                [
                    "Fritidsjob Nord",
                    "At unge får et job og lærer kollegaer at kende. Unge på 13-17 år.",
                    ["• 40 unge får et fritidsjob pr. år", "• 10 lokale virksomheder tager imod unge"],
                    "Egne registreringer",
                    "Jobvejleder, 20 timer/uge",
                    ["Handelsforeningen", "Ungdomsskolen"],
                ],
            ],
            6,
        ),
        p("Indsatsområde 2: Sammenhængskraft og medborgerskab", stil="Heading1"),
        p("Formål", fed=True),
        p("Beboerne skal kende hinanden på tværs af Nordlunden og Skovløkken."),
        p("Mål", fed=True),
        p("a. Flere beboere tager del i beboerdemokratiet"),
        p("Overordnede succeskriterier", fed=True),
        tabel(
            [
                ["Succeskriterium", "Datakilde"],
                [
                    "Fremmødet til de ordinære afdelingsmøder stiger med en "
                    "tredjedel i forhold til 2018 (i alt 61 husstande)",
                    "Referater",
                ],
            ]
        ),
        tabel(
            [
                HOVED,
                [
                    "Haveholdet",
                    "At beboere dyrker grøntsager sammen. Alle beboere.",
                    ["En ny fælleshave er anlagt i 2020", "25 beboere dyrker et bed i haven"],
                    "Optælling",
                    "Beboerrådgiver 5 timer/uge",
                    ["Driften", "Haveforeningen Solen"],
                ],
                [
                    celle("Beboerakademiet", lodret="restart"),
                    celle("At give nye i bestyrelserne redskaber. Bestyrelsesmedlemmer.", lodret="restart"),
                    "16 beboere har taget kurset",
                    "Deltagerlister",
                    celle("Beboerrådgiver 4 timer/uge", lodret="restart"),
                    celle("BL", lodret="restart"),
                ],
                [
                    celle("", lodret="continue"),
                    celle("", lodret="continue"),
                    "Seks nye medlemmer er valgt til bestyrelserne i 2021",
                    "Referater",
                    celle("", lodret="continue"),
                    celle("", lodret="continue"),
                ],
            ],
            6,
        ),
        p("Organisering", stil="Heading1"),
        p("Bestyrelsen", stil="Heading2"),
        p("Bestyrelsen består af:"),
        punkter(
            "Forretningsfører, Boligforeningen Nordlys",
            "Direktør, Arbejdernes Boligselskab i Strandby",
            "Socialdirektør, Strandby Kommune",
        ),
        p("Bestyrelsen mødes 3-4 gange om året."),
        p("Budget", stil="Heading1"),
        tabel(
            [
                ["Indsatsområde", "Landsbyggefonden", "Medfinansiering", "Samlede udgifter"],
                ["Uddannelse og livschancer", "4.000.000", "1.500.000", "5.500.000"],
                ["Sammenhængskraft og medborgerskab", "2.600.000", "900.000", "3.500.000"],
                ["Projektorganisation", "1.400.000", "600.000", "2.000.000"],
                ["I alt", "8.000.000", "3.000.000", "11.000.000"],
            ],
            4,
        ),
        p("Milepæle", stil="Heading1"),
        tabel(
            [
                ["", "1. kvt.", "2. kvt.", "3. kvt.", "4. kvt."],
                [
                    "2020",
                    "Legestuen er åbnet",
                    "Fælleshaven er tegnet",
                    "Fritidsjobmesse er holdt",
                    "Status til bestyrelsen",
                ],
                [
                    "2021",
                    "Beboerakademiet er begyndt",
                    "",
                    "Fælleshaven er indviet",
                    "Midtvejsevaluering er afleveret",
                ],
            ],
            5,
        ),
        p("Revideret november 2019"),
    ]
    return gem(mappe / "nordlunden.docx", krop, stile=STILE, hoved="Nordlunden i balance", bund="Side 4")
