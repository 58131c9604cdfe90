"""A real browser: Playwright's own Chromium, or the one that is installed on the machine."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.verden import Verden, byg_verden

HERE = Path(__file__).parent
# The browser's event loop runs in the thread of the test, and Django would refuse to use the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    installed = shutil.which("chromium") or shutil.which("google-chrome")
    own = {} if installed is None else {"executable_path": installed}
    return {**browser_type_launch_args, **own, "args": ["--no-sandbox", "--disable-dev-shm-usage"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "da-DK", "viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def page_as(page: Page, live_server, client) -> Callable[..., Page]:
    """page_as(user) -> the browser's page, logged in as that person."""

    def _page_as(user) -> Page:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}],
        )
        return page

    return _page_as


@pytest.fixture
def verden(live_server) -> Verden:
    """One of everything. Asks for live_server first, so that the rows are there for its thread to see."""
    return byg_verden()
