"""A browser for tests: Chromium without a window, and a page in it that tells what it asked for and complained of.

``DISCOURSE_BROWSER`` names the browser; else the first on the path is taken. Where there is none the tests are skipped,
but fail if ``DISCOURSE_BROWSER_REQUIRED`` is set.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip


class Opened(NamedTuple):
    """A page with the addresses that it asked for and the errors and warnings of its console, as they come."""

    page: Page
    requests: list[str]
    complaints: list[str]


Open = Callable[..., Opened]
"""``open_page(path, address="#c1", width=1400, height=900, …)``; other options are those of a browser context."""


def program() -> str | None:
    """Return the path of the browser, ``None`` where there is none."""
    named = os.environ.get("DISCOURSE_BROWSER")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return the browser of a module's tests; while it runs, no other event loop can in this thread."""
    found = program()
    if found is None:
        missing = f"no browser: DISCOURSE_BROWSER names none, and none of {', '.join(NAMES)} is on the path"
        if os.environ.get("DISCOURSE_BROWSER_REQUIRED"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=[*_SWITCHES])
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Return what opens a file in a fresh context of the browser."""
    with ExitStack() as contexts:

        def opened(path: Path, address: str = "", width: int = 1400, height: int = 900, **options: Any) -> Opened:
            context = contexts.enter_context(
                browser.new_context(viewport={"width": width, "height": height}, **options)
            )
            page = context.new_page()
            one = Opened(page, [], [])
            page.on("request", lambda request: one.requests.append(request.url))
            page.on("pageerror", lambda error: one.complaints.append(str(error)))
            page.on("console", lambda said: one.complaints.append(said.text) if said.type in _COMPLAINTS else None)
            page.goto(f"{path.as_uri()}{address}")
            return one

        yield opened


_COMPLAINTS = ("error", "warning", "assert")


def reload(page: Page) -> None:
    """Reload a page once its store is written: the browser does so a moment after the page asked for it."""
    page.wait_for_timeout(700)
    page.reload()
