"""The five agreements in the database are the five documents: nothing dropped, nothing invented, nothing twice."""

import re
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import get_password_validators, validate_password
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import models
from django.test import RequestFactory

from indsatser.choices import Kriterieform, Operator, Sammenlaegning
from indsatser.demo import CASES, FOLDER, LOGINS, PASSWORD, seed
from indsatser.importing.sag.ikke_gemt import IKKE_GEMT
from indsatser.importing.sag.indlaes import is_left_out, load_data
from indsatser.importing.sag.laeser import SagAfvist, leaves, parse, pattern_matches
from indsatser.importing.sag.skriver import row_uuid
from indsatser.models import (
    Aktivitet,
    Bevilling,
    Indikatorvaerdi,
    Initiativ,
    Lokalprojekt,
    Medarbejderressource,
    Milepael,
    PlanlagtAktivitet,
    Succeskriterium,
)
from indsatser.omraadelister.grundlag import load, plan_areas
from indsatser.omraadelister.regler import Svar
from plans.choices import Alvor, Deltagelse, Organart, Plantype, Rolle
from plans.models import (
    Afsnit,
    Beslutning,
    Boligafdeling,
    Budgetbeloeb,
    Budgetpost,
    Delaftale,
    Finansieringskilde,
    Haendelse,
    Helhedsplan,
    Moede,
    Organ,
    Uoverensstemmelse,
    User,
)
from plans.permissions import Ret, may

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_database")]

OWN_MODELS = [
    model
    for app in ("plans", "indsatser")
    for model in apps.get_app_config(app).get_models()
    if model._meta.object_name not in ("Feltaendring",)
]


def plan(short_name: str) -> Helhedsplan:
    return Helhedsplan.objects.get(short_name=short_name)


def criteria(short_name: str):
    return Succeskriterium.objects.filter(helhedsplan__short_name=short_name)


def total(rows, field: str = "amount") -> Decimal:
    return sum((getattr(row, field) or Decimal(0) for row in rows), Decimal(0))


# --- counts


def test_gellerup_has_the_documents_counts():
    rows = criteria("Gellerup-Toveshøj")
    assert Delaftale.objects.filter(helhedsplan=plan("Gellerup-Toveshøj")).count() == 3
    assert Aktivitet.objects.filter(delaftale__helhedsplan__short_name="Gellerup-Toveshøj").count() == 10
    assert rows.top_level().filter(aktivitet__isnull=True).count() == 13
    assert rows.top_level().filter(aktivitet__isnull=False).count() == 33
    assert Organ.objects.filter(helhedsplan__short_name="Gellerup-Toveshøj").count() == 15
    bestyrelser = Organ.objects.filter(helhedsplan__short_name="Gellerup-Toveshøj", kind=Organart.BESTYRELSE)
    assert bestyrelser.count() == 1
    assert Uoverensstemmelse.objects.filter(helhedsplan__short_name="Gellerup-Toveshøj").count() == 67


def test_rum_for_liv_has_the_documents_counts():
    assert Delaftale.objects.filter(helhedsplan__short_name="Rum for Liv").count() == 4
    activities = Aktivitet.objects.filter(delaftale__helhedsplan__short_name="Rum for Liv")
    assert (activities.count(), activities.filter(has_form=False).count()) == (18, 3)
    assert criteria("Rum for Liv").count() == 45
    assert Milepael.objects.filter(helhedsplan__short_name="Rum for Liv").count() == 40
    assert Indikatorvaerdi.objects.filter(helhedsplan__short_name="Rum for Liv").count() == 21
    assert not Delaftale.objects.filter(helhedsplan__short_name="Rum for Liv", indsatsomraade=None).exists()


