"""The road of a report: who may take which step from where, what each does, and what is refused."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from indsatser.models import Aarslaas
from plans.choices import Rolle
from plans.permissions import RETTIGHEDER
from plans.services import create, retire
from reporting.indberetning import livsloeb
from reporting.indberetning.arter import arter
from reporting.indberetning.models import Indberetning, Indberetningstrin, Vurdering
from reporting.indberetning.valg import Indberetningstilstand as T
from reporting.indberetning.valg import Omfang, Trinart, Vurderingsart
from reporting.papirer.periode import Periode
from tests.plans.factories import HelhedsplanFactory, UserFactory
from tests.reporting.factories import IndberetningFactory
from tests.reporting.indberetning.conftest import I_2019

pytestmark = pytest.mark.django_db

TABEL = {
    T.KLADDE: {Trinart.TIL_GODKENDELSE: T.TIL_GODKENDELSE},
    T.TIL_GODKENDELSE: {Trinart.GODKEND: T.GODKENDT, Trinart.AFVIS: T.KLADDE, Trinart.HENT_TILBAGE: T.KLADDE},
    T.GODKENDT: {Trinart.INDSEND: T.INDSENDT, Trinart.GENAABN: T.KLADDE},
    T.INDSENDT: {Trinart.RETUR: T.RETUR, Trinart.GENAABN: T.KLADDE},
    T.RETUR: {Trinart.TIL_GODKENDELSE: T.TIL_GODKENDELSE},
    T.GENINDSENDT: {Trinart.RETUR: T.RETUR, Trinart.GENAABN: T.KLADDE},
}
REDAKTOER = {Trinart.TIL_GODKENDELSE, Trinart.HENT_TILBAGE}
SAID = {
    Trinart.AFVIS: {"note": "Teksten om trygheden mangler."},
    Trinart.RETUR: {"note": "Fonden savner tal.", "scope": Omfang.ALT},
    Trinart.GENAABN: {"note": "Et tal er forkert.", "scope": Omfang.TEKST},
}


@pytest.fixture
def written(plan, kriterium, art):
    """The report with a text in it: nothing stops it."""
    report = livsloeb.begynd(plan, art, I_2019, by=None)
    said = {"kind": Vurderingsart.KRITERIUM, "target_uuid": kriterium.uuid, "computed": "ikke_opfyldt"}
    create(Vurdering(indberetning=report, text="Halvdelen kom.", **said), by=None)
    return report


def take(report, *steps, **said):
    for step in steps:
        livsloeb.tag_trin(report, step, by=None, **{**SAID.get(step, {}), **said})
    return report


@pytest.mark.parametrize("state", list(T))
def test_a_step_is_taken_from_its_own_states_and_refused_from_all_others(state, written):
    for step in Trinart:
        Indberetning.objects.filter(pk=written.pk).update(state=state)
        written.refresh_from_db()
        before = written.trin.count()
        if step in TABEL[state]:
            assert take(written, step).state == TABEL[state][step]
            last = written.trin.latest("pk")
            assert (last.kind, last.from_state, last.to_state) == (step, state, TABEL[state][step])
        else:
            with pytest.raises(ValidationError, match="en anden har været her imens"):
                take(written, step)
            assert written.trin.count() == before


@pytest.mark.parametrize("rolle", list(Rolle))
def test_the_page_opens_each_step_for_those_with_the_right_alone(rolle, written, client, log_in):
    log_in(written.helhedsplan, rolle)
    for step, overgang in livsloeb.OVERGANGE.items():
        address = reverse(
            "reporting:indberetning_trin", args=[written.helhedsplan.uuid, "maalopfyldelse", "2019", step]
        )
        may = overgang.ret in RETTIGHEDER[rolle]
        assert may == (rolle == Rolle.PLANLEDER or (rolle == Rolle.REDAKTOER and step in REDAKTOER))
        assert client.get(address).status_code == (200 if may else 403)
        assert may or client.post(address, {"note": "x", "scope": "alt"}).status_code == 403
    assert not Indberetningstrin.objects.exists()


def test_there_and_back_and_sent_again(written):
    take(written, Trinart.TIL_GODKENDELSE, Trinart.GODKEND, Trinart.INDSEND)
    take(written, Trinart.RETUR)
    assert (written.state, written.reopened) == (T.RETUR, Omfang.ALT)
    take(written, Trinart.TIL_GODKENDELSE, Trinart.GODKEND, Trinart.INDSEND)
    assert (written.state, written.reopened) == (T.GENINDSENDT, "")


def test_sending_locks_the_year_and_opening_the_figures_unlocks_it(written):
    take(written, Trinart.TIL_GODKENDELSE, Trinart.GODKEND, Trinart.INDSEND)
    lock = Aarslaas.objects.get(helhedsplan=written.helhedsplan, year=2019, retired_on=None)
    assert lock.note == "Målopfyldelsesskema 2019 er indsendt."
    take(written, Trinart.RETUR)
    lock.refresh_from_db()
    assert lock.retired_reason == "Fonden savner tal."


def test_opening_the_texts_alone_leaves_the_year_locked(written):
    take(written, Trinart.TIL_GODKENDELSE, Trinart.GODKEND, Trinart.INDSEND, Trinart.GENAABN)
    assert written.can_be_written
    assert Aarslaas.objects.filter(year=2019, retired_on=None).exists()


@pytest.mark.parametrize("step", [Trinart.AFVIS, Trinart.RETUR, Trinart.GENAABN])
def test_what_goes_back_says_why_and_what_opens(step, written):
    state = next(state for state, steps in TABEL.items() if step in steps)
    Indberetning.objects.filter(pk=written.pk).update(state=state)
    with pytest.raises(ValidationError) as refused:
        take(written, step, note=" ", scope="")
    wanted = {"note": ["Skriv hvorfor."]}
    if step != Trinart.AFVIS:
        wanted["scope"] = ["Vælg, om kun teksterne eller også tallene åbnes."]
    assert refused.value.message_dict == wanted


def test_an_empty_report_stops_with_the_reason(plan, kriterium, art):
    report = livsloeb.begynd(plan, art, I_2019, by=None)
    with pytest.raises(ValidationError, match="kontrollen har 1 fejl: Der er ikke skrevet noget i indberetningen"):
        take(report, Trinart.TIL_GODKENDELSE)
    assert Indberetning.objects.get().state == T.KLADDE


def test_the_same_form_sent_twice_is_one_step(written):
    take(written, Trinart.TIL_GODKENDELSE, Trinart.GODKEND)
    key = uuid4()
    once = livsloeb.tag_trin(written, Trinart.INDSEND, by=None, key=key, seen_version=written.version)
    again = livsloeb.tag_trin(written, Trinart.INDSEND, by=None, key=key, seen_version=once.indberetning.version - 1)
    assert again == once
    assert written.trin.filter(kind=Trinart.INDSEND).count() == 1


def test_of_two_at_once_the_second_is_told_that_a_colleague_was_there(written):
    take(written, Trinart.TIL_GODKENDELSE)
    seen = written.version
    take(written, Trinart.AFVIS, Trinart.TIL_GODKENDELSE)
    with pytest.raises(ValidationError, match="en anden har været her imens"):
        livsloeb.tag_trin(written, Trinart.GODKEND, by=None, seen_version=seen)


def test_approved_texts_are_not_changed(written):
    take(written, Trinart.TIL_GODKENDELSE, Trinart.GODKEND)
    row = written.vurderinger.get()
    row.text = "Alt gik godt."
    with pytest.raises(ValidationError, match="Åbn den igen"):
        row.full_clean()


class TestBegynd:
    def test_two_who_begin_get_the_same_report(self, plan, art):
        assert livsloeb.begynd(plan, art, I_2019, by=None) == livsloeb.begynd(plan, art, I_2019, by=UserFactory())
        assert Indberetning.objects.get().uuid == livsloeb.ny(plan, art, I_2019).uuid

    def test_a_year_outside_the_plan_is_refused(self, plan, art):
        with pytest.raises(ValidationError, match="løber fra 2018 til 2022; der er ingen indberetning"):
            livsloeb.begynd(plan, art, Periode(2023), by=None)

    def test_a_year_that_has_not_begun_is_refused(self, plan, art):
        with pytest.raises(ValidationError, match="når 2022 er begyndt"):
            livsloeb.begynd(plan, art, Periode(2022), by=None, today=date(2021, 12, 31))

    def test_before_the_promise_nothing_is_reported(self, art):
        plan = HelhedsplanFactory(status="i_dialog")
        with pytest.raises(ValidationError, match="før der er tilsagn"):
            livsloeb.begynd(plan, art, I_2019, by=None)

    def test_a_plan_out_of_use_begins_none(self, plan, art):
        retire(plan, by=None, reason="Ophørt.")
        with pytest.raises(ValidationError, match="taget ud af brug"):
            livsloeb.begynd(plan, art, I_2019, by=None)

    def test_the_milepaelsplan_goes_its_own_way(self, plan):
        with pytest.raises(ValidationError, match="sin egen vej"):
            livsloeb.begynd(plan, arter()["milepaelsplan"], I_2019, by=None)


def test_an_approved_report_is_not_changed_past_its_steps(plan):
    from plans.services import change

    report = IndberetningFactory(helhedsplan=plan, state=T.GODKENDT)
    report.state = T.KLADDE
    with pytest.raises(ValidationError, match="Indberetningen er godkendt"):
        change(report, by=None)
