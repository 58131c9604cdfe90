"""The plan of Registrér's tests, with a share, a yes/no, a judgement, a mean and a counted log besides."""

from datetime import date
from decimal import Decimal

import pytest

from indsatser.choices import Kriterieform, Sammenlaegning
from plans.choices import Rolle
from tests.indsatser.factories import LogpostFactory, MaalingFactory, SucceskriteriumFactory
from tests.indsatser.maalingsark.ark import Ark
from tests.indsatser.registrering.conftest import kriterium, som, today

__all__ = ["kriterium", "som", "today"]


@pytest.fixture
def planleder(som):
    return som(Rolle.PLANLEDER)


@pytest.fixture
def ark(client, kriterium, planleder) -> Ark:
    """The file's road, out and in, for the plan's leader."""
    return Ark(client, kriterium.helhedsplan)


@pytest.fixture
def andel(kriterium):
    return SucceskriteriumFactory(aktivitet=kriterium.aktivitet, share=True, statement="Færre uden arbejde", order=2)


@pytest.fixture
def alle_slags(kriterium, andel):
    """One criterion of every form, each with a number in the first quarter: text as it is typed → criterion."""
    mine = {"aktivitet": kriterium.aktivitet}
    rows = {
        "30": kriterium,
        "118/210": andel,
        "ja": SucceskriteriumFactory(form=Kriterieform.JA_NEJ, statement="=Huset er åbnet", order=3, **mine),
        "ikke nået": SucceskriteriumFactory(form=Kriterieform.KVALITATIV, statement="Trygt", order=4, **mine),
        "12,5": SucceskriteriumFactory(
            form=Kriterieform.GENNEMSNIT, sammenlaegning=Sammenlaegning.MIDDEL, statement="Deltagere", order=5, **mine
        ),
    }
    values = [{"value": Decimal(30)}, {"value": None, "numerator": Decimal(118), "denominator": Decimal(210)},
              {"value": Decimal(1)}, {"value": None, "skoen": "ikke_naaet"},
              {"value": Decimal("12.5"), "weight": Decimal(3)}]  # fmt: skip
    for row, value in zip(rows.values(), values, strict=True):
        maalt(row, **value)
    return rows


def maalt(row, first=date(2019, 1, 1), last=date(2019, 3, 31), **value):
    return MaalingFactory(kriterium=row, data_from=first, data_to=last, reported_on=date(2019, 10, 1), **value)


def talt(row, day=date(2019, 5, 3), antal=7):
    return LogpostFactory(aktivitet=row.aktivitet, kriterium=row, date=day, antal=antal)