@pytest.mark.parametrize(
    ("short_name", "area", "year", "met", "distances"),
    [
        ("Rum for Liv", "Akacieparken", 2010, 3, ["4.3", "0.72", "20.1"]),
        ("BolivVejle", "Finlandsparken", 2012, 2, ["2.2", "-0.39", "21.7"]),
    ],
)
def test_the_ghetto_lists_come_out_as_the_documents_say(short_name, area, year, met, distances):
    """44,3 % · 342 · 70,1 % in 2010; 42,2 % · 231 · 71,7 % in 2012: over 40 %, 270 per 10.000 and 50 % or not."""
    place = plan_areas(plan(short_name)).get(name=area)
    found = load([place])[place.pk].bedoem("ghetto_2010", year)
    assert (found.opfyldt, found.kriterier_svar) == (met, Svar.JA)
    assert [str(k.afstand.normalize()) for k in found.kriterier] == distances


def test_boliv_vejle_has_its_member_plans_and_tjansens_five_criteria():
    boliv = plan("BolivVejle")
    assert boliv.kind == Plantype.FAELLESSEKRETARIAT
    assert set(boliv.underplaner.values_list("short_name", flat=True)) == {"Løget", "Nørremarken"}
    tjansen = Aktivitet.objects.get(name="Tjansen")
    assert (tjansen.delaftale.nummer, tjansen.kriterier.count()) == (3, 5)
    codes = set(criteria("BolivVejle").top_level().values_list("code", flat=True))
    assert {f"O{n}" for n in range(1, 9)} < codes
    assert criteria("BolivVejle").filter(parent__code="O5", form=Kriterieform.LOVGRAENSE).count() == 3
    assert dict(criteria("BolivVejle").exclude(samme_som=None).values_list("code", "samme_som__code")) == {
        "F1-1": "O6",
        "F1-2": "O8",
        "F4-1": "O3",
        "F4-2": "O1",
    }


def test_boliv_vejle_keeps_budget_rows_without_amounts_and_the_attested_meetings():
    posts = Budgetpost.objects.filter(helhedsplan=plan("BolivVejle"))
    assert [post.title for post in posts] == ["Projektorganisation", "Uddannelse & job", "Image", "Evaluering"]
    assert not Budgetbeloeb.objects.filter(budgetpost__in=posts).exists()
    assert Moede.objects.filter(organ__short_name="BPS").count() == 7
    assert Moede.objects.filter(organ__short_name="FKU").count() == 6
    dhi = Organ.objects.get(name__startswith="DHI")
    assert (dhi.meetings_min, dhi.meetings_max) == (2, 3)


def test_the_list_of_plans_is_the_five_and_what_hangs_under_them():
    assert {(row.short_name, row.parent.short_name if row.parent else "") for row in Helhedsplan.objects.all()} == {
        ("Gellerup-Toveshøj", ""),
        ("Rum for Liv", ""),
        ("BolivVejle", ""),
        ("Løget", "BolivVejle"),
        ("Nørremarken", "BolivVejle"),
        ("Restmidler København", ""),
        ("Beboerprojekt Nordvest", "Restmidler København"),
        ("NørreBrobyggerne", "Restmidler København"),
    }
    assert str(plan("NørreBrobyggerne").bevillingsrunde) == "2019-26-midlerne"
    assert plan("NørreBrobyggerne").end_date == date(2025, 12, 31)
    assert plan("NørreBrobyggerne").start_date is None


# --- money


def test_gellerups_budget_is_the_agreements_and_leaves_the_remainder_unallocated():
    gellerup = plan("Gellerup-Toveshøj")
    assert (gellerup.frame_lbf, gellerup.frame_lokal, gellerup.frame_total) == (30_000_000, 12_128_000, 42_128_000)
    rows = Budgetbeloeb.objects.filter(budgetpost__helhedsplan=gellerup)
    lbf = total(rows.filter(kilde__kind="lbf"))
    local = total(rows.filter(kilde__kind="lokal"))
    assert (lbf, local, lbf + local) == (27_186_000, 11_580_000, 38_766_000)
    assert (gellerup.frame_lbf - lbf, gellerup.frame_lokal - local) == (2_814_000, 548_000)
    assert set(rows.values_list("year", flat=True)) == {None}
    odd = Delaftale.objects.get(helhedsplan=gellerup, nummer=3)
    assert (odd.total_as_printed, odd.end_date) == ("10.944.00", None)


