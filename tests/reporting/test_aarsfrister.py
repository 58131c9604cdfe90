"""The year wheel's deadlines, answered from the plan's own data."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from helhedsplan.datoer import dato
from indsatser.choices import Milepaelsplantilstand
from plans.models import Regnskabsaar
from plans.moeder.aarshjul import build_aarshjul
from plans.services import change, create, retire
from reporting.facts.aarsfrister import maalopfyldelse, milepaelsplan, omraadelister, regnskab
from tests.indsatser import factories as i
from tests.plans import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return f.HelhedsplanFactory(start_date=date(2018, 8, 1), end_date=date(2022, 7, 31))


def today():
    return dato(timezone.localdate())


def approved(plan, **fields):
    frozen = {"format": 1, "linjer": []}
    decision = f.BeslutningFactory(helhedsplan=plan)
    given = {"state": Milepaelsplantilstand.GODKENDT, "decided_on": date(2018, 11, 12)}
    return i.MilepaelsplanFactory(
        helhedsplan=plan, year=2019, beslutning=decision, frozen=frozen, checksum="x", **given | fields
    )


def test_the_accounts_are_done_the_day_they_are_final(plan):
    assert regnskab(plan, 2019).tekst == "Regnskabet for 2019 er ikke ført her."
    row = create(Regnskabsaar(helhedsplan=plan, year=2019, runs_to=date(2019, 10, 31)), by=None)
    assert regnskab(plan, 2019).tekst == "Regnskabet er ført til og med 31.10.2019 og er ikke endeligt."
    row.runs_to, row.is_final = date(2019, 12, 31), True
    change(row, by=None)
    answer = regnskab(plan, 2019)
    assert (answer.er_gjort, answer.tekst) == (True, f"Gjort {today()}: regnskabet for 2019 er endeligt.")
    retire(row, by=None, reason="Fejl.")
    assert regnskab(plan, 2019).er_gjort is False


def test_accounts_that_are_only_begun_say_so(plan):
    post = f.BudgetpostFactory(helhedsplan=plan)
    f.ForbrugFactory(budgetpost=post, kilde=f.FinansieringskildeFactory(helhedsplan=plan), year=2019)
    assert regnskab(plan, 2019).tekst == "Regnskabet for 2019 er begyndt og er ikke endeligt."
    assert "ikke ført her" in regnskab(plan, 2020).tekst


def test_a_milepaelsplan_is_done_the_day_it_is_approved(plan):
    assert milepaelsplan(plan, 2019).tekst == "Milepælsplanen er ikke begyndt."
    approved(plan)
    answer = milepaelsplan(plan, 2019)
    assert (answer.er_gjort, answer.tekst) == (True, "Gjort 12.11.2018: godkendt.")
    assert answer.url == reverse("indsatser:milepaelsplan_detail", args=[plan.uuid, 2019])
    assert milepaelsplan(plan, 2020).er_gjort is False


@pytest.mark.parametrize(
    ("state", "said"), [("kladde", "er en kladde"), ("til_bestyrelsen", "ligger hos bestyrelsen")]
)
def test_a_milepaelsplan_on_its_way_says_how_far_it_is(plan, state, said):
    i.MilepaelsplanFactory(helhedsplan=plan, year=2019, state=state)
    assert milepaelsplan(plan, 2019).tekst == f"Milepælsplanen {said}."


def test_one_that_was_sent_says_when(plan):
    approved(plan, state=Milepaelsplantilstand.SENDT, sent_on=date(2018, 11, 20))
    assert milepaelsplan(plan, 2019).tekst == "Gjort 12.11.2018: godkendt, sendt 20.11.2018."


def test_the_area_lists_are_done_when_every_area_has_its_figures(plan):
    assert omraadelister(plan, 2019).er_gjort is None
    first, second = f.BoligomraadeFactory(name="Åen"), f.BoligomraadeFactory(name="Skoven")
    plan.boligomraader.add(first, second)
    assert omraadelister(plan, 2019).tekst == "Tallene for 2019 er ikke skrevet."
    i.IndikatorvaerdiFactory(helhedsplan=None, boligomraade=first, year=2019)
    i.IndikatorvaerdiFactory(helhedsplan=plan, boligomraade=second, year=2019)  # the plan's own, not official
    assert omraadelister(plan, 2019).tekst == "Tallene for 2019 er skrevet for 1 af 2 områder."
    i.IndikatorvaerdiFactory(helhedsplan=None, boligomraade=second, year=2019)
    assert omraadelister(plan, 2019).tekst == f"Gjort {today()}: tallene for 2019 er skrevet."


def test_the_results_lead_to_their_report_and_say_where_it_stands(plan, client, log_in):
    answer = maalopfyldelse(plan, 2019)
    assert (answer.tekst, answer.er_gjort) == ("Indberetningen er ikke begyndt.", False)
    assert answer.url.endswith("/maalopfyldelse/2019/")
    log_in(plan)
    assert client.get(answer.url).status_code == 200


def test_the_wheel_leads_there_and_marks_what_is_done(plan, client, log_in):
    approved(plan)
    log_in(plan)
    page = client.get(reverse("plans:aarshjul", args=[plan.uuid]), {"aar": "2018"}).content.decode()
    assert "Gjort 12.11.2018: godkendt." in page
    assert reverse("indsatser:milepaelsplan_detail", args=[plan.uuid, 2019]) in page


def test_what_is_done_before_its_day_is_over_and_what_is_not_done_is_not(plan):
    approved(plan)
    hjul = build_aarshjul(plan, 2018, today=date(2018, 11, 20))
    over = {line.titel: line.overstaaet for month in hjul.maaneder for line in month.punkter}
    assert over == {
        "Ministeren offentliggør områdelisterne": False,
        "Milepælsplan for 2019 lavet og godkendt": True,
    }
    late = build_aarshjul(plan, 2019, today=date(2020, 11, 20))
    accounts = next(line for month in late.maaneder for line in month.punkter if line.titel.startswith("Regnskab"))
    assert not accounts.overstaaet
    assert {line.titel: bool(line.url) for line in late.uden_dato} == {
        "Målopfyldelse for 2018 til Landsbyggefonden": True,
        "Samarbejdsrelationer for 2018": False,
    }
