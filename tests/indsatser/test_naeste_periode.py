"""A plan copied to its next period: the draft has what was agreed, and the old plan is as it was."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from indsatser.choices import Kriterieform, Operator
from indsatser.kopiering.forms import HelhedsplanKopiForm
from indsatser.kopiering.plan import NaestePeriode, kopier_plan
from indsatser.kopiering.resultater import seneste_resultater
from indsatser.models import Aktivitet, Logpost, Maaling
from plans.choices import Bilagstilstand, Deltagelse, Organart, Planstatus, Postart, Rolle
from plans.models import Budgetbeloeb, Haendelse, Helhedsplan, Moede, Organmedlem
from tests.indsatser import factories as i
from tests.indsatser.test_kopiering import content_of
from tests.plans import factories as f
from tests.verden import byg_verden

START, END = date(2022, 8, 1), date(2026, 7, 31)


@pytest.fixture
def by():
    return f.UserFactory(name="Mette Holm")


@pytest.fixture
def verden():
    return byg_verden()


@pytest.fixture
def runde():
    """The next round: it keeps one section's key, and one field of work by its code."""
    runde = f.BevillingsrundeFactory(code="naeste", name="De næste midler", start_year=2019, end_year=2026)
    f.IndsatsomraadeFactory(runde=runde, code="job", name="Job og uddannelse", order=1)
    f.IndsatsomraadeFactory(runde=runde, code="tryghed", name="Tryghed", order=2)
    f.BilagskravFactory(runde=runde, key="kommissorium", title="Kommissorium", order=1)
    return runde


def naeste(plan, runde, **changes):
    """Everything along, without official fields of work, unless told otherwise."""
    values = {
        "key": uuid4(),
        "name": "Åparken igen",
        "short_name": "Åparken 2022-2026",
        "runde": runde,
        "start_date": START,
        "end_date": END,
        "omraader": dict.fromkeys(plan.delaftaler.values_list("pk", flat=True)),
        "aktiviteter": frozenset(Aktivitet.objects.in_plan(plan).values_list("pk", flat=True)),
    }
    return NaestePeriode(**(values | changes))


