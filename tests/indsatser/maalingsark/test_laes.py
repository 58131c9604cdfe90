"""What stands in a file's cells, read as it would be typed; and what is refused, with its sheet, row and column."""

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from helhedsplan.regneark import Arkfejl, Celle, Sted
from indsatser.maalingsark.celletekst import skrevet
from indsatser.maalingsark.opstilling import laes_hentet
from indsatser.models import Maaling
from indsatser.registrering.services import laas
from indsatser.registrering.vaerdier import Felt
from plans.choices import Rolle
from plans.models import Kladde
from plans.services import retire
from tests.indsatser.factories import AktivitetFactory, SucceskriteriumFactory
from tests.indsatser.maalingsark.ark import (
    Q1,
    Q2,
    Q3,
    Q4,
    Ark,
    aendr,
    csv_rows,
    kolonne,
    raekke,
    saet,
    som_csv,
    soup,
    steder,
    tekst,
)
from tests.indsatser.maalingsark.conftest import maalt, talt
from tests.plans.factories import HelhedsplanFactory, MedlemskabFactory

LIBREOFFICE = Path(settings.BASE_DIR) / "fixtures" / "regneark" / "libreoffice.xlsx"
STED = Sted("Målinger", 5, 6)


def celle(value, **more) -> Celle:
    return Celle(STED, value, **more)


@pytest.mark.no_db
@pytest.mark.parametrize(
    ("cell", "felt", "unit", "text"),
    [
        (celle("1.234,5"), Felt.TAL, "samtaler", "1.234,5"),
        (celle(Decimal("1234.5")), Felt.TAL, "samtaler", "1234,5"),
        (celle("52 %"), Felt.ANDEL, "%", "52 %"),
        (celle(Decimal("0.52"), is_percent=True), Felt.ANDEL, "%", "52"),
        (celle(Decimal(1), is_percent=True), Felt.ANDEL, "%", "100"),
        (celle(Decimal("0.52"), is_percent=True), Felt.ANDEL, "", "52"),
        (celle("0,5 %"), Felt.ANDEL, "%", "0,5 %"),
        (celle(Decimal("0.561904761904"), is_percent=True), Felt.ANDEL, "%", "56,1905"),
        (celle(Decimal("0.52"), is_percent=True), Felt.SNIT, "%", "52"),
        (celle("52 %"), Felt.SNIT, "%", "52"),
        (celle(" 118  af\u00a0210 "), Felt.ANDEL, "%", "118 af 210"),
        (celle(True), Felt.JA_NEJ, "", "ja"),
        (celle("Nej"), Felt.JA_NEJ, "", "Nej"),
        (celle(Decimal("3.3333333333"), is_formula=True), Felt.TAL, "timer", "3,3333"),
        (celle("–"), Felt.TAL, "timer", ""),
        (celle(None), Felt.TAL, "timer", ""),
    ],
)
def test_a_cell_is_read_as_it_would_be_typed(cell, felt, unit, text):
    assert skrevet(cell, felt, unit) == text


@pytest.mark.no_db
@pytest.mark.parametrize(
    ("cell", "felt", "unit", "said"),
    [
        (celle(Decimal("0.52")), Felt.ANDEL, "%", "0,52 kan være 0,52 % eller 52 %"),
        (celle("0,52"), Felt.ANDEL, "%", "0,52 kan være 0,52 % eller 52 %"),
        (celle(Decimal("0.52"), is_percent=True), Felt.TAL, "samtaler", "vist som procent"),
        (celle(date(2019, 4, 3)), Felt.ANDEL, "%", "til en dato (03.04.2019)"),
        (celle(datetime(2019, 4, 3, 12)), Felt.TAL, "samtaler", "til en dato"),  # noqa: DTZ001
        (celle(True), Felt.TAL, "samtaler", "sand eller falsk"),
        (celle(None, error="#REF!"), Felt.TAL, "samtaler", "viser en fejl (#REF!)"),
        (celle(None, is_formula=True), Felt.TAL, "samtaler", "ikke er regnet ud"),
        (celle("x" * 61), Felt.TAL, "samtaler", "står for meget"),
    ],
)
def test_a_cell_with_two_readings_or_none_is_refused_with_its_place(cell, felt, unit, said):
    with pytest.raises(Arkfejl, match="Ark «Målinger», række 5, kolonne F") as refused:
        skrevet(cell, felt, unit)
    assert said in str(refused.value)


