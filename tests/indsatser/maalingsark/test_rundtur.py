"""Out and in again: an untouched file says all that the grid says and changes nothing, whoever saved it."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indsatser.choices import Kriterieform, Sammenlaegning
from indsatser.maalingsark.gem import raekker
from indsatser.maalingsark.laes import laes_maalingsark
from indsatser.maalingsark.skriv import skriv_maalingsark, skriv_maalingscsv
from indsatser.models import Maaling, Maalingsimport
from indsatser.registrering.perioder import quarter_columns
from indsatser.registrering.services import laas
from indsatser.registrering.skema import build_columns, build_grid
from plans.choices import Rolle
from plans.models import Haendelse, Helhedsplan
from plans.permissions import Ret, get_or_deny
from tests.indsatser.factories import AktivitetFactory, SucceskriteriumFactory
from tests.indsatser.maalingsark.ark import Q1, Q2, aendr, csv_rows, kolonne, raekke, som_csv, tekst
from tests.indsatser.maalingsark.conftest import maalt, talt
from tests.indsatser.registrering.conftest import TODAY
from tests.plans.factories import HelhedsplanFactory, MedlemskabFactory

INTET = "Filen ændrer ingenting"


def test_the_sheet_is_the_grid_with_its_ids_hidden(ark, alle_slags, planleder):
    talt(alle_slags["30"])
    maalt(alle_slags["30"], date(2019, 6, 20), date(2019, 7, 10), value=Decimal(9))
    sheet = openpyxl.load_workbook(io.BytesIO(ark.hent()))["Målinger"]
    heads = [cell.value for cell in sheet[4]]
    assert heads[:10] == ["Hvor", "Kode", "Kriterium", "Enhed", "Skrives som", Q1, Q2, "3. kvartal 2019",
                          "4. kvartal 2019", "Om tallene"]  # fmt: skip
    row = raekke(sheet, alle_slags["30"])
    assert [sheet.cell(row, column).value for column in range(6, 11)] == [
        30, "7 (loggen)", None, None, "Der er også tal for 20.06.2019-10.07.2019."]  # fmt: skip
    assert sheet.cell(raekke(sheet, alle_slags["118/210"]), 6).value == "118 af 210"
    hidden = [(one.min, one.max) for one in sheet.column_dimensions.values() if one.hidden]
    assert hidden == [(11, 16)], heads[10:]


@pytest.mark.parametrize("by", ["XlsxWriter", "openpyxl"])
def test_an_untouched_file_changes_nothing(ark, alle_slags, planleder, by):
    talt(alle_slags["30"])
    content = ark.hent()
    assert INTET in tekst(ark.send(content if by == "XlsxWriter" else aendr(content, lambda sheet: None)))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_so_does_csv_in_any_usual_encoding(ark, alle_slags, encoding):
    talt(alle_slags["30"])
    content = ark.hent(filtype="csv")
    assert content.startswith("\ufeffHvor;Kode;Kriterium;".encode())
    assert INTET in tekst(ark.send(som_csv(csv_rows(content), encoding), "Tal.csv"))


def test_a_locked_year_comes_in_again_unchanged(ark, alle_slags, planleder):
    laas(ark.plan, 2019, by=planleder)
    assert INTET in tekst(ark.send(ark.hent()))


def test_the_columns_and_the_delaftale_are_chosen_as_in_the_grid(ark, kriterium):
    other = SucceskriteriumFactory(aktivitet=AktivitetFactory(delaftale__helhedsplan=ark.plan))
    sheet = openpyxl.load_workbook(io.BytesIO(ark.hent(kolonner="aar", delaftale=str(other.aktivitet.delaftale_id))))[
        "Målinger"
    ]
    assert [sheet.cell(4, column).value for column in (6, 7, 8)] == ["2018", "2019", "Om tallene"]
    assert [sheet.cell(row, kolonne(sheet, "Kriterie-id")).value for row in range(5, sheet.max_row + 1)] == [
        str(other.uuid)
    ]


def test_a_medarbejder_gets_her_own_criteria_only(client, kriterium, som, ark):
    SucceskriteriumFactory(aktivitet=AktivitetFactory(delaftale=kriterium.aktivitet.delaftale))
    som(Rolle.MEDARBEJDER)
    rows = csv_rows(ark.hent(filtype="csv"))
    assert [row[rows[0].index("Kriterie-id")] for row in rows[1:]] == [str(kriterium.uuid)]


def test_nothing_that_goes_out_is_a_formula(ark, alle_slags):
    for sheet in openpyxl.load_workbook(io.BytesIO(ark.hent())):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if cell.value == "=Huset er åbnet":
                    assert cell.quotePrefix
    assert ";'=Huset er åbnet;" in ark.hent(filtype="csv").decode()


# --- Whatever the numbers are

FORMS = {
    "tal": (Kriterieform.ANTAL_I_VINDUE, Sammenlaegning.SUM, "samtaler"),
    "andel": (Kriterieform.ANDEL, Sammenlaegning.SENESTE, "%"),
    "snit": (Kriterieform.GENNEMSNIT, Sammenlaegning.MIDDEL, "timer"),
    "ja": (Kriterieform.JA_NEJ, Sammenlaegning.SENESTE, ""),
    "skoen": (Kriterieform.KVALITATIV, Sammenlaegning.SENESTE, ""),
}
NUMBERS = st.decimals(Decimal("-999999999999.9999"), Decimal("999999999999.9999"), places=4)
SHARES = st.decimals(0, 100, places=4)
WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp")), min_size=1, max_size=60
).filter(lambda text: text.strip() and text.strip("' \u00a0"))


@st.composite
def measurements(draw):
    """Criteria with their words, and the quarter's number or none."""
    whole = draw(st.decimals(Decimal("0.0001"), 99_999_999, places=4))
    part = (whole / draw(st.integers(1, 9))).quantize(Decimal("0.0001"))
    values = {
        "tal": NUMBERS.map(lambda number: {"value": number}),
        "snit": NUMBERS.map(lambda number: {"value": number}),
        "andel": SHARES.map(lambda number: {"value": number})
        | st.just({"value": None, "numerator": min(part, whole), "denominator": whole}),
        "ja": st.sampled_from([{"value": Decimal(0)}, {"value": Decimal(1)}]),
        "skoen": st.sampled_from([{"value": None, "skoen": "naaet"}, {"value": None, "skoen": "delvist"}]),
    }
    forms = draw(st.lists(st.sampled_from(sorted(FORMS)), min_size=1, max_size=4))
    return [(form, draw(WORDS), draw(st.none() | values[form])) for form in forms]


@settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
@given(found=measurements())
def test_whatever_is_measured_comes_back_as_it_was(today, db, found):
    plan = HelhedsplanFactory(start_date=date(2018, 8, 1), end_date=date(2022, 7, 31))
    aktivitet = AktivitetFactory(delaftale__helhedsplan=plan)
    for form, words, value in found:
        kind, adds, unit = FORMS[form]
        row = SucceskriteriumFactory(
            aktivitet=aktivitet, form=kind, sammenlaegning=adds, unit=unit, statement=words.strip()
        )
        if value is not None:
            maalt(row, **value)
    user = MedlemskabFactory(helhedsplan=plan, rolle=Rolle.PLANLEDER).user
    plan = get_or_deny(Helhedsplan.objects.all(), user, Ret.REGISTRER, uuid=plan.uuid)
    rows = raekker(plan, user, today=TODAY)
    skema = build_grid(rows, build_columns(plan, quarter_columns(2019), today=TODAY))
    excel = skriv_maalingsark(plan, skema, made_at=timezone.now())
    for name, content in (
        ("a.xlsx", excel), ("b.xlsx", aendr(excel, lambda sheet: None)), ("c.csv", skriv_maalingscsv(plan, skema)),
    ):  # fmt: skip
        assert laes_maalingsark(ContentFile(content, name=name), plan, rows, today=TODAY).celler == ()


def test_a_file_of_500_numbers_is_read_looked_through_saved_and_undone_in_a_few_queries(
    ark, kriterium, django_assert_max_num_queries
):
    rows = [kriterium, *SucceskriteriumFactory.create_batch(124, aktivitet=kriterium.aktivitet)]
    quarters = (Q1, Q2, "3. kvartal 2019", "4. kvartal 2019")
    content = aendr(ark.hent(), saet_alle(rows, quarters))
    with django_assert_max_num_queries(75):
        review = ark.send(content)
    assert "500 nye tal" in tekst(review)
    with django_assert_max_num_queries(60):
        ark.gem(review)
    assert Maaling.objects.count() == 500
    assert Haendelse.objects.filter(note="Læst ind fra Tal.xlsx").count() == 500
    with django_assert_max_num_queries(60):
        row = Maalingsimport.objects.get()
        ark.client.post(reverse("indsatser:maalingsark_fortryd", args=[row.uuid]), {"begrundelse": "Forkert fil"})
    assert not Maaling.objects.filter(retired_on=None).exists()


def saet_alle(rows, headings):
    def change(sheet):
        columns = [kolonne(sheet, heading) for heading in headings]
        for number in range(5, 5 + len(rows)):
            for column in columns:
                sheet.cell(number, column).value = number

    return change
