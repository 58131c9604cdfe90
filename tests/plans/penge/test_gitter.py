"""The budget's grid: what is typed is saved whole or not at all, nothing is lost, nobody overwrites a colleague."""

import json
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from plans.choices import Bidragsform, Finansieringsart, Handling, Postart, Rolle
from plans.models import Budgetbeloeb, Budgetpost, Finansieringskilde, Haendelse, Kladde
from plans.penge.gitter.celler import Vaerdi, as_typed, read_cell
from plans.services import change, trail_of
from tests.plans import factories as f
from tests.plans.penge.test_oekonomi import gellerup


@pytest.fixture
def plan():
    return gellerup(start_date="2018-08-01", end_date="2022-07-31")


@pytest.fixture
def editor(plan, log_in):
    return log_in(plan, Rolle.REDAKTOER)


class Skaerm:
    """The page as a browser without JavaScript has it: fields that can be filled in and sent."""

    def __init__(self, client, plan, query=""):
        self.client, self.plan = client, plan
        self.url = reverse("plans:budget_update", kwargs={"uuid": plan.uuid})
        self._read(client.get(self.url + query))

    def _read(self, response):
        self.response = response
        self.soup = BeautifulSoup(response.content.decode(), "html.parser")
        form = self.soup.select_one("form[data-budget]")
        self.data = {}
        if form is None:
            return
        for field in form.select("input[name]"):
            if field.get("type") != "radio":
                self.data[field["name"]] = field.get("value", "")
        for select in form.select("select[name]"):
            chosen = select.select_one("option[selected]")
            self.data[select["name"]] = chosen["value"] if chosen else ""

    def cell(self, post, kilde, year=0):
        return f"c-{getattr(post, 'pk', post)}-{getattr(kilde, 'pk', kilde)}-{year}"

    def send(self, button="gem", value="1", **more):
        self._read(self.client.post(self.url, {**self.data, button: value, **more}))
        return self

    @property
    def errors(self):
        return [" ".join(one.get_text().split()) for one in self.soup.select("#fejloversigt li")]


@pytest.fixture
def parts(plan):
    posts = list(plan.budgetposter.order_by("order"))
    fund, local = plan.finansieringskilder.order_by("kind")
    return posts, fund, local


def amounts(plan):
    rows = Budgetbeloeb.objects.filter(budgetpost__helhedsplan=plan)
    return {(row.budgetpost.title, row.kilde.name, row.year): row.amount for row in rows}


# --- What is typed


@pytest.mark.no_db
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("8.622.000", Vaerdi(Decimal(8_622_000))),
        ("kr. 1.392,50", Vaerdi(Decimal("1392.50"))),
        (" 8000 ", Vaerdi(Decimal(8000))),
    ],
)
def test_an_amount_is_read_as_a_dane_types_it(text, value):
    assert read_cell(text, is_hours=False, rate=None) == value


@pytest.mark.no_db
@pytest.mark.parametrize(
    ("text", "rate", "value"),
    [
        ("120", Decimal(350), Vaerdi(Decimal(42_000), Decimal(120))),
        ("37,5 timer", Decimal("333.33"), Vaerdi(Decimal("12499.88"), Decimal("37.5"))),
        ("120 t", None, Vaerdi(Decimal(0), Decimal(120))),
        ("48.000 kr.", None, Vaerdi(Decimal(48_000))),
    ],
)
def test_hours_become_kroner_only_by_a_stated_rate(text, rate, value):
    assert read_cell(text, is_hours=True, rate=rate) == value
    assert read_cell(as_typed(value, is_hours=True), is_hours=True, rate=rate) == value


@pytest.mark.no_db
@pytest.mark.parametrize("text", ["-5", "mange", "1.5", "712 tusind", "9" * 80, "1e5"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match=r"\."):
        read_cell(text, is_hours=False, rate=None)


# --- The page


def test_the_grid_shows_what_is_stored_with_sums_and_what_is_left(client, plan, editor, parts):
    posts, fund, local = parts
    page = Skaerm(client, plan, "?vis=alle")
    assert page.data[page.cell(posts[0], fund)] == "8.622.000"
    assert page.data[page.cell(posts[1], local)] == "4.105.000"
    assert page.data[page.cell(posts[0], fund, 2019)] == ""
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("td")] for row in page.soup.select("[data-sum=ramme]")
    ]
    assert rows[0][:2] == ["27.186.000", "30.000.000"]
    assert rows[2][0] == "38.766.000"
    assert rows[2][2].startswith("3.362.000 7,98")


