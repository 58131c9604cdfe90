"""The filters that live in the address: search in Danish, nonsense that filters nothing, Danish order."""

from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from plans.choices import Planstatus
from plans.forms import HistorikFilter, PlanFilter
from plans.models import Haendelse, Helhedsplan
from tests.plans.factories import (
    BevillingsrundeFactory,
    BoligorganisationFactory,
    HaendelseFactory,
    HelhedsplanFactory,
    KommuneFactory,
    UserFactory,
)


def found(query: str = "") -> list[str]:
    """The names of the plans an address shows, in its order."""
    plans = PlanFilter(QueryDict(query), queryset=Helhedsplan.objects.all())
    names = dict(Helhedsplan.objects.values_list("pk", "short_name"))
    return [names[pk] for pk in plans.sorted_pks()]


def named(*names: str) -> None:
    for name in names:
        HelhedsplanFactory(short_name=name)


def test_plans_stand_in_danish_order_with_aa_as_the_last_letter():
    named("Ørebyen", "Aarhus Vest", "Zenit", "Ærø", "Absalonparken", "Åparken", "Vejle")
    assert found() == ["Absalonparken", "Vejle", "Zenit", "Ærø", "Ørebyen", "Åparken", "Aarhus Vest"]


def test_search_does_not_mind_capitals_not_even_danish_ones():
    named("Åparken", "Ørebyen", "Vejle")
    assert found("q=åPARKEN") == ["Åparken"]
    assert found("q=ØREBYEN") == ["Ørebyen"]
    assert found("q=øre") == ["Ørebyen"]


def test_search_finds_aa_whether_it_is_written_with_one_letter_or_two():
    named("Aabenraa", "Ålborg Øst")
    assert found("q=Åbenrå") == ["Aabenraa"]
    assert found("q=aalborg") == ["Ålborg Øst"]


def test_search_looks_in_names_journal_number_municipality_and_administrator():
    HelhedsplanFactory(
        short_name="Den rette",
        journalnummer="1505",
        kommune=KommuneFactory(name="Vejle Kommune"),
        administrator=BoligorganisationFactory(name="Lejerbo"),
    )
    named("En anden")
    for query in ("q=1505", "q=vejle", "q=lejerbo", "q=Helhedsplanen+Den+rette", "q=lejerbo+1505"):
        assert found(query) == ["Den rette"], query


def test_every_word_must_be_found():
    named("Åparken Nord", "Åparken Syd")
    assert found("q=syd+åparken") == ["Åparken Syd"]
    assert found("q=åparken+vest") == []


def test_letters_that_mean_something_to_a_database_are_letters():
    named("100 % tryghed", "Under_streg")
    assert found("q=%25") == ["100 % tryghed"]
    assert found("q=_") == ["Under_streg"]


def test_lists_narrow_the_plans():
    runde = BevillingsrundeFactory(code="anden", name="2019-26-midlerne")
    kommune = KommuneFactory(name="Vejle Kommune")
    HelhedsplanFactory(short_name="Den rette", status=Planstatus.AFSLUTTET, bevillingsrunde=runde, kommune=kommune)
    named("En anden")
    for query in ("status=afsluttet", f"runde={runde.pk}", f"kommune={kommune.pk}"):
        assert found(query) == ["Den rette"], query
    assert found(f"status=afsluttet&runde={runde.pk}&kommune={kommune.pk}&q=rette") == ["Den rette"]


def test_nonsense_in_the_address_filters_nothing_away():
    named("Åparken")
    for query in ("status=banan", "runde=banan", "kommune=-1", "runde=999999999999999999999", f"q={'x' * 500}"):
        assert found(query) == ["Åparken"], query


def test_only_municipalities_and_rounds_of_the_plans_are_offered_in_danish_order():
    for name in ("Aarhus Kommune", "Vejle Kommune", "Ærø Kommune"):
        HelhedsplanFactory(kommune=KommuneFactory(name=name))
    KommuneFactory(name="Uden planer")
    offered = PlanFilter(QueryDict(), queryset=Helhedsplan.objects.all()).fields["kommune"].choices
    assert [label for _, label in offered] == ["Alle", "Vejle Kommune", "Ærø Kommune", "Aarhus Kommune"]


# --- The trail


def events(plan, query: str = "") -> list[Haendelse]:
    return list(HistorikFilter(QueryDict(query), queryset=Haendelse.objects.filter(helhedsplan=plan)).rows())


def test_the_trail_is_filtered_by_person_action_kind_and_day():
    plan = HelhedsplanFactory()
    mette = HaendelseFactory(helhedsplan=plan, kind="milepæl", handling="oprettet")
    system = HaendelseFactory(helhedsplan=plan, by=None)
    assert events(plan, f"person={mette.by.pk}") == [mette]
    assert events(plan, "person=system") == [system]
    assert events(plan, "handling=oprettet") == [mette]
    assert events(plan, "kind=milepæl") == [mette]
    today, tomorrow = timezone.localdate(), timezone.localdate() + timedelta(days=1)
    assert events(plan, f"fra={today}&til={today}") == [system, mette]
    assert events(plan, f"fra={tomorrow}") == []


def test_nonsense_in_the_trails_address_filters_nothing_away():
    event = HaendelseFactory()
    for query in ("person=banan", "handling=banan", "kind=banan", "fra=banan", "til=31.02.2020", "fra=0001-01-01"):
        assert events(event.helhedsplan, query) == [event], query


def test_only_people_of_this_plans_trail_are_offered():
    event = HaendelseFactory(by=UserFactory(name="Åse Åkjær"))
    HaendelseFactory(helhedsplan=event.helhedsplan, by=UserFactory(name="Bo Bang"))
    HaendelseFactory(by=UserFactory(name="En fremmed"))
    trail = HistorikFilter(QueryDict(), queryset=Haendelse.objects.filter(helhedsplan=event.helhedsplan))
    assert [label for _, label in trail.fields["person"].choices] == ["Alle", "Bo Bang", "Åse Åkjær", "Systemet"]
