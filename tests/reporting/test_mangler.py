"""What is missing is found and said once, with a link to where it belongs."""

from datetime import date
from decimal import Decimal

from indsatser.choices import Kriterieform
from plans.choices import Bilagstilstand
from plans.models import Afsnitsskabelon, Bilag, Part
from reporting.facts.mangler import Emne
from reporting.facts.overblik import build_overblik
from tests.indsatser.factories import AktivitetFactory, MaalingFactory, MilepaelFactory, SucceskriteriumFactory
from tests.plans.factories import AfsnitFactory, BudgetpostFactory, HelhedsplanFactory

DAY = date(2019, 12, 31)


def _gaps(plan, emne, as_of=DAY):
    return [gap.tekst for gap in build_overblik(plan, as_of=as_of).mangler if gap.emne == emne]


def test_an_empty_plan_lacks_its_basic_facts():
    plan = HelhedsplanFactory(bevillingsrunde=None, kommune=None, start_date=None, end_date=None)
    assert _gaps(plan, Emne.PLAN) == [
        f"{what} er ikke oplyst."
        for what in (
            "Landsbyggefondens journalnummer",
            "Bevillingsrunde",
            "Kommune",
            "Administrerende boligorganisation",
            "Startdato",
            "Slutdato",
            "Tovholder",
        )
    ]
    assert _gaps(plan, Emne.MILEPAELE) == ["Planen har ingen milepæle."]
    assert _gaps(plan, Emne.OEKONOMI) == ["Aftalens ramme er ikke oplyst.", "Planen har ingen budgetposter."]


def test_sections_of_the_round_that_are_empty_and_unsigned_parties_are_gaps():
    plan = HelhedsplanFactory()
    one, two = (
        Afsnitsskabelon.objects.create(
            runde=plan.bevillingsrunde, key=f"n{n}", number=str(n), heading=f"Emne {n}", order=n
        )
        for n in (1, 2)
    )
    AfsnitFactory(helhedsplan=plan, skabelon=one)
    Part.objects.create(helhedsplan=plan, organisation="Kommunen")
    assert _gaps(plan, Emne.AFTALE) == ["Afsnit 2 Emne 2 er tomt.", "1 part står uden underskriftsdato i aftalen."]
    AfsnitFactory(helhedsplan=plan, skabelon=two)
    assert _gaps(plan, Emne.AFTALE) == ["1 part står uden underskriftsdato i aftalen."]


def test_a_missing_annex_is_a_gap_and_one_that_is_there_is_not():
    plan = HelhedsplanFactory()
    Bilag.objects.create(helhedsplan=plan, title="Kommissorium", state=Bilagstilstand.MANGLER)
    Bilag.objects.create(helhedsplan=plan, title="Budget", state=Bilagstilstand.VEDLAGT)
    assert _gaps(plan, Emne.BILAG) == ["Bilaget «Kommissorium» mangler."]


def test_an_activity_says_in_one_line_all_that_it_lacks():
    akt = AktivitetFactory(name="U-huset", purpose="Uddannelse")
    assert "«U-huset» mangler målgruppe og forankring." in _gaps(akt.helhedsplan, Emne.DELAFTALER)


def test_an_activity_without_a_form_of_its_own_is_not_asked_for_one():
    akt = AktivitetFactory(name="Sommerferie", has_form=False)
    assert not any("Sommerferie" in text for text in _gaps(akt.helhedsplan, Emne.DELAFTALER))


def test_a_criterion_is_one_gap_however_much_it_lacks():
    krit = SucceskriteriumFactory(statement="Flere møder", deadline=None, window_to=None)
    assert _gaps(krit.helhedsplan, Emne.KRITERIER) == [
        "«Flere møder» har ingen datakilde, har ingen frist og er ikke målt endnu."
    ]


def test_a_criterion_that_is_complete_is_no_gap():
    krit = SucceskriteriumFactory(source="Egne registreringer")
    MaalingFactory(kriterium=krit)
    assert _gaps(krit.helhedsplan, Emne.KRITERIER) == []
    assert _gaps(krit.helhedsplan, Emne.KRITERIER, as_of=date(2018, 12, 31)) == [
        f"«{krit.statement}» er ikke målt endnu."
    ]


def test_a_criterion_that_cannot_be_stated_says_why():
    krit = SucceskriteriumFactory(source="Optælling", target_value=None)
    MaalingFactory(kriterium=krit)
    (text,) = _gaps(krit.helhedsplan, Emne.KRITERIER)
    assert "kan ikke opgøres: måltallet mangler" in text


def test_what_is_judged_in_words_needs_no_source():
    krit = SucceskriteriumFactory(form=Kriterieform.KVALITATIV, target_value=None)
    assert _gaps(krit.helhedsplan, Emne.KRITERIER) == []


def test_undated_milestones_and_posts_without_amounts_are_counted():
    plan = HelhedsplanFactory(frame_lbf=Decimal(75), frame_lokal=Decimal(25))
    MilepaelFactory.create_batch(2, helhedsplan=plan, year=None, quarter=None)
    BudgetpostFactory(helhedsplan=plan, title="Evaluering")
    assert _gaps(plan, Emne.MILEPAELE) == ["2 milepæle står uden tidspunkt."]
    assert _gaps(plan, Emne.OEKONOMI) == ["Uden beløb: Evaluering."]


def test_gaps_come_under_their_headings_in_order():
    overblik = build_overblik(SucceskriteriumFactory().helhedsplan, as_of=DAY)
    headings = [emne for emne, _ in overblik.mangler_efter_emne]
    assert headings == [emne for emne in Emne if emne in headings]
    assert sum(len(rows) for _, rows in overblik.mangler_efter_emne) == len(overblik.mangler)
