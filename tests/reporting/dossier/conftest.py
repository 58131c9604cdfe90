"""A dossier without waiting for the printer: papers are printed for real where they are themselves tested."""

import pytest


@pytest.fixture(autouse=True)
def _hurtigt(monkeypatch):
    for module in ("reporting.papirer.lav", "reporting.dossier.beslutninger"):
        monkeypatch.setattr(f"{module}.render_pdf", lambda *args, **kwargs: b"%PDF-1.7 et papir")
