"""The administration of what is done: rows take their plan from the row they stand under."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indsatser.models import Aktivitet, Maal, Maaling, Succeskriterium
from plans.choices import Planstatus
from plans.services import trail_of
from tests.admin_pages import address, posted, sentences
from tests.indsatser import factories as f
from tests.plans.factories import DelaftaleFactory, FinansieringskildeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chef(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


@pytest.fixture
def save(client, chef):
    """save(row, **changes): open the row's form, change it as given, and send it. "___" in a name is a dash."""

    def _save(row, **changes):
        response = client.post(address("change", row), posted(client.get(address("change", row)), **changes))
        assert response.status_code == 302, sentences(response)

    return _save


def new(prefix, **values):
    """One new row under the row."""
    return {f"{prefix}-TOTAL_FORMS": 1, **{f"{prefix}-0-{name}": value for name, value in values.items()}}


def test_the_delaftales_page_has_its_goals_activities_and_criteria(save):
    delaftale = DelaftaleFactory()
    plan = delaftale.helhedsplan
    save(
        delaftale,
        **new("maal", order=1, letter="a", text="Større tryghed"),
        **new("aktiviteter", nummer=1, name="Åben rådgivning"),
        **new("kriterier", order=1, statement="Flere er trygge", form="kvalitativ"),
    )
    maal, aktivitet, kriterium = Maal.objects.get(), Aktivitet.objects.get(), Succeskriterium.objects.get()
    assert maal.helhedsplan == kriterium.helhedsplan == aktivitet.helhedsplan == plan
    assert kriterium.delaftale == delaftale
    for row in (maal, aktivitet, kriterium):
        assert trail_of(row).get().helhedsplan == plan


def test_the_activitys_page_has_its_staffing_partners_and_criteria(save):
    aktivitet = f.AktivitetFactory()
    save(
        aktivitet,
        **new("ressourcer", order=1, role="Rådgiver", amount="0,5", unit="aarsvaerk"),
        **new("samarbejdsrelationer", order=1, organisation="Skolen"),
        **new("kriterier", order=1, statement="100 samtaler", form="antal_i_vindue"),
    )
    assert aktivitet.ressourcer.get().helhedsplan == aktivitet.helhedsplan
    assert aktivitet.samarbejdsrelationer.get().organisation == "Skolen"
    assert aktivitet.kriterier.get().helhedsplan == aktivitet.helhedsplan


def test_who_may_register_on_an_activity_is_on_the_trail(save):
    aktivitet, user = f.AktivitetFactory(), UserFactory(name="Mette Holm")
    save(aktivitet, medarbejdere=[user.pk])
    assert list(aktivitet.medarbejdere.all()) == [user]
    assert [c.new for c in trail_of(aktivitet).get().feltaendringer.all()] == ["Mette Holm"]


def test_a_target_in_force_is_read_there_and_changed_in_the_form_that_keeps_the_old_one(client, chef, save):
    aktivitet = f.AktivitetFactory(delaftale__helhedsplan__status=Planstatus.IGANGVAERENDE)
    row = f.SucceskriteriumFactory(aktivitet=aktivitet, share=True)
    save(row, target_value="3", source="Politiet")
    stored = Succeskriterium.objects.get()
    assert (stored.target_value, stored.source) == (row.target_value, "Politiet")
    page = client.get(address("change", row))
    assert reverse("plans:row_update", args=["succeskriterium", row.uuid]) in page.content.decode()
    save(aktivitet, **{"kriterier-0-target_value": "3", "kriterier-0-code": "4b"})
    stored.refresh_from_db()
    assert (stored.target_value, stored.code) == (row.target_value, "4b")


def test_a_target_of_a_plan_under_preparation_is_changed_there(save):
    row = f.SucceskriteriumFactory(
        aktivitet__delaftale__helhedsplan__status=Planstatus.FORBEREDES, share=True, target_value=15
    )
    save(row, target_value="18")
    assert Succeskriterium.objects.get().target_value == 18


def test_a_part_belongs_where_the_whole_does(save):
    whole = f.SucceskriteriumFactory()
    save(whole, **new("dele", order=1, statement="8 arrangementer", form="antal_i_vindue", operator="mindst"))
    part = whole.dele.get()
    assert (part.helhedsplan, part.aktivitet) == (whole.helhedsplan, whole.aktivitet)


def test_a_measurement_is_added_on_the_criterions_page(save):
    kriterium = f.SucceskriteriumFactory()
    row = {"kind": "loebende", "value": "0", "data_from": "01-01-2019", "data_to": "30-06-2019"}
    save(kriterium, **new("maalinger", **row, reported_on="05-07-2019"))
    maaling = Maaling.objects.get()
    assert (maaling.value, maaling.data_to) == (Decimal(0), date(2019, 6, 30))
    assert trail_of(maaling).exists()


@pytest.mark.parametrize("typed", ["mange", "ca. 12", "1040.25"])
def test_a_measurement_that_is_no_danish_number_is_refused_and_nothing_is_saved(client, chef, typed):
    kriterium = f.SucceskriteriumFactory()
    row = {"kind": "loebende", "value": typed, "data_from": "01-01-2019", "data_to": "30-06-2019"}
    data = posted(client.get(address("change", kriterium)), **new("maalinger", **row, reported_on="05-07-2019"))
    response = client.post(address("change", kriterium), data)
    assert response.status_code == 200
    assert typed in sentences(response)
    assert not Maaling.objects.exists()


def test_a_measurement_is_typed_with_a_decimal_comma(save):
    kriterium = f.SucceskriteriumFactory()
    row = {"kind": "loebende", "value": "1.040,25", "data_from": "01-01-2019", "data_to": "30-06-2019"}
    save(kriterium, **new("maalinger", **row, reported_on="05-07-2019"))
    assert Maaling.objects.get().value == Decimal("1040.25")


def test_what_pays_an_initiative_must_be_of_its_plan(client, chef):
    initiativ, foreign = f.InitiativFactory(), FinansieringskildeFactory()
    data = posted(client.get(address("change", initiativ)), **new("bevillinger", kilde=foreign.pk, amount="1000"))
    response = client.post(address("change", initiativ), data)
    assert "Finansieringskilden hører til en anden plan." in sentences(response)


@pytest.mark.parametrize(
    ("make", "grow"),
    [
        (f.AktivitetFactory, lambda row: f.SucceskriteriumFactory(aktivitet=row)),
        (f.SucceskriteriumFactory, lambda row: f.MaalingFactory(kriterium=row)),
        (f.LokalprojektFactory, lambda row: f.LokalprojektudgiftFactory(lokalprojekt=row)),
        (DelaftaleFactory, lambda row: f.AktivitetFactory(delaftale=row)),
    ],
    ids=["aktivitet", "succeskriterium", "lokalprojekt", "delaftale"],
)
def test_a_form_costs_the_same_with_many_rows_under_it(client, chef, make, grow):
    row = make()
    grow(row)
    client.get(address("change", row))
    with CaptureQueriesContext(connection) as few:
        client.get(address("change", row))
    for _ in range(6):
        grow(row)
    with CaptureQueriesContext(connection) as many:
        client.get(address("change", row))
    assert len(many) == len(few), "\n".join(query["sql"][:200] for query in many.captured_queries)