def test_copenhagens_sources_allocations_and_initiatives_add_up():
    rest = plan("Restmidler København")
    sources = Finansieringskilde.objects.filter(helhedsplan=rest)
    given = Bevilling.objects.filter(initiativ__helhedsplan=rest)
    assert (sources.count(), given.count(), Initiativ.objects.filter(helhedsplan=rest).count()) == (5, 5, 5)
    new = Initiativ.objects.get(code="I1")
    assert total(new.bevillinger.all(), "aarsvaerk") == Decimal("4.2") == new.total_aarsvaerk
    assert total(Medarbejderressource.objects.filter(initiativ=new)) == Decimal("4.2")
    assert total(given.filter(initiativ__parent__code="I2")) == 1_350_000
    assert total(given.exclude(initiativ__code="P1")) == 6_280_000
    assert sources.get(name__startswith="Uforbrugte").amount_as_printed == "4, 93 mio. kr"
    assert new.forgaenger.code == "P1"
    assert Initiativ.objects.get(code="I2B").for_plan == plan("NørreBrobyggerne")
    assert Beslutning.objects.get(helhedsplan=rest).decided_on == date(2020, 10, 8)


def test_noerrebros_workshop_has_its_task_matrix_steps_and_budget():
    project = Lokalprojekt.objects.get()
    assert project.helhedsplan == plan("NørreBrobyggerne")
    assert project.opgaver.count() == 6
    assert {(row.task, row.mark) for row in project.opgaver.all()} == {("Forberedelse", "X"), ("Gennemførelse", "X")}
    assert (project.trin.count(), project.hours) == (3, 40)
    assert total(project.udgifter.all()) == 13_000
    assert project.udgifter.get(is_ceiling=True).amount == 8_000
    w1 = project.kriterier.get(code="W1")
    assert (w1.operator, w1.target_value, w1.target_to) == (Operator.MELLEM, 20, 25)


# --- domain.md §5.4, §5.5, §5.6


@pytest.mark.parametrize(
    ("start", "base", "on", "goal", "deadline"),
    [
        ("Flere beboere føler sig trygge", "52.9", 2017, "70", 2020),
        ("Flere stemmer ved kommunalvalget", "51.1", 2017, "55", 2021),
        ("Flere 1-5-årige går i pasningsordning", "86.6", 2015, "90", 2022),
        ("Flere tosprogede børn", "34.6", 2017, "40", 2021),
        ("Mindre skolefravær", "8.4", 2017, "7", 2022),
        ("Flere børn går til noget", "64", 2017, "70", 2021),
        ("Højere karakterer", "4.6", 2016, "5.6", 2022),
        ("Færre 20-24-årige", "21.3", 2016, "15", 2022),
        ("Færre voksne uden for", "52.5", 2017, "45", 2022),
    ],
)
def test_plan_level_criteria_have_the_documents_figures(start, base, on, goal, deadline):
    row = criteria("Gellerup-Toveshøj").get(statement__startswith=start)
    assert (row.baseline_value, row.target_value) == (Decimal(base), Decimal(goal))
    assert (row.baseline_on, row.deadline) == (date(on, 12, 31), date(deadline, 12, 31))


def test_relative_changes_for_two_departments_are_two_parts_with_their_own_baselines():
    meetings = criteria("Gellerup-Toveshøj").get(statement__startswith="Fremmødet")
    damage = criteria("Gellerup-Toveshøj").get(statement__startswith="Udgiften til hærværk")
    assert meetings.form == damage.form == Kriterieform.SAMMENSAT
    assert [(row.baseline_value, row.baseline_of, row.change_pct) for row in meetings.dele.all()] == [
        (82, 1392, 25),
        (46, 624, 25),
    ]
    assert [(row.form, row.baseline_value, row.unit) for row in damage.dele.all()] == [
        (Kriterieform.HALVERING, 712_000, "kr."),
        (Kriterieform.HALVERING, 243_000, "kr."),
    ]
    assert damage.deadline is None


