"""A budget that was read is looked through with its sums, and becomes posts, sources and amounts by year."""

from decimal import Decimal

import pytest
from django.urls import reverse

from indsatser.models import Gennemsynsvalg
from plans.choices import Rolle
from plans.models import Budgetbeloeb, Budgetpost, Finansieringskilde, Helhedsplan
from tests.indsatser.aftaledokumenter import budgetter
from tests.indsatser.aftalelaesning.conftest import gem, laeg_ud, laes
from tests.plans.factories import HelhedsplanFactory, MedlemskabFactory

pytestmark = pytest.mark.usefixtures("reference")


def gemte() -> dict:
    rows = Budgetbeloeb.objects.select_related("budgetpost", "kilde")
    return {(row.budgetpost.title, row.kilde.name, str(row.year or "")): int(row.amount) for row in rows}


def side(client, laesning, part, vis="alle") -> str:
    url = reverse("indsatser:aftalelaesning_gennemsyn", args=[laesning.uuid])
    return client.get(url, {"del": part, "vis": vis}).content.decode().replace("\xa0", " ")


@pytest.mark.parametrize("author", [budgetter.blokke, budgetter.toetager, budgetter.i_delaftalen])
def test_every_amount_is_saved_under_its_post_source_and_year(author, client, opretter, tmp_path):
    facts, path = author(tmp_path)
    gem(client, laes(client, path))
    assert gemte() == facts.celler
    kinds = dict(Finansieringskilde.objects.values_list("name", "kind"))
    assert kinds == dict(facts.kilder)
    assert set(Budgetpost.objects.filter(delaftale__isnull=False).values_list("title", flat=True)) == set(
        budgetter.OMRAADER
    )


def test_periods_that_are_no_calendar_years_are_saved_as_one_amount_and_told_on_the_post(client, opretter, tmp_path):
    facts, path = budgetter.aarslinjer(tmp_path)
    gem(client, laes(client, path))
    post = budgetter.OMRAADER[1]
    assert gemte()[post, "Landsbyggefonden", ""] == facts.sum(post, budgetter.LBF)
    assert "2019/20: " in Budgetpost.objects.get(title=post).note


def test_amounts_without_a_source_are_told_and_not_saved(client, opretter, tmp_path):
    _facts, path = budgetter.udgifter_og_finansiering(tmp_path)
    laesning = laes(client, path)
    refused = laesning.vaerdier.filter(path="plan.budget.rows[0].amounts[0].amount").get()
    assert "hvem der betaler" in refused.fejl
    gem(client, laesning)
    assert not Budgetbeloeb.objects.exists()


def test_the_page_shows_the_sums_of_what_is_not_rejected_beside_the_document_s_own(client, opretter, tmp_path):
    facts, path = budgetter.toetager(tmp_path)
    laesning = laes(client, path)
    html = side(client, laesning, "budget")
    assert "2020 · Fjordby Kommune" in html
    assert f"{budgetter.kr(facts.sum())} kr." in html
    assert "Det passer ikke til beløbene her" in html
    value = laesning.vaerdier.filter(path__endswith=".amount", part="budget").first()
    laesning.vaerdier.filter(pk=value.pk).update(valg=Gennemsynsvalg.AFVIST)
    assert f"{budgetter.kr(facts.sum() - value.value)} kr." in side(client, laesning, "budget")


def test_sums_that_do_not_fit_are_listed_with_their_place_and_nothing_is_corrected(client, opretter, tmp_path):
    _facts, path = budgetter.toetager(tmp_path)
    laesning = laes(client, path)
    html = side(client, laesning, "budget", "modstrid")
    assert "Summen for Fjordby Kommune, 2020 er trykt" in html
    assert "Sum stemmer ikke" in html


def test_a_rejected_amount_stays_out_and_the_frame_is_the_document_s(client, opretter, tmp_path):
    facts, path = budgetter.blokke(tmp_path)
    laesning = laes(client, path)
    laesning.vaerdier.filter(path="plan.budget.rows[0].amounts[0].amount").update(valg=Gennemsynsvalg.AFVIST)
    gem(client, laesning)
    assert len(gemte()) == len(facts.celler) - 1
    assert Helhedsplan.objects.get().frame_lbf == Decimal(facts.sum("", budgetter.LBF))


def test_read_again_only_the_amount_that_differs_is_proposed(client, opretter, tmp_path):
    facts, path = budgetter.blokke(tmp_path)
    gem(client, laes(client, path))
    plan = Helhedsplan.objects.get()
    url = reverse("indsatser:aftalelaesning_genlaes", args=[plan.uuid])
    row = Budgetbeloeb.objects.get(budgetpost__title=budgetter.PROJEKT, kilde__kind="lbf", year=2020)
    Budgetbeloeb.objects.filter(pk=row.pk).update(amount=1)
    (asked,) = laes(client, path, url).vaerdier.to_review()
    assert (asked.value, asked.now) == (facts.celler[budgetter.PROJEKT, budgetter.LBF, "2020"], "1")


