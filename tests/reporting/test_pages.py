"""What a Læser reads on the pages of a plan."""

import re
from datetime import date
from decimal import Decimal
from itertools import count, pairwise

import pytest
from django.urls import reverse
from django.utils import timezone

from indsatser.choices import Kriterieform, Milepaeltilstand, Sammenlaegning
from indsatser.models import Aktivitetsmaal, Medarbejderressource, PlanlagtAktivitet, Samarbejdsrelation
from plans.choices import Postart, Rolle
from plans.models import Part
from tests.indsatser.factories import (
    AktivitetFactory,
    LogpostFactory,
    MaalFactory,
    MaalingFactory,
    MilepaelFactory,
    SucceskriteriumFactory,
)
from tests.plans.factories import (
    BudgetbeloebFactory,
    BudgetpostFactory,
    DelaftaleFactory,
    FinansieringskildeFactory,
    HelhedsplanFactory,
    UserFactory,
)

MARK = '<span class="eksempeltal">'
NAMES = ("plan_overblik", "delaftale_list", "delaftale_detail", "aktivitet_detail", "kriterium_detail")


@pytest.fixture
def kriterium():
    return SucceskriteriumFactory(statement="Rådgiverne holder 100 samtaler")


@pytest.fixture
def pages(kriterium):
    """name -> the address of that page about the same criterion."""
    akt = kriterium.aktivitet
    owners = (kriterium.helhedsplan, kriterium.helhedsplan, akt.delaftale, akt, kriterium)
    return {name: reverse(f"reporting:{name}", args=[owner.uuid]) for name, owner in zip(NAMES, owners, strict=True)}


@pytest.fixture
def read(client, log_in, kriterium):
    """read(url, **query) -> the text of the page as a Læser of the plan gets it."""
    log_in(kriterium.helhedsplan, Rolle.LAESER)

    def _read(url, **query):
        response = client.get(url, query)
        assert response.status_code == 200
        return response.content.decode()

    return _read


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_is_told_that_there_is_nothing_there(client, pages, name):
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(pages[name]).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_one_heading_of_the_first_rank_and_skips_no_rank(read, pages, name):
    ranks = [int(rank) for rank in re.findall(r"<h([1-6])", read(pages[name]))]
    assert ranks.count(1) == 1
    assert ranks[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(ranks))


@pytest.mark.parametrize("name", NAMES)
def test_example_figures_are_marked_and_explained(read, pages, kriterium, name):
    MaalingFactory(kriterium=kriterium, is_eksempel=True)
    html = read(pages[name])
    assert html.count(MARK) >= 2
    assert "De står ikke i nogen aftale" in html


@pytest.mark.parametrize("name", NAMES)
def test_real_figures_carry_no_such_mark(read, pages, kriterium, name):
    MaalingFactory(kriterium=kriterium)
    assert "eksempeltal" not in read(pages[name])


@pytest.mark.parametrize("name", NAMES)
def test_the_as_of_date_sets_the_page_back(read, pages, kriterium, name):
    MaalingFactory(kriterium=kriterium, value=Decimal(100))
    assert "Opfyldt" in read(pages[name]) or "opfyldt" in read(pages[name])
    early = read(pages[name], pr="2018-12-31")
    assert "31. december 2018" in early
    assert "<b>1</b>\n" not in early or "ikke målt endnu" in early
    assert "100 samtaler på" not in early


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("pr", ["i går", "2019-02-30", "", "0", "2019-12-31'--", "9999-99-99"])
def test_a_date_nobody_can_read_is_passed_over(read, pages, name, pr):
    assert "Opgjort pr. <strong>31. juli 2022" in read(pages[name], pr=pr)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("pr", ["0001-01-01", "9999-12-31"])
def test_a_day_far_away_is_still_a_day(read, pages, name, pr):
    assert read(pages[name], pr=pr)


@pytest.mark.parametrize("name", NAMES)
def test_links_between_the_plans_pages_keep_the_date(read, pages, kriterium, name):
    html = read(pages[name], pr="2019-12-31")
    others = {url for key, url in pages.items() if f'href="{url}?pr=2019-12-31"' in html}
    assert others
    for url in pages.values():
        assert f'href="{url}"' not in html or url == pages[name]  # the page itself: "as of today"


