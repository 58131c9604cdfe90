"""An approved milepælsplan is revised: a version of its own that says what it replaces and why."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from indsatser.choices import Milepaelsplantilstand, Planlinjeart
from indsatser.milepaele import milepaele_for
from indsatser.milepaelsplan import plan as services
from indsatser.milepaelsplan.fakta import build_planside, planaar
from indsatser.milepaelsplan.revision import revider, udgave_den, udgaver
from indsatser.milepaelsplan.skift import flyt, saet_tilstand
from indsatser.models import Milepael, Milepaelsplan, Milepaelsplanlinje
from plans.choices import Planstatus, Rolle
from plans.models import Moede
from plans.services import change, create, retire
from reporting.facts.bestyrelsesmoede import Moeder, find_sager
from reporting.facts.dagsordenforslag import build_forslag
from reporting.facts.milepaelsplan import build_milepaelspapir
from reporting.facts.milepaelsplan_frist import milepaelsplaner
from tests.indsatser.factories import MilepaelFactory, MilepaelsplanFactory, MilepaelsplanlinjeFactory
from tests.plans.factories import HelhedsplanFactory, OrganFactory

pytestmark = pytest.mark.django_db

DECIDED, REVISED = date(2019, 12, 5), date(2020, 3, 20)
SENT = date(2020, 3, 2)
WHY = "Konsulenten er syg."


@pytest.fixture
def plan():
    return HelhedsplanFactory()


@pytest.fixture
def organ(plan):
    return OrganFactory(helhedsplan=plan, name="Bestyrelsen")


@pytest.fixture
def approved(plan, organ):
    row = MilepaelsplanFactory(helhedsplan=plan, year=2020)
    for quarter, text in ((1, "Rapport skrevet"), (2, "Haven anlagt"), (3, "Fest holdt")):
        MilepaelsplanlinjeFactory(milepaelsplan=row, kind=Planlinjeart.NY, text=text, quarter=quarter)
    services.til_bestyrelsen(row, by=None, day=date(2019, 11, 1))
    return services.godkend(row, by=None, decided_on=DECIDED, organ=organ)


def begin(approved, hvorfor=WHY):
    return revider(approved, by=None, hvorfor=hvorfor, today=SENT)


def lines(row):
    return [(line.text, line.quarter) for line in row.linjer.filter(retired_on=None)]


def edit(row, text, quarter):
    line = row.linjer.get(text=text)
    line.quarter = quarter
    change(line, by=None)


def revise(approved, organ, decided_on=REVISED):
    row = begin(approved)
    edit(row, "Rapport skrevet", 4)
    retire(row.linjer.get(text="Fest holdt"), by=None, reason="Opgivet.")
    services.til_bestyrelsen(row, by=None, day=SENT)
    return services.godkend(row, by=None, decided_on=decided_on, organ=organ)


class TestBeginning:
    def test_it_has_the_lines_as_their_milestones_stand_now(self, approved):
        flyt(Milepael.objects.get(text="Haven anlagt"), 2020, 4, by=None, day=date(2020, 2, 1), reason="Frost.")
        flyt(Milepael.objects.get(text="Fest holdt"), 2021, 1, by=None, day=date(2020, 2, 1), reason="Corona.")
        row = begin(approved)
        assert (row.state, row.revises, row.revision_reason) == (Milepaelsplantilstand.KLADDE, approved, WHY)
        assert lines(row) == [("Rapport skrevet", 1), ("Haven anlagt", 4)]

    @pytest.mark.parametrize("hvorfor", ["", "  "])
    def test_it_asks_why(self, approved, hvorfor):
        with pytest.raises(ValidationError, match="Skriv, hvorfor milepælsplanen revideres"):
            begin(approved, hvorfor)

    def test_a_draft_is_edited_and_not_revised(self, plan):
        with pytest.raises(ValidationError, match="Kun en godkendt milepælsplan revideres"):
            begin(MilepaelsplanFactory(helhedsplan=plan))

    def test_there_is_one_revision_at_a_time_and_then_one_of_the_revision(self, approved, organ):
        first = revise(approved, organ)
        with pytest.raises(ValidationError, match="allerede en revision"):
            begin(approved)
        second = begin(first)
        assert udgaver(approved.helhedsplan, 2020) == [approved, first, second]

    def test_one_that_is_given_up_leaves_room_for_another(self, approved):
        retire(begin(approved), by=None, reason="Ikke nødvendig.")
        assert begin(approved).revises == approved

    def test_it_is_of_the_same_year(self, approved):
        row = Milepaelsplan(helhedsplan=approved.helhedsplan, year=2021, revises=approved, revision_reason=WHY)
        with pytest.raises(ValidationError, match="Den erstatter milepælsplanen for 2020"):
            create(row, by=None)


class TestApproving:
    def test_the_first_stays_frozen_as_it_was(self, approved, organ):
        before = Milepaelsplan.objects.get(pk=approved.pk)
        revise(approved, organ)
        after = Milepaelsplan.objects.get(pk=approved.pk)
        assert (after.frozen, after.checksum, after.version) == (before.frozen, before.checksum, before.version)

    def test_the_revision_says_what_it_replaces_also_where_it_is_stored(self, approved, organ):
        row = revise(approved, organ)
        assert row.frozen["erstatter"] == {
            "milepaelsplan": str(approved.uuid), "godkendt": "2019-12-05", "hvorfor": WHY,
        }  # fmt: skip
        assert row.beslutning.text == "Den reviderede milepælsplan for 2020 er godkendt."

    def test_what_it_says_cannot_be_changed_afterwards(self, approved, organ):
        row = revise(approved, organ)
        row.revision_reason = "En anden grund."
        with pytest.raises(ValidationError, match="godkendt og ændres ikke"):
            change(row, by=None)
        sql = "UPDATE indsatser_milepaelsplan SET revision_reason = 'x' WHERE id = %s"
        with pytest.raises(IntegrityError, match="ændres ikke"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [row.pk])

    def test_what_was_agreed_is_what_the_revision_says_from_its_day(self, approved, organ, plan):
        revise(approved, organ)
        flyt(Milepael.objects.get(text="Fest holdt"), 2020, 4, by=None, day=date(2020, 4, 1), reason="Regn.")
        flyt(Milepael.objects.get(text="Haven anlagt"), 2020, 3, by=None, day=date(2020, 4, 1), reason="Regn.")
        before, after = (
            {line.text: line.afviger for line in milepaele_for(plan, as_of=day)}
            for day in (date(2020, 3, 1), date(2020, 4, 2))
        )
        assert before == {"Rapport skrevet": "", "Haven anlagt": "", "Fest holdt": ""}
        assert after == {
            "Rapport skrevet": "",
            "Haven anlagt": "Aftalt 2. kvartal 2020, nu 3. kvartal 2020",
            "Fest holdt": "",  # no longer agreed
        }

    def test_what_is_reached_meanwhile_stays_in_it_as_it_is(self, approved, organ):
        said = {"reached_on": date(2020, 2, 1)}
        saet_tilstand(Milepael.objects.get(text="Rapport skrevet"), "naaet", by=None, day=SENT, said=said)
        row = begin(approved)
        services.til_bestyrelsen(row, by=None, day=SENT)
        done = services.godkend(row, by=None, decided_on=REVISED, organ=organ)
        assert done.frozen["linjer"][0]["tekst"] == "Rapport skrevet"

    def test_what_is_reached_is_not_written_anew(self, approved, organ):
        said = {"reached_on": date(2020, 2, 1)}
        saet_tilstand(Milepael.objects.get(text="Rapport skrevet"), "naaet", by=None, day=SENT, said=said)
        row = begin(approved)
        edit(row, "Rapport skrevet", 4)
        services.til_bestyrelsen(row, by=None, day=SENT)
        with pytest.raises(ValidationError, match="er nået, så linjen ændres ikke"):
            services.godkend(row, by=None, decided_on=REVISED, organ=organ)

    def test_it_is_not_approved_before_the_one_it_replaces(self, approved, organ):
        row = begin(approved)
        services.til_bestyrelsen(row, by=None, day=date(2019, 11, 1))
        with pytest.raises(ValidationError, match=r"Den, der erstattes, er først godkendt 05\.12\.2019"):
            services.godkend(row, by=None, decided_on=date(2019, 12, 4), organ=organ)


def test_a_milestone_taken_out_of_the_revision_is_proposed_again(approved, plan):
    row = begin(approved)
    retire(row.linjer.get(text="Fest holdt"), by=None, reason="Opgivet.")
    assert [each.milepael.text for each in services.foreslaa(plan, 2020, today=SENT)] == ["Fest holdt"]


def test_what_the_first_made_again_from_the_year_before_is_not_proposed_twice(plan, organ):
    was = MilepaelFactory(helhedsplan=plan, text="Fest holdt", year=2019, quarter=3, recurs=True)
    services.tag_med(plan, 2020, {was.uuid}, by=None, today=date(2019, 11, 1))
    row = Milepaelsplan.objects.get()
    services.til_bestyrelsen(row, by=None, day=date(2019, 11, 1))
    begin(services.godkend(row, by=None, decided_on=DECIDED, organ=organ))
    assert services.foreslaa(plan, 2020, today=SENT) == []


class TestReading:
    def test_the_page_shows_the_version_of_the_day_and_the_one_that_is_asked_for(self, approved, organ, plan):
        row = revise(approved, organ)
        assert udgave_den(udgaver(plan, 2020), date(2020, 1, 1)) == approved
        side = build_planside(plan, 2020, today=date(2020, 4, 1))
        assert side.plan == row
        assert side.revideret == f"Revideret, erstatter den godkendt 05.12.2019: {WHY}"
        old = build_planside(plan, 2020, today=date(2020, 4, 1), udgave=str(approved.uuid))
        assert (old.plan, old.er_erstattet, old.afvigelser) == (approved, True, 0)
        assert build_planside(plan, 2020, today=date(2020, 4, 1), udgave="vrøvl").plan == row

    def test_page_and_paper_say_what_it_replaces(self, approved, organ, plan, client, log_in):
        row = revise(approved, organ)
        log_in(plan, Rolle.REDAKTOER)
        address = reverse("indsatser:milepaelsplan_detail", args=[plan.uuid, 2020])
        said = f"Revideret, erstatter den godkendt 05.12.2019: {WHY}"
        assert said in client.get(address).content.decode()
        old = client.get(address, {"udgave": approved.uuid}).content.decode()
        assert "Erstattet af en revideret, godkendt 20.03.2020" in old
        assert "Revidér</a>" not in old
        papir = build_milepaelspapir(plan, 2020, as_of=date(2020, 4, 1)).papir
        assert papir.titel == "Revideret milepælsplan 2020"
        assert papir.saetninger[0] == said
        before = build_milepaelspapir(plan, 2020, as_of=date(2020, 1, 1)).papir
        assert before.titel == "Milepælsplan 2020"
        assert row.is_frozen

    def test_it_is_begun_from_the_page_with_a_reason(self, approved, plan, client, log_in):
        log_in(plan, Rolle.REDAKTOER)
        address = reverse("indsatser:milepaelsplan_revise", args=[approved.uuid])
        assert "Skriv, hvorfor milepælsplanen revideres." in client.post(address, {"hvorfor": ""}).content.decode()
        page = client.post(address, {"hvorfor": WHY}, follow=True).content.decode()
        assert "er begyndt som kladde" in page
        assert WHY in page
        again = client.post(address, {"hvorfor": WHY}).content.decode()
        assert "allerede en revision" in again

    def test_a_cpr_number_in_the_reason_is_refused(self, approved, plan, client, log_in):
        log_in(plan, Rolle.REDAKTOER)
        address = reverse("indsatser:milepaelsplan_revise", args=[approved.uuid])
        assert client.post(address, {"hvorfor": "010203-1234 er syg."}).status_code == 200
        assert Milepaelsplan.objects.count() == 1

    def test_the_list_of_years_says_it_is_being_revised(self, approved, organ, plan):
        begin(approved)
        assert [(each.aar, each.label) for each in planaar(plan, today=date(2020, 3, 1)) if each.tilstand] == [
            (2020, "Revision: kladde")
        ]

    def test_the_board_is_asked_for_it_at_any_time_of_the_year(self, approved, organ, plan):
        row = begin(approved)
        services.til_bestyrelsen(row, by=None, day=SENT)
        moede = Moede(organ=organ, held_on=date(2020, 4, 1))
        create(moede, by=None)
        forslag = [each for each in build_forslag(moede, plan) if each.sag == row.uuid]
        assert [each.titel for each in forslag] == ["Revideret milepælsplan 2020"]
        moeder = Moeder("Bestyrelsen", (), date(2019, 12, 10), False, None, None, None)
        sager = find_sager(plan, moeder, as_of=date(2020, 3, 10))
        assert [sag.tekst for sag in sager] == [
            "Godkend den reviderede milepælsplan for 2020, sendt til bestyrelsen 2. marts 2020"
        ]

    def test_mit_overblik_says_which_waits(self, plan):
        year = timezone.localdate().year + 1
        was = MilepaelsplanFactory(helhedsplan=plan, year=year, godkendt=True)
        MilepaelsplanFactory(helhedsplan=plan, year=year, revises=was, revision_reason=WHY)
        plan.status, plan.start_date, plan.end_date = Planstatus.IGANGVAERENDE, None, None
        (frist,) = milepaelsplaner({plan.pk: plan}, date(year - 1, 11, 1))
        assert frist.tekst.startswith(f"Den reviderede milepælsplan for {year} er en kladde")


def test_its_lines_are_edited_as_those_of_any_draft(approved):
    row = begin(approved)
    edit(row, "Rapport skrevet", 4)
    create(Milepaelsplanlinje(milepaelsplan=row, text="Nyt møde holdt", quarter=2), by=None)
    assert ("Nyt møde holdt", 2) in lines(row)
    assert Milepael.objects.get(text="Rapport skrevet").quarter == 1
