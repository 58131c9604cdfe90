"""Template of 2019: numbered headings by Word itself, merged and nested cells, content controls, tracked changes."""

from pathlib import Path

from tests.indsatser.udefra.word import celle, felt, fod, gem, ind, p, punkter, tabel, ud

STILE = {
    "Titel": ("Title", -1),
    "Overskrift1": ("heading 1", 0),
    "Overskrift2": ("heading 2", 1),
    "Overskrift3": ("heading 3", 2),
    "Indholdsfortegnelse1": ("toc 1", -1),
}


def h(niveau: int, tekst: str, *, nummer: bool = True) -> str:
    return p(tekst, stil=f"Overskrift{niveau}", liste=3 if nummer else 0, niveau=min(niveau - 1, 1))


def skema(navn: str, raekker: list[list]) -> str:
    return tabel([[f"Aktivitet: {navn}"], *raekker])


def skriv(mappe: Path) -> Path:
    krop = [
        p("Strategisk samarbejdsaftale om boligsocial indsats", stil="Titel"),
        p("Fællesskab i Mølleparken og Kærsangervej"),
        tabel(
            [
                ["Område", "Mølleparken og Kærsangervej"],
                ["Aftalens parter", ["Almenbo Vest", "Andelsboligforeningen Kæret", "Møllerup Kommune"]],
                ["Aftalen gælder", "01.09.2020\u2013 31.08.2024"],
            ]
        ),
        p("Formål med den boligsociale indsats\t3", stil="Indholdsfortegnelse1"),
        p("Organisering\t4", stil="Indholdsfortegnelse1"),
        p("Indsatsområder\t6", stil="Indholdsfortegnelse1"),
        p("Ressourcer\t9", stil="Indholdsfortegnelse1"),
        h(1, "Formål med den boligsociale indsats"),
        p("Vi vil give børn og unge bedre kort på hånden, få flere i arbejde og holde fast i det gode naboskab."),
        p("Indsatsen ligger i forlængelse af kommunens integrationspolitik."),
        h(1, "Organisering"),
        h(2, "Bestyrelse", nummer=False),
        p("Den boligsociale bestyrelse mødes hvert kvartal. Medlemmerne er:"),
        punkter(
            "Administrerende direktør i Almenbo Vest (formand)",
            "Direktør i Andelsboligforeningen Kæret",
            "Velfærdsdirektør i Møllerup Kommune",
            "Vicepolitiinspektør, Midtjyllands Politi",
        ),
        h(2, "Styregruppe", nummer=False),
        p("Styregruppen har seks årlige møder og følger økonomi og fremdrift."),
        h(1, "Problemkompleks, beboere og tryghedssituation"),
        p(
            "Mølleparken har 1.204 beboere. 37,5 % er uden for arbejdsmarkedet",
            fod(1),
            ", og hver tredje er under 18 år.",
        ),
        h(1, "Fælles tværgående målinger"),
        p("Bestyrelsen drøfter de fælles målinger hvert forår."),
        h(1, "Indsatsområder"),
        h(2, "Uddannelse og livschancer"),
        p("Mål", fed=True),
        punkter("Flere børn trives i dagtilbud og skole", "Flere unge gennemfører en ungdomsuddannelse", liste=2),
        tabel(
            [
                ["Mål", "Succeskriterium", "Datakilde"],
                [
                    celle("a", lodret="restart"),
                    "Andelen af 3-5-årige, der har brug for en sprogindsats, falder fra 31 % (2019) til 22 % (2023)",
                    "Dagtilbuddenes sprogvurderinger",
                ],
                [
                    celle("", lodret="continue"),
                    "Mindst 8 ud af 10 forældre vurderer, at samarbejdet med dagtilbuddet er godt",
                    "Forældreundersøgelse",
                ],
                [
                    "b",
                    (
                        "xml",
                        p(
                            "Andelen af 18-25-årige i gang med eller færdige med en "
                            "ungdomsuddannelse stiger fra 61,8 % i 2018 til ",
                            ud("70"),
                            ind("68"),
                            " % i 2023",
                        ),
                    ),
                    "Landsbyggefondens boligsociale data",
                ],
            ],
            3,
        ),
        h(2, "Beskæftigelse"),
        p("Mål", fed=True),
        p("a) Flere beboere er i job"),
        tabel(
            [
                ["Mål", "Succeskriterium", "Datakilde"],
                [
                    "a",
                    "Beskæftigelsesgraden blandt de 18-64-årige øges med 4 procentpoint fra 2019 til 2023",
                    "Danmarks Statistik",
                ],
            ],
            3,
        ),
        h(2, "Kriminalitetsforebyggelse"),
        p("Ikke valgt. Kommunens SSP-team dækker opgaven."),
        h(2, "Sammenhængskraft og medborgerskab"),
        p("Ikke valgt."),
        h(1, "Lokal evaluering"),
        p("Sekretariatet gør status hvert år, og bestyrelsen beslutter, om noget skal ændres."),
        h(1, "Ressourcer"),
        tabel(
            [
                ["", "Landsbyggefonden", "Lokal medfinansiering", "I alt"],
                ["Uddannelse og livschancer", "5.750.000", "2.400.000", "8.150.000"],
                ["Beskæftigelse", "3.900.000", "1.300.000", "5.200.000"],
                ["Projektorganisation og evaluering", "2.350.000", "800.000", "3.150.000"],
                ["I alt", "12.000.000", "4.500.000", "16.500.000"],
            ],
            4,
        ),
        h(1, "Samspil med øvrige tiltag"),
        p("Der er en fysisk helhedsplan på vej i Mølleparken."),
        h(1, "Underretning"),
        p("Sekretariatslederen holder parterne orienteret."),
        h(1, "Konflikthåndtering"),
        p("Uenighed løses så tæt på hverdagen som muligt."),
        h(1, "Revision af samarbejdsaftalen"),
        p("Landsbyggefonden skal godkende ændringer."),
        h(1, "Delaftale: Uddannelse og livschancer", nummer=False),
        tabel(
            [
                [
                    "Parter",
                    ["Dagtilbudschef, Møllerup Kommune", "Skoleleder, Møllerup Skole", "Direktør, Almenbo Vest"],
                ],
                ["Problemkompleks", "Mange børn starter i skole med et svagt dansk."],
                ["Økonomi", "LBF: 5.750.000 kr., lokal: 2.400.000 kr., i alt 8.150.000 kr."],
                ["Gyldighed", "1. september 2020 til 31. august 2024"],
            ]
        ),
        skema(
            "Snak sammen",
            [
                [
                    "Beskrivelse",
                    (
                        "xml",
                        felt(
                            p(
                                "To pædagoger besøger familier med små børn og leger sproglege med dem.",
                                "\nForældrene får en kuffert med bøger og spil.",
                            )
                        ),
                    ),
                ],
                ["Formål med aktiviteten", "At børn får et større ordforråd, før de begynder i skole."],
                ["Målgruppe", "Familier med børn på 2-5 år, hvor sproget driller"],
                [
                    "Aktivitetens succeskriterier",
                    (
                        "xml",
                        tabel(
                            [
                                ["Succeskriterie", "Datakilde"],
                                ["40 familier har haft besøg mindst seks gange (2021)", "Egne registreringer"],
                                ["75 % af børnene går frem ved næste sprogvurdering", "Sprogvurderinger"],
                            ]
                        )
                        + "<w:p/>",
                    ),
                ],
                ["Ansvarlig", "Dagtilbudschefen har det faglige ansvar"],
                ["Ressourcer", "Sprogpædagog 18 timer/uge\nProjektmedarbejder 4 timer/uge"],
                ["Samarbejdspartnere", "Børnehuset Mølletoften, biblioteket og sundhedsplejen"],
                ["Forankring", "Dagtilbuddene overtager kufferterne."],
            ],
        ),
        p(""),
        skema(
            "Ung på vej",
            [
                ["Beskrivelse", "En mentor følger de unge fra 9. klasse og to år frem."],
                ["Formål med aktiviteten", "At de unge bliver på deres uddannelse."],
                ["Målgruppe", "Unge på 15-20 år med risiko for at falde fra"],
            ],
        ),
        tabel(
            [
                [
                    celle("Aktivitetens succeskriterier", lodret="restart"),
                    "35 unge har haft en mentor i mindst et halvt år",
                ],
                [celle("", lodret="continue"), "Frafaldet blandt de tilknyttede unge er højst 15 % i 2022"],
                [
                    celle("", lodret="continue"),
                    ("xml", p("Der er holdt ", ind("tre"), ud("to"), " uddannelsescaféer om året")),
                ],
                ["Datakilde", "Egne registreringer, UU-vejledningens tal"],
                ["Ansvarlig", "Ungekoordinatoren"],
                ["Ressourcer", "Ungekoordinator 1 årsværk"],
                ["Samarbejdspartnere", "UU-vejledningen; Møllerup Skole; EUC Midt"],
                ["Forankring", "UU-vejledningen"],
            ]
        ),
        h(1, "Delaftale: Beskæftigelse", nummer=False),
        tabel(
            [
                ["Parter", ["Jobcenterchef, Møllerup Kommune", "Direktør, Andelsboligforeningen Kæret"]],
                ["Problemkompleks", "Kvinder med ikke-vestlig baggrund har sjældnere job end andre."],
                ["Økonomi", "LBF: 3.900.000 kr., lokal: 1.300.000 kr., i alt 5.200.000 kr."],
                ["Gyldighed", "1. september 2020 til 31. august 2024"],
            ]
        ),
        skema(
            "Kvinder i job",
            [
                ["Beskrivelse", "Forløb på 16 uger med dansk, praktik og netværk."],
                ["Formål med aktiviteten", "At kvinderne får fodfæste på arbejdsmarkedet."],
                ["Målgruppe", "Kvinder over 25 år, som har været ledige i mere end to år"],
                [
                    "Aktivitetens succeskriterier",
                    [
                        "To forløb à 16 uger med 12 deltagere på hvert hold",
                        "10 kvinder er kommet i job inden udgangen af 2022",
                        "Kvinderne har fået et større netværk",
                    ],
                ],
                ["Datakilde", "Egne registreringer"],
                ["Ansvarlig", "Jobkonsulenten i samarbejde med sprogskolen"],
                ["Ressourcer", ["Jobkonsulent 25 timer/uge", "Frivilligkoordinator 0,25 årsværk"]],
                ["Samarbejdspartnere", "Jobcentret, Sprogskolen, Kvindenetværket"],
                ["Forankring", "Jobcentret vurderer i 2023, om forløbet skal fortsætte."],
            ],
        ),
        h(1, "Bilag", nummer=False),
        punkter("Organisationsdiagram", "Milepælsplan", "Kommissorium for bestyrelsen"),
    ]
    return gem(
        mappe / "moelleparken.docx",
        krop,
        stile=STILE,
        hoved="Fællesskab i Mølleparken og Kærsangervej",
        bund="Side 1",
        noter=["Landsbyggefondens boligsociale data, 2019"],
    )
