"""What is done with milestones in the browser: quick state, postponing, splitting, the milepælsplan to its end."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from indsatser.choices import Logart, Milepaeltilstand
from indsatser.models import Milepael, Milepaelsplan
from plans.choices import Rolle
from tests.indsatser.factories import AktivitetFactory, LogpostFactory, MilepaelFactory, MilepaelsplanlinjeFactory
from tests.indsatser.test_views import page_text, text_of
from tests.plans.factories import HelhedsplanFactory, OrganFactory

TODAY = timezone.localdate()
YEAR = TODAY.year + 1


@pytest.fixture
def plan():
    return HelhedsplanFactory(short_name="Åparken", start_date=None, end_date=None)


@pytest.fixture
def row(plan):
    aktivitet = AktivitetFactory(delaftale__helhedsplan=plan)
    return MilepaelFactory(helhedsplan=plan, aktivitet=aktivitet, year=TODAY.year, quarter=1, text="Kursus holdt")


@pytest.fixture
def editor(plan, log_in):
    return log_in(plan, Rolle.REDAKTOER)


def url(name, row, *args):
    return reverse(f"indsatser:{name}", args=[row.uuid, *args])


def errors(response):
    assert response.status_code == 200, response.status_code
    return {name: list(found) for name, found in response.context["form"].errors.items()}


class TestTheQuickState:
    def test_reached_with_a_date_and_a_comment(self, client, editor, row):
        said = {"state": "naaet", "reached_on": f"{TODAY:%d.%m.%Y}", "comment": "Holdt.", "seen_version": row.version}
        response = client.post(url("milepael_state", row), said)
        assert response["Location"].endswith(f"#milepael-{row.uuid}")
        row.refresh_from_db()
        assert (row.state, row.reached_on, row.comment) == (Milepaeltilstand.NAAET, TODAY, "Holdt.")
        assert row.skift.get().day == TODAY

    @pytest.mark.parametrize(
        ("said", "refused"),
        [
            ({"state": "naaet"}, {"reached_on": ["Skriv, hvilken dag milepælen er nået."]}),
            ({"state": "naaet", "reached_on": "banan"}, None),
            ({"state": "bortfaldet"}, {"dropped_reason": ["Skriv, hvorfor milepælen bortfalder."]}),
            ({"state": "banan"}, None),
            ({}, None),
            ({"state": "i_gang", "comment": "CPR 010180-1234"}, None),
        ],
    )  # fmt: skip
    def test_what_is_missing_is_asked_for_and_what_was_typed_stays(self, client, editor, row, said, refused):
        response = client.post(url("milepael_state", row), {"comment": "Skrevet.", "seen_version": 1, **said})
        found = errors(response)
        assert found == refused if refused else found
        assert "Skrevet." in response.content.decode() or "comment" in said
        assert Milepael.objects.get().state == Milepaeltilstand.IKKE_STARTET

    def test_a_day_to_come_is_refused(self, client, editor, row):
        tomorrow = TODAY + timedelta(days=1)
        response = client.post(url("milepael_state", row), {"state": "naaet", "reached_on": f"{tomorrow:%d.%m.%Y}"})
        assert "reached_on" in errors(response)

    def test_a_colleagues_change_is_not_overwritten_unseen(self, client, editor, row):
        client.post(url("milepael_state", row), {"state": "i_gang", "seen_version": 1})
        response = client.post(url("milepael_state", row), {"state": "forsinket", "seen_version": 1})
        assert "__all__" in errors(response)
        shown = response.context["form"].data["seen_version"]
        assert (
            client.post(url("milepael_state", row), {"state": "forsinket", "seen_version": shown}).status_code == 302
        )

    def test_a_medarbejder_sets_those_of_her_own_activities_only(self, client, log_in, plan, row):
        user = log_in(plan, Rolle.MEDARBEJDER)
        assert client.post(url("milepael_state", row), {"state": "i_gang", "seen_version": 1}).status_code == 403
        assert "Sæt tilstand" not in page_text(client, "milepael_list", plan)
        row.aktivitet.medarbejdere.add(user)
        assert "Sæt tilstand" in page_text(client, "milepael_list", plan)
        assert client.post(url("milepael_state", row), {"state": "i_gang", "seen_version": 1}).status_code == 302
        assert client.post(url("milepael_postpone", row), {}).status_code == 403

    def test_a_number_that_is_reached_proposes_it(self, client, editor, plan, row):
        Milepael.objects.update(target_number=10, log_kind=Logart.UNIKKE)
        LogpostFactory(aktivitet=row.aktivitet, date=TODAY, antal=7, kind=Logart.UNIKKE)
        assert "7 af 10 (fra loggen, forskellige personer)" in page_text(client, "milepael_list", plan)
        LogpostFactory(aktivitet=row.aktivitet, date=TODAY, antal=3, kind=Logart.UNIKKE)
        assert "Sæt som nået" in page_text(client, "milepael_list", plan)
        form = client.get(url("milepael_state", row)).context["form"]
        assert (form["state"].value(), form["reached_on"].value()) == ("naaet", TODAY)
        assert Milepael.objects.get().state == Milepaeltilstand.IKKE_STARTET

    def test_what_is_taken_out_of_use_is_not_changed(self, client, editor, row):
        Milepael.objects.update(retired_on=TODAY, retired_reason="Slået sammen")
        response = client.post(url("milepael_state", row), {"state": "i_gang", "seen_version": 1})
        assert "taget ud af brug" in " ".join(errors(response)["__all__"])


class TestPostponing:
    def test_asks_for_quarter_reason_and_day(self, client, editor, row):
        assert set(errors(client.post(url("milepael_postpone", row), {}))) == {"kvartal", "reason", "day"}

    def test_keeps_the_way_and_the_page_of_an_earlier_day_shows_the_old_quarter(self, client, editor, plan, row):
        said = {"kvartal": f"{TODAY.year}-3", "reason": "Lederen skiftede.", "seen_version": 1}
        assert client.post(url("milepael_postpone", row), {**said, "day": f"{TODAY:%d.%m.%Y}"}).status_code == 302
        now = page_text(client, "milepael_list", plan)
        assert f"Udskudt 2 kvartaler fra 1. kvartal {TODAY.year}: Lederen skiftede." in now
        yesterday = page_text(client, "milepael_list", plan, f"?pr={TODAY - timedelta(days=1)}")
        assert "Udskudt" not in yesterday
        assert f"1. kvartal {TODAY.year}" in yesterday
        assert "Sæt tilstand" not in yesterday

    def test_the_big_form_keeps_the_step_too(self, client, editor, row):
        from tests.plans.redigering.formularer import ret, send, shown

        change = {"quarter": "4", "postponed_reason": "Sygdom.", "state": "i_gang"}
        assert send(client, ret(row), shown(client, ret(row)), **change).status_code == 302
        assert sorted((step.kind, step.reason) for step in row.skift.all()) == [
            ("flyttet", "Sygdom."),
            ("tilstand", ""),
        ]


def test_splitting_makes_two_that_know_where_they_come_from(client, editor, plan, row):
    said = {"text_1": "Kursus planlagt", "kvartal_1": f"{TODAY.year}-1", "text_2": "Kursus afholdt"}
    said |= {"kvartal_2": f"{TODAY.year}-4", "day": f"{TODAY:%d.%m.%Y}", "seen_version": 1}
    assert client.post(url("milepael_split", row), said).status_code == 302
    text = page_text(client, "milepael_list", plan)
    assert text.count("Delt fra »Kursus holdt«") == 2
    assert "2 milepæle:" in text


class TestTheMilepaelsplan:
    def test_from_proposal_to_sent(self, client, log_in, plan, row):
        organ = OrganFactory(helhedsplan=plan, name="Bestyrelsen")
        log_in(plan, Rolle.PLANLEDER)
        page = url("milepaelsplan_detail", plan, YEAR)
        assert "Foreslå ud fra i år" in text_of(client.get(page))
        proposal = url("milepaelsplan_create", plan, YEAR)
        assert "Kursus holdt" in text_of(client.get(proposal))
        assert client.post(proposal, {"valg": [str(row.uuid)]})["Location"] == page
        made = Milepaelsplan.objects.get()
        assert "Ret" in text_of(client.get(page))
        client.post(url("milepaelsplan_board", made))
        response = client.post(url("milepaelsplan_approve", made), {"decided_on": f"{TODAY:%d.%m.%Y}"})
        assert errors(response) == {"organ": ["Vælg, hvem der har godkendt milepælsplanen."]}
        client.post(url("milepaelsplan_approve", made), {"decided_on": f"{TODAY:%d.%m.%Y}", "organ": organ.pk})
        text = text_of(client.get(page))
        assert f"Godkendt {TODAY:%d.%m.%Y} af Bestyrelsen" in text
        assert "Ingen af de 1 er ændret siden" in text
        client.post(url("milepaelsplan_send", made), {"sent_on": f"{TODAY:%d.%m.%Y}"})
        assert f"Sendt {TODAY:%d.%m.%Y}" in text_of(client.get(page))

    def test_an_editor_sends_to_the_board_but_does_not_approve(self, client, editor, plan):
        line = MilepaelsplanlinjeFactory(milepaelsplan__helhedsplan=plan, milepaelsplan__year=YEAR)
        client.post(url("milepaelsplan_board", line.milepaelsplan))
        assert "Godkend" not in text_of(client.get(url("milepaelsplan_detail", plan, YEAR)))
        assert client.get(url("milepaelsplan_approve", line.milepaelsplan)).status_code == 403
        client.post(url("milepaelsplan_board", line.milepaelsplan), {"hent": "1"})
        assert Milepaelsplan.objects.get().state == "kladde"

    def test_all_lines_are_edited_at_once(self, client, editor, plan):
        first = MilepaelsplanlinjeFactory(milepaelsplan__helhedsplan=plan, milepaelsplan__year=YEAR)
        second = MilepaelsplanlinjeFactory(milepaelsplan=first.milepaelsplan)
        page = url("milepaelsplan_update", first.milepaelsplan)
        shown = client.get(page).context["form"]
        said = {bound.html_name: bound.value() for bound in shown if not bound.name.startswith("ud-")}
        said |= {f"text-{first.uuid}": "Ny ordlyd", f"kvartal-{first.uuid}": "3", f"ud-{second.uuid}": "on"}
        assert client.post(page, said).status_code == 302
        first.refresh_from_db()
        assert (first.text, first.quarter) == ("Ny ordlyd", 3)
        assert [line.text for line in first.milepaelsplan.linjer.filter(retired_on=None)] == ["Ny ordlyd"]
        refused = client.post(page, {**said, f"text-{first.uuid}": "Uset", f"version-{first.uuid}": "1"})
        assert list(errors(refused)) == [f"text-{first.uuid}"]
        assert "Nu står der: Ny ordlyd" in text_of(refused)
        again = refused.context["form"].data.dict()
        assert client.post(page, again).status_code == 302
        first.refresh_from_db()
        assert first.text == "Uset"

    def test_with_nothing_to_propose_it_begins_empty(self, client, editor, plan):
        assert "ingen milepæle at foreslå" in text_of(client.get(url("milepaelsplan_create", plan, YEAR)))
        client.post(url("milepaelsplan_create", plan, YEAR))
        assert "Ingen linjer endnu" in text_of(client.get(url("milepaelsplan_detail", plan, YEAR)))

    @pytest.mark.parametrize("year", [1989, 2101])
    def test_a_year_out_of_range_has_none(self, client, editor, plan, year):
        assert client.get(url("milepaelsplan_detail", plan, year)).status_code == 404

    def test_the_pages_cost_the_same_for_many_lines(self, client, editor, plan, assert_flat_queries):
        first = MilepaelsplanlinjeFactory(milepaelsplan__helhedsplan=plan, milepaelsplan__year=YEAR)

        def grow():
            aktivitet = AktivitetFactory(delaftale__helhedsplan=plan)
            MilepaelsplanlinjeFactory(milepaelsplan=first.milepaelsplan, aktivitet=aktivitet)
            MilepaelFactory(helhedsplan=plan, aktivitet=aktivitet, year=TODAY.year)

        grow()
        for name in ("milepaelsplan_detail", "milepaelsplan_create"):
            assert_flat_queries(get=lambda name=name: client.get(url(name, plan, YEAR)), grow=grow)


def test_the_day_of_a_plan_that_is_over_is_its_last(client, log_in):
    over = HelhedsplanFactory(start_date=date(2016, 1, 1), end_date=date(2019, 12, 31))
    row = MilepaelFactory(helhedsplan=over, year=2019, quarter=4)
    log_in(over, Rolle.REDAKTOER)
    client.post(url("milepael_state", row), {"state": "i_gang", "seen_version": 1})
    assert row.skift.get().day == date(2019, 12, 31)
    assert "Milepælsplan 20" not in page_text(client, "milepael_list", over)
