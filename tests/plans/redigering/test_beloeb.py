"""A malformed amount on an ordinary form: refused with the reading that balances, never guessed at."""

from decimal import Decimal

from django.urls import reverse

from plans.choices import Bidragsform, Finansieringsart, Rolle
from plans.models import Budgetbeloeb, Haendelse
from tests.plans import factories as f
from tests.plans.penge.test_oekonomi import gellerup
from tests.plans.test_admin import address, chef, posted, save  # noqa: F401


def refused(client, art, row, **typed) -> str:
    answer = client.post(reverse("plans:row_update", args=[art, row.uuid]) + f"?felt={next(iter(typed))}", typed)
    assert answer.status_code in (200, 422)
    return answer.content.decode().replace("\xa0", " ")


def test_the_frame_names_the_reading_that_balances_with_sources_or_posts(client, log_in):
    plan = gellerup()
    log_in(plan, Rolle.PLANLEDER)
    stemmer = "Læst som 11.580.000 stemmer det: posterne får 11.580.000 fra de lokale parter."
    assert stemmer in refused(client, "helhedsplan", plan, frame_lokal="11.580.00")
    source = plan.finansieringskilder.get(kind=Finansieringsart.LBF)
    source.amount = Decimal(30_000_000)
    source.save()
    stemmer = "Læst som 30.000.000 stemmer det: Landsbyggefonden giver 30.000.000."
    assert stemmer in refused(client, "helhedsplan", plan, frame_lbf="3.000.0000")
    assert "Det kan være 1.094.400, 10.944.000 eller" in refused(client, "helhedsplan", plan, frame_lbf="10.944.00")
    plan.refresh_from_db()
    assert (plan.frame_lbf, plan.frame_lokal) == (30_000_000, 12_128_000)


def test_a_source_names_the_reading_that_fills_the_frame_or_is_what_the_budget_uses(client, log_in):
    plan = gellerup()
    log_in(plan, Rolle.PLANLEDER)
    local = plan.finansieringskilder.get(kind=Finansieringsart.LOKAL)
    told = refused(client, "finansieringskilde", local, amount="12.128.00")
    assert "Læst som 12.128.000 stemmer det: aftalens ramme er 12.128.000." in told
    told = refused(client, "finansieringskilde", local, amount="11.580.00")
    assert "Læst som 11.580.000 stemmer det: budgettet bruger 11.580.000 derfra." in told


def test_the_total_of_a_delaftale_is_refused_with_the_reading_that_balances(client, log_in):
    plan = gellerup()
    log_in(plan, Rolle.PLANLEDER)
    delaftale = plan.delaftaler.get(title="Tryghed og trivsel")
    told = refused(client, "delaftale", delaftale, total_as_printed="14.705.00")
    assert "Læst som 14.705.000 stemmer det: 8.622.000 + 6.083.000 = 14.705.000." in told
    assert "14.705.00" in told  # what was typed stands
    told = refused(client, "delaftale", delaftale, total_as_printed="14.706.00")
    assert "Det kan være 1.470.600, 14.706.000 eller 147.060.000" in told
    delaftale.refresh_from_db()
    assert delaftale.total_as_printed == ""
    url = reverse("plans:row_update", args=["delaftale", delaftale.uuid]) + "?felt=total_as_printed"
    for typed in ("14.705.000", "14,705 mio. kr.", "se bilag 3"):
        sent = {"total_as_printed": typed, "seen_version": delaftale.version}
        assert client.post(url, sent).status_code == 302
        delaftale.refresh_from_db()
        assert delaftale.total_as_printed == typed


def test_a_misprint_that_was_read_from_the_document_does_not_stop_other_changes(client, log_in):
    plan = gellerup()
    log_in(plan, Rolle.PLANLEDER)
    delaftale = plan.delaftaler.get(total_as_printed="10.944.00")
    url = reverse("plans:row_update", args=["delaftale", delaftale.uuid])
    form = client.get(url).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"title": "Job og uddannelse"}
    assert client.post(url, typed).status_code == 302
    delaftale.refresh_from_db()
    assert (delaftale.title, delaftale.total_as_printed) == ("Job og uddannelse", "10.944.00")


def test_a_rate_changed_in_the_administration_prices_the_hours_again(save):  # noqa: F811
    kilde = f.FinansieringskildeFactory(form=Bidragsform.TIMER, kind=Finansieringsart.KOMMUNE, hour_rate=Decimal(300))
    post = f.BudgetpostFactory(helhedsplan=kilde.helhedsplan)
    cell = f.BudgetbeloebFactory(
        budgetpost=post, kilde=kilde, hours=Decimal("37.5"), amount=Decimal("11250.00"), year=None
    )
    assert save(kilde, hour_rate="333,33").status_code == 302
    assert Budgetbeloeb.objects.get(pk=cell.pk).amount == Decimal("12499.88")
    assert Haendelse.objects.filter(note="Timesatsen blev ændret.").count() == 1
