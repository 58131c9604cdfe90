"""Creating, changing and retiring: whole or not at all, versioned, on the trail in words people read."""

import threading
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections

from plans.choices import Handling, Organart, Planstatus
from plans.models import Delaftale, Finansieringskilde, Haendelse, Helhedsplan, Kommune, Medlemskab, Organ
from plans.services import AlleredeAendret, change, create, delete, describe, gem, retire, spor, trail_of
from tests.plans import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return f.UserFactory(name="Mette Holm")


def fields_of(haendelse):
    return [(c.field, c.label, c.old, c.new) for c in haendelse.feltaendringer.all()]


class TestCreate:
    def test_saves_the_row_and_says_who_did_it(self, by):
        plan = f.HelhedsplanFactory()
        row = create(f.DelaftaleFactory.build(helhedsplan=plan, title="Tryghed"), by=by, note="Fra Word")
        line = trail_of(row).get()
        assert row.pk
        assert (line.helhedsplan, line.by, line.handling) == (plan, by, Handling.OPRETTET)
        assert (line.kind, line.target_label, line.target_uuid, line.note) == (
            "delaftale",
            "Tryghed",
            row.uuid,
            "Fra Word",
        )
        assert fields_of(line) == []

    def test_refuses_what_breaks_a_rule_and_saves_nothing(self, by):
        row = f.DelaftaleFactory.build(helhedsplan=f.HelhedsplanFactory(), title="")
        with pytest.raises(ValidationError) as refused:
            create(row, by=by)
        assert refused.value.message_dict == {"title": ["Dette felt kan ikke være tomt."]}
        assert not Delaftale.objects.exists()
        assert not Haendelse.objects.exists()

    def test_saves_nothing_when_the_trail_cannot_be_written_and_can_be_tried_again(self, by, monkeypatch):
        row = f.DelaftaleFactory.build(helhedsplan=f.HelhedsplanFactory())
        with monkeypatch.context() as broken:
            broken.setattr(gem, "record", broken_trail)
            with pytest.raises(RuntimeError):
                create(row, by=by)
        assert not Delaftale.objects.exists()
        assert row.pk is None
        assert create(row, by=by).pk

    def test_sets_many_to_many_fields_and_tells_of_them(self, by):
        org = f.BoligorganisationFactory(name="Boligforeningen Ø")
        plan = create(
            f.HelhedsplanFactory.build(bevillingsrunde=None, kommune=None),
            by=by,
            links={"boligorganisationer": [org]},
        )
        assert list(plan.boligorganisationer.all()) == [org]
        assert fields_of(trail_of(plan).get()) == [
            ("boligorganisationer", "boligorganisationer", "", "Boligforeningen Ø")
        ]

    def test_gives_reference_data_a_trail_without_a_plan(self, by):
        kommune = create(Kommune(name="Aarhus"), by=by)
        line = trail_of(kommune).get()
        assert (line.helhedsplan, line.kind, line.target_id) == (None, "kommune", kommune.pk)

    def test_may_be_done_by_the_system_itself(self):
        assert trail_of(create(Kommune(name="Aarhus"), by=None)).get().by is None


