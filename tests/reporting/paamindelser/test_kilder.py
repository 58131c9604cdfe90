"""What each source finds, and that it stops finding it when the thing is done."""

from datetime import date

import pytest

from indsatser.choices import Milepaelsplantilstand, Milepaeltilstand
from plans.choices import Moedetilstand, Planstatus, Plantype
from reporting.paamindelser.kilder import KILDER, Udsnit
from reporting.paamindelser.regler import gaeldende_regler, load_fristregler, standardregler
from reporting.paamindelser.slags import SLAGS
from tests.indsatser.factories import (
    AarslaasFactory,
    AktivitetFactory,
    EvalueringFactory,
    LogpostFactory,
    MaalingFactory,
    MilepaelFactory,
    MilepaelsplanFactory,
    SucceskriteriumFactory,
)
from tests.plans.factories import (
    DelaftaleFactory,
    MoedeFactory,
    OpfoelgningFactory,
    OrganFactory,
    RegnskabsaarFactory,
    UserFactory,
)
from tests.reporting.factories import FristregelFactory
from tests.reporting.paamindelser.byg import en_plan

pytestmark = pytest.mark.django_db


def find(slags, plan, today):
    """(day, text) of what the source finds."""
    ask = Udsnit({plan.pk: plan}, date.fromisoformat(today), standardregler()[slags])
    return [(frist.dag.isoformat(), frist.tekst) for frist in KILDER[slags](ask)]


def kriterium(plan, **fields):
    aktivitet = AktivitetFactory(delaftale=DelaftaleFactory(helhedsplan=plan), name="Lektiecafé")
    window = {"window_from": date(2024, 1, 1), "window_to": date(2026, 12, 31), "deadline": date(2026, 12, 31)}
    return SucceskriteriumFactory(aktivitet=aktivitet, statement="Børnene læser", **window | fields)


def test_every_kind_has_a_source_a_rule_and_a_name():
    assert set(KILDER) == set(SLAGS) == set(standardregler())


def test_a_milestone_is_due_on_its_quarters_last_day_until_it_is_reached_or_dropped():
    plan = en_plan()
    row = MilepaelFactory(helhedsplan=plan, year=2026, quarter=1, text="Caféen er åbnet")
    MilepaelFactory(helhedsplan=plan, year=2026, quarter=1, state=Milepaeltilstand.BORTFALDET)
    assert find("milepael", plan, "2026-03-17") == [
        ("2026-03-31", "«Caféen er åbnet» skal være nået i 1. kvartal 2026.")
    ]
    assert find("milepael", plan, "2026-03-16") == []
    assert "skulle være nået" in find("milepael", plan, "2026-04-01")[0][1]
    row.state, row.reached_on = Milepaeltilstand.NAAET, date(2026, 3, 20)
    row.save()
    assert find("milepael", plan, "2026-04-01") == []


def test_a_measurement_is_announced_before_the_year_is_over_and_late_after():
    plan = en_plan()
    row = kriterium(plan, window_to=date(2027, 12, 31), deadline=date(2027, 12, 31))
    MaalingFactory(kriterium=row, data_from=date(2025, 1, 1), data_to=date(2025, 12, 31))
    assert find("maaling", plan, "2026-12-16") == []
    assert [day for day, _ in find("maaling", plan, "2026-12-17")] == ["2026-12-31"]
    assert [day for day, _ in find("maaling", plan, "2027-01-20")] == ["2026-12-31"]
    MaalingFactory(kriterium=row, data_from=date(2026, 1, 1), data_to=date(2026, 12, 31))
    assert find("maaling", plan, "2027-01-20") == []


def test_a_criterion_nobody_measured_is_not_said_to_have_been_late_before_it_is():
    plan = en_plan()
    kriterium(plan, window_from=date(2026, 1, 1))
    assert find("maaling", plan, "2026-12-20") == [
        ("2026-12-31", "«Børnene læser»: fristen er 31.12.2026, og der er ingen måling.")
    ]


def test_a_log_without_a_line_in_the_last_quarter_is_missed_until_there_is_one():
    plan = en_plan()
    row = kriterium(plan)
    LogpostFactory(aktivitet=row.aktivitet, date=date(2026, 3, 31))
    assert find("log", plan, "2026-04-10") == []
    assert find("log", plan, "2026-07-07") == [
        ("2026-06-30", "Ingen tal i loggen for «Lektiecafé» i 2. kvartal 2026.")
    ]
    LogpostFactory(aktivitet=row.aktivitet, date=date(2026, 4, 1))
    assert find("log", plan, "2026-07-07") == []


