"""The facts of a criterion's own page, and how its structured fields are said back."""

from datetime import date
from decimal import Decimal

import pytest

from indsatser.choices import Kriterieform, Sammenlaegning, Tilstand
from indsatser.maalopfyldelse import Maalopfyldelse
from indsatser.models import Succeskriterium
from reporting.facts.kriterium import build_kriteriefakta
from reporting.facts.laesning import laes, vaerdi_i_procent
from reporting.templatetags.kriterier import af_vejen
from tests.indsatser.factories import LogpostFactory, MaalingFactory, SucceskriteriumFactory

DAY = date(2019, 12, 31)
NBSP = "\u00a0"


def _facts(krit, as_of=DAY):
    return build_kriteriefakta(Succeskriterium.objects.for_opgoerelse().get(pk=krit.pk), as_of=as_of)


def test_measurements_come_newest_first_and_later_ones_are_only_counted():
    krit = SucceskriteriumFactory()
    old = MaalingFactory(kriterium=krit, data_from=date(2018, 8, 1), data_to=date(2018, 12, 31))
    new = MaalingFactory(kriterium=krit)
    MaalingFactory(kriterium=krit, data_from=date(2020, 1, 1), data_to=date(2020, 6, 30), reported_on=date(2020, 7, 1))
    LogpostFactory(aktivitet=krit.aktivitet, kriterium=krit, date=date(2020, 1, 5))
    (part,) = _facts(krit).maalte
    assert [m.maaling for m in part.maalinger] == [new, old]
    assert part.logposter == ()
    assert part.senere == 2


def test_so_many_of_so_many_comes_to_a_percentage_only_where_that_is_the_unit():
    share, number = SucceskriteriumFactory(share=True), SucceskriteriumFactory()
    for krit in (share, number):
        MaalingFactory(kriterium=krit, value=None, numerator=Decimal(82), denominator=Decimal(1392))
    assert round(_facts(share).maalte[0].maalinger[0].i_procent, 2) == Decimal("5.89")
    assert _facts(number).maalte[0].maalinger[0].i_procent is None
    assert vaerdi_i_procent(Decimal(1), Decimal(0)) is None


def test_there_is_a_chart_where_there_is_something_to_draw():
    drawn, judged = SucceskriteriumFactory(), SucceskriteriumFactory(form=Kriterieform.KVALITATIV)
    MaalingFactory(kriterium=drawn)
    assert _facts(drawn).maalte[0].diagram is not None
    assert _facts(judged).maalte[0].diagram is None


def test_a_compound_criterion_has_a_chart_and_measurements_for_each_part():
    whole = SucceskriteriumFactory(form=Kriterieform.SAMMENSAT, target_value=None)
    parts = [SucceskriteriumFactory(aktivitet=whole.aktivitet, parent=whole, order=n) for n in (1, 2)]
    MaalingFactory(kriterium=parts[1])
    first, second = _facts(whole).maalte
    assert [len(first.maalinger), len(second.maalinger)] == [0, 1]
    assert second.diagram.id != first.diagram.id if first.diagram else second.diagram


def test_a_repeated_criterion_is_measured_where_it_is_measured():
    krit = SucceskriteriumFactory()
    MaalingFactory(kriterium=krit)
    twin = SucceskriteriumFactory(aktivitet=krit.aktivitet, samme_som=krit)
    here, there = _facts(twin), _facts(krit)
    assert here.samme_som == krit
    assert len(here.maalte[0].maalinger) == 1
    assert here.gengivelser == ()
    assert there.gengivelser == (twin,)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"share": True},
            f"Tallet skal falde fra 21,3{NBSP}% (2016) til højst 15{NBSP}% senest 31.12.2022. "
            "Den seneste måling gælder.",
        ),
        (
            {},
            f"Der skal tælles mindst 100{NBSP}samtaler fra 01.08.2018 til 31.12.2019. "
            "Det, der registreres, lægges sammen.",
        ),
        (
            {"form": Kriterieform.ANTAL_PR_AAR, "sammenlaegning": Sammenlaegning.AARLIG, "window_from": None},
            f"Der skal tælles mindst 100{NBSP}samtaler hvert år frem til 31.12.2019. "
            "Tællingen begynder forfra hvert år.",
        ),
        (
            {
                "form": Kriterieform.RELATIV,
                "change_pct": Decimal(25),
                "baseline_value": Decimal(82),
                "unit": "deltagere",
            },
            f"Tallet skal stige med 25{NBSP}% i forhold til udgangspunktet 82{NBSP}deltagere senest 31.12.2019. "
            f"Det svarer til mindst 102,5{NBSP}deltagere. Det, der registreres, lægges sammen.",
        ),
        (
            {"form": Kriterieform.HALVERING, "baseline_value": Decimal(712), "baseline_text": "2017", "unit": "kr."},
            f"Tallet skal halveres i forhold til udgangspunktet 712{NBSP}kr. (2017) senest 31.12.2019. "
            f"Det svarer til højst 356{NBSP}kr. Det, der registreres, lægges sammen.",
        ),
        (
            {"form": Kriterieform.KVALITATIV},
            "Vurderes i ord af en person: nået, delvist nået eller ikke nået senest 31.12.2019.",
        ),
        ({"form": Kriterieform.VISION}, "Vises ved siden af målene og bedømmes aldrig."),
        ({"form": Kriterieform.JA_NEJ}, "Besvares med ja eller nej: det skal være sket senest 31.12.2019."),
        (
            {"form": Kriterieform.RETNING, "retning": "falde", "baseline_value": Decimal(137), "unit": "boliger"},
            f"Tallet skal være lavere end udgangspunktet 137{NBSP}boliger senest 31.12.2019. "
            "Der er ikke noget måltal.",
        ),
        (
            {"target_value": None, "window_from": None, "window_to": None, "deadline": None},
            "Der skal tælles et måltal, som ikke er oplyst. Det, der registreres, lægges sammen.",
        ),
    ],
)
def test_a_criterion_is_said_back_as_it_was_read(fields, sentence):
    krit = SucceskriteriumFactory(**fields)
    maal = {"relativ": f"mindst 102,5{NBSP}deltagere", "halvering": f"højst 356{NBSP}kr."}.get(krit.form, "")
    assert laes(krit, maal=maal or _facts(krit).linje.resultat.target_text) == sentence


@pytest.mark.parametrize("form", Kriterieform.values)
def test_every_form_can_be_said_back_even_when_nothing_is_stated(form):
    bare = SucceskriteriumFactory.build(
        aktivitet=None,
        helhedsplan=None,
        form=form,
        target_value=None,
        window_from=None,
        window_to=None,
        deadline=None,
        unit="",
    )
    text = laes(bare, parts=2)
    assert text.endswith(".")
    assert "None" not in text


@pytest.mark.parametrize(
    ("pct", "baseline", "text"),
    [
        ("59", "1", f"59{NBSP}% af vejen"),
        ("50", None, f"50{NBSP}% af målet"),
        ("99.97", None, f"knap 100{NBSP}% af målet"),
        ("100", None, f"100{NBSP}% af målet"),
        ("-10", "1", "længere fra målet end ved start"),
    ],
)
@pytest.mark.no_db
def test_how_far_is_never_rounded_up_to_there(pct, baseline, text):
    start = Decimal(baseline) if baseline else None
    assert af_vejen(Maalopfyldelse(Tilstand.BAGUD, DAY, "", pct=Decimal(pct), baseline=start)) == text