@pytest.mark.parametrize("name", NAMES)
def test_what_people_wrote_is_never_taken_as_html(read, pages, kriterium, name):
    evil = "<script>alert(1)</script>"
    for row, fields in (
        (kriterium.helhedsplan, ("name", "short_name")),
        (kriterium.aktivitet.delaftale, ("title", "purpose", "problem", "note")),
        (kriterium.aktivitet, ("name", "content", "purpose", "partners_note")),
        (kriterium, ("statement", "source", "note", "unit", "deadline_text")),
    ):
        for field in fields:
            setattr(row, field, evil)
        row.save()
    MaalingFactory(kriterium=kriterium, note=evil, source=evil)
    html = read(pages[name])
    assert evil not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("name", NAMES)
def test_a_page_costs_the_same_with_many_rows(client, log_in, kriterium, pages, assert_flat_queries, name):
    log_in(kriterium.helhedsplan, Rolle.LAESER)
    numbers = count(20_000)

    def grow():
        """A criterion with parts, measurements, log, goals, people and milestones of everything."""
        for _ in range(3):
            _everything(kriterium, next(numbers))

    grow()
    assert_flat_queries(get=lambda: client.get(pages[name]), grow=grow)


def _everything(kriterium, n):
    plan, akt = kriterium.helhedsplan, kriterium.aktivitet
    delaftale, reporter = akt.delaftale, UserFactory()
    MaalingFactory(kriterium=kriterium, reported_by=reporter)
    LogpostFactory(aktivitet=akt, kriterium=kriterium, reported_by=reporter)
    other = AktivitetFactory(delaftale=DelaftaleFactory(helhedsplan=plan, nummer=n), nummer=n)
    MaalingFactory(kriterium=SucceskriteriumFactory(aktivitet=other))
    whole = SucceskriteriumFactory(aktivitet=akt, form=Kriterieform.SAMMENSAT, target_value=None)
    MaalingFactory(kriterium=SucceskriteriumFactory(aktivitet=akt, parent=whole))
    SucceskriteriumFactory(aktivitet=akt, samme_som=kriterium)
    maal = MaalFactory(delaftale=delaftale)
    SucceskriteriumFactory(share=True, aktivitet=None, delaftale=delaftale, helhedsplan=plan, maal=maal)
    SucceskriteriumFactory(aktivitet=AktivitetFactory(delaftale=delaftale, nummer=n + 5000))
    MilepaelFactory(helhedsplan=plan, aktivitet=akt)
    MilepaelFactory(helhedsplan=plan, delaftale=delaftale, year=2022, quarter=4)
    Aktivitetsmaal.objects.create(aktivitet=akt, maal=maal)
    Medarbejderressource.objects.create(helhedsplan=plan, aktivitet=akt, role="Rådgiver")
    Samarbejdsrelation.objects.create(helhedsplan=plan, aktivitet=akt, organisation="Skolen")
    parent = PlanlagtAktivitet.objects.create(delaftale=delaftale, name=f"Punkt {n}", aktivitet=akt)
    PlanlagtAktivitet.objects.create(delaftale=delaftale, name=f"Underpunkt {n}", parent=parent, aktivitet=other)
    Part.objects.create(helhedsplan=plan, delaftale=delaftale, organisation=f"Part {n}")
    BudgetbeloebFactory(
        budgetpost__helhedsplan=plan, budgetpost__title=f"Post {n}", kilde__helhedsplan=plan, kilde__name=f"Kilde {n}"
    )


# --- Empty and unusual plans ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["plan_overblik", "delaftale_list"])
def test_a_plan_without_anything_says_what_to_do(client, log_in, name):
    plan = HelhedsplanFactory(bevillingsrunde=None, start_date=None, end_date=None, kommune=None)
    log_in(plan, Rolle.LAESER)
    html = client.get(reverse(f"reporting:{name}", args=[plan.uuid])).content.decode()
    assert "Planen har ingen delaftaler endnu" in html
    assert "De kommer fra den underskrevne aftale" in html
    if name == "plan_overblik":
        assert "Perioden er ikke oplyst" in html
        assert "Målopfyldelsesskema 20" not in html
        assert "Skemaet laves pr. kalenderår" in html


