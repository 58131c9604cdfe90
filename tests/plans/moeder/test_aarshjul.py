"""The year wheel's page, and making a year's meetings from it in one save."""

from datetime import date, time

import pytest
from django.urls import reverse

from plans.choices import Moedetilstand, Rolle
from plans.models import Haendelse, Moede
from plans.moeder.aarshjul import build_aarshjul
from plans.organer import build_organer
from plans.services import trail_of
from tests.plans import factories as f

PLAN = {"start_date": date(2018, 8, 1), "end_date": date(2022, 7, 31)}


@pytest.fixture
def organ():
    return f.OrganFactory(helhedsplan=f.HelhedsplanFactory(**PLAN), meetings_min=4, notice_days=7)


def lines(hjul):
    return [(line.dag, line.titel, line.overstaaet) for month in hjul.maaneder for line in month.punkter]


def test_the_wheel_has_meetings_papers_and_deadlines_and_says_what_is_over(organ):
    moede = f.MoedeFactory(organ=organ, held_on=date(2019, 3, 14), state=Moedetilstand.AFHOLDT)
    f.MoedeFactory(organ=organ, held_on=date(2020, 1, 6))  # its papers go out in December
    hjul = build_aarshjul(organ.helhedsplan, 2019, today=date(2019, 10, 1))
    assert lines(hjul) == [
        (date(2019, 3, 7), f"Papirer ud: {organ.name}", True),
        (date(2019, 3, 14), organ.name, True),
        (date(2019, 6, 30), "Regnskab for 2018 (reguleringskonto) hos Landsbyggefonden", False),  # it is not done
        (date(2019, 12, 1), "Ministeren offentliggør områdelisterne", False),
        (date(2019, 12, 30), f"Papirer ud: {organ.name}", False),
        (date(2019, 12, 31), "Milepælsplan for 2020 lavet og godkendt", False),
    ]
    assert [month.nu for month in hjul.maaneder].index(True) == 9
    (line,) = hjul.organer
    assert (line.skal, line.har, line.mangler) == (4, 1, 3)
    assert reverse("plans:moede_detail", args=[moede.uuid]) in {p.url for m in hjul.maaneder for p in m.punkter}


def test_a_cancelled_meeting_shows_without_papers_and_does_not_count(organ):
    f.MoedeFactory(organ=organ, held_on=date(2019, 3, 14), state=Moedetilstand.AFLYST)
    hjul = build_aarshjul(organ.helhedsplan, 2019, today=date(2019, 1, 1))
    assert (date(2019, 3, 14), organ.name, False) in lines(hjul)
    assert not any("Papirer" in title for _, title, _ in lines(hjul))
    assert hjul.organer[0].har == 0


def test_the_page_costs_the_same_with_many_meetings(organ, client, log_in, assert_flat_queries):
    log_in(organ.helhedsplan, Rolle.REDAKTOER)
    f.MoedeFactory(organ=organ, held_on=date(2019, 3, 14))

    def grow():
        for month in range(4, 12):
            f.MoedeFactory(organ=f.OrganFactory(helhedsplan=organ.helhedsplan), held_on=date(2019, month, 1))

    address = reverse("plans:aarshjul", args=[organ.helhedsplan.uuid]) + "?aar=2019"
    assert_flat_queries(get=lambda: client.get(address), grow=grow)


@pytest.mark.parametrize("aar", ["", "1700", "99999", "abc", "²", "-1"])
def test_a_year_that_is_none_of_the_plans_is_answered_with_one_that_is(organ, client, log_in, aar):
    log_in(organ.helhedsplan)
    page = client.get(reverse("plans:aarshjul", args=[organ.helhedsplan.uuid]), {"aar": aar})
    assert page.context["hjul"].aar in page.context["hjul"].aarene


