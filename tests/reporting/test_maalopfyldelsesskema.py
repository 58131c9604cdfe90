"""What the report says, as a value and as text."""

import os
from dataclasses import FrozenInstanceError, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.urls import reverse

from indsatser.choices import Tilstand
from reporting.facts.maalopfyldelsesskema import AarUdenforPlanen, build_maalopfyldelsesskema, report_day, report_years
from reporting.formulering import data
from reporting.skemaer import FOER_2015, FRA_2015, Del, skema_for
from tests.indsatser.factories import (
    AktivitetFactory,
    LogpostFactory,
    MaalingFactory,
    MilepaelFactory,
    SucceskriteriumFactory,
)
from tests.plans.factories import (
    AfdelingsdeltagelseFactory,
    BoligorganisationFactory,
    BudgetbeloebFactory,
    BudgetpostFactory,
    HelhedsplanFactory,
)
from tests.reporting.skemaplan import plan_med_alt

GOLDEN = Path(__file__).parent / "golden" / "maalopfyldelsesskema.txt"


def body(rapport) -> BeautifulSoup:
    html = render_to_string("reporting/_maalopfyldelse_body.html", {"rapport": rapport})
    return BeautifulSoup(html, "html.parser")


def words(element) -> str:
    return " ".join(element.get_text(" ", strip=True).split())


# --- The day and the year ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "day"),
    [(2018, date(2018, 12, 31)), (2019, date(2019, 12, 31)), (2022, date(2022, 7, 31))],
)
def test_a_year_is_looked_back_on_from_its_last_day_or_the_plans(year, day):
    assert report_day(HelhedsplanFactory(), year) == day


def test_the_year_we_are_in_is_looked_back_on_from_today():
    assert report_day(HelhedsplanFactory(), 2020, today=date(2020, 6, 15)) == date(2020, 6, 15)


def skema_url(uuid, year, ending):
    """The address of the page of a year's skema, or of its file."""
    name = "reporting:papirfil_periode" if ending else "reporting:papir_periode"
    return reverse(name, args=[uuid, "maalopfyldelse", year, *filter(None, [ending])])


def test_a_year_that_has_not_begun_has_no_report():
    plan, today = HelhedsplanFactory(), date(2020, 6, 15)
    assert report_years(plan, today=today) == (2018, 2019, 2020)
    with pytest.raises(AarUdenforPlanen, match="intet skema for 2021; det kan først laves, når året er begyndt"):
        report_day(plan, 2021, today=today)


@pytest.mark.parametrize("ending", ["", "pdf"])
@pytest.mark.parametrize("year", [0, 99999, 10**30])
@pytest.mark.parametrize("end", [None, date(2022, 7, 31)])
def test_a_plan_without_a_period_has_no_report_of_an_impossible_year(client, log_in, ending, year, end):
    plan = HelhedsplanFactory(start_date=None, end_date=end)
    log_in(plan)
    assert client.get(skema_url(plan.uuid, year, ending)).status_code == 404


@pytest.mark.parametrize("year", [2017, 2023, 1, 9999])
def test_a_year_outside_the_plan_is_refused_in_danish(year):
    with pytest.raises(AarUdenforPlanen, match=f"løber fra 2018 til 2022; der er intet skema for {year}"):
        build_maalopfyldelsesskema(HelhedsplanFactory(), year=year)


@pytest.mark.parametrize("ending", ["", "pdf"])
@pytest.mark.parametrize("year", [2017, 2023, 0, 99999])
def test_a_year_outside_the_plan_is_a_page_that_does_not_exist(client, log_in, ending, year):
    plan = HelhedsplanFactory()
    log_in(plan)
    assert client.get(skema_url(plan.uuid, year, ending)).status_code == 404


@pytest.mark.parametrize("ending", ["", "pdf"])
def test_a_stranger_does_not_learn_that_the_report_exists(client, log_in, ending):
    log_in(HelhedsplanFactory())
    assert client.get(skema_url(HelhedsplanFactory().uuid, 2019, ending)).status_code == 404


