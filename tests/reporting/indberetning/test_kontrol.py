"""The check before sending: each line, how serious it is and where it leads."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from indsatser.choices import Milepaeltilstand
from plans.choices import Niveau
from plans.services import change
from reporting.indberetning import livsloeb, skriv
from reporting.indberetning.arter import arter
from reporting.indberetning.kontrol import build_kontrol
from reporting.indberetning.models import Kontrolsvar, Vurdering
from reporting.indberetning.valg import Vurderingsart
from reporting.papirer.periode import Periode
from tests.indsatser.factories import (
    AarslaasFactory,
    MaalaendringFactory,
    MaalingFactory,
    MilepaelFactory,
    SucceskriteriumFactory,
)
from tests.plans.factories import HelhedsplanFactory, RegnskabsaarFactory
from tests.reporting.factories import IntetAtIndberetteFactory, VurderingFactory
from tests.reporting.indberetning.conftest import I_2019, SENDT, take

pytestmark = pytest.mark.django_db


def lines(report, key, **said):
    """The lines of the check whose key begins so."""
    return [one for one in build_kontrol(report, **said).punkter if one.key.startswith(key)]


def only(report, key, **said):
    (found,) = lines(report, key, **said)
    return found.niveau, found.tekst


def skriv_side(report, del_, uuid):
    address = reverse("reporting:indberetning_skriv", args=[report.helhedsplan.uuid, "maalopfyldelse", "2019"])
    return f"{address}?del={del_}#raekke-{uuid}"


def test_what_is_written_and_measured_has_no_errors(report):
    found = build_kontrol(report)
    assert (found.fejl, found.afvisning) == ((), "")
    assert lines(report, "tekst:") == lines(report, "maaling:") == []


class TestThePeriod:
    def test_one_that_is_not_over_stops(self, report):
        said = "2019 er ikke slut; det kan sendes fra 1. januar 2020."
        assert only(report, "periode", today=date(2019, 12, 31)) == (Niveau.FEJL, said)
        assert lines(report, "periode", today=date(2020, 1, 1)) == []

    def test_in_the_plans_last_year_it_is_over_with_the_plan(self, plan, art):
        last = livsloeb.begynd(plan, art, Periode(2022), by=None)
        assert only(last, "periode", today=date(2022, 7, 31))[1].endswith("fra 1. august 2022.")
        assert lines(last, "periode", today=date(2022, 8, 1)) == []


class TestTheWords:
    def test_nothing_at_all_stops(self, plan, kriterium, art):
        empty = livsloeb.begynd(plan, art, I_2019, by=None)
        assert only(empty, "tom") == (Niveau.FEJL, "Der er ikke skrevet noget i indberetningen.")

    def test_what_lacks_a_text_is_counted_by_delaftale(self, report, kriterium):
        SucceskriteriumFactory(aktivitet=kriterium.aktivitet)
        said = "1 af 2 succeskriterier under «Tryghed» er uden tekst."
        assert only(report, "tekst:delaftale-1") == (Niveau.ADVARSEL, said)

    def test_words_about_what_is_there_no_more_are_told(self, report):
        VurderingFactory(indberetning=report)
        assert only(report, "uden_plads")[0] == Niveau.OPLYSNING


class TestTheJudgements:
    def test_otherwise_than_computed_now_and_without_a_reason_stops(self, report, kriterium):
        """It was judged as it was computed then; a measurement that came later makes it another."""
        Vurdering.objects.update(judgement="paa_vej", computed="paa_vej")
        (found,) = lines(report, "hvorfor:")
        said = "er vurderet som på vej, men er beregnet som ikke opfyldt, og der står ikke hvorfor."
        assert (found.niveau, found.tekst) == (Niveau.FEJL, f"«Der holdes 100 samtaler» {said}")
        assert found.url == skriv_side(report, "delaftale-1", kriterium.uuid)

    def test_with_a_reason_it_does_not_and_what_changed_is_told(self, report):
        Vurdering.objects.update(judgement="opfyldt", computed="bagud", reason="Resten kom i januar.")
        assert lines(report, "hvorfor:") == []
        assert only(report, "aendret:")[0] == Niveau.ADVARSEL

    def test_what_a_person_is_to_judge_is_asked_for_until_it_is(self, report, kriterium):
        row = SucceskriteriumFactory(aktivitet=kriterium.aktivitet, form="kvalitativ", statement="Bedre samarbejde")
        said = "«Bedre samarbejde» vurderes i ord og er ikke vurderet."
        assert only(report, "vurderes:") == (Niveau.ADVARSEL, said)
        VurderingFactory(indberetning=report, target_uuid=row.uuid, judgement="opfyldt", computed="vurderes")
        assert lines(report, "vurderes:") == []


class TestTheFigures:
    def test_what_is_not_measured_is_a_warning(self, report, kriterium):
        row = SucceskriteriumFactory(aktivitet=kriterium.aktivitet, statement="Der holdes fester")
        (found,) = lines(report, "maaling:")
        assert (found.niveau, found.url) == (Niveau.ADVARSEL, reverse("reporting:kriterium_detail", args=[row.uuid]))
        assert found.tekst.startswith("«Der holdes fester»: ")

    def test_unless_somebody_has_said_that_there_is_nothing_to_report(self, report, kriterium):
        row = SucceskriteriumFactory(aktivitet=kriterium.aktivitet, statement="Der holdes fester")
        plan = report.helhedsplan
        IntetAtIndberetteFactory(helhedsplan=plan, target_uuid=row.uuid, due_on=date(2019, 12, 31), reason="Coronaår.")
        said = "«Der holdes fester»: intet at indberette. Coronaår."
        assert only(report, "maaling:") == (Niveau.OPLYSNING, said)

    @pytest.mark.parametrize(
        ("last", "found"), [(date(2017, 12, 31), 0), (date(2017, 12, 30), 0), (date(2017, 12, 29), 1)]
    )
    def test_data_older_than_two_years_is_a_warning(self, last, found, report, kriterium):
        row = SucceskriteriumFactory(aktivitet=kriterium.aktivitet, share=True)
        MaalingFactory(kriterium=row, value=Decimal(18), data_from=last - timedelta(days=30), data_to=last)
        assert len(lines(report, "alder:")) == found

    def test_example_figures_are_a_warning(self, report, kriterium):
        kriterium.maalinger.update(is_eksempel=True)
        assert only(report, "eksempeltal")[0] == Niveau.ADVARSEL

    def test_a_target_changed_in_the_year_is_told(self, report, kriterium):
        MaalaendringFactory(kriterium=kriterium)
        assert only(report, "maal:")[0] == Niveau.OPLYSNING

    def test_whether_the_year_is_locked_is_told(self, report):
        assert only(report, "aarslaas") == (
            Niveau.OPLYSNING, "2019 er ikke låst. Året låses, når indberetningen sendes.",
        )  # fmt: skip
        AarslaasFactory(helhedsplan=report.helhedsplan, year=2019)
        assert only(report, "aarslaas")[1].startswith("2019 er låst 01.03.2016.")


def test_a_late_milestone_of_which_nothing_is_said_is_a_warning(report):
    row = MilepaelFactory(helhedsplan=report.helhedsplan, text="Festen er holdt", state=Milepaeltilstand.I_GANG)
    said = "Milepælen «Festen er holdt» er forsinket, og der står ikke hvorfor."
    assert only(report, "milepael:") == (Niveau.ADVARSEL, said)
    VurderingFactory(indberetning=report, kind=Vurderingsart.MILEPAEL, target_uuid=row.uuid, text="Salen brændte.")
    assert lines(report, "milepael:") == []


def test_what_is_an_error_in_the_plan_is_a_warning_here_and_the_rest_is_told(report):
    plan = report.helhedsplan
    plan.frame_lbf, plan.frame_lokal = Decimal(90), Decimal(10)  # less than a quarter is local
    change(plan, by=None)
    found = {(one.niveau, one.key.split(":")[1]) for one in lines(report, "plan:")}
    assert (Niveau.ADVARSEL, "penge") in found
    assert (Niveau.OPLYSNING, "skema") in found


def test_the_accounts_are_final_before_the_budgetopfoelgning_goes(plan):
    report = livsloeb.begynd(plan, arter()["budgetopfoelgning"], I_2019, by=None)
    assert only(report, "regnskab") == (Niveau.ADVARSEL, "Regnskabet for 2019 er ikke endeligt.")
    RegnskabsaarFactory(helhedsplan=plan, year=2019, is_final=True)
    assert lines(report, "regnskab") == []
    assert take(report, *SENDT).is_sent


class TestAnswers:
    def answer(self, report, reason, seen=None):
        (warning,) = lines(report, "vurderes:")
        return skriv.gem_svar(report, key=warning.key, text=warning.tekst, reason=reason, seen=seen, by=None)

    @pytest.fixture(autouse=True)
    def to_judge(self, kriterium):
        return SucceskriteriumFactory(aktivitet=kriterium.aktivitet, form="kvalitativ", statement="Bedre samarbejde")

    def test_an_answer_stands_at_the_warning_until_it_is_taken_back(self, report):
        before = build_kontrol(report).ubesvarede
        self.answer(report, "Vurderes af bestyrelsen.")
        assert [one.svar for one in lines(report, "vurderes:")] == ["Vurderes af bestyrelsen."]
        assert build_kontrol(report).ubesvarede == before - 1
        self.answer(report, " ", seen=1)
        assert [one.svar for one in lines(report, "vurderes:")] == [""]

    def test_it_answers_the_sentence_it_was_given_to(self, report, to_judge):
        self.answer(report, "Vurderes af bestyrelsen.")
        to_judge.statement = "Meget bedre samarbejde"
        to_judge.save()
        assert [one.svar for one in lines(report, "vurderes:")] == [""]

    def test_two_who_answer_at_once_do_not_overwrite_each_other(self, report):
        self.answer(report, "Den ene.")
        self.answer(report, "Den anden.", seen=1)
        with pytest.raises(ValidationError, match="En anden har ændret"):
            self.answer(report, "Den tredje.", seen=1)
        assert Kontrolsvar.objects.get().reason == "Den anden."

    def test_not_once_it_is_sent(self, report):
        warning = lines(report, "vurderes:")[0]
        take(report, *SENDT)
        with pytest.raises(ValidationError, match="Indberetningen er sendt"):
            skriv.gem_svar(report, key=warning.key, text=warning.tekst, reason="Sent.", seen=None, by=None)


def test_it_costs_the_same_with_many_rows(report, kriterium, assert_flat_queries):
    MilepaelFactory(helhedsplan=report.helhedsplan)
    assert_flat_queries(
        get=lambda: build_kontrol(report),
        grow=lambda: [
            SucceskriteriumFactory.create_batch(5, aktivitet=kriterium.aktivitet),
            MilepaelFactory.create_batch(5, helhedsplan=report.helhedsplan),
        ],
    )


def test_a_report_whose_paper_is_made_no_more_says_so():
    plan = HelhedsplanFactory()
    row = livsloeb.ny(plan, arter()["maalopfyldelse"], I_2019)
    row.art = "udgaaet"
    assert build_kontrol(row, today=timezone.localdate()).afvisning.endswith("Papiret laves ikke mere.")
