"""Template of 2015 by an author who puts each label in a row over its answer. Held back from the mending."""

from pathlib import Path

from tests.indsatser.udefra.word import celle, gem, p, punkter, tabel

STILE = {"Heading1": ("heading 1", 0), "Heading2": ("heading 2", 1), "Ingenafstand": ("No Spacing", -1)}


def skema(navn: str, *par: tuple) -> str:
    raekker = [["Aktivitetsnavn"], [navn]]
    for etiket, svar in par:
        raekker += [[etiket], [svar]]
    return tabel(raekker, 2)


def skriv(mappe: Path) -> Path:
    krop = [
        p("STRATEGISK SAMARBEJDSAFTALE OM BOLIGSOCIAL INDSATS", fed=True),
        tabel(
            [
                ["Områdets navn", "Kastanjeparken"],
                ["Aftalens parter", "Bo-Vel, Lillebæk Boligforening og Herreby Kommune"],
                ["Samarbejdsaftalen gælder fra", "Den 1. april 2016 til den 31. marts 2020"],
            ]
        ),
        p("1.\u00a0Formål med den boligsociale indsats", stil="Heading1"),
        p("Vi vil bryde den negative sociale arv og gøre Kastanjeparken til en almindelig del af Herreby."),
        p("2.\u00a0Organisering", stil="Heading1"),
        p(
            "Bestyrelsen er øverste ledelse. Den mødes to gange om året og består af direktørerne fra "
            "Bo-Vel og Lillebæk Boligforening samt kommunaldirektøren i Herreby Kommune."
        ),
        p("3.\u00a0Problemkompleks, beboere og tryghedssituation", stil="Heading1"),
        p("Kastanjeparken har stået på regeringens liste siden 2012. 49 % er uden for arbejdsmarkedet."),
        p("4.\u00a0Fælles tværgående målinger", stil="Heading1"),
        p("Bestyrelsen følger målingerne."),
        p("5.\u00a0Indsatsområder", stil="Heading1"),
        p("5.1\u00a0Forebyggelse og forældreansvar", stil="Heading2"),
        p("Formål: Forældrene skal støttes i at give deres børn en god opvækst."),
        p("Mål:", fed=True),
        p("a)\tFlere små børn går i dagtilbud"),
        p("b)\tForældrene føler sig bedre rustet"),
        tabel(
            [
                ["Succeskriterier", "Datakilde"],
                [
                    "(a) Andelen af 1-5-årige i dagtilbud er vokset fra 79,2 % i 2015 til 88 % i 2019",
                    "Landsbyggefondens boligsociale data",
                ],
                ["(b) 7 ud af 10 forældre, der har deltaget i et kursus, føler sig bedre rustet", "Spørgeskema"],
            ]
        ),
        p("5.2\u00a0Tryghed og trivsel", stil="Heading2"),
        p("Ikke valgt af parterne."),
        p("6.\u00a0Lokal evaluering", stil="Heading1"),
        p("Indsatsen evalueres midtvejs i 2018."),
        p("7.\u00a0Ressourcer", stil="Heading1"),
        tabel(
            [
                ["Landsbyggefonden", "6.300.000 kr."],
                ["Lokal medfinansiering", "2.700.000 kr."],
                ["Samlet", "9.000.000 kr."],
            ]
        ),
        p("8.\u00a0Samspil med øvrige tiltag", stil="Heading1"),
        p("Skolen bygges om i 2017."),
        p("9.\u00a0Underretning", stil="Heading1"),
        p("Projektlederen underretter parterne."),
        p("10.\u00a0Konflikthåndtering", stil="Heading1"),
        p("Bestyrelsens formand mægler."),
        p("11.\u00a0Revision af samarbejdsaftalen", stil="Heading1"),
        p("Kræver Landsbyggefondens godkendelse."),
        p("DELAFTALE FOR INDSATSOMRÅDET FOREBYGGELSE OG FORÆLDREANSVAR", fed=True),
        tabel(
            [
                ["Aftalens parter"],
                [
                    [
                        "Dagtilbudsleder, Herreby Kommune",
                        "Sundhedsplejerske, Herreby Kommune",
                        "Projektleder, Kastanjeparken",
                    ]
                ],
                ["Problemkompleks for indsatsområdet"],
                ["Hvert femte barn passes hjemme."],
                ["Økonomi"],
                ["Landsbyggefonden: 5.100.000 kr.\nLokal medfinansiering: 2.200.000 kr.\nSamlet: 7.300.000 kr."],
                ["Delaftalen gælder fra/til"],
                ["1. april 2016 – 31. marts 2020"],
            ]
        ),
        skema(
            "Åben legestue",
            ("Indhold og praksis", "Tre formiddage om ugen leger forældre og børn sammen med en pædagog."),
            ("Formål", "At børn og forældre bliver trygge ved at komme i dagtilbud."),
            ("Målgruppe", "Hjemmepassede børn og deres forældre"),
            (
                "Succeskriterier",
                [
                    "45 børn har været i legestuen inden udgangen af 2017",
                    "18 børn er begyndt i dagtilbud inden udgangen af 2017",
                    "Forældrene kender flere andre familier",
                ],
            ),
            ("Datakilde", "Egne registreringer"),
            ("Organisering, ansvar og rollefordeling", "Dagtilbudslederen har ansvaret."),
            ("Medarbejderressourcer", "Pædagog 0,75 årsværk"),
            ("Samarbejdspartnere", "Dagplejen, Sundhedsplejen og Børnehuset Kernen"),
            ("Forankring", "Herreby Kommune overtager legestuen."),
        ),
        p(""),
        skema(
            "Forældrekurset De Utrolige År",
            ("Indhold og praksis", "14 mødegange for grupper på op til 12 forældre."),
            ("Formål", "At forældre får redskaber til hverdagen."),
            ("Målgruppe", "Forældre til børn mellem 3 og 8 år"),
            (
                "Succeskriterier",
                [
                    "Fire kurser med gennemsnitligt 10 deltagere (2016-17)",
                    "80 % af deltagerne har mødt op mindst 11 gange",
                ],
            ),
            ("Datakilde", "Fremmødelister"),
            ("Organisering, ansvar og rollefordeling", "Sundhedsplejersken og projektlederen er kursusledere."),
            ("Medarbejderressourcer", "Projektleder 5 timer om ugen\nSundhedsplejerske 3 timer om ugen"),
            ("Samarbejdspartnere", "Sundhedsplejen, Familieafdelingen"),
            ("Forankring", "Familieafdelingen"),
        ),
        p("Bilag", stil="Heading1"),
        tabel(
            [[celle("Nr."), celle("Bilag")], ["1", "Organisationsdiagram"], ["2", "Beredskabsplan"], ["3", "Budget"]]
        ),
        punkter("Milepælsplan eftersendes"),
    ]
    return gem(mappe / "kastanjeparken.docx", krop, stile=STILE, hoved="Kastanjeparken", bund="Side 3 af 22")
