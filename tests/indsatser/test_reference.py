"""Reference data: loaded from the files, reloadable, never deleting."""

import json
import shutil
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from indsatser.models import Aktivitetstype, Graensevaerdi, Indikator, Indikatorvaerdi
from indsatser.reference import load_indsatser_reference
from plans.models import Afsnitsskabelon, Bevillingsrunde, Bilagskrav, Indsatsomraade, Kommune
from plans.reference import FOLDER, load_plans_reference
from plans.services import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """A copy of the reference files that a test may change."""
    return shutil.copytree(FOLDER, tmp_path / "reference")


def test_three_rounds_come_with_their_official_fields_of_work():
    load_plans_reference()
    names = {
        runde.code: [omraade.name for omraade in runde.indsatsomraader.all()]
        for runde in Bevillingsrunde.objects.all()
    }
    assert names == {
        "2011-14": [
            "Børn, unge og familier",
            "Uddannelse, beskæftigelse og erhverv",
            "Beboernetværk, inddragelse og demokrati",
            "Sundhed",
            "Udsatte grupper",
            "Kultur og fritid",
            "Image og kommunikation",
        ],
        "2015-18": [
            "Tryghed og trivsel",
            "Kriminalpræventiv indsats",
            "Uddannelse og beskæftigelse",
            "Forebyggelse og forældreansvar",
        ],
        "2019-26": [
            "Uddannelse og livschancer",
            "Beskæftigelse",
            "Kriminalitetsforebyggelse",
            "Sammenhængskraft og medborgerskab",
        ],
    }


def test_every_round_asks_for_a_quarter_of_local_money_and_names_its_source():
    load_plans_reference()
    assert set(Bevillingsrunde.objects.values_list("min_local_share", flat=True)) == {Decimal(25)}
    assert not Bevillingsrunde.objects.filter(source="").exists()


def test_the_2015_round_has_eleven_sections_and_eight_annexes_and_2011_speaks_of_fields_of_work():
    load_plans_reference()
    assert Afsnitsskabelon.objects.filter(runde__code="2015-18").count() == 11
    assert Bilagskrav.objects.filter(runde__code="2015-18").count() == 8
    old = Bevillingsrunde.objects.get(code="2011-14")
    assert (old.field_label, old.field_label_plural, old.agreement_label) == (
        "Indsatsområde",
        "Indsatsområder",
        "Helhedsplan",
    )


def test_loading_a_second_time_changes_nothing():
    load_plans_reference()
    load_indsatser_reference()
    again = load_plans_reference()
    again += load_indsatser_reference()
    assert (again.created, again.changed, again.not_in_file) == ([], [], [])


def test_a_changed_label_in_the_file_is_updated(folder):
    load_plans_reference(folder)
    rows = json.loads((folder / "bevillingsrunder.json").read_text(encoding="utf-8"))
    rows[1]["indsatsomraader"][0]["name"] = "Tryghed og trivsel i hverdagen"
    (folder / "bevillingsrunder.json").write_text(json.dumps(rows), encoding="utf-8")
    done = load_plans_reference(folder)
    assert done.created == []
    assert done.changed == ["indsatsområde «Tryghed og trivsel i hverdagen»: officielt navn"]
    assert Indsatsomraade.objects.get(runde__code="2015-18", order=1).name == "Tryghed og trivsel i hverdagen"


def test_what_left_the_file_is_kept_and_reported(folder):
    load_plans_reference(folder)
    rows = json.loads((folder / "bevillingsrunder.json").read_text(encoding="utf-8"))
    (folder / "bevillingsrunder.json").write_text(json.dumps(rows[1:]), encoding="utf-8")
    done = load_plans_reference(folder)
    assert done.not_in_file == ["bevillingsrunde «2011-14-midlerne»"]
    assert Bevillingsrunde.objects.count() == 3


@pytest.mark.parametrize(
    ("liste", "year", "expected"),
    [
        ("ghetto_2010", 2012, {"liste-arbejdsmarked": 40, "liste-doemte": Decimal("2.7"), "liste-ikke-vestlig": 50}),
        (
            "ghetto_2014",
            2015,
            {
                "liste-arbejdsmarked": 40,
                "liste-doemte": Decimal("2.7"),
                "liste-uddannelse": 50,
                "liste-indkomst": 55,
                "liste-ikke-vestlig": 50,
            },
        ),
        (
            "udsat",
            2022,
            {"liste-arbejdsmarked": 40, "liste-doemte": 3, "liste-uddannelse": 60, "liste-indkomst": 55},
        ),
        (
            "forebyggelse",
            2022,
            {
                "liste-arbejdsmarked": 30,
                "liste-doemte": 2,
                "liste-uddannelse": 60,
                "liste-indkomst": 65,
                "liste-ikke-vestlig": 30,
            },
        ),
    ],
)
def test_the_area_lists_have_the_thresholds_of_their_years(liste, year, expected):
    load_indsatser_reference()
    rows = Graensevaerdi.objects.filter(liste=liste, from_year__lte=year).exclude(to_year__lt=year)
    assert {row.indikator.code: row.value for row in rows.select_related("indikator")} == expected


def test_parallel_society_needs_two_of_four_and_always_the_fifth():
    load_indsatser_reference()
    rows = Graensevaerdi.objects.filter(liste="parallelsamfund")
    assert {(row.needed, row.out_of) for row in rows} == {(2, 4)}
    assert [row.indikator.code for row in rows.filter(is_obligatory=True)] == ["liste-ikke-vestlig"]


def test_the_countrys_figures_are_loaded_once_and_the_administrations_own_is_left_alone():
    load_indsatser_reference()
    row = Indikatorvaerdi.objects.get(is_national=True)
    assert (row.indikator.code, row.year, row.value) == ("liste-doemte", 2022, Decimal("0.725"))
    row.value = Decimal("0.73")
    change(row, by=None)
    load_indsatser_reference()
    assert Indikatorvaerdi.objects.get(is_national=True).value == Decimal("0.73")


def test_the_command_says_what_it_did_and_klargoer_calls_it():
    out = StringIO()
    call_command("indlaes_referencedata", stdout=out, verbosity=2)
    assert "Ny: bevillingsrunde «2015-18-midlerne»" in out.getvalue()
    out = StringIO()
    call_command("klargoer", uden_statiske=True, verbosity=0, stdout=out)
    assert "Referencedata: 0 nye, 0 ændrede." in out.getvalue()
    assert out.getvalue().endswith("Klar.\n")
    assert (Aktivitetstype.objects.count(), Indikator.objects.count()) == (14, 8)
    assert Kommune.objects.filter(name="Vejle Kommune", code="630").exists()
