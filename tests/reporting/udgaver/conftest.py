"""Editions without waiting for the printer: what is printed is tried in test_udsted, and once is enough."""

import pytest


@pytest.fixture(scope="session")
def et_papir() -> bytes:
    """A real PDF of one line."""
    from reporting.pdf import trykkeri

    return trykkeri().print_html("<title>Papir</title><p>Papir</p>", variant=None)


@pytest.fixture
def hurtigt(monkeypatch, et_papir):
    """Every paper prints as that one line."""
    monkeypatch.setattr("reporting.papirer.lav.render_pdf", lambda *args, **kwargs: et_papir)
