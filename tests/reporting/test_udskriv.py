"""The command: it finds the plan meant, refuses in Danish, and writes the file whole or not at all."""

import os

import pytest
from django.core.management import CommandError, call_command

from tests.plans.factories import HelhedsplanFactory
from tests.reporting.pdfread import without_pango


def udskriv(plan, path, aar=2019):
    call_command("udskriv", str(plan), "maalopfyldelse", aar=aar, til=path, verbosity=0)
    return path.read_bytes()


@pytest.fixture
def plan():
    return HelhedsplanFactory(short_name="Åparken", journalnummer="LBF-1505a")


@pytest.mark.parametrize("name", ["Åparken", "åPARKEN", " åparken ", "lbf-1505A"])
def test_a_plan_is_found_by_short_name_or_journal_number(plan, tmp_path, name, capsys):
    assert udskriv(name, tmp_path / "a.pdf").startswith(b"%PDF-1.7")
    assert "Målopfyldelsesskema 2019 for Åparken er skrevet til" in capsys.readouterr().out


def test_a_plan_is_found_by_uuid(plan, tmp_path):
    assert udskriv(str(plan.uuid).upper(), tmp_path / "a.pdf").startswith(b"%PDF")


def test_an_unknown_plan_is_answered_with_the_plans_there_are(plan, tmp_path):
    with pytest.raises(
        CommandError, match=rf"ingen plan, der hedder «Æbleby»(?s:.*){plan.uuid}.*journalnr. LBF-1505a"
    ):
        udskriv("Æbleby", tmp_path / "a.pdf")


def test_an_unknown_plan_is_answered_with_those_that_come_near(plan, tmp_path):
    other = HelhedsplanFactory(short_name="Bakken")
    with pytest.raises(CommandError) as refused:
        udskriv("park", tmp_path / "a.pdf")
    assert str(plan.uuid) in str(refused.value)
    assert str(other.uuid) not in str(refused.value)


def test_two_plans_of_the_same_name_are_told_apart_by_uuid(plan, tmp_path):
    other = HelhedsplanFactory(short_name="ÅPARKEN")
    with pytest.raises(CommandError, match=r"passer på flere planer\. Brug uuid") as refused:
        udskriv("åparken", tmp_path / "a.pdf")
    assert {str(plan.uuid), str(other.uuid)} <= set(str(refused.value).split())


@pytest.mark.parametrize("text", ["", "%", "67a646a7-bbad-4ffa-bc3f-cdd92622eae4", "' OR 1=1 --"])
def test_nothing_odd_finds_a_plan(plan, tmp_path, text):
    HelhedsplanFactory(journalnummer="")
    with pytest.raises(CommandError, match="Der er ingen plan, der hedder"):
        udskriv(text, tmp_path / "a.pdf")


def test_an_empty_database_is_said_to_be_empty(tmp_path):
    with pytest.raises(CommandError, match="Der er ingen planer i databasen"):
        udskriv("Åparken", tmp_path / "a.pdf")


def test_a_year_outside_the_plan_is_refused_in_danish_and_no_file_is_left(plan, tmp_path):
    with pytest.raises(CommandError, match="løber fra 2018 til 2022; der er intet skema for 2017"):
        udskriv(plan.short_name, tmp_path / "a.pdf", aar=2017)
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_there_is_replaced_whole(plan, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_text("før")
    assert udskriv(plan.short_name, path).rstrip().endswith(b"%%EOF")
    assert list(tmp_path.iterdir()) == [path]
    assert path.stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("name", ["findes/ikke/a.pdf", "mappe"])
def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left(plan, tmp_path, name):
    (tmp_path / "mappe").mkdir()
    with pytest.raises(CommandError, match="kan ikke skrives"):
        udskriv(plan.short_name, tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["mappe"]


def test_a_machine_without_pango_is_told_what_to_install(plan, tmp_path, monkeypatch):
    without_pango(monkeypatch)
    with pytest.raises(CommandError, match=r"apt-get install libpango-1\.0-0 libpangoft2-1\.0-0 libharfbuzz"):
        udskriv(plan.short_name, tmp_path / "a.pdf")