def test_the_rounds_own_word_is_used(client, log_in):
    plan = HelhedsplanFactory(
        bevillingsrunde__code="proeve-11-14",
        bevillingsrunde__field_label="Indsatsområde",
        bevillingsrunde__field_label_plural="Indsatsområder",
    )
    DelaftaleFactory(helhedsplan=plan)
    log_in(plan, Rolle.LAESER)
    html = client.get(reverse("reporting:delaftale_list", args=[plan.uuid])).content.decode()
    assert "<h1>Indsatsområder</h1>" in html
    menu = html[html.index('class="planbaand"') : html.index("<main")]
    assert "Indsatsområder" in menu
    assert "Delaftaler" not in menu


def test_something_retired_says_so_and_shows_no_states(client, log_in):
    akt = AktivitetFactory(retired_on=date(2020, 2, 1), retired_reason="Lagt sammen med Bydelsmødre.")
    SucceskriteriumFactory(aktivitet=akt, statement="Et kriterium, der ikke længere gælder")
    log_in(akt.helhedsplan, Rolle.LAESER)
    url = reverse("reporting:aktivitet_detail", args=[akt.uuid])
    now, then = (client.get(url, query).content.decode() for query in ({}, {"pr": "2019-12-31"}))
    assert "Aktiviteten er udgået 01.02.2020: Lagt sammen med Bydelsmødre." in now
    assert "Et kriterium, der ikke længere gælder" not in now
    assert "Et kriterium, der ikke længere gælder" in then


# --- The delaftale's page ------------------------------------------------------------------------------------------


def test_a_delaftale_shows_what_is_missing_as_missing(read, pages):
    html = read(pages["delaftale_detail"])
    assert html.count("Ikke oplyst") >= 6
    assert "Ingen mål er oplyst." in html
    assert "Beløb er ikke oplyst." in html


def test_a_delaftales_money_is_the_sum_and_the_print_is_quoted(read, pages, kriterium):
    plan, delaftale = kriterium.helhedsplan, kriterium.aktivitet.delaftale
    plan.frame_lbf, plan.frame_lokal = Decimal(30_000_000), Decimal(12_128_000)
    plan.save()
    delaftale.total_as_printed = "10.944.00"
    delaftale.save()
    post = BudgetpostFactory(helhedsplan=plan, delaftale=delaftale, kind=Postart.DELAFTALE, title=delaftale.title)
    lbf = FinansieringskildeFactory(helhedsplan=plan)
    lokal = FinansieringskildeFactory(helhedsplan=plan, kind="kommune")
    BudgetbeloebFactory(budgetpost=post, kilde=lbf, amount=Decimal(9_000_000))
    BudgetbeloebFactory(budgetpost=post, kilde=lokal, amount=Decimal(1_944_000))
    html = read(pages["delaftale_detail"])
    assert "10.944.000\u00a0kr." in html
    assert "I dokumentet står »10.944.00«" in html
    assert "17,8\u00a0% af beløbet" in html
    assert "kravet gælder planen som helhed" in html


def test_the_agreements_own_list_says_which_activities_have_no_form(read, pages, kriterium):
    akt = kriterium.aktivitet
    PlanlagtAktivitet.objects.create(delaftale=akt.delaftale, name="Rådgivning", aktivitet=akt)
    PlanlagtAktivitet.objects.create(delaftale=akt.delaftale, name="Sommerferieture")
    html = read(pages["delaftale_detail"])
    assert f"i skemaet: {akt.name}" in html
    assert html.count("uden eget skema") == 1


# --- The activity's page -------------------------------------------------------------------------------------------


