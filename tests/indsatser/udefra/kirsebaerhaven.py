"""An older narrative plan from LibreOffice: bold lines for headings, a table of contents, boxes as text boxes."""

from pathlib import Path

from tests.indsatser.udefra.word import gem, p, run, tabel, tekstboks

STILE = {"Standard": ("Standard", -1), "Textbody": ("Text body", -1), "Contents1": ("Contents 1", -1)}


def o(tekst: str) -> str:
    return p(tekst, stil="Standard", fed=True)


def t(*tekst: str) -> str:
    return p(*tekst, stil="Textbody")


def e(etiket: str, *linjer: str) -> str:
    """A bold label and, on the same line or the next ones, its value."""
    if len(linjer) == 1:
        return p(run(f"{etiket}: ", fed=True), linjer[0])
    return p(f"{etiket}:", fed=True) + "".join(map(t, linjer))


def skriv(mappe: Path) -> Path:
    indhold = [
        "1. Indledning",
        "2. Om Kirsebærhaven",
        "3. Vision",
        "4. Indsatserne",
        "4.1 Udsatte beboere",
        "4.2 Kultur og fritid",
        "4.3 Sundhed",
        "5. Tidsplan og milepæle",
        "6. Organisation",
        "7. Evaluering",
        "8. Økonomi",
    ]
    krop = [
        o("HELHEDSPLAN FOR KIRSEBÆRHAVEN 2012 – 2015"),
        t("Boligselskabet Solgården, afdeling 7 og 11"),
        o("Indhold"),
        *[p(f"{one}\t{number}", stil="Contents1") for number, one in enumerate(indhold, start=3)],
        o("1. Indledning"),
        t("Denne helhedsplan er lavet af Boligselskabet Solgården sammen med beboerne og Aaby Kommune."),
        o("2. Om Kirsebærhaven"),
        t("Kirsebærhaven består af 356 lejligheder. 24 % af beboerne er over 65 år, og mange bor alene."),
        o("3. Vision"),
        t("Kirsebærhaven skal være et sted, hvor ingen er alene, hvis de ikke selv vil være det."),
        o("4. Indsatserne"),
        t("Vi arbejder med tre indsatsområder."),
        o("4.1 Udsatte beboere"),
        t(
            "Nogle beboere har det svært på grund af misbrug, sygdom eller "
            "ensomhed. De bruger ikke de tilbud, der er i byen."
        ),
        o("4.1.1 Social vicevært"),
        t(
            "Den sociale vicevært banker på hos beboere, som naboer eller "
            "varmemester er bekymrede for, og følger dem videre."
        ),
        tekstboks(
            e("Formål", "At udsatte beboere får den hjælp, de har krav på."),
            e("Målgruppe", "Beboere med sociale eller psykiske problemer"),
            e("Medarbejderressourcer", "Social vicevært 30 timer/uge"),
            e(
                "Succeskriterier (2012)",
                "• 70 beboere har haft besøg af den sociale vicevært",
                "• 40 beboere blev hjulpet videre i relevant tilbud",
                "• Antallet af udsættelser er faldet fra 14 til 8",
            ),
            e("Samarbejdsrelationer", "Socialpsykiatrien, Hjemmeplejen, Varmemestrene"),
            e("Lokal evaluering", "Styregruppen"),
            e("Forankring", "Boligselskabet vurderer i 2015, om stillingen kan gøres fast."),
        ),
        o("4.1.2 Økonomisk rådgivning"),
        t("Frivillige med bankbaggrund giver anonym rådgivning om gæld og budget to gange om måneden."),
        tekstboks(
            e("Formål", "At færre kommer i restance."),
            e("Målgruppe", "Beboere med økonomiske problemer"),
            e("Medarbejderressourcer", "Social vicevært 2 timer/uge, Projektleder 1 time/uge"),
            e(
                "Succeskriterier (2012)",
                "• 35 beboere har fået lagt et budget",
                "• 15 beboere har fået en aftale med deres kreditorer",
            ),
            e("Samarbejdsrelationer", "Sparekassen Aaby, Retshjælpen"),
            e("Lokal evaluering", "De frivillige og projektlederen"),
            e("Forankring", "Frivilligcenter Aaby"),
        ),
        o("4.2 Kultur og fritid"),
        t("Fælleshuset står tomt det meste af ugen, og der er få tilbud til dem, der ikke bruger foreningerne."),
        o("4.2.1 Fælleshuset lever"),
        t("En gruppe af beboere laver et månedsprogram med film, foredrag og sang."),
        tekstboks(
            e("Formål", "At flere beboere mødes på tværs af alder."),
            e("Målgruppe", "Alle beboere"),
            e("Medarbejderressourcer", "Projektleder 6 timer/uge"),
            e(
                "Succeskriterier (2012)",
                "• Der er afholdt 24 arrangementer",
                "• 12 beboere blev en fast del af programgruppen",
                "• I gennemsnit 28 deltagere pr. arrangement",
            ),
            e("Samarbejdsrelationer", "Aaby Bibliotek, Musikskolen"),
            e("Lokal evaluering", "Programgruppen"),
            e("Forankring", "Beboerforeningen"),
        ),
        o("4.3 Sundhed"),
        t("Beboerne har flere indlæggelser end gennemsnittet i kommunen."),
        o("4.3.1 Gå med"),
        t("Hver tirsdag og fredag går en frivillig tur med alle, som vil med. Bagefter er der kaffe."),
        tekstboks(
            e("Formål", "At motion bliver en del af hverdagen."),
            e("Målgruppe", "Ældre og enlige beboere"),
            e("Medarbejderressourcer", "Projektleder 3 timer/uge"),
            e(
                "Succeskriterier (2012)",
                "• 30 beboere har deltaget mindst fem gange",
                "• 20 beboere går med hver uge",
                "• 10 beboere oplever færre smerter",
            ),
            e("Samarbejdsrelationer", "Sundhedscentret, Ældre Sagen"),
            e("Lokal evaluering", "Sundhedscentret"),
            e("Forankring", "Ældre Sagen"),
        ),
        o("5. Tidsplan og milepæle"),
        tabel(
            [
                ["Periode", "Milepæle"],
                ["1. kvartal 2012", ["Den sociale vicevært er ansat", "Styregruppen har holdt første møde"]],
                ["2. kvartal 2012", ["Programgruppen er dannet"]],
                ["3. kvartal 2012", ["Økonomisk rådgivning er begyndt", "Gåturene er i gang"]],
                ["4. kvartal 2012", ["Første årsevaluering er skrevet"]],
            ]
        ),
        o("6. Organisation"),
        o("6.1 Styregruppen"),
        t(
            "Styregruppen består af driftschefen i Boligselskabet Solgården, socialchefen i Aaby Kommune og "
            "formændene for afdelingsbestyrelserne i afdeling 7 og 11. Styregruppen holder møde fire gange om året."
        ),
        o("6.2 Brugergruppen"),
        t("Brugergruppen mødes hver anden måned og er åben for alle beboere."),
        o("7. Evaluering"),
        t("Hvert år i december skriver projektlederen en kort evaluering til styregruppen."),
        o("8. Økonomi"),
        t("Planen koster 6,2 mio. kr. over fire år."),
    ]
    return gem(mappe / "kirsebaerhaven.docx", krop, stile=STILE, bund="12")
