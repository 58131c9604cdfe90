"""Completeness: one percentage with its reasons, from the table that docs/regler.md quotes."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from indsatser.selvmodsigelser import load_grundlag
from plans.choices import Bilagstilstand, Plantype
from plans.models import Helhedsplan
from reporting.facts.udfyldt import build_udfyldelse
from reporting.udfyldelse import DELTYPER, udfyldelse
from tests.indsatser import factories as indsatser
from tests.plans import factories as plans

FILE = Path(settings.BASE_DIR) / "fixtures" / "regneeksempler" / "udfyldelse.csv"


def _examples():
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            name, percent, sentence = row.pop("navn"), int(row.pop("procent")), row.pop("sætning")
            counts = [tuple(int(number) for number in cell.split("/")) for cell in row.values()]
            yield pytest.param(counts, percent, sentence, id=name)


@pytest.mark.no_db
@pytest.mark.parametrize(("counts", "percent", "sentence"), list(_examples()))
def test_the_example_comes_out_as_written(counts, percent, sentence):
    found = udfyldelse(counts)
    assert (found.procent, found.saetning) == (percent, sentence)


@pytest.mark.no_db
def test_more_than_is_owed_is_refused():
    with pytest.raises(ValueError, match="owed"):
        udfyldelse([(2, 1), *[(0, 0)] * (len(DELTYPER) - 1)])


@pytest.mark.no_db
def test_the_page_of_rules_names_every_example():
    text = (Path(settings.BASE_DIR) / "docs" / "regler.md").read_text(encoding="utf-8")
    assert [param.id for param in _examples() if param.id not in text] == []


def _of(plan):
    plan = Helhedsplan.objects.for_page().get(pk=plan.pk)
    return {part.type.key: (part.har, part.skyldes) for part in build_udfyldelse(load_grundlag([plan])[plan.pk]).dele}


def test_an_empty_plan_owes_one_of_each():
    counts = _of(plans.HelhedsplanFactory(tovholder=""))
    assert counts == {
        "stamoplysninger": (4, 7),
        "afsnit": (0, 0),
        "underskrifter": (0, 0),
        "bilag": (0, 0),
        "delaftaler": (0, 1),
        "aktiviteter": (0, 1),
        "kriterier": (0, 1),
        "milepaele": (0, 1),
        "oekonomi": (0, 3),
        "organer": (0, 1),
    }


def test_a_municipal_effort_across_plans_owes_no_delaftaler():
    assert _of(plans.HelhedsplanFactory(kind=Plantype.KOMMUNAL_INDSATS))["delaftaler"] == (0, 0)


def test_each_part_is_counted_whole_or_not():
    plan = plans.HelhedsplanFactory(frame_lbf=75, frame_lokal=25)
    skabeloner = plans.AfsnitsskabelonFactory.create_batch(2, runde=plan.bevillingsrunde)
    plans.AfsnitFactory(helhedsplan=plan, skabelon=skabeloner[0])
    plans.PartFactory(helhedsplan=plan, signed_on=date(2018, 6, 1))
    plans.PartFactory(helhedsplan=plan)
    plans.BilagFactory(helhedsplan=plan, state=Bilagstilstand.VEDLAGT)
    plans.BilagFactory(helhedsplan=plan, state=Bilagstilstand.MANGLER)
    delaftale = plans.DelaftaleFactory(helhedsplan=plan, purpose="Tryghed")
    akt = indsatser.AktivitetFactory(delaftale=delaftale, purpose="a", target_group="b", anchoring="c")
    indsatser.AktivitetFactory(delaftale=delaftale, purpose="a")
    indsatser.AktivitetFactory(delaftale=delaftale, has_form=False)
    indsatser.SucceskriteriumFactory(aktivitet=akt, source="Optælling")
    indsatser.SucceskriteriumFactory(aktivitet=akt, source="")
    indsatser.MilepaelFactory(helhedsplan=plan)
    indsatser.MilepaelFactory(helhedsplan=plan, year=None, quarter=None)
    plans.BudgetbeloebFactory(budgetpost=plans.BudgetpostFactory(helhedsplan=plan))
    plans.BudgetpostFactory(helhedsplan=plan)
    plans.OrganFactory(helhedsplan=plan)
    counts = _of(plan)
    del counts["stamoplysninger"]
    assert counts == {
        "afsnit": (1, 2),
        "underskrifter": (1, 2),
        "bilag": (1, 2),
        "delaftaler": (1, 1),
        "aktiviteter": (1, 2),
        "kriterier": (1, 2),
        "milepaele": (1, 2),
        "oekonomi": (3, 4),
        "organer": (1, 1),
    }
