"""docs/drift.md says what the settings really read, and the files it names are there."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.no_db
ROOT = Path(__file__).resolve().parents[2]
READ_FROM = ["helhedsplan/settings/base.py", "helhedsplan/settings/dev.py", "helhedsplan/gunicorn.py"]


def in_code() -> dict[str, bool]:
    """Each variable, and whether production refuses to start without it."""
    source = "\n".join((ROOT / name).read_text() for name in READ_FROM)
    calls = re.findall(r'env_(\w+)\(\s*"([A-Z_]+)"(,?)', source)
    return {name: kind in ("secret", "database") or not comma for kind, name, comma in calls}


def in_docs() -> dict[str, bool]:
    section = (ROOT / "docs/drift.md").read_text().split("## Miljøvariabler")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `([A-Z_]+)` \|([^|]*)\|", section, flags=re.MULTILINE)
    return {name: must.strip() == "ja" for name, must in rows}


def test_every_variable_is_described_and_nothing_else():
    assert in_docs() == in_code()
    assert len(in_code()) > 15


def test_defaults_are_described_as_they_are():
    source = "\n".join((ROOT / name).read_text() for name in READ_FROM)
    docs = (ROOT / "docs/drift.md").read_text()
    found = re.findall(r'env_(?:int|bool|str)\("([A-Z_]+)", (?:(True|False)|([\d_]+)|"([^"]+)")', source)
    assert len(found) > 10
    for name, switch, number, text in found:
        row = re.search(rf"^\| `{name}` \|[^|]*\| `([^`|]*)` \|", docs, flags=re.MULTILINE)
        assert row is not None, name
        assert row[1] == (switch.lower() or number.replace("_", "") or text), name


def test_pins_cover_the_ranges():
    """Every package that pyproject.toml asks for is pinned, and pins name no address to fetch from."""
    import tomllib

    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for group, files in (("base", ["base.txt"]), ("dev", ["base.txt", "dev.txt"])):
        lines = [line for name in files for line in (ROOT / ".ci" / name).read_text().splitlines()]
        assert not [line for line in lines if "://" in line or line.startswith("--")]
        pinned = {canonicalize_name(line.split("==")[0]): line.split("==")[1] for line in lines if "==" in line}
        asked = project["dependencies"] if group == "base" else project["optional-dependencies"]["dev"]
        for requirement in map(Requirement, asked):
            assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)]), requirement


def test_the_application_imports_only_what_it_is_installed_with():
    """A package that is pinned for tests alone is not there in production."""
    import ast
    import sys
    from importlib.metadata import packages_distributions

    from packaging.utils import canonicalize_name

    lines = (ROOT / ".ci/base.txt").read_text().splitlines()
    pinned = {canonicalize_name(line.split("==")[0]) for line in lines if "==" in line}
    ours = {"helhedsplan", "plans", "indsatser", "reporting"}
    found = {}
    for path in [path for folder in ours for path in (ROOT / folder).rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {name.split(".")[0]: path for name in names}
    providers = packages_distributions()
    for name in found.keys() - ours - sys.stdlib_module_names:
        assert pinned & set(map(canonicalize_name, providers[name])), f"{name} in {found[name]} is not in .ci/base.txt"
