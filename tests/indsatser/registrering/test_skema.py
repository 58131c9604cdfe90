"""The grid: what it shows, what it writes, and that it writes all or nothing and over nobody."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indsatser.choices import Kriterieform, Sammenlaegning
from indsatser.models import Maaling
from indsatser.registrering import services
from indsatser.registrering.perioder import Periode
from indsatser.registrering.skema import changed_cells
from indsatser.registrering.vaerdier import Vaerdi
from plans.choices import Rolle
from plans.services import retire, trail_of
from tests.indsatser.factories import AktivitetFactory, LogpostFactory, MaalingFactory, SucceskriteriumFactory

Q1, Q2, Q3 = (
    Periode(date(2019, 1, 1), date(2019, 3, 31)),
    Periode(date(2019, 4, 1), date(2019, 6, 30)),
    Periode(date(2019, 7, 1), date(2019, 9, 30)),
)


@pytest.fixture
def address(kriterium) -> str:
    return reverse("indsatser:registrer_skema", args=[kriterium.helhedsplan.uuid]) + "?aar=2019"


@pytest.fixture
def planleder(som):
    return som(Rolle.PLANLEDER)


def measured(kriterium, period: Periode, value: int) -> Maaling:
    return MaalingFactory(
        kriterium=kriterium, value=Decimal(value), data_from=period.first, data_to=period.last,
        reported_on=date(2019, 10, 1),
    )  # fmt: skip


def page_of(client, address) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def fields_of(page: BeautifulSoup) -> dict[str, str]:
    """What the browser would send: the form as it stands."""
    return {field["name"]: field.get("value", "") for field in page.select("form[data-skema] input[name]")}


def text_of(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_columns_are_the_quarters_that_have_begun_and_rows_the_criteria_in_their_groups(
    client, kriterium, planleder, address
):
    measured(kriterium, Q1, 30)
    page = page_of(client, address)
    heads = [head.get_text(strip=True) for head in page.select(".skema thead th")]
    assert heads == ["Kriterium", *(f"{number}. kvartal 2019" for number in (1, 2, 3, 4))]
    assert kriterium.aktivitet.name in page.select_one(".skema__gruppe").get_text()
    assert [field["value"] for field in page.select(".skema input.form-control")] == ["30", "", "", ""]


def test_new_numbers_are_saved_with_the_columns_period_and_a_running_one_so_far(client, kriterium, planleder, address):
    fields = fields_of(page_of(client, address))
    fields |= {f"c-{kriterium.pk}-2": "1.012", f"c-{kriterium.pk}-3": "4"}
    response = client.post(address, fields, follow=True)
    assert "2 tal." in text_of(response)
    saved = Maaling.objects.order_by("data_from")
    assert [(m.value, m.data_from, m.data_to, m.reported_by) for m in saved] == [
        (1012, Q3.first, Q3.last, planleder),
        (4, date(2019, 10, 1), date(2019, 10, 24), planleder),
    ]


@pytest.mark.parametrize(
    ("query", "heads"),
    [
        ("&kolonner=aar", ["2018", "2019"]),
        ("&kolonner=periode&periode=august+2019", ["august 2019"]),
        ("&kolonner=periode&periode=x", ["1. kvartal 2019", "2. kvartal 2019", "3. kvartal 2019", "4. kvartal 2019"]),
        ("&kolonner=periode&periode=2031", []),
        ("&aar=x&kolonner=y", ["1. kvartal 2019", "2. kvartal 2019", "3. kvartal 2019", "4. kvartal 2019"]),
    ],
)
def test_the_columns_can_be_chosen(client, kriterium, planleder, address, query, heads):
    page = page_of(client, address + query)
    assert [head.get_text(strip=True) for head in page.select(".skema thead th")][1:] == heads


def test_every_form_of_value_can_be_typed_in_a_cell(client, kriterium, planleder, address):
    share = SucceskriteriumFactory(aktivitet=kriterium.aktivitet, share=True)
    judged = SucceskriteriumFactory(aktivitet=kriterium.aktivitet, form=Kriterieform.KVALITATIV)
    fields = fields_of(page_of(client, address))
    fields |= {f"c-{share.pk}-0": "118/210", f"c-{judged.pk}-0": "ikke nået"}
    client.post(address, fields)
    assert (share.maalinger.get().numerator, judged.maalinger.get().skoen) == (118, "ikke_naaet")
    page = page_of(client, address)
    assert page.select_one(f"#c-{share.pk}-0")["value"] == "118/210"


def test_all_or_nothing_with_the_errors_at_the_cells_and_on_top(client, kriterium, planleder, address):
    other = SucceskriteriumFactory(aktivitet=kriterium.aktivitet)
    fields = fields_of(page_of(client, address))
    fields |= {f"c-{kriterium.pk}-0": "12", f"c-{other.pk}-0": "mange", f"c-{other.pk}-1": "1.5"}
    response = client.post(address, fields)
    assert not Maaling.objects.exists()
    page = BeautifulSoup(response.content, "html.parser")
    assert "2 felter skal rettes" in page.select_one("#fejloversigt").get_text()
    assert [a["href"] for a in page.select("#fejloversigt a")] == [f"#c-{other.pk}-0", f"#c-{other.pk}-1"]
    cell = page.select_one(f"#c-{other.pk}-0")
    assert (cell["value"], cell["aria-invalid"]) == ("mange", "true")
    assert page.select_one(f"#c-{kriterium.pk}-0")["value"] == "12"
    assert "kan læses på to måder" in page.get_text()


BAD_CELLS = [
    "mange",
    "1.5",
    "12/0x",
    "NaN",
    "1e9",
    "9" * 13,
    "9" * 5000,
    "<b>1</b>",
    "=SUM(A1)",
    "12\x00",
    "１/２",
    "ja",
]


@pytest.mark.parametrize("text", BAD_CELLS, ids=range(len(BAD_CELLS)))
def test_a_bad_cell_is_refused_and_never_crashes(client, kriterium, planleder, address, text):
    fields = fields_of(page_of(client, address)) | {f"c-{kriterium.pk}-0": text}
    response = client.post(address, fields)
    assert response.status_code == 200
    assert "1 felt skal rettes" in text_of(response)
    assert not Maaling.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [{"c-1-0": "12"}, {"c-x": "12"}, {"c-": "12"}, {"c-1-99": "12", "g-1-99": "a:b"}, {"g-1-0": "::::"}, {}],
    ids=str,
)
def test_a_forged_form_saves_nothing(client, kriterium, planleder, address, fields):
    assert client.post(address, fields).status_code in (200, 302)
    assert not Maaling.objects.exists()


def test_a_correction_asks_why_and_keeps_the_old_number(client, kriterium, planleder, address):
    maaling = measured(kriterium, Q1, 30)
    fields = fields_of(page_of(client, address)) | {f"c-{kriterium.pk}-0": "28"}
    response = client.post(address, fields)
    assert "Skriv, hvorfor tallene rettes" in text_of(response)
    assert Maaling.objects.get().value == 30
    client.post(address, fields | {"begrundelse": "talt dobbelt"})
    assert Maaling.objects.get().value == 28
    assert "fra 30 til 28: talt dobbelt" in text_of(client.get(kriterium.get_absolute_url()))
    assert Maaling.objects.get().uuid == maaling.uuid


def test_a_number_cannot_be_emptied_away(client, kriterium, planleder, address):
    measured(kriterium, Q1, 30)
    fields = fields_of(page_of(client, address)) | {f"c-{kriterium.pk}-0": "", "begrundelse": "x"}
    assert "kan ikke slettes her" in text_of(client.post(address, fields))
    assert Maaling.objects.get().retired_on is None


def test_what_a_colleague_wrote_meanwhile_is_shown_and_not_overwritten(client, kriterium, planleder, address):
    maaling = measured(kriterium, Q1, 30)
    fields = fields_of(page_of(client, address))
    services.ret(maaling, Vaerdi(value=Decimal(31)), Q1, by=planleder, reason="x")
    measured(kriterium, Q2, 40)
    mine = fields | {f"c-{kriterium.pk}-0": "28", f"c-{kriterium.pk}-1": "41", "begrundelse": "talt dobbelt"}
    response = client.post(address, mine)
    page = text_of(response)
    assert "Imens er der skrevet 31." in page
    assert "Imens er der skrevet 40." in page
    assert sorted(m.value for m in Maaling.objects.all()) == [31, 40]
    again = fields_of(BeautifulSoup(response.content, "html.parser"))
    assert again[f"c-{kriterium.pk}-0"] == "28"
    client.post(address, again | {"begrundelse": "talt dobbelt"})
    assert sorted(m.value for m in Maaling.objects.all()) == [28, 41]


def test_a_cell_one_did_not_touch_follows_the_colleague(client, kriterium, planleder, address):
    maaling = measured(kriterium, Q1, 30)
    fields = fields_of(page_of(client, address))
    services.ret(maaling, Vaerdi(value=Decimal(31)), Q1, by=planleder, reason="x")
    client.post(address, fields | {f"c-{kriterium.pk}-2": "5"})
    assert sorted(m.value for m in Maaling.objects.all()) == [5, 31]


def test_where_several_numbers_or_the_log_are_added_up_the_sum_is_shown_and_cannot_be_typed_over(
    client, kriterium, planleder, address
):
    for month in (1, 2):
        measured(kriterium, Periode(date(2019, month, 1), date(2019, month, 28)), 10)
    LogpostFactory(aktivitet=kriterium.aktivitet, kriterium=kriterium, date=date(2019, 5, 3), antal=7)
    measured(kriterium, Periode(date(2019, 6, 1), date(2019, 9, 30)), 50)
    page = page_of(client, address)
    cells = [cell.get_text(" ", strip=True) for cell in page.select(".skema tbody tr:not(.skema__gruppe) td")]
    assert cells[:2] == ["20 (2 tal)", "7 (loggen)"]
    assert "Der er også tal for 01.06.2019-30.09.2019." in page.get_text()
    assert page.select_one(f"#c-{kriterium.pk}-0") is None
    response = client.post(address, {f"c-{kriterium.pk}-0": "99"})
    assert "1 felt skal rettes" in text_of(response) or "findes ikke" in text_of(response)
    assert Maaling.objects.count() == 3


def test_a_locked_year_is_shown_and_closed(client, kriterium, planleder, address):
    measured(kriterium, Q1, 30)
    fields = fields_of(page_of(client, address))
    services.laas(kriterium.helhedsplan, 2019, by=planleder)
    page = page_of(client, address)
    assert "låst" in page.select_one(".skema thead").get_text()
    assert not page.select(".skema input")
    response = client.post(address, fields | {f"c-{kriterium.pk}-2": "5"})
    assert "året er låst" in text_of(response)
    assert Maaling.objects.count() == 1


def test_a_medarbejder_has_her_own_rows_only(client, kriterium, som, address):
    other = SucceskriteriumFactory(aktivitet=AktivitetFactory(delaftale=kriterium.aktivitet.delaftale))
    som(Rolle.MEDARBEJDER)
    page = page_of(client, address)
    assert page.select_one(f"#c-{kriterium.pk}-0") is not None
    assert page.select_one(f"#c-{other.pk}-0") is None
    client.post(address, {f"c-{other.pk}-0": "12"})
    assert not Maaling.objects.exists()


def test_a_mean_keeps_how_many_times_it_is_the_mean_of(client, kriterium, planleder, address):
    mean = SucceskriteriumFactory(
        aktivitet=kriterium.aktivitet, form=Kriterieform.GENNEMSNIT, sammenlaegning=Sammenlaegning.MIDDEL
    )
    maaling = measured(mean, Q1, 12)
    Maaling.objects.filter(pk=maaling.pk).update(weight=3)
    fields = fields_of(page_of(client, address)) | {f"c-{mean.pk}-0": "13", "begrundelse": "x"}
    client.post(address, fields)
    maaling.refresh_from_db()
    assert (maaling.value, maaling.weight) == (13, 3)


def test_a_plan_with_nothing_to_measure_says_so(client, kriterium, planleder, address):
    kriterium.retired_on, kriterium.retired_reason = date(2019, 1, 1), "Nedlagt"
    kriterium.save()
    assert "Der er ingen kriterier at skrive på" in text_of(client.get(address))


def test_the_grid_costs_the_same_with_many_rows(client, kriterium, planleder, address, assert_flat_queries):
    def grow(count: int = 8) -> None:
        for _ in range(count):
            row = SucceskriteriumFactory(aktivitet=AktivitetFactory(delaftale=kriterium.aktivitet.delaftale))
            measured(row, Q1, 3)
            LogpostFactory(aktivitet=row.aktivitet, kriterium=row, date=date(2019, 8, 1))

    grow(1)
    assert_flat_queries(get=lambda: client.get(address), grow=grow)


def test_saving_costs_the_same_for_many_new_and_corrected_numbers_as_for_one(client, kriterium, planleder, address):
    def saved(numbers: str) -> int:
        fields = fields_of(page_of(client, address)) | {"begrundelse": "Talt om"}
        fields |= {name: numbers for name in fields if name.startswith("c-")}
        with CaptureQueriesContext(connection) as asked:
            assert client.post(address, fields).status_code == 302
        return len(asked)

    new, corrected = saved("5"), saved("6")
    SucceskriteriumFactory.create_batch(8, aktivitet=kriterium.aktivitet)
    assert saved("7") <= max(new, corrected) + 5  # eight new rows and one corrected: both in one
    assert saved("8") == corrected
    assert list(Maaling.objects.values_list("value", "version").distinct().order_by("version")) == [(8, 2), (8, 4)]
    assert trail_of(Maaling.objects.first()).count() == 4


def test_a_new_number_that_would_be_counted_twice_is_refused_at_its_cell(client, kriterium, planleder, address):
    rows = SucceskriteriumFactory.create_batch(2, aktivitet=kriterium.aktivitet)
    fields = fields_of(page_of(client, address)) | {f"c-{rows[0].pk}-0": "5"}
    for row in rows:
        # Measured elsewhere meanwhile, over the quarter and more: it stands in no column.
        measured(row, Periode(Q1.first, Q2.last), 9)
    fields |= {f"c-{rows[1].pk}-0": "6", f"c-{kriterium.pk}-0": "7"}
    response = client.post(address, fields)
    assert text_of(response).count("Der står allerede 9") >= 2
    assert set(Maaling.objects.values_list("value", flat=True)) == {9}


@pytest.mark.no_db
def test_only_what_was_changed_is_a_change():
    posted = {
        "csrfmiddlewaretoken": "x",
        "c-1-0": "12", "g-1-0": "7:1:12",
        "c-1-1": " 13 ", "g-1-1": "8:1:12",
        "c-2-0": "",
        "c-2-1": "5",
        "c-3-0": "118/210", "g-3-0": "9:4:118/210",
    }  # fmt: skip
    assert [(change.navn, change.tekst) for change in changed_cells(posted)] == [("c-1-1", "13"), ("c-2-1", "5")]


def test_more_rows_than_a_form_can_carry_come_in_pages(client, kriterium, planleder, address, monkeypatch):
    monkeypatch.setattr("indsatser.registrering.skema_views.MAX_CELLS", 8)
    rows = [kriterium, *SucceskriteriumFactory.create_batch(3, aktivitet=kriterium.aktivitet, order=1)]
    first, second = page_of(client, address), page_of(client, f"{address}&side=2")
    assert [len(page.select(".skema input.form-control")) for page in (first, second)] == [8, 8]
    client.post(f"{address}&side=2", {f"c-{rows[3].pk}-0": "12"})
    assert Maaling.objects.get().kriterium == rows[3]


def test_a_grid_fetched_before_new_year_and_sent_after_writes_in_the_year_it_showed(
    client, kriterium, planleder, monkeypatch
):
    address = reverse("indsatser:registrer_skema", args=[kriterium.helhedsplan.uuid])
    page = page_of(client, address)
    fields = fields_of(page) | {f"c-{kriterium.pk}-0": "12"}
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date(2020, 1, 2))
    assert client.post(page.select_one("form[data-skema]")["action"], fields).status_code == 302
    assert Maaling.objects.get().data_from == Q1.first


def test_a_cpr_number_in_the_reason_is_refused_at_the_reason(client, kriterium, planleder, address):
    maaling = measured(kriterium, Q1, 30)
    fields = fields_of(page_of(client, address))
    fields |= {f"c-{kriterium.pk}-0": "31", "begrundelse": "Talt dobbelt af 010203-1234"}
    response = client.post(address, fields)
    assert response.status_code == 200
    assert "CPR" in text_of(response)
    maaling.refresh_from_db()
    assert maaling.value == 30


@pytest.mark.parametrize("typed", ["12,50", "1.750", "12,0"])
def test_a_double_click_is_no_quarrel_with_oneself(client, kriterium, planleder, address, typed):
    fields = fields_of(page_of(client, address)) | {f"c-{kriterium.pk}-0": typed}
    answers = [client.post(address, fields).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert Maaling.objects.count() == 1


def test_a_cell_whose_criterion_went_out_meanwhile_says_so(client, kriterium, planleder, address):
    fields = fields_of(page_of(client, address)) | {f"c-{kriterium.pk}-0": "4"}
    retire(kriterium, by=None, reason="Ophørt")
    response = client.post(address, fields)
    assert "Tallet «4» : Kriteriet er ikke i skemaet længere" in text_of(response).replace("»:", "» :")
    assert not Maaling.objects.exists()


@pytest.mark.parametrize("typed", ["9" * 20, "1e400", "\x00", "-1", "1/0", "NaN", "Infinity", "٣"])
def test_odd_numbers_are_refused_in_words(client, kriterium, planleder, address, typed):
    share = SucceskriteriumFactory(aktivitet=kriterium.aktivitet, share=True)
    for row in (kriterium, share):
        fields = fields_of(page_of(client, address)) | {f"c-{row.pk}-0": typed}
        assert client.post(address, fields).status_code in (200, 302)


def test_correcting_numbers_that_were_sent_back_costs_the_same_for_many_as_for_one(
    client, kriterium, planleder, address
):
    def correct(rows):
        for row in rows:
            sent_back = {"returned_on": date(2019, 5, 1), "returned_note": "Se igen", "returned_by": planleder}
            Maaling.objects.filter(pk=measured(row, Q1, 30).pk).update(**sent_back)
        fields = fields_of(page_of(client, address)) | {f"c-{row.pk}-0": "31" for row in rows}
        with CaptureQueriesContext(connection) as asked:
            assert client.post(address, fields | {"begrundelse": "Talt igen"}).status_code == 302
        return len(asked)

    others = SucceskriteriumFactory.create_batch(6, aktivitet=kriterium.aktivitet)
    assert correct([kriterium]) == correct(others)
    assert not Maaling.objects.exclude(returned_on=None).exists()
