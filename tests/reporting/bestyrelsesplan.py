"""A plan the way a board meets it: a meeting behind, one ahead, and criteria that moved each in a way of its own."""

from datetime import date
from decimal import Decimal

from indsatser.choices import Milepaeltilstand
from plans.choices import Beslutningsart, Organart, Postart, Punktart
from tests.indsatser.factories import (
    AktivitetFactory,
    MaalaendringFactory,
    MaalingFactory,
    MilepaelFactory,
    SucceskriteriumFactory,
)
from tests.plans import factories as f

SIDST, DAGEN, NAESTE = date(2019, 9, 12), date(2019, 10, 31), date(2019, 12, 10)
SLUT = date(2020, 12, 31)


def byg_bestyrelsesplan():
    """Egeparken. On 31 October 2019, with the meetings of 12 September behind and 10 December ahead."""
    plan = f.HelhedsplanFactory(
        name="Helhedsplanen for Egeparken",
        short_name="Egeparken",
        start_date=date(2018, 8, 1),
        end_date=date(2021, 7, 31),
        frame_lbf=Decimal(3_000_000),
        frame_lokal=Decimal(1_200_000),
    )
    tryghed = f.DelaftaleFactory(helhedsplan=plan, nummer=1, title="Tryghed og trivsel")
    f.DelaftaleFactory(helhedsplan=plan, nummer=2, title="Uddannelse og job")
    aktivitet = AktivitetFactory(delaftale=tryghed, name="Åben rådgivning")
    _kriterier(aktivitet)
    _milepaele(plan, tryghed, aktivitet)
    _penge(plan, tryghed)
    _moeder(plan)
    return plan


def kriterium(aktivitet, statement, *maalt, **fields):
    """A count of 100 from August 2018 to the end of 2020: an even pace is 46 at the last meeting and 51 on the day."""
    row = SucceskriteriumFactory(aktivitet=aktivitet, statement=statement, window_to=SLUT, deadline=SLUT, **fields)
    for day, value in maalt:
        MaalingFactory(kriterium=row, value=Decimal(value), data_from=day, data_to=day)
    return row


def _kriterier(aktivitet):
    juni, oktober = date(2019, 6, 30), date(2019, 10, 15)
    kriterium(aktivitet, "Uændret og bagud", (juni, 10))
    kriterium(aktivitet, "Nået siden sidst", (juni, 60), (oktober, 45))
    kriterium(aktivitet, "Blevet værre", (juni, 48))
    kriterium(aktivitet, "Blevet bedre", (juni, 20), (oktober, 50))
    kriterium(aktivitet, "Målt første gang", (oktober, 5))
    kriterium(aktivitet, "Ikke målt")
    kriterium(aktivitet, "Taget ud", (juni, 10), retired_on=date(2019, 10, 1), retired_reason="Aftalt ud.")


def _milepaele(plan, delaftale, aktivitet):
    naaet = {"state": Milepaeltilstand.NAAET}
    MilepaelFactory(helhedsplan=plan, year=2019, quarter=1, reached_on=date(2019, 3, 1), **naaet)
    MilepaelFactory(helhedsplan=plan, delaftale=delaftale, quarter=3, reached_on=date(2019, 9, 20), **naaet)
    MilepaelFactory(
        helhedsplan=plan, delaftale=delaftale, aktivitet=aktivitet, text="Rådgivningen er åbnet", quarter=2
    )
    MilepaelFactory(
        helhedsplan=plan,
        delaftale=delaftale,
        text="Rådgivningen er evalueret",
        year=2020,
        quarter=1,
        original_year=2019,
        original_quarter=3,
        postponed_reason="Evaluator var syg.",
    )


def _penge(plan, delaftale):
    fund = f.FinansieringskildeFactory(helhedsplan=plan, name="Landsbyggefonden")
    post = f.BudgetpostFactory(helhedsplan=plan, kind=Postart.DELAFTALE, delaftale=delaftale, title=delaftale.title)
    evaluering = f.BudgetpostFactory(helhedsplan=plan, title="Evaluering")
    f.BudgetbeloebFactory(budgetpost=post, kilde=fund, amount=Decimal(1_500_000), year=2019)
    f.ForbrugFactory(budgetpost=post, kilde=fund, amount=Decimal(400_000), booked_on=date(2019, 5, 1))
    f.ForbrugFactory(budgetpost=post, kilde=fund, amount=Decimal(77_000), booked_on=date(2019, 12, 1))
    f.OmdisponeringFactory(
        helhedsplan=plan,
        from_post=post,
        from_kilde=fund,
        from_year=2019,
        to_post=evaluering,
        to_year=2019,
        amount=Decimal(25_000),
        moved_on=date(2019, 10, 1),
    )
    row = plan.kriterier.get(statement="Blevet bedre")
    MaalaendringFactory(kriterium=row, changed_on=date(2019, 1, 1), window_to=SLUT, target_value=Decimal(90))


def _moeder(plan):
    bestyrelse = f.OrganFactory(helhedsplan=plan, kind=Organart.BESTYRELSE, name="Bestyrelsen")
    f.MoedeFactory(organ=f.OrganFactory(helhedsplan=plan, kind=Organart.FORUM), held_on=date(2019, 10, 30))
    f.MoedeFactory(organ=bestyrelse, held_on=date(2019, 3, 14))
    f.MoedeFactory(organ=bestyrelse, held_on=SIDST)
    naeste = f.MoedeFactory(organ=bestyrelse, held_on=NAESTE)
    f.DagsordenspunktFactory(moede=naeste, nummer=1, title="Godkend referatet", kind=Punktart.BESLUTNING)
    punkt = f.DagsordenspunktFactory(moede=naeste, nummer=2, title="Milepælsplan for 2020", kind=Punktart.BESLUTNING)
    f.BeslutningFactory(
        helhedsplan=plan, organ=bestyrelse, dagsordenspunkt=punkt, decided_on=NAESTE, kind=Beslutningsart.TILTRAADT
    )
