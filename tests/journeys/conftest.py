"""A demo server and a browser for all journeys of a run; each journey gets a fresh page and may leave no trouble."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tests import browser as chromium
from tests.journeys.postgres import fresh_database
from tests.journeys.served import Built, a_clinic, build_demo, demo_environment, serving
from tests.journeys.shared import elsewhere

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

collect_ignore = elsewhere()
expect.set_options(timeout=15_000)  # a slow machine may be slow; nobody waits longer than it takes


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """A demo clinic, on the database that this run chose; it is copied, never served."""
    folder = tmp_path_factory.mktemp("built")
    with fresh_database() as url:
        build_demo(demo_environment(folder, url))
        yield Built(folder, url)


@pytest.fixture(scope="session")
def demo(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a demo clinic."""
    with a_clinic(built, tmp_path_factory.mktemp("demo")) as environment:
        yield environment


@pytest.fixture(scope="session")
def base_url(demo: dict[str, str]) -> Iterator[str]:
    """The address of the running demo clinic."""
    with serving(demo) as base:
        yield base


@pytest.fixture(scope="session")
def hard(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A second demo clinic, for journeys that live through the day of somebody whom others need too."""
    with a_clinic(built, tmp_path_factory.mktemp("hard")) as environment:
        yield environment


@pytest.fixture(scope="session")
def hard_url(hard: dict[str, str]) -> Iterator[str]:
    """The address of the second clinic."""
    with serving(hard) as base:
        yield base


@pytest.fixture(scope="session")
def pseudo_url(demo: dict[str, str]) -> Iterator[str]:
    """The same clinic, with every translated text in ⟦…⟧."""
    with serving(demo | {"WEFT_PSEUDO_LOCALE": "1"}) as base:
        yield base


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """Chromium; found, or the run fails and says how to get one."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.HOW_TO_GET_ONE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def windows(chrome: Browser) -> Iterator[dict[str, BrowserContext]]:
    """The windows that are open, by address: to open one costs as much as a journey's first pages."""
    opened: dict[str, BrowserContext] = {}
    yield opened
    for window in opened.values():
        window.close()


@pytest.fixture
def context(chrome: Browser, windows: dict[str, BrowserContext], base_url: str) -> Iterator[BrowserContext]:
    """A browser that knows nobody yet."""
    if base_url not in windows:
        windows[base_url] = a_window(chrome, base_url)
        windows[base_url].new_page()  # empty: a window without pages closes
    window = windows[base_url]
    yield window
    for page in window.pages[1:]:
        page.close()
    window.set_offline(offline=False)
    window.unroute_all()
    window.clear_cookies()


def a_window(chrome: Browser, base_url: str) -> BrowserContext:
    """A window on one clinic, with the patience of a slow machine."""
    window = chrome.new_context(base_url=base_url, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    window.set_default_timeout(20_000)
    return window


@pytest.fixture
def page(context: BrowserContext, base_url: str) -> Iterator[Page]:
    """A page; afterwards no script may have failed, nothing been blocked by the CSP, nobody else been asked."""
    page = context.new_page()
    troubles = watch(page, base_url)
    yield page
    assert troubles == []


def watch(page: Page, base_url: str) -> list[str]:
    """A list that fills with what must not happen on any page."""
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    page.on("console", lambda said: troubles.append(f"console: {said.text}") if _is_trouble(said.text) else None)
    page.on("request", lambda asked: None if asked.url.startswith((base_url, "data:")) else troubles.append(asked.url))
    return troubles


def _is_trouble(said: str) -> bool:
    return "Content Security Policy" in said or "Refused to" in said