def test_a_grid_that_does_not_fit_begins_with_one_year_and_every_view_saves_all(client, plan, editor, parts):
    posts, fund, local = parts
    page = Skaerm(client, plan)
    assert page.data["vises"] == "aar-0", "there is where the amounts stand"
    page.send("vis", "aar-2019")
    page.data[page.cell(posts[0], fund, 2019)] = "100.000"
    page.send("vis", "aar-2020")
    assert page.cell(posts[0], local, 2020) in page.data
    assert "1 rettet felt i de andre visninger" in page.soup.get_text()
    assert page.data[page.cell(posts[0], fund, 2019)] == "100.000"
    page.send()
    assert page.response.status_code == 302
    assert amounts(plan)["Tryghed og trivsel", "Landsbyggefonden", 2019] == 100_000


def test_everything_is_saved_at_once_with_a_line_of_the_trail_for_each_cell(client, plan, editor, parts):
    posts, fund, local = parts
    page = Skaerm(client, plan, "?vis=alle")
    stored = Budgetbeloeb.objects.get(budgetpost=posts[0], kilde=fund)
    before = Haendelse.objects.count()
    page.data[page.cell(posts[0], fund)] = "8.600.000"
    page.data[page.cell(posts[0], fund, 2019)] = "22.000"
    page.data[page.cell(posts[2], local)] = ""
    assert page.send().response.status_code == 302
    found = amounts(plan)
    assert found["Tryghed og trivsel", "Landsbyggefonden", None] == 8_600_000
    assert found["Tryghed og trivsel", "Landsbyggefonden", 2019] == 22_000
    assert ("Forebyggelse og forældreansvar", "Lokal medfinansiering", None) not in found
    lines = list(Haendelse.objects.order_by("pk")[before:])
    assert sorted(line.handling for line in lines) == sorted([Handling.AENDRET, Handling.SLETTET, Handling.OPRETTET])
    assert {line.by for line in lines} == {editor}
    told = trail_of(stored).get().feltaendringer.get()
    assert (told.field, told.old, told.new) == ("amount", "8.622.000", "8.600.000")
    gone = next(line for line in lines if line.handling == Handling.SLETTET)
    assert gone.feltaendringer.get(field="amount").old == "1.392.000"


def test_nothing_typed_changes_nothing(client, plan, editor):
    before = Haendelse.objects.count()
    page = Skaerm(client, plan, "?vis=alle").send()
    assert page.response.status_code == 302
    assert Haendelse.objects.count() == before


# --- What is refused


def test_the_printed_total_is_refused_with_the_reading_that_balances(client, plan, editor, parts):
    posts, _, _ = parts
    page = Skaerm(client, plan, "?vis=alle")
    page.send(**{f"t-{posts[1].pk}": "10.944.00"})
    assert page.response.status_code == 200
    assert "Læst som 10.944.000 stemmer det: 6.839.000 + 4.105.000 = 10.944.000." in page.errors[0]
    assert page.data[f"t-{posts[1].pk}"] == "10.944.00"
    assert page.send(**{f"t-{posts[1].pk}": "10.944.000"}).response.status_code == 302


def test_a_cell_typed_as_the_misprint_is_refused_with_what_fills_the_row_and_nothing_is_saved(
    client, plan, editor, parts
):
    posts, fund, local = parts
    page = Skaerm(client, plan, "?vis=alle")
    page.data[page.cell(posts[1], fund)] = "6.839.00"
    page.data[page.cell(posts[0], local)] = "1"
    page.send()
    assert page.response.status_code == 200
    (error,) = page.errors
    assert error.startswith("Uddannelse og beskæftigelse, Landsbyggefonden, uden år: «6.839.00»")
    assert "Læst som 6.839.000 stemmer det: 6.839.000 + 4.105.000 = 10.944.000." in error
    field = page.soup.select_one(f"#{page.cell(posts[1], fund)}")
    assert field["aria-invalid"] == "true"
    assert page.soup.select_one(f"#{field['aria-describedby']}")
    assert page.data[page.cell(posts[0], local)] == "1"
    assert amounts(plan)["Tryghed og trivsel", "Lokal medfinansiering", None] == 6_083_000


def test_a_pasted_total_that_the_row_does_not_make_is_refused(client, plan, editor, parts):
    posts, _, _ = parts
    page = Skaerm(client, plan, "?vis=alle").send(**{f"t-{posts[0].pk}": "14.705.001"})
    assert page.errors == [
        "Tryghed og trivsel, i alt: Linjen giver 8.622.000 + 6.083.000 = 14.705.000, ikke 14.705.001."
    ]


