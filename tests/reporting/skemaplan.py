"""A plan with one of everything the målopfyldelsesskema can print, with fixed names, figures and days."""

from datetime import date
from decimal import Decimal

from indsatser.choices import Kriterieform, Milepaeltilstand, Operator, Retning, Sammenlaegning
from indsatser.models import Referencevaerdi
from plans.choices import Finansieringsart, Postart
from tests.indsatser.factories import (
    AktivitetFactory,
    MaalFactory,
    MaalingFactory,
    MilepaelFactory,
    SucceskriteriumFactory,
)
from tests.plans.factories import (
    AfdelingsdeltagelseFactory,
    BoligafdelingFactory,
    BoligorganisationFactory,
    BudgetbeloebFactory,
    BudgetpostFactory,
    DelaftaleFactory,
    FinansieringskildeFactory,
    HelhedsplanFactory,
)

NASTY = 'Navnet <img src="http://example.com/x.png"> & «Ærø» {{ plan }}'


def plan_med_alt():
    """Åparken 2018-22: five criteria states, a compound, a repetition, a vision, money with øre, milestones."""
    forening = BoligorganisationFactory(name="Åbo")
    plan = HelhedsplanFactory(
        name="Helhedsplanen for Åparken 2018-22",
        short_name="Åparken",
        journalnummer="1505",
        administrator=forening,
        frame_lbf=Decimal("1000000.50"),
        frame_lokal=Decimal("400000.25"),
    )
    plan.boligorganisationer.add(forening)
    AfdelingsdeltagelseFactory(
        helhedsplan=plan, boligafdeling=BoligafdelingFactory(boligorganisation=forening, number="4", name="Æblehaven")
    )
    delaftale = DelaftaleFactory(
        helhedsplan=plan,
        nummer=1,
        title="Tryghed og trivsel",
        purpose=(
            "Beboerne skal være **trygge** her.\n\n## Hvor\n\n- ude\n  - i gården\n- hjemme\n\n"
            "### Hvornår\n\n1. Først\n2. Så"
        ),
        start_date=date(2018, 8, 1),
    )
    maal = MaalFactory(delaftale=delaftale, letter="a", text="Større tryghed")
    DelaftaleFactory(helhedsplan=plan, nummer=2, title="Tom delaftale")
    hele = _for_hele_planen(plan, delaftale, maal)
    aktivitet = AktivitetFactory(delaftale=delaftale, nummer=1, name=NASTY, purpose="At rådgive.")
    AktivitetFactory(delaftale=delaftale, nummer=2, name="Aktivitet uden kriterier")
    _for_aktiviteten(aktivitet)
    SucceskriteriumFactory(aktivitet=None, delaftale=delaftale, samme_som=hele, statement="Færre unge uden uddannelse")
    _milepaele(plan, aktivitet)
    _penge(plan, delaftale)
    return plan


def _for_hele_planen(plan, delaftale, maal):
    common = {"aktivitet": None, "helhedsplan": plan}
    share = SucceskriteriumFactory(
        **common, share=True, order=1, code="P6", statement="Færre unge uden uddannelse", source="Registerdata"
    )
    Referencevaerdi.objects.create(kriterium=share, label="Aarhus", value=Decimal("7.4"), unit="%", year=2016)
    MaalingFactory(kriterium=share, value=Decimal("18.4"), data_from=date(2018, 1, 1), data_to=date(2018, 12, 31))
    SucceskriteriumFactory(
        **common, order=2, form=Kriterieform.KVALITATIV, statement="Bedre samarbejde", target_value=None, note="Løst."
    )
    SucceskriteriumFactory(
        **common, order=3, form=Kriterieform.VISION, statement="Nærmer sig byen", target_value=Decimal(95), unit="%"
    )
    SucceskriteriumFactory(**common, order=4, statement="Flere virksomheder", target_value=None, unit="virksomheder")
    SucceskriteriumFactory(
        aktivitet=None,
        helhedsplan=plan,
        delaftale=delaftale,
        order=5,
        maal=maal,
        maal_derived=True,
        form=Kriterieform.JA_NEJ,
        statement="En fælleshave er anlagt",
        target_value=Decimal(1),
        unit="",
    )
    return share


