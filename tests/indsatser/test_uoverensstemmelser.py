"""Every kind of inconsistency in the cases has a Danish name: people read it on the page."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings

from indsatser.importing.sag.uoverensstemmelser import ARTER, art

pytestmark = pytest.mark.no_db

CASES = sorted((Path(settings.BASE_DIR) / "fixtures" / "demo").glob("*.yaml"))


def _kinds(node) -> set[str]:
    """The kinds of all notes under any key that says inconsistencies."""
    found: set[str] = set()
    if isinstance(node, dict):
        for key, value in node.items():
            if "inconsisten" in str(key) and isinstance(value, list):
                found |= {str(row.get("kind") or row.get("type")) for row in value if isinstance(row, dict)}
            else:
                found |= _kinds(value)
    elif isinstance(node, list):
        for value in node:
            found |= _kinds(value)
    return found - {"None"}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_kind_in_a_case_has_a_danish_name(case):
    assert _kinds(yaml.safe_load(case.read_text(encoding="utf-8"))) <= set(ARTER)


def test_a_word_that_is_not_a_code_stands_as_it_is():
    assert art("beløb") == "beløb"
    assert art("goal_letters") == "målbogstaver"