@pytest.mark.parametrize(
    "rubbish",
    [
        {"c-1-2-3-4": "5"},
        {"c-": "5"},
        {"c-x-y-z": "5"},
        {"grundlag": "["},
        {"grundlag": '{"a": 1}'},
        {"grundlag": "[" * 5000},
        {"n1-slags": "delaftale-999999", "n1-title": "x"},
        {"n1-slags": "\0", "n1-title": "\0"},
        {"k1-name": "x" * 500, "k1-kind": "?", "k1-form": "?", "k1-hour_rate": "NaN"},
        {"vises": "aar-9999", "vis": "kilde-x"},
        {"konfliktfelter": "c-1 c-2"},
    ],
)
def test_rubbish_is_answered_and_changes_no_amount(client, plan, editor, rubbish):
    before = amounts(plan)
    page = Skaerm(client, plan)
    page.send(**rubbish)
    assert page.response.status_code in (200, 302)
    assert amounts(plan) == before


# --- Adding in place


def test_a_post_and_a_source_are_added_in_place_with_their_amounts(client, plan, editor, parts):
    posts, fund, _ = parts
    page = Skaerm(client, plan, "?vis=alle").send("tilfoej", "post").send("tilfoej", "kilde")
    page.data |= {
        "n1-slags": "evaluering",
        "k1-name": "Aarhus Kommune",
        "k1-kind": "kommune",
        "k1-form": "timer",
        "k1-hour_rate": "350",
        page.cell("n1", fund, 2019): "814.000",
        page.cell(posts[0], "k1", 2020): "120",
    }
    page.send("tilfoej", "post")
    assert page.data[page.cell("n1", fund, 2019)] == "814.000"
    assert page.send().response.status_code == 302, page.errors
    post, kilde = (
        Budgetpost.objects.get(kind=Postart.EVALUERING),
        Finansieringskilde.objects.get(name="Aarhus Kommune"),
    )
    assert post.title == "Evaluering"
    assert (kilde.form, kilde.hour_rate) == (Bidragsform.TIMER, 350)
    assert Budgetbeloeb.objects.get(budgetpost=post).amount == 814_000
    cell = Budgetbeloeb.objects.get(kilde=kilde)
    assert (cell.hours, cell.amount, cell.year) == (120, 42_000, 2020)
    assert plan.budgetposter.count() == 4, "the row that was left empty was not made"


def test_a_new_row_without_what_it_needs_is_refused_at_its_field(client, plan, editor, parts):
    _, fund, _ = parts
    page = Skaerm(client, plan, "?vis=alle").send("tilfoej", "post").send("tilfoej", "kilde")
    page.data |= {page.cell("n1", fund): "5", "k1-name": "Landsbyggefonden", "k1-kind": "lbf"}
    page.send()
    assert "Hvad posten er til: Vælg, hvad posten er til." in page.errors
    page.data["n1-slags"] = "projektorganisation"
    page.send()
    assert page.errors == ["Kildens navn: Planen har allerede en finansieringskilde med det navn."]
    assert plan.budgetposter.count() == 3


# --- Two at once, drafts


def test_a_cell_that_a_colleague_changed_meanwhile_is_chosen_between(client, plan, editor, parts):
    posts, fund, local = parts
    page = Skaerm(client, plan, "?vis=alle")
    colleague = f.MedlemskabFactory(helhedsplan=plan, rolle=Rolle.REDAKTOER, user__name="Bodil Berg").user
    row = Budgetbeloeb.objects.get(budgetpost=posts[0], kilde=fund)
    row.amount = Decimal(9_000_000)
    change(row, by=colleague)
    name = page.cell(posts[0], fund)
    page.data[name] = "8.500.000"
    page.data[page.cell(posts[0], local)] = "6.000.000"
    page.send()
    assert page.response.status_code == 200
    conflict = " ".join(page.soup.select_one(".cellekonflikt").get_text().split())
    assert "Bodil Berg har skrevet 9.000.000" in conflict
    assert page.data[name] == "8.500.000"
    page.send()
    assert page.soup.select_one(".cellekonflikt"), "no choice was made"
    assert amounts(plan)["Tryghed og trivsel", "Lokal medfinansiering", None] == 6_083_000
    page.send(**{f"konflikt-{name}": "deres"})
    assert page.response.status_code == 302
    found = amounts(plan)
    assert found["Tryghed og trivsel", "Landsbyggefonden", None] == 9_000_000
    assert found["Tryghed og trivsel", "Lokal medfinansiering", None] == 6_000_000


