"""The first page after login: what it says to each role, what it leaves out, and what it costs."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from indsatser.choices import Logart, Maalingsart, Milepaeltilstand
from indsatser.models import Maaling
from plans.choices import Planstatus, Rolle
from plans.models import Helhedsplan
from reporting.facts.frister import maaling_mangler, quarter_ended
from reporting.facts.mit_overblik import FEW, SLAGS, Hast, build_mit_overblik, plan_order
from tests.indsatser import factories as indsatser
from tests.plans import factories as plans

DAY = date(2020, 3, 1)
URL = "/mit-overblik/"


def _lines(user, *, today=DAY, **wanted):
    """(kind, sentence) of every line on the page."""
    pks = [pk for pk, _, _ in plan_order(user)]
    overblik = build_mit_overblik(user, pks, today=today, alle=True, **wanted)
    return [(p.slags, p.tekst) for gruppe in overblik.grupper for each in gruppe.planer for p in each.punkter]


def _of(user, slags, **more):
    return [tekst for kind, tekst in _lines(user, **more) if kind == slags]


def _member(plan, rolle=Rolle.REDAKTOER):
    return plans.MedlemskabFactory(helhedsplan=plan, rolle=rolle).user


# --- What is due of a criterion


@pytest.mark.no_db
@pytest.mark.parametrize(
    ("start", "end", "latest", "today", "kind"),
    [
        ("2018-08-01", "2019-12-31", None, "2020-03-01", "kriterium_overskredet"),
        ("2018-08-01", "2019-12-31", None, "2019-12-31", "kriterium_overskredet"),
        ("2018-08-01", "2019-12-31", "2019-06-30", "2020-03-01", None),
        ("2018-08-01", "2019-12-31", "2018-12-31", "2020-03-01", "kriterium_aar"),
        ("2018-08-01", "2022-12-31", None, "2018-11-01", None),
        ("2018-08-01", "2022-12-31", None, "2019-01-01", "kriterium_aar"),
        ("2018-08-01", "2022-12-31", "2018-12-31", "2019-12-31", None),
        ("2018-08-01", "2022-12-31", "2018-12-31", "2020-01-01", "kriterium_aar"),
        ("2020-01-01", "2022-12-31", None, "2020-03-01", None),
        ("2018-08-01", None, None, "2020-03-01", None),
        (None, "2022-12-31", None, "2020-03-01", None),
    ],
)
def test_a_criterion_is_due_when_its_time_is_up_or_its_year_is_unmeasured(start, end, latest, today, kind):
    days = [date.fromisoformat(day) if day else None for day in (start, end, latest)]
    found = maaling_mangler(*days, date.fromisoformat(today))
    assert (found[0] if found else None) == kind


@pytest.mark.no_db
@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2020-03-30", (2019, 4)), ("2020-03-31", (2020, 1)), ("2020-04-01", (2020, 1)), ("2019-12-31", (2019, 4))],
)
def test_a_quarter_is_over_on_its_last_day(day, quarter):
    assert quarter_ended(date.fromisoformat(day)) == quarter


def test_a_part_or_the_log_measures_its_criterion_and_a_start_measurement_does_not():
    whole = indsatser.SucceskriteriumFactory()
    user = _member(whole.helhedsplan)
    indsatser.MaalingFactory(kriterium=whole, kind=Maalingsart.START)
    assert len(_of(user, "kriterium_overskredet")) == 1
    part = indsatser.SucceskriteriumFactory(aktivitet=whole.aktivitet, parent=whole)
    indsatser.MaalingFactory(kriterium=part)
    assert _of(user, "kriterium_overskredet") == []
    other = indsatser.SucceskriteriumFactory(aktivitet=whole.aktivitet)
    indsatser.LogpostFactory(aktivitet=whole.aktivitet, kriterium=other, date=date(2019, 3, 1))
    assert _of(user, "kriterium_overskredet") == []


# --- What has a date


def test_late_milestones_and_those_of_the_next_30_days():
    plan = plans.HelhedsplanFactory()
    for year, quarter, text, state in (
        (2019, 4, "For sent", Milepaeltilstand.IKKE_STARTET),
        (2020, 1, "Snart", Milepaeltilstand.I_GANG),
        (2020, 2, "Senere", Milepaeltilstand.IKKE_STARTET),
        (2019, 3, "Nået", Milepaeltilstand.NAAET),
        (2020, 4, "Meldt forsinket", Milepaeltilstand.FORSINKET),
    ):
        indsatser.MilepaelFactory(helhedsplan=plan, year=year, quarter=quarter, text=text, state=state)
    user = _member(plan)
    assert _of(user, "milepael_forsinket") == [
        "«For sent» skulle være nået i 4. kvartal 2019.",
        "«Meldt forsinket» skulle være nået i 4. kvartal 2020.",
    ]
    assert _of(user, "milepael_snart") == ["«Snart» skal være nået i 1. kvartal 2020."]


def test_meetings_of_the_next_30_days_and_the_next_one_in_the_list():
    organ = plans.OrganFactory(name="Følgegruppen")
    for days in (-1, 10, 31):
        plans.MoedeFactory(organ=organ, held_on=DAY + timedelta(days=days))
    user = _member(organ.helhedsplan)
    assert _of(user, "moede") == ["Følgegruppen mødes 11. marts 2020."]
    (linje,) = build_mit_overblik(user, [organ.helhedsplan.pk], today=DAY).planer
    assert linje.moede.held_on == date(2020, 3, 11)


@pytest.mark.parametrize(
    ("end", "status", "kind"),
    [
        (date(2021, 3, 1), Planstatus.IGANGVAERENDE, "periode"),
        (date(2021, 3, 3), Planstatus.IGANGVAERENDE, None),
        (date(2020, 2, 29), Planstatus.IGANGVAERENDE, "periode_slut"),
        (date(2020, 2, 29), Planstatus.AFSLUTTET, None),
    ],
)
def test_a_plan_that_ends_within_a_year_or_is_over_but_said_to_run(end, status, kind):
    user = _member(plans.HelhedsplanFactory(end_date=end, status=status))
    kinds = {slags for slags, _ in _lines(user)}
    assert kinds & {"periode", "periode_slut"} == ({kind} if kind else set())


# --- Whose to-dos


def test_a_medarbejder_is_told_of_her_own_activities_only():
    mine = indsatser.SucceskriteriumFactory(statement="Mit")
    other = indsatser.SucceskriteriumFactory(
        aktivitet__delaftale=mine.aktivitet.delaftale, statement="En andens", helhedsplan=mine.helhedsplan
    )
    indsatser.MilepaelFactory(helhedsplan=mine.helhedsplan, aktivitet=other.aktivitet, text="En andens fest")
    user = _member(mine.helhedsplan, Rolle.MEDARBEJDER)
    mine.aktivitet.medarbejdere.add(user)
    assert [kind for kind, _ in _lines(user)] == ["kriterium_overskredet"]
    assert "«Mit»" in _lines(user)[0][1]


def test_a_laeser_sees_her_plans_and_no_to_dos(client, log_in):
    krit = indsatser.SucceskriteriumFactory()
    log_in(krit.helhedsplan, Rolle.LAESER)
    page = client.get(URL)
    assert page.context["overblik"].grupper == ()
    assert "hvad" not in page.context["filter"].fields
    assert krit.helhedsplan.short_name in page.content.decode()
    assert "Udfyldt" not in page.content.decode()


def test_the_plans_of_others_are_not_there(client, log_in):
    stranger = indsatser.SucceskriteriumFactory(helhedsplan__short_name="Fremmed").helhedsplan
    log_in(plans.HelhedsplanFactory())
    page = client.get(URL, {"plan": str(stranger.uuid)})
    assert page.status_code == 200
    assert "Fremmed" not in page.content.decode()


def test_a_person_without_plans_is_told_what_to_do(client):
    client.force_login(plans.UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    text = client.get(URL).content.decode()
    assert "Du har ikke adgang til nogen plan endnu" in text
    assert "Bed planens koordinator" in text


def test_the_front_door_leads_here(client, log_in):
    log_in(plans.HelhedsplanFactory())
    assert client.get("/").headers["Location"] == reverse("reporting:mit_overblik") == URL


@pytest.mark.parametrize("status", [Planstatus.REGNSKAB_GODKENDT, Planstatus.AFSLAG])
def test_a_plan_that_is_settled_owes_nothing(status):
    krit = indsatser.SucceskriteriumFactory(helhedsplan__status=status)
    krit.helhedsplan.status = status
    krit.helhedsplan.save()
    assert _lines(_member(krit.helhedsplan)) == []


# --- The page


def _complete_plan(today):
    """A plan with nothing to object to on the day."""
    plan = plans.HelhedsplanFactory(end_date=today + timedelta(days=1000), start_date=today)
    delaftale = plans.DelaftaleFactory(helhedsplan=plan, purpose="Tryghed")
    maal = indsatser.MaalFactory(delaftale=delaftale)
    akt = indsatser.AktivitetFactory(delaftale=delaftale, purpose="a", target_group="b", anchoring="c")
    indsatser.AktivitetsmaalFactory(aktivitet=akt, maal=maal)
    indsatser.SucceskriteriumFactory(
        aktivitet=akt, maal=maal, source="Optælling", window_from=today, window_to=None, deadline=plan.end_date
    )
    sent = {"state": "sendt", "sent_on": today}
    indsatser.MilepaelsplanFactory(helhedsplan=plan, year=today.year + 1, godkendt=True, **sent)
    return plan


def test_a_plan_with_nothing_to_do_says_that_all_is_well(client, log_in):
    log_in(_complete_plan(timezone.localdate()))
    page = client.get(URL)
    assert page.context["overblik"].grupper == ()
    assert "Alt er på plads" in page.content.decode()
    assert "Intet venter her" in client.get(URL, {"hvad": "bilag"}).content.decode()


def test_a_filter_takes_one_kind_or_one_heading_and_nonsense_takes_nothing_away(client, log_in):
    krit = indsatser.SucceskriteriumFactory(source="")
    plans.BilagFactory(helhedsplan=krit.helhedsplan)
    log_in(krit.helhedsplan)

    def kinds(**wanted):
        page = client.get(URL, wanted)
        return {p.slags for gruppe in page.context["overblik"].grupper for each in gruppe.planer for p in each.punkter}

    assert kinds(hvad="bilag") == {"bilag"}
    assert kinds(hvad="mangler") == {"bilag", "kriterium", "skema"}
    assert kinds() > {"bilag", "kriterium", "kriterium_overskredet"}
    assert kinds(hvad="vrøvl", plan="x", side="y") == kinds()


def test_the_rest_of_many_lines_is_behind_a_link_that_shows_them_all(client, log_in):
    plan = plans.HelhedsplanFactory(short_name="Aa")
    plans.BilagFactory.create_batch(FEW + 3, helhedsplan=plan)
    user = log_in(plan)
    plans.MedlemskabFactory(user=user, helhedsplan__short_name="Bb")
    page = client.get(URL)
    (gruppe,) = [g for g in page.context["overblik"].grupper if g.hast == Hast.MANGLER]
    assert (len(gruppe.planer[0].punkter), gruppe.antal) == (FEW, FEW + 3)
    assert f"Vis alle {FEW + 3} i Aa" in page.content.decode()
    whole = client.get(URL, {"plan": str(plan.uuid), "hvad": "mangler", "alle": "on"})
    assert whole.content.decode().count("Bilaget «") == FEW + 3
    assert "Vis alle" not in whole.content.decode()


def test_many_plans_come_some_at_a_time_with_the_running_ones_first_and_a_search(client):
    user = plans.UserFactory()
    for number in range(31):
        plans.MedlemskabFactory(user=user, helhedsplan__short_name=f"Plan {number}")
    over = plans.MedlemskabFactory(
        user=user, helhedsplan__short_name="Aalborg", helhedsplan__status=Planstatus.AFSLUTTET
    ).helhedsplan
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(URL)
    assert [linje.plan.short_name for linje in page.context["overblik"].planer] == [f"Plan {n}" for n in range(5)]
    last = client.get(URL, {"side": "7"})
    assert [linje.plan.short_name for linje in last.context["overblik"].planer][-1] == over.short_name
    for wanted in ({"q": "ålborg"}, {"plan": str(over.uuid)}):
        found = client.get(URL, wanted)
        assert [linje.plan for linje in found.context["overblik"].planer] == [over]
    assert "Ingen planer passer" in client.get(URL, {"q": "findes ikke"}).content.decode()


def test_every_kind_has_a_heading_and_no_name_is_used_twice():
    assert {hast for hast, _ in SLAGS.values()} == set(Hast)
    assert len({label for _, label in SLAGS.values()}) == len(SLAGS)
    assert not set(SLAGS) & {hast.value for hast in Hast}


def test_next_years_milepaelsplan_is_due_from_october_until_it_is_sent():
    plan = plans.HelhedsplanFactory(status=Planstatus.IGANGVAERENDE, end_date=date(2022, 7, 31))
    user = _member(plan)
    october = date(2020, 10, 1)
    assert _of(user, "milepaelsplan", today=date(2020, 9, 30)) == []
    assert _of(user, "milepaelsplan", today=october) == ["Milepælsplanen for 2021 er ikke begyndt."]
    indsatser.MilepaelsplanFactory(helhedsplan=plan, year=2021)
    told = "Milepælsplanen for 2021 er en kladde og skal sendes til bestyrelsen."
    assert _of(user, "milepaelsplan", today=october) == [told]
    Helhedsplan.objects.update(end_date=date(2020, 12, 31))
    assert _of(user, "milepaelsplan", today=october) == []


def test_the_page_costs_the_same_with_many_rows_and_plans(client, log_in, assert_flat_queries):
    krit = indsatser.SucceskriteriumFactory()
    plan = krit.helhedsplan
    user = log_in(plan)

    def grow():
        for _ in range(2):
            more = plans.MedlemskabFactory(user=user).helhedsplan
            row = indsatser.SucceskriteriumFactory(aktivitet__delaftale__helhedsplan=more)
            indsatser.MaalingFactory(kriterium=row, value=Decimal(3))
            indsatser.MilepaelFactory(helhedsplan=more, aktivitet=row.aktivitet)
            plans.MoedeFactory(organ__helhedsplan=more, held_on=timezone.localdate())
            plans.PartFactory(helhedsplan=more)
            plans.BilagFactory(helhedsplan=more)

    grow()
    assert_flat_queries(get=lambda: client.get(URL), grow=grow)


# --- Where it is mended


def test_a_gap_leads_to_the_form_where_there_is_one_and_otherwise_to_the_page(monkeypatch, client, log_in):
    bilag = plans.BilagFactory()
    user = log_in(bilag.helhedsplan)

    def first():
        overblik = build_mit_overblik(user, [bilag.helhedsplan.pk], today=DAY, hvad="bilag")
        return overblik.grupper[0].planer[0].punkter[0].url

    monkeypatch.setattr("reporting.facts.mit_overblik.editable_kinds", lambda: frozenset())
    assert first() == reverse("plans:aftale_detail", kwargs={"uuid": bilag.helhedsplan.uuid})
    monkeypatch.setattr("reporting.facts.mit_overblik.editable_kinds", lambda: frozenset({"bilag"}))
    form = reverse("plans:row_update", kwargs={"art": "bilag", "uuid": bilag.uuid})
    assert first() == f"{form}#id_state"


def test_the_document_page_shows_what_was_found_beside_its_own_list(client, log_in):
    bilag = plans.BilagFactory(title="Kommissorium")
    plan = bilag.helhedsplan
    plans.DelaftaleFactory(helhedsplan=plan, title="Tryghed og trivsel", title_as_printed="Trivsel og tryghed")
    plans.UoverensstemmelseFactory(helhedsplan=plan, text="Fra dokumentet")
    log_in(plan, Rolle.LAESER)
    url = reverse("plans:uoverensstemmelse_list", kwargs={"uuid": plan.uuid})
    text = client.get(url).content.decode()
    assert "Fra dokumentet" in text
    assert "Fundet af Helhedsplan" in text
    assert "«Trivsel og tryghed»" in text
    assert "Bilaget «Kommissorium» mangler" in text
    assert "Fundet af Helhedsplan" not in client.get(url, {"pr": "2019-12-31"}).content.decode()


def test_a_gap_on_the_plans_overview_names_the_row_that_is_mended():
    from reporting.facts.overblik import build_overblik

    bilag = plans.BilagFactory(title="Kommissorium")
    plan = Helhedsplan.objects.for_page().get(pk=bilag.helhedsplan.pk)
    gaps = {gap.tekst: (gap.art, gap.row_uuid, gap.felt, gap.under) for gap in build_overblik(plan, as_of=DAY).mangler}
    assert gaps["Bilaget «Kommissorium» mangler."] == ("bilag", bilag.uuid, "state", "")
    assert gaps["Planen har ingen milepæle."] == ("milepael", plan.uuid, "", "helhedsplan")
    assert gaps["Tovholder er ikke oplyst."] == ("helhedsplan", plan.uuid, "tovholder", "")


def test_what_does_not_count_in_a_criterion_leaves_it_due():
    """A measurement that was sent back, and a line of the log of a kind the criterion does not count."""
    kriterium = indsatser.SucceskriteriumFactory(
        aktivitet__delaftale__helhedsplan__start_date=date(2018, 8, 1),
        window_to=date(2022, 7, 31),
        deadline=None,
        log_kind=Logart.UNIKKE,
    )
    user = _member(kriterium.helhedsplan)
    maaling = indsatser.MaalingFactory(kriterium=kriterium, data_to=date(2019, 12, 31))
    assert not _of(user, "kriterium_aar")
    Maaling.objects.filter(pk=maaling.pk).update(returned_on=date(2020, 1, 5), returned_note="Se igen")
    assert len(_of(user, "kriterium_aar")) == 1
    line = {"kriterium": kriterium, "aktivitet": kriterium.aktivitet, "date": date(2019, 12, 1)}
    indsatser.LogpostFactory(**line, kind=Logart.BESOEG)
    assert len(_of(user, "kriterium_aar")) == 1
    indsatser.LogpostFactory(**line, kind=Logart.UNIKKE)
    assert not _of(user, "kriterium_aar")