def test_a_plan_that_is_only_being_prepared_owes_no_accounts_and_no_log():
    plan = en_plan(status=Planstatus.AFTALE_INDSENDT)
    kriterium(plan)
    for slags in ("log", "regnskab", "maalopfyldelse", "milepaelsplan", "omraadeliste"):
        assert [find(slags, plan, day) for day in ("2026-06-20", "2026-07-07", "2026-12-01")] == [[], [], []]


def test_a_measurement_that_was_sent_back_is_its_reporters_alone():
    plan, user = en_plan(), UserFactory()
    MaalingFactory(
        kriterium=kriterium(plan),
        reported_by=user,
        data_from=date(2026, 1, 1),
        data_to=date(2026, 1, 31),
        returned_on=date(2026, 2, 1),
        returned_note="Er det både piger og drenge?",
        returned_by=UserFactory(),
    )
    ask = Udsnit({plan.pk: plan}, date(2026, 2, 1), standardregler()["retur"])
    (found,) = KILDER["retur"](ask)
    assert (found.personer, found.kun_personer) == ({user.pk}, True)
    assert found.tekst.endswith("sendt tilbage: Er det både piger og drenge?")


def test_papers_are_due_so_many_days_before_a_meeting_as_the_organ_says_and_never_after_it():
    plan = en_plan()
    organ = OrganFactory(helhedsplan=plan, name="Styregruppen", notice_days=7)
    MoedeFactory(organ=organ, held_on=date(2026, 11, 2))
    MoedeFactory(organ=OrganFactory(helhedsplan=plan, name="Forum", notice_days=None), held_on=date(2026, 11, 2))
    assert find("papirer", plan, "2026-10-25") == [
        ("2026-10-26", "Papirerne til mødet i Styregruppen 2. november 2026 skal være ude 26. oktober 2026.")
    ]
    assert find("papirer", plan, "2026-11-03") == []
    assert len(find("moede", plan, "2026-10-26")) == 2
    assert find("moede", plan, "2026-10-25") == []


def test_the_accounts_of_a_year_are_due_on_30_june_after_it_until_they_are_final():
    plan = en_plan(start_date=date(2025, 8, 1))
    assert [day for day, _ in find("regnskab", plan, "2026-05-01")] == ["2026-06-30"]
    assert find("regnskab", plan, "2025-06-01") == [], "the year before the plan began"
    RegnskabsaarFactory(helhedsplan=plan, year=2025, is_final=True)
    assert find("regnskab", plan, "2026-06-30") == []


def test_the_last_years_accounts_are_due_after_the_plan_is_over():
    plan = en_plan(end_date=date(2025, 12, 31))
    assert [day for day, _ in find("regnskab", plan, "2026-06-01")] == ["2026-06-30"]
    assert find("regnskab", plan, "2027-06-01") == []


def test_the_results_of_a_year_are_handed_in_when_the_year_is_locked():
    plan = en_plan()
    assert [day for day, _ in find("maalopfyldelse", plan, "2026-06-29")] == ["2026-06-30"]
    AarslaasFactory(helhedsplan=plan, year=2025)
    assert find("maalopfyldelse", plan, "2026-06-29") == []


def test_next_years_milestones_are_due_in_the_fourth_quarter_while_the_plan_has_a_next_year():
    plan = en_plan()
    assert [day for day, _ in find("milepaelsplan", plan, "2026-10-02")] == ["2026-12-31"]
    assert find("milepaelsplan", plan, "2027-12-01") == [], "the plan has no year 2028"
    MilepaelsplanFactory(helhedsplan=plan, year=2027, godkendt=True)
    assert len(find("milepaelsplan", plan, "2026-12-31")) == 1, "it is not sent yet"


def test_next_years_milestones_are_no_longer_due_when_they_are_approved_and_sent():
    plan = en_plan()
    sent = {"state": Milepaelsplantilstand.SENDT, "sent_on": date(2026, 11, 2)}
    MilepaelsplanFactory(helhedsplan=plan, year=2027, godkendt=True, **sent)
    assert find("milepaelsplan", plan, "2026-12-31") == []


@pytest.mark.parametrize("state", [Moedetilstand.AFLYST, Moedetilstand.AFHOLDT])
def test_a_meeting_that_is_off_or_over_asks_for_nothing(state):
    plan = en_plan()
    MoedeFactory(
        organ=OrganFactory(helhedsplan=plan, notice_days=7),
        held_on=date(2026, 11, 2),
        state=state,
        moved_reason="For få kunne komme.",
    )
    assert find("papirer", plan, "2026-10-25") == find("moede", plan, "2026-10-31") == []


