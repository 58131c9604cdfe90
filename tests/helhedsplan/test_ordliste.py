"""The glossary decides which words are Danish in the code: every model must be in it."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

pytestmark = pytest.mark.no_db

GLOSSARY = Path(settings.BASE_DIR) / "docs" / "ordliste.md"
COLUMNS = 6


def rows() -> list[list[str]]:
    lines = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("app", ["plans", "indsatser", "reporting"])
def test_every_model_is_in_the_glossary(app):
    text = GLOSSARY.read_text(encoding="utf-8")
    names = [model.__name__ for model in apps.get_app_config(app).get_models()]
    assert [name for name in names if f"`{name}`" not in text] == []


def test_every_line_is_filled_in():
    assert [row for row in rows() if len(row) != COLUMNS or not all(row)] == []


def test_no_term_stands_twice():
    terms = [row[0] for row in rows() if row[0] not in ("Dansk", "---")]
    assert sorted(terms) == sorted(set(terms))
