"""The reports a plan owes, with their deadlines: in the list, on Mit overblik, in the reminders, in the year wheel."""

from datetime import date

import pytest
from django.urls import reverse

from plans.choices import Planstatus, Plantype, Rolle
from reporting.facts.aarsfrister import maalopfyldelse
from reporting.facts.indberetning_frist import indberetninger
from reporting.indberetning.arter import ALLE, arter, hvorfor_ikke, perioder
from reporting.indberetning.liste import aktuelle, build_linjer, indberetninger_i_liste
from reporting.indberetning.models import Indberetning
from reporting.indberetning.valg import Indberetningstilstand as T
from reporting.indberetning.valg import Trinart
from reporting.paamindelser.kilder import find_frister
from reporting.paamindelser.regler import standardregler
from reporting.papirer.periode import Periode
from tests.indsatser.factories import AarslaasFactory, MilepaelsplanFactory
from tests.plans.factories import HelhedsplanFactory, MedlemskabFactory
from tests.reporting.factories import IndberetningFactory
from tests.reporting.indberetning.conftest import SENDT, take

pytestmark = pytest.mark.django_db

TODAY = date(2020, 5, 15)
STATUSNOTAT = next(art for art in ALLE if art.slug == "statusnotat")


def line(plan, slug="maalopfyldelse", year=2019, today=TODAY):
    found = build_linjer([plan], today=today)[plan.pk]
    return next(one for one in found if (one.art.slug, one.periode.aar) == (slug, year))


def seen_by(plan, rolle, today=TODAY):
    """What Mit overblik says of reports to somebody with the rolle."""
    user = MedlemskabFactory(helhedsplan=plan, rolle=rolle).user
    mine = type(plan).objects.visible_to(user).get(pk=plan.pk)
    return [(one.slags, one.tekst) for one in indberetninger({plan.pk: mine}, today)]


def reminded(plan, slags, today=TODAY):
    found = find_frister({plan.pk: plan}, standardregler(), today)
    return [one for one in found if one.slags == slags]


class TestWhatIsOwed:
    def test_every_year_of_the_plan_with_its_deadline_before_anybody_asks(self, plan):
        due = {
            one.periode.aar: one.frist for one in build_linjer([plan], today=TODAY)[plan.pk] if one.art.laaser_aaret
        }
        assert due == {year: date(year + 1, 6, 30) for year in range(2018, 2023)}
        assert not Indberetning.objects.exists()

    def test_the_milepaelsplan_from_the_second_year_on_in_the_year_before(self, plan):
        art = arter()["milepaelsplan"]
        assert [of.aar for of in perioder(art, plan)] == [2019, 2020, 2021, 2022]
        assert art.frist(Periode(2019), standardregler()) == date(2018, 12, 31)

    def test_a_quarterly_report_for_the_quarters_the_plan_runs_in(self, plan):
        found = list(perioder(STATUSNOTAT, plan))
        assert (found[0], found[-1], len(found)) == (Periode(2018, 3), Periode(2022, 3), 17)
        assert STATUSNOTAT.frist(Periode(2019, 4), {}) == date(2020, 1, 30)

    @pytest.mark.parametrize(
        "plan_is",
        [{"status": Planstatus.I_DIALOG}, {"start_date": None}, {"end_date": None}],
    )
    def test_nothing_before_the_promise_or_without_dates(self, plan_is, art):
        plan = HelhedsplanFactory(**plan_is)
        assert list(perioder(art, plan)) == []
        assert hvorfor_ikke(art, plan, Periode(2019))

    def test_an_effort_across_plans_owes_no_milepaelsplan(self):
        plan = HelhedsplanFactory(kind=Plantype.KOMMUNAL_INDSATS)
        assert list(perioder(arter()["milepaelsplan"], plan)) == []


class TestWhereItStands:
    def test_not_begun_then_its_state(self, plan):
        assert (line(plan).tilstand_navn, line(plan).er_gjort) == ("Ikke begyndt", False)
        IndberetningFactory(helhedsplan=plan, state=T.TIL_GODKENDELSE)
        assert (line(plan).tilstand_navn, line(plan).er_gjort) == ("Til godkendelse", False)

    def test_a_year_locked_by_hand_is_handed_in_another_way(self, plan):
        AarslaasFactory(helhedsplan=plan, year=2019)
        assert (line(plan).tilstand_navn, line(plan).er_gjort) == ("Året er låst", True)

    def test_the_milepaelsplan_is_read_where_it_has_its_road(self, plan):
        MilepaelsplanFactory(helhedsplan=plan, year=2020)
        found = line(plan, "milepaelsplan", 2020)
        assert (found.tilstand_navn, found.url) == (
            "Kladde", reverse("indsatser:milepaelsplan_detail", args=[plan.uuid, 2020]),
        )  # fmt: skip

    def test_late_the_day_after_its_deadline_and_too_old_a_year_later(self, plan):
        assert not line(plan, today=date(2020, 6, 30)).er_forsinket
        assert line(plan, today=date(2020, 7, 1)).er_forsinket
        assert not line(plan, today=date(2021, 7, 1)).er_for_gammel
        assert line(plan, today=date(2021, 7, 2)).er_for_gammel

    def test_the_list_shows_those_begun_and_the_next(self, plan):
        found = indberetninger_i_liste(plan, today=TODAY)
        assert [one.periode.aar for one in found.alle if one.art.laaser_aaret] == [2021, 2020, 2019, 2018]
        assert [year for year, _ in found.aar] == [2021, 2020, 2019, 2018]
        assert found.kommende > 1

    def test_first_stands_what_is_late_due_begun_or_running_and_not_what_is_done_or_long_gone(self, plan):
        IndberetningFactory(helhedsplan=plan, year=2018)
        IndberetningFactory(helhedsplan=plan, art="statusnotat", year=2020, quarter=1, state="retur")
        now = [one.titel for one in indberetninger_i_liste(plan, today=date(2020, 7, 2)).nu]
        assert now[0] == "Statusnotat 1. kvartal 2020", "what came back is most urgent"
        assert {"Målopfyldelsesskema 2018", "Målopfyldelsesskema 2019", "Statusnotat 3. kvartal 2020"} <= set(now)
        assert "Statusnotat 1. kvartal 2019" not in now, "its deadline is more than a year ago"
        IndberetningFactory(helhedsplan=plan, year=2019, state="indsendt")
        assert "Målopfyldelsesskema 2019" not in [
            one.titel for one in indberetninger_i_liste(plan, today=date(2020, 7, 2)).nu
        ]


