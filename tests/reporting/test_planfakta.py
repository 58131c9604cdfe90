"""Everything said of a plan on a day."""

from datetime import date
from decimal import Decimal

import pytest

from indsatser.choices import Kriterieform, Sammenlaegning, Tilstand
from indsatser.models import Succeskriterium
from reporting.facts.delaftaleside import build_delaftaleside, nest
from reporting.facts.kriterium import build_kriteriefakta
from reporting.facts.planfakta import build_planfakta
from tests.indsatser.factories import (
    AktivitetFactory,
    InitiativFactory,
    LokalprojektFactory,
    MaalaendringFactory,
    MaalFactory,
    MaalingFactory,
    MilepaelFactory,
    SucceskriteriumFactory,
)
from tests.plans.factories import DelaftaleFactory, HelhedsplanFactory

DAY = date(2019, 12, 31)


def test_criteria_stand_where_they_belong():
    akt = AktivitetFactory()
    plan = akt.helhedsplan
    on_activity = SucceskriteriumFactory(aktivitet=akt)
    on_delaftale = SucceskriteriumFactory(aktivitet=None, delaftale=akt.delaftale)
    on_plan = SucceskriteriumFactory(aktivitet=None, delaftale=None, helhedsplan=plan)
    fakta = build_planfakta(plan, as_of=DAY)
    (delaftale,) = fakta.delaftaler
    assert [line.uuid for line in fakta.overordnede] == [on_plan.uuid]
    assert [line.uuid for line in delaftale.kriterier] == [on_delaftale.uuid]
    assert [line.uuid for line in delaftale.aktiviteter[0].kriterier] == [on_activity.uuid]
    assert fakta.antal_kriterier == 3
    assert delaftale.antal_kriterier == 2
    assert delaftale.antal_egne == 1


def test_what_repeats_another_criterion_is_shown_but_not_counted_twice():
    krit = SucceskriteriumFactory()
    SucceskriteriumFactory(aktivitet=None, delaftale=krit.aktivitet.delaftale, samme_som=krit)
    fakta = build_planfakta(krit.helhedsplan, as_of=DAY)
    assert fakta.antal_kriterier == 1
    assert len(fakta.delaftaler[0].kriterier) == 1
    assert (fakta.delaftaler[0].antal_egne, fakta.delaftaler[0].antal_gengivne) == (0, 1)


def test_parts_are_not_criteria_of_their_own_and_take_the_wholes_source():
    whole = SucceskriteriumFactory(form=Kriterieform.SAMMENSAT, target_value=None, source="Referater")
    SucceskriteriumFactory(aktivitet=whole.aktivitet, parent=whole)
    (line,) = build_planfakta(whole.helhedsplan, as_of=DAY).alle_kriterier
    assert [part.kilde for part in line.dele] == ["Referater"]


def test_example_figures_are_known_at_every_level():
    krit = SucceskriteriumFactory()
    clean = build_planfakta(krit.helhedsplan, as_of=DAY)
    MaalingFactory(kriterium=krit, is_eksempel=True)
    marked = build_planfakta(krit.helhedsplan, as_of=DAY)
    for fakta, expected in ((clean, False), (marked, True)):
        (delaftale,) = fakta.delaftaler
        assert [fakta.har_eksempeltal, delaftale.har_eksempeltal, delaftale.aktiviteter[0].har_eksempeltal] == [
            expected
        ] * 3


def test_an_activity_that_was_retired_later_is_still_there_on_the_day():
    akt = AktivitetFactory(retired_on=date(2020, 1, 1), retired_reason="Slut.")
    for day, number in ((DAY, 1), (date(2020, 1, 1), 0)):
        (delaftale,) = build_planfakta(akt.helhedsplan, as_of=day).delaftaler
        assert len(delaftale.aktiviteter) == number


