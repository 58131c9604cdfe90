"""Writing a criterion: its kind decides the fields, it is read back, and a changed target keeps the old one."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from indsatser.choices import Kriterieform, Sammenlaegning
from indsatser.models import Maalaendring, Succeskriterium
from indsatser.redigering.kriterieslags import FELTER, SLAGS
from plans.choices import Planstatus, Rolle
from plans.redigering.formular import form_data
from plans.services import change, retire, trail_of
from tests.indsatser import factories as i
from tests.plans import factories as f
from tests.plans.redigering.formularer import errors, opret, ret, send, shown


@pytest.fixture
def plan():
    return f.HelhedsplanFactory(
        status=Planstatus.IGANGVAERENDE, start_date=date(2018, 8, 1), end_date=date(2022, 12, 31)
    )


@pytest.fixture
def aktivitet(plan):
    return i.AktivitetFactory(delaftale=f.DelaftaleFactory(helhedsplan=plan))


@pytest.fixture
def andel(aktivitet):
    return i.SucceskriteriumFactory(aktivitet=aktivitet, share=True, source="Danmarks Statistik")


@pytest.fixture
def editor(plan, log_in):
    return log_in(plan, Rolle.REDAKTOER)


def visible(response):
    """The fields a person sees."""
    return {field.name for field in response.context["form"].visible_fields()}


def show(client, address, **typed):
    """The form sent to be shown again."""
    response = client.post(f"{address}vis/", typed)
    assert response.status_code == 200
    return response


class TestTheKind:
    def test_every_form_is_offered_once_in_plain_words(self):
        offered = [form for _, forms in SLAGS for form, _, _ in forms]
        assert sorted(offered) == sorted(Kriterieform)

    def test_is_chosen_first_and_until_then_only_the_sentence_is_asked_for(self, client, editor, aktivitet):
        page = client.get(opret(Succeskriterium, aktivitet))
        assert visible(page) == {"statement", "form"}
        assert "fx 1.750 samtaler på 17 måneder" in page.content.decode()

    @pytest.mark.parametrize("form", list(Kriterieform))
    def test_decides_which_fields_are_shown(self, client, editor, aktivitet, form):
        page = show(client, opret(Succeskriterium, aktivitet), statement="Noget", form=form.value)
        special = {name for fields in FELTER.values() for name in fields}
        assert visible(page) & special == set(FELTER[form])
        assert page.context["form"]["statement"].value() == "Noget"

    def test_keeps_what_was_typed_in_fields_that_go_away_until_it_is_saved(self, client, editor, aktivitet):
        address = opret(Succeskriterium, aktivitet)
        typed = {"statement": "Noget", "vist_form": "andel", "baseline_value": "21,3", "unit": "%"}
        away = show(client, address, form="kvalitativ", **typed)
        kept = {field.name: field.value() for field in away.context["form"].hidden_fields()}
        assert (kept["baseline_value"], kept["unit"]) == ("21,3", "%")
        back = show(client, address, form="andel", statement="Noget", vist_form="kvalitativ", baseline_value="21,3")
        assert back.context["form"]["baseline_value"].value() == "21,3"
        client.post(address, {**typed, "form": "kvalitativ"})
        saved = Succeskriterium.objects.get()
        assert (saved.form, saved.baseline_value, saved.unit) == ("kvalitativ", None, "")

    @pytest.mark.parametrize(
        ("form", "sammenlaegning", "unit"),
        [
            (Kriterieform.ANTAL_I_VINDUE, Sammenlaegning.SUM, ""),
            (Kriterieform.ANTAL_PR_AAR, Sammenlaegning.AARLIG, ""),
            (Kriterieform.GENNEMSNIT, Sammenlaegning.MIDDEL, ""),
            (Kriterieform.SPOERGESKEMA, Sammenlaegning.SENESTE, "%"),
        ],
    )
    def test_brings_how_figures_are_added_up_and_per_cent(self, client, editor, aktivitet, form, sammenlaegning, unit):
        address = opret(Succeskriterium, aktivitet)
        page = show(client, address, statement="Noget", form=form.value)
        bound = page.context["form"]
        assert str(bound["unit"].value() or "") == unit
        client.post(address, {"statement": "Noget", "form": form.value, "unit": unit, "retning": "naa"} | {
            "operator": "mindst", "target_value": "20", "sammenlaegning": sammenlaegning.value
        })  # fmt: skip
        assert Succeskriterium.objects.get().sammenlaegning == sammenlaegning

    def test_of_a_yes_or_no_asks_for_the_answer(self, client, editor, aktivitet):
        address = opret(Succeskriterium, aktivitet)
        client.post(address, {"statement": "Området er på listen", "form": "ja_nej", "target_value": "0"})
        row = Succeskriterium.objects.get()
        assert row.target_value == 0
        assert shown(client, ret(row))["target_value"] == ["0"]

    def test_shows_what_is_stored_though_the_form_does_not_need_it(self, client, editor, aktivitet):
        row = i.SucceskriteriumFactory(aktivitet=aktivitet, form="kvalitativ", unit="samtaler")
        assert "unit" in visible(client.get(ret(row)))

    def test_of_a_part_cannot_be_compound(self, client, editor, aktivitet):
        whole = i.SucceskriteriumFactory(aktivitet=aktivitet, form="sammensat")
        address = opret(Succeskriterium, whole)
        response = client.post(address, {"statement": "Del", "form": "sammensat"})
        assert "form" in errors(response)
        client.post(address, {"statement": "Del", "form": "kvalitativ"})
        part = Succeskriterium.objects.get(parent=whole)
        assert (part.aktivitet, part.helhedsplan) == (aktivitet, whole.helhedsplan)


class TestRefusals:
    @pytest.mark.parametrize(
        ("typed", "field", "said"),
        [
            ({"retning": "stige"}, "retning", "kan ikke skulle stige"),
            ({"target_value": "150"}, "target_value", "mellem 0 og 100"),
            ({"target_to": "20"}, "target_to", "Kun »mellem«"),
            ({"deadline": "01.01.2010"}, "deadline", "før udgangspunktet"),
        ],
    )
    def test_of_what_cannot_be_true_at_once(self, client, editor, andel, typed, field, said):
        response = send(client, ret(andel), shown(client, ret(andel)), **typed)
        assert said in " ".join(errors(response)[field])

    def test_do_not_meet_an_old_contradiction_when_something_else_is_edited(self, client, editor, andel):
        Succeskriterium.objects.update(retning="stige")
        assert send(client, ret(andel), shown(client, ret(andel)), responsible="Leder").status_code == 302

    def test_of_no_change_and_of_half_of_nothing(self, client, editor, aktivitet):
        address = opret(Succeskriterium, aktivitet)
        nothing = client.post(address, {"statement": "x", "form": "relativ", "change_pct": "0"})
        assert "ingen ændring" in errors(nothing)["change_pct"][0]
        half = client.post(address, {"statement": "x", "form": "halvering", "baseline_value": "0"})
        assert "halveres" in errors(half)["baseline_value"][0]


class TestThePreview:
    def test_reads_back_draws_and_saves_nothing(self, client, editor, andel):
        before = Succeskriterium.objects.values().get()
        page = client.post(f"{ret(andel)}vis/", {**shown(client, ret(andel)), "target_value": "12"})
        html = page.content.decode()
        assert "Tallet skal falde fra 21,3\xa0% (2016) til højst 12\xa0% senest 31.12.2022." in html
        assert "<svg" in html
        assert Succeskriterium.objects.values().get() == before
        assert not trail_of(andel).exists()

    def test_alone_is_what_htmx_asks_for(self, client, editor, andel):
        headers = {"HX-Request": "true", "HX-Target": "ret-1-panel"}
        page = client.post(f"{ret(andel)}vis/", shown(client, ret(andel)), headers=headers)
        assert "<form" not in page.content.decode()
        assert "Tallet skal falde" in page.content.decode()

    def test_says_what_cannot_be_read_instead_of_guessing(self, client, editor, andel):
        page = client.post(f"{ret(andel)}vis/", {**shown(client, ret(andel)), "target_value": "ca. 12"})
        assert "Noget kan ikke læses endnu" in page.content.decode()

    def test_gives_advice_where_it_cannot_be_measured(self, client, editor, aktivitet):
        page = show(client, opret(Succeskriterium, aktivitet), statement="Færre", form="retning", retning="falde")
        html = page.content.decode()
        assert "Udgangspunktet mangler" in html
        assert "Skriv datakilden" in html
        assert "Der er ingen frist" in html

    @pytest.mark.parametrize("form", list(Kriterieform))
    def test_can_be_made_of_every_form_with_nothing_in_it(self, client, editor, aktivitet, form):
        page = show(client, opret(Succeskriterium, aktivitet), statement="Noget", form=form.value)
        assert page.context["fakta"].laesning

    def test_of_what_is_being_written_is_not_held_back_by_a_change_still_to_come(self, client, editor, andel):
        data = shown(client, ret(andel))
        send(client, ret(andel), data, target_value="18", maal_fra="01.01.2100", maal_hvorfor="Ny aftale.")
        page = client.post(f"{ret(andel)}vis/", shown(client, ret(andel)))
        assert "højst 18" in page.content.decode()


class TestChangingTheTarget:
    def test_asks_from_when_and_why(self, client, editor, andel):
        response = send(client, ret(andel), shown(client, ret(andel)), target_value="18")
        assert set(errors(response)) == {"maal_fra", "maal_hvorfor"}
        assert Succeskriterium.objects.get().target_value == 15

    def test_keeps_the_old_one_with_day_reason_and_who_decided(self, client, editor, andel):
        response = send(
            client,
            ret(andel),
            shown(client, ret(andel)),
            target_value="18",
            maal_fra="14.03.2021",
            maal_hvorfor="Bestyrelsen satte målet ned.",
            maal_besluttet="Bestyrelsen",
        )
        assert response.status_code == 302
        row, kept = Succeskriterium.objects.get(), Maalaendring.objects.get()
        assert (row.target_value, kept.target_value, kept.deadline) == (18, 15, date(2022, 12, 31))
        assert (kept.changed_on, kept.decided_by) == (date(2021, 3, 14), "Bestyrelsen")
        assert trail_of(kept).count() == trail_of(row).count() == 1

    @pytest.mark.parametrize(("fra", "er_taget"), [("14.03.2020", False), ("31.12.2021", False), ("01.01.2022", True)])
    def test_never_changes_what_a_locked_year_was_judged_by(self, client, editor, andel, plan, fra, er_taget):
        i.AarslaasFactory(helhedsplan=plan, year=2021)
        said = {"target_value": "18", "maal_fra": fra, "maal_hvorfor": "Bestyrelsen satte målet ned."}
        response = send(client, ret(andel), shown(client, ret(andel)), **said)
        if er_taget:
            assert response.status_code == 302
        else:
            assert "2021 er låst" in str(errors(response)["maal_fra"])
        assert Succeskriterium.objects.get().target_value == (18 if er_taget else 15)
        assert Maalaendring.objects.exists() == er_taget

    def test_a_kept_target_of_a_locked_year_can_be_explained_but_not_moved_or_taken_out(self, andel, plan):
        kept = i.MaalaendringFactory(kriterium=andel, changed_on=date(2020, 3, 14))
        i.AarslaasFactory(helhedsplan=plan, year=2021)
        kept.reason = "Bestyrelsen satte målet ned, fordi boligerne blev færre."
        change(kept, by=None)
        kept.changed_on = date(2022, 1, 1)
        with pytest.raises(ValidationError, match="2021 er låst"):
            change(kept, by=None)
        with pytest.raises(ValidationError, match="2021 er låst"):
            retire(Maalaendring.objects.get(), by=None, reason="Forkert.")

    def test_is_not_asked_about_wording_or_while_the_plan_is_prepared(self, client, editor, andel, plan):
        assert send(client, ret(andel), shown(client, ret(andel)), statement="Med andre ord").status_code == 302
        type(plan).objects.update(status=Planstatus.FORBEREDES)
        assert send(client, ret(andel), shown(client, ret(andel)), target_value="18").status_code == 302
        assert not Maalaendring.objects.exists()

    def test_is_asked_about_in_a_plan_under_preparation_when_results_are_there(self, client, editor, andel, plan):
        type(plan).objects.update(status=Planstatus.FORBEREDES)
        i.MaalingFactory(kriterium=andel)
        response = send(client, ret(andel), shown(client, ret(andel)), target_value="18")
        assert "maal_fra" in errors(response)

    def test_can_be_a_slip_of_the_pen_which_keeps_no_old_target_but_says_so(self, client, editor, andel):
        response = send(client, ret(andel), shown(client, ret(andel)), target_value="18", kun_rettelse="on")
        assert response.status_code == 302
        assert not Maalaendring.objects.exists()
        assert trail_of(andel).get().note == "En skrivefejl er rettet. Målet er det samme."

    def test_is_all_or_nothing(self, client, editor, andel):
        first = {"target_value": "18", "maal_fra": "14.03.2021", "maal_hvorfor": "Ned."}
        send(client, ret(andel), shown(client, ret(andel)), **first)
        again = {"target_value": "19", "maal_fra": "01.01.2020", "maal_hvorfor": "Ned igen."}
        response = send(client, ret(andel), shown(client, ret(andel)), **again)
        assert "ændret igen efter den dag" in errors(response)["maal_fra"][0]
        assert Succeskriterium.objects.get().target_value == 18
        assert Maalaendring.objects.count() == 1

    def test_shows_on_the_page_and_on_the_report_and_judges_each_day_by_the_target_it_had(self, client, editor, andel):
        i.MaalingFactory(kriterium=andel, value=Decimal(17), data_from=date(2019, 1, 1), data_to=date(2019, 12, 31))
        change = {"target_value": "18", "maal_fra": "14.03.2021", "maal_hvorfor": "Bestyrelsen satte det ned."}
        send(client, ret(andel), shown(client, ret(andel)), **change)
        said = "Målet var højst 15\xa0% i 2022 til 14.03.2021: Bestyrelsen satte det ned."
        page = reverse("reporting:kriterium_detail", kwargs={"uuid": andel.uuid})
        now = client.get(page, {"pr": "2021-03-14"}).content.decode()
        assert said in now
        assert "højst 18\xa0%" in now
        before = client.get(page, {"pr": "2021-03-13"}).content.decode()
        assert said not in before
        assert "højst 15\xa0%" in before
        report = reverse("reporting:papir_periode", args=[andel.helhedsplan.uuid, "maalopfyldelse", 2021])
        assert said in client.get(report).content.decode()

    def test_can_be_done_twice_and_each_time_is_told(self, client, editor, andel):
        for target, day in (("18", "01.01.2020"), ("19", "01.01.2021")):
            change = {"target_value": target, "maal_fra": day, "maal_hvorfor": f"Grund {target}."}
            assert send(client, ret(andel), shown(client, ret(andel)), **change).status_code == 302
        html = client.get(andel.get_absolute_url(), {"pr": "2021-06-01"}).content.decode()
        assert "højst 15\xa0% i 2022 til 01.01.2020: Grund 18." in html
        assert "højst 18\xa0% i 2022 til 01.01.2021: Grund 19." in html

    def test_is_refused_on_any_road_that_keeps_no_old_target(self, andel):
        andel.target_value = Decimal(18)
        with pytest.raises(ValidationError) as refused:
            change(andel, by=None)
        assert "dag og grund" in refused.value.message_dict["target_value"][0]
        assert Succeskriterium.objects.get().target_value == 15
        andel.refresh_from_db()
        andel.statement = "Med andre ord"
        assert change(andel, by=None).version == 2


class TestPuttingATargetBack:
    @pytest.fixture
    def there(self, client, editor, andel):
        changed = {"target_value": "18", "unit": "pct.", "maal_fra": "14.03.2021", "maal_hvorfor": "Satset."}
        assert send(client, ret(andel), shown(client, ret(andel)), **changed).status_code == 302
        event = trail_of(andel).get()
        return reverse("plans:row_restore", args=["succeskriterium", andel.uuid, event.pk])

    def test_asks_from_when_and_why_and_keeps_what_was_typed(self, client, there):
        page = client.post(there, {"felter": ["target_value"], "maal_hvorfor": "Fortrudt."})
        assert set(page.context["form"].errors) == {"maal_fra"}
        assert "Fortrudt." in page.content.decode()
        assert Succeskriterium.objects.get().target_value == 18

    def test_keeps_the_target_that_was_in_force_until_then(self, client, there):
        why = {"maal_fra": "01.06.2021", "maal_hvorfor": "Det var for lavt.", "maal_besluttet": "Bestyrelsen"}
        assert client.post(there, {"felter": ["target_value"], **why}).status_code == 302
        row, kept = Succeskriterium.objects.get(), list(Maalaendring.objects.order_by("changed_on"))
        assert (row.target_value, [each.target_value for each in kept]) == (15, [15, 18])
        assert (kept[1].reason, kept[1].decided_by) == ("Det var for lavt.", "Bestyrelsen")
        assert trail_of(row).first().note.startswith("Sat tilbage til før")

    def test_says_at_the_day_when_the_target_is_changed_again_later(self, client, there):
        page = client.post(there, {"felter": ["target_value"], "maal_fra": "01.01.2020", "maal_hvorfor": "Nej."})
        assert "ændret igen efter den dag" in page.context["form"].errors["maal_fra"][0]
        assert Succeskriterium.objects.get().target_value == 18

    def test_asks_nothing_where_only_wording_comes_back(self, client, there):
        assert client.post(there, {"felter": ["unit"]}).status_code == 302
        assert Succeskriterium.objects.get().unit == "%"
        assert Maalaendring.objects.count() == 1

    def test_asks_nothing_while_the_plan_is_prepared(self, client, there, plan):
        type(plan).objects.update(status=Planstatus.FORBEREDES)
        assert not client.get(there).context["form"].fields
        assert client.post(there, {"felter": ["target_value"]}).status_code == 302


class TestTheEditPage:
    def test_costs_the_same_with_many_criteria(self, client, editor, andel, aktivitet, assert_flat_queries):
        assert_flat_queries(
            get=lambda: client.get(ret(andel)),
            grow=lambda: i.SucceskriteriumFactory.create_batch(10, aktivitet=aktivitet),
        )


class TestASentence:
    def test_is_read_into_the_fields_and_what_it_does_not_say_stands(self, client, editor, aktivitet):
        typed = {
            "statement": "Højst 15 % af de unge er ledige",
            "source": "Egen",
            "baseline_value": "21,3",
            "laes": "1",
        }
        page = show(client, opret(Succeskriterium, aktivitet), **typed)
        bound = page.context["form"]
        read = bound["form"].value(), bound["unit"].value(), bound["operator"].value(), bound["target_value"].value()
        assert read == ("andel_mindst", "%", "hoejst", "15")
        assert (bound["source"].value(), bound["baseline_value"].value()) == ("Egen", "21,3")
        assert not Succeskriterium.objects.exists()

    def test_is_offered_to_be_read_beside_where_it_is_written(self, client, editor, aktivitet):
        assert "Læs sætningen" in client.get(opret(Succeskriterium, aktivitet)).content.decode()


@pytest.mark.parametrize("felt", ["maal_fra", "kun_rettelse", "maal_hvorfor", "del_1", "vist_form", "nyt_id"])
def test_a_form_narrowed_to_what_is_no_field_of_the_row_saves_nothing(client, editor, andel, felt):
    there = f"{ret(andel)}?felt={felt}"
    typed = {"maal_fra": "01.01.2020", "maal_hvorfor": "Derfor", "del_1": "8 møder"}
    assert send(client, there, shown(client, there), **typed).status_code == 302
    andel.refresh_from_db()
    assert (andel.version, Maalaendring.objects.count(), andel.dele.count()) == (1, 0, 0)


class TestACompoundSentence:
    SENTENCE = "8 møder om året med i snit 18 deltagere"

    @pytest.fixture
    def read(self, client, editor, aktivitet):
        """What the browser would send of the form with the sentence read into it."""
        page = show(client, opret(Succeskriterium, aktivitet), statement=self.SENTENCE, laes="1")
        return form_data(page.context["form"])

    def test_is_read_into_its_parts_which_are_shown_before_anything_is_saved(self, client, editor, aktivitet):
        page = show(client, opret(Succeskriterium, aktivitet), statement=self.SENTENCE, laes="1")
        bound = page.context["form"]
        assert (bound["form"].value(), bound["del_1"].value()) == ("sammensat", "8 møder om året")
        assert bound["del_2"].value() == "i snit 18 deltagere"
        assert "8 møder" in str(bound["del_1"].help_text)
        assert {"del_1", "del_2"} <= visible(page)
        assert not Succeskriterium.objects.exists()

    def test_is_saved_with_its_parts_each_with_its_own_fields(self, client, editor, aktivitet, read):
        assert client.post(opret(Succeskriterium, aktivitet), read).status_code == 302
        whole = Succeskriterium.objects.get(parent=None)
        parts = list(whole.dele.order_by("order"))
        assert [(p.form, p.target_value, p.unit, p.sammenlaegning) for p in parts] == [
            ("antal_pr_aar", 8, "møder", "aarlig"),
            ("gennemsnit", 18, "deltagere", "middel"),
        ]
        assert all(p.aktivitet == aktivitet and p.helhedsplan == whole.helhedsplan for p in parts)
        assert all(trail_of(p).count() == 1 for p in parts)

    def test_sent_twice_makes_its_parts_once(self, client, editor, aktivitet, read):
        for _ in range(2):
            client.post(opret(Succeskriterium, aktivitet), read)
        assert Succeskriterium.objects.count() == 3

    def test_can_have_its_parts_mended_and_taken_away_first(self, client, editor, aktivitet, read):
        client.post(opret(Succeskriterium, aktivitet), read | {"del_1": ["10 møder om året"], "del_2": [""]})
        part = Succeskriterium.objects.get(parent__isnull=False)
        assert (part.statement, part.target_value) == ("10 møder om året", 10)

    def test_is_saved_whole_or_not_at_all(self, client, editor, aktivitet, read):
        response = client.post(opret(Succeskriterium, aktivitet), read | {"del_2": ["Om 010203-1234"]})
        assert "del_2" in response.context["form"].errors
        assert not Succeskriterium.objects.exists()

    def test_keeps_the_parts_while_another_kind_is_chosen_and_saves_none_of_them_then(
        self, client, editor, aktivitet, read
    ):
        page = show(client, opret(Succeskriterium, aktivitet), **read | {"form": ["kvalitativ"]})
        assert page.context["form"]["del_1"].value() == "8 møder om året"
        client.post(opret(Succeskriterium, aktivitet), read | {"form": ["kvalitativ"]})
        assert Succeskriterium.objects.get().form == "kvalitativ"

    def test_with_more_parts_than_usual_has_a_field_for_every_one_and_saves_them_all(self, client, editor, aktivitet):
        sentence = "Der holdes 8 møder, 12 kurser, 30 samtaler, 4 fester, 6 udflugter, 9 caféer og 5 foredrag"
        page = show(client, opret(Succeskriterium, aktivitet), statement=sentence, laes="1")
        assert {f"del_{number}" for number in range(1, 9)} <= visible(page)
        assert "del_9" not in visible(page)
        client.post(opret(Succeskriterium, aktivitet), form_data(page.context["form"]))
        whole = Succeskriterium.objects.get(parent=None)
        assert list(whole.dele.order_by("order").values_list("statement", flat=True)) == [
            *("Der holdes 8 møder", "12 kurser", "30 samtaler", "4 fester", "6 udflugter", "9 caféer", "5 foredrag")
        ]

    def test_has_room_for_another_part_when_it_is_asked_for(self, client, editor, aktivitet):
        written = {"form": "sammensat"} | {f"del_{number}": f"{number} møder" for number in range(1, 5)}
        page = show(client, opret(Succeskriterium, aktivitet), statement="Fire slags møder", flere="1", **written)
        assert {f"del_{number}" for number in range(1, 6)} <= visible(page)
        assert page.context["form"]["del_4"].value() == "4 møder"
        assert page.content.decode().count("Flere delmål</button>") == 1

    def test_is_counted_with_its_parts_before_it_is_saved(self, client, editor, aktivitet, read):
        fakta = show(client, opret(Succeskriterium, aktivitet), **read).context["fakta"]
        assert fakta.laesning == "Består af 2 delmål, der alle skal være opfyldt."
        assert fakta.dele == ("8 møder om året", "i snit 18 deltagere")
        assert not any("ingen delmål" in raad for raad in fakta.raad)
        without = show(client, opret(Succeskriterium, aktivitet), **read | {"del_1": "", "del_2": ""}).context["fakta"]
        assert any("ingen delmål" in raad for raad in without.raad)

    def test_that_has_parts_asks_for_no_more_here(self, client, editor, aktivitet, read):
        client.post(opret(Succeskriterium, aktivitet), read)
        whole = Succeskriterium.objects.get(parent=None)
        assert "del_1" not in client.get(ret(whole)).context["form"].fields

    def test_other_parts_after_the_browsers_back_are_not_passed_over(self, client, editor, aktivitet, read):
        client.post(opret(Succeskriterium, aktivitet), read)
        client.post(opret(Succeskriterium, aktivitet), read | {"del_1": ["10 møder om året"]})
        said = list(Succeskriterium.objects.filter(parent__isnull=False).values_list("statement", flat=True))
        assert "10 møder om året" in said

    def test_parts_that_a_colleague_wrote_meanwhile_do_not_make_mine_vanish(self, client, editor, aktivitet, read):
        whole = i.SucceskriteriumFactory(aktivitet=aktivitet, form="sammensat", statement=self.SENTENCE)
        mine = shown(client, ret(whole))
        client.post(ret(whole), mine | {"del_1": ["8 møder om året"]})
        assert whole.dele.count() == 1
        refused = client.post(ret(whole), mine | {"del_1": ["12 ture om året"]})
        assert refused.status_code == 200
        form = refused.context["form"]
        assert "del_1" in form.errors
        assert form["del_1"].value() == "12 ture om året"
        assert whole.dele.count() == 1

    def test_the_same_parts_sent_twice_to_a_criterion_that_was_there_are_made_once(self, client, editor, aktivitet):
        whole = i.SucceskriteriumFactory(aktivitet=aktivitet, form="sammensat", statement=self.SENTENCE)
        mine = shown(client, ret(whole)) | {"del_1": ["8 møder om året"], "del_2": ["i snit 18 deltagere"]}
        assert [client.post(ret(whole), mine).status_code for _ in range(2)] == [302, 302]
        assert whole.dele.count() == 2