def test_references_are_beside_the_target_and_the_masked_target_stays_empty():
    row = criteria("Gellerup-Toveshøj").get(statement__startswith="Færre 20-24-årige")
    assert [(mark.value, mark.year) for mark in row.referencevaerdier.all()] == [(Decimal("7.4"), 2016)]
    masked = criteria("Gellerup-Toveshøj").get(statement__startswith="Flere virksomheder")
    assert (masked.operator, masked.operator_stated, masked.target_value) == (Operator.CIRKA, True, None)


def test_activity_criteria_run_seventeen_months_from_the_plans_start_except_three():
    rows = criteria("Gellerup-Toveshøj").top_level().filter(aktivitet__isnull=False)
    in_window = rows.filter(window_months=17, window_derived=True, deadline=date(2019, 12, 31))
    assert (in_window.count(), rows.filter(window_months=None).count()) == (30, 3)
    assert set(in_window.values_list("window_from", "window_to")) == {(date(2018, 8, 1), date(2019, 12, 31))}
    assert sorted(rows.exclude(target_value=None).values_list("target_value", flat=True)) == sorted(
        map(
            Decimal, [1750, 85, 30, 50, 12, 13, 1, 12, 15, 100, 120, 60, 12, 20, 25, 12, 6, 4, 15, 3, 3, 15, 4, 20, 30]
        )
    )


def test_compound_criteria_keep_every_part():
    parts = {
        row.statement: [(part.target_value, part.operator, part.sammenlaegning) for part in row.dele.all()]
        for row in criteria("Gellerup-Toveshøj").filter(form=Kriterieform.SAMMENSAT, aktivitet__isnull=False)
    }
    assert len(parts) == 8
    assert parts["Temaarrangementer med et vist fremmøde"] == [
        (8, Operator.MINDST, Sammenlaegning.SUM),
        (18, Operator.MINDST, Sammenlaegning.MIDDEL),
    ]
    assert parts["To familiekurser på hver otte gange"][1][:2] == (8, Operator.LIG)


def test_rum_for_livs_targets_are_those_of_the_printed_plan():
    targets = defaultdict(list)
    for row in criteria("Rum for Liv").order_by("order").select_related("aktivitet"):
        targets[row.aktivitet.name].append(int(row.target_value))
    assert dict(targets) == {
        "Forældre & Læring": [100, 50, 25],
        "Aktiviteter & Brobygning": [100, 20, 20],
        "Foreningsguider": [40, 35, 30],
        "Vejledningstilbud": [75, 50, 50],
        "Fremskudt beskæftigelse": [100, 100, 100],
        "Lommepengeprojekt": [20, 15, 10],
        "Fritidsjobvejledning": [20, 15, 10],
        "Lektiecafé": [40, 40, 40],
        "Arrangementer": [200, 10, 2],
        "Sesam": [50, 5, 50],
        "Demokratiambassadører": [10, 4, 30],
        "Opgangsmøder & Homeparties": [100, 100, 50],
        "Servicebesøg": [100, 20, 10],
        "Kompetenceløft": [5, 5, 5],
        "Nyhedsbreve": [10, 50, 5],
    }


def test_staff_hours_close_on_full_time_and_gellerups_add_to_the_printed_man_years():
    rows = Medarbejderressource.objects.filter(helhedsplan__short_name="Rum for Liv")
    assert total(rows.filter(role="Familiekoordinator")) == 37
    assert total(rows.filter(role="Ungekoordinator")) == 37
    assert total(rows.filter(role="Sekretariatsleder")) == 21
    own = Medarbejderressource.objects.filter(
        helhedsplan__short_name="Gellerup-Toveshøj", role__in=["Boligsocial medarbejder", "Beboerrådgiver"]
    )
    assert total(own) == Decimal("8.92")


def test_departments_keep_their_figures_and_kamhusene_is_out():
    dropped = Boligafdeling.objects.get(name="Kamhusene").deltagelser.get()
    assert (dropped.deltagelse, dropped.dwellings) == (Deltagelse.UDGAAET, 156)
    kept = plan("Rum for Liv").afdelingsdeltagelser.filter(deltagelse=Deltagelse.MED)
    assert sum(row.dwellings for row in kept) == 466