def test_a_start_measurement_is_a_starting_point_and_not_a_result():
    krit = SucceskriteriumFactory(share=True, baseline_value=None, baseline_on=None, baseline_text="")
    MaalingFactory(kriterium=krit, kind="start", value=Decimal(12), data_to=date(2019, 6, 30))
    (line,) = build_planfakta(krit.helhedsplan, as_of=DAY).alle_kriterier
    assert line.resultat.tilstand != Tilstand.OPFYLDT


def test_a_goal_keeps_the_letter_the_agreement_gives_it():
    maal = MaalFactory(letter="a", letter_in_agreement="d")
    (delaftale,) = build_planfakta(maal.helhedsplan, as_of=DAY).delaftaler
    assert [(m.letter, m.letter_in_agreement) for m in delaftale.maal] == [("a", "d")]


def test_the_agreements_list_is_nested_and_orphans_stand_by_themselves():
    delaftale = DelaftaleFactory()
    make = delaftale.planlagte_aktiviteter.create
    top = make(name="Familier", order=1)
    child = make(name="Kurser", parent=top, order=2)
    gone = make(name="Væk", order=3, retired_on=date(2019, 1, 1), retired_reason="Slut.")
    orphan = make(name="Forældreløs", parent=gone, order=4)
    rows = delaftale.planlagte_aktiviteter.current(on=DAY).order_by("order")
    assert [(p.row, p.under) for p in nest(rows)] == [(top, (child,)), (orphan, ())]


def test_a_delaftale_without_a_budget_row_has_no_money():
    delaftale = DelaftaleFactory(helhedsplan=HelhedsplanFactory())
    side = build_delaftaleside(delaftale, build_planfakta(delaftale.helhedsplan, as_of=DAY).oekonomi, as_of=DAY)
    assert side.post is None
    assert side.is_below_requirement is False


def _compound(**fields):
    return SucceskriteriumFactory(form=Kriterieform.SAMMENSAT, target_value=None, **fields)


def _part(whole, **fields):
    return SucceskriteriumFactory(parent=whole, aktivitet=whole.aktivitet, **fields)


def test_a_part_retired_later_still_counts_on_the_day():
    whole = _compound()
    _part(whole)
    _part(whole, retired_on=date(2020, 6, 1), retired_reason="Droppet")
    _part(whole, retired_on=date(2019, 6, 1), retired_reason="Droppet")

    def parts(day):
        (line,) = build_planfakta(whole.helhedsplan, as_of=day).alle_kriterier
        row = Succeskriterium.objects.for_opgoerelse().get(pk=whole.pk)
        assert len(build_kriteriefakta(row, as_of=day).maalte) == len(line.dele) == len(line.resultat.parts)
        return len(line.dele)

    assert (parts(date(2019, 5, 31)), parts(DAY), parts(date(2020, 6, 1))) == (3, 2, 1)


def test_a_part_is_judged_alike_by_itself_and_in_its_whole():
    whole = _compound(window_from=date(2018, 8, 1), window_to=DAY)
    part = _part(whole, form=Kriterieform.ANTAL_I_VINDUE, sammenlaegning=Sammenlaegning.SUM, target_value=10)
    type(part).objects.filter(pk=part.pk).update(window_from=None, window_to=None, deadline=None)
    MaalingFactory(kriterium=part, value=4, data_from=date(2019, 1, 1), data_to=date(2019, 6, 30))
    (line,) = build_planfakta(whole.helhedsplan, as_of=DAY).alle_kriterier
    row = Succeskriterium.objects.for_opgoerelse().get(pk=part.pk)
    assert build_kriteriefakta(row, as_of=DAY).linje.resultat == line.dele[0].resultat
    assert line.dele[0].resultat.tilstand == Tilstand.IKKE_OPFYLDT


def test_repetitions_of_compound_criteria_cost_no_more_queries(assert_flat_queries):
    akt = AktivitetFactory()

    def grow():
        whole = _compound(aktivitet=akt)
        MaalingFactory(kriterium=_part(whole))
        _compound(aktivitet=None, delaftale=akt.delaftale, samme_som=whole)

    grow()
    assert_flat_queries(get=lambda: build_planfakta(akt.helhedsplan, as_of=DAY), grow=grow)