class TestChange:
    def test_saves_counts_the_version_up_and_tells_old_and_new_as_people_read_them(self, by):
        plan = f.HelhedsplanFactory(status=Planstatus.TILSAGN, frame_lbf=None, counts_hours=False)
        plan.status = Planstatus.IGANGVAERENDE
        plan.end_date = date(2023, 7, 31)
        plan.frame_lbf = Decimal("10944000.50")
        plan.counts_hours = True
        plan.kommune = f.KommuneFactory(name="Aarhus")
        change(plan, by=by)
        line = trail_of(plan).get()
        assert plan.version == Helhedsplan.objects.get().version == 2
        assert line.handling == Handling.AENDRET
        assert fields_of(line) == [
            ("status", "status", "Tilsagn", "Igangværende"),
            ("end_date", "gælder til", "31.07.2022", "31.07.2023"),
            ("kommune", "kommune", "Prøvekøbing Kommune", "Aarhus"),
            ("frame_lbf", "ramme fra Landsbyggefonden, kr.", "", "10.944.000,5"),
            ("counts_hours", "arbejdstid tæller som medfinansiering", "Nej", "Ja"),
        ]

    def test_does_nothing_at_all_when_nothing_changed(self, by):
        plan = f.HelhedsplanFactory()
        before = Helhedsplan.objects.get().changed_at
        change(plan, by=by)
        assert Helhedsplan.objects.get().changed_at == before
        assert plan.version == 1
        assert not Haendelse.objects.exists()

    def test_does_nothing_when_what_was_typed_is_what_is_stored(self, by):
        plan = f.HelhedsplanFactory(frame_lbf=Decimal(10), end_date=date(2022, 7, 31))
        plan.frame_lbf, plan.end_date = "10.00", "2022-07-31"
        change(plan, by=by)
        assert not Haendelse.objects.exists()

    def test_takes_no_notice_of_the_line_ends_a_browser_sends(self, by):
        plan = f.HelhedsplanFactory(summary="Første linje\nAnden linje")
        plan.summary = "Første linje\r\nAnden linje"
        change(plan, by=by)
        assert not Haendelse.objects.exists()

    def test_refuses_what_breaks_a_rule_and_keeps_the_old_row(self, by):
        plan = f.HelhedsplanFactory()
        plan.end_date = date(2017, 1, 1)
        with pytest.raises(ValidationError) as refused:
            change(plan, by=by)
        assert refused.value.message_dict == {"end_date": ["Planen slutter, før den begynder."]}
        assert Helhedsplan.objects.get().end_date == date(2022, 7, 31)
        assert plan.version == 1
        assert not Haendelse.objects.exists()

    def test_refuses_the_one_who_comes_second_and_shows_what_stands_now(self, by):
        plan = f.HelhedsplanFactory(tovholder="Før")
        mine, theirs = Helhedsplan.objects.get(), Helhedsplan.objects.get()
        theirs.tovholder = "Deres"
        change(theirs, by=by)
        mine.tovholder = "Mit"
        with pytest.raises(AlleredeAendret) as refused:
            change(mine, by=by)
        assert refused.value.current.tovholder == "Deres"
        assert refused.value.messages == [
            "En anden har ændret det, mens du skrev. Sammenlign de to udgaver, før du gemmer."
        ]
        assert Helhedsplan.objects.get(pk=plan.pk).tovholder == "Deres"
        assert Haendelse.objects.count() == 1

    def test_goes_by_the_version_the_person_saw_not_the_one_the_server_has_just_read(self, by):
        plan = f.HelhedsplanFactory(version=3)
        plan.tovholder = "Mit"
        with pytest.raises(AlleredeAendret):
            change(plan, by=by, expected_version=2)
        assert Helhedsplan.objects.get().tovholder == ""

    def test_may_be_saved_again_on_top_once_the_two_have_been_compared(self, by):
        plan = f.HelhedsplanFactory(version=3)
        plan.tovholder = "Mit"
        with pytest.raises(AlleredeAendret) as refused:
            change(plan, by=by, expected_version=2)
        change(plan, by=by, expected_version=refused.value.current.version)
        assert Helhedsplan.objects.get().version == 4

    def test_saves_nothing_when_the_trail_cannot_be_written_and_can_be_tried_again(self, by, monkeypatch):
        plan = f.HelhedsplanFactory()
        plan.tovholder = "Ny"
        with monkeypatch.context() as broken:
            broken.setattr(gem, "record", broken_trail)
            with pytest.raises(RuntimeError):
                change(plan, by=by)
        assert Helhedsplan.objects.get().tovholder == ""
        assert plan.version == 1
        assert change(plan, by=by).version == 2

    def test_tells_of_many_to_many_fields_alone_and_only_when_they_differ(self, by):
        old, new = f.BoligorganisationFactory(name="Alfa"), f.BoligorganisationFactory(name="Beta")
        plan = f.HelhedsplanFactory()
        plan.boligorganisationer.set([old])
        change(plan, by=by, links={"boligorganisationer": [old]})
        assert not Haendelse.objects.exists()
        change(plan, by=by, links={"boligorganisationer": [old, new]})
        assert plan.version == 2
        assert fields_of(trail_of(plan).get()) == [
            ("boligorganisationer", "boligorganisationer", "Alfa", "Alfa, Beta")
        ]

    def test_does_not_move_a_row_to_another_plan(self, by):
        row = f.FinansieringskildeFactory()
        row.helhedsplan = f.HelhedsplanFactory()
        with pytest.raises(ValidationError, match="kan ikke flyttes til en anden helhedsplan"):
            change(row, by=by)
        assert Finansieringskilde.objects.get().helhedsplan != row.helhedsplan

    def test_says_the_rules_sentence_when_another_row_gets_in_between_check_and_save(self, by, monkeypatch):
        plan = f.HelhedsplanFactory()
        row = f.OrganFactory(helhedsplan=plan)
        row.kind = Organart.BESTYRELSE
        checked = Organ.full_clean

        def overtaken(self, *args, **kwargs):
            checked(self, *args, **kwargs)
            if not Organ.objects.filter(kind=Organart.BESTYRELSE).exists():
                f.OrganFactory(helhedsplan=plan, kind=Organart.BESTYRELSE)

        monkeypatch.setattr(Organ, "full_clean", overtaken)
        with pytest.raises(ValidationError) as refused:
            change(row, by=by)
        assert refused.value.message_dict == {"kind": ["Planen har allerede en bestyrelse. Der kan kun være én."]}

    def test_lets_a_database_error_that_no_rule_explains_through(self, by, monkeypatch):
        plan = f.HelhedsplanFactory()
        plan.tovholder = "Ny"

        def fails(self, **kwargs):
            raise IntegrityError

        monkeypatch.setattr(Helhedsplan, "save", fails)
        with pytest.raises(IntegrityError):
            change(plan, by=by)

    def test_of_reference_data_has_no_version_but_a_trail(self, by):
        kommune = f.KommuneFactory(code="")
        kommune.code = "0751"
        change(kommune, by=by)
        assert fields_of(trail_of(kommune).get()) == [("code", "kommunekode", "", "0751")]

    def test_of_who_has_access_is_on_the_plans_trail(self, by):
        medlemskab = f.MedlemskabFactory()
        medlemskab.rolle = 40
        change(medlemskab, by=by)
        line = trail_of(medlemskab).get()
        assert line.helhedsplan == medlemskab.helhedsplan
        assert fields_of(line) == [("rolle", "rolle", "Redaktør", "Planleder")]

    def test_never_tells_a_password(self, by):
        user = f.UserFactory()
        user.set_password("et-nyt-og-langt-kodeord")
        user.title = "Sekretariatsleder"
        change(user, by=by)
        assert [c[0] for c in fields_of(trail_of(user).get())] == ["title"]


