"""The road of a report: who may take which step from where, what each does, and what is refused."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from indsatser.models import Aarslaas
from plans.choices import Rolle
from plans.permissions import RETTIGHEDER
from plans.services import change, retire
from reporting.facts.maalopfyldelsesskema import build_maalopfyldelsesskema
from reporting.indberetning import livsloeb, skriv
from reporting.indberetning.arter import arter
from reporting.indberetning.kontrol import build_kontrol
from reporting.indberetning.models import Indberetning, Indberetningstrin
from reporting.indberetning.valg import Indberetningstilstand as T
from reporting.indberetning.valg import Omfang, Trinart
from reporting.papirer.arter import PAPIRER
from reporting.papirer.periode import Periode
from reporting.udgaver.models import Udgave
from reporting.udgaver.udsted import laes_papir
from tests.plans.factories import HelhedsplanFactory, UserFactory
from tests.reporting.factories import IndberetningFactory
from tests.reporting.indberetning.conftest import I_2019, SENDT, send, take, write

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


@pytest.mark.parametrize("state", list(T))
def test_a_step_is_taken_from_its_own_states_and_refused_from_all_others(state, report):
    for step in Trinart:
        Indberetning.objects.filter(pk=report.pk).update(state=state)
        report.refresh_from_db()
        before = report.trin.count()
        if step in TABEL[state]:
            assert take(report, step).state == TABEL[state][step]
            last = report.trin.latest("pk")
            assert (last.kind, last.from_state, last.to_state) == (step, state, TABEL[state][step])
        else:
            with pytest.raises(ValidationError, match="en anden har været her imens"):
                take(report, step)
            assert report.trin.count() == before


@pytest.mark.parametrize("rolle", list(Rolle))
def test_the_page_opens_each_step_for_those_with_the_right_alone(rolle, report, client, log_in):
    log_in(report.helhedsplan, rolle)
    for step, overgang in livsloeb.OVERGANGE.items():
        address = reverse(
            "reporting:indberetning_trin", args=[report.helhedsplan.uuid, "maalopfyldelse", "2019", step]
        )
        may = overgang.ret in RETTIGHEDER[rolle]
        assert may == (rolle == Rolle.PLANLEDER or (rolle == Rolle.REDAKTOER and step in REDAKTOER))
        assert client.get(address).status_code == (200 if may else 403)
        assert may or client.post(address, {"note": "x", "scope": "alt"}).status_code == 403
    assert not Indberetningstrin.objects.exists()


def test_there_and_back_and_sent_again_as_a_new_edition_that_replaces_the_first(report, kriterium):
    take(report, *SENDT, Trinart.RETUR)
    assert (report.state, report.reopened) == (T.RETUR, Omfang.ALT)
    write(report, kriterium.uuid, "60 af 100 kom.")
    take(report, *SENDT)
    assert (report.state, report.reopened) == (T.GENINDSENDT, "")
    first, second = Udgave.objects.order_by("nummer")
    assert (first.nummer, second.nummer, second.erstatter, second.reason) == (1, 2, first, "Fonden savner tal.")
    assert [step.udgave for step in report.trin.filter(kind=Trinart.INDSEND)] == [first, second]


def test_sent_again_with_nothing_mended_is_refused(report):
    take(report, *SENDT, Trinart.RETUR, Trinart.TIL_GODKENDELSE, Trinart.GODKEND)
    with pytest.raises(ValidationError, match="så intet er rettet"):
        take(report, Trinart.INDSEND)
    assert (Udgave.objects.count(), Indberetning.objects.get().state) == (1, T.GODKENDT)


def test_the_edition_says_what_was_written(report, kriterium):
    take(report, *SENDT)
    papir = laes_papir(PAPIRER["maalopfyldelse"], Udgave.objects.get().fakta)
    assert papir.vurderinger[kriterium.uuid].tekst == "Halvdelen kom."
    assert papir == build_maalopfyldelsesskema(report.helhedsplan, year=2019)


def test_what_was_answered_is_kept_with_what_was_sent(report, kriterium):
    kriterium.maalinger.update(data_from=date(2017, 1, 1), data_to=date(2017, 6, 30))
    warning = build_kontrol(report).advarsler[0]
    skriv.gem_svar(report, key=warning.key, text=warning.tekst, reason="Tallet kom aldrig.", seen=None, by=None)
    take(report, *SENDT)
    kept = report.trin.get(kind=Trinart.INDSEND).kontrol
    assert {"niveau": "advarsel", "tekst": warning.tekst, "svar": "Tallet kom aldrig."} in kept


def test_sending_locks_the_year_and_opening_the_figures_unlocks_it(report):
    take(report, *SENDT)
    lock = Aarslaas.objects.get(helhedsplan=report.helhedsplan, year=2019, retired_on=None)
    assert lock.note == "Målopfyldelsesskema 2019 er indsendt."
    take(report, Trinart.RETUR)
    lock.refresh_from_db()
    assert lock.retired_reason == "Fonden savner tal."


def test_opening_the_texts_alone_leaves_the_year_locked(report):
    take(report, *SENDT, Trinart.GENAABN)
    assert report.can_be_written
    assert Aarslaas.objects.filter(year=2019, retired_on=None).exists()


@pytest.mark.parametrize("step", [Trinart.AFVIS, Trinart.RETUR, Trinart.GENAABN])
def test_what_goes_back_says_why_and_what_opens(step, report):
    state = next(state for state, steps in TABEL.items() if step in steps)
    Indberetning.objects.filter(pk=report.pk).update(state=state)
    with pytest.raises(ValidationError) as refused:
        take(report, step, note=" ", scope="")
    wanted = {"note": ["Skriv hvorfor."]}
    if step != Trinart.AFVIS:
        wanted["scope"] = ["Vælg, om kun teksterne eller også tallene åbnes."]
    assert refused.value.message_dict == wanted


def test_an_empty_report_stops_with_the_reason(plan, kriterium, art):
    report = livsloeb.begynd(plan, art, I_2019, by=None)
    with pytest.raises(ValidationError, match="kontrollen har 1 fejl: Der er ikke skrevet noget i indberetningen"):
        take(report, Trinart.TIL_GODKENDELSE)
    assert Indberetning.objects.get().state == T.KLADDE


def test_the_same_form_sent_twice_is_one_step(report):
    take(report, Trinart.TIL_GODKENDELSE, Trinart.GODKEND)
    key = uuid4()
    seen = report.version
    for _ in range(2):
        send(report, key=key, seen_version=seen)
    assert report.trin.filter(kind=Trinart.INDSEND).count() == Udgave.objects.count() == 1


def test_of_two_at_once_the_second_is_told_that_a_colleague_was_there(report):
    take(report, Trinart.TIL_GODKENDELSE)
    seen = report.version
    take(report, Trinart.AFVIS, Trinart.TIL_GODKENDELSE)
    with pytest.raises(ValidationError, match="en anden har været her imens"):
        livsloeb.tag_trin(report, Trinart.GODKEND, by=None, seen_version=seen)


def test_approved_texts_are_not_changed(report):
    take(report, Trinart.TIL_GODKENDELSE, Trinart.GODKEND)
    row = report.vurderinger.get()
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
    report = IndberetningFactory(helhedsplan=plan, state=T.GODKENDT)
    report.state = T.KLADDE
    with pytest.raises(ValidationError, match="Indberetningen er godkendt"):
        change(report, by=None)
