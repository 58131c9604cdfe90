"""The other forms of the work: milestones that move, who can be chosen, where new rows stand."""

from datetime import date

import pytest

from indsatser.models import Aktivitet, Initiativ, Maal, Medarbejderressource, Milepael, Samarbejdsrelation
from plans.choices import Rolle
from tests.indsatser import factories as i
from tests.plans import factories as f
from tests.plans.redigering.formularer import errors, opret, ret, send, shown


@pytest.fixture
def plan():
    return f.HelhedsplanFactory()


@pytest.fixture
def delaftale(plan):
    return f.DelaftaleFactory(helhedsplan=plan)


@pytest.fixture
def editor(plan, log_in):
    return log_in(plan, Rolle.REDAKTOER)


class TestAMilestone:
    @pytest.fixture
    def milepael(self, plan):
        return i.MilepaelFactory(helhedsplan=plan, year=2019, quarter=2)

    def test_that_moves_asks_why(self, client, editor, milepael):
        response = send(client, ret(milepael), shown(client, ret(milepael)), quarter="4")
        assert errors(response) == {"postponed_reason": ["Skriv, hvorfor milepælen er flyttet fra 2. kvartal 2019."]}
        assert Milepael.objects.get().quarter == 2

    def test_keeps_the_quarter_it_was_first_planned_for_however_often_it_moves(self, client, editor, milepael):
        for year, quarter in ((2019, 4), (2020, 1)):
            change = {"year": str(year), "quarter": str(quarter), "postponed_reason": "Lederen skiftede."}
            assert send(client, ret(milepael), shown(client, ret(milepael)), **change).status_code == 302
        row = Milepael.objects.get()
        assert (row.original_year, row.original_quarter, row.quarters_moved) == (2019, 2, 3)

    def test_that_moves_back_has_not_moved(self, client, editor, milepael):
        send(client, ret(milepael), shown(client, ret(milepael)), quarter="4", postponed_reason="Sygdom.")
        assert send(client, ret(milepael), shown(client, ret(milepael)), quarter="2").status_code == 302
        row = Milepael.objects.get()
        assert (row.original_year, row.original_quarter, row.postponed_reason) == (None, None, "")

    def test_that_gets_its_first_quarter_has_not_moved(self, client, editor, plan):
        row = i.MilepaelFactory(helhedsplan=plan, year=2019, quarter=None)
        assert send(client, ret(row), shown(client, ret(row)), quarter="3").status_code == 302
        assert Milepael.objects.get().original_year is None

    def test_can_say_why_also_where_only_the_quarter_is_edited(self, client, editor, milepael):
        assert "postponed_reason" in client.get(f"{ret(milepael)}?felt=quarter").context["form"].fields

    def test_under_an_activity_belongs_to_its_delaftale_and_plan(self, client, editor, delaftale):
        aktivitet = i.AktivitetFactory(delaftale=delaftale)
        address = opret(Milepael, aktivitet)
        assert send(client, address, shown(client, address), text="Åbnet", year="2020").status_code == 302
        row = Milepael.objects.get()
        assert (row.aktivitet, row.delaftale, row.helhedsplan) == (aktivitet, delaftale, delaftale.helhedsplan)


class TestAnActivity:
    def test_offers_only_people_who_are_members_today_and_keeps_those_already_on_it(
        self, client, editor, plan, delaftale
    ):
        row = i.AktivitetFactory(delaftale=delaftale)
        member = f.MedlemskabFactory(helhedsplan=plan).user
        gone = f.MedlemskabFactory(helhedsplan=plan, end_date=date(2020, 1, 1)).user
        left = f.UserFactory()
        row.medarbejdere.add(left)
        offered = set(client.get(ret(row)).context["form"].fields["medarbejdere"].queryset)
        assert offered == {editor, member, left}
        response = send(client, ret(row), shown(client, ret(row)), medarbejdere=[gone.pk])
        assert "medarbejdere" in errors(response)

    def test_types_and_people_are_saved_with_a_trail(self, client, editor, delaftale):
        types = i.AktivitetstypeFactory.create_batch(40)
        row = i.AktivitetFactory(delaftale=delaftale)
        data = shown(client, ret(row))
        chosen = [types[0].pk, types[39].pk]
        assert send(client, ret(row), data, aktivitetstyper=chosen, medarbejdere=[editor.pk]).status_code == 302
        assert {each.pk for each in row.aktivitetstyper.all()} == set(chosen)
        assert list(row.medarbejdere.all()) == [editor]

    def test_gets_the_next_number(self, client, editor, delaftale):
        i.AktivitetFactory(delaftale=delaftale, nummer=7)
        address = opret(Aktivitet, delaftale)
        data = shown(client, address)
        assert data["nummer"] == ["8"]
        assert send(client, address, data, name="Lektiecafé").status_code == 302
        assert Aktivitet.objects.get(nummer=8).delaftale == delaftale

    def test_page_offers_editing_to_those_who_may_and_only_as_it_is_today(self, client, log_in, plan, delaftale):
        row = i.AktivitetFactory(delaftale=delaftale)
        for rolle, offered in ((Rolle.LAESER, False), (Rolle.MEDARBEJDER, False), (Rolle.REDAKTOER, True)):
            log_in(plan, rolle)
            html = client.get(row.get_absolute_url()).content.decode()
            assert ("/ret/" in html) is offered
            assert ("/opret/" in html) is offered
        assert "/ret/" not in client.get(row.get_absolute_url(), {"pr": "2019-01-01"}).content.decode()

    def test_form_costs_the_same_with_many_types(self, client, editor, delaftale, assert_flat_queries):
        row = i.AktivitetFactory(delaftale=delaftale)
        i.AktivitetstypeFactory()
        assert_flat_queries(get=lambda: client.get(ret(row)), grow=lambda: i.AktivitetstypeFactory.create_batch(20))


class TestNewRows:
    def test_a_goal_gets_the_next_letter(self, client, editor, delaftale):
        i.MaalFactory(delaftale=delaftale, letter="c")
        assert shown(client, opret(Maal, delaftale))["letter"] == ["d"]

    @pytest.mark.parametrize("model", [Medarbejderressource, Samarbejdsrelation])
    def test_stand_under_the_activity_the_initiative_or_the_plan(self, client, editor, plan, delaftale, model):
        field = "role" if model is Medarbejderressource else "organisation"
        for above, name in (
            (i.AktivitetFactory(delaftale=delaftale), "aktivitet"),
            (i.InitiativFactory(helhedsplan=plan), "initiativ"),
            (plan, "helhedsplan"),
        ):
            address = opret(model, above)
            assert send(client, address, shown(client, address), **{field: "Noget"}).status_code == 302
            assert getattr(model.objects.latest("pk"), name) == above

    def test_an_initiative_keeps_the_one_it_builds_on_though_it_stands_in_another_plan(self, client, editor, plan):
        before = i.InitiativFactory()
        row = i.InitiativFactory(helhedsplan=plan, forgaenger=before)
        assert send(client, ret(row), shown(client, ret(row)), title="Nyt navn").status_code == 302
        assert Initiativ.objects.get(pk=row.pk).forgaenger == before
