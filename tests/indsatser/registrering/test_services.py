"""Writing results: what is saved, what is refused with which sentence, and what stays on the trail."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from indsatser.choices import Kriterieform, Logart, Maalingsart, Sammenlaegning
from indsatser.models import Aarslaas, Logpost, Maaling
from indsatser.opgoerelse import logart_for, opgoer_row, punkter_fra
from indsatser.registrering import services
from indsatser.registrering.handlinger import corrections
from indsatser.registrering.perioder import Periode
from indsatser.registrering.services import UNDO_REASON, vaerdi_of
from indsatser.registrering.vaerdier import Vaerdi
from plans.choices import Handling
from plans.services import AlleredeAendret, trail_of
from tests.indsatser.factories import AarslaasFactory, LogpostFactory, MaalingFactory, SucceskriteriumFactory
from tests.plans.factories import UserFactory

SEPTEMBER = Periode(date(2019, 9, 1), date(2019, 9, 30))
OCTOBER_SO_FAR = Periode(date(2019, 10, 1), date(2019, 10, 24))
TWELVE = Vaerdi(value=Decimal(12))


@pytest.fixture
def kaj():
    return UserFactory(name="Kaj Koordinator")


def refusal(act) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        act()
    error = refused.value
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def fresh(kriterium):
    return type(kriterium).objects.for_opgoerelse().select_related("helhedsplan").get(pk=kriterium.pk)


# --- A number


def test_a_number_is_saved_with_its_period_its_day_and_who_reported_it(kriterium, kaj, today):
    saved = services.registrer(kriterium, TWELVE, SEPTEMBER, by=kaj, note=" Ét kursus mere ", today=today)
    saved.refresh_from_db()
    assert (saved.value, saved.data_from, saved.data_to) == (12, SEPTEMBER.first, SEPTEMBER.last)
    assert (saved.reported_on, saved.reported_by, saved.note) == (today, kaj, "Ét kursus mere")
    assert trail_of(saved).get().handling == Handling.OPRETTET


def test_a_period_that_has_not_ended_is_refused_with_the_period_so_far(kriterium, kaj, today):
    year = Periode(date(2019, 1, 1), date(2019, 12, 31))
    found = refusal(lambda: services.registrer(kriterium, TWELVE, year, by=kaj, today=today))
    assert found == {"periode": ["Perioden slutter først 31.12.2019. Skriv tallet til nu: 01.01.2019-24.10.2019."]}


def test_a_period_that_has_not_begun_is_refused(kriterium, kaj, today):
    found = refusal(
        lambda: services.registrer(
            kriterium, TWELVE, Periode(date(2019, 11, 1), date(2019, 11, 30)), by=kaj, today=today
        )
    )
    assert found == {"periode": ["Perioden er ikke begyndt endnu."]}


def test_no_day_is_counted_twice_where_numbers_are_added_up(kriterium, kaj, today):
    MaalingFactory(kriterium=kriterium, value=Decimal(12), data_from=SEPTEMBER.first, data_to=SEPTEMBER.last)
    found = refusal(
        lambda: services.registrer(
            kriterium, TWELVE, Periode(date(2019, 9, 30), date(2019, 10, 1)), by=kaj, today=today
        )
    )
    assert found["periode"][0].startswith("Der står allerede 12\u00a0samtaler for september 2019, og tallene lægges")
    services.registrer(kriterium, TWELVE, OCTOBER_SO_FAR, by=kaj, today=today)


def test_a_starting_point_and_what_is_retired_count_nothing(kriterium, kaj, today):
    MaalingFactory(kriterium=kriterium, kind=Maalingsart.START, data_from=SEPTEMBER.first, data_to=SEPTEMBER.last)
    MaalingFactory(
        kriterium=kriterium,
        data_from=SEPTEMBER.first,
        data_to=SEPTEMBER.last,
        retired_on=today,
        retired_reason="Forkert",
    )
    assert services.registrer(kriterium, TWELVE, SEPTEMBER, by=kaj, today=today).pk


def test_a_level_has_one_number_a_period_and_a_mean_may_have_several(kriterium, kaj, today):
    level = SucceskriteriumFactory(aktivitet=kriterium.aktivitet, share=True)
    mean = SucceskriteriumFactory(
        aktivitet=kriterium.aktivitet, form=Kriterieform.GENNEMSNIT, sammenlaegning=Sammenlaegning.MIDDEL
    )
    for row in (level, mean):
        services.registrer(row, TWELVE, SEPTEMBER, by=kaj, today=today)
    services.registrer(mean, TWELVE, SEPTEMBER, by=kaj, today=today)
    services.registrer(level, TWELVE, Periode(SEPTEMBER.first, date(2019, 10, 1)), by=kaj, today=today)
    found = refusal(lambda: services.registrer(level, TWELVE, SEPTEMBER, by=kaj, today=today))
    assert "Ret det tal, eller vælg en anden periode" in found["periode"][0]


def test_a_total_is_refused_where_the_log_has_counted_and_a_line_where_a_total_stands(kriterium, kaj, today):
    LogpostFactory(aktivitet=kriterium.aktivitet, kriterium=kriterium, date=date(2019, 9, 12))
    found = refusal(lambda: services.registrer(kriterium, TWELVE, SEPTEMBER, by=kaj, today=today))
    assert "talt i aktivitetens log" in found["periode"][0]
    services.registrer(kriterium, TWELVE, OCTOBER_SO_FAR, by=kaj, today=today)
    line = Logpost(aktivitet=kriterium.aktivitet, kriterium=kriterium, date=date(2019, 10, 3), antal=4)
    assert "Ret det tal i stedet" in refusal(lambda: services.log(line, by=kaj, today=today))["kriterium"][0]
    line.kriterium = None
    assert services.log(line, by=kaj, today=today).pk


@pytest.mark.parametrize("form", [Kriterieform.SAMMENSAT, Kriterieform.VISION])
def test_a_number_is_refused_where_none_is_measured(kriterium, kaj, today, form):
    kriterium.form = form
    kriterium.save()
    found = refusal(lambda: services.registrer(kriterium, TWELVE, SEPTEMBER, by=kaj, today=today))
    assert "delmålene" in found["tal"][0]


def test_a_number_is_refused_on_a_criterion_that_is_out(kriterium, kaj, today):
    kriterium.retired_on, kriterium.retired_reason = today, "Nedlagt"
    assert refusal(lambda: services.registrer(kriterium, TWELVE, SEPTEMBER, by=kaj, today=today)) == {
        "tal": ["Kriteriet er udgået."]
    }


def test_undoing_takes_the_number_out_with_the_reason(kriterium, kaj, today):
    saved = services.registrer(kriterium, TWELVE, SEPTEMBER, by=kaj, today=today)
    services.fjern(saved, by=kaj, reason=UNDO_REASON)
    saved.refresh_from_db()
    assert saved.is_retired
    assert saved.retired_reason == UNDO_REASON
    assert services.registrer(kriterium, TWELVE, SEPTEMBER, by=kaj, today=today).pk


# --- Correcting


@pytest.fixture
def maaling(kriterium):
    return MaalingFactory(
        kriterium=kriterium, value=Decimal(120), data_from=SEPTEMBER.first, data_to=SEPTEMBER.last,
        reported_on=date(2019, 10, 1),
    )  # fmt: skip


def test_a_correction_keeps_the_old_number_with_the_reason(maaling, kaj, today):
    services.ret(
        maaling, Vaerdi(value=Decimal(112)), SEPTEMBER, by=kaj, reason="talt dobbelt", seen_version=1, today=today
    )
    maaling.refresh_from_db()
    (found,) = corrections([maaling])[maaling.uuid]
    assert maaling.value == 112
    assert (found.felter, found.hvorfor, found.af) == ((("værdi", "120", "112"),), "talt dobbelt", kaj)


def test_a_correction_without_a_reason_is_refused_and_a_note_needs_none(maaling, kaj, today):
    found = refusal(
        lambda: services.ret(maaling, Vaerdi(value=Decimal(1)), SEPTEMBER, by=kaj, reason=" ", today=today)
    )
    assert found == {"begrundelse": ["Skriv, hvorfor det rettes."]}
    services.ret(maaling, vaerdi_of(maaling), SEPTEMBER, by=kaj, reason="", note="Fra skolen", today=today)
    maaling.refresh_from_db()
    assert (maaling.note, maaling.value) == ("Fra skolen", 120)
    assert corrections([maaling]) == {}


def test_a_correction_does_not_overwrite_a_colleagues(maaling, kaj, today):
    mine = Maaling.objects.get(pk=maaling.pk)
    services.ret(maaling, Vaerdi(value=Decimal(112)), SEPTEMBER, by=kaj, reason="x", seen_version=1, today=today)
    with pytest.raises(AlleredeAendret):
        services.ret(mine, Vaerdi(value=Decimal(99)), SEPTEMBER, by=kaj, reason="y", seen_version=1, today=today)


def test_a_number_cannot_be_moved_onto_days_that_are_counted(maaling, kaj, today):
    other = MaalingFactory(kriterium=maaling.kriterium, data_from=date(2019, 8, 1), data_to=date(2019, 8, 31))
    moved = Periode(other.data_from, other.data_from)
    found = refusal(lambda: services.ret(maaling, vaerdi_of(maaling), moved, by=kaj, reason="x", today=today))
    assert "august 2019" in found["periode"][0]


# --- Sent back


def test_a_number_that_is_sent_back_does_not_count_until_it_is_corrected(maaling, kaj, today):
    assert len(punkter_fra(fresh(maaling.kriterium))) == 1
    services.send_retur(maaling, by=kaj, note="Er det alle tre kurser?")
    assert punkter_fra(fresh(maaling.kriterium)) == ()
    assert refusal(lambda: services.send_retur(maaling, by=kaj, note="Igen")) == {
        "": ["Målingen er allerede sendt retur."]
    }
    services.ret(maaling, Vaerdi(value=Decimal(112)), SEPTEMBER, by=kaj, reason="Kun to", today=today)
    maaling.refresh_from_db()
    assert not maaling.is_returned
    assert maaling.returned_note == ""
    assert len(punkter_fra(fresh(maaling.kriterium))) == 1


def test_a_number_that_is_sent_back_counts_again_when_it_is_confirmed(maaling, kaj):
    services.send_retur(maaling, by=kaj, note="Er det alle?")
    services.bekraeft(maaling, by=kaj, answer="Ja, alle tre.")
    assert len(punkter_fra(fresh(maaling.kriterium))) == 1
    assert trail_of(maaling).first().note == "Bekræftet. Ja, alle tre."
    assert refusal(lambda: services.bekraeft(maaling, by=kaj)) == {"": ["Målingen er ikke sendt retur."]}


def test_a_note_alone_does_not_make_it_count_again(maaling, kaj, today):
    services.send_retur(maaling, by=kaj, note="Er det alle?")
    services.ret(maaling, vaerdi_of(maaling), SEPTEMBER, by=kaj, reason="", note="Jeg ser på det", today=today)
    assert maaling.is_returned


def test_sending_back_asks_why(maaling, kaj):
    assert refusal(lambda: services.send_retur(maaling, by=kaj, note=" ")) == {
        "returned_note": ["Skriv, hvad der skal ses på."]
    }


# --- The log


def test_a_line_of_the_log_is_saved_with_who_wrote_it(kriterium, kaj, today):
    line = services.log(Logpost(aktivitet=kriterium.aktivitet, date=today, antal=12), by=kaj, today=today)
    assert (line.reported_by, line.kind) == (kaj, Logart.BESOEG)
    late = Logpost(aktivitet=kriterium.aktivitet, date=today + timedelta(days=1), antal=1)
    assert refusal(lambda: services.log(late, by=kaj, today=today)) == {"date": ["Datoen er ikke kommet endnu."]}


def test_a_line_without_a_criterion_feeds_nothing(kriterium):
    LogpostFactory(aktivitet=kriterium.aktivitet, kriterium=None)
    assert punkter_fra(fresh(kriterium)) == ()


def test_persons_and_visits_are_never_added_together(kriterium):
    for kind, antal in ((Logart.BESOEG, 12), (Logart.UNIKKE, 7), (Logart.BESOEG, 5)):
        LogpostFactory(aktivitet=kriterium.aktivitet, kriterium=kriterium, kind=kind, antal=antal)
    row = fresh(kriterium)
    assert logart_for(row) == Logart.BESOEG, "what was written first, while nothing is chosen"
    assert opgoer_row(row, as_of=date(2019, 12, 1)).resultat.value == 17
    kriterium.log_kind = Logart.UNIKKE
    kriterium.save()
    assert opgoer_row(fresh(kriterium), as_of=date(2019, 12, 1)).resultat.value == 7


def test_an_earlier_line_of_another_kind_does_not_change_what_is_counted(kriterium):
    LogpostFactory(aktivitet=kriterium.aktivitet, kriterium=kriterium, kind=Logart.BESOEG, date=date(2019, 3, 1))
    LogpostFactory(aktivitet=kriterium.aktivitet, kriterium=kriterium, kind=Logart.UNIKKE, date=date(2019, 2, 1))
    assert logart_for(fresh(kriterium)) == Logart.BESOEG


def test_a_line_is_corrected_and_taken_out_with_the_reason(kriterium, kaj, today):
    line = LogpostFactory(aktivitet=kriterium.aktivitet, kriterium=kriterium, antal=12)
    line.antal = 11
    assert refusal(lambda: services.ret_log(line, by=kaj, reason="", today=today)) == {
        "begrundelse": ["Skriv, hvorfor det rettes."]
    }
    services.ret_log(line, by=kaj, reason="Talt dobbelt", seen_version=1, today=today)
    event = trail_of(line).first()
    assert (event.note, event.feltaendringer.get().old) == ("Talt dobbelt", "12")
    services.fjern_log(line, by=kaj, reason="Aflyst")
    assert Logpost.objects.get(pk=line.pk).is_retired


# --- Locked years


@pytest.fixture
def laas(kriterium, kaj):
    return services.laas(kriterium.helhedsplan, 2019, by=kaj, note="Indberettet", today=date(2020, 3, 12))


SENTENCE = "2019 er låst 12.03.2020 af Kaj Koordinator. Lås året op først, hvis tallene skal ændres."


def test_nothing_can_be_written_about_a_locked_year_and_the_sentence_says_who_locked_it(kriterium, laas, kaj, today):
    across = Periode(date(2018, 12, 1), date(2019, 1, 31))
    for period in (SEPTEMBER, across):
        found = refusal(lambda period=period: services.registrer(kriterium, TWELVE, period, by=kaj, today=today))
        assert found == {"periode": [SENTENCE]}
    line = Logpost(aktivitet=kriterium.aktivitet, date=date(2019, 12, 31), antal=1)
    assert refusal(lambda: services.log(line, by=kaj, today=date(2020, 4, 1))) == {"date": [SENTENCE]}
    assert services.registrer(
        kriterium, TWELVE, Periode(date(2018, 12, 1), date(2018, 12, 31)), by=kaj, today=today
    ).pk


def test_nothing_can_be_corrected_taken_out_or_sent_back_in_a_locked_year_nor_leave_it(maaling, laas, kaj, today):
    line = LogpostFactory(aktivitet=maaling.kriterium.aktivitet, date=date(2018, 1, 1))
    Logpost.objects.filter(pk=line.pk).update(date=date(2019, 1, 1))
    elsewhere = Periode(date(2018, 12, 1), date(2018, 12, 31))
    acts = [
        lambda: services.ret(maaling, TWELVE, SEPTEMBER, by=kaj, reason="x", today=today),
        lambda: services.ret(maaling, TWELVE, elsewhere, by=kaj, reason="x", today=today),
        lambda: services.fjern(Maaling.objects.get(pk=maaling.pk), by=kaj, reason="x"),
        lambda: services.send_retur(Maaling.objects.get(pk=maaling.pk), by=kaj, note="x"),
        lambda: services.ret_log(line, by=kaj, reason="x", today=today),
        lambda: services.fjern_log(Logpost.objects.get(pk=line.pk), by=kaj, reason="x"),
    ]
    for act in acts:
        assert list(refusal(act).values()) == [[SENTENCE]]
    maaling.refresh_from_db()
    assert (maaling.value, maaling.retired_on, maaling.returned_on) == (120, None, None)


def test_another_plans_lock_and_a_lock_that_is_opened_close_nothing(maaling, laas, kaj, today):
    AarslaasFactory(year=2018)
    services.registrer(maaling.kriterium, TWELVE, Periode(date(2018, 12, 1), date(2018, 12, 31)), by=kaj, today=today)
    services.laas_op(laas, by=kaj, reason="Fonden bad om det")
    services.ret(maaling, TWELVE, SEPTEMBER, by=kaj, reason="x", today=today)
    assert Aarslaas.objects.get(pk=laas.pk).retired_reason == "Fonden bad om det"


def test_a_year_is_locked_once_at_a_time(kriterium, laas, kaj):
    assert refusal(lambda: services.laas(kriterium.helhedsplan, 2019, by=kaj)) == {"year": ["Året er allerede låst."]}
    services.laas_op(laas, by=kaj, reason="x")
    assert services.laas(kriterium.helhedsplan, 2019, by=kaj).pk