def test_an_estate_that_left_later_was_in_the_plan_then():
    plan = HelhedsplanFactory()
    gone = AfdelingsdeltagelseFactory(helhedsplan=plan, retired_on=date(2020, 6, 1), retired_reason="Solgt")

    def estates(year):
        return {line.label: line.values for line in build_maalopfyldelsesskema(plan, year=year).generelle}[
            "Boligafdelinger"
        ]

    assert (estates(2019), estates(2020)) == ((str(gone.boligafdeling),), ())


# --- The value ---------------------------------------------------------------------------------------------------


def test_the_same_plan_gives_the_same_facts():
    plan = plan_med_alt()
    assert build_maalopfyldelsesskema(plan, year=2019) == build_maalopfyldelsesskema(plan, year=2019)


def test_the_report_cannot_be_changed_once_built(skema):
    with pytest.raises(FrozenInstanceError):
        skema.aar = 2020


def test_every_criterion_is_counted_once(skema):
    printed = [*skema.fakta.overordnede, *skema.fakta.oevrige]
    for delaftale in skema.fakta.delaftaler:
        printed += delaftale.alle_kriterier
    samlet = skema.samlet
    assert samlet.i_alt.i_alt + samlet.visioner + samlet.gengivelser == len(printed)
    assert samlet.visioner == 1
    assert samlet.gengivelser == 1


def test_the_rows_of_the_count_add_up_in_both_directions(skema):
    samlet = skema.samlet
    assert [sum(column) for column in zip(*(row.antal for row in samlet.raekker), strict=True)] == [
        *samlet.i_alt.antal
    ]
    assert dict(zip(samlet.tilstande, samlet.i_alt.antal, strict=True)) == skema.fakta.tilstande


def test_what_could_not_be_stated_is_exactly_what_was_counted_so(skema):
    counts = dict(zip(skema.samlet.tilstande, skema.samlet.i_alt.antal, strict=True))
    unstated = (Tilstand.KAN_IKKE_OPGOERES, Tilstand.IKKE_MAALT, Tilstand.VURDERES)
    assert len(skema.ikke_opgjort) == sum(counts[state] for state in unstated)
    assert all(row.linje.resultat.explanation for row in skema.ikke_opgjort)


def test_only_the_years_milestones_are_shown(skema):
    assert [m.text for quarter in skema.aarets_milepaele for m in quarter.milepaele] == [
        "Første møde er holdt",
        "Evalueringen er færdig",
    ]


def test_example_figures_of_another_year_do_not_mark_this_years_report():
    milepael = MilepaelFactory(year=2020, is_eksempel=True)
    assert not build_maalopfyldelsesskema(milepael.helhedsplan, year=2019).har_eksempeltal
    assert build_maalopfyldelsesskema(milepael.helhedsplan, year=2020).har_eksempeltal


def test_printed_amounts_add_up_to_printed_totals(skema):
    tabel = skema.oekonomi
    stated = [post.beloeb for post in tabel.poster if post.beloeb]
    for side in ("lbf", "lokal", "total"):
        parts = [getattr(beloeb, side) for beloeb in stated]
        assert all(part == part.to_integral_value() for part in parts)
        assert sum(parts) == getattr(tabel.fordelt, side)
        assert getattr(tabel.fordelt, side) + getattr(tabel.ikke_fordelt, side) == getattr(tabel.ramme, side)
    assert tabel.ramme.lbf == Decimal(1000001)


def test_a_budget_whose_amounts_are_not_known_is_not_summed_to_zero():
    post = BudgetpostFactory()
    assert build_maalopfyldelsesskema(post.helhedsplan, year=2019).oekonomi.fordelt is None


@pytest.mark.no_db
def test_a_round_before_2015_speaks_of_indsatsomraader():
    assert skema_for("2011-14") is FOER_2015
    assert skema_for("2015-18") is skema_for("ukendt") is FRA_2015
    assert FOER_2015.delaftale == "Indsatsområde"


# --- The text ----------------------------------------------------------------------------------------------------


def test_the_parts_come_in_the_declared_order(skema):
    headings = [words(heading) for heading in body(skema).find_all("h2")]
    assert headings == [part.overskrift for part in skema.skema.afsnit]
    assert {part.del_ for part in skema.skema.afsnit} == set(Del)


