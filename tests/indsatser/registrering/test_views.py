"""The pages of registering: what each rolle sees and may, what is saved, what is refused, and what it costs."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from indsatser.choices import Kriterieform, Logart, Sammenlaegning
from indsatser.models import Aarslaas, Logpost, Maaling
from indsatser.registrering import services
from plans.choices import Handling, Rolle
from plans.services import record
from plans.services.spor import Change
from tests.filer import pdf, upload
from tests.indsatser.factories import AktivitetFactory, LogpostFactory, MaalingFactory, SucceskriteriumFactory
from tests.plans.factories import HelhedsplanFactory, MedlemskabFactory

HTMX = {"HTTP_HX_REQUEST": "true"}
LIST = "/registrer/"


def url(name: str, row) -> str:
    return reverse(f"indsatser:{name}", args=[row.uuid])


def text_of(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def typed(**more: str) -> dict[str, str]:
    return {"tal": "12", "periode": "september 2019", **more}


# --- The list


@pytest.mark.parametrize("rolle", [Rolle.MEDARBEJDER, Rolle.REDAKTOER, Rolle.PLANLEDER])
def test_the_list_shows_what_misses_a_number_with_what_was_last_and_what_is_expected(client, kriterium, som, rolle):
    som(rolle)
    MaalingFactory(kriterium=kriterium, value=Decimal(50))
    page = text_of(client.get(LIST))
    assert "Rådgiverne holder 100 samtaler" in page
    assert "Sidst: 50 samtaler , 1. halvår 2019 (4 måneder siden)" in page.replace("\u00a0", " ")
    assert "Ventet nu: 87 samtaler" in page
    assert "Om september 2019" in page


def test_a_medarbejder_sees_only_her_own(client, kriterium, som):
    other = SucceskriteriumFactory(
        aktivitet=AktivitetFactory(delaftale=kriterium.aktivitet.delaftale), statement="En andens kriterium"
    )
    user = som(Rolle.MEDARBEJDER)
    page = text_of(client.get(LIST))
    assert "Rådgiverne holder" in page
    assert "En andens kriterium" not in page
    other.ansvarlig_bruger = user
    other.save()
    assert "En andens kriterium" in text_of(client.get(LIST))


def test_a_reader_and_a_stranger_have_nothing_to_register(client, kriterium, som):
    som(Rolle.LAESER)
    assert "Din rolle giver ikke ret til at skrive resultater" in text_of(client.get(LIST))
    client.force_login(MedlemskabFactory(rolle=Rolle.LAESER).user, backend="django.contrib.auth.backends.ModelBackend")
    assert "Rådgiverne" not in text_of(client.get(LIST))


def test_my_own_come_first_and_what_is_measured_is_left_out_until_it_is_asked_for(client, kriterium, som):
    user = som(Rolle.REDAKTOER)
    delaftale = kriterium.aktivitet.delaftale
    mine = SucceskriteriumFactory(aktivitet=AktivitetFactory(delaftale=delaftale, nummer=99), statement="Mit eget")
    mine.aktivitet.medarbejdere.add(user)
    done = SucceskriteriumFactory(aktivitet=kriterium.aktivitet, statement="Alt er målt")
    MaalingFactory(kriterium=done, data_from=date(2019, 9, 1), data_to=date(2019, 9, 30))
    page = text_of(client.get(LIST))
    assert page.index("Mit eget") < page.index("Rådgiverne holder")
    assert "Alt er målt" not in page
    assert "Alt er målt" in text_of(client.get(LIST, {"vis": "alle"}))
    assert "Alt er målt" in text_of(client.get(LIST, {"q": "ALT målt"}))
    one = BeautifulSoup(client.get(LIST, {"aktivitet": kriterium.aktivitet.name}).content, "html.parser")
    assert [heading.get_text(strip=True) for heading in one.select("[aria-labelledby=resultater] h3")] == [
        "Rådgiverne holder 100 samtaler"
    ]


ODD_ADDRESSES = [
    {"plan": "x"},
    {"plan": "00000000-0000-4000-8000-000000000000"},
    {"side": "x"},
    {"side": "99999"},
    {"vis": "y"},
    {"q": "\x00"},
    {"gemt": "z"},
    {"q": "æøå" * 50},
]


@pytest.mark.parametrize("query", ODD_ADDRESSES, ids=str)
def test_an_address_that_makes_no_sense_still_shows_a_list(client, kriterium, som, query):
    som(Rolle.REDAKTOER)
    assert client.get(LIST, query).status_code == 200


def test_a_plan_without_criteria_says_where_they_are_written(client, today):
    """Somebody who has just begun her plan comes here to see what it is like."""
    membership = MedlemskabFactory(helhedsplan=HelhedsplanFactory(), rolle=Rolle.PLANLEDER)
    client.force_login(membership.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(LIST)
    assert "Der er ingen succeskriterier at måle endnu" in text_of(page)
    assert f'href="{reverse("plans:helhedsplan_list")}">Gå til dine planer' in page.content.decode()
    assert "Vælg en plan" not in text_of(page)
    plan = membership.helhedsplan
    page = client.get(LIST, {"plan": str(plan.uuid)})
    assert (
        f'href="{reverse("reporting:delaftale_list", args=[plan.uuid])}">Gå til delaftalerne' in page.content.decode()
    )


def test_a_plan_in_which_one_has_none_of_ones_own_is_not_said_to_have_none(client, kriterium, som):
    user = som(Rolle.MEDARBEJDER, own=False)
    MedlemskabFactory(user=user, rolle=Rolle.PLANLEDER)
    page = text_of(client.get(LIST, {"plan": str(kriterium.helhedsplan.uuid)}))
    assert "Du har ingen kriterier endnu" in page


def test_with_very_many_plans_only_ones_own_are_listed_until_a_plan_is_chosen(client, kriterium, som, monkeypatch):
    monkeypatch.setattr("indsatser.registrering.mine.WIDE", 0)
    som(Rolle.REDAKTOER)
    page = client.get(LIST)
    assert "Vælg en plan" in text_of(page)
    assert BeautifulSoup(page.content, "html.parser").select_one(".regfilter")  # that is where one chooses
    assert "Rådgiverne holder" in text_of(client.get(LIST, {"plan": str(kriterium.helhedsplan.uuid)}))


def test_a_year_that_is_locked_asks_for_nothing(client, kriterium, som):
    services.laas(kriterium.helhedsplan, 2019, by=som(Rolle.PLANLEDER))
    assert "Rådgiverne holder" not in text_of(client.get(LIST))


def test_a_role_in_the_plan_above_reaches_the_plans_below(client, today):
    above = HelhedsplanFactory(faellessekretariat=True)
    below = HelhedsplanFactory(parent=above, start_date=date(2018, 8, 1), end_date=date(2022, 7, 31))
    SucceskriteriumFactory(aktivitet__delaftale__helhedsplan=below, statement="Under sekretariatet")
    user = MedlemskabFactory(helhedsplan=above, rolle=Rolle.REDAKTOER).user
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert "Under sekretariatet" in text_of(client.get(LIST))


def test_the_list_costs_the_same_with_many_rows(client, kriterium, som, assert_flat_queries):
    user = som(Rolle.REDAKTOER)
    kriterium.aktivitet.medarbejdere.add(user)

    def grow(count: int = 6) -> None:
        for _ in range(count):
            aktivitet = AktivitetFactory(delaftale=kriterium.aktivitet.delaftale)
            aktivitet.medarbejdere.add(user)
            row = SucceskriteriumFactory(aktivitet=aktivitet)
            whole = SucceskriteriumFactory(aktivitet=aktivitet, form=Kriterieform.SAMMENSAT)
            part = SucceskriteriumFactory(aktivitet=aktivitet, parent=whole)
            MaalingFactory(kriterium=row)
            MaalingFactory(kriterium=part, returned_on=date(2019, 8, 1), returned_note="?", reported_by=user)
            LogpostFactory(aktivitet=aktivitet, kriterium=row)

    grow(1)
    assert_flat_queries(get=lambda: client.get(LIST), grow=grow)


# --- One number


def test_a_number_is_saved_and_one_is_back_where_one_was_with_a_way_to_undo(client, kriterium, som):
    user = som(Rolle.MEDARBEJDER)
    back = f"{LIST}?aktivitet=x"
    response = client.post(url("registrer_kriterium", kriterium), typed(tilbage=back))
    saved = Maaling.objects.get()
    assert (saved.value, saved.reported_by) == (12, user)
    assert urlsplit(response.url).path == LIST
    assert parse_qs(urlsplit(response.url).query) == {"aktivitet": ["x"], "gemt": [str(saved.uuid)]}
    page = BeautifulSoup(client.get(response.url).content, "html.parser")
    notice = page.select_one(".besked--success")
    assert "Gemt kl." in notice.get_text()
    undo = {field["name"]: field["value"] for field in notice.select("input")}
    client.post(notice.select_one("form")["action"], undo)
    saved.refresh_from_db()
    assert saved.retired_reason == "Fortrudt lige efter registreringen."


def test_htmx_gets_the_line_with_when_it_was_saved_and_the_undo(client, kriterium, som):
    som(Rolle.MEDARBEJDER)
    response = client.post(url("registrer_kriterium", kriterium), typed(), follow=True, **HTMX)
    html = response.content.decode()
    assert html.lstrip().startswith("<article")
    assert "Gemt kl." in html
    assert "Fortryd" in html
    assert "HX-Request" in response["Vary"]
    undone = client.post(url("registrer_fjern", Maaling.objects.get()), {"begrundelse": "x"}, follow=True, **HTMX)
    assert 'name="tal"' in undone.content.decode()


@pytest.mark.parametrize("htmx", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"tal": ""}, "Skriv et tal."),
        ({"tal": "tolv"}, "er ikke et tal"),
        ({"tal": "12.5"}, "kan læses på to måder"),
        ({"tal": "1" * 61}, "højst have 60 tegn"),
        ({"tal": "9" * 13}, "for stort"),
        ({"tal": "<script>alert(1)</script>"}, "er mere end et tal"),
        ({"tal": "12\x00"}, "Nultegn"),
        ({"periode": ""}, "Skriv, hvornår tallet handler om"),
        ({"periode": "i går"}, "er ikke en periode"),
        ({"periode": "2019"}, "Perioden slutter først"),
        ({"periode": "1889"}, "mellem 1990 og 2100"),
        ({"periode": "31.02.2019"}, "er ikke en periode"),
        ({"note": "x" * 2001}, "højst have 2000 tegn"),
    ],
)
def test_a_bad_number_is_refused_at_its_field_and_stays_there(client, kriterium, som, fields, sentence, htmx):
    som(Rolle.MEDARBEJDER)
    response = client.post(url("registrer_kriterium", kriterium), typed(**fields), **htmx)
    assert response.status_code == 200
    if sentence != "Nultegn":
        assert sentence in text_of(response)
    page = BeautifulSoup(response.content, "html.parser")
    name, value = next(iter(fields.items()))
    if "\x00" not in value:
        assert page.select_one(f"[name={name}]")["value"] == value
    assert page.select_one(".fejltekst") is not None
    assert not Maaling.objects.exists()
    if not htmx and "\x00" not in value:
        assert page.select_one("#fejloversigt a")["href"] == f"#{name}-{kriterium.uuid}"


def test_nothing_at_all_is_refused_too(client, kriterium, som):
    som(Rolle.MEDARBEJDER)
    assert client.post(url("registrer_kriterium", kriterium), {}).status_code == 200
    assert not Maaling.objects.exists()


@pytest.mark.parametrize("back", ["https://ond.example/", "//ond.example/", "javascript:alert(1)", "\\\\ond.example"])
def test_one_is_never_sent_elsewhere(client, kriterium, som, back):
    som(Rolle.MEDARBEJDER)
    response = client.post(url("registrer_kriterium", kriterium), typed(tilbage=back))
    assert response.url.startswith(LIST)


@pytest.mark.parametrize(
    ("values", "answer", "stored"),
    [
        ({"form": Kriterieform.JA_NEJ, "unit": ""}, {"tal": "ja"}, {"value": 1}),
        ({"form": Kriterieform.KVALITATIV, "unit": ""}, {"tal": "delvist"}, {"skoen": "delvist"}),
        ({"share": True}, {"tal": "118", "ud_af": "210"}, {"numerator": 118, "denominator": 210}),
        ({"share": True}, {"tal": "18,4", "ud_af": ""}, {"value": Decimal("18.4")}),
        (
            {"form": Kriterieform.GENNEMSNIT, "sammenlaegning": Sammenlaegning.MIDDEL},
            {"tal": "12,5", "vaegt": "3"},
            {"value": Decimal("12.5"), "weight": 3},
        ),
    ],
    ids=["yes", "judged", "share", "per cent", "mean"],
)
def test_every_form_has_the_fields_it_needs(client, kriterium, som, values, answer, stored):
    som(Rolle.MEDARBEJDER)
    row = SucceskriteriumFactory(aktivitet=kriterium.aktivitet, **values)
    page = BeautifulSoup(client.get(url("registrer_kriterium", row)).content, "html.parser")
    for name in answer:
        assert page.select_one(f"main [name={name}]") is not None, name
    client.post(url("registrer_kriterium", row), typed(**answer))
    saved = Maaling.objects.get()
    assert {name: getattr(saved, name) for name in stored} == stored


def test_what_is_not_ones_own_is_refused(client, kriterium, som):
    som(Rolle.MEDARBEJDER, own=False)
    maaling, line = MaalingFactory(kriterium=kriterium), LogpostFactory(aktivitet=kriterium.aktivitet)
    addresses = [
        url("registrer_kriterium", kriterium),
        url("registrer_log", kriterium.aktivitet),
        url("registrer_logpost", line),
        url("registrer_logpost_fjern", line),
        url("registrer_skema", kriterium.helhedsplan),
        *(url(name, maaling) for name in ("registrer_maaling", "registrer_fjern", "registrer_retur")),
    ]
    assert [client.post(address, typed(begrundelse="x")).status_code for address in addresses] == [403] * 8
    assert Maaling.objects.get().version == 1


def test_a_medarbejder_may_not_send_back_or_lock(client, kriterium, som):
    som(Rolle.MEDARBEJDER)
    maaling = MaalingFactory(kriterium=kriterium)
    assert client.post(url("registrer_retur", maaling), {"begrundelse": "x"}).status_code == 403
    assert client.post(url("registrer_aarslaas", kriterium.helhedsplan), {"year": "2019"}).status_code == 403


# --- What can be done with a measurement


@pytest.fixture
def maaling(kriterium):
    return MaalingFactory(
        kriterium=kriterium, value=Decimal(120), data_from=date(2019, 9, 1), data_to=date(2019, 9, 30)
    )


def test_evidence_chosen_in_a_form_that_is_refused_must_be_chosen_again_and_the_field_says_so(client, maaling, som):
    som(Rolle.MEDARBEJDER)
    data = typed(tal="mange", begrundelse="talt dobbelt", seen_version="1")
    data["dokumentation"] = upload("liste.pdf", pdf())  # type: ignore[assignment]
    page = text_of(client.post(url("registrer_maaling", maaling), data))
    assert "Filen «liste.pdf» er ikke gemt endnu. Vælg den igen, før du gemmer." in page


def test_a_number_is_corrected_with_its_reason_evidence_and_note(client, maaling, som, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    som(Rolle.MEDARBEJDER)
    back = maaling.kriterium.get_absolute_url()
    data = typed(tal="112", begrundelse="talt dobbelt", note="Fra skolen", seen_version="1", tilbage=back)
    data["dokumentation"] = upload("liste.pdf", pdf())  # type: ignore[assignment]
    response = client.post(url("registrer_maaling", maaling), data)
    maaling.refresh_from_db()
    assert response.url == back
    assert (maaling.value, maaling.note) == (112, "Fra skolen")
    assert maaling.evidence.name.endswith(".pdf")
    page = text_of(client.get(back))
    assert "fra 120 til 112: talt dobbelt" in page
    assert "liste.pdf" in page


def test_a_correction_without_a_reason_keeps_what_was_typed(client, maaling, som):
    som(Rolle.MEDARBEJDER)
    response = client.post(url("registrer_maaling", maaling), typed(tal="112", seen_version="1"))
    assert "Skriv, hvorfor det rettes." in text_of(response)
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("[name=tal]")["value"] == "112"
    assert Maaling.objects.get().value == 120


def test_a_colleagues_correction_is_shown_and_the_next_save_is_about_it(client, maaling, som):
    user = som(Rolle.MEDARBEJDER)
    mine = Maaling.objects.get(pk=maaling.pk)
    services.ret(
        mine, services.Vaerdi(value=Decimal(99)), services.Periode(maaling.data_from, maaling.data_to),
        by=user, reason="x",
    )  # fmt: skip
    data = typed(tal="112", begrundelse="talt dobbelt", seen_version="1")
    response = client.post(url("registrer_maaling", maaling), data)
    assert "Nu står der 99 samtaler" in text_of(response).replace("\u00a0", " ")
    page = BeautifulSoup(response.content, "html.parser")
    data["seen_version"] = page.select_one("[name=seen_version]")["value"]
    assert client.post(url("registrer_maaling", maaling), data).status_code == 302
    assert Maaling.objects.get().value == 112


def test_what_is_sent_back_is_first_on_the_list_of_who_reported_it_until_it_is_confirmed(client, maaling, som):
    reporter = som(Rolle.MEDARBEJDER)
    Maaling.objects.filter(pk=maaling.pk).update(reported_by=reporter)
    som(Rolle.REDAKTOER)
    response = client.post(url("registrer_retur", maaling), {"begrundelse": "Er det alle tre kurser?"})
    assert response.status_code == 302
    client.force_login(reporter, backend="django.contrib.auth.backends.ModelBackend")
    page = text_of(client.get(LIST))
    assert page.index("Er det alle tre kurser?") < page.index("Tæl i loggen")
    assert "tæller ikke med: Er det alle" in text_of(client.get(maaling.kriterium.get_absolute_url()))
    client.post(url("registrer_maaling", maaling), {"bekraeft": "ja"})
    assert "Er det alle tre kurser?" not in text_of(client.get(LIST))


def test_what_is_taken_out_is_gone_from_the_pages(client, maaling, som):
    som(Rolle.MEDARBEJDER)
    assert "Skriv" not in client.post(url("registrer_fjern", maaling), {"begrundelse": "Forkert"}).url
    assert client.get(url("registrer_maaling", maaling)).status_code == 404


def test_the_criterions_page_offers_what_one_may(client, maaling, som):
    page = maaling.kriterium.get_absolute_url()
    offered = {}
    for rolle in Rolle:
        som(rolle)
        html = client.get(page).content.decode()
        words = ("/registrer/?tilbage", "/ret/?tilbage", "/retur/?tilbage", "/log/")
        offered[rolle] = [word for word in words if word in html]
    assert offered[Rolle.LAESER] == []
    assert offered[Rolle.MEDARBEJDER] == ["/registrer/?tilbage", "/ret/?tilbage", "/log/"]
    assert len(offered[Rolle.REDAKTOER]) == len(offered[Rolle.PLANLEDER]) == 4


def test_the_criterions_page_costs_the_same_with_many_corrections(client, maaling, som, assert_flat_queries):
    user = som(Rolle.PLANLEDER)

    def grow(count: int = 5) -> None:
        for number in range(count):
            row = MaalingFactory(kriterium=SucceskriteriumFactory(aktivitet=maaling.kriterium.aktivitet))
            Maaling.objects.filter(pk=row.pk).update(kriterium=maaling.kriterium, version=2)
            record(row, by=user, handling=Handling.AENDRET, changes=[Change("value", "værdi", "1", str(number))])

    grow(1)
    assert_flat_queries(get=lambda: client.get(maaling.kriterium.get_absolute_url()), grow=grow)


# --- The log


def line(**more: str) -> dict[str, str]:
    return {"antal": "12", "date": "24.10.2019", "kind": "besoeg", **more}


def test_the_only_criterion_that_can_take_a_line_is_proposed(client, kriterium, som):
    som(Rolle.MEDARBEJDER)
    address = url("registrer_log", kriterium.aktivitet)
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert page.select_one("[name=kriterium] option[selected]")["value"] == str(kriterium.uuid)
    assert page.select_one("[name=date]")["value"] == "24.10.2019"
    SucceskriteriumFactory(aktivitet=kriterium.aktivitet)
    page = BeautifulSoup(client.get(address).content, "html.parser")
    chosen = page.select_one("[name=kriterium] option[selected]")
    assert chosen is None or chosen["value"] == ""


def test_a_line_is_saved_and_counts(client, kriterium, som):
    user = som(Rolle.MEDARBEJDER)
    client.post(url("registrer_log", kriterium.aktivitet), line(kriterium=str(kriterium.uuid)))
    post = Logpost.objects.get()
    assert (post.antal, post.reported_by, post.kriterium) == (12, user, kriterium)
    assert "12 af 100 samtaler" in text_of(client.get(kriterium.get_absolute_url()))


def test_htmx_gets_the_card_with_the_new_line_and_the_undo(client, kriterium, som):
    som(Rolle.MEDARBEJDER)
    html = client.post(url("registrer_log", kriterium.aktivitet), line(), **HTMX).content.decode()
    assert "Gemt kl." in html
    assert "12 fremmøder, 24.10.2019" in html
    html = client.post(url("registrer_logpost_fjern", Logpost.objects.get()), {"begrundelse": "x"}, **HTMX)
    assert "Intet talt endnu" in html.content.decode()


@pytest.mark.parametrize("htmx", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize(
    "fields",
    [
        {"antal": ""},
        {"antal": "-1"},
        {"antal": "1,5"},
        {"antal": "mange"},
        {"antal": "9" * 12},
        {"antal": "1e3"},
        {"date": ""},
        {"date": "31.02.2019"},
        {"date": "25.10.2019"},
        {"date": "i går"},
        {"kind": "katte"},
        {"kriterium": "x"},
        {"kriterium": "00000000-0000-4000-8000-000000000000"},
        {"note": "x" * 251},
    ],
    ids=str,
)
def test_a_bad_line_is_refused_in_danish_and_nothing_is_saved(client, kriterium, som, fields, htmx):
    som(Rolle.MEDARBEJDER)
    response = client.post(url("registrer_log", kriterium.aktivitet), line(**fields), **htmx)
    assert response.status_code == 200
    assert not Logpost.objects.exists()
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one(".fejltekst, .invalid-feedback") is not None
    name, value = next(iter(fields.items()))
    field = page.select_one(f"main [name={name}], article [name={name}]")
    if field.name == "input":
        assert field.get("value", "") == value


def test_a_line_of_the_wrong_kind_says_what_the_criterion_counts(client, kriterium, som):
    som(Rolle.MEDARBEJDER)
    kriterium.log_kind = Logart.UNIKKE
    kriterium.save()
    response = client.post(url("registrer_log", kriterium.aktivitet), line(kriterium=str(kriterium.uuid)))
    assert "Kriteriet tæller forskellige personer." in text_of(response)


def test_a_line_is_corrected_and_another_activitys_criterion_refused(client, kriterium, som):
    som(Rolle.MEDARBEJDER)
    post = LogpostFactory(aktivitet=kriterium.aktivitet)
    client.post(url("registrer_logpost", post), line(antal="11", begrundelse="Talt dobbelt", seen_version="1"))
    post.refresh_from_db()
    assert post.antal == 11
    other = SucceskriteriumFactory()
    response = client.post(
        url("registrer_logpost", post), line(kriterium=str(other.uuid), begrundelse="x", seen_version="2")
    )
    assert "Vælg et af aktivitetens kriterier." in text_of(response)
    stale = client.post(url("registrer_logpost", post), line(antal="9", begrundelse="x", seen_version="1"))
    assert "Gem igen for at bruge dit" in text_of(stale)


def test_the_log_has_pages_and_costs_the_same_with_many_lines(client, kriterium, som, assert_flat_queries):
    som(Rolle.MEDARBEJDER)
    LogpostFactory(aktivitet=kriterium.aktivitet, kriterium=kriterium, note="den ældste", date=date(2018, 9, 1))
    address = url("registrer_log", kriterium.aktivitet)
    assert_flat_queries(
        get=lambda: client.get(address),
        grow=lambda: LogpostFactory.create_batch(49, aktivitet=kriterium.aktivitet, kriterium=kriterium),
    )
    LogpostFactory(aktivitet=kriterium.aktivitet)
    assert "den ældste" not in text_of(client.get(address))
    assert "den ældste" in text_of(client.get(address, {"side": "2"}))


# --- Locked years


def test_a_planleder_locks_and_unlocks_a_year(client, kriterium, som):
    som(Rolle.PLANLEDER)
    address = url("registrer_aarslaas", kriterium.helhedsplan)
    client.post(address, {"year": "2019", "note": "Indberettet"})
    lock = Aarslaas.objects.get()
    assert "Indberettet" in text_of(client.get(address))
    response = client.post(url("registrer_kriterium", kriterium), typed())
    assert "2019 er låst 24.10.2019" in text_of(response)
    assert "Skriv" not in client.post(url("registrer_laas_op", lock), {"begrundelse": "Fonden bad om det"}).url
    assert client.post(url("registrer_kriterium", kriterium), typed()).status_code == 302
    assert client.get(url("registrer_laas_op", lock)).status_code == 404


@pytest.mark.parametrize("year", ["", "x", "1066", "99999", "2019; DROP"])
def test_a_year_that_is_none_is_refused(client, kriterium, som, year):
    som(Rolle.PLANLEDER)
    response = client.post(url("registrer_aarslaas", kriterium.helhedsplan), {"year": year})
    assert response.status_code == 200
    assert not Aarslaas.objects.exists()