@pytest.mark.no_db
@pytest.mark.parametrize("text", ["", "30", "tal 12", "tal 12:1", "tal x:1:30", "tal 12:1:", "=1", "tal ١:1:30"])
def test_a_mark_that_we_never_wrote_is_no_mark(text):
    assert laes_hentet(text) is None


# --- The cells


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("mange", "«mange» er ikke et tal"),
        ("1.5", "kan læses på to måder"),
        ("30 samtaler", "Skriv"),
        (1.23456, "har for mange decimaler"),
        (date(2019, 3, 1), "til en dato"),
        (None, "Her stod 30 samtaler. Et tal kan ikke fjernes herfra"),
        ("ja", "er ikke et tal"),
        ("=1/0", "ikke er regnet ud"),
        ("9" * 20, "cifre"),
    ],
)
def test_a_number_that_cannot_be_read_is_said_with_its_place_and_nothing_is_kept(ark, kriterium, value, said):
    maalt(kriterium, value=Decimal(30))
    response = ark.skriv((kriterium, Q1, value), (kriterium, Q2, 12))
    (place, sentence), = steder(response).items()  # fmt: skip
    assert place == "Ark «Målinger», række 5, kolonne F"
    assert said in sentence
    assert Maaling.objects.count() == 1
    assert not Kladde.objects.exists()


def test_every_place_is_said_at_once_in_the_order_of_the_file(ark, alle_slags):
    andel, ja, skoen = (alle_slags[key] for key in ("118/210", "ja", "ikke nået"))
    response = ark.skriv((andel, Q2, "211 af 210"), (ja, Q2, "måske"), (skoen, Q2, "12"), (andel, Q3, 120))
    assert list(steder(response).values()) == [
        "211 af 210 kan ikke passe.",
        "120 % kan ikke passe. Er det et antal, så skriv også, hvor mange det er ud af.",
        "Svar ja eller nej.",
        "Svar nået, delvist eller ikke nået.",
    ]
    assert "Filen har 4 steder, der skal rettes. Intet er gemt." in tekst(response)


def test_sums_and_what_the_log_counts_are_not_written_over(ark, kriterium):
    for month in (1, 2):
        maalt(kriterium, date(2019, month, 1), date(2019, month, 28), value=Decimal(10))
    talt(kriterium)
    response = ark.skriv((kriterium, Q1, 25), (kriterium, Q2, None))
    assert list(steder(response).values()) == [
        "Her står 20 (2 tal), som er talt sammen. Ret tallene på kriteriets side eller i loggen.",
        "Her står 7 (loggen), som er talt sammen. Ret tallene på kriteriets side eller i loggen.",
    ]


def test_a_number_in_a_year_that_was_locked_meanwhile_is_refused(ark, kriterium, planleder):
    content = aendr(ark.hent(), saet((kriterium, Q1, 5)))
    laas(ark.plan, 2019, by=planleder)
    assert list(steder(ark.send(content)).values()) == [
        "1. kvartal 2019 er låst. Der kan ikke skrives, før planlederen har låst op."
    ]


