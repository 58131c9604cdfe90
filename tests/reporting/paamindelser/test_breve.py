"""Who is told of what on which day, and that it is told once."""

import threading
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.db.models.deletion import ProtectedError
from django.test.utils import CaptureQueriesContext

from indsatser.choices import Milepaeltilstand
from plans.choices import Planstatus, Rolle
from reporting.models import Paamindelse, Paamindelsesbrev
from reporting.paamindelser.breve import skriv_breve
from reporting.paamindelser.models import Hyppighed
from tests.indsatser.factories import AktivitetFactory, MaalingFactory, SucceskriteriumFactory
from tests.plans.factories import DelaftaleFactory, HelhedsplanFactory, MedlemskabFactory, MoedeFactory, OrganFactory
from tests.reporting.factories import (
    BrugerpaamindelserFactory,
    FristregelFactory,
    IntetAtIndberetteFactory,
    PaamindelseFactory,
    PaamindelseskoerselFactory,
    PlanpaamindelserFactory,
)
from tests.reporting.paamindelser.byg import (
    en_milepael,
    en_plan,
    en_redaktoer,
    klokken,
    koer_klokken,
    kun,
    tilstande,
    trin_sendt,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    kun("milepael")
    return en_plan()


def day(text):
    return date.fromisoformat(text)


# --- Steps, once each


def test_runs_every_ten_minutes_for_months_tell_each_step_once(plan):
    user = en_redaktoer(plan)
    en_milepael(plan)
    for step in ("2026-03-17", "2026-03-31", "2026-04-14", "2026-04-28", "2026-05-12", "2026-05-26"):
        koer_klokken(f"{day(step) - timedelta(days=1)} 07:00")
        koer_klokken(f"{step} 07:00")
        koer_klokken(f"{step} 07:10")
    assert trin_sendt(user) == [
        (day("2026-03-17"), "f14"),
        (day("2026-03-31"), "d"),
        (day("2026-04-14"), "e1"),
        (day("2026-04-28"), "e2"),
        (day("2026-05-12"), "e3"),
    ]
    assert len(mail.outbox) == 5


def test_three_missed_days_give_one_reminder_not_three(plan):
    FristregelFactory(slags="milepael", days_before=[3, 2, 1], on_the_day=True)
    user = en_redaktoer(plan)
    en_milepael(plan)
    koer_klokken("2026-03-27 07:00")
    koer_klokken("2026-03-31 07:00")
    koer_klokken("2026-04-01 07:00")
    assert trin_sendt(user) == [(day("2026-03-31"), "d")]


def test_what_is_done_is_told_no_more(plan):
    user = en_redaktoer(plan)
    row = en_milepael(plan)
    koer_klokken("2026-03-17 07:00")
    row.state = Milepaeltilstand.NAAET
    row.save()
    koer_klokken("2026-03-31 07:00")
    assert trin_sendt(user) == [(day("2026-03-17"), "f14")]


def test_a_moved_deadline_starts_anew(plan):
    user = en_redaktoer(plan)
    row = en_milepael(plan)
    koer_klokken("2026-03-31 07:00")
    row.quarter, row.original_year, row.original_quarter, row.postponed_reason = 2, 2026, 1, "Lederen skiftede."
    row.save()
    koer_klokken("2026-04-14 07:00")
    koer_klokken("2026-06-16 07:00")
    assert trin_sendt(user) == [(day("2026-03-31"), "d"), (day("2026-06-16"), "f14")]


def test_over_new_year_and_on_a_leap_day(plan):
    FristregelFactory(slags="milepael", days_before=[31], on_the_day=False, repeat_days=60, repeat_times=1)
    user = en_redaktoer(plan)
    en_milepael(plan, year=2027, quarter=4)
    plan.end_date = day("2028-12-31")
    plan.save()
    koer_klokken("2027-11-30 07:00")
    koer_klokken("2028-01-01 07:00")
    koer_klokken("2028-02-29 07:00")
    assert trin_sendt(user) == [(day("2027-11-30"), "f31"), (day("2028-02-29"), "e1")]


@pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25"])
def test_the_nights_the_clock_is_changed_have_one_letter_at_six_oclock_danish_time(plan, change):
    FristregelFactory(slags="milepael", days_before=[(day("2026-12-31") - day(change)).days])
    user = en_redaktoer(plan)
    en_milepael(plan, quarter=4)
    koer_klokken(f"{change} 00:30")
    koer_klokken(f"{change} 05:59")
    assert trin_sendt(user) == []
    koer_klokken(f"{change} 06:00")
    koer_klokken(f"{change} 23:59")
    assert [when for when, _ in trin_sendt(user)] == [day(change)]


def test_just_after_midnight_danish_time_is_the_next_day_though_the_server_goes_by_utc(plan, settings):
    settings.REMINDERS_FROM_HOUR = 0
    user = en_redaktoer(plan)
    en_milepael(plan)
    koer_klokken("2026-03-17 00:05")  # 16 March 23:05 in UTC
    assert trin_sendt(user) == [(day("2026-03-17"), "f14")]


# --- To whom


def test_the_rules_roles_are_told_and_a_medarbejder_only_of_her_own(plan):
    mine = AktivitetFactory(delaftale=DelaftaleFactory(helhedsplan=plan))
    users = {rolle: MedlemskabFactory(helhedsplan=plan, rolle=rolle).user for rolle in Rolle}
    mine.medarbejdere.add(users[Rolle.MEDARBEJDER])
    en_milepael(plan, text="I planen")
    en_milepael(plan, text="På aktiviteten", aktivitet=mine, delaftale=mine.delaftale)
    koer_klokken("2026-03-17 07:00")
    told = {rolle.name: Paamindelse.objects.filter(user=user).count() for rolle, user in users.items()}
    assert told == {"LAESER": 0, "MEDARBEJDER": 1, "REDAKTOER": 2, "PLANLEDER": 2}


def test_whoever_answers_for_a_criterion_is_told_of_it_without_being_on_the_activity():
    kun("maaling")
    plan = en_plan()
    user = MedlemskabFactory(helhedsplan=plan, rolle=Rolle.MEDARBEJDER).user
    fields = {"window_from": day("2025-01-01"), "window_to": day("2025-12-31"), "deadline": day("2025-12-31")}
    aktivitet = AktivitetFactory(delaftale=DelaftaleFactory(helhedsplan=plan))
    SucceskriteriumFactory(aktivitet=aktivitet, **fields)
    SucceskriteriumFactory(aktivitet=aktivitet, ansvarlig_bruger=user, **fields)
    koer_klokken("2026-01-14 07:00")
    assert Paamindelse.objects.filter(user=user).count() == 1


def test_a_meeting_is_told_to_all_roles_once(plan):
    FristregelFactory._meta.model.objects.filter(slags="moede").delete()
    users = [MedlemskabFactory(helhedsplan=plan, rolle=rolle).user for rolle in Rolle]
    MoedeFactory(organ=OrganFactory(helhedsplan=plan), held_on=day("2026-05-08"))
    koer_klokken("2026-05-01 07:00")
    assert [trin_sendt(user) for user in users] == [[(day("2026-05-01"), "f7")]] * 4


def test_ended_terms_and_terms_to_come_and_people_who_may_not_log_in_are_told_nothing(plan):
    today = day("2026-03-17")
    en_milepael(plan)
    over = en_redaktoer(plan, end_date=today - timedelta(days=1))
    to_come = en_redaktoer(plan, start_date=today + timedelta(days=1))
    last_day = en_redaktoer(plan, end_date=today)
    closed = MedlemskabFactory(helhedsplan=plan, user__is_active=False).user
    koer_klokken("2026-03-17 07:00")
    assert [len(trin_sendt(user)) for user in (over, to_come, last_day, closed)] == [0, 0, 1, 0]


def test_retired_settled_and_paused_plans_are_silent(plan):
    retired = en_plan(retired_on=day("2026-01-01"), retired_reason="Opgivet.")
    settled = en_plan(status=Planstatus.REGNSKAB_GODKENDT)
    PlanpaamindelserFactory(helhedsplan=plan, paused_from=day("2026-03-01"), paused_to=day("2026-03-31"))
    users = [en_redaktoer(each) for each in (retired, settled, plan)]
    for each in (retired, settled, plan):
        en_milepael(each)
    koer_klokken("2026-03-31 07:00")
    assert [trin_sendt(user) for user in users] == [[], [], []]
    koer_klokken("2026-04-01 07:00")
    assert [trin_sendt(user) for user in users] == [[], [], [(day("2026-04-01"), "d")]]


def test_a_kind_that_a_plan_has_switched_off_is_not_told_there(plan):
    other = en_plan()
    PlanpaamindelserFactory(helhedsplan=plan, off=["milepael"])
    users = [en_redaktoer(each) for each in (plan, other)]
    for each in (plan, other):
        en_milepael(each)
    koer_klokken("2026-03-17 07:00")
    assert [len(trin_sendt(user)) for user in users] == [0, 1]


def test_a_role_above_reaches_the_plans_below_and_the_strongest_role_counts(plan):
    above = HelhedsplanFactory(faellessekretariat=True)
    plan.parent = above
    plan.save()
    user = MedlemskabFactory(helhedsplan=above, rolle=Rolle.PLANLEDER).user
    MedlemskabFactory(helhedsplan=plan, user=user, rolle=Rolle.LAESER)
    en_milepael(plan)
    koer_klokken("2026-03-17 07:00")
    assert len(trin_sendt(user)) == 1


# --- When a person wants it


def test_nobody_is_told_in_her_holiday_and_all_of_it_once_after(plan):
    user = en_redaktoer(plan)
    BrugerpaamindelserFactory(user=user, paused_from=day("2026-03-10"), paused_to=day("2026-04-05"))
    en_milepael(plan)
    for today in ("2026-03-17", "2026-03-31", "2026-04-05"):
        koer_klokken(f"{today} 07:00")
    assert trin_sendt(user) == []
    koer_klokken("2026-04-06 07:00")
    assert trin_sendt(user) == [(day("2026-04-06"), "d")]


def test_weekly_is_on_the_weekday_and_never_is_never(plan):
    weekly, never = en_redaktoer(plan), en_redaktoer(plan)
    BrugerpaamindelserFactory(user=weekly, frequency=Hyppighed.UGENTLIG, weekday=3)
    BrugerpaamindelserFactory(user=never, frequency=Hyppighed.ALDRIG)
    en_milepael(plan)
    for days in range(0, 20):
        koer_klokken(f"{day('2026-03-15') + timedelta(days=days)} 07:00")
    assert trin_sendt(weekly) == [(day("2026-03-18"), "f14"), (day("2026-04-01"), "d")]
    assert trin_sendt(never) == []


def test_a_weekly_letter_whose_day_nothing_ran_comes_with_the_next_run(plan):
    user = en_redaktoer(plan)
    BrugerpaamindelserFactory(user=user, frequency=Hyppighed.UGENTLIG, weekday=3)
    PaamindelseskoerselFactory(day=day("2026-03-16"))
    en_milepael(plan)
    koer_klokken("2026-03-20 07:00")
    assert trin_sendt(user) == [(day("2026-03-20"), "f14")]


# --- The answer


def test_an_answered_deadline_is_told_no_more_and_the_next_period_is():
    kun("maaling")
    plan = en_plan()
    user = en_redaktoer(plan)
    aktivitet = AktivitetFactory(delaftale=DelaftaleFactory(helhedsplan=plan))
    until = {"window_from": day("2024-01-01"), "window_to": day("2027-12-31"), "deadline": day("2027-12-31")}
    row = SucceskriteriumFactory(aktivitet=aktivitet, **until)
    MaalingFactory(kriterium=row, data_from=day("2024-01-01"), data_to=day("2024-12-31"))
    IntetAtIndberetteFactory(helhedsplan=plan, target_uuid=row.uuid, due_on=day("2025-12-31"))
    koer_klokken("2026-01-14 07:00")
    assert trin_sendt(user) == []
    koer_klokken("2026-12-17 07:00")
    assert trin_sendt(user) == [(day("2026-12-17"), "f14")]


# --- Many at once


def test_a_person_in_forty_plans_gets_one_letter(plan):
    user = en_redaktoer(plan)
    en_milepael(plan)
    for _ in range(39):
        other = en_plan()
        MedlemskabFactory(helhedsplan=other, user=user)
        en_milepael(other)
    koer_klokken("2026-03-17 07:00")
    (letter,) = mail.outbox
    assert letter.subject == "Påmindelse: 40 ting venter"
    assert Paamindelsesbrev.objects.get().paamindelser.count() == 40


def test_the_command_asks_the_same_number_of_questions_for_many_people_and_plans():
    def grow():
        for _ in range(4):
            plan = en_plan()
            en_milepael(plan)
            aktivitet = AktivitetFactory(delaftale=DelaftaleFactory(helhedsplan=plan))
            aktivitet.medarbejdere.add(MedlemskabFactory(helhedsplan=plan, rolle=Rolle.MEDARBEJDER).user)
            until = {"window_from": plan.start_date, "window_to": day("2026-03-20"), "deadline": day("2026-03-20")}
            SucceskriteriumFactory(aktivitet=aktivitet, **until)
            organ = OrganFactory(helhedsplan=plan, notice_days=3)
            MoedeFactory(organ=organ, held_on=day("2026-03-22"))
            en_redaktoer(plan)

    grow()
    skriv_breve(klokken("2026-03-17 07:00"))
    grow()
    with CaptureQueriesContext(connection) as few:
        assert skriv_breve(klokken("2026-03-18 07:00")) == 16
    for _ in range(3):
        grow()
    with CaptureQueriesContext(connection) as many:
        assert skriv_breve(klokken("2026-03-19 07:00")) == 40
    assert len(many) == len(few), "\n".join(query["sql"][:150] for query in many)


# --- What the database holds


def test_the_database_refuses_the_same_step_twice_and_two_letters_a_day():
    line = PaamindelseFactory()
    with pytest.raises(IntegrityError, match="never_twice"), transaction.atomic():
        PaamindelseFactory(brev=line.brev, target_uuid=line.target_uuid)
    with pytest.raises(IntegrityError, match="one_a_day"), transaction.atomic():
        Paamindelsesbrev.objects.create(user=line.user, day=line.brev.day)


def test_a_person_who_was_written_to_is_not_deleted():
    with pytest.raises(ProtectedError):
        PaamindelseFactory().user.delete()


def test_a_text_like_a_cpr_number_is_left_out_of_the_letter(plan):
    en_redaktoer(plan)
    en_milepael(plan, text="Samtale med 010190-1234")
    koer_klokken("2026-03-17 07:00")
    (letter,) = mail.outbox
    assert "1234" not in letter.body + letter.alternatives[0][0]
    assert "Se den i Helhedsplan" in letter.body


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_write_every_letter_and_every_line_once():
    kun("milepael")
    for _ in range(3):
        plan = en_plan()
        for _ in range(3):
            en_redaktoer(plan)
        en_milepael(plan)
    written, start = [], threading.Barrier(2)

    def run():
        try:
            start.wait(5)
            written.append(skriv_breve(klokken("2026-03-17 07:00")))
        finally:
            connection.close()

    runs = [threading.Thread(target=run) for _ in range(2)]
    for each in runs:
        each.start()
    for each in runs:
        each.join(20)
    assert sum(written) == 9
    assert (Paamindelsesbrev.objects.count(), Paamindelse.objects.count()) == (9, 9)
    assert not Paamindelsesbrev.objects.exclude(status="klar").exists()


def test_what_is_undelivered_from_yesterday_is_in_todays_letter_alone(plan):
    user = en_redaktoer(plan)
    en_milepael(plan)
    skriv_breve(klokken("2026-03-17 07:00"))  # and died before sending
    koer_klokken("2026-03-18 07:00")
    assert tilstande(user) == ["afloest", "sendt"]
    assert trin_sendt(user) == [(day("2026-03-18"), "f14")]
    assert len(mail.outbox) == 1