class TestMakingTheMeetings:
    def _page(self, client, organ, query="?aar=2019"):
        address = reverse("plans:moeder_foreslaa", args=[organ.uuid]) + query
        return address, client.get(address)

    def _sent(self, page):
        data = {"noegle": page.context["noegle"], "antal-vist": len(page.context["formularer"])}
        for form in page.context["formularer"]:
            data |= {f"{form.prefix}-opret": "on", f"{form.prefix}-held_on": f"{form.initial['held_on']:%d.%m.%Y}"}
        return data

    def test_what_is_seen_is_changed_and_made_in_one_save(self, organ, client, log_in):
        log_in(organ.helhedsplan, Rolle.REDAKTOER)
        address, page = self._page(client, organ)
        data = self._sent(page)
        data |= {"moede-0-held_on": "20.02.2019", "moede-0-start_time": "16.00", "moede-0-place": "Fælleshuset"}
        del data["moede-3-opret"]
        assert client.post(address, data).status_code == 302
        made = list(Moede.objects.order_by("held_on"))
        assert [row.held_on for row in made][:1] == [date(2019, 2, 20)]
        assert len(made) == 3
        assert (made[0].start_time, made[0].place, made[0].state) == (time(16), "Fælleshuset", "planlagt")
        assert all(trail_of(row).exists() for row in made)

    def test_the_same_form_sent_twice_makes_them_once(self, organ, client, log_in):
        log_in(organ.helhedsplan, Rolle.REDAKTOER)
        address, page = self._page(client, organ)
        for _ in range(2):
            assert client.post(address, self._sent(page)).status_code == 302
        assert Moede.objects.count() == 4

    def test_one_fault_makes_none_and_nothing_typed_is_lost(self, organ, client, log_in):
        log_in(organ.helhedsplan, Rolle.REDAKTOER)
        address, page = self._page(client, organ)
        faults = {"moede-1-held_on": "31.02.2019", "moede-2-start_time": "16.00", "moede-2-end_time": "15.00"}
        response = client.post(address, self._sent(page) | faults)
        html = response.content.decode()
        assert response.status_code == 200
        assert "31.02.2019" in html
        assert "Mødet slutter, før det begynder." in html
        assert not Moede.objects.exists()
        assert not Haendelse.objects.exists()

    @pytest.mark.parametrize("typed", ["Hos 010190-1234", "0101901234", "01.01.90 - 1234"])
    def test_text_like_a_cpr_number_is_refused_where_it_was_typed(self, organ, client, log_in, typed):
        log_in(organ.helhedsplan, Rolle.REDAKTOER)
        address, page = self._page(client, organ)
        response = client.post(address, self._sent(page) | {"moede-2-place": typed})
        forms = response.context["formularer"]
        assert "ligner et CPR-nummer" in forms[2].errors["place"][0]
        assert [bool(form.errors) for form in forms] == [False, False, True, False]
        assert "ligner et CPR-nummer" in response.content.decode()
        assert not Moede.objects.exists()
        assert not Haendelse.objects.exists()

    def test_nothing_ticked_asks_for_a_tick(self, organ, client, log_in):
        log_in(organ.helhedsplan, Rolle.REDAKTOER)
        address, page = self._page(client, organ)
        data = {name: value for name, value in self._sent(page).items() if not name.endswith("opret")}
        assert "Sæt hak ved de møder" in client.post(address, data).content.decode()

    @pytest.mark.parametrize("noegle", ["", "abc", "\x00"])
    def test_a_spoiled_form_is_asked_to_be_opened_again(self, organ, client, log_in, noegle):
        log_in(organ.helhedsplan, Rolle.REDAKTOER)
        address, page = self._page(client, organ)
        assert client.post(address, self._sent(page) | {"noegle": noegle}).status_code == 200
        assert not Moede.objects.exists()

    @pytest.mark.parametrize(("antal", "vist"), [("2", 2), ("999", 24), ("x", 4), ("0", 0), ("-3", 4), ("²", 4)])
    def test_another_number_is_proposed_within_reason(self, organ, client, log_in, antal, vist):
        log_in(organ.helhedsplan, Rolle.REDAKTOER)
        _, page = self._page(client, organ, f"?aar=2019&antal={antal}")
        assert vist - len(page.context["formularer"]) in ((0,) if vist < 24 else range(4))


class TestTerms:
    def _line(self, organ, day):
        return build_organer(organ.helhedsplan, as_of=day)[0]

    def test_a_seat_whose_term_is_over_is_free_until_somebody_has_it(self, organ):
        old = f.OrganmedlemFactory(organ=organ, title="Skoleleder", end_date=date(2019, 12, 31))
        assert self._line(organ, date(2019, 12, 31)).medlemmer == (old,)
        assert self._line(organ, date(2020, 1, 1)).ledige == (old,)
        f.OrganmedlemFactory(organ=organ, title="Skoleleder", start_date=date(2020, 2, 1))
        line = self._line(organ, date(2020, 1, 15))
        assert line.ledige == ()
        assert len(line.kommende_pladser) == 1

    def test_a_term_that_ends_within_90_days_says_so(self, organ):
        seat = f.OrganmedlemFactory(organ=organ, end_date=date(2020, 3, 31))
        assert self._line(organ, date(2020, 1, 1)).udloeber_snart == {seat.pk}
        assert not self._line(organ, date(2019, 12, 31)).udloeber_snart