def _for_aktiviteten(aktivitet):
    talks = SucceskriteriumFactory(aktivitet=aktivitet, order=1, statement="Rådgiverne holder 1.750 samtaler")
    talks.target_value = Decimal(1750)
    talks.save()
    MaalingFactory(kriterium=talks, value=Decimal(1112), is_eksempel=True)
    whole = SucceskriteriumFactory(
        aktivitet=aktivitet, order=2, form=Kriterieform.SAMMENSAT, statement="8 møder med i snit 18", target_value=None
    )
    parts = [
        SucceskriteriumFactory(
            aktivitet=aktivitet, parent=whole, order=1, statement="Møder", target_value=Decimal(8), unit="møder"
        ),
        SucceskriteriumFactory(
            aktivitet=aktivitet,
            parent=whole,
            order=2,
            statement="Deltagere i snit",
            form=Kriterieform.GENNEMSNIT,
            sammenlaegning=Sammenlaegning.MIDDEL,
            target_value=Decimal(18),
            unit="deltagere",
        ),
    ]
    MaalingFactory(kriterium=parts[0], value=Decimal(8))
    MaalingFactory(kriterium=parts[1], value=Decimal("17.25"))
    dropout = SucceskriteriumFactory(
        aktivitet=aktivitet,
        order=3,
        form=Kriterieform.RELATIV_FRA_FOERSTE_MAALING,
        retning=Retning.FALDE,
        operator=Operator.HOEJST,
        sammenlaegning=Sammenlaegning.SENESTE,
        statement="Frafaldet falder 10 %",
        target_value=None,
        change_pct=Decimal(-10),
        unit="elever",
        window_from=None,
        window_to=None,
        deadline=date(2020, 12, 31),
    )
    for year, value in ((2018, 40), (2019, 35)):
        MaalingFactory(
            kriterium=dropout,
            value=Decimal(value),
            data_from=date(year, 9, 1),
            data_to=date(year, 9, 30),
            reported_on=date(year, 10, 5),
            is_eksempel=True,
        )


def _milepaele(plan, aktivitet):
    MilepaelFactory(
        helhedsplan=plan,
        aktivitet=aktivitet,
        quarter=1,
        text="Første møde er holdt",
        state=Milepaeltilstand.NAAET,
        reached_on=date(2019, 3, 12),
        is_eksempel=True,
    )
    MilepaelFactory(
        helhedsplan=plan,
        quarter=4,
        text="Evalueringen er færdig",
        original_year=2019,
        original_quarter=2,
        postponed_reason="Evaluator kom senere i gang.",
    )
    MilepaelFactory(helhedsplan=plan, year=2020, quarter=1, text="Næste års møde er holdt")
    MilepaelFactory(helhedsplan=plan, year=2018, quarter=4, text="Sidste års møde er holdt")


def _penge(plan, delaftale):
    lbf = FinansieringskildeFactory(helhedsplan=plan, name="Landsbyggefonden")
    lokal = FinansieringskildeFactory(helhedsplan=plan, kind=Finansieringsart.KOMMUNE, name="Kommunen")
    posts = [
        BudgetpostFactory(
            helhedsplan=plan, kind=Postart.DELAFTALE, delaftale=delaftale, title="Tryghed og trivsel", order=1
        ),
        BudgetpostFactory(helhedsplan=plan, title="Projektorganisation", order=2),
        BudgetpostFactory(helhedsplan=plan, kind=Postart.EVALUERING, title="Evaluering", order=3),
    ]
    for post, amount in zip(posts, ("333333.33", "333333.33"), strict=False):
        BudgetbeloebFactory(budgetpost=post, kilde=lbf, amount=Decimal(amount))
        BudgetbeloebFactory(budgetpost=post, kilde=lokal, amount=Decimal("100000.10"))