class TestTheDraft:
    def test_takes_the_posts_along_with_their_price(self, verden, runde, by):
        i.StillingFactory(helhedsplan=verden.helhedsplan, role="Mentor", price=Decimal(600_000))
        new = kopier_plan(verden.helhedsplan, naeste(verden.helhedsplan, runde), by=by)
        assert list(new.stillinger.values_list("role", "price")) == [("Mentor", Decimal(600_000))]

    def test_builds_on_the_old_plan_and_begins_under_forberedelse(self, verden, runde, by):
        old = verden.helhedsplan
        new = kopier_plan(old, naeste(old, runde), by=by)
        assert (new.forgaenger, new.parent, new.kommune) == (old, old.parent, old.kommune)
        assert (new.status, new.start_date, new.end_date) == (Planstatus.FORBEREDES, START, END)
        assert (new.frame_lbf, new.frame_lokal, new.bevillingsrunde) == (None, None, runde)
        member = new.medlemskaber.get()
        assert (member.user, member.rolle) == (by, Rolle.PLANLEDER)

    def test_takes_the_agreement_along_unsigned_and_without_figures(self, verden, runde, by):
        old = verden.helhedsplan
        key = old.afsnit.get().skabelon.key
        f.AfsnitsskabelonFactory(runde=runde, key=key, number="1", heading="Formålet", order=1)
        f.AfsnitFactory(helhedsplan=old, heading="Vores eget", text="Eget.")
        f.BilagFactory(
            helhedsplan=old, title="Kort", state=Bilagstilstand.VEDLAGT, file="bilag/kort.pdf", file_name="Kort.pdf"
        )
        out = f.AfdelingsdeltagelseFactory(helhedsplan=old, deltagelse=Deltagelse.UDGAAET)
        new = kopier_plan(old, naeste(old, runde), by=by)
        sections = [(row.heading, row.text, row.skabelon_id is not None) for row in new.afsnit.all()]
        assert sections == [("Formålet", "Tryghed.\n\n- Ét\n- To", True), ("Vores eget", "Eget.", False)]
        assert {row.organisation for row in new.parter.all()} == {"Prøvekøbing Kommune", "Boligforeningen Åen"}
        assert {row.signed_on for row in new.parter.all()} == {None}
        assert {"Kommissorium", "Kort"} <= {row.title for row in new.bilag.all()}
        assert {(row.state, row.file.name, row.file_name) for row in new.bilag.all()} == {
            (Bilagstilstand.MANGLER, "", "")
        }
        estate = new.afdelingsdeltagelser.get()
        assert (estate.dwellings, estate.residents) == (None, None)
        assert estate.boligafdeling != out.boligafdeling

    def test_a_section_the_new_round_does_not_know_becomes_the_plans_own(self, verden, runde, by):
        new = kopier_plan(verden.helhedsplan, naeste(verden.helhedsplan, runde), by=by)
        section = new.afsnit.get()
        assert (section.skabelon, section.text) == (None, "Tryghed.\n\n- Ét\n- To")

    def test_numbers_the_delaftaler_in_the_new_rounds_order(self, verden, runde, by):
        old, tryghed = verden.helhedsplan, verden.delaftale
        job, own = f.DelaftaleFactory(helhedsplan=old, title="Job"), f.DelaftaleFactory(helhedsplan=old, title="Eget")
        areas = {area.code: area for area in runde.indsatsomraader.all()}
        where = {tryghed.pk: areas["tryghed"], job.pk: areas["job"], own.pk: None}
        new = kopier_plan(old, naeste(old, runde, omraader=where), by=by)
        assert [(row.nummer, row.title, row.indsatsomraade) for row in new.delaftaler.order_by("nummer")] == [
            (1, "Job", areas["job"]),
            (2, "Tryghed og trivsel", areas["tryghed"]),
            (3, "Eget", None),
        ]
        assert {(row.start_date, row.end_date) for row in new.delaftaler.all()} == {(START, END)}

    def test_leaves_a_delaftale_and_an_activity_behind_with_all_that_is_theirs(self, verden, runde, by):
        old = verden.helhedsplan
        gone = f.DelaftaleFactory(helhedsplan=old)
        i.SucceskriteriumFactory(aktivitet=None, delaftale=gone)
        i.MaalFactory(delaftale=gone)
        i.PlanlagtAktivitetFactory(delaftale=verden.delaftale, aktivitet=verden.aktivitet)
        kept = i.PlanlagtAktivitetFactory(delaftale=verden.delaftale, name="Uden skema")
        i.PlanlagtAktivitetFactory(delaftale=verden.delaftale, parent=kept, name="Under den")
        said = naeste(old, runde, omraader={verden.delaftale.pk: None}, aktiviteter=frozenset())
        new = kopier_plan(old, said, by=by)
        delaftale = new.delaftaler.get()
        assert not delaftale.aktiviteter.exists()
        assert not new.kriterier.exists()
        assert not new.maal.exists()
        lines = [(row.name, row.parent and row.parent.name) for row in delaftale.planlagte_aktiviteter.all()]
        assert lines == [("Uden skema", None), ("Under den", "Uden skema")]

    def test_keeps_who_steers_and_who_pays_without_terms_or_amounts(self, verden, runde, by):
        old = verden.helhedsplan
        Organmedlem.objects.update(start_date=date(2018, 8, 1), end_date=date(2022, 7, 31))
        new = kopier_plan(old, naeste(old, runde), by=by)
        organs = {row.name: row for row in new.organer.all()}
        assert organs["Følgegruppen"].parent == organs["Bestyrelsen"]
        seats = Organmedlem.objects.filter(organ__helhedsplan=new)
        assert {(row.start_date, row.end_date) for row in seats} == {(None, None)}
        assert seats.count() == Organmedlem.objects.filter(organ__helhedsplan=old).count()
        assert {row.name for row in new.finansieringskilder.all()} == {"Landsbyggefonden", "Kommunen"}
        assert {row.amount for row in new.finansieringskilder.all()} == {None}
        assert {row.kind for row in new.budgetposter.all()} == {
            Postart.DELAFTALE,
            Postart.EVALUERING,
            Postart.PROJEKTORGANISATION,
        }
        assert not Budgetbeloeb.objects.in_plan(new).exists()

    def test_every_delaftale_has_a_post_and_the_plan_a_bestyrelse_where_the_round_asks(self, runde, by):
        delaftale = f.DelaftaleFactory(title="x" * 200)
        new = kopier_plan(delaftale.helhedsplan, naeste(delaftale.helhedsplan, runde), by=by)
        assert new.budgetposter.get(kind=Postart.DELAFTALE).delaftale == new.delaftaler.get()
        assert new.organer.get().kind == Organart.BESTYRELSE

    def test_a_reason_for_leaving_out_a_field_follows_its_code(self, verden, runde, by):
        old = verden.helhedsplan
        area = old.fravalg.get().indsatsomraade
        f.IndsatsomraadeFactory(runde=runde, code=area.code, order=3)
        new = kopier_plan(old, naeste(old, runde), by=by)
        assert [row.reason for row in new.fravalg.all()] == ["Kommunen løfter opgaven."]

    def test_takes_nothing_along_that_came_of_the_old_plan(self, verden, runde, by):
        old = verden.helhedsplan
        i.LogpostFactory(aktivitet=verden.aktivitet)
        new = kopier_plan(old, naeste(old, runde), by=by)
        for model in (Maaling, Logpost, Moede):
            assert model.objects.in_plan(old).exists()
            assert not model.objects.in_plan(new).exists()
        for name in ("milepaele", "beslutninger", "lokalprojekter", "initiativer", "uoverensstemmelser"):
            assert getattr(old, name).exists()
            assert not getattr(new, name).exists()

    def test_the_old_plan_is_as_it_was(self, verden, runde, by):
        old, said = verden.helhedsplan, naeste(verden.helhedsplan, runde)
        said = naeste(old, runde, udgangspunkter=frozenset([verden.kriterium.pk]), keeps_target=False)
        before, trail = content_of(old), Haendelse.objects.filter(helhedsplan=old).count()
        kopier_plan(old, said, by=by)
        assert content_of(old) == before
        assert Haendelse.objects.filter(helhedsplan=old).count() == trail

    def test_every_row_of_the_draft_is_on_its_trail(self, verden, runde, by):
        new = kopier_plan(verden.helhedsplan, naeste(verden.helhedsplan, runde), by=by)
        told = set(Haendelse.objects.filter(helhedsplan=new, by=by).values_list("target_uuid", flat=True))
        for rows in (new.afsnit, new.parter, new.delaftaler, new.organer, new.budgetposter, new.kriterier):
            assert rows.exists()
            assert set(rows.values_list("uuid", flat=True)) <= told

    def test_a_second_click_finds_the_draft_that_the_first_one_made(self, verden, runde, by):
        said = naeste(verden.helhedsplan, runde)
        assert kopier_plan(verden.helhedsplan, said, by=by) == kopier_plan(verden.helhedsplan, said, by=by)
        assert verden.helhedsplan.efterfoelgere.count() == 1

    def test_nothing_is_saved_when_a_part_is_refused(self, verden, runde, by):
        area = runde.indsatsomraader.first()
        twice = {verden.delaftale.pk: area, f.DelaftaleFactory(helhedsplan=verden.helhedsplan).pk: area}
        with pytest.raises(ValidationError, match="Planen har allerede en delaftale for det indsatsområde"):
            kopier_plan(verden.helhedsplan, naeste(verden.helhedsplan, runde, omraader=twice), by=by)
        assert not verden.helhedsplan.efterfoelgere.exists()


