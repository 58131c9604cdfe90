"""From accepted values to a case that can be loaded: what is left out is a gap, and references follow."""

import pytest

from indsatser.aftalelaesning.laesning import ORDLYD, _to_ordlyde
from indsatser.aftalelaesning.samling import hoved_af, saml
from indsatser.importing.aftale.laes import laes_aftale
from indsatser.importing.dokument.bygge import byg, overskrift

pytestmark = pytest.mark.no_db

CASE = {
    "plan": {
        "name": "Planen",
        "delaftaler": [
            {
                "focus_area": "Job",
                "goals": [{"letter": "a", "text": "Flere i job"}],
                "criteria": [{"statement": "30 i job", "goal": "a"}],
                "planned_activities": [{"name": "Klub", "form_name": "Klub"}],
                "activities": [
                    {"name": "Klub", "goals": ["a"], "purpose": "At mødes"},
                    {"name": "Café", "partners": ["Politiet", "Skolen"]},
                ],
            }
        ],
        "milestones": [{"title": "Åbnet", "activity": "Klub"}],
    }
}


def stier(value, path=""):
    if isinstance(value, dict):
        return {p for key, each in value.items() for p in stier(each, f"{path}.{key}" if path else key)}
    if isinstance(value, list):
        return {p for i, each in enumerate(value) for p in stier(each, f"{path}[{i}]")}
    return {path}


ALLE = stier(CASE)
KLUB = "plan.delaftaler[0].activities[0].name"


def test_all_of_it_is_the_case_itself():
    assert saml(CASE, ALLE, {}) == CASE


def test_without_its_name_an_activity_is_out_with_all_under_it_and_moves_nobody():
    delaftale = saml(CASE, ALLE - {KLUB}, {})["plan"]["delaftaler"][0]
    assert [each and each["name"] for each in delaftale["activities"]] == [None, "Café"]
    assert delaftale["planned_activities"] == [{"name": "Klub"}]
    assert "activity" not in saml(CASE, ALLE - {KLUB}, {})["plan"]["milestones"][0]


def test_one_partner_that_is_left_out_is_a_gap():
    left = ALLE - {"plan.delaftaler[0].activities[1].partners[0]"}
    assert saml(CASE, left, {})["plan"]["delaftaler"][0]["activities"][1]["partners"] == [None, "Skolen"]


def test_what_names_a_corrected_activity_or_goal_follows_it():
    plan = saml(CASE, ALLE, {KLUB: "Jobklub", "plan.delaftaler[0].goals[0].letter": "b"})["plan"]
    delaftale = plan["delaftaler"][0]
    assert plan["milestones"][0]["activity"] == "Jobklub"
    assert delaftale["planned_activities"][0] == {"name": "Klub", "form_name": "Jobklub"}
    assert (delaftale["criteria"][0]["goal"], delaftale["activities"][0]["goals"]) == ("b", ["b"])


def test_the_value_that_makes_a_row_one():
    assert hoved_af("plan.parties[2]") == "plan.parties[2].organisation"
    assert hoved_af("plan.bodies[0].members[1]") == ""
    assert hoved_af("plan") == ""


def test_a_goal_that_stands_in_one_place_only_is_a_contradiction():
    read = laes_aftale(
        byg(
            overskrift("Indsatsområder", 1, nummer="5."),
            overskrift("Tryghed og trivsel", 2, nummer="5.1"),
            "Mål:",
            "a) Flere er trygge",
            overskrift("Delaftale for indsatsområdet Tryghed og trivsel"),
            overskrift("Mål", 2),
            "a) Færre flytter",
        )
    ).som_json()
    lines = read["_ikke_forstaaet"]
    assert [each["slags"] for each in _to_ordlyde(lines)] == ["Ordlyden er forskellig"], (lines, ORDLYD)