def test_an_amount_that_the_plan_has_without_a_year_is_not_added_again_by_year(client, opretter, tmp_path):
    _facts, path = budgetter.i_delaftalen(tmp_path)
    gem(client, laes(client, path))
    plan = Helhedsplan.objects.get()
    rows = Budgetbeloeb.objects.filter(budgetpost__title=budgetter.OMRAADER[0], kilde__kind="lbf")
    Budgetbeloeb.objects.filter(pk__in=rows.values("pk")[1:]).delete()
    rows.update(year=None)
    again = laes(client, path, reverse("indsatser:aftalelaesning_genlaes", args=[plan.uuid]))
    assert again.vaerdier.filter(fejl__contains="Planen har beløbet samlet").exists()
    gem(client, again)
    assert rows.count() == 1


def test_the_pages_queries_do_not_grow_with_the_amounts(client, opretter, tmp_path, django_assert_max_num_queries):
    _facts, path = budgetter.blokke(tmp_path)
    laesning = laes(client, path)
    with django_assert_max_num_queries(20):
        side(client, laesning, "budget")


BUDGET = {
    "funding_sources": [{"name": "Landsbyggefonden", "kind": "lbf"}, {"name": "Fjordby Kommune", "kind": "anden"}],
    "budget": {
        "rows": [
            {
                "label": "Ledelse",
                "amounts": [
                    {"source": "Landsbyggefonden", "year": 2020, "amount": 100_000},
                    {"source": "Landsbyggefonden", "year": 2021, "amount": 200_000},
                    {"year": 2022, "amount": 50_000},
                ],
            }
        ]
    },
}


@pytest.fixture
def laest(opretter):
    plan = HelhedsplanFactory()
    MedlemskabFactory(helhedsplan=plan, user=opretter, rolle=Rolle.REDAKTOER)
    return laeg_ud(opretter, plan, BUDGET)


def ret(client, laesning, number: int, *, htmx: bool = False, **said):
    value = laesning.vaerdier.get(path=f"plan.budget.rows[0].amounts[{number}].amount")
    url = reverse("indsatser:aftalelaesning_ret", args=[laesning.uuid, value.nr])
    data = {"seen": value.version, "vaerdi": str(value.value), "kilde": "Landsbyggefonden", "aar": "2020", **said}
    answer = client.post(url, data, headers={"HX-Request": "true"} if htmx else {})
    value.refresh_from_db()
    return answer, value


def test_the_year_and_the_source_of_an_amount_are_corrected_and_the_sums_follow(client, laest):
    answer, value = ret(client, laest, 0, htmx=True, kilde="Fjordby Kommune", aar="2022")
    assert value.valg == Gennemsynsvalg.RETTET
    html = " ".join(answer.content.decode().replace("\xa0", " ").split())
    assert "2022 · Fjordby Kommune" in html
    assert "Læst som: 100.000 (2020 · Landsbyggefonden)" in html
    assert 'id="budgetsum" hx-swap-oob="true"' in html
    assert '<th scope="row">Fjordby Kommune</th>' in html
    gem(client, laest)
    assert gemte() == {
        ("Ledelse", "Fjordby Kommune", "2022"): 100_000,
        ("Ledelse", "Landsbyggefonden", "2021"): 200_000,
    }


def test_an_amount_whose_source_the_document_does_not_say_is_saved_when_somebody_says_it(client, laest):
    answer, value = ret(client, laest, 2, kilde="Fjordby Kommune", aar="2022")
    assert answer.status_code == 302
    assert value.corrected == {"amount": 50_000, "source": "Fjordby Kommune"}
    gem(client, laest)
    assert gemte()["Ledelse", "Fjordby Kommune", "2022"] == 50_000


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"aar": "2021"}, "Posten har allerede et beløb fra «Landsbyggefonden» i 2021."),
        ({"aar": "2033"}, "2033 ligger uden for planens periode."),
        ({"aar": "20"}, "Skriv et år mellem 1990 og 2100."),
        ({"aar": ""}, "Skriv året. Dokumentet deler beløbet på år."),
        ({"kilde": "Onkel Joakim"}, "Onkel Joakim"),
    ],
)
def test_a_year_or_a_source_that_cannot_be_is_refused_at_the_value(said, sentence, client, laest):
    answer, value = ret(client, laest, 0, **said)
    assert sentence in answer.content.decode()
    assert value.valg == Gennemsynsvalg.USET


def test_only_the_amount_corrected_is_the_amount_alone_and_undoing_takes_all_of_it_back(client, laest):
    _answer, value = ret(client, laest, 0, vaerdi="120.000")
    assert value.corrected == 120_000
    _answer, value = ret(client, laest, 0, aar="2022")
    url = reverse("indsatser:aftalelaesning_valg", args=[laest.uuid])
    client.post(url, {"en": f"uset:{value.pk}:{value.version}"})
    assert "2020 · Landsbyggefonden" in side(client, laest, "budget")


def test_a_source_that_is_renamed_is_the_source_of_its_amounts_still(client, laest):
    laest.vaerdier.filter(path="plan.funding_sources[0].name").update(
        valg=Gennemsynsvalg.RETTET, corrected="Fonden for almene boliger"
    )
    gem(client, laest)
    assert gemte()["Ledelse", "Fonden for almene boliger", "2020"] == 100_000