def test_what_the_rules_of_numbers_refuse_is_said_at_its_cell_before_anything_is_kept(ark, kriterium):
    maalt(kriterium, date(2019, 1, 1), date(2019, 6, 30), value=Decimal(9))
    response = ark.skriv((kriterium, Q2, 5))
    (place, sentence), = steder(response).items()  # fmt: skip
    assert place == "Ark «Målinger», række 5, kolonne G"
    assert "Der står allerede 9 samtaler for 1. halvår 2019" in sentence
    assert not Kladde.objects.exists()


def test_a_period_that_has_not_begun_takes_no_number(ark, kriterium):
    def later(sheet):
        sheet.cell(4, kolonne(sheet, Q4)).value = "1. kvartal 2020"
        saet((kriterium, "1. kvartal 2020", 4))(sheet)

    assert "Perioden begynder først 01.01.2020" in str(steder(ark.send(aendr(ark.hent(), later))))


def test_a_cell_that_excel_shows_as_per_cent_is_so_many_hundredths(ark, andel):
    def percent(sheet):
        for heading, value, look in ((Q1, 0.52, "0%"), (Q2, 0.5619, '0.0 %;[Red]"minus %"'), (Q3, 52.9, '0.0" %"')):
            saet((andel, heading, value))(sheet)
            sheet.cell(raekke(sheet, andel), kolonne(sheet, heading)).number_format = look

    ark.gem(ark.send(aendr(ark.hent(), percent)))
    assert [m.value for m in andel.maalinger.order_by("data_from")] == [52, Decimal("56.19"), Decimal("52.9")]


# --- The rows


def test_a_criterion_that_went_out_of_use_takes_no_number_but_an_untouched_row_is_passed_over(ark, kriterium):
    other = SucceskriteriumFactory(aktivitet=kriterium.aktivitet, statement="Kaffe", order=9)
    maalt(other, value=Decimal(3))
    untouched, written = ark.hent(), aendr(ark.hent(), saet((other, Q2, 5)))
    retire(other, by=None, reason="Ophørt")
    assert "Filen ændrer ingenting" in tekst(ark.send(untouched))
    assert "Kriteriet er udgået" in str(steder(ark.send(written)))


def test_a_medarbejder_writes_on_her_own_criteria_only(client, kriterium, som, ark):
    other = SucceskriteriumFactory(aktivitet=AktivitetFactory(delaftale=kriterium.aktivitet.delaftale))
    content = aendr(ark.hent(), saet((other, Q1, 5)))
    som(Rolle.MEDARBEJDER)
    assert "Du er ikke knyttet til kriteriet" in str(steder(ark.send(content)))


def test_a_row_that_is_not_the_plans_is_refused(ark, kriterium):
    def add(sheet):
        sheet.cell(6, kolonne(sheet, "Kriterium")).value = "Et nyt kriterium"
        sheet.cell(6, kolonne(sheet, Q1)).value = 4
        sheet.cell(7, kolonne(sheet, "Kriterie-id")).value = str(ark.plan.uuid)
        sheet.cell(7, kolonne(sheet, Q1)).value = 4
        sheet.cell(8, kolonne(sheet, "Kriterie-id")).value = "skrevet om"
        sheet.cell(8, kolonne(sheet, Q1)).value = 4

    found = steder(ark.send(aendr(ark.hent(), add)))
    assert [place.split(", ")[1] for place in found] == ["række 6", "række 7", "række 8"]
    assert all("Rækken er ikke et af planens kriterier" in sentence for sentence in found.values())


def test_a_row_that_stands_twice_is_refused(ark, kriterium):
    def copy(sheet):
        for column in range(1, sheet.max_column + 1):
            sheet.cell(9, column).value = sheet.cell(5, column).value

    assert "Kriteriet står to gange, også i række 5" in str(steder(ark.send(aendr(ark.hent(), copy))))