def test_staffing_is_told_as_the_agreement_has_it(read, pages, kriterium):
    plan, akt = kriterium.helhedsplan, kriterium.aktivitet
    make = Medarbejderressource.objects.create
    make(helhedsplan=plan, aktivitet=akt, role="Beboerrådgiver", amount=Decimal("1.67"), unit="aarsvaerk")
    make(helhedsplan=plan, aktivitet=akt, role="Vært", amount=1, amount_to=2, unit="timer_pr_uge", unit_stated=False)
    make(helhedsplan=plan, aktivitet=akt, role="Koordinator", employer="Boligforeningen")
    html = read(pages["aktivitet_detail"])
    assert "1,67\u00a0årsværk" in html
    assert "1-2\u00a0timer pr. uge" in html
    assert html.count("enheden står ikke i aftalen") == 1
    assert html.count("timetallet er ikke oplyst") == 1


def test_a_goals_letter_in_the_form_is_shown_where_it_differs(read, pages, kriterium):
    maal = MaalFactory(delaftale=kriterium.aktivitet.delaftale, letter="c", text="Flere i uddannelse")
    Aktivitetsmaal.objects.create(aktivitet=kriterium.aktivitet, maal=maal, letter_as_printed="f")
    html = read(pages["aktivitet_detail"])
    assert "(c) Flere i uddannelse" in html
    assert "I skemaet er bogstavet (f)." in html


def test_forty_criteria_are_all_there(read, pages, kriterium):
    for number in range(40):
        SucceskriteriumFactory(aktivitet=kriterium.aktivitet, statement=f"Kriterium nr. {number} i rækken")
    html = read(pages["aktivitet_detail"])
    assert all(f"Kriterium nr. {number} i rækken" in html for number in range(40))


def test_a_postponed_milestone_says_how_far_and_why(read, pages, kriterium):
    MilepaelFactory(
        helhedsplan=kriterium.helhedsplan,
        aktivitet=kriterium.aktivitet,
        year=2019,
        quarter=4,
        original_year=2019,
        original_quarter=2,
        postponed_reason="Lokalet manglede.",
        state=Milepaeltilstand.NAAET,
        reached_on=date(2019, 12, 1),
    )
    html = read(pages["aktivitet_detail"])
    assert "Flyttet, 2 kvartaler senere end først planlagt: Lokalet manglede." in html
    assert "Nået 01.12.2019." in html


# --- The criterion's page ------------------------------------------------------------------------------------------


def test_the_criterion_page_answers_whether_why_and_on_what_grounds(client, log_in):
    krit = SucceskriteriumFactory(share=True, source="BoSocData", note="Uklart, om det er hele byen.")
    reporter = UserFactory(name="Rikke Redaktør")
    MaalingFactory(
        kriterium=krit,
        value=None,
        numerator=Decimal(184),
        denominator=Decimal(1000),
        data_from=date(2020, 1, 1),
        data_to=date(2020, 12, 31),
        reported_on=date(2021, 6, 1),
        reported_by=reporter,
        note="Foreløbigt tal",
    )
    log_in(krit.helhedsplan, Rolle.LAESER)
    html = client.get(krit.get_absolute_url(), {"pr": "2021-06-30"}).content.decode()
    for words in (
        krit.statement,
        "Faldet fra 21,3\u00a0% (2016) til 18,4\u00a0%",
        "højst 15\u00a0%",
        "184 af 1.000",
        "Data om 2020, 6 måneder gamle",
        "01.06.2021",
        "Rikke Redaktør",
        "BoSocData",
        "Foreløbigt tal",
        "Uklart, om det er hele byen.",
        "Tallet skal falde fra 21,3\u00a0% (2016) til højst 15\u00a0% senest 31.12.2022.",
        "der skal mindst to målinger til",
    ):
        assert words in html, words


def test_measurements_about_a_later_time_are_left_out_and_counted(read, pages, kriterium):
    MaalingFactory(kriterium=kriterium, value=Decimal(77))
    html = read(pages["kriterium_detail"], pr="2018-12-31")
    assert "77 samtaler" not in html.replace("\u00a0", " ")
    assert "1 registrering om tiden efter 31. december 2018 er ikke vist." in html