class TestCriteria:
    @pytest.fixture
    def krit(self):
        """From 21,3 % (2016) to at most 15 % in 2022; 18,4 % in 2021."""
        row = i.SucceskriteriumFactory(share=True, code="K7")
        i.MaalingFactory(
            kriterium=row,
            value=Decimal("18.4"),
            data_from=date(2021, 1, 1),
            data_to=date(2021, 12, 31),
            reported_on=date(2022, 2, 1),
        )
        return row

    def test_the_last_result_is_offered_with_its_time(self, krit):
        line = seneste_resultater(krit.helhedsplan)[0]
        assert (line.pk, line.value, line.tid, line.maal) == (krit.pk, Decimal("18.4"), "2021", "højst 15\u00a0%")
        assert line.is_proposed

    def test_the_last_result_becomes_the_baseline(self, krit, runde, by):
        said = naeste(krit.helhedsplan, runde, udgangspunkter=frozenset([krit.pk]))
        new = kopier_plan(krit.helhedsplan, said, by=by).kriterier.get()
        assert (new.baseline_value, new.baseline_on, new.baseline_text) == (
            Decimal("18.4"),
            date(2021, 12, 31),
            "2021",
        )
        assert new.baseline_note == f"Seneste resultat i {krit.helhedsplan.short_name}."
        assert (new.target_value, new.deadline, new.code) == (Decimal(15), date(2026, 12, 31), "K7")

    def test_without_a_tick_the_old_baseline_stays(self, krit, runde, by):
        new = kopier_plan(krit.helhedsplan, naeste(krit.helhedsplan, runde), by=by).kriterier.get()
        assert (new.baseline_value, new.baseline_text) == (Decimal("21.3"), "2016")

    def test_targets_and_days_are_emptied_when_asked(self, krit, runde, by):
        krit.operator, krit.target_to = Operator.MELLEM, Decimal(20)
        krit.save()
        said = naeste(krit.helhedsplan, runde, keeps_target=False, flytter=False)
        new = kopier_plan(krit.helhedsplan, said, by=by).kriterier.get()
        assert (new.target_value, new.target_to, new.operator) == (None, None, Operator.MINDST)
        assert (new.deadline, new.deadline_text) == (None, "")

    def test_a_deadline_that_the_new_baseline_has_overtaken_is_emptied(self, krit, runde, by):
        said = naeste(krit.helhedsplan, runde, udgangspunkter=frozenset([krit.pk]), start_date=date(2016, 8, 1))
        assert kopier_plan(krit.helhedsplan, said, by=by).kriterier.get().deadline is None

    def test_an_example_figure_is_not_proposed_and_says_so_if_it_is_used(self, krit, runde, by):
        Maaling.objects.update(is_eksempel=True)
        assert not seneste_resultater(krit.helhedsplan)[0].is_proposed
        said = naeste(krit.helhedsplan, runde, udgangspunkter=frozenset([krit.pk]))
        new = kopier_plan(krit.helhedsplan, said, by=by).kriterier.get()
        assert new.baseline_note.endswith("Bygger på eksempeltal.")

    def test_a_share_without_an_end_is_kept_to_four_decimals(self, krit, runde, by):
        Maaling.objects.update(value=None, numerator=1, denominator=3)
        said = naeste(krit.helhedsplan, runde, udgangspunkter=frozenset([krit.pk]))
        new = kopier_plan(krit.helhedsplan, said, by=by).kriterier.get()
        assert new.baseline_value == Decimal("33.3333")

    def test_parts_of_a_compound_criterion_are_offered_too(self, runde, by):
        whole = i.SucceskriteriumFactory(form=Kriterieform.SAMMENSAT, target_value=None, unit="")
        part = i.SucceskriteriumFactory(aktivitet=whole.aktivitet, parent=whole)
        i.MaalingFactory(kriterium=part, value=Decimal(7))
        lines = seneste_resultater(whole.helhedsplan)
        assert [line.pk for line in lines] == [part.pk]
        assert not lines[0].is_proposed  # a count begins from nought
        said = naeste(whole.helhedsplan, runde, udgangspunkter=frozenset([part.pk]))
        new = kopier_plan(whole.helhedsplan, said, by=by)
        assert new.kriterier.get(parent__isnull=False).baseline_value == 7

    def test_what_has_no_figure_is_not_offered(self):
        for form in (Kriterieform.KVALITATIV, Kriterieform.JA_NEJ, Kriterieform.VISION):
            i.MaalingFactory(kriterium=i.SucceskriteriumFactory(form=form), value=Decimal(1))
        assert [seneste_resultater(plan) for plan in Helhedsplan.objects.all()] == [(), (), ()]


