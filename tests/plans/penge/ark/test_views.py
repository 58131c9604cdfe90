"""The pages: fetch, choose, look through, save; hers alone while it is half done."""

import pytest
from django.urls import reverse

from plans.choices import Rolle
from plans.models import Budgetbeloeb, Haendelse, Kladde
from tests.plans import factories as f
from tests.plans.penge.ark import budgetplan as b

pytestmark = pytest.mark.django_db


def url(name, plan):
    return reverse(f"plans:budgetark_{name}", args=[plan.uuid])


@pytest.fixture
def plan():
    return b.byg_plan()


@pytest.fixture
def editor(plan, client):
    user = f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.REDAKTOER).user
    client.force_login(user)
    return user


def upload(client, plan, content, name="budget.xlsx"):
    return client.post(url("upload", plan), {"fil": b.fil(content, name)}, follow=True)


def changed(plan, amount=1):
    return b.aendr(b.hent(plan), b.saet("Tryghed", "Landsbyggefonden", 2019, amount))


def test_the_file_is_given_out_under_a_name_that_says_what_it_is(client, plan, editor):
    response = client.get(url("export", plan))
    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert "attachment" in response.headers["Content-Disposition"]
    assert "Budget" in response.headers["Content-Disposition"]


def test_what_will_change_is_shown_and_nothing_is_saved_before_it_is_said(client, plan, editor):
    page = upload(client, plan, changed(plan))
    html = page.content.decode()
    assert "Landsbyggefonden, 2019" in html
    assert "900.000 kr." in html
    assert "1 kr." in html
    assert not Haendelse.objects.filter(by=editor).exists()
    done = client.post(url("review", plan), {"fingeraftryk": page.context["forskel"].fingeraftryk}, follow=True)
    assert "1 ændring fra filen er gemt i budgettet." in done.content.decode()
    assert Budgetbeloeb.objects.get(kilde__name="Landsbyggefonden", year=2019).amount == 1
    assert "Der venter ingen fil" in client.get(url("review", plan)).content.decode()


def test_a_broken_file_names_every_place_and_is_not_kept(client, plan, editor):
    html = upload(client, plan, changed(plan, "mange")).content.decode()
    assert "Filen har 1 sted, der skal rettes. Intet er gemt." in html
    assert "«mange» er ikke et tal" in html
    assert not Kladde.objects.exists()


def test_a_rule_of_the_plan_that_refuses_says_where_in_the_file(client, plan, editor):
    content = b.aendr(b.hent(plan), b.saet("Tryghed", "", "Post", "x" * 200))
    html = upload(client, plan, content).content.decode()
    assert "Ark «Budget», række 13, kolonne A:" in html
    assert not Kladde.objects.exists()


def test_a_cpr_number_in_the_file_is_refused_and_stored_nowhere(client, plan, editor):
    content = b.aendr(b.hent(plan), b.saet("Tryghed", "", "Bemærkning", "Leder 010190-1234"))
    html = upload(client, plan, content).content.decode()
    assert "ligner et CPR-nummer" in html
    assert "010190-1234" not in html
    assert not Kladde.objects.exists()


def test_what_is_no_budget_is_refused_with_a_sentence(client, plan, editor):
    assert "Filen er ikke et regneark" in upload(client, plan, b"MZ", "budget.exe").content.decode()
    assert "Vælg en fil" in client.post(url("upload", plan), {}).content.decode()


def test_a_conflict_says_who_and_when_and_waits_for_a_choice(client, plan, editor):
    content = changed(plan)
    cell = Budgetbeloeb.objects.get(budgetpost__title="Tryghed", kilde__name="Landsbyggefonden", year=2019)
    cell.amount = 5
    from plans.services import change

    change(cell, by=f.UserFactory(name="Kollega Hansen"))
    page = upload(client, plan, content)
    assert "Senest ændret af Kollega Hansen" in page.content.decode()
    mark = page.context["forskel"].fingeraftryk
    again = client.post(url("review", plan), {"fingeraftryk": mark})
    assert "Vælg, hvad der skal stå." in again.content.decode()
    (conflict,) = page.context["forskel"].konflikter
    client.post(url("review", plan), {"fingeraftryk": mark, conflict.valg: "min"})
    cell.refresh_from_db()
    assert cell.amount == 1


def test_what_changed_meanwhile_is_shown_again(client, plan, editor):
    upload(client, plan, changed(plan))
    again = client.post(url("review", plan), {"fingeraftryk": "gammelt"})
    assert "Budgettet er ændret, siden siden blev vist" in again.content.decode()


def test_a_half_reviewed_file_is_its_owners_alone_and_can_be_thrown_away(client, plan, editor):
    upload(client, plan, changed(plan))
    assert "Du har en fil, der venter" in client.get(url("upload", plan)).content.decode()
    client.force_login(f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.PLANLEDER).user)
    assert "Der venter ingen fil" in client.get(url("review", plan)).content.decode()
    client.force_login(editor)
    client.post(url("review", plan), {"fortryd": "1"})
    assert "Der venter ingen fil" in client.get(url("review", plan)).content.decode()


def test_a_reader_may_fetch_the_file_but_not_read_one_in(client, plan):
    client.force_login(f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.LAESER).user)
    assert client.get(url("export", plan)).status_code == 200
    assert client.get(url("upload", plan)).status_code == 403
    assert client.post(url("review", plan)).status_code == 403


def test_looking_through_costs_the_same_with_many_changes(client, plan, editor, assert_flat_queries):
    def grow():
        for number in range(5):
            f.BudgetpostFactory(helhedsplan=plan, title=f"Mere {number}", order=number)
        content = b.hent(plan)
        for number in range(5):
            content = b.aendr(content, b.saet(f"Mere {number}", "Landsbyggefonden", 2020, 7))
        upload(client, plan, content)

    upload(client, plan, changed(plan))
    assert_flat_queries(get=lambda: client.get(url("review", plan)), grow=grow)
