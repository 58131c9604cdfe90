"""Next year's milepælsplan: proposed, sent to the board, approved and then never changed."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from indsatser.choices import Milepaelsplantilstand, Milepaeltilstand, Planlinjeart
from indsatser.milepaele import milepaele_for
from indsatser.milepaelsplan import plan as services
from indsatser.milepaelsplan.deling import Halvdel, del_i_to
from indsatser.milepaelsplan.fakta import build_planside, planaar
from indsatser.milepaelsplan.frosset import er_uroert
from indsatser.milepaelsplan.skift import flyt
from indsatser.models import Milepael, Milepaelsplan, Milepaelsplanlinje
from plans.services import change, create
from tests.indsatser.factories import MilepaelFactory, MilepaelsplanlinjeFactory
from tests.plans.factories import HelhedsplanFactory, OrganFactory

pytestmark = pytest.mark.django_db

TODAY = date(2019, 11, 1)
DECIDED = date(2019, 12, 5)
NAAET = {"state": Milepaeltilstand.NAAET, "reached_on": date(2019, 3, 1)}


@pytest.fixture
def plan():
    return HelhedsplanFactory()


@pytest.fixture
def organ(plan):
    return OrganFactory(helhedsplan=plan, name="Bestyrelsen")


@pytest.fixture
def this_year(plan):
    def make(text, year=2019, **fields):
        return MilepaelFactory(helhedsplan=plan, text=text, year=year, **fields)

    return {
        "late": make("Rapport skrevet", quarter=2),
        "open": make("Kursus holdt", quarter=4),
        "yearly": make("Sommerfest holdt", quarter=3, recurs=True, **NAAET),
        "once": make("Leder ansat", quarter=1, **NAAET),
        "planned": make("Evaluering færdig", year=2020, quarter=2),
        "dropped": make("Droppet", quarter=1, state=Milepaeltilstand.BORTFALDET),
    }


def propose(plan):
    return services.foreslaa(plan, 2020, today=TODAY)


def start(plan, this_year, *names):
    chosen = {this_year[name].uuid for name in names}
    return services.tag_med(plan, 2020, chosen, by=None, today=TODAY)


def approve(plan, organ, this_year, *names):
    row = start(plan, this_year, *names)
    services.til_bestyrelsen(row, by=None, day=TODAY)
    return services.godkend(row, by=None, decided_on=DECIDED, organ=organ)


def test_this_year_proposes_line_by_line(plan, this_year):
    found = {each.milepael.text: (each.kind, each.quarter, each.valgt) for each in propose(plan)}
    assert found == {
        "Evaluering færdig": (Planlinjeart.PLANLAGT, 2, True),
        "Rapport skrevet": (Planlinjeart.FLYTTES, 1, True),
        "Kursus holdt": (Planlinjeart.FLYTTES, 1, False),
        "Sommerfest holdt": (Planlinjeart.GENTAGES, 3, True),
        "Leder ansat": (Planlinjeart.GENTAGES, 1, False),
    }


def test_the_chosen_become_lines_once_and_more_can_be_taken_later(plan, this_year):
    row = start(plan, this_year, "late", "yearly")
    again = start(plan, this_year, "late", "planned")
    assert again == row
    lines = [(line.text, line.quarter, line.reason) for line in row.linjer.all()]
    assert lines == [
        ("Rapport skrevet", 1, "Ikke nået i 2019."), ("Evaluering færdig", 2, ""), ("Sommerfest holdt", 3, ""),
    ]  # fmt: skip


def test_a_draft_changes_no_milestone(plan, this_year):
    before = Milepael.objects.count()
    services.til_bestyrelsen(start(plan, this_year, "late", "yearly"), by=None, day=TODAY)
    this_year["late"].refresh_from_db()
    assert (this_year["late"].year, Milepael.objects.count()) == (2019, before)


def test_approved_its_lines_are_milestones_from_that_day(plan, organ, this_year):
    row = approve(plan, organ, this_year, "late", "yearly", "planned")
    lines = [(each.text, each.year, each.quarter) for each in milepaele_for(plan, as_of=DECIDED) if each.year == 2020]
    assert lines == [("Rapport skrevet", 2020, 1), ("Evaluering færdig", 2020, 2), ("Sommerfest holdt", 2020, 3)]
    moved = next(each for each in milepaele_for(plan, as_of=DECIDED) if each.text == "Rapport skrevet")
    assert (moved.kvartaler_flyttet, moved.flyttet_hvorfor) == (3, "Ikke nået i 2019.")
    earlier = [each.text for each in milepaele_for(plan, as_of=date(2019, 12, 4)) if each.year == 2020]
    assert earlier == ["Evaluering færdig"]
    assert (row.beslutning.organ, row.beslutning.target_uuid, row.decided_on) == (organ, row.uuid, DECIDED)


def test_the_lines_are_stored_as_they_were_with_a_checksum(plan, organ, this_year):
    row = approve(plan, organ, this_year, "late")
    row.refresh_from_db()
    assert [(line["tekst"], line["aar"], line["kvartal"]) for line in row.frozen["linjer"]] == [
        ("Rapport skrevet", 2020, 1)
    ]
    assert row.frozen["linjer"][0]["milepael"] == str(this_year["late"].uuid)
    assert er_uroert(row)
    row.frozen["linjer"][0]["kvartal"] = 2
    assert not er_uroert(row)


def test_what_happens_later_is_shown_against_what_was_agreed(plan, organ, this_year):
    approve(plan, organ, this_year, "late", "planned")
    row = Milepael.objects.get(text="Rapport skrevet")
    flyt(row, 2020, 4, by=None, day=date(2020, 2, 1), reason="Konsulenten er syg.")
    lines = {each.text: each for each in milepaele_for(plan, as_of=date(2020, 3, 1))}
    assert lines["Rapport skrevet"].afviger == "Aftalt 1. kvartal 2020, nu 4. kvartal 2020"
    assert lines["Evaluering færdig"].afviger == ""
    side = build_planside(plan, 2020, today=date(2020, 3, 1))
    assert (side.antal, side.afvigelser) == (2, 1)
    before = {each.text: each for each in milepaele_for(plan, as_of=date(2020, 1, 31))}
    assert before["Rapport skrevet"].afviger == ""


class TestFrozen:
    @pytest.fixture
    def row(self, plan, organ, this_year):
        return approve(plan, organ, this_year, "late")

    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE indsatser_milepaelsplan SET frozen = '{}'",
            "UPDATE indsatser_milepaelsplan SET decided_on = '2019-12-06'",
            "UPDATE indsatser_milepaelsplan SET state = 'kladde', decided_on = NULL, beslutning_id = NULL,"
            " frozen = NULL, checksum = ''",
            "UPDATE indsatser_milepaelsplan SET state = 'sendt', sent_on = '2019-12-06', year = 2021",
            "UPDATE indsatser_milepaelsplan SET retired_on = '2019-12-06', retired_reason = 'Fejl'",
            "DELETE FROM indsatser_milepaelsplan",
            "UPDATE indsatser_milepaelsplanlinje SET quarter = 3",
            "DELETE FROM indsatser_milepaelsplanlinje",
        ],
    )
    def test_the_database_refuses_every_change(self, row, sql):
        with pytest.raises(IntegrityError, match="Milepælsplanen er godkendt"), transaction.atomic():
            connection.cursor().execute(sql)

    def test_the_database_refuses_a_new_line(self, row):
        with pytest.raises(IntegrityError, match="Dens linjer ændres ikke"), transaction.atomic():
            Milepaelsplanlinje.objects.bulk_create([MilepaelsplanlinjeFactory.build(milepaelsplan=row)])

    def test_people_are_told_in_words(self, row):
        row.note = "Ny"
        with pytest.raises(ValidationError, match="godkendt og ændres ikke"):
            change(row, by=None)
        with pytest.raises(ValidationError, match="Dens linjer ændres ikke"):
            create(Milepaelsplanlinje(milepaelsplan=row, text="Ny", quarter=1), by=None)

    def test_that_it_was_sent_can_still_be_said_once(self, row):
        with pytest.raises(ValidationError, match=r"først godkendt 05\.12\.2019"):
            services.send(row, by=None, day=date(2019, 12, 4))
        sent = services.send(row, by=None, day=date(2019, 12, 10))
        assert (sent.state, sent.sent_on) == (Milepaelsplantilstand.SENDT, date(2019, 12, 10))
        with pytest.raises(ValidationError, match="kan ikke gøres nu"):
            services.send(row, by=None, day=date(2019, 12, 11))


def test_each_step_has_its_order(plan, organ, this_year):
    row = services.tag_med(plan, 2020, set(), by=None, today=TODAY)
    with pytest.raises(ValidationError, match="ingen linjer"):
        services.til_bestyrelsen(row, by=None, day=TODAY)
    with pytest.raises(ValidationError, match="er kladde"):
        services.godkend(row, by=None, decided_on=DECIDED, organ=organ)
    start(plan, this_year, "late")
    services.til_bestyrelsen(row, by=None, day=TODAY)
    with pytest.raises(ValidationError, match="er til bestyrelsen"):
        start(plan, this_year, "yearly")
    with pytest.raises(ValidationError, match="først sendt til bestyrelsen"):
        services.godkend(row, by=None, decided_on=date(2019, 10, 1), organ=organ)
    with pytest.raises(ValidationError, match="hvem der har godkendt"):
        services.godkend(row, by=None, decided_on=DECIDED)
    with transaction.atomic():
        said = services.godkend(row, by=None, decided_on=DECIDED, decided_by="Styregruppen")
        assert said.beslutning.decided_by == "Styregruppen"
        transaction.set_rollback(True)
    assert services.hent_tilbage(row, by=None).state == Milepaelsplantilstand.KLADDE


def test_what_was_reached_meanwhile_is_not_moved_along(plan, organ, this_year):
    row = start(plan, this_year, "late", "yearly")
    services.til_bestyrelsen(row, by=None, day=TODAY)
    Milepael.objects.filter(pk=this_year["late"].pk).update(state=Milepaeltilstand.NAAET)
    before = Milepael.objects.count()
    with pytest.raises(ValidationError, match="«Rapport skrevet» er nået"):
        services.godkend(row, by=None, decided_on=DECIDED, organ=organ)
    assert (Milepaelsplan.objects.get().state, Milepael.objects.count()) == ("til_bestyrelsen", before)


def test_nothing_is_done_in_a_plan_that_is_out_of_use(plan, this_year):
    row = start(plan, this_year, "late")
    plan.retired_on, plan.retired_reason = date(2019, 10, 1), "Lagt sammen"
    plan.save()
    row.refresh_from_db()
    for act in (lambda: services.til_bestyrelsen(row, by=None, day=TODAY), lambda: start(plan, this_year, "yearly")):
        with pytest.raises(ValidationError, match="taget ud af brug"):
            act()


def test_approving_many_lines_takes_a_few_queries(plan, organ, django_assert_max_num_queries):
    rows = [MilepaelFactory(helhedsplan=plan, text=f"Nr. {n}", year=2019, quarter=1) for n in range(30)]
    row = services.tag_med(plan, 2020, {each.uuid for each in rows}, by=None, today=TODAY)
    services.til_bestyrelsen(row, by=None, day=TODAY)
    with django_assert_max_num_queries(70):
        services.godkend(row, by=None, decided_on=DECIDED, organ=organ)
    assert Milepael.objects.filter(year=2020, skift__reason="Ikke nået i 2019.").count() == 30


def test_next_years_is_listed_while_it_is_missing(plan, this_year):
    assert [(each.aar, each.label) for each in planaar(plan, today=TODAY)] == [(2020, "Ikke begyndt")]
    start(plan, this_year, "late")
    assert [(each.aar, each.label) for each in planaar(plan, today=TODAY)] == [(2020, "Kladde")]


def test_both_halves_of_what_was_agreed_say_what_was_agreed_of_the_whole(plan, organ):
    row = MilepaelFactory(helhedsplan=plan, text="Tre havedage holdt", year=2020, quarter=2, target_number=Decimal(3))
    made = services.tag_med(plan, 2020, {row.uuid}, by=None, today=TODAY)
    services.til_bestyrelsen(made, by=None, day=TODAY)
    services.godkend(made, by=None, decided_on=DECIDED, organ=organ)
    halves = (Halvdel("Første havedag holdt", 2020, 2, Decimal(1)), Halvdel("To havedage holdt", 2020, 4, Decimal(2)))
    _, second = del_i_to(Milepael.objects.get(), halves, by=None, day=date(2020, 2, 1))
    del_i_to(second, (Halvdel("Anden", 2020, 4), Halvdel("Tredje", 2020, 3)), by=None, day=date(2020, 5, 1))
    whole = "Aftalt 2. kvartal 2020 som «Tre havedage holdt» (3), delt siden"
    said = {line.text: line.afviger for line in milepaele_for(plan, as_of=date(2020, 3, 1))}
    assert said == {"Første havedag holdt": whole, "To havedage holdt": f"{whole}, nu 4. kvartal 2020"}
    later = {line.text: line.afviger for line in milepaele_for(plan, as_of=date(2020, 6, 1))}
    assert later == {
        "Første havedag holdt": whole,
        "Anden": f"{whole}, nu 4. kvartal 2020",
        "Tredje": f"{whole}, nu 3. kvartal 2020",
    }
