"""Counts, never people: a person's name in an agreement becomes no value, and does not stay with the place of one."""

import json

import pytest

from indsatser.importing.aftale.laes import laes_aftale
from indsatser.importing.aftale.personnavne import er_navn, uden_navne
from indsatser.importing.dokument.bygge import afsnit, byg, overskrift, punkt, tabel
from indsatser.models import Passage
from tests.indsatser.aftalelaesning.conftest import arbejder, gem, laes, opretter, reference  # noqa: F401


@pytest.mark.no_db
@pytest.mark.parametrize(
    ("line", "values", "kept"),
    [
        (
            "Jobcenter Havneby: Ane Holm Berg, kontorleder, Jobcenter Havneby",
            ("kontorleder", "Jobcenter Havneby"),
            "Jobcenter Havneby: (navn udeladt), kontorleder, Jobcenter Havneby",
        ),
        (
            "Direktør, Brabrand Boligforening",
            ("Direktør", "Brabrand Boligforening"),
            "Direktør, Brabrand Boligforening",
        ),
        ("Keld Laursen (formand)", ("formand",), "(navn udeladt) (formand)"),
        ("2 medlemmer udpeget af Lejerbo", ("medlemmer", "Lejerbo"), "2 medlemmer udpeget af Lejerbo"),
        ("Mohammed Ali Hassan", ("medlem",), "(navn udeladt)"),
        ("Sport og Fritid, Aarhus Kommune", ("Sport og Fritid, Aarhus Kommune",), "Sport og Fritid, Aarhus Kommune"),
    ],
)
def test_a_line_is_kept_without_the_name_in_it(line, values, kept):
    assert uden_navne(line, values) == kept


@pytest.mark.no_db
def test_a_name_is_told_from_an_organisation_by_its_given_name():
    assert [
        er_navn(text) for text in ("Birte Holm", "Brabrand Boligforening", "Søren A. Jensen", "Folkesundhed Vest")
    ] == [
        True,
        False,
        True,
        False,
    ]


DELE = (
    overskrift("Delaftale for indsatsområdet Beskæftigelse"),
    afsnit("Aftalens parter:", fed="*"),
    punkt("Birte Holm Sørensen, kontorleder, Jobcenter Havneby"),
    punkt("Keld Laursen"),
    overskrift("Mål", 2),
    "a) Flere i job",
    tabel(
        [
            ["Aktivitetsnavn", "Cykelværkstedet"],
            ["Formål:", "At cykle."],
            ["Målgruppe", "Unge"],
            ["Forankring", "Klub"],
        ]
    ),
)


@pytest.mark.no_db
def test_no_value_and_no_place_of_a_value_names_a_person():
    read = laes_aftale(byg(*DELE)).som_json()
    (party,) = read["plan"]["delaftaler"][0]["parties"]
    assert party == {"title": "kontorleder", "organisation": "Jobcenter Havneby"}
    kept = json.dumps([read["plan"], read["_kilder"]], ensure_ascii=False)
    assert not [name for name in ("Birte", "Sørensen", "Keld", "Laursen") if name in kept]
    assert "Keld Laursen" in [each["tekst"] for each in read["_ikke_forstaaet"]]


@pytest.mark.usefixtures("reference")
def test_what_a_plan_remembers_of_its_agreement_names_nobody(client, opretter, tmp_path):  # noqa: F811
    path = tmp_path / "aftale.txt"
    path.write_text(
        "Helhedsplanen Engen\n\nDelaftale for indsatsområdet Beskæftigelse\n\nAftalens parter:\n\n"
        "Birte Holm Sørensen, kontorleder, Jobcenter Havneby\n\n"
        "Aktivitetsnavn: Cykelværkstedet\n\nFormål: At flere cykler.\n\nMålgruppe: Unge over 13 år\n",
        encoding="utf-8",
    )
    laesning = laes(client, path)
    gem(client, laesning)
    assert "kontorleder" in "".join(Passage.objects.values_list("text", flat=True))
    assert not Passage.objects.filter(text__contains="Birte").exists()