class TestRetire:
    def test_keeps_the_row_with_day_and_reason(self, by):
        row = f.DelaftaleFactory()
        retire(row, by=by, reason=" Slået sammen med delaftale 2. ", on=date(2020, 1, 1))
        stored = Delaftale.objects.get()
        assert (stored.retired_on, stored.retired_reason) == (date(2020, 1, 1), "Slået sammen med delaftale 2.")
        assert stored.version == row.version == 2
        line = trail_of(row).get()
        assert line.handling == Handling.UDGAAET
        assert [c[0] for c in fields_of(line)] == ["retired_on", "retired_reason"]

    @pytest.mark.parametrize("reason", ["", "  \n"])
    def test_requires_a_reason(self, by, reason):
        row = f.DelaftaleFactory()
        with pytest.raises(ValidationError) as refused:
            retire(row, by=by, reason=reason)
        assert refused.value.message_dict == {"retired_reason": ["Skriv, hvorfor det udgår."]}
        assert Delaftale.objects.get().retired_on is None

    def test_saves_nothing_else_of_the_row(self, by):
        row = f.DelaftaleFactory(title="Tryghed")
        row.title = "Noget, der ikke er gemt"
        retire(row, by=by, reason="Nedlagt.")
        assert Delaftale.objects.get().title == "Tryghed"

    def test_is_done_once(self, by):
        row = retire(f.DelaftaleFactory(), by=by, reason="Nedlagt.", on=date(2020, 1, 1))
        with pytest.raises(ValidationError, match=r"allerede taget ud af brug 01\.01\.2020"):
            retire(row, by=by, reason="Igen.")

    def test_refuses_the_one_who_saw_an_older_version(self, by):
        with pytest.raises(AlleredeAendret):
            retire(f.DelaftaleFactory(version=2), by=by, reason="Nedlagt.", expected_version=1)
        assert Delaftale.objects.get().retired_on is None

    def test_can_be_taken_back_and_that_is_told_too(self, by):
        row = retire(f.DelaftaleFactory(), by=by, reason="Nedlagt.")
        row.retired_on, row.retired_reason = None, ""
        change(row, by=by)
        assert [line.handling for line in trail_of(row)] == [Handling.GENINDSAT, Handling.UDGAAET]


