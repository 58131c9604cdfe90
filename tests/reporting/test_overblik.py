"""The facts of the plan's front page: what slipped, what comes next, which days one may look back at."""

from datetime import date
from decimal import Decimal

import pytest

from indsatser.choices import Kriterieform, Milepaeltilstand, Tilstand
from reporting.facts.overblik import COMING, build_overblik, nedslag
from tests.indsatser.factories import MaalingFactory, MilepaelFactory, SucceskriteriumFactory
from tests.plans.factories import HelhedsplanFactory

END_OF_2019 = date(2019, 12, 31)


def _measured(value, **fields):
    krit = SucceskriteriumFactory(**fields)
    MaalingFactory(kriterium=krit, value=Decimal(value))
    return krit


def test_what_can_no_longer_be_met_comes_before_what_can_be_caught_up():
    missed = _measured(10, deadline=date(2019, 8, 31), window_to=date(2019, 8, 31))
    behind = _measured(10, aktivitet=missed.aktivitet, window_to=date(2020, 12, 31), deadline=date(2020, 12, 31))
    _measured(100, aktivitet=missed.aktivitet)
    overblik = build_overblik(missed.helhedsplan, as_of=END_OF_2019)
    assert [(g.tilstand, [p.linje.uuid for p in g.kriterier]) for g in overblik.afvigelser] == [
        (Tilstand.IKKE_OPFYLDT, [missed.uuid]),
        (Tilstand.BAGUD, [behind.uuid]),
    ]
    assert [g.tilstand for g in overblik.oevrige_tilstande] == [Tilstand.OPFYLDT]


def test_every_late_criterion_knows_its_place():
    missed = _measured(10, deadline=date(2019, 8, 31), window_to=date(2019, 8, 31))
    placed = build_overblik(missed.helhedsplan, as_of=END_OF_2019).afvigelser[0].kriterier[0]
    assert placed.aktivitet.uuid == missed.aktivitet.uuid
    assert placed.delaftale.uuid == missed.aktivitet.delaftale.uuid


def test_a_vision_is_in_no_group():
    vision = SucceskriteriumFactory(form=Kriterieform.VISION)
    overblik = build_overblik(vision.helhedsplan, as_of=END_OF_2019)
    assert overblik.afvigelser == overblik.oevrige_tilstande == ()
    assert overblik.fakta.antal_kriterier == 0


def test_the_counts_are_those_of_the_day():
    krit = _measured(100)
    before, after = (build_overblik(krit.helhedsplan, as_of=day) for day in (date(2019, 1, 1), END_OF_2019))
    assert before.fakta.tilstande[Tilstand.OPFYLDT] == 0
    assert after.fakta.tilstande[Tilstand.OPFYLDT] == 1


def test_milestones_are_late_coming_or_neither():
    plan = HelhedsplanFactory()
    late = MilepaelFactory(helhedsplan=plan, year=2019, quarter=1)
    MilepaelFactory(helhedsplan=plan, year=2019, quarter=2, state=Milepaeltilstand.NAAET, reached_on=date(2019, 6, 1))
    MilepaelFactory(helhedsplan=plan, year=2020, quarter=2, state=Milepaeltilstand.BORTFALDET)
    MilepaelFactory(helhedsplan=plan, year=None, quarter=None)
    this_quarter = MilepaelFactory(helhedsplan=plan, year=2019, quarter=4)
    overblik = build_overblik(plan, as_of=date(2019, 11, 1))
    assert [m.uuid for m in overblik.forsinkede] == [late.uuid]
    assert [m.uuid for m in overblik.kommende] == [this_quarter.uuid]


def test_only_the_first_of_many_coming_milestones_are_shown_but_all_are_counted():
    plan = HelhedsplanFactory()
    MilepaelFactory.create_batch(COMING + 3, helhedsplan=plan, year=2020, quarter=1)
    overblik = build_overblik(plan, as_of=END_OF_2019)
    assert len(overblik.kommende) == COMING
    assert overblik.kommende_i_alt == COMING + 3


@pytest.mark.parametrize(
    ("start", "end", "last", "days"),
    [
        (
            date(2018, 8, 1),
            date(2022, 7, 31),
            date(2022, 7, 31),
            "2018-12-31 2019-12-31 2020-12-31 2021-12-31 2022-07-31",
        ),
        (date(2013, 1, 1), date(2014, 12, 31), date(2014, 12, 31), "2013-12-31 2014-12-31"),
        (date(2018, 8, 1), date(2022, 7, 31), date(2020, 3, 1), "2018-12-31 2019-12-31"),
        (date(2018, 8, 1), None, date(2019, 2, 1), "2018-12-31"),
        (date(2018, 8, 1), date(2022, 7, 31), date(2018, 9, 1), ""),
        (None, date(2025, 12, 31), date(2025, 12, 31), ""),
        (None, None, date(2025, 12, 31), ""),
    ],
)
def test_one_may_look_back_at_the_year_ends_and_the_plans_last_day(start, end, last, days):
    plan = HelhedsplanFactory.build(start_date=start, end_date=end, bevillingsrunde=None, kommune=None)
    assert " ".join(str(day) for day in nedslag(plan, last=last)) == days
