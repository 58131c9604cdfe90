"""The vendored files are the ones VERSIONS.md says they are."""

import hashlib
import re
from pathlib import Path

import pytest

VENDOR = Path(__file__).resolve().parents[2] / "static" / "vendor"

pytestmark = pytest.mark.no_db


def listed_files():
    rows = re.findall(r"`([\w./-]+\.(?:css|js))` \|[^|]+\| `([0-9a-f]{64})`", (VENDOR / "VERSIONS.md").read_text())
    assert rows
    return rows


@pytest.mark.parametrize(("name", "digest"), listed_files())
def test_a_vendored_file_has_the_checksum_that_is_written_down(name, digest):
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest


def test_every_vendored_file_is_written_down():
    present = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.suffix in {".css", ".js"}}
    assert present == {name for name, _ in listed_files()}


def test_no_vendored_file_points_at_a_source_map():
    for name, _ in listed_files():
        assert "sourceMappingURL" not in (VENDOR / name).read_text(encoding="utf-8"), name
