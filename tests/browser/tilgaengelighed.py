"""Nothing axe objects to and nothing wider than the window: said once, for a page that is whole."""

from collections.abc import Iterable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page

REPLACED = ("documentElement", "context was destroyed", "Cannot find context", "axe is not defined")
"""What is heard when a page is asked while the next one takes its place: a click returns before that is there."""


def assert_accessible(page: Page, widths: Iterable[int] = (1440, 320)) -> None:
    """At each width. Leaves the window as it was."""
    before = page.viewport_size
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found = _examined(page)
        assert found.violations_count == 0, f"{page.url} at {width} px: {found.generate_report()}"
        overflow = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{page.url} is {overflow} px wider than {width} px"
    if before:
        page.set_viewport_size(before)


def _examined(page: Page) -> Any:
    page.wait_for_load_state()
    try:
        return Axe().run(page)
    except BrowserError as error:
        if not any(sign in str(error) for sign in REPLACED):
            raise
        page.wait_for_load_state()
        return Axe().run(page)