def test_rows_and_columns_may_be_moved_with_their_ids(ark, alle_slags):
    def move(sheet):
        sheet.insert_rows(1, 3)
        sheet.insert_cols(3)
        sheet.cell(7, 3).value = "Mine tanker"
        sheet.cell(8, 3).value = "Spørg Åse"
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=8, max_row=12)]
        for number, row in enumerate(reversed(rows), 8):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value
                if value == "=Huset er åbnet":
                    sheet.cell(number, column).data_type = "s"

    page = tekst(ark.send(aendr(ark.hent(), move)))
    assert "Filen ændrer ingenting" in page
    assert "kolonnen «Mine tanker» er ikke læst" in page


def test_filters_hidden_rows_protection_and_formulas_are_no_hindrance(ark, alle_slags):
    """What people do to a sheet in Excel and LibreOffice: what a formula last came to is the number."""
    row = alle_slags["30"]

    def change(sheet):
        sheet.auto_filter.ref = sheet.dimensions
        sheet.row_dimensions[raekke(sheet, alle_slags["118/210"])].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.protection.sheet = True
        saet((row, Q1, 28))(sheet)

    content = aendr(ark.hent(), change)
    before, after = b"<v>28</v>", b"<f>14*2</f><v>28</v>"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(out, "w") as copy:
        parts = {name: book.read(name) for name in book.namelist()}
        assert sum(part.count(before) for part in parts.values()) == 1
        for name, part in parts.items():
            copy.writestr(name, part.replace(before, after))
    shown = ark.send(out.getvalue())
    assert "0 nye tal, 1 rettes" in tekst(shown)
    assert "28 samtaler" in tekst(shown)
    ark.gem(shown, begrundelse="Talt om")
    assert row.maalinger.get(retired_on=None, value=28)


def test_a_csv_with_commas_in_utf_16_is_read_and_a_decimal_point_is_refused_with_its_place(ark, kriterium):
    rows = csv_rows(ark.hent(filtype="csv"))
    rows[1][rows[0].index(Q1)] = "12.5"
    out = io.StringIO()
    csv.writer(out, delimiter=",").writerows(rows)
    answer = ark.send(out.getvalue().encode("utf-16"), "Tal.csv")
    assert "«12.5» kan læses på to måder. Brug komma som decimaltegn: skriv 12,5." in tekst(answer)
    assert "Række 2, kolonne F" in tekst(answer)
    assert not Maaling.objects.exists()


def test_rows_that_were_sorted_without_their_ids_are_refused(ark, alle_slags):
    def swap(sheet):
        one, other = (raekke(sheet, alle_slags[key]) for key in ("30", "12,5"))
        for column in range(1, kolonne(sheet, "Om tallene")):
            cells = sheet.cell(one, column), sheet.cell(other, column)
            cells[0].value, cells[1].value = cells[1].value, cells[0].value

    sentences = steder(ark.send(aendr(ark.hent(), swap))).values()
    assert [sentence[:33] for sentence in sentences] == [
        "Rækkens skjulte id hører til «Råd",
        "Rækkens skjulte id hører til «Del",
    ]


def test_another_wording_is_not_taken_over_and_another_unit_is_refused(ark, kriterium):
    def reword(sheet):
        sheet.cell(5, kolonne(sheet, "Kriterium")).value = "Vi taler med 100"

    assert "Teksten rettes ikke herfra" in tekst(ark.send(aendr(ark.hent(), reword)))
    content = aendr(ark.hent(), saet((kriterium, Q1, 5)))
    kriterium.unit = "familier"
    kriterium.save()
    assert "enhed er nu familier, men filen siger samtaler" in str(steder(ark.send(content)))


def test_a_file_that_lost_its_hidden_columns_is_known_by_its_words(ark, alle_slags):
    rows = [row[: row.index("Plan-id")] if "Plan-id" in row else row[:10] for row in csv_rows(ark.hent(filtype="csv"))]
    assert "Filen ændrer ingenting" in tekst(ark.send(som_csv(rows), "Tal.csv"))
    at = rows[0].index(Q2)
    next(row for row in rows if row[2] == "Trygt")[at] = "delvist"
    assert "1 nye tal, 0 rettes" in tekst(ark.send(som_csv(rows), "Tal.csv"))