def test_a_whole_plan_is_read_in_so_many_queries_and_no_more(django_assert_max_num_queries):
    kriterium = SucceskriteriumFactory()
    akt = kriterium.aktivitet
    MaalingFactory(kriterium=kriterium)
    for number in (1, 2):
        MaalFactory(helhedsplan=akt.helhedsplan, delaftale=akt.delaftale, letter="ab"[number - 1])
        MilepaelFactory(helhedsplan=akt.helhedsplan, aktivitet=akt, quarter=number)
    with django_assert_max_num_queries(16):
        build_planfakta(akt.helhedsplan, as_of=DAY)


@pytest.mark.parametrize(
    ("owner", "factory"), [("lokalprojekt", LokalprojektFactory), ("initiativ", InitiativFactory)]
)
def test_criteria_go_with_the_project_they_belong_to(owner, factory):
    project = factory(retired_on=date(2020, 6, 1), retired_reason="Slut.")
    plan = project.helhedsplan
    SucceskriteriumFactory(aktivitet=None, helhedsplan=plan, **{owner: project})
    counted = [build_planfakta(plan, as_of=day).antal_kriterier for day in (DAY, date(2020, 6, 1))]
    assert counted == [1, 0]


def test_a_criterion_retired_during_the_year_is_there_as_udgaaet_with_the_reason_and_gone_the_year_after():
    krit = SucceskriteriumFactory(retired_on=date(2019, 10, 1), retired_reason="Aftalt med bestyrelsen.")
    before, same_year, year_after = (
        build_planfakta(krit.helhedsplan, as_of=day).alle_kriterier
        for day in (date(2019, 9, 30), date(2019, 12, 31), date(2020, 12, 31))
    )
    assert before[0].resultat.tilstand != Tilstand.UDGAAET
    assert same_year[0].resultat.tilstand == Tilstand.UDGAAET
    assert same_year[0].resultat.explanation == ("Udgået 01.10.2019 og opgøres ikke længere: Aftalt med bestyrelsen.")
    assert year_after == ()


def test_what_was_said_on_an_earlier_day_is_what_that_days_own_facts_say():
    """Also where the target was changed, or a part went out, in between."""
    share = SucceskriteriumFactory(share=True)
    plan, aktivitet = share.helhedsplan, share.aktivitet
    changed = SucceskriteriumFactory(aktivitet=aktivitet)
    MaalaendringFactory(kriterium=changed, changed_on=date(2019, 3, 14), target_value=Decimal(8))
    whole = SucceskriteriumFactory(aktivitet=aktivitet, form=Kriterieform.SAMMENSAT, target_value=None)
    for out in (None, date(2019, 4, 1)):
        why = "Aftalt." if out else ""
        part = SucceskriteriumFactory(aktivitet=aktivitet, parent=whole, retired_on=out, retired_reason=why)
        MaalingFactory(kriterium=part, value=Decimal(60), data_from=date(2019, 1, 1), data_to=date(2019, 1, 31))
    for row in (share, changed):
        MaalingFactory(kriterium=row, data_from=date(2019, 1, 1), data_to=date(2019, 1, 31))
    before = date(2019, 2, 28)
    both = build_planfakta(plan, as_of=date(2019, 12, 31), before=before)
    alone = build_planfakta(plan, as_of=before)
    assert both.foer == {line.uuid: line.resultat for line in alone.alle_kriterier}


def test_a_criterion_that_went_out_after_the_earlier_day_is_still_there():
    krit = SucceskriteriumFactory(retired_on=date(2018, 12, 1), retired_reason="Aftalt ud.")
    day, before = date(2019, 3, 1), date(2018, 11, 1)
    assert build_planfakta(krit.helhedsplan, as_of=day).alle_kriterier == ()
    (line,) = build_planfakta(krit.helhedsplan, as_of=day, before=before).alle_kriterier
    assert line.resultat.tilstand == Tilstand.UDGAAET