def test_planned_activities_keep_other_names_levels_and_gaps():
    rows = PlanlagtAktivitet.objects.filter(
        delaftale__nummer=3, delaftale__helhedsplan__short_name="Gellerup-Toveshøj"
    )
    assert rows.count() == 7
    assert rows.get(name__startswith="Støtte til").aktivitet.name == "Iværksætteri og socialøkonomisk virksomhed"
    assert rows.filter(parent__name__startswith="Et mobilt").count() == 3


def test_severities_are_those_of_the_file():
    stated = [row["severity"] for row in parse(FOLDER / "rum_for_liv.yaml")["document_inconsistencies"]]
    found = Counter(
        Uoverensstemmelse.objects.filter(helhedsplan=plan("Rum for Liv")).values_list("severity", flat=True)
    )
    assert found == {
        Alvor.HOEJ: stated.count("high"),
        Alvor.MIDDEL: stated.count("medium"),
        Alvor.LAV: stated.count("low"),
    }
    assert len(stated) == 77


# --- figure by figure


def numbers_in(row: models.Model) -> set[Decimal]:
    """Every number a row holds: in its figures, the years of its dates, and its texts."""
    found: set[Decimal] = set()
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.is_relation or field.name in ("id", "version", "order") or isinstance(value, bool):
            continue
        if isinstance(value, int | Decimal):
            found.add(Decimal(value))
        elif isinstance(value, date):
            found |= {Decimal(value.year), Decimal(value.month), Decimal(value.day)}
        elif isinstance(value, str):
            found |= {Decimal(hit.replace(",", ".")) for hit in re.findall(r"\d+(?:,\d+)?", value)}
    return found


def is_summed_or_left_out(path: str) -> bool:
    return is_left_out(path) or any(pattern_matches(path, pattern) for pattern in PRINTED_SUMS)


def prefixes(path: str) -> list[str]:
    """The places a value lies in, nearest first: "a.b[2].c" → "a.b[2].c", "a.b[2]", "a.b", "a"."""
    found = [path]
    while match := re.match(r"^(.*)(?:\.[^.\[\]]+|\[\d+\])$", found[-1]):
        found.append(match[1])
    return found


PRINTED_SUMS = ("*.budget.total", "budget.total.amount")
"""Totals are not stored but tried against their parts when the file is loaded."""


@pytest.fixture(scope="module")
def rows_by_uuid(demo_database, django_db_blocker):
    with django_db_blocker.unblock():
        tracked = [model for model in OWN_MODELS if any(field.name == "uuid" for field in model._meta.fields)]
        return {row.uuid: row for model in tracked for row in model.objects.all()}, tracked


@pytest.mark.parametrize("case", CASES)
def test_every_number_in_the_file_stands_in_the_row_made_from_its_place(case, rows_by_uuid):
    by_uuid, tracked = rows_by_uuid
    data = parse(FOLDER / f"{case}.yaml")
    figures = [
        (path, Decimal(value))
        for path, value in leaves(data)
        if isinstance(value, int | Decimal) and not isinstance(value, bool) and not is_summed_or_left_out(path)
    ]
    places = {place for path, _ in leaves(data) for place in prefixes(path)}
    at_place = defaultdict(set)
    for place in places:
        for model in tracked:
            if row := by_uuid.get(row_uuid(case, model, place)):
                for outer in prefixes(place):
                    at_place[outer] |= numbers_in(row)
    elsewhere: set[Decimal] = set()
    for row in [
        *Afsnit.objects.all(),
        *Boligafdeling.objects.all(),
        *Lokalprojekt.objects.all(),
        *Helhedsplan.objects.all(),
    ]:
        elsewhere |= numbers_in(row)
    missing = [
        f"{path}: {value}"
        for path, value in figures
        if value not in next((at_place[p] for p in prefixes(path)[:-1] if at_place.get(p)), set())
        and not any(value in at_place[p] for p in prefixes(path)[:3])
        and value not in elsewhere
    ]
    assert figures
    assert missing == []


