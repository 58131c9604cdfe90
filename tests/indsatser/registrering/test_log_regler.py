"""The rules of the log, from the worked examples that case workers write: fixtures/regneeksempler/log.csv."""

import csv
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings

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