def test_papers_that_have_gone_out_are_not_asked_for_and_the_day_is_never_a_holiday():
    plan = en_plan()
    organ = OrganFactory(helhedsplan=plan, notice_days=7)
    moede = MoedeFactory(organ=organ, held_on=date(2026, 11, 7))
    assert [day for day, _ in find("papirer", plan, "2026-10-25")] == ["2026-10-30"], "the 31st is a Saturday"
    moede.state = Moedetilstand.INDKALDT  # on the meeting's form, without the day they were sent
    moede.save()
    assert find("papirer", plan, "2026-10-25") == []
    moede.state, moede.papers_sent_on = Moedetilstand.PLANLAGT, date(2026, 10, 20)
    moede.save()
    assert find("papirer", plan, "2026-10-25") == []


def test_what_a_meeting_asked_for_is_due_on_its_day_until_it_is_done():
    plan = en_plan()
    moede = MoedeFactory(organ=OrganFactory(helhedsplan=plan), held_on=date(2026, 9, 1))
    row = OpfoelgningFactory(moede=moede, due_on=date(2026, 10, 1))
    OpfoelgningFactory(moede=moede, due_on=None)
    assert [day for day, _ in find("opfoelgning", plan, "2026-09-25")] == ["2026-10-01"]
    row.done_on = date(2026, 9, 20)
    row.save()
    assert find("opfoelgning", plan, "2026-09-25") == []


def test_an_effort_across_plans_owes_no_milepaelsplan():
    assert find("milepaelsplan", en_plan(kind=Plantype.KOMMUNAL_INDSATS), "2026-12-31") == []


def test_a_reminder_of_a_meeting_leads_to_the_meeting():
    plan = en_plan()
    moede = MoedeFactory(organ=OrganFactory(helhedsplan=plan, notice_days=7), held_on=date(2026, 11, 2))
    for slags in ("papirer", "moede"):
        (found,) = KILDER[slags](Udsnit({plan.pk: plan}, date(2026, 10, 26), standardregler()[slags]))
        assert (found.side, found.side_uuid) == ("plans:moede_detail", moede.uuid)


def test_what_hangs_under_something_out_of_use_is_asked_for_no_more():
    plan = en_plan()
    row = OpfoelgningFactory(moede__organ=OrganFactory(helhedsplan=plan), due_on=date(2026, 11, 2))
    delaftale = DelaftaleFactory(helhedsplan=plan)
    MilepaelFactory(helhedsplan=plan, delaftale=delaftale, year=2026, quarter=3)
    MilepaelFactory(helhedsplan=plan, aktivitet=AktivitetFactory(delaftale=delaftale), year=2026, quarter=3)
    assert [len(find(slags, plan, "2026-10-30")) for slags in ("opfoelgning", "milepael")] == [1, 2]
    for gone in (row.moede, delaftale):
        gone.retired_on, gone.retired_reason = date(2026, 10, 1), "Nedlagt."
        gone.save()
    assert [find(slags, plan, "2026-10-30") for slags in ("opfoelgning", "milepael")] == [[], []]


def test_the_area_lists_come_on_1_december():
    plan = en_plan()
    assert [day for day, _ in find("omraadeliste", plan, "2026-12-01")] == ["2026-12-01"]
    assert find("omraadeliste", plan, "2026-11-30") == []


def test_an_evaluation_is_due_in_its_year_until_it_has_findings():
    plan = en_plan()
    row = EvalueringFactory(helhedsplan=plan, year=2026, title="Tryghed", findings="")
    assert [day for day, _ in find("evaluering", plan, "2026-11-01")] == ["2026-12-31"]
    row.findings = "Trygheden er steget."
    row.save()
    assert find("evaluering", plan, "2026-11-01") == []


def test_a_plan_that_ends_is_announced_and_one_that_is_over_asks_for_its_status():
    plan = en_plan()
    assert find("planslut", plan, "2027-01-01")[0][1] == "Planen slutter 31. december 2027."
    assert "står som «Igangværende»" in find("planslut", plan, "2028-01-30")[0][1]
    plan.status = Planstatus.AFSLUTTET
    assert find("planslut", plan, "2028-01-30") == []


def test_the_rules_are_made_once_and_what_the_administration_changed_stays():
    row = FristregelFactory(slags="moede", days_before=[21])
    made = load_fristregler()
    assert len(made.created) == len(SLAGS) - 1
    assert load_fristregler().created == []
    row.refresh_from_db()
    assert row.days_before == [21]
    assert gaeldende_regler()["moede"].foer == (21,)
