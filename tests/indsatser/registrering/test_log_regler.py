"""The rules of the log, from the worked examples that case workers write: fixtures/regneeksempler/log.csv."""

import csv
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse

from helhedsplan.numbers import parse_decimal
from indsatser.choices import Kriterieform, Logart, Sammenlaegning
from indsatser.models import Logpost, Maaling, Succeskriterium
from indsatser.opgoerelse import opgoer_row, taeller_med
from indsatser.registrering.mine import plans_of, subjects
from plans.choices import Rolle
from tests.indsatser.factories import LogpostFactory, MaalingFactory, SucceskriteriumFactory

FILE = Path(settings.BASE_DIR) / "fixtures" / "regneeksempler" / "log.csv"
RULES = Path(settings.BASE_DIR) / "docs" / "regler.md"
FORMS = {
    Sammenlaegning.SUM: Kriterieform.ANTAL_I_VINDUE,
    Sammenlaegning.SENESTE: Kriterieform.ANTAL_I_VINDUE,
    Sammenlaegning.MIDDEL: Kriterieform.GENNEMSNIT,
    Sammenlaegning.AARLIG: Kriterieform.ANTAL_PR_AAR,
}


def examples() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def labelled(choices, label: str):
    return next(choice for choice in choices if choice.label == label)


@pytest.mark.parametrize("row", examples(), ids=lambda row: row["navn"])
def test_a_worked_example_of_the_log(row):
    adding = labelled(Sammenlaegning, row["sammenlægning"])
    kriterium = SucceskriteriumFactory(
        form=FORMS[adding],
        sammenlaegning=adding,
        log_kind=labelled(Logart, row["kriteriet tæller"]) if row["kriteriet tæller"] else "",
    )
    for text in row["loggen"].split(" | "):
        day, antal, kind = re.fullmatch(r"(\S+): (\d+) (.+)", text).groups()
        LogpostFactory(
            aktivitet=kriterium.aktivitet,
            kriterium=kriterium,
            date=datetime.strptime(day, "%d.%m.%Y").date(),  # noqa: DTZ007
            antal=int(antal),
            kind=labelled(Logart, kind),
        )
    read = Succeskriterium.objects.for_opgoerelse().select_related("helhedsplan").get(pk=kriterium.pk)
    result = opgoer_row(read, as_of=date(2019, 10, 1)).resultat
    assert len(taeller_med(read)) == int(row["tæller med"])
    assert result.value == (None if row["værdi"] == "–" else parse_decimal(row["værdi"]))


@pytest.mark.no_db
def test_the_rules_page_quotes_every_kind_of_example_and_none_that_is_missing():
    quoted = set(re.findall(r"\*Logeksempel: (.+?)\*", RULES.read_text(encoding="utf-8")))
    assert quoted <= {row["navn"] for row in examples()}
    assert len(quoted) >= 6


def test_what_does_not_count_in_a_criterion_leaves_it_on_the_list_of_what_is_due(kriterium, som, today):
    """A yes that was sent back, and a line of the log of a kind the criterion does not count."""
    leader = som(Rolle.PLANLEDER)
    plan = kriterium.helhedsplan
    answered = SucceskriteriumFactory(
        aktivitet=kriterium.aktivitet, form=Kriterieform.JA_NEJ, sammenlaegning=Sammenlaegning.SENESTE, unit=""
    )
    MaalingFactory(kriterium=answered, value=1)
    Succeskriterium.objects.filter(pk=kriterium.pk).update(log_kind=Logart.UNIKKE)
    LogpostFactory(aktivitet=kriterium.aktivitet, kriterium=kriterium, date=today, kind=Logart.UNIKKE)
    due = {row.pk for row in subjects(leader, plans_of(leader), plan_uuid=plan.uuid, today=today) if row.is_due}
    assert due == set()
    Maaling.objects.update(returned_on=today, returned_note="Se igen")
    Logpost.objects.update(kind=Logart.BESOEG)
    due = {row.pk for row in subjects(leader, plans_of(leader), plan_uuid=plan.uuid, today=today) if row.is_due}
    assert due == {answered.pk, kriterium.pk}


