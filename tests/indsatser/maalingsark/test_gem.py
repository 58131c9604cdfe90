"""What a file changes is shown, saved whole and taken back whole; two people at once lose nothing."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from indsatser.models import Maaling, Maalingsimport
from indsatser.registrering import services
from indsatser.registrering.perioder import Periode
from indsatser.registrering.vaerdier import Vaerdi
from plans.choices import Rolle
from plans.models import Haendelse, Kladde
from plans.services import retire, trail_of
from tests.indsatser.factories import AktivitetFactory, SucceskriteriumFactory
from tests.indsatser.maalingsark.ark import Q1, Q2, Q3, Q4, aendr, csv_rows, saet, som_csv, soup, steder, tekst
from tests.indsatser.maalingsark.conftest import maalt
from tests.plans.factories import MedlemskabFactory

FOERSTE = Periode(date(2019, 1, 1), date(2019, 3, 31))


def rows_of(response) -> list[list[str]]:
    """The table of what will change."""
    found = soup(response).select(".budgetark__tabel tbody tr:not(.skema__gruppe)")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in found]


def ret(maaling, value, by=None, period=FOERSTE):
    return services.ret(maaling, Vaerdi(value=Decimal(value)), period, by=by, reason="Talt om")


def fortryd(client, row, reason="Forkert fil"):
    address = reverse("indsatser:maalingsark_fortryd", args=[row.uuid])
    return client.post(address, {"begrundelse": reason}, follow=True)


# --- Shown and saved


def test_what_will_change_is_shown_row_by_row_with_its_place(ark, alle_slags):
    tal, andel, skoen = (alle_slags[key] for key in ("30", "118/210", "ikke nået"))
    review = ark.skriv((tal, Q1, 28), (tal, Q4, 4), (andel, Q2, "120 af 210"), (skoen, Q2, "nået"))
    assert "2 nye tal" not in tekst(review)
    assert "3 nye tal, 1 rettes" in tekst(review)
    assert rows_of(review) == [
        [tal.statement, Q1, "30 samtaler", "28 samtaler rettet", "Ark «Målinger», række 5, kolonne F"],
        [tal.statement, "01.10.2019-24.10.2019", "–", "4 samtaler nyt", "Ark «Målinger», række 5, kolonne I"],
        [andel.statement, Q2, "–", "57,1 % (120 af 210) nyt", "Ark «Målinger», række 6, kolonne G"],
        [skoen.statement, Q2, "–", "Nået nyt", "Ark «Målinger», række 8, kolonne G"],
    ]
    assert Maaling.objects.count() == 5


def test_all_of_it_is_saved_with_the_reason_and_the_files_name_on_the_trail(ark, alle_slags, planleder):
    tal, andel, snit = (alle_slags[key] for key in ("30", "118/210", "12,5"))
    review = ark.skriv((tal, Q1, 28), (tal, Q4, 4), (andel, Q1, "119 af 210"), (snit, Q1, "13,5"))
    saved = ark.gem(review, begrundelse="Talt dobbelt")
    assert "1 nye tal, 3 rettet" in tekst(saved) + soup(saved).get_text(" ")
    assert [m.value for m in tal.maalinger.order_by("data_from")] == [28, 4]
    assert (andel.maalinger.get().numerator, snit.maalinger.get().weight) == (119, 3)
    new = tal.maalinger.latest("pk")
    assert (new.data_from, new.data_to, new.reported_by) == (date(2019, 10, 1), date(2019, 10, 24), planleder)
    assert trail_of(new).get().note == "Læst ind fra Tal.xlsx"
    assert trail_of(andel.maalinger.get()).latest("pk").note == "Talt dobbelt (Læst ind fra Tal.xlsx)"
    row = Maalingsimport.objects.get()
    assert (row.file_name, row.by, row.rows_made, row.rows_changed) == ("Tal.xlsx", planleder, 1, 3)
    assert not Kladde.objects.filter(is_done=False).exists()


def test_a_csv_that_windows_saved_is_taken_in_too(ark, alle_slags):
    rows = csv_rows(ark.hent(filtype="csv"))
    at = {row[2]: row for row in rows}
    at["Rådgiverne holder 100 samtaler"][rows[0].index(Q2)] = "1.012"
    at["Færre uden arbejde"][rows[0].index(Q2)] = "52,9 %"
    ark.gem(ark.send(som_csv(rows, "cp1252"), "Tal fra Åse.csv"))
    assert {m.value for m in Maaling.objects.order_by("-pk")[:2]} == {1012, Decimal("52.9")}


def test_correcting_what_stood_there_asks_why_and_keeps_what_was_chosen(ark, kriterium):
    maalt(kriterium, value=Decimal(30))
    review = ark.skriv((kriterium, Q1, 28))
    refused = ark.gem(review)
    assert "Skriv, hvorfor tallene rettes" in tekst(refused)
    assert Maaling.objects.get().value == 30
    assert "CPR" in tekst(ark.gem(review, begrundelse="Fru 010203-1234 talte med"))
    ark.gem(review, begrundelse="Talt dobbelt")
    assert Maaling.objects.get().value == 28


def test_new_numbers_need_no_reason_and_the_page_does_not_ask(ark, kriterium):
    review = ark.skriv((kriterium, Q1, 28))
    assert not soup(review).select_one("[name=begrundelse]")
    ark.gem(review)
    assert Maaling.objects.get().value == 28


def test_a_file_that_waits_can_be_thrown_away_and_is_hers_alone(ark, client, kriterium, som):
    ark.skriv((kriterium, Q1, 28))
    som(Rolle.PLANLEDER)
    assert "Der venter ingen fil" in tekst(client.get(ark.url("review")))
    assert client.post(ark.url("review"), {"fingeraftryk": "x"}).status_code == 302
    assert not Maaling.objects.exists()


def test_throwing_it_away_saves_nothing(ark, client, kriterium):
    ark.skriv((kriterium, Q1, 28))
    assert "se, hvad den ændrer" in tekst(client.get(ark.url("upload")))
    client.post(ark.url("review"), {"kasser": "1"})
    assert "se, hvad den ændrer" not in tekst(client.get(ark.url("upload")))
    assert not Maaling.objects.exists()


# --- Two at once


def test_what_a_colleague_wrote_meanwhile_is_chosen_between(ark, kriterium, planleder):
    maaling = maalt(kriterium, value=Decimal(30))
    other = SucceskriteriumFactory(aktivitet=kriterium.aktivitet, statement="Kaffe", order=5)
    content = aendr(ark.hent(), saet((kriterium, Q1, 28), (kriterium, Q2, 9), (other, Q1, 4), (kriterium, Q3, 7)))
    ret(maaling, 31, planleder)
    maalt(kriterium, date(2019, 4, 1), date(2019, 6, 30), value=Decimal(40))
    maalt(kriterium, date(2019, 7, 1), date(2019, 9, 30), value=Decimal(7))  # the very same: nothing to say
    review = ark.send(content)
    page = tekst(review)
    assert "1 nye tal, 0 rettes, og 2 skal vælges" in page
    assert "Da filen blev hentet, stod der 30 samtaler" in page
    assert f"Senest ændret af {planleder}" in page
    assert [" ".join(label.get_text(" ").split()) for label in soup(review).select("fieldset label")] == [
        "Behold det, der står: 31 samtaler",
        "Brug filens: 28 samtaler",
        "Behold det, der står: 40 samtaler",
        "Brug filens: 9 samtaler",
    ]
    names = list(dict.fromkeys(field["name"] for field in soup(review).select("[type=radio]")))
    refused = ark.gem(review, begrundelse="x", **{names[0]: "min"})
    assert list(steder(refused).values()) == ["Vælg, hvad der skal stå."]
    assert soup(refused).select_one(f"[name={names[0]}][value=min]").has_attr("checked")
    ark.gem(refused, begrundelse="Talt dobbelt", **{names[0]: "min", names[1]: "deres"})
    assert sorted(m.value for m in Maaling.objects.all()) == [4, 7, 28, 40]


def test_what_was_changed_after_the_page_was_shown_is_shown_again(ark, kriterium, planleder):
    maaling = maalt(kriterium, value=Decimal(30))
    review = ark.skriv((kriterium, Q1, 28))
    ret(maaling, 31, planleder)
    again = ark.gem(review, begrundelse="x")
    assert "Planens tal er ændret, siden siden blev vist" in tekst(again)
    assert "Behold det, der står: 31 samtaler" in tekst(again)
    assert Maaling.objects.get().value == 31


@pytest.mark.parametrize("meanwhile", ["locked", "retired", "counted"])
def test_what_can_no_longer_be_saved_says_so_and_nothing_is(ark, kriterium, planleder, meanwhile):
    other = SucceskriteriumFactory(aktivitet=kriterium.aktivitet, statement="Kaffe", order=5)
    review = ark.skriv((kriterium, Q1, 28), (other, Q1, 4))
    if meanwhile == "locked":
        services.laas(ark.plan, 2019, by=planleder)
    elif meanwhile == "retired":
        retire(other, by=None, reason="Ophørt")
    else:
        maalt(other, date(2019, 1, 1), date(2019, 6, 30), value=Decimal(40))
    before = Maaling.objects.count()
    answer = ark.gem(review)
    said = {"locked": "er låst", "retired": "ikke i skemaet længere", "counted": "Der står allerede 40"}
    assert said[meanwhile] in tekst(answer)
    assert Maaling.objects.count() == before
    if meanwhile != "counted":
        assert "Gem tallene" not in tekst(ark.client.get(ark.url("review")))


def test_the_same_file_sent_twice_changes_nothing_the_second_time(ark, kriterium):
    content = aendr(ark.hent(), saet((kriterium, Q1, 28)))
    review = ark.send(content)
    ark.gem(review)
    ark.gem(review)  # a double click
    assert "Filen ændrer ingenting" in tekst(ark.send(content))
    assert Maaling.objects.get().value == 28
    assert Maalingsimport.objects.count() == 1


# --- Undone


def test_the_whole_import_is_undone_as_one_thing(ark, client, alle_slags, planleder):
    tal, andel, snit = (alle_slags[key] for key in ("30", "118/210", "12,5"))
    Maaling.objects.filter(kriterium=tal).update(
        returned_on=date(2019, 5, 1), returned_note="Se igen", returned_by=planleder
    )
    ark.gem(ark.skriv((tal, Q1, 28), (tal, Q4, 4), (andel, Q1, "60 %"), (snit, Q1, "13,5")), begrundelse="Talt om")
    row = Maalingsimport.objects.get()
    page = tekst(client.get(reverse("indsatser:maalingsark_fortryd", args=[row.uuid])))
    assert "1 tal, den skrev, tages ud. 3 tal, den rettede, bliver igen, som de var før." in page
    assert "Dette felt er påkrævet." in tekst(fortryd(client, row, " "))
    done = fortryd(client, row)
    assert "1 tal er taget ud, og 3 er igen, som de var før." in soup(done).get_text(" ")
    assert "Læst ind" not in [heading.get_text() for heading in soup(done).select("h2")]
    found = tal.maalinger.get(retired_on=None)
    assert (found.value, found.returned_note, found.returned_by) == (30, "Se igen", planleder)
    said = andel.maalinger.get()
    assert (said.value, said.numerator, said.denominator) == (None, 118, 210)
    assert (snit.maalinger.get().value, snit.maalinger.get().weight) == (Decimal("12.5"), 3)
    assert tal.maalinger.get(value=4).retired_reason == "Forkert fil"
    assert fortryd(client, row).status_code == 404


def test_what_somebody_changed_since_stays_and_is_said(ark, client, kriterium, planleder):
    maaling = maalt(kriterium, value=Decimal(30))
    ark.gem(ark.skriv((kriterium, Q1, 28), (kriterium, Q2, 5), (kriterium, Q3, 6)), begrundelse="Talt om")
    maaling.refresh_from_db()
    ret(maaling, 27, planleder)
    services.fjern(Maaling.objects.get(value=6), by=planleder, reason="Talt forkert")
    row = Maalingsimport.objects.get()
    page = tekst(client.get(reverse("indsatser:maalingsark_fortryd", args=[row.uuid])))
    assert "Det bliver stående" in page
    assert kriterium.statement in page
    assert "1 tal er fjernet siden" in page
    done = fortryd(client, row)
    assert "1 tal er ændret siden og bliver stående." in soup(done).get_text(" ")
    assert [m.value for m in Maaling.objects.filter(retired_on=None)] == [27]


def test_two_files_that_wrote_the_same_number_are_undone_the_last_one_first(ark, client, kriterium, planleder):
    maalt(kriterium, value=Decimal(30))
    ark.gem(ark.skriv((kriterium, Q1, 28), (kriterium, Q2, 5)), begrundelse="Talt om")
    ark.gem(ark.skriv((kriterium, Q1, 27), (kriterium, Q2, 6)), begrundelse="Talt om igen")
    first, last = Maalingsimport.objects.order_by("pk")
    page = tekst(client.get(reverse("indsatser:maalingsark_fortryd", args=[first.uuid])))
    assert "Det bliver stående" in page, "the later file's numbers are nobody's to take back from here"
    fortryd(client, last)
    assert {m.value for m in Maaling.objects.filter(retired_on=None)} == {28, 5}
    fortryd(client, first)
    assert [m.value for m in Maaling.objects.filter(retired_on=None)] == [30]


def test_a_year_that_was_locked_since_stops_it_and_nothing_is_undone(ark, client, kriterium, planleder):
    ark.gem(ark.skriv((kriterium, Q1, 28)))
    services.laas(ark.plan, 2019, by=planleder)
    row = Maalingsimport.objects.get()
    assert "låst" in tekst(fortryd(client, row))
    row.refresh_from_db()
    assert row.retired_on is None
    assert Maaling.objects.get().retired_on is None


def test_a_medarbejder_undoes_what_is_her_own_only(ark, client, kriterium, som):
    other = SucceskriteriumFactory(aktivitet=AktivitetFactory(delaftale=kriterium.aktivitet.delaftale))
    ark.gem(ark.skriv((kriterium, Q1, 28), (other, Q1, 4)))
    som(Rolle.MEDARBEJDER)
    assert fortryd(client, Maalingsimport.objects.get()).status_code == 403
    ark.gem(ark.skriv((kriterium, Q2, 5)))
    assert fortryd(client, Maalingsimport.objects.latest("pk")).status_code == 200
    assert sorted(m.value for m in Maaling.objects.filter(retired_on=None)) == [4, 28]


def test_another_plans_numbers_are_never_touched(client, kriterium, som, ark):
    ark.gem(ark.skriv((kriterium, Q1, 28)))
    client.force_login(
        MedlemskabFactory(rolle=Rolle.PLANLEDER).user, backend="django.contrib.auth.backends.ModelBackend"
    )
    assert fortryd(client, Maalingsimport.objects.get()).status_code == 404
    assert client.get(ark.url("export")).status_code == 404


# --- Cost


def test_the_pages_cost_the_same_for_many_numbers_as_for_few(ark, client, kriterium, planleder, assert_flat_queries):
    def grow(count: int = 8) -> None:
        SucceskriteriumFactory.create_batch(count, aktivitet=kriterium.aktivitet)
        rows = list(kriterium.aktivitet.kriterier.all())
        for row in rows:
            if not row.maalinger.exists():
                maalt(row, value=Decimal(3))
        content = ark.hent()
        for row in rows:  # a colleague wrote in half of what the file writes in
            ret(row.maalinger.get(), row.maalinger.get().value + 1, planleder)
        ark.send(aendr(content, saet(*[(row, Q1, 100) for row in rows], *[(row, Q2, 9) for row in rows])))

    grow(1)
    assert_flat_queries(get=lambda: client.get(ark.url("review")), grow=grow)


def test_saving_and_undoing_cost_the_same_for_many_as_for_few(ark, client, kriterium, django_assert_max_num_queries):
    rows = [kriterium, *SucceskriteriumFactory.create_batch(5, aktivitet=kriterium.aktivitet)]
    for row in rows:
        maalt(row, value=Decimal(3))
    review = ark.skriv(*[(row, Q1, 5) for row in rows], *[(row, Q2, 9) for row in rows])
    mark = BeautifulSoup(review.content, "html.parser").select_one("[name=fingeraftryk]")["value"]
    with django_assert_max_num_queries(46):
        client.post(ark.url("review"), {"fingeraftryk": mark, "begrundelse": "Talt om"})
    assert Haendelse.objects.filter(note__contains="Læst ind fra").count() == 12
    address = reverse("indsatser:maalingsark_fortryd", args=[Maalingsimport.objects.get().uuid])
    with django_assert_max_num_queries(46):
        client.post(address, {"begrundelse": "Forkert"})
    assert {m.value for m in Maaling.objects.filter(retired_on=None)} == {3}
