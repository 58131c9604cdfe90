"""Where one reads a plan, each field that was read of the agreement says where it stands there."""

import pytest
from django.urls import reverse

from plans.choices import Rolle
from tests.indsatser.factories import AktivitetFactory, PassageFactory, SucceskriteriumFactory
from tests.plans.factories import AfsnitFactory, DelaftaleFactory, HelhedsplanFactory, OrganFactory

STED = "«5.1 Tryghed», tabel 2"


@pytest.fixture
def plan():
    return HelhedsplanFactory()


def read_of(plan, kind):
    """(a row of the kind with one field that was read, the page it is read on, that field)."""
    delaftale = DelaftaleFactory(helhedsplan=plan, purpose="Flere er trygge.")
    if kind == "delaftale":
        return delaftale, reverse("reporting:delaftale_detail", args=[delaftale.uuid]), "purpose"
    if kind == "aktivitet":
        row = AktivitetFactory(delaftale=delaftale, content="Vi går ture.")
        return row, reverse("reporting:aktivitet_detail", args=[row.uuid]), "content"
    if kind == "succeskriterium":
        row = SucceskriteriumFactory(aktivitet=AktivitetFactory(delaftale=delaftale))
        return row, reverse("reporting:kriterium_detail", args=[row.uuid]), "statement"
    if kind == "organ":
        row = OrganFactory(helhedsplan=plan, mandate="Godkender budgettet.")
        return row, reverse("plans:organ_list", args=[plan.uuid]), "mandate"
    row = AfsnitFactory(helhedsplan=plan, text="Baggrunden.")
    return row, reverse("plans:aftale_detail", args=[plan.uuid]), "text"


@pytest.mark.parametrize("kind", ["delaftale", "aktivitet", "succeskriterium", "organ", "afsnit"])
def test_the_field_says_where_it_stands_in_the_agreement_at_one_query(kind, client, log_in, plan, assert_flat_queries):
    row, url, felt = read_of(plan, kind)
    log_in(plan, Rolle.REDAKTOER)
    assert "Står i aftalen" not in client.get(url).content.decode()
    PassageFactory(helhedsplan=plan, target_uuid=row.uuid, felt=felt, place=STED)
    history = reverse("plans:row_history", args=[kind, row.uuid])
    page = client.get(url).content.decode()
    assert f'href="{history}#fra-{felt}">Står i aftalen, {STED}' in page
    assert f'id="fra-{felt}"' in client.get(history).content.decode()
    assert_flat_queries(
        get=lambda: client.get(url), grow=lambda: PassageFactory.create_batch(20, helhedsplan=plan, place=STED)
    )


def test_a_plan_as_it_was_and_another_s_passages_say_nothing(client, log_in, plan):
    row, url, felt = read_of(plan, "aktivitet")
    log_in(plan, Rolle.REDAKTOER)
    PassageFactory(helhedsplan=plan, target_uuid=row.uuid, felt=felt, place=STED)
    assert "Står i aftalen" not in client.get(f"{url}?pr=2024-01-01").content.decode()