class TestDelete:
    def test_removes_reference_data_that_nothing_uses_and_keeps_its_trail(self, by):
        kommune = f.KommuneFactory(name="Tastefejl Kommune")
        pk = kommune.pk
        delete(kommune, by=by)
        assert not Kommune.objects.exists()
        line = Haendelse.objects.get()
        assert (line.handling, line.target_id, line.target_label) == (Handling.SLETTET, pk, "Tastefejl Kommune")

    def test_refuses_reference_data_in_use(self, by):
        kommune = f.HelhedsplanFactory().kommune
        with pytest.raises(ValidationError, match="er i brug og kan ikke slettes"):
            delete(kommune, by=by)

    def test_refuses_reference_data_that_a_plan_has_chosen_among_several(self, by):
        org = f.BoligorganisationFactory()
        f.HelhedsplanFactory().boligorganisationer.add(org)
        with pytest.raises(ValidationError, match="er i brug"):
            delete(org, by=by)

    def test_refuses_a_round_whose_fields_of_work_are_in_use_and_takes_unused_ones_with_it(self, by):
        runde = f.BevillingsrundeFactory()
        omraade = f.IndsatsomraadeFactory(runde=runde)
        f.DelaftaleFactory(helhedsplan__bevillingsrunde=None, indsatsomraade=omraade)
        with pytest.raises(ValidationError, match="er i brug"):
            delete(runde, by=by)
        unused = f.IndsatsomraadeFactory(runde=f.BevillingsrundeFactory(code="ubrugt")).runde
        delete(unused, by=by)
        assert not type(unused).objects.filter(code="ubrugt").exists()

    @pytest.mark.parametrize("make", [f.DelaftaleFactory, f.MedlemskabFactory, f.UserFactory, f.BudgetbeloebFactory])
    def test_never_removes_what_belongs_to_a_plan_or_a_person(self, by, make):
        with pytest.raises(ValidationError, match="kan ikke slettes"):
            delete(make(), by=by)


def broken_trail(*args, **kwargs):
    raise RuntimeError("the trail could not be written")


@pytest.mark.parametrize(
    ("model", "name", "value", "text"),
    [
        (Helhedsplan, "name", "", ""),
        (Helhedsplan, "end_date", None, ""),
        (Helhedsplan, "end_date", date(2022, 7, 3), "03.07.2022"),
        (Helhedsplan, "status", "tilsagn", "Tilsagn"),
        (Helhedsplan, "status", "ukendt", "ukendt"),
        (Helhedsplan, "counts_hours", True, "Ja"),
        (Helhedsplan, "counts_hours", False, "Nej"),
        (Helhedsplan, "frame_lbf", Decimal("100"), "100"),
        (Helhedsplan, "frame_lbf", Decimal("1234567.50"), "1.234.567,5"),
        (Helhedsplan, "frame_lbf", Decimal(0), "0"),
        (Haendelse, "happened_at", datetime(2020, 1, 1, 12, 5, tzinfo=ZoneInfo("UTC")), "01.01.2020 13:05"),
        (Medlemskab, "rolle", 30, "Redaktør"),
        (Medlemskab, "created_at", None, ""),
    ],
)
def test_a_stored_value_is_described_as_people_read_it(model, name, value, text):
    assert describe(value, model._meta.get_field(name)) == text


def test_a_time_of_day_is_described_without_seconds():
    from plans.models import Moede

    assert describe(time(14, 0), Moede._meta.get_field("start_time")) == "14:00"


def test_a_row_without_a_plan_path_has_no_plan():
    assert spor.plan_of(f.KommuneFactory()) is None
    assert spor.plan_of(f.UserFactory()) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_exactly_one_wins():
    plan = f.HelhedsplanFactory(tovholder="Før")
    ready = threading.Barrier(2)
    outcomes = []

    def save(name):
        try:
            mine = Helhedsplan.objects.get(pk=plan.pk)
            mine.tovholder = name
            ready.wait(timeout=10)
            change(mine, by=None)
            outcomes.append(("vandt", name))
        except AlleredeAendret as refused:
            outcomes.append(("tabte", refused.current.tovholder))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=save, args=(name,)) for name in ("Anna", "Bo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    winner = dict(outcomes)["vandt"]
    assert sorted(outcomes) == [("tabte", winner), ("vandt", winner)]
    stored = Helhedsplan.objects.get()
    assert (stored.tovholder, stored.version) == (winner, 2)
    assert Haendelse.objects.count() == 1
    assert connection.vendor == "postgresql"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_create_the_only_bestyrelse_at_the_same_moment_one_is_told_why_not():
    plan = f.HelhedsplanFactory()
    ready = threading.Barrier(2)
    outcomes = []

    def found(name):
        try:
            organ = Organ(helhedsplan=plan, kind=Organart.BESTYRELSE, name=name)
            ready.wait(timeout=10)
            create(organ, by=None)
            outcomes.append("oprettet")
        except ValidationError as refused:
            outcomes.append(refused.messages[0])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=found, args=(name,)) for name in ("Bestyrelsen", "Styrelsen")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert sorted(outcomes) == ["Planen har allerede en bestyrelse. Der kan kun være én.", "oprettet"]
    assert Organ.objects.count() == 1