def test_every_part_of_a_compound_criterion_has_its_own_state_and_measurements(client, log_in):
    whole = SucceskriteriumFactory(form=Kriterieform.SAMMENSAT, target_value=None, unit="", statement="Otte gange, 18")
    parts = [
        SucceskriteriumFactory(
            aktivitet=whole.aktivitet, parent=whole, order=n, statement=f"Delmålet {n}", target_value=Decimal(target)
        )
        for n, target in enumerate((8, 18))
    ]
    MaalingFactory(kriterium=parts[0], value=Decimal(9))
    MaalingFactory(kriterium=parts[1], value=Decimal(12))
    log_in(whole.helhedsplan, Rolle.LAESER)
    html = client.get(whole.get_absolute_url()).content.decode()
    assert "Delmål 1: Delmålet 0" in html
    assert "Delmål 2: Delmålet 1" in html
    assert "Består af 2 delmål, der alle skal være opfyldt" in html
    assert html.count('class="maerke t-opfyldt"') == 1
    assert "1 af 2 delmål er opfyldt" in html


def test_a_reference_is_shown_and_said_not_to_be_scored(client, log_in):
    krit = SucceskriteriumFactory(share=True)
    krit.referencevaerdier.create(label="Aarhus Kommune", value=Decimal("7.4"), unit="%", year=2016)
    log_in(krit.helhedsplan, Rolle.LAESER)
    html = client.get(krit.get_absolute_url()).content.decode()
    assert "Aarhus Kommune: 7,4\u00a0% (2016)" in html
    assert "bedømmes aldrig" in html


def test_a_criterion_that_repeats_another_points_there_and_back(client, log_in, kriterium):
    twin = SucceskriteriumFactory(aktivitet=kriterium.aktivitet, samme_som=kriterium, statement="Gengivet her")
    log_in(kriterium.helhedsplan, Rolle.LAESER)
    here, there = (client.get(row.get_absolute_url()).content.decode() for row in (twin, kriterium))
    assert kriterium.get_absolute_url() in here
    assert "Gengives som" in there
    assert twin.get_absolute_url() in there


def test_a_yes_or_no_reads_as_words(client, log_in):
    krit = SucceskriteriumFactory(form=Kriterieform.JA_NEJ, unit="", target_value=Decimal(1))
    MaalingFactory(kriterium=krit, value=Decimal(1))
    log_in(krit.helhedsplan, Rolle.LAESER)
    html = client.get(krit.get_absolute_url()).content.decode()
    assert "Ja" in html
    assert "100\u00a0%" not in html


def test_the_log_that_feeds_a_criterion_is_shown(read, pages, kriterium):
    LogpostFactory(aktivitet=kriterium.aktivitet, kriterium=kriterium, antal=17, note="Fuldt hus")
    html = read(pages["kriterium_detail"])
    assert "Medarbejdernes tælling" in html
    assert "Fuldt hus" in html


def test_an_average_says_what_lies_behind_it(client, log_in):
    krit = SucceskriteriumFactory(
        form=Kriterieform.GENNEMSNIT, sammenlaegning=Sammenlaegning.MIDDEL, target_value=Decimal(12), unit="deltagere"
    )
    MaalingFactory(kriterium=krit, value=Decimal(11), weight=Decimal(17))
    log_in(krit.helhedsplan, Rolle.LAESER)
    html = client.get(krit.get_absolute_url()).content.decode()
    assert "Antal bag" in html
    assert ">17<" in html


# --- Days that cannot be --------------------------------------------------------------------------------------------


def test_a_day_to_come_shows_today_for_nothing_is_known_of_it(client, log_in):
    plan = HelhedsplanFactory(start_date=date(2019, 1, 1), end_date=date(2098, 12, 31))
    log_in(plan, Rolle.LAESER)
    response = client.get(reverse("reporting:plan_overblik", args=[plan.uuid]), {"pr": "2090-01-01"})
    assert response.context["as_of"] == timezone.localdate()
    assert f'max="{timezone.localdate():%Y-%m-%d}"' in response.content.decode()