@pytest.mark.parametrize("row", examples(), ids=lambda row: row["navn"])
def test_the_database_counts_the_same_lines_as_the_rules(row):
    kriterium = SucceskriteriumFactory(
        log_kind=labelled(Logart, row["kriteriet tæller"]) if row["kriteriet tæller"] else ""
    )
    for text in row["loggen"].split(" | "):
        kind = labelled(Logart, re.fullmatch(r"\S+: \d+ (.+)", text).group(1))
        LogpostFactory(aktivitet=kriterium.aktivitet, kriterium=kriterium, kind=kind)
    read = Succeskriterium.objects.for_opgoerelse().get(pk=kriterium.pk)
    assert sorted(post.pk for post in taeller_med(read)) == sorted(
        Logpost.objects.counted().filter(kriterium=kriterium).values_list("pk", flat=True)
    )


def test_where_no_kind_is_chosen_another_kind_than_the_first_leaves_the_criterion_due(kriterium, som, today):
    leader = som(Rolle.PLANLEDER)
    log = {"aktivitet": kriterium.aktivitet, "kriterium": kriterium}
    LogpostFactory(**log, kind=Logart.BESOEG, date=date(2019, 3, 1))
    LogpostFactory(**log, kind=Logart.UNIKKE, date=date(2019, 9, 30))
    (subject,) = subjects(leader, plans_of(leader), today=today)
    assert subject.is_due


def test_a_line_of_another_kind_than_the_first_is_refused_where_no_kind_is_chosen(client, kriterium, som, today):
    som(Rolle.PLANLEDER)
    first = LogpostFactory(aktivitet=kriterium.aktivitet, kriterium=kriterium, kind=Logart.BESOEG, date=today)
    address = reverse("indsatser:registrer_log", args=[kriterium.aktivitet.uuid])
    line = {"antal": "3", "date": "01.10.2019", "kind": "unikke", "kriterium": str(kriterium.uuid)}
    response = client.post(address, line)
    assert f"Kriteriet tæller {Logart.BESOEG.label}." in response.content.decode()
    assert Logpost.objects.count() == 1
    correction = line | {"begrundelse": "Der blev talt personer", "seen_version": "1"}
    assert client.post(reverse("indsatser:registrer_logpost", args=[first.uuid]), correction).status_code == 302


class TestTheSameFormSentTwice:
    @pytest.fixture
    def address(self, kriterium, som):
        som(Rolle.PLANLEDER)
        return reverse("indsatser:registrer_log", args=[kriterium.aktivitet.uuid])

    def line(self, page, **said):
        """What the browser sends of the form on the page."""
        soup = BeautifulSoup(page.content, "html.parser")
        fields = {field["name"]: field.get("value", "") for field in soup.select("form input[name=nyt_id]")}
        return fields | {"antal": "3", "date": "01.10.2019", "kind": "besoeg"} | said

    def test_makes_one_line_and_answers_both_times_with_the_one_that_was_saved(self, client, address):
        sent = self.line(client.get(address))
        for _ in range(2):
            assert client.post(address, sent).status_code == 302
        card = client.post(address, sent, headers={"HX-Request": "true"}).content.decode()
        assert "Gemt kl." in card
        assert str(Logpost.objects.get().uuid) in card

    def test_is_another_line_with_other_words_in_it_or_when_the_first_was_taken_out(self, client, address):
        sent = self.line(client.get(address))
        client.post(address, sent)
        client.post(address, sent | {"antal": "4"})
        assert Logpost.objects.count() == 2
        Logpost.objects.update(retired_on=date(2019, 10, 2), retired_reason="Fortrudt")
        client.post(address, sent)
        assert Logpost.objects.filter(retired_on=None).count() == 1

    def test_is_not_the_same_as_two_lines_typed_alike(self, client, address):
        for _ in range(2):
            client.post(address, self.line(client.get(address)))
        card = client.post(address, self.line(client.get(address)), headers={"HX-Request": "true"})
        client.post(address, self.line(card), headers={"HX-Request": "true"})
        assert Logpost.objects.count() == 4

    @pytest.mark.parametrize("key", ["x", "", "1" * 5000, "\x00"], ids=["a word", "none", "too long", "a nought"])
    def test_with_a_key_that_cannot_be_read_is_saved_all_the_same(self, client, address, key):
        assert client.post(address, self.line(client.get(address), nyt_id=key)).status_code == 302
        assert Logpost.objects.count() == 1
