"""A real browser. Missing Chromium fails the tests with the line to type: a skipped browser test proves nothing."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.verden import Verden, byg_verden

# Playwright's event loop makes Django think that a test's own queries are asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

INSTALL = "apt-get update && apt-get install --yes --no-install-recommends chromium"
FLAGS = [
    "--disable-gpu",
    "--no-first-run",
    # Nothing but the page under test may use the network.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    names = [os.environ.get("CHROMIUM_PATH") or "chromium", "chromium-browser", "google-chrome"]
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.fail(f"Chromium is missing. Type:\n\n    sudo sh -c '{INSTALL}'\n", pytrace=False)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses to run as root inside it
    return {**browser_type_launch_args, "executable_path": path, "args": [*FLAGS, *sandbox]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "da-DK", "timezone_id": "Europe/Copenhagen"}


@pytest.fixture
def complaints(page) -> list[str]:
    """What the browser complains of: errors in scripts, and what the content security policy stopped."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda message: heard.append(message.text) if message.type in ("error", "warning") else None)
    return heard


@pytest.fixture
def page_as(page, live_server, client) -> Callable[..., Any]:
    """page_as(user) -> a page in which that person has logged in."""

    def _page_as(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return page

    return _page_as


@pytest.fixture
def verden(live_server) -> Verden:
    """One of everything. Asks for live_server first, so that the rows are there for its thread to see."""
    return byg_verden()