class TestMitOverblik:
    def test_due_within_sixty_days_then_late(self, plan):
        due = ("indberetning", "Målopfyldelsesskema 2019 skal sendes senest 30. juni 2020.")
        late = ("indberetning_forfalden", "Målopfyldelsesskema 2019 skulle være sendt 30. juni 2020.")
        assert due not in seen_by(plan, Rolle.REDAKTOER, date(2020, 4, 30))
        assert due in seen_by(plan, Rolle.REDAKTOER, date(2020, 5, 1))
        assert late in seen_by(plan, Rolle.REDAKTOER, date(2020, 7, 1))

    def test_to_approve_for_who_may(self, plan):
        IndberetningFactory(helhedsplan=plan, state=T.TIL_GODKENDELSE)
        assert "indberetning_godkend" in {slags for slags, _ in seen_by(plan, Rolle.PLANLEDER)}
        assert "indberetning_godkend" not in {slags for slags, _ in seen_by(plan, Rolle.REDAKTOER)}

    def test_returned_until_it_is_sent_again(self, plan):
        IndberetningFactory(helhedsplan=plan, state=T.RETUR)
        assert ("indberetning_retur", "Målopfyldelsesskema 2019 er kommet retur og skal sendes igen.") in seen_by(
            plan, Rolle.REDAKTOER
        )

    def test_on_the_page_it_leads_to_the_report(self, plan, client, log_in, monkeypatch):
        IndberetningFactory(helhedsplan=plan, state=T.RETUR)
        log_in(plan, Rolle.REDAKTOER)
        page = client.get(reverse("reporting:mit_overblik")).content.decode()
        assert reverse("reporting:indberetning_detail", args=[plan.uuid, "maalopfyldelse", "2019"]) in page


class TestReminders:
    def test_of_the_maalopfyldelse_until_it_is_sent(self, report):
        plan = report.helhedsplan
        (found,) = [one for one in reminded(plan, "maalopfyldelse") if one.dag == date(2020, 6, 30)]
        assert found.url == reverse("reporting:indberetning_detail", args=[plan.uuid, "maalopfyldelse", "2019"])
        take(report, *SENDT)
        assert reminded(plan, "maalopfyldelse") == []

    def test_of_what_came_back_from_that_day(self, report):
        plan = report.helhedsplan
        take(report, *SENDT)
        take(report, Trinart.RETUR, day=TODAY)
        assert [(one.dag, one.tekst) for one in reminded(plan, "indberetning")] == [
            (TODAY, "Målopfyldelsesskema 2019 er kommet retur og skal sendes igen."),
            (date(2020, 4, 30), "Statusnotat 1. kvartal 2020 skal sendes til styregruppen senest 30. april 2020."),
        ]

    def test_cost_the_same_for_many_plans(self, plan, assert_flat_queries):
        IndberetningFactory(helhedsplan=plan)
        plans = {plan.pk: plan}

        def more():
            plans.update({each.pk: each for each in HelhedsplanFactory.create_batch(3)})

        assert_flat_queries(get=lambda: list(find_frister(plans, standardregler(), TODAY)), grow=more)


def test_the_year_wheel_says_that_it_is_done(report):
    plan = report.helhedsplan
    assert maalopfyldelse(plan, 2019).tekst == "Indberetningen er kladde."
    assert maalopfyldelse(plan, 2020).tekst == "Indberetningen er ikke begyndt."
    take(report, *SENDT, day=TODAY)
    said = maalopfyldelse(plan, 2019)
    assert (said.tekst, said.er_gjort) == ("Gjort 15.05.2020: indberetningen er indsendt.", True)


def test_the_plans_front_page_has_what_is_to_be_done_now_the_most_urgent_first(plan):
    IndberetningFactory(helhedsplan=plan, year=2018, state=T.RETUR)
    found = [one.titel for one in aktuelle(plan, today=date(2020, 6, 1)) if one.art.laaser_aaret]
    assert found == ["Målopfyldelsesskema 2018", "Målopfyldelsesskema 2019"]


def test_the_list_costs_the_same_with_many_reports(plan, client, log_in, assert_flat_queries):
    log_in(plan, Rolle.PLANLEDER)
    IndberetningFactory(helhedsplan=plan)
    url = reverse("reporting:rapport_list", args=[plan.uuid])
    assert_flat_queries(
        get=lambda: client.get(url),
        grow=lambda: [IndberetningFactory(helhedsplan=plan, year=year) for year in (2018, 2020, 2021, 2022)],
    )