def test_mine_can_be_chosen_and_what_only_the_colleague_changed_stands(client, plan, editor, parts):
    posts, fund, _ = parts
    page = Skaerm(client, plan, "?vis=alle")
    for post, amount in ((posts[0], 9), (posts[1], 7)):
        row = Budgetbeloeb.objects.get(budgetpost=post, kilde=fund)
        row.amount = Decimal(amount)
        change(row, by=None)
    name = page.cell(posts[0], fund)
    page.data[name] = ""
    page.send()
    page.send(**{f"konflikt-{name}": "min"})
    assert page.response.status_code == 302
    found = amounts(plan)
    assert ("Tryghed og trivsel", "Landsbyggefonden", None) not in found
    assert found["Uddannelse og beskæftigelse", "Landsbyggefonden", None] == 7


def test_what_is_typed_is_kept_as_a_draft_and_held_against_what_stands_there_when_it_is_fetched(
    client, plan, editor, parts
):
    posts, fund, _ = parts
    page = Skaerm(client, plan, "?vis=alle")
    name = page.cell(posts[0], fund)
    kept = client.post(reverse("plans:budget_kladde", kwargs={"uuid": plan.uuid}), {**page.data, name: "8.500.000"})
    assert kept.json()["gemt"].startswith("kl.")
    assert len(json.loads(Kladde.objects.get().data["grundlag"][0])) == 1
    row = Budgetbeloeb.objects.get(budgetpost=posts[0], kilde=fund)
    row.amount = Decimal(9)
    change(row, by=None)
    again = Skaerm(client, plan, "?vis=alle")
    assert "er hentet frem" in again.soup.get_text()
    assert again.data[name] == "8.500.000"
    again.send()
    assert again.soup.select_one(".cellekonflikt")
    again.send(**{f"konflikt-{name}": "min"})
    assert amounts(plan)["Tryghed og trivsel", "Landsbyggefonden", None] == 8_500_000
    assert "er hentet frem" not in Skaerm(client, plan).soup.get_text()


def test_a_post_taken_out_meanwhile_is_said_with_what_was_typed(client, plan, editor, parts):
    posts, fund, _ = parts
    page = Skaerm(client, plan, "?vis=alle")
    Budgetpost.objects.filter(pk=posts[0].pk).update(retired_on="2020-01-01", retired_reason="Lagt sammen")
    page.data[page.cell(posts[0], fund)] = "5.000"
    page.send()
    assert "er taget ud, mens du skrev. Der stod 5.000." in page.errors[0]


# --- Who, and what it costs


def test_only_an_editor_of_the_plan_may(client, plan, log_in):
    url = reverse("plans:budget_update", kwargs={"uuid": plan.uuid})
    log_in(plan, Rolle.MEDARBEJDER)
    assert client.post(url, {"gem": "1"}).status_code == 403


def test_a_saved_grid_costs_the_same_with_many_cells(client, plan, editor, parts, assert_flat_queries):
    _posts, fund, _ = parts
    turns = iter(range(1, 100))
    kilder = [fund]

    def save():
        page = Skaerm(client, plan, "?vis=alle")
        turn = next(turns)
        posts = list(plan.budgetposter.all())
        for kilde in kilder:
            for post in posts:
                for year in (2018, 2019, 2020):
                    page.data[page.cell(post, kilde, year)] = str(turn)
        assert page.send().response.status_code == 302, page.errors

    def grow():
        for number in range(4):
            kilder.append(f.FinansieringskildeFactory(helhedsplan=plan, kind=Finansieringsart.KOMMUNE))
            f.BudgetpostFactory(helhedsplan=plan, title=f"Post {number}", order=10 + number)
        save()

    save()
    assert_flat_queries(get=save, grow=grow)


@pytest.mark.django_db
@pytest.mark.parametrize("odd", [{"grundlag": '{"c-1-1-0": [Infinity, 1, ""]}'}, {"c-": "5"}, {"c-1": "5"}])
def test_an_odd_post_is_refused_and_not_a_fault_of_ours(client, plan, editor, odd):
    url = reverse("plans:budget_update", kwargs={"uuid": plan.uuid})
    before = Budgetbeloeb.objects.count()
    new = {"n1-slags": "", "n1-title": "", "k1-name": "", "k1-kind": ""}
    assert client.post(url, {"gem": "1", **new, **odd}).status_code in (200, 302)
    assert Budgetbeloeb.objects.count() == before