def test_what_the_agreement_does_not_say_is_said_to_be_missing(skema):
    row = body(skema).find("th", string=lambda text: text and text.strip() == "Tovholder").find_parent("tr")
    assert words(row) == "Tovholder Ikke oplyst"


def test_every_figure_that_rests_on_example_figures_says_so(skema):
    rows = body(skema).select("[data-kriterium]")
    marked = {words(row.th) for row in rows if row.select(".eksempeltal")}
    assert marked == {words(row.th) for row in rows if "samtaler" in words(row) or "Frafaldet" in words(row)}
    frafald = next(row for row in rows if "Frafaldet" in words(row))
    assert len(frafald.select(".eksempeltal")) == 2  # the starting point is a measurement too


def test_text_from_people_is_never_html(skema):
    assert not body(skema).find_all(["img", "script", "a"])
    assert "<img src=" in body(skema).get_text()


def test_the_report_never_averages_percentages(skema):
    assert "gennemsnit af procenter" in words(body(skema).find(id="metode"))
    assert "%" not in words(body(skema).find(id="samlet"))


def test_a_plan_with_nothing_in_it_says_so_in_every_part():
    plan = HelhedsplanFactory(bevillingsrunde=None, kommune=None, start_date=None, end_date=None)
    parts = body(build_maalopfyldelsesskema(plan, year=2019)).select("section.rapport__del")
    empty = {part["id"] for part in parts if part.select(".tomt, .mangler")}
    assert empty == {str(part) for part in Del} - {"metode"}


def test_the_text_of_the_report_is_as_approved(skema):
    """OPDATER_GOLDEN=1 writes it anew: read the difference before committing it."""
    said = "\n".join(_lines(body(skema))) + "\n"
    if os.environ.get("OPDATER_GOLDEN"):
        GOLDEN.write_text(said, encoding="utf-8")
    assert said == GOLDEN.read_text(encoding="utf-8")


def _lines(soup):
    for under in soup.select("li > ul, li > ol"):
        under.parent.insert_after(*under.find_all("li", recursive=False))  # a point under a point has its own line
        under.decompose()
    for element in soup.select("h2, h3, h4, h5, h6, p, li, tr"):
        if element.name == "tr":
            yield " | ".join(words(cell) for cell in element.find_all(["th", "td"]))
        elif not element.find_parent("tr"):
            yield f"{'#' * int(element.name[1])} {words(element)}" if element.name[0] == "h" else words(element)


def test_old_data_say_how_old_they_are_and_fresh_data_do_not(skema):
    line = skema.fakta.overordnede[0]
    assert data(line) == "2018, 1 år gamle"
    fresh = replace(line.resultat, data_to=skema.as_of, age_days=0)
    assert data(replace(line, resultat=fresh)) == "2018–2019"
    assert data(replace(line, resultat=replace(fresh, data_from=None, data_to=None))) == ""


# --- What it costs -----------------------------------------------------------------------------------------------


def test_the_report_costs_the_same_with_many_rows(client, log_in, assert_flat_queries):
    plan = plan_med_alt()
    log_in(plan)
    url = reverse("reporting:papir_periode", args=[plan.uuid, "maalopfyldelse", 2019])

    def grow():
        for aktivitet in AktivitetFactory.create_batch(4, delaftale=plan.delaftaler.first()):
            for row in SucceskriteriumFactory.create_batch(3, aktivitet=aktivitet):
                MaalingFactory.create_batch(2, kriterium=row)
                LogpostFactory(aktivitet=aktivitet)
        MilepaelFactory.create_batch(5, helhedsplan=plan, aktivitet=aktivitet)
        AfdelingsdeltagelseFactory.create_batch(3, helhedsplan=plan)
        plan.boligorganisationer.add(*BoligorganisationFactory.create_batch(3))
        BudgetbeloebFactory.create_batch(3, budgetpost__helhedsplan=plan)

    assert_flat_queries(get=lambda: client.get(url), grow=grow)