def test_two_criteria_with_the_same_words_need_their_ids(ark, kriterium):
    SucceskriteriumFactory(aktivitet=kriterium.aktivitet, statement=kriterium.statement)
    rows = [row[:10] for row in csv_rows(ark.hent(filtype="csv"))]
    rows[1][rows[0].index(Q1)] = "4"
    assert "Flere kriterier hedder det samme" in str(steder(ark.send(som_csv(rows), "Tal.csv")))


# --- The file


def test_the_file_of_another_plan_is_refused(ark, client, kriterium, planleder):
    other = SucceskriteriumFactory(
        aktivitet=AktivitetFactory(delaftale__helhedsplan=HelhedsplanFactory(start_date=date(2018, 8, 1)))
    )
    MedlemskabFactory(helhedsplan=other.helhedsplan, user=planleder, rolle=Rolle.PLANLEDER)
    response = ark.send(Ark(client, other.helhedsplan).hent())
    assert "Filen er hentet fra en anden plan." in tekst(response)
    assert "række 5" in tekst(response)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda s: s.cell(4, 3, "Hvad"), "mangler en række med overskrifterne »Kriterium«"),
        (lambda s: [s.cell(4, column, "Noget") for column in range(6, 10)], "mangler en række"),
        (lambda s: s.cell(4, 7, Q1), "to kolonner, der hedder »1. kvartal 2019«"),
        (lambda s: s.cell(4, 1, "Kriterium"), "to kolonner, der hedder »Kriterium«"),
        (lambda s: s.cell(4, 6, date(2019, 10, 1)), "Overskriften er vist som en dato"),
        (lambda s: [s.cell(4, 6, "1. kvrtal 2019"), s.cell(5, 6, 7)], "«1. kvrtal 2019» er ingen periode"),
        (lambda s: s.merge_cells("F5:G5"), "Cellerne er flettet"),
        (lambda s: s.cell(5, 13, "tal noget andet"), "Filens skjulte oplysninger er ændret"),
        (lambda s: s.cell(5, 3, "Ring til 010203-1234"), "ligner et CPR-nummer"),
        (lambda s: s.cell(2, 40, "0102031234"), "ligner et CPR-nummer"),
    ],
    ids=range(10),
)
def test_a_file_that_somebody_has_been_rough_with_gets_a_sentence(ark, kriterium, change, said):
    maalt(kriterium, value=Decimal(30))
    response = ark.send(aendr(ark.hent(), change))
    assert said in tekst(response)
    assert "ække " in tekst(response) or said.startswith("mangler")
    assert Maaling.objects.count() == 1
    assert not Kladde.objects.exists()


def test_a_cpr_number_in_a_csv_is_refused_with_its_place(ark, kriterium):
    rows = csv_rows(ark.hent(filtype="csv"))
    rows[1][5] = "010203-1234"
    assert "Række 2, kolonne F: Der står noget, der ligner et CPR-nummer" in tekst(ark.send(som_csv(rows), "Tal.csv"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tom.xlsx", b""),
        ("skrald.xlsx", b"MZ\x90\x00 not a workbook"),
        ("makroer.xlsm", b"PK"),
        ("gammel.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("laast.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        ("tom.csv", b"   \r\n"),
        ("billede.csv", b"\x89PNG\x00\x00"),
        ("noget.csv", b"a;b\r\n1;2\r\n"),
        ("libreoffice.xlsx", LIBREOFFICE),
        ("010203-1234.xlsx", LIBREOFFICE),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_our_file_gets_a_sentence(ark, kriterium, name, content):
    response = ark.send(content.read_bytes() if isinstance(content, Path) else content, name)
    assert response.status_code == 200
    assert soup(response).select_one("#fejloversigt li")
    assert not Kladde.objects.exists()