# --- The page


def address(plan):
    return reverse("indsatser:helhedsplan_copy", args=[plan.uuid])


def typed(plan, runde, /, **changes):
    """Everything along, without official fields of work, unless told otherwise."""
    values = {
        "key": str(uuid4()),
        "vist_runde": str(runde.pk),
        "runde": str(runde.pk),
        "name": "Åparken igen",
        "short_name": "Åparken 2022",
        "start_date": "01.08.2022",
        "end_date": "",
        "flytter": "flyt",
        "maaltal": "behold",
        "aktiviteter": list(Aktivitet.objects.in_plan(plan).values_list("pk", flat=True)),
        **{f"omraade_{pk}": "uden" for pk in plan.delaftaler.values_list("pk", flat=True)},
    }
    return {name: value for name, value in (values | changes).items() if value is not None}


class TestThePage:
    def test_the_draft_is_made_and_both_plans_show_each_other(self, verden, runde, client, log_in):
        old = verden.helhedsplan
        log_in(old, Rolle.PLANLEDER)
        response = client.post(address(old), typed(old, runde, udgangspunkter=[verden.kriterium.pk]))
        new = old.efterfoelgere.get()
        assert response["Location"] == new.get_absolute_url()
        assert new.kriterier.get().baseline_value == 10
        for url_name in ("reporting:plan_overblik", "plans:aftale_detail"):
            for shown, other in ((old, new), (new, old)):
                page = client.get(reverse(url_name, args=[shown.uuid])).content.decode()
                assert reverse(url_name, args=[other.uuid]) in page

    def test_who_may_not_open_the_other_plan_does_not_hear_of_it(self, verden, runde, by, client, log_in):
        new = kopier_plan(verden.helhedsplan, naeste(verden.helhedsplan, runde), by=by)
        new.parent = None
        new.save()
        log_in(verden.helhedsplan, Rolle.PLANLEDER)
        for url_name in ("reporting:plan_overblik", "plans:aftale_detail"):
            assert new.short_name not in client.get(reverse(url_name, args=[verden.helhedsplan.uuid])).content.decode()

    def test_proposes_the_period_after_the_old_one_and_the_names_with_its_years(self, verden, runde):
        verden.helhedsplan.name = "Helhedsplan for Åparken 2018-2022"
        initial = HelhedsplanKopiForm(plan=verden.helhedsplan).initial
        assert (initial["start_date"], initial["end_date"]) == (START, END)
        assert (initial["name"], initial["short_name"]) == ("Helhedsplan for Åparken 2022-2026", "Åparken 2022-2026")

    def test_a_field_of_the_same_code_is_proposed_and_any_other_is_asked_for(self, verden, runde, client, log_in):
        old = verden.helhedsplan
        own = f.IndsatsomraadeFactory(runde=old.bevillingsrunde, code="tryghed")
        known = f.DelaftaleFactory(helhedsplan=old, indsatsomraade=own)
        form = HelhedsplanKopiForm(plan=old)
        same = runde.indsatsomraader.get(code="tryghed")
        assert form.initial[f"omraade_{known.pk}"] == str(same.pk)
        assert form.initial[f"omraade_{verden.delaftale.pk}"] == ""
        log_in(old, Rolle.PLANLEDER)
        name = f"omraade_{verden.delaftale.pk}"
        response = client.post(address(old), typed(old, runde, **{name: ""}))
        assert [str(error) for error in response.context["form"].errors[name]] == [
            "Vælg, hvilket af rundens områder den følger, eller at den ikke skal med."
        ]

    def test_another_round_asks_its_own_and_keeps_what_was_typed_and_ticked(self, verden, runde, client, log_in):
        old = verden.helhedsplan
        log_in(old, Rolle.PLANLEDER)
        said = typed(old, runde, vis="1", name="Mit navn", aktiviteter=[], flytter="tom")
        form = client.post(address(old), said).context["form"]
        assert form["name"].value() == "Mit navn"
        assert form["flytter"].value() == "tom"
        assert not any(row.is_checked for valg in form.delaftalevalg for row in valg.aktiviteter)
        assert not any(row.is_checked for row in form.resultatvalg)
        assert not old.efterfoelgere.exists()

    def test_a_round_without_fields_asks_for_none(self, verden, client, log_in):
        old, empty = verden.helhedsplan, f.BevillingsrundeFactory(code="tom", start_year=2040, end_year=2044)
        log_in(old, Rolle.PLANLEDER)
        assert client.post(address(old), typed(old, empty)).status_code == 302

    HOSTILE = {
        "no name": ({"name": ""}, "name"),
        "a nought byte": ({"short_name": "\x00"}, "short_name"),
        "a round that is none": ({"runde": "æble"}, "runde"),
        "a day that is none": ({"start_date": "i morgen"}, "start_date"),
        "an end before the start": ({"end_date": "01.01.2001"}, "end_date"),
        "an activity of another plan": ({"aktiviteter": ["999999"]}, "aktiviteter"),
        "an activity in words": ({"aktiviteter": ["alle"]}, "aktiviteter"),
        "a result that is not offered": ({"udgangspunkter": ["0"]}, "udgangspunkter"),
        "targets that do neither": ({"maaltal": "gæt"}, "maaltal"),
        "days that do neither": ({"flytter": None}, "flytter"),
    }

    @pytest.mark.parametrize("bad", HOSTILE)
    def test_bad_input_is_a_sentence_at_its_field_and_nothing_is_saved(self, bad, verden, runde, client, log_in):
        old = verden.helhedsplan
        log_in(old, Rolle.PLANLEDER)
        changes, field = self.HOSTILE[bad]
        response = client.post(address(old), typed(old, runde, **changes))
        assert response.status_code == 200
        assert list(response.context["form"].errors) == [field]
        assert not old.efterfoelgere.exists()

    def test_two_delaftaler_cannot_follow_the_same_field(self, verden, runde, client, log_in):
        old, other = verden.helhedsplan, f.DelaftaleFactory(helhedsplan=verden.helhedsplan)
        log_in(old, Rolle.PLANLEDER)
        pk = str(runde.indsatsomraader.first().pk)
        both = {f"omraade_{verden.delaftale.pk}": pk, f"omraade_{other.pk}": pk}
        response = client.post(address(old), typed(old, runde, **both))
        assert len(response.context["form"].errors) == 1
        assert "To kan ikke følge det samme indsatsområde." in response.content.decode()

    def test_the_same_form_sent_twice_makes_one_draft(self, verden, runde, client, log_in):
        old = verden.helhedsplan
        log_in(old, Rolle.PLANLEDER)
        said = typed(old, runde)
        assert client.post(address(old), said)["Location"] == client.post(address(old), said)["Location"]

    @pytest.mark.parametrize("rolle", Rolle)
    def test_only_a_planleder_sees_the_button(self, rolle, verden, client, log_in):
        log_in(verden.helhedsplan, rolle)
        shown = address(verden.helhedsplan) in client.get(verden.helhedsplan.get_absolute_url()).content.decode()
        assert shown == (rolle == Rolle.PLANLEDER)

    def test_it_costs_the_same_with_many_rows(self, verden, client, log_in, assert_flat_queries):
        old = verden.helhedsplan
        log_in(old, Rolle.PLANLEDER)

        def grow():
            for delaftale in f.DelaftaleFactory.create_batch(3, helhedsplan=old):
                for krit in i.SucceskriteriumFactory.create_batch(3, aktivitet__delaftale=delaftale):
                    i.MaalingFactory(kriterium=krit)

        assert_flat_queries(get=lambda: client.get(address(old)), grow=grow)
