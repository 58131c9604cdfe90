"""Copying: new rows with what was agreed, never what came of it; and the old ones are as they were."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core import serializers
from django.urls import reverse

from indsatser.choices import Kriterieform, Milepaeltilstand
from indsatser.kopiering.aktivitet import Aktivitetskopi, kopier_aktivitet, ledigt_navn
from indsatser.kopiering.aktiviteter import Medtag
from indsatser.kopiering.forms import AktivitetKopiForm
from indsatser.kopiering.raekker import Flytning
from indsatser.models import Aktivitet, Maaling
from plans.choices import Handling, Rolle
from plans.models import Haendelse, Helhedsplan, PlanScopedQuerySet
from plans.services import trail_of
from tests.indsatser import factories as i
from tests.models import our_models
from tests.plans import factories as f

ALL = Medtag(True, True, True, True)


def content_of(plan: Helhedsplan) -> dict[str, str]:
    """Every row of a plan, written out, so that one can see that nothing changed."""
    rows = {}
    for model in our_models():
        if model is Haendelse or not isinstance(model._default_manager.all(), PlanScopedQuerySet):
            continue
        found = model._default_manager.in_plan(plan).order_by("pk")
        rows[model.__name__] = serializers.serialize("json", found)
    return rows


@pytest.fixture
def by():
    return f.UserFactory(name="Mette Holm")


@pytest.fixture
def aktivitet():
    """An activity with one of everything."""
    row = i.AktivitetFactory(name="Lektiecafé", content="Hver tirsdag.", nummer=3, delaftale__title="Læring")
    row.aktivitetstyper.add(i.AktivitetstypeFactory(name="Lektiehjælp"))
    row.medarbejdere.add(f.UserFactory())
    i.MedarbejderressourceFactory(helhedsplan=row.helhedsplan, aktivitet=row, role="Lektiehjælper")
    i.SamarbejdsrelationFactory(helhedsplan=row.helhedsplan, aktivitet=row, organisation="Skolen")
    maal = i.MaalFactory(delaftale=row.delaftale, text="Flere klarer skolen.", letter="A")
    i.AktivitetsmaalFactory(aktivitet=row, maal=maal)
    krit = i.SucceskriteriumFactory(aktivitet=row, share=True, statement="Færre fraværsdage", maal=maal, code="K7")
    i.ReferencevaerdiFactory(kriterium=krit)
    i.MaalingFactory(kriterium=krit)
    i.LogpostFactory(aktivitet=row)
    i.MilepaelFactory(
        helhedsplan=row.helhedsplan,
        aktivitet=row,
        delaftale=row.delaftale,
        year=2020,
        quarter=1,
        original_year=2019,
        original_quarter=2,
        postponed_reason="Lederen skiftede.",
        state=Milepaeltilstand.NAAET,
        reached_on=date(2020, 3, 1),
    )
    return row


def copy(aktivitet, *, by, til=None, name="Lektiecafé (kopi)", medtag=ALL, flytter=True):
    valg = Aktivitetskopi(uuid4(), til or aktivitet.delaftale, name, medtag, flytter)
    return kopier_aktivitet(aktivitet, valg, by=by)


class TestAnActivity:
    def test_takes_its_form_staffing_partners_goals_criteria_and_milestones_along(self, aktivitet, by):
        new = copy(aktivitet, by=by)
        assert (new.delaftale, new.nummer, new.name, new.content) == (
            aktivitet.delaftale,
            4,
            "Lektiecafé (kopi)",
            "Hver tirsdag.",
        )
        assert [str(kind) for kind in new.aktivitetstyper.all()] == ["Lektiehjælp"]
        assert [row.role for row in new.ressourcer.all()] == ["Lektiehjælper"]
        assert [row.organisation for row in new.samarbejdsrelationer.all()] == ["Skolen"]
        assert [row.maal for row in new.aktivitetsmaal.all()] == [row.maal for row in aktivitet.aktivitetsmaal.all()]
        krit, old = new.kriterier.get(), aktivitet.kriterier.get()
        assert (krit.statement, krit.target_value, krit.baseline_value, krit.maal) == (
            old.statement,
            old.target_value,
            old.baseline_value,
            old.maal,
        )
        assert krit.deadline == old.deadline
        assert krit.code == ""
        assert krit.referencevaerdier.count() == 1

    def test_never_takes_results_log_or_who_may_register(self, aktivitet, by):
        new = copy(aktivitet, by=by)
        assert not Maaling.objects.filter(kriterium__aktivitet=new).exists()
        assert not new.logposter.exists()
        assert not new.medarbejdere.exists()

    def test_takes_a_milestone_as_it_was_planned_not_as_it_went(self, aktivitet, by):
        row = copy(aktivitet, by=by).milepaele.get()
        assert (row.year, row.quarter, row.state, row.reached_on) == (2019, 2, Milepaeltilstand.IKKE_STARTET, None)
        assert (row.original_year, row.postponed_reason) == (None, "")

    def test_leaves_the_milestones_criterion_and_where_it_was_split_from_behind(self, aktivitet, by):
        old = aktivitet.milepaele.get()
        old.split_from = i.MilepaelFactory(helhedsplan=aktivitet.helhedsplan)
        old.kriterium, old.target_number, old.in_force_from = aktivitet.kriterier.get(), Decimal(10), date(2019, 1, 1)
        old.save()
        row = copy(aktivitet, by=by).milepaele.get()
        assert (row.kriterium, row.split_from, row.in_force_from, row.target_number) == (None, None, None, 10)

    def test_leaves_behind_what_is_not_wanted(self, aktivitet, by):
        new = copy(aktivitet, by=by, medtag=Medtag(False, False, False, False))
        kinds = (new.ressourcer, new.samarbejdsrelationer, new.kriterier, new.milepaele)
        assert [rows.count() for rows in kinds] == [0] * 4

    def test_every_new_row_has_an_identity_of_its_own_and_a_line_on_the_trail(self, aktivitet, by):
        new = copy(aktivitet, by=by)
        assert trail_of(new).get().note == f"Kopi af aktiviteten «Lektiecafé» i {aktivitet.helhedsplan}."
        krit = new.kriterier.get()
        line = trail_of(krit).get()
        assert (line.by, line.handling, line.helhedsplan) == (by, Handling.OPRETTET, aktivitet.helhedsplan)
        assert krit.uuid != aktivitet.kriterier.get().uuid

    def test_in_another_plan_days_move_and_baselines_of_another_place_go(self, aktivitet, by):
        plan = f.HelhedsplanFactory(start_date=date(2022, 8, 1), end_date=date(2026, 7, 31))
        til = f.DelaftaleFactory(helhedsplan=plan)
        goal = i.MaalFactory(delaftale=til, text="flere klarer  skolen")
        new = copy(aktivitet, by=by, til=til)
        krit = new.kriterier.get()
        assert (krit.helhedsplan, krit.maal) == (plan, goal)
        assert (krit.baseline_value, krit.baseline_on, krit.baseline_text) == (None, None, "")
        assert (krit.target_value, krit.deadline, krit.deadline_text) == (Decimal(15), date(2026, 12, 31), "")
        assert [link.maal for link in new.aktivitetsmaal.all()] == [goal]
        milepael = new.milepaele.get()
        assert (milepael.helhedsplan, milepael.delaftale, milepael.year, milepael.quarter) == (plan, til, 2023, 2)
        assert {row.helhedsplan for row in (*new.ressourcer.all(), *new.samarbejdsrelationer.all())} == {plan}

    def test_a_goal_that_is_not_there_is_left_out(self, aktivitet, by):
        new = copy(aktivitet, by=by, til=f.DelaftaleFactory())
        assert not new.aktivitetsmaal.exists()
        assert new.kriterier.get().maal is None

    def test_days_are_left_out_when_asked_or_when_a_plan_has_no_start(self, aktivitet, by):
        emptied = copy(aktivitet, by=by, flytter=False)
        undated = copy(aktivitet, by=by, til=f.DelaftaleFactory(helhedsplan__start_date=None))
        for new in (emptied, undated):
            krit, milepael = new.kriterier.get(), new.milepaele.get()
            assert (krit.deadline, krit.deadline_text, milepael.year, milepael.quarter) == (None, "", None, None)

    def test_a_compound_criterion_keeps_its_parts_and_a_repeated_one_what_it_repeats(self, aktivitet, by):
        whole = i.SucceskriteriumFactory(aktivitet=aktivitet, form=Kriterieform.SAMMENSAT, target_value=None)
        i.SucceskriteriumFactory(aktivitet=aktivitet, parent=whole, statement="Otte gange")
        first = i.SucceskriteriumFactory(aktivitet=i.AktivitetFactory(delaftale=aktivitet.delaftale), unit="møder")
        i.SucceskriteriumFactory(aktivitet=aktivitet, samme_som=first, statement="Som det andet")
        here, there = copy(aktivitet, by=by), copy(aktivitet, by=by, til=f.DelaftaleFactory())
        for new in (here, there):
            assert new.kriterier.get(statement="Otte gange").parent.aktivitet == new
        assert here.kriterier.get(statement="Som det andet").samme_som == first
        alone = there.kriterier.get(statement="Som det andet")
        assert (alone.samme_som, alone.unit) == (None, "møder")

    def test_what_is_retired_stays_behind(self, aktivitet, by):
        out = {"retired_on": date(2019, 1, 1), "retired_reason": "Nedlagt."}
        whole = i.SucceskriteriumFactory(aktivitet=aktivitet, form=Kriterieform.SAMMENSAT, target_value=None, **out)
        i.SucceskriteriumFactory(aktivitet=aktivitet, parent=whole)
        i.MilepaelFactory(helhedsplan=aktivitet.helhedsplan, aktivitet=aktivitet, state=Milepaeltilstand.BORTFALDET)
        new = copy(aktivitet, by=by)
        assert new.kriterier.count() == new.milepaele.count() == 1

    def test_the_original_is_as_it_was(self, aktivitet, by):
        before = content_of(aktivitet.helhedsplan)
        copy(aktivitet, by=by, til=f.DelaftaleFactory())
        assert content_of(aktivitet.helhedsplan) == before

    def test_a_free_name_is_found_however_many_copies_there_are_and_however_long_it_is(self, aktivitet):
        delaftale = aktivitet.delaftale
        assert ledigt_navn("Lektiecafé", delaftale) == "Lektiecafé (kopi)"
        i.AktivitetFactory(delaftale=delaftale, name="Lektiecafé (kopi)")
        assert ledigt_navn("Lektiecafé", delaftale) == "Lektiecafé (kopi 2)"
        assert ledigt_navn("x" * 200, delaftale) == "x" * 193 + " (kopi)"


@pytest.mark.no_db
@pytest.mark.parametrize(
    ("months", "quarter", "moved"),
    [
        (0, (2019, 2), (2019, 2)),
        (48, (2019, 2), (2023, 2)),
        (5, (2019, 4), (2020, 2)),  # to the nearest whole quarter
        (-12, (2019, 1), (2018, 1)),
        (48, (2019, None), (2023, None)),
        (48, (None, None), (None, None)),
        (None, (2019, 2), (None, None)),
    ],
)
def test_a_quarter_moves_with_the_plan(months, quarter, moved):
    assert Flytning(months).kvartal(*quarter) == moved


# --- The page


def address(aktivitet):
    return reverse("indsatser:aktivitet_copy", args=[aktivitet.uuid])


def typed(aktivitet, /, **changes):
    values = {
        "key": str(uuid4()),
        "name": "Lektiecafé (kopi)",
        "delaftale": str(aktivitet.delaftale_id),
        "kriterier": "on",
        "flytter": "flyt",
    }
    return {name: value for name, value in (values | changes).items() if value is not None}


class TestThePage:
    def test_the_copy_is_made_and_shown(self, aktivitet, client, log_in):
        log_in(aktivitet.helhedsplan, Rolle.REDAKTOER)
        assert "Lektiecafé (kopi)" in client.get(address(aktivitet)).content.decode()
        response = client.post(address(aktivitet), typed(aktivitet))
        new = Aktivitet.objects.get(name="Lektiecafé (kopi)")
        assert response["Location"] == new.get_absolute_url()
        assert (new.kriterier.count(), new.ressourcer.count()) == (1, 0)

    def test_a_second_click_is_not_a_second_copy(self, aktivitet, client, log_in):
        log_in(aktivitet.helhedsplan, Rolle.REDAKTOER)
        said = typed(aktivitet)
        assert client.post(address(aktivitet), said)["Location"] == client.post(address(aktivitet), said)["Location"]
        assert Aktivitet.objects.count() == 2

    def test_only_plans_one_may_edit_are_offered(self, aktivitet):
        user = f.MedlemskabFactory(helhedsplan=aktivitet.helhedsplan, rolle=Rolle.REDAKTOER).user
        read, edited = f.DelaftaleFactory(), f.DelaftaleFactory()
        out = f.DelaftaleFactory(helhedsplan=edited.helhedsplan, retired_on=date(2020, 1, 1), retired_reason="Nej.")
        f.MedlemskabFactory(helhedsplan=read.helhedsplan, rolle=Rolle.LAESER, user=user)
        f.MedlemskabFactory(helhedsplan=edited.helhedsplan, rolle=Rolle.PLANLEDER, user=user)
        offered = AktivitetKopiForm(aktivitet=aktivitet, user=user).delaftaler.values()
        assert set(offered) == {aktivitet.delaftale, edited}
        assert out not in offered

    HOSTILE = {
        "no name": ({"name": ""}, "name"),
        "too long a name": ({"name": "x" * 201}, "name"),
        "a nought byte": ({"name": "Å\x00"}, "name"),
        "the name of the original": ({"name": "Lektiecafé"}, "name"),
        "nowhere": ({"delaftale": None}, "delaftale"),
        "a delaftale that is none": ({"delaftale": "æble"}, "delaftale"),
        "a number that is too large": ({"delaftale": "9" * 30}, "delaftale"),
        "days that do neither": ({"flytter": "måske"}, "flytter"),
    }

    @pytest.mark.parametrize("bad", HOSTILE)
    def test_bad_input_is_a_sentence_at_its_field_and_nothing_is_saved(self, bad, aktivitet, client, log_in):
        log_in(aktivitet.helhedsplan, Rolle.REDAKTOER)
        changes, field = self.HOSTILE[bad]
        response = client.post(address(aktivitet), typed(aktivitet, **changes))
        assert response.status_code == 200
        assert list(response.context["form"].errors) == [field]
        assert Aktivitet.objects.count() == 1

    def test_a_delaftale_of_a_plan_one_may_not_edit_is_refused(self, aktivitet, client, log_in):
        user = log_in(aktivitet.helhedsplan, Rolle.REDAKTOER)
        theirs = f.DelaftaleFactory()
        f.MedlemskabFactory(helhedsplan=theirs.helhedsplan, rolle=Rolle.MEDARBEJDER, user=user)
        response = client.post(address(aktivitet), typed(aktivitet, delaftale=str(theirs.pk)))
        assert "delaftale" in response.context["form"].errors
        assert not theirs.aktiviteter.exists()

    def test_the_key_of_an_activity_one_may_not_see_is_refused(self, aktivitet, client, log_in):
        log_in(aktivitet.helhedsplan, Rolle.REDAKTOER)
        response = client.post(address(aktivitet), typed(aktivitet, key=str(i.AktivitetFactory().uuid)))
        assert response.context["form"].non_field_errors()

    @pytest.mark.parametrize("rolle", Rolle)
    def test_only_who_may_edit_sees_the_button(self, rolle, aktivitet, client, log_in):
        log_in(aktivitet.helhedsplan, rolle)
        shown = address(aktivitet) in client.get(aktivitet.get_absolute_url()).content.decode()
        assert shown == (rolle >= Rolle.REDAKTOER)

    def test_it_costs_the_same_with_many_delaftaler(self, aktivitet, client, log_in, assert_flat_queries):
        user = log_in(aktivitet.helhedsplan, Rolle.REDAKTOER)

        def grow():
            for _ in range(3):
                plan = f.MedlemskabFactory(user=user, rolle=Rolle.PLANLEDER).helhedsplan
                f.DelaftaleFactory.create_batch(3, helhedsplan=plan)

        assert_flat_queries(get=lambda: client.get(address(aktivitet)), grow=grow)