def test_what_is_knowingly_left_out_is_a_short_list_with_reasons_and_no_dead_entries():
    paths = [path for case in CASES for path, _ in leaves(parse(FOLDER / f"{case}.yaml"))]
    assert all(reason.endswith(".") for reason in IKKE_GEMT.values())
    dead = [pattern for pattern in IKKE_GEMT if not any(pattern_matches(path, pattern) for path in paths)]
    assert dead == []


def test_a_key_the_loader_does_not_know_is_refused_and_nothing_is_saved():
    data = parse(FOLDER / "rum_for_liv.yaml")
    data["plan"]["short_name"] = "En anden plan"
    data["plan"]["focus_areas"][0]["activities"][1]["rent"] = 4711
    with pytest.raises(SagAfvist, match=r"plan\.focus_areas\[0\]\.activities\[1\]\.rent.*Intet er gemt"):
        load_data(data, sag="en_anden")
    assert not Helhedsplan.objects.filter(short_name="En anden plan").exists()


def test_a_budget_that_does_not_add_up_is_refused():
    data = parse(FOLDER / "gellerup.yaml")
    data["plan"]["delaftaler"][0]["budget"]["total"] = 14_705_001
    with pytest.raises(SagAfvist, match=r"budget\.total"):
        load_data(data, sag="en_anden")


# --- the whole


def test_every_row_obeys_the_rules():
    many = {"Maaling": 9, "Haendelse": 60, "Logpost": 5}
    for model in OWN_MODELS:
        for row in model._default_manager.all()[:: many.get(model.__name__, 1)]:
            row.full_clean()


def test_seeding_a_second_time_makes_nothing_and_leaves_no_trace():
    before = {model: model._default_manager.count() for model in OWN_MODELS}
    assert sum(seed().values()) == 0
    assert {model: model._default_manager.count() for model in OWN_MODELS} == before


def test_what_people_changed_is_left_alone():
    Succeskriterium.objects.filter(statement__startswith="Rådgiverne holder").update(target_value=1800)
    Helhedsplan.objects.filter(short_name="NørreBrobyggerne").update(end_date=None)
    seed()
    assert criteria("Gellerup-Toveshøj").get(statement__startswith="Rådgiverne holder").target_value == 1800
    assert plan("NørreBrobyggerne").end_date is None


def test_everything_loaded_is_on_the_trail():
    assert Haendelse.objects.filter(helhedsplan=plan("Gellerup-Toveshøj"), handling="oprettet").count() > 300


@pytest.mark.parametrize("login", LOGINS, ids=lambda login: login.email)
def test_each_login_works_and_has_the_rights_of_its_rolle(login):
    user = authenticate(RequestFactory().post("/"), username=login.email, password=PASSWORD)
    assert user is not None
    seen = Helhedsplan.objects.visible_to(user)
    if login.rolle is None:
        assert (user.is_superuser, seen.count()) == (True, 0)
    else:
        assert seen.count() == 8
        assert may(seen.first(), Ret.REDIGER) == (login.rolle in (Rolle.REDAKTOER, Rolle.PLANLEDER))
    assert user.aktiviteter.exists() == (login.rolle == Rolle.MEDARBEJDER)


def test_the_demo_password_satisfies_djangos_own_validators():
    names = ("UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword")
    path = "django.contrib.auth.password_validation"
    validators = get_password_validators([{"NAME": f"{path}.{name}Validator"} for name in names])
    for login in LOGINS:
        validate_password(PASSWORD, User(email=login.email, name=login.name), validators)


def test_the_command_prints_one_login_per_role_and_refuses_outside_the_demo(settings):
    settings.DEMO = True
    out = StringIO()
    call_command("seed_demo", vis_logins=True, stdout=out)
    assert all(login.email in out.getvalue() for login in LOGINS)
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO"):
        call_command("seed_demo")
